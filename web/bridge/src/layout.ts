/// How the text lies on the page: stages that fold, and a formatter.

import { codeFolding, foldGutter, foldKeymap, foldService } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { type Command, EditorView, keymap } from "@codemirror/view";
import { ask } from "./asking.ts";
import { bandsChanged, stageEnd } from "./bands.ts";
import { applyEdits } from "./edits.ts";
import { say } from "./messages/editor.ts";

/// Formats the text as one undo step.
export const format: Command = (view) => {
  if (view.state.readOnly) return false;
  const edits = ask(view.state, "format", 0);
  if (edits.length > 0) applyEdits(view, edits);
  view.dispatch({ effects: EditorView.announce.of(say(edits.length > 0 ? "formatted" : "formatted_already")) });
  return true;
};

/// The extension: a stage folds into its FROM.
export const layout: Extension = [
  foldService.of((state, start, end) => {
    const last = stageEnd(state, start);
    return last !== null && last > end ? { from: end, to: last } : null;
  }),
  codeFolding({ placeholderText: "…" }),
  foldGutter({ openText: "▾", closedText: "▸", foldingChanged: bandsChanged }),
  keymap.of(foldKeymap),
];
