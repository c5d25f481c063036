// A native dialog keeps the focus inside and gives it back to where it came from.
export function open(dialog) {
  if (!dialog?.isConnected || dialog.open) return;
  const before = document.activeElement;
  dialog.showModal();
  dialog.querySelector('input, select, textarea, button')?.focus();
  new MutationObserver((_, observer) => {
    if (dialog.isConnected) return;
    observer.disconnect();
    if (document.activeElement === document.body) before?.focus();
  }).observe(document.body, { childList: true, subtree: true });
}
