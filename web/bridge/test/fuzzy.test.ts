import assert from "node:assert/strict";
import { test } from "node:test";
import { match } from "../src/fuzzy.ts";

const order = (query: string, titles: string[]) =>
  titles
    .flatMap((title) => {
      const found = match(query, title);
      return found ? [{ title, score: found.score }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ title }) => title);

test("letters are found in their order", () => {
  assert.deepEqual(match("tb", "Target: builder")?.places, [0, 8]);
  assert.equal(match("bt", "Tab"), null);
  assert.deepEqual(match(" ", "Tab"), { score: 0, places: [] });
});

test("letters that stand together and begin words come first", () => {
  assert.deepEqual(order("sha", ["Show the history again", "Share or export…"]), ["Share or export…", "Show the history again"]);
  assert.deepEqual(order("build", ["Target: builder", "Ball, unwilling"]), ["Target: builder"]);
  assert.deepEqual(match("build", "be building")?.places, [3, 4, 5, 6, 7]);
});
