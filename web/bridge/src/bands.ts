/// The colour strip beside the lines of each stage, and the lens: a line above each FROM that says what becomes of the stage.

import { type EditorState, type Extension, type Range, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter, type ViewUpdate, WidgetType } from "@codemirror/view";
import { isCurrent } from "./current.ts";
import { type StageBand, stageClass } from "./report.ts";

class Strip extends GutterMarker {
  override readonly elementClass: string;

  constructor(stage: number) {
    super();
    this.elementClass = `st-strip ${stageClass(stage)}`;
  }

  override eq(other: GutterMarker): boolean {
    return other.elementClass === this.elementClass;
  }
}

class Lens extends WidgetType {
  constructor(readonly band: StageBand) {
    super();
  }

  override eq({ band }: Lens): boolean {
    return band.stage === this.band.stage && band.label === this.band.label && band.note === this.band.note;
  }

  override get estimatedHeight(): number {
    return 20;
  }

  override toDOM(): HTMLElement {
    const { stage, label, note } = this.band;
    const line = document.createElement("div");
    line.className = `st-lens ${stageClass(stage)}`;
    const name = document.createElement("b");
    name.textContent = label;
    line.append(name);
    if (note !== "") line.append(` · ${note}`);
    return line;
  }
}

interface Bands {
  readonly strips: RangeSet<GutterMarker>;
  readonly lenses: DecorationSet;
}

const setBandsEffect = StateEffect.define<readonly StageBand[]>();

const bandField = StateField.define<Bands>({
  create: () => ({ strips: RangeSet.empty, lenses: Decoration.none }),
  update(bands, tr) {
    if (tr.docChanged) bands = { strips: bands.strips.map(tr.changes), lenses: bands.lenses.map(tr.changes) };
    for (const effect of tr.effects) if (effect.is(setBandsEffect)) bands = place(tr.state, effect.value);
    return bands;
  },
  provide: (field) => EditorView.decorations.from(field, (bands) => bands.lenses),
});

function place(state: EditorState, bands: readonly StageBand[]): Bands {
  const { doc } = state;
  const strips: Range<GutterMarker>[] = [];
  const lenses: Range<Decoration>[] = [];
  for (const band of bands) {
    if (band.line < 1 || band.line > doc.lines) continue;
    const strip = new Strip(band.stage);
    const last = Math.min(band.endLine, doc.lines);
    for (let number = band.line; number <= last; number++) strips.push(strip.range(doc.line(number).from));
    lenses.push(Decoration.widget({ widget: new Lens(band), block: true, side: -1 }).range(doc.line(band.line).from));
  }
  return { strips: RangeSet.of(strips, true), lenses: Decoration.set(lenses, true) };
}

/// The extension behind `setBands`. Put it before the line numbers, so that the strip is at the edge.
export const stageBands: Extension = [
  bandField,
  gutter({
    class: "st-strips",
    markers: (view) => view.state.field(bandField).strips,
    widgetMarker: (_view, widget) => (widget instanceof Lens ? new Strip(widget.band.stage) : null),
  }),
];

/// The end of the last line of the stage whose FROM starts at an offset; null where none does.
export function stageEnd(state: EditorState, start: number): number | null {
  const { strips, lenses } = state.field(bandField);
  let end: number | null = null;
  lenses.between(start, start, (from) => {
    if (from === start) end = start;
  });
  if (end === null) return null;
  let own = "";
  let next = start;
  strips.between(start, state.doc.length, (from, _to, { elementClass }) => {
    own ||= elementClass;
    // The strip of a stage has no gap; the ninth has the colour of the first again.
    if (elementClass !== own || from !== next) return false;
    const line = state.doc.lineAt(from);
    end = line.to;
    next = line.to + 1;
    return;
  });
  return end;
}

/// Whether an update brought other bands.
export function bandsChanged({ state, startState }: ViewUpdate): boolean {
  return state.field(bandField) !== startState.field(bandField);
}

/// The labels of the lenses, with the document offset of each.
export function lensLabels(state: EditorState): [number, string][] {
  const labels: [number, string][] = [];
  state.field(bandField).lenses.between(0, state.doc.length, (from, _to, value) => {
    const { widget } = value.spec as { widget: Lens };
    labels.push([from, widget.band.label]);
  });
  return labels;
}

/// The transaction behind `setBands`, or null when `text` is not the document any more.
export function bandsTransaction(state: EditorState, text: string, bands: readonly StageBand[]) {
  return isCurrent(state.doc, text) ? { effects: setBandsEffect.of(bands) } : null;
}

/// Shows a colour strip beside each stage and a lens above each FROM. Dropped when `text` is not the document any more.
export function setBands(view: EditorView, text: string, bands: readonly StageBand[]): void {
  const spec = bandsTransaction(view.state, text, bands);
  if (spec) view.dispatch(spec);
}
