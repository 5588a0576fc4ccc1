// `data-other="id"` on a radio button, check box or option: its text field can be filled in only while it is chosen.
export default function other(root) {
  for (const choice of root.querySelectorAll('[data-other]')) {
    const text = document.getElementById(choice.dataset.other);
    if (!text) continue;
    const control = choice instanceof HTMLOptionElement ? choice.closest('select') : choice;
    const chosen = () => (choice instanceof HTMLOptionElement ? choice.selected : choice.checked);
    const follow = (event) => {
      text.disabled = !chosen();
      if (event && chosen() && event.target === control) text.focus();
    };
    // A radio button says nothing when another of its group is chosen: listen where the group lives.
    (control.form ?? document).addEventListener('change', (event) => {
      if (event.target === control || event.target.name === control.name) follow(event);
    });
    follow();
  }
}
