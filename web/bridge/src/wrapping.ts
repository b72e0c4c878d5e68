/// Long lines scroll sideways in a wide editor and wrap in a narrow one, where sideways scrolling would hide most of each line.

import { Compartment, type Extension } from "@codemirror/state";
import { EditorView, ViewPlugin } from "@codemirror/view";

/// Width in CSS pixels below which lines wrap.
const NARROW = 480;

/// The extension.
export function wrapWhenNarrow(): Extension {
  const wrapping = new Compartment();
  const watcher = ViewPlugin.define((view) => {
    let wraps = false;
    const observer = new ResizeObserver(([entry]) => {
      const narrow = entry !== undefined && entry.contentRect.width < NARROW;
      if (narrow === wraps) return;
      wraps = narrow;
      // In the next frame: a change of layout from inside the observer would be reported as a loop.
      requestAnimationFrame(() => {
        if (view.dom.isConnected) view.dispatch({ effects: wrapping.reconfigure(narrow ? EditorView.lineWrapping : []) });
      });
    });
    observer.observe(view.dom);
    return { destroy: () => observer.disconnect() };
  });
  return [wrapping.of([]), watcher];
}
