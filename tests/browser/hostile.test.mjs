// What somebody sends who means harm: in a Dockerfile, a link, a message, a file, an attribute, the storage. Nothing of it may run or break
// anything; what cannot be used is refused with a message. Every payload calls `hostile`, which fails the test.

import { createServer } from "node:http";
import { deflateRawSync } from "node:zlib";
import { connectFrames, open, Playground } from "./playground.mjs";

const PAYLOADS = [
  "<script>hostile()</script>",
  "<img src=x onerror=hostile()>",
  '"><svg/onload=hostile()>',
  "' onmouseover=hostile() autofocus onfocus=hostile() '",
  "javascript:hostile()",
  '</textarea></pre></style></script><iframe srcdoc="<script>parent.hostile()</script>">',
  '{{constructor.constructor("hostile()")()}}${hostile()}',
  ']]>--><a href="javascript:hostile()" data-markup="<img src=x onerror=hostile()>">',
];

/// A Dockerfile that has a text in each of its places.
const FIELDS = {
  "a comment": (it) => `# ${it}\nFROM alpine\n`,
  "the syntax directive": (it) => `# syntax=${it}\nFROM alpine\n`,
  "a check directive": (it) => `# check=skip=${it}\nFROM alpine\n`,
  "a base image": (it) => `FROM ${it}\n`,
  "a platform": (it) => `FROM --platform=${it} alpine\n`,
  "the name of a stage": (it) => `FROM alpine AS ${it}\nFROM ${it}\n`,
  "an unknown instruction": (it) => `FROM alpine\n${it}\n`,
  "an argument": (it) => `ARG A=${it}\nFROM alpine:$A\nARG A\nRUN echo $A\n`,
  "a variable": (it) => `FROM alpine\nENV A="${it}" B=${it}\nRUN echo $A $B\n`,
  "a label": (it) => `FROM alpine\nLABEL a="${it}"\n`,
  "a command": (it) => `FROM alpine\nRUN echo '${it}'\n`,
  "a command as JSON": (it) => `FROM alpine\nCMD ${JSON.stringify([it])}\nENTRYPOINT ${JSON.stringify([it, it])}\n`,
  "a here-document": (it) => `FROM alpine\nCOPY <<"END" /x\n${it}\nEND\nRUN <<E\n${it}\nE\n`,
  "what is copied": (it) => `FROM alpine\nCOPY ${JSON.stringify([it, `/${it}`])}\nADD ${it} /\n`,
  "where it is copied from": (it) => `FROM alpine AS a\nFROM alpine\nCOPY --from=${it} --chown=${it} /a /b\n`,
  "a mount": (it) => `FROM alpine\nRUN --mount=type=${it},id=${it},target=/x --network=${it} true\n`,
  "a user and a folder": (it) => `FROM alpine\nUSER ${it}\nWORKDIR /${it}\nVOLUME ${it}\nEXPOSE ${it}\n`,
  "a health check": (it) => `FROM alpine\nHEALTHCHECK --interval=${it} CMD ${it}\nSTOPSIGNAL ${it}\n`,
  "a trigger": (it) => `FROM alpine AS a\nONBUILD RUN ${it}\nFROM a\nMAINTAINER ${it}\nSHELL ["${it}"]\n`,
  "a secret": (it) => `FROM alpine\nENV PASSWORD=${it} TOKEN="${it}"\nRUN apt-get install ${it}\n`,
};

const pack = (text) => deflateRawSync(text).toString("base64url");
const json = (value) => `#v=1&d=z.${pack(JSON.stringify(value))}`;
const plain = `#v=1&d=z.${pack('{"files":{"Dockerfile":"FROM a"}}')}`;

