// A fix of a suggestion is made at once, and taken back at once.

import { open } from "./playground.mjs";

const TEXT = "FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\nMAINTAINER me\n";

async function undone(playground, text) {
  await playground.content.focus();
  await playground.page.keyboard.press("ControlOrMeta+z");
  await playground.hasText(text);
}

export async function a_fix_changes_the_text_its_finding_goes_and_one_undo_brings_it_back({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.show("advice");
  const finding = playground.finding("the package lists can be older than the install");
  await finding.getByRole("button", { name: "Update and install in one layer" }).click();
  await finding.waitFor({ state: "detached" });
  const fixed = await playground.text();
  assert.match(fixed, /RUN apt-get update && (\\\n\s*)?apt-get install/);
  assert.equal((fixed.match(/^RUN/gm) ?? []).length, 1);
  await undone(playground, TEXT);
  await finding.waitFor();
  await playground.page.keyboard.press("ControlOrMeta+y");
  await playground.hasText(fixed);
}

export async function a_fix_after_typing_is_a_step_of_its_own({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.typeAtEnd("USER me");
  const typed = `${TEXT}USER me`;
  await playground.hasText(typed);
  await playground.show("advice");
  await playground.find(".fix button", { hasText: "Make it a label" }).click();
  await playground.finding("Maintainer instruction is deprecated").waitFor({ state: "detached" });
  await undone(playground, typed);
}

export async function every_fix_of_a_list_can_be_applied_one_after_the_other({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine AS build\nENV A 1\nWORKDIR app\nCMD echo hi\nfrom build\n");
  await playground.show("advice");
  const fixes = playground.find(".fix button");
  await fixes.first().waitFor();
  for (let left = await fixes.count(); left > 0; left = await fixes.count()) {
    const before = await playground.text();
    await fixes.first().click();
    await playground.page.waitForFunction(([it, before]) => it.text !== before, [await playground.element.elementHandle(), before]);
  }
  const text = await playground.text();
  assert.match(text, /^ENV A=1$/m);
  assert.match(text, /^WORKDIR \/app$/m);
  assert.match(text, /^FROM build$/m);
}

export async function a_fix_that_may_change_the_image_says_so({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.show("advice");
  const fix = playground.find(".fix", { hasText: "Make it a label" });
  assert.match(await fix.textContent(), /may change what the image does/);
}

export async function the_editor_offers_the_fix_at_the_caret({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.find(".cm-lintRange").first().waitFor();
  await playground.page.keyboard.press("ControlOrMeta+End");
  await playground.page.keyboard.press("ArrowUp");
  await playground.page.keyboard.press("ControlOrMeta+.");
  await playground.find(".st-fixes [role=menuitem]", { hasText: "Make it a label" }).waitFor();
  await playground.page.keyboard.press("Enter");
  await playground.find(".st-fixes").waitFor({ state: "detached" });
  assert.doesNotMatch(await playground.text(), /^MAINTAINER/m);
  await undone(playground, TEXT);
}

export async function a_rule_has_its_page_under_the_suggestion({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.show("advice");
  const page = playground.finding("the package lists can be older").locator("details.page");
  await page.locator("summary").click();
  await page.locator(".prose pre.good").first().waitFor();
  assert.ok((await page.locator(".prose pre").count()) >= 2);
}

export async function a_rule_page_that_did_not_arrive_is_asked_for_again({ browser, site, allow }) {
  allow(/rules-|Failed to load resource/);
  const playground = await open(browser, site);
  await playground.page.route("**/data/rules-*", (it) => it.abort());
  await playground.paste(TEXT);
  await playground.show("advice");
  const page = playground.finding("the package lists can be older").locator("details.page");
  await page.locator("summary").click();
  await page.locator(".prose", { hasText: "did not arrive" }).waitFor();
  await playground.page.unroute("**/data/rules-*");
  await page.locator("summary").click();
  await page.locator("summary").click();
  await page.locator(".prose pre.good").first().waitFor();
}
