/// Gives the reader a file.

/// Offers `text` as a file to be saved under `name`.
export function saveFile(name: string, text: string): void {
  saveBlob(name, new Blob([text], { type: "text/plain" }));
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