/// Links that are refused, with a part of the reason.
const REFUSED_LINKS = [
  ...["", "v=&", "v=2&", "v=-1&", "v=01&", "v=1.0&", "v=__proto__&", "v=%3Cscript%3E&", "v=99999999999999999999&"].map((it) => [`#${it}d=t.FROM`, "version"]),
  ...["q.x", ".x", "x", "", "__proto__.x", "constructor.x", "<script>.x", "T.x"].map((it) => [`#v=1&d=${it}`, "a way that this page does not know"]),
  ...["%", "%zz", "%C0%AF", "%ED%A0%80", "%F5%80%80%80"].map((it) => [`#v=1&d=t.${it}`, "damaged"]),
  ...["target=%FF", "platform=%", "arg.A=%C0", "%zz=1", "view=%"].map((it) => [`${plain}&${it}`, "damaged"]),
  ...["", "!!!", "AAAA", "____", "=", "%00", "é"].map((it) => [`#v=1&d=z.${it}`, "damaged"]),
  [plain.slice(0, -3), "damaged"],
  [`${plain}AAAA`, "damaged"],
  [`#v=1&d=z.${pack(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))}`, "damaged"],
  ...["", "{", "FROM alpine", "null", "1", '"x"', "[]", "true", "NaN", "{}{}", '{"files":'].map((it) => [`#v=1&d=z.${pack(it)}`, "damaged"]),
  ...[[], 1, "x", { Dockerfile: 1 }, { Dockerfile: null }, { Dockerfile: {} }, { Dockerfile: ["x"] }].map((it) => [json({ files: it }), "damaged"]),
  ...[[], 1, { A: 1 }, { A: null }, { A: {} }].map((it) => [json({ args: it }), "damaged"]),
  ...["1A", "A B", "<script>", "a\u0000", "é"].map((it) => [json({ args: { [it]: "x" } }), "no such name"]),
  [`#v=1&d=z.${pack('{"args":{"__proto__":"x"}}')}`, "no such name"],
  ...["__proto__", "%3Cimg%3E", "", "A%00", "A%20B"].map((it) => [`${plain}&arg.${it}=x`, "no such name"]),
  ...["target", "platform", "view"].flatMap((key) => [1, {}, [], true].map((it) => [json({ [key]: it }), "damaged"])),
  ...["../x", "/etc/passwd", "a/../../x", "C:\\x", "\\\\server\\x", "a\\..\\..\\b", "x\u0000y", ""].map((it) => [json({ files: { [it]: "x" } }), "outside of its folder"]),
  [json({ files: Object.fromEntries(Array.from({ length: 65 }, (_, it) => [`f${it}`, "x"])) }), "more than 64 files"],
  // Bombs: half a megabyte, and forty of them in as many kilobytes.
  [json({ files: { Dockerfile: "#".repeat(512 * 1024) } }), "unpacks to more than 512 KiB"],
  [`#v=1&d=z.${pack(Buffer.alloc(40_000_000))}`, "unpacks to more than 512 KiB"],
  ...[64 * 1024, 1_000_000, 1_900_000].map((length) => [`#v=1&d=t.${"x".repeat(length)}`, "longer than 64 KiB"]),
];

/// Links that open a text, and whose other parts do no harm.
const HARMLESS_LINKS = [
  ...PAYLOADS.map((it) => `&target=${encodeURIComponent(it)}&platform=${encodeURIComponent(it)}&arg.A=${encodeURIComponent(it)}`),
  ...["<script>", "__proto__", "constructor", "Editor"].map((it) => `&view=${encodeURIComponent(it)}`),
  ...["-1", "0", "1e99", "NaN", "Infinity", "4294967297", "<b>"].map((it) => `&line=${it}`),
  "&__proto__=x&constructor=y&toString=z",
  "&target=a&target=%3Cscript%3E",
  "&".repeat(2000),
  "&=&==&a&=b",
];

