// Lets time pass on the Gantt between two renders, and turns pointer gestures into calls. What is drawn is decided on the server.

const arrows = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
const tickMilliseconds = 100;
const calmTickMilliseconds = 1000;

export function attach(root, plot, tip, owner) {
  const stop = new AbortController();
  const on = (target, name, handler, options) => target.addEventListener(name, handler, { signal: stop.signal, ...options });
  const svg = () => plot.querySelector('svg');
  const calm = matchMedia('(prefers-reduced-motion: reduce)');

  const observer = new ResizeObserver(() => {
    if (plot.clientWidth > 0) owner.invokeMethodAsync('Measured', plot.clientWidth, -new Date().getTimezoneOffset());
  });
  observer.observe(plot);

  // The tooltip tells of the bar that is hovered or focused, for as long as it is there.
  const nameOf = element => element?.dataset.tip ?? element?.getAttribute('aria-label') ?? '';
  let shown = null;

  // The server's clock: what it said last, and how long ago that was.
  let said = '', saidAt = 0, last = 0, frame = 0;
  function step(at) {
    frame = requestAnimationFrame(step);
    if (at - last < (calm.matches ? calmTickMilliseconds : tickMilliseconds)) return;
    last = at;
    const drawing = svg();
    if (shown && !shown.isConnected) show(null);
    else if (shown && tip.textContent !== nameOf(shown)) show(shown);
    if (!drawing || drawing.dataset.live !== 'true') return;
    if (drawing.dataset.now !== said) [said, saidAt] = [drawing.dataset.now, at];
    const width = drawing.width.baseVal.value;
    const x = (Number(said) + at - saidAt - Number(drawing.dataset.from)) / Number(drawing.dataset.span) * width;
    drawing.querySelector('[data-nowline]')?.setAttribute('transform', `translate(${x.toFixed(1)} 0)`);
    for (const bar of drawing.querySelectorAll('[data-grows]'))
      bar.setAttribute('width', Math.max(1, Math.min(x, width + 4) - bar.x.baseVal.value).toFixed(1));
  }
  frame = requestAnimationFrame(step);

  function show(element) {
    shown = element;
    const text = nameOf(element);
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const bar = element.getBoundingClientRect(), area = plot.getBoundingClientRect();
    const left = Math.max(bar.left, area.left) - area.left;
    tip.style.left = `${Math.max(0, Math.min(left, area.width - tip.offsetWidth))}px`;
    const below = bar.bottom - area.top + 6;
    tip.style.top = `${below + tip.offsetHeight > area.height ? bar.top - area.top - tip.offsetHeight - 6 : below}px`;
  }
  const barOf = event => event.target.closest?.('.gantt-bar, [data-tip]');
  on(plot, 'pointerover', event => { if (!drag) show(barOf(event)); });
  on(plot, 'pointerleave', () => show(plot.querySelector('.gantt-bar:focus')));
  on(plot, 'focusin', event => {
    const bar = barOf(event);
    show(bar);
    if (bar?.dataset.key) owner.invokeMethodAsync('FocusedBar', bar.dataset.key);
  });
  on(plot, 'focusout', () => show(null));
  on(plot, 'keydown', event => {
    if (arrows.has(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) event.preventDefault();
    if (event.key !== 'Escape') return;
    if (!tip.hidden) show(null);
    else document.activeElement?.blur();
  });

  let drag = null, dragged = false;
  on(plot, 'pointerdown', event => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    drag = { x: event.clientX, moved: 0 };
    dragged = false;
  });
  on(window, 'pointermove', event => {
    if (!drag) return;
    drag.moved = event.clientX - drag.x;
    if (!dragged && Math.abs(drag.moved) < 4) return;
    dragged = true;
    show(null);
    plot.classList.add('dragging');
    svg().style.transform = `translateX(${drag.moved}px)`;
  });
  on(window, 'pointerup', async () => {
    if (!drag) return;
    const moved = drag.moved;
    drag = null;
    plot.classList.remove('dragging');
    if (!dragged) return;
    await owner.invokeMethodAsync('Panned', -moved);
    svg().style.transform = '';
  });
  // A drag that ends on a bar does not open it.
  on(plot, 'click', event => {
    if (!dragged) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    dragged = false;
  }, { capture: true });

  let wheel = 0, zooming = false;
  on(plot, 'wheel', async event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    wheel += event.deltaY;
    if (zooming) return;
    zooming = true;
    const area = plot.getBoundingClientRect();
    const anchor = (event.clientX - area.left) / area.width;
    const by = wheel;
    wheel = 0;
    try { await owner.invokeMethodAsync('Zoomed', Math.exp(Math.max(-300, Math.min(300, by)) / 300), anchor); }
    finally { zooming = false; }
  }, { passive: false });

  return {
    focusBar(key) { plot.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus(); },
    detach() { stop.abort(); observer.disconnect(); cancelAnimationFrame(frame); },
  };
}
