// `[data-dialog-open="id"]`: opens a dialog where the browser does not do so by itself (`command`), and closes it by a click beside it.
export default function dialogs() {
  const native = 'commandForElement' in HTMLButtonElement.prototype;
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-dialog-open]');
    if (button && !(native && button.hasAttribute('commandfor'))) {
      document.getElementById(button.dataset.dialogOpen)?.showModal();
    } else if (event.target instanceof HTMLDialogElement && event.target.getAttribute('closedby') === 'any' && !('closedBy' in event.target)) {
      event.target.close();
    }
  });
  // Errors in a dialog's form: open it again.
  const again = document.querySelector('dialog:has(.is-invalid, .error-summary)');
  if (again) {
    again.open = false;
    again.showModal();
  }
}
