import assert from "node:assert/strict";
import { test } from "node:test";
import { perform } from "../src/remote.ts";

function element() {
  const attributes = new Map<string, string>();
  return {
    attributes,
    text: "FROM a",
    setAttribute: (name: string, value: string) => void attributes.set(name, value),
    removeAttribute: (name: string) => void attributes.delete(name),
    setText: async (_text: string) => {},
    report: async () => ({ stages: [] }),
    link: async () => "#v=1",
  };
}

test("a method is answered under the number of its message", async () => {
  assert.deepEqual(await perform(element(), { id: 7, method: "text" }), { id: 7, result: "FROM a" });
  assert.deepEqual(await perform(element(), { id: "a", method: "report", params: [] }), { id: "a", result: { stages: [] } });
});

test("attributes are set and taken away", async () => {
  const it = element();
  await perform(it, { id: 1, method: "setTarget", params: ["test"] });
  assert.equal(it.attributes.get("target"), "test");
  await perform(it, { id: 2, method: "setTarget", params: [null] });
  assert.equal(it.attributes.has("target"), false);
});

test("what is forged gets an error and nothing else", async () => {
  const hostile: unknown[] = [
    null, undefined, 7, "text", [], { method: "text".repeat(9) }, { id: 1, method: "constructor" }, { id: 1, method: "__proto__" },
    { id: 1, method: "innerHTML", params: ["<img onerror=alert(1)>"] }, { id: 1, method: "setAttribute", params: ["onclick", "alert(1)"] },
    { id: 1, method: "setText" }, { id: 1, method: "setText", params: [{}] }, { id: 1, method: "setText", params: ["x".repeat(2 ** 20 + 1)] },
    { id: 1, method: "setTarget", params: [["a"]] }, { id: 1, method: ["text"] },
  ];
  for (const message of hostile) {
    const it = element();
    const answer = await perform(it, message);
    assert.equal(typeof answer.error, "string", JSON.stringify(message));
    assert.equal(it.attributes.size, 0);
  }
});
