// `data-confirm="question"` on a form, a submit button or a check box: asks in a dialog before anything is sent, or it is ticked.
import { make } from './dom.js';

let dialog;
let proceed;

function build() {
  const cancel = make('button', { type: 'button', class: 'btn btn-plain', autofocus: true, onclick: () => dialog.close() }, 'Cancel');
  const go = make('button', { type: 'button', class: 'btn btn-danger', onclick: () => { dialog.close(); proceed(); } });
  const text = make('p', { id: 'confirm-text' });
  dialog = make('dialog', { class: 'dialog dialog-confirm', role: 'alertdialog', 'aria-labelledby': 'confirm-text' },
    make('div', { class: 'dialog-body' }, text, make('div', { class: 'dialog-actions' }, cancel, go)));
  document.body.append(dialog);
  return { go, text };
}

export default function confirm() {
  let parts;
  let passed = false;
  const ask = (question, answer, then) => {
    parts ??= build();
    parts.text.textContent = question;
    parts.go.textContent = answer || 'Continue';
    proceed = then;
    dialog.showModal();
  };
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    const question = submitter?.dataset.confirm ?? form.dataset.confirm;
    if (!question || passed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, submitter?.textContent.trim(), () => {
      passed = true;
      form.requestSubmit(submitter ?? undefined);
      passed = false;
    });
  }, { capture: true });
  document.addEventListener('change', ({ target: box }) => {
    if (!box.matches('input[type=checkbox][data-confirm]') || !box.checked) return;
    box.checked = false;
    ask(box.dataset.confirm, box.labels[0]?.textContent.trim(), () => { box.checked = true; });
  });
}
