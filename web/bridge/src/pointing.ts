/// Which line the pointer is over.

import type { Extension } from "@codemirror/state";
import { type EditorView, ViewPlugin } from "@codemirror/view";

/// The extension: calls `onPoint` with the start of the line under the pointer whenever that changes, and with null when the pointer
/// leaves the lines.
export function pointing(onPoint: (offset: number | null) => void): Extension {
  return ViewPlugin.define((view) => {
    let last: number | null = null;
    const tell = (offset: number | null) => {
      if (offset === last) return;
      last = offset;
      onPoint(offset);
    };
    const move = (event: MouseEvent) => tell(lineAt(view, event.clientY));
    const leave = () => tell(null);
    // On the scroller, so that the gutter counts as part of its line.
    view.scrollDOM.addEventListener("mousemove", move);
    view.scrollDOM.addEventListener("mouseleave", leave);
    return {
      destroy() {
        view.scrollDOM.removeEventListener("mousemove", move);
        view.scrollDOM.removeEventListener("mouseleave", leave);
      },
    };
  });
}

function lineAt(view: EditorView, clientY: number): number | null {
  const height = clientY - view.documentTop;
  const block = view.lineBlockAtHeight(height);
  return height >= block.top && height <= block.bottom ? block.from : null;
}
