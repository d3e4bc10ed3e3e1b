// Builds the sample site, serves it as docs/hosting.md says, and runs the steps.
// A step gives back its faults and the figures it measured; all steps are run,
// and any fault fails the whole.

import { axe } from "./axe.mjs";
import { budgets } from "./budgets.mjs";
import { html } from "./html.mjs";
import { keyboard } from "./keyboard.mjs";
import { layout } from "./layout.mjs";
import { lighthouse } from "./lighthouse.mjs";
import { data, feeds } from "./python.mjs";
import { openSite } from "./site.mjs";

// All side by side, but for Lighthouse: it measures time.
const TOGETHER = { html, feeds, data, budgets, axe, keyboard, layout };
const ALONE = { lighthouse };
const STEPS = { ...TOGETHER, ...ALONE };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`no step ${unknown.join(", ")}; there are: ${Object.keys(STEPS).join(" ")}`);
  process.exit(2);
}

const site = await openSite();
let failed = 0;
try {
  await Promise.all(Object.keys(TOGETHER).map(measure));
  for (const name of Object.keys(ALONE)) {
    await measure(name);
  }
} finally {
  await site.close();
}
process.exit(failed === 0 ? 0 : 1);

async function measure(name) {
  if (asked.length > 0 && !asked.includes(name)) {
    return;
  }
  const started = Date.now();
  const { faults, figures } = await STEPS[name](site);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`== ${name}: ${faults.length === 0 ? "ok" : `${faults.length} faults`} (${seconds} s)`);
  for (const line of [...figures, ...faults.map((fault) => `FAULT ${fault}`)]) {
    console.log(`   ${line}`);
  }
  failed += faults.length;
}
