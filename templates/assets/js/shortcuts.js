// Keyboard shortcuts of single keys, which can be switched off in their help (WCAG 2.1.4).
import { storage } from './dom.js';

const KEY = 'amy-shortcuts';
const PLACES = { d: '/dashboard/admin/', e: '/workshops/events/', p: '/workshops/persons/', t: '/workshops/tasks/' };
const TYPING = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]';

/** Puts the cursor into the search box, which on phones is in the menu. */
function toSearch() {
  const box = document.querySelector('[data-search-box]');
  if (box && !box.checkVisibility()) document.getElementById('bar-menu')?.showPopover();
  box?.focus();
  box?.select();
}

export default function shortcuts() {
  // Not a single key, so it holds whatever is chosen, also while one types.
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.defaultPrevented || document.querySelector('dialog[open]') || !document.querySelector('[data-search-box]')) return;
    event.preventDefault();
    toSearch();
  });

  const help = document.getElementById('shortcuts');
  const choice = help?.querySelector('[data-shortcuts-switch]');
  if (!choice) return;
  choice.checked = storage.get(KEY) !== 'off';
  choice.addEventListener('change', () => storage.set(KEY, choice.checked ? null : 'off'));

  let going = 0;
  document.addEventListener('keydown', (event) => {
    if (!choice.checked || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(TYPING) || document.querySelector('dialog[open]')) return;
    const wasGoing = event.timeStamp - going < 1200;
    going = 0;
    if (wasGoing && PLACES[event.key]) location.href = PLACES[event.key];
    else if (event.key === 'g') going = event.timeStamp;
    else if (event.key === '?') help.showModal();
    else if (event.key === '/') {
      event.preventDefault();
      toSearch();
    }
  });
}
