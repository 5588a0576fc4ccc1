// `data-follows="id"` on a look-up: what it offers belongs to what is chosen there. Another choice empties it, and while there is none
// it takes nothing.
import { enable, setValue } from './dom.js';

export default function follows(root) {
  for (const select of root.querySelectorAll('select[data-follows]')) {
    const leader = document.getElementById(select.dataset.follows);
    if (!leader) continue;
    const follow = () => enable(select, leader.value !== '');
    leader.addEventListener('change', () => {
      if (select.value !== '') setValue(select, '');
      follow();
    });
    follow();
  }
}
