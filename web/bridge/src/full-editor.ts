/// The editor with all its help: CodeMirror put together. It is loaded after the first screen: see `editor.ts`.

import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorSelection, EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { asking } from "./asking.ts";
import { stageBands } from "./bands.ts";
import { commandKeys } from "./commands.ts";
import { completion } from "./completion.ts";
import { dockerfile, dockerfileColors } from "./dockerfile.ts";
import type { EditorOptions } from "./editor.ts";
import { quickFixes } from "./fixes.ts";
import { phrases } from "./language.ts";
import { layout } from "./layout.ts";
import { findingMarks } from "./lint.ts";
import { litLines } from "./lit.ts";
import { meaning } from "./meaning.ts";
import { naming } from "./naming.ts";
import { pointing } from "./pointing.ts";
import { questions } from "./queries.ts";
import { standing } from "./standing.ts";
import { theme } from "./theme.ts";
import { wrapWhenNarrow } from "./wrapping.ts";

/// What CodeMirror says of itself.
const language = new Compartment();

/// Shows an editor in `parent`, which may be inside a shadow root.
export function createView(parent: HTMLElement, text: string, options: EditorOptions): EditorView {
  const root = parent.getRootNode();
  return new EditorView({
    parent,
    ...(root instanceof ShadowRoot ? { root } : {}),
    state: EditorState.create({ doc: text, extensions: extensions(options) }),
  });
}

function extensions(options: EditorOptions): Extension[] {
  return [
    stageBands,
    findingMarks,
    lineNumbers(),
    layout,
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    highlightSelectionMatches(),
    history(),
    search({ top: true }),
    dockerfile,
    syntaxHighlighting(dockerfileColors),
    indentUnit.of("    "),
    asking.of((...question) => options.onAsk(...question)),
    options.readOnly ? [] : completion,
    meaning,
    naming((from, to) => options.onRenamed(from, to)),
    quickFixes((at, change) => options.onPreview(at, change)),
    commandKeys,
    standing,
    questions,
    litLines,
    pointing((offset) => options.onPoint(offset)),
    // Tab is not bound: it moves the focus on, as everywhere else on the page, so nobody is trapped in the editor and a read-only one
    // is passed through. Dockerfiles hardly need it: Enter keeps the indentation and indents after a continuation, and Mod-[ and
    // Mod-] move lines. Escape, then Tab leaves as well.
    keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap]),
    wrapWhenNarrow(),
    EditorState.readOnly.of(options.readOnly),
    EditorView.contentAttributes.of({
      "aria-label": options.label,
      tabindex: "0",
      spellcheck: "false",
      autocapitalize: "off",
      autocorrect: "off",
      // A read-only text stays focusable, so that keys can walk and select it; only a touch keyboard would be in the way.
      ...(options.readOnly ? { "aria-readonly": "true", inputmode: "none" } : {}),
    }),
    theme,
    language.of(EditorState.phrases.of(phrases())),
    EditorView.updateListener.of((update) => {
      const { state, startState } = update;
      if (update.docChanged) options.onChange(state.doc.toString());
      if (state.selection.main.head !== startState.selection.main.head) options.onCursor(state.selection.main.head);
    }),
  ];
}

/// Replaces the whole text as one undo step and puts the caret at its start. Does nothing when the text is the same already.
export function setText(view: EditorView, text: string): void {
  const { state } = view;
  const doc = state.toText(text);
  if (doc.eq(state.doc)) return;
  view.dispatch({
    changes: { from: 0, to: state.doc.length, insert: doc },
    selection: EditorSelection.cursor(0),
    annotations: isolateHistory.of("full"),
    userEvent: "input.replace",
    scrollIntoView: true,
  });
}

/// Scrolls a place into view, selects it and focuses the editor. Offsets beyond the text mean its end.
export function reveal(view: EditorView, from: number, to: number): void {
  const { length } = view.state.doc;
  const selection = EditorSelection.range(Math.min(from, length), Math.min(to, length));
  view.dispatch({
    selection,
    effects: EditorView.scrollIntoView(selection, { y: "nearest", yMargin: 80 }),
  });
  view.focus();
}

/// Has the editor speak the language of the page, which has changed.
export function translate(view: EditorView): void {
  view.dispatch({ effects: language.reconfigure(EditorState.phrases.of(phrases())) });
}

export { setBands } from "./bands.ts";
export { applyEdits } from "./edits.ts";
export { setDiagnostics } from "./lint.ts";
export { setLit } from "./lit.ts";
