/// Entry point of the offline file: everything is in the one page, and nothing is fetched.

import { defineElement } from "./element.ts";
import { setSource } from "./engine.ts";
import { ownPage } from "./one-file.ts";
import { unpack } from "./unpack.ts";

setSource({
  wasm: embedded,
  data: async (name) => (name === "stagescope.html" ? ownPage() : new TextDecoder().decode(await embedded(name))),
});
defineElement();

async function embedded(name: string): Promise<ArrayBuffer> {
  const packed = document.getElementById(`stagescope-${name}`)?.textContent;
  if (!packed) throw new Error(`this file is incomplete: it holds no ${name}`);
  return await unpack(packed);
}
