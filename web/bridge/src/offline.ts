/// Entry point of the offline file: everything is in the one page, and nothing is fetched.

import { defineElement } from "./element.ts";
import { setWasmSource } from "./engine.ts";
import { unpack } from "./unpack.ts";

setWasmSource(async () => {
  const packed = document.getElementById("stagescope-wasm")?.textContent;
  if (!packed) throw new Error("this file is incomplete: it holds no program");
  return await unpack(packed);
});
defineElement();
