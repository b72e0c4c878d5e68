/// The menu of quick fixes and larger changes at the cursor.

import { type EditorState, type Extension, Facet, StateEffect, StateField } from "@codemirror/state";
import { closeHoverTooltips, type Command, EditorView, showTooltip, type Tooltip } from "@codemirror/view";
import { ask, type Refactor } from "./asking.ts";
import { applyEdits } from "./edits.ts";
import { applyFix, type Finding, findings, fixLabel } from "./lint.ts";
import { say } from "./messages/editor.ts";
import type { EditorFix } from "./report.ts";

interface Offer {
  readonly finding: Finding;
  readonly fix: EditorFix;
}

/// Shows what a change would do: where it was asked for, and its place among those that are offered there.
type Preview = (at: number, change: number) => void;

const previewing = Facet.define<Preview, Preview>({ combine: ([preview]) => preview ?? (() => {}) });

const setMenu = StateEffect.define<Tooltip | null>();

const menuField = StateField.define<Tooltip | null>({
  create: () => null,
  update(menu, tr) {
    if (tr.docChanged) menu = null;
    for (const effect of tr.effects) if (effect.is(setMenu)) menu = effect.value;
    return menu;
  },
  provide: (field) => showTooltip.from(field),
});

/// The fixes that the cursor offers: those of the findings that it touches, else those of the findings on its line.
export function offersAtCursor(state: EditorState): Offer[] {
  if (state.readOnly) return [];
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const fixable = findings(state).filter(({ finding }) => finding.origin.fixes.length > 0);
  const touched = fixable.filter(({ from, to }) => from <= main.to && to >= main.from);
  const near = touched.length > 0 ? touched : fixable.filter(({ from, to }) => from <= line.to && to >= line.from);
  return near.flatMap(({ finding }) => finding.origin.fixes.map((fix) => ({ finding, fix })));
}

function close(view: EditorView): void {
  if (view.state.field(menuField)) view.dispatch({ effects: setMenu.of(null) });
}

function changeButton(view: EditorView, { title, effect, review, edits }: Refactor): HTMLButtonElement {
  const button = document.createElement("button");
  button.textContent = title;
  for (const words of [effect, review]) {
    const line = document.createElement("span");
    line.className = "st-effect";
    line.textContent = words;
    if (words !== "") button.append(line);
  }
  button.addEventListener("click", () => {
    close(view);
    // Any change of the text has closed the menu, so the edits fit it.
    applyEdits(view, edits);
    view.dispatch({ effects: EditorView.announce.of(say("change_done", { title, effect })) });
  });
  return button;
}

function previewButton(view: EditorView, { title }: Refactor, at: number, change: number): HTMLButtonElement {
  const button = document.createElement("button");
  button.className = "st-look";
  button.textContent = say("preview_change");
  button.setAttribute("aria-label", say("preview_change_of", { title }));
  button.addEventListener("click", () => {
    close(view);
    view.state.facet(previewing)(at, change);
  });
  return button;
}

function fixButton(view: EditorView, { finding, fix }: Offer): HTMLButtonElement {
  const button = document.createElement("button");
  button.textContent = fixLabel(fix);
  button.addEventListener("click", () => {
    close(view);
    applyFix(view, finding.doc, fix);
  });
  return button;
}

function menuElement(view: EditorView, offers: readonly Offer[], changes: readonly Refactor[]): HTMLElement {
  const menu = document.createElement("div");
  menu.className = "st-fixes";
  menu.lang = "en";
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", say("fixes_and_changes"));
  const at = view.state.selection.main.head;
  const looked = changes.flatMap((it, index) => [changeButton(view, it), previewButton(view, it, at, index)]);
  const buttons = [...offers.map((it) => fixButton(view, it)), ...looked];
  for (const button of buttons) {
    button.type = "button";
    button.setAttribute("role", "menuitem");
    button.tabIndex = -1;
  }
  menu.append(...buttons);
  menu.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((it) => it.matches(":focus"));
    const count = buttons.length;
    const target = { ArrowDown: (at + 1) % count, ArrowUp: (at - 1 + count) % count, Home: 0, End: count - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      buttons[target]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      // Tab goes on from the editor, as from any menu.
      if (event.key === "Escape") event.preventDefault();
      view.focus();
      close(view);
    }
    event.stopPropagation();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && menu.contains(event.relatedTarget)) return;
    // Later, because the focus may also leave while the editor is being updated.
    queueMicrotask(() => view.dom.isConnected && close(view));
  });
  // Without this, a browser that does not focus buttons on click would close the menu before the click arrives.
  menu.addEventListener("mousedown", (event) => event.preventDefault());
  return menu;
}

/// Opens the quick fixes of the finding at the cursor and what can be made of the whole, or says that there is neither.
export const openFixes: Command = (view) => {
  const offers = offersAtCursor(view.state);
  const changes = view.state.readOnly ? [] : ask(view.state, "refactors", view.state.selection.main.head);
  if (offers.length + changes.length === 0) {
    view.dispatch({ effects: EditorView.announce.of(say("no_fix_here")) });
    return true;
  }
  const tooltip: Tooltip = {
    pos: view.state.selection.main.head,
    create: () => {
      const dom = menuElement(view, offers, changes);
      return { dom, mount: () => dom.querySelector("button")?.focus({ preventScroll: true }) };
    },
  };
  // The card of the finding says the same and would cover the menu.
  view.dispatch({ effects: [setMenu.of(tooltip), closeHoverTooltips] });
  return true;
};

/// The extension behind [`openFixes`]; `preview` shows a change before it is made.
export function quickFixes(preview: Preview): Extension {
  return [menuField, previewing.of(preview)];
}

