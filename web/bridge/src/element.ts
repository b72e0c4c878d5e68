/// The custom element `<stagescope-playground>`. It is the same in all homes; its attributes tell it where it is. `docs/widget.md` tells
/// authors of it.
///
/// | attribute | value |
/// | --- | --- |
/// | `home` | `site`, `widget` (default), `offline` |
/// | `target`, `platform` | as for `docker build`; followed live |
/// | `args` | build arguments, `A=1,B=2` or one a line; followed live |
/// | `lesson` | name of a lesson that is opened first |
/// | `lessons` | address of lessons that take the place of the course |
/// | `view` | `editor`, `stages`, `image`, `build`, `whatIf`, `compare`, `words`, `advice`: what is shown first |
/// | `editor` | `edit` (default), `read` |
/// | `site` | address of a playground that a widget can be opened in |
/// | `lang` | the language of its texts, `en` or `de`; without it that of the page around, else of the browser; followed live |
/// | `theme` | `auto` (default: that of the page around, else the system's), `light`, `dark`; followed live |
/// | `loading` | `lazy` (default of a widget: when it comes near the screen), `eager` |
/// | `height` | a CSS length, or `auto` (default); followed live |
///
/// The Dockerfile is the text of the first `<pre><code>` inside, and `<pre data-file=".dockerignore">` may hold a .dockerignore. Both
/// stay where they are: they are what a reader sees without JavaScript, while loading, and when loading fails. A page that was saved as one
/// file also has `<pre data-file="files">` with its build context, and an attribute `solved` with lessons (`one-file.ts`).

import type { Playground, Settings, SharedState } from "stagescope-web";
import { Address, type Asked } from "./address.ts";
import { changedArguments, codeText, type Home, oneOf, parseArguments, parseHeight, VIEWS } from "./attributes.ts";
import elementStyle from "./element.css";
import { loadTranslation, type Page, startEngine, stopEngine } from "./engine.ts";
import { brokenNotice, loadFailure } from "./failure.ts";
import { keepKey } from "./keys.ts";
import { choose, keepLanguage, keptLanguage, type Language, pageTexts, speak, spoken } from "./language.ts";
import { writeLink } from "./link.ts";
import { say } from "./messages/element.ts";
import { linkState } from "./share.ts";
import { siteAddress } from "./site.ts";
import { isTabAhead } from "./storage.ts";
import { ThemeSwitch } from "./theme-switch.ts";

/// How far from the screen a lazy element starts to load.
const NEAR = "200px";
/// Room that a widget of automatic height keeps free while it loads, so that the text below does not jump: the height of
/// `.home-widget` in `web/style.css`.
const ROOM = "42rem";

/// Elements that run. A panic kills the wasm instance that they share, so it ends them all.
const running = new Set<StagescopePlayground>();

const sheets = new Map<string, CSSStyleSheet>();

/// One sheet for all elements. Constructed, because a strict style policy refuses `<style>`.
function sheetOf(style: string): CSSStyleSheet {
  let sheet = sheets.get(style);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    sheets.set(style, sheet);
  }
  return sheet;
}

/// What exists from the time the element is in the document until it is taken out.
interface Life {
  readonly frame: HTMLElement;
  readonly container: HTMLElement;
  readonly status: HTMLElement;
  readonly fallback: HTMLElement;
  readonly theme: ThemeSwitch;
  readonly observer: IntersectionObserver | null;
  /// The address, where it is ours.
  readonly address: Address | null;
  /// The message when it cannot go on.
  notice: HTMLElement | null;
  /// What it runs on, once that is loaded.
  page: Page | null;
  /// The running page, once there is one.
  playground: Playground | null;
  /// Takes the listeners of the running page away.
  release: (() => void) | null;
  /// Whether the page has its text.
  ready: boolean;
}

/// The element.
export class StagescopePlayground extends HTMLElement {
  static readonly observedAttributes = ["theme", "height", "lang", "target", "platform", "args"];

