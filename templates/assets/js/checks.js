// `data-checks="TTT:id_box"` on a select: choosing the option with that text ticks the box.
export default function checks(root) {
  for (const select of root.querySelectorAll('select[data-checks]')) {
    const rules = select.dataset.checks.split(/\s+/).map((rule) => rule.split(':'));
    const texts = () => new Set([...select.selectedOptions].map((option) => option.text.trim()));
    let before = texts();
    select.addEventListener('change', () => {
      const now = texts();
      for (const [text, id] of rules) {
        const box = document.getElementById(id);
        if (box && now.has(text) && !before.has(text)) {
          box.checked = true;
          box.dispatchEvent(new Event('change', { bubbles: true }));
        }
      }
      before = now;
    });
  }
}
