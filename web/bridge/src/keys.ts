/// Keys: which are typed into something, and which the page around a widget must not take.

/// Whether a key is typed into something.
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}

/// Ends the way of a key event that was typed into something or acted upon. Generators of documentation have shortcuts of single letters
/// and arrows; to them whoever types in a shadow root types nowhere.
export function keepKey(event: Event): void {
  if (event instanceof KeyboardEvent && (event.defaultPrevented || isTyping(event))) event.stopPropagation();
}
