// What helps somebody who writes: completion, what a word means, definitions, another name for a stage, folding, formatting.

import { holds, open } from "./playground.mjs";

const TEXT = "ARG VERSION=3.11\nFROM python:$VERSION-slim AS build\nENV PLACE=/opt\nRUN echo $PLACE\n\nFROM python:3.11-slim\nCOPY --from=build /opt /opt\n";

/// Puts the caret behind the first of some words.
async function caretBehind(playground, words) {
  const before = (await playground.text()).split(words)[0] + words;
  const lines = before.split("\n");
  const { keyboard } = playground.page;
  await playground.content.focus();
  await keyboard.press("ControlOrMeta+Home");
  for (let line = 1; line < lines.length; line++) await keyboard.press("ArrowDown");
  await keyboard.press("Home");
  for (let column = 0; column < lines.at(-1).length; column++) await keyboard.press("ArrowRight");
}

/// Where some words of a line stand on the page.
async function placeOf(playground, line, words) {
  return await playground.line(line).evaluate((it, words) => {
    const walker = it.ownerDocument.createTreeWalker(it, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const range = it.ownerDocument.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    }
    throw new Error(`there is no ${words}`);
  }, words);
}

/// Waits until the caret is on this line.
async function isOnLine(playground, number) {
  await playground.find(".cm-activeLineGutter", { hasText: new RegExp(`^${number}$`) }).waitFor();
}

export async function keywords_stages_and_paths_are_offered({ browser, site, assert }) {
  const playground = await open(browser, site);
  const { keyboard } = playground.page;
  const offers = playground.find(".cm-tooltip-autocomplete [role=option]");
  await playground.paste("FROM scratch AS build\nCOPY . /data/app/\n");
  await playground.typeAtEnd("FR");
  await offers.filter({ hasText: /^FROM$/ }).waitFor();
  await keyboard.press("Tab");
  await offers.filter({ hasText: "build" }).first().waitFor();
  await keyboard.type("alpine:3.22");
  await keyboard.press("Escape");
  await keyboard.type("\nCOPY --fr");
  await offers.filter({ hasText: "--from=" }).waitFor();
  await keyboard.press("Tab");
  await offers.filter({ hasText: "buildstage 1" }).waitFor();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await keyboard.type(" /");
  await offers.filter({ hasText: "data/" }).waitFor();
  await keyboard.press("Tab");
  await offers.filter({ hasText: "app/" }).waitFor();
  assert.match(await playground.text(), /^FROM alpine:3\.22\nCOPY --from=build \/data\/$/m);
}

