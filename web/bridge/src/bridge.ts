/// Everything that the page's Rust side calls, and nothing else. `web/src/bridge.rs` declares the same names.

export {
  applyEdits,
  createEditor,
  destroyEditor,
  reveal,
  setBands,
  setDiagnostics,
  setLit,
  setText,
  translateEditor,
} from "./editor.ts";
export type { EditorHandle, EditorOptions } from "./editor.ts";
export { copyText } from "./clipboard.ts";
export { loadDataWhenIdle, loadRulePage } from "./data.ts";
export { startLater } from "./engine.ts";
export { exportText } from "./exports.ts";
export { chooseFiles, watchDrops } from "./files.ts";
export { lessonText, loadLessons } from "./lessons.ts";
export { watchGraph } from "./graph.ts";
export { readFile } from "./progress.ts";
export { saveFile, savePage } from "./save.ts";
export { copyLesson, share } from "./share.ts";
export { watchPage } from "./page.ts";
export { openSite } from "./site.ts";
export { listTexts, loadTabText, removeText, saveTabText, saveText } from "./storage.ts";
export { timeText } from "./time.ts";
export { showAllMarkup } from "./trust.ts";
export type { Opened } from "./opened.ts";
export type { Edit, EditorDiagnostic, EditorFix, Level, LitRange, StageBand } from "./report.ts";
