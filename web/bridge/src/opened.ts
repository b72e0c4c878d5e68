/// What a file, a folder or an archive that somebody opens means to the page: which of its files is the Dockerfile, which the ignore
/// file, and what the build context holds. Everything stays in the page.

import { spoken } from "./language.ts";
import { isLessons } from "./lessons.ts";
import { say } from "./messages/editor.ts";

/// The most files that are listed; `MOST_FILES` of the engine.
export const MOST_FILES = 20_000;
/// The longest text that is read, in bytes.
export const LARGEST_TEXT = 1024 * 1024;
/// The longest manifest whose text goes into the listing, in bytes.
const LARGEST_MANIFEST = 64 * 1024;

/// Files whose text is read; `MANIFESTS` of the engine.
const MANIFESTS = new Set([
  "package.json",
  "requirements.txt",
  "pyproject.toml",
  "Pipfile",
  "go.mod",
  "Cargo.toml",
  "pom.xml",
  "build.gradle",
  "build.gradle.kts",
  "composer.json",
  "Gemfile",
  ".hadolint.yaml",
  ".hadolint.yml",
]);

/// A file that was found.
export interface Found {
  /// With forward slashes, from the top of what was opened.
  readonly path: string;
  /// In bytes.
  readonly size: number;
  /// Its bytes; rejects when it cannot be read.
  bytes(): Promise<Uint8Array>;
}

/// What the page takes over; `Opened` of `web/src/opened.rs`.
export interface Opened {
  /// What was opened, as it is called.
  readonly name: string;
  /// Null leaves the one on the page.
  readonly dockerfile: string | null;
  readonly dockerignore: string | null;
  /// Null when single files were opened, of which nothing is known but their texts.
  readonly context: readonly { readonly path: string; readonly size: number; readonly text: string | null }[] | null;
  /// Lessons, when a file of those was opened.
  readonly lessons: string | null;
  /// What to tell; empty when all went well.
  readonly notice: string;
}

/// Something was opened that cannot be used, in words for who opened it.
export class OpenError extends Error {}

/// Files that were opened by themselves: one of them is the Dockerfile, unless it is an ignore file.
export async function openFiles(files: readonly Found[]): Promise<Opened> {
  const isIgnore = ({ path }: Found) => path.endsWith(".dockerignore");
  const dockerfile = atTop(files) ?? files.find((it) => !isIgnore(it)) ?? null;
  const ignore = files.find(isIgnore) ?? null;
  const left = files.length - [dockerfile, ignore].filter((it) => it !== null).length;
  const text = dockerfile && (await textOf(dockerfile));
  const lessons = text !== null && files.length === 1 && isLessons(text) ? text.replaceAll("\r\n", "\n") : null;
  return {
    name: (dockerfile ?? ignore)?.path ?? "",
    dockerfile: lessons === null ? text : null,
    lessons,
    dockerignore: ignore && (await textOf(ignore)),
    context: null,
    notice: left > 0 ? say("only_this_opened", { path: dockerfile?.path ?? "" }) : "",
  };
}

/// The files of a folder or an archive, which is called `name`.
export async function openFolder(name: string, files: readonly Found[]): Promise<Opened> {
  const dockerfile = atTop(files);
  // BuildKit prefers the ignore file that is named after the Dockerfile.
  const named = (path: string) => files.find((it) => it.path === path) ?? null;
  const ignore = (dockerfile && named(`${dockerfile.path}.dockerignore`)) ?? named(".dockerignore");
  const listing = files.slice(0, MOST_FILES).map(async (it) => ({
    path: it.path,
    size: it.size,
    text: isManifest(it) ? await textOf(it).catch(() => null) : null,
  }));
  return {
    name,
    dockerfile: dockerfile && (await textOf(dockerfile)),
    dockerignore: ignore && (await textOf(ignore)),
    context: await Promise.all(listing),
    lessons: null,
    notice: [
      dockerfile ? "" : say("no_dockerfile_in", { name }),
      files.length > MOST_FILES ? say("more_files_than", { name, count: MOST_FILES.toLocaleString(spoken()) }) : "",
    ]
      .filter((it) => it !== "")
      .join(" "),
  };
}

/// The Dockerfile at the top: `Dockerfile`, else what is named like one.
function atTop(files: readonly Found[]): Found | null {
  const top = files.filter(({ path }) => !path.includes("/") && !path.endsWith(".dockerignore"));
  const patterns = [/^Dockerfile$/, /^Containerfile$/, /^Dockerfile\.|\.[Dd]ockerfile$/];
  for (const pattern of patterns) {
    const found = top.filter(({ path }) => pattern.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1))[0];
    if (found) return found;
  }
  return null;
}

/// The same without the single folder that archives often hold everything in.
export function withoutWrapper(files: readonly Found[]): readonly Found[] {
  const first = files[0]?.path ?? "";
  const wrapper = first.slice(0, first.indexOf("/") + 1);
  if (wrapper === "" || !files.every(({ path }) => path.startsWith(wrapper))) return files;
  return files.map((it) => ({ path: it.path.slice(wrapper.length), size: it.size, bytes: () => it.bytes() }));
}

function isManifest({ path, size }: Found): boolean {
  return size <= LARGEST_MANIFEST && MANIFESTS.has(path.slice(path.lastIndexOf("/") + 1));
}

async function textOf(file: Found): Promise<string> {
  if (file.size > LARGEST_TEXT) throw new OpenError(say("file_too_large", { path: file.path }));
  const bytes = await file.bytes().catch(() => {
    throw new OpenError(say("file_unreadable", { path: file.path }));
  });
  if (bytes.includes(0)) throw new OpenError(say("file_no_text", { path: file.path }));
  return new TextDecoder().decode(bytes);
}
