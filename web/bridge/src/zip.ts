/// Reads ZIP archives: the list at their end, and the files in it that are asked for, unpacked by the browser.

import { say } from "./messages/editor.ts";
import { type Found, LARGEST_TEXT, OpenError } from "./opened.ts";

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/// Sizes of the fixed part of each record, in bytes.
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const HEADER_SIZE = 30;
const LONGEST_COMMENT = 0xffff;

/// The files of an archive. Throws an `OpenError` when it is none, or of a kind that is not read.
export function readZip(name: string, data: Uint8Array<ArrayBuffer>): Found[] {
  const damaged = () => new OpenError(say("archive_damaged", { name }));
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  try {
    const end = findEnd(view);
    if (end === null) throw damaged();
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count === 0xffff || at === 0xffffffff) throw new OpenError(say("archive_too_many", { name }));
    const files: Found[] = [];
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(at, true) !== ENTRY) throw damaged();
      const nameLength = view.getUint16(at + 28, true);
      const path = new TextDecoder().decode(data.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength));
      const entry = {
        method: view.getUint16(at + 10, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        header: view.getUint32(at + 42, true),
      };
      if (!path.endsWith("/")) files.push({ path, size: entry.size, bytes: () => unpack(data, view, entry) });
      at += ENTRY_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return files;
  } catch (error) {
    // Reading behind the end is what a damaged archive leads to.
    throw error instanceof RangeError ? damaged() : error;
  }
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) if (view.getUint32(at, true) === END) return at;
  return null;
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
}

async function unpack(data: Uint8Array<ArrayBuffer>, view: DataView, { method, packed, size, header }: Entry): Promise<Uint8Array> {
  const start = header + HEADER_SIZE + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  const content = data.subarray(start, start + packed);
  if (method === 0) return content;
  if (method !== 8 || size > LARGEST_TEXT) throw new Error("it cannot be unpacked");
  const reader = new Blob([content]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const bytes = new Uint8Array(size);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    // An archive that lies about a size is never unpacked beyond it.
    if (length + value.byteLength > size) {
      await reader.cancel();
      throw new Error("it is larger than it says");
    }
    bytes.set(value, length);
    length += value.byteLength;
  }
}
