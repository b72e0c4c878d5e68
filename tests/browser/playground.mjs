// One `<stagescope-playground>` as a reader sees it. Locators look into its shadow root; each waits until its condition holds.

/// Opens a home of the playground and waits until it is drawn.
export async function open(browser, address, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  await page.goto(address);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  await playground.drawn();
  return playground;
}

async function pasteInto(field, text) {
  await field.evaluate((it, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    // Firefox takes the text from `data` instead.
    const given = { clipboardData, dataType: "text/plain", data: text };
    it.dispatchEvent(new ClipboardEvent("paste", { ...given, bubbles: true, cancelable: true }));
  }, text);
}

export class Playground {
  constructor(page, element) {
    this.page = page;
    this.element = element;
    this.content = this.find(".cm-content");
    this.lines = this.find(".cm-line");
    this.nodes = this.find(".drawing .node");
    this.steps = this.find(".log .row");
    this.layers = this.find(".layers .row");
    this.findings = this.find(".finding");
    this.command = this.find(".command code");
    this.verdict = this.find(".verdict");
    this.stop = this.find(".editor .note.stop");
    this.app = this.find(".app");
  }

  find(selector, options) {
    return this.element.locator(selector, options);
  }

  async drawn() {
    // With what the page loads after its first screen.
    await this.find(".app.whole").waitFor();
    await this.find(".cm-line").first().waitFor();
  }

  /// The text as the element tells it to the page around it.
  text() {
    return this.element.evaluate((it) => it.text);
  }

  /// Waits until the text is this.
  async hasText(text) {
    await this.element.evaluate(
      (it, text) =>
        new Promise((done) => {
          if (it.text === text) return done();
          const heard = ({ detail }) => {
            if (detail.text !== text) return;
            it.removeEventListener("stagescope-change", heard);
            done();
          };
          it.addEventListener("stagescope-change", heard);
        }),
      text,
    );
  }

  /// Replaces the whole text, as somebody who selects all and pastes.
  async paste(text) {
    await this.content.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await pasteInto(this.content, text);
    await this.hasText(text);
  }

  /// Pastes 20,000 files, `src/00000` to `src/19999` with ten bytes each, into the field of the Files tab.
  async pasteManyFiles() {
    const lines = Array.from({ length: 20_000 }, (_, index) => `src/${String(index).padStart(5, "0")} 10`);
    await pasteInto(this.find("[name=lines]"), lines.join("\n"));
  }

  /// Types at the end of the text.
  async typeAtEnd(keys) {
    await this.content.focus();
    await this.page.keyboard.press("ControlOrMeta+End");
    await this.page.keyboard.type(keys);
  }

  /// Brings a tab of the lower pane to the front: "image", "build" or "advice".
  async show(tab) {
    await this.find(`#tab-${tab}`).click();
    await this.find(`#tab-${tab}[aria-selected="true"]`).waitFor();
  }

  /// The step of the build log with exactly these words.
  step(words) {
    return this.steps.filter({ has: this.page.locator("code.what", { hasText: exactly(words) }) });
  }

  /// The node of the graph with this title; that of a stage has its number in front.
  node(title) {
    return this.nodes.filter({ has: this.page.locator("text.title", { hasText: exactly(title, "(\\d+ )?") }) });
  }

  /// The layer whose words hold these.
  layer(words) {
    return this.layers.filter({ hasText: words });
  }

  /// The finding whose message holds these words.
  finding(words) {
    return this.findings.filter({ has: this.page.locator("b", { hasText: words }) });
  }

  /// The line of the editor with exactly these words.
  line(words) {
    return this.lines.filter({ hasText: exactly(words) });
  }

  /// Does what the command palette calls so, by keyboard.
  async run(title) {
    await this.page.keyboard.press("ControlOrMeta+k");
    const input = this.find(".palette-input");
    await input.waitFor();
    await this.page.keyboard.type(title);
    await this.find(".palette-option[aria-selected=true]", { hasText: title }).waitFor();
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "detached" });
  }

  /// A menu of the top bar: "example", "target", "platform" or "build".
  async openMenu(name) {
    await this.find(`.menu-${name} > summary`).click();
    return this.find(`.menu-${name}[open] .sheet`);
  }
}

/// A pattern that matches these words and no others around them, but for what may stand in front.
export function exactly(words, front = "") {
  return new RegExp(`^\\s*${front}${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
}

/// Waits until the condition holds. It runs in the page, on the element of the locator and the argument as one list.
export async function holds(locator, condition, argument = null) {
  await locator.page().waitForFunction(condition, [await locator.elementHandle(), argument]);
}

/// Follows a link by keyboard: in a page without scripts nothing tells when a pointer would meet it.
export async function follow(link) {
  await link.focus();
  await link.page().keyboard.press("Enter");
}

/// The requests of a page that was opened as a file: that one and no other. Firefox does not report the file itself.
export const onlyTheFile = (engine, address) => (engine === "firefox" ? [] : [address]);

/// Waits until this element has the focus.
export async function hasFocus(locator) {
  await holds(locator, ([it]) => it.getRootNode().activeElement === it);
}

/// The words of every match, with the space between them made one.
export async function words(locator) {
  const all = await locator.allTextContents();
  return all.map((it) => it.replace(/\s+/g, " ").trim());
}

/// Makes a page the host of frames with a widget: it connects to the first that is ready through `port`, and hears what comes
/// from there in `heard`.
export async function connectFrames(page) {
  await page.addInitScript(() => {
    if (window.parent !== window) return;
    window.heard = [];
    window.addEventListener("message", (event) => {
      if (event.data?.type !== "ready" || window.port) return;
      const { port1, port2 } = new MessageChannel();
      window.port = port1;
      port1.onmessage = ({ data }) => window.heard.push(data);
      event.source.postMessage({ stagescope: 1, type: "connect" }, "*", [port2]);
    });
  });
}
