// `data-locks="id id"` on a look-up: while a record is chosen, those fields are read and not changed.
export default function locks(root) {
  for (const select of root.querySelectorAll('select[data-locks]')) {
    const fields = select.dataset.locks.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    const follow = () => {
      for (const field of fields) field.readOnly = select.value !== '';
    };
    select.addEventListener('change', follow);
    follow();
  }
}
