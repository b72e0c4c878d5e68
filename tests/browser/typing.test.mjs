// Typing changes everything at once, and text that is not finished yet is no reason to lose the view.

import { exactly, hasFocus, open, words } from "./playground.mjs";

const TWO_STAGES = "FROM golang:1.25 AS build\nRUN go build -o /app\n\nFROM alpine:3.22\nCOPY --from=build /app /app\n";

export async function a_typed_stage_appears_in_graph_log_target_menu_and_gutter({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TWO_STAGES);
  await playground.typeAtEnd("\nFROM alpine:3.22 AS extra\nRUN echo typed\n");
  await playground.node("extra").waitFor();
  await playground.find(".st-lens.st2", { hasText: "extra" }).waitFor();
  assert.deepEqual(await words(playground.find(".node.target .title")), ["3 extra"]);
  assert.deepEqual(await words(playground.find(".menu-target > summary .name")), ["extra"]);
  await playground.show("build");
  await playground.step("[extra 2/2] RUN echo typed").waitFor();
  // Nothing of the stages before is needed any more.
  await playground.find(".left-out .row", { hasText: "build" }).first().waitFor();
  const menu = await playground.openMenu("target");
  assert.deepEqual(await words(menu.locator(".name")), ["build", "stage-1", "extra"]);
}

export async function a_deleted_stage_leaves_all_panels({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(`${TWO_STAGES}FROM alpine AS extra\nRUN echo typed\n`);
  await playground.node("extra").waitFor();
  await playground.paste(TWO_STAGES);
  await playground.node("extra").waitFor({ state: "detached" });
  await playground.find(".st-lens.st2").waitFor({ state: "detached" });
  await playground.layer("echo typed").waitFor({ state: "detached" });
}

async function broken_text_says(context, text, message, line) {
  const { browser, site, assert } = context;
  const playground = await open(browser, site);
  await playground.paste(text);
  await playground.stop.waitFor();
  assert.match(await playground.stop.textContent(), message);
  assert.deepEqual(await words(playground.stop.locator("button")), [`line ${line}`]);
  // The stages that are understood stay in view.
  await playground.node("build").waitFor();
  await playground.find(".cm-lint-marker-error").first().waitFor();
  // The same message leads to its line.
  await playground.stop.locator("button").click();
  await hasFocus(playground.content);
  const selected = await playground.page.evaluate(() => getSelection().toString());
  assert.ok(text.split("\n")[line - 1].startsWith(selected.split("\n")[0]), `line ${line} is selected, not ${selected}`);
  return playground;
}

export async function a_half_typed_FROM_keeps_the_view_and_gets_the_message_of_docker_build(context) {
  await broken_text_says(context, `${TWO_STAGES}FRO`, /unknown instruction: FRO/, 6);
}

export async function a_half_typed_mount_keeps_the_view_and_gets_the_message_of_docker_build(context) {
  await broken_text_says(context, `${TWO_STAGES}RUN --mou`, /unknown flag: --mou|unknown flag: mou/, 6);
}

export async function an_unterminated_heredoc_keeps_the_view_and_gets_the_message_of_docker_build(context) {
  await broken_text_says(context, `${TWO_STAGES}RUN <<EOF\necho hello\n`, /unterminated heredoc/, 6);
}

export async function a_message_goes_when_its_cause_goes({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(`${TWO_STAGES}FRO`);
  await playground.stop.waitFor();
  await playground.typeAtEnd("M alpine AS last");
  await playground.stop.waitFor({ state: "detached" });
  await playground.node("last").waitFor();
}

export async function every_key_of_a_new_file_keeps_a_page_without_errors({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("");
  const text = "FROM a AS b\nRUN --mount=type=cache,target=/c <<X\nhi $\nX\nCOPY --from=b [\"/a\", \"/b c\"]";
  await playground.page.keyboard.type(text);
  await playground.hasText(text);
  assert.equal(await playground.find(".node.stage").count(), 1);
}

export async function typed_text_is_there_after_a_reload({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine AS kept\nRUN echo “half\n");
  await playground.typeAtEnd("FRO");
  const text = "FROM alpine AS kept\nRUN echo “half\nFRO";
  await playground.hasText(text);
  await playground.page.reload();
  await playground.drawn();
  await playground.hasText(text);
  await playground.node("kept").waitFor();
  assert.equal(await playground.find(".introduction").count(), 0);
}

export async function a_typed_dockerignore_is_used_and_there_after_a_reload({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine\nCOPY secret.txt /\n");
  await playground.find("#tab-dockerignore").click();
  await playground.find("textarea.ignore").fill("secret.txt\n");
  await playground.show("advice");
  await playground.findings.filter({ hasText: "dockerignore" }).first().waitFor();
  await playground.page.reload();
  await playground.drawn();
  await playground.find("#tab-dockerignore").click();
  assert.equal(await playground.find("textarea.ignore").inputValue(), "secret.txt\n");
}

// Three snippets of the guide are fragments: they have no FROM.
const FRAGMENTS = {
  "# Copy dependency files first\nCOPY package.json package-lock.json ./\nRUN npm install\n# Then copy source code\nCOPY . .\n": 3,
  "# Combine related commands\nRUN apt-get update && \\\n    apt-get install -y --no-install-recommends package1 package2 && \\\n    rm -rf /var/lib/apt/lists/*\n": 1,
  "# Order commands from least to most frequently changing\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .  # Source code changes frequently, put it last\n": 3,
};

export async function a_fragment_without_a_FROM_is_explained({ browser, site, assert }) {
  const playground = await open(browser, site);
  for (const [text, instructions] of Object.entries(FRAGMENTS)) {
    await playground.paste(text);
    const note = playground.find(".note.fragment");
    await note.waitFor();
    assert.match(await note.textContent(), /FROM/, text);
    // Each instruction makes its layer on a base image that nobody knows.
    await playground.layers.nth(instructions).waitFor();
    assert.equal(await playground.layers.count(), 1 + instructions);
    await playground.nodes.first().waitFor();
  }
}

export async function an_empty_text_says_how_to_begin({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("");
  await playground.find(".graph .empty").waitFor();
  assert.match(await playground.find(".graph .empty").textContent(), /FROM/);
  assert.match(await playground.find(".panel").textContent(), /FROM/);
}

export async function a_finding_in_the_list_leads_to_its_line({ browser, site, assert }) {
  const playground = await open(browser, site);
  const text = `${TWO_STAGES}MAINTAINER me\n`;
  await playground.paste(text);
  await playground.show("advice");
  const finding = playground.finding("Maintainer");
  await finding.locator("button.link", { hasText: exactly("line 6") }).click();
  await hasFocus(playground.content);
  assert.match(await playground.page.evaluate(() => getSelection().toString()), /MAINTAINER/);
}
