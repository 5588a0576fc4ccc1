// `[data-tabs]`: the links of the list become tabs, and the open one stands in the address's fragment.
export default function tabs(root) {
  for (const set of root.querySelectorAll('[data-tabs]')) dress(set);
}

function dress(set) {
  const list = set.querySelector('.tabs-list');
  const links = [...list.querySelectorAll('a[href^="#"]')];
  const panelOf = (link) => document.getElementById(link.hash.slice(1));
  list.setAttribute('role', 'tablist');
  for (const link of links) {
    const panel = panelOf(link);
    link.setAttribute('role', 'tab');
    link.id ||= `tab-${panel.id}`;
    link.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', link.id);
  }

  const open = (chosen) => {
    for (const link of links) {
      const isOpen = link === chosen;
      link.setAttribute('aria-selected', isOpen);
      link.tabIndex = isOpen ? 0 : -1;
      panelOf(link).hidden = !isOpen;
    }
  };
  /** The tab whose panel is, or holds, what the fragment names. */
  const wanted = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return target ? links.find((link) => panelOf(link).contains(target)) : undefined;
  };
  const choose = (link) => {
    history.replaceState(history.state, '', link.hash);
    open(link);
  };

  list.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!links.includes(link) || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    choose(link);
  });
  list.addEventListener('keydown', (event) => {
    const at = links.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const link = links.at(to % links.length);
    choose(link);
    link.focus();
  });
  addEventListener('hashchange', () => {
    const link = wanted();
    if (link) {
      open(link);
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
    }
  });

  // A field with an error must not hide in a closed tab.
  const invalid = links.find((link) => panelOf(link).querySelector('.is-invalid'));
  open(invalid ?? wanted() ?? links.find((link) => link.hasAttribute('data-tab-open')) ?? links[0]);
}
