/// The theme that a reader chose, kept by the browser for the site and the offline file.

import { oneOf } from "./attributes.ts";
import { listTexts, saveText } from "./storage.ts";

const NAME = "stagescope-theme";
/// The themes.
export const THEMES = ["auto", "light", "dark"] as const;

function host(root: HTMLElement): Element | null {
  const shadow = root.getRootNode();
  return shadow instanceof ShadowRoot ? shadow.host : null;
}

/// Shows the page in a theme, and keeps the choice.
export function chooseTheme(root: HTMLElement, theme: (typeof THEMES)[number]): void {
  host(root)?.setAttribute("theme", theme);
  // What a widget shows is its author's.
  if (!root.classList.contains("home-widget")) saveText(NAME, theme);
}

/// Shows the page in the theme that was chosen last, if any was.
export function restoreTheme(root: HTMLElement): void {
  const theme = oneOf(listTexts(NAME)[1] ?? null, THEMES);
  if (theme) host(root)?.setAttribute("theme", theme);
}
