// The reference: from the palette, from the card at the pointer, and as pages without scripts.

import { exactly, follow, open } from "./playground.mjs";

export async function a_topic_is_found_by_its_name_and_its_example_opens({ browser, site, assert }) {
  const playground = await open(browser, site);
  const { page } = playground;
  await playground.run("Reference: COPY --from");
  const dialog = playground.find("dialog[open]");
  await dialog.getByText("Only what is copied lands").waitFor();
  const link = dialog.locator("a", { hasText: "Open this example" });
  await link.focus();
  await page.keyboard.press("Enter");
  await playground.node("build").waitFor();
  assert.match(await playground.text(), /^FROM rust/);
}

export async function the_card_of_a_word_leads_to_its_example({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste("FROM alpine:3.23\nUSER me\n");
  await playground.typeAtEnd("USER you");
  await playground.page.keyboard.press("Home");
  await playground.page.keyboard.press("ControlOrMeta+i");
  await playground.find(".st-help button", { hasText: "Example" }).click();
  await playground.find("dialog[open] h2", { hasText: "USER" }).waitFor();
}

export async function the_pages_need_no_script({ browser, site, assert }) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site}reference/`);
  await follow(page.getByRole("link", { name: "RUN --mount", exact: true }));
  await page.locator("h1", { hasText: exactly("RUN --mount") }).waitFor();
  assert.match(await page.getByRole("link", { name: "Try it in the playground" }).getAttribute("href"), /^\.\.\/#v=1&d=t\.FROM/);
}
