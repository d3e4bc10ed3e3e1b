// axe-core on each kind of page, light and dark, on a phone, a tablet and a desktop,
// with everything unfolded.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { eachPage, PAGES } from "./site.mjs";

const WIDTHS = [320, 768, 1440];
const SCHEMES = ["light", "dark"];

export async function axe(site) {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  let passes = 0;
  const faults = await eachPage(site, {}, async (page) => {
    const found = [];
    await page.evaluate(source);
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const result = await page.evaluate(() => window.axe.run(document, {
          resultTypes: ["violations"],
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }));
        passes += 1;
        for (const { id, help, nodes } of result.violations) {
          const first = nodes[0];
          found.push(`${colorScheme} ${width} px: ${id}: ${help}: ${nodes.length} times, first ${first.target} ${first.html.slice(0, 160)}: ${first.any[0]?.message ?? ""}`);
        }
      }
    }
    return found;
  });
  return {
    faults,
    figures: [`${Object.keys(PAGES).length} pages, ${SCHEMES.join(" and ")}, ${WIDTHS.join("/")} px: ${passes} runs`],
  };
}
