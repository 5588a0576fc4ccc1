// Everything can be done without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, visit } from '../support/browser.mjs';
import { offered, records } from '../support/records.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const plain = (options = {}) => visit(browser, { javaScriptEnabled: false, ...options });

test('signing in', async () => {
  const context = await plain({ as: null });
  const page = await context.newPage();
  await page.goto('/account/login/?next=/workshops/events/');
  await page.fill('#id_username', 'invoicing');
  await page.fill('#id_password', 'invoicing');
  await page.click('.login .btn-primary');
  await page.waitForURL('**/workshops/events/');
  await context.close();
});

test('an event is added, with records found by search buttons', async () => {
  const context = await plain();
  const page = await context.newPage();
  const [host] = await offered(context, 'organizations', 'University');
  const [administrator] = await offered(context, 'admin_orgs');
  await page.goto('/workshops/events/add/');
  const slug = `2027-08-xx-plain-${Date.now() % 100_000}`;
  await page.fill('#id_slug', slug);
  await page.fill('#id_venue', 'A hall');
  for (const [field, { id, text }] of [['host', host], ['sponsor', host], ['administrator', administrator]]) {
    await page.fill(`input[name=${field}__term], input[name^=${field}][type=search]`, text.split(' <')[0]);
    await page.click(`button[value=${field}]`);
    await page.getByText('found; choose in the list above.').waitFor();
    await page.selectOption(`#id_${field}`, String(id));
  }
  assert.equal(await page.inputValue('#id_venue'), 'A hall', 'what was typed before is kept');
  await page.selectOption('#id_tags', { label: 'online' });
  await page.click('.form-actions .btn-primary');
  await page.waitForURL(`**/workshops/event/${slug}/`);
  await page.getByText('Success:').waitFor();
  await context.close();
});

test('a list is filtered, and the filter taken back', async () => {
  const context = await plain();
  const page = await context.newPage();
  await page.goto('/workshops/events/');
  await page.selectOption('#id_completed', 'true');
  await page.click('.filter-actions button');
  await page.waitForURL('**completed=true**');
  assert.equal(await page.locator('.list-table tbody tr:not(.row-success)').count(), 0);
  await page.click('.chip');
  await page.waitForURL((url) => !url.search.includes('completed=true'));
  await context.close();
});

test('filters are folded on phones and within reach', async () => {
  const context = await plain({ width: 390, height: 844 });
  const page = await context.newPage();
  await page.goto('/workshops/events/');
  assert.equal(await page.locator('#id_completed').isVisible(), false);
  await page.click('.filters-panel summary');
  await page.locator('#id_completed').waitFor();
  await context.close();
});

test('menus open, wide and on phones', async () => {
  for (const width of [1366, 390]) {
    const context = await plain({ width, height: 844 });
    const page = await context.newPage();
    await page.goto('/dashboard/admin/');
    if (width < 900) await page.click('.bar-toggle');
    await page.click('.bar summary:has-text("More")');
    await page.click('.bar a:has-text("Tasks")');
    await page.waitForURL('**/workshops/tasks/');
    if (width < 900) await page.click('.bar-toggle');
    await page.click('.bar summary:has-text("New")');
    await page.click('.bar a:has-text("New event")');
    await page.waitForURL('**/workshops/events/add/');
    await context.close();
  }
});

test('all tabs are shown below one another, and a task is deleted', async () => {
  const context = await plain();
  const { busy } = await records(context);
  const page = await context.newPage();
  await page.goto(`${busy[4]}edit/`);
  assert.deepEqual([await page.locator('#event').isVisible(), await page.locator('#tasks').isVisible()], [true, true]);
  const rows = page.locator('#tasks tbody tr');
  const before = await rows.count();
  await rows.first().getByRole('button', { name: /^Delete/ }).click();
  await page.getByText('Success:').waitFor();
  assert.equal(await rows.count(), before - 1);
  await context.close();
});

test('people who were found are ticked and written to, and places on a map are followed', async () => {
  const context = await plain();
  const page = await context.newPage();
  await page.goto('/workshops/workshop_staff/?items_per_page=all');
  await page.locator('tr:has(a.email) input[name=person]').first().check();
  await page.getByRole('button', { name: 'Contact selected' }).click();
  await page.locator('a[href^="mailto:?bcc="]').waitFor();
  await page.goto('/workshops/events/?view=map');
  await page.locator('.map-mark').first().click();
  await page.locator('.chip', { hasText: 'Area' }).waitFor();
  assert.ok(await page.locator('.list-table tbody tr').count() > 0);
  await context.close();
});
