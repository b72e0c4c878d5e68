/// The keys of the page itself, and what the command palette offers. The palette is loaded when it is asked for.

import { isTyping } from "./keys.ts";
import type { Entry } from "./palette.ts";
import { restoreTheme } from "./theme-choice.ts";

/// What the page tells of itself.
export interface Commands {
  /// Everything that can be done now.
  list(): readonly Entry[];
  /// One of the list was chosen.
  chosen(index: number): void;
}

/// Opens the palette with Mod-K and the help with a question mark, or by a button with `data-open`; until the function that it gives is
/// called. A page of its own hears the keys everywhere, a widget those that are pressed in it.
export function watchCommands(root: HTMLElement, commands: Commands): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const isWidget = root.classList.contains("home-widget");
  const open = async (what: string) => {
    const { openHelp, openPalette, openReference } = await import("./palette.ts");
    if (signal.aborted) return;
    if (what === "help") openHelp(root);
    else if (what.startsWith("reference ")) void openReference(root, what.slice("reference ".length));
    else openPalette(root, commands);
  };
  const key = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.altKey) return;
    const isMod = (event.ctrlKey || event.metaKey) && !event.shiftKey;
    const what = isMod && event.key.toLowerCase() === "k" ? "palette" : !isMod && event.key === "?" && !isTyping(event) ? "help" : null;
    if (!what) return;
    event.preventDefault();
    void open(what);
  };
  const click = ({ target }: Event) => {
    const what = target instanceof Element ? target.closest<HTMLElement>("[data-open]")?.dataset.open : undefined;
    if (what) void open(what);
  };
  // Behind the editor, which on a Mac takes Ctrl-K to delete to the end of the line.
  (isWidget ? root : window).addEventListener("keydown", key, { signal });
  root.addEventListener("click", click, { signal });
  if (!isWidget) restoreTheme(root);
  return () => stopping.abort();
}
