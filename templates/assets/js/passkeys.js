// Passkeys: `[data-passkey-login]` around a button logs in with one, `form[data-passkey-registration]` adds one. Both are shown where
// the browser has passkeys and speaks of them in JSON; elsewhere `[data-passkeys-missing]` is.
import { make } from './dom.js';

const FAILED = 'That did not work. Reload the page, and try again.';
const TOO_MANY = 'There were too many tries. Wait a quarter of an hour, then try again.';
// What a browser says by the names of its errors.
const WHY = {
  InvalidStateError: 'This device has a passkey for AMY already.',
  NotAllowedError: 'Nothing has happened: it was cancelled, or took too long.',
  SecurityError: 'There are no passkeys at this address of AMY.',
};

class Refused extends Error {}

const has = () => typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === 'function';

/** Asks the server, and gives what it tells; what it refuses is thrown in its own words. */
async function ask(address, body = {}) {
  const answer = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), credentials: 'same-origin' });
  // Pages are for people: an error, or the login page after the session has ended.
  const told = answer.headers.get('Content-Type') === 'application/json' ? await answer.json() : null;
  if (answer.ok && told) return told;
  throw new Refused(told?.error ?? (answer.status === 429 ? TOO_MANY : FAILED));
}

async function login(address, next) {
  const options = PublicKeyCredential.parseRequestOptionsFromJSON(await ask(address));
  const credential = await navigator.credentials.get({ publicKey: options });
  return ask(address, { credential: credential.toJSON(), next });
}

async function register(address, name) {
  const options = PublicKeyCredential.parseCreationOptionsFromJSON(await ask(address, { name }));
  const credential = await navigator.credentials.create({ publicKey: options });
  return ask(address, { name, credential: credential.toJSON() });
}

/** Shows `place`, and does `work` when its button is pressed; then goes where the server says, or tells what was wrong. */
function offer(place, kind, work) {
  const button = place.querySelector('button');
  const message = make('p', { class: 'field-error', role: 'alert' });
  place.append(message);
  place.hidden = false;
  place.addEventListener(kind, async (event) => {
    if (kind === 'click' && !event.target.closest('button')) return;
    event.preventDefault();
    message.textContent = '';
    button.disabled = true;
    try {
      const { to } = await work();
      location.assign(to);
    } catch (error) {
      message.textContent = error instanceof Refused ? error.message : WHY[error.name] ?? FAILED;
      button.disabled = false;
    }
  });
}

export default function passkeys() {
  const way = document.querySelector('[data-passkey-login]');
  const form = document.querySelector('form[data-passkey-registration]');
  const missing = document.querySelector('[data-passkeys-missing]');
  if (!has()) {
    if (missing) missing.hidden = false;
    return;
  }
  if (way) offer(way, 'click', () => login(way.dataset.passkeyLogin, way.dataset.next));
  if (form) offer(form, 'submit', () => register(form.dataset.passkeyRegistration, form.elements.name.value));
}
