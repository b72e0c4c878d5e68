/// Marks belong to one text. The engine answers for the text it was given, and an answer for any other is dropped.

import type { Text } from "@codemirror/state";

/// Whether `doc` is exactly `text`, whose line breaks are `\n`.
export function isCurrent(doc: Text, text: string): boolean {
  return doc.length === text.length && doc.toString() === text;
}
