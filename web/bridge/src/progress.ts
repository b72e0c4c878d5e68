/// What is solved of the course, as a file of the reader's own.

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

/// Largest file that is read, in bytes.
const LARGEST = 100_000;

/// Lets somebody choose a text file; null when none was chosen, or it is too large to be what is looked for.
export async function readFile(): Promise<string | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".txt,text/plain";
  const file = await new Promise<File | undefined>((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0]));
    input.addEventListener("cancel", () => resolve(undefined));
    input.click();
  });
  return file && file.size <= LARGEST ? await file.text() : null;
}
