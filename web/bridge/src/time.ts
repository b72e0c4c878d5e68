/// Times, as people say them.

import { spoken } from "./language.ts";
import { say } from "./messages/editor.ts";

/// `Today, 14:32` or `23 Nov 2026, 14:32`, in the language of the page and the time zone of the reader; `time` and `now` are milliseconds since 1970.
export function timeText(time: number, now: number): string {
  const date = new Date(time);
  if (date.toDateString() !== new Date(now).toDateString()) {
    return date.toLocaleString(spoken(), { dateStyle: "medium", timeStyle: "short" });
  }
  return say("today", { time: date.toLocaleTimeString(spoken(), { timeStyle: "short" }) });
}
