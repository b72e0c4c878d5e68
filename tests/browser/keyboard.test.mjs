// The whole journey without a pointer.

import { hasFocus, open } from "./playground.mjs";

const TEXT = "FROM golang:1.25 AS build\nRUN go build -o /app\n\nFROM alpine:3.22 AS final\nCOPY --from=build /app /app\nMAINTAINER me\n";

/// Where the focus is, in a few words, and whether it can be seen there. The editor draws its outline a moment later.
async function focus(playground) {
  const element = await playground.element.elementHandle();
  const seen = await playground.page.waitForFunction(whereAndWhether, { element, final: false }, { timeout: 1000 }).catch(() => null);
  return seen ? await seen.jsonValue() : await playground.page.evaluate(whereAndWhether, { element, final: true });
}

function whereAndWhether({ element: it, final }) {
  const element = it.shadowRoot.activeElement;
  if (!element) return { place: "outside", visible: true };
  const outlined = (target, pseudo) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target, pseudo);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  };
  const ring = element.querySelector(":scope > .ring");
  const editor = element.closest(".cm-editor");
  const visible = ring
    ? getComputedStyle(ring).stroke !== "none"
    : outlined(element) || (editor !== null && outlined(editor, "::after"));
  if (!visible && !final) return null;
  const menu = element.localName === "summary" && element.closest(".menu");
  const name = menu ? `menu ${menu.className.split("menu-").at(-1)}` : element.id || element.getAttribute("class");
  return { place: editor ? "editor" : String(name || element.localName), visible };
}

/// Presses Tab until the focus has left the playground, or so often that it never will; gives the places in between.
async function tabThrough(playground, assert) {
  const places = [];
  while (places.length < 120) {
    await playground.page.keyboard.press("Tab");
    const { place, visible } = await focus(playground);
    if (place === "outside") break;
    assert.ok(visible, `the focus cannot be seen on ${place}`);
    places.push(place);
  }
  return places;
}

export async function tab_goes_through_the_page_in_order_and_the_focus_is_always_seen({ browser, site, assert }) {
  const playground = await open(browser, site);
  const places = await tabThrough(playground, assert);
  const wanted = ["menu example", "menu target", "menu platform", "menu build", "tab-dockerfile", "editor", "node", "tab-image", "result"];
  const found = places.map((it) => wanted.find((word) => it === word || (word === "node" && it.startsWith("node")))).filter(Boolean);
  assert.deepEqual(found, wanted, places.join(", "));
  assert.ok(places.length < 60, "the focus is trapped");
}

export async function the_focus_is_seen_in_every_tab_and_on_every_finding({ browser, site, assert }) {
  for (const tab of ["build", "advice"]) {
    const playground = await open(browser, site);
    await playground.paste(TEXT);
    await playground.show(tab);
    await playground.find(".brand").click();
    await playground.find(".menu-example > summary").focus();
    await tabThrough(playground, assert);
  }
}

export async function tab_leaves_the_editor_and_so_does_escape_tab({ browser, site, assert }) {
  const playground = await open(browser, site);
  const text = await playground.text();
  for (const keys of [["Tab"], ["Escape", "Tab"], ["Shift+Tab"]]) {
    await playground.content.focus();
    for (const key of keys) await playground.page.keyboard.press(key);
    const { place } = await focus(playground);
    assert.notEqual(place, "editor", keys.join(" "));
  }
  assert.equal(await playground.text(), text);
}

export async function arrows_go_from_node_to_node_and_enter_goes_to_the_lines({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.node("final").waitFor();
  await playground.find('.node[tabindex="0"]').focus();
  const here = () => playground.element.evaluate((it) => it.shadowRoot.activeElement.getAttribute("data-subject"));
  assert.equal(await here(), "stage-1");
  const seen = new Set([await here()]);
  for (const key of ["Home", "ArrowRight", "ArrowDown", "End", "ArrowLeft", "ArrowUp", "Home"]) {
    await playground.page.keyboard.press(key);
    seen.add(await here());
    assert.equal(await playground.find('.node[tabindex="0"]').count(), 1);
  }
  assert.ok(seen.size >= 3, `${[...seen]}`);
  await playground.node("build").focus();
  await playground.page.keyboard.press("Enter");
  await hasFocus(playground.content);
  assert.match(await playground.page.evaluate(() => getSelection().toString()), /FROM golang/);
}

export async function arrows_go_from_tab_to_tab({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.find("#tab-image").focus();
  for (const [key, tab] of [["ArrowRight", "build"], ["ArrowRight", "whatIf"], ["ArrowRight", "compare"], ["ArrowRight", "words"], ["ArrowRight", "advice"], ["ArrowRight", "image"], ["End", "advice"], ["Home", "image"], ["ArrowLeft", "advice"]]) {
    await playground.page.keyboard.press(key);
    await hasFocus(playground.find(`#tab-${tab}[aria-selected="true"]`));
  }
  await playground.find("#tab-dockerfile").focus();
  await playground.page.keyboard.press("ArrowRight");
  await playground.find("textarea.ignore").waitFor();
  assert.equal((await focus(playground)).place, "tab-dockerignore");
}

export async function a_target_is_chosen_and_a_menu_closed_by_keys({ browser, site }) {
  const playground = await open(browser, site);
  const { keyboard } = playground.page;
  await playground.find(".menu-target > summary").focus();
  await keyboard.press("Enter");
  await playground.find(".menu-target[open] .sheet").waitFor();
  await keyboard.press("Tab");
  await keyboard.press("ArrowUp");
  await playground.command.filter({ hasText: /--target[ =]builder/ }).waitFor();
  await playground.find(".menu-example > summary").focus();
  await keyboard.press("Enter");
  await playground.find(".menu-example[open]").waitFor();
  await keyboard.press("Escape");
  await playground.find(".menu-example:not([open])").waitFor();
  await hasFocus(playground.find(".menu-example > summary"));
}

export async function an_example_is_opened_by_keys({ browser, site }) {
  const playground = await open(browser, site);
  const { keyboard } = playground.page;
  await playground.find(".menu-example > summary").focus();
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await playground.find(".introduction", { hasText: "A Go server in two stages" }).waitFor();
}

export async function a_fix_is_applied_by_keys_alone({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  const { keyboard } = playground.page;
  await playground.find("#tab-image").focus();
  await keyboard.press("End");
  await playground.finding("Maintainer").waitFor();
  let place;
  for (let presses = 0; presses < 20 && place !== "button"; presses += 1) {
    await keyboard.press("Tab");
    ({ place } = await focus(playground));
  }
  await keyboard.press("Enter");
  await playground.finding("Maintainer").waitFor({ state: "detached" });
  await hasFocus(playground.content);
  await keyboard.press("ControlOrMeta+z");
  await playground.hasText(TEXT);
}

export async function F8_goes_to_the_next_finding_in_the_editor({ browser, site }) {
  const playground = await open(browser, site);
  // The only finding of this text, so that it is the next one.
  await playground.paste("FROM scratch\nMAINTAINER me\n");
  await playground.find(".cm-lintRange", { hasText: "MAINTAINER" }).waitFor();
  await playground.page.keyboard.press("F8");
  await playground.find(".cm-tooltip-lint", { hasText: "Maintainer" }).waitFor();
}

export async function what_became_of_a_choice_is_said_to_a_screen_reader({ browser, site }) {
  const playground = await open(browser, site);
  await (await playground.openMenu("target")).locator("label", { hasText: "builder" }).click();
  await playground.find("p[role=status]", { hasText: /Target builder: 1 stage built, 1 skipped\./ }).waitFor();
}
