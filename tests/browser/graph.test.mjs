// The stage graph is moved, enlarged, asked and followed through an edit.

import { hasFocus, holds, open, words } from "./playground.mjs";

/// A chain of sixty stages, some of which copy from earlier ones.
function sixty() {
  const stages = Array.from({ length: 60 }, (_, index) => {
    const base = index % 7 === 0 ? "alpine:3.22" : `stage${index - 1}`;
    const copy = index > 5 ? `COPY --from=stage${index - 5} /out/${index} /in\n` : "";
    return `FROM ${base} AS stage${index}\n${copy}RUN make ${index}\n`;
  });
  return stages.join("\n");
}

/// Where the drawing stands: begin and enlargement.
function place(playground) {
  return playground.find(".scene").evaluate((it) => {
    const { a, e, f } = new DOMMatrix(it.style.transform);
    return { scale: a, x: e, y: f };
  });
}

/// Waits until nothing glides any more.
async function settled(playground) {
  await holds(playground.find(".drawing"), ([it]) => it.getAnimations({ subtree: true }).length === 0);
}

/// The nodes that do not lie wholly in the pane.
function outside(playground) {
  return playground.find(".drawing").evaluate((it) => {
    const pane = it.getBoundingClientRect();
    const isOut = ({ left, right, top, bottom }) => left < pane.left - 1 || right > pane.right + 1 || top < pane.top - 1 || bottom > pane.bottom + 1;
    return [...it.querySelectorAll(".node .box")].filter((box) => isOut(box.getBoundingClientRect())).length;
  });
}