/// Links to lessons of others: from elsewhere, from nowhere, too large, or made of payloads.
const LESSON_LINKS = [
  ...["https://example.com/lessons.md", "//example.com/x.md", "http://127.0.0.1:1/x.md", "javascript:hostile()", "data:text/plain,x", "file:///etc/passwd", "blob:x", "\\\\example.com\\x", "../../../../etc/passwd", "", "%00", "__proto__"].map((it) => `#lessons=${encodeURIComponent(it)}`),
  ...["__proto__", "constructor", ...PAYLOADS].map((it) => `#lesson=${encodeURIComponent(it)}`),
  ...["q.x", "", "z.!!!", `z.${pack(Buffer.alloc(40_000_000))}`, `t.${"x".repeat(60_000)}`].map((it) => `#course=${it}`),
  ...PAYLOADS.map((it) => `#course=z.${pack(`# ${it}\n\n${it}\n\n## ${it}\n\n\`\`\`dockerfile\nFROM ${it}\n\`\`\`\n`)}`),
];

/// Messages on the port of a frame, each of which is answered by an error.
const REFUSED_MESSAGES = [
  ...[null, 1, "report", true, [], [["report"]], {}].map((it) => it),
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "setAttribute", "innerHTML", "remove", "eval", "", "REPORT", " report"].map((method) => ({ id: 1, method, params: ["x"] })),
  ...[null, 1, {}, ["report"]].map((method) => ({ id: 1, method })),
  ...[undefined, null, 1, {}, ["x"], true].map((it) => ({ id: 1, method: "setText", params: [it] })),
  { id: 1, method: "setText" },
  { id: 1, method: "setText", params: "FROM alpine" },
  { id: 1, method: "setText", params: ["x".repeat(1024 * 1024 + 1)] },
  ...["setTarget", "setPlatform", "setArgs", "setTheme"].flatMap((method) => [1, {}, ["x"]].map((it) => ({ id: 1, method, params: [it] }))),
];

/// Values of attributes.
const ATTRIBUTES = [
  ...["target", "platform", "args", "view", "theme", "height", "site", "editor", "loading", "home"].flatMap((name) => [PAYLOADS[2], PAYLOADS[4]].map((it) => [name, it])),
  ["site", "data:text/html,<script>opener.hostile()</script>"],
  ["site", "blob:null/x"],
  ["site", "file:///etc/passwd"],
  ["height", "1px;background:url(https://example.com/x)"],
  ["height", "calc(100vh * 1e9)"],
  ["height", "1e400px"],
  ["args", "__proto__=x,constructor=y,toString=z"],
  ["args", `A=${"x".repeat(100_000)}`],
  ["target", "x".repeat(100_000)],
  ["onclick", "hostile()"],
];

/// What an archive is made of: records of the format, with what is to be wrong.
function zip(files, { count = files.length, offset = null, comment = "" } = {}) {
  const record = (length, fields, ...rest) => {
    const bytes = Buffer.alloc(length);
    for (const [at, width, value] of fields) bytes.writeUIntLE(value, at, width);
    return Buffer.concat([bytes, ...rest]);
  };
  const [parts, list] = [[], []];
  let at = 0;
  for (const { name, text = "x", size = text.length, method = 8, header = at } of files) {
    const [path, content] = [Buffer.from(name), method === 8 ? deflateRawSync(text) : Buffer.from(text)];
    list.push(record(46, [[0, 4, 0x02014b50], [10, 2, method], [20, 4, content.length], [24, 4, size], [28, 2, path.length], [42, 4, header]], path));
    parts.push(record(30, [[0, 4, 0x04034b50], [26, 2, path.length]], path, content));
    at += parts.at(-1).length;
  }
  const end = record(22, [[0, 4, 0x06054b50], [10, 2, count], [16, 4, offset ?? at], [20, 2, comment.length]], Buffer.from(comment));
  return Buffer.concat([...parts, ...list, end]).toString("base64");
}

const base64 = (text) => Buffer.from(text).toString("base64");
const docker = { name: "Dockerfile", text: "FROM alpine AS unpacked\n" };

