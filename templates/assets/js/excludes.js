// `data-excludes="id"` on a select: while one of the two has a value, the other one takes none.
import { enable } from './dom.js';

export default function excludes(root) {
  for (const select of root.querySelectorAll('select[data-excludes]')) {
    const other = document.getElementById(select.dataset.excludes);
    if (!other) continue;
    // Where both came back filled in, either can be cleared.
    const follow = () => {
      enable(other, select.value === '' || other.value !== '');
      enable(select, other.value === '' || select.value !== '');
    };
    for (const control of [select, other]) control.addEventListener('change', follow);
    follow();
  }
}
