// The other homes: two widgets on a page of documentation, and the one file without a network.

import { hasFocus, onlyTheFile, open, Playground, words } from "./playground.mjs";

async function widgets(browser, embed, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  await page.goto(embed);
  const found = [];
  for (const id of ["compiled", "targets"]) {
    const widget = new Playground(page, page.locator(`#${id}`));
    await widget.element.scrollIntoViewIfNeeded();
    await widget.drawn();
    found.push(widget);
  }
  return found;
}

export async function each_widget_shows_the_code_block_inside_it_and_its_own_options({ browser, embed, assert }) {
  const [compiled, targets] = await widgets(browser, embed);
  assert.match(await compiled.text(), /^FROM golang:1\.25-alpine AS builder\n/);
  assert.match(await targets.text(), /^FROM node:22-alpine AS base\n/);
  assert.deepEqual(await words(targets.find(".node.target .title")), ["4 production"]);
  await targets.find('#tab-build[aria-selected="true"]').waitFor();
  await compiled.find('#tab-image[aria-selected="true"]').waitFor();
  assert.equal(await compiled.find(".menu-example").count(), 0);
}

export async function typing_in_one_widget_leaves_the_other_alone({ browser, embed, assert }) {
  const [compiled, targets] = await widgets(browser, embed);
  const before = await targets.text();
  await compiled.page.evaluate(() => {
    window.heard = [];
    document.addEventListener("stagescope-change", (it) => window.heard.push([it.target.id, it.detail.text]));
  });
  await compiled.paste("FROM alpine AS mine\n");
  await compiled.node("mine").waitFor();
  assert.equal(await targets.text(), before);
  assert.equal(await targets.node("mine").count(), 0);
  await targets.paste("FROM busybox AS other\n");
  await targets.node("other").waitFor();
  assert.equal(await compiled.text(), "FROM alpine AS mine\n");
  assert.deepEqual(await compiled.page.evaluate(() => window.heard), [
    ["compiled", "FROM alpine AS mine\n"],
    ["targets", "FROM busybox AS other\n"],
  ]);
  // Each has a history of its own.
  await compiled.content.focus();
  await compiled.page.keyboard.press("ControlOrMeta+z");
  await compiled.node("builder").waitFor();
  assert.equal(await targets.text(), "FROM busybox AS other\n");
}

export async function a_widget_keeps_nothing_in_the_storage({ browser, embed, assert }) {
  const [compiled] = await widgets(browser, embed);
  await compiled.paste("FROM alpine AS mine\n");
  await compiled.node("mine").waitFor();
  assert.equal(await compiled.page.evaluate(() => localStorage.length), 0);
}

export async function a_widget_that_is_taken_out_and_put_back_has_its_text({ browser, embed, assert }) {
  const [compiled, targets] = await widgets(browser, embed);
  await compiled.paste("FROM alpine AS mine\n");
  await compiled.node("mine").waitFor();
  await compiled.page.evaluate(() => {
    window.taken = document.querySelector("#compiled");
    window.taken.remove();
  });
  await compiled.page.waitForFunction(() => window.taken.shadowRoot.childElementCount === 0);
  await compiled.page.evaluate(() => document.querySelector("#targets").after(window.taken));
  await compiled.element.scrollIntoViewIfNeeded();
  await compiled.drawn();
  await compiled.node("mine").waitFor();
  await compiled.typeAtEnd("RUN again\n");
  await compiled.layer("RUN again").waitFor();
  assert.match(await targets.text(), /^FROM node:22-alpine AS base\n/);
}

export async function a_widget_that_was_never_edited_is_put_back_as_it_was({ browser, embed, assert }) {
  const [compiled] = await widgets(browser, embed);
  const before = await compiled.text();
  await compiled.page.evaluate(() => {
    const it = document.querySelector("#compiled");
    it.remove();
    document.querySelector("#targets").after(it);
  });
  await compiled.element.scrollIntoViewIfNeeded();
  await compiled.drawn();
  await compiled.node("builder").waitFor();
  assert.equal(await compiled.text(), before);
}

