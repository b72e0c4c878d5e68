// What belongs together lights up together: lines, nodes, steps, layers.

import { open, words } from "./playground.mjs";

const TEXT = "FROM golang:1.25 AS build\nRUN go build -o /app\n\nFROM alpine:3.22 AS final\nRUN echo unrelated\nCOPY --from=build /app /app\n";

async function opened({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.node("final").waitFor();
  return playground;
}

function litLines(playground) {
  return words(playground.find(".cm-line.st-lit"));
}

async function nothingLit(playground) {
  await playground.find(".cm-line.st-lit").first().waitFor({ state: "detached" });
  await playground.find(".lit").first().waitFor({ state: "detached" });
}

export async function pointing_at_a_layer_lights_its_lines_its_stages_and_the_edge({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.layer("COPY --from=build").hover();
  await playground.find(".cm-line.st-lit.st1", { hasText: "COPY --from=build" }).waitFor();
  // And the step of the other stage that made the files.
  await playground.find(".cm-line.st-lit.st0", { hasText: "RUN go build" }).waitFor();
  await playground.find(".node.lit.st0").waitFor();
  await playground.find(".node.lit.st1").waitFor();
  await playground.find(".edge.copy.lit").first().waitFor();
  assert.ok(!(await litLines(playground)).includes("RUN echo unrelated"));
  await playground.find(".brand").hover();
  await nothingLit(playground);
}

export async function pointing_at_a_node_lights_all_its_lines_and_layers({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.node("final").hover();
  await playground.find(".layers .row.lit", { hasText: "RUN echo unrelated" }).waitFor();
  await playground.find(".cm-line.st-lit.st1").first().waitFor();
  assert.deepEqual(await litLines(playground), [
    "FROM alpine:3.22 AS final",
    "RUN echo unrelated",
    "COPY --from=build /app /app",
  ]);
  await playground.find(".brand").hover();
  await nothingLit(playground);
}

export async function pointing_at_a_step_lights_its_line_and_node({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.show("build");
  await playground.steps.filter({ hasText: "RUN go build" }).hover();
  await playground.find(".node.lit.st0").waitFor();
  await playground.find(".cm-line.st-lit.st0").waitFor();
  assert.deepEqual(await litLines(playground), ["RUN go build -o /app"]);
}

export async function pointing_at_an_edge_lights_the_line_that_makes_it({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.find(".edge.copy text").hover();
  await playground.find(".cm-line.st-lit", { hasText: "COPY --from=build" }).waitFor();
  await playground.find(".layers .row.lit", { hasText: "COPY --from=build" }).waitFor();
}

export async function pointing_at_a_line_lights_its_layer_and_node({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.line("RUN echo unrelated").hover();
  await playground.find(".layers .row.lit", { hasText: "RUN echo unrelated" }).waitFor();
  await playground.find(".node.lit.st1").waitFor();
}

export async function the_caret_lights_what_its_line_makes({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.find(".brand").hover();
  await playground.content.focus();
  await playground.page.keyboard.press("ControlOrMeta+Home");
  await playground.page.keyboard.press("ArrowDown");
  await playground.find(".node.lit.st0").waitFor();
  await playground.find(".edge.copy.lit").first().waitFor({ state: "detached" });
}

export async function focus_lights_as_the_pointer_does_and_leaves_again({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.layer("RUN echo unrelated").focus();
  await playground.find(".cm-line.st-lit", { hasText: "RUN echo unrelated" }).waitFor();
  await playground.find(".node.lit.st1").waitFor();
  await playground.find(".menu-target > summary").focus();
  await nothingLit(playground);
  await playground.node("build").focus();
  await playground.find(".cm-line.st-lit.st0").first().waitFor();
  await playground.find("#tab-image").focus();
  await nothingLit(playground);
}

export async function a_click_on_a_layer_goes_to_its_line({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.layer("RUN echo unrelated").click();
  await playground.page.waitForFunction(() => getSelection().toString().includes("RUN echo unrelated"));
  assert.equal(await playground.element.evaluate((it) => it.shadowRoot.activeElement?.className.includes("cm-content")), true);
}
