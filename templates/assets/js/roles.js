// `[data-role-form]` around the form of a community role: the form follows the chosen kind of role. What a kind asks for comes
// with the look-up of kinds, and for the one chosen at first in `data-settings`. The attribute names where related objects are found.
import { enable, make, setValue } from './dom.js';

const REQUIRED = { award: 'link_to_award', membership: 'link_to_membership', partnership: 'link_to_partnership', url: 'additional_url' };

function mark(control, isRequired) {
  const label = control.closest('.field')?.querySelector('.field-label');
  label?.querySelector('.required-mark')?.remove();
  if (isRequired) {
    label?.append(make('span', { class: 'required-mark', title: 'required' }, ' *', make('span', { class: 'visually-hidden' }, ' (required)')));
  }
  for (const shown of [control, control.tomselect?.control_input].filter(Boolean)) {
    if (isRequired) shown.setAttribute('aria-required', 'true');
    else shown.removeAttribute('aria-required');
  }
}

function offer(select, records) {
  const widget = select.tomselect;
  if (widget) {
    widget.clear(true);
    widget.clearOptions();
    widget.addOptions(records.map(({ id, text }) => ({ value: String(id), text })));
  } else {
    select.replaceChildren(make('option', { value: '' }, '---------'), ...records.map(({ id, text }) => make('option', { value: id }, text)));
  }
}

export default function roles(root) {
  for (const box of root.querySelectorAll('[data-role-form]')) {
    const field = (name) => box.querySelector(`#id_communityrole-${name}`);
    const [config, badge, url, object] = ['config', 'badge', 'url', 'generic_relation_pk'].map(field);
    const objectLabel = object.closest('.field')?.querySelector('.field-label');
    let asked = 0;

    const follow = async (settings, isNew) => {
      for (const [name, setting] of Object.entries(REQUIRED)) mark(field(name), Boolean(settings[setting]));
      enable(url, Boolean(settings.additional_url));
      const kind = settings.generic_relation_content_type;
      enable(object, Boolean(kind));
      badge.value = settings.award_badge_limit ?? '';
      if (!isNew) return;
      if (!settings.additional_url) url.value = '';
      setValue(field('award'), '');
      if (objectLabel) objectLabel.textContent = kind ? `Generic relation object (${kind.split('.').pop()})` : 'Generic relation object';
      if (object.tagName !== 'SELECT') return;
      const turn = ++asked;
      let records = [];
      if (kind) {
        const address = new URL(box.dataset.roleForm, location.href);
        address.searchParams.set('content_type', kind);
        try {
          const response = await fetch(address, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
          if (!response.ok) throw new Error(response.statusText);
          records = (await response.json()).results;
        } catch {
          object.dispatchEvent(new CustomEvent('lookup-failed', { bubbles: true }));
        }
      }
      // Another kind may have been chosen meanwhile.
      if (turn === asked) offer(object, records);
    };

    const settings = box.dataset.settings ? JSON.parse(box.dataset.settings) : {};
    follow(settings, false);
    if (config?.tomselect) config.addEventListener('change', () => follow(config.tomselect.options[config.value] ?? {}, true));
  }
}
