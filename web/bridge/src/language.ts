/// The language of the interface: which one a document speaks, and the texts of the part of it that is TypeScript. English is in the
/// script; a translation is a data file, which counts from when it is handed over.

import { listTexts, saveText } from "./storage.ts";

/// Where the browser keeps what a reader chose.
const NAME = "stagescope-language";
/// The languages that there are: `web/messages/`.
export const LANGUAGES = ["en", "de"] as const;

/// One of them.
export type Language = (typeof LANGUAGES)[number];

/// What a translation holds: of each section the texts by their keys, and of the page's Rust side one text.
export type Translation = Readonly<Record<string, Readonly<Record<string, string>>>> & { readonly page: string };

/// The names of the values in a text.
type Names<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
/// The values that a text needs; none when it has no place for any.
type Values<T extends string> = [Names<T>] extends [never] ? [] : [values: Readonly<Record<Names<T>, string | number>>];

/// The keys of the texts that need none.
export type Plain<T> = { [K in keyof T]: T[K] extends string ? ([Names<T[K]>] extends [never] ? K : never) : never }[keyof T];

let language: Language = "en";
let translated: Partial<Translation> = {};

/// The language that is spoken now, for what the browser words.
export function spoken(): Language {
  return language;
}

/// Speaks a language from now on.
export function speak(next: Language, translation: Translation | null): void {
  language = next;
  translated = translation ?? {};
}

/// What gives the texts of a section, by key. The generated modules in `messages/` call it.
export function texts<T extends Readonly<Record<string, string>>>(section: string, english: T) {
  return <K extends keyof T & string>(key: K, ...[values]: Values<T[K]>): string => {
    const own = translated[section] as Readonly<Record<string, string>> | undefined;
    return fill(own?.[key] ?? english[key] ?? "", values ?? {});
  };
}

/// Puts values where a text has their names. Of two forms the first is for the number one, the second for all others.
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  const [one = "", others = one] = text.split(" | ");
  return (values["n"] === 1 ? one : others).replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/// The texts of the Rust side, a line each; null for the English ones.
export function pageTexts(): string | null {
  return translated.page ?? null;
}

/// What CodeMirror says, by its English texts.
export function phrases(): Readonly<Record<string, string>> {
  return (translated["codemirror"] as Readonly<Record<string, string>> | undefined) ?? {};
}

/// The language that a reader chose, if any did.
export function keptLanguage(): string | null {
  return listTexts(NAME)[1] ?? null;
}

/// Keeps what a reader chose.
export function keepLanguage(chosen: string): void {
  saveText(NAME, chosen);
}

/// The first of some language tags that there is a language for; English when there is none.
export function choose(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((it) => tag?.toLowerCase().split("-")[0] === it);
    if (found) return found;
  }
  return "en";
}
