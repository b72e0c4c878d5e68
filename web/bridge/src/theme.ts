/// How the editor looks. Every colour is a token of the page (`web/style.css`), which reaches into the shadow root.

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/// The eight colours of stages.
const slots = [0, 1, 2, 3, 4, 5, 6, 7];
const focusRing = { outline: "2px solid var(--accent)", outlineOffset: "-2px" };
const button = {
  font: "600 12px/1.3 var(--font)",
  color: "var(--ink)",
  background: "var(--sunk)",
  border: "1px solid var(--line)",
  borderRadius: "var(--r1)",
  padding: "5px 9px",
  cursor: "pointer",
};
const tooltip = {
  font: "13px/1.45 var(--font)",
  color: "var(--ink)",
  background: "var(--surface)",
  border: "1px solid var(--line)",
  borderRadius: "var(--r1)",
  boxShadow: "var(--shadow)",
};
const squiggle = (color: string) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${color} 1px`,
  textUnderlineOffset: "4px",
  textDecorationSkipInk: "none",
});

/// The theme.
export const theme: Extension = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)" },
  // Drawn over the content: the gutter would cover a part of the element's own outline.
  "&.cm-focused": { outline: "none" },
  "&.cm-focused::after": { ...focusRing, content: '""', position: "absolute", inset: "0", zIndex: "300", pointerEvents: "none" },
  ".cm-scroller": { font: "12.5px/21px var(--mono)", overflow: "auto" },
  ".cm-content": { padding: "6px 0 20px", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 12px 0 0" },
  ".cm-content ::selection, .cm-content::selection": { backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)" },

  ".cm-gutters": { color: "var(--ink-3)", backgroundColor: "var(--surface)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "28px", padding: "0 12px 0 0" },
  ".cm-activeLineGutter": { color: "var(--ink)", backgroundColor: "transparent" },
  ".st-lit-number": { color: "var(--ink)", backgroundColor: "var(--accent-soft)", fontWeight: "700" },
  ...Object.fromEntries(slots.map((slot) => [`.st-lit-number.lit-st${slot}`, { backgroundColor: `var(--st${slot}s)` }])),
  ".st-strips": { width: "5px" },
  ".st-strips .st-strip.st-strip": { backgroundColor: "var(--c)" },

  ".st-lens": {
    font: "11px/20px var(--font)",
    color: "var(--ink-3)",
    whiteSpace: "nowrap",
    overflow: "hidden",
    textOverflow: "ellipsis",
  },
  ".st-answer": { font: "11.5px/20px var(--mono)", color: "var(--ink-2)", whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis" },
  ".st-answer b": { color: "var(--accent)", fontWeight: "600" },
  ".st-lens b": { color: "var(--c)", fontWeight: "600" },

  ".st-lit": { backgroundColor: "var(--cs, var(--accent-soft))" },
  // Where the system chooses the colors there is no soft background, so an outline stands for it.
  "@media (forced-colors: active)": { ".st-lit": { outline: "1px solid Highlight" } },

  ".cm-lintRange": { paddingBottom: "0" },
  ".cm-lintRange-error": squiggle("var(--bad)"),
  ".cm-lintRange-warning": squiggle("var(--warn)"),
  ".cm-lintRange-info": squiggle("var(--accent)"),
  ".cm-lintRange-hint": squiggle("var(--ink-3)"),
  ".cm-lintPoint:after": { borderBottomColor: "var(--bad)" },
  ".cm-lintPoint-warning:after": { borderBottomColor: "var(--warn)" },
  ".cm-lintPoint-info:after": { borderBottomColor: "var(--accent)" },
  ".cm-lintPoint-hint:after": { borderBottomColor: "var(--ink-3)" },
  ".cm-gutter-lint": { width: "15px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "6px 3px" },
  // Shape as well as color tells how serious it is: disc, triangle, ring, dot.
  ".cm-lint-marker": { content: "normal", width: "9px", height: "9px", boxSizing: "border-box", borderRadius: "50%" },
  ".cm-lint-marker-error": { backgroundColor: "var(--bad)" },
  ".cm-lint-marker-warning": {
    backgroundColor: "var(--warn)",
    borderRadius: "0",
    clipPath: "polygon(50% 0, 100% 100%, 0 100%)",
  },
  ".cm-lint-marker-info": { border: "2px solid var(--accent)" },
  ".cm-lint-marker-hint": { border: "2px solid transparent", backgroundColor: "var(--ink-3)", backgroundClip: "padding-box" },

  ".cm-tooltip": tooltip,
  ".cm-tooltip-lint": { margin: "0", padding: "0", maxWidth: "min(440px, 86vw)" },
  ".cm-diagnostic": { padding: "9px 12px", margin: "0", border: "none", borderLeft: "4px solid var(--ink-3)", borderRadius: "3px" },
  ".cm-diagnostic + .cm-diagnostic": { borderTop: "1px solid var(--line-2)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--accent)" },
  ".cm-diagnosticText b": { fontWeight: "600" },
  ".st-why": { display: "block", color: "var(--ink-2)", marginTop: "2px" },
  ".cm-diagnosticSource": { font: "11px/1.4 var(--mono)", color: "var(--ink-3)", opacity: "1", marginTop: "7px" },
  ".cm-diagnosticAction": { ...button, margin: "8px 6px 0 0" },
  ".cm-diagnosticAction:hover": { borderColor: "var(--accent)" },
  ".cm-diagnosticAction:focus-visible": focusRing,

  ".st-fixes": { display: "grid", padding: "4px", minWidth: "180px", maxWidth: "min(440px, 86vw)" },
  ".st-fixes button": { ...button, border: "none", background: "none", textAlign: "left", padding: "6px 9px" },
  ".st-fixes .st-look": { justifySelf: "start", margin: "0 0 4px", padding: "2px 9px", font: "12px/1.4 var(--font)", textDecoration: "underline", color: "var(--ink-2)" },
  ".st-fixes button:hover, .st-fixes button:focus": { ...focusRing, backgroundColor: "var(--accent-soft)" },

  ".cm-tooltip-autocomplete": { maxWidth: "min(520px, 92vw)" },
  ".cm-tooltip-autocomplete > ul": { font: "12.5px/1.5 var(--mono)", maxHeight: "15em" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 9px", minHeight: "24px", boxSizing: "border-box" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { ...focusRing, color: "var(--ink)", backgroundColor: "var(--accent-soft)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { font: "12px/1.5 var(--font)", color: "var(--ink-3)", marginLeft: "12px" },
  ".cm-tooltip.cm-completionInfo": { padding: "0", maxWidth: "min(340px, 80vw)" },
  ".st-help": { padding: "9px 12px", maxWidth: "min(460px, 86vw)", maxHeight: "50vh", overflow: "auto", boxSizing: "border-box" },
  ".st-help > b": { font: "600 12.5px/1.4 var(--mono)", overflowWrap: "anywhere" },
  ".st-help p": { margin: "4px 0 0" },
  ".st-help .st-fact": { overflowWrap: "anywhere" },
  ".st-about": { color: "var(--ink-2)" },
  ".st-about pre": { font: "12px/1.5 var(--mono)", margin: "6px 0 0", padding: "6px 8px", background: "var(--sunk)", overflowX: "auto" },
  ".st-about code": { font: "12px/1.5 var(--mono)" },
  ".st-rename": { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "8px", padding: "8px", font: "12px/1.5 var(--font)" },
  ".st-problem": { color: "var(--bad)" },
  ".st-standing": {
    font: "12px/1.5 var(--font)",
    color: "var(--ink-2)",
    padding: "4px 12px",
    // What has no room goes on a second line, which is not seen: the first says what matters most.
    display: "flex",
    flexWrap: "wrap",
    gap: "0 16px",
    height: "18px",
    boxSizing: "content-box",
    whiteSpace: "nowrap",
    overflow: "hidden",
  },
  ".st-standing span": { maxWidth: "100%", overflow: "hidden", textOverflow: "ellipsis" },
  ".st-standing i": { fontStyle: "normal", color: "var(--ink-3)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)", zIndex: "1" },
  ".cm-foldGutter": { width: "14px" },
  ".cm-foldGutter .cm-gutterElement": { color: "var(--ink-3)", cursor: "pointer", textAlign: "center" },
  ".cm-foldPlaceholder": { color: "var(--ink-3)", background: "var(--sunk)", border: "1px solid var(--line)", borderRadius: "var(--r1)", padding: "0 6px", margin: "0 4px" },

  ".st-effect": { display: "block", font: "12px/1.4 var(--font)", color: "var(--ink-2)", marginTop: "2px" },

  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--sunk)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { font: "12px/1.5 var(--font)", padding: "8px 28px 8px 8px" },
  ".cm-panel.cm-search label": { fontSize: "12px" },
  ".cm-textfield": {
    font: "12px var(--mono)",
    color: "var(--ink)",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--line)",
    borderRadius: "var(--r1)",
    padding: "4px 7px",
  },
  ".cm-panel .cm-button": { ...button, backgroundImage: "none", backgroundColor: "var(--surface)" },
  ".cm-panel.cm-search [name=close]": { color: "var(--ink-2)", fontSize: "18px", padding: "0 6px", top: "6px" },
  ".cm-textfield:focus, .cm-panel button:focus-visible": focusRing,
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--warn) 40%, transparent)" },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-soft)" },
  ".cm-specialChar": { color: "var(--bad)" },
});
