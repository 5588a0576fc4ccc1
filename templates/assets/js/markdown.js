// `textarea[data-markdown]`: a preview beside what is written, rendered by the server.
import { debounce, make } from './dom.js';
import pictures from './pictures.js';

export default function markdown(root) {
  for (const area of root.querySelectorAll('textarea[data-markdown]')) {
    if (area.closest('.markdown')) continue;
    const body = make('div', { class: 'prose' });
    const status = make('span', { class: 'visually-hidden', role: 'status' });
    const preview = make('aside', { class: 'markdown-preview', 'aria-label': 'Preview', hidden: true }, make('h4', {}, 'Preview'), body, status);
    const frame = make('div', { class: 'markdown' });
    area.replaceWith(frame);
    frame.append(area, preview);
    if (area.dataset.upload) frame.append(pictures(area));

    let latest = 0;
    const show = async () => {
      const request = ++latest;
      const text = area.value;
      preview.hidden = text.trim() === '';
      if (preview.hidden) return;
      try {
        const response = await fetch(area.dataset.markdown, { method: 'POST', body: new URLSearchParams({ content: text }), credentials: 'same-origin' });
        if (!response.ok) throw new Error(response.statusText);
        const html = await response.text();
        if (request !== latest) return;
        // The server has sanitised it.
        body.innerHTML = html;
        status.textContent = 'Preview updated.';
      } catch {
        if (request === latest) body.textContent = 'The preview is not available at the moment.';
      }
    };
    area.addEventListener('input', debounce(show, 400));
    area.addEventListener('focus', () => { if (preview.hidden) show(); });
  }
}
