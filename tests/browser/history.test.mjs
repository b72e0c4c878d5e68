// No work is lost: what the browser keeps, the History dialog, and several tabs.

import { hasFocus, open, Playground, words } from "./playground.mjs";

const ONE = "FROM alpine:3.22 AS one\nRUN echo first\n";
const TWO = "FROM busybox AS two\nCOPY . .\n";

/// Opens the history of a page and waits for its first entry.
async function openHistory(playground) {
  await playground.find(".open-history").click();
  await playground.find(".history[open] form").waitFor();
  return playground.find(".history");
}

const titles = (dialog) => words(dialog.locator(".choice code"));

/// A second page beside the first, in a tab of its own.
async function beside(playground, address) {
  const page = await playground.page.context().newPage();
  await page.goto(address);
  const other = new Playground(page, page.locator("stagescope-playground").first());
  await other.drawn();
  return other;
}

/// What is kept for all tabs: names and values.
const kept = (playground) =>
  playground.page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("stagescope.site.")));

export async function a_typed_text_survives_an_opened_link_and_more_typing({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(ONE);
  await playground.page.evaluate(() => (location.hash = "#v=1&d=t.FROM%20busybox%20AS%20linked"));
  await playground.node("linked").waitFor();
  await playground.typeAtEnd("\nRUN typed");
  await playground.hasText("FROM busybox AS linked\nRUN typed");
  const dialog = await openHistory(playground);
  assert.deepEqual(await titles(dialog), ["FROM busybox AS linked", "FROM alpine:3.22 AS one"]);
  await dialog.locator(".choice").nth(1).click();
  assert.equal(await dialog.locator("pre").textContent(), ONE);
}

export async function a_link_that_was_only_opened_stays_when_it_is_left({ browser, site, assert }) {
  const playground = await open(browser, `${site}#v=1&d=t.FROM%20busybox%20AS%20linked`);
  await (await playground.openMenu("example")).locator(".choice", { hasText: "Conditional stages" }).click();
  await playground.find(".introduction", { hasText: "Conditional stages" }).waitFor();
  // An example as it comes is in the menu, and need not be kept.
  await (await playground.openMenu("example")).locator(".choice", { hasText: "Before and after" }).click();
  await playground.find(".introduction", { hasText: "Before and after" }).waitFor();
  assert.deepEqual(await titles(await openHistory(playground)), ["FROM busybox AS linked"]);
}

export async function a_text_that_is_pasted_over_stays({ browser, site, assert }) {
  const playground = await open(browser, site);
  for (const text of [ONE, TWO, ""]) await playground.paste(text);
  assert.deepEqual(await titles(await openHistory(playground)), ["FROM busybox AS two", "FROM alpine:3.22 AS one"]);
}

export async function restoring_is_one_undo_step_and_keeps_what_it_replaces({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(ONE);
  await playground.find("#tab-dockerignore").click();
  await playground.find("textarea.ignore").fill("secret\n");
  await playground.find("#tab-dockerfile").click();
  await playground.paste(TWO);
  await playground.find("#tab-dockerignore").click();
  await playground.find("textarea.ignore").fill("");
  let dialog = await openHistory(playground);
  await dialog.locator(".choice", { hasText: "AS one" }).click();
  assert.deepEqual(await dialog.locator("pre").allTextContents(), [ONE, "secret\n"]);
  await dialog.locator("button", { hasText: "Restore" }).click();
  await dialog.locator("form").waitFor({ state: "detached" });
  await playground.hasText(ONE);
  await playground.find(".host").waitFor({ state: "visible" });
  await playground.find("[role=status]", { hasText: "Restored." }).waitFor({ state: "attached" });
  assert.equal(await playground.page.evaluate(() => getComputedStyle(document.querySelector("stagescope-playground").shadowRoot.querySelector("dialog")).display), "none");
  await playground.content.focus();
  await playground.page.keyboard.press("ControlOrMeta+z");
  await playground.hasText(TWO);
  dialog = await openHistory(playground);
  assert.deepEqual((await titles(dialog)).sort(), ["FROM alpine:3.22 AS one", "FROM busybox AS two", "FROM busybox AS two"]);
}

export async function an_edit_of_a_minute_is_one_snapshot_and_thirty_are_kept({ browser, site, assert }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(site);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  await playground.drawn();
  await playground.paste(ONE);
  await playground.typeAtEnd("RUN echo");
  await playground.hasText(`${ONE}RUN echo`);
  assert.equal((await kept(playground)).length, 1);
  for (let number = 0; number < 32; number += 1) {
    await page.clock.fastForward(60_000);
    await playground.typeAtEnd(` ${number}`);
  }
  await playground.find(".cm-line", { hasText: / 31$/ }).waitFor();
  const all = await kept(playground);
  assert.equal(all.length, 30);
  assert.ok(!all.some(([, text]) => text.endsWith("echo 0 1")) && all.some(([, text]) => text.endsWith("echo 0 1 2")));
  assert.equal(await (await openHistory(playground)).locator(".choice").count(), 30);
}

export async function two_tabs_do_not_write_over_each_other({ browser, site, assert }) {
  const first = await open(browser, site);
  const second = await beside(first, site);
  await first.paste(ONE);
  await second.paste(TWO);
  await first.typeAtEnd("RUN more");
  await first.hasText(`${ONE}RUN more`);
  await second.typeAtEnd("RUN other");
  await second.hasText(`${TWO}RUN other`);
  // The address would bring each text back on its own.
  for (const [tab, text] of [[first, `${ONE}RUN more`], [second, `${TWO}RUN other`]]) {
    await tab.page.goto("about:blank");
    await tab.page.goto(site);
    await tab.drawn();
    assert.equal(await tab.text(), text);
    assert.deepEqual((await titles(await openHistory(tab))).sort(), ["FROM alpine:3.22 AS one", "FROM busybox AS two"]);
  }
  // A new tab goes on with what was changed last.
  const third = await beside(first, site);
  assert.equal(await third.text(), `${TWO}RUN other`);
}

export async function what_was_typed_just_before_a_reload_wins_over_the_address({ browser, site, assert }) {
  const link = `${site}#v=1&d=t.${encodeURIComponent(ONE)}`;
  const playground = await open(browser, link);
  await playground.typeAtEnd("RUN last");
  await playground.hasText(`${ONE}RUN last`);
  assert.equal(playground.page.url(), link);
  await playground.page.reload();
  await playground.drawn();
  assert.equal(await playground.text(), `${ONE}RUN last`);
}

export async function a_link_that_is_opened_again_is_what_it_says({ browser, site, assert }) {
  const playground = await open(browser, `${site}#v=1&d=t.${encodeURIComponent(ONE)}`);
  await playground.typeAtEnd("RUN last");
  await playground.page.waitForFunction(() => location.hash.startsWith("#v=1&d=z."));
  await playground.page.evaluate((text) => (location.hash = `#v=1&d=t.${encodeURIComponent(text)}`), ONE);
  await playground.hasText(ONE);
  await playground.page.reload();
  await playground.drawn();
  assert.equal(await playground.text(), ONE);
}

export async function storage_that_refuses_is_said_once_and_stops_nothing({ browser, site, assert }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const page = await context.newPage();
  await page.goto(site);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  await playground.drawn();
  assert.equal(await playground.find(".note.notice").count(), 0);
  await playground.paste(ONE);
  await playground.find(".note.notice", { hasText: "not kept" }).waitFor();
  await playground.node("one").waitFor();
  await playground.find(".note.notice button").click();
  await playground.paste(TWO);
  await playground.node("two").waitFor();
  assert.equal(await playground.find(".note.notice").count(), 0);
  assert.match(await (await openHistory(playground)).textContent(), /Nothing is kept/);
}

export async function the_history_is_used_with_the_keyboard_alone({ browser, site, assert }) {
  const playground = await open(browser, site);
  for (const text of [ONE, TWO]) await playground.paste(text);
  await playground.find(".open-history").focus();
  await playground.page.keyboard.press("Enter");
  const radios = playground.find(".history input[type=radio]");
  await hasFocus(radios.first());
  await playground.page.keyboard.press("ArrowDown");
  await hasFocus(radios.nth(1));
  await playground.find(".history pre", { hasText: "echo first" }).waitFor();
  await playground.page.keyboard.press("Tab");
  await hasFocus(playground.find(".history pre"));
  await playground.page.keyboard.press("Escape");
  await playground.find(".history form").waitFor({ state: "detached" });
  await hasFocus(playground.find(".open-history"));
  assert.equal(await playground.text(), TWO);
  await playground.page.keyboard.press("Enter");
  await hasFocus(radios.first());
  await playground.page.keyboard.press("ArrowDown");
  await playground.page.keyboard.press("Enter");
  await playground.hasText(ONE);
}

export async function all_that_is_kept_can_be_deleted({ browser, site, assert }) {
  const playground = await open(browser, site);
  for (const text of [ONE, TWO]) await playground.paste(text);
  const dialog = await openHistory(playground);
  await dialog.locator("button", { hasText: "Delete all" }).click();
  await dialog.locator("p", { hasText: "Delete 2 texts?" }).waitFor();
  await dialog.locator("button", { hasText: "Cancel" }).click();
  assert.equal((await kept(playground)).length, 2);
  await dialog.locator("button", { hasText: "Delete all" }).click();
  await dialog.locator("button", { hasText: /^Delete$/ }).click();
  await dialog.locator(".empty", { hasText: "Nothing is kept" }).waitFor();
  assert.deepEqual(await kept(playground), []);
  await dialog.locator("button[aria-label='Close the history']").click();
  await dialog.locator("form").waitFor({ state: "detached" });
  assert.equal(await playground.text(), TWO);
}

export async function a_widget_has_no_history({ browser, embed, assert }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(embed);
  const widget = new Playground(page, page.locator("#compiled"));
  await widget.element.scrollIntoViewIfNeeded();
  await widget.drawn();
  assert.equal(await widget.find(".open-history").count(), 0);
}
