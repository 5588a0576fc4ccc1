// `[data-quick]`, the search box of the bar: what is found as one types, chosen by keys (ARIA's combo box with a list box). The
// attribute names where the list comes from. Without an answer the box still leads to the page of results.
import { debounce, make } from './dom.js';

const SHORTEST = 2;
const WAIT = 80;

export default function quick() {
  const box = document.querySelector('[data-quick]');
  if (!box) return;
  const panel = make('div', { class: 'quick', hidden: true });
  const status = make('span', { class: 'visually-hidden', role: 'status' });
  box.form.append(panel, status);
  const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', 'aria-controls': 'quick-list' };
  for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);

  // What was found before is shown again at once where one goes back.
  const known = new Map();
  let request;
  let active = -1;
  const options = () => [...panel.querySelectorAll('[role=option]')];

  const choose = (index) => {
    const all = options();
    active = index;
    all.forEach((option, at) => option.setAttribute('aria-selected', at === index));
    if (all[index]) {
      box.setAttribute('aria-activedescendant', all[index].id);
      all[index].scrollIntoView({ block: 'nearest' });
    } else {
      box.removeAttribute('aria-activedescendant');
    }
  };
  const close = () => {
    request?.abort();
    panel.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    choose(-1);
  };
  const show = (html) => {
    // AMY's own page piece, in which all text is escaped.
    panel.innerHTML = html;
    panel.hidden = false;
    box.setAttribute('aria-expanded', options().length > 0);
    choose(-1);
    status.textContent = panel.querySelector('[data-status]')?.dataset.status ?? '';
  };
  const term = () => box.value.trim();

  const ask = async () => {
    request?.abort();
    const asked = term();
    if (asked.length < SHORTEST) return;
    if (known.has(asked)) {
      show(known.get(asked));
      return;
    }
    request = new AbortController();
    const { signal } = request;
    const url = new URL(box.dataset.quick, location.href);
    url.searchParams.set('term', asked);
    try {
      const response = await fetch(url, { credentials: 'same-origin', signal });
      if (!response.ok) throw new Error(response.statusText);
      const html = await response.text();
      known.set(asked, html);
      if (!signal.aborted && asked === term() && document.activeElement === box) show(html);
    } catch {
      if (!signal.aborted) close();
    }
  };
  const later = debounce(ask, WAIT);

  box.addEventListener('input', () => {
    if (term().length < SHORTEST) {
      status.textContent = '';
      close();
      return;
    }
    // The choice belongs to the list of an earlier term: Enter must not take it any more.
    choose(-1);
    later();
  });
  box.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const all = options();
    const isOpen = !panel.hidden;
    if (event.key === 'Escape' && isOpen) {
      // The first press closes the list, the next one empties the box.
      event.preventDefault();
      close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) {
        ask();
      } else if (all.length > 0) {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        // Past either end lies the box itself.
        const places = all.length + 1;
        choose(((active + 1 + step + places) % places) - 1);
      }
    } else if (event.key === 'Enter' && isOpen && all[active]) {
      event.preventDefault();
      all[active].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
    } else if (event.key === 'Tab') {
      close();
    }
  });
  box.addEventListener('focus', () => { if (box.value !== box.defaultValue) later(); });
  box.form.addEventListener('focusout', (event) => { if (!box.form.contains(event.relatedTarget)) close(); });
  // The box keeps the focus while one clicks.
  panel.addEventListener('mousedown', (event) => event.preventDefault());
}