/// Files that are dropped, and a part of what is said; names, and contents as base64.
const REFUSED_FILES = [
  ["app.zip", base64("FROM alpine"), "no ZIP archive"],
  ["app.zip", "", "no ZIP archive"],
  ["app.zip", base64("PK\u0005\u0006"), "no ZIP archive"],
  ["app.zip", Buffer.alloc(22).toString("base64"), "no ZIP archive"],
  ["app.zip", zip([docker], { offset: 0xfffffffe }), "no ZIP archive"],
  ["app.zip", zip([docker], { offset: 1 }), "no ZIP archive"],
  ["app.zip", zip([docker], { count: 60_000 }), "no ZIP archive"],
  ["app.zip", zip([docker], { count: 0xffff }), "too large an archive"],
  ["app.zip", zip([docker], { offset: 0xffffffff }), "too large an archive"],
  ["app.zip", Buffer.from(zip([docker]), "base64").subarray(10).toString("base64"), "no ZIP archive"],
  // Bombs: what says that it is small, what says that it is not, and what points behind the end.
  ["app.zip", zip([{ ...docker, text: "#".repeat(10_000_000), size: 100 }]), "could not be read"],
  ["app.zip", zip([{ ...docker, text: "#".repeat(10_000_000) }]), "larger than 1 MiB"],
  ["app.zip", zip([{ ...docker, size: 0xfffffff0 }]), "larger than 1 MiB"],
  ["app.zip", zip([{ ...docker, header: 0x7fffffff }]), "could not be read"],
  ["app.zip", zip([{ ...docker, method: 12 }]), "could not be read"],
  ["app.zip", zip([{ ...docker, method: 99 }]), "could not be read"],
  ["app.zip", zip([{ ...docker, text: "a\u0000b" }]), "is not a text"],
  ["app.zip", zip([]), "no Dockerfile at the top"],
  ["Dockerfile", Buffer.from([0, 1, 2, 255]).toString("base64"), "is not a text"],
  ["Dockerfile", Buffer.alloc(1024 * 1024 + 1, "#").toString("base64"), "larger than 1 MiB"],
  ...PAYLOADS.slice(0, 3).map((it) => [it.replaceAll("/", "_"), Buffer.from([0]).toString("base64"), "is not a text"]),
];

/// Paths in an archive that leave its folder, or look like what they are not.
const PATHS = ["../../etc/passwd", "/etc/shadow", "a/../../b", "..", "__proto__", "constructor/prototype", ...PAYLOADS.slice(0, 3), "x".repeat(5000), "a\u0000b", "con", "C:\\x", "..\\..\\x"];

/// What another page of the same host could leave in the storage.
const STORED = ["", "{", "null", "[]", '{"__proto__":{"polluted":1}}', "\u0000", "x".repeat(100_000), ...PAYLOADS.slice(0, 3)];

/// Kinds, with how many inputs of each are tried.
const KINDS = [
  ["texts in a Dockerfile", Object.keys(FIELDS).length * PAYLOADS.length],
  ["links that are refused", REFUSED_LINKS.length + 1],
  ["links that open", HARMLESS_LINKS.length],
  ["links to lessons", LESSON_LINKS.length],
  ["messages to a frame", REFUSED_MESSAGES.length + 5 * PAYLOADS.length + 1],
  ["attributes", ATTRIBUTES.length],
  ["files", REFUSED_FILES.length + PATHS.length],
  ["texts in the storage", STORED.length],
  ["listings, ignore files and solved lessons", 3 * PAYLOADS.length],
];

/// Sets the trap before anything of the page runs.
async function trapped(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  await context.addInitScript(() => {
    window.hostile = () => console.error("a hostile text ran");
    /// What is in the page or below it that only a text of others could have put there.
    window.foreign = () => {
      const found = [];
      const look = (root) => {
        for (const it of root.querySelectorAll("*")) {
          const name = it.localName;
          if (root !== document && ["script", "iframe", "object", "embed", "link", "meta", "base", "style"].includes(name)) found.push(name);
          for (const { name: attribute, value } of it.attributes) {
            const isAddress = ["href", "src", "xlink:href", "action", "formaction", "srcdoc"].includes(attribute);
            if ((/^on/.test(attribute) && !it.matches("stagescope-playground")) || (isAddress && /^\s*(javascript|vbscript|data:text)/i.test(value))) found.push(`${name} ${attribute}=${value}`);
          }
          if (it.shadowRoot) look(it.shadowRoot);
        }
      };
      look(document);
      if (Object.keys(Object.prototype).length > 0 || {}.polluted !== undefined) found.push("a polluted prototype");
      return found;
    };
  });
  const page = await context.newPage();
  page.on("dialog", (it) => page.evaluate((text) => console.error(`a dialog: ${text}`), it.message()).then(() => it.dismiss()));
  return page;
}

