/// The browser's storage. It may be switched off, full, or refused to a frame; none of that may stop the page, so nothing here throws.
///
/// What is kept for all tabs is in the local storage, a text under each name, so that tabs never write to the same one. What is on the
/// page of this tab is in the session storage, together with the address at which it was written.

/// The names that start with `prefix`, without it, and their texts: name, text, name, text.
export function listTexts(prefix: string): string[] {
  try {
    const names = Object.keys(localStorage).filter((it) => it.startsWith(prefix));
    return names.flatMap((it) => [it.slice(prefix.length), localStorage.getItem(it) ?? ""]);
  } catch {
    return [];
  }
}

/// Keeps `text` under `name`; false when the browser does not let us.
export function saveText(name: string, text: string): boolean {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/// Forgets what is kept under `name`.
export function removeText(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Then there was nothing that could be kept either.
  }
}

/// What this tab kept under `name`, or null when it kept nothing.
export function loadTabText(name: string): string | null {
  return tabEntry(name)?.text ?? null;
}

/// Keeps `text` for this tab.
export function saveTabText(name: string, text: string): void {
  try {
    sessionStorage.setItem(name, `${location.hash}\n${text}`);
  } catch {
    // The text is still in the editor.
  }
}

/// Whether what this tab kept was written at the address as it stands. Then it is at least as new as what the address says: the address
/// follows the text with a delay.
export function isTabAhead(name: string): boolean {
  return tabEntry(name)?.hash === location.hash;
}

function tabEntry(name: string): { hash: string; text: string } | null {
  try {
    const entry = sessionStorage.getItem(name) ?? "";
    const end = entry.indexOf("\n");
    return end < 0 ? null : { hash: entry.slice(0, end), text: entry.slice(end + 1) };
  } catch {
    return null;
  }
}
