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
    // A searchable select hides the element that the link names.
    summary.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      const widget = link && document.getElementById(link.hash.slice(1))?.tomselect;
      if (!widget) return;
      event.preventDefault();
      widget.control.scrollIntoView({ block: 'center' });
      widget.focus();
    });
  }
}
