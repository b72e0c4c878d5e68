// Sizes: one that nobody knows is set by hand, and the history of the image is Docker's.

import { open } from "./playground.mjs";

const TEXT = "FROM registry.example.com/base:1\nRUN ./install.sh\n";

export async function an_unknown_image_is_set_by_hand_and_taken_back({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  const layers = playground.find(".layers > li");
  const base = layers.filter({ hasText: "registry.example.com/base:1" });
  await base.getByText("unknown", { exact: true }).waitFor();
  // With the keyboard alone.
  await base.locator(".set-size summary").focus();
  await playground.page.keyboard.press("Enter");
  await base.getByLabel("Size").fill("much");
  await playground.page.keyboard.press("Enter");
  await base.getByRole("alert").filter({ hasText: "“much” is no size" }).waitFor();
  await base.getByLabel("Size").fill("120 MB");
  await playground.page.keyboard.press("Enter");
  await playground.hasText(`# stagescope: size=120MB\n${TEXT}`);
  await base.getByText("set by hand").first().waitFor();
  await playground.verdict.getByText("≥ 120 MB").waitFor();

  const step = layers.filter({ hasText: "RUN ./install.sh" });
  await step.locator(".set-size summary").click();
  await step.getByLabel("Size").fill("5MB");
  await step.getByRole("button", { name: "Set", exact: true }).click();
  await playground.verdict.getByText("125 MB").waitFor();
  await step.locator(".set-size summary").click();
  await step.getByRole("button", { name: "Take back" }).click();
  await playground.hasText(`# stagescope: size=120MB\n${TEXT}`);
  // Config too, of a base image alone.
  assert.equal(await step.getByLabel("Its user").count(), 0);
  await base.locator(".set-size summary").click();
  await base.getByLabel("Its user").fill("app");
  await base.getByLabel("Its working directory").fill("srv");
  await base.getByRole("button", { name: "Set", exact: true }).click();
  await base.getByRole("alert").filter({ hasText: "“srv” cannot be set" }).waitFor();
  await base.getByLabel("Its working directory").fill("/srv");
  await base.getByRole("button", { name: "Set", exact: true }).click();
  await playground.hasText(`# stagescope: size=120MB user=app workdir=/srv\n${TEXT}`);
  await playground.find(".side").getByText("/srv", { exact: true }).waitFor();
  await base.locator(".set-size summary").click();
  await base.getByRole("button", { name: "Take back" }).click();
  await playground.hasText(TEXT);
  assert.equal(await playground.find(".set-size[open]").count(), 0);
}

export async function the_history_is_that_of_docker_newest_first({ browser, site, assert }) {
  const playground = await open(browser, site);
  await playground.paste('FROM alpine:3.24\nENV A=b\nRUN mkdir /a\nCMD ["x"]\n');
  await playground.find(".tables summary").filter({ hasText: "History (4)" }).click();
  const rows = playground.find(".docker-history tbody tr");
  await rows.nth(3).filter({ hasText: "alpine:3.24: 1 inherited layer" }).waitFor();
  const cells = (await rows.nth(3).locator("td").allTextContents()).map((text) => text.trim());
  assert.deepEqual(cells, ["<missing>", "alpine:3.24: 1 inherited layer", "8.42MB", ""]);
  const newest = (await rows.first().locator("td").allTextContents()).map((text) => text.trim());
  assert.deepEqual(newest, ["", 'CMD ["x"]', "0B", "buildkit.dockerfile.v0"]);
  await playground.find(".tables summary").filter({ hasText: "How each size is known" }).click();
  await playground.find(".tables tfoot").filter({ hasText: "≥ 3.85 MB" }).waitFor();
}
