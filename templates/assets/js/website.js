// The dialog that fills a form in from a website: its fields belong to the form, whose own button Enter would press.
export default function website() {
  document.addEventListener('keydown', (event) => {
    const button = event.key === 'Enter' && document.getElementById(event.target.dataset?.presses ?? '');
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  // A website may take its time, and is asked once.
  document.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button?.hasAttribute('data-once')) return;
    // A button that is disabled at once would not be sent along.
    setTimeout(() => { button.disabled = true; });
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) for (const button of document.querySelectorAll('[data-once]')) button.disabled = false;
  });
}
