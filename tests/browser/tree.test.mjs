// The files of the image as a tree.

import { hasFocus, open, words } from "./playground.mjs";

const TEXT = `FROM alpine:3.22 AS build
COPY src /src
RUN cp /src/a.txt /out
FROM scratch AS final
COPY --from=build /src /app
COPY --from=build /out /app/b.txt
RUN ["/app/tool"]
`;

async function opened({ browser, site }, options) {
  const playground = await open(browser, site, options);
  await playground.paste(TEXT);
  await playground.find("#tab-files").click();
  await playground.find("[name=lines]").fill("src/a.txt 10\nsrc/b.txt 20\nsrc/deep/c.txt 30");
  await playground.find(".file-form button", { hasText: /^Add$/ }).click();
  await playground.find(".listing", { hasText: "60 B" }).waitFor();
  if (options?.viewport?.width < 800) await playground.find(".bottom button").nth(2).click();
  await playground.find(".tree-toggle").click();
  await item(playground, "app/").waitFor();
  return playground;
}

function item(playground, name) {
  return playground.find("#tree .item").filter({ has: playground.page.locator("code", { hasText: name }) });
}

function trail(playground) {
  return playground.find(".trail li");
}

export async function a_file_tells_the_way_that_it_came({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await item(playground, "app/").click();
  await item(playground, "a.txt").click();
  await playground.find(".trail", { hasText: "/app/a.txt 10 B measured is in layer 1." }).waitFor();
  const steps = await words(trail(playground).locator("code"));
  assert.deepEqual(steps, ["COPY --from=build /src /app", "COPY src /src", "the build context"]);
  await item(playground, "a.txt").hover();
  await playground.find(".cm-line.st-lit", { hasText: "COPY --from=build /src /app" }).waitFor({ state: "attached" });
}

export async function a_layer_is_shown_alone_or_with_what_lies_below({ browser, site }) {
  const playground = await opened({ browser, site });
  await item(playground, "app/").click();
  await item(playground, "b.txt").filter({ hasText: "changed" }).filter({ hasText: "10 B" }).waitFor();
  await playground.find(".filetree select").selectOption({ index: 1 });
  await item(playground, "b.txt").filter({ hasText: "20 B" }).waitFor();
  await playground.find(".filetree select").selectOption({ index: 2 });
  await item(playground, "a.txt").waitFor();
  await playground.find(".filetree button", { hasText: "This layer" }).click();
  await item(playground, "a.txt").waitFor({ state: "detached" });
  await item(playground, "b.txt").waitFor();
}

export async function what_a_command_may_have_written_is_said({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.find(".filetree p", { hasText: "This list may lack files: layer 3 may have written more" }).waitFor();
  await playground.find(".filetree select").selectOption({ index: 2 });
  await playground.find(".filetree p", { hasText: "Every step is known" }).waitFor();
}

export async function files_are_searched_and_filtered({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.find(".filetree .finder input").fill("C.TXT");
  await item(playground, "c.txt").waitFor();
  assert.deepEqual(await words(playground.find("#tree code")), ["▾app/", "▾deep/", "c.txt"]);
  await playground.find(".filetree .finder input").fill("");
  await playground.find(".filetree .finder button", { hasText: "Changed 1" }).click();
  await item(playground, "app/").click();
  await item(playground, "b.txt").waitFor();
  assert.equal(await playground.find("#tree .item").count(), 2);
  await playground.find(".filetree .finder button", { hasText: "Removed 0" }).click();
  await playground.find(".filetree .empty", { hasText: "No file is known here that fits" }).waitFor();
}

export async function the_tree_is_walked_by_keys({ browser, site }) {
  const playground = await opened({ browser, site });
  const { keyboard } = playground.page;
  await playground.find("#tree").focus();
  const at = (row) => playground.find(`#tree[aria-activedescendant="tree-${row}"]`).waitFor();
  await keyboard.press("Home");
  await keyboard.press("ArrowRight");
  await playground.find('#tree-0[aria-expanded="true"]').waitFor();
  await keyboard.press("ArrowRight");
  await at(1);
  await keyboard.press("ArrowDown");
  await at(2);
  await keyboard.press("ArrowLeft");
  await at(0);
  await keyboard.press("ArrowLeft");
  await playground.find('#tree-0[aria-expanded="false"]').waitFor();
  await hasFocus(playground.find("#tree"));
}

export async function a_narrow_page_has_rows_for_a_finger({ browser, site, assert }) {
  const playground = await opened({ browser, site }, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const height = await item(playground, "app/").evaluate((it) => it.offsetHeight);
  assert.ok(height >= 44, `${height}`);
  const wide = await playground.find(".result .panel").evaluate((it) => it.scrollWidth - it.clientWidth);
  assert.ok(wide <= 1, `${wide}`);
}

export async function of_a_large_image_only_the_rows_in_view_are_drawn({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.pasteManyFiles();
  await item(playground, "app/").filter({ hasText: /200(\.\d+)? kB/ }).click();
  await item(playground, "00000").waitFor();
  await playground.find("#tree").press("End");
  await item(playground, "deep/").waitFor();
  assert.ok((await playground.find("#tree .item").count()) <= 120);
}
