// `[data-rows]`: rows that can be added from a template and removed. Without scripts the same buttons submit the form.
export default function rows(root, dress) {
  for (const set of root.querySelectorAll('[data-rows]')) start(set, dress);
}

function start(set, dress) {
  const template = set.querySelector('template');
  const total = set.querySelector('input[name$="TOTAL_FORMS"], input[data-rows-total]');
  const list = () => [...set.querySelectorAll('.rows-row')];
  let next = total ? Number(total.value) : list().length;

  const add = () => {
    const holder = document.createElement('template');
    holder.innerHTML = template.innerHTML.replaceAll('__index__', next);
    next += 1;
    if (total) total.value = next;
    const row = holder.content.firstElementChild;
    template.before(row);
    dress(row);
    row.querySelector('input:not([type=hidden]), select, textarea')?.focus();
    row.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const remove = (row) => {
    const neighbour = row.nextElementSibling?.matches('.rows-row') ? row.nextElementSibling : row.previousElementSibling;
    const gone = row.querySelector('input[data-rows-delete], input[name$="-DELETE"]');
    if (gone) {
      // A row that the server knows is only marked.
      gone.type = 'hidden';
      gone.value = 'on';
      row.hidden = true;
    } else {
      row.remove();
    }
    set.dispatchEvent(new Event('change', { bubbles: true }));
    (neighbour?.querySelector('input:not([type=hidden]), select, textarea, button') ?? set.querySelector('[data-rows-add]'))?.focus();
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
