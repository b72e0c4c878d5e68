/// The colours of a Dockerfile. A line tokenizer, not a parser: it reads what `docker build` would read on well-formed text, never fails
/// on the rest, and every call takes at least one character.

import { HighlightStyle, StreamLanguage, type StreamParser, type StringStream } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const KEYWORDS = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(" "),
);
const JSON_KEYWORDS = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "HEALTHCHECK", "RUN", "SHELL", "VOLUME"]);
const HEREDOC_KEYWORDS = new Set(["ADD", "COPY", "RUN"]);
/// A name, quoted or not, after `<<` or `<<-`, up to the end of the word. The name may not hold `<`: `<<<` is a here-string.
const HEREDOC = /^\d*<<(-?)[ \t]*("[^"<]*"|'[^'<]*'|[^\s<"']+)(?!\S)/;
const DIRECTIVE = /^\s*#\s*(syntax|escape|check)\s*=\s*(.*\S)/i;
/// `$NAME`, and what a shell also understands: `$1`, `$@`.
const VARIABLE = /^\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!-])/;

interface Heredoc {
  readonly name: string;
  /// `<<-`: tabs before the closing name are ignored.
  readonly tabs: boolean;
  /// Bodies of RUN are scripts; others are plain files.
  readonly script: boolean;
}

/// Where the tokenizer stands. Flat, because the language package copies it shallowly.
export interface DockerfileState {
  /// The character that continues a line: a backslash, unless a directive says backtick.
  escape: string;
  /// Directives count only until the first other line.
  directives: boolean;
  /// The line ends in the escape character, so the instruction goes on.
  continues: boolean;
  /// The mark of a continuation was read, so that Enter comes after it.
  marked: boolean;
  /// The line starts with blanks.
  indented: boolean;
  /// Where on the line its content ends: before the mark of a continuation, else at the end.
  end: number;
  /// Heredocs that were opened, first body first.
  heredocs: Heredoc[];
  /// The line is in a heredoc's body.
  body: boolean;
  /// The instruction's keyword in capitals; empty before it.
  keyword: string;
  /// What may come next.
  phase: "keyword" | "flags" | "flag" | "arguments";
  /// The quote that is open; empty for none.
  quote: string;
  /// The arguments are in JSON form.
  json: boolean;
  /// How many words of the arguments are complete.
  words: number;
  /// Characters of the next word were read.
  inWord: boolean;
}

function start(): DockerfileState {
  return {
    escape: "\\",
    directives: true,
    continues: false,
    marked: false,
    indented: false,
    end: 0,
    heredocs: [],
    body: false,
    keyword: "",
    phase: "keyword",
    quote: "",
    json: false,
    words: 0,
    inWord: false,
  };
}

/// Where the mark of a continuation stands, or -1. Two escape characters at the end are no continuation.
function continuation(line: string, escape: string): number {
  let at = line.length - 1;
  while (line[at] === " " || line[at] === "\t") at--;
  return line[at] === escape && line[at - 1] !== escape ? at : -1;
}

/// Sets the state for a new line. Gives the style of the line when all of it is one token.
function startLine(stream: StringStream, state: DockerfileState): string | undefined {
  const line = stream.string;
  state.marked = false;
  state.indented = /^\s/.test(line);
  const heredoc = state.continues ? undefined : state.heredocs[0];
  // An open quote swallows everything, and then there is no heredoc.
  if (heredoc && (state.body || state.quote === "")) return startBodyLine(stream, state, heredoc);
  state.heredocs = state.continues ? state.heredocs : [];
  state.body = false;

  const text = line.trimStart();
  if (text === "" || text.startsWith("#")) {
    // Comments and blank lines inside a continuation are dropped: it goes on after them.
    const directive = state.directives ? DIRECTIVE.exec(line) : null;
    if (!directive) state.directives = false;
    if (directive?.[1]?.toLowerCase() === "escape" && directive[2] === "`") state.escape = "`";
    stream.skipToEnd();
    if (text === "") return "";
    return directive ? "meta" : "comment";
  }
  state.directives = false;
  if (!state.continues) beginInstruction(state);
  else endWord(state);
  const mark = continuation(line, state.escape);
  state.continues = mark >= 0;
  state.end = mark >= 0 ? mark : line.length;
  return undefined;
}

