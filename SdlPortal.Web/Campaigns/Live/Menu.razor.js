export function attach(menu) {
  const close = focus => {
    menu.open = false;
    if (focus) menu.querySelector('summary').focus();
  };
  menu.addEventListener('keydown', event => {
    if (event.key === 'Escape' && menu.open) close(true);
    const items = [...menu.querySelectorAll('.menu-list button')];
    const at = items.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      menu.open = true;
      items[(at + (event.key === 'ArrowDown' ? 1 : items.length - 1) + (at < 0 && event.key === 'ArrowUp' ? 1 : 0)) % items.length]?.focus();
    }
  });
  menu.addEventListener('click', event => {
    const chosen = event.target.closest('.menu-list button');
    if (chosen && chosen.getAttribute('aria-disabled') !== 'true') close(true);
  });
  menu.addEventListener('focusout', event => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false);
  });
  const outside = event => {
    if (!menu.isConnected) document.removeEventListener('pointerdown', outside);
    else if (menu.open && !menu.contains(event.target)) close(false);
  };
  document.addEventListener('pointerdown', outside);
}
