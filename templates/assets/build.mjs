// Builds dist/: one style sheet, two scripts and the images, each named by its content, and manifest.json that maps plain names to them.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import * as sass from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const target = ['chrome123', 'firefox121', 'safari17.5'];

// Icons are masks in the style sheet: `<use href>` of a sprite on another origin (CloudFront) is refused by browsers.
async function iconRules() {
  const names = JSON.parse(await readFile(join(here, 'icons.json'), 'utf8'));
  const rules = await Promise.all(names.map(async (name) => {
    const svg = await readFile(join(here, 'node_modules/bootstrap-icons/icons', `${name}.svg`), 'utf8');
    const small = svg.replace(/\s*(class|width|height|fill)="[^"]*"/g, '').replace(/>\s+</g, '><').replace(/"/g, "'").trim();
    const data = small.replace(/[%#<>{}]/g, (c) => encodeURIComponent(c));
    return `.icon-${name}{--icon:url("data:image/svg+xml,${data}")}`;
  }));
  return rules.join('\n');
}

async function styles() {
  const sheet = sass.compile(join(here, 'css/app.scss'), {
    loadPaths: [join(here, 'node_modules')],
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
  });
  const vendor = await readFile(join(here, 'node_modules/tom-select/dist/css/tom-select.css'), 'utf8');
  const order = '@layer vendor;\n';
  const css = `${order}@layer vendor {\n${vendor.replace(/\/\*#.*?\*\//g, '').replace(/@charset[^;]*;/g, '')}\n}\n${sheet.css.replace(/^@charset[^;]*;/, '').replace(/^\uFEFF/, '')}\n${await iconRules()}`;
  const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target, legalComments: 'none' });
  return code;
}

// Classic scripts, not modules: a module from another origin needs CORS headers, a classic script does not.
async function script(entry) {
  const result = await esbuild.build({
    entryPoints: [join(here, 'js', entry)],
    bundle: true,
    minify: true,
    format: 'iife',
    target,
    write: false,
    legalComments: 'none',
  });
  return result.outputFiles[0].text;
}

async function main() {
  const files = { 'app.css': await styles(), 'app.js': await script('app.js'), 'theme.js': await script('theme.js') };
  for (const image of await readdir(join(here, 'images'))) {
    files[image] = await readFile(join(here, 'images', image), 'utf8');
  }
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const manifest = {};
  for (const [name, text] of Object.entries(files)) {
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
    const dot = name.lastIndexOf('.');
    manifest[name] = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
    await writeFile(join(dist, manifest[name]), text);
  }
  // Written last: a manifest stands for a whole build.
  await writeFile(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

await main();
