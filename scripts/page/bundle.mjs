// Bundles charts.mjs with what it imports into one minified script, headed by the licences of everything in it.
// Arguments: the folder with node_modules, the folder to write charts.js, charts.js.sha256 and LICENSES.txt to.
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';

const [packages, output] = process.argv.slice(2).map((folder) => resolve(folder));
const {buildSync} = createRequire(join(packages, 'package.json'))('esbuild');

const {outputFiles, metafile} = buildSync({
  entryPoints: [join(packages, 'charts.mjs')],
  absWorkingDir: packages,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2020',
  charset: 'ascii',
  legalComments: 'none',
  metafile: true,
  write: false,
});

// "node_modules/a/node_modules/@b/c/src/d.js" comes from the package in "node_modules/a/node_modules/@b/c".
const folder_of = (file) => file.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1];
const folders = [...new Set(Object.keys(metafile.inputs).map(folder_of).filter(Boolean))].sort();

const licence_of = (folder) => {
  const {name, version, license} = JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(packages, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} ${version} comes without the text of its licence (${license})`);
  return {title: `${name} ${version} (${license})`, text: readFileSync(join(packages, folder, file), 'utf8').trim()};
};

// Packages under the same words share them.
const titles = new Map();
for (const {title, text} of folders.map(licence_of)) titles.set(text, [...(titles.get(text) ?? []), title]);
const licences = [...titles].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`);

const script = `/*\n${licences.replaceAll('*/', '* /')}*/\n${outputFiles[0].text}`;
// It stands between <script> and </script>: nothing in it may look like the end of it, or begin a comment.
if (/<\/script|<script|<!--/i.test(script)) throw new Error('the bundle has text in it that ends an inline script');
writeFileSync(join(output, 'charts.js'), script);
writeFileSync(join(output, 'charts.js.sha256'), createHash('sha256').update(script).digest('hex') + '\n');
writeFileSync(join(output, 'LICENSES.txt'), licences);
