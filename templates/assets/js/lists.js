// Lists: forms that submit by themselves, filters that fold on phones, and labels for rows that become cards.
export default function lists() {
  document.addEventListener('change', (event) => {
    const form = event.target.form;
    if (form && (event.target.closest('[data-autosubmit]') || form.matches('[data-autosubmit]'))) form.requestSubmit();
  });

  // Empty filters would only make the address longer.
  document.addEventListener('formdata', (event) => {
    if (event.target.method !== 'get') return;
    for (const [name, value] of [...event.formData]) if (value === '') event.formData.delete(name);
  });

  // Open beside the table, folded above it.
  const panel = document.querySelector('.filters-panel');
  if (panel) panel.open = matchMedia('(width >= 62rem)').matches;

  for (const table of document.querySelectorAll('.list-table')) {
    const heads = [...table.querySelectorAll('thead tr:last-child > *')].map((head) => head.dataset.label ?? head.textContent.trim());
    for (const row of table.tBodies[0]?.rows ?? []) {
      [...row.cells].forEach((cell, index) => {
        if (heads[index] && index > 0 && !cell.dataset.label && cell.colSpan === 1) cell.dataset.label = heads[index];
      });
    }
  }
}
