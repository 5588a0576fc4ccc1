// Lighthouse's own view of the pages that people use most: accessibility must be 100.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { snapshot } from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { AMY, cookies, launch, visit } from '../support/browser.mjs';
import { freePort } from '../support/port.mjs';
import { records } from '../support/records.mjs';

let browser;
let driver;
let found;

before(async () => {
  const port = await freePort();
  browser = await launch({ args: [`--remote-debugging-port=${port}`] });
  const context = await visit(browser);
  found = await records(context);
  await context.close();
  // Lighthouse drives the browser by another library than the other tests.
  driver = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}` });
});

after(async () => {
  await driver.disconnect();
  await browser.close();
});

const FLAGS = {
  onlyCategories: ['accessibility'],
  logLevel: 'error',
  formFactor: 'desktop',
  screenEmulation: { mobile: false, width: 1366, height: 900, deviceScaleFactor: 1, disabled: false },
};

/** What Lighthouse gives a page for accessibility, of 100, and what it found wanting. */
async function accessibility(address, as) {
  const page = await driver.newPage();
  await page.setViewport({ width: 1366, height: 900 });
  if (as) await page.setExtraHTTPHeaders({ Cookie: cookies(as).join('; ') });
  await page.goto(new URL(address, AMY).href);
  assert.equal(page.url(), new URL(address, AMY).href, 'the page itself was looked at');
  const { lhr } = await snapshot(page, { flags: FLAGS });
  await page.close();
  const wanting = Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 1 && scoreDisplayMode === 'binary');
  const where = (details) => (details?.items ?? []).slice(0, 5).map(({ node }) => node?.snippet ?? '').join(' ');
  return { score: Math.round(lhr.categories.accessibility.score * 100), wanting: wanting.map(({ id, title, details }) => `${id}: ${title} ${where(details)}`.trim()) };
}

const pages = [
  ['the login page', () => '/account/login/', null],
  ['the dashboard', () => '/dashboard/admin/'],
  ['the events', () => '/workshops/events/'],
  ['an event', () => found.busy[0]],
  ['the form of an event', () => `${found.busy[0]}edit/`],
  ['the persons', () => '/workshops/persons/'],
  ['a person', () => found.persons[0]],
  ['the form of a person', () => `${found.persons[0]}edit/`],
  ['the tasks', () => '/workshops/tasks/'],
  ['what search finds', () => '/dashboard/admin/search/?term=an&no_redirect=on'],
];

for (const [name, address, as = 'admin'] of pages) {
  test(`Lighthouse gives ${name} 100 for accessibility`, async () => {
    assert.deepEqual(await accessibility(address(), as), { score: 100, wanting: [] });
  });
}
