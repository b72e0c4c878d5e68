// Opening what is on the reader's computer: files, folders and archives, chosen or dropped.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { open, Playground, words } from "./playground.mjs";

const DOCKERFILE = "FROM alpine:3.22 AS opened\nCOPY . /app\n";
const PROJECT = { Dockerfile: DOCKERFILE, ".dockerignore": "*.log\n", "src/main.c": "x".repeat(3000), "build.log": "y".repeat(500) };

/// Why these tests need Chromium.
const NO_FOLDER = "no folder can be chosen in it from outside";

/// Opens the entry of the Open menu, and hands the browser's dialog to `give`.
async function choose(playground, entry, chosen) {
  const sheet = await playground.openMenu("open");
  const [chooser] = await Promise.all([playground.page.waitForEvent("filechooser"), sheet.locator(".choice", { hasText: entry }).click()]);
  await chooser.setFiles(chosen);
}

/// Drops files on the text; each is a name and a text, or bytes.
async function drop(playground, files) {
  await playground.content.evaluate((it, files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, content] of files) dataTransfer.items.add(new File([typeof content === "string" ? content : new Uint8Array(content)], name));
    for (const name of ["dragover", "drop"]) {
      it.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }
  }, files);
}

/// Runs `test` with a folder `app` that holds the project.
async function withProject(test) {
  const top = mkdtempSync(join(tmpdir(), "stagescope-opening-"));
  try {
    for (const [path, text] of Object.entries(PROJECT)) {
      mkdirSync(dirname(join(top, "app", path)), { recursive: true });
      writeFileSync(join(top, "app", path), text);
    }
    await test(join(top, "app"));
  } finally {
    rmSync(top, { recursive: true });
  }
}

/// An archive of the project inside a folder, as servers of repositories make them.
function archive() {
  const record = (length, fields, name) => {
    const bytes = Buffer.alloc(length);
    for (const [at, width, value] of fields) bytes.writeUIntLE(value, at, width);
    return Buffer.concat([bytes, Buffer.from(name)]);
  };
  const [parts, list] = [[], []];
  let at = 0;
  for (const [path, text] of Object.entries(PROJECT)) {
    const [name, content] = [`app-main/${path}`, deflateRawSync(text)];
    list.push(record(46, [[0, 4, 0x02014b50], [10, 2, 8], [20, 4, content.length], [24, 4, text.length], [28, 2, name.length], [42, 4, at]], name));
    parts.push(record(30, [[0, 4, 0x04034b50], [26, 2, name.length]], name), content);
    at = Buffer.concat(parts).length;
  }
  const end = record(22, [[0, 4, 0x06054b50], [10, 2, list.length], [16, 4, at]], "");
  return [...Buffer.concat([...parts, ...list, end])];
}

async function shows_the_project(playground, name, assert) {
  await playground.hasText(DOCKERFILE);
  const note = playground.find(".note.context");
  await note.waitFor();
  assert.deepEqual(await words(note.locator("p")), [`${name}: 4 files, 3.5 kB. .dockerignore leaves 3 files, 3 kB. This build sends 3 files, 3 kB.`]);
  await playground.find("#tab-dockerignore").click();
  assert.equal(await playground.find("textarea.ignore").inputValue(), "*.log\n");
  await playground.find("#tab-dockerfile").click();
}

