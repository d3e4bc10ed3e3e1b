// The preview's panel: what was found, and the reload of the page when it has changed.
// Comes into a page while it is sent; no file holds it. All text is set as text.
(() => {
  const script = document.currentScript;
  const edition = script.dataset.edition;
  const folder = location.pathname.replace(/[^/]*$/, "").slice(1);
  const key = `ziping-preview:${location.pathname}`;

  // ---- what stays over a reload: where the page was scrolled to, what was open ----

  const scrolling = () => document.querySelectorAll("[tabindex='0']");
  const details = () => document.querySelectorAll("details");

  function remember() {
    sessionStorage.setItem(key, JSON.stringify({
      x: scrollX,
      y: scrollY,
      open: [...details()].map((one) => one.open),
      aside: [...scrolling()].map((one) => one.scrollLeft),
    }));
  }

  function recall() {
    const kept = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.removeItem(key);
    if (!kept) return;
    details().forEach((one, at) => { one.open = kept.open[at] ?? one.open; });
    scrolling().forEach((one, at) => { one.scrollLeft = kept.aside[at] ?? 0; });
    // After the browser's own try, which knows nothing of what was opened.
    const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    back();
    addEventListener("load", () => requestAnimationFrame(back));
  }

  // ---- the panel -------------------------------------------------------------------

  const host = document.createElement("ziping-preview");
  const shadow = host.attachShadow({ mode: "open" });

  function make(kind, name, text, parent) {
    const made = document.createElement(kind);
    if (name) made.className = name;
    if (text) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }

  const style = make("link", "", "", shadow);
  style.rel = "stylesheet";
  style.href = "/__ziping/panel.css";
  const region = make("section", "panel", "", shadow);
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", "预览：核对结果");
  const list = make("div", "list", "", region);
  list.id = "list";
  list.tabIndex = 0;
  const bar = make("div", "bar", "", region);
  const status = make("p", "status", "", bar);
  status.setAttribute("aria-live", "polite");
  const fold = make("button", "fold", "", bar);
  fold.type = "button";
  fold.setAttribute("aria-controls", "list");

  const isOpen = () => sessionStorage.getItem("ziping-preview:open") === "yes";

  function setOpen(open) {
    sessionStorage.setItem("ziping-preview:open", open ? "yes" : "no");
    list.hidden = !open;
    fold.setAttribute("aria-expanded", String(open));
    fold.textContent = open ? "收起" : "展开";
  }

  fold.addEventListener("click", () => setOpen(list.hidden));
  region.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      setOpen(false);
      fold.focus();
    }
  });

  function showCounts(panel) {
    const found = panel.counts.filter((one) => one.count > 0);
    status.replaceChildren();
    if (panel.failure) make("span", "count error", "不能生成", status);
    for (const one of found) {
      make("span", `count ${one.severity}`, `${one.word} ${one.count}`, status);
    }
    if (!panel.failure && found.length === 0) make("span", "count good", "没有发现问题", status);
  }

  function link(text, href, parent) {
    const made = make("a", "", text, parent);
    made.href = href;
    return made;
  }

  function copyButton(text, parent) {
    const button = make("button", "small", "复制位置", parent);
    button.type = "button";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "已复制";
      } catch {
        button.textContent = "复制不了";
      }
      setTimeout(() => { button.textContent = "复制位置"; }, 1500);
    });
  }

  // Where the finding shows on this page, as far as the page has it.
  function shown(item) {
    const row = item.rows.map((id) => document.getElementById(id)).find((one) => one);
    const headings = document.querySelectorAll("main :is(h2, h3, h4, h5, h6)");
    return row ?? [...headings].find((one) => item.heading && one.textContent.trim() === item.heading);
  }

  function showButton(item, parent) {
    const button = make("button", "small", "看页面上", parent);
    button.type = "button";
    button.addEventListener("click", () => {
      const place = shown(item);
      if (!place) return;
      for (let above = place; above; above = above.parentElement) {
        if (above instanceof HTMLDetailsElement) above.open = true;
      }
      // Above the panel, which takes the lower half.
      const top = place.getBoundingClientRect().top + scrollY - innerHeight / 4;
      scrollTo({ top, behavior: "instant" });
      place.animate(
        [{ outline: "3px solid #d99a00" }, { outline: "3px solid transparent" }],
        { duration: 2500 },
      );
    });
  }

  function finding(item, parent) {
    const entry = make("li", `finding ${item.severity}`, "", parent);
    const head = make("p", "message", "", entry);
    make("span", "weight", item.word, head);
    link(item.code, `/checks/#${item.code}`, head).className = "code";
    make("span", "", item.message, head);
    const [before, marked, after] = item.line;
    if (marked) {
      const code = make("p", "source", before.trimStart(), entry);
      make("mark", "", marked, code);
      code.append(after);
    }
    if (item.help) make("p", "help", `改法：${item.help}`, entry);
    const place = make("p", "place", "", entry);
    link(item.place, item.editor, place).title = "在 VS Code 中打开";
    copyButton(item.place, place);
    if (item.page !== folder) link("到这一页", `/${item.page}`, place);
    else if (shown(item)) showButton(item, place);
  }

  function section(title, items, parent) {
    if (items.count === 0) return;
    make("h2", "", `${title}（${items.count} 条）`, parent);
    const entries = make("ul", "", "", parent);
    for (const item of items.shown) finding(item, entries);
    const more = items.count - items.shown.length;
    if (more > 0) make("p", "more", `还有 ${more} 条，运行 ziping check 看全部。`, parent);
  }

  function showList(panel) {
    const top = list.scrollTop;
    list.replaceChildren();
    if (panel.failure) {
      const failure = make("div", "failure", "", list);
      make("p", "message", panel.failure.message, failure);
      if (panel.failure.help) make("p", "help", panel.failure.help, failure);
    }
    if (panel.is_stopped) {
      make("p", "stopped", "有错误，页面还是上一次通过核对时的样子；改正以后自动更新。", list);
    }
    if (panel.unread) make("p", "stopped", `${panel.unread}。`, list);
    section(folder === "" ? "全站" : "这一页", panel.here, list);
    if (panel.elsewhere.count > 0) {
      const rest = make("details", "rest", "", list);
      make("summary", "", `别的页面（${panel.elsewhere.count} 条）`, rest);
      section("", panel.elsewhere, rest);
      rest.querySelector("h2")?.remove();
      rest.open = panel.here.count === 0 && panel.is_stopped;
    }
    if (list.childElementCount === 0) make("p", "", "没有发现问题。", list);
    list.scrollTop = top;
  }

  let wasStopped = sessionStorage.getItem("ziping-preview:stopped") === "yes";

  async function refresh() {
    const answer = await fetch(`/__ziping/findings/${folder}`);
    const panel = await answer.json();
    showCounts(panel);
    showList(panel);
    region.classList.toggle("is-stopped", panel.is_stopped);
    // What newly stands in the way shows itself; whoever folds it is left in peace.
    if (panel.is_stopped && !wasStopped) setOpen(true);
    wasStopped = panel.is_stopped;
    sessionStorage.setItem("ziping-preview:stopped", wasStopped ? "yes" : "no");
    region.hidden = false;
  }

  // ---- the news --------------------------------------------------------------------

  let source;

  function follow() {
    source = new EventSource("/__ziping/events");
    source.onmessage = (event) => {
      const news = JSON.parse(event.data);
      region.classList.remove("is-gone");
      if (news.build === 0) return;
      if (news.edition !== edition) {
        remember();
        location.reload();
      } else {
        refresh();
      }
    };
    source.onerror = () => {
      region.classList.add("is-gone");
      status.replaceChildren();
      make("span", "count", "预览已停，等它再开", status);
      if (source.readyState === EventSource.CLOSED) {
        source = undefined;
        setTimeout(() => { if (!source && !document.hidden) follow(); }, 1000);
      }
    };
  }

  // A browser opens six connections to one place: hidden pages give theirs back.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = undefined;
    } else if (!source) {
      follow();
    }
  });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  region.hidden = true;
  setOpen(isOpen());
  document.body.append(host);
  recall();
  if (!document.hidden) follow();
})();
