import assert from "node:assert/strict";
import { test } from "node:test";
import { unpack } from "../src/unpack.ts";

async function pack(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return btoa(String.fromCharCode(...new Uint8Array(await new Response(stream).arrayBuffer())));
}

test("bytes come back as they were", async () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 256);
  const text = await pack(bytes);
  const lines = `\n${text.slice(0, 76)}\n${text.slice(76)}\n`;
  assert.deepEqual(new Uint8Array(await unpack(lines)), bytes);
});

test("damaged bytes are refused", async () => {
  const text = await pack(new Uint8Array(1000));
  await assert.rejects(unpack(text.slice(0, 16)));
  await assert.rejects(unpack("?"));
});
