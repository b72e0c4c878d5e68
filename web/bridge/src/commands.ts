/// What the editor can be told to do: bound to its keys, offered by the command palette and listed in the help. A new command of the
/// editor is one line here.

import { redo, undo } from "@codemirror/commands";
import { nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { gotoLine, openSearchPanel } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { type Command, keymap } from "@codemirror/view";
import { openFixes } from "./fixes.ts";
import { format } from "./layout.ts";
import { explain } from "./meaning.ts";
import { rename, toDefinition, toNext } from "./naming.ts";

/// A command.
export interface EditorCommand {
  /// What it does, as an order.
  readonly title: string;
  /// Its key as CodeMirror writes it: `Mod-.`.
  readonly key: string;
  /// Does it.
  readonly run: Command;
}

/// All of them.
export const EDITOR_COMMANDS: readonly EditorCommand[] = [
  { title: "Fixes and changes at the cursor", key: "Mod-.", run: openFixes },
  { title: "Explain the word at the cursor", key: "Mod-i", run: explain },
  { title: "Go to the definition", key: "F12", run: toDefinition },
  { title: "Next use of the same name", key: "Shift-F12", run: toNext },
  { title: "Rename the stage", key: "F2", run: rename },
  { title: "Format the text", key: "Shift-Alt-f", run: format },
  { title: "Next suggestion", key: "F8", run: nextDiagnostic },
  { title: "Previous suggestion", key: "Shift-F8", run: previousDiagnostic },
  { title: "Find and replace", key: "Mod-f", run: openSearchPanel },
  { title: "Go to a line", key: "Mod-Alt-g", run: gotoLine },
  { title: "Undo", key: "Mod-z", run: undo },
  { title: "Redo", key: "Mod-Shift-z", run: redo },
];

/// The extension: their keys.
export const commandKeys: Extension = keymap.of(EDITOR_COMMANDS.map(({ key, run }) => ({ key, run })));
