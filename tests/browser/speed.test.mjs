// How long one edit takes in the page. Printed and not judged: the machine that runs the tests has other work too.

import { open } from "./playground.mjs";

const EDITS = 30;
/// Edits before those that count: the first ones compile.
const WARM_UP = 5;

/// A Dockerfile of so many lines, of which each tenth starts a stage or copies from the one before.
function dockerfile(lines) {
  const text = [];
  for (let index = 0; text.length < lines; index += 1) {
    const stage = Math.floor(index / 20);
    if (index % 20 === 0) text.push(`FROM alpine:3.22 AS stage${stage}`);
    else if (index % 20 === 10 && stage > 0) text.push(`COPY --from=stage${stage - 1} /out /in${index}`);
    else text.push(`RUN echo ${index} > /out/${index}`);
  }
  return `${text.join("\n")}\n`;
}

/// Types a character so many times, and gives the milliseconds from the input to the report being on the page, and to the next frame.
async function timeEdits(playground) {
  const { page } = playground;
  await playground.element.evaluate((it) => {
    window.times = [];
    let begin;
    it.shadowRoot.addEventListener("beforeinput", () => (begin = performance.now()), { capture: true });
    it.addEventListener("stagescope-change", () => {
      const shown = performance.now() - begin;
      const start = begin;
      requestAnimationFrame(() => setTimeout(() => window.times.push([shown, performance.now() - start])));
    });
  });
  await page.keyboard.press("ControlOrMeta+End");
  let typed = 0;
  for (const key of `RUN ${"x".repeat(EDITS + WARM_UP)}`) {
    await page.keyboard.type(key);
    typed += 1;
    await page.waitForFunction((count) => window.times.length === count, typed);
  }
  return (await page.evaluate(() => window.times)).slice(-EDITS);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
}

async function edit_takes({ browser, site, assert }, lines) {
  const playground = await open(browser, site);
  await playground.paste(dockerfile(lines));
  const times = await timeEdits(playground);
  assert.equal(times.length, EDITS);
  const shown = times.map(([it]) => it);
  const painted = times.map(([, it]) => it);
  console.log(
    `     one edit of ${lines} lines: all panels after ${median(shown).toFixed(1)} ms (worst ${Math.max(...shown).toFixed(1)}), ` +
      `next frame after ${median(painted).toFixed(1)} ms; median of ${EDITS}`,
  );
}

export const the_time_of_an_edit_of_100_lines_is_printed = (context) => edit_takes(context, 100);
export const the_time_of_an_edit_of_1000_lines_is_printed = (context) => edit_takes(context, 1000);

export async function the_largest_paint_of_the_first_load_with_a_slow_processor_is_printed({ browser, site }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => {
    window.paints = [];
    new PerformanceObserver((list) => window.paints.push(...list.getEntries().map((it) => it.startTime))).observe({ type: "largest-contentful-paint", buffered: true });
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(site);
  await page.locator("stagescope-playground .node").first().waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const [shown, paints] = await page.evaluate(() => [performance.now(), window.paints]);
  console.log(`     first load with the processor slowed 4 times: largest paint after ${Math.round(Math.max(...paints))} ms, graph drawn after at most ${Math.round(shown)} ms`);
}
the_largest_paint_of_the_first_load_with_a_slow_processor_is_printed.firefox = "it does not slow the processor";

for (const test of [
  the_time_of_an_edit_of_100_lines_is_printed,
  the_time_of_an_edit_of_1000_lines_is_printed,
  the_largest_paint_of_the_first_load_with_a_slow_processor_is_printed,
]) {
  test.alone = true;
}
