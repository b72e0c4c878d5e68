/// The Share menu: the texts that it copies, and what is to be said before it does.

import type { SharedState } from "stagescope-web";
import { copyText } from "./clipboard.ts";
import { spoken } from "./language.ts";
import { type LinkState, writeLink } from "./link.ts";
import { say } from "./messages/element.ts";
import { secretIn } from "./secrets.ts";

/// What can be copied.
export type ShareKind = "link" | "markdown" | "code" | "command";

/// Longest link that is shared without a question, in characters: longer ones are cut by some programs.
const LONG_LINK = 2000;

/// The link's part of what the page tells.
export function linkState(state: SharedState): LinkState {
  const { lesson, lessons, course } = state;
  if (lesson !== null) return { files: [], target: null, platform: null, args: [], view: null, line: null, lesson, lessons, course };
  const files: [string, string][] = [["Dockerfile", state.dockerfile]];
  if (state.dockerignore) files.push([".dockerignore", state.dockerignore]);
  return { files, target: state.target, platform: state.platform, args: state.args, view: state.view, line: null, lesson, lessons, course };
}

/// Copies, and resolves to "". When there is something to know first it copies nothing and resolves to that; with `anyway` it copies
/// all the same. Rejects when the clipboard refuses.
export async function share(kind: ShareKind, state: SharedState, anyway: boolean): Promise<string> {
  const link = kind === "command" ? "" : await address(state);
  if (link === null) return say("too_much_for_link");
  const warning = anyway ? "" : warn(kind, state, link);
  if (warning === "") await copyText(shared(kind, state, link));
  return warning;
}

/// Copies a link to lessons, which holds them. Rejects when they are too much for a link, or the clipboard refuses.
export async function copyLesson(course: string): Promise<void> {
  const hash = await writeLink({ files: [], target: null, platform: null, args: [], view: null, line: null, lesson: null, lessons: null, course });
  if (hash === null) throw new Error("this is too much for a link");
  await copyText(location.href.replace(/#.*$/, "") + hash);
}

async function address(state: SharedState): Promise<string | null> {
  const hash = await writeLink(linkState(state));
  return hash === null ? null : location.href.replace(/#.*$/, "") + hash;
}

function warn(kind: ShareKind, state: SharedState, link: string): string {
  // A link to a lesson holds its name only.
  const isName = state.lesson !== null && kind !== "code" && kind !== "command";
  const texts = kind === "command" || isName ? [] : [state.dockerfile, state.dockerignore ?? ""];
  const secret = secretIn(texts, isName ? [] : state.args);
  const notes = [];
  if (secret !== null) notes.push(say("secret_in", { place: secret }));
  if (link.length > LONG_LINK) notes.push(say("long_link", { count: link.length.toLocaleString(spoken()) }));
  if (link.startsWith("file:")) notes.push(say("link_to_file"));
  return notes.join(" ");
}

/// The text that is copied.
export function shared(kind: ShareKind, state: SharedState, link: string): string {
  switch (kind) {
    case "command":
      return state.command;
    case "link":
      return link;
    case "markdown":
      return `[${say(state.lesson === null ? "open_this" : "open_lesson")}](${link})`;
    case "code": {
      const fence = "`".repeat(Math.max(3, ...[...state.dockerfile.matchAll(/`+/g)].map(([it]) => it.length + 1)));
      const text = state.dockerfile.replace(/\n?$/, "\n");
      return `${fence}dockerfile\n${text}${fence}\n\n\`\`\`console\n$ ${state.command}\n\`\`\`\n\n[${say("open_in")}](${link})\n`;
    }
  }
}
