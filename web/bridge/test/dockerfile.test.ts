import assert from "node:assert/strict";
import { test } from "node:test";
import { getIndentation, StringStream } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { dockerfile, dockerfileParser } from "../src/dockerfile.ts";

const SHORT: Record<string, string> = {
  keyword: "K",
  flag: "F",
  stage: "N",
  string: "S",
  variable: "V",
  comment: "C",
  meta: "M",
  heredoc: "H",
  mark: "\\",
};

/// The styles of a text, one letter a character, `.` for none. Fails when a call takes nothing or goes past the line.
function styles(text: string): string {
  const state = dockerfileParser.startState?.(4);
  assert.ok(state);
  return text
    .split("\n")
    .map((line) => {
      if (line === "") {
        dockerfileParser.blankLine?.(state, 4);
        return "";
      }
      const stream = new StringStream(line, 4, 4);
      let letters = "";
      while (!stream.eol()) {
        stream.start = stream.pos;
        const style = dockerfileParser.token(stream, state);
        assert.ok(stream.pos > stream.start, `no progress at ${stream.pos} of ${JSON.stringify(line.slice(0, 80))}`);
        assert.ok(stream.pos <= line.length, `past the end of ${JSON.stringify(line.slice(0, 80))}`);
        letters += (style === null ? "." : SHORT[style] ?? "?").repeat(stream.pos - stream.start);
      }
      return letters;
    })
    .join("\n");
}

/// Checks a text given as pairs of lines: source, then its styles. Blanks stand where there is no style.
function check(...pairs: string[]): void {
  const source = pairs.filter((_, i) => i % 2 === 0);
  const wanted = pairs.filter((_, i) => i % 2 === 1);
  const got = styles(source.join("\n")).split("\n");
  const show = (lines: string[]) => source.map((line, i) => `${line}\n${(lines[i] ?? "").replaceAll(".", " ").trimEnd()}`).join("\n");
  assert.equal(show(got), show(wanted));
}

test("FROM: keyword, AS and the name of the stage", () => {
  check("FROM python:3.11 AS builder", "KKKK             KK NNNNNNN");
  check("from alpine as x", "KKKK        KK N");
  check("FROM --platform=$BUILDPLATFORM a", "KKKK FFFFFFFFFFFVVVVVVVVVVVVVV  ");
  check("FROM ${BASE:-alpine}:${TAG} AS x", "KKKK VVVVVVVVVVVVVVV VVVVVV KK N");
});

test("flags end with the first plain word", () => {
  check("COPY --from=builder --chown=a:b /a /b", "KKKK FFFFFFFFFFFFFF FFFFFFFFFFF");
  check("RUN pip install --no-cache-dir x", "KKK");
});

test("strings and variables", () => {
  check('ENV PATH="/opt/venv/bin:$PATH"', "KKK      SSSSSSSSSSSSSSSVVVVVS");
  check("RUN echo '$x' \"$y\" \\$z $$ $", "KKK      SSSS SVVS");
  check("RUN echo ${a:-${b}} c", "KKK      VVVVVVVVVV");
  check("RUN echo ${never", "KKK      VVVVVVV", "RUN x", "KKK");
});

test("JSON form", () => {
  check('CMD ["a", "$b\\"c"]', "KKK  SSS  SSSSSSS");
  check('HEALTHCHECK --interval=5s CMD ["a"]', "KKKKKKKKKKK FFFFFFFFFFFFF KKK  SSS");
});

test("ONBUILD holds an instruction", () => {
  check("ONBUILD COPY --from=x a b", "KKKKKKK KKKK FFFFFFFF");
});

test("unknown keywords have no style", () => {
  check("FORM a", "", "RUNx a", "");
});

test("continuations go on through comments and blank lines", () => {
  check(
    "RUN a \\", "KKK   \\",
    "# why", "CCCCC",
    "", "",
    "  FROM b \\  ", "         \\\\\\",
    "  # indented", "CCCCCCCCCCCC",
    "  c", "",
    "FROM d", "KKKK",
  );
});