async function trappedPlayground(browser, address) {
  const page = await trapped(browser);
  await page.goto(address);
  const playground = new Playground(page, page.locator("stagescope-playground").first());
  await playground.drawn();
  return playground;
}

/// Whether all still works.
async function is_alive(playground) {
  await playground.element.evaluate((it) => it.setText("FROM alpine AS alive\n"));
  await playground.node("alive").waitFor();
}

export async function at_least_200_inputs_are_tried({ assert }) {
  for (const [kind, count] of KINDS) console.log(`     ${String(count).padStart(4)} ${kind}`);
  const sum = KINDS.reduce((sum, [, count]) => sum + count, 0);
  console.log(`     ${String(sum).padStart(4)} in all`);
  assert.ok(sum >= 200);
}

export async function texts_in_every_place_of_a_dockerfile_stay_texts({ browser, site, assert }) {
  const playground = await trappedPlayground(browser, site);
  const texts = Object.values(FIELDS).flatMap((field) => PAYLOADS.map(field));
  const found = await playground.element.evaluate(async (element, texts) => {
    const found = [];
    for (const text of texts) {
      const shown = new Promise((done) => {
        const look = ({ detail }) => {
          if (detail.text !== text) return;
          element.removeEventListener("stagescope-change", look);
          done();
        };
        element.addEventListener("stagescope-change", look);
      });
      await element.setText(text);
      await shown;
      for (const tab of element.shadowRoot.querySelectorAll("[role=tab]")) {
        tab.click();
        await new Promise((done) => setTimeout(done));
        for (const it of element.shadowRoot.querySelectorAll("details")) it.open = true;
        found.push(...window.foreign().map((it) => `${it} from ${text}`));
      }
    }
    return found;
  }, texts);
  assert.deepEqual(found, []);
  await is_alive(playground);
}
texts_in_every_place_of_a_dockerfile_stay_texts.limit = 240_000;

export async function links_are_refused_with_a_reason_and_leave_the_text_alone({ browser, site, assert, engine }) {
  const playground = await trappedPlayground(browser, site);
  const { page } = playground;
  await is_alive(playground);
  for (const [hash, reason] of REFUSED_LINKS) {
    // Firefox refuses an address of more than a mebibyte itself.
    if (engine === "firefox" && hash.length > 1024 * 1024) continue;
    await page.evaluate((hash) => (location.hash = hash), hash);
    await playground.find(".note.notice", { hasText: reason }).waitFor();
    assert.equal(await playground.text(), "FROM alpine AS alive\n", hash.slice(0, 100));
    await playground.find(".note.notice button").click();
    await playground.find(".note.notice").waitFor({ state: "detached" });
  }
  // Ten megabytes, which a browser may refuse itself.
  await page.evaluate(() => {
    try {
      location.hash = `#v=1&d=t.${"x".repeat(10_000_000)}`;
    } catch (error) {
      if (!/malformed/.test(error)) throw error;
    }
  });
  assert.equal(await playground.text(), "FROM alpine AS alive\n");
  assert.deepEqual(await page.evaluate(() => window.foreign()), []);
  await is_alive(playground);
}
links_are_refused_with_a_reason_and_leave_the_text_alone.limit = 240_000;

