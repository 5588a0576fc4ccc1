// Signing in and out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AMY, launch, visit } from '../support/browser.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function login(page, username, password) {
  await page.getByLabel('Username or email').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
}

test('a page that needs somebody leads to the login and, after it, back', async () => {
  const context = await visit(browser, { as: null });
  const page = await context.newPage();
  await page.goto('/workshops/events/?completed=true');
  await page.waitForURL('**/account/login/?next=**');
  await login(page, 'operator', 'operator');
  await page.waitForURL(`${AMY}/workshops/events/?completed=true`);
  await page.getByRole('heading', { name: 'All Events' }).waitFor();

  await page.locator('.bar summary', { hasText: 'Hello' }).click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.waitForURL('**/account/login/');
  await page.getByText('You are logged out.').waitFor();
  await page.goto('/workshops/events/');
  await page.waitForURL('**/account/login/?next=**');
  await context.close();
});

test('a wrong password is said, and the password is what has to be typed again', async () => {
  const context = await visit(browser, { as: null });
  const page = await context.newPage();
  await page.goto('/account/login/?next=/workshops/tasks/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'id_username');
  await login(page, 'steering', 'not it');
  await page.getByRole('alert').getByText('do not belong together').waitFor();
  assert.equal(await page.getByLabel('Username or email').inputValue(), 'steering');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'id_password');
  const described = await page.getByLabel('Password').getAttribute('aria-describedby');
  assert.match(await page.locator(`#${described}`).innerText(), /do not belong together/);
  await page.keyboard.type('steering');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/workshops/tasks/');
  await context.close();
});

test('nobody is led to another site', async () => {
  const context = await visit(browser, { as: null });
  const page = await context.newPage();
  await page.goto('/account/login/?next=https://example.org/');
  await login(page, 'trainer', 'trainer');
  await page.waitForURL((url) => url.pathname !== '/account/login/');
  assert.equal(new URL(page.url()).origin, AMY);
  await context.close();
});

test('GitHub is asked by a link, and whoever cancels there is back where they began', async () => {
  const context = await visit(browser, { as: null });
  const page = await context.newPage();
  await page.goto('/account/login/?next=/workshops/tasks/');
  await page.getByRole('link', { name: 'Log in with your GitHub account' }).click();
  await page.getByRole('link', { name: 'Nobody: cancel' }).click();
  await page.waitForURL('**/account/login/?next=%2Fworkshops%2Ftasks%2F');
  await page.getByText('You did not log in with GitHub.').waitFor();
  await context.close();
});
