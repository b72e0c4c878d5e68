// Written by `cargo xtask messages` from `web/messages/en.txt`. Do not edit.

import { type Plain, texts } from "../language.ts";

const english = {
  loading: "Loading…",
  could_not_start: "The playground could not start.",
  no_webassembly: "This browser has no WebAssembly, or it is switched off. What stands below can be read all the same.",
  try_again: "Try again",
  broke: "Something broke. Your text is kept: reload.",
  copy_first: "Or copy it from here first.",
  reload: "Reload",
  new_version: "A new version of Stagescope is here.",
  later: "Later",
  link_refused: "This link cannot be opened: {reason}. The address was left as it is.",
  link_refused_here: "This link cannot be opened: {reason}.",
  link_damaged: "it is damaged",
  link_to_lessons: "its lessons are on another site, and a link loads nothing from there",
  link_too_long: "it is longer than {size} KiB",
  link_version: "it is of version {version}, and this page knows version 1",
  link_unknown: "unknown",
  link_packing: "it is packed in a way that this page does not know, {codec}",
  link_unpacks_to: "it unpacks to more than {size} KiB",
  link_too_many: "it holds more than {count} files",
  link_outside: "it holds a file outside of its folder",
  link_argument: "it sets a build argument that can have no such name",
  too_much_for_link: "This is too much for a link: at most 512 KiB of text, and 64 KiB packed.",
  secret_in: "There may be a secret in {place}. Whoever has the copy can read it.",
  long_link: "The link has {count} characters; some programs cut links after 2,000.",
  link_to_file: "The link is to this file, so it opens on this computer only.",
  secret_argument: "the build argument {name}",
  secret_name: "line {line} ({name})",
  secret_line: "line {line}",
  open_this: "Open this Dockerfile in Stagescope",
  open_lesson: "Open this lesson in Stagescope",
  open_in: "Open in Stagescope",
} as const;

/// A message with no values in it.
export type Key = Plain<typeof english>;

/// The texts of the section `element`, by key.
export const say = texts("element", english);
