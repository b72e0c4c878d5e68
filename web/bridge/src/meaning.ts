/// What the word under the pointer or at the caret means.

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { type Command, EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import { ask, type Meaning } from "./asking.ts";
import { helpCard } from "./help.ts";
import { say } from "./messages/editor.ts";

const setCard = StateEffect.define<Tooltip | null>();

const cardField = StateField.define<Tooltip | null>({
  create: () => null,
  update(card, tr) {
    if (tr.docChanged || tr.selection) card = null;
    for (const effect of tr.effects) if (effect.is(setCard)) card = effect.value;
    return card;
  },
  provide: (field) => showTooltip.from(field),
});

function tooltip({ from, to, title, facts, topic }: Meaning): Tooltip {
  return { pos: from, end: to, above: true, create: () => ({ dom: helpCard(title, facts, topic) }) };
}

/// Opens the card at the caret, and has it read out: it is not focused, so a screen reader would not notice it.
export const explain: Command = (view) => {
  const found = ask(view.state, "hover", view.state.selection.main.head);
  if (!found) {
    view.dispatch({ effects: EditorView.announce.of(say("nothing_to_say")) });
    return true;
  }
  const dom = helpCard(found.title, found.facts, found.topic);
  dom.addEventListener("load", () => view.dispatch({ effects: EditorView.announce.of(dom.innerText) }), { once: true });
  view.dispatch({ effects: setCard.of({ ...tooltip(found), create: () => ({ dom }) }) });
  return true;
};

const close: Command = (view) => {
  if (!view.state.field(cardField)) return false;
  view.dispatch({ effects: setCard.of(null) });
  return true;
};

/// The extension.
export const meaning: Extension = [
  cardField,
  hoverTooltip((view, pos) => {
    const found = ask(view.state, "hover", pos);
    return found && tooltip(found);
  }),
  keymap.of([{ key: "Escape", run: close }]),
];
