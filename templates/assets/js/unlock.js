// `.rows-row input[data-unlocks]`: the row's other fields stay as they are until the box is ticked. They are sent all the same.
const FIELDS = '.field-control > :is(select, textarea, input)';

function lock(control, isLocked) {
  if (control.tomselect) {
    control.tomselect.setReadOnly(isLocked);
  } else if (control instanceof HTMLSelectElement) {
    // A select that only reads does not exist, and one that is disabled is not sent.
    for (const option of control.options) option.disabled = isLocked && !option.selected;
    control.ariaReadOnly = isLocked;
  } else {
    control.readOnly = isLocked;
  }
}

export default function unlock(root) {
  for (const box of root.querySelectorAll('.rows-row input[data-unlocks]')) {
    const follow = () => {
      for (const control of box.closest('.rows-row').querySelectorAll(FIELDS)) lock(control, !box.checked);
    };
    box.addEventListener('change', follow);
    follow();
  }
}
