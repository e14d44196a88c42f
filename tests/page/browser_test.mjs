// Opens the pages of runs in headless Chromium: the paper's scenarios, one of a million invocations, and one whose names
// are hostile. Argument: the folder of scenarios. Environment: TWOSTEP_PROGRAM, and TWOSTEP_PACKAGES, the folder with
// playwright-core's node_modules. Exits with 1 and a line for each thing that is wrong.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

import {drawnMarks, expectedMarks} from './marks.mjs';

const scenarios = process.argv[2];
const {TWOSTEP_PROGRAM: program, TWOSTEP_PACKAGES: packages} = process.env;
const browserProgram = '/usr/bin/chromium';
const library = join(dirname(dirname(program)), 'share/twostep/page/charts.js');
for (const needed of [browserProgram, join(packages, 'node_modules/playwright-core'), library]) {
  if (existsSync(needed)) continue;
  console.error(`${needed} is missing; scripts/setup.sh build test installs it`);
  process.exit(1);
}
const {chromium} = createRequire(join(packages, 'package.json'))('playwright-core');

const folder = mkdtempSync(join(tmpdir(), 'twostep-page-'));
const problems = [];
let scenario = '';
const expect = (holds, problem) => {
  if (!holds) problems.push(`${scenario}: ${problem}`);
};

// The page of a run, and its report.json.
const run = (file, ...further) => {
  execFileSync(program, ['run', file, '--report', '--quiet', '-o', join(folder, scenario), ...further]);
  const results = join(folder, scenario);
  const name = readdirSync(results)[0];
  const seed = join(results, name, 'seed-1');
  const runFolder = existsSync(seed) ? seed : join(results, name, readdirSync(join(results, name))[0]);
  return {page: join(runFolder, 'report.html'), report: JSON.parse(readFileSync(join(runFolder, 'report.json'), 'utf8'))};
};

const hostile = '</script><img src=x onerror=alert(1)>"\'&\u202e\u05e9\u05dc\u05d5\u05dd \u{1f680}';
const hostileScenario = () => {
  const document = JSON.parse(readFileSync(join(scenarios, 'paper/inference.json'), 'utf8'));
  const renamed = {'ec2-sqs': hostile, 'ec2-direct': '=HYPERLINK("x")', 'lambda-sqs': 'x'.repeat(10000)};
  const name = (variant) => renamed[variant] ?? variant;
  document.question = `${hostile} ${'y'.repeat(10000)}`;
  document.source = hostile;
  document.parameters.batches.value = 20;
  document.baseline = name(document.baseline);
  document.variants = Object.fromEntries(Object.entries(document.variants).map(([key, value]) => [name(key), value]));
  for (const one of document.expect) {
    one.of = name(one.of);
    if (one.over) one.over = name(one.over);
    one.note = hostile;
  }
  delete document.$schema;
  const file = join(folder, 'hostile.json');
  writeFileSync(file, JSON.stringify(document));
  return file;
};

// A thousand samples of three series in every variant.
const timeline = (report) => {
  const rows = ['variant,time_s,series,value,unit'];
  for (const {name} of report.variants) {
    for (let i = 0; i <= 1000; ++i) {
      const busy = Math.round(20 + 15 * Math.sin(i / 60) * Math.sin(i / 7));
      rows.push(`${name},${i * 16},environments.busy,${busy},1`, `${name},${i * 16},environments.idle,${40 - busy},1`,
        `${name},${i * 16},spent,${i / 3000},USD`);
    }
  }
  return `${rows.join('\n')}\n`;
};

