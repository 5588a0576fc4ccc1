// `data-country-online`: choosing the country "Online" (W3) fills in venue and address and blanks the coordinates.
import { setValue } from './dom.js';

const fields = (ids) => (ids ?? '').split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);

export default function online(root) {
  for (const select of root.querySelectorAll('select[data-online-fields], select[data-online-blanks]')) {
    const texts = fields(select.dataset.onlineFields);
    const blanks = fields(select.dataset.onlineBlanks);
    const follow = (event) => {
      const isOnline = select.value === 'W3';
      for (const blank of blanks) {
        if (isOnline && event) blank.value = '';
        blank.disabled = isOnline;
      }
      if (isOnline && event) for (const text of texts) setValue(text, 'Internet');
    };
    select.addEventListener('change', follow);
    follow();
  }
}
