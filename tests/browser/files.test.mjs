// The build context: its files, what becomes of each, and what they make known.

import { hasFocus, open, words } from "./playground.mjs";

const TEXT = "FROM scratch\nCOPY src /src\n";

async function opened({ browser, site }, options) {
  const playground = await open(browser, site, options);
  await playground.paste(TEXT);
  await playground.find("#tab-files").click();
  return playground;
}

async function add(playground, lines) {
  await playground.find("[name=lines]").fill(lines);
  await playground.find(".file-form button", { hasText: /^Add$/ }).click();
}

function item(playground, path) {
  return playground.find("#files .item").filter({ has: playground.page.locator("code", { hasText: path }) });
}

export async function files_are_added_and_make_sizes_known({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await add(playground, "");
  await playground.find(".context-files .introduction", { hasText: "Nothing leaves this page" }).waitFor();
  await add(playground, "src/app.py 12 kB\nREADME.md 300\n/etc/passwd 1");
  await playground.find(".listing", { hasText: "12 kB measured would be sent to the build: 1 of 2 files." }).waitFor();
  await playground.find(".note.problem", { hasText: "absolute path" }).waitFor();
  await playground.find(".verdict", { hasText: "12 kB" }).waitFor();
  assert.deepEqual(await words(playground.find("#files .item")), ["README.md300 Bnot sent: nothing asks for it", "src/app.py12 kBsent"]);
}

export async function the_pattern_that_decides_is_named({ browser, site }) {
  const playground = await opened({ browser, site });
  await add(playground, "src/app.py 12 kB\nsrc/a.log 300\nsrc/keep.log 1 kB");
  await playground.find("#tab-dockerignore").click();
  await playground.find("textarea.ignore").fill("# logs\n**/*.log\n!src/keep.log\n*.tmp\n");
  await playground.find(".introduction", { hasText: "They leave out 1 of 3 files. No file is decided by *.tmp." }).waitFor();
  await playground.find(".introduction .link").click();
  await item(playground, "src/a.log").filter({ hasText: "left out by **/*.log, line 2 of .dockerignore" }).waitFor();
  await item(playground, "src/keep.log").filter({ hasText: "sent: let in by !src/keep.log, line 3" }).waitFor();
  await playground.find(".listing", { hasText: "13 kB" }).waitFor();
}

export async function a_file_is_changed_and_removed_by_keys({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  const { keyboard } = playground.page;
  await add(playground, "src/a 1\nsrc/b 2\nsrc/c 3");
  await item(playground, "src/c").waitFor();
  await playground.find("#files").focus();
  await keyboard.press("End");
  await keyboard.press("ArrowUp");
  await playground.find('#files[aria-activedescendant="files-1"]').waitFor();
  await keyboard.press("Enter");
  const form = playground.find('.file-form[aria-label="File src/b"]');
  await form.locator("[name=text]").fill("12345\n");
  await form.getByRole("button", { name: "Save" }).click();
  await item(playground, "src/b").filter({ hasText: "6 B" }).waitFor();
  await hasFocus(playground.find("#files"));
  await playground.find("#files").press("Enter");
  await form.getByRole("button", { name: "Remove" }).click();
  await item(playground, "src/b").waitFor({ state: "detached" });
  assert.equal(await playground.find("#files .item").count(), 2);
}

export async function the_listing_is_kept_with_the_text({ browser, site }) {
  const playground = await opened({ browser, site });
  const { page } = playground;
  const reload = async () => {
    await page.reload();
    await playground.drawn();
    await playground.find("#tab-files").click();
    await item(playground, "src/a b").filter({ hasText: "12 kB" }).waitFor();
  };
  await add(playground, "src/a b 12 kB");
  await item(playground, "src/a b").waitFor();
  await page.waitForFunction(() => Object.values(sessionStorage).some((it) => it.includes("src/a b")));
  await reload();
  // The address follows the text a little later. It holds no files; those of the same text stay.
  await playground.find("#tab-dockerfile").click();
  const before = page.url();
  await playground.typeAtEnd("COPY x /x\n");
  await page.waitForURL((url) => url.href !== before);
  await reload();
}

export async function a_listed_file_can_be_asked_for_in_what_if({ browser, site }) {
  const playground = await opened({ browser, site });
  await add(playground, "src/a 1\nother 2");
  await item(playground, "src/a").waitFor();
  await playground.show("whatIf");
  await playground.find(".ask select").selectOption({ label: "src/a" });
  await playground.find(".log .row.again .why", { hasText: "src/a changed → COPY src /src" }).waitFor();
}

export async function an_example_brings_its_files({ browser, site }) {
  const playground = await open(browser, site);
  await playground.find("#tab-files", { hasText: "6" }).click();
  await item(playground, "requirements.txt").waitFor();
  await playground.find(".note", { hasText: "other sizes are made up" }).waitFor();
  // The packages are weighed once their table is there.
  await playground.layer("COPY --from=builder").filter({ hasText: /\d–\d.* MB/ }).waitFor();
  await playground.find("#tab-dockerfile").click();
  await playground.paste(TEXT);
  await playground.find("#tab-files").click();
  await playground.find(".context-files .introduction", { hasText: "Nothing leaves this page" }).waitFor();
}

export async function of_twenty_thousand_files_only_those_in_view_are_drawn({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.pasteManyFiles();
  await playground.find(".listing", { hasText: "200 kB measured would be sent to the build: 20000 of 20000 files." }).waitFor();
  assert.ok((await playground.find("#files .item").count()) <= 120);
  await playground.find("#files").focus();
  await playground.page.keyboard.press("End");
  await item(playground, "src/19999").waitFor();
  assert.ok((await playground.find("#files .item").count()) <= 120);
  await playground.find(".finder input").fill("0123");
  await playground.find(".finder [role=status]", { hasText: "12 files" }).waitFor();
}
