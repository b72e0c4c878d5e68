import assert from "node:assert/strict";
import { test } from "node:test";
import { unpack } from "../src/unpack.ts";

// "FROM alpine\n" ten times, as `cargo xtask dist` writes it; its test has the same text.
const PACKED = "{H[).DxeV+Im7Ju!_aHL+LH0:|;*h[q~P|(+/QAd+n=iqt^J:/K|Ne4rxE=3Q1oXSnN53#!!0[y@a1~VVG%FL!CC/#!!2:0";

test("bytes come back as they were", async () => {
  const expected = "FROM alpine\n".repeat(10);
  assert.equal(new TextDecoder().decode(await unpack(PACKED)), expected);
  assert.equal(new TextDecoder().decode(await unpack(`\n${PACKED.slice(0, 7)}\n${PACKED.slice(7)}\n`)), expected);
});

test("damaged bytes are refused", async () => {
  await assert.rejects(unpack(PACKED.slice(0, 16)));
  for (const damaged of ["?", "<", "é", `${PACKED.slice(0, -1)}"`]) await assert.rejects(unpack(damaged));
});
