// The browsers that the tests run in. Chromium does all that Playwright asks. Firefox is driven through WebDriver BiDi, which has no
// word for some of it: there such an option of a context becomes a preference, and that context gets a Firefox of its own.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const playwright = createRequire(join(here, "../../web/bridge/package.json"))("playwright-core");

const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const FIREFOX_PREFERENCES = {
  // A page may read the clipboard unasked.
  "dom.events.testing.asyncClipboard": true,
  // The list of downloads would open over the page, and the next click close it.
  "browser.download.alwaysOpenPanel": false,
  // Nothing but the tests asks for anything from the network.
  "app.normandy.enabled": false,
  "network.captive-portal-service.enabled": false,
};

/// What a context asks for that is a preference in Firefox.
const AS_PREFERENCE = {
  colorScheme: (scheme) => ({ "layout.css.prefers-color-scheme.content-override": scheme === "dark" ? 0 : 1 }),
  reducedMotion: (motion) => ({ "ui.prefersReducedMotion": motion === "reduce" ? 1 : 0 }),
  forcedColors: (colors) => ({ "browser.display.document_color_use": colors === "active" ? 2 : 1 }),
  javaScriptEnabled: (enabled) => ({ "javascript.enabled": enabled }),
  hasTouch: (touch) => ({ "dom.w3c_touch_events.enabled": touch ? 1 : 0 }),
  isMobile: () => ({}),
  permissions: () => ({}),
};

/// What is no problem, whatever the test.
export const HARMLESS = {
  // A page that is left while it still loads something. A server that does not answer would fail every test.
  firefox: /^console: TypeError: NetworkError when attempting to fetch resource/,
};

class Firefox {
  #executable;
  #shared;
  /// Those of one context each that are closing.
  #closing = [];

  constructor(executable) {
    this.#executable = executable;
  }

  #launch(preferences) {
    return playwright.firefox.launch({
      channel: "moz-firefox",
      executablePath: join(here, "firefox.mjs"),
      env: { ...process.env, STAGESCOPE_FIREFOX: this.#executable },
      firefoxUserPrefs: { ...FIREFOX_PREFERENCES, ...preferences },
    });
  }

  async newContext(options) {
    const preferences = {};
    const rest = {};
    for (const [name, value] of Object.entries(options)) {
      if (Object.hasOwn(AS_PREFERENCE, name)) Object.assign(preferences, AS_PREFERENCE[name](value));
      else rest[name] = value;
    }
    if (Object.keys(preferences).length === 0) {
      this.#shared ??= this.#launch({});
      return await (await this.#shared).newContext(rest);
    }
    const own = await this.#launch(preferences);
    const context = await own.newContext(rest);
    context.on("close", () => this.#closing.push(own.close()));
    return context;
  }

  async close() {
    await (await this.#shared)?.close();
    await Promise.all(this.#closing);
  }
}

const START = {
  chromium: (executablePath) => playwright.chromium.launch({ executablePath, args: CHROMIUM_FLAGS }),
  firefox: async (executable) => new Firefox(executable),
};

/// Starts a browser: something with `newContext(options)` and `close()`.
export function launch(engine, executable) {
  if (!Object.hasOwn(START, engine)) throw new Error(`there is no engine ${engine}; there are ${Object.keys(START).join(", ")}`);
  return START[engine](executable);
}
