// `data-copies="fact:id"` on a look-up: what it tells of the chosen record is written into other fields.
import { setValue } from './dom.js';

export default function copies(root) {
  for (const select of root.querySelectorAll('select[data-copies]')) {
    const pairs = select.dataset.copies.split(/\s+/).map((pair) => pair.split(':'));
    select.addEventListener('change', () => {
      const told = select.tomselect?.options[select.value] ?? {};
      for (const [fact, id] of pairs) {
        const field = document.getElementById(id);
        if (field && told[fact]) setValue(field, told[fact]);
      }
    });
  }
}