export async function a_read_only_widget_cannot_be_changed_but_pointed_at({ browser, embed, assert }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(embed);
  await page.evaluate(() => {
    const widget = document.createElement("stagescope-playground");
    widget.id = "read";
    widget.setAttribute("editor", "read");
    widget.setAttribute("view", "advice");
    const pre = document.createElement("pre");
    pre.append(document.createElement("code"));
    pre.firstChild.textContent = "FROM alpine AS fixed\nMAINTAINER me\n";
    widget.append(pre);
    document.querySelector("main").prepend(widget);
  });
  const widget = new Playground(page, page.locator("#read"));
  await widget.drawn();
  await widget.content.focus();
  await page.keyboard.type("lost");
  await widget.finding("Maintainer").waitFor();
  assert.equal(await widget.find(".fix").count(), 0);
  assert.equal(await widget.text(), "FROM alpine AS fixed\nMAINTAINER me\n");
  await widget.node("fixed").hover();
  await widget.find(".cm-line.st-lit", { hasText: "MAINTAINER" }).waitFor();
}

export async function the_page_around_a_widget_keeps_its_style_and_the_widget_its_own({ browser, embed, assert }) {
  const [compiled] = await widgets(browser, embed);
  const font = (selector) => compiled.page.locator(selector).first().evaluate((it) => getComputedStyle(it).fontFamily);
  assert.match(await font("main > p"), /Georgia/);
  assert.doesNotMatch(await font("#compiled .app"), /Georgia/);
}

export async function without_scripts_a_widget_is_an_ordinary_code_block({ browser, embed, assert }) {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(embed);
  assert.ok(await page.locator("#compiled pre code").isVisible());
}

export async function the_journey_works_in_the_offline_file_without_a_network({ browser, offline, assert, engine }) {
  const context = await browser.newContext({ offline: true, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const requests = [];
  page.on("request", (it) => requests.push(it.url()));
  await page.goto(offline);
  const playground = new Playground(page, page.locator("stagescope-playground"));
  await playground.drawn();
  await playground.node("builder").waitFor();
  await playground.find(".drawing .edge.copy.st0").first().waitFor();
  await playground.layer("COPY --from=builder").waitFor();
  await playground.show("build");
  await playground.step("[builder 1/5] FROM docker.io/library/python:3.12").waitFor();
  await (await playground.openMenu("example")).locator(".choice", { hasText: "Conditional stages" }).click();
  await playground.find(".introduction", { hasText: "Conditional stages" }).waitFor();
  const text = "FROM alpine AS typed\nMAINTAINER me\n";
  await playground.paste(text);
  await playground.node("typed").waitFor();
  await playground.show("advice");
  await playground.find(".fix button", { hasText: "Make it a label" }).click();
  await playground.finding("Maintainer").waitFor({ state: "detached" });
  await hasFocus(playground.content);
  await page.keyboard.press("ControlOrMeta+z");
  await playground.hasText(text);
  assert.deepEqual(requests.filter((it) => !it.startsWith("data:") && !it.startsWith("blob:")), onlyTheFile(engine, offline));
}

export async function the_offline_file_keeps_what_was_typed({ browser, offline }) {
  const playground = await open(browser, offline, { offline: true });
  await playground.paste("FROM alpine AS kept\n");
  await playground.node("kept").waitFor();
  await playground.page.reload();
  await playground.drawn();
  await playground.node("kept").waitFor();
}

export async function the_server_sends_the_headers_of_production_with_everything({ browser, site, embed, assert }) {
  for (const home of [site, embed]) {
    const page = await browser.newPage();
    const answers = [];
    page.on("response", (it) => answers.push(it));
    await page.goto(home);
    const widget = page.locator("stagescope-playground").first();
    await widget.scrollIntoViewIfNeeded();
    await widget.locator(".cm-line").first().waitFor();
    assert.ok(answers.length >= 3, `${answers.length} answers`);
    for (const it of answers.filter((it) => it.url().startsWith("http"))) {
      const headers = it.headers();
      assert.equal(it.status(), 200, it.url());
      assert.equal(
        headers["content-security-policy"],
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types stagescope",
        it.url(),
      );
      assert.equal(headers["x-content-type-options"], "nosniff", it.url());
    }
  }
}
