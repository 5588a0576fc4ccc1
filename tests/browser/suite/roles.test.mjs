// The form of a community role follows the kind of role that is chosen (ROL-02).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, visit, watch } from '../support/browser.mjs';

let browser;
let context;
let watched;

before(async () => {
  browser = await launch();
  context = await visit(browser);
  watched = await watch(context);
});
after(() => browser?.close());

/** Chooses a kind of role as a person does. */
async function choose(page, kind) {
  await page.locator('#id_communityrole-config + .ts-wrapper .ts-control').click();
  await page.keyboard.type(kind);
  await page.locator('.ts-dropdown .option', { hasText: kind }).first().click();
}

test('rol_02: what a kind asks for is marked, offered and let in', async () => {
  const page = await context.newPage();
  await page.goto('/communityroles/roles/add/');
  const required = (name) => page.locator(`.field:has(#id_communityrole-${name}) .required-mark`).count();
  assert.equal(await page.locator('#id_communityrole-url').isDisabled(), true, 'no kind, no address');

  await choose(page, 'Maintainer');
  await page.locator('#id_communityrole-generic_relation_pk option').nth(3).waitFor({ state: 'attached' });
  assert.equal(await page.locator('#id_communityrole-generic_relation_pk').isDisabled(), false);
  assert.equal(await required('award'), 1);
  assert.notEqual(await page.inputValue('#id_communityrole-badge'), '');
  assert.match(await page.locator('.field:has(#id_communityrole-generic_relation_pk) .field-label').textContent(), /lesson/);

  await choose(page, 'Lab Editor');
  assert.equal(await page.locator('#id_communityrole-url').isDisabled(), false);
  assert.equal(await required('url'), 1);
  assert.equal(await required('award'), 0);
  assert.equal(await page.inputValue('#id_communityrole-badge'), '');
  assert.equal(await page.locator('#id_communityrole-generic_relation_pk').isDisabled(), true);

  await page.fill('#id_communityrole-url', 'example.org/lab');
  await choose(page, 'Partnership Trainer');
  assert.equal(await page.inputValue('#id_communityrole-url'), '', 'what the new kind does not ask for is let go');
  assert.equal(await required('partnership'), 1);
  await page.close({ runBeforeUnload: false });
  assert.deepEqual(watched.take(), []);
});
