// Settings and questions in the comments of a text.

import { exactly, open } from "./playground.mjs";

const TEXT = "# @target builder\n# @arg VERSION=9\nARG VERSION=1\nFROM alpine:$VERSION AS builder\n#           ^?\nFROM alpine AS final\n";

export async function comments_set_the_build_and_a_choice_counts_more({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.command.filter({ hasText: "--target builder" }).waitFor();
  assert.match(await playground.command.textContent(), /--build-arg VERSION=9/);
  const sheet = await playground.openMenu("target");
  await sheet.getByText("A comment of the text sets it, line 1. What is chosen here counts more.").waitFor();
  await sheet.locator(".choice", { hasText: "final" }).click();
  await playground.command.filter({ hasText: "--target final" }).waitFor();
  await playground.openMenu("target");
  await sheet.locator("code", { hasText: exactly("builder") }).waitFor();
  await sheet.getByText("Do as the comment says").click();
  await playground.command.filter({ hasText: "--target builder" }).waitFor();
  await playground.openMenu("build");
  await playground.find(".arguments .line", { hasText: "set in line 2" }).waitFor();
  assert.equal(await playground.find(".arguments input").getAttribute("placeholder"), "9");
}

export async function a_link_holds_what_was_chosen_and_the_text_the_rest({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.page.waitForFunction(() => location.hash.includes("d=z.") && !location.hash.includes("target"));
  await playground.page.reload();
  await playground.drawn();
  await playground.command.filter({ hasText: "--target builder" }).waitFor();
}

export async function a_question_in_a_comment_is_answered_below_it({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  const answer = playground.find(".st-answer");
  await answer.filter({ hasText: "VERSION = 9" }).waitFor();
  assert.equal(await answer.getAttribute("lang"), "en");
  await playground.paste(TEXT.replace("# @arg VERSION=9\n", ""));
  await answer.filter({ hasText: "VERSION = 1" }).waitFor();
  await playground.paste(TEXT.replace("^?", ""));
  await answer.waitFor({ state: "detached" });
}

export async function settings_are_completed({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine AS builder\n");
  await playground.typeAtEnd("# @ta");
  await playground.find(".cm-tooltip-autocomplete", { hasText: "@target" }).waitFor();
  await playground.page.keyboard.press("Tab");
  await playground.find(".cm-tooltip-autocomplete", { hasText: "builder" }).waitFor();
  await playground.page.keyboard.press("Tab");
  await playground.hasText("FROM alpine AS builder\n# @target builder");
}
