// The widget as the page around it sees it: events, methods, live attributes, blocks that are upgraded, a frame of another origin.

import { createServer } from "node:http";
import { connectFrames, Playground } from "./playground.mjs";

async function sample(browser, embed) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    window.heard = [];
    for (const name of ["ready", "change", "report", "select", "fix", "lesson", "error"]) {
      document.addEventListener(`stagescope-${name}`, (it) => window.heard.push([it.target.id, name, it.detail]));
    }
  });
  await page.goto(embed);
  const widget = new Playground(page, page.locator("#targets"));
  await widget.element.scrollIntoViewIfNeeded();
  await widget.drawn();
  return widget;
}

/** Waits until the page heard an event that `matches`, a function of its name and detail, and gives its detail. */
async function heard(page, name, matches = "() => true") {
  const found = await page.waitForFunction(
    ([name, matches]) => window.heard.find(([id, it, detail]) => id === "targets" && it === name && (0, eval)(matches)(detail)),
    [name, matches],
  );
  return (await found.jsonValue())[2];
}

export async function a_widget_tells_the_page_around_it_what_happens({ browser, embed, assert }) {
  const widget = await sample(browser, embed);
  const { page } = widget;
  assert.match((await heard(page, "ready")).text, /^FROM node:22-alpine AS base\n/);
  assert.deepEqual(await heard(page, "report"), {
    stop: null, target: "production", reached: ["base", "build", "production"], skipped: ["test"], errors: 0, warnings: 0, suggestions: (await heard(page, "report")).suggestions,
  });
  await widget.paste("FROM alpine AS one\nMAINTAINER me\n");
  assert.equal((await heard(page, "change", "(it) => it.text.includes('MAINTAINER')")).text, "FROM alpine AS one\nMAINTAINER me\n");
  // The target of the attribute is not in this text.
  const { stop } = await heard(page, "report", "(it) => it.stop !== null");
  assert.match(stop.message, /target stage "production" could not be found/);
  await widget.node("one").hover();
  assert.deepEqual(await heard(page, "select", "(it) => it.stage === 'one'"), { stage: "one", line: 1 });
  await widget.show("advice");
  await widget.find(".fix button", { hasText: "Make it a label" }).click();
  assert.deepEqual(await heard(page, "fix"), { title: "Make it a label" });
}

export async function a_lesson_in_a_widget_tells_how_far_it_is_and_how_small({ browser, embed, assert }) {
  const page = (await sample(browser, embed)).page;
  await page.evaluate(() => {
    const element = document.createElement("stagescope-playground");
    Object.assign(element, { id: "lesson" }).setAttribute("lesson", "large-image");
    element.setAttribute("loading", "eager");
    document.querySelector("#targets").before(element);
  });
  const widget = new Playground(page, page.locator("#lesson"));
  await widget.drawn();
  const told = (solved) => page.waitForFunction((solved) => window.heard.findLast(([id, name]) => id === "lesson" && name === "lesson")?.[2].solved === solved, solved);
  await told(false);
  const score = (words) => widget.find(".score", { hasText: words });
  await score(/^Your image: 1\.1\d–1\.1\d GB with 6 instructions\. Best known: 1\d\d–1\d\d MB with 6 instructions\.$/).waitFor();
  await widget.paste((await widget.text()).replace("python:3.12", "python:3.12-slim").replace(/CMD.*\n/, ""));
  await told(true);
  const detail = await page.evaluate(() => window.heard.findLast(([id, name]) => id === "lesson" && name === "lesson")[2]);
  assert.deepEqual(detail, { lesson: "large-image", met: 4, goals: 4, solved: true });
  await score(/with 5 instructions\. Best known: .* with 6 instructions\. Yours is better\.$/).waitFor();
}

