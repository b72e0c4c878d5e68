// Bundles every *.test.ts into a temporary folder and hands the result to Node's test runner.
// The report is TAP, whatever the terminal is, and closes with the counts.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const sources = readdirSync(here).filter((it) => it.endsWith(".test.ts"));
const outdir = mkdtempSync(join(tmpdir(), "stagescope-bridge-test-"));
let status = 1;
try {
  await build({
    entryPoints: sources.map((it) => join(here, it)),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    // For packages that ask Node.js for its own modules in the old way.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  const bundles = sources.map((it) => join(outdir, it.replace(/\.ts$/, ".mjs")));
  const run = spawnSync(process.execPath, ["--test", "--test-reporter=tap", ...bundles], { stdio: "inherit" });
  status = run.status ?? 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
process.exit(status);
