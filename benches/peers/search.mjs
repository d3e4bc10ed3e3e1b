// Asks the search of a folder in Chromium, each question in a browser that has seen
// nothing before, and prints as JSON how large the parts of the index are when packed,
// what moved and how long the answer took.
//
//   CHROMIUM=… node benches/peers/search.mjs FOLDER MODULES

import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";

const [folder, modules] = process.argv.slice(2);
const { chromium } = createRequire(path.resolve(modules, "none.js"))("playwright-core");

const QUESTIONS = ["街道办事处", "拆除违法建设", "满意度 98%", "第777街道", "1887.11", "99.37%", "不存在的指标"];
const TIMES = 5;
const KINDS = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json" };

// Everything is sent packed, as docs/hosting.md has it; what is sent is counted.
let moved = 0;
const packed = new Map();
const server = createServer(async (request, response) => {
  const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const file = path.join(folder, path.normalize(asked.endsWith("/") ? `${asked}index.html` : asked));
  if (!packed.has(file)) {
    packed.set(file, await readFile(file).then(gzipSync).catch(() => null));
  }
  const bytes = packed.get(file);
  if (!bytes) {
    response.writeHead(404).end();
    return;
  }
  moved += bytes.length;
  response.writeHead(200, {
    "Content-Type": `${KINDS[path.extname(file)] ?? "text/plain"}; charset=utf-8`,
    "Content-Encoding": "gzip",
  });
  response.end(bytes);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${server.address().port}/search/index.html`;

// When the status line last said something, told from the moment the page was asked for.
function listen() {
  addEventListener("DOMContentLoaded", () => {
    const status = document.getElementById("search-status");
    new MutationObserver(() => {
      if (status.textContent && status.textContent !== "正在查找……") {
        window.answered ??= { after: performance.now(), words: status.textContent };
      }
    }).observe(status, { childList: true, characterData: true, subtree: true });
  });
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
async function ask(question) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(listen);
  await page.goto(address);
  await page.waitForFunction(() => !document.getElementById("search-filters").hidden);
  moved = 0;
  await page.goto(`${address}?q=${encodeURIComponent(question)}`);
  const answered = await page.waitForFunction(() => window.answered).then((answer) => answer.jsonValue());
  const bytes = moved;
  await context.close();
  return { ...answered, bytes };
}

const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const answers = [];
await ask(QUESTIONS[0]);
for (const question of QUESTIONS) {
  const asked = [];
  for (let time = 0; time < TIMES; time += 1) {
    asked.push(await ask(question));
  }
  answers.push({
    question,
    words: asked[0].words,
    bytes: Math.max(...asked.map((one) => one.bytes)),
    milliseconds: middle(asked.map((one) => one.after)),
  });
}
await browser.close();
server.close();

const index = path.join(folder, "search");
const sizes = [];
for (const name of await readdir(index)) {
  if (name !== "index.html") {
    sizes.push({ name, bytes: gzipSync(await readFile(path.join(index, name))).length });
  }
}
sizes.sort((a, b) => b.bytes - a.bytes);
const { units } = JSON.parse(await readFile(path.join(index, "index.json"), "utf8"));
const largest = sizes[0];
console.log(JSON.stringify({ units, files: sizes.length, largest, answers }));
