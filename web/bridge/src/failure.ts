/// What a reader sees when the playground cannot go on.

import { say } from "./messages/element.ts";

/// The wasm did not arrive or did not start.
export function loadFailure(error: unknown, retry: () => void): HTMLElement {
  const reason =
    typeof WebAssembly === "undefined"
      ? say("no_webassembly")
      : error instanceof Error
        ? error.message
        : String(error);
  return notice(say("could_not_start"), reason, [], button(say("try_again"), retry));
}

/// The wasm stopped for good. `texts` are what was typed, each with its label.
export function brokenNotice(texts: [string, string][]): HTMLElement {
  const fields = texts.map(([label, value]) => {
    const field = document.createElement("textarea");
    field.readOnly = true;
    field.value = value;
    field.rows = 16;
    field.setAttribute("aria-label", label);
    return field;
  });
  const reload = button(say("reload"), () => location.reload());
  return notice(say("broke"), say("copy_first"), fields, reload);
}

function notice(title: string, detail: string, fields: HTMLElement[], action: HTMLElement): HTMLElement {
  const box = document.createElement("section");
  box.className = "st-notice";
  // A live region speaks only of what is put in later; an alert speaks at once.
  box.setAttribute("role", "alert");
  const heading = document.createElement("b");
  heading.textContent = title;
  const text = document.createElement("p");
  text.textContent = detail;
  box.append(heading, text, ...fields, action);
  return box;
}

function button(label: string, onClick: () => void): HTMLElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", onClick);
  return element;
}
