// `data-sets-next-day="id"`, `data-sets-year-end="id"`: choosing the first day proposes the last one, unless that was chosen already.
// Where a year is usual, an end on another day is told.
import { make } from './dom.js';

const DAY = 86_400_000;

const nextDay = (day) => new Date(day.getTime() + DAY);

/** The day before the year begins again. What begins on the 29th of February ends on the 28th. */
function yearEnd(day) {
  const again = new Date(day);
  again.setUTCFullYear(day.getUTCFullYear() + 1);
  return new Date(again.getTime() - DAY);
}

/** The day in a field; none while it is being typed. */
function chosen(field) {
  const day = field.valueAsDate;
  return day && day.getUTCFullYear() >= 1900 ? day : null;
}

const written = (day) => day.toISOString().slice(0, 10);

function propose(first, last, proposal) {
  let own = last.value !== '';
  last.addEventListener('change', () => { own = last.value !== ''; });
  first.addEventListener('change', () => {
    const day = chosen(first);
    if (own || !day) return;
    last.value = written(proposal(day));
    last.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

function tell(first, last) {
  const warning = make('p', { class: 'field-warning', role: 'status' });
  last.closest('.field-control').append(warning);
  const follow = () => {
    const [start, end] = [chosen(first), chosen(last)];
    const usual = start && written(yearEnd(start));
    warning.textContent = start && end && written(end) !== usual ? `A year from the start would end on ${usual}.` : '';
  };
  for (const field of [first, last]) field.addEventListener('input', follow);
  follow();
}

export default function dates(root) {
  const other = (id) => document.getElementById(id) ?? document.getElementById(`id_${id}`);
  for (const first of root.querySelectorAll('input[data-sets-next-day]')) {
    const last = other(first.dataset.setsNextDay);
    if (last) propose(first, last, nextDay);
  }
  for (const first of root.querySelectorAll('input[data-sets-year-end]')) {
    const last = other(first.dataset.setsYearEnd);
    if (!last) continue;
    propose(first, last, yearEnd);
    tell(first, last);
  }
}