export async function a_chosen_dockerfile_is_one_undo_step_and_what_was_there_is_kept({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM busybox AS before\n");
  await choose(playground, "File…", { name: "app.Dockerfile", mimeType: "text/plain", buffer: Buffer.from(DOCKERFILE) });
  await playground.hasText(DOCKERFILE);
  await playground.node("opened").waitFor();
  await playground.find("[role=status]", { hasText: "app.Dockerfile is open." }).waitFor({ state: "attached" });
  await playground.content.focus();
  await playground.page.keyboard.press("ControlOrMeta+z");
  await playground.hasText("FROM busybox AS before\n");
  await playground.find(".open-history").click();
  assert.deepEqual((await words(playground.find(".history .choice code"))).sort(), ["FROM alpine:3.22 AS opened", "FROM busybox AS before"]);
}

export async function choosing_nothing_changes_nothing({ browser, site, assert }) {
  const playground = await open(browser, site);
  const before = await playground.text();
  await choose(playground, "File…", []);
  await playground.typeAtEnd("# on");
  assert.equal(await playground.text(), `${before}# on`);
}

export async function a_chosen_folder_fills_the_build_context({ browser, site, assert }) {
  await withProject(async (folder) => {
    const playground = await open(browser, site);
    await choose(playground, "Folder…", folder);
    await shows_the_project(playground, "app", assert);
    // What the COPY brings is measured now.
    assert.match(await playground.layer("COPY . /app").textContent(), /3 kB/);
    await playground.find(".note.context button").click();
    await playground.find(".note.context").waitFor({ state: "detached" });
    assert.equal(await playground.text(), DOCKERFILE);
    assert.doesNotMatch(await playground.layer("COPY . /app").textContent(), /3 kB/);
  });
}
a_chosen_folder_fills_the_build_context.firefox = NO_FOLDER;

export async function a_dropped_dockerfile_is_opened_and_not_inserted({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM busybox AS before\n");
  await drop(playground, [["Dockerfile", DOCKERFILE], [".dockerignore", "*.log\n"]]);
  await playground.hasText(DOCKERFILE);
  assert.equal(await playground.find(".app[data-dropping]").count(), 0);
  await playground.find("#tab-dockerignore").click();
  assert.equal(await playground.find("textarea.ignore").inputValue(), "*.log\n");
}

export async function a_dropped_folder_is_walked({ browser, site, assert }) {
  const playground = await open(browser, site);
  // A script cannot drop a folder, so this gives what a browser does.
  await playground.page.evaluate((project) => {
    const isFolder = { isDirectory: true, isFile: false };
    const file = (fullPath, text) => ({ isDirectory: false, isFile: true, fullPath, file: (done) => done(new File([text], fullPath.split("/").pop())) });
    const folder = (fullPath, entries) => ({
      ...isFolder,
      name: fullPath.split("/").pop(),
      fullPath,
      // In portions, the last of which is empty.
      createReader: () => ({ portions: [...entries.map((it) => [it]), []], readEntries(done) { done(this.portions.shift()); } }),
    });
    const inside = Object.entries(project).map(([path, text]) => {
      const it = file(`/app/${path}`, text);
      return path.includes("/") ? folder(`/app/${path.split("/")[0]}`, [it]) : it;
    });
    DataTransferItem.prototype.webkitGetAsEntry = () => folder("/app", inside);
  }, PROJECT);
  await drop(playground, [["app", ""]]);
  await shows_the_project(playground, "app", assert);
}

export async function a_dropped_archive_is_unpacked_here({ browser, site, assert }) {
  const playground = await open(browser, site);
  await drop(playground, [["app.zip", archive()]]);
  await shows_the_project(playground, "app.zip", assert);
}

export async function what_cannot_be_opened_is_said_and_changes_nothing({ browser, site, assert }) {
  const playground = await open(browser, site);
  const before = await playground.text();
  for (const [name, content, reason] of [
    ["Dockerfile", [0, 1, 2], "is not a text"],
    ["app.zip", "FROM alpine", "no ZIP archive"],
    ["big", "x".repeat(1024 * 1024 + 1), "larger than 1 MiB"],
  ]) {
    await drop(playground, [[name, content]]);
    await playground.find(".note.notice", { hasText: reason }).waitFor();
    await playground.find(".note.notice button").click();
  }
  assert.equal(await playground.text(), before);
}

export async function the_offline_file_opens_folders_too({ browser, offline, assert }) {
  await withProject(async (folder) => {
    const playground = await open(browser, offline, { offline: true });
    await choose(playground, "Folder…", folder);
    await shows_the_project(playground, "app", assert);
  });
}
the_offline_file_opens_folders_too.firefox = NO_FOLDER;

export async function a_dragged_file_is_announced_on_the_page_and_a_text_is_left_to_the_editor({ browser, site, assert }) {
  const playground = await open(browser, site);
  const over = (name, isFile) =>
    playground.content.evaluate(
      (it, [name, isFile]) => {
        const dataTransfer = new DataTransfer();
        if (isFile) dataTransfer.items.add(new File([""], "Dockerfile"));
        else dataTransfer.setData("text/plain", "RUN x");
        it.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
      },
      [name, isFile],
    );
  await over("dragover", true);
  await playground.find(".app[data-dropping]").waitFor();
  await over("dragleave", true);
  assert.equal(await playground.find(".app[data-dropping]").count(), 0);
  await over("dragover", false);
  assert.equal(await playground.find(".app[data-dropping]").count(), 0);
}

export async function a_widget_opens_nothing({ browser, embed, assert }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(embed);
  const widget = new Playground(page, page.locator("#compiled"));
  await widget.element.scrollIntoViewIfNeeded();
  await widget.drawn();
  assert.equal(await widget.find(".menu-open").count(), 0);
}
