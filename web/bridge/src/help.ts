/// The texts that explain, as elements. They are loaded when the first of them is asked for.

import { loadData } from "./data.ts";
import { say } from "./messages/editor.ts";
import { showMarkup } from "./trust.ts";

let texts: Promise<Record<string, string>> | undefined;

/// The text about a topic as HTML of our own; empty when there is none, or when it did not arrive.
export async function textOf(topic: string): Promise<string> {
  texts ??= loadData("help.json").then((text) => JSON.parse(text) as Record<string, string>);
  try {
    return (await texts)[topic] ?? "";
  } catch {
    texts = undefined;
    return "";
  }
}

/// Opens the page of the reference about a topic.
function exampleButton(topic: string): HTMLElement {
  const button = document.createElement("button");
  button.className = "button small";
  button.type = "button";
  button.dataset.open = `reference ${topic}`;
  button.textContent = say("example");
  return button;
}

/// What is known of a thing: its name, what is so here, and below it the text about its topic once that has arrived.
export function helpCard(title: string, facts: readonly string[], topic: string | null): HTMLElement {
  const card = document.createElement("div");
  card.className = "st-help";
  // The engine and its texts speak English.
  card.lang = "en";
  if (title !== "") {
    const name = document.createElement("b");
    name.textContent = title;
    card.append(name);
  }
  for (const fact of facts) {
    const line = document.createElement("p");
    line.className = "st-fact";
    line.textContent = fact;
    card.append(line);
  }
  if (topic) {
    const about = document.createElement("div");
    about.className = "st-about";
    card.append(about);
    void textOf(topic).then((html) => {
      showMarkup(about, html);
      if (html !== "") about.append(exampleButton(topic));
      // Who waits for all that is to be read.
      card.dispatchEvent(new Event("load"));
    });
  }
  return card;
}
