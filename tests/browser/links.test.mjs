// Links: what the address opens, how it follows the text, and the Share menu.

import { holds, open, Playground, words } from "./playground.mjs";

const hash = (playground) => playground.page.evaluate(() => location.hash);

/// Waits until the address has a link, or none.
const hasLink = (playground, wanted = true) =>
  playground.page.waitForFunction((wanted) => location.hash.startsWith("#v=1&d=z.") === wanted, wanted);

export async function a_link_made_by_hand_opens_its_text_and_options({ browser, site, assert }) {
  const text = "FROM alpine:3.22 AS one\nRUN true\nFROM alpine:3.22 AS two\n";
  const link = `${site}#v=1&d=t.${encodeURIComponent(text)}&target=one&platform=linux/arm64&view=build`;
  const playground = await open(browser, link);
  assert.equal(await playground.text(), text);
  await playground.find(".node.target").waitFor();
  assert.deepEqual(await words(playground.find(".node.target .title")), ["1 one"]);
  assert.match(await playground.command.textContent(), /--target one .*linux\/arm64|linux\/arm64 .*--target one/);
  await playground.find('#tab-build[aria-selected="true"]').waitFor();
  // Opening changes nothing.
  assert.equal(playground.page.url(), link);
}

export async function typing_replaces_the_address_and_a_reload_opens_it({ browser, site, assert }) {
  const playground = await open(browser, site);
  assert.equal(await hash(playground), "");
  const entries = await playground.page.evaluate(() => history.length);
  await playground.paste("FROM alpine:3.22 AS typed\n");
  await hasLink(playground);
  assert.equal(await playground.page.evaluate(() => history.length), entries);
  await playground.page.evaluate(() => localStorage.clear());
  await playground.page.reload();
  await playground.drawn();
  assert.equal(await playground.text(), "FROM alpine:3.22 AS typed\n");
}