test("a continuation needs exactly one escape character", () => {
  check("RUN a \\\\", "KKK", "RUN b", "KKK");
  check("\\", "\\", "RUN b", "KKK");
});

test("a quote goes on over a continuation and ends with the instruction", () => {
  check('RUN "a \\', "KKK SSS\\", 'b" c', "SS");
  check('RUN "a', "KKK SS", "RUN b", "KKK");
});

test("the escape directive counts only at the top", () => {
  check("# escape=`", "MMMMMMMMMM", "RUN a `", "KKK   \\", "  b", "", "RUN c \\", "KKK", "RUN d", "KKK");
  check("# other", "CCCCCCC", "# escape=`", "CCCCCCCCCC", "RUN a `", "KKK", "RUN b", "KKK");
  check("", "", "# escape=`", "CCCCCCCCCC");
  check("# syntax=docker/dockerfile:1", "MMMMMMMMMMMMMMMMMMMMMMMMMMMM", "#Escape = `", "MMMMMMMMMMM");
});

test("heredoc of RUN: a script until its name", () => {
  check(
    "RUN <<EOF cat", "KKK HHHHH",
    "# not an instruction", "CCCCCCCCCCCCCCCCCCCC",
    'FROM "$x"', "     SVVS",
    " EOF", "",
    "EOF", "HHH",
    "FROM a", "KKKK",
  );
});

test("heredocs of COPY: several, quoted, with tabs", () => {
  check(
    'COPY <<-"A" <<B /x/', "KKKK HHHHHH HHH",
    "B", "S",
    "\tA", "HH",
    "$x # y", "VV S S",
    "B", "H",
    "RUN c", "KKK",
  );
});

test("what looks like a heredoc but is none", () => {
  check("RUN cat <<<x", "KKK", "RUN b", "KKK");
  check("RUN cat<<EOF", "KKK", "RUN b", "KKK");
  check('RUN "<<EOF"', "KKK SSSSSSS", "RUN b", "KKK");
  check("ENV <<EOF", "KKK", "RUN b", "KKK");
  check("RUN <<EOF it's", "KKK HHHHH   SS", "RUN b", "KKK");
});

test("an unterminated heredoc runs to the end", () => {
  check("RUN <<EOF", "KKK HHHHH", "FROM a", "");
});

test("a heredoc's body starts after the continuation", () => {
  check("RUN <<EOF \\", "KKK HHHHH \\", "  cat", "", "FROM", "", "EOF", "HHH");
});

test("every call takes a character, whatever the text", () => {
  const pieces = [
    "FROM ", "RUN ", "COPY ", "ONBUILD ", "HEALTHCHECK ", "ENV ", "CMD ", "#", "# escape=`", "\n", "\n", "\\", "\\\n", "`", "`\n",
    '"', "'", "$", "${", "}", "[", "]", ",", "<<", "<<-", "<<EOF", "<<\"EOF\"", "EOF", "--", "--from=", " ", "\t", "a", "=", "0", "\u0000",
    "\ufeff", "😀", "\ud83d", "ש", "\u00a0",
  ];
  const random = generator(20_240_613);
  for (let round = 0; round < 4000; round++) {
    const count = random(40);
    let text = "";
    for (let i = 0; i < count; i++) text += pieces[random(pieces.length)];
    styles(text);
  }
});

test("very long lines", () => {
  for (const piece of ["a", " ", "\\", "$", "${", "{", '"', "'", "<", "<<", "<<a ", "\t", "\\ ", "-- ", "[\""]) {
    styles(`RUN ${piece.repeat(60_000 / piece.length)}x\nFROM a`);
  }
});

test("Enter indents once after a continuation", () => {
  const indentation = (doc: string) => {
    const state = EditorState.create({ doc, extensions: dockerfile });
    return getIndentation(state, doc.length);
  };
  assert.equal(indentation("RUN a \\\n"), 2);
  assert.equal(indentation("RUN a \\\n   b \\\n"), null);
  assert.equal(indentation("RUN a\n"), null);
});

/// Whole numbers below a bound, the same in every run.
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
