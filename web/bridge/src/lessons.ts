/// A teacher's own lessons, from an address.

/// Largest file that is read, in bytes; `LARGEST_SET` of `web/src/lessons/`.
const LARGEST = 1024 * 1024;

/// The address of lessons as a link gives it; null when it is on another site, from which a link loads nothing.
export function ownAddress(value: string, base: string): string | null {
  if (!URL.canParse(value, base)) return null;
  const url = new URL(value, base);
  return url.origin === new URL(base).origin && /^https?:$/.test(url.protocol) ? url.href : null;
}

/// The text of lessons. Rejects with a sentence for the reader.
export async function loadLessons(address: string): Promise<string> {
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error("Their address is none that can be loaded.");
  const answer = await fetch(url).catch(() => {
    throw new Error("They did not arrive: they are not there, or their site does not let them be loaded from here.");
  });
  if (!answer.ok) throw new Error(`They did not arrive: ${url.pathname} answers ${answer.status}.`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); reader && part && !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > LARGEST) {
      await reader.cancel();
      throw new Error("They are larger than 1 MiB, so they are not read.");
    }
    parts.push(part.value);
  }
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  if (bytes.includes(0)) throw new Error("They are no text.");
  return new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
}

/// Whether a text means to be JSON: nothing else that is opened begins so.
function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/// The text of lessons that may be JSON, whose reader comes when there are some. Rejects with a sentence for the reader.
export async function lessonText(text: string): Promise<string> {
  return isJson(text) ? (await import("./lessons-json.ts")).textOfJson(text) : text;
}

/// Whether a text means to be lessons: it begins as they do, and as no Dockerfile does.
export function isLessons(text: string): boolean {
  return isJson(text) || /^\s*(?:=== |course: |chapter: |title: |kind: |ask: )/.test(text);
}
