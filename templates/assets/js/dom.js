// Small helpers that several modules share.

/** Makes an element; `attributes` with a leading `on` are listeners. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Sets a control's value, also where tom-select has taken it over, and says so to whoever listens. */
export function setValue(control, value) {
  if (control.tomselect) control.tomselect.setValue(value, true);
  else control.value = value;
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Lets a control be used or not, also where tom-select has taken it over. */
export function enable(control, isEnabled) {
  control.disabled = !isEnabled;
  if (isEnabled) control.tomselect?.enable();
  else control.tomselect?.disable();
}

/** Calls `action` once, `milliseconds` after the last call. */
export function debounce(action, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}

/** Storage that is allowed to be switched off. */
export const storage = {
  get(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch { /* Nothing is kept, then. */ }
  },
};
