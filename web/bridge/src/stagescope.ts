/// Entry point of the site and of the widget: the rest lies beside this script.

import { upgradeAll } from "./auto.ts";
import { beside } from "./beside.ts";
import { defineElement } from "./element.ts";
import { setSource } from "./engine.ts";
import { startWorker } from "./updates.ts";

setSource(beside);
defineElement();
if (document.querySelector("script[data-auto]")) upgradeAll();
// The site has a service worker beside it; a widget is part of somebody else's.
if (document.querySelector('stagescope-playground[home="site"]')) {
  window.addEventListener("load", () => void startWorker(new URL("sw.js", import.meta.url)));
}
