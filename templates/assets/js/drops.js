// Menus of the bar (`<details data-drop>`): Escape, a click elsewhere or leaving by Tab closes them; arrow keys walk through them.
export default function drops() {
  const menus = [...document.querySelectorAll('details[data-drop]')];
  const closeAll = (but) => menus.forEach((menu) => { if (menu !== but) menu.open = false; });

  document.addEventListener('click', (event) => closeAll(event.target.closest('details[data-drop]')));
  document.addEventListener('keydown', (event) => {
    const menu = document.activeElement?.closest?.('details[data-drop]');
    if (!menu) return;
    if (event.key === 'Escape' && menu.open) {
      menu.open = false;
      menu.querySelector('summary').focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const items = [...menu.querySelectorAll('.drop-list :is(a[href], button)')];
      menu.open = true;
      const at = items.indexOf(document.activeElement);
      const to = event.key === 'ArrowDown' ? at + 1 : at < 0 ? items.length - 1 : at - 1 + items.length;
      items[to % items.length]?.focus();
      event.preventDefault();
    }
  });
  for (const menu of menus) {
    menu.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
    });
  }

  // Explanations of pills go away with Escape, and come back the next time.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const pill of document.querySelectorAll('.has-tip:is(:hover, :focus)')) {
      pill.classList.add('tip-off');
      const back = () => pill.classList.remove('tip-off');
      pill.addEventListener('pointerleave', back, { once: true });
      pill.addEventListener('blur', back, { once: true });
    }
  });
}
