/// All that a running page is made of: the editor, the glue of the wasm, the style. The entry points load it when the first element
/// needs it, so a page of documentation that nobody scrolls through loads little more than the element.

import { EditorView } from "@codemirror/view";

export { default as init, mount } from "stagescope-web";
export { setDataSource } from "./data.ts";
export { default as pageStyle } from "./page-style.ts";

/// The texts of the editors below `root`, each with its label: what was typed, whatever became of the wasm.
export function editorTexts(root: ShadowRoot): [string, string][] {
  const texts: [string, string][] = [];
  for (const content of root.querySelectorAll<HTMLElement>(".cm-content")) {
    const view = EditorView.findFromDOM(content);
    if (view) texts.push([content.getAttribute("aria-label") ?? "Dockerfile", view.state.doc.toString()]);
  }
  return texts;
}
