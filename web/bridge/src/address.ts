/// The address of the page: what it says at the start, and what is written to it while somebody works. Only the site and the offline
/// file have one; the address of a page with a widget belongs to that page.

import { LinkError, type LinkState, readLink, writeLink } from "./link.ts";
import { ownAddress } from "./lessons.ts";
import { say } from "./messages/element.ts";
import { secretIn } from "./secrets.ts";

/// How long nothing has to change before the address does, in milliseconds.
const PAUSE = 500;

/// What the address asks for.
export interface Asked {
  /// What to open; null when it asks for nothing.
  readonly state: LinkState | null;
  /// What to tell the reader; null when there is nothing to say.
  readonly notice: string | null;
}

/// Reads and writes the address.
export class Address {
  readonly #onAsked: (asked: Asked) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /// A link that could not be read stays where it is.
  #untouchable = false;
  /// Files of the link that the page does not show, so that they are not lost.
  #others: LinkState["files"] = [];
  /// Name of the lesson that the address names.
  #lesson: string | null = null;
  #generation = 0;

  /// `onAsked` hears of another link in the same page: it was followed, or somebody went back.
  constructor(onAsked: (asked: Asked) => void) {
    this.#onAsked = onAsked;
    window.addEventListener("hashchange", this.#changed);
  }

  /// What the address asks for now.
  async read(): Promise<Asked> {
    clearTimeout(this.#timer);
    this.#generation += 1;
    try {
      const state = await readLink(location.hash);
      this.#untouchable = false;
      if (state && state.lessons !== null && ownAddress(state.lessons, document.baseURI) === null) {
        throw new LinkError(say("link_to_lessons"));
      }
      this.#lesson = state?.lesson ?? null;
      this.#others = state?.files.filter(([name]) => name !== "Dockerfile" && name !== ".dockerignore") ?? [];
      return { state, notice: null };
    } catch (error) {
      this.#untouchable = true;
      const reason = error instanceof LinkError ? error.message : say("link_damaged");
      return { state: null, notice: say("link_refused", { reason }) };
    }
  }

  /// Has the address follow `state`, soon.
  follow(state: LinkState): void {
    clearTimeout(this.#timer);
    if (this.#untouchable) return;
    const isOther = state.lesson !== this.#lesson;
    this.#lesson = state.lesson;
    // A reload must not open a lesson that was closed: without a link, the page opens what the tab kept.
    if (isOther && state.lesson === null) history.replaceState(history.state, "", location.pathname + location.search);
    this.#timer = setTimeout(() => void this.#write(state), isOther ? 0 : PAUSE);
  }

  /// Stops reading and writing.
  stop(): void {
    clearTimeout(this.#timer);
    this.#generation += 1;
    window.removeEventListener("hashchange", this.#changed);
  }

  async #write(state: LinkState): Promise<void> {
    const generation = ++this.#generation;
    const files = [...state.files, ...this.#others];
    // An address is copied without a question, so what looks like a secret does not get there; the text is in the storage all the same.
    const isSecret = secretIn(files.map(([, text]) => text), state.args) !== null;
    const hash = isSecret ? null : await writeLink({ ...state, files });
    if (generation !== this.#generation) return;
    history.replaceState(history.state, "", hash ?? location.pathname + location.search);
  }

  readonly #changed = async () => {
    const asked = await this.read();
    if (asked.state || asked.notice) this.#onAsked(asked);
  };
}
