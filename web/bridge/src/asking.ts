/// What the editor asks the engine while somebody writes, and how the answers look. They mirror `crate/src/assist/`; every offset counts
/// UTF-16 code units with a line break as one.

import { Facet, type EditorState } from "@codemirror/state";
import type { Edit } from "./report.ts";

/// What can be written at a place.
export interface Completions {
  /// Offset where what is replaced begins.
  readonly from: number;
  readonly items: readonly Offer[];
}

/// One of them.
export interface Offer {
  readonly label: string;
  readonly kind: "instruction" | "flag" | "value" | "stage" | "image" | "variable" | "file" | "directory" | "rule";
  /// A few words about it here; may be empty.
  readonly detail: string;
  /// What is written.
  readonly insert: string;
  /// Under which name `help.json` explains it.
  readonly topic: string | null;
}

/// What a word means.
export interface Meaning {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  /// What is so here, a sentence each.
  readonly facts: readonly string[];
  /// Under which name `help.json` explains it; may be empty.
  readonly topic: string;
}

/// A place where a thing is named.
export interface Occurrence {
  readonly from: number;
  readonly to: number;
  /// Whether it is defined here.
  readonly definition: boolean;
}

/// What renaming a stage changes.
export interface Renaming {
  /// Its name now; empty when it has none.
  readonly old: string;
  /// Why it cannot be called so; empty when it can.
  readonly problem: string;
  readonly edits: readonly Edit[];
}

/// A change of the whole that can be made, carried out and analysed already.
export interface Refactor {
  /// What it does, as an order.
  readonly title: string;
  /// What to look at afterwards; may be empty.
  readonly review: string;
  /// Stages and size before and after.
  readonly effect: string;
  readonly edits: readonly Edit[];
}

/// What is in force behind the instruction at a place.
export interface Standing {
  /// Empty above the first stage.
  readonly stage: string;
  readonly dir: string;
  /// Empty where nobody says.
  readonly user: string;
  /// Empty where nobody says.
  readonly shell: string;
  /// `NAME=value`, or a name that has no value.
  readonly variables: readonly string[];
}

/// The questions, each about the text and an offset in it.
interface Answers {
  complete: Completions | null;
  hover: Meaning | null;
  occurrences: readonly Occurrence[];
  rename: Renaming | null;
  format: readonly Edit[];
  refactors: readonly Refactor[];
  standing: Standing | null;
}

/// Asks the engine. Only `rename` uses the last argument, the new name.
export type Ask = (question: keyof Answers, text: string, at: number, name: string) => unknown;

/// Whom the extensions of an editor ask.
export const asking = Facet.define<Ask, Ask>({ combine: ([ask]) => ask ?? (() => null) });

/// Asks about the text of a state.
export function ask<Q extends keyof Answers>(state: EditorState, question: Q, at: number, name = ""): Answers[Q] {
  // The Rust side answers each question in its form.
  return state.facet(asking)(question, state.doc.toString(), at, name) as Answers[Q];
}
