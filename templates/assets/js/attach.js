// A file of an email goes from the browser straight to where it is kept: larger ones than the site itself takes. The site signs a form
// for it first, and is told afterwards that it has arrived.
import { make } from './dom.js';

class Refused extends Error {}

const AWAY = 'Files cannot be uploaded at the moment. Try again later.';

/** What the site answers as JSON; its complaint is thrown. */
async function ask(address, fields) {
  const response = await fetch(address, { method: 'POST', body: new URLSearchParams(fields), credentials: 'same-origin' });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused([answer.file ?? []].flat().join(' ') || AWAY);
  return answer;
}

export default function attach() {
  const form = document.querySelector('form[data-attach]');
  if (!form) return;
  const complaints = form.querySelector('[data-attach-error]');
  const status = form.querySelector('[data-attach-status]');
  const input = form.elements.file;

  const send = async (file) => {
    const base = form.dataset.attach;
    const signed = await ask(`${base}sign/`, { name: file.name, size: file.size });
    const body = new FormData();
    for (const [name, value] of signed.fields) body.append(name, value);
    body.append('file', file);
    const kept = await fetch(signed.url, { method: 'POST', body, credentials: 'omit' });
    if (!kept.ok) throw new Refused(AWAY);
    const { to } = await ask(`${base}confirm/`, { id: signed.id, name: file.name });
    window.location.assign(to);
  };

  form.addEventListener('submit', async (event) => {
    const [file] = input.files;
    // The site says that one lacks.
    if (!file) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = 'true';
    complaints.replaceChildren();
    input.classList.remove('is-invalid');
    input.removeAttribute('aria-invalid');
    status.textContent = `Uploading ${file.name}…`;
    try {
      await send(file);
    } catch (error) {
      delete form.dataset.sending;
      status.textContent = '';
      complaints.replaceChildren(make('p', { class: 'field-error' }, error instanceof Refused ? error.message : AWAY));
      input.classList.add('is-invalid');
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', 'id_file_error id_file_help');
      input.focus();
    }
  });
}
