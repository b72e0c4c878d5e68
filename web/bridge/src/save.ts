/// Gives the reader a file.

import type { SharedState } from "stagescope-web";

/// Offers `text` as a file to be saved under `name`.
export function saveFile(name: string, text: string): void {
  saveBlob(name, new Blob([text], { type: "text/plain" }));
}

/// Offers what is on the page as a page of its own, for use without a network. Rejects when it could not be made.
export async function savePage(state: SharedState, files: string, solved: string): Promise<void> {
  const { pageWith } = await import("./one-file.ts");
  saveBlob("stagescope.html", new Blob([await pageWith(state, files, solved)], { type: "text/html" }));
}

/// The same of any content.
export function saveBlob(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Not before the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
