/// What is solved of the course, as a file of the reader's own.

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
