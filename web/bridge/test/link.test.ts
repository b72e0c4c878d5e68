import assert from "node:assert/strict";
import { test } from "node:test";
import { LARGEST_PAYLOAD, LinkError, type LinkState, LONGEST_LINK, MOST_FILES, readLink, writeLink } from "../src/link.ts";

const EMPTY: LinkState = { files: [], target: null, platform: null, args: [], view: null, line: null, lesson: null, lessons: null, course: null };

/// A payload as the browser packs it.
async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function refusal(hash: string): Promise<string> {
  try {
    await readLink(hash);
  } catch (error) {
    assert.ok(error instanceof LinkError);
    return error.message;
  }
  return "";
}

// Links of every version that was ever made: they have to open for ever.
const GOLDEN: [string, LinkState][] = [
  ["#v=1&d=t.FROM%20alpine%0ARUN%20echo%20%22%26%23%22%0A", { ...EMPTY, files: [["Dockerfile", 'FROM alpine\nRUN echo "&#"\n']] }],
  ["#v=1&d=t.", { ...EMPTY, files: [["Dockerfile", ""]] }],
  ["#lesson=obey-the-lock", { ...EMPTY, lesson: "obey-the-lock" }],
  ["#lessons=/class/one.txt&lesson=a", { ...EMPTY, lessons: "/class/one.txt", lesson: "a" }],
  ["#course=t.title%3A%20A", { ...EMPTY, course: "title: A" }],
  ["#v=1&target=release", { ...EMPTY, target: "release" }],
  [
    "#v=1&d=t.FROM%20a&target=release&platform=linux/arm64&arg.NODE_ENV=production&arg.EMPTY=&view=stages&line=12&later=1",
    {
      files: [["Dockerfile", "FROM a"]],
      target: "release",
      platform: "linux/arm64",
      args: [["NODE_ENV", "production"], ["EMPTY", ""]],
      view: "stages",
      line: 12,
      lesson: null,
      lessons: null,
      course: null,
    },
  ],
  [
    "#v=1&d=z.q1ZKy8xJLVayqlZyyU_OTi0CcZWslNyC_H0VEnMKMvNSFRyDFRJj8pQVDq_8MH9GQ0yeko6SXgpYcWZ6Xn4RSLleemZJTJ5SbS0A",
    { ...EMPTY, files: [["Dockerfile", "FROM alpine AS a\n# é😀\n"], [".dockerignore", ".git\n"]] },
  ],
];

test("links of every version are read", async () => {
  for (const [hash, state] of GOLDEN) assert.deepEqual(await readLink(hash), state, hash);
});

test("what is written is read again", async () => {
  const state: LinkState = {
    files: [["Dockerfile", "FROM a\n# é😀&=%\n"], [".dockerignore", "x"], ["src/main.go", "package main"]],
    target: "a&b=c",
    platform: "linux/arm64",
    args: [["A", "1 2"], ["B", ""]],
    view: "build",
    line: 3,
    lesson: null,
    lessons: null,
    course: null,
  };
  const hash = (await writeLink(state)) ?? "";
  assert.ok(hash.includes("&platform=linux/arm64&arg.A=1%202&arg.B=&view=build&line=3"), hash);
  assert.deepEqual(await readLink(hash), state);
});

test("a lesson is named, with where it is from", async () => {
  for (const [lessons, course] of [[null, null], ["/a b.txt", null], [null, "title: Ä\nkind: read\n"]] as const) {
    const state: LinkState = { ...EMPTY, lesson: "a", lessons, course };
    const hash = (await writeLink({ ...state, files: [["Dockerfile", "FROM secret"]] })) ?? "";
    assert.ok(hash.endsWith("lesson=a") && !hash.includes("d="), hash);
    assert.deepEqual(await readLink(hash), state);
  }
  assert.equal(await writeLink({ ...EMPTY, lesson: "a", course: "x".repeat(LARGEST_PAYLOAD + 1) }), null);
});

