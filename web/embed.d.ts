/** Types of `stagescope-embed.js`, which defines the element `<stagescope-playground>`. */

/** What a report says in short; `report()` gives all of it. */
export interface Summary {
  /** Where `docker build` stops, when it does; the line counts from 1. */
  readonly stop: { readonly message: string; readonly line: number | null } | null;
  /** Name of the stage that is built. */
  readonly target: string | null;
  /** Names of the stages that it needs, itself among them. */
  readonly reached: readonly string[];
  /** Names of the others. */
  readonly skipped: readonly string[];
  readonly errors: number;
  readonly warnings: number;
  readonly suggestions: number;
}

/** The events of the element; all of them bubble. */
export interface StagescopeEvents {
  "stagescope-ready": CustomEvent<{ readonly text: string }>;
  "stagescope-change": CustomEvent<{ readonly text: string }>;
  "stagescope-report": CustomEvent<Summary>;
  /** What is pointed at or selected: the name of its stage, and its line from 1. */
  "stagescope-select": CustomEvent<{ readonly stage: string | null; readonly line: number | null }>;
  "stagescope-fix": CustomEvent<{ readonly title: string }>;
  /** A lesson was opened, or more or less of it is done; `lesson` is its name, and null once it is closed. */
  "stagescope-lesson": CustomEvent<{ readonly lesson: string | null; readonly met: number; readonly goals: number; readonly solved: boolean }>;
  /** The playground could not start, or stopped. */
  "stagescope-error": CustomEvent<{ readonly message: string }>;
}

/** The element. Its attributes are described in docs/widget.md. */
export interface StagescopePlayground extends HTMLElement {
  /** The Dockerfile as it is now. */
  readonly text: string;
  /** Writes another text into the editor, as one undo step, and loads the playground first when it is not there. */
  setText(text: string): Promise<void>;
  /** What the engine says of the Dockerfile as it is now, as plain values. */
  report(): Promise<unknown>;
  /** The part of a link behind the address of a playground, from `#` on. Rejects when this is too much for a link. */
  link(): Promise<string>;
}

declare global {
  interface HTMLElementTagNameMap {
    "stagescope-playground": StagescopePlayground;
  }
  interface GlobalEventHandlersEventMap extends StagescopeEvents {}
}
