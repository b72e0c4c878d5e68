import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, LARGEST_TEXT, MOST_FILES, openFiles, openFolder, withoutWrapper } from "../src/opened.ts";
import { readZip } from "../src/zip.ts";

const file = (path: string, text = path, size = text.length): Found => ({
  path,
  size,
  bytes: async () => new TextEncoder().encode(text),
});
const files = (...paths: string[]) => paths.map((it) => file(it));

const message = (promise: Promise<unknown>) => promise.then(() => "", (error: Error) => error.message);

test("of files that are opened alone one is the Dockerfile", async () => {
  for (const [paths, dockerfile, dockerignore] of [
    [["Dockerfile"], "Dockerfile", null],
    [["notes.txt"], "notes.txt", null],
    [["a.txt", "app.Dockerfile"], "app.Dockerfile", null],
    [[".dockerignore"], null, ".dockerignore"],
    [[".dockerignore", "Dockerfile"], "Dockerfile", ".dockerignore"],
    [["Dockerfile.dev.dockerignore", "Dockerfile.dev"], "Dockerfile.dev", "Dockerfile.dev.dockerignore"],
  ] as const) {
    const opened = await openFiles(files(...paths));
    assert.deepEqual([opened.dockerfile, opened.dockerignore, opened.context], [dockerfile, dockerignore, null], paths.join());
  }
  assert.equal((await openFiles(files("Dockerfile", "Dockerfile.dev"))).notice.startsWith("Only Dockerfile was opened."), true);
});

test("a folder has the Dockerfile at its top, and its ignore file", async () => {
  for (const [paths, dockerfile, dockerignore] of [
    [["src/Dockerfile", "Dockerfile", "Dockerfile.dev", ".dockerignore"], "Dockerfile", ".dockerignore"],
    [["Containerfile", "Dockerfile.a", "src/.dockerignore"], "Containerfile", null],
    [["b.dockerfile", "Dockerfile.a", "Dockerfile.a.dockerignore", ".dockerignore"], "Dockerfile.a", "Dockerfile.a.dockerignore"],
    [["Dockerfiles.md", "dockerfile.ts", "src/Dockerfile"], null, null],
  ] as const) {
    const opened = await openFolder("app", files(...paths));
    assert.deepEqual([opened.dockerfile, opened.dockerignore], [dockerfile, dockerignore], paths.join());
    assert.equal(opened.notice === "", dockerfile !== null);
    assert.deepEqual(opened.context?.map((it) => it.path), paths);
  }
});

test("a listing has sizes, and texts of small manifests alone", async () => {
  const all = [file("web/package.json", "{}"), file("package.json", "x", 70_000), file("a.js", "code"), file("go.mod", "a\0b")];
  assert.deepEqual((await openFolder("app", all)).context, [
    { path: "web/package.json", size: 2, text: "{}" },
    { path: "package.json", size: 70_000, text: null },
    { path: "a.js", size: 4, text: null },
    { path: "go.mod", size: 3, text: null },
  ]);
});

test("a listing has a limit, and says so", async () => {
  const opened = await openFolder("app", Array.from({ length: MOST_FILES + 1 }, (_, index) => file(`f${index}`)));
  assert.equal(opened.context?.length, MOST_FILES);
  assert.ok(opened.notice.includes("more than 20,000 files"), opened.notice);
});

test("what is no text is refused", async () => {
  assert.equal(await message(openFiles([file("Dockerfile", "\0")])), "Dockerfile is not a text, so it was not opened.");
  assert.equal(await message(openFiles([file("Dockerfile", "", LARGEST_TEXT + 1)])), "Dockerfile is larger than 1 MiB, so it was not opened.");
  const unreadable = { path: "Dockerfile", size: 1, bytes: () => Promise.reject(new Error("gone")) };
  assert.equal(await message(openFolder("app", [unreadable])), "Dockerfile could not be read.");
});

test("the folder around everything in an archive is left out", () => {
  const inside = (...paths: string[]) => withoutWrapper(files(...paths)).map((it) => it.path);
  assert.deepEqual(inside("app/Dockerfile", "app/src/a"), ["Dockerfile", "src/a"]);
  assert.deepEqual(inside("app/Dockerfile", "src/a"), ["app/Dockerfile", "src/a"]);
  assert.deepEqual(inside("app", "app/a"), ["app", "app/a"]);
  assert.deepEqual(inside(), []);
});

/// An archive, with the sizes that it says.
async function zip(entries: readonly { path: string; text: string; method?: number; size?: number }[]): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const list: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  const record = (length: number, fields: readonly (readonly [number, 2 | 4, number])[], name = new Uint8Array()) => {
    const bytes = new Uint8Array(length + name.length);
    const view = new DataView(bytes.buffer);
    for (const [offset, width, value] of fields) width === 2 ? view.setUint16(offset, value, true) : view.setUint32(offset, value, true);
    bytes.set(name, length);
    return bytes;
  };
  for (const { path, text, method = 8, size = text.length } of entries) {
    const name = new TextEncoder().encode(path);
    const plain = new TextEncoder().encode(text);
    const deflated = new Blob([plain]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const content = method === 8 ? new Uint8Array(await new Response(deflated).arrayBuffer()) : plain;
    list.push(record(46, [[0, 4, 0x02014b50], [10, 2, method], [20, 4, content.length], [24, 4, size], [28, 2, name.length], [42, 4, at]], name));
    const header = record(30, [[0, 4, 0x04034b50], [26, 2, name.length]], name);
    parts.push(header, content);
    at += header.length + content.length;
  }
  const end = record(22, [[0, 4, 0x06054b50], [10, 2, entries.length], [16, 4, at]]);
  return new Uint8Array(await new Blob([...parts, ...list, end]).arrayBuffer());
}

test("an archive gives its files", async () => {
  const text = "FROM a\n".repeat(100);
  const data = await zip([{ path: "app/", text: "", method: 0 }, { path: "app/Dockerfile", text }, { path: "app/é", text: "stored", method: 0 }]);
  const found = readZip("app.zip", data);
  assert.deepEqual(found.map((it) => [it.path, it.size]), [["app/Dockerfile", text.length], ["app/é", 6]]);
  const texts = await Promise.all(found.map(async (it) => new TextDecoder().decode(await it.bytes())));
  assert.deepEqual(texts, [text, "stored"]);
});

test("an archive that lies or is damaged is refused", async () => {
  const [liar] = readZip("app.zip", await zip([{ path: "Dockerfile", text: "FROM a\n".repeat(100), size: 10 }]));
  assert.equal(await message(liar?.bytes() ?? Promise.resolve()), "it is larger than it says");
  const [strange] = readZip("app.zip", await zip([{ path: "Dockerfile", text: "FROM a", method: 12 }]));
  assert.equal(await message(strange?.bytes() ?? Promise.resolve()), "it cannot be unpacked");
  const whole = await zip([{ path: "Dockerfile", text: "FROM a" }]);
  const damaged = (data: Uint8Array<ArrayBuffer>) => message(Promise.resolve().then(() => readZip("app.zip", data)));
  for (const data of [new Uint8Array(), new Uint8Array(100), whole.slice(20), whole.slice(0, -1)]) {
    assert.equal(await damaged(data), "app.zip cannot be read: it is no ZIP archive, or a damaged one.");
  }
});
