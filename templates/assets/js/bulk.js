// Check boxes of rows: one for all of them with three states, ranges by Shift, a bar that counts, and mail to those ticked.
const ROW = 'tbody td:first-child > input[type=checkbox]';

function start(all) {
  const scope = all.closest('form') ?? all.closest('table');
  const boxes = [...scope.querySelectorAll(ROW)];
  const bars = [...document.querySelectorAll('.bulk-bar')].filter((bar) => scope.contains(bar) || bar.dataset.bulkFor === scope.id);
  let last;

  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    for (const bar of bars) {
      bar.hidden = ticked === 0;
      for (const place of bar.querySelectorAll('[data-selected-count]')) place.textContent = `${ticked} selected`;
    }
  };
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const box of boxes) {
    box.addEventListener('click', (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
      count();
    });
  }
  // The browser puts ticks back after the page was left.
  addEventListener('pageshow', count);
  count();
}

function mail(event) {
  const button = event.target.closest('[data-mail-selected]');
  if (!button) return;
  event.preventDefault();
  const ticked = [...(button.closest('form') ?? document).querySelectorAll(`${ROW}:checked`)];
  const lacking = ticked.filter((box) => !box.dataset.email).length;
  if (ticked.length === 0) alert('Tick at least one row first.');
  else if (lacking > 0) alert(`${lacking} of the ticked rows have no e-mail address.`);
  else location.href = `mailto:?bcc=${ticked.map((box) => encodeURIComponent(box.dataset.email)).join(',')}`;
}

export default function bulk() {
  for (const all of document.querySelectorAll('input[data-select-all]')) start(all);
  document.addEventListener('click', mail);
}
