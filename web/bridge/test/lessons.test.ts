import assert from "node:assert/strict";
import { test } from "node:test";
import { isLessons, ownAddress } from "../src/lessons.ts";
import { openFiles } from "../src/opened.ts";

test("a link loads lessons of its own site only", () => {
  const base = "https://play.example/a/index.html";
  for (const [value, address] of [
    ["class.txt", "https://play.example/a/class.txt"],
    ["/class.txt", "https://play.example/class.txt"],
    ["https://play.example/x", "https://play.example/x"],
    ["https://evil.example/x", null],
    ["//evil.example/x", null],
    ["http://play.example/x", null],
    ["javascript:alert(1)", null],
    ["data:text/plain,title: A", null],
    ["https://", null],
  ] as const) {
    assert.equal(ownAddress(value, base), address, value);
  }
  assert.equal(ownAddress("class.txt", "file:///home/me/stagescope.html"), null);
});

test("a text that begins as lessons do is one", async () => {
  for (const text of ["title: A\n", "\n=== 1-a/1-b\n", "course: A\n", "ask: stages\n"]) assert.ok(isLessons(text), text);
  for (const text of ["FROM a\n# title: A", "# title: A", "", "titles: A"]) assert.ok(!isLessons(text), text);
  const file = (text: string) => ({ path: "a.md", size: text.length, bytes: async () => new TextEncoder().encode(text) });
  const opened = await openFiles([file("title: A\r\nkind: read\r\n")]);
  assert.deepEqual([opened.lessons, opened.dockerfile], ["title: A\nkind: read\n", null]);
  assert.equal((await openFiles([file("FROM a\n")])).lessons, null);
});
