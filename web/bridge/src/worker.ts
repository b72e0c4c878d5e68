/// The service worker of the site: the second visit needs no network. It answers from the files of one version, all fetched before it
/// starts to answer, so a page is never made of two versions. A new version waits until the reader asks for it, or has left.

/// What this script uses of a worker's global object; the types of the page do not know it.
interface Worker {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate" | "fetch" | "message", listener: (event: WorkerEvent) => void): void;
}

interface WorkerEvent extends Event {
  readonly request: Request;
  readonly data: unknown;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

const worker = self as unknown as Worker;
// Other sites of the same origin have caches of their own, so the names hold the address.
const OWN = `stagescope ${worker.registration.scope} `;
const CACHE = OWN + __VERSION__;

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(worker.registration.scope)) {
    event.respondWith(answer(event.request));
  }
});

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(__FILES__.map((file) => new Request(new URL(file, worker.registration.scope), { cache: "no-cache" })));
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OWN) && name !== CACHE).map((name) => caches.delete(name)));
}

/// A file of this version; of all others what the network says, or what it said last.
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept && isOfThisVersion(request)) return kept;
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !fresh.redirected) await cache.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

function isOfThisVersion(request: Request): boolean {
  const { pathname } = new URL(request.url);
  return __FILES__.some((file) => new URL(file, worker.registration.scope).pathname === pathname);
}
