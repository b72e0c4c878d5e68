/// How the stage graph is looked at: moved, enlarged and fitted into its pane. Yew draws it; this only places the drawing, by the
/// transformation of the group `.scene`, which Yew leaves alone.
///
/// The graph says in `data-extent` how large it is, and in `data-target` where its target stands: numbers with spaces between.

/// Where the drawing stands: the point of the pane at which it begins, and how much it is enlarged.
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/// A width and a height in CSS pixels.
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/// A box in the drawing.
export interface Box extends Extent {
  readonly x: number;
  readonly y: number;
}

/// The least and the most that it is enlarged by hand, and the most to fill a pane.
const LEAST = 0.08;
const MOST = 3;
const FILLED = 1.15;
/// Below this the words cannot be read: then a part of the graph is shown first, and not all of it.
const READABLE = 0.7;
/// How much a button or a key enlarges, and how far a key moves.
const STEP = 1.25;
const STRIDE = 60;
/// What always stays in view, and the border around what is brought into view.
const REST = 60;
const BORDER = 14;
/// How far a pointer moves before it drags and does not click.
const SLACK = 4;

/// The place that shows all of it.
export function whole(pane: Extent, graph: Extent): Place {
  const scale = Math.max(Math.min(pane.width / graph.width, pane.height / graph.height, FILLED), LEAST);
  return { x: (pane.width - graph.width * scale) / 2, y: (pane.height - graph.height * scale) / 2, scale };
}

/// The place that it is first seen at: all of it while that can be read, else what is around the target.
export function first(pane: Extent, graph: Extent, target: Box): Place {
  const all = whole(pane, graph);
  if (all.scale >= READABLE) return all;
  const scale = READABLE;
  const along = (size: number, whole: number, at: number, length: number) => {
    if (whole * scale <= size) return (size - whole * scale) / 2;
    return Math.min(0, Math.max(size - whole * scale, size / 2 - (at + length / 2) * scale));
  };
  return {
    x: along(pane.width, graph.width, target.x, target.width),
    y: along(pane.height, graph.height, target.y, target.height),
    scale,
  };
}

/// The place after enlarging it around a point of the pane, which stays where it is.
export function zoomed(place: Place, factor: number, x: number, y: number): Place {
  const scale = Math.min(Math.max(place.scale * factor, LEAST), MOST);
  const ratio = scale / place.scale;
  return { x: x - (x - place.x) * ratio, y: y - (y - place.y) * ratio, scale };
}

/// The nearest place that does not lose the drawing.
export function kept(place: Place, pane: Extent, graph: Extent): Place {
  const within = (at: number, size: number, length: number) => Math.min(Math.max(at, REST - length * place.scale), size - REST);
  return { ...place, x: within(place.x, pane.width, graph.width), y: within(place.y, pane.height, graph.height) };
}

/// How far a wheel moves along one side: no further than to the end of what is larger than its pane.
export function rolled(at: number, by: number, size: number, length: number): number {
  const least = Math.min(size - length - BORDER, at);
  const most = Math.max(BORDER, at);
  return length <= size ? at : Math.min(Math.max(at - by, least), most);
}

/// Lets readers move and enlarge the drawing in `graph`, until the function that it gives is called.
export function watchGraph(graph: HTMLElement): () => void {
  const watch = new Watch(graph);
  return () => watch.stop();
}

class Watch {
  readonly #graph: HTMLElement;
  readonly #stopping = new AbortController();
  readonly #observers: { disconnect(): void }[];
  #place: Place = { x: 0, y: 0, scale: 1 };
  /// What decides where it stands: the page, the wish to see all, or the reader.
  #mode: "first" | "whole" | "own" = "first";
  /// Where the pointers that are down were last.
  readonly #down = new Map<number, { x: number; y: number }>();
  #dragged = false;

