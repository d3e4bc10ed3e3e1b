// The Nu Html Checker over every page and style sheet. A warning is a fault too.

import { createRequire } from "node:module";
import path from "node:path";
import { run } from "./site.mjs";

const JAR = path.join(path.dirname(createRequire(import.meta.url).resolve("vnu-jar")), "build/dist/vnu.jar");

export async function html(site) {
  const pages = await site.files(".html");
  const sheets = await site.files(".css");
  const drawings = await site.files(".svg");
  const said = await run("java", ["-jar", JAR, "--also-check-css", "--also-check-svg", "--skip-non-html",
    "--exit-zero-always", "--stdout", "--format", "gnu", site.folder], { maxBuffer: 1 << 28 });
  const lines = said.stdout.split("\n").filter((line) => line !== "");
  return {
    faults: lines.map((line) => line.replaceAll(`file:${site.folder}/`, "")),
    figures: [`${pages.length} pages, ${sheets.length} style sheets, ${drawings.length} drawings`],
  };
}
