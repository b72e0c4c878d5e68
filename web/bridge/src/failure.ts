/// What a reader sees when the playground cannot go on.

/// The wasm did not arrive or did not start.
export function loadFailure(error: unknown, retry: () => void): HTMLElement {
  const reason =
    typeof WebAssembly === "undefined"
      ? "This browser has no WebAssembly, or it is switched off. What stands below can be read all the same."
      : error instanceof Error
        ? error.message
        : String(error);
  return notice("The playground could not start.", reason, [], button("Try again", retry));
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
  const reload = button("Reload", () => location.reload());
  return notice("Something broke. Your text is kept: reload.", "Or copy it from here first.", fields, reload);
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
