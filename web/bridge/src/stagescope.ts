/// Entry point of the site and of the widget: the wasm is a file beside this script.

import { fetchData, setDataSource } from "./data.ts";
import { defineElement } from "./element.ts";
import { setWasmSource } from "./engine.ts";
import { startWorker } from "./updates.ts";

setWasmSource(() => new URL(__WASM_NAME__, import.meta.url));
setDataSource((name) => fetchData(new URL(__DATA__[name] ?? name, import.meta.url)));
defineElement();
// The site has a service worker beside it; a widget is part of somebody else's.
if (document.querySelector('stagescope-playground[home="site"]')) {
  window.addEventListener("load", () => void startWorker(new URL("sw.js", import.meta.url)));
}
