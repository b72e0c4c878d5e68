/// Lines that are lit because something elsewhere on the page points at them.

import { type EditorState, type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";
import { isCurrent } from "./current.ts";
import { type LitRange, stageClass } from "./report.ts";

/// The number of a lit line is set bold, so that colour is not the only sign. Its colour has a class of its own: that of the stage would
/// also change the strip beside it.
class LitNumber extends GutterMarker {
  override readonly elementClass: string;

  constructor(readonly stage: number | null) {
    super();
    this.elementClass = stage === null ? "st-lit-number" : `st-lit-number lit-${stageClass(stage)}`;
  }

  override eq(other: GutterMarker): boolean {
    return other.elementClass === this.elementClass;
  }
}

interface Lit {
  readonly lines: DecorationSet;
  readonly numbers: RangeSet<GutterMarker>;
}

const NONE: Lit = { lines: Decoration.none, numbers: RangeSet.empty };

const setLitEffect = StateEffect.define<readonly LitRange[]>();

const litField = StateField.define<Lit>({
  create: () => NONE,
  update(lit, tr) {
    if (tr.docChanged) lit = { lines: lit.lines.map(tr.changes), numbers: lit.numbers.map(tr.changes) };
    for (const effect of tr.effects) if (effect.is(setLitEffect)) lit = light(tr.state, effect.value);
    return lit;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (lit) => lit.lines),
    gutterLineClass.from(field, (lit) => lit.numbers),
  ],
});

function light(state: EditorState, ranges: readonly LitRange[]): Lit {
  const { doc } = state;
  const stages = new Map<number, number | null>();
  for (const { from, to, stage } of ranges) {
    if (from < 0 || to < from || to > doc.length) continue;
    // A range that ends where a line starts does not reach into that line.
    const last = doc.lineAt(to > from ? to - 1 : to).number;
    for (let number = doc.lineAt(from).number; number <= last; number++) {
      const start = doc.line(number).from;
      if (!stages.has(start)) stages.set(start, stage ?? null);
    }
  }
  const starts = [...stages].sort(([a], [b]) => a - b);
  return {
    lines: Decoration.set(starts.map(([start, stage]) => litLine(stage).range(start))),
    numbers: RangeSet.of(starts.map(([start, stage]) => new LitNumber(stage).range(start))),
  };
}

function litLine(stage: number | null): Decoration {
  return Decoration.line({ class: stage === null ? "st-lit" : `st-lit ${stageClass(stage)}` });
}

/// The extension behind `setLit`.
export const litLines: Extension = litField;

/// The document offsets of the lit lines' starts.
export function litStarts(state: EditorState): number[] {
  const starts: number[] = [];
  state.field(litField).lines.between(0, state.doc.length, (from) => void starts.push(from));
  return starts;
}

/// The transaction behind `setLit`, or null when `text` is not the document any more.
export function litTransaction(state: EditorState, text: string, ranges: readonly LitRange[]) {
  return isCurrent(state.doc, text) ? { effects: setLitEffect.of(ranges) } : null;
}

/// Lights the lines of `ranges` and no others. Dropped when `text` is not the document any more.
export function setLit(view: EditorView, text: string, ranges: readonly LitRange[]): void {
  const spec = litTransaction(view.state, text, ranges);
  if (spec) view.dispatch(spec);
}
