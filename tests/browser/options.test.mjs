// What is chosen above the panes: target, platform, build arguments and example; and the command that comes of it.

import { open, words } from "./playground.mjs";

const TARGETS = "FROM alpine AS base\n\nFROM base AS development\nRUN echo dev\n\nFROM base AS production\nRUN echo prod\n";

export async function another_target_changes_command_log_and_graph({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TARGETS);
  await playground.show("build");
  await playground.steps.filter({ hasText: "RUN echo prod" }).waitFor();
  const menu = await playground.openMenu("target");
  await menu.locator("label", { hasText: "development" }).click();
  await playground.steps.filter({ hasText: "RUN echo dev" }).waitFor();
  assert.equal(await playground.steps.filter({ hasText: "RUN echo prod" }).count(), 0);
  assert.match((await words(playground.command))[0], /^docker build --target[ =]development /);
  assert.deepEqual(await words(playground.find(".node.target .title")), ["2 development"]);
  // Its reason stands where it is left out.
  await playground.find(".left-out .row", { hasText: "production" }).waitFor();
  // The choice closes the menu.
  await menu.waitFor({ state: "hidden" });
}

export async function the_last_target_needs_no_option({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TARGETS);
  await playground.node("development").waitFor();
  await (await playground.openMenu("target")).locator("label", { hasText: "development" }).click();
  await playground.command.filter({ hasText: "--target" }).waitFor();
  await (await playground.openMenu("target")).locator("label", { hasText: "production" }).click();
  await playground.command.filter({ hasNotText: "--target" }).waitFor();
  assert.deepEqual(await words(playground.command), ["docker build ."]);
}

export async function another_platform_changes_command_and_log({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("FROM example/app:$TARGETARCH AS app\n");
  await playground.show("build");
  await playground.steps.filter({ hasText: "FROM docker.io/example/app:amd64" }).waitFor();
  const menu = await playground.openMenu("platform");
  await menu.locator("label", { hasText: "linux/arm64" }).click();
  await playground.steps.filter({ hasText: "FROM docker.io/example/app:arm64" }).waitFor();
  assert.match((await words(playground.command))[0], /--platform[ =]linux\/arm64/);
}

export async function a_platform_that_is_typed_is_used({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste("FROM example/app:$TARGETARCH AS app\n");
  const menu = await playground.openMenu("platform");
  await menu.locator("input[type=text]").focus();
  await playground.page.keyboard.type("linux/riscv64");
  await playground.page.keyboard.press("Enter");
  await playground.command.filter({ hasText: /--platform[ =]linux\/riscv64/ }).waitFor();
}

export async function a_build_argument_changes_command_and_log_and_an_empty_one_is_the_default({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste("ARG VERSION=3.22\nFROM alpine:$VERSION\n");
  await playground.show("build");
  await playground.steps.filter({ hasText: "FROM docker.io/library/alpine:3.22" }).waitFor();
  const menu = await playground.openMenu("build");
  const field = menu.getByLabel("VERSION");
  assert.equal(await field.getAttribute("placeholder"), "3.22");
  await field.fill("3.20");
  await playground.steps.filter({ hasText: "FROM docker.io/library/alpine:3.20" }).waitFor();
  assert.match((await words(playground.command))[0], /--build-arg VERSION=3\.20/);
  await field.fill("");
  await playground.steps.filter({ hasText: "FROM docker.io/library/alpine:3.22" }).waitFor();
  assert.deepEqual(await words(playground.command), ["docker build ."]);
}

export async function an_argument_that_the_file_lacks_can_be_added_and_removed({ browser, site }) {
  const playground = await open(browser, site);
  const menu = await playground.openMenu("build");
  await menu.getByLabel("Name of another build argument").fill("HTTP_PROXY");
  await menu.getByLabel("Its value").fill("proxy");
  await playground.page.keyboard.press("Enter");
  await playground.command.filter({ hasText: "--build-arg HTTP_PROXY=proxy" }).waitFor();
  await menu.getByRole("button", { name: "Remove HTTP_PROXY" }).click();
  await playground.command.filter({ hasNotText: "HTTP_PROXY" }).waitFor();
}

export async function the_copy_button_copies_the_command_and_says_so({ browser, site, assert }) {
  const playground = await open(browser, site, { permissions: ["clipboard-read", "clipboard-write"] });
  await playground.find(".command button").click();
  await playground.find(".command button.good", { hasText: "Copied" }).waitFor();
  const copied = await playground.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, (await words(playground.command))[0]);
}

export async function every_example_opens_and_shows_an_image_or_why_there_is_none({ browser, site, assert }) {
  const playground = await open(browser, site);
  const titles = await words(playground.find(".menu-example .choice b"));
  assert.ok(titles.length >= 17, `${titles}`);
  for (const title of titles) {
    const menu = await playground.openMenu("example");
    await menu.locator(".choice").filter({ has: playground.page.locator("b", { hasText: title }) }).first().click();
    await playground.find(".menu-example > summary .value", { hasText: title }).waitFor();
    await playground.find(".introduction", { hasText: title }).waitFor();
    await playground.nodes.first().waitFor();
    await playground.show("image");
    await playground.verdict.or(playground.stop).first().waitFor();
    await playground.show("build");
    await playground.steps.first().waitFor();
    await playground.show("advice");
    await playground.findings.or(playground.find(".empty .kind")).first().waitFor();
  }
}

export async function an_example_brings_its_own_options({ browser, site, assert }) {
  const playground = await open(browser, site);
  await (await playground.openMenu("example")).locator(".choice", { hasText: "Conditional stages" }).click();
  await playground.command.filter({ hasText: "--build-arg SITE=maintenance" }).waitFor();
  await (await playground.openMenu("example")).locator(".choice", { hasText: "One file, many targets" }).click();
  await playground.command.filter({ hasText: /--target[ =]test/ }).waitFor();
  assert.doesNotMatch((await words(playground.command))[0], /SITE/);
}

export async function opening_an_example_is_one_undo_step({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine AS mine\n");
  await (await playground.openMenu("example")).locator(".choice", { hasText: "Conditional stages" }).click();
  await playground.find(".introduction", { hasText: "Conditional stages" }).waitFor();
  await playground.content.focus();
  await playground.page.keyboard.press("ControlOrMeta+z");
  await playground.hasText("FROM alpine AS mine\n");
}
