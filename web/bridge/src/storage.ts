/// The browser's storage. It may be switched off, full, or refused to a frame; none of that may stop the page, so nothing here throws.

/// The text kept under `key`, or null when there is none or it cannot be read.
export function loadText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/// Keeps `text` under `key`, when the browser lets us.
export function saveText(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Full or refused: the text is still in the editor, and the page works without a copy.
  }
}
