// Everything that can be done is found by a few letters, and every key of the page is listed.

import { exactly, hasFocus, open, words } from "./playground.mjs";

async function openPalette(playground) {
  await playground.page.keyboard.press("ControlOrMeta+k");
  await playground.find(".palette-input").waitFor();
}

export async function letters_find_a_command_and_enter_does_it({ browser, site, assert }) {
  const playground = await open(browser, site);
  const { keyboard } = playground.page;
  await openPalette(playground);
  await hasFocus(playground.find(".palette-input"));
  await keyboard.type("tgt bui");
  const options = playground.find(".palette [role=option]");
  assert.equal((await words(options))[0], "Target: builderBuild");
  assert.equal(await options.first().getAttribute("aria-selected"), "true");
  assert.equal(await playground.find(".palette-input").getAttribute("aria-activedescendant"), await options.first().getAttribute("id"));
  await keyboard.press("Enter");
  await playground.find("dialog.palette").waitFor({ state: "detached" });
  await playground.command.filter({ hasText: "--target builder" }).waitFor();
}

export async function arrows_walk_the_commands_and_a_click_does_one({ browser, site, assert }) {
  const playground = await open(browser, site);
  const { keyboard } = playground.page;
  await openPalette(playground);
  const selected = () => playground.find('.palette [aria-selected="true"]').textContent();
  const first = await selected();
  await keyboard.press("ArrowDown");
  assert.notEqual(await selected(), first);
  await keyboard.press("ArrowUp");
  await keyboard.press("ArrowUp");
  const options = playground.find(".palette [role=option]");
  assert.equal(await selected(), await options.last().textContent());
  await keyboard.type("qqqq");
  await playground.find(".palette-none").waitFor();
  await playground.find(".palette [role=status]", { hasText: exactly("0 commands") }).waitFor({ state: "attached" });
  await playground.find(".palette-input").fill("show the build");
  await options.first().click();
  await playground.find('#tab-build[aria-selected="true"]').waitFor();
}

export async function examples_fixes_views_and_the_editor_are_among_the_commands({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine\nENV A 1\n");
  const choose = async (letters) => {
    await openPalette(playground);
    await playground.page.keyboard.type(letters);
    await playground.page.keyboard.press("Enter");
    await playground.find("dialog.palette").waitFor({ state: "detached" });
  };
  await choose("fix all");
  await playground.hasText("FROM alpine\nENV A=1\n");
  await choose("undo");
  await playground.hasText("FROM alpine\nENV A 1\n");
  await choose("find and repl");
  await playground.find(".cm-search").waitFor();
  await choose("share or");
  await playground.find(".menu-share[open]").waitFor();
  await choose("theme dark");
  await playground.find('[data-theme="dark"] .app').waitFor();
  await choose("before and after");
  await playground.find(".introduction", { hasText: "Before and after" }).waitFor();
  await playground.page.reload();
  await playground.drawn();
  await playground.find('[data-theme="dark"] .app').waitFor();
  assert.ok(true);
}

export async function escape_closes_the_palette_and_the_focus_goes_back({ browser, site }) {
  const playground = await open(browser, site);
  await playground.content.focus();
  await openPalette(playground);
  await playground.page.keyboard.press("Escape");
  await playground.find("dialog.palette").waitFor({ state: "detached" });
  await hasFocus(playground.content);
  await playground.find(".open-palette").click();
  await playground.find(".palette-input").waitFor();
}

export async function the_help_lists_the_keys_and_a_question_mark_in_a_text_is_one({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine\n");
  await playground.typeAtEnd("?");
  await playground.hasText("FROM alpine\n?");
  assert.equal(await playground.find("dialog.help").count(), 0);
  await playground.find("#tab-image").focus();
  await playground.page.keyboard.press("?");
  await playground.find("dialog.help dl > div").first().waitFor();
  const rows = await words(playground.find("dialog.help dl > div"));
  for (const row of ["Ctrl+KAll commands", "wWhy is it needed?", "F8Next suggestion"]) {
    assert.ok(rows.some((it) => it.toLowerCase() === row.toLowerCase()), `${row} in ${rows.join("; ")}`);
  }
  await playground.find("dialog.help button").click();
  await playground.find("dialog.help").waitFor({ state: "detached" });
}

export async function a_widget_has_a_palette_of_its_own_and_leaves_the_keys_of_the_page({ browser, embed, assert }) {
  const page = await browser.newPage();
  await page.goto(embed);
  const widget = page.locator("#compiled");
  await widget.scrollIntoViewIfNeeded();
  await widget.locator(".cm-line").first().waitFor();
  await page.keyboard.press("ControlOrMeta+k");
  await widget.locator(".cm-content").focus();
  assert.equal(await page.locator("dialog.palette").count(), 0);
  await page.keyboard.press("ControlOrMeta+k");
  await widget.locator(".palette-input").waitFor();
  assert.equal(await widget.locator(".palette [role=option]", { hasText: "Example:" }).count(), 0);
}

export async function a_form_is_exported_by_one_command({ browser, site, assert }) {
  const playground = await open(browser, site);
  await openPalette(playground);
  await playground.page.keyboard.type("export mermaid");
  const download = playground.page.waitForEvent("download");
  await playground.page.keyboard.press("Enter");
  assert.equal((await download).suggestedFilename(), "stages.mmd");
}
