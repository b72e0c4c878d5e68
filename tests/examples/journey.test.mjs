// The widget in the sites that `cargo xtask examples` builds with their own generators: the page shows its Dockerfile live, hears of what
// happens in it, keeps its own keys out of it, and shows code and picture to a reader without scripts.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Playground } from "../browser/playground.mjs";
import { serve } from "../browser/server.mjs";

const DOCKERFILE = await readFile(join(dirname(fileURLToPath(import.meta.url)), "../../examples/Dockerfile"), "utf8");

/// Serves a built site for the time of `visit`, which gets a page of it and its widget.
async function inSite({ browser, allow }, name, file, visit) {
  const server = await serve(process.env[`STAGESCOPE_${name}`], "/");
  allow(new RegExp(`^request to another host: ${server.address}`));
  // Not every generator has an icon.
  allow(/favicon\.ico/);
  try {
    const open = async (options) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
      await page.addInitScript(() => {
        window.heard = [];
        for (const name of ["ready", "change", "report", "fix"]) {
          document.addEventListener(`stagescope-${name}`, (it) => window.heard.push([it.target.id, name, it.detail]));
        }
      });
      await page.goto(server.address + file);
      return page;
    };
    await visit(open);
  } finally {
    await server.stop();
  }
}

/// Waits until the page heard an event of the widget whose detail has these values.
async function heard(page, name, values) {
  await page.waitForFunction(
    ([name, values]) =>
      window.heard.some(([id, it, detail]) => id === "explicit" && it === name && Object.entries(values).every(([key, value]) => detail[key] === value)),
    [name, values],
  );
}

async function live(page, id) {
  const widget = new Playground(page, page.locator(`stagescope-playground#${id}`));
  await widget.element.scrollIntoViewIfNeeded();
  await widget.app.waitFor();
  return widget;
}

/// Brings the editor or the advice to the front: most columns of text have room for one at a time.
async function front(widget, view) {
  const button = widget.find(".bottom button", { hasText: view });
  if (await button.isVisible()) await button.click();
  else if (view === "Advice") await widget.show("advice");
}

/// Edit, target, fix; and what was typed changed nothing around.
async function journey(page, assert) {
  const widget = await live(page, "explicit");
  assert.equal(await widget.text(), DOCKERFILE);
  await heard(page, "ready", { text: DOCKERFILE });
  await heard(page, "report", { target: "production", stop: null });
  await widget.find(".app.view-image").waitFor();

  await (await widget.openMenu("target")).locator(".choice", { hasText: "test" }).click();
  await heard(page, "report", { target: "test" });

  await front(widget, "Advice");
  await widget.find(".fix button", { hasText: "Write AS" }).first().click();
  const fixed = DOCKERFILE.replace(" as test", " AS test");
  await heard(page, "change", { text: fixed });
  assert.ok(await page.evaluate(() => window.heard.some(([, name]) => name === "fix")));

  // Keys that generators have for searching, for the next page and for the next slide.
  const address = page.url();
  await front(widget, "Editor");
  await widget.typeAtEnd("# s/fnpj ?");
  for (const key of ["ArrowLeft", "ArrowRight", "Space", "Escape"]) await page.keyboard.press(key);
  await heard(page, "change", { text: `${fixed}# s/fnpj ? ` });
  assert.equal(page.url(), address);
  assert.equal(await page.evaluate(() => document.activeElement.id), "explicit");
  return widget;
}

/// What a reader without scripts has: the code and the picture.
async function withoutScripts(open, assert) {
  const page = await open({ javaScriptEnabled: false });
  const inside = page.locator("stagescope-playground#explicit");
  assert.match(await inside.locator("pre").first().innerText(), /FROM golang:1\.25-alpine AS builder/);
  const picture = inside.locator("img");
  assert.ok(await picture.isVisible());
  assert.match(await picture.getAttribute("alt"), /stages builder, test and production/);
  assert.ok((await picture.evaluate((it) => it.naturalWidth)) > 100, "the picture did not load");
}

async function hasTheme(widget, theme) {
  await widget.find(`.stagescope[data-theme="${theme}"]`).waitFor();
}

export async function mdbook(test) {
  await inSite(test, "MDBOOK", "smaller-images.html", async (open) => {
    const page = await open();
    const widget = await journey(page, test.assert);
    await hasTheme(widget, "light");
    await page.locator("#mdbook-theme-toggle").click();
    await page.locator("#mdbook-theme-navy").click();
    await hasTheme(widget, "dark");
    const auto = new Playground(page, page.locator("stagescope-playground:not([id])"));
    await auto.element.scrollIntoViewIfNeeded();
    await auto.line("FROM alpine:3.22 AS tools").waitFor();
    await withoutScripts(open, test.assert);
  });
}

export async function mkdocs_material(test) {
  await inSite(test, "MKDOCS_MATERIAL", "", async (open) => {
    const page = await open();
    const widget = await journey(page, test.assert);
    await hasTheme(widget, "light");
    await page.locator("label[title='Switch to dark']").click();
    await hasTheme(widget, "dark");
    const auto = new Playground(page, page.locator("stagescope-playground:not([id])"));
    await auto.element.scrollIntoViewIfNeeded();
    await auto.line("FROM alpine:3.22 AS tools").waitFor();
    await withoutScripts(open, test.assert);
  });
}

export async function docusaurus(test) {
  await inSite(test, "DOCUSAURUS", "", async (open) => {
    const page = await open();
    const widget = await journey(page, test.assert);
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
    await hasTheme(widget, "dark");
    // To another page without loading anew, and back: what was here is taken out, and made again as its author wrote it.
    await page.locator("article a", { hasText: "Another page" }).click();
    const other = await live(page, "other");
    await other.line("FROM alpine:3.22 AS tools").waitFor();
    await page.goBack();
    test.assert.equal(await (await live(page, "explicit")).text(), DOCKERFILE);
    await withoutScripts(open, test.assert);
  });
}

export async function reveal(test) {
  await inSite(test, "REVEAL", "", async (open) => {
    const page = await open();
    await journey(page, test.assert);
    // The keys of the presentation work again as soon as nobody types.
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("ArrowRight");
    await page.locator("section.present", { hasText: "The next slide" }).waitFor();
  });
}
