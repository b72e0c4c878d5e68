// Each home starts, draws its graph, and asks nobody else for anything; the harness watches policy, errors and requests.

import { onlyTheFile } from "./playground.mjs";

async function draws(page, address, element = "stagescope-playground") {
  await page.goto(address);
  // Into the shadow root, and only what is seen.
  await page.locator(`${element} svg:visible`).first().waitFor();
}

export async function the_site_loads({ browser, site, assert }) {
  const page = await browser.newPage();
  const answers = [];
  page.on("response", (it) => answers.push(it));
  await draws(page, site);
  const [document] = answers;
  assert.match(document.headers()["content-security-policy"], /^default-src 'none'; /);
  const wasm = answers.find((it) => it.url().endsWith(".wasm"));
  assert.equal(wasm?.headers()["content-type"], "application/wasm");
}

export async function both_widgets_of_the_sample_page_load({ browser, embed }) {
  const page = await browser.newPage();
  await page.goto(embed);
  for (const id of ["compiled", "targets"]) {
    const widget = page.locator(`#${id}`);
    // A widget loads when it comes near the screen.
    await widget.scrollIntoViewIfNeeded();
    await widget.locator("svg:visible").first().waitFor();
  }
}

export async function the_offline_file_loads_without_a_network({ browser, offline, assert, engine }) {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const requests = [];
  page.on("request", (it) => requests.push(it.url()));
  await draws(page, offline);
  assert.deepEqual(requests, onlyTheFile(engine, offline));
}

export async function a_violation_of_the_policy_is_seen({ browser, site, assert, allow }) {
  allow(/policy violation|TrustedScript|require-trusted-types-for/);
  const page = await browser.newPage();
  await page.goto(site);
  const seen = page.waitForEvent("console", { predicate: (it) => it.text().startsWith("policy violation: require-trusted-types-for") });
  const refused = await page.evaluate(() => {
    const script = document.createElement("script");
    try {
      script.textContent = "document.title = 'ran';";
    } catch {
      return true;
    }
    document.body.append(script);
    return false;
  });
  assert.ok(refused);
  await seen;
  assert.notEqual(await page.title(), "ran");
}
