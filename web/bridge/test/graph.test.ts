import assert from "node:assert/strict";
import { test } from "node:test";
import { first, kept, rolled, whole, zoomed } from "../src/graph.ts";

const pane = { width: 800, height: 300 };

test("a small graph fills its pane a little and stands in the middle", () => {
  const place = whole(pane, { width: 200, height: 100 });
  assert.equal(place.scale, 1.15);
  assert.deepEqual([place.x, place.y].map(Math.round), [285, 93]);
});

test("a graph that cannot be read as a whole is first seen around its target", () => {
  const graph = { width: 8000, height: 200 };
  assert.ok(whole(pane, graph).scale < 0.11);
  const at = (x: number) => first(pane, graph, { x, y: 50, width: 100, height: 80 });
  assert.equal(at(4000).scale, 0.7);
  assert.equal(Math.round(at(4000).x + 4050 * 0.7), 400);
  // It does not go beyond its ends, and is in the middle along the side that it fits.
  assert.equal(at(0).x, 0);
  assert.equal(Math.round(at(7900).x), Math.round(800 - 8000 * 0.7));
  assert.equal(at(0).y, 80);
  assert.deepEqual(first(pane, { width: 700, height: 200 }, { x: 0, y: 0, width: 1, height: 1 }), whole(pane, { width: 700, height: 200 }));
});

test("the point that is zoomed at stays where it is", () => {
  const before = { x: 10, y: 20, scale: 1 };
  const after = zoomed(before, 2, 110, 70);
  assert.deepEqual(after, { x: -90, y: -30, scale: 2 });
  assert.equal(zoomed(before, 100, 0, 0).scale, 3);
  assert.equal(zoomed(before, 0, 0, 0).scale, 0.08);
});

test("the drawing is never lost", () => {
  const graph = { width: 400, height: 200 };
  assert.deepEqual(kept({ x: 9000, y: -9000, scale: 1 }, pane, graph), { x: 740, y: -140, scale: 1 });
  assert.deepEqual(kept({ x: 5, y: 6, scale: 1 }, pane, graph), { x: 5, y: 6, scale: 1 });
});

test("a wheel moves what is larger than its pane, to its end and no further", () => {
  assert.equal(rolled(0, 50, 300, 200), 0);
  assert.equal(rolled(0, 50, 300, 600), -50);
  assert.equal(rolled(-300, 50, 300, 600), -314);
  assert.equal(rolled(-314, 50, 300, 600), -314);
  assert.equal(rolled(14, -50, 300, 600), 14);
});
