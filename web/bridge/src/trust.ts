/// Trusted Types: the browser refuses texts where they would become markup or the address of a script, unless they come through here.
/// What comes through is our own: pages that the build wrote, and the service worker that lies beside the page.

/// As much of the interface as is used; TypeScript has no types of it yet.
interface Trust {
  createHTML(text: string): string;
  createScriptURL(text: string): string;
}

interface TrustFactory {
  createPolicy(name: string, rules: Trust): Trust;
}

let trust: Trust | undefined;

/// Made when something is shown for the first time. A page around a widget that has a list of policies has to name this one.
function ours(): Trust {
  const same: Trust = { createHTML: (text) => text, createScriptURL: (text) => text };
  const factory = (window as { trustedTypes?: TrustFactory }).trustedTypes;
  trust ??= factory ? factory.createPolicy("stagescope", same) : same;
  return trust;
}

/// Shows markup that the build wrote from our own text. Nothing that a reader, a link or a file brings may get here.
export function showMarkup(element: Element, markup: string): void {
  element.innerHTML = ours().createHTML(markup);
}

const shown = new WeakMap<Element, string>();

/// The same for every element below `root` whose `data-markup` has changed: the Rust side writes attributes, which are texts.
export function showAllMarkup(root: HTMLElement): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-markup]")) {
    const markup = element.dataset.markup ?? "";
    if (shown.get(element) === markup) continue;
    shown.set(element, markup);
    showMarkup(element, markup);
  }
}

/// The address of a script of our own, for what asks for it.
export function scriptAddress(url: URL): string {
  return ours().createScriptURL(url.href);
}
