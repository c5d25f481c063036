// Notes when each bar of the Gantt changed on the screen, how long the main thread was busy, and how far apart the frames were.
(() => {
  const watch = window.portalWatch = { bars: {}, pending: [], longTasks: [], frames: [] };
  const started = performance.now();
  // After the frame: what a mutation changed is on the screen once a task runs behind the next animation frame.
  const painted = then => requestAnimationFrame(() => { const port = new MessageChannel(); port.port1.onmessage = () => then(Date.now()); port.port2.postMessage(0); });

  function note(bar) {
    const state = bar.classList.contains('done') || bar.classList.contains('failed') ? 'ended' : bar.classList.contains('running') ? 'started' : null;
    const key = bar.dataset?.key;
    if (!state || !key) return;
    const seen = watch.bars[key] ??= {};
    if (state in seen) return;
    seen[state] = 0;
    watch.pending.push([seen, state]);
  }
  function flush() {
    if (watch.pending.length === 0) return;
    const changed = watch.pending;
    watch.pending = [];
    painted(at => { for (const [seen, state] of changed) seen[state] = at; });
  }
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'attributes') {
        if (change.target.classList?.contains('gantt-bar')) note(change.target);
        continue;
      }
      for (const node of change.addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.classList.contains('gantt-bar')) note(node);
        for (const bar of node.querySelectorAll('.gantt-bar')) note(bar);
      }
    }
    flush();
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });

  new PerformanceObserver(list => { for (const task of list.getEntries()) watch.longTasks.push([task.startTime, task.duration]); }).observe({ type: 'longtask', buffered: true });
  // A visit: clicks the button as soon as there is something to see, and notes when its answer is on the screen (milliseconds since the navigation).
  watch.visit = ([shown, button, answer]) => {
    let clicked = false;
    const look = new MutationObserver(() => {
      if (!clicked && document.querySelector(shown) && document.querySelector(button) && !document.querySelector(answer)) {
        clicked = true;
        document.querySelector(button).click();
      } else if (clicked && document.querySelector(answer)) {
        look.disconnect();
        painted(() => { watch.answered = performance.now(); });
      }
    });
    look.observe(document, { subtree: true, childList: true, attributes: true });
  };

  let last = started;
  const step = at => { watch.frames.push([at, at - last]); last = at; requestAnimationFrame(step); };
  requestAnimationFrame(step);
})();