test("defaults are left out", async () => {
  const hash = (await writeLink({ ...EMPTY, files: [["Dockerfile", "FROM a"], [".dockerignore", ""]], view: "editor" })) ?? "";
  assert.equal(hash, `#v=1&d=z.${await packed('{"files":{"Dockerfile":"FROM a"}}')}`);
});

test("a readable key wins over the payload", async () => {
  const payload = await packed('{"files":{},"target":"a","platform":"linux/386","args":{"A":"1","B":"2"},"view":"build","new":[1]}');
  const state = await readLink(`#v=1&d=z.${payload}&target=b&arg.A=3`);
  assert.deepEqual(state, { ...EMPTY, target: "b", platform: "linux/386", args: [["A", "3"], ["B", "2"]], view: "build" });
});

test("a line that no text has is left out", async () => {
  for (const line of ["0", "-1", "1.5", "1e99", "4294967297", "NaN", "x"]) assert.equal((await readLink(`#v=1&line=${line}`))?.line, null, line);
});

test("an anchor is no link", async () => {
  for (const hash of ["", "#", "#section", "#what=v=1", `#${"x".repeat(10_000_000)}`]) assert.equal(await readLink(hash), null);
});

test("what cannot be read is refused with its reason", async () => {
  const files = JSON.stringify({ files: Object.fromEntries(Array.from({ length: MOST_FILES + 1 }, (_, i) => [`f${i}`, ""])) });
  for (const [hash, reason] of [
    ["#v=2&d=t.FROM", "version “2”"],
    ["#d=t.FROM", "version unknown"],
    ["#v=1&d=q.FROM", "“q”"],
    ["#v=1&d=FROM", "unknown"],
    ["#v=1&d=t.%E0%A4%A", "damaged"],
    ["#v=1&d=z.%", "damaged"],
    ["#v=1&d=z.AAAA", "damaged"],
    [`#v=1&d=z.${(await packed('{"files":{}}')).slice(0, 8)}`, "damaged"],
    [`#v=1&d=z.${await packed("[]")}`, "damaged"],
    [`#v=1&d=z.${await packed('{"files":{"Dockerfile":1}}')}`, "damaged"],
    [`#v=1&d=z.${await packed('{"target":{"toString":1}}')}`, "damaged"],
    [`#v=1&d=z.${await packed('{"files":{"/etc/passwd":""}}')}`, "outside"],
    [`#v=1&d=z.${await packed('{"files":{"a/../../b":""}}')}`, "outside"],
    [`#v=1&d=z.${await packed('{"files":{"C:\\\\b":""}}')}`, "outside"],
    [`#v=1&d=z.${await packed('{"args":{"__proto__":"1"}}')}`, "no such name"],
    ["#v=1&arg.__proto__=1", "no such name"],
    [`#v=1&d=z.${await packed(files)}`, `${MOST_FILES} files`],
    [`#v=1&d=t.${"x".repeat(LONGEST_LINK)}`, "64 KiB"],
    [`#v=1&d=t.${"x".repeat(10_000_000)}`, "64 KiB"],
    // A bomb: some kilobytes that unpack to far more than is let in.
    [`#v=1&d=z.${await packed("a".repeat(20_000_000))}`, `${LARGEST_PAYLOAD / 1024} KiB`],
  ] as const) {
    const message = await refusal(hash);
    assert.ok(message.includes(reason), `${hash.slice(0, 80)}: ${message}`);
  }
});

test("a payload does not reach the prototypes", async () => {
  await readLink(`#v=1&d=z.${await packed('{"__proto__":{"target":"x"},"constructor":{"prototype":{"polluted":1}},"files":{}}')}`);
  assert.equal(({} as { polluted?: number }).polluted, undefined);
});

test("too much text makes no link", async () => {
  assert.equal(await writeLink({ ...EMPTY, files: [["Dockerfile", "x".repeat(LARGEST_PAYLOAD)]] }), null);
  let noise = "";
  for (let seed = 1, i = 0; i < 100_000; i += 1) {
    seed = (seed * 48_271) % 2_147_483_647;
    noise += String.fromCharCode(33 + (seed % 90));
  }
  assert.equal(await writeLink({ ...EMPTY, files: [["Dockerfile", noise]] }), null);
});