  readonly #root = this.attachShadow({ mode: "open" });
  #life: Life | null = null;
  /// The last text that the page told of or opened with, kept when the element leaves the document and comes back; null before.
  #text: string | null = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheetOf(elementStyle)];
  }

  /// The Dockerfile as it is now.
  get text(): string {
    return this.#text ?? this.#dockerfile ?? "";
  }

  /// Writes another text into the editor, as one undo step, and loads the page first when it is not there.
  async setText(text: string): Promise<void> {
    (await this.#running()).setText(text);
    await settled();
  }

  /// What the engine says of the Dockerfile as it is now, as plain values.
  async report(): Promise<unknown> {
    return await (await this.#running()).report();
  }

  /// The part of a link behind the address of a playground, from `#` on. Rejects when this is too much for a link.
  async link(): Promise<string> {
    const link = await writeLink(linkState((await this.#running()).state()));
    if (link === null) throw new Error("this is too much for a link");
    return link;
  }

  connectedCallback(): void {
    // A move is a removal and an insertion at once; then it just goes on.
    if (this.#life) return;
    this.#life = this.#begin();
    this.#layOut();
    if (!this.#life.observer) void this.#load();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    this.#layOut();
    const playground = this.#life?.playground;
    if (!playground || before === after) return;
    if (name === "lang") void this.#speak();
    if (name === "target") playground.setTarget(after ?? undefined);
    if (name === "platform") playground.setPlatform(after ?? undefined);
    if (name === "args") for (const [argument, value] of changedArguments(before, after)) playground.setArgument(argument, value);
  }

  /// Resolves to the running page, loading it when it is not there. Rejects when the element is not in the document, or cannot load.
  async #running(): Promise<Playground> {
    const life = this.#life;
    if (!life) throw new Error("the element is not in a document");
    if (!life.playground && !life.notice) {
      life.observer?.disconnect();
      await this.#load();
    }
    if (life.playground && !life.ready) {
      await new Promise((done) => {
        for (const end of ["ready", "error"]) this.addEventListener(`stagescope-${end}`, done, { once: true });
      });
    }
    await settled();
    if (life !== this.#life || !life.playground) throw new Error("the playground could not start");
    return life.playground;
  }

  get #home(): Home {
    return oneOf(this.getAttribute("home"), ["site", "widget", "offline"]) ?? "widget";
  }

  #begin(): Life {
    const frame = element("div", "st-frame");
    const container = element("div", "stagescope");
    container.dataset.home = this.#home;
    container.hidden = true;
    const status = element("p", "st-status");
    status.setAttribute("role", "status");
    status.textContent = say("loading");
    const fallback = document.createElement("slot");
    frame.append(status, fallback, container);
    this.#root.replaceChildren(frame);
    // Behind all listeners of the page itself.
    if (this.#home === "widget") for (const type of ["keydown", "keypress", "keyup"]) this.#root.addEventListener(type, keepKey);

    const loading = oneOf(this.getAttribute("loading"), ["lazy", "eager"]) ?? (this.#home === "widget" ? "lazy" : "eager");
    const theme = new ThemeSwitch([frame, container]);
    const observer = loading === "lazy" ? this.#whenNear() : null;
    const address = this.#home === "widget" ? null : new Address((asked) => this.#reopen(asked));
    return { frame, container, status, fallback, theme, observer, address, notice: null, page: null, playground: null, release: null, ready: false };
  }

  #whenNear(): IntersectionObserver {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((it) => it.isIntersecting)) return;
        observer.disconnect();
        void this.#load();
      },
      { rootMargin: NEAR },
    );
    observer.observe(this);
    return observer;
  }

  #layOut(): void {
    const life = this.#life;
    if (!life) return;
    life.theme.set(this.getAttribute("theme"));
    const height = parseHeight(this.getAttribute("height"));
    const room = height ?? (this.#home === "widget" ? ROOM : "100dvh");
    life.frame.style.setProperty("--st-room", room);
    life.frame.toggleAttribute("data-fixed", height !== null);
  }

  async #load(): Promise<void> {
    const life = this.#life;
    try {
      const [page, asked] = await Promise.all([startEngine(), this.#speak().then(() => life?.address?.read())]);
      // It may have left the document, or have left and come back, while the wasm was on its way.
      if (!life || life !== this.#life || life.notice || life.playground) return;
      this.#root.adoptedStyleSheets = [sheetOf(elementStyle), sheetOf(page.pageStyle)];
      // Shown before the page is built in it: the editor measures itself.
      life.container.hidden = false;
      life.page = page;
      this.#mount(life, page, this.#settings(asked, this.#isAhead));
      running.add(this);
      life.status.hidden = true;
      life.fallback.hidden = true;
    } catch (error) {
      if (life && life === this.#life && !life.notice) this.#failToLoad(life, error);
    }
  }

  /// Another link in the same page: what was here is in the address that was left.
  async #reopen(asked: Asked): Promise<void> {
    const life = this.#life;
    if (!life?.playground || life.notice) return;
    const page = await startEngine();
    if (life !== this.#life || life.notice || !life.playground) return;
    // A lesson is opened over what is there, which comes back behind it.
    const { state } = asked;
    if (state && (state.lesson ?? state.lessons ?? state.course) !== null && state.files.length === 0) {
      return life.playground.openLesson(state.lesson ?? undefined, state.lessons ?? undefined, state.course ?? undefined);
    }
    this.#unmount(life);
    this.#mount(life, page, this.#settings(asked));
  }

  #mount(life: Life, page: Page, settings: Settings): void {
    life.release = keepListeners(life.container);
    life.playground = page.mount(life.container, settings);
  }

  #unmount(life: Life): void {
    if (!life.playground) return;
    this.#text = life.playground.text();
    life.playground.destroy();
    life.playground = null;
    life.release?.();
  }

  /// A widget shows what the author wrote; what a reader tries in it is not kept.
  get #storageKey(): string | null {
    return this.#home === "widget" ? null : `stagescope.${this.#home}`;
  }

  /// Whether the tab kept a text that the address does not have yet.
  get #isAhead(): boolean {
    return this.#text === null && this.#storageKey !== null && isTabAhead(this.#storageKey);
  }

  /// Without `files` of the link, what the tab kept is opened.
  #settings(asked: Asked | undefined, isAhead = false): Settings {
    const link = asked?.state ?? null;
    const files = isAhead ? [] : (link?.files ?? []);
    const file = (wanted: string) => files.find(([name]) => name === wanted)?.[1] ?? null;
    const dockerfile = file("Dockerfile");
    // What stands in the element is about the text in it, and about no other.
    const isAuthors = dockerfile === null && !isAhead;
    const inside = (name: string) => (isAuthors ? this.#code(`pre[data-file="${name}"]`) : null);
    const attribute = (name: string) => (isAuthors ? this.getAttribute(name) : null);
    return {
      home: this.#home,
      dockerfile: dockerfile ?? this.#text ?? (isAuthors ? this.#dockerfile : null),
      dockerignore: file(".dockerignore") ?? inside(".dockerignore"),
      files: inside("files"),
      solved: this.getAttribute("solved"),
      target: link?.target ?? attribute("target"),
      platform: link?.platform ?? attribute("platform"),
      args: [...parseArguments(attribute("args")), ...(link?.args ?? [])].map(([name, value]) => [name, value]),
      view: link?.view ?? oneOf(this.getAttribute("view"), VIEWS),
      line: link?.line ?? null,
      notice: asked?.notice ?? null,
      lesson: link?.lesson ?? this.getAttribute("lesson"),
      lessons: link?.lessons ?? this.getAttribute("lessons"),
      course: link?.course ?? null,
      readOnly: this.getAttribute("editor") === "read",
      site: siteAddress(this.getAttribute("site"), document.baseURI),
      storageKey: this.#storageKey,
      language: spoken(),
      messages: pageTexts(),
      onEvent: (name, detail) => this.#onEvent(name, detail),
    };
  }

  /// On a page of its own what its reader chose comes first, and a widget suits the page around it. All widgets of a document speak
  /// the language of the first.
  get #language(): Language {
    if (this.#home !== "widget") return choose([keptLanguage(), this.getAttribute("lang"), ...navigator.languages]);
    if ([...running].some((it) => it !== this)) return spoken();
    return choose([this.closest("[lang]")?.getAttribute("lang"), ...navigator.languages]);
  }

  /// Speaks its language, once the texts of it are there.
  async #speak(): Promise<void> {
    const wanted = this.#language;
    const translation = await loadTranslation(wanted);
    const life = this.#life;
    if (!life || wanted !== this.#language) return;
    const language = translation ? wanted : "en";
    speak(language, translation);
    life.frame.lang = language;
    if (this.#home !== "widget") document.documentElement.lang = language;
    life.playground?.setLanguage(language, pageTexts() ?? undefined);
  }

  /// What the author wrote. Sphinx has no `<code>` in its blocks.
  get #dockerfile(): string | null {
    return this.#code("pre:not([data-file]) code") ?? this.#code("pre:not([data-file])");
  }

  #code(selector: string): string | null {
    const block = this.querySelector(selector)?.cloneNode(true) as Element | undefined;
    // Some highlighters end their lines with an element.
    block?.querySelectorAll("br").forEach((it) => it.replaceWith("\n"));
    return block ? codeText(block.textContent ?? "") : null;
  }

  #onEvent(name: string, detail: unknown): void {
    if (name === "state") {
      // Between the page and its address; for the host there is `change`.
      this.#life?.address?.follow(linkState(detail as SharedState));
      return;
    }
    if (name === "language") {
      keepLanguage((detail as { language: string }).language);
      void this.#speak();
      return;
    }
    if (name === "ready" && this.#life) this.#life.ready = true;
    if (name === "ready" || name === "change") this.#text = (detail as { text: string }).text;
    if (name === "error") {
      stopEngine();
      for (const it of [this, ...running]) it.#break();
    }
    this.dispatchEvent(new CustomEvent(`stagescope-${name}`, { detail, bubbles: true, composed: true }));
  }

  /// The wasm is dead: nothing of it may be called again.
  #break(): void {
    const life = this.#life;
    running.delete(this);
    if (!life || life.notice) return;
    // The editors are no part of the wasm: they still hold what was typed.
    const texts = life.page?.editorTexts(this.#root) ?? [];
    life.notice = brokenNotice(texts.length > 0 ? texts : [["Dockerfile", this.text]]);
    life.playground = null;
    life.container.hidden = true;
    life.status.hidden = true;
    life.fallback.hidden = true;
    life.frame.prepend(life.notice);
  }

  #failToLoad(life: Life, error: unknown): void {
    const retry = () => {
      life.notice?.remove();
      life.notice = null;
      life.status.hidden = false;
      void this.#load();
    };
    life.notice = loadFailure(error, retry);
    life.container.hidden = true;
    life.status.hidden = true;
    life.frame.prepend(life.notice);
    const detail = { message: error instanceof Error ? error.message : String(error) };
    this.dispatchEvent(new CustomEvent("stagescope-error", { detail, bubbles: true, composed: true }));
  }

  #end(): void {
    const life = this.#life;
    if (!life) return;
    this.#life = null;
    running.delete(this);
    life.observer?.disconnect();
    life.theme.stop();
    life.address?.stop();
    this.#unmount(life);
    // Yew keeps the element that it was mounted in; nothing else has to stay with it.
    life.container.remove();
    this.#root.replaceChildren();
  }
}

/// Resolves when the page has done what it was told before, a change of an attribute for instance.
function settled(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}

/// Keeps account of the listeners that `target` gets, and gives what takes them away: Yew leaves those of the element that it is mounted
/// in, and they hold on to all that is around.
function keepListeners(target: HTMLElement): () => void {
  const kept = new AbortController();
  target.addEventListener = (type: string, listener: EventListenerOrEventListenerObject, options?: AddEventListenerOptions | boolean) => {
    const given = typeof options === "object" ? options : { capture: options ?? false };
    EventTarget.prototype.addEventListener.call(target, type, listener, { ...given, signal: kept.signal });
  };
  return () => {
    kept.abort();
    Reflect.deleteProperty(target, "addEventListener");
  };
}

function element(name: "div" | "p", className: string): HTMLElement {
  const it = document.createElement(name);
  it.className = className;
  return it;
}

/// Defines the element, unless the page has it already.
export function defineElement(): void {
  if (!customElements.get("stagescope-playground")) customElements.define("stagescope-playground", StagescopePlayground);
}
