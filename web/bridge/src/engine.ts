/// The engine and the page around it: loaded once for all elements of a document, when the first of them needs it.

import type { DataSource } from "./data.ts";
import type { Language, Translation } from "./language.ts";

/// All that a running page is made of.
export type Page = typeof import("./runtime.ts");

/// Where the rest is.
export interface Source {
  /// Fetches the wasm: what the page begins with, or what it loads after its first screen.
  wasm(part: "first" | "later"): Promise<Response | BufferSource>;
  /// The data files.
  readonly data: DataSource;
}

let source: Source | undefined;
let loading: Promise<Page> | undefined;

/// Says where the rest is. Each entry point does so before it defines the element.
export function setSource(from: Source): void {
  source = from;
}

/// Resolves to the page, whose wasm has started. After a failure the next call tries again.
export function startEngine(): Promise<Page> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/// Says that the wasm has panicked. Its memory cannot be trusted any more, so elements that come later get an error instead of it.
export function stopEngine(): void {
  loading = Promise.reject(new Error("the program stopped; reload the page"));
  // Whoever asks for it handles the error; when nobody does, it is no error.
  loading.catch(() => {});
}

/// The texts of a language; null for English, which is in the scripts, and when they do not arrive.
export async function loadTranslation(language: Language): Promise<Translation | null> {
  if (!source || language === "en") return null;
  try {
    return JSON.parse(await source.data(`${language}.json`)) as Translation;
  } catch {
    return null;
  }
}

/// Fetches and starts the part of the wasm that is loaded after the first screen; it reaches the first part through `imports`.
export async function startLater(imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  if (!source) throw new Error("no source of the wasm was set");
  const answer = await source.wasm("later");
  if (answer instanceof Response && !answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  const bytes = answer instanceof Response ? await answer.arrayBuffer() : answer;
  return (await WebAssembly.instantiate(bytes, imports)).instance;
}

async function load(): Promise<Page> {
  if (!source) throw new Error("no source of the wasm was set");
  // Both at once: neither has to wait for the other.
  const [page, wasm] = await Promise.all([import("./runtime.ts"), source.wasm("first")]);
  page.setDataSource(source.data);
  await page.init({ module_or_path: wasm });
  return page;
}
