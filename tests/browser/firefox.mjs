#!/usr/bin/env node
// Firefox, as Playwright starts it, with a relay between the two: Playwright speaks a newer WebDriver BiDi than the Firefox of a
// Linux distribution. STAGESCOPE_FIREFOX is the path of the real one, which gets all arguments.
//
// Playwright finds where to connect to in a line of the standard error, so that line names the relay instead.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const bridge = join(dirname(fileURLToPath(import.meta.url)), "../../web/bridge/package.json");
const { WebSocket, WebSocketServer } = createRequire(bridge)("ws");

/// What Firefox cannot do and the tests do not need: engines.mjs sets preferences for it. It is answered as if it were done.
const UNKNOWN = "emulation.setMediaFeaturesOverride";

/// The answer to what Firefox cannot do; null for all that it is asked itself.
function answerTo(text) {
  if (!text.includes(UNKNOWN)) return null;
  const { id, method } = JSON.parse(text);
  return method === UNKNOWN ? JSON.stringify({ type: "success", id, result: {} }) : null;
}

/// What Firefox says, in the words that Playwright takes: a download needs an identity, and an error in the console has its words
/// beside it.
function told(text) {
  if (!/"(browsingContext\.download|log\.entryAdded)/.test(text)) return text;
  const message = JSON.parse(text);
  const { params } = message;
  if (message.method.startsWith("browsingContext.download")) params.download ??= params.url;
  if (params.type === "console") params.args = params.args.map((it) => (it.type === "error" ? { type: "string", value: params.text } : it));
  return JSON.stringify(message);
}

/// Passes on all that is said between whoever connects and the address.
function relay(address) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("listening", () => console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`));
  server.on("connection", (playwright) => {
    const firefox = new WebSocket(address);
    const opened = new Promise((done) => firefox.on("open", done));
    playwright.on("message", async (data) => {
      const answer = answerTo(data.toString());
      if (answer) return playwright.send(answer);
      await opened;
      firefox.send(data.toString());
    });
    firefox.on("message", (data) => playwright.send(told(data.toString())));
    firefox.on("close", () => playwright.close());
    firefox.on("error", () => playwright.close());
    playwright.on("close", () => firefox.close());
  });
}

const firefox = spawn(process.env.STAGESCOPE_FIREFOX, process.argv.slice(2), { stdio: ["ignore", "inherit", "pipe"] });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => firefox.kill(signal));
firefox.on("exit", (code) => process.exit(code ?? 1));
for await (const line of createInterface(firefox.stderr)) {
  const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
  if (address) relay(`${address}/session`);
  else console.error(line);
}
