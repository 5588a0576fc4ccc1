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

/** The address of a row: of its check box, or the one that the row shows. */
const address = (box) => box.dataset.email ?? box.closest('tr').querySelector('a.email')?.textContent.trim();

function mail(event) {
  const button = event.target.closest('[data-mail-selected]');
  if (!button) return;
  event.preventDefault();
  const ticked = [...(button.closest('form') ?? document).querySelectorAll(`${ROW}:checked`)];
  const addresses = ticked.map(address).filter(Boolean);
  const lacking = ticked.length - addresses.length;
  // Where the list says so, who lacks an address is left out.
  const goesOn = lacking === 0 || ('leaveOut' in button.dataset && addresses.length > 0);
  if (ticked.length === 0) alert('Tick at least one row first.');
  else if (!goesOn) alert(`${lacking} of the ticked rows have no e-mail address to be written to.`);
  else {
    if (lacking > 0) alert(`${lacking} of the ${ticked.length} ticked rows are left out: they have no e-mail address to be written to.`);
    location.href = `mailto:?bcc=${addresses.map(encodeURIComponent).join(',')}`;
  }
}

export default function bulk() {
  for (const all of document.querySelectorAll('input[data-select-all]')) start(all);
  document.addEventListener('click', mail);
}
