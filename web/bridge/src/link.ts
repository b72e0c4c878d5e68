/// Links: the state of the page as what stands behind the `#` of its address, and back.
///
/// `#v=1&d=<codec>.<payload>&target=…&platform=…&arg.NAME=value&view=…&line=…`. Codec `z` is JSON, raw deflate, base64url; codec `t` is
/// the Dockerfile, percent-encoded, for links that are made by hand. What is the default is left out, and every key may be missing. A
/// readable key wins over the same thing in the payload. What cannot be read is refused with a message and never half taken over.
///
/// `#lesson=NAME` opens a lesson, which brings its own text and options; `lessons=ADDRESS` says where lessons are that are not the
/// page's own, and `course=<codec>.<payload>` holds them.

import { oneOf, VIEWS } from "./attributes.ts";
import { say } from "./messages/element.ts";

/// Longest part behind the `#`, in characters.
export const LONGEST_LINK = 64 * 1024;
/// Most bytes that a payload may unpack to.
export const LARGEST_PAYLOAD = 512 * 1024;
/// A text has no more lines; what is larger is no line.
const LAST_LINE = 1024 * 1024;
/// Most files that a payload may hold.
export const MOST_FILES = 64;

/// What a link carries.
export interface LinkState {
  /// Names and texts, `Dockerfile` and `.dockerignore` among them; empty when the link is about options alone.
  readonly files: readonly (readonly [string, string])[];
  readonly target: string | null;
  readonly platform: string | null;
  readonly args: readonly (readonly [string, string])[];
  readonly view: (typeof VIEWS)[number] | null;
  /// 1-based line to show.
  readonly line: number | null;
  /// Name of the lesson to open over it.
  readonly lesson: string | null;
  /// Address of the lessons; null for the page's own.
  readonly lessons: string | null;
  /// The lessons themselves.
  readonly course: string | null;
}

/// What is wrong with a link, in words for its reader.
export class LinkError extends Error {}

/// The state in a hash, or null when the hash is no link of ours. Rejects with a `LinkError` when it is one that cannot be read.
export async function readLink(hash: string): Promise<LinkState | null> {
  const text = hash.replace(/^#/, "");
  if (!/(?:^|&)(?:v|d|lessons?|course)=/.test(text.slice(0, LONGEST_LINK))) return null;
  if (text.length > LONGEST_LINK) throw new LinkError(say("link_too_long", { size: LONGEST_LINK / 1024 }));
  const keys = new Map<string, string>();
  for (const part of text.split("&")) {
    const equals = part.indexOf("=");
    if (equals > 0) keys.set(decoded(part.slice(0, equals)), part.slice(equals + 1));
  }
  const version = keys.get("v");
  // A lesson is named by hand, and its name means the same in every version.
  if (version !== "1" && (version !== undefined || keys.has("d") || !["lesson", "lessons", "course"].some((it) => keys.has(it)))) throw new LinkError(say("link_version", { version: quoted(version) }));
  const payload = await readPayload(keys.get("d"));
  const own = (key: string) => (keys.has(key) ? decoded(keys.get(key) ?? "") || null : null);
  const args = new Map(payload.args);
  for (const [key, value] of keys) if (key.startsWith("arg.")) args.set(argumentName(key.slice(4)), decoded(value));
  const line = Number(keys.get("line"));
  return {
    files: payload.files,
    target: own("target") ?? payload.target,
    platform: own("platform") ?? payload.platform,
    args: [...args],
    view: oneOf(own("view"), VIEWS) ?? payload.view,
    line: Number.isInteger(line) && line > 0 && line <= LAST_LINE ? line : null,
    lesson: own("lesson"),
    lessons: own("lessons"),
    course: await readText(keys.get("course")),
  };
}

type Payload = Omit<LinkState, "line" | "lesson" | "lessons" | "course">;

const NOTHING: Payload = { files: [], target: null, platform: null, args: [], view: null };

async function readPayload(data: string | undefined): Promise<Payload> {
  const text = await readText(data);
  if (text === null) return NOTHING;
  return data?.startsWith("t.") ? { ...NOTHING, files: [["Dockerfile", text]] } : parsePayload(text);
}

/// The text behind a codec.
async function readText(data: string | undefined): Promise<string | null> {
  if (data === undefined) return null;
  const dot = data.indexOf(".");
  const codec = data.slice(0, Math.max(dot, 0));
  const content = data.slice(dot + 1);
  if (codec === "t") return decoded(content);
  if (codec === "z") return await inflate(content);
  throw new LinkError(say("link_packing", { codec: quoted(codec) }));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new LinkError(say("link_damaged"));
  }
}

