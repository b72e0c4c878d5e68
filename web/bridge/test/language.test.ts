import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, fill, phrases, speak, texts } from "../src/language.ts";

test("the first language that there is counts", () => {
  assert.equal(choose([null, "fr-CA", "de-AT", "en"]), "de");
  assert.equal(choose([undefined, "EN-us", "de"]), "en");
  assert.equal(choose(["fr", "den"]), "en");
  assert.equal(choose([]), "en");
});

test("values stand where the language has them, and a number chooses the form", () => {
  assert.equal(fill("{b} of {a}, {b}", { a: 1, b: "$&" }), "$& of 1, $&");
  assert.deepEqual([0, 1, 2].map((n) => fill("{n} file | {n} files", { n })), ["0 files", "1 file", "2 files"]);
});

test("a translation counts until the language changes, and lacks nothing", () => {
  const say = texts("part", { close: "Close", of: "{a} of {b}" } as const);
  speak("de", { page: "", part: { close: "Schließen" }, codemirror: { Find: "Suchen" } } as never);
  assert.deepEqual([say("close"), say("of", { a: 1, b: 2 }), phrases()["Find"]], ["Schließen", "1 of 2", "Suchen"]);
  speak("en", null);
  assert.deepEqual([say("close"), phrases()["Find"]], ["Close", undefined]);
});
