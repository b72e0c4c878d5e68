// Small screens, zoom, and what readers ask of their system.

import { open, words } from "./playground.mjs";

const LONG = `FROM registry.example.com/a/very/long/name/of/an/image/that/goes/on/and/on:1.2.3-alpine3.22 AS ${"long".repeat(20)}
RUN echo ${"x".repeat(300)}

FROM alpine AS final
COPY --from=${"long".repeat(20)} /a/path/that/is/quite/long/and/has/many/parts/in/it /another/path/that/is/long
ENV ${"NAME".repeat(20)}=${"value".repeat(60)}
MAINTAINER me
FRO
`;

/// What can be seen of the playground and sticks out of the screen, unless it is in something that scrolls.
function sticksOut(playground) {
  return playground.element.evaluate((it) => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const isLetIn = (element) => {
      for (let up = element.parentElement; up; up = up.parentElement) if (scrolls(up)) return true;
      return false;
    };
    const found = [...it.shadowRoot.querySelectorAll("*")].filter((element) => {
      if (element.closest(".hidden") || !element.checkVisibility({ visibilityProperty: true })) return false;
      const { left, right } = element.getBoundingClientRect();
      return (right > width + 1 || left < -1) && right > left && !isLetIn(element);
    });
    const all = found.map((element) => `${element.localName}.${element.getAttribute("class")}`);
    if (document.documentElement.scrollWidth > width) all.push(`the page: ${document.documentElement.scrollWidth} px`);
    // What scrolls on a phone scrolls down, but for text that keeps its lines and the drawing.
    const wide = [...it.shadowRoot.querySelectorAll(".panel, .outline, .source, .sheet, .options")].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && element.scrollWidth > element.clientWidth + 1,
    );
    const culprit = (element) => {
      const edge = element.getBoundingClientRect().right + 1;
      const beyond = [...element.querySelectorAll("*")].filter((it) => it.getBoundingClientRect().right > edge || it.scrollWidth > it.clientWidth + 1);
      return beyond.map((it) => it.getAttribute("class") ?? it.localName).join(", ");
    };
    return [...all, ...wide.map((it) => `${it.className} scrolls sideways, for ${culprit(it)}`)];
  });
}

const VIEWS = { Dockerfile: ".editor", Stages: ".stages", Image: ".layers", Build: ".build", Advice: ".advice" };

/// Goes through the views of the bottom bar; `visit` is called on each.
async function eachView(playground, visit) {
  for (const [index, [name, selector]] of Object.entries(VIEWS).entries()) {
    await playground.find(".bottom button").nth(index).click();
    await playground.find(`.bottom button[aria-current="true"]`).nth(0).waitFor();
    await playground.find(selector).first().waitFor({ state: "visible" });
    await visit(name, selector);
  }
}

