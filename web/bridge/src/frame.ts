/// Entry point of the page for an `<iframe>`: the widget, for hosts that allow no scripts of others. What it shows stands behind the `#`
/// of its address, in the form of a link; more is asked for through a `MessagePort`:
///
/// 1. The frame posts `{ stagescope: 1, type: "ready" }` to its parent.
/// 2. The parent posts `{ stagescope: 1, type: "connect" }` with a port. A later port replaces an earlier one.
/// 3. On the port, `{ id, method, params }` is answered by `{ id, result }` or `{ id, error }`, and events come as `{ event, detail }`.

import { beside } from "./beside.ts";
import { defineElement, StagescopePlayground } from "./element.ts";
import { setSource } from "./engine.ts";
import { ownAddress } from "./lessons.ts";
import { type LinkState, readLink } from "./link.ts";
import { say } from "./messages/element.ts";
import { perform } from "./remote.ts";

const EVENTS = ["ready", "change", "report", "select", "fix", "lesson", "error"];

setSource(beside);
defineElement();
void start();

async function start(): Promise<void> {
  const element = document.createElement("stagescope-playground") as StagescopePlayground;
  element.setAttribute("loading", "eager");
  element.setAttribute("height", "100dvh");
  try {
    const state = await readLink(location.hash);
    if (state && state.lessons !== null && ownAddress(state.lessons, document.baseURI) === null) {
      throw new Error("its lessons are on another site");
    }
    if (state) show(element, state);
  } catch (error) {
    const notice = document.createElement("p");
    notice.setAttribute("role", "alert");
    notice.textContent = say("link_refused_here", { reason: messageOf(error) });
    document.body.append(notice);
  }
  document.body.append(element);
  listen(element);
}

function show(element: StagescopePlayground, state: LinkState): void {
  for (const [name, text] of state.files) {
    const block = document.createElement("pre");
    const code = document.createElement("code");
    // The first line break in a block belongs to the markup.
    code.textContent = `\n${text}`;
    block.append(code);
    if (name !== "Dockerfile") block.dataset.file = name;
    element.append(block);
  }
  if (state.target !== null) element.setAttribute("target", state.target);
  if (state.platform !== null) element.setAttribute("platform", state.platform);
  if (state.lessons !== null) element.setAttribute("lessons", state.lessons);
  if (state.lesson !== null) element.setAttribute("lesson", state.lesson);
  if (state.view !== null) element.setAttribute("view", state.view);
  element.setAttribute("args", state.args.map(([name, value]) => `${name}=${value}`).join("\n") + "\n");
}

function listen(element: StagescopePlayground): void {
  let port: MessagePort | null = null;
  for (const name of EVENTS) {
    element.addEventListener(`stagescope-${name}`, (event) => {
      port?.postMessage({ event: name, detail: (event as CustomEvent).detail });
    });
  }
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const message = event.data as { stagescope?: unknown; type?: unknown } | null;
    if (event.source !== window.parent || message?.stagescope !== 1 || message.type !== "connect" || !event.ports[0]) return;
    port?.close();
    port = event.ports[0];
    const answers = port;
    answers.onmessage = async ({ data }: MessageEvent<unknown>) => answers.postMessage(await perform(element, data));
  });
  // Whoever embeds this may be anybody, and learns nothing by it.
  if (window.parent !== window) window.parent.postMessage({ stagescope: 1, type: "ready" }, "*");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
