// The player of the build, what a change runs again, and two builds side by side.

import { open } from "./playground.mjs";

const TEXT = `FROM golang:1.26 AS build
ARG VERSION=1
COPY go.mod .
RUN go mod download
COPY . .
RUN go build -o /app
FROM alpine:3.22 AS final
RUN echo unrelated
COPY --from=build /app /app
`;

async function opened({ browser, site }, options) {
  const playground = await open(browser, site, options);
  await playground.paste(TEXT);
  return playground;
}

async function ask(playground, words) {
  await playground.find(".ask select").selectOption({ label: words });
}

export async function a_changed_file_runs_again_what_takes_it({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.show("whatIf");
  await playground.find(".answer", { hasText: "Nothing runs again" }).waitFor();
  await ask(playground, "any other file");
  const again = playground.find(".log .row.again");
  await again.first().waitFor();
  assert.deepEqual(await again.locator("code.what").allTextContents(), ["[build 4/5] COPY . .", "[build 5/5] RUN go build -o /app"]);
  await playground.find(".log .row.perhaps", { hasText: "unless /app comes out the same" }).waitFor();
  await playground.find(".log .row.cached", { hasText: "RUN go mod download" }).waitFor();
  await ask(playground, "go.mod");
  await playground.find(".log .row.again .why", { hasText: "go.mod changed → COPY go.mod . → RUN go mod download" }).first().waitFor();
}

export async function another_target_or_platform_is_a_change_too({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.show("whatIf");
  await ask(playground, "build");
  await playground.find(".answer", { hasText: "Nothing runs again" }).waitFor();
  assert.equal(await playground.find(".log .row", { hasText: "echo unrelated" }).count(), 0);
  await ask(playground, "linux/arm64");
  await playground.find(".log .row.again", { hasText: "[final 2/3] RUN echo unrelated" }).waitFor();
  assert.equal(await playground.find(".log .row.cached").count(), 0);
}

export async function an_argument_tells_what_its_place_costs({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.show("whatIf");
  await playground.find(".costs", { hasText: "VERSION" }).waitFor();
  await ask(playground, "VERSION");
  await playground.find(".log .row.again", { hasText: "VERSION has another value" }).first().waitFor();
}

export async function the_last_edits_are_a_change_too({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.show("whatIf");
  await playground.typeAtEnd("RUN true\n");
  await ask(playground, "The last edits that you made");
  await playground.find(".log .row.again", { hasText: "RUN true" }).waitFor();
  await playground.find(".log .row.cached", { hasText: "RUN go mod download" }).waitFor();
}

export async function another_target_is_compared({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.show("compare");
  await ask(playground, "Target build");
  await playground.find(".compare caption", { hasText: "Layers" }).waitFor();
  assert.ok((await playground.find(".compare tbody tr").count()) > 2);
}

export async function the_other_stage_is_compared_unasked({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.show("compare");
  await playground.find(".compare caption", { hasText: "Layers" }).waitFor();
  await playground.find(".compare option:checked", { hasText: "build" }).waitFor({ state: "attached" });
}

export async function a_baseline_is_compared_with_what_came_of_it({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.show("compare");
  await playground.find(".keep").click();
  await ask(playground, "The baseline");
  await playground.find(".compare .empty", { hasText: "Nothing else differs" }).waitFor();
  await playground.typeAtEnd("USER app\n");
  await playground.find(".compare tbody tr", { hasText: /User/ }).waitFor();
}

export async function the_build_is_stepped_through_and_back({ browser, site, assert }) {
  const playground = await opened({ browser, site });
  await playground.show("build");
  const step = playground.find(".player button", { hasText: /^Step$/ });
  await step.click();
  await playground.find(".log .row.running", { hasText: "load build definition" }).waitFor();
  await step.press("Enter");
  await playground.find(".log .row.done", { hasText: "load build definition" }).waitFor();
  await playground.find("[role=status]", { hasText: "Side by side: #2" }).waitFor({ state: "attached" });
  await playground.find(".player button", { hasText: "Step back" }).click();
  await playground.find(".log .row.running", { hasText: "load build definition" }).waitFor();
  await playground.find(".player button", { hasText: "Reset" }).click();
  assert.equal(await playground.find(".log .row.waiting").count(), 0);
}

export async function a_build_plays_to_its_end({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.show("build");
  await playground.find(".player button", { hasText: "Nothing changed" }).click();
  await playground.find(".player .play").click();
  await playground.find("[role=status]", { hasText: "The build is done" }).waitFor({ state: "attached" });
  await playground.find(".log .row.cached", { hasText: "CACHED" }).first().waitFor();
}

export async function a_lane_lights_what_it_stands_for({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.show("build");
  const bar = playground.find(".lane.st0 .step-bar").last();
  await bar.hover();
  await playground.find(".cm-line.st-lit", { hasText: "RUN go build" }).waitFor();
}

export async function a_stage_says_why_it_is_built({ browser, site }) {
  const playground = await opened({ browser, site });
  await playground.node("build").hover();
  await playground.find(".way", { hasText: "final copies /app from build (line 9)." }).waitFor();
  await playground.find(".edge.way-edge").waitFor();
}

export async function a_narrow_page_reaches_both_from_the_build({ browser, site }) {
  const playground = await opened({ browser, site }, { viewport: { width: 390, height: 844 } });
  await playground.find(".bottom button", { hasText: "Build" }).click();
  await playground.find("#tab-whatIf").click();
  await playground.find(".what-if .answer").waitFor();
  await playground.find("#tab-compare").click();
  await playground.find(".compare .keep").waitFor();
}
