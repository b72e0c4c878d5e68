// Makes the pictures of the README from the real page: `node docs/pictures.mjs ADDRESS`, beside a running `cargo xtask serve`.
//
// Needs Chromium (STAGESCOPE_BROWSER, or `chromium` in the PATH) and `img2webp`, which is in Debian's package `webp`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { open } from "../tests/browser/playground.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(join(here, "../web/bridge/package.json"))("playwright-core");

const ONE_STAGE = `FROM python:3.12
WORKDIR /app
RUN pip install --no-cache-dir Flask gunicorn
COPY app.py .
CMD ["gunicorn", "app:app"]
`;
/// How long a picture stays, in milliseconds: one that has something to read, and one of several that move.
const LONG = 2200;
const SHORT = 500;

const [, , address] = process.argv;
if (!address) {
  console.error("usage: node docs/pictures.mjs ADDRESS, where `cargo xtask serve` has printed the address");
  process.exit(2);
}
const frames = mkdtempSync(join(tmpdir(), "stagescope-"));
const browser = await chromium.launch({ executablePath: process.env.STAGESCOPE_BROWSER ?? "/usr/bin/chromium" });
try {
  await screenshot();
  await tour();
} finally {
  await browser.close();
  rmSync(frames, { recursive: true });
}

/// The first screen.
async function screenshot() {
  const { page } = await open(browser, address);
  await page.screenshot({ path: join(here, "screenshot.png") });
}

/// A large image becomes a small one.
async function tour() {
  const options = { viewport: { width: 1200, height: 720 }, reducedMotion: "reduce" };
  const playground = await open(browser, address, options);
  const { page } = playground;
  const words = [];
  const keep = async (duration) => {
    const path = join(frames, `${words.length}.png`);
    await page.screenshot({ path });
    words.push("-d", String(duration), path);
  };

  await playground.paste(ONE_STAGE);
  await playground.find("#tab-files").click();
  await playground.find("[name=lines]").fill("app.py 7 kB");
  await playground.find(".file-form button", { hasText: /^Add$/ }).click();
  await playground.find("#tab-dockerfile").click();
  await keep(LONG);

  await playground.layer("python:3.12").first().hover();
  await keep(LONG);

  await playground.line("RUN pip install --no-cache-dir Flask gunicorn").click();
  await page.keyboard.press("ControlOrMeta+.");
  const change = playground.find(".st-fixes [role=menuitem]", { hasText: "Install the packages in a stage of its own" });
  await change.waitFor();
  await change.hover();
  await keep(LONG);

  await change.click();
  await playground.nodes.nth(3).waitFor();
  await page.mouse.move(600, 715);
  await keep(LONG);

  await playground.layer("COPY --from=build").hover();
  await keep(LONG);

  await playground.show("build");
  for (let step = 0; step < 8; step += 1) {
    await playground.find("button", { hasText: /^Step$/ }).click();
    await keep(SHORT);
  }
  await keep(LONG);
  execFileSync("img2webp", ["-loop", "0", "-lossy", "-q", "82", "-m", "6", ...words, "-o", join(here, "tour.webp")]);
}
