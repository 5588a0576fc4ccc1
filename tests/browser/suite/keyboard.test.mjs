// An event is changed by keyboard alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, visit, watch } from '../support/browser.mjs';
import { offered, records } from '../support/records.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

test('from the dashboard to a changed event without a mouse', async () => {
  const context = await visit(browser);
  const watched = await watch(context);
  const { busy, slug } = await records(context);
  const event = busy[2];
  const page = await context.newPage();
  const { keyboard } = page;
  const focused = () => page.evaluate(() => {
    const { id, tagName, href, textContent } = document.activeElement;
    return { id, tagName, href, text: textContent.trim() };
  });
  /** Presses Tab until what has the focus fits. */
  const tabTo = async (fits, key = 'Tab') => {
    const seen = [];
    for (let presses = 0; presses < 250; presses += 1) {
      await keyboard.press(key);
      const now = await focused();
      if (fits(now)) return now;
      seen.push(now.id || now.text.slice(0, 20));
    }
    throw new Error(`Tab does not get there; it was at ${seen.slice(-20).join(' | ')}`);
  };

  await page.goto('/dashboard/admin/');
  await keyboard.press('g');
  await keyboard.press('e');
  await page.waitForURL('**/workshops/events/');

  // Past menu and bar.
  await keyboard.press('Tab');
  assert.equal((await focused()).text, 'Skip to the content');
  await keyboard.press('Enter');
  await tabTo(({ href }) => href?.endsWith(event));
  await keyboard.press('Enter');
  await page.waitForURL(`**${event}`);
  await tabTo(({ tagName, text }) => tagName === 'A' && text === 'Edit');
  await keyboard.press('Enter');
  await page.waitForURL(`**${event}edit/`);

  // The host, by typing a part of another one's name.
  const before = await page.locator('#id_host').inputValue();
  const host = (await offered(context, 'organizations', 'University')).find(({ id }) => String(id) !== before);
  await tabTo(({ id }) => id === 'id_host-ts-control');
  await keyboard.type(host.text.split(' <')[0]);
  await page.locator('.ts-dropdown .option.active', { hasText: host.text.split(' <')[0] }).waitFor();
  await keyboard.press('Enter');
  assert.equal(await page.locator('#id_host').inputValue(), String(host.id));

  // A tag.
  const tags = await page.locator('#id_tags').evaluate((select) => [...select.options].map(({ text, selected }) => ({ text, selected })));
  const tag = ['private-event', 'online', 'Pilot', 'for-profit'].find((name) => tags.some(({ text, selected }) => text === name && !selected));
  await tabTo(({ id }) => id === 'id_tags-ts-control');
  await keyboard.type(tag);
  await page.locator('.ts-dropdown .option.active', { hasText: tag }).waitFor();
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await page.locator('.ts-control .item', { hasText: tag }).waitFor();

  // Dates: back to the top, month, day and year are fields of their own.
  await tabTo(({ id }) => id === 'id_start', 'Shift+Tab');
  for (let presses = 0; presses < 4 && (await focused()).id === 'id_start'; presses += 1) await keyboard.press('Shift+Tab');
  await tabTo(({ id }) => id === 'id_start');
  await keyboard.type('03212027');
  await tabTo(({ id }) => id === 'id_end');
  await keyboard.type('03222027');
  assert.deepEqual([await page.locator('#id_start').inputValue(), await page.locator('#id_end').inputValue()], ['2027-03-21', '2027-03-22']);

  // Mistakes: no slug and no organiser.
  await tabTo(({ id }) => id === 'id_sponsor-ts-control');
  await keyboard.press('Backspace');
  await tabTo(({ id }) => id === 'id_slug', 'Shift+Tab');
  await keyboard.press('Control+A');
  await keyboard.press('Delete');
  await keyboard.press('Enter');
  await page.locator('.error-summary').waitFor();
  assert.match((await focused()).text, /Nothing is saved yet/, 'the errors are read first');
  assert.equal(await page.locator('#id_host').inputValue(), String(host.id), 'what was chosen is kept');
  const messages = await page.locator('.error-summary li').allInnerTexts();
  assert.deepEqual(messages.map((message) => message.split(':')[0]), ['Slug', 'Organiser'], 'in the order of the form');

  await tabTo(({ text }) => text.startsWith('Slug:'));
  await keyboard.press('Enter');
  assert.equal((await focused()).id, 'id_slug', 'the link leads to the field');
  assert.equal(await page.locator('#id_slug').getAttribute('aria-invalid'), 'true');
  const renamed = `${slug(event)}-moved`;
  await keyboard.type(renamed);
  await tabTo(({ text }) => text.startsWith('Organiser:'), 'Shift+Tab');
  await keyboard.press('Enter');
  assert.equal((await focused()).id, 'id_sponsor-ts-control', 'also where the field is a searchable one');
  await keyboard.type('University');
  await page.locator('.ts-dropdown .option.active').waitFor();
  await keyboard.press('Enter');

  await tabTo(({ tagName, text }) => tagName === 'BUTTON' && text === 'Update');
  await keyboard.press('Enter');
  await page.waitForURL(`**/workshops/event/${renamed}/`);
  await page.getByRole('status').filter({ hasText: 'Success:' }).waitFor();
  await page.getByText('Mar 21 - 22, 2027').first().waitFor();
  await page.locator('.facts', { hasText: host.text.split(' <')[0] }).first().waitFor();
  assert.ok((await page.locator('.page-beside').innerText()).includes(tag));
  assert.deepEqual(watched.take(), []);
  await context.close();
});

test('menus of the bar know the keyboard', async () => {
  const context = await visit(browser);
  const page = await context.newPage();
  await page.goto('/dashboard/admin/');
  await page.locator('.bar summary', { hasText: 'New' }).focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'New event');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'New person');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.bar details[open]').count(), 0);
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^New/);

  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'bar-search');
  await page.keyboard.press('Tab');
  await page.keyboard.press('?');
  await page.locator('#shortcuts[open]').waitFor();
  await page.getByLabel('Use single-key shortcuts').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.waitForTimeout(200);
  assert.match(page.url(), /dashboard/, 'shortcuts are switched off');
  await context.close();
});

test('the search box finds while one types, and leads on by keys alone', async () => {
  const context = await visit(browser);
  const page = await context.newPage();
  const { keyboard } = page;
  const box = page.locator('[data-quick]');
  await page.goto('/dashboard/admin/');
  const { events, slug: slugOf } = await records(context);
  const slug = slugOf(events[0]);
  await keyboard.press('Control+k');
  // What is found for a part of the slug comes before, and gives way.
  const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get('term') === slug);
  await keyboard.type(slug);
  await answered;
  await page.locator('.quick [role=option]').first().waitFor();
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  assert.equal(await box.getAttribute('aria-activedescendant'), null);
  await keyboard.press('ArrowDown');
  const active = await box.getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
  // Up from the first is the box itself, and from there the last.
  await keyboard.press('ArrowUp');
  assert.equal(await box.getAttribute('aria-activedescendant'), null);
  // Escape closes the list and keeps what was typed.
  await keyboard.press('Escape');
  assert.equal(await page.locator('.quick').isVisible(), false);
  assert.equal(await box.inputValue(), slug);
  await keyboard.press('ArrowDown');
  await page.locator('.quick [role=option]').first().waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await page.waitForURL(`**/workshops/event/${slug}/`);

  // Without a choice, Enter leads to everything that was found.
  await keyboard.press('/');
  await keyboard.type('an');
  await keyboard.press('Enter');
  await page.waitForURL('**/dashboard/admin/search/?term=an');
  await context.close();
});
