// What scripts add: searchable selects, tabs, the guard against leaving, questions before deletions, proposals.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, visit, watch } from '../support/browser.mjs';
import { records } from '../support/records.mjs';

let browser;
let context;
let watched;
let found;

before(async () => {
  browser = await launch();
  context = await visit(browser);
  watched = await watch(context);
  found = await records(context);
});
after(async () => {
  await browser?.close();
});

/** Runs a test on a page of its own, which has nothing to complain about. */
const on = (name, address, check) => test(name, async () => {
  const page = await context.newPage();
  await page.goto(typeof address === 'function' ? address() : address);
  await check(page);
  await page.close({ runBeforeUnload: false });
  assert.deepEqual(watched.take(), []);
});

on('a searchable select asks the server, with the values of the fields it depends on', '/workshops/tasks/add/', async (page) => {
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('/select_lookups/')) asked.push(new URL(request.url())); });
  await page.locator('#id_task-person-ts-control').click();
  await page.keyboard.type('demo');
  await page.locator('.ts-dropdown .option', { hasText: 'Demo' }).first().waitFor();
  await page.keyboard.press('Enter');
  const person = await page.inputValue('#id_task-person');
  assert.match(person, /^\d+$/);
  await page.selectOption('#id_task-role', { index: 1 });
  const role = await page.inputValue('#id_task-role');

  asked.length = 0;
  const answered = page.waitForResponse(/select_lookups/);
  await page.locator('#id_task-seat_membership-ts-control').click();
  await answered;
  const query = asked.at(-1).searchParams;
  assert.deepEqual([query.get('person'), query.get('role')], [person, role]);

  // Asked anew after one of them changed.
  await page.locator('#id_task-role').focus();
  await page.selectOption('#id_task-role', { index: 2 });
  const again = page.waitForResponse(/select_lookups/);
  await page.locator('#id_task-seat_membership-ts-control').click();
  await again;
  assert.equal(asked.at(-1).searchParams.get('role'), await page.inputValue('#id_task-role'));
});

on('a look-up follows the choice that it belongs to, and locks what it gives', '/offering/account-benefits/create/', async (page) => {
  const account = found.account.split('/').at(-2);
  const [partnership, start] = [page.locator('#id_partnership'), page.locator('#id_start_date')];
  const choose = (key) => page.locator('#id_account').evaluate((select, chosen) => select.tomselect.setValue(chosen), key);
  const state = async () => [await partnership.isDisabled(), await partnership.inputValue() !== '', await start.evaluate((input) => input.readOnly)];
  const today = await start.inputValue();
  assert.deepEqual(await state(), [true, false, false], 'without an account there is nothing to choose from');

  await choose(account);
  assert.deepEqual(await state(), [false, false, false]);
  const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get('account') === account);
  await page.locator('#id_partnership-ts-control').click();
  const [{ id, agreement_start: agreed }] = (await (await answered).json()).results;
  await page.locator('.ts-dropdown .option').first().click();
  assert.deepEqual(await state(), [false, true, true]);
  assert.deepEqual([await partnership.inputValue(), await start.inputValue()], [String(id), agreed]);
  assert.notEqual(agreed, today);

  const other = await page.locator('#id_account').evaluate((select, chosen) => Object.keys(select.tomselect.options).find((key) => key !== chosen), account);
  await choose(other);
  assert.deepEqual(await state(), [false, false, false], 'another account has other partnerships');
  await choose('');
  assert.deepEqual(await state(), [true, false, false]);
});

on('more results come by scrolling', '/workshops/tasks/add/', async (page) => {
  await page.locator('#id_task-person-ts-control').click();
  await page.locator('.ts-dropdown .option').first().waitFor();
  const before = await page.locator('.ts-dropdown .option').count();
  await page.locator('#id_task-person-ts-dropdown').evaluate((list) => { list.scrollTop = list.scrollHeight; });
  await page.waitForFunction((count) => document.querySelectorAll('.ts-dropdown .option').length > count, before);
});

