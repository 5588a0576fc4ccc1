// Passkeys, with an authenticator of the browser's own instead of a device.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, visit } from '../support/browser.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const LIST = '/account/passkeys/';

/** A page whose browser has a device for passkeys, which says who touches it as long as `knows(true)`. */
async function withDevice(context) {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  const knows = (isUserVerified) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  const keys = async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return { page, knows, keys };
}

/** To the login page as nobody. */
async function leave(page, next) {
  await page.context().clearCookies();
  await page.goto(`/account/login/?next=${encodeURIComponent(next)}`);
}

const logIn = (page) => page.getByRole('button', { name: 'Log in with a passkey' }).click();

test('a passkey is added, logs in, and does not once it is removed', async () => {
  const context = await visit(browser, { as: null });
  const { page, knows, keys } = await withDevice(context);
  await leave(page, LIST);
  await page.getByLabel('Username or email').fill('trainer');
  await page.getByLabel('Password').fill('trainer');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${LIST}`);

  const row = page.locator('tbody tr').filter({ has: page.getByRole('rowheader', { name: 'Browser', exact: true }) });
  await page.locator('#id_name').fill('Browser');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('The passkey “Browser” was added.').waitFor();
  assert.match(await row.innerText(), /Never/);
  const [key] = await keys();
  assert.equal(key.isResidentCredential, true);
  assert.equal(key.rpId, 'localhost');

  // The same device makes no second one.
  await page.locator('#id_name').fill('Again');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('alert').getByText('This device has a passkey for AMY already.').waitFor();

  await leave(page, '/workshops/tasks/');
  await logIn(page);
  await page.waitForURL('**/workshops/tasks/');
  await page.goto(LIST);
  assert.doesNotMatch(await row.innerText(), /Never/);

  // Whom the device does not know.
  await knows(false);
  await leave(page, LIST);
  await logIn(page);
  await page.getByRole('alert').getByText('Nothing has happened').waitFor();
  await knows(true);
  await logIn(page);
  await page.waitForURL(`**${LIST}`);

  await row.getByRole('button', { name: 'Remove Browser' }).click();
  await page.locator('dialog[open] .btn-danger').click();
  await page.getByText('The passkey “Browser” was removed').waitFor();
  await leave(page, LIST);
  await logIn(page);
  await page.getByRole('alert').getByText('This passkey does not open AMY.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Log in with a passkey' }).isEnabled(), true);
  await context.close();
});

test('a browser that has no passkeys is offered none', async () => {
  for (const options of [{ javaScriptEnabled: false }, {}]) {
    const context = await visit(browser, options);
    await context.addInitScript(() => { delete window.PublicKeyCredential; });
    const page = await context.newPage();
    await page.goto(LIST);
    await page.getByText(options.javaScriptEnabled === false ? 'need JavaScript' : 'This browser has no passkeys.').waitFor();
    assert.equal(await page.locator('#id_name').isVisible(), false);
    await page.goto('/account/login/');
    assert.equal(await page.getByText('Log in with a passkey').isVisible(), false);
    await context.close();
  }
});
