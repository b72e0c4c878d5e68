// The Share menu's exports: each form is saved under its name or copied, and is what it says.

import { readFile } from "node:fs/promises";
import { open } from "./playground.mjs";

const TEXT = 'FROM alpine:3.22 as build\nRUN echo "<b>" > /x\nFROM alpine:3.22\nENV A 1\nCOPY --from=build /x /x\n';

/// The page with the text and an open menu.
async function menu(browser, site, options = {}) {
  const playground = await open(browser, site, options);
  await playground.paste(TEXT);
  await playground.node("build").waitFor();
  await playground.find(".menu-share > summary").click();
  const row = (name) => playground.find(".exports li").filter({ has: playground.page.locator(`b:text-is("${name}")`) });
  /// Saves a form, and gives the name and the content of its file.
  const save = async (name) => {
    const [download] = await Promise.all([playground.page.waitForEvent("download"), row(name).getByRole("button", { name: "Save" }).click()]);
    return [download.suggestedFilename(), await readFile(await download.path())];
  };
  return { playground, row, save };
}

export async function every_form_is_saved_under_its_name({ browser, site, assert }) {
  const { row, save } = await menu(browser, site);
  for (const [name, file, expected] of [
    ["SVG", "stages.svg", /^<svg [^]*prefers-color-scheme:dark[^]*<\/svg>\n$/],
    ["Mermaid", "stages.mmd", /^flowchart LR\n/],
    ["DOT", "stages.dot", /^digraph stagescope \{/],
    ["Markdown", "report.md", /^# What this Dockerfile builds\n/],
    ["SARIF", "report.sarif", /^\{"\$schema":.*"FromAsCasing"/],
    ["Bake file", "docker-bake.hcl", /target "default" \{/],
    ["Dockerfile", "Dockerfile", /^FROM alpine:3\.22 AS build\n[^]*ENV A=1\n/],
  ]) {
    const [saved, content] = await save(name);
    assert.equal(saved, file);
    assert.match(content.toString("utf8"), expected, name);
  }
  const [saved, content] = await save("JSON");
  const report = JSON.parse(content.toString("utf8"));
  assert.equal(saved, "report.json");
  assert.equal(report.stages[1].target, true);
  assert.equal(report.fragment, null);
  assert.ok(await row("JSON").getByRole("button", { name: "Saved JSON" }).count());
}

export async function a_picture_is_drawn_from_the_graph({ browser, site, assert }) {
  const { playground, save } = await menu(browser, site);
  const [saved, content] = await save("PNG");
  assert.equal(saved, "stages.png");
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)];
  const svg = /width="(\d+)" height="(\d+)"/.exec((await save("SVG"))[1].toString("utf8"));
  assert.deepEqual([width, height], [Number(svg[1]) * 2, Number(svg[2]) * 2]);
  // Not one colour: boxes and words are there, in the colours of the stages.
  const colours = await playground.page.evaluate(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const found = new Set();
    for (let at = 0; at < data.length; at += 4) found.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
    return [...found];
  }, `data:image/png;base64,${content.toString("base64")}`);
  for (const colour of ["255,255,255", "26,83,224", "253,234,220"]) assert.ok(colours.includes(colour), colour);
}

export async function texts_are_copied({ browser, site, assert }) {
  const { playground, row } = await menu(browser, site, { permissions: ["clipboard-read", "clipboard-write"] });
  await row("Mermaid").getByRole("button", { name: "Copy" }).click();
  await row("Mermaid").getByRole("button", { name: "Copied Mermaid" }).waitFor();
  assert.match(await playground.page.evaluate(() => navigator.clipboard.readText()), /^flowchart LR\n/);
}

export async function pictures_are_copied({ browser, site, assert, engine }) {
  const { playground, row } = await menu(browser, site, { permissions: ["clipboard-read", "clipboard-write"] });
  await row("PNG").getByRole("button", { name: "Copy" }).click();
  await row("PNG").getByRole("button", { name: "Copied PNG" }).waitFor();
  // Without a screen Firefox has a clipboard for texts alone.
  if (engine === "firefox") return;
  const types = await playground.page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
  assert.deepEqual(types, ["image/png"]);
}
