/// The command palette and the help with the keys; loaded when one of them is asked for.

import { EditorView } from "@codemirror/view";
import { EDITOR_COMMANDS } from "./commands.ts";
import { loadData } from "./data.ts";
import { match } from "./fuzzy.ts";
import { textOf } from "./help.ts";
import { type Key, say } from "./messages/palette.ts";
import style from "./palette.css";
import type { Commands } from "./shortcuts.ts";
import { chooseTheme, THEMES } from "./theme-choice.ts";
import { showMarkup } from "./trust.ts";

/// Something that can be done.
export interface Entry {
  /// What it does, as an order.
  readonly title: string;
  /// What it is about.
  readonly group: string;
  /// The control that does it, for those that only open something.
  readonly click?: string | null;
}

interface Offer {
  readonly title: string;
  readonly group: string;
  readonly key: string;
  readonly run: () => void;
}

const IS_MAC = /Mac|iP(hone|ad|od)/.test(navigator.platform);
const WORDS: Record<string, string> = IS_MAC ? { Mod: "⌘", Shift: "⇧", Alt: "⌥" } : { Mod: "Ctrl" };

/// The keys of the page that are no commands of the editor.
const KEYS: readonly (readonly [group: Key, keys: readonly (readonly [string, Key])[]])[] = [
  ["page", [["Mod-K", "all_commands"], ["?", "this_help"], ["← →", "next_tab"], ["Escape", "close_dialog"]]],
  ["graph", [["← → ↑ ↓", "next_node"], ["Enter", "go_to_lines"], ["w", "why_needed"], ["+ −", "zoom"], ["0", "show_all"], ["Shift-← → ↑ ↓", "move_drawing"]]],
  ["leaving", [["Tab", "go_on"], ["Mod-] Mod-[", "indent"]]],
];

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

/// How keys are written on a keyboard.
function keyText(key: string): string {
  const parts = key.length > 1 ? key.split("-").filter((it) => it !== "") : [key];
  return parts.map((it) => WORDS[it] ?? (it.length === 1 ? it.toUpperCase() : it)).join(IS_MAC ? "" : "+");
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const it = document.createElement(name);
  it.className = className;
  if (text !== "") it.textContent = text;
  return it;
}

/// An empty dialog of the page; it is taken away when it closes, and the focus goes back by itself.
function dialogIn(root: HTMLElement, className: string, label: string): HTMLDialogElement | null {
  const shadow = root.getRootNode();
  if (!(shadow instanceof ShadowRoot) || shadow.querySelector("dialog[open]")) return null;
  if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  const dialog = element("dialog", className);
  dialog.setAttribute("aria-label", label);
  dialog.addEventListener("close", () => dialog.remove());
  // A click on what is behind it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  root.parentElement?.append(dialog);
  return dialog;
}

function runInEditor(root: HTMLElement, run: (view: EditorView) => boolean): void {
  const dom = root.querySelector<HTMLElement>(".cm-editor");
  const view = dom && EditorView.findFromDOM(dom);
  if (!view) return;
  // On a narrow page it may be behind another view.
  if (!dom.checkVisibility({ visibilityProperty: true })) root.querySelector<HTMLElement>(".bottom button")?.click();
  requestAnimationFrame(() => {
    view.focus();
    run(view);
  });
}

function click(root: HTMLElement, selector: string): void {
  const control = root.querySelector<HTMLElement>(selector);
  control?.focus();
  control?.click();
}

function offersOf(root: HTMLElement, commands: Commands): Offer[] {
  const page = commands.list().map((it, index): Offer => {
    const { title, group, click: selector } = it;
    return { title, group, key: "", run: () => (selector ? click(root, selector) : commands.chosen(index)) };
  });
  const editor = EDITOR_COMMANDS.map(({ title, key, run }): Offer => ({ title: say(title), group: say("editor"), key, run: () => runInEditor(root, run) }));
  const themes = THEMES.map((theme): Offer => ({ title: say("theme", { name: say(`theme_${theme}`) }), group: say("page"), key: "", run: () => chooseTheme(root, theme) }));
  return [...page, ...editor, ...themes, { title: say("keyboard_shortcuts"), group: say("page"), key: "?", run: () => openHelp(root) }];
}

