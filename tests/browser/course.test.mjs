// The course: opened, played and left by keyboard, kept over a reload, and there without a network.

import { hasFocus, holds, open, Playground } from "./playground.mjs";

const SOLUTION = [
  "FROM golang:1.26 AS build",
  "WORKDIR /src",
  "COPY . .",
  "RUN CGO_ENABLED=0 go build -o /usr/local/bin/api .",
  "",
  "FROM alpine:3.23",
  "COPY --from=build /usr/local/bin/api /usr/local/bin/api",
  'CMD ["api"]',
  "",
].join("\n");

async function chooseLesson(playground, title) {
  const { page } = playground;
  await playground.find(".menu-learn > summary").focus();
  await page.keyboard.press("Enter");
  const entry = playground.find(".lesson-choice", { has: page.locator("b", { hasText: title }) });
  await entry.waitFor();
  // The list is walked as a reader without a mouse does.
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press("Tab");
    if (await entry.evaluate((it) => it.getRootNode().activeElement === it)) break;
  }
  await hasFocus(entry);
  await page.keyboard.press("Enter");
  await playground.find(".lesson h2", { hasText: title }).waitFor();
}

async function press(playground, words) {
  const button = playground.find(".lesson button", { hasText: words });
  await button.focus();
  await playground.page.keyboard.press("Enter");
}

export async function a_lesson_is_played_by_keyboard_from_the_list_to_solved({ browser, site, assert }) {
  const playground = await open(browser, site);
  const own = "FROM alpine:3.23 AS mine\n";
  await playground.paste(own);
  await chooseLesson(playground, "Leave the compiler behind");
  assert.match(await playground.text(), /^FROM golang:1\.26\n/);
  assert.equal(await playground.find(".goal.met").count(), 2);
  await press(playground, "Hint 1 of 3");
  await playground.find(".hints li").waitFor();
  await playground.paste(SOLUTION);
  await playground.find(".solved").waitFor();
  await holds(playground.find(".app > p[role=status]"), ([it]) => /solved/i.test(it.textContent));
  assert.equal(await playground.find(".goal:not(.met)").count(), 0);
  // One undo step leads back to the start of the lesson; solved stays solved.
  await press(playground, "Start again");
  await playground.find(".goal:not(.met)").first().waitFor();
  await press(playground, "Next");
  await playground.find(".lesson h2", { hasText: "Does deleting help?" }).waitFor();
  await playground.find(".lesson [aria-label='Close the lesson']").focus();
  await playground.page.keyboard.press("Enter");
  await playground.hasText(own);
  assert.equal(await playground.find(".lesson").count(), 0);

  await playground.page.reload();
  const again = new Playground(playground.page, playground.element);
  await again.drawn();
  assert.equal(await again.text(), own);
  await again.find(".menu-learn > summary").click();
  await again.find(".progress", { hasText: "1 of 36 solved" }).waitFor();
  assert.equal(await again.find(".lesson-choice .done").count(), 1);
}

export async function a_text_is_not_lost_when_the_page_is_left_in_a_lesson({ browser, site, assert }) {
  const playground = await open(browser, site);
  const own = "FROM alpine:3.23 AS mine\n";
  await playground.paste(own);
  await chooseLesson(playground, "Obey the lock file");
  await playground.typeAtEnd("# half\n");
  await playground.page.reload();
  const again = new Playground(playground.page, playground.element);
  await again.drawn();
  assert.equal(await again.text(), own);
}

export async function a_prediction_is_checked_and_told({ browser, site }) {
  const playground = await open(browser, site);
  await chooseLesson(playground, "Which stages run?");
  // What is built would tell the answer.
  await playground.find(".drawing").waitFor({ state: "hidden" });
  const choice = (name) => playground.find(".answers label", { hasText: name }).locator("input");
  await choice("tools").focus();
  await playground.page.keyboard.press("Space");
  await press(playground, "Check");
  await playground.find(".answers", { hasText: "Not yet: 2 missing, 1 too many." }).waitFor();
  await choice("tools").uncheck();
  await choice("build").check();
  await choice("release").check();
  await press(playground, "Check");
  await playground.find(".solved", { hasText: "Solved." }).waitFor();
  await playground.find(".drawing").waitFor();
}

export async function the_course_is_in_the_offline_file({ browser, offline, assert }) {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(offline);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  await playground.drawn();
  await chooseLesson(playground, "From 1.2 GB to below 150 MB");
  await press(playground, "Solution");
  await playground.find(".solved").waitFor();
  assert.equal(await playground.find(".goal:not(.met)").count(), 0);
}

export async function progress_is_saved_to_a_file_and_read_from_one({ browser, site, assert }) {
  const playground = await open(browser, site);
  const { page } = playground;
  await playground.find(".menu-learn > summary").click();
  const chosen = page.waitForEvent("filechooser");
  await playground.find("button", { hasText: "Load progress" }).click();
  await (await chosen).setFiles({ name: "p.txt", mimeType: "text/plain", buffer: Buffer.from("capstone\nobey-the-lock\n") });
  await playground.find(".progress", { hasText: "2 of 36 solved" }).waitFor();
  const saved = page.waitForEvent("download");
  await playground.find("button", { hasText: "Save progress" }).click();
  const download = await saved;
  assert.equal(download.suggestedFilename(), "stagescope-progress.txt");
}

export async function a_phone_shows_a_lesson_without_scrolling_sideways({ browser, site, assert }) {
  const playground = await open(browser, site, { viewport: { width: 390, height: 844 } });
  await chooseLesson(playground, "The file that is not there");
  const box = await playground.find(".lesson").boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  assert.ok(await playground.app.evaluate((it) => it.scrollWidth <= 390));
  const host = await playground.find(".host").boundingBox();
  assert.ok(host && host.height >= 180, JSON.stringify(host));
}
