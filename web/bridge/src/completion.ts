/// Completion: what the engine offers at the caret.

import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionStatus,
  moveCompletionSelection,
  pickedCompletion,
  selectedCompletionIndex,
} from "@codemirror/autocomplete";
import { type Extension, Prec } from "@codemirror/state";
import { type Command, type EditorView, keymap } from "@codemirror/view";
import { ask, type Offer } from "./asking.ts";
import { helpCard } from "./help.ts";

/// As long as only these are typed the offers stay the same.
const SAME = /^[\w-]*$/;
/// Behind these, offers come without a letter.
const OPENERS = /[$={,/:]$|^\s*# ?@$|^\s*# ?@(?:target|platform|arg) $|\b(?:FROM|COPY|AS)[ \t]$|--$/i;
/// Stages before images, directories before files.
const ORDER: Partial<Record<Offer["kind"], number>> = { stage: 20, value: 10, image: -10 };

function source(context: CompletionContext): CompletionResult | null {
  const { state, pos, explicit } = context;
  const line = state.doc.lineAt(pos);
  const before = line.text.slice(0, pos - line.from);
  if (!explicit && !OPENERS.test(before) && !/[\w-]$/.test(before)) return null;
  const found = ask(state, "complete", pos);
  if (!found) return null;
  const typed = state.sliceDoc(found.from, pos);
  // What is complete already needs no offer.
  const items = found.items.filter(({ insert }) => explicit || insert.trimEnd() !== typed);
  return items.length === 0 ? null : { from: found.from, options: items.map(toCompletion), validFor: SAME };
}

function toCompletion({ label, kind, detail, insert, topic }: Offer, index: number): Completion {
  return {
    label,
    type: kind,
    detail,
    // In the order of the engine where nothing is typed.
    sortText: String(index).padStart(5, "0"),
    boost: ORDER[kind] ?? 0,
    ...(topic === null ? {} : { info: () => helpCard("", [], topic) }),
    apply: (view: EditorView, completion: Completion, from: number, to: number) => {
      // A keyword brings a blank, which may be there.
      const next = view.state.sliceDoc(to, to + 1);
      const text = insert.endsWith(" ") && next === " " ? insert.slice(0, -1) : insert;
      view.dispatch({
        changes: { from, to, insert: text },
        selection: { anchor: from + text.length },
        annotations: pickedCompletion.of(completion),
        userEvent: "input.complete",
      });
    },
  };
}

/// Tab takes the offer that is chosen, else the first. Without offers it is not bound.
const take: Command = (view) => {
  if (completionStatus(view.state) !== "active") return false;
  if (selectedCompletionIndex(view.state) === null) moveCompletionSelection(true)(view);
  acceptCompletion(view);
  return true;
};

/// The extension. Nothing is chosen until somebody does, so that Enter ends the line that was written.
export const completion: Extension = [
  autocompletion({
    override: [source],
    selectOnOpen: false,
    interactionDelay: 0,
    icons: false,
    maxRenderedOptions: 60,
    activateOnCompletion: ({ type }) => type === "instruction" || type === "flag" || type === "directory",
  }),
  Prec.highest(keymap.of([{ key: "Tab", run: take }])),
];
