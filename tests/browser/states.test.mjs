// Whatever is in the editor, and whatever the browser refuses, the page says something kind and true.

import { holds, open, words } from "./playground.mjs";

export async function an_empty_text_is_no_error_and_offers_an_example({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine\n");
  await playground.page.keyboard.press("ControlOrMeta+a");
  await playground.page.keyboard.press("Backspace");
  const note = playground.find(".note.start");
  await note.waitFor();
  assert.equal(await playground.stop.count(), 0);
  assert.match(await note.textContent(), /FROM alpine/);
  await note.getByRole("button", { name: "Open an example" }).click();
  await playground.find(".introduction").waitFor();
}

export async function a_good_file_hears_why_it_is_good({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.show("advice");
  const merits = await words(playground.find(".merits li"));
  assert.ok(merits.some((it) => /^Only what is needed lands: builder stays behind, /.test(it)), merits.join("; "));
  assert.ok(merits.includes("It runs as web, and not as root."), merits.join("; "));
}

export async function an_unknown_image_is_called_unknown_and_not_guessed({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM registry.example.com/team/app:1.2\nRUN make\n");
  await playground.node("registry.example.com/team/app:1.2").filter({ hasText: "size unknown" }).waitFor();
  assert.match(await playground.verdict.textContent(), /unknown/);
  await playground.show("build");
  await playground.step("[2/2] RUN make").waitFor();
}

export async function a_text_beyond_the_limit_is_kept_and_said({ browser, site, assert }) {
  const playground = await open(browser, site);
  const text = `FROM alpine\n${`# ${"x".repeat(98)}\n`.repeat(10_500)}`;
  await playground.paste(text);
  const note = playground.find(".note.fragment", { hasText: /at most 1048576 are analysed/ });
  await note.waitFor();
  await playground.show("advice");
  await playground.find(".panel", { hasText: /at most 1048576 are analysed/ }).waitFor();
  await playground.content.focus();
  await playground.page.keyboard.press("ControlOrMeta+z");
  await note.waitFor({ state: "detached" });
  assert.equal(await playground.find(".node.stage").count(), 2);
}

export async function ten_thousand_instructions_are_analysed({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(`FROM alpine:3.22\n${"ENV A=1\n".repeat(9_999)}`);
  await playground.node("stage-0").waitFor();
}

export async function without_WebAssembly_the_page_can_be_read_and_says_why({ browser, site, allow, assert }) {
  allow(/WebAssembly/);
  const page = await browser.newPage();
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto(site);
  const notice = page.locator("stagescope-playground .st-notice");
  await notice.waitFor();
  assert.match(await notice.textContent(), /This browser has no WebAssembly/);
  assert.ok(await page.locator("section.before h1").isVisible());
}

export async function a_storage_that_throws_stops_nothing({ browser, site }) {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException("refused", "SecurityError"); } });
    }
  });
  await page.goto(site);
  const element = page.locator("stagescope-playground");
  await element.locator(".node").first().waitFor();
  await holds(element.locator(".divider.across"), ([it]) => it.getAttribute("aria-valuenow") === "42");
}
