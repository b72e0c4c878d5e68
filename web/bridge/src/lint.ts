/// Findings in the text: squiggles, marks in the gutter, the card that opens over them, and the keys that go from one to the next.

import {
  type Action,
  type Diagnostic,
  forEachDiagnostic,
  lintGutter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnostics as setLintDiagnostics,
} from "@codemirror/lint";
import type { EditorState, Extension, Text, TransactionSpec } from "@codemirror/state";
import { type Command, EditorView, keymap } from "@codemirror/view";
import { isCurrent } from "./current.ts";
import { applyEdits } from "./edits.ts";
import { say } from "./messages/editor.ts";
import type { EditorDiagnostic, EditorFix } from "./report.ts";

/// A finding as the lint package keeps it, with ours beside it.
export interface Finding extends Diagnostic {
  /// What the engine said.
  readonly origin: EditorDiagnostic;
  /// The document that the offsets of its fixes belong to.
  readonly doc: Text;
}

function toFinding(origin: EditorDiagnostic, { doc, readOnly }: EditorState): Finding {
  const to = Math.min(origin.to, doc.length);
  const fixes = readOnly ? [] : origin.fixes;
  return {
    origin,
    doc,
    from: Math.min(origin.from, to),
    to,
    severity: origin.level,
    message: origin.message,
    source: origin.rule === "" ? "docker build" : origin.rule,
    renderMessage: () => card(origin),
    actions: fixes.map((fix): Action => ({ name: fixLabel(fix), apply: (view) => applyFix(view, doc, fix) })),
  };
}

function card({ message, why }: EditorDiagnostic): Node {
  const body = document.createDocumentFragment();
  const what = document.createElement("b");
  what.textContent = message;
  body.append(what);
  if (why !== "") {
    const reason = document.createElement("span");
    reason.className = "st-why";
    reason.textContent = why;
    body.append(reason);
  }
  return body;
}

/// What the button of a fix says. A fix that may change the image says so before it is pressed.
export function fixLabel({ title, safe }: EditorFix): string {
  return safe ? title : say("may_change_image", { title });
}

/// Makes the edits of a fix, unless the text has moved on since `doc`.
export function applyFix(view: EditorView, doc: Text, { edits }: EditorFix): void {
  if (view.state.doc.eq(doc)) applyEdits(view, edits);
}

/// The findings of the document where the text is now, in the order of the text.
export function findings(state: EditorState): { finding: Finding; from: number; to: number }[] {
  const list: { finding: Finding; from: number; to: number }[] = [];
  // Only `setDiagnostics` below ever sets any, so each is a Finding.
  forEachDiagnostic(state, (it, from, to) => void list.push({ finding: it as Finding, from, to }));
  return list.sort((a, b) => a.from - b.from || a.to - b.to);
}

/// Moving by key also reads the finding out: the card that opens is not focused, so a screen reader would not notice it.
function andAnnounce(move: Command): Command {
  return (view) => {
    if (!move(view)) return false;
    const { main } = view.state.selection;
    const there = findings(view.state).filter(({ from, to }) => from <= main.from && to >= main.to);
    const words = there.map(({ finding: { origin } }) => `${say(`level_${origin.level}`)}: ${origin.message}. ${origin.why}`);
    view.dispatch({ effects: EditorView.announce.of(words.join(" ")) });
    return true;
  };
}

/// The extension behind `setDiagnostics`: F8 and Shift-F8 go to the next and the previous finding.
export const findingMarks: Extension = [
  lintGutter(),
  keymap.of([{ key: "F8", run: andAnnounce(nextDiagnostic), shift: andAnnounce(previousDiagnostic) }]),
];

/// The transaction behind `setDiagnostics`, or null when `text` is not the document any more.
export function diagnosticsTransaction(
  state: EditorState,
  text: string,
  list: readonly EditorDiagnostic[],
): TransactionSpec | null {
  if (!isCurrent(state.doc, text)) return null;
  return setLintDiagnostics(state, list.map((it) => toFinding(it, state)));
}

/// Shows the findings of `text` and no others. Dropped when `text` is not the document any more.
export function setDiagnostics(view: EditorView, text: string, list: readonly EditorDiagnostic[]): void {
  const spec = diagnosticsTransaction(view.state, text, list);
  if (spec) view.dispatch(spec);
}
