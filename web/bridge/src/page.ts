/// What the page has beside its panels: keys and commands, and the bars between its panes.

import { watchPanes } from "./panes.ts";
import { type Commands, watchCommands } from "./shortcuts.ts";

/// Begins with both, until the function that it gives is called.
export function watchPage(root: HTMLElement, commands: Commands): () => void {
  const stops = [watchCommands(root, commands), watchPanes(root)];
  return () => stops.forEach((stop) => stop());
}
