import assert from "node:assert/strict";
import { test } from "node:test";
import type { StagescopePlayground as Declared } from "../../embed.d.ts";
import { changedArguments } from "../src/attributes.ts";
import type { StagescopePlayground } from "../src/element.ts";
import { siteAddress } from "../src/site.ts";
import { themeOf } from "../src/theme-switch.ts";

test("the theme is that which the page around has chosen", () => {
  const nothing = { theme: undefined, scheme: undefined, classes: [] };
  assert.equal(themeOf(nothing), null);
  assert.equal(themeOf({ ...nothing, theme: "dark" }), "dark");
  assert.equal(themeOf({ ...nothing, theme: "sepia" }), null);
  assert.equal(themeOf({ ...nothing, scheme: "slate" }), "dark");
  assert.equal(themeOf({ ...nothing, scheme: "default" }), "light");
  assert.equal(themeOf({ ...nothing, classes: ["js", "navy"] }), "dark");
  assert.equal(themeOf({ ...nothing, classes: ["rust"] }), "light");
});

test("only build arguments that changed are said again", () => {
  assert.deepEqual(changedArguments("A=1,B=2", "A=1,B=3,C=4"), [["B", "3"], ["C", "4"]]);
  assert.deepEqual(changedArguments("A=1", null), [["A", undefined]]);
});

test("a site is an address that a browser may open", () => {
  assert.equal(siteAddress("https://a.example/play/#x", "https://docs.example/"), "https://a.example/play/");
  assert.equal(siteAddress("../play/", "https://docs.example/a/b/"), "https://docs.example/a/play/");
  for (const none of [null, "javascript:alert(1)", "data:text/html,x", "https://"]) assert.equal(siteAddress(none, "https://a.example/"), null);
});

test("the element has what its types promise", () => {
  // Checked by the compiler: the element is not loaded here.
  const promised = (element: StagescopePlayground): Declared => element;
  assert.equal(promised.length, 1);
});
