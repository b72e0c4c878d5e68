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
import type { Key } from "./messages/palette.ts";
import { rename, toDefinition, toNext } from "./naming.ts";

/// A command.
export interface EditorCommand {
  /// What it does, as the section `palette` of the messages calls it.
  readonly title: Key;
  /// Its key as CodeMirror writes it: `Mod-.`.
  readonly key: string;
  /// Does it.
  readonly run: Command;
}

/// All of them.
export const EDITOR_COMMANDS: readonly EditorCommand[] = [
  { title: "fixes", key: "Mod-.", run: openFixes },
  { title: "explain", key: "Mod-i", run: explain },
  { title: "to_definition", key: "F12", run: toDefinition },
  { title: "to_next", key: "Shift-F12", run: toNext },
  { title: "rename", key: "F2", run: rename },
  { title: "format", key: "Shift-Alt-f", run: format },
  { title: "next_suggestion", key: "F8", run: nextDiagnostic },
  { title: "previous_suggestion", key: "Shift-F8", run: previousDiagnostic },
  { title: "find", key: "Mod-f", run: openSearchPanel },
  { title: "to_line", key: "Mod-Alt-g", run: gotoLine },
  { title: "undo", key: "Mod-z", run: undo },
  { title: "redo", key: "Mod-Shift-z", run: redo },
];

/// The extension: their keys.
export const commandKeys: Extension = keymap.of(EDITOR_COMMANDS.map(({ key, run }) => ({ key, run })));
