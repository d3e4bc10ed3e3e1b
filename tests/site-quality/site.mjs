// The sample site: built into a folder of its own, served, and opened in Chromium.

import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.resolve(HERE, "../..");
export const run = promisify(execFile);

// How Chromium is started: without a sandbox, as continuous integration runs as
// root, and without asking its maker's hosts for anything.
export const CHROMIUM = {
  executablePath: process.env.CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};

// One page of each kind, the largest of its kind where there are several.
export const PAGES = {
  首页: "",
  地区: "hunan/yueyang/",
  单位: "hunan/yueyang/yueyanglou/wangyue/",
  自评报告: "hunan/yueyang/yueyanglou/wangyue/2023/",
  "自评报告（武汉，130 行）": "hubei/wuhan/hongshan/hongshan-jiedao/2020/",
  "自评报告（重庆）": "chongqing/gaoxinqu/xianglushan/2022/",
  项目: "hubei/wuhan/hongshan/hongshan-jiedao/2020/projects/general-public-services/",
  各年度: "years/",
  年度: "years/2022/",
  扣分: "deductions/",
  校验规则: "checks/",
  数据: "data/",
  搜索: "search/",
  搜索结果: "search/?q=%E8%A1%97%E9%81%93",
  关于: "about/",
  网站地图: "map/",
  没有这一页: "404.html",
};

export async function openSite() {
  const folder = await mkdtemp(path.join(tmpdir(), "ziping-quality-"));
  const pages = path.join(folder, "public");
  await copyWithDates(folder);
  await useTheme(folder, process.env.THEME);
  const server = await serve(pages, path.join(ROOT, "docs/hosting.md"));
  const address = `http://127.0.0.1:${server.address().port}/`;
  await run(process.env.ZIPING, ["build", "--quiet", "--compress", "--root", folder, "--base-url", address]);
  const browser = await chromium.launch(CHROMIUM);
  return {
    folder: pages,
    address,
    browser,
    async files(ending) {
      const entries = await readdir(pages, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
        .map((entry) => path.relative(pages, path.join(entry.parentPath ?? entry.path, entry.name)))
        .sort();
    },
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

// The sample content; its reports bear no date of publication, so two are given one,
// and there is a feed.
async function copyWithDates(folder) {
  await cp(path.join(ROOT, "content"), path.join(folder, "content"), { recursive: true });
  const dated = {
    "hunan/zhuzhou/lukou/guyuefeng/2022": "2023-06-30",
    "hunan/yueyang/yueyanglou/jinmeishan/2024": "2025-04-30",
  };
  for (const [report, date] of Object.entries(dated)) {
    const file = path.join(folder, "content", report, "report.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("\n公开:\n", `\n公开:\n  发布日期: ${date}\n`));
  }
}

// Another theme of the repository than the built-in one.
async function useTheme(folder, theme) {
  if (theme) {
    await cp(path.join(ROOT, "themes", theme), path.join(folder, "themes", theme), { recursive: true });
    await appendFile(path.join(folder, "content/site.yaml"), `主题: ${theme}\n`);
  }
}

// Opens each page in a new context and hands it to `look`. What a page asks of
// another host, what the policy of docs/hosting.md stops, and what a script throws
// are faults everywhere.
export async function eachPage(site, options, look) {
  const faults = [];
  const context = await site.browser.newContext({ locale: "zh-CN", ...options });
  for (const [kind, address] of Object.entries(PAGES)) {
    const page = await context.newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith(site.address) && !request.url().startsWith("data:")) {
        faults.push(`${kind}: asks ${request.url()}`);
      }
    });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) {
        faults.push(`${kind}: the browser says ${message.text()}`);
      }
    });
    page.on("pageerror", (error) => faults.push(`${kind}: ${error}`));
    await page.goto(site.address + address);
    if (address.startsWith("search/") && options.javaScriptEnabled !== false) {
      await page.waitForSelector("#search-filters:not([hidden])");
    }
    if (address.startsWith("search/?") && options.javaScriptEnabled !== false) {
      await page.waitForSelector("#search-results > li");
    }
    faults.push(...(await look(page, kind)).map((fault) => `${kind}: ${fault}`));
    await page.close();
  }
  await context.close();
  return faults;
}
