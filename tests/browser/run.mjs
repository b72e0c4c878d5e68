// Runs the browser tests: every async function that a file tests/browser/*.test.mjs exports; with STAGESCOPE_TESTS those of another
// folder. Two run at a time, each in a browser of its own, because tabs of one browser share the clipboard. One that takes times says so
// as its property `alone`, and runs when all others have ended.
//
// `cargo xtask test --only browser` starts it and says where the browser (STAGESCOPE_BROWSER) and the server
// (STAGESCOPE_XTASK) are; with `--only firefox` that the browser is a Firefox (STAGESCOPE_ENGINE). Arguments are words; then only
// tests whose name holds one of them run. A test that one engine cannot run says why, as its property `chromium` or `firefox`.
//
// A test is called with one object:
//   browser   newPage(options) and newContext(options), as Playwright's, each context with a fresh profile
//   site, embed, offline   addresses of the three homes; `offline` is a file: address
//   engine    "chromium" or "firefox"
//   assert    node:assert/strict
//   allow(pattern)   a problem that matches is expected in this test, and does not fail it
// Errors in the console or in the page, violations of the content security policy and requests to any other host are
// problems, and fail the test that is running.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

import { HARMLESS, launch } from "./engines.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");

/// The longest that a single step of a test may take, and a whole test that does not say otherwise as its `limit`, in milliseconds.
const STEP_LIMIT = 30_000;
const TEST_LIMIT = 120_000;

const LANES = 2;

/// The value of a variable that `cargo xtask test` sets.
function given(name) {
  const value = process.env[name];
  if (value) return value;
  console.error(`${name} is not set: run these tests with \`cargo xtask test --only browser\``);
  process.exit(2);
}

/// Starts the server of `cargo xtask serve` on a free port; the headers are those of production.
async function startServer() {
  const server = spawn(given("STAGESCOPE_XTASK"), ["serve", "--no-build", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  server.on("error", (error) => console.error(`cannot start the server: ${error.message}`));
  for await (const line of createInterface(server.stdout)) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address) return { address, stop: () => server.kill() };
  }
  throw new Error("the server ended before it printed its address");
}

/// What went wrong in the pages of the running test.
class Problems {
  #found = [];
  #allowed = [];

  allow(pattern) {
    this.#allowed.push(pattern);
  }

  add(text) {
    if (HARMLESS[engine]?.test(text)) return;
    if (!this.#allowed.some((it) => it.test(text))) this.#found.push(text);
  }

  get all() {
    return this.#found;
  }
}

/// Opens pages for one test, and watches them.
class WatchedBrowser {
  #browser;
  #problems;
  #homes;
  #contexts = [];

  constructor(browser, problems, homes) {
    this.#browser = browser;
    this.#problems = problems;
    this.#homes = homes;
  }

  async newContext(options = {}) {
    const context = await this.#browser.newContext(options);
    this.#contexts.push(context);
    context.setDefaultTimeout(STEP_LIMIT);
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (it) => {
        console.error(`policy violation: ${it.violatedDirective} forbids ${it.blockedURI}`);
      });
    });
    context.on("console", (it) => {
      if (it.type() === "error") this.#problems.add(`console: ${it.text()} (${it.location().url})`);
    });
    context.on("weberror", (it) => this.#problems.add(`page error: ${it.error().stack ?? it.error()}`));
    context.on("request", (it) => {
      const url = it.url();
      if (!/^(data|blob|file):/.test(url) && !this.#homes.some((home) => url.startsWith(home))) {
        this.#problems.add(`request to another host: ${url}`);
      }
    });
    return context;
  }

  async newPage(options = {}) {
    return await (await this.newContext(options)).newPage();
  }

  async close() {
    await Promise.all(this.#contexts.map((it) => it.close()));
  }
}

async function withLimit(promise, limit) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/// Every test, in the order of the files and of the names in them.
async function discover() {
  const words = process.argv.slice(2);
  const folder = process.env.STAGESCOPE_TESTS ?? here;
  const tests = [];
  for (const file of readdirSync(folder).filter((it) => it.endsWith(".test.mjs")).sort()) {
    const module = await import(pathToFileURL(join(folder, file)).href);
    for (const [name, test] of Object.entries(module)) {
      const title = `${file.replace(".test.mjs", "")}: ${name.replaceAll("_", " ")}`;
      if (words.length === 0 || words.some((it) => title.includes(it))) tests.push({ title, test });
    }
  }
  return tests;
}

async function runTest(browser, address, { title, test }) {
  const problems = new Problems();
  const watched = new WatchedBrowser(browser, problems, [address]);
  let failure;
  const begin = performance.now();
  try {
    await withLimit(
      test({
        browser: watched,
        engine,
        site: address,
        embed: new URL("embed/", address).href,
        offline: pathToFileURL(join(root, "dist/stagescope.html")).href,
        assert,
        allow: (pattern) => problems.allow(pattern),
      }),
      test.limit ?? TEST_LIMIT,
    );
  } catch (error) {
    failure = error;
  }
  await watched.close();
  const lines = [...(failure ? [String(failure.stack ?? failure)] : []), ...problems.all];
  const time = `${((performance.now() - begin) / 1000).toFixed(1)} s`;
  console.log(`${lines.length === 0 ? "ok  " : "FAIL"} ${title} (${time})`);
  for (const line of lines) console.log(`     ${line.replaceAll("\n", "\n     ")}`);
  return lines.length === 0;
}

const executable = given("STAGESCOPE_BROWSER");
const engine = process.env.STAGESCOPE_ENGINE ?? "chromium";
const tests = await discover();
const server = await startServer();
let passed = 0;
let failed = 0;

/// Runs tests until none is left; several lanes may take from the same list.
async function lane(tests) {
  const browser = await launch(engine, executable);
  try {
    for (let test = tests.shift(); test; test = tests.shift()) {
      const unable = test.test[engine];
      if (unable) console.log(`skip ${test.title}: ${unable}`);
      else if (await runTest(browser, server.address, test)) passed += 1;
      else failed += 1;
    }
  } finally {
    await browser.close();
  }
}

try {
  const shared = tests.filter((it) => !it.test.alone);
  await Promise.all(Array.from({ length: LANES }, () => lane(shared)));
  await lane(tests.filter((it) => it.test.alone));
} finally {
  server.stop();
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
