// `data-sets-next-day="id"`: choosing the first day proposes the next one for the last day, unless that was chosen already.
export default function dates(root) {
  for (const first of root.querySelectorAll('input[data-sets-next-day]')) {
    const last = document.getElementById(first.dataset.setsNextDay) ?? document.getElementById(`id_${first.dataset.setsNextDay}`);
    if (!last) continue;
    let own = last.value !== '';
    last.addEventListener('change', () => { own = last.value !== ''; });
    first.addEventListener('change', () => {
      const day = first.valueAsDate;
      if (own || !day || day.getUTCFullYear() < 1900) return;
      day.setUTCDate(day.getUTCDate() + 1);
      last.value = day.toISOString().slice(0, 10);
      last.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
}
