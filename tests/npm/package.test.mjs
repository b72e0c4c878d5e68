// The npm package as somebody uses it: installed from its archive into a fresh project.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { STAGESCOPE_PACKAGE: archive, STAGESCOPE_TSC: tsc } = process.env;

const project = mkdtempSync(join(tmpdir(), "stagescope-npm-test-"));
after(() => rmSync(project, { recursive: true, force: true }));
const inProject = { cwd: project, encoding: "utf8", shell: process.platform === "win32" };
writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--silent", archive], inProject);

const folder = join(project, "node_modules/stagescope");
const stagescope = await import(pathToFileURL(join(folder, "node.js")));
const { analyze, compare, files, fix, graph, version, whatIf, write } = stagescope;

const TEXT = "FROM alpine:3.22 as build\nCOPY x /x\nFROM alpine:3.22\nCOPY --from=build /x /x\n";

/// Runs a module inside the project, so that it finds the package by its name.
function runs(name, source) {
  writeFileSync(join(project, name), source);
  return execFileSync(process.execPath, [name], inProject);
}

test("the archive holds what it should, and nothing else", () => {
  const names = readdirSync(folder).sort();
  assert.deepEqual(names, [
    "LICENSE-APACHE", "LICENSE-MIT", "README.md", "browser.js", "index.d.ts", "node.js", "package.json",
    "stagescope.js", "stagescope_bg.wasm", "types.d.ts",
  ]);
});

test("the example of its page runs", () => {
  const [, example] = /```js\n(.*?)```/s.exec(readFileSync(join(folder, "README.md"), "utf8"));
  const printed = runs("example.js", example);
  for (const expected of ["stage-1: It is the target.", " MB", "[FromAsCasing]", "FROM golang:1.24 AS build", "flowchart LR", "steps run again"]) {
    assert.ok(printed.includes(expected), `${expected}: ${printed}`);
  }
});

test("every function answers", () => {
  assert.equal(version(), JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version);
  const report = analyze(TEXT, { target: "build", buildArgs: [["A", "1"]], context: [{ path: "x", size: 5 }], dockerignore: "y\n" });
  assert.equal(report.command, "docker build --target build --build-arg A=1 .");
  assert.deepEqual(report.graph.nodes[0].id, { kind: "stage", index: 0 });
  assert.equal(report.context.files, 1);
  assert.ok(files(TEXT, { context: [{ path: "x", size: 5 }] }).some((it) => it.path === "/x" && it.size.low === 5));
  assert.ok(fix(TEXT).dockerfile.startsWith("FROM alpine:3.22 AS build\n"));
  assert.ok(graph(TEXT, "svg").startsWith("<svg ") && graph(TEXT, "svg-dark") !== graph(TEXT, "svg-light"));
  assert.ok(graph(TEXT, "mermaid").startsWith("flowchart LR\n") && graph(TEXT, "dot").startsWith("digraph "));
  assert.ok(write(TEXT, "markdown").startsWith("# ") && write(TEXT, "bake", { target: "build" }).includes('"build"'));
  assert.equal(JSON.parse(write(TEXT, "sarif")).version, "2.1.0");
  assert.match(whatIf(TEXT, { file: "x" }).summary, /^0 to 2 of 3 steps run again/);
  assert.ok(whatIf(TEXT, { argument: ["A", null] }, null).steps.every((it) => it.fate !== "runs"));
  assert.deepEqual(compare(TEXT, TEXT).sections, []);
  assert.notDeepEqual(compare(TEXT, TEXT, null, { target: "build" }).sections, []);
});

test("only options of a wrong shape throw", () => {
  for (const text of ["", "FROM", "\0\ud800", "x".repeat(2 ** 20 + 1)]) analyze(text);
  for (const options of [{ targte: "x" }, { buildArgs: { A: "1" } }, 1]) assert.throws(() => analyze(TEXT, options), Error);
  assert.throws(() => whatIf(TEXT, { files: "x" }), Error);
  assert.throws(() => graph(TEXT, "png"), /svg, svg-light, svg-dark, mermaid and dot/);
});

test("the entry for browsers loads the wasm that it is given", () => {
  const source = `
    import { readFileSync } from "node:fs";
    import { analyze, load } from "./node_modules/stagescope/browser.js";
    await load(new Uint8Array([1])).then(() => process.exit(3), () => {});
    await load(readFileSync("node_modules/stagescope/stagescope_bg.wasm"));
    await load();
    console.log(analyze("FROM scratch AS only").stages[0].name);`;
  assert.equal(runs("browser.js", source), "only\n");
});

test("the declared types are those of what comes out", () => {
  const samples = join(root, "web/samples");
  const names = readdirSync(samples).filter((it) => it.endsWith(".Dockerfile"));
  const texts = [...names.map((it) => readFileSync(join(samples, it), "utf8")), TEXT, "FROM a AS b\nCOPY --from=c / /\nCOPY\n", ""];
  const context = [{ path: "requirements.txt", text: "flask\n" }, { path: "x", size: 5 }];
  const values = texts.flatMap((text) => [
    ["Report", analyze(text, { context, dockerignore: "y\n" })],
    ["FileRow[]", files(text, { context }).slice(0, 20)],
    ["FixAll", fix(text)],
    ["WhatIf", whatIf(text, { file: "x" })],
    ["Comparison", compare(text, TEXT)],
  ]);
  // A literal may have no property that its type does not have, and must have all that it has.
  const lines = values.map(([type, value], index) => `export const value${index}: ${type} = ${JSON.stringify(value)};\n`);
  writeFileSync(join(project, "values.ts"), `import type { Comparison, FileRow, FixAll, Report, WhatIf } from "stagescope";\n${lines.join("")}`);
  // The functions that are declared are those that are there.
  const declared = [...readFileSync(join(folder, "index.d.ts"), "utf8").matchAll(/^export function (\w+)/gm)].map(([, name]) => name).sort();
  assert.deepEqual(declared, Object.keys(stagescope).sort());
  writeFileSync(join(project, "calls.ts"), `
    import { analyze, compare, graph, load, whatIf } from "stagescope";
    await load();
    const size: string | undefined = analyze("", { target: null, buildArgs: [["A", "1"]] }).image?.size.text;
    const runs: number = whatIf("", { argument: ["A", null] }).runs;
    const svg: string = graph("", "svg", { platform: "linux/arm64" });
    // @ts-expect-error There is no such form.
    graph("", "png");
    // @ts-expect-error There is no such option.
    compare("", "", { targte: "x" });
    export { runs, size, svg };`);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", ""];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, "values.ts", "calls.ts"], { cwd: project, encoding: "utf8" });
  assert.equal(status, 0, stdout);
});
