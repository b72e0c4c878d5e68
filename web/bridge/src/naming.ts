/// Where a stage, a build argument or a variable is defined and used, and another name for a stage.

import { EditorSelection, type Extension, StateEffect, StateField } from "@codemirror/state";
import { type Command, EditorView, type Panel, showPanel } from "@codemirror/view";
import { ask } from "./asking.ts";
import { applyEdits } from "./edits.ts";
import { say } from "./messages/editor.ts";

function go(view: EditorView, { from, to }: { from: number; to: number }, said: string): void {
  const selection = EditorSelection.range(from, to);
  view.dispatch({
    selection,
    effects: [EditorView.scrollIntoView(selection, { y: "nearest", yMargin: 80 }), EditorView.announce.of(said)],
  });
}

/// To the definition of what stands at an offset.
function define(view: EditorView, at: number): boolean {
  const all = ask(view.state, "occurrences", at);
  // Of several definitions, such as those of a build argument, the one above.
  const above = all.filter((it) => it.definition && it.from <= at);
  const found = above.find((it) => it.to < at) ?? above[0] ?? all.find((it) => it.definition);
  if (!found) return false;
  go(view, found, say("definition", { line: view.state.doc.lineAt(found.from).number }));
  return true;
}

/// Goes to the definition of what stands at the caret.
export const toDefinition: Command = (view) => {
  if (!define(view, view.state.selection.main.head)) {
    view.dispatch({ effects: EditorView.announce.of(say("no_definition")) });
  }
  return true;
};

/// Goes to the next place where the same is named.
export const toNext: Command = (view) => {
  const { head } = view.state.selection.main;
  const all = ask(view.state, "occurrences", head);
  const next = (all.findIndex(({ from, to }) => from <= head && head <= to) + 1) % all.length;
  const found = all[next];
  if (found) go(view, found, say("place_of_name", { place: next + 1, count: all.length, line: view.state.doc.lineAt(found.from).number }));
  else view.dispatch({ effects: EditorView.announce.of(say("named_nowhere")) });
  return true;
};

const setPanel = StateEffect.define<boolean>();

function renamePanel(tell: (from: string, to: string) => void) {
  return (view: EditorView): Panel => {
    const at = view.state.selection.main.head;
    const old = ask(view.state, "rename", at)?.old ?? "";
    const dom = document.createElement("form");
    dom.className = "st-rename";
    const label = document.createElement("label");
    label.textContent = `${old === "" ? say("name_of_stage") : say("new_name_of", { name: old })} `;
    const field = document.createElement("input");
    field.className = "cm-textfield";
    field.value = old;
    field.name = "stage";
    field.autocomplete = "off";
    field.spellcheck = false;
    label.append(field);
    const button = document.createElement("button");
    button.className = "cm-button";
    button.textContent = say("rename");
    const problem = document.createElement("span");
    problem.className = "st-problem";
    problem.lang = "en";
    problem.setAttribute("role", "status");
    dom.append(label, button, problem);
    const answer = () => (field.value.trim() === "" ? null : ask(view.state, "rename", at, field.value.trim()));
    field.addEventListener("input", () => {
      problem.textContent = answer()?.problem ?? "";
    });
    const leave = () => {
      view.dispatch({ effects: setPanel.of(false) });
      view.focus();
    };
    dom.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = answer();
      problem.textContent = found?.problem ?? "";
      if (!found || found.problem !== "") return;
      leave();
      applyEdits(view, found.edits);
      tell(old, field.value.trim().toLowerCase());
      view.dispatch({ effects: EditorView.announce.of(say("renamed", { n: found.edits.length })) });
    });
    dom.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        leave();
      }
      // They are not meant for the text.
      event.stopPropagation();
    });
    return {
      dom,
      top: true,
      mount: () => {
        field.focus();
        field.select();
      },
    };
  };
}

/// Asks for another name of the stage at the caret.
export const rename: Command = (view) => {
  if (view.state.readOnly) return false;
  const found = ask(view.state, "rename", view.state.selection.main.head);
  view.dispatch({ effects: found ? setPanel.of(true) : EditorView.announce.of(say("no_stage_named")) });
  return true;
};

/// The extension. `onRenamed` hears the old and the new name of a stage.
export function naming(onRenamed: (from: string, to: string) => void): Extension {
  const panel = renamePanel(onRenamed);
  const panelField = StateField.define<boolean>({
    create: () => false,
    update(open, tr) {
      // The panel is about a place in the text.
      if (tr.docChanged) open = false;
      for (const effect of tr.effects) if (effect.is(setPanel)) open = effect.value;
      return open;
    },
    provide: (field) => showPanel.from(field, (open) => (open ? panel : null)),
  });
  return [
    panelField,
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (!(event.metaKey || event.ctrlKey) || event.button !== 0) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at === null || !define(view, at)) return false;
        event.preventDefault();
        return true;
      },
    }),
  ];
}
