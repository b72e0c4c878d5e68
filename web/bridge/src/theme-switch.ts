/// The `theme` attribute: light, dark, or what the page around has chosen, else the system.

import { oneOf } from "./attributes.ts";

type Theme = "light" | "dark";

/// Where generators of documentation note the theme that their reader chose.
export interface HostTheme {
  /// `data-theme` of the root element, as Docusaurus has it.
  readonly theme: string | undefined;
  /// `data-md-color-scheme` of the body, as Material for MkDocs has it; `slate` is its dark one.
  readonly scheme: string | undefined;
  /// Classes of the root element; mdBook puts the name of its theme there.
  readonly classes: readonly string[];
}

/// The theme that a page has chosen; null when it says nothing that is known.
export function themeOf(host: HostTheme): Theme | null {
  if (host.scheme !== undefined) return host.scheme === "slate" ? "dark" : "light";
  const named = oneOf(host.theme ?? null, ["light", "dark"]);
  if (named) return named;
  if (["coal", "navy", "ayu"].some((it) => host.classes.includes(it))) return "dark";
  return ["light", "rust"].some((it) => host.classes.includes(it)) ? "light" : null;
}

/// Keeps `data-theme` of some elements at `light` or `dark`.
export class ThemeSwitch {
  readonly #targets: readonly HTMLElement[];
  readonly #system = matchMedia("(prefers-color-scheme: dark)");
  readonly #host = new MutationObserver(() => this.#apply());
  #choice: Theme | null = null;

  constructor(targets: readonly HTMLElement[]) {
    this.#targets = targets;
    this.#system.addEventListener("change", this.#apply);
    this.#host.observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
    this.#host.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  /// Takes the value of the attribute; anything but `light` and `dark` follows the page around, and then the system.
  set(value: string | null): void {
    this.#choice = oneOf(value, ["light", "dark"]);
    this.#apply();
  }

  /// Stops following.
  stop(): void {
    this.#system.removeEventListener("change", this.#apply);
    this.#host.disconnect();
  }

  readonly #apply = () => {
    const root = document.documentElement;
    const host = { theme: root.dataset.theme, scheme: document.body.dataset.mdColorScheme, classes: [...root.classList] };
    const theme = this.#choice ?? themeOf(host) ?? (this.#system.matches ? "dark" : "light");
    for (const target of this.#targets) target.dataset.theme = theme;
  };
}
