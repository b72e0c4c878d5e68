// The page comes in two steps: what it begins with, and the rest, which follows at once. See "Why does the page come in two steps?" in DECISIONS.md.

import { Playground, hasFocus } from "./playground.mjs";

/// What the page names and so begins with.
async function first(site) {
  const page = await (await fetch(site)).text();
  return new Set(page.match(/stagescope-\w+\.(?:js|wasm)/g));
}

/// Opens the site without the rest of it; `release` lets that come.
async function beginning({ browser, site }) {
  const [page, known] = [await browser.newPage({ viewport: { width: 1440, height: 900 } }), await first(site)];
  const held = [];
  let isHeld = true;
  await page.route(/\/stagescope-\w+\.(js|wasm)$/, (route) => {
    const name = route.request().url().split("/").pop();
    if (isHeld && !known.has(name)) held.push(route);
    else void route.continue();
  });
  await page.goto(site);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  const release = async () => {
    isHeld = false;
    await Promise.all(held.map((it) => it.continue()));
    await playground.find(".app.whole").waitFor();
  };
  return { playground, release };
}

export async function the_first_screen_answers_without_the_rest({ browser, site, assert }) {
  const { playground, release } = await beginning({ browser, site });
  await playground.find(".node", { hasText: "builder" }).waitFor();
  await playground.find(".layers .row", { hasText: "COPY --from=builder" }).waitFor();
  const field = playground.find(".plain-editor");
  assert.match(await field.inputValue(), /^# builder is the full Python image/);
  await field.fill("FROM alpine:latest AS tools\nFROM scratch\nCOPY --from=tools /bin /bin\n");
  await playground.find(".node", { hasText: "tools" }).waitFor();
  // What is not there says so.
  await playground.find(".layers .row", { hasText: "COPY --from=tools" }).locator(".size", { hasText: "Loading" }).waitFor();
  await playground.find("#tab-advice").click();
  await playground.find(".result .hint", { hasText: "Loading" }).waitFor();
  await release();
  await playground.find(".finding").first().waitFor();
  await playground.find(".result .hint", { hasText: "Loading" }).waitFor({ state: "detached" });
  await playground.find("#tab-image").click();
  await playground.find(".layers .row .size", { hasText: "Loading" }).first().waitFor({ state: "detached" });
}

export async function a_part_that_does_not_arrive_is_told({ browser, site, allow }) {
  allow(/ERR_FAILED|Failed to fetch/);
  const [page, known] = [await browser.newPage({ viewport: { width: 1440, height: 900 } }), await first(site)];
  await page.route(/\/stagescope-\w+\.wasm$/, (route) => (known.has(route.request().url().split("/").pop()) ? route.continue() : route.abort()));
  await page.clock.install();
  await page.goto(site);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  const told = playground.find(".note.notice", { hasText: "A part of the page did not arrive" });
  // It is asked for again and again, with twenty seconds between.
  while (!(await told.isVisible())) await page.clock.runFor(21_000);
  await playground.find(".node", { hasText: "builder" }).waitFor();
}

export async function the_editor_takes_over_what_was_typed_selected_and_focused({ browser, site }) {
  const { playground, release } = await beginning({ browser, site });
  const field = playground.find(".plain-editor");
  await field.fill("FROM alpine\nRUN x");
  await field.evaluate((it) => it.setSelectionRange(5, 11));
  // An input method is in the middle of a word.
  await field.dispatchEvent("compositionstart");
  await release();
  await field.waitFor();
  await field.dispatchEvent("compositionend");
  await field.waitFor({ state: "detached" });
  await playground.hasText("FROM alpine\nRUN x");
  await hasFocus(playground.content);
  await playground.page.keyboard.type("debian");
  await playground.hasText("FROM debian\nRUN x");
}

export async function no_rule_and_no_package_manager_is_in_what_the_page_begins_with({ site, assert }) {
  const text = async (name) => new TextDecoder("latin1").decode(await (await fetch(site + name)).arrayBuffer());
  const wasm = [...(await first(site))].filter((it) => it.endsWith(".wasm"));
  assert.equal(wasm.length, 1);
  assert.doesNotMatch(await text(wasm[0]), /AptListsLeft|--print-uris/);
}
