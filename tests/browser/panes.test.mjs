// The page is divided as its reader likes, and stays so.

import { holds, open } from "./playground.mjs";

const width = (playground) => playground.find(".pane.editor").evaluate((it) => Math.round(it.getBoundingClientRect().width));

export async function a_bar_is_dragged_and_stays_there_after_a_reload({ browser, site, assert }) {
  const playground = await open(browser, site);
  const before = await width(playground);
  const bar = await playground.find(".divider.across").boundingBox();
  const { mouse } = playground.page;
  await mouse.move(bar.x + 4, bar.y + 200);
  await mouse.down();
  await mouse.move(bar.x + 154, bar.y + 200, { steps: 5 });
  await mouse.up();
  const after = await width(playground);
  assert.ok(Math.abs(after - before - 150) < 12, `${before} to ${after}`);
  await playground.page.reload();
  await playground.drawn();
  assert.equal(await width(playground), after);
}

export async function a_double_click_puts_a_bar_back({ browser, site, assert }) {
  const playground = await open(browser, site);
  const before = await width(playground);
  const bar = playground.find(".divider.across");
  await bar.focus();
  await playground.page.keyboard.press("ArrowRight");
  assert.notEqual(await width(playground), before);
  await bar.dblclick();
  assert.equal(await width(playground), before);
}
a_double_click_puts_a_bar_back.firefox = "driven from outside it takes two clicks for two single ones";

export async function keys_move_a_bar_and_fold_up_a_pane({ browser, site, assert }) {
  const playground = await open(browser, site);
  const { keyboard } = playground.page;
  const bar = playground.find(".divider.down");
  const value = () => bar.getAttribute("aria-valuenow");
  await bar.focus();
  await keyboard.press("ArrowDown");
  assert.equal(await value(), "41");
  await keyboard.press("Enter");
  assert.equal(await value(), "0");
  assert.equal(await bar.getAttribute("aria-valuetext"), "folded up");
  assert.equal(await playground.find(".pane.stages").isVisible(), false);
  await keyboard.press("Enter");
  assert.equal(await value(), "41");
  assert.ok(await playground.find(".pane.stages").isVisible());
  await playground.find(".divider.across").focus();
  await keyboard.press("Home");
  assert.equal(await playground.find(".pane.editor").isVisible(), false);
  // What is folded up on a wide page is a view of its own on a narrow one.
  await playground.page.setViewportSize({ width: 390, height: 844 });
  await playground.find(".bottom button").first().click();
  await playground.content.waitFor({ state: "visible" });
}

export async function the_graph_fits_its_pane_when_that_gets_smaller({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.find(".divider.across").focus();
  await playground.page.keyboard.press("End");
  await holds(playground.find(".drawing"), ([it]) => {
    const pane = it.getBoundingClientRect();
    return [...it.querySelectorAll(".node .box")].every((box) => box.getBoundingClientRect().right <= pane.right + 1) || pane.width < 520;
  });
  assert.ok((await width(playground)) > 1000);
}
