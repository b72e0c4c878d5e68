/// Puts text on the clipboard.

/// Resolves when the text is on the clipboard and rejects when it is not. Call it from a click or a key press: browsers refuse it
/// otherwise.
export async function copyText(text: string): Promise<void> {
  // Pages from plain http have no `navigator.clipboard`, and a frame may lack the permission; the old way still works there.
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

function copyBySelection(text: string): void {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  const focused = deepestFocus();
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus();
  if (!copied) throw new Error("the browser did not allow copying");
}

/// The focused element, looked up through shadow roots.
function deepestFocus(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : null;
}