export async function enter_ends_the_line_that_was_written({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste("");
  await playground.typeAtEnd("FROM alpi");
  await playground.find(".cm-tooltip-autocomplete [role=option]", { hasText: "alpine" }).first().waitFor();
  await playground.page.keyboard.type("ne\nRUN true");
  await playground.hasText("FROM alpine\nRUN true");
}

export async function a_card_says_what_a_word_means_by_pointer_and_by_key({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  const card = playground.find(".st-help");
  await playground.page.mouse.move(...(await placeOf(playground, "FROM python:3.11-slim", "3.11")));
  await card.getByText("System: Debian").waitFor();
  await card.locator(".st-about p").first().waitFor();
  await playground.page.mouse.move(0, 0);
  await card.waitFor({ state: "detached" });
  await caretBehind(playground, "echo $PLA");
  await playground.page.keyboard.press("ControlOrMeta+i");
  await card.getByText("PLACE = /opt").waitFor();
  await card.getByText("From ENV on line 3.").waitFor();
  // A screen reader hears it.
  await holds(playground.find(".cm-announced"), ([it]) => it.textContent.includes("PLACE = /opt"));
  await playground.page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
}

export async function definitions_and_uses_are_found_by_key_and_by_click({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await caretBehind(playground, "echo $PLA");
  await playground.page.keyboard.press("F12");
  await isOnLine(playground, 3);
  await playground.page.keyboard.press("Shift+F12");
  await isOnLine(playground, 4);
  await playground.page.keyboard.down("ControlOrMeta");
  await playground.page.mouse.click(...(await placeOf(playground, "COPY --from=build /opt /opt", "build")));
  await playground.page.keyboard.up("ControlOrMeta");
  await isOnLine(playground, 2);
}

export async function a_stage_is_renamed_everywhere_and_stays_the_target({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  const menu = await playground.openMenu("target");
  await menu.getByText("build", { exact: true }).first().click();
  await caretBehind(playground, "--from=bui");
  await playground.page.keyboard.press("F2");
  const field = playground.find(".st-rename input");
  await field.fill("9");
  await playground.find(".st-problem", { hasText: "starts with a letter" }).waitFor();
  await field.fill("compile");
  await playground.page.keyboard.press("Enter");
  await playground.hasText(TEXT.replace("AS build", "AS compile").replace("--from=build", "--from=compile"));
  await holds(playground.command, ([it]) => it.textContent.includes("--target compile"));
}

export async function a_stage_folds_into_its_first_line({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await caretBehind(playground, "AS build");
  await playground.page.keyboard.press("Control+Shift+BracketLeft");
  await playground.line("RUN echo $PLACE").waitFor({ state: "detached" });
  await playground.find(".cm-foldPlaceholder").click();
  await playground.line("RUN echo $PLACE").waitFor();
}

export async function a_text_is_formatted_in_one_step({ browser, site }) {
  const playground = await open(browser, site);
  const ugly = "from alpine:3.22  \n  run apk update && \\\n apk add curl\ncopy a \\\n b /c/\n";
  await playground.paste(ugly);
  await playground.page.keyboard.press("Shift+Alt+F");
  await playground.hasText("FROM alpine:3.22\nRUN apk update && \\\n apk add curl\nCOPY a \\\n    b /c/\n");
  await playground.page.keyboard.press("ControlOrMeta+z");
  await playground.hasText(ugly);
}

export async function a_stage_is_parted_in_two_in_one_step({ browser, site, assert }) {
  const playground = await open(browser, site);
  const one = 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n';
  await playground.paste(one);
  await caretBehind(playground, "RUN go");
  await playground.page.keyboard.press("ControlOrMeta+.");
  const item = playground.find(".st-fixes [role=menuitem]", { hasText: "Build the Go program in a stage of its own" });
  assert.match(await item.textContent(), /1 → 2 stages · image .*873/);
  await item.click();
  await playground.nodes.nth(1).waitFor();
  assert.match(await playground.text(), /^FROM golang:1\.26 AS build\n[^]*\nFROM debian:trixie-slim\nWORKDIR \/src\nCOPY --from=build \/app \/app\nCMD \["\/app"\]\n$/);
  await playground.content.focus();
  await playground.page.keyboard.press("ControlOrMeta+z");
  await playground.hasText(one);
}

export async function a_change_of_the_whole_is_looked_at_before_it_is_made({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste('FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n');
  await caretBehind(playground, "RUN go");
  await playground.page.keyboard.press("ControlOrMeta+.");
  await playground.find(".st-fixes").getByRole("menuitem", { name: "Preview of Build the Go program" }).click();
  const preview = playground.find(".fix-preview");
  await preview.locator("ins", { hasText: "FROM debian:trixie-slim" }).waitFor();
  await preview.locator(".effects", { hasText: "Stages that run1 → 2" }).waitFor();
  assert.doesNotMatch(await playground.text(), /trixie/);
  await preview.getByRole("button", { name: "Apply" }).click();
  await playground.nodes.nth(1).waitFor();
  assert.match(await playground.text(), /trixie/);
  await preview.waitFor({ state: "detached" });
}

export async function the_line_below_the_text_says_what_is_in_force({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await caretBehind(playground, "ENV PLACE");
  await playground.find(".st-standing", { hasText: "stage builddirectory /" }).filter({ hasText: "variables PLACE=/opt" }).waitFor();
}
