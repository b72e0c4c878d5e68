// Written by `cargo xtask messages` from `web/messages/en.txt`. Do not edit.

import { type Plain, texts } from "../language.ts";

const english = {
  commands: "Commands",
  command: "Command",
  what_to_do: "What do you want to do?",
  none_fits: "No command has these letters.",
  n_commands: "{n} command | {n} commands",
  keyboard_shortcuts: "Keyboard shortcuts",
  list_of_keys: "List of keys",
  close: "Close",
  reference: "Reference",
  reference_of: "Reference: {topic}",
  page_missing: "This page did not arrive.",
  open_example: "Open this example",
  page: "Page",
  graph: "Graph",
  editor: "Editor",
  leaving: "Leaving the editor",
  theme: "Theme: {name}",
  theme_auto: "as the system",
  theme_light: "light",
  theme_dark: "dark",
  all_commands: "All commands",
  this_help: "This help",
  next_tab: "The next tab, where tabs are",
  close_dialog: "Close a menu or a dialog",
  next_node: "The next node",
  go_to_lines: "Go to its lines",
  why_needed: "Why is it needed?",
  zoom: "Zoom in and out",
  show_all: "Show all",
  move_drawing: "Move the drawing",
  go_on: "Go on to what follows",
  indent: "Indent and outdent a line",
  fixes: "Fixes and changes at the cursor",
  explain: "Explain the word at the cursor",
  to_definition: "Go to the definition",
  to_next: "Next use of the same name",
  rename: "Rename the stage",
  format: "Format the text",
  next_suggestion: "Next suggestion",
  previous_suggestion: "Previous suggestion",
  find: "Find and replace",
  to_line: "Go to a line",
  undo: "Undo",
  redo: "Redo",
} as const;

/// A message with no values in it.
export type Key = Plain<typeof english>;

/// The texts of the section `palette`, by key.
export const say = texts("palette", english);