// Relative luminance and contrast as WCAG 2.2 defines them, of "rgb(1, 2, 3)".
const luminance = (colour) => {
  const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

const ready = (page) => page.waitForFunction(() => document.documentElement.dataset.ready === 'yes', null, {timeout: 20000});

// Drawn anew after a change of width: each drawing is as wide as its place, but for what labels at its edge may take.
const fitted = (page) => page.waitForFunction(() => [...document.querySelectorAll('.plot')].every((plot) => {
  const svg = plot.querySelector('svg');
  const spare = plot.clientWidth - (svg?.getAttribute('width') ?? 0);
  return spare >= 0 && spare < 24;
}), null, {timeout: 20000});

const checkMarks = async (page, when) => {
  for (const figure of await page.$$('figure.chart')) {
    const id = await figure.getAttribute('id');
    const specification = JSON.parse(await figure.$eval('script', (script) => script.textContent));
    const drawn = await figure.evaluate(drawnMarks);
    for (const [mark, count] of Object.entries(expectedMarks(id, specification))) {
      expect(drawn[mark] === count, `${id} ${when} draws ${drawn[mark]} of ${mark} where its data has ${count}`);
    }
    const rows = await figure.$$eval('tbody tr', (all) => all.length);
    expect(rows > 0, `${id} has no rows in its table`);
  }
};

const checkWidth = async (page, width) => {
  await page.setViewportSize({width, height: 900});
  await fitted(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide <= width, `the page is ${wide} wide in a window of ${width}`);
  await checkMarks(page, `at ${width}`);
};

const colours = (page) => page.evaluate(() => {
  const of = (selector, property) => {
    const element = document.querySelector(selector);
    return element && getComputedStyle(element)[property];
  };
  return {
    paper: of('body', 'backgroundColor'), card: of('.chart', 'backgroundColor'), text: of('body', 'color'),
    faint: of('.eyebrow', 'color'), link: of('summary', 'color'), label: of('.plot .role-axis-label text', 'fill'),
  };
});

const checkColours = async (page, scheme) => {
  await page.emulateMedia({colorScheme: scheme});
  const {paper, card, text, faint, link, label} = await colours(page);
  if (scheme === 'dark') expect(luminance(paper) < 0.05, `dark paper is ${paper}`);
  if (scheme === 'light') expect(luminance(paper) > 0.9, `light paper is ${paper}`);
  for (const ink of [text, faint, link]) expect(contrast(ink, paper) >= 4.5, `${ink} on ${paper} is hard to read`);
  if (label) expect(contrast(label, card) >= 4.5, `labels of charts, ${label} on ${card}, are hard to read`);
};

const checkPaper = async (page) => {
  await page.emulateMedia({media: 'print', colorScheme: 'dark'});
  const {paper, text} = await colours(page);
  expect(luminance(paper) > 0.99 && luminance(text) < 0.05, `printed as ${text} on ${paper}`);
  const shown = await page.$$eval('.specification', (all) => all.filter((one) => one.offsetParent !== null).length);
  expect(shown === 0, 'links to specifications are printed');
  await page.emulateMedia({media: 'screen', colorScheme: 'light'});
};

const checkAnswer = async (page, report) => {
  const answer = (await page.textContent('.answer')).replaceAll('\u00a0', ' ');
  expect(answer.endsWith('.'), `the answer is no sentence: ${answer}`);
  for (const [metric, word] of [[report.compared.time, 'fastest'], [report.compared.cost, 'cheapest']]) {
    if (report.variants.length < 2) continue;
    const best = [...report.variants].sort((a, b) => a.metrics[metric].value - b.metrics[metric].value)[0];
    expect(answer.includes(word) && answer.includes(best.name), `the answer does not name ${best.name}: ${answer}`);
  }
  const asserted = report.expectations.filter((one) => one.verdict !== 'quoted');
  const holding = asserted.filter((one) => one.verdict === 'holds').length;
  const sureness = await page.textContent('.sureness');
  if (asserted.length) expect(sureness.includes(`${holding} of ${asserted.length} published figures`), `it says ${sureness}`);
};

const checkStructure = async (page) => {
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    h1: document.querySelectorAll('h1').length,
    bare: [...document.querySelectorAll('table')].filter((table) => !table.caption?.textContent).length,
    plots: [...document.querySelectorAll('.plot')].filter((plot) => !plot.getAttribute('aria-label')).length,
    ids: [...document.querySelectorAll('[id]')].map((one) => one.id),
  }));
  expect(found.lang === 'en' && found.h1 === 1, 'has no language, or not one heading');
  expect(found.bare === 0, `${found.bare} tables have no caption`);
  expect(found.plots === 0, `${found.plots} charts have no words`);
  expect(new Set(found.ids).size === found.ids.length, 'has an id twice');
};

