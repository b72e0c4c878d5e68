import type { Comparison, FileRow, FixAll, Report, WhatIf } from "./types.js";

export type * from "./types.js";

/** What `docker build` is told, and what it would find. All of it may be left out. */
export interface Options {
  /** `--target`; the last stage without it. */
  target?: string | null;
  /** `--platform`, such as `linux/arm64`. */
  platform?: string | null;
  /** `--build-arg`: name and value; of two with one name the last counts. */
  buildArgs?: [name: string, value: string][];
  /** The text of the `.dockerignore`. */
  dockerignore?: string | null;
  /** The files of the build context; left out, they are not known. */
  context?: ContextFile[] | null;
}

/** A file of the build context. */
export interface ContextFile {
  /** From the root of the context, with `/` between its parts. */
  path: string;
  /** In bytes. */
  size?: number | null;
  /** Of small manifests such as `package.json`, whose words matter for a build. */
  text?: string | null;
}

/** What is different the next time: a file of the context, a base image, or a build argument, which `null` takes away. */
export type Change = { file: string } | { image: string } | { argument: [name: string, value: string | null] };

/**
 * Loads the WebAssembly, once; in a browser nothing else may be called before it has. Without `wasm` it is fetched from beside the
 * script. In Node.js there is nothing to wait for.
 */
export function load(wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** Tells what a Dockerfile builds. What is wrong with it is in the report; only options of a wrong shape throw. */
export function analyze(dockerfile: string, options?: Options | null): Report;

/** Lists the files of the final image, by path. */
export function files(dockerfile: string, options?: Options | null): FileRow[];

/** Makes all fixes after which the image is the same. */
export function fix(dockerfile: string, options?: Options | null): FixAll;

/** Draws the stages: an `svg` follows what its reader prefers, `svg-light` and `svg-dark` do not. */
export function graph(dockerfile: string, form: "svg" | "svg-light" | "svg-dark" | "mermaid" | "dot", options?: Options | null): string;

/** Writes the report as Markdown, the findings as SARIF 2.1.0, or the options as a file for `docker buildx bake`. */
export function write(dockerfile: string, form: "markdown" | "sarif" | "bake", options?: Options | null): string;

/** Tells which steps run again after a change. */
export function whatIf(dockerfile: string, change: Change, options?: Options | null): WhatIf;

/** Tells how two images differ. Without `afterOptions`, `options` hold for both. */
export function compare(before: string, after: string, options?: Options | null, afterOptions?: Options | null): Comparison;

/** The version of the engine. */
export function version(): string;
