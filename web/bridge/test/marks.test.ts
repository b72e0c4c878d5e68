import assert from "node:assert/strict";
import { test } from "node:test";
import { history, undo, undoDepth } from "@codemirror/commands";
import { diagnosticCount } from "@codemirror/lint";
import { EditorSelection, EditorState, type TransactionSpec } from "@codemirror/state";
import { bandsTransaction, lensLabels, stageBands, stageEnd } from "../src/bands.ts";
import { editsTransaction } from "../src/edits.ts";
import { offersAtCursor } from "../src/fixes.ts";
import { diagnosticsTransaction, findingMarks, findings } from "../src/lint.ts";
import { litLines, litStarts, litTransaction } from "../src/lit.ts";
import type { EditorDiagnostic } from "../src/report.ts";

const TEXT = "FROM a\nRUN b\n\nFROM c\nRUN d";

function editor(doc = TEXT, readOnly = false): EditorState {
  return EditorState.create({
    doc,
    extensions: [stageBands, findingMarks, litLines, history(), EditorState.readOnly.of(readOnly)],
  });
}

function apply(state: EditorState, spec: TransactionSpec | null): EditorState {
  assert.ok(spec);
  return state.update(spec).state;
}

function finding(from: number, to: number, change: Partial<EditorDiagnostic> = {}): EditorDiagnostic {
  const fixes = [{ title: "Fix it", safe: true, edits: [{ from, to, insert: "x" }] }];
  return { from, to, line: 1, level: "warning", rule: "Rule", message: "m", why: "", fixes, buildkit: false, ...change };
}

test("findings of another text are dropped", () => {
  const state = editor();
  assert.equal(diagnosticsTransaction(state, `${TEXT} `, [finding(0, 4)]), null);
  // Same length, other letters.
  assert.equal(diagnosticsTransaction(state, TEXT.replace("a", "z"), [finding(0, 4)]), null);
  assert.equal(diagnosticCount(apply(state, diagnosticsTransaction(state, TEXT, [finding(0, 4)]))), 1);
});

test("a text with CRLF is never the current one: its offsets differ", () => {
  const state = editor("FROM a\r\nRUN b");
  assert.equal(state.doc.toString(), "FROM a\nRUN b");
  assert.equal(diagnosticsTransaction(state, "FROM a\r\nRUN b", []), null);
  assert.ok(diagnosticsTransaction(state, "FROM a\nRUN b", []));
});

test("bands and lit lines of another text are dropped", () => {
  const state = editor();
  assert.equal(bandsTransaction(state, "FROM z", []), null);
  assert.equal(litTransaction(state, "FROM z", []), null);
});

test("findings beyond the text are moved into it", () => {
  const state = editor("FROM a");
  const marked = apply(state, diagnosticsTransaction(state, "FROM a", [finding(3, 99), finding(50, 60)]));
  for (const { from, to } of findings(marked)) assert.ok(from <= to && to <= 6);
});

test("findings move with the text", () => {
  let state = editor();
  state = apply(state, diagnosticsTransaction(state, TEXT, [finding(7, 10, { message: "run" })]));
  state = state.update({ changes: { from: 0, insert: "# x\n" } }).state;
  assert.deepEqual(findings(state).map(({ finding: { message }, from, to }) => [message, from, to]), [["run", 11, 14]]);
});

test("a stage reaches from its FROM to its last line", () => {
  const bands = [
    { stage: 0, line: 1, endLine: 2, label: "1 a", note: "" },
    { stage: 1, line: 4, endLine: 5, label: "2 c", note: "" },
  ];
  const state = apply(editor(), bandsTransaction(editor(), TEXT, bands));
  assert.deepEqual([0, 7, 14].map((start) => stageEnd(state, start)), [12, null, TEXT.length]);
});

test("a lens stands above each FROM and moves with it", () => {
  let state = editor();
  const bands = [
    { stage: 0, line: 1, endLine: 3, label: "1 a", note: "left behind" },
    { stage: 1, line: 4, endLine: 5, label: "2 c", note: "" },
    { stage: 2, line: 99, endLine: 99, label: "3 gone", note: "" },
  ];
  state = apply(state, bandsTransaction(state, TEXT, bands));
  assert.deepEqual(lensLabels(state), [[0, "1 a"], [14, "2 c"]]);
  state = state.update({ changes: { from: 6, insert: "aa" } }).state;
  assert.deepEqual(lensLabels(state), [[0, "1 a"], [16, "2 c"]]);
});

test("lit lines are whole lines, each call replaces the last", () => {
  let state = editor();
  state = apply(state, litTransaction(state, TEXT, [{ from: 14, to: 20, stage: 1 }, { from: 1, to: 9 }, { from: 2, to: 3, stage: null }]));
  assert.deepEqual(litStarts(state), [0, 7, 14]);
  state = apply(state, litTransaction(state, TEXT, [{ from: 0, to: 7, stage: 9 }]));
  assert.deepEqual(litStarts(state), [0], "a range that ends at a line's start does not light that line");
  state = apply(state, litTransaction(state, TEXT, [{ from: 0, to: 999, stage: 0 }]));
  assert.deepEqual(litStarts(state), []);
});

test("edits are one undo step", () => {
  let state = editor();
  state = apply(state, { changes: { from: 0, insert: "y" }, userEvent: "input.type" });
  state = apply(state, editsTransaction(state, [{ from: 0, to: 1, insert: "" }, { from: 8, to: 11, insert: "COPY\r\n" }]));
  assert.equal(state.doc.toString(), "FROM a\nCOPY\n b\n\nFROM c\nRUN d");
  assert.equal(undoDepth(state), 2);
  // Typing at the same place at once is a step of its own.
  state = apply(state, { changes: { from: 0, insert: "z" }, userEvent: "input.type" });
  undo({ state, dispatch: (tr) => void (state = tr.state) });
  assert.equal(state.doc.toString(), "FROM a\nCOPY\n b\n\nFROM c\nRUN d");
  undo({ state, dispatch: (tr) => void (state = tr.state) });
  assert.equal(state.doc.toString(), `y${TEXT}`);
});

test("edits that do not fit change nothing", () => {
  const state = editor("FROM a");
  const edit = (from: number, to: number) => ({ from, to, insert: "x" });
  for (const edits of [[], [edit(0, 7)], [edit(-1, 2)], [edit(3, 2)], [edit(2, 4), edit(3, 5)], [edit(4, 5), edit(0, 1)], [edit(0.5, 1)]]) {
    assert.equal(editsTransaction(state, edits), null);
  }
});

test("quick fixes: of the findings at the cursor, else of those on its line", () => {
  const at = (state: EditorState, head: number) => {
    const there = state.update({ selection: EditorSelection.cursor(head) }).state;
    return offersAtCursor(there).map(({ finding: { message } }) => message);
  };
  const list = [finding(0, 4, { message: "one" }), finding(5, 6, { message: "two" }), finding(7, 10, { message: "three" })];
  let state = editor();
  state = apply(state, diagnosticsTransaction(state, TEXT, list));
  assert.deepEqual(at(state, 2), ["one"]);
  assert.deepEqual(at(state, 6), ["two"]);
  assert.deepEqual(at(state, 12), ["three"]);
  assert.deepEqual(at(state, 14), []);
});

test("a read-only editor offers no fixes", () => {
  let state = editor(TEXT, true);
  state = apply(state, diagnosticsTransaction(state, TEXT, [finding(0, 4)]));
  assert.deepEqual(offersAtCursor(state), []);
  assert.deepEqual(findings(state)[0]?.finding.actions, []);
});
