/// Entry point of the site and of the widget: the rest lies beside this script.

import { upgradeAll } from "./auto.ts";
import { fetchData } from "./data.ts";
import { defineElement } from "./element.ts";
import { setSource } from "./engine.ts";
import { startWorker } from "./updates.ts";

setSource({
  wasm: () => fetch(new URL(__WASM_NAME__, import.meta.url)),
  data: (name) => fetchData(new URL(__DATA__[name] ?? name, import.meta.url)),
});
defineElement();
if (document.querySelector("script[data-auto]")) upgradeAll();
// The site has a service worker beside it; a widget is part of somebody else's.
if (document.querySelector('stagescope-playground[home="site"]')) {
  window.addEventListener("load", () => void startWorker(new URL("sw.js", import.meta.url)));
}
