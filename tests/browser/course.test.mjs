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

/// Waits until the part of the address behind the page is this.
const hasAddress = ({ page }, hash) => page.waitForFunction((hash) => location.hash === hash, hash);

/// Presses a button of the open lesson: by its words, or by its name where it has a sign only.
async function press(playground, words) {
  const button = playground.find(".lesson").getByRole("button", { name: words });
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
  await press(playground, "Close the lesson");
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
  await hasAddress(playground, "#lesson=obey-the-lock");
  await playground.page.reload();
  // The address names the lesson, so that is open again, and what was there before it is behind it.
  const again = new Playground(playground.page, playground.element);
  await again.drawn();
  await again.find(".lesson h2", { hasText: "Obey the lock file" }).waitFor();
  await press(again, "Close the lesson");
  await again.hasText(own);
}

export async function a_link_opens_its_lesson_and_the_address_names_the_open_one({ browser, site, assert }) {
  const playground = await open(browser, `${site}#lesson=obey-the-lock`);
  await playground.find(".lesson h2", { hasText: "Obey the lock file" }).waitFor();
  assert.match(await playground.text(), /^FROM node/);
  await press(playground, "Next");
  await hasAddress(playground, "#lesson=pin-the-base");
  // Going to another lesson by its link keeps the page, and what is behind the lessons.
  await playground.page.evaluate(() => (location.hash = "#lesson=capstone"));
  await playground.find(".lesson h2", { hasText: "From 1.2 GB to below 150 MB" }).waitFor();
  await press(playground, "Close the lesson");
  await playground.find(".lesson").waitFor({ state: "detached" });
  await playground.page.waitForFunction(() => !location.hash.includes("lesson"));
  assert.doesNotMatch(await playground.text(), /^FROM node|build-essential/);
}

export async function the_list_of_lessons_is_one_of_links_and_an_open_one_gives_its_own({ browser, site, assert }) {
  const playground = await open(browser, site, { permissions: ["clipboard-read", "clipboard-write"] });
  await playground.find(".menu-learn > summary").click();
  const entry = playground.find(".lesson-choice", { hasText: "Obey the lock file" });
  assert.equal(await entry.getAttribute("href"), "#lesson=obey-the-lock");
  await entry.click();
  await press(playground, "Copy link");
  await playground.find(".lesson button", { hasText: "Copied" }).waitFor();
  assert.equal(await playground.page.evaluate(() => navigator.clipboard.readText()), `${site}#lesson=obey-the-lock`);
}

