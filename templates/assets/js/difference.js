// `output[data-difference-from="2026-12-31"][data-units="day days"]`: by how much the field that it is `for` is later, or more.
const DAY = 86_400_000;

function count(text) {
  if (text.trim() === '') return Number.NaN;
  return /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) / DAY : Number(text);
}

export default function difference(root) {
  for (const output of root.querySelectorAll('output[data-difference-from]')) {
    const field = document.getElementById(output.htmlFor.value);
    const [one, several] = output.dataset.units.split(' ');
    const follow = () => {
      const grown = count(field.value) - count(output.dataset.differenceFrom);
      output.value = Number.isFinite(grown) ? `${grown} ${grown === 1 ? one : several}` : '–';
    };
    field?.addEventListener('input', follow);
  }
}