export async function sixty_stages_are_seen_around_the_target_in_a_size_that_can_be_read({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(sixty());
  await playground.node("stage59").waitFor();
  await settled(playground);
  assert.ok((await place(playground)).scale > 0.69);
  const isIn = await playground.find(".node.target .box").evaluate((it) => {
    const [box, pane] = [it, it.closest(".drawing")].map((element) => element.getBoundingClientRect());
    return box.left >= pane.left && box.right <= pane.right && box.top >= pane.top && box.bottom <= pane.bottom;
  });
  assert.ok(isIn, "the target is in view");
  await playground.find('[data-zoom="all"]').click();
  await settled(playground);
  assert.equal(await outside(playground), 0);
}

export async function buttons_keys_and_wheel_zoom({ browser, site, assert }) {
  const playground = await open(browser, site);
  const scales = [(await place(playground)).scale];
  const next = async (rises) => {
    await settled(playground);
    scales.push((await place(playground)).scale);
    const [before, after] = scales.slice(-2);
    assert.ok(rises ? after > before : after < before, `${before} to ${after}`);
  };
  await playground.find('[data-zoom="in"]').click();
  await next(true);
  await playground.find('[data-zoom="out"]').click();
  await next(false);
  await playground.node("builder").focus();
  await playground.page.keyboard.press("+");
  await next(true);
  await playground.page.keyboard.press("-");
  await next(false);
  const box = await playground.node("builder").locator(".box").boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await playground.page.mouse.move(at.x, at.y);
  await playground.page.keyboard.down("Control");
  await playground.page.mouse.wheel(0, -100);
  await playground.page.keyboard.up("Control");
  await next(true);
  // What is under the pointer stays there.
  const after = await playground.node("builder").locator(".box").boundingBox();
  assert.ok(Math.hypot(after.x + after.width / 2 - at.x, after.y + after.height / 2 - at.y) < 2);
  await playground.node("builder").focus();
  await playground.page.keyboard.press("0");
  await next(false);
  assert.equal(await outside(playground), 0);
}

export async function a_wheel_without_a_key_scrolls_a_large_graph_and_leaves_a_small_one({ browser, site, assert }) {
  const playground = await open(browser, site);
  const roll = async () => {
    const before = await place(playground);
    const box = await playground.find(".drawing").boundingBox();
    await playground.page.mouse.move(box.x + box.width / 2, box.y + 20);
    await playground.page.mouse.wheel(-120, 0);
    await playground.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    return (await place(playground)).x - before.x;
  };
  assert.equal(await roll(), 0);
  await playground.paste(sixty());
  await playground.node("stage59").waitFor();
  await settled(playground);
  assert.ok((await roll()) > 50);
}

export async function a_drag_moves_the_drawing_and_is_no_click({ browser, site, assert }) {
  const playground = await open(browser, site);
  const { mouse } = playground.page;
  await settled(playground);
  const before = await place(playground);
  const box = await playground.node("builder").locator(".box").boundingBox();
  await mouse.move(box.x + 20, box.y + 20);
  await mouse.down();
  await mouse.move(box.x + 50, box.y + 30, { steps: 4 });
  await mouse.move(box.x + 80, box.y + 40, { steps: 4 });
  await mouse.up();
  const after = await place(playground);
  assert.deepEqual([after.x - before.x, after.y - before.y].map(Math.round), [60, 20]);
  assert.equal(await playground.page.evaluate(() => getSelection().toString()), "");
  // A click still goes to the lines.
  await playground.node("builder").click();
  await hasFocus(playground.content);
  // A change of the text leaves the drawing where the reader put it.
  await playground.typeAtEnd("RUN true\n");
  await settled(playground);
  assert.deepEqual(await place(playground), after);
}

export async function two_fingers_zoom({ browser, site, assert }) {
  const playground = await open(browser, site, { hasTouch: true });
  const before = await place(playground);
  await playground.find(".drawing").evaluate((it) => {
    const { x, y, width, height } = it.getBoundingClientRect();
    const [cx, cy] = [x + width / 2, y + height / 2];
    const tell = (type, pointerId, dx) =>
      it.dispatchEvent(new PointerEvent(type, { pointerId, pointerType: "touch", clientX: cx + dx, clientY: cy, bubbles: true, button: type === "pointermove" ? -1 : 0 }));
    tell("pointerdown", 11, -40);
    tell("pointerdown", 12, 40);
    tell("pointermove", 11, -80);
    tell("pointermove", 12, 80);
    tell("pointerup", 11, -80);
    tell("pointerup", 12, 80);
  });
  const after = await place(playground);
  assert.ok(Math.abs(after.scale / before.scale - 2) < 0.05, `${before.scale} to ${after.scale}`);
}

export async function keys_move_the_drawing_and_bring_the_next_node_into_view({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(sixty());
  await playground.node("stage59").waitFor();
  await playground.find('.node[tabindex="0"]').focus();
  await settled(playground);
  const before = await place(playground);
  await playground.page.keyboard.press("Shift+ArrowLeft");
  await settled(playground);
  assert.equal(Math.round((await place(playground)).x - before.x), 60);
  await playground.page.keyboard.press("Home");
  await settled(playground);
  const isIn = await playground.element.evaluate((it) => {
    const [box, pane] = [it.shadowRoot.activeElement, it.shadowRoot.querySelector(".drawing")].map((element) => element.getBoundingClientRect());
    return box.left >= pane.left - 1 && box.right <= pane.right + 1;
  });
  assert.ok(isIn, "the node that has the focus is in view");
}

export async function why_a_stage_is_needed_is_answered_in_words_and_by_the_way_that_is_lit({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(
    "FROM node:24 AS deps\nRUN npm ci\nFROM deps AS build\nRUN make\nFROM deps AS test\nFROM nginx:1.29 AS web\nCOPY --from=build /app /srv\n",
  );
  await playground.node("web").waitFor();
  await playground.node("deps").focus();
  await playground.page.keyboard.press("w");
  const answer = playground.find(".way-answer");
  await answer.filter({ hasText: "web copies /app from build (line 7). build starts from deps (line 3)." }).waitFor();
  assert.deepEqual((await words(playground.find(".node.on-path .title"))).sort(), ["1 deps", "2 build", "4 web"]);
  assert.equal(await playground.find(".edge.on-path .line").count(), 2);
  await settled(playground);
  assert.ok((await playground.node("test").evaluate((it) => Number(getComputedStyle(it).opacity))) < 0.5);
  await playground.find(".graph-question select").first().selectOption("3 test");
  await answer.filter({ hasText: "4 web does not need 3 test." }).waitFor();
  await playground.node("deps").focus();
  await playground.page.keyboard.press("Escape");
  await answer.waitFor({ state: "detached" });
  await playground.find(".why-button").click();
  await answer.waitFor();
  await playground.find(".graph-question .round").click();
  await playground.find(".legend").waitFor();
}

export async function a_node_stays_the_same_when_a_stage_comes_before_it({ browser, site, assert }) {
  const playground = await open(browser, site);
  const text = "FROM golang:1.25 AS build\nRUN make\n\nFROM alpine:3.22 AS final\nCOPY --from=build /a /a\n";
  await playground.paste(text);
  await playground.node("final").waitFor();
  const before = await playground.node("final").elementHandle();
  await playground.paste(`FROM alpine:3.22 AS first\n${text}`);
  await playground.node("first").waitFor();
  assert.equal(await before.evaluate((it) => it.querySelector(".title").textContent), "3 final");
  assert.ok(await before.evaluate((it) => it.isConnected));
}
