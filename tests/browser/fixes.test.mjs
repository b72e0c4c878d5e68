// A fix of a suggestion is made at once, and taken back at once.

import { exactly, hasFocus, open, Playground, words } from "./playground.mjs";

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
  await finding.getByRole("button", { name: "Update and install in one layer", exact: true }).click();
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

// Two fixes are safe, one needs a look.
const SEVERAL = `${TEXT}ENV A 1\n`;

export async function all_safe_fixes_are_made_at_once_and_one_undo_brings_all_back({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(SEVERAL);
  await playground.show("advice");
  const before = await playground.findings.count();
  await playground.find(".all-fixes button", { hasText: "Fix all safe (2)" }).click();
  await playground.find(".all-fixes").waitFor({ state: "detached" });
  assert.match(await playground.text(), /^RUN apt-get update && .*\nMAINTAINER me\nENV A=1\n$/ms);
  assert.ok((await playground.findings.count()) < before);
  await playground.find("p[role=status]", { hasText: /Done: \d safe fixes/ }).waitFor({ state: "attached" });
  await undone(playground, SEVERAL);
}

export async function a_preview_of_all_fixes_shows_lines_and_effect_and_changes_nothing({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(SEVERAL);
  await playground.show("advice");
  const button = playground.find(".all-fixes > button", { hasText: exactly("Preview") });
  await button.click();
  const preview = playground.find(".fix-preview");
  assert.deepEqual(await words(preview.locator("del code")), ["RUN apt-get update", "RUN apt-get install -y curl", "ENV A 1"]);
  assert.match((await words(preview.locator("ins code"))).join("|"), /^RUN apt-get update && .*\|ENV A=1$/);
  const effects = await words(preview.locator(".effects > div"));
  assert.ok(effects.some((it) => /^Layers added ?\d → \d$/.test(it)), effects.join(", "));
  assert.ok(effects.some((it) => /^Suggestions ?\d → \d$/.test(it)), effects.join(", "));
  assert.equal(await playground.text(), SEVERAL);
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  await button.click();
  await preview.waitFor({ state: "detached" });
  await button.click();
  await preview.getByRole("button", { name: "Apply" }).click();
  await preview.waitFor({ state: "detached" });
  await undone(playground, SEVERAL);
}

export async function a_preview_of_one_fix_stands_at_its_finding_and_goes_when_the_text_changes({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(SEVERAL);
  await playground.show("advice");
  const finding = playground.finding("Maintainer instruction is deprecated");
  await finding.getByRole("button", { name: "Preview: Make it a label" }).click();
  assert.deepEqual(await words(finding.locator(".fix-preview del code")), ["MAINTAINER me"]);
  assert.equal(await playground.find(".fix-preview").count(), 1);
  await finding.locator(".fix-preview summary").click();
  await finding.locator(".fix-preview table", { hasText: "org.opencontainers" }).first().waitFor();
  await playground.typeAtEnd("ENV B=2");
  await playground.find(".fix-preview").waitFor({ state: "detached" });
}

export async function a_finding_is_silenced_for_one_instruction_or_for_the_file({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(SEVERAL);
  await playground.show("advice");
  const finding = playground.finding("Maintainer instruction is deprecated");
  const silence = async (place) => {
    await finding.locator(".menu-silence > summary").click();
    await finding.locator(".choice", { hasText: place }).click();
    await finding.waitFor({ state: "detached" });
  };
  await silence("For this instruction");
  assert.match(await playground.text(), /\n# check=skip=MaintainerDeprecated\nMAINTAINER me\n/);
  await hasFocus(playground.content);
  await undone(playground, SEVERAL);
  await finding.waitFor();
  await silence("In the whole file");
  assert.match(await playground.text(), /^# check=skip=MaintainerDeprecated\nFROM/);
  await undone(playground, SEVERAL);
}

export async function a_text_that_cannot_be_changed_has_no_fixes({ browser, site, assert }) {
  const page = await browser.newPage();
  await page.route(site, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('editor="edit"', 'editor="read"') });
  });
  await page.goto(`${site}#v=1&view=advice&d=t.${encodeURIComponent(SEVERAL)}`);
  const playground = new Playground(page, page.locator("stagescope-playground"));
  await playground.findings.first().waitFor();
  assert.equal(await playground.find(".all-fixes, .fix, .menu-silence").count(), 0);
}
