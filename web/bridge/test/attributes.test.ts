import assert from "node:assert/strict";
import { test } from "node:test";
import { codeText, oneOf, parseArguments, parseHeight } from "../src/attributes.ts";

test("build arguments are separated by commas", () => {
  assert.deepEqual(parseArguments("A=1, B=two words ,C="), [["A", "1"], ["B", "two words"], ["C", ""]]);
  assert.deepEqual(parseArguments("URL=https://a.example/?q=1"), [["URL", "https://a.example/?q=1"]]);
});

test("on lines of their own they may hold commas", () => {
  assert.deepEqual(parseArguments("\n  A=1,2\r\n  B=3\n"), [["A", "1,2"], ["B", "3"]]);
});

test("what is no build argument is left out", () => {
  assert.deepEqual(parseArguments(null), []);
  assert.deepEqual(parseArguments(""), []);
  assert.deepEqual(parseArguments(",A,=1, =2,"), []);
});

test("of two with the same name the later counts", () => {
  assert.deepEqual(parseArguments("A=1,B=2,A=3"), [["A", "3"], ["B", "2"]]);
});

test("an attribute is one of the known values or not given", () => {
  assert.equal(oneOf("image", ["stages", "image"]), "image");
  assert.equal(oneOf("IMAGE", ["stages", "image"]), null);
  assert.equal(oneOf(null, ["stages"]), null);
});

test("one line break after the opening tag is markup", () => {
  assert.equal(codeText("\nFROM a\n"), "FROM a\n");
  assert.equal(codeText("\r\n\nFROM a"), "\nFROM a");
  assert.equal(codeText("FROM a"), "FROM a");
});

test("heights", () => {
  assert.equal(parseHeight("480"), "480px");
  assert.equal(parseHeight(" 60dvh "), "60dvh");
  for (const none of [null, "", "auto", "-1px", "1px;color:red", "calc(1px)"]) assert.equal(parseHeight(none), null);
});
