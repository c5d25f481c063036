// The frame's own behavior, in the browser alone so that it answers at once: theme, rail, drawer, shortcuts.
(() => {
  const root = document.documentElement;
  const keep = (key, value) => { try { localStorage.setItem('sdl-portal:' + key, value); } catch { /* storage refused */ } };
  const kept = key => { try { return localStorage.getItem('sdl-portal:' + key); } catch { return null; } };

  function showTheme(theme) {
    root.dataset.theme = theme;
    const link = document.getElementById('theme');
    const address = theme === 'dark' ? link.dataset.dark : link.dataset.light;
    if (link.getAttribute('href') !== address)
      link.setAttribute('href', address);
    document.dispatchEvent(new CustomEvent('portal:theme', { detail: theme }));
  }

  const actions = {
    theme() {
      const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
      keep('theme', next);
      showTheme(next);
    },
    rail() {
      root.dataset.rail = root.dataset.rail === 'icons' ? 'wide' : 'icons';
      keep('rail', root.dataset.rail);
    },
    drawer() { root.toggleAttribute('data-drawer'); },
    shortcuts() {
      const sheet = document.getElementById('shortcuts');
      if (sheet && !sheet.open)
        sheet.showModal();
    },
    print() { window.print(); },
    skip() { document.getElementById('content')?.focus(); },
  };

  const places = { h: '/', c: '/campaigns', s: '/stations', t: '/studies', d: '/data', p: '/prior-runs', r: '/reviews' };
  let afterG = 0;

  // Pages about accounts are not live.
  const go = address => window.Blazor ? Blazor.navigateTo(address) : location.assign(address);

  const closeMenu = () => document.querySelector('.who[open]')?.removeAttribute('open');

  function onKey(event) {
    if (event.key === 'Escape') {
      root.removeAttribute('data-drawer');
      closeMenu();
    }
    const writing = event.target.closest?.('input, textarea, select, [contenteditable=true], dialog');
    if (writing || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (event.timeStamp - afterG < 1000 && places[event.key]) {
      afterG = 0;
      go(places[event.key]);
      return;
    }
    afterG = event.key === 'g' ? event.timeStamp : 0;
    // Whatever closes with Escape says so by preventing the default; else a page may name where Escape leads.
    const up = event.key === 'Escape' && !event.defaultPrevented && document.querySelector('[data-escape]');
    if (up)
      go(up.dataset.escape);
    const filter = event.key === '/' && document.querySelector('[data-filter]');
    if (filter) {
      event.preventDefault();
      filter.focus();
    } else if (event.key === '?') actions.shortcuts();
    else if (event.key === 't') actions.theme();
    else if (event.key === '[') actions.rail();
    else if (event.key === 'n') go('/campaigns/new');
  }

  document.addEventListener('click', event => {
    const target = event.target.closest?.('[data-action]');
    const action = target && actions[target.dataset.action];
    if (action) {
      if (target.tagName === 'A')
        event.preventDefault();
      action();
    } else if (event.target.closest?.('.rail a')) {
      root.removeAttribute('data-drawer');
    }
    if (!event.target.closest?.('.who'))
      closeMenu();
  }, true);
  document.addEventListener('keydown', onKey);

  // Radzen's theme styles its dialogs and notices while one is there. Observers run before the next paint, so nothing is shown unstyled.
  document.addEventListener('DOMContentLoaded', () => {
    const radzen = document.getElementById('radzen');
    if (!radzen)
      return;
    const styleShown = () => {
      const shown = radzen.querySelector('.rz-dialog-wrapper, .rz-notification-item-wrapper, .rz-popup, .rz-tooltip');
      document.getElementById('theme').media = shown ? 'all' : 'not all';
    };
    new MutationObserver(styleShown).observe(radzen, { childList: true, subtree: true });
  });

  root.dataset.rail = kept('rail') ?? 'wide';
  showTheme(kept('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
})();
