// `npm run pictures`: takes pictures of every kind of page, to be looked at, into the folder `pictures`.
// A word after it takes those alone whose names hold it; `--whole` takes all of a page, not what a window shows.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, visit } from './support/browser.mjs';
import { PAGES, found } from './support/pages.mjs';
import { records } from './support/records.mjs';

const FOLDER = join(import.meta.dirname, 'pictures');
const WINDOWS = {
  light: { width: 1366, height: 900, colorScheme: 'light' },
  dark: { width: 1366, height: 900, colorScheme: 'dark' },
  phone: { width: 390, height: 844, colorScheme: 'light', deviceScaleFactor: 2 },
};
const fullPage = process.argv.includes('--whole');
const wanted = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? '';

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const browser = await launch();
const first = await visit(browser);
Object.assign(found, await records(first));
await first.close();
for (const [look, window] of Object.entries(WINDOWS)) {
  for (const [name, { address, prepare, as = 'admin' }] of Object.entries(PAGES).filter(([name]) => name.includes(wanted))) {
    const context = await visit(browser, { as: as === 'nobody' ? null : as, ...window });
    const page = await context.newPage();
    try {
      await page.goto(typeof address === 'function' ? address() : address);
      await prepare?.(page);
      await page.setViewportSize(window);
      await page.waitForLoadState();
    } catch (error) {
      // The picture shows how far it came.
      console.error(`${name}: ${error.message.split('\n')[0]}`);
    }
    await page.screenshot({ path: join(FOLDER, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}-${look}.png`), fullPage });
    await context.close();
  }
}
await browser.close();
console.log(`The pictures are in ${FOLDER}.`);
