/// Modules that esbuild makes, and values that it puts in.

/// Style sheets are bundled as their text.
declare module "*.css" {
  const text: string;
  export default text;
}

/// What wasm-bindgen writes for `web/` with `--target web`; esbuild resolves the name by an alias.
declare module "stagescope-web" {
  /// What the page needs to start.
  export interface Settings {
    readonly home: "site" | "widget" | "offline";
    readonly dockerfile: string | null;
    readonly dockerignore: string | null;
    /// The files of the build context, as a saved page holds them.
    readonly files: string | null;
    /// Names of the lessons that are solved, a line each.
    readonly solved: string | null;
    readonly target: string | null;
    readonly platform: string | null;
    readonly args: [string, string][];
    readonly view: "editor" | "stages" | "image" | "build" | "whatIf" | "compare" | "words" | "advice" | null;
    readonly readOnly: boolean;
    /// Address of the site that a widget can be opened in.
    readonly site: string | null;
    /// 1-based line to show.
    readonly line: number | null;
    /// What to say above the text.
    readonly notice: string | null;
    /// Name of the lesson to open.
    readonly lesson: string | null;
    /// Address of the lessons; null for those of the page.
    readonly lessons: string | null;
    /// The lessons themselves.
    readonly course: string | null;
    readonly storageKey: string | null;
    /// The language of the page, and its texts a line each; null for English.
    readonly language: string;
    readonly messages: string | null;
    /// `ready` and `change` with `{ text }`; `language` with `{ language }`, which somebody chose; `report`, `select` and `fix` as the element tells its host; `state` with a `SharedState`;
    /// `error` with `{ message }`, after which the wasm instance is dead.
    onEvent(name: string, detail: unknown): void;
  }

  /// What a link is made of.
  export interface SharedState {
    readonly dockerfile: string;
    readonly dockerignore: string | null;
    readonly target: string | null;
    readonly platform: string | null;
    readonly args: [string, string][];
    readonly view: Settings["view"];
    /// The equivalent command.
    readonly command: string;
    /// Name of the lesson that is open, and the address or the text of the lessons that it is of where they are not the page's own.
    readonly lesson: string | null;
    readonly lessons: string | null;
    readonly course: string | null;
  }

  /// A running page.
  export interface Playground {
    /// The Dockerfile as it is now.
    text(): string;
    /// Writes another text into the editor, as one undo step.
    setText(text: string): void;
    /// As for `docker build`; undefined is the default.
    setTarget(target: string | undefined): void;
    setPlatform(platform: string | undefined): void;
    setArgument(name: string, value: string | undefined): void;
    /// Opens the lesson of this name, or the first, once the lessons are there: those at an address, those of a text, or the page's own.
    openLesson(name: string | undefined, address: string | undefined, course: string | undefined): void;
    /// Speaks another language, with its texts; undefined for English.
    setLanguage(language: string, messages: string | undefined): void;
    /// What the engine says of the page, as `cargo xtask explain --json` writes it.
    report(): Promise<unknown>;
    /// What a link to this is made of.
    state(): SharedState;
    /// Takes the page out of its container.
    destroy(): void;
  }

  /// Renders the page in `container`.
  export function mount(container: Element, settings: Settings): Playground;

  /// Loads and starts the wasm.
  export default function init(options: { module_or_path: Response | BufferSource }): Promise<unknown>;
}

/// File names of the wasm, next to the script: of what the page begins with, and of what it loads after its first screen.
declare const __WASM__: Readonly<Record<"first" | "later", string>>;

/// Of the service worker: the files of the site that it keeps, as paths from itself, and what is different for other contents.
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

/// The data files by their plain names, as paths from the script.
declare const __DATA__: Readonly<Record<string, string>>;
