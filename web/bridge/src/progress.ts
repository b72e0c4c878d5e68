/// Files of the course: what is solved of it, and lessons.

/// Largest file that is read, in bytes.
const LARGEST = 1024 * 1024;

/// Lets somebody choose a text file; null when none was chosen, or it is too large for what is looked for.
export async function readFile(): Promise<string | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".txt,.md,.json,text/plain,text/markdown,application/json";
  const file = await new Promise<File | undefined>((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0]));
    input.addEventListener("cancel", () => resolve(undefined));
    input.click();
  });
  return file && file.size <= LARGEST ? await file.text() : null;
}
