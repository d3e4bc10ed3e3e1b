// What a reader sees: at 320 px (which is 1280 px at 400 %), at twice the size, with
// scripts off, with CSS grid off. No page is wider than the screen, no text is cut
// off or hidden, no text lies over another.

import { eachPage } from "./site.mjs";

const WIDTHS = [320, 640, 1280];
// Letters of twice the size on the narrowest screen are four times what is asked for.
const WIDTHS_FOR_TWICE = [640, 1280];
// How far down boxes will have stuck to the edge, in px.
const SCROLLED = 1500;

export async function layout(site) {
  let views = 0;
  const look = (name, before, widths = WIDTHS) => async (page) => {
    const found = [];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await before(page);
      const atTop = await page.evaluate(read, 0);
      found.push(...atTop.faults.map((fault) => `${name}, ${width} px: ${fault}`));
      if (atTop.sticks) {
        const { faults } = await page.evaluate(read, SCROLLED);
        found.push(...faults.map((fault) => `${name}, ${width} px, scrolled: ${fault}`));
      }
      views += 1;
    }
    return found;
  };
  const nothing = () => {};
  const twice = (page) => page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  const faults = [
    ...await eachPage(site, {}, look("as it is", nothing)),
    ...await eachPage(site, { bypassCSP: true }, look("letters of twice the size", twice, WIDTHS_FOR_TWICE)),
    ...await eachPage(site, { javaScriptEnabled: false }, look("without scripts", nothing)),
    ...await withoutGrid(site, look("without grid", nothing)),
  ];
  return { faults, figures: [`${views} views at ${WIDTHS.join("/")} px`] };
}

// The same pages with a style sheet as a browser reads it that knows no grid, no
// sticky boxes and no `gap`.
async function withoutGrid(site, look) {
  const original = site.browser.newContext.bind(site.browser);
  const browser = {
    async newContext(options) {
      const context = await original(options);
      await context.route("**/*.css", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: withoutGridRules(await answer.text()) });
      });
      return context;
    },
  };
  return eachPage({ ...site, browser }, {}, look);
}

function withoutGridRules(sheet) {
  const supports = /@supports\s*\(display:\s*grid\)\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g;
  const declarations = /(?:display:\s*grid|grid-[a-z-]+:[^;}]*|(?:row-|column-)?gap:[^;}]*)\s*;?/g;
  return sheet.replace(supports, "").replace(declarations, "");
}

// In the page.
function read(scrolled) {
  const faults = [];
  let sticks = false;
  const root = document.documentElement;
  scrollTo(0, scrolled);
  if (root.scrollWidth > root.clientWidth) {
    faults.push(`the page is ${root.scrollWidth} wide`);
  }
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className} "${element.textContent.trim().slice(0, 30)}"`;

  // Hints for some screens only, which say nothing that the page does not.
  const HINTS = ".scroll-hint, .contents ol ol";
  // Boxes that cut off what they hold, but for those that scroll.
  const hidden = (element) => element.closest(".visually-hidden, caption, .skip, input") !== null;
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    sticks ||= style.position === "sticky";
    const cuts = style.overflowX === "hidden" || style.overflowX === "clip" || style.textOverflow === "ellipsis";
    const over = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (cuts && over && !hidden(element) && element.namespaceURI.endsWith("xhtml")) {
      faults.push(`cut off: ${name(element)}`);
    }
  }

  // The boxes that scroll and that an element stands in, itself too.
  const known = new Map([[null, []]]);
  const scrollers = (element) => {
    if (!known.has(element)) {
      const { overflowX, overflowY } = getComputedStyle(element);
      const above = scrollers(element.parentElement);
      known.set(element, overflowX === "auto" || overflowY === "auto" ? [...above, element] : above);
    }
    return known.get(element);
  };

  // Texts with the boxes of their lines, as far as the boxes that scroll show them.
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (node.data.trim() === "" || parent.closest("script, style, noscript, option, [hidden], .visually-hidden, .skip, svg title, svg desc")) {
      continue;
    }
    const folded = parent.closest("details:not([open])");
    if (folded && !parent.closest("summary")) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    let rects = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
    if (rects.length === 0) {
      if (!parent.closest(HINTS)) {
        faults.push(`not to be seen: ${name(parent)}`);
      }
      continue;
    }
    const style = getComputedStyle(parent);
    if (style.clip === "rect(0px, 0px, 0px, 0px)" || hidden(parent) && parent.closest("caption") && getComputedStyle(parent.closest("caption")).position === "absolute") {
      continue;
    }
    for (const box of scrollers(parent)) {
      const clip = box.getBoundingClientRect();
      rects = rects.filter((rect) => rect.right <= clip.right + 1 && rect.left >= clip.left - 1 && rect.bottom <= clip.bottom + 1);
    }
    rects.forEach((rect) => texts.push({ rect, parent }));
  }

  // Lines that lie over one another. The box of a line is taller than its letters,
  // so a third of its height may be shared.
  texts.sort((a, b) => a.rect.top - b.rect.top);
  const told = new Set();
  texts.forEach(({ rect, parent }, at) => {
    for (let next = at + 1; next < texts.length && texts[next].rect.top < rect.bottom; next += 1) {
      const other = texts[next];
      const across = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left);
      const down = Math.min(rect.bottom, other.rect.bottom) - other.rect.top;
      const least = Math.min(rect.height, other.rect.height);
      if (across > 2 && down > least / 3 && other.parent !== parent) {
        const fault = `one over the other: ${name(parent)} and ${name(other.parent)}`;
        if (!told.has(fault)) {
          told.add(fault);
          faults.push(fault);
        }
      }
    }
  });
  return { faults: faults.slice(0, 8), sticks };
}
