// What axe finds in every home, size, theme and view: nothing.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { holds, open, Playground } from "./playground.mjs";

const axe = readFileSync(createRequire(new URL("../../web/bridge/package.json", import.meta.url)).resolve("axe-core/axe.min.js"), "utf8");

const BROKEN = "FROM golang:latest AS build\nENV A 1\nMAINTAINER me\nRUN apt-get update\n\nFROM alpine AS unused\n\nFROM scratch\nCOPY --from=build /a /a\nFRO\n";

/// Examines the page as it stands.
async function examine(playground, what) {
  const { page } = playground;
  // By the debugger, since the policy of the page lets no script in.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const tell = ({ id, impact, help, nodes }) =>
    `${what}: ${impact} ${id}: ${help}\n${nodes.slice(0, 4).map((it) => `    ${it.target.flat().join(" ")}: ${it.failureSummary.replaceAll("\n", " ")}`).join("\n")}`;
  return violations.map(tell);
}

async function examineAll(playground, assert, narrow, what) {
  const found = [];
  const look = async (where) => found.push(...(await examine(playground, `${what}, ${where}`)));
  const views = narrow ? ["Dockerfile", "Stages", "Image", "Build", "Advice"] : ["image", "build", "whatIf", "compare", "words", "advice"];
  for (const view of views) {
    if (narrow) await playground.find(".bottom button").nth(views.indexOf(view)).click();
    else await playground.show(view);
    await look(view);
    if (view === "Stages" || view === "image") {
      await playground.find(".why-button").click();
      await playground.find(".way-answer").waitFor();
      // Things that are not on the way fade, and are no text to read while they do.
      await holds(playground.find(".drawing"), ([it]) => it.getAnimations({ subtree: true }).length === 0);
      await look(`${view}, why`);
      await playground.find(".why-button").click();
    }
    if (view === "Image" || view === "image") {
      await playground.find(".tree-toggle").click();
      await look(`${view}, files`);
      await playground.find(".tree-toggle").click();
    }
    if (view.toLowerCase() === "advice") {
      await playground.find(".all-fixes > .button").nth(1).click();
      await playground.find(".fix-preview").waitFor();
      await playground.find(".menu-silence > summary").first().click();
      await playground.find("details.page > summary").first().click();
      await playground.find(".prose pre").first().waitFor();
      await look(`${view}, preview, silence and page`);
    }
  }
  for (const tab of ["dockerignore", "files", "dockerfile"]) {
    if (narrow) await playground.find(".bottom button").first().click();
    await playground.find(`#tab-${tab}`).click();
    await look(tab);
  }
  if (narrow) await playground.find(".more").click();
  for (const menu of ["example", "target", "share", "platform", "build"]) {
    if ((await playground.find(`.menu-${menu}`).count()) === 0) continue;
    const sheet = await playground.openMenu(menu);
    await sheet.waitFor();
    await look(`menu ${menu}`);
    await playground.find(`.menu-${menu} > summary`).click();
    await sheet.waitFor({ state: "hidden" });
  }
  if (narrow) {
    await playground.find(".more").click();
    await playground.find(".bottom button").first().click();
  }
  const opening = await playground.openMenu("open");
  await opening.waitFor();
  await look("menu open");
  await playground.page.keyboard.press("Escape");
  await opening.waitFor({ state: "hidden" });
  await playground.find(".open-history").click();
  await playground.find(".history form").waitFor();
  await look("history");
  await playground.page.keyboard.press("Escape");
  await playground.find(".history form").waitFor({ state: "detached" });
  for (const [name, key] of [["palette", "ControlOrMeta+k"], ["help", "?"]]) {
    await playground.find(".menu-target > summary").focus();
    await playground.page.keyboard.press(key);
    await playground.find("dialog.palette").waitFor();
    await look(name);
    await playground.page.keyboard.press("Escape");
    await playground.find("dialog.palette").waitFor({ state: "detached" });
  }
  assert.deepEqual(found, [], found.join("\n"));
}

async function site_has_no_finding({ browser, site, assert }, width, colorScheme) {
  const playground = await open(browser, site, { viewport: { width, height: 900 }, colorScheme });
  await playground.paste(BROKEN);
  await playground.stop.waitFor();
  await examineAll(playground, assert, width < 820, `${width} px, ${colorScheme}`);
}

export const the_wide_site_in_light_has_no_finding = (context) => site_has_no_finding(context, 1440, "light");
export const the_wide_site_in_dark_has_no_finding = (context) => site_has_no_finding(context, 1440, "dark");
export const the_narrow_site_in_light_has_no_finding = (context) => site_has_no_finding(context, 390, "light");
export const the_narrow_site_in_dark_has_no_finding = (context) => site_has_no_finding(context, 390, "dark");

export async function the_first_screen_has_no_finding({ browser, site, offline, assert }) {
  for (const address of [site, offline]) {
    const playground = await open(browser, address);
    const found = await examine(playground, address);
    assert.deepEqual(found, [], found.join("\n"));
  }
}

export async function lit_things_can_be_read({ browser, site, assert }) {
  for (const colorScheme of ["light", "dark"]) {
    const playground = await open(browser, site, { colorScheme });
    for (const tab of ["image", "build"]) {
      await playground.show(tab);
      await playground.node("builder").focus();
      await playground.find(".cm-line.st-lit.st0").first().waitFor();
      const found = await examine(playground, `lit, ${tab}, ${colorScheme}`);
      assert.deepEqual(found, [], found.join("\n"));
    }
  }
}

export async function a_page_with_widgets_has_no_finding({ browser, embed, assert }) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme });
    await page.goto(embed);
    for (const id of ["compiled", "targets"]) {
      const widget = new Playground(page, page.locator(`#${id}`));
      await widget.element.scrollIntoViewIfNeeded();
      await widget.drawn();
    }
    const found = await examine({ page }, `widgets, ${colorScheme}`);
    assert.deepEqual(found, [], found.join("\n"));
  }
}

export async function a_defect_inside_the_playground_would_be_found({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.find(".verdict").evaluate((it) => it.append(document.createElement("img")));
  const found = await examine(playground, "a defect");
  assert.equal(found.length, 1, found.join("\n"));
  assert.match(found[0], /image-alt/);
}
