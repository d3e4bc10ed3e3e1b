// Tab walks through every link and control of each kind of page in the order of the
// document, and each shows that it has the focus.

import { eachPage } from "./site.mjs";

const WIDTHS = [320, 1280];

export async function keyboard(site) {
  let stops = 0;
  const faults = await eachPage(site, {}, async (page) => {
    const found = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const expected = await page.evaluate(reachable);
      await page.evaluate(toTheTop);
      const reached = [];
      for (let at = 0; at <= expected.length; at += 1) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(focused);
        if (stop === null) {
          break;
        }
        reached.push(stop.number);
        if (!stop.ring) {
          found.push(`${width} px: no ring around ${stop.name}`);
        }
        if (!stop.seen) {
          found.push(`${width} px: out of sight when it has the focus: ${stop.name}`);
        }
      }
      stops += reached.length;
      const missed = expected.filter((one) => !reached.includes(one.number));
      found.push(...missed.map((one) => `${width} px: Tab does not reach ${one.name}`));
      if (reached.some((number, at) => at > 0 && number < reached[at - 1])) {
        found.push(`${width} px: Tab jumps back: ${reached.join(" ")}`);
      }
      const first = expected[0];
      if (!first || !first.name.includes("#main")) {
        found.push(`${width} px: the first stop does not lead to the text but is ${first?.name}`);
      }
    }
    return found;
  });
  return { faults, figures: [`${stops} stops at ${WIDTHS.join("/")} px`] };
}

// In the page: the next Tab begins at the top. Blurring would leave the starting point
// at the element that had the focus.
function toTheTop() {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  scrollTo(0, 0);
}

// In the page: what Tab should stop at, numbered in the order of the document. A box
// that scrolls is such a stop too, unless there is one inside it.
function reachable() {
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex]";
  const found = [];
  window.quality = [...document.querySelectorAll("*")];
  window.quality.forEach((element, number) => {
    const style = getComputedStyle(element);
    const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY)
      && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
      && element.querySelector(wanted) === null && element !== document.scrollingElement && element !== document.body;
    const stops = (element.matches(wanted) && element.tabIndex >= 0) || scrolls;
    const shown = element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    if (stops && shown && !element.disabled) {
      found.push({ number, name: element.outerHTML.slice(0, 120) });
    }
  });
  return found;
}

// In the page: what has the focus now.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) {
    return null;
  }
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    number: window.quality.indexOf(element),
    name: element.outerHTML.slice(0, 120),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
  };
}
