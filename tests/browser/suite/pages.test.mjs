// Every page, as it should always be: accessible in light and dark, wide and narrow; no wider than a phone; nothing inline, no complaint.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from '../support/axe.mjs';
import { launch, visit, watch } from '../support/browser.mjs';
import { PAGES, found } from '../support/pages.mjs';
import { records } from '../support/records.mjs';

const LOOKS = [
  { colorScheme: 'light', width: 1366, height: 900 },
  { colorScheme: 'dark', width: 1366, height: 900 },
  { colorScheme: 'dark', width: 390, height: 844 },
  { colorScheme: 'light', width: 390, height: 844 },
];

const lines = (list) => `\n${list.join('\n')}`;

let browser;
const contexts = {};

before(async () => {
  browser = await launch();
  for (const [name, as] of [['admin', 'admin'], ['instructor', 'instructor'], ['nobody', null]]) {
    const context = await visit(browser, { as });
    contexts[name] = { context, watched: await watch(context) };
  }
  Object.assign(found, await records(contexts.admin.context));
});
after(() => browser?.close());

for (const [name, { address, prepare, as = 'admin', status = 200 }] of Object.entries(PAGES)) {
  test(name, async () => {
    const { context, watched } = contexts[as];
    const page = await context.newPage();
    watched.take();
    const sent = [];
    const reading = [];
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && (response.status() < 300 || response.status() >= 400)) {
        reading.push(response.text().then((html) => sent.push(html), () => {}));
      }
    });
    const answer = await page.goto(typeof address === 'function' ? address() : address);
    assert.equal(answer.status(), status);
    await prepare?.(page);
    await Promise.all(reading);

    const inline = await page.evaluate(() => [
      ...document.querySelectorAll('script:not([src]), style'),
      ...[...document.querySelectorAll('*')].filter((element) => element.getAttributeNames().some((attribute) => attribute.startsWith('on'))),
    ].map((element) => element.outerHTML.slice(0, 120)));
    assert.deepEqual(inline, [], 'nothing is inline');
    // As sent: scripts may set styles, by means that the policy allows.
    const shown = sent.at(-1);
    assert.ok(shown.length > 500, 'a page was sent');
    assert.doesNotMatch(shown, /<[^>]*\s(style|on[a-z]+)=/, 'no attributes with styles or scripts are sent');

    assert.deepEqual(watched.take(), [], 'the browser has nothing to complain about');

    for (const { colorScheme, width, height } of LOOKS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `not wider than ${width} px`);
      const wrong = await findings(page);
      assert.equal(wrong.length, 0, `accessibility, ${colorScheme}, ${width} px:${lines(wrong)}`);
    }

    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await page.evaluate(() => (document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.table-scroll, .tabs-list, .conflict'))
      .slice(0, 8).map((element) => `${element.tagName}.${element.className} ${Math.round(element.getBoundingClientRect().right)}`)));
    assert.equal(wide.length, 0, `wider than 320 px:${lines(wide)}`);
    await page.close({ runBeforeUnload: false });
  });
}