/// Opens the palette: a field that filters a list, by the pattern of a combobox.
export function openPalette(root: HTMLElement, commands: Commands): void {
  const dialog = dialogIn(root, "palette", say("commands"));
  if (!dialog) return;
  const offers = offersOf(root, commands);
  // They are many: they come when there is something to look for them with.
  void examples().then((all) => {
    offers.push(...Object.keys(all).map((topic): Offer => ({ title: say("reference_of", { topic }), group: say("reference"), key: "", run: () => void openReference(root, topic) })));
    if (!dialog.isConnected) return;
    const chosen = shown[active];
    filter();
    mark(Math.max(chosen ? shown.indexOf(chosen) : 0, 0));
  });
  const input = element("input", "palette-input");
  const list = element("ul", "palette-list");
  const status = element("p", "hidden");
  const attributes = { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list", "aria-label": say("command"), placeholder: say("what_to_do"), autocomplete: "off", spellcheck: "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  list.id = "palette-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say("commands"));
  status.setAttribute("role", "status");
  let shown: Offer[] = [];
  let active = 0;
  const options = () => [...list.querySelectorAll<HTMLElement>("[role=option]")];
  const choose = (index: number) => {
    const offer = shown[index];
    if (!offer) return;
    // The focus goes back first, so that what the command focuses has the last word.
    dialog.close();
    offer.run();
  };
  const mark = (index: number) => {
    active = index;
    for (const [at, option] of options().entries()) option.setAttribute("aria-selected", String(at === index));
    const option = options()[index];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const filter = () => {
    const found = offers.flatMap((offer) => {
      const result = match(input.value, offer.title) ?? (offer.group.toLowerCase().includes(input.value.trim().toLowerCase()) ? { score: -100, places: [] } : null);
      return result ? [{ offer, result }] : [];
    });
    if (input.value.trim() !== "") found.sort((a, b) => b.result.score - a.result.score);
    shown = found.map(({ offer }) => offer);
    list.replaceChildren(...found.map(({ offer, result }, index) => optionOf(offer, result.places, index)));
    if (found.length === 0) list.append(element("li", "palette-none", say("none_fits")));
    status.textContent = say("n_commands", { n: shown.length });
    mark(0);
  };
  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => {
    const last = shown.length - 1;
    const target = { ArrowDown: active === last ? 0 : active + 1, ArrowUp: active === 0 ? last : active - 1, PageDown: Math.min(active + 8, last), PageUp: Math.max(active - 8, 0) }[event.key];
    if (target !== undefined) mark(target);
    else if (event.key === "Enter" && !event.isComposing) choose(active);
    else return;
    event.preventDefault();
  });
  // The focus stays in the field.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target instanceof Element ? target.closest<HTMLElement>("[role=option]") : null;
    if (option) choose(options().indexOf(option));
  });
  dialog.append(input, list, status);
  dialog.showModal();
  filter();
  input.focus();
}

function optionOf(offer: Offer, places: readonly number[], index: number): HTMLElement {
  const option = element("li", "palette-option");
  option.id = `palette-option-${index}`;
  option.setAttribute("role", "option");
  const title = element("span", "palette-title");
  for (const [at, letter] of [...offer.title].entries()) title.append(places.includes(at) ? element("b", "", letter) : letter);
  option.append(title, element("span", "palette-group", offer.group));
  if (offer.key !== "") option.append(element("kbd", "", keyText(offer.key)));
  return option;
}

/// What an example of the reference shows, as HTML of our own, and the example.
interface Example {
  readonly about: string;
  readonly code: string;
}

/// The examples by their topics; none when they did not arrive.
async function examples(): Promise<Record<string, Example>> {
  try {
    return JSON.parse(await loadData("reference.json")) as Record<string, Example>;
  } catch {
    return {};
  }
}

/// Opens the page of the reference about a topic.
export async function openReference(root: HTMLElement, topic: string): Promise<void> {
  const [help, all] = await Promise.all([textOf(topic), examples()]);
  const dialog = dialogIn(root, "palette help", topic);
  if (!dialog) return;
  const example = Object.hasOwn(all, topic) ? all[topic] : undefined;
  const head = element("div", "help-head");
  const close = element("button", "button", say("close"));
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  const title = element("h2", "");
  title.append(element("code", "", topic));
  head.append(title, close);
  const body = element("div", "help-body reference");
  body.lang = "en";
  const text = element("div", "");
  if (help === "") text.append(element("p", "", say("page_missing")));
  else showMarkup(text, help + (example?.about ?? ""));
  body.append(text);
  if (example) {
    const code = element("pre", "");
    code.append(element("code", "", example.code));
    body.append(code);
    // The address of a page with a widget belongs to that page.
    if (!root.classList.contains("home-widget")) {
      const open = element("a", "button", say("open_example"));
      open.href = `#v=1&d=t.${encodeURIComponent(example.code)}`;
      open.addEventListener("click", () => dialog.close());
      body.append(open);
    }
  }
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-label", topic);
  dialog.append(head, body);
  dialog.showModal();
}

/// Opens the help: every key of the page.
export function openHelp(root: HTMLElement): void {
  const dialog = dialogIn(root, "palette help", say("keyboard_shortcuts"));
  if (!dialog) return;
  const head = element("div", "help-head");
  const close = element("button", "button", say("close"));
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  head.append(element("h2", "", say("keyboard_shortcuts")), close);
  const body = element("div", "help-body");
  const editor = EDITOR_COMMANDS.map(({ key, title }) => [key, title] as const);
  for (const [group, keys] of [...KEYS, ["editor", editor] as const]) {
    const terms = element("dl", "");
    for (const [key, words] of keys) {
      const row = element("div", "");
      const term = element("dt", "");
      term.append(...key.split(" ").map((it) => element("kbd", "", keyText(it))));
      row.append(term, element("dd", "", say(words)));
      terms.append(row);
    }
    const section = element("section", "");
    section.append(element("h3", "", say(group)), terms);
    body.append(section);
  }
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-label", say("list_of_keys"));
  dialog.append(head, body);
  dialog.showModal();
}
