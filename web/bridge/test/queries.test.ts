import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "@codemirror/state";
import { queries } from "../src/queries.ts";

function asked(doc: string): string[] {
  const state = EditorState.create({ doc });
  return queries(state).map(({ at }) => state.sliceDoc(at, at + 3));
}

test("a caret in a comment asks about what stands above it", () => {
  assert.deepEqual(asked("FROM golang AS web\n#    ^?"), ["gol"]);
  assert.deepEqual(asked("FROM golang AS web\n#    ^?\n#              ^?\nRUN a"), ["gol", "web"]);
});

test("a caret that points at nothing, or is no question, asks nothing", () => {
  assert.deepEqual(asked("FROM a\n#            ^?"), []);
  assert.deepEqual(asked("FROM a\n# ^"), []);
  assert.deepEqual(asked("# ^?\nFROM a"), []);
  assert.deepEqual(asked("FROM a\nRUN echo ^?"), []);
});
