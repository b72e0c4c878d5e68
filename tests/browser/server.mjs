// A plain server of static files, as any host has.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";

const TYPES = {
  html: "text/html", js: "text/javascript", mjs: "text/javascript", css: "text/css", wasm: "application/wasm",
  svg: "image/svg+xml", json: "application/json", webmanifest: "application/manifest+json",
};

/// Serves a folder below a path; `change` may replace a file.
export async function serve(folder, path, change = () => null) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const below = pathname.startsWith(path) ? normalize(pathname.slice(path.length)) : "none";
    const file = below === "." || below.endsWith("/") ? join(below, "index.html") : below;
    try {
      const content = change(file) ?? (await readFile(join(folder, file)));
      response.writeHead(200, { "content-type": TYPES[file.split(".").pop()] ?? "application/octet-stream" });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const stop = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return { address: `http://127.0.0.1:${server.address().port}${path}`, stop };
}
