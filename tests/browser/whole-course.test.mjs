// The whole course, every lesson with its own solution, by keyboard alone: on the site and in the offline file.

import { readdirSync, readFileSync } from "node:fs";
import { open, Playground } from "./playground.mjs";

const FOLDER = new URL("../../web/lessons/", import.meta.url);

/// A lesson as its file has it: its name, its title and the blocks between its fences.
function read(path) {
  const text = readFileSync(new URL(path, FOLDER), "utf8");
  const blocks = [...text.matchAll(/^```(\S*) ?(\S*) ?(.*)\n([^]*?)^```$/gm)].map(([, kind, role, words, inside]) => ({ kind, role, words, inside }));
  const block = (kind, role) => blocks.find((it) => it.kind === kind && it.role === role);
  return {
    name: /\/\d+-(.*)\.md$/.exec(path)[1],
    title: /^title: (.*)$/m.exec(text)[1],
    start: block("dockerfile", "start").inside,
    solution: block("dockerfile", "solution"),
    ignore: block("dockerignore", "solution"),
    answer: block("answer", "solution")?.inside.trim().split("\n"),
  };
}

function lessons() {
  const chapters = readdirSync(FOLDER, { withFileTypes: true }).filter((it) => it.isDirectory()).map((it) => it.name).sort();
  return chapters.flatMap((chapter) => readdirSync(new URL(chapter, FOLDER)).sort().map((file) => read(`${chapter}/${file}`)));
}

/// Goes to a control as the Tab key does, and presses a key there.
async function press(control, key = "Enter") {
  await control.focus();
  await control.page().keyboard.press(key);
}

async function setOptions(playground, words) {
  const { page } = playground;
  for (const word of words.split(" ").filter((it) => it !== "")) {
    const [, option, value] = /^(\w+)=(.*)$/.exec(word);
    if (option !== "arg") {
      await playground.run(`${option === "target" ? "Target" : "Platform"}: ${value}`);
      continue;
    }
    const [name, text] = value.split("=");
    await press(playground.find(".menu-build > summary"));
    const field = playground.find(".arguments .line", { hasText: name }).locator("input").first();
    await field.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
    await page.keyboard.press("Escape");
  }
}

async function play(playground, lesson) {
  const { page } = playground;
  await playground.find(".lesson h2").getByText(lesson.title, { exact: true }).waitFor();
  const solved = playground.find(".lesson .solved", { hasText: "Solved." });
  if (lesson.answer) {
    for (const words of lesson.answer) {
      await press(playground.find(".answers label", { hasText: words }).locator("input"), "Space");
    }
    await press(playground.find(".answers button"));
  } else {
    if (await solved.count()) throw new Error(`${lesson.name} starts solved`);
    const text = lesson.solution.inside;
    if (text.trim() !== "") await playground.paste(text);
    if (lesson.ignore) {
      await press(playground.find("#tab-dockerfile"), "ArrowRight");
      await playground.find("textarea.ignore").focus();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(lesson.ignore.inside);
      await press(playground.find("#tab-dockerignore"), "ArrowLeft");
    }
    await setOptions(playground, lesson.solution.words);
  }
  await solved.waitFor().catch((error) => {
    throw new Error(`${lesson.name} is not solved by its solution: ${error.message}`);
  });
}

async function playAll(playground, assert) {
  const all = lessons();
  assert.ok(all.length >= 32, `${all.length} lessons`);
  for (const [place, lesson] of all.entries()) {
    await play(playground, lesson);
    if (place + 1 < all.length) await press(playground.find(".lesson button.next"));
  }
  await press(playground.find(".menu-learn > summary"));
  await playground.find(".progress", { hasText: `${all.length} of ${all.length} solved` }).waitFor();
}

export async function it_is_played_by_keyboard_on_the_site({ browser, site, assert }) {
  const playground = await open(browser, `${site}#lesson=${lessons()[0].name}`);
  await playAll(playground, assert);
}

export async function it_is_played_by_keyboard_in_the_offline_file({ browser, offline, assert }) {
  const context = await browser.newContext({ offline: true, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${offline}#lesson=${lessons()[0].name}`);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  await playground.drawn();
  await playAll(playground, assert);
}
