// The page speaks the language of its reader, says which it is, and mixes no other into it unmarked.

import { readFileSync } from "node:fs";
import { exactly, open } from "./playground.mjs";

/// The messages of a language by section and key.
function table(language) {
  const lines = readFileSync(new URL(`../../web/messages/${language}.txt`, import.meta.url), "utf8").split("\n");
  const messages = new Map();
  let section = "";
  for (const line of lines) {
    section = /^\[(.*)\]$/.exec(line)?.[1] ?? section;
    const [, key, text] = /^([a-z]\w*) = (.*)$/.exec(line) ?? [];
    if (key) messages.set(`${section}.${key}`, text);
  }
  return messages;
}

/// The texts that German has other words for.
function englishOnly() {
  const german = table("de");
  const words = new Set(german.values());
  return [...table("en")].filter(([key, text]) => german.get(key) !== text && !words.has(text)).map(([, text]) => text);
}

/// What is shown or read out below an element, but for what says that it is English.
function said(root) {
  const found = [];
  const walk = (node) => {
    if (node instanceof Element) {
      if (node.getAttribute("lang") === "en") return;
      for (const name of ["aria-label", "title", "placeholder", "aria-valuetext"]) if (node.hasAttribute(name)) found.push(node.getAttribute(name));
    }
    if (node instanceof Text) found.push(node.data.trim());
    node.childNodes.forEach(walk);
  };
  walk(root);
  return found;
}

async function hasNoEnglish(playground, assert) {
  const english = new Set(englishOnly());
  const found = await playground.find(".frame").evaluate(said);
  assert.deepEqual(found.filter((it) => english.has(it)), []);
}

export async function a_german_browser_reads_german_on_every_panel({ browser, site, assert }) {
  const playground = await open(browser, site, { locale: "de-DE" });
  await playground.find("#tab-advice", { hasText: "Vorschläge" }).waitFor();
  assert.equal(await playground.page.evaluate(() => document.documentElement.lang), "de");
  assert.equal(await playground.find(".st-frame").getAttribute("lang"), "de");
  for (const tab of ["image", "build", "whatIf", "compare", "advice"]) {
    await playground.show(tab);
    await hasNoEnglish(playground, assert);
  }
  for (const tab of ["dockerignore", "files"]) {
    await playground.find(`#tab-${tab}`).click();
    await hasNoEnglish(playground, assert);
  }
  await playground.find(".open-history").click();
  await playground.find("dialog.history h2", { hasText: exactly("Verlauf") }).waitFor();
  await hasNoEnglish(playground, assert);
  await playground.page.keyboard.press("Escape");
  await playground.find("#tab-dockerfile").click();
  await playground.page.keyboard.press("ControlOrMeta+k");
  await playground.find(".palette-input").waitFor();
  await hasNoEnglish(playground, assert);
  await playground.page.keyboard.press("Escape");
  await playground.content.focus();
  await playground.page.keyboard.press("ControlOrMeta+f");
  await playground.find(".cm-search [name=search][placeholder=Suchen]").waitFor();
}

export async function a_language_is_chosen_kept_and_changes_nothing_else({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine\n");
  await playground.typeAtEnd("RUN true");
  await playground.show("build");
  await playground.openMenu("language");
  await playground.find(".menu-language .choice", { hasText: "Deutsch" }).click();
  await playground.find("#tab-advice", { hasText: "Vorschläge" }).waitFor();
  assert.equal(await playground.find("#tab-build").getAttribute("aria-selected"), "true");
  assert.equal(await playground.text(), "FROM alpine\nRUN true");
  await playground.content.focus();
  await playground.page.keyboard.press("ControlOrMeta+z");
  await playground.hasText("FROM alpine\n");
  await playground.page.reload();
  await playground.drawn();
  await playground.find("#tab-advice", { hasText: "Vorschläge" }).waitFor();
  await playground.openMenu("language");
  await playground.find(".menu-language .choice", { hasText: "English" }).click();
  await playground.find("#tab-advice", { hasText: "Suggestions" }).waitFor();
  assert.equal(await playground.page.evaluate(() => document.documentElement.lang), "en");
}

export async function a_widget_speaks_as_the_page_around_it({ browser, embed, assert }) {
  const playground = await open(browser, embed, { locale: "de-DE" });
  const tab = playground.find("#tab-advice");
  await tab.filter({ hasText: "Suggestions" }).waitFor();
  assert.equal(await playground.find(".menu-language").count(), 0);
  await playground.element.evaluate((it) => it.setAttribute("lang", "de"));
  await tab.filter({ hasText: "Vorschläge" }).waitFor();
  assert.equal(await playground.page.evaluate(() => document.documentElement.lang), "en");
}

export async function the_offline_file_holds_its_languages({ browser, offline }) {
  const playground = await open(browser, offline, { locale: "de-AT" });
  await playground.find("#tab-advice", { hasText: "Vorschläge" }).waitFor();
}
