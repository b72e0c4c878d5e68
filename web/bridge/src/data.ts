/// Data files: what the page needs only when somebody asks for it. `cargo xtask dist` writes each as a file named after its content,
/// or puts it into the offline file; here they have their plain names, such as `rules.json`.

/// Where the data files are. Each entry point says so before it defines the element.
export type DataSource = (name: string) => Promise<string>;

let source: DataSource | undefined;
const texts = new Map<string, Promise<string>>();
let pages: Promise<Record<string, string>> | undefined;

/// Says where the data files are.
export function setDataSource(from: DataSource): void {
  source = from;
}

/// The text of a data file, fetched once. Rejects when it does not arrive; the next call tries again.
export function loadData(name: string): Promise<string> {
  let text = texts.get(name);
  if (!text) {
    text = source ? source(name) : Promise.reject(new Error("no source of the data files was set"));
    texts.set(name, text);
    text.catch(() => texts.delete(name));
  }
  return text;
}

/// The same, begun when the browser has nothing better to do.
export async function loadDataWhenIdle(name: string): Promise<string> {
  await new Promise<void>((done) => {
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => done(), { timeout: 2000 });
    else setTimeout(done, 200);
  });
  return await loadData(name);
}

/// The page of a rule as HTML, which is our own and holds no text of a reader. Rejects when there is none.
export async function loadRulePage(id: string): Promise<string> {
  pages ??= loadData("rules.json").then((text) => JSON.parse(text) as Record<string, string>);
  pages.catch(() => {
    pages = undefined;
  });
  const page = (await pages)[id];
  if (page === undefined) throw new Error(`there is no page of ${id}`);
  return page;
}

/// A data file beside the script, whose address `url` is.
export async function fetchData(url: URL): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return await answer.text();
}
