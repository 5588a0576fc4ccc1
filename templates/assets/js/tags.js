// `input[data-tags]`: free values, typed with commas or semicolons between them and kept joined by semicolons.
import TomSelect from 'tom-select/base';

export default function tags(root) {
  for (const input of root.querySelectorAll('input[data-tags]')) {
    if (input.tomselect) continue;
    const clean = input.value.split(/[,;]/).map((value) => value.trim()).filter(Boolean);
    input.value = clean.join(';');
    const widget = new TomSelect(input, {
      plugins: { remove_button: { title: 'Remove', html: () => '<button type="button" class="remove" tabindex="-1" aria-label="Remove">×</button>' } },
      delimiter: ';',
      splitOn: /[,;]/,
      persist: false,
      create: true,
      createOnBlur: true,
      openOnFocus: false,
      render: { no_results: null },
    });
    input.setAttribute('aria-hidden', 'true');
    // A comma ends a value as a semicolon does.
    widget.control_input.addEventListener('keydown', (event) => {
      if (event.key === ',' || event.key === ';') {
        event.preventDefault();
        widget.createItem();
      }
    });
  }
}
