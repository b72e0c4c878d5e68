/// Bytes that travel as text: xz, then five letters for four bytes. gzip and base64 would make a quarter more of the offline file.

import { XzReadableStream } from "xz-decompress";

/// The letters, in the order of what they count: those of ASCII that mean nothing in HTML, in quotes or to an editor. `dist` of
/// `cargo xtask` writes the same.
const LETTERS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((it) => !"\"$&'-<>\\`".includes(it));

/// The bytes behind `text`; blanks and line breaks in it do not count. Rejects when it is damaged.
export async function unpack(text: string): Promise<ArrayBuffer> {
  const packed = new Blob([letterBytes(text.replace(/\s+/g, ""))]);
  return await new Response(new XzReadableStream(packed.stream())).arrayBuffer();
}

function letterBytes(text: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128).fill(LETTERS.length);
  for (const [value, letter] of LETTERS.entries()) values[letter.charCodeAt(0)] = value;
  const groups = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
  for (let group = 0; group * 5 < text.length; group += 1) {
    let number = 0;
    for (let at = group * 5; at < group * 5 + 5; at += 1) {
      // The last group may be short; then its missing letters count most, so that its bytes are not too small.
      const value = at < text.length ? (values[text.charCodeAt(at)] ?? LETTERS.length) : LETTERS.length - 1;
      if (value === LETTERS.length) throw new Error("this file is damaged");
      number = number * LETTERS.length + value;
    }
    groups.setUint32(group * 4, number);
  }
  return new Uint8Array(groups.buffer, 0, Math.floor((text.length * 4) / 5));
}
