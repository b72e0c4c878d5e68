/// Times, as people say them.

/// `Today, 14:32` or `23 Nov 2026, 14:32`, in the words and the time zone of the reader; `time` and `now` are milliseconds since 1970.
export function timeText(time: number, now: number): string {
  const date = new Date(time);
  if (date.toDateString() !== new Date(now).toDateString()) {
    return date.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  }
  return `Today, ${date.toLocaleTimeString([], { timeStyle: "short" })}`;
}
