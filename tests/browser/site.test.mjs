// The site as static files: at any address, without a network on the second visit, without scripts.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { follow, open, Playground } from "./playground.mjs";
import { serve } from "./server.mjs";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../../dist/site");
async function workerIsReady(page) {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active.state);
}

export async function the_site_works_below_a_path_and_again_when_the_server_is_gone({ browser, assert, allow }) {
  const server = await serve(dist, "/some/where/");
  allow(new RegExp(new URL(server.address).host.replaceAll(".", "\\.")));
  const playground = await open(browser, server.address);
  const { page } = playground;
  await workerIsReady(page);
  await server.stop();
  await page.goto(server.address);
  const again = new Playground(page, page.locator("stagescope-playground"));
  await again.drawn();
  await again.paste("FROM alpine AS offline\nMAINTAINER me\n");
  await again.node("offline").waitFor();
  // Also what is loaded on demand.
  await again.show("advice");
  const about = again.finding("Maintainer").locator("details.page");
  await about.locator("summary").click();
  await about.locator(".prose pre.good").first().waitFor();
  assert.equal(await page.locator(".update").count(), 0);
}

export async function a_new_version_is_announced_and_never_forced({ browser, assert, allow }) {
  let next = false;
  const server = await serve(dist, "/", (file) => (file === "sw.js" && next ? changed : null));
  const changed = (await readFile(join(dist, "sw.js"), "utf8")) + "\n// another version\n";
  allow(new RegExp(new URL(server.address).host.replaceAll(".", "\\.")));
  try {
    const { page } = await open(browser, server.address);
    await workerIsReady(page);
    await page.reload();
    const playground = new Playground(page, page.locator("stagescope-playground"));
    await playground.drawn();
    next = true;
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.locator(".update", { hasText: "A new version" }).waitFor();
    assert.ok(await page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting)));
    const loaded = page.waitForEvent("load");
    await page.locator(".update button", { hasText: "Reload" }).click();
    await loaded;
    await playground.drawn();
    assert.equal(await page.locator(".update").count(), 0);
  } finally {
    await server.stop();
  }
}

export async function without_scripts_the_site_says_what_it_is_and_shows_the_first_example({ browser, site, assert }) {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(site);
  await page.locator("h1", { hasText: "Stagescope" }).waitFor();
  await page.locator("pre", { hasText: "FROM python" }).waitFor();
  await follow(page.locator("a", { hasText: "what this is made of" }));
  await page.locator("h2", { hasText: "Privacy" }).waitFor();
  assert.ok((await page.locator("tbody tr").count()) > 20);
}

export async function the_manifest_names_icons_that_are_there({ browser, site, assert }) {
  const page = await browser.newPage();
  await page.goto(site);
  const address = await page.locator("link[rel=manifest]").evaluate((it) => it.href);
  const manifest = await (await page.request.get(address)).json();
  for (const { src } of manifest.icons) {
    assert.equal((await page.request.get(new URL(src, address).href)).status(), 200, src);
  }
  const missing = await page.request.get(new URL("nowhere", site).href);
  assert.equal(missing.status(), 404);
  assert.match(await missing.text(), /There is no such page/);
}
