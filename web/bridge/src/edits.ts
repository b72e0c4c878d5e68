/// Changes that the page makes to the text: one transaction each, so one undo step each.

import { isolateHistory } from "@codemirror/commands";
import type { EditorState, TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Edit } from "./report.ts";

/// The transaction that makes all `edits`, or null when they do not fit the document: out of range, out of order or overlapping.
export function editsTransaction(state: EditorState, edits: readonly Edit[]): TransactionSpec | null {
  let end = 0;
  for (const { from, to } of edits) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < end || to < from || to > state.doc.length) return null;
    end = to;
  }
  if (edits.length === 0) return null;
  return {
    changes: edits.map(({ from, to, insert }) => ({ from, to, insert: state.toText(insert) })),
    annotations: isolateHistory.of("full"),
    userEvent: "input.fix",
  };
}

/// Makes all `edits` as one undo step and focuses the editor. Edits that do not fit the document, and any edit of a read-only editor,
/// change nothing.
export function applyEdits(view: EditorView, edits: readonly Edit[]): void {
  const spec = view.state.readOnly ? null : editsTransaction(view.state, edits);
  if (spec) view.dispatch(spec);
  view.focus();
}
