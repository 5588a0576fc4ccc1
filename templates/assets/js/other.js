// `data-other="id"` on a radio button or check box, or on a select with `data-other-key`: the text field can be filled in only while
// that choice is made.
export default function other(root) {
  for (const choice of root.querySelectorAll('[data-other]')) {
    const text = document.getElementById(choice.dataset.other);
    if (!text) continue;
    const chosen = () => (choice instanceof HTMLSelectElement ? choice.value === choice.dataset.otherKey : choice.checked);
    const follow = (event) => {
      text.disabled = !chosen();
      if (event && chosen()) text.focus();
    };
    // A radio button says nothing when another of its group is chosen: listen where the group lives.
    (choice.form ?? document).addEventListener('change', (event) => {
      if (event.target.name === choice.name) follow(event);
    });
    follow();
  }
}
