/// What is in force where the caret stands, in one line below the text.

import type { Extension } from "@codemirror/state";
import { type EditorView, type Panel, showPanel, type ViewUpdate } from "@codemirror/view";
import { ask, type Standing } from "./asking.ts";
import { say } from "./messages/editor.ts";

/// How long the caret has to rest, in milliseconds.
const REST = 200;

/// The line as pairs of a name and what it is.
function words({ stage, dir, user, shell, variables }: Standing): [string, string][] {
  const all: [string, string][] = [
    [say("stage"), stage],
    [say("directory"), dir],
    [say("user"), stage === "" ? "" : user || say("not_set")],
    [say("shell"), shell],
    [say(stage === "" ? "arguments" : "variables"), variables.join(" ")],
  ];
  return all.filter(([, value]) => value !== "");
}

function panel(view: EditorView): Panel {
  const dom = document.createElement("div");
  dom.className = "st-standing";
  dom.setAttribute("role", "group");
  dom.setAttribute("aria-label", say("at_caret"));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    const found = ask(view.state, "standing", view.state.selection.main.head);
    const parts = (found ? words(found) : []).map(([name, value]) => {
      const part = document.createElement("span");
      const label = document.createElement("i");
      label.textContent = name;
      part.append(label, ` ${value}`);
      return part;
    });
    dom.replaceChildren(...parts);
    dom.title = dom.innerText;
  };
  timer = setTimeout(show, REST);
  return {
    dom,
    update({ docChanged, selectionSet }: ViewUpdate) {
      if (!docChanged && !selectionSet) return;
      clearTimeout(timer);
      timer = setTimeout(show, REST);
    },
    destroy: () => clearTimeout(timer),
  };
}

/// The extension.
export const standing: Extension = showPanel.of(panel);
