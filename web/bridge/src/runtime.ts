/// All that a running page begins with: the glue of the wasm, the style, a plain editor. The entry points load it when the first element
/// needs it, so a page of documentation that nobody scrolls through loads little more than the element.

export { default as init, mount } from "stagescope-web";
export { setDataSource } from "./data.ts";
export { editorTexts } from "./editor.ts";
export { default as pageStyle } from "./page-style.ts";