function quoted(text: string | undefined): string {
  return text ? `“${text.slice(0, 20)}”` : say("link_unknown");
}

async function inflate(base64url: string): Promise<string> {
  const damaged = new LinkError(say("link_damaged"));
  const bytes = fromBase64Url(base64url);
  if (!bytes) throw damaged;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw damaged;
    });
    try {
      if (done) return text + decoder.decode();
      length += value.byteLength;
      if (length <= LARGEST_PAYLOAD) text += decoder.decode(value, { stream: true });
    } catch {
      throw damaged;
    }
    if (length > LARGEST_PAYLOAD) {
      // The stop: what is still packed is never unpacked.
      await reader.cancel();
      throw new LinkError(say("link_unpacks_to", { size: LARGEST_PAYLOAD / 1024 }));
    }
  }
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (it) => it.charCodeAt(0));
  } catch {
    return null;
  }
}

/// Reads own properties only, and takes over nothing but texts.
function parsePayload(text: string): Payload {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LinkError(say("link_damaged"));
  }
  const entries = new Map(texts(value, false));
  const files = texts(entries.get("files") ?? {}, true) as [string, string][];
  if (files.length > MOST_FILES) throw new LinkError(say("link_too_many", { count: MOST_FILES }));
  for (const [name] of files) if (!isInside(name)) throw new LinkError(say("link_outside"));
  const args = texts(entries.get("args") ?? {}, true) as [string, string][];
  const word = (key: string) => {
    const it = entries.get(key) ?? null;
    if (it !== null && typeof it !== "string") throw new LinkError(say("link_damaged"));
    return it;
  };
  return {
    files,
    target: word("target"),
    platform: word("platform"),
    args: args.map(([name, it]) => [argumentName(name), it]),
    view: oneOf(word("view"), VIEWS),
  };
}

function texts(value: unknown, only: boolean): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new LinkError(say("link_damaged"));
  const entries = Object.entries(value);
  if (only && entries.some(([, it]) => typeof it !== "string")) throw new LinkError(say("link_damaged"));
  return entries;
}

function isInside(name: string): boolean {
  return name !== "" && !/^[\\/]|^[A-Za-z]:|\0/.test(name) && !name.split(/[\\/]/).includes("..");
}

function argumentName(text: string): string {
  if (!/^[A-Za-z_][\w.-]*$/.test(text) || text === "__proto__") throw new LinkError(say("link_argument"));
  return text;
}

/// The hash for a state, with its `#`; null when it would be longer or larger than what is read again.
export async function writeLink(state: LinkState): Promise<string | null> {
  if (state.lesson !== null || state.course !== null) return await writeLesson(state);
  const files = state.files.filter(([, text]) => text !== "");
  const packed = await pack(JSON.stringify({ files: Object.fromEntries(files) }));
  if (packed === null) return null;
  const keys = ["v=1", `d=${packed}`];
  if (state.target !== null) keys.push(`target=${readable(state.target)}`);
  if (state.platform !== null) keys.push(`platform=${readable(state.platform)}`);
  for (const [name, value] of state.args) keys.push(`arg.${readable(name)}=${readable(value)}`);
  if (state.view !== null && state.view !== "editor") keys.push(`view=${state.view}`);
  if (state.line !== null) keys.push(`line=${state.line}`);
  const hash = `#${keys.join("&")}`;
  return hash.length > LONGEST_LINK ? null : hash;
}

async function writeLesson({ lesson, lessons, course }: LinkState): Promise<string | null> {
  const keys = lesson === null ? [] : [`lesson=${readable(lesson)}`];
  if (lessons !== null) keys.unshift(`lessons=${readable(lessons)}`);
  if (course !== null) {
    const packed = await pack(course);
    if (packed === null) return null;
    keys.unshift(`course=${packed}`);
  }
  const hash = `#${keys.join("&")}`;
  return hash.length > LONGEST_LINK ? null : hash;
}

/// A text with its codec; null when it is larger than what is read again.
async function pack(text: string): Promise<string | null> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.byteLength > LARGEST_PAYLOAD) return null;
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `z.${toBase64Url(new Uint8Array(await new Response(stream).arrayBuffer()))}`;
}

function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (const it of bytes) text += String.fromCharCode(it);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function readable(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":");
}
