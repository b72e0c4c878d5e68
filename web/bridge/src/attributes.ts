/// The attributes of the element, read into settings. What cannot be understood counts as not given.

/// Where the element lives.
export type Home = "site" | "widget" | "offline";

/// What may be shown first: alone on a narrow page, in front on a wide one.
export const VIEWS = ["editor", "stages", "image", "build", "whatIf", "compare", "words", "advice"] as const;

/// Build arguments as an author writes them: `A=1,B=2`, or one a line when a value holds a comma. An entry without `=` or without a name
/// is left out; of two with the same name the later counts.
export function parseArguments(text: string | null): [string, string][] {
  const values = new Map<string, string>();
  for (const entry of (text ?? "").split(text?.includes("\n") ? "\n" : ",")) {
    const equals = entry.indexOf("=");
    const name = entry.slice(0, Math.max(equals, 0)).trim();
    if (name !== "") values.set(name, entry.slice(equals + 1).trim());
  }
  return [...values];
}

/// The attribute when it is one of `allowed`, else null.
export function oneOf<T extends string>(value: string | null, allowed: readonly T[]): T | null {
  return allowed.find((it) => it === value) ?? null;
}

/// The code of a block: one line break after the opening tag belongs to the markup, not to the text.
export function codeText(content: string): string {
  return content.replace(/^\r?\n/, "");
}

/// The build arguments that change between two values of the attribute: their names, and their values or undefined for those that are gone.
export function changedArguments(before: string | null, after: string | null): [string, string | undefined][] {
  const old = new Map(parseArguments(before));
  const now = new Map(parseArguments(after));
  const gone = [...old.keys()].filter((it) => !now.has(it));
  return [...gone.map((it): [string, undefined] => [it, undefined]), ...[...now].filter(([name, value]) => old.get(name) !== value)];
}

/// The `height` attribute as a CSS length; a bare number means pixels, anything else that is no plain length means none.
export function parseHeight(value: string | null): string | null {
  const match = /^\s*(\d+(?:\.\d+)?)(px|em|rem|vh|dvh|svh|%)?\s*$/.exec(value ?? "");
  return match ? `${match[1]}${match[2] ?? "px"}` : null;
}
