// Written by `cargo xtask messages` from `web/messages/en.txt`. Do not edit.

import { type Plain, texts } from "../language.ts";

const english = {
  fixes_and_changes: "Fixes and changes",
  change_done: "Done: {title}. {effect}",
  preview_change: "Preview",
  preview_change_of: "Preview of {title}",
  no_fix_here: "No fix and no change here",
  may_change_image: "{title} (may change the image)",
  level_error: "error",
  level_warning: "warning",
  level_info: "info",
  level_hint: "hint",
  formatted: "Formatted",
  formatted_already: "It is formatted already",
  nothing_to_say: "Nothing to say of this word",
  example: "Example",
  definition: "Definition, line {line}",
  no_definition: "No definition of this",
  place_of_name: "{place} of {count}, line {line}",
  named_nowhere: "Named nowhere",
  name_of_stage: "Name of the stage",
  new_name_of: "New name of {name}",
  rename: "Rename",
  renamed: "Renamed in {n} place | Renamed in {n} places",
  no_stage_named: "No stage is named here",
  at_caret: "At the caret",
  stage: "stage",
  directory: "directory",
  user: "user",
  not_set: "not set",
  shell: "shell",
  variables: "variables",
  arguments: "arguments",
  folded_up: "folded up",
  percent: "{number} percent",
  only_this_opened: "Only {path} was opened. Open a folder to have its files as the build context.",
  no_dockerfile_in: "There is no Dockerfile at the top of {name}. Its files are taken as those of the Dockerfile on the page.",
  more_files_than: "{name} has more than {count} files; the others are left out.",
  file_too_large: "{path} is larger than 1 MiB, so it was not opened.",
  file_unreadable: "{path} could not be read.",
  file_no_text: "{path} is not a text, so it was not opened.",
  unreadable: "What was opened could not be read.",
  archive_too_large: "{name} is larger than 64 MiB. Unpack it, and open the folder.",
  archive_damaged: "{name} cannot be read: it is no ZIP archive, or a damaged one.",
  archive_too_many: "{name} is too large an archive. Unpack it, and open the folder.",
  today: "Today, {time}",
} as const;

/// A message with no values in it.
export type Key = Plain<typeof english>;

/// The texts of the section `editor`, by key.
export const say = texts("editor", english);