export async function back_returns_to_what_was_typed_before_a_link_was_followed({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine:3.22 AS typed\n");
  await hasLink(playground);
  await playground.page.evaluate(() => (location.hash = "#v=1&d=t.FROM%20busybox%20AS%20linked"));
  await playground.node("linked").waitFor();
  await playground.page.goBack();
  await playground.node("typed").waitFor();
  assert.equal(await playground.text(), "FROM alpine:3.22 AS typed\n");
  await playground.page.goForward();
  await playground.node("linked").waitFor();
}

export async function a_link_that_cannot_be_read_is_said_to_be_and_stays({ browser, site, assert }) {
  for (const [link, reason] of [
    ["#v=9&d=t.FROM", "version “9”"],
    ["#v=1&d=q.FROM", "“q”"],
    ["#v=1&d=z.!!!", "damaged"],
    [`#v=1&d=t.${"x".repeat(70_000)}`, "64 KiB"],
  ]) {
    const playground = await open(browser, site + link);
    assert.ok((await playground.find(".note.notice").textContent()).includes(reason), reason);
    await playground.paste("FROM alpine AS other\n");
    await playground.node("other").waitFor();
    // Longer than the pause after which the address would follow.
    await playground.page.evaluate(() => new Promise((done) => setTimeout(done, 700)));
    assert.equal(await hash(playground), link);
    await playground.find(".note.notice button").click();
    await playground.find(".note.notice").waitFor({ state: "detached" });
    await playground.page.close();
  }
}

export async function scripts_in_a_link_are_text({ browser, site, assert }) {
  const text = 'FROM alpine AS "><img src=x onerror=alert(1)>\nRUN <script>alert(1)</script>\n';
  const playground = await open(browser, `${site}#v=1&d=t.${encodeURIComponent(text)}&target=${encodeURIComponent("<b>x</b>")}`);
  assert.equal(await playground.text(), text);
  assert.equal(await playground.find("img:not(.cm-widgetBuffer), script").count(), 0);
}

export async function a_line_in_a_link_is_selected({ browser, site, assert }) {
  const playground = await open(browser, `${site}#v=1&d=t.FROM%20a%0ARUN%20second%0A&line=2`);
  await holds(playground.element, ([it]) => getSelection().toString() === "RUN second" || it.shadowRoot.getSelection?.().toString() === "RUN second");
  assert.equal(await playground.find(".cm-lineNumbers .cm-activeLineGutter").last().textContent(), "2");
}

export async function a_secret_does_not_get_into_the_address({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine AS plain\n");
  await hasLink(playground);
  await playground.paste("FROM alpine AS hidden\nENV DB_PASSWORD=hunter2\n");
  await hasLink(playground, false);
  assert.equal(await hash(playground), "");
}

export async function a_widget_leaves_the_address_alone({ browser, embed, assert }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${embed}#v=1&d=t.FROM%20busybox`);
  const widget = new Playground(page, page.locator("#compiled"));
  await widget.element.scrollIntoViewIfNeeded();
  await widget.drawn();
  assert.match(await widget.text(), /golang/);
  assert.equal(await widget.find(".menu-share").count(), 0);
  await widget.paste("FROM alpine AS mine\n");
  await page.evaluate(() => new Promise((done) => setTimeout(done, 700)));
  assert.equal(await page.evaluate(() => location.hash), "#v=1&d=t.FROM%20busybox");
}

export async function the_offline_file_opens_links({ browser, offline, assert }) {
  const playground = await open(browser, `${offline}#v=1&d=t.FROM%20alpine%20AS%20linked`);
  assert.equal(await playground.text(), "FROM alpine AS linked");
}

async function sharing(browser, site, text) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(site);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  await playground.drawn();
  await playground.paste(text);
  const sheet = await playground.openMenu("share");
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  return { playground, sheet, clipboard };
}

export async function the_share_menu_copies_what_it_says({ browser, site, assert }) {
  const { playground, sheet, clipboard } = await sharing(browser, site, "FROM alpine:3.22 AS shared\n");
  const copy = async (title) => {
    const choice = sheet.locator(".choice", { has: playground.page.locator("b", { hasText: new RegExp(`^${title}$`) }) });
    await choice.click();
    await choice.locator(".state.good").waitFor();
    return await clipboard();
  };
  assert.equal(await copy("docker command"), "docker build .");
  const link = await copy("Link");
  assert.ok(link.startsWith(`${site}#v=1&d=z.`), link);
  assert.equal(await copy("Markdown link"), `[Open this Dockerfile in Stagescope](${link})`);
  assert.equal(
    await copy("Markdown with code"),
    `\`\`\`dockerfile\nFROM alpine:3.22 AS shared\n\`\`\`\n\n\`\`\`console\n$ docker build .\n\`\`\`\n\n[Open in Stagescope](${link})\n`,
  );
  const other = await open(browser, link);
  assert.equal(await other.text(), "FROM alpine:3.22 AS shared\n");
}

export async function sharing_a_secret_or_much_text_asks_first({ browser, site, assert }) {
  let noise = "";
  for (let seed = 1; noise.length < 4000; seed = (seed * 48_271) % 2_147_483_647) noise += String.fromCharCode(97 + (seed % 26));
  for (const [text, reason] of [
    ["FROM alpine\nENV DB_PASSWORD=hunter2\n", /line 2 \(DB_PASSWORD\)/],
    [`FROM alpine\nRUN echo ${noise}\n`, /2,000/],
  ]) {
    const { playground, sheet, clipboard } = await sharing(browser, site, text);
    await playground.page.evaluate(() => navigator.clipboard.writeText("before"));
    await sheet.locator(".choice").first().click();
    assert.match(await sheet.locator(".question p").textContent(), reason);
    assert.equal(await clipboard(), "before");
    await sheet.locator(".question button", { hasText: "Copy anyway" }).click();
    await sheet.locator(".state.good").waitFor();
    assert.match(await clipboard(), /#v=1&d=z\./);
  }
}
