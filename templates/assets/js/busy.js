// `data-busy="what is going on"` on a form or a submit button that takes its time: says so while the answer is waited for, and sends once.
import { make } from './dom.js';

export default function busy() {
  let sending;

  const rest = () => {
    sending?.button?.removeAttribute('aria-busy');
    sending?.place?.replaceChildren();
    sending = undefined;
  };

  document.addEventListener('submit', (event) => {
    const { target: form, submitter: button } = event;
    const text = button?.dataset.busy ?? form.dataset.busy;
    if (event.defaultPrevented || (!text && !sending)) return;
    if (sending) {
      // What is under way would be done a second time.
      event.preventDefault();
      return;
    }
    const place = form.querySelector('[data-busy-status]');
    place?.replaceChildren(make('progress', { 'aria-label': 'Working' }), text);
    button?.setAttribute('aria-busy', 'true');
    sending = { button, place };
  });
  // Back from the next page, nothing is under way.
  addEventListener('pageshow', rest);
}
