// Notices can be dismissed.
export default function notices() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-dismiss]');
    if (!button) return;
    event.preventDefault();
    button.closest('[data-notice]').remove();
    document.getElementById('content').focus({ preventScroll: true });
  });
  // After a failed submit the summary of errors is what has to be read first.
  const summary = document.querySelector('.error-summary');
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
  }
}
