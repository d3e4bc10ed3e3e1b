// The steps that are written in Python: each prints its faults and figures as JSON.

import path from "node:path";
import { HERE, run } from "./site.mjs";

const PYTHON = path.join(HERE, "venv/bin/python");

async function script(name, site) {
  const arguments_ = [path.join(HERE, name), site.folder, site.address];
  const said = await run(PYTHON, arguments_, { maxBuffer: 1 << 28 });
  return JSON.parse(said.stdout);
}

export const feeds = (site) => script("feeds.py", site);
export const data = (site) => script("data.py", site);
