// Writes the picture of a page that README.md shows. Arguments: the page, the PNG to write, the folder with
// playwright-core's node_modules.
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';

const [page_file, picture, packages] = process.argv.slice(2).map((path) => resolve(path));
const {chromium} = createRequire(join(packages, 'package.json'))('playwright-core');
const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
const page = await browser.newPage({viewport: {width: 1200, height: 1000}, colorScheme: 'light'});
await page.goto(`file://${page_file}`);
await page.waitForFunction(() => document.documentElement.dataset.ready === 'yes');
// From the question to the end of the costs.
const end = await page.$eval('#cost', (section) => section.getBoundingClientRect().bottom + scrollY);
await page.screenshot({path: picture, fullPage: true, clip: {x: 0, y: 0, width: 1200, height: Math.ceil(end) + 24}});
await browser.close();
