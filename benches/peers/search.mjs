// Asks the search of a folder in Chromium, each question in a browser that has seen
// nothing before, and prints as JSON how large the parts of the index are when packed,
// what moved and how long the answer took; beside them the same page without its script,
// which is what the browser takes of the time.
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
const NARROWED = "街道办事处";
const YEAR = "2023";
const TIMES = 5;
const KINDS = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json" };

const index = path.join(folder, "search");
const inIndex = (name) => readFile(path.join(index, name), "utf8");

// Everything is sent packed, as docs/hosting.md has it; what is sent is counted.
const BLANK = path.join(index, "blank.html");
const blank = inIndex("index.html").then((page) => page.replace(/<script src.*<\/script>/, ""));
let moved = 0;
const packed = new Map();
const server = createServer(async (request, response) => {
  const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const file = path.join(folder, path.normalize(asked.endsWith("/") ? `${asked}index.html` : asked));
  if (!packed.has(file)) {
    const bytes = file === BLANK ? blank : readFile(file);
    packed.set(file, await bytes.then((plain) => gzipSync(plain)).catch(() => null));
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
const address = `http://127.0.0.1:${server.address().port}/search/`;

// Tells when the status line says the answer, counted from the moment the page was asked
// for, or when a page without a script is there. The browser is asked nothing meanwhile.
function listen() {
  const tell = (words) => console.log(JSON.stringify({ words, after: performance.now() }));
  addEventListener("load", () => document.querySelector("script[src]") ?? tell(""));
  const watch = new MutationObserver(() => {
    const words = document.getElementById("search-status")?.textContent;
    if (words && words !== "正在查找……") {
      watch.disconnect();
      tell(words);
    }
  });
  watch.observe(document, { childList: true, characterData: true, subtree: true });
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
async function ask(page) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(`${address}index.html`, { waitUntil: "networkidle" });
  await tab.addInitScript(listen);
  moved = 0;
  const told = tab.waitForEvent("console");
  await tab.goto(address + page, { waitUntil: "commit" });
  const answer = JSON.parse((await told).text());
  await tab.waitForLoadState("networkidle");
  await context.close();
  return { ...answer, bytes: moved };
}

const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
async function asked(page) {
  const times = [];
  for (let time = 0; time < TIMES; time += 1) {
    times.push(await ask(page));
  }
  return {
    words: times[0].words,
    bytes: Math.max(...times.map((one) => one.bytes)),
    milliseconds: middle(times.map((one) => one.after)),
  };
}

const query = (question) => `index.html?q=${encodeURIComponent(question)}`;
const [region, name] = JSON.parse(await inIndex("regions.json")).at(-1);
await ask(query(NARROWED));
const floor = await asked("blank.html");
const answers = [];
for (const question of QUESTIONS) {
  answers.push({ question, ...(await asked(query(question))) });
}
answers.push({
  question: `${NARROWED}（${YEAR}年度，${name}）`,
  ...(await asked(`${query(NARROWED)}&year=${YEAR}&region=${encodeURIComponent(region)}`)),
});
await browser.close();
server.close();

let units = 0;
const sizes = [];
for (const name of await readdir(index)) {
  if (name.startsWith("units-")) {
    units += JSON.parse(await inIndex(name)).length;
  }
  if (name !== "index.html") {
    sizes.push({ name, bytes: gzipSync(await inIndex(name)).length });
  }
}
sizes.sort((a, b) => b.bytes - a.bytes);
const largest = sizes[0];
console.log(JSON.stringify({ units, files: sizes.length, largest, floor, answers }));
