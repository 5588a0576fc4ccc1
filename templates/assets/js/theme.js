// Runs before the first paint: puts back the colours that were chosen in this browser, and tells the style sheet that scripts run.
const root = document.documentElement;
root.classList.add('js');
try {
  const theme = localStorage.getItem('amy-theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's colours it is.
}