export async function the_page_around_a_widget_can_ask_and_change_it({ browser, embed, assert }) {
  const widget = await sample(browser, embed);
  const { page } = widget;
  const on = (work) => page.locator("#targets").evaluate(work);
  await on((it) => it.setAttribute("target", "test"));
  await widget.find(".node.target", { hasText: "test" }).waitFor();
  await on((it) => it.removeAttribute("target"));
  await widget.find(".node.target", { hasText: "production" }).waitFor();
  await on((it) => it.setText("ARG V=1\nFROM alpine:$V AS mine\n"));
  await widget.node("mine").waitFor();
  assert.equal(await on((it) => it.text), "ARG V=1\nFROM alpine:$V AS mine\n");
  await on((it) => it.setAttribute("args", "V=3.22"));
  await widget.find(".drawing .node", { hasText: "alpine:3.22" }).waitFor();
  await on((it) => it.removeAttribute("args"));
  await widget.find(".drawing .node", { hasText: "alpine:1" }).waitFor();
  const report = await on((it) => it.report());
  assert.deepEqual(report.stages.map((it) => [it.name, it.base]), [["mine", "alpine:1"]]);
  assert.match(await on((it) => it.link()), /^#v=1&d=z\./);
  await widget.content.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await widget.node("base").waitFor();
}

export async function a_method_loads_a_widget_that_nobody_has_come_near({ browser, embed, assert }) {
  const page = await browser.newPage({ viewport: { width: 800, height: 300 } });
  await page.goto(embed);
  const stages = await page.evaluate(async () => {
    const it = document.createElement("stagescope-playground");
    it.textContent = "";
    const spacer = document.createElement("div");
    spacer.style.height = "9000px";
    document.body.append(spacer, it);
    await it.setText("FROM alpine AS far\n");
    return (await it.report()).stages.map((stage) => stage.name);
  });
  assert.deepEqual(stages, ["far"]);
  const refused = await page.evaluate(() => document.createElement("stagescope-playground").report().catch((error) => error.message));
  assert.match(refused, /not in a document/);
}

export async function a_widget_opens_what_the_reader_has_in_the_site({ browser, embed, site, assert }) {
  const widget = await sample(browser, embed);
  const { page } = widget;
  const [address] = [site];
  await page.evaluate((address) => {
    const it = document.createElement("stagescope-playground");
    it.id = "linked";
    it.setAttribute("site", address);
    document.querySelector("main").prepend(it);
  }, address);
  const linked = new Playground(page, page.locator("#linked"));
  await linked.element.scrollIntoViewIfNeeded();
  await linked.drawn();
  await linked.paste("FROM alpine AS typed\n");
  await linked.node("typed").waitFor();
  const [opened] = await Promise.all([page.context().waitForEvent("page"), linked.find("button.brand").click()]);
  const there = new Playground(opened, opened.locator("stagescope-playground"));
  await there.drawn();
  await there.node("typed").waitFor();
  assert.equal(await there.text(), "FROM alpine AS typed\n");
}

const BLOCKS = `<!doctype html><title>Docs</title><body><main>
  <pre><code class="language-dockerfile">FROM alpine AS mdbook
</code></pre>
  <div class="language-dockerfile theme-code-block"><div><pre class="prism-code language-dockerfile"><code><span>FROM alpine AS docusaurus<br></span><span>RUN x<br></span></code></pre></div></div>
  <div class="language-dockerfile highlight"><pre><span></span><nav><button>Copy</button></nav><code>FROM alpine AS material
</code></pre></div>
  <div class="highlight-dockerfile notranslate"><div class="highlight"><pre><span>FROM alpine AS sphinx</span>
</pre></div></div>
  <pre><code class="language-python">print("FROM alpine")</code></pre>
</main><script type="module" src="stagescope-embed.js" data-auto></script></body>`;

export async function with_data_auto_every_dockerfile_of_a_page_is_live({ browser, embed, assert }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.route("**/auto.html", (it) => it.fulfill({ contentType: "text/html", body: BLOCKS }));
  await page.goto(new URL("auto.html", embed).href);
  const elements = page.locator("stagescope-playground");
  for (const [index, name] of ["mdbook", "docusaurus", "material", "sphinx"].entries()) {
    const widget = new Playground(page, elements.nth(index));
    await widget.element.scrollIntoViewIfNeeded();
    await widget.node(name).waitFor();
  }
  assert.match(await elements.nth(1).evaluate((it) => it.text), /^FROM alpine AS docusaurus\nRUN x\n$/);
  assert.equal(await elements.count(), 4);
  // A page that is changed without being loaded anew.
  await page.evaluate(() => {
    const pre = document.createElement("pre");
    pre.append(Object.assign(document.createElement("code"), { className: "language-docker", textContent: "FROM alpine AS later\n" }));
    document.querySelector("main").prepend(pre);
  });
  await page.locator("stagescope-playground >> nth=4").waitFor({ state: "attached" });
  await elements.first().scrollIntoViewIfNeeded();
  await new Playground(page, elements.first()).node("later").waitFor();
}

export async function a_widget_takes_the_theme_of_the_page_around_it({ browser, embed, assert }) {
  const widget = await sample(browser, embed);
  const theme = () => widget.find(".stagescope").first().getAttribute("data-theme");
  await widget.page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  await widget.find('.stagescope[data-theme="dark"]').waitFor();
  await widget.page.evaluate(() => document.documentElement.setAttribute("data-theme", "light"));
  await widget.find('.stagescope[data-theme="light"]').waitFor();
  await widget.element.evaluate((it) => it.setAttribute("theme", "dark"));
  assert.equal(await theme(), "dark");
}

export async function keys_that_a_widget_uses_do_not_reach_the_page_around_it({ browser, embed, assert }) {
  const widget = await sample(browser, embed);
  const { page } = widget;
  await page.evaluate(() => {
    window.pressed = [];
    document.addEventListener("keydown", (it) => window.pressed.push(it.key));
  });
  await widget.content.focus();
  await page.keyboard.press("s");
  await page.keyboard.press("ArrowRight");
  // The tabs act upon arrows, and not upon letters.
  await widget.find("#tab-build").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("n");
  assert.deepEqual(await page.evaluate(() => window.pressed), ["n"]);
}

export async function a_page_with_widgets_does_not_jump({ browser, embed, assert }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    window.shifted = [];
    new PerformanceObserver((list) => {
      // What moves inside a widget has no node here.
      for (const it of list.getEntries()) window.shifted.push(...it.sources.flatMap(({ node }) => node?.nodeName ?? []));
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(embed);
  for (const id of ["compiled", "targets"]) {
    const widget = new Playground(page, page.locator(`#${id}`));
    await widget.element.scrollIntoViewIfNeeded();
    await widget.drawn();
  }
  assert.deepEqual(await page.evaluate(() => window.shifted), []);
}

export async function widgets_that_are_taken_out_leave_nothing_behind({ browser, embed, assert }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(embed);
  const cdp = await page.context().newCDPSession(page);
  const counters = async () => {
    for (let round = 0; round < 3; round += 1) await cdp.send("HeapProfiler.collectGarbage");
    return await cdp.send("Memory.getDOMCounters");
  };
  const mount = (times) =>
    page.evaluate(async (times) => {
      for (let round = 0; round < times; round += 1) {
        const it = document.createElement("stagescope-playground");
        it.setAttribute("loading", "eager");
        const ready = new Promise((done) => it.addEventListener("stagescope-report", done, { once: true }));
        document.querySelector("main").prepend(it);
        await ready;
        it.remove();
        await new Promise((done) => requestAnimationFrame(done));
      }
    }, times);
  await mount(10);
  const before = await counters();
  await mount(100);
  const after = await counters();
  console.log(`     100 widgets later: ${before.nodes} → ${after.nodes} nodes, ${before.jsEventListeners} → ${after.jsEventListeners} listeners`);
  assert.ok(after.nodes < before.nodes + 150, `${before.nodes} to ${after.nodes} nodes`);
  assert.ok(after.jsEventListeners < before.jsEventListeners + 50, `${before.jsEventListeners} to ${after.jsEventListeners}`);
}
widgets_that_are_taken_out_leave_nothing_behind.firefox = "it does not count its nodes and listeners";

export async function a_frame_of_another_origin_shows_a_link_and_answers_on_a_port({ browser, embed, allow, assert }) {
  allow(/^request to another host: http:\/\/127\.0\.0\.1:\d+\/(favicon\.ico)?$/);
  allow(/favicon\.ico/);
  const frame = new URL("frame.html#v=1&d=t.FROM%20alpine%20AS%20first%0AFROM%20alpine%20AS%20framed%0A&target=first", embed);
  const body = `<!doctype html><title>Host</title><iframe title="A Dockerfile" width="1100" height="700" sandbox="allow-scripts" src="${frame.href.replaceAll("&", "&amp;")}"></iframe>`;
  const server = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end(body));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await connectFrames(page);
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const ask = async (id, method, ...params) => {
      await page.waitForFunction(() => window.port);
      await page.evaluate(([id, method, params]) => window.port.postMessage({ id, method, params }), [id, method, params]);
      return await (await page.waitForFunction((id) => window.heard.find((it) => it.id === id), id)).jsonValue();
    };
    const { result } = await ask(1, "report");
    assert.deepEqual(result.stages.map((it) => [it.name, it.target]), [["first", true], ["framed", false]]);
    await ask(2, "setTarget", null);
    await page.waitForFunction(() => window.heard.some((it) => it.event === "report" && it.detail.target === "framed"));
    assert.match((await ask(3, "constructor")).error, /no such method/);
    const inside = page.frameLocator("iframe").locator("stagescope-playground");
    await inside.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("RUN typed");
    await page.waitForFunction(() => window.heard.some((it) => it.event === "change" && it.detail.text.endsWith("RUN typed")));
    assert.match((await ask(4, "text")).result, /RUN typed$/);
  } finally {
    server.close();
  }
}
