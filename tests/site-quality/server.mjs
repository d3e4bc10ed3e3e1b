// A server that answers as the one of docs/hosting.md does: its headers, its
// policy, its cache rules, and the packed files that stand beside the others.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

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
    const accepted = request.headers["accept-encoding"] ?? "";
    let answer = await packedOrPlain(path.join(folder, path.normalize(name)), accepted);
    if (!answer) {
      status = 404;
      kind = KINDS[".html"];
      answer = await packedOrPlain(path.join(folder, "404.html"), accepted);
    }
    response.writeHead(status, {
      ...headers,
      "Content-Type": kind,
      ...answer.headers,
      Vary: "Accept-Encoding",
      "Cache-Control": HASHED.test(asked) ? "public, max-age=31536000, immutable" : "no-cache",
    });
    response.end(answer.bytes);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

async function packedOrPlain(file, accepted) {
  const packings = [["br", ".br"], ["gzip", ".gz"]].filter(([name]) => accepted.includes(name));
  for (const [name, ending] of [...packings, [null, ""]]) {
    const bytes = await readFile(file + ending).catch(() => null);
    if (bytes) {
      return { bytes, headers: name ? { "Content-Encoding": name } : {} };
    }
  }
  return null;
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
