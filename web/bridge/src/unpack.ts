/// Bytes that travel as text: gzip, then base64.

/// The bytes behind `text`; blanks and line breaks in it do not count. Rejects when it is damaged.
export async function unpack(text: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(text.trim()), (it) => it.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).arrayBuffer();
}
