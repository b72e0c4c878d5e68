/// Questions in comments: a `^?` under a word has what that word means shown below it, as in the playground of TypeScript.
///
/// ```dockerfile
/// FROM golang:${VERSION}
/// #           ^?
/// ```

import { type EditorState, type Extension, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate, WidgetType } from "@codemirror/view";
import { ask } from "./asking.ts";
import { bandsChanged } from "./bands.ts";

/// How long nothing has to change before the answers do, in milliseconds.
const REST = 200;
/// The most answers that are shown.
const MOST = 20;
const QUERY = /^\s*#\s*\^\?\s*$/;

class Answer extends WidgetType {
  constructor(
    readonly column: number,
    readonly title: string,
    readonly facts: readonly string[],
  ) {
    super();
  }

  override eq({ column, title, facts }: Answer): boolean {
    return column === this.column && title === this.title && facts.join("\n") === this.facts.join("\n");
  }

  override toDOM(): HTMLElement {
    const line = document.createElement("div");
    line.className = "st-answer";
    // The engine speaks English.
    line.lang = "en";
    line.style.paddingInlineStart = `${this.column}ch`;
    const title = document.createElement("b");
    title.textContent = this.title;
    line.append(title, ...this.facts.map((it) => ` ${it}`));
    return line;
  }
}

/// Where a text asks: the end of the line of the question, its column, and the place that it asks about.
export function queries(state: EditorState): { end: number; column: number; at: number }[] {
  const found: { end: number; column: number; at: number }[] = [];
  for (let number = 2; number <= state.doc.lines && found.length < MOST; number += 1) {
    const line = state.doc.line(number);
    if (!QUERY.test(line.text)) continue;
    const column = line.text.indexOf("^");
    let above = state.doc.line(number - 1);
    while (above.number > 1 && QUERY.test(above.text)) above = state.doc.line(above.number - 1);
    if (column < above.length) found.push({ end: line.to, column, at: above.from + column });
  }
  return found;
}

const setAnswers = StateEffect.define<DecorationSet>();

const answers = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, tr) {
    shown = shown.map(tr.changes);
    for (const effect of tr.effects) if (effect.is(setAnswers)) shown = effect.value;
    return shown;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function answered(state: EditorState): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { end, column, at } of queries(state)) {
    const meaning = ask(state, "hover", at);
    if (!meaning) continue;
    const widget = new Answer(column, meaning.title, meaning.facts);
    found.push(Decoration.widget({ widget, block: true, side: 1 }).range(end));
  }
  return Decoration.set(found);
}

/// The extension.
export const questions: Extension = [
  answers,
  ViewPlugin.define((view) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const next = answered(view.state);
        if (next.size > 0 || view.state.field(answers).size > 0) view.dispatch({ effects: setAnswers.of(next) });
      }, REST);
    };
    later();
    return {
      // Other bands come with another report, for another target or value.
      update: (update: ViewUpdate) => {
        if (update.docChanged || bandsChanged(update)) later();
      },
      destroy: () => clearTimeout(timer),
    };
  }),
];