on('passing by with Tab chooses nothing', '/workshops/tasks/add/', async (page) => {
  for (const id of ['event', 'person']) {
    const answered = page.waitForResponse(/select_lookups/);
    await page.locator(`#id_task-${id}-ts-control`).focus();
    await answered;
    await page.locator(`#id_task-${id}-ts-dropdown .option`).first().waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.inputValue(`#id_task-${id}`), '');
  }
  await page.locator('#id_task-person-ts-control').focus();
  await page.keyboard.type('trainer demo');
  await page.locator('#id_task-person-ts-dropdown .option.active', { hasText: 'Trainer Demo' }).waitFor();
  await page.keyboard.press('Tab');
  assert.match(await page.inputValue('#id_task-person'), /^\d+$/, 'what was searched for is taken');
});

on('nothing found is said', '/workshops/tasks/add/', async (page) => {
  await page.locator('#id_task-person-ts-control').click();
  await page.keyboard.type('zzzzqqq');
  await page.getByText('No matches.').waitFor();
});

on('a partner that is chosen gives its name and shuts the other one out', '/fiscal/partnerships/create/', async (page) => {
  await page.locator('#id_partner_organisation-ts-control').click();
  await page.locator('.ts-dropdown .option').first().click();
  const chosen = await page.locator('#id_partner_organisation + .ts-wrapper .item').textContent();
  const name = await page.inputValue('#id_name');
  assert.ok(name !== '' && chosen.startsWith(name), `${name} of ${chosen}`);
  assert.ok(await page.locator('#id_partner_consortium').isDisabled());
  await page.locator('#id_partner_organisation').evaluate((select) => select.tomselect.clear());
  assert.ok(!(await page.locator('#id_partner_consortium').isDisabled()));
});

