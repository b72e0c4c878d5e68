// For browsers: the wasm is fetched when load() is called.
import init from "./stagescope.js";

let loading;

export function load(wasm) {
  loading ??= init(wasm === undefined ? undefined : { module_or_path: wasm }).then(
    () => {},
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

export { analyze, compare, files, fix, graph, version, whatIf, write } from "./stagescope.js";
