/// The editor as the page sees it: a plain field for text at first, and CodeMirror in its place as soon as that is loaded. The editor
/// owns the text; the page holds a copy.

import type { Ask } from "./asking.ts";
import type { Edit, EditorDiagnostic, LitRange, StageBand } from "./report.ts";

/// How an editor starts and whom it tells.
export interface EditorOptions {
  /// The text to start with; any kind of line break.
  readonly text: string;
  /// Whether the text cannot be changed.
  readonly readOnly: boolean;
  /// What a screen reader calls it.
  readonly label: string;
  /// The text changed, by typing or by a call of the bridge; line breaks are `\n`. Also called soon after the start when `text` had
  /// other line breaks, because offsets count in the text given here.
  onChange(text: string): void;
  /// The caret moved to this offset.
  onCursor(offset: number): void;
  /// The pointer rests on the line that starts at this offset; null when it left the lines.
  onPoint(offset: number | null): void;
  /// Answers what the editor asks while somebody writes.
  onAsk: Ask;
  /// A stage was given another name.
  onRenamed(from: string, to: string): void;
  /// A change of the whole is to be looked at: where it was asked for, and its place among those that are offered there.
  onPreview(at: number, change: number): void;
}

type Full = typeof import("./full-editor.ts");
type View = ReturnType<Full["createView"]>;
/// Something to do with the full editor.
type Step = (full: Full, view: View) => void;

/// How long after a failure the full editor is asked for again, in milliseconds.
const PAUSE = 20_000;

/// Every editor that is in a page.
const editors = new Set<EditorHandle>();

/// A mounted editor. All functions of the bridge take it first.
export class EditorHandle {
  readonly #options: EditorOptions;
  readonly #field = document.createElement("textarea");
  /// What waits for the full editor: the last step of each kind, in order.
  readonly #waiting = new Map<string, Step>();
  #full: [Full, View] | null = null;
  /// Settled when no input method is in the middle of a word.
  #composed: Promise<unknown> = Promise.resolve();

  /// Shows it in `parent`, which may be inside a shadow root.
  constructor(
    readonly parent: HTMLElement,
    options: EditorOptions,
  ) {
    this.#options = options;
    const field = this.#field;
    field.className = "plain-editor";
    field.value = options.text;
    field.readOnly = options.readOnly;
    field.spellcheck = false;
    field.autocapitalize = "off";
    field.setAttribute("aria-label", options.label);
    field.addEventListener("input", () => options.onChange(field.value));
    field.addEventListener("compositionstart", () => {
      this.#composed = new Promise((done) => field.addEventListener("compositionend", done, { once: true }));
    });
    parent.append(field);
    editors.add(this);
    // After the caller has stored the handle; and not when it is gone by then.
    if (field.value !== options.text) queueMicrotask(() => editors.has(this) && options.onChange(this.text));
    void this.#load();
  }

  /// What it is called.
  get label(): string {
    return this.#options.label;
  }

  /// The text as it stands.
  get text(): string {
    return this.#full ? this.#full[1].state.doc.toString() : this.#field.value;
  }

  /// Does something with the full editor, as soon as it is there. Of what waits, only the last step of a kind is done.
  do(kind: string, step: Step): void {
    if (this.#full) return step(...this.#full);
    this.#waiting.delete(kind);
    this.#waiting.set(kind, step);
  }

  /// Replaces the whole text.
  write(text: string): void {
    if (this.#full) return this.#full[0].setText(this.#full[1], text);
    if (this.#field.value === text) return;
    this.#field.value = text;
    this.#options.onChange(this.text);
  }

  /// Takes it out of the page.
  destroy(): void {
    editors.delete(this);
    this.#full?.[1].destroy();
    this.#field.remove();
  }

  async #load(): Promise<void> {
    while (editors.has(this)) {
      try {
        const full = await import("./full-editor.ts");
        await this.#composed;
        if (editors.has(this)) this.#become(full);
        return;
      } catch {
        // The plain field stays meanwhile: one can write in it.
        await new Promise((done) => setTimeout(done, PAUSE));
      }
    }
  }

  /// Puts the full editor where the field is, with what was typed, selected and focused.
  #become(full: Full): void {
    const field = this.#field;
    const { selectionStart, selectionEnd } = field;
    const root = this.parent.getRootNode() as Document | ShadowRoot;
    const isFocused = root.activeElement === field;
    const view = full.createView(this.parent, field.value, this.#options);
    this.#full = [full, view];
    field.remove();
    if (isFocused) full.reveal(view, selectionStart, selectionEnd);
    for (const step of this.#waiting.values()) step(full, view);
    this.#waiting.clear();
  }
}

/// Shows an editor in `parent`, which may be inside a shadow root.
export function createEditor(parent: HTMLElement, options: EditorOptions): EditorHandle {
  return new EditorHandle(parent, options);
}

/// Replaces the whole text as one undo step and puts the caret at its start. Does nothing when the text is the same already.
export function setText(handle: EditorHandle, text: string): void {
  handle.write(text);
}

/// Makes all `edits` as one undo step and focuses the editor. Edits that do not fit the document, and any edit of a read-only editor,
/// change nothing.
export function applyEdits(handle: EditorHandle, edits: readonly Edit[]): void {
  handle.do("edits", (full, view) => full.applyEdits(view, edits));
}

/// Shows the findings of `text` and no others. Dropped when `text` is not the document any more.
export function setDiagnostics(handle: EditorHandle, text: string, list: readonly EditorDiagnostic[]): void {
  handle.do("diagnostics", (full, view) => full.setDiagnostics(view, text, list));
}

/// Shows a colour strip beside each stage and a lens above each FROM. Dropped when `text` is not the document any more.
export function setBands(handle: EditorHandle, text: string, bands: readonly StageBand[]): void {
  handle.do("bands", (full, view) => full.setBands(view, text, bands));
}

/// Lights the lines of `ranges` and no others. Dropped when `text` is not the document any more.
export function setLit(handle: EditorHandle, text: string, ranges: readonly LitRange[]): void {
  handle.do("lit", (full, view) => full.setLit(view, text, ranges));
}

/// Scrolls a place into view, selects it and focuses the editor. Offsets beyond the text mean its end.
export function reveal(handle: EditorHandle, from: number, to: number): void {
  handle.do("reveal", (full, view) => full.reveal(view, from, to));
}

/// Has the editor speak the language of the page, which has changed.
export function translateEditor(handle: EditorHandle): void {
  handle.do("language", (full, view) => full.translate(view));
}

/// Takes the editor out of the page. None of its callbacks is called afterwards.
export function destroyEditor(handle: EditorHandle): void {
  handle.destroy();
}

/// The texts of the editors below `root`, each with its label: what was typed, whatever became of the wasm.
export function editorTexts(root: ShadowRoot): [string, string][] {
  return [...editors].filter(({ parent }) => parent.getRootNode() === root).map(({ label, text }) => [label, text]);
}
