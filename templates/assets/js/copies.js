// `data-copies="fact:id"` on a look-up: what it tells of the chosen record is written into other fields; `fact:id:empty` only into
// those that are empty.
import { setValue } from './dom.js';

export default function copies(root) {
  for (const select of root.querySelectorAll('select[data-copies]')) {
    const targets = select.dataset.copies.split(/\s+/).map((target) => target.split(':'));
    select.addEventListener('change', () => {
      const told = select.tomselect?.options[select.value] ?? {};
      for (const [fact, id, condition] of targets) {
        const field = document.getElementById(id);
        const isFree = condition !== 'empty' || field?.value.trim() === '';
        if (field && told[fact] && isFree) setValue(field, told[fact]);
      }
    });
  }
}
