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

  var root = document.getElementById("search").getAttribute("data-root");
  var status = document.getElementById("search-status");
  var results = document.getElementById("search-results");
  var more = document.getElementById("search-more");
  var form = document.getElementById("search");

  // The letters that are compared, with where each stands in the text.
  function plain(text) {
    var letters = [];
    var places = [];
    var all = Array.from(text);
    var place = 0;
    for (var i = 0; i < all.length; i += 1) {
      var letter = all[i];
      var code = letter.codePointAt(0);
      var before = letters.length ? letters[letters.length - 1] : "";
      var keep = letter;
      if (letter === "," && /[0-9]/.test(before) && /[0-9]/.test(all[i + 1] || "")) {
        keep = "";
      } else if (letter !== "\n" && letter !== "，") {
        if (code >= 0xff01 && code <= 0xff5e) {
          keep = String.fromCodePoint(code - 0xfee0);
        } else if (/[\s\u0085\p{Cc}]/u.test(letter) && code !== 0xfeff) {
          keep = "";
        }
        keep = keep.replace(/[A-Z]/, function (capital) {
          return capital.toLowerCase();
        });
      }
      if (keep) {
        letters.push(keep);
        places.push(place);
      }
      place += letter.length;
    }
    places.push(place);
    return { letters: letters, places: places };
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

  function fileOf(pair, files) {
    var letters = Array.from(pair);
    var mixed = (Math.imul(letters[0].codePointAt(0), 0x9e3779b1) +
      Math.imul(letters[1].codePointAt(0), 0x85ebca6b)) >>> 12;
    return mixed % files;
  }

  function numbers(text) {
    var list = [];
    var number = 0;
    var distance = 0;
    var unit = 1;
    for (var i = 0; i < text.length; i += 1) {
      var digit = DIGITS.indexOf(text[i]);
      distance += (digit % 32) * unit;
      unit *= 32;
      if (digit < 32) {
        number += distance;
        list.push(number);
        distance = 0;
        unit = 1;
      }
    }
    return list;
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

  // The numbers of the units on the line of a file that begins so.
  function line(file, start) {
    return get(file, "text").then(function (text) {
      var at = text.startsWith(start) ? 0 : text.indexOf("\n" + start) + 1;
      if (at === 0 && !text.startsWith(start)) {
        return [];
      }
      return numbers(text.slice(at + start.length, text.indexOf("\n", at)));
    });
  }

  // The numbers of the units that have all these pairs and figures.
  function candidates(wanted, index) {
    var lines = Array.from(new Set(wanted.pairs)).map(function (pair) {
      return line("search/pairs-" + fileOf(pair, index.files) + ".txt", pair);
    });
    lines = lines.concat(Array.from(new Set(wanted.figures)).map(function (figure) {
      return line("search/figures-" + figure % index.figures + ".txt", figure + ":");
    }));
    return Promise.all(lines).then(function (lists) {
      lists.sort(function (a, b) { return a.length - b.length; });
      return lists.reduce(function (left, right) {
        var there = new Set(right);
        return left.filter(function (unit) { return there.has(unit); });
      });
    });
  }

  function unitAt(number, index) {
    var at = number - 1;
    var file = Math.floor(at / index.chunk);
    return get("search/units-" + file + ".json", "json").then(function (units) {
      var unit = units[at % index.chunk];
      return { address: unit[0], name: unit[1] };
    });
  }

  function encoded(address) {
    return address.split("/").map(encodeURIComponent).join("/");
  }

  // Where the words stand among the letters: [from, to] of each, in order.
  function places(letters, words) {
    var text = letters.join("\u0000");
    var found = [];
    for (var i = 0; i < words.length; i += 1) {
      var wanted = words[i].join("\u0000");
      var at = text.indexOf(wanted);
      if (at < 0) {
        return [];
      }
      while (at >= 0) {
        var from = text.slice(0, at).split("\u0000").length - 1;
        found.push([from, from + words[i].length]);
        at = text.indexOf(wanted, at + wanted.length);
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

  function choose(select, options, chosen) {
    options.forEach(function (option) {
      select.append(new Option(option[1], option[0], false, option[0] === chosen));
    });
  }

  function search(question, year, region, index) {
    var words = question.split(/\s+/).map(function (word) { return plain(word).letters; });
    words = words.filter(function (word) { return word.length; });
    var wanted = { pairs: [], figures: [] };
    words.map(keys).forEach(function (found) {
      wanted.pairs = wanted.pairs.concat(found.pairs);
      wanted.figures = wanted.figures.concat(found.figures);
    });
    if (!wanted.pairs.length && !wanted.figures.length) {
      say("请至少写两个相连的字，如“养老”或“95”。");
      return Promise.resolve();
    }
    say("正在查找……");
    var shown = 0;
    var units = 0;
    return candidates(wanted, index).then(function (list) {
      function next() {
        more.hidden = true;
        var goal = units + UNITS_A_TIME;
        function step() {
          if (shown >= list.length || units >= goal) {
            more.hidden = shown >= list.length;
            if (!units) {
              say("没有找到“" + question + "”。换一个说法，或者少写几个字试试。");
            } else {
              say("“" + question + "”：" + (more.hidden ? "共 " : "已列出 ") + units + " 个单位" +
                (more.hidden ? "。" : "，还有更多。"));
            }
            return Promise.resolve();
          }
          var batch = list.slice(shown, shown + UNITS_A_TIME);
          shown += batch.length;
          return Promise.all(batch.map(function (number) {
            return unitAt(number, index).then(function (unit) {
              if (region && unit.address.indexOf(region + "/") !== 0) {
                return null;
              }
              return get(encoded(unit.address) + "/search.json", "json").then(function (pages) {
                return item(unit, pages, words, year);
              });
            });
          })).then(function (items) {
            items.forEach(function (one) {
              if (one && one.count) {
                results.append(one.entry);
                units += 1;
              }
            });
            return step();
          });
        }
        return step();
      }
      more.onclick = function () { next().catch(failed); };
      return next();
    });
  }

  function failed() {
    say(location.protocol === "file:"
      ? "直接打开硬盘上的文件时不能搜索，请通过网站访问。"
      : "没有取到索引，请检查网络后再试。");
  }

  var asked = new URLSearchParams(location.search);
  var question = (asked.get("q") || "").trim();
  var year = asked.get("year") || "";
  var region = asked.get("region") || "";
  form.elements.q.value = question;
  get("search/index.json", "json").then(function (index) {
    choose(form.elements.year, index.years.map(function (one) { return [one, one + "年度"]; }), year);
    choose(form.elements.region, index.regions, region);
    document.getElementById("search-filters").hidden = false;
    return question ? search(question, year, region, index) : undefined;
  }).catch(failed);
}());