export async function links_that_open_bring_texts_and_nothing_else({ browser, site, assert }) {
  const playground = await trappedPlayground(browser, site);
  const { page } = playground;
  for (const [index, rest] of HARMLESS_LINKS.entries()) {
    const text = `FROM alpine AS opened${index}\nARG A\n`;
    await page.evaluate((hash) => (location.hash = hash), `#v=1&d=t.${encodeURIComponent(text)}${rest}`);
    await page.waitForFunction((text) => document.querySelector("stagescope-playground").text === text, text);
    for (const menu of ["target", "platform", "build"]) await playground.find(`.menu-${menu} > summary`).evaluate((it) => it.click());
    assert.deepEqual(await page.evaluate(() => window.foreign()), [], rest.slice(0, 100));
  }
  await is_alive(playground);
}

export async function links_to_lessons_of_others_fetch_nothing_from_elsewhere_and_stay_texts({ browser, site, allow, assert }) {
  // What is asked for of this site may not be there.
  allow(/^console: Failed to load resource: .* 404/);
  const playground = await trappedPlayground(browser, site);
  const { page } = playground;
  for (const hash of LESSON_LINKS) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await playground.find(".menu-learn > summary").evaluate((it) => it.click());
    assert.deepEqual(await page.evaluate(() => window.foreign()), [], hash.slice(0, 100));
  }
  await page.goto("about:blank");
  await page.goto(site);
  await playground.drawn();
  await is_alive(playground);
}

export async function messages_to_a_frame_are_answered_by_errors_and_forged_ones_by_nothing({ browser, embed, allow, assert }) {
  allow(/^request to another host: http:\/\/127\.0\.0\.1:\d+\//);
  allow(/favicon\.ico/);
  const frame = new URL("frame.html#v=1&d=t.FROM%20alpine%20AS%20framed%0A", embed).href.replaceAll("&", "&amp;");
  const host = `<!doctype html><title>Host</title><iframe id="victim" width="1100" height="700" sandbox="allow-scripts" src="${frame}"></iframe>
    <iframe id="forger" src="/forger"></iframe>`;
  const server = createServer((request, answer) => answer.setHeader("Content-Type", "text/html").end(request.url === "/forger" ? "<!doctype html>" : host));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  try {
    const page = await trapped(browser);
    await connectFrames(page);
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => window.port);
    const ask = (message) =>
      page.evaluate(
        (message) =>
          new Promise((done) => {
            const answered = window.heard.length;
            window.port.postMessage(message);
            const look = () => {
              const answer = window.heard.slice(answered).find((it) => "id" in it);
              if (answer) done(answer);
              else setTimeout(look);
            };
            look();
          }),
        message,
      );
    for (const message of REFUSED_MESSAGES) {
      const { error } = await ask(message);
      assert.match(error ?? "no error", /no such method|has to be a text|longer than 1 MiB/, JSON.stringify(message)?.slice(0, 100));
    }
    for (const payload of PAYLOADS) {
      for (const method of ["setTarget", "setPlatform", "setArgs", "setTheme"]) await ask({ id: 1, method, params: [payload] });
      await ask({ id: 1, method: "setText", params: [`FROM alpine AS ${payload}`] });
      assert.equal((await ask({ id: 1, method: "text" })).result, `FROM alpine AS ${payload}`);
    }
    // Another frame of the same page is not the parent.
    const forged = await page.evaluate(async () => {
      const { port1, port2 } = new MessageChannel();
      window.stolen = [];
      port1.onmessage = ({ data }) => window.stolen.push(data);
      const forger = document.querySelector("#forger").contentWindow;
      forger.Function("victim", "port", "victim.postMessage({ stagescope: 1, type: 'connect' }, '*', [port])")(window.frames[0], port2);
      port1.postMessage({ id: 1, method: "text" });
    });
    assert.equal(forged, undefined);
    await ask({ id: 1, method: "setText", params: ["FROM alpine AS alive\n"] });
    assert.equal((await ask({ id: 2, method: "text" })).result, "FROM alpine AS alive\n");
    assert.deepEqual(await page.evaluate(() => window.stolen), []);
    const inside = page.frames().find((it) => it.url().includes("frame.html"));
    assert.deepEqual(await inside.evaluate(() => window.foreign()), []);
  } finally {
    server.close();
  }
}

