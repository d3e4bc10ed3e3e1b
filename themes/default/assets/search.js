// The search page. What it is asked stands in the address (?q=…&year=…&region=…),
// so that a search can be linked. The index is described in src/search.rs; plain(),
// keys() and mixed() do what src/search/words.rs does.
(function () {
  "use strict";

  var DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-";
  var SEPARATORS = "\n，。、；：？！（）()“”‘’《》【】—…·,.;:?!\"'-/";
  var UNITS_A_TIME = 10;
  var PASSAGES_A_PAGE = 3;
  var AROUND = 30;

  var form = document.getElementById("search");
  var status = document.getElementById("search-status");
  var results = document.getElementById("search-results");
  var more = document.getElementById("search-more");
  var root = form.getAttribute("data-root");
  var unitsAFile = Number(form.getAttribute("data-units"));
  var pairFiles = Number(form.getAttribute("data-pairs"));
  var figureFiles = Number(form.getAttribute("data-figures"));

  // The letters that are compared, with where each stands in the text.
  function plain(text) {
    var letters = "";
    var places = [];
    var last = "";
    for (var i = 0; i < text.length; i += 1) {
      var code = text.charCodeAt(i);
      // most letters are Chinese and stay as they are
      var letter = code > 0x3000 && code < 0xff01 ? text[i] : compared(text[i], last, text[i + 1]);
      if (letter) {
        letters += letter;
        last = letter;
        places.push(i);
      }
    }
    return { letters: letters, places: places };
  }

  // A letter as it is compared, after what is kept of those before it; nothing where it
  // makes no difference.
  function compared(letter, last, next) {
    var code = letter.charCodeAt(0);
    if (letter === "\n" || letter === "，") {
      return letter;
    }
    if (letter === "," && /[0-9]/.test(last) && /[0-9]/.test(next)) {
      return "";
    }
    if (code >= 0xff01 && code <= 0xff5e) {
      letter = String.fromCharCode(code - 0xfee0);
    } else if (/[\s\u0000-\u001f\u007f-\u009f]/.test(letter)) {
      return "";
    }
    return /[A-Z]/.test(letter) ? letter.toLowerCase() : letter;
  }

  // What a word is found by: figures, and the pairs of letters that are in none.
  function keys(letters) {
    var found = { pairs: [], figures: [] };
    var covered = [];
    for (var i = 0; i + 3 < letters.length; i += 1) {
      var four = letters.slice(i, i + 4);
      if (isFigure(four)) {
        found.figures.push(mixed(four));
        covered[i] = covered[i + 1] = covered[i + 2] = true;
      }
    }
    for (i = 0; i + 1 < letters.length; i += 1) {
      if (!covered[i] && !parts(letters[i]) && !parts(letters[i + 1])) {
        found.pairs.push(letters[i] + letters[i + 1]);
      }
    }
    return found;
  }

  function parts(letter) {
    return SEPARATORS.indexOf(letter) >= 0;
  }

  function isFigure(four) {
    return four.filter(function (letter) { return /[0-9]/.test(letter); }).length >= 2 &&
      !four.some(function (letter) { return letter !== "." && parts(letter); });
  }

  function mixed(four) {
    return four.reduce(function (sum, letter) {
      return Math.imul(sum ^ letter.codePointAt(0), 0x9e3779b1);
    }, 0) >>> 18;
  }

  function fileOf(pair) {
    var letters = Array.from(pair);
    var mixed = (Math.imul(letters[0].codePointAt(0), 0x9e3779b1) +
      Math.imul(letters[1].codePointAt(0), 0x85ebca6b)) >>> 12;
    return mixed % pairFiles;
  }

  // What each digit stands for, by its code.
  var VALUES = [];
  Array.from(DIGITS).forEach(function (digit, value) { VALUES[digit.charCodeAt(0)] = value; });

  // A list of growing numbers, read as far as it is asked for: gives the first number from
  // `least` on, asked for ever larger ones; Infinity after the last.
  function reader(text) {
    var at = 0;
    var number = 0;
    return function (least) {
      while (number < least) {
        if (at >= text.length) {
          return Infinity;
        }
        var unit = 1;
        do {
          var digit = VALUES[text.charCodeAt(at)];
          number += (digit % 32) * unit;
          unit *= 32;
          at += 1;
        } while (digit >= 32);
      }
      return number;
    };
  }

  // The first number from `least` on that is in all lists.
  function firstInAll(lists, least) {
    for (var i = 0; i < lists.length && least < Infinity; i += 1) {
      var number = lists[i](least);
      if (number > least) {
        least = number;
        i = -1;
      }
    }
    return least;
  }

  var fetched = {};
  function get(address, read) {
    if (!fetched[address]) {
      fetched[address] = fetch(root + address).then(function (answer) {
        if (!answer.ok) {
          throw new Error(address);
        }
        return answer[read]();
      });
    }
    return fetched[address];
  }

  // The units on the line of a file that begins so.
  function line(file, start) {
    return get(file, "text").then(function (text) {
      var at = ("\n" + text).indexOf("\n" + start);
      return reader(at < 0 ? "" : text.slice(at + start.length, text.indexOf("\n", at)));
    });
  }

  // For each pair and figure the units that have it, and those of the year if any.
  function unitsWith(wanted, year) {
    var lists = Array.from(new Set(wanted.pairs)).map(function (pair) {
      return line("search/pairs-" + fileOf(pair) + ".txt", pair);
    });
    lists = lists.concat(Array.from(new Set(wanted.figures)).map(function (figure) {
      return line("search/figures-" + figure % figureFiles + ".txt", figure + ":");
    }));
    if (year) {
      lists.push(get("search/year-" + year + ".txt", "text").then(reader));
    }
    return Promise.all(lists);
  }

  function unitAt(number) {
    var at = number - 1;
    return get("search/units-" + Math.floor(at / unitsAFile) + ".json", "json").then(function (units) {
      var unit = units[at % unitsAFile];
      return { address: unit[0], name: unit[1] };
    });
  }

  function encoded(address) {
    return address.split("/").map(encodeURIComponent).join("/");
  }

  // Where the words stand among the letters: [from, to] of each, in order.
  function places(letters, words) {
    var found = [];
    for (var i = 0; i < words.length; i += 1) {
      var at = letters.indexOf(words[i]);
      if (at < 0) {
        return [];
      }
      while (at >= 0) {
        found.push([at, at + words[i].length]);
        at = letters.indexOf(words[i], at + words[i].length);
      }
    }
    return found.sort(function (a, b) { return a[0] - b[0]; });
  }

  function passage(text, place, found) {
    var start = place.places[found[0]];
    var end = place.places[found[1] - 1] + 1;
    var from = Math.max(text.lastIndexOf("\n", start) + 1, start - AROUND);
    var stop = text.indexOf("\n", end);
    var to = Math.min(stop < 0 ? text.length : stop, end + AROUND);
    var line = document.createElement("p");
    var mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    line.append((from > 0 && text[from - 1] !== "\n" ? "…" : "") + text.slice(from, start), mark,
      text.slice(end, to) + (to < text.length && text[to] !== "\n" ? "…" : ""));
    return line;
  }

  // The pages of a unit that have all the words, as an item of the list. Words that
  // stand on every page, such as the unit's own name, are shown once.
  function item(unit, pages, words, year) {
    var entry = document.createElement("li");
    var heading = document.createElement("h2");
    heading.append(link(unit.address + "/index.html", unit.name));
    entry.append(heading);
    var count = 0;
    var told = {};
    pages.forEach(function (page) {
      if (year && page.year !== year) {
        return;
      }
      var text = page.title + "\n" + page.text;
      var read = plain(text);
      var found = places(read.letters, words);
      if (!found.length) {
        return;
      }
      count += 1;
      var title = document.createElement("h3");
      title.append(link(unit.address + "/" + page.address, page.title));
      entry.append(title);
      var last = -1;
      var shown = 0;
      found.forEach(function (place) {
        if (shown < PASSAGES_A_PAGE && place[0] > last) {
          var line = passage(text, read, place);
          last = place[1] + AROUND;
          if (!told[line.textContent]) {
            told[line.textContent] = true;
            entry.append(line);
            shown += 1;
          }
        }
      });
    });
    return { entry: entry, count: count };
  }

  function link(address, title) {
    var anchor = document.createElement("a");
    anchor.href = root + encoded(address);
    anchor.textContent = title;
    return anchor;
  }

  function say(words) {
    status.textContent = words;
  }

  // Chooses an option, the first where there is none such. Gives back what is chosen.
  function choose(select, value) {
    select.value = value || "";
    if (select.selectedIndex < 0) {
      select.selectedIndex = 0;
    }
    return select.value;
  }

  function regions() {
    return get("search/regions.json", "json");
  }

  // The first and the last unit of a region; of all where there is none such.
  function unitsOf(folder) {
    return (folder ? regions() : Promise.resolve([])).then(function (all) {
      var region = all.find(function (one) { return one[0] === folder; });
      return region ? { first: region[2], last: region[3] } : { first: 1, last: Number.MAX_SAFE_INTEGER };
    });
  }

  function search(question, year, folder) {
    var words = question.split(/\s+/).map(function (word) { return plain(word).letters; });
    words = words.filter(function (word) { return word; });
    var wanted = { pairs: [], figures: [] };
    words.forEach(function (word) {
      var found = keys(Array.from(word));
      wanted.pairs = wanted.pairs.concat(found.pairs);
      wanted.figures = wanted.figures.concat(found.figures);
    });
    if (!wanted.pairs.length && !wanted.figures.length) {
      say("请至少写两个相连的字，如“养老”或“95”。");
      return Promise.resolve();
    }
    say("正在查找……");
    var lists = unitsWith(wanted, year);
    var region = unitsOf(folder);
    // many an answer begins with the first unit: its name is fetched before that is known
    region.then(function (units) { return unitAt(units.first); }).catch(function () {});
    return Promise.all([lists, region]).then(function (all) {
      return list({ question: question, words: words, year: year }, all[0], all[1]);
    });
  }

  // Lists the units of the region that are in all lists and hold the words, some at a time.
  function list(asked, lists, region) {
    var units = 0;
    var candidate = firstInAll(lists, region.first);

    function next() {
      more.hidden = true;
      return upTo(units + UNITS_A_TIME).then(function () {
        more.hidden = candidate > region.last;
        if (units) {
          say("“" + asked.question + "”：" + (more.hidden ? "共 " : "已列出 ") + units + " 个单位" +
            (more.hidden ? "。" : "，还有更多。"));
        } else {
          say("没有找到“" + asked.question + "”。换一个说法，或者少写几个字试试。");
        }
      });
    }

    function upTo(goal) {
      var batch = [];
      while (batch.length < UNITS_A_TIME && candidate <= region.last) {
        batch.push(unitAt(candidate).then(found));
        candidate = firstInAll(lists, candidate + 1);
      }
      return Promise.all(batch).then(function (items) {
        items.forEach(function (one) {
          if (one.count) {
            results.append(one.entry);
            units += 1;
          }
        });
        return candidate <= region.last && units < goal ? upTo(goal) : undefined;
      });
    }

    function found(unit) {
      return get(encoded(unit.address) + "/search.json", "json").then(function (pages) {
        return item(unit, pages, asked.words, asked.year);
      });
    }

    more.onclick = function () { next().catch(failed); };
    return next();
  }

  function failed() {
    say(location.protocol === "file:"
      ? "直接打开硬盘上的文件时不能搜索，请通过网站访问。"
      : "没有取到索引，请检查网络后再试。");
  }

  var asked = new URLSearchParams(location.search);
  var question = (asked.get("q") || "").trim();
  document.getElementById("search-filters").hidden = false;
  form.elements.q.value = question;
  var year = choose(form.elements.year, asked.get("year"));
  var answer = question ? search(question, year, asked.get("region")) : Promise.resolve();
  // a long list of regions is drawn when the answer stands, not before
  answer.then(regions).then(function (all) {
    all.forEach(function (region) {
      form.elements.region.append(new Option(region[1], region[0]));
    });
    choose(form.elements.region, asked.get("region"));
  }).catch(failed);
}());
