// What a reader's line has to carry, as gzip -9 packs it; and that the packed files
// hold what they stand beside.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { PAGES } from "./site.mjs";

const KB = 1024;
const PAGE = 60 * KB;
const STYLE = 12 * KB;
const SCRIPTS = 8 * KB;

export async function budgets(site) {
  const packed = async (name) => gzipSync(await readFile(path.join(site.folder, name)), { level: 9 }).length;
  const sum = async (names) => (await Promise.all(names.map(packed))).reduce((a, b) => a + b, 0);
  const style = await sum(await site.files(".css"));
  const scripts = await sum(await site.files(".js"));
  const faults = [];
  const tell = (what, bytes, most) => {
    if (bytes >= most) {
      faults.push(`${what}: ${bytes} bytes of ${most}`);
    }
  };
  tell("the style sheets", style, STYLE);
  tell("the scripts", scripts, SCRIPTS);
  let largest = { name: "", bytes: 0 };
  const pages = await site.files(".html");
  for (const name of pages) {
    const bytes = await packed(name);
    tell(`${name} with its style sheets and scripts`, bytes + style + scripts, PAGE);
    if (/\/20\d\d\/(index|projects\/.*)/.test(name) && bytes > largest.bytes) {
      largest = { name, bytes };
    }
  }
  let packedFiles = 0;
  for (const [ending, unpack] of [[".gz", gunzipSync], [".br", brotliDecompressSync]]) {
    for (const name of await site.files(ending)) {
      const file = path.join(site.folder, name);
      const plain = await readFile(file.slice(0, -ending.length));
      const packedBytes = await readFile(file);
      packedFiles += 1;
      if (!unpack(packedBytes).equals(plain)) {
        faults.push(`${name} holds something else than the file beside it`);
      }
    }
  }
  if (packedFiles < pages.length) {
    faults.push(`only ${packedFiles} packed files`);
  }
  const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
  const kinds = Object.entries(PAGES).filter(([, address]) => !address.includes("?"));
  const sizes = kinds.map(async ([kind, address]) => {
    const name = address.endsWith(".html") ? address : `${address}index.html`;
    return `${kind} ${kb(await packed(name))}`;
  });
  return {
    faults,
    figures: [
      `${packedFiles} packed files hold what they stand beside`,
      `style sheets ${kb(style)} of ${kb(STYLE)}, scripts ${kb(scripts)} of ${kb(SCRIPTS)}`,
      `largest report page ${largest.name}: ${kb(largest.bytes)}, with style sheet and scripts ${kb(largest.bytes + style + scripts)} of ${kb(PAGE)}`,
      (await Promise.all(sizes)).join(", "),
    ],
  };
}
