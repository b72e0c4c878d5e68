/// Opening what is on the reader's computer: chosen in the browser's dialog, or dropped on the page. Nothing is sent anywhere.

import { say } from "./messages/editor.ts";
import { type Found, MOST_FILES, OpenError, type Opened, openFiles, openFolder, withoutWrapper } from "./opened.ts";
import { readZip } from "./zip.ts";

/// Largest archive that is read, in bytes.
const LARGEST_ARCHIVE = 64 * 1024 * 1024;

/// Lets somebody choose a file, or a whole folder. Resolves to null when nothing was chosen. Call it from a click or a key press.
export async function chooseFiles(folder: boolean): Promise<Opened | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.webkitdirectory = folder;
  const files = await new Promise<File[]>((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
  const first = files[0];
  if (!first) return null;
  if (!folder) return told(() => single(files));
  const name = first.webkitRelativePath.split("/")[0] ?? first.name;
  return told(() => openFolder(name, files.map((it) => found(it, it.webkitRelativePath.slice(name.length + 1)))));
}

/// Opens what is dropped on `target`, until the function that it gives is called. While something is over it, it is marked with
/// `data-dropping`. A text that is dragged is left to the editor.
export function watchDrops(target: HTMLElement, onOpened: (opened: Opened) => void): () => void {
  const stop = new AbortController();
  const on = (name: "dragover" | "dragleave" | "drop", act: (event: DragEvent, data: DataTransfer) => void) => {
    const listen = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Before the editor, which would take the file for a text to put where it was dropped.
      event.preventDefault();
      event.stopPropagation();
      act(event, event.dataTransfer);
    };
    target.addEventListener(name, listen, { capture: true, signal: stop.signal });
  };
  const mark = (isOver: boolean) => target.toggleAttribute("data-dropping", isOver);
  on("dragover", (_, data) => {
    data.dropEffect = "copy";
    mark(true);
  });
  on("dragleave", (event) => mark(event.relatedTarget instanceof Node && target.contains(event.relatedTarget)));
  on("drop", (_, data) => {
    mark(false);
    // The browser forgets what was dropped when the event is over.
    const entries = [...data.items].map((it) => it.webkitGetAsEntry());
    const files = [...data.files];
    void told(() => dropped(entries, files)).then(onOpened);
  });
  return () => stop.abort();
}

/// Says what went wrong instead of throwing it.
async function told(open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    const notice = error instanceof OpenError ? error.message : say("unreadable");
    return { name: "", dockerfile: null, dockerignore: null, context: null, lessons: null, notice };
  }
}

async function dropped(entries: readonly (FileSystemEntry | null)[], files: readonly File[]): Promise<Opened> {
  const folder = entries.find((it) => it?.isDirectory);
  if (!folder) return single(files);
  return openFolder(folder.name, await walk(folder as FileSystemDirectoryEntry));
}

async function single(files: readonly File[]): Promise<Opened> {
  const [first] = files;
  if (files.length !== 1 || !first || !/\.zip$/i.test(first.name)) return openFiles(files.map((it) => found(it, it.name)));
  if (first.size > LARGEST_ARCHIVE) throw new OpenError(say("archive_too_large", { name: first.name }));
  return openFolder(first.name, withoutWrapper(readZip(first.name, new Uint8Array(await first.arrayBuffer()))));
}

function found(file: File, path: string): Found {
  return { path, size: file.size, bytes: async () => new Uint8Array(await file.arrayBuffer()) };
}

/// The files below a folder, those further up first. It stops after the folder with which they are more than a listing holds.
async function walk(top: FileSystemDirectoryEntry): Promise<Found[]> {
  const all: Found[] = [];
  const folders = [top];
  for (let folder = folders.shift(); folder && all.length <= MOST_FILES; folder = folders.shift()) {
    const reader = folder.createReader();
    // A reader gives its entries in portions, and then none.
    for (;;) {
      const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) break;
      const files = entries.filter((it) => it.isFile) as FileSystemFileEntry[];
      folders.push(...(entries.filter((it) => it.isDirectory) as FileSystemDirectoryEntry[]));
      const read = (it: FileSystemFileEntry) => new Promise<File>((resolve, reject) => it.file(resolve, reject));
      const inside = (it: FileSystemEntry) => it.fullPath.slice(top.fullPath.length + 1);
      all.push(...(await Promise.all(files.map(async (it) => found(await read(it), inside(it))))));
    }
  }
  return all;
}
