import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, placed, readPanes, START } from "../src/panes.ts";

test("a bar leaves both sides room, or folds one up", () => {
  assert.deepEqual([50, 42.126, 3, 10, 99, -5].map(placed), [50, 42.1, 0, 18, 82, 0]);
});

test("arrows move a bar, Enter folds up and opens again", () => {
  assert.equal(moved("cols", "ArrowRight", 42, 42), 44);
  assert.equal(moved("cols", "ArrowLeft", 42, 42), 40);
  assert.equal(moved("cols", "ArrowUp", 42, 42), null);
  assert.equal(moved("rows", "ArrowUp", 18, 18), 0);
  assert.equal(moved("rows", "ArrowDown", 0, 30), 18);
  assert.equal(moved("rows", "Enter", 30, 30), 0);
  assert.equal(moved("rows", "Enter", 0, 30), 30);
  assert.deepEqual([moved("cols", "Home", 42, 42), moved("cols", "End", 42, 42)], [0, 82]);
});

test("what was kept is read with care", () => {
  assert.deepEqual(readPanes("30 0"), { cols: 30, rows: 0 });
  assert.deepEqual(readPanes(""), START);
  assert.deepEqual(readPanes("x 999"), { cols: START.cols, rows: 82 });
});