function startBodyLine(stream: StringStream, state: DockerfileState, heredoc: Heredoc): string | undefined {
  const line = stream.string;
  state.body = true;
  state.quote = "";
  state.end = line.length;
  const text = heredoc.tabs ? line.replace(/^\t+/, "") : line;
  if (text === heredoc.name) {
    state.heredocs = state.heredocs.slice(1);
    state.body = state.heredocs.length > 0;
    stream.skipToEnd();
    return "heredoc";
  }
  if (heredoc.script && text.trimStart().startsWith("#")) {
    stream.skipToEnd();
    return "comment";
  }
  return undefined;
}

function beginInstruction(state: DockerfileState): void {
  state.keyword = "";
  state.phase = "keyword";
  state.quote = "";
  state.json = false;
  state.words = 0;
  state.inWord = false;
}

function endWord(state: DockerfileState): void {
  if (state.inWord) state.words++;
  state.inWord = false;
  if (state.phase === "flag") state.phase = "flags";
}

function token(stream: StringStream, state: DockerfileState): string | null {
  if (stream.sol()) {
    const whole = startLine(stream, state);
    if (whole !== undefined) return whole || null;
  }
  if (stream.pos >= state.end) {
    stream.skipToEnd();
    state.marked = true;
    return "mark";
  }
  if (state.quote !== "") return quoted(stream, state);
  if (takeSpace(stream, state)) return null;
  if (state.body) return bodyText(stream, state);
  if (state.phase === "keyword") return keyword(stream, state);
  if (state.phase === "flags" && startsFlag(stream, state)) state.phase = "flag";
  if (state.phase === "flag") return flag(stream, state);
  state.phase = "arguments";
  return argument(stream, state);
}

/// Blanks, but not those behind the mark of a continuation.
function takeSpace(stream: StringStream, state: DockerfileState): boolean {
  const from = stream.pos;
  while (stream.pos < state.end && /\s/.test(stream.string[stream.pos] ?? "")) stream.pos++;
  if (stream.pos === from) return false;
  endWord(state);
  return true;
}

/// Takes characters until `stop`, at least one, and not past the content of the line.
function takeUntil(stream: StringStream, state: DockerfileState, stop: RegExp): string {
  const from = stream.pos++;
  while (stream.pos < state.end && !stop.test(stream.string[stream.pos] ?? "")) stream.pos++;
  state.inWord = true;
  return stream.string.slice(from, stream.pos);
}

function keyword(stream: StringStream, state: DockerfileState): string | null {
  const word = takeUntil(stream, state, /\s/).toUpperCase();
  state.inWord = false;
  if (!KEYWORDS.has(word)) {
    state.phase = "arguments";
    return null;
  }
  state.keyword = word;
  // What follows ONBUILD is an instruction of its own.
  state.phase = word === "ONBUILD" ? "keyword" : "flags";
  return "keyword";
}

function startsFlag(stream: StringStream, state: DockerfileState): boolean {
  return stream.pos + 1 < state.end && stream.string.startsWith("--", stream.pos);
}

function flag(stream: StringStream, state: DockerfileState): string {
  if (variable(stream, state)) return "variable";
  takeUntil(stream, state, /[\s$]/);
  state.inWord = false;
  return "flag";
}

function argument(stream: StringStream, state: DockerfileState): string | null {
  const first = state.words === 0 && !state.inWord;
  if (first && stream.peek() === "[" && JSON_KEYWORDS.has(state.keyword)) state.json = true;
  if (state.json) return jsonPart(stream, state);
  if (state.keyword === "FROM" && state.words > 0 && !state.inWord) return stageName(stream, state);
  if (state.keyword === "HEALTHCHECK" && first) return healthcheck(stream, state);
  if (!state.inWord && heredocOpener(stream, state)) return "heredoc";
  return shellText(stream, state);
}