on('tabs stand in the address and are there again after a reload', () => `${found.busy[0]}edit/`, async (page) => {
  const shown = async () => [await page.locator('#event').isVisible(), await page.locator('#tasks').isVisible()];
  assert.deepEqual(await shown(), [true, false], 'the first tab is open without a fragment');
  await page.getByRole('tab', { name: 'Event' }).focus();
  await page.keyboard.press('ArrowRight');
  assert.match(page.url(), /#tasks$/);
  await page.reload();
  assert.deepEqual(await shown(), [false, true]);
  assert.equal(await page.getByRole('tab', { name: 'Tasks' }).isVisible(), true);
});

on('leaving with unsaved changes asks first', () => `${found.busy[0]}edit/`, async (page) => {
  const dialogs = [];
  page.on('dialog', (dialog) => { dialogs.push(dialog.type()); return dialog.dismiss(); });
  await page.fill('#id_reg_key', '123');
  await page.locator('.brand').click();
  await page.waitForTimeout(300);
  assert.deepEqual(dialogs, ['beforeunload']);
  assert.match(page.url(), /edit/);
  await page.locator('#id_reg_key').fill(await page.locator('#id_reg_key').evaluate((input) => input.defaultValue));
  await page.locator('.brand').click();
  await page.waitForURL('**/dashboard/admin/');
  assert.equal(dialogs.length, 1, 'and does not where the change was taken back');
});

on('nobody is asked who leaves a form as it was', '/workshops/events/add/', async (page) => {
  const dialogs = [];
  page.on('dialog', (dialog) => { dialogs.push(dialog.type()); return dialog.accept(); });
  await page.locator('#id_slug').click();
  await page.locator('.brand').click();
  await page.waitForURL('**/dashboard/admin/');
  assert.deepEqual(dialogs, []);
});

on('a deletion asks: Cancel keeps, Delete deletes', () => `${found.busy[3]}edit/#tasks`, async (page) => {
  const rows = page.locator('#tasks tbody tr');
  const before = await rows.count();
  const button = rows.first().getByRole('button', { name: /^Delete/ });
  const name = await button.innerText();
  await button.click();
  const dialog = page.getByRole('alertdialog');
  await dialog.waitFor();
  assert.ok((await dialog.innerText()).includes(name.replace('Delete ', '')), 'the record is named');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Cancel', 'Enter does no harm');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.reload();
  assert.equal(await rows.count(), before);

  await rows.first().getByRole('button', { name: /^Delete/ }).click();
  await dialog.locator('.btn-danger').click();
  await page.getByText('Success:').waitFor();
  assert.match(page.url(), /#tasks$/, 'it leads back to the tab');
  assert.equal(await rows.count(), before - 1);
});

on('the last day follows the first one, until it is chosen', '/workshops/events/add/', async (page) => {
  await page.fill('#id_start', '2027-02-28');
  await page.locator('#id_start').dispatchEvent('change');
  assert.equal(await page.inputValue('#id_end'), '2027-03-01');
  await page.fill('#id_end', '2027-03-05');
  await page.locator('#id_end').dispatchEvent('change');
  await page.fill('#id_start', '2027-03-02');
  await page.locator('#id_start').dispatchEvent('change');
  assert.equal(await page.inputValue('#id_end'), '2027-03-05');
});

on('an agreement is proposed to be for a year, and told where it is not', '/fiscal/memberships/add/', async (page) => {
  const choose = async (field, day) => {
    await page.fill(field, day);
    await page.locator(field).dispatchEvent('change');
  };
  const warning = () => page.locator('.field-warning').textContent();
  for (const [start, end] of [['2027-03-01', '2028-02-29'], ['2028-02-29', '2029-02-28'], ['2027-01-01', '2027-12-31']]) {
    await choose('#id_agreement_start', start);
    assert.equal(await page.inputValue('#id_agreement_end'), end);
    assert.equal(await warning(), '');
  }
  await choose('#id_agreement_end', '2027-06-30');
  assert.equal(await warning(), 'A year from the start would end on 2027-12-31.');
  await choose('#id_agreement_start', '2026-07-01');
  assert.equal(await page.inputValue('#id_agreement_end'), '2027-06-30');
  assert.equal(await warning(), '');
});

on('an organization names the membership that has no name', '/fiscal/memberships/add/', async (page) => {
  const choose = async () => {
    await page.locator('#id_main_organization-ts-control').click();
    await page.locator('.ts-dropdown .option').first().waitFor();
    const option = page.locator('.ts-dropdown .option:not(.selected)').first();
    const label = await option.textContent();
    await option.click();
    return label;
  };
  const label = await choose();
  const name = await page.inputValue('#id_name');
  assert.ok(name && label.startsWith(`${name} <`), `${name} is not what ${label} is called`);
  await choose();
  assert.equal(await page.inputValue('#id_name'), name);
});

on('a comment is previewed while it is written', () => found.busy[0], async (page) => {
  const area = page.locator('.comment-form textarea');
  await area.fill('**strong** words <script>alert(1)</script>');
  await page.locator('.markdown-preview strong', { hasText: 'strong' }).waitFor();
  assert.equal(await page.locator('.markdown-preview script').count(), 0);
});

// A PNG of one pixel.
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==', 'base64');

on('a picture is put where the cursor is, and shown in the preview', () => found.busy[0], async (page) => {
  const area = page.locator('.comment-form textarea');
  await area.fill('before after');
  await area.evaluate((element) => element.setSelectionRange(7, 7));
  const chooser = page.waitForEvent('filechooser');
  await page.locator('.comment-form').getByRole('button', { name: 'Insert picture' }).press('Enter');
  await (await chooser).setFiles({ name: 'pixel.png', mimeType: 'image/png', buffer: PIXEL });
  await page.locator('.comment-form .markdown-status', { hasText: 'The picture is in the text' }).waitFor();
  // The cursor is between the brackets.
  await page.keyboard.type('A pixel');
  assert.match(await area.inputValue(), /^before !\[A pixel\]\(\/media\/markdownx\/[\w-]+\.png\)after$/);
  const shown = page.locator('.markdown-preview img[alt="A pixel"]');
  await shown.waitFor({ state: 'attached' });
  await page.waitForFunction((image) => image.complete && image.naturalWidth === 1, await shown.elementHandle());
});

on('what is no picture is told beside the text, which stays', () => found.busy[0], async (page) => {
  const area = page.locator('.comment-form textarea');
  await area.fill('kept');
  await area.evaluate((element) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'.repeat(5_000_000)], 'large.png', { type: 'image/png' }));
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.locator('.comment-form .markdown-status.is-wrong', { hasText: '4.5 MB' }).waitFor();
  assert.equal(await area.inputValue(), 'kept');
});

on('addresses of contacts are ended by commas', '/workshops/events/add/', async (page) => {
  await page.locator('#id_contact-ts-control').click();
  await page.keyboard.type('a@example.org,b@example.org;');
  assert.equal(await page.inputValue('#id_contact'), 'a@example.org;b@example.org');
});

on('a website fills the form in, and what it does not say stays', '/workshops/events/add/', async (page) => {
  await page.fill('#id_manual_attendance', '17');
  await page.getByRole('button', { name: 'Import from URL' }).click();
  await page.fill('#id_website-url', 'https://github.com/user/2027-05-04-lund');
  // Enter presses the dialog's button, not the form's.
  await page.keyboard.press('Enter');
  await page.locator('.notice-success', { hasText: 'Nothing is saved yet' }).waitFor();
  assert.equal(await page.inputValue('#id_slug'), '2027-05-04-lund');
  assert.equal(await page.inputValue('#id_url'), 'https://user.github.io/2027-05-04-lund/');
  assert.equal(await page.inputValue('#id_country'), 'SE');
  assert.equal(await page.inputValue('#id_manual_attendance'), '17');
});

on('chosen colours outlive the page', '/dashboard/admin/', async (page) => {
  await page.locator('.bar summary', { hasText: 'Hello' }).click();
  await page.locator('.bar label', { hasText: 'Dark' }).click();
  await page.reload();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  await page.locator('.bar summary', { hasText: 'Hello' }).click();
  await page.locator('.bar label', { hasText: 'System' }).click();
  assert.equal(await page.locator('html').getAttribute('data-theme'), null);
});

test('filters are folded on phones and open beside the table', async () => {
  for (const [width, folded] of [[390, true], [1366, false]]) {
    const own = await visit(browser, { width, height: 844 });
    const page = await own.newPage();
    await page.goto('/workshops/events/');
    assert.equal(await page.locator('#id_completed').isVisible(), !folded);
    await own.close();
  }
});

on('rows that are stored change once their box is ticked, and ask before they go', '/fiscal/membership/3/members/', async (page) => {
  const role = page.locator('#id_form-0-role + .ts-wrapper .ts-control');
  await role.click();
  assert.equal(await page.locator('.ts-dropdown:visible').count(), 0);
  await page.locator('#id_form-0-EDITABLE').check();
  await role.click();
  await page.locator('.ts-dropdown:visible .option').first().waitFor();
  await page.keyboard.press('Escape');

  const box = page.locator('#id_form-0-DELETE');
  for (const [answer, isTicked] of [['.btn-plain', false], ['.btn-danger', true]]) {
    await box.click();
    assert.match(await page.locator('dialog[open] #confirm-text').textContent(), /^Delete .+ when the form is saved\?$/);
    await page.locator(`dialog[open] ${answer}`).click();
    assert.equal(await box.isChecked(), isTicked);
  }
});

on('a membership that is no consortium takes no second row', '/fiscal/membership/1/members/', async (page) => {
  assert.equal(await page.locator('[data-rows-add]').isDisabled(), true);
});

on('the days of an extension are counted as one chooses', '/fiscal/membership/1/extend/', async (page) => {
  const counted = page.locator('output[data-difference-from]');
  const end = Date.parse(await page.inputValue('#id_new_agreement_end'));
  for (const [days, says] of [[1, '1 day'], [30, '30 days']]) {
    await page.fill('#id_new_agreement_end', new Date(end + days * 86_400_000).toISOString().slice(0, 10));
    assert.equal(await counted.textContent(), says);
  }
});
