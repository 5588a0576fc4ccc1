// `data-busy="what is going on"` on a form or a submit button that takes its time: says so while the answer is waited for, and sends once.
import { make } from './dom.js';

// No answer takes longer.
const PATIENCE = 30_000;

export default function busy() {
  let sending;

  const rest = () => {
    clearTimeout(sending?.timer);
    sending?.button?.removeAttribute('aria-busy');
    sending?.place?.replaceChildren();
    sending = undefined;
  };

  document.addEventListener('submit', (event) => {
    const { target: form, submitter: button } = event;
    if (event.defaultPrevented) return;
    if (sending?.form === form) {
      // What is under way would be done a second time.
      event.preventDefault();
      return;
    }
    const text = button?.dataset.busy ?? form.dataset.busy;
    if (!text) return;
    rest();
    const place = form.querySelector('[data-busy-status]');
    place?.replaceChildren(make('progress', { 'aria-label': 'Working' }), text);
    button?.setAttribute('aria-busy', 'true');
    sending = { form, button, place, timer: setTimeout(rest, PATIENCE) };
  });
  // Back from the next page, nothing is under way.
  addEventListener('pageshow', rest);
}
