// Random edits, undo and redo, panels and targets: after each step the text is that of the model, and nothing fails.
//
// STAGESCOPE_EDITS says how many steps; a long run also prints what memory is held before and after.

import { open } from "./playground.mjs";

const STEPS = Number(process.env.STAGESCOPE_EDITS ?? 200);
/// Steps before memory is measured: the first ones fill what is kept.
const WARM_UP = Math.min(1000, STEPS / 2);
/// How far back it goes: the editor keeps a hundred changes.
const BACK = 50;

/// Numbers from 0 to 1, the same in every run.
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 4294967296;
  };
}

const LINES = [
  "FROM alpine:3.22", "FROM golang:1.25 AS build", "FROM build AS test", "FROM ${BASE} AS dev", "FROM scratch", "ARG BASE=alpine",
  "COPY --from=build /out /in", "COPY --from=0 / /", "COPY --from=nginx:1.29 /etc /etc", "COPY . .", "ADD https://example.com/a.tar /",
  "RUN apt-get update", "RUN --mount=type=cache,target=/c make", "RUN <<EOF", "EOF", "RUN a && \\", "    b", "ENV A 1", "ENV A=1 B=$A", "WORKDIR app",
  "USER web", 'CMD ["a"]', "CMD a", "MAINTAINER me", "# check=skip=all", "# syntax=docker/dockerfile:1", "FRO", "🐳 é \t", "", "HEALTHCHECK NONE",
];

/// Another text than this one.
function edited(text, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const lines = text.split("\n");
  const at = Math.floor(random() * (lines.length + 1));
  const roll = random();
  if (lines.length > 60) lines.splice(0, 40);
  else if (roll < 0.5) lines.splice(at, 0, pick(LINES));
  else if (roll < 0.7) lines.splice(at, 1);
  else if (roll < 0.85) {
    // Between characters: half of one is no text that anybody can type.
    const letters = [...text];
    letters.splice(Math.floor(random() * (letters.length + 1)), 0, pick(["x", " ", "\\", '"', "$", "=", "\n", "#"]));
    return letters.join("");
  } else lines.splice(at, 2, ...lines.slice(at, at + 2).reverse());
  const result = lines.join("\n");
  return result === text ? `${text}\nRUN ${Math.floor(random() * 1000)}` : result;
}

/// What is held, in megabytes: by the wasm, and by scripts where the browser tells through a session.
async function memory(session, page) {
  const wasm = await page.evaluate(() => window.wasmMemory?.buffer.byteLength ?? 0);
  if (!session) return { wasm: wasm / 1e6 };
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return { scripts: metrics.find(({ name }) => name === "JSHeapUsedSize").value / 1e6, wasm: wasm / 1e6 };
}

export async function random_steps_leave_the_text_as_the_model_has_it({ browser, site, assert, engine }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => {
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const original = WebAssembly[name];
      WebAssembly[name] = async (...args) => {
        const result = await original.apply(WebAssembly, args);
        // The later part has none of its own.
        window.wasmMemory ??= (result.instance ?? result).exports.memory;
        return result;
      };
    }
  });
  const playground = await open({ newPage: () => context.newPage() }, site);
  const { page } = playground;
  const session = engine === "chromium" ? await context.newCDPSession(page) : null;
  await session?.send("Performance.enable");
  const random = randomFrom(7);
  let texts = ["FROM alpine:3.22\n"];
  let at = 0;
  await playground.paste(texts[0]);
  let before;
  const started = performance.now();
  const isBetween = (roll, low, high) => roll >= low && roll < high;
  for (let step = 0; step < STEPS; step += 1) {
    if (step === WARM_UP) before = await memory(session, page);
    const roll = random();
    if (roll < 0.6) {
      const text = edited(texts[at], random);
      texts = [...texts.slice(0, at + 1), text].slice(-BACK);
      at = texts.length - 1;
      await playground.paste(text);
    } else if (isBetween(roll, 0.6, 0.75) && at > 0) {
      at -= 1;
      await playground.content.focus();
      await page.keyboard.press("ControlOrMeta+z");
    } else if (isBetween(roll, 0.75, 0.83) && at < texts.length - 1) {
      at += 1;
      await playground.content.focus();
      await page.keyboard.press("ControlOrMeta+y");
    } else if (isBetween(roll, 0.83, 0.94)) {
      const tabs = ["image", "build", "whatIf", "compare", "words", "advice"];
      await playground.show(tabs[Math.floor(random() * tabs.length)]);
    } else {
      await playground.find(".menu-target > summary").click();
      const choices = playground.find(".menu-target input:enabled");
      const count = await choices.count();
      if (count > 0) await choices.nth(Math.floor(random() * count)).click();
      if (await playground.find(".menu-target[open]").count()) await page.keyboard.press("Escape");
    }
    await playground.hasText(texts[at]);
  }
  assert.equal(await playground.text(), texts[at]);
  const after = await memory(session, page);
  const told = Object.keys(before).map((name) => `${name} ${before[name].toFixed(1)} to ${after[name].toFixed(1)} MB`);
  console.log(`     ${STEPS} random steps in ${((performance.now() - started) / 1000).toFixed(0)} s; memory of ${told.join(", of ")}`);
}
random_steps_leave_the_text_as_the_model_has_it.limit = Math.max(120_000, STEPS * 400);
