// Searchable selects: `select[data-lookup]` asks the server, `select[data-search]` searches its own options.
import TomSelect from 'tom-select/base';
import clearButton from 'tom-select/dist/esm/plugins/clear_button/plugin.js';
import removeButton from 'tom-select/dist/esm/plugins/remove_button/plugin.js';
import virtualScroll from 'tom-select/dist/esm/plugins/virtual_scroll/plugin.js';

TomSelect.define('clear_button', clearButton);
TomSelect.define('remove_button', removeButton);
TomSelect.define('virtual_scroll', virtualScroll);

/** The address of one page of results, with the values of the fields that the look-up depends on as they are now. */
function address(select, term, page) {
  const url = new URL(select.dataset.lookup, location.href);
  url.searchParams.set('term', term);
  url.searchParams.set('page', page);
  for (const pair of (select.dataset.depends ?? '').split(/\s+/).filter(Boolean)) {
    const [parameter, id] = pair.split(':');
    const value = document.getElementById(id)?.value;
    if (value) url.searchParams.set(parameter, value);
  }
  return url.href;
}

function plugins(select, remote) {
  const chosen = {};
  if (select.multiple) chosen.remove_button = { title: 'Remove', html: () => '<button type="button" class="remove" tabindex="-1" aria-label="Remove">×</button>' };
  else if (!select.required && select.ariaRequired !== 'true') chosen.clear_button = { title: 'Clear', html: () => '<button type="button" class="clear-button" tabindex="-1" aria-label="Clear">×</button>' };
  if (remote) chosen.virtual_scroll = {};
  return chosen;
}

function remoteSettings(select) {
  // What the server found for a term, in its order; the widget's own search would drop what matched by other fields.
  const found = new Map();
  return {
    valueField: 'id',
    labelField: 'text',
    score(term) {
      const order = found.get(term);
      return ({ id }) => (order?.has(String(id)) ? 1 / (1 + order.get(String(id))) : 0);
    },
    preload: 'focus',
    loadThrottle: 250,
    shouldLoad: () => true,
    firstUrl: (term) => address(select, term, 1),
    async load(term, done) {
      try {
        const url = this.getUrl(term);
        const response = await fetch(url, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
        if (!response.ok) throw new Error(response.statusText);
        const { results, more } = await response.json();
        if (more) this.setNextUrl(term, address(select, term, Number(new URL(url).searchParams.get('page')) + 1));
        const order = found.get(term) ?? new Map();
        found.set(term, order);
        for (const { id } of results) order.set(String(id), order.size);
        // What else the look-up tells of a record is kept with it.
        done(results.map((hit) => ({ ...hit, id: String(hit.id) })));
      } catch {
        select.dispatchEvent(new CustomEvent('lookup-failed', { bubbles: true }));
        done();
      }
    },
    onFocus() {
      // Fields that this one depends on may have changed: what was loaded before is no longer the answer.
      if (select.dataset.depends) {
        found.clear();
        this.clearOptions((option) => this.items.includes(String(option.id)));
        this.loadedSearches = {};
        this.load(this.lastValue ?? '');
      }
    },
  };
}

function label(select) {
  const text = select.labels?.[0]?.textContent.trim() || select.getAttribute('aria-label');
  return text ? text.replace(/\s*\*\s*(\(required\))?$/, '') : null;
}

export function enhance(select) {
  if (select.tomselect) return;
  const remote = Boolean(select.dataset.lookup);
  const placeholder = select.dataset.placeholder ?? 'Search…';
  const name = label(select);
  const widget = new TomSelect(select, {
    plugins: plugins(select, remote),
    placeholder,
    hidePlaceholder: true,
    maxOptions: remote ? null : 500,
    maxItems: select.multiple ? null : 1,
    closeAfterSelect: !select.multiple,
    allowEmptyOption: false,
    openOnFocus: true,
    // The list follows each key at once, so that Enter never takes what an earlier term had found.
    refreshThrottle: 0,
    render: {
      no_results: () => '<div class="no-results">No matches.</div>',
      no_more_results: () => '<div class="no-more-results">No more matches.</div>',
      loading_more: () => '<div class="loading-more-results">Loading…</div>',
      loading: () => '<div class="spinner-line">Loading…</div>',
    },
    ...(remote ? remoteSettings(select) : {}),
  });
  // Tab takes the choice that was searched for; passing by takes nothing.
  widget.hook('before', 'onKeyDown', () => { widget.settings.selectOnTab = widget.inputValue() !== ''; });
  for (const attribute of ['aria-describedby', 'aria-invalid', 'aria-required']) {
    if (select.hasAttribute(attribute)) widget.control_input.setAttribute(attribute, select.getAttribute(attribute));
  }
  // The widget has taken over the label; the select itself only carries the value.
  select.setAttribute('aria-hidden', 'true');
  widget.dropdown_content.setAttribute('aria-label', name ?? 'Choices');
}

export default function selects(root) {
  for (const select of root.querySelectorAll('select[data-lookup], select[data-search]')) enhance(select);
}