export async function nothing_is_wider_than_a_screen_of_360_pixels({ browser, site, assert }) {
  const playground = await open(browser, site, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await playground.find(".bottom button").first().click();
  for (const text of [await playground.text(), LONG]) {
    await playground.find(".bottom button").first().click();
    await playground.paste(`${text}MAINTAINER me\n`);
    await eachView(playground, async (name) => {
      const found = await sticksOut(playground);
      assert.deepEqual(found, [], `${name}: ${found.join(", ")}`);
    });
    await playground.find(".more").click();
    for (const menu of ["example", "target", "share", "platform", "build"]) {
      await (await playground.openMenu(menu)).waitFor();
      const found = await sticksOut(playground);
      assert.deepEqual(found, [], `menu ${menu}: ${found.join(", ")}`);
      await playground.find(`.menu-${menu} > summary`).click();
    }
    await playground.find(".more").click();
    await playground.find(".bottom button").first().click();
    for (const [name, opener, opened] of [["open", ".menu-open > summary", ".menu-open .sheet"], ["history", ".open-history", ".history form"]]) {
      await playground.find(opener).click();
      await playground.find(opened).waitFor();
      const found = await sticksOut(playground);
      assert.deepEqual(found, [], `${name}: ${found.join(", ")}`);
      await playground.page.keyboard.press("Escape");
    }
  }
}

export async function the_bottom_bar_shows_one_view_at_a_time({ browser, site, assert }) {
  const playground = await open(browser, site, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await playground.paste("FROM alpine:3.22\nMAINTAINER me\n");
  assert.equal((await words(playground.find(".bottom button"))).length, 5);
  const panes = [".editor", ".stages", ".result"];
  await eachView(playground, async (name) => {
    const visible = await Promise.all(panes.map((it) => playground.find(`section${it}`).isVisible()));
    assert.equal(visible.filter(Boolean).length, 1, name);
  });
  assert.match(await playground.find(".bottom button").nth(4).textContent(), /1/);
}

export async function a_line_that_is_asked_for_shows_the_editor_on_a_phone({ browser, site }) {
  const playground = await open(browser, site, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await playground.find(".bottom button").nth(2).click();
  await playground.layer("RUN useradd").click();
  await playground.find('.bottom button[aria-current="true"]', { hasText: "Dockerfile" }).or(playground.find(".app.view-editor")).first().waitFor();
  await playground.content.waitFor({ state: "visible" });
}

export async function controls_of_a_phone_are_large_enough_for_a_finger({ browser, site, assert }) {
  const playground = await open(browser, site, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await playground.paste("FROM alpine:3.22\nMAINTAINER me\n");
  const small = [];
  const look = (it) =>
    [...it.shadowRoot.querySelectorAll(".bar button, .bar summary, .bottom button, .panel button")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => element.getBoundingClientRect().height < 44)
      .map((element) => `${element.className}: ${element.getBoundingClientRect().height}`);
  await eachView(playground, async () => small.push(...(await playground.element.evaluate(look))));
  assert.deepEqual(small, []);
}

export async function a_page_at_200_percent_is_usable({ browser, site, assert }) {
  // A window of 1440 by 900 pixels at 200 %.
  const playground = await open(browser, site, { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });
  await playground.paste("FROM alpine:3.22 AS zoomed\nMAINTAINER me\n");
  await eachView(playground, async (name) => {
    const found = await sticksOut(playground);
    assert.deepEqual(found, [], `${name}: ${found.join(", ")}`);
  });
  await playground.find(".fix .button").click();
  await playground.finding("Maintainer").waitFor({ state: "detached" });
}

export async function with_reduced_motion_nothing_moves({ browser, site, assert }) {
  const playground = await open(browser, site, { reducedMotion: "reduce" });
  const moving = await playground.element.evaluate((it) =>
    [...it.shadowRoot.querySelectorAll("*")]
      .filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0);
      })
      .map((element) => element.getAttribute("class")),
  );
  assert.deepEqual(moving, []);
}

export async function with_colors_of_the_system_what_is_lit_is_still_marked({ browser, site, assert }) {
  const playground = await open(browser, site, { forcedColors: "active" });
  const plain = playground.layer("RUN useradd");
  assert.equal(await plain.evaluate((it) => getComputedStyle(it).outlineStyle), "none");
  await playground.node("production").hover();
  await playground.find(".layers .row.lit").first().waitFor();
  assert.equal(await plain.evaluate((it) => getComputedStyle(it).outlineStyle), "solid");
  assert.equal(await playground.find(".cm-line.st-lit").first().evaluate((it) => getComputedStyle(it).outlineStyle), "solid");
}

export async function the_theme_follows_the_system_live({ browser, site, assert }) {
  const playground = await open(browser, site, { colorScheme: "light" });
  const background = () => playground.app.evaluate((it) => getComputedStyle(it).backgroundColor);
  const light = await background();
  await playground.page.emulateMedia({ colorScheme: "dark" });
  await playground.find('[data-theme="dark"] .app').waitFor();
  assert.notEqual(await background(), light);
}
the_theme_follows_the_system_live.firefox = "its theme cannot be changed from outside while it runs";
