// Pictures in a Markdown field (`textarea[data-upload]`): chosen by a button, dropped or pasted, sent to the server, and their code
// put where the cursor is.
import { make } from './dom.js';

const KINDS = ['image/jpeg', 'image/png', 'image/gif', 'image/svg+xml'];
// What the server takes, less what the form around it needs.
const LARGEST = 4_490_000;

class Refused extends Error {}

async function send(address, file) {
  if (file.size > LARGEST) throw new Refused('This picture is larger than 4.5 MB. Make it smaller, then try again.');
  const body = new FormData();
  body.append('image', file, file.name || 'picture');
  const response = await fetch(address, { method: 'POST', body, headers: { 'X-Requested-With': 'XMLHttpRequest' }, credentials: 'same-origin' });
  const answer = await response.json().catch(() => ({}));
  if (response.ok && answer.image_code) return answer.image_code;
  throw new Refused([answer.image ?? []].flat().join(' ') || 'Pictures cannot be uploaded at the moment. Try again later.');
}

/** The tools of a field: a button, and what becomes of the pictures. */
export default function pictures(area) {
  const status = make('span', { class: 'markdown-status', role: 'status' });
  const say = (text, isWrong = false) => {
    status.classList.toggle('is-wrong', isWrong);
    status.textContent = text;
  };

  const insert = (code) => {
    const at = area.selectionStart;
    area.setRangeText(code, at, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.focus();
    // Between the brackets: the words for whoever does not see the picture.
    if (code.startsWith('![]')) area.setSelectionRange(at + 2, at + 2);
  };

  const upload = async (files) => {
    for (const file of files) {
      say(`Uploading ${file.name || 'the picture'}…`);
      try {
        // One after the other, in their order.
        const code = await send(area.dataset.upload, file);
        insert(code);
        say('The picture is in the text. Describe it between the brackets.');
        if (files.length > 1) area.setSelectionRange(area.selectionStart + code.length - 2, area.selectionStart + code.length - 2);
      } catch (error) {
        say(error instanceof Refused ? error.message : 'Pictures cannot be uploaded at the moment. Try again later.', true);
        return;
      }
    }
  };
  const pictured = (files) => [...files].filter((file) => KINDS.includes(file.type));

  const chooser = make('input', { type: 'file', accept: KINDS.join(','), multiple: true, hidden: true });
  chooser.addEventListener('change', () => {
    upload([...chooser.files]);
    chooser.value = '';
  });
  // What is chosen is not what the form around it sends.
  for (const name of ['input', 'change']) chooser.addEventListener(name, (event) => event.stopPropagation());

  area.addEventListener('paste', (event) => {
    // Of a text that comes with a picture of itself, the text is meant.
    const files = event.clipboardData.types.includes('text/plain') ? [] : pictured(event.clipboardData.files);
    if (files.length === 0) return;
    event.preventDefault();
    upload(files);
  });
  area.addEventListener('dragover', (event) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    area.classList.add('is-target');
  });
  for (const name of ['dragleave', 'drop']) area.addEventListener(name, () => area.classList.remove('is-target'));
  area.addEventListener('drop', (event) => {
    if (event.dataTransfer.files.length === 0) return;
    // Whatever it is: without this the browser would leave the page for it. The server says what it does not take.
    event.preventDefault();
    upload([...event.dataTransfer.files]);
  });

  const button = make('button', { type: 'button', class: 'btn btn-plain btn-sm', onclick: () => chooser.click() }, 'Insert picture');
  return make('div', { class: 'markdown-tools' }, button, chooser, status);
}