function jsonPart(stream: StringStream, state: DockerfileState): string | null {
  if (stream.peek() === '"') return openQuote(stream, state);
  takeUntil(stream, state, /["\s]/);
  return null;
}

/// The second word of FROM is AS, the third the name of the stage.
function stageName(stream: StringStream, state: DockerfileState): string | null {
  const word = takeUntil(stream, state, /\s/);
  if (state.words === 1) return word.toUpperCase() === "AS" ? "keyword" : null;
  return state.words === 2 ? "stage" : null;
}

function healthcheck(stream: StringStream, state: DockerfileState): string | null {
  const word = takeUntil(stream, state, /\s/).toUpperCase();
  if (word !== "CMD" && word !== "NONE") return null;
  // The command after CMD is read like that of CMD itself, JSON form included.
  state.inWord = false;
  state.keyword = "CMD";
  return "keyword";
}

function heredocOpener(stream: StringStream, state: DockerfileState): boolean {
  if (!HEREDOC_KEYWORDS.has(state.keyword) || !/[<\d]/.test(stream.peek() ?? "")) return false;
  const match = HEREDOC.exec(stream.string.slice(stream.pos, state.end));
  const name = match?.[2]?.replace(/["'\\]/g, "");
  if (!match || !name) return false;
  state.heredocs.push({ name, tabs: match[1] === "-", script: state.keyword === "RUN" });
  stream.pos += match[0].length;
  state.inWord = true;
  return true;
}

/// Words as a shell reads them: quotes, variables, escaped characters.
function shellText(stream: StringStream, state: DockerfileState): string | null {
  const next = stream.peek();
  if ((next === '"' || next === "'") && state.keyword !== "MAINTAINER") return openQuote(stream, state);
  if (variable(stream, state)) return "variable";
  if (next === state.escape) {
    stream.pos = Math.min(stream.pos + 2, state.end);
    state.inWord = true;
    return null;
  }
  takeUntil(stream, state, /[\s"'$\\`]/);
  return null;
}

function bodyText(stream: StringStream, state: DockerfileState): string | null {
  if (state.heredocs[0]?.script) return shellText(stream, state);
  if (variable(stream, state)) return "variable";
  takeUntil(stream, state, /[$\s]/);
  return "string";
}

function openQuote(stream: StringStream, state: DockerfileState): string {
  state.quote = stream.string[stream.pos++] ?? "";
  state.inWord = true;
  return "string";
}

function quoted(stream: StringStream, state: DockerfileState): string {
  const expands = state.quote === '"' && !state.json;
  if (expands && variable(stream, state)) return "variable";
  const from = stream.pos;
  while (stream.pos < state.end) {
    const next = stream.string[stream.pos];
    if (next === state.quote) {
      stream.pos++;
      state.quote = "";
      break;
    }
    if (expands && next === "$" && stream.pos > from) break;
    // JSON escapes with a backslash always; inside single quotes nothing escapes.
    const escapes = state.quote === '"' && next === (state.json ? "\\" : state.escape);
    stream.pos = Math.min(stream.pos + (escapes ? 2 : 1), state.end);
  }
  return "string";
}

/// Takes a variable, when one starts here: `$NAME` or `${…}` with whatever is inside, to the end of the line when it is not closed.
function variable(stream: StringStream, state: DockerfileState): boolean {
  if (stream.peek() !== "$") return false;
  if (stream.string[stream.pos + 1] === "{") {
    let depth = 0;
    while (stream.pos < state.end) {
      const next = stream.string[stream.pos++];
      if (next === "{") depth++;
      if (next === "}" && --depth === 0) break;
    }
  } else {
    const match = VARIABLE.exec(stream.string.slice(stream.pos, Math.min(state.end, stream.pos + 200)));
    if (!match) return false;
    stream.pos += match[0].length;
  }
  state.inWord = true;
  return true;
}

/// The tokenizer, for tests; the editor uses `dockerfile`.
export const dockerfileParser: StreamParser<DockerfileState> = {
  name: "dockerfile",
  startState: start,
  token,
  blankLine(state) {
    state.directives = false;
  },
  // The first line of a continuation is indented by one step; null keeps the indentation of the line before.
  indent: (state, _textAfter, { unit }) => (state.marked && !state.indented ? unit : null),
  languageData: { commentTokens: { line: "#" } },
  tokenTable: {
    keyword: tags.keyword,
    flag: tags.attributeName,
    stage: tags.labelName,
    string: tags.string,
    variable: tags.variableName,
    comment: tags.comment,
    meta: tags.meta,
    heredoc: tags.special(tags.string),
    mark: tags.punctuation,
  },
};

/// The language of the editor.
export const dockerfile = StreamLanguage.define(dockerfileParser);

/// Its colours, from the tokens of the page, so that light and dark need no code.
export const dockerfileColors = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--k)", fontWeight: "600" },
  { tag: [tags.attributeName, tags.labelName], color: "var(--fn)" },
  { tag: tags.string, color: "var(--str)" },
  { tag: tags.special(tags.string), color: "var(--fn)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--num)" },
  { tag: [tags.comment, tags.punctuation], color: "var(--com)" },
  { tag: tags.meta, color: "var(--ink-2)", fontStyle: "italic" },
]);
