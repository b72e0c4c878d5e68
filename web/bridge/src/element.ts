/// The custom element `<stagescope-playground>`. It is the same in all homes; its attributes tell it where it is.
///
/// | attribute | value |
/// | --- | --- |
/// | `home` | `site`, `widget` (default), `offline` |
/// | `target`, `platform` | as for `docker build` |
/// | `args` | build arguments, `A=1,B=2` or one a line |
/// | `view` | `editor`, `stages`, `image`, `build`, `whatIf`, `compare`, `advice`: what is shown first |
/// | `editor` | `edit` (default), `read` |
/// | `theme` | `auto` (default: the system's), `light`, `dark`; followed live |
/// | `loading` | `lazy` (default of a widget: when it comes near the screen), `eager` |
/// | `height` | a CSS length, or `auto` (default); followed live |
///
/// The Dockerfile is the text of the first `<pre><code>` inside, and `<pre data-file=".dockerignore">` may hold a .dockerignore. Both
/// stay where they are: they are what a reader sees without JavaScript, while loading, and when loading fails.

import type { Playground, Settings, SharedState } from "stagescope-web";
import { Address, type Asked } from "./address.ts";
import { codeText, type Home, oneOf, parseArguments, parseHeight, VIEWS } from "./attributes.ts";
import elementStyle from "./element.css";
import { startEngine, stopEngine } from "./engine.ts";
import { brokenNotice, loadFailure } from "./failure.ts";
import pageStyle from "./page-style.ts";
import { linkState } from "./share.ts";
import { isTabAhead } from "./storage.ts";
import { ThemeSwitch } from "./theme-switch.ts";

/// How far from the screen a lazy element starts to load.
const NEAR = "200px";
/// Room that a widget of automatic height keeps free while it loads, so that the text below does not jump: the height of
/// `.home-widget` in `web/style.css`.
const ROOM = "42rem";

/// Elements that run. A panic kills the wasm instance that they share, so it ends them all.
const running = new Set<StagescopePlayground>();

let sheets: CSSStyleSheet[] | undefined;

/// One pair of sheets for all elements. Constructed, because a strict style policy refuses `<style>`.
function sharedSheets(): CSSStyleSheet[] {
  sheets ??= [elementStyle, pageStyle].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return sheets;
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
  /// The running page, once there is one.
  playground: Playground | null;
}

/// The element.
export class StagescopePlayground extends HTMLElement {
  static readonly observedAttributes = ["theme", "height"];

  readonly #root = this.attachShadow({ mode: "open" });
  #life: Life | null = null;
  /// The last text that the page told of or opened with, kept when the element leaves the document and comes back; null before.
  #text: string | null = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = sharedSheets();
  }

  /// The Dockerfile as it is now.
  get text(): string {
    return this.#text ?? this.#code("pre:not([data-file]) code") ?? "";
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

  attributeChangedCallback(): void {
    this.#layOut();
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
    status.textContent = "Loading…";
    const fallback = document.createElement("slot");
    frame.append(status, fallback, container);
    this.#root.replaceChildren(frame);

    const loading = oneOf(this.getAttribute("loading"), ["lazy", "eager"]) ?? (this.#home === "widget" ? "lazy" : "eager");
    const theme = new ThemeSwitch([frame, container]);
    const observer = loading === "lazy" ? this.#whenNear() : null;
    const address = this.#home === "widget" ? null : new Address((asked) => this.#reopen(asked));
    return { frame, container, status, fallback, theme, observer, address, notice: null, playground: null };
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
      const [mount, asked] = await Promise.all([startEngine(), life?.address?.read()]);
      // It may have left the document, or have left and come back, while the wasm was on its way.
      if (!life || life !== this.#life || life.notice) return;
      // Shown before the page is built in it: the editor measures itself.
      life.container.hidden = false;
      life.playground = mount(life.container, this.#settings(asked, this.#isAhead));
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
    const mount = await startEngine();
    if (life !== this.#life || life.notice || !life.playground) return;
    this.#text = life.playground.text();
    life.playground.destroy();
    life.playground = mount(life.container, this.#settings(asked));
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
    return {
      home: this.#home,
      dockerfile: dockerfile ?? this.#text ?? this.#code("pre:not([data-file]) code"),
      dockerignore: file(".dockerignore") ?? (dockerfile === null ? this.#code('pre[data-file=".dockerignore"]') : null),
      target: link?.target ?? this.getAttribute("target"),
      platform: link?.platform ?? this.getAttribute("platform"),
      args: [...parseArguments(this.getAttribute("args")), ...(link?.args ?? [])].map(([name, value]) => [name, value]),
      view: link?.view ?? oneOf(this.getAttribute("view"), VIEWS),
      line: link?.line ?? null,
      notice: asked?.notice ?? null,
      readOnly: this.getAttribute("editor") === "read",
      storageKey: this.#storageKey,
      onEvent: (name, detail) => this.#onEvent(name, detail),
    };
  }

  #code(selector: string): string | null {
    const block = this.querySelector(selector);
    return block ? codeText(block.textContent ?? "") : null;
  }

  #onEvent(name: string, detail: unknown): void {
    if (name === "state") {
      // Between the page and its address; for the host there is `change`.
      this.#life?.address?.follow(linkState(detail as SharedState));
      return;
    }
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
    life.notice = brokenNotice(this.#root, this.text);
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
    if (life.playground) {
      this.#text = life.playground.text();
      life.playground.destroy();
    }
    this.#root.replaceChildren();
  }
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
