/// “Page as one file”: the offline file, with what is on the page in its element, in the form in which authors write a widget. So nothing
/// is needed to read it back, and the Dockerfile is there without scripts too.

import type { SharedState } from "stagescope-web";
import { loadData } from "./data.ts";

const START = "<stagescope-playground";
const END = "</stagescope-playground>";

/// The page; `files` and `solved` as the page keeps them, empty when there are none. Rejects when the offline file, which it begins with,
/// does not arrive.
export async function pageWith(state: SharedState, files: string, solved: string): Promise<string> {
  const page = await loadData("stagescope.html");
  // The last ones: the script of the page, further up, says the same words.
  const start = page.lastIndexOf(START) + START.length;
  const end = page.lastIndexOf(END);
  if (start < START.length || end < start) throw new Error("the offline file holds no playground");
  const args = state.args.map(([name, value]) => `${name}=${value}\n`).join("");
  const theme = document.querySelector("stagescope-playground")?.getAttribute("theme");
  const attributes = Object.entries({ target: state.target, platform: state.platform, args, view: state.view, solved, theme })
    .map(([name, value]) => (value ? ` ${name}="${escape(value)}"` : ""))
    .join("");
  const ignore = state.dockerignore ? block(' data-file=".dockerignore"', state.dockerignore) : "";
  const listing = files ? block(' data-file="files" hidden', files) : "";
  return page.slice(0, start) + attributes + page.slice(start, end) + block("", state.dockerfile) + ignore + listing + page.slice(end);
}

/// The offline file without what it was saved with. Of its scripts only the text is read: a copy of them would be one to run.
export function ownPage(): string {
  const page = document.documentElement.outerHTML;
  const element = document.querySelector("stagescope-playground");
  if (!element) throw new Error("this page holds no playground");
  const at = page.lastIndexOf(element.outerHTML);
  const bare = element.cloneNode(true) as HTMLElement;
  for (const name of ["target", "platform", "args", "view", "solved", "theme"]) bare.removeAttribute(name);
  bare.querySelectorAll("pre").forEach((it) => it.remove());
  return `<!doctype html>\n${page.slice(0, at)}${bare.outerHTML}${page.slice(at + element.outerHTML.length)}`;
}

/// A text in the markup of the element; its first line break belongs to the markup.
function block(attributes: string, text: string): string {
  return `<pre${attributes}><code>\n${escape(text)}</code></pre>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
