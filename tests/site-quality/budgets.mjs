// What a reader's line has to carry, as gzip -9 packs it.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";

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
  const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
  return {
    faults,
    figures: [
      `style sheets ${kb(style)} of ${kb(STYLE)}, scripts ${kb(scripts)} of ${kb(SCRIPTS)}`,
      `largest report page ${largest.name}: ${kb(largest.bytes)}, with style sheet and scripts ${kb(largest.bytes + style + scripts)} of ${kb(PAGE)}`,
    ],
  };
}
