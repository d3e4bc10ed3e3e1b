// A server that answers as the one of docs/hosting.md does: its headers, its
// policy, its cache rules, gzip.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";

const KINDS = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
const HASHED = /^\/assets\/.+\.[0-9a-f]{8}\.(css|js)$/;

export async function serve(folder, hosting) {
  const headers = headersOf(await readFile(hosting, "utf8"));
  const server = createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const name = asked.endsWith("/") ? `${asked}index.html` : asked;
    let status = 200;
    let kind = KINDS[path.extname(name)] ?? "application/octet-stream";
    let bytes;
    try {
      bytes = await readFile(path.join(folder, path.normalize(name)));
    } catch {
      status = 404;
      kind = KINDS[".html"];
      bytes = await readFile(path.join(folder, "404.html"));
    }
    response.writeHead(status, {
      ...headers,
      "Content-Type": kind,
      "Content-Encoding": "gzip",
      "Cache-Control": HASHED.test(asked) ? "public, max-age=31536000, immutable" : "no-cache",
    });
    response.end(gzipSync(bytes, { level: 9 }));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

// The headers that the document gives nginx, so that what it promises is tried.
function headersOf(document) {
  const lines = document.matchAll(/^add_header (\S+) "([^"]+)" always;$/gm);
  const headers = Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
  if (!headers["Content-Security-Policy"]) {
    throw new Error("docs/hosting.md gives no Content-Security-Policy");
  }
  return headers;
}
