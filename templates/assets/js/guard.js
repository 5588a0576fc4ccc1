// Leaving a form with changes that were not saved asks first.
const state = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));

export default function guard() {
  const form = document.querySelector('form[data-guard], form#main-form');
  if (!form) return;
  // A form that came back with errors, or was filled in by a button, holds what is not saved yet.
  let saved = form.querySelector('.error-summary, .is-invalid') || document.querySelector('[data-unsaved]') ? null : state(form);
  let sending = false;
  document.addEventListener('submit', (event) => { if (!event.defaultPrevented) sending = true; });
  addEventListener('pageshow', (event) => { if (event.persisted) sending = false; });
  addEventListener('beforeunload', (event) => {
    if (!sending && state(form) !== saved) event.preventDefault();
  });
  // What scripts fill in while the page loads is no change of the person's.
  addEventListener('load', () => { if (saved !== null) saved = state(form); });
}