const checkSpecification = async (page) => {
  const figure = await page.$('figure.chart');
  const [download] = await Promise.all([page.waitForEvent('download'), (await figure.$('a.specification')).click()]);
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
  const id = await figure.getAttribute('id');
  expect(download.suggestedFilename() === `${id}.vl.json`, `the specification is called ${download.suggestedFilename()}`);
  expect(saved.$schema.includes('vega-lite') && saved.data.values.length > 0, 'the saved specification is not whole');
};

const opened = async (browser, file, use) => {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}, colorScheme: 'light'});
  page.on('console', (message) => expect(false, `console: ${message.text()}`));
  page.on('pageerror', (error) => expect(false, `error: ${error.message}`));
  page.on('dialog', (dialog) => expect(false, `dialog: ${dialog.message()}`));
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`file://${file}`);
  await ready(page);
  const first = await page.evaluate(() => performance.getEntriesByName('first-chart')[0]?.startTime);
  const figures = await page.$$eval('figure.chart', (all) => all.length);
  expect(figures === 0 || first < 2000, `the first chart is there after ${first} ms`);
  await use(page);
  const foreign = requests.filter((url) => !url.startsWith('file:') && !url.startsWith('blob:'));
  expect(foreign.length === 0 && requests.filter((url) => url.startsWith('file:')).length === 1, `requests ${foreign}`);
  const size = statSync(file).size;
  expect(size < 3e6, `the page has ${size} bytes`);
  console.log(`${scenario}: ${figures} charts, the first after ${Math.round(first)} ms, ${Math.round(size / 1024)} KiB`);
  await page.close();
};

const checkPage = async (page, report) => {
  await checkMarks(page, 'at 1280');
  await checkAnswer(page, report);
  await checkStructure(page);
  await checkColours(page, 'light');
  await checkColours(page, 'dark');
  await checkWidth(page, 400);
  await checkWidth(page, 1280);
};

const browser = await chromium.launch({executablePath: browserProgram, args: ['--no-sandbox', '--disable-gpu']});
try {
  for (const file of readdirSync(join(scenarios, 'paper')).filter((name) => name.endsWith('.json')).sort()) {
    scenario = file.replace('.json', '');
    const {page: file_, report} = run(join(scenarios, 'paper', file));
    await opened(browser, file_, (page) => checkPage(page, report));
  }

  scenario = 'training, on paper and taken elsewhere';
  await opened(browser, run(join(scenarios, 'paper/training.json')).page, async (page) => {
    await checkPaper(page);
    await checkSpecification(page);
  });

  scenario = 'a million invocations';
  const million = run(join(scenarios, 'benchmarks/one-function.json'), '--set', 'invocations=1000000');
  await opened(browser, million.page, (page) => checkPage(page, million.report));

  scenario = 'a timeline';
  const sampled = run(join(scenarios, 'paper/training.json'));
  writeFileSync(join(dirname(sampled.page), 'timeline.csv'), timeline(sampled.report));
  execFileSync(program, ['report', dirname(sampled.page)]);
  await opened(browser, sampled.page, async (page) => {
    expect((await page.$$('#timeline figure.chart')).length === 2, 'not a chart for environments and one for spending');
    await checkPage(page, sampled.report);
  });

  scenario = 'hostile names';
  await opened(browser, run(hostileScenario()).page, async (page) => {
    await checkMarks(page, 'at 1280');
    await checkStructure(page);
    await checkWidth(page, 400);
    expect(await page.$('img') === null, 'a name became an element');
    const names = await page.$$eval('#variants > .scroll tbody th', (all) => all.map((one) => one.textContent));
    expect(names.some((name) => name.startsWith('</script><img')), `variants are ${names}`);
    expect(names.some((name) => /^x{30,}\.\.\.$/.test(name)), 'a long name is not shortened');
    expect((await page.textContent('h1')).startsWith('</script><img'), 'the question is not its text');
    const text = await page.evaluate(() => document.body.innerText);
    expect(!text.includes('\u202e'), 'a name turns the direction of the page');
  });
} finally {
  await browser.close();
  rmSync(folder, {recursive: true});
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