export async function attributes_are_values_of_ours_or_nothing({ browser, embed, assert }) {
  const page = await trapped(browser);
  await page.goto(embed);
  for (const [name, value] of ATTRIBUTES) {
    const found = await page.evaluate(
      async ([name, value]) => {
        const it = document.createElement("stagescope-playground");
        it.append(Object.assign(document.createElement("pre"), { textContent: "FROM alpine AS alive\n" }));
        if (name !== "onclick") it.setAttribute(name, value);
        document.querySelector("main").prepend(it);
        const report = await it.report();
        // Live as well.
        it.removeAttribute(name);
        if (name !== "onclick") it.setAttribute(name, value);
        await it.report();
        const found = window.foreign();
        if (report.stages[0].name !== "alive") found.push("another text");
        it.remove();
        await new Promise((done) => setTimeout(done));
        return found;
      },
      [name, value],
    );
    assert.deepEqual(found, [], `${name}=${value.slice(0, 100)}`);
  }
}

/// Drops one file, whose content is base64.
async function drop(playground, name, content) {
  await playground.content.evaluate(
    (it, [name, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(content), (it) => it.charCodeAt(0))], name));
      for (const type of ["dragover", "drop"]) it.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    },
    [name, content],
  );
}

export async function files_are_refused_with_a_reason_and_never_unpacked_beyond_their_limits({ browser, site, assert }) {
  const playground = await trappedPlayground(browser, site);
  await is_alive(playground);
  for (const [name, content, reason] of REFUSED_FILES) {
    await drop(playground, name, content);
    await playground.find(".note.notice", { hasText: reason }).waitFor();
    assert.equal(await playground.text(), "FROM alpine AS alive\n", `${name}: ${reason}`);
    await playground.find(".note.notice button").click();
    await playground.find(".note.notice").waitFor({ state: "detached" });
  }
  for (const [index, path] of PATHS.entries()) {
    const text = `FROM alpine AS unpacked${index}\nCOPY . /app\n`;
    await drop(playground, "app.zip", zip([{ ...docker, text }, { name: path }]));
    await playground.hasText(text);
    await playground.show("image");
    assert.deepEqual(await playground.page.evaluate(() => window.foreign()), [], path.slice(0, 100));
  }
  await is_alive(playground);
}

export async function what_others_left_in_the_storage_is_a_text_or_nothing({ browser, site, assert }) {
  const page = await trapped(browser);
  await page.goto(site);
  for (const text of STORED) {
    await page.evaluate((text) => {
      localStorage.clear();
      for (const name of ["stagescope.site", "stagescope.site.x", "stagescope.site.1-2", "stagescope.site-course", "stagescope-theme", "stagescope-panes"]) localStorage.setItem(name, text);
      for (const name of ["stagescope.site", "stagescope.site.files"]) sessionStorage.setItem(name, text);
    }, text);
    await page.reload();
    const playground = new Playground(page, page.locator("stagescope-playground"));
    await playground.drawn();
    assert.deepEqual(await page.evaluate(() => window.foreign()), [], text.slice(0, 100));
    await is_alive(playground);
  }
}

export async function listings_ignore_files_and_solved_lessons_are_texts({ browser, site, assert }) {
  const playground = await trappedPlayground(browser, site);
  const { page } = playground;
  for (const payload of PAYLOADS) {
    await playground.find("#tab-files").click();
    await playground.find("[name=lines]").fill(`${payload} 10 kB\n../../${payload}\n__proto__/${payload} 5\n`);
    await playground.find(".file-form button", { hasText: /^Add$/ }).click();
    await playground.find("#tab-dockerignore").click();
    await playground.find("textarea.ignore").fill(`${payload}\n!${payload}\n[${payload}\n`);
    assert.deepEqual(await page.evaluate(() => window.foreign()), [], payload);
    await page.evaluate((text) => localStorage.setItem("stagescope.site-course", text), `${payload}\n__proto__\n${"x".repeat(200)}\n`);
    await page.reload();
    await playground.drawn();
    assert.deepEqual(await page.evaluate(() => window.foreign()), [], payload);
  }
  await is_alive(playground);
}
