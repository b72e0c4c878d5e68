/// What the engine says about a text, as it arrives here. It mirrors `crate/src/report/editor.rs`: an `Option::None` comes as
/// `undefined`, and every offset counts UTF-16 code units with a line break as one.

/// How serious a finding is.
export type Level = "error" | "warning" | "info" | "hint";

/// One finding, placed in the text.
export interface EditorDiagnostic {
  /// Offset of the first character.
  readonly from: number;
  /// Offset after the last character.
  readonly to: number;
  /// 1-based line of `from`.
  readonly line: number;
  /// How serious it is.
  readonly level: Level;
  /// Name of the rule; empty for an error of `docker build` itself.
  readonly rule: string;
  /// What is wrong, in one line.
  readonly message: string;
  /// Why it matters here; may be empty.
  readonly why: string;
  /// Instruction that it is about.
  readonly instruction?: number | null;
  /// Stage that it is about.
  readonly stage?: number | null;
  /// What can be done with one click; the best first.
  readonly fixes: readonly EditorFix[];
  /// Whether `docker build --check` would say the same.
  readonly buildkit: boolean;
}

/// A change of the text that settles a finding.
export interface EditorFix {
  /// What it does, as an order.
  readonly title: string;
  /// Whether the image behaves the same afterwards.
  readonly safe: boolean;
  /// The edits, in order, not overlapping, all in offsets of the text as it is.
  readonly edits: readonly Edit[];
}

/// Replaces the text between two offsets.
export interface Edit {
  /// Offset of the first character to replace.
  readonly from: number;
  /// Offset after the last character to replace.
  readonly to: number;
  /// What stands there afterwards.
  readonly insert: string;
}

/// The lines of one stage.
export interface StageBand {
  /// Index of the stage, from 0.
  readonly stage: number;
  /// 1-based first line: that of its `FROM`.
  readonly line: number;
  /// 1-based last line.
  readonly endLine: number;
  /// Number and name: `1 builder`.
  readonly label: string;
  /// What becomes of it; may be empty.
  readonly note: string;
}

/// Lines to light.
export interface LitRange {
  /// Offset of the first character.
  readonly from: number;
  /// Offset after the last character.
  readonly to: number;
  /// Stage whose colour they take; none means the accent colour.
  readonly stage?: number | null;
}

/// The class that gives an element the colours of a stage. There are eight; the ninth stage takes the first again, and its number
/// tells the two apart.
export function stageClass(stage: number): string {
  return `st${stage % 8}`;
}
