// What the designer page needs from the browser: going to a field, saving a file, and the text of a paste.
export function focusField(id) {
  const element = document.getElementById(id);
  if (!element) return false;
  for (let fold = element.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
  return true;
}

export function download(name, text, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// A paste of several cells becomes rows; a paste of one stays the browser's own.
export function watchPaste(id, page) {
  document.getElementById(id)?.addEventListener('paste', event => {
    const text = event.clipboardData.getData('text/plain');
    if (!/\t|\n./.test(text.trim())) return;
    event.preventDefault();
    page.invokeMethodAsync('PasteRows', text);
  });
}
