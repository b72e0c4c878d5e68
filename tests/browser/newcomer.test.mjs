// The way of somebody who was never here: follows what the page says, by the names that it shows, and is timed.

import { open } from "./playground.mjs";

const LARGE = 'FROM python:3.12\nWORKDIR /app\nRUN pip install --no-cache-dir Flask gunicorn\nCOPY app.py .\nCMD ["gunicorn", "app:app"]\n';

export async function what_makes_an_image_large_is_found_mended_and_shared({ browser, site, assert }) {
  const playground = await open(browser, site, { permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = playground;
  const began = performance.now();
  await playground.paste(LARGE);

  // Which instruction is it? The bars of the layers say so, and a click leads to the line.
  const largest = playground.find("#result").getByText("python:3.12", { exact: true });
  await playground.layers.first().getByText("1.11 GB").waitFor();
  await largest.click();
  await playground.find(".cm-lineNumbers .cm-activeLineGutter", { hasText: /^1$/ }).waitFor();

  // What can be done? A suggestion says it, with a button.
  await page.getByRole("tab", { name: /^Suggestions/ }).click();
  await page.getByRole("button", { name: /slim/ }).first().click();
  await page.getByRole("tab", { name: "Image" }).click();
  await playground.verdict.getByText(/^≥ 1[2-5]\d/).waitFor();

  // To show it to others, there is a link.
  await page.locator("summary", { hasText: "Share" }).click();
  await page.getByRole("button", { name: /^Link/ }).click();
  await playground.find(".menu-share .state.good").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await open(browser, link);
  assert.match(await other.text(), /^FROM python:3\.12-slim\n/);
  console.log(`     the way of a newcomer, without the time to read: ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