  constructor(graph: HTMLElement) {
    this.#graph = graph;
    const { signal } = this.#stopping;
    graph.addEventListener("pointerdown", this.#press, { signal });
    graph.addEventListener("pointermove", this.#move, { signal });
    for (const end of ["pointerup", "pointercancel"] as const) graph.addEventListener(end, this.#release, { signal });
    graph.addEventListener("click", this.#click, { signal, capture: true });
    graph.addEventListener("wheel", this.#wheel, { signal, passive: false });
    graph.addEventListener("keydown", this.#key, { signal });
    graph.addEventListener("focusin", this.#focus, { signal });
    const resized = new ResizeObserver(() => this.#lay(false));
    resized.observe(graph);
    const changed = new MutationObserver(() => this.#lay(true));
    changed.observe(graph, { attributes: true, attributeFilter: ["data-extent", "data-target"], childList: true });
    this.#observers = [resized, changed];
    this.#lay(false);
  }

  stop(): void {
    this.#stopping.abort();
    for (const it of this.#observers) it.disconnect();
  }

  get #svg(): SVGSVGElement | null {
    return this.#graph.querySelector(".drawing");
  }

  #numbers(name: "extent" | "target"): number[] {
    return (this.#graph.dataset[name] ?? "").split(" ").map(Number);
  }

  get #extent(): Extent {
    const [width = 1, height = 1] = this.#numbers("extent");
    return { width: Math.max(width, 1), height: Math.max(height, 1) };
  }

  /// Puts it where its mode says, after a change of the pane or of the graph.
  #lay(glides: boolean): void {
    const pane = this.#svg?.getBoundingClientRect();
    if (!pane || pane.width === 0) return;
    const [x = 0, y = 0, width = 0, height = 0] = this.#numbers("target");
    const places = {
      first: () => first(pane, this.#extent, { x, y, width, height }),
      whole: () => whole(pane, this.#extent),
      own: () => this.#place,
    };
    this.#put(places[this.#mode](), glides);
  }

  #put(place: Place, glides: boolean): void {
    const svg = this.#svg;
    const scene = svg?.querySelector<SVGGElement>(".scene");
    if (!svg || !scene) return;
    this.#place = kept(place, svg.getBoundingClientRect(), this.#extent);
    svg.classList.toggle("gliding", glides);
    scene.style.transform = `translate(${this.#place.x}px, ${this.#place.y}px) scale(${this.#place.scale})`;
  }

  #own(place: Place, glides: boolean): void {
    this.#mode = "own";
    this.#put(place, glides);
  }

  #zoom(factor: number): void {
    const pane = this.#svg?.getBoundingClientRect();
    if (pane) this.#own(zoomed(this.#place, factor, pane.width / 2, pane.height / 2), true);
  }

  #showAll(): void {
    this.#mode = "whole";
    this.#lay(true);
  }

  #pan(dx: number, dy: number, glides: boolean): void {
    this.#own({ ...this.#place, x: this.#place.x + dx, y: this.#place.y + dy }, glides);
  }

  readonly #press = (event: PointerEvent) => {
    const isDrawing = event.target instanceof Element && this.#svg?.contains(event.target);
    if (!isDrawing || event.button !== 0) return;
    if (this.#down.size === 0) this.#dragged = false;
    this.#down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };

  readonly #move = (event: PointerEvent) => {
    const last = this.#down.get(event.pointerId);
    const svg = this.#svg;
    if (!last || !svg) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!this.#dragged && this.#down.size === 1) {
      if (Math.hypot(now.x - last.x, now.y - last.y) < SLACK) return;
      // Not before: what has the pointer has the click.
      svg.setPointerCapture(event.pointerId);
    }
    this.#dragged = true;
    const other = [...this.#down].find(([id]) => id !== event.pointerId)?.[1];
    this.#down.set(event.pointerId, now);
    if (!other) {
      this.#pan(now.x - last.x, now.y - last.y, false);
      return;
    }
    const pane = svg.getBoundingClientRect();
    const distance = (it: { x: number; y: number }) => Math.max(Math.hypot(it.x - other.x, it.y - other.y), 1);
    const middle = { x: (now.x + other.x) / 2 - pane.x, y: (now.y + other.y) / 2 - pane.y };
    const place = zoomed(this.#place, distance(now) / distance(last), middle.x, middle.y);
    this.#own({ ...place, x: place.x + (now.x - last.x) / 2, y: place.y + (now.y - last.y) / 2 }, false);
  };

  readonly #release = (event: PointerEvent) => {
    this.#down.delete(event.pointerId);
  };

  /// What ends a drag is no click on what it ends at; and the buttons.
  readonly #click = (event: MouseEvent) => {
    if (this.#dragged) {
      this.#dragged = false;
      event.stopPropagation();
      event.preventDefault();
      return;
    }
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-zoom]") : null;
    switch (button?.dataset.zoom) {
      case "in":
        return this.#zoom(STEP);
      case "out":
        return this.#zoom(1 / STEP);
      case "all":
        return this.#showAll();
    }
  };

  readonly #wheel = (event: WheelEvent) => {
    const svg = this.#svg;
    if (!svg || !(event.target instanceof Element && svg.contains(event.target))) return;
    const pane = svg.getBoundingClientRect();
    // A pinch on a touchpad arrives as a wheel with Ctrl.
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const factor = Math.exp(-Math.min(Math.max(event.deltaY * lines, -60), 60) / 180);
      this.#own(zoomed(this.#place, factor, event.clientX - pane.x, event.clientY - pane.y), false);
      return;
    }
    const { x, y, scale } = this.#place;
    const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    const extent = this.#extent;
    const next = { x: rolled(x, dx, pane.width, extent.width * scale), y: rolled(y, dy, pane.height, extent.height * scale), scale };
    // At its end the page around it scrolls, as with everything that scrolls.
    if (next.x === x && next.y === y) return;
    event.preventDefault();
    this.#own(next, false);
  };

  readonly #key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof Element && this.#svg?.contains(event.target))) return;
    const actions: Record<string, () => void> = {
      "+": () => this.#zoom(STEP),
      "=": () => this.#zoom(STEP),
      "-": () => this.#zoom(1 / STEP),
      "0": () => this.#showAll(),
      ...(event.shiftKey && {
        ArrowLeft: () => this.#pan(STRIDE, 0, true),
        ArrowRight: () => this.#pan(-STRIDE, 0, true),
        ArrowUp: () => this.#pan(0, STRIDE, true),
        ArrowDown: () => this.#pan(0, -STRIDE, true),
      }),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  /// Brings what has the focus into view.
  readonly #focus = (event: FocusEvent) => {
    const node = event.target instanceof Element ? event.target.closest(".node") : null;
    const pane = this.#svg?.getBoundingClientRect();
    if (!node?.matches(":focus-visible") || !pane) return;
    const box = node.getBoundingClientRect();
    const short = (from: number, to: number, start: number, end: number) => Math.max(start + BORDER - from, Math.min(end - BORDER - to, 0));
    const dx = short(box.left, box.right, pane.left, pane.right);
    const dy = short(box.top, box.bottom, pane.top, pane.bottom);
    if (dx !== 0 || dy !== 0) this.#pan(dx, dy, true);
  };
}
