// What a person sees who opens the page for the first time and does nothing.

import { open, words } from "./playground.mjs";

export async function an_example_of_two_stages_is_open_in_the_editor({ browser, site, assert }) {
  const playground = await open(browser, site);
  assert.match(await playground.text(), /^# builder .*\nFROM python:3\.12 AS builder\n/);
  assert.match(await playground.find(".introduction").textContent(), /Python web application/);
  assert.deepEqual(await words(playground.find(".menu-example > summary .value")), ["Python web application"]);
  assert.deepEqual(await words(playground.find(".menu-target > summary .name")), ["production"]);
  // Each FROM starts a strip in the gutter and a line of words above it.
  assert.equal(await playground.find(".st-lens").count(), 2);
  assert.match(await playground.find(".st-lens.st0").textContent(), /builder/);
  assert.ok((await playground.find(".st-strips .st-strip.st1").count()) > 0);
}

export async function the_graph_has_the_stages_their_images_and_the_edges_between_them({ browser, site, assert }) {
  const playground = await open(browser, site);
  assert.deepEqual((await words(playground.find(".node .title"))).sort(), [
    "1 builder",
    "2 production",
    "python:3.12",
    "python:3.12-slim",
  ]);
  assert.equal(await playground.find(".node.stage").count(), 2);
  assert.equal(await playground.find(".node.external").count(), 2);
  assert.deepEqual(await words(playground.find(".node.target .title")), ["2 production"]);
  assert.equal(await playground.find(".drawing .edge.from .line").count(), 2);
  assert.equal(await playground.find(".drawing .edge.copy .line").count(), 1);
  assert.deepEqual(await words(playground.find(".drawing .edge.copy text")), ["/opt/venv"]);
  assert.deepEqual(await words(playground.find(".legend li")), ["FROM", "COPY --from", "image from outside"]);
}

export async function edges_differ_in_more_than_color({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM node:22 AS a\nRUN x\nFROM alpine AS b\nCOPY --from=a /x /x\nRUN --mount=type=bind,from=a,target=/m y\n");
  await playground.find(".edge.mount .line").first().waitFor();
  const dashes = (kind) =>
    playground.find(`.drawing .edge.${kind} .line`).first().evaluate((it) => getComputedStyle(it).strokeDasharray);
  const kinds = await Promise.all(["from", "copy", "mount"].map(dashes));
  assert.equal(new Set(kinds).size, 3, `${kinds}`);
}

export async function every_layer_says_how_its_size_is_known({ browser, site, assert }) {
  const playground = await open(browser, site);
  assert.deepEqual(await words(playground.find(".layers .row .what")), [
    "python:3.12-slim",
    "COPY --from=builder /opt/venv /opt/venv",
    "RUN useradd --create-home web",
    "WORKDIR /home/web",
    "COPY --chown=web:web app ./app",
  ]);
  // The packages are weighed once their table is there.
  await playground.layer("COPY --from=builder").filter({ hasText: /[\d.]+–[\d.]+ MB/ }).waitFor();
  const figures = await words(playground.find(".layers .figure"));
  assert.match(figures[0], /^[\d.]+ MB ?measured$/);
  assert.match(figures[1], /^[\d.]+–[\d.]+ MB ?estimated$/);
  for (const it of figures) assert.match(it, /measured$|estimated$|unknown$/);
  assert.match((await words(playground.find(".verdict h3")))[0], /^[\d.]+–[\d.]+ MB estimated$/);
}

export async function the_build_log_has_the_step_names_of_buildkit({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.show("build");
  const names = await words(playground.steps.locator(".what"));
  assert.equal(names[0], "[internal] load build definition from Dockerfile");
  for (const name of [
    "[builder 1/5] FROM docker.io/library/python:3.12",
    "[builder 2/5] RUN python -m venv /opt/venv",
    "[production 1/5] FROM docker.io/library/python:3.12-slim",
    "[production 2/5] COPY --from=builder /opt/venv /opt/venv",
  ]) {
    assert.ok(names.includes(name), `${name} in ${names.join("\n")}`);
  }
  assert.equal(names.at(-1), "exporting to image");
  const numbers = await words(playground.steps.locator(".no"));
  assert.deepEqual(numbers, numbers.map((_, index) => `#${index + 1}`));
}

export async function the_advice_says_that_the_example_is_fine({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.show("advice");
  assert.match(await playground.find(".panel").textContent(), /Nothing to suggest/);
}

export async function a_stage_has_one_color_class_in_all_places({ browser, site, assert }) {
  const playground = await open(browser, site);
  const has = async (locator) => assert.match(await locator.first().getAttribute("class"), /(^| )st0( |$)/);
  await has(playground.node("builder"));
  await has(playground.find(".st-lens", { hasText: "builder" }));
  await has(playground.find(".drawing .edge.copy"));
  await has(playground.find(".left .tag", { hasText: "builder" }));
  await playground.show("build");
  await has(playground.step("[builder 2/5] RUN python -m venv /opt/venv"));
}

export async function the_image_has_its_config_and_what_stays_behind({ browser, site, assert }) {
  const playground = await open(browser, site);
  const config = (await words(playground.find(".config"))).join(" ");
  for (const word of ["gunicorn", "/home/web", "8000/tcp"]) assert.ok(config.includes(word), `${word} in ${config}`);
  assert.match(await playground.find(".left").textContent(), /Left behind.*builder.*GB/);
}
