// For Node.js: the wasm is a file beside this one, and is loaded before anything can be called.
import { readFileSync } from "node:fs";
import { initSync } from "./stagescope.js";

initSync({ module: readFileSync(new URL("./stagescope_bg.wasm", import.meta.url)) });

export async function load() {}

export { analyze, compare, files, fix, graph, version, whatIf, write } from "./stagescope.js";
