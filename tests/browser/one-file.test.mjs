// “Page as one file”: what is saved opens from the disk, without a network, with the text, the files, the options and the solved lessons
// that were on the page.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { open } from "./playground.mjs";

// A text that would end what it stands in, if it were written as it is.
const TEXT = `ARG VERSION=1
FROM alpine:$VERSION AS first
COPY . /app
RUN echo '</code></pre></stagescope-playground><script>alert(1)</script> & &lt; "'

FROM alpine:3.22 AS last
`;

/// Saves the page into a file of `folder`, and gives its address.
async function save(playground, folder, name) {
  const sheet = await playground.openMenu("share");
  const entry = sheet.locator("li", { has: playground.page.locator("b", { hasText: "Page as one file" }) });
  const [download] = await Promise.all([playground.page.waitForEvent("download"), entry.locator("button").click()]);
  await entry.locator("button.good", { hasText: "Saved" }).waitFor();
  const file = join(folder, name);
  await download.saveAs(file);
  await playground.page.keyboard.press("Escape");
  return { name: download.suggestedFilename(), file, address: pathToFileURL(file).href };
}

async function withFolder(test) {
  const folder = mkdtempSync(join(tmpdir(), "stagescope-one-file-"));
  try {
    await test(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/// Fills the page with something in each of its parts.
async function fill(playground) {
  await playground.paste(TEXT);
  await playground.find("#tab-files").click();
  await playground.find("[name=lines]").fill("src/main.c 3 kB\nnode_modules/x.js 1 MB");
  await playground.find(".file-form button", { hasText: /^Add$/ }).click();
  await playground.find("#tab-dockerignore").click();
  await playground.find("textarea.ignore").fill("node_modules\n");
  await playground.find("#tab-dockerfile").click();
  await (await playground.openMenu("target")).locator(".choice", { hasText: "first" }).click();
  await playground.find(".node.target", { hasText: "first" }).waitFor();
}

/// Whether all of it is there.
async function isFilled(playground, assert) {
  assert.equal(await playground.text(), TEXT);
  await playground.find(".node.target", { hasText: "first" }).waitFor();
  assert.match(await playground.command.textContent(), /--target first .*VERSION=3\.22|VERSION=3\.22 .*--target first/);
  await playground.find("#tab-dockerignore").click();
  assert.equal(await playground.find("textarea.ignore").inputValue(), "node_modules\n");
  await playground.find("#tab-dockerfile").click();
  assert.match(await playground.layer("COPY . /app").textContent(), /3 kB/);
  const sheet = await playground.openMenu("learn");
  await sheet.locator(".progress", { hasText: "1 of 36 solved" }).waitFor();
  await playground.page.keyboard.press("Escape");
}

export async function what_is_saved_in_the_site_opens_from_the_disk_as_it_was({ browser, site, assert }) {
  await withFolder(async (folder) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(site);
    await page.evaluate(() => localStorage.setItem("stagescope.site-course", "capstone"));
    await page.goto("about:blank");
    const here = await open({ newPage: async () => page }, `${site}#v=1&d=t.FROM%20x&arg.VERSION=3.22`);
    await fill(here);
    const saved = await save(here, folder, "saved.html");
    assert.equal(saved.name, "stagescope.html");

    const there = await open(browser, saved.address, { offline: true });
    const requests = [];
    there.page.on("request", (it) => requests.push(it.url()));
    await isFilled(there, assert);

    // It is a page like any other: what is typed in it comes back after a reload, and not what was saved.
    await there.paste("FROM alpine AS later\n");
    await (await there.openMenu("target")).locator(".choice", { hasText: "later" }).click();
    await there.find(".node.target", { hasText: "later" }).waitFor();
    // The address follows, and it has the options.
    await there.page.waitForFunction(() => location.hash.startsWith("#v=1&d=z.") && !location.hash.includes("target=first"));
    await there.page.reload();
    await there.drawn();
    await there.find(".node.target", { hasText: "later" }).waitFor();
    assert.deepEqual(requests.filter((it) => !it.startsWith("data:") && !it.startsWith("file:")), []);
  });
}

export async function a_saved_file_can_be_saved_again({ browser, offline, assert }) {
  await withFolder(async (folder) => {
    const first = await open(browser, offline, { offline: true });
    await first.paste("FROM alpine AS saved-first\n");
    const once = await save(first, folder, "once.html");
    const second = await open(browser, once.address, { offline: true });
    await second.node("saved-first").waitFor();
    await second.paste("FROM alpine AS saved-later\n");
    const twice = await save(second, folder, "twice.html");
    const third = await open(browser, twice.address, { offline: true });
    assert.equal(await third.text(), "FROM alpine AS saved-later\n");
    // Nothing piles up, and the program is the same to the letter.
    const [before, after] = [readFileSync(once.file, "utf8"), readFileSync(twice.file, "utf8")];
    assert.ok(after.replace("saved-later", "saved-first") === before);
    // What was open in another file is not taken for this one's.
    const fourth = await open({ newPage: () => third.page.context().newPage() }, once.address);
    assert.equal(await fourth.text(), "FROM alpine AS saved-first\n");
  });
}

export async function without_scripts_a_saved_file_shows_its_dockerfile({ browser, offline, assert }) {
  await withFolder(async (folder) => {
    const here = await open(browser, offline, { offline: true });
    await here.paste("FROM alpine AS plain\n");
    const saved = await save(here, folder, "plain.html");
    const page = await browser.newPage({ javaScriptEnabled: false, offline: true });
    await page.goto(saved.address);
    assert.equal(await page.locator("stagescope-playground pre").innerText(), "\nFROM alpine AS plain\n");
  });
}
