// The Dockerfile in plain sentences: true for the target, and lit with the lines that they are about.

import { holds, open, Playground } from "./playground.mjs";

const TEXT = [
  "FROM golang:1.26 AS build",
  "RUN go build -o /app .",
  "",
  "FROM alpine:3.23 AS tools",
  "RUN apk add --no-cache curl && \\",
  "    ./configure",
  "",
  "FROM alpine:3.23",
  "COPY --from=build /app /usr/bin/app",
  'CMD ["app"]',
  "",
].join("\n");

export async function every_line_is_explained_for_the_target({ browser, site }) {
  const playground = await open(browser, site);
  await playground.paste(TEXT);
  await playground.run("Explain this Dockerfile");
  const told = playground.find(".told");
  await told.getByText("builds stage-2 and runs 2 of 3 stages for it; tools is skipped.").waitFor();
  const row = (words) => playground.find(".told .row", { hasText: words });
  await row("Takes /app out of the stage build and puts it at /usr/bin/app.").waitFor();
  await row("Runs ./configure. What that does is not known here: it may write anything.").waitFor();
  await told.locator("section.skipped", { hasText: "tools" }).waitFor();
  // What is pointed at is lit in the text, down to the line of a command; a click goes there.
  await row("Takes /app").hover();
  await holds(playground.line("COPY --from=build /app /usr/bin/app"), ([it]) => it.classList.contains("st-lit"));
  await row("./configure").focus();
  await playground.page.keyboard.press("Enter");
  await playground.find(".cm-lineNumbers .cm-activeLineGutter", { hasText: /^6$/ }).waitFor();
  // Another target, another truth.
  await playground.openMenu("target");
  await playground.find(".menu-target label", { hasText: "tools" }).click();
  await told.getByText("runs 1 of 3 stages for it").waitFor();
}

export async function a_phone_has_the_sentences_too({ browser, site, assert }) {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${site}#v=1&d=t.${encodeURIComponent(TEXT)}&view=words`);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  await playground.find(".told .row").first().waitFor();
  assert.ok(await playground.app.evaluate((it) => it.scrollWidth <= 390));
}
