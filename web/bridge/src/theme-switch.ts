/// The `theme` attribute: light, dark, or whatever the system has now.

import { oneOf } from "./attributes.ts";

/// Keeps `data-theme` of some elements at `light` or `dark`.
export class ThemeSwitch {
  readonly #targets: readonly HTMLElement[];
  readonly #system = matchMedia("(prefers-color-scheme: dark)");
  #choice: "light" | "dark" | null = null;

  constructor(targets: readonly HTMLElement[]) {
    this.#targets = targets;
    this.#system.addEventListener("change", this.#apply);
  }

  /// Takes the value of the attribute; anything but `light` and `dark` follows the system.
  set(value: string | null): void {
    this.#choice = oneOf(value, ["light", "dark"]);
    this.#apply();
  }

  /// Stops following the system.
  stop(): void {
    this.#system.removeEventListener("change", this.#apply);
  }

  readonly #apply = () => {
    const theme = this.#choice ?? (this.#system.matches ? "dark" : "light");
    for (const target of this.#targets) target.dataset.theme = theme;
  };
}
