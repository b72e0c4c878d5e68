import assert from "node:assert/strict";
import { test } from "node:test";
import { textOfJson } from "../src/lessons-json.ts";
import { lessonText } from "../src/lessons.ts";

const LESSON = {
  name: "small",
  title: "Small",
  kind: "repair",
  task: "Make it **small**.\n",
  context: [{ path: "a b.txt", size: 7 }, { path: "package.json", text: '{\n  "name": "a"\n}\n' }, { path: "c" }],
  start: { dockerfile: "FROM a\n", target: "dev", args: ["A=1", "B="] },
  goals: ["builds", "target is dev"],
  hints: [{ text: "One" }, { text: "Two", example: { dockerfile: "FROM b\n" } }, { text: "Three" }],
  solution: { build: { dockerfile: "FROM c\n", dockerignore: "*.md\n" }, answer: [] },
  reasons: "Because.",
  wrong: [{ build: { dockerfile: "FROM a\n" }, answer: [] }],
};

const TEXT = `title: Small
kind: repair

Make it **small**.

\`\`\`dockerfile start target=dev arg=A=1 arg=B=
FROM a
\`\`\`

\`\`\`context
a b.txt 7
package.json
  {
    "name": "a"
  }
c
\`\`\`

\`\`\`goals
builds
target is dev
\`\`\`

\`\`\`hint
One
\`\`\`

\`\`\`hint
Two
\`\`\`

\`\`\`dockerfile hint
FROM b
\`\`\`

\`\`\`hint
Three
\`\`\`

\`\`\`dockerfile solution
FROM c
\`\`\`

\`\`\`dockerignore solution
*.md
\`\`\`

\`\`\`reasons
Because.
\`\`\`

\`\`\`dockerfile wrong
FROM a
\`\`\`
`;

test("a lesson is written as lessons are", async () => {
  assert.equal(textOfJson(JSON.stringify(LESSON)), TEXT);
  assert.equal(textOfJson(` ${JSON.stringify([LESSON, { ...LESSON, name: "other" }])}`), `=== 1-lessons/1-small\n${TEXT}\n=== 1-lessons/2-other\n${TEXT}`);
  assert.equal(await lessonText(` ${JSON.stringify(LESSON)}`), TEXT);
  assert.equal(await lessonText("title: A\n"), "title: A\n");
});

test("an answer stands for its build", () => {
  const asked = { ...LESSON, ask: "stages", goals: [], solution: { build: LESSON.start, answer: ["build", "test"] } };
  const text = textOfJson(JSON.stringify(asked));
  assert.ok(text.startsWith("title: Small\nkind: repair\nask: stages\n"), text);
  assert.ok(text.includes("\n```answer solution\nbuild\ntest\n```\n"), text);
  assert.ok(!/```goals|dockerfile solution/.test(text), text);
});

test("what is wrong with it is said with its place", () => {
  const refuses = (change: object, message: RegExp) => assert.throws(() => textOfJson(JSON.stringify({ ...LESSON, ...change })), { message });
  assert.throws(() => textOfJson("{"), { message: /^This is no JSON: / });
  assert.throws(() => textOfJson("[1]"), { message: "In lesson 1: this is no object." });
  assert.throws(() => textOfJson('{"__proto__": {}}'), { message: /^In lesson 1: there is no field “__proto__”, but name, / });
  refuses({ author: "me" }, /^In lesson 1: there is no field “author”/);
  refuses({ title: "a\nkind: read" }, /^In lesson 1, title: there is more than one line\.$/);
  refuses({ task: 1 }, /^In lesson 1, task: this is no text\.$/);
  refuses({ goals: "builds" }, /^In lesson 1, goals: this is no list\.$/);
  refuses({ start: { dockerfile: "FROM a\n```\n" } }, /^In lesson 1, start, dockerfile: a line begins with ```/);
  refuses({ start: { dockerfile: "FROM a\n", args: ["A=b c"] } }, /^In lesson 1, start, args\[0\]: there is a blank/);
  refuses({ context: [{ path: "a", size: -1 }] }, /^In lesson 1, context\[0\], size: this is no number of bytes\.$/);
  refuses({ wrong: [{ build: {}, answer: [] }] }, /^In lesson 1, wrong\[0\], build, dockerfile: this is no text\.$/);
});
