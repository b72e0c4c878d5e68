/// How the page is divided between its panes: by the two bars between them, with the pointer or with keys, and kept by the browser.
///
/// Yew draws the bars, `[role=separator]` with `data-split`; this sets the custom properties that `web/style/panes.css` divides by.

import { say } from "./messages/editor.ts";
import { listTexts, saveText } from "./storage.ts";

/// Which bar: the one that decides the width of the editor, or the height of the stages; in percent of what it divides.
export type Split = "cols" | "rows";

const NAME = "stagescope-panes";
/// Where they stand at first.
export const START: Readonly<Record<Split, number>> = { cols: 42, rows: 39 };
/// The least that either side keeps; a pane that is dragged to half of it is folded up.
const LEAST = 18;
const STEP = 2;

/// Where a bar comes to stand when it is put at `percent`: 0 folds up what is before it.
export function placed(percent: number): number {
  if (percent < LEAST / 2) return 0;
  return Math.round(Math.min(Math.max(percent, LEAST), 100 - LEAST) * 10) / 10;
}

/// Where a key moves a bar from `now`; `before` is where it stood when it was folded up. Null for other keys.
export function moved(split: Split, key: string, now: number, before: number): number | null {
  const [less, more] = split === "cols" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  switch (key) {
    case less:
      // One more step than the least folds it up.
      return now <= LEAST ? 0 : placed(now - STEP);
    case more:
      return placed(now === 0 ? LEAST : now + STEP);
    case "Home":
      return 0;
    case "End":
      return placed(100);
    case "Enter":
      return now === 0 ? before : 0;
    default:
      return null;
  }
}

/// What was kept; each value that cannot be read is the one at the start.
export function readPanes(text: string): Record<Split, number> {
  const [cols, rows] = text.split(" ");
  const number = (word: string | undefined, split: Split) => (word && /^[\d.]+$/.test(word) ? placed(Number(word)) : START[split]);
  return { cols: number(cols, "cols"), rows: number(rows, "rows") };
}

/// Lets readers divide the page, until the function that it gives is called.
export function watchPanes(root: HTMLElement): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const isKept = !root.classList.contains("home-widget");
  const now = readPanes(isKept ? (listTexts(NAME)[1] ?? "") : "");
  const before = { cols: now.cols || START.cols, rows: now.rows || START.rows };
  const bars = [...root.querySelectorAll<HTMLElement>("[data-split]")];
  const put = (bar: HTMLElement, split: Split, value: number) => {
    now[split] = value;
    if (value > 0) before[split] = value;
    const panes = bar.parentElement;
    panes?.style.setProperty(`--${split}`, String(value));
    panes?.toggleAttribute(`data-folded-${split}`, value === 0);
    bar.setAttribute("aria-valuenow", String(Math.round(value)));
    bar.setAttribute("aria-valuetext", value === 0 ? say("folded_up") : say("percent", { number: Math.round(value) }));
  };
  const keep = () => isKept && saveText(NAME, `${now.cols} ${now.rows}`);
  for (const bar of bars) {
    const split: Split = bar.dataset.split === "rows" ? "rows" : "cols";
    put(bar, split, now[split]);
    bar.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      bar.focus();
      bar.setPointerCapture(event.pointerId);
    }, { signal });
    bar.addEventListener("pointermove", (event) => {
      const area = bar.parentElement?.getBoundingClientRect();
      if (!area || !bar.hasPointerCapture(event.pointerId)) return;
      const share = split === "cols" ? (event.clientX - area.left) / area.width : (event.clientY - area.top) / area.height;
      put(bar, split, placed(share * 100));
    }, { signal });
    bar.addEventListener("lostpointercapture", keep, { signal });
    bar.addEventListener("dblclick", () => {
      put(bar, split, now[split] === 0 ? before[split] : START[split]);
      keep();
    }, { signal });
    bar.addEventListener("keydown", (event) => {
      const value = event.ctrlKey || event.metaKey || event.altKey ? null : moved(split, event.key, now[split], before[split]);
      if (value === null) return;
      event.preventDefault();
      put(bar, split, value);
      keep();
    }, { signal });
  }
  return () => stopping.abort();
}
