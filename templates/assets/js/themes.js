// The choice of colours, kept in this browser; `theme.js` puts it back before the first paint of the next page.
import { storage } from './dom.js';

const KEY = 'amy-theme';

export default function themes() {
  const radios = [...document.querySelectorAll('[data-theme-choice]')];
  const show = (theme) => {
    for (const radio of radios) radio.checked = radio.value === theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  show(document.documentElement.dataset.theme ?? 'system');
  for (const radio of radios) {
    radio.addEventListener('change', () => {
      storage.set(KEY, radio.value === 'system' ? null : radio.value);
      show(radio.value);
    });
  }
}