export async function a_link_to_no_lesson_says_so({ browser, site, assert }) {
  const playground = await open(browser, `${site}#lesson=${encodeURIComponent("<b>no</b>")}`);
  await playground.find(".note.notice", { hasText: "There is no lesson “<b>no</b>”." }).waitFor();
  assert.equal(await playground.find(".lesson").count(), 0);
  assert.match(await playground.text(), /FROM/);
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

const OWN = [
  "title: A class of one",
  "kind: repair",
  "",
  "Make **two** stages, as `FROM` begins one. <b>Now.</b>",
  "",
  "```dockerfile start",
  "FROM alpine:3.23",
  "```",
  "```goals",
  "stages at least 2",
  "```",
  ...["a", "b", "c"].flatMap((it) => ["```hint", it, "```"]),
  "```dockerfile solution",
  "FROM alpine:3.23 AS one",
  "FROM alpine:3.23",
  "```",
  "```reasons",
  "Because.",
  "```",
  "```dockerfile wrong",
  "```",
  "",
].join("\n");

export async function lessons_of_a_teacher_come_from_a_file(parts) {
  const { browser, site, assert } = parts;
  const playground = await open(browser, site);
  const { page } = playground;
  await playground.find(".menu-learn > summary").click();
  const choose = async (name, text) => {
    const chosen = page.waitForEvent("filechooser");
    await playground.find("button", { hasText: "Open lessons…" }).click();
    await (await chosen).setFiles({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });
  };
  await choose("own.md", OWN);
  await playground.find(".lesson h2", { hasText: "A class of one" }).waitFor();
  // What a stranger wrote is text, and the little Markdown that lessons have.
  assert.equal(await playground.find(".lesson .words p").first().innerHTML(), "Make <b>two</b> stages, as <code>FROM</code> begins one. &lt;b&gt;Now.&lt;/b&gt;");
  await playground.paste("FROM alpine:3.23 AS one\nFROM alpine:3.23\n");
  await playground.find(".solved", { hasText: "Because." }).waitFor();
  // The address holds the lesson, for it has none of its own.
  await page.waitForFunction(() => location.hash.startsWith("#course=z."));
  const again = await browser.newPage();
  await again.goto(page.url());
  const other = new Playground(again, again.locator("stagescope-playground").first());
  await other.find(".lesson h2", { hasText: "A class of one" }).waitFor();
  // Firefox opens a dialog for the page in front alone.
  await page.bringToFront();
  // A broken file says where, and so does one that is no lesson.
  await playground.find(".menu-learn > summary").click();
  await choose("broken.md", OWN.replace("stages at least 2", "stages at least two"));
  await playground.find(".note.notice", { hasText: "Line 10: “stages at least two” is no goal" }).waitFor();
  await playground.find("button", { hasText: "Back to the course" }).click();
  await playground.find(".menu-learn > summary").click();
  await playground.find(".progress", { hasText: "0 of 36 solved" }).waitFor();
}

export async function lessons_of_a_teacher_come_from_an_address_of_the_same_site({ browser, site, assert, allow }) {
  const page = await browser.newPage();
  await page.route("**/class.txt", (route) => route.fulfill({ contentType: "text/plain", body: `course: My class\n=== 1-begin/1-first\n${OWN}` }));
  await page.goto(`${site}#lessons=class.txt&lesson=first`);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  await playground.find(".lesson h2", { hasText: "A class of one" }).waitFor();
  await playground.find(".menu-learn > summary").click();
  await playground.find(".set-title", { hasText: "My class" }).waitFor();
  assert.equal(await playground.find(".lesson-choice").getAttribute("href"), "#lessons=class.txt&lesson=first");
  const says = async (hash, words) => {
    const it = await open(browser, site + hash);
    await it.find(".note.notice", { hasText: words }).waitFor();
    assert.equal(await it.find(".lesson").count(), 0);
  };
  allow(/404/);
  await says("#lessons=missing.txt", "They did not arrive: ");
  // Nothing is fetched: a request to another host would fail this test.
  await says("#lessons=https://example.com/class.txt", "on another site");
}

export async function lessons_of_a_teacher_may_be_json({ browser, site, assert }) {
  const one = { dockerfile: "FROM alpine:3.23\n" };
  const lesson = (name, title) => ({
    name,
    title,
    kind: "repair",
    task: "Make **two** stages.",
    context: [],
    start: one,
    goals: ["stages at least 2"],
    hints: ["a", "b", "c"].map((text) => ({ text })),
    solution: { build: { dockerfile: "FROM alpine:3.23 AS one\nFROM alpine:3.23\n" }, answer: [] },
    reasons: "Because.",
    wrong: [{ build: one, answer: [] }],
  });
  // A page each: the service worker of a second visit would ask for the address itself.
  const opened = async (body, lesson) => {
    const page = await browser.newPage();
    await page.route("**/class.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(body) }));
    await page.goto(`${site}#lessons=class.json${lesson}`);
    return new Playground(page, page.locator("stagescope-playground").first());
  };
  const playground = await opened([lesson("first", "The first"), lesson("second", "The second")], "&lesson=second");
  await playground.find(".lesson h2", { hasText: "The second" }).waitFor();
  await playground.paste("FROM alpine:3.23 AS one\nFROM alpine:3.23\n");
  await playground.find(".solved", { hasText: "Because." }).waitFor();
  const broken = await opened({ ...lesson("first", "The first"), author: "me" }, "");
  await broken.find(".note.notice", { hasText: "In lesson 1: there is no field “author”" }).waitFor();
  assert.equal(await broken.find(".lesson").count(), 0);
}

export async function a_lesson_is_made_checked_saved_and_tried({ browser, site, assert }) {
  const playground = await open(browser, site, { permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = playground;
  await playground.paste("FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n");
  await playground.run("Make a lesson");
  const draft = playground.find(".draft");
  await draft.getByLabel("Title").fill("Leave Go behind");
  await draft.getByLabel("Task").fill("The image holds a compiler. Take it out.");
  for (const [label, text] of [["First hint", "a"], ["Second hint", "b"], ["Third hint", "c"], ["Why the solution", "It is **small**."]]) {
    await draft.getByLabel(label).fill(text);
  }
  await draft.locator(".problems", { hasText: "It has no solution yet" }).waitFor();
  assert.ok(await draft.getByRole("button", { name: "Save as a file" }).isDisabled());
  await playground.paste("FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM alpine:3.23\nCOPY --from=build /app /app\nCMD [\"/app\"]\n");
  await draft.getByRole("button", { name: "Take it as the solution" }).click();
  await draft.locator(".problems", { hasText: "The start meets every goal" }).waitFor();
  await draft.getByRole("button", { name: "+ base is alpine:3.23" }).click();
  await draft.locator(".ready").waitFor();
  const saved = page.waitForEvent("download");
  await draft.getByRole("button", { name: "Save as a file" }).click();
  assert.equal((await saved).suggestedFilename(), "leave-go-behind.md");
  await draft.getByRole("button", { name: "Copy a link" }).click();
  await draft.getByRole("button", { name: "Copied" }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await open(browser, link);
  await other.find(".lesson h2", { hasText: "Leave Go behind" }).waitFor();
  assert.equal(await other.find(".goal.met").count(), 1);
  await press(other, "Solution");
  await other.find(".solved", { hasText: "It is small." }).waitFor();
  await draft.getByRole("button", { name: "Try it" }).click();
  await playground.find(".lesson h2", { hasText: "Leave Go behind" }).waitFor();
}
