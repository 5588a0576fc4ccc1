// `[data-rows]`: rows that can be added from a template, up to `data-most`, and removed. Without scripts the same buttons submit the
// form.
export default function rows(root, dress) {
  for (const set of root.querySelectorAll('[data-rows]')) rowsOf(set, dress);
}

function rowsOf(set, dress) {
  const template = set.querySelector('template');
  // Rows may have been removed before: the next number is one above the highest.
  const start = `${set.dataset.rows}-`;
  const numbers = [...set.querySelectorAll('[name]')].filter(({ name }) => name.startsWith(start)).map(({ name }) => Number.parseInt(name.slice(start.length), 10));
  let next = Math.max(-1, ...numbers.filter(Number.isInteger)) + 1;

  const addition = set.querySelector('[data-rows-add]');
  const limit = () => {
    if (addition) addition.disabled = set.querySelectorAll(':scope > .rows-row').length >= Number(set.dataset.most ?? Infinity);
  };

  const add = () => {
    const holder = document.createElement('template');
    holder.innerHTML = template.innerHTML.replaceAll('__index__', next);
    next += 1;
    const row = holder.content.firstElementChild;
    template.before(row);
    dress(row);
    limit();
    row.querySelector('input:not([type=hidden]), select, textarea')?.focus();
    row.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const remove = (row) => {
    const neighbour = row.nextElementSibling?.matches('.rows-row') ? row.nextElementSibling : row.previousElementSibling;
    row.remove();
    limit();
    set.dispatchEvent(new Event('change', { bubbles: true }));
    (neighbour?.querySelector('input:not([type=hidden]), select, textarea, button') ?? addition)?.focus();
  };

  set.addEventListener('click', (event) => {
    const button = event.target.closest('[data-rows-add], [data-rows-remove]');
    if (!button) return;
    if (button.matches('[data-rows-add]') && template) {
      event.preventDefault();
      add();
    } else if (button.matches('[data-rows-remove]')) {
      event.preventDefault();
      remove(button.closest('.rows-row'));
    }
  });
}
