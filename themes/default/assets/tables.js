// Long tables of reports can be sorted by a click on a heading and narrowed by a
// word. Without scripts they are plain tables in the order of the site.
(function () {
  "use strict";

  var FEW = 8;

  var TIMES = { "亿元": 1e8, "万元": 1e4, "千元": 1e3 };

  // A cell as it sorts: its number where it has one, amounts in one unit, blanks last.
  function key(row, column) {
    var text = row.cells[column].textContent.trim();
    var number = parseFloat(text.replace(/,/g, "")) * (TIMES[text.slice(-2)] || 1);
    return { text: text, number: text === "—" ? NaN : number };
  }

  function compare(a, b) {
    var blanks = (a.text === "—") - (b.text === "—");
    if (blanks) {
      return blanks * Infinity;
    }
    if (!isNaN(a.number) && !isNaN(b.number)) {
      return a.number - b.number;
    }
    return a.text.localeCompare(b.text, "zh-CN");
  }

  function sort(table, column, down) {
    var body = table.tBodies[0];
    var rows = Array.from(body.rows).map(function (row) {
      return { row: row, key: key(row, column) };
    });
    rows.sort(function (a, b) {
      var order = compare(a.key, b.key);
      return down && isFinite(order) ? -order : order;
    });
    rows.forEach(function (one) { body.append(one.row); });
    Array.from(table.tHead.rows[0].cells).forEach(function (cell, at) {
      cell.setAttribute("aria-sort", at === column ? (down ? "descending" : "ascending") : "none");
    });
  }

  function makeSortable(table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (cell, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = cell.textContent;
      button.addEventListener("click", function () {
        sort(table, column, cell.getAttribute("aria-sort") === "ascending");
      });
      cell.textContent = "";
      cell.append(button);
    });
  }

  function makeSearchable(table, number) {
    var block = table.closest(".table-block");
    var line = document.createElement("p");
    var label = document.createElement("label");
    var input = document.createElement("input");
    var status = document.createElement("span");
    line.className = "filter";
    label.htmlFor = input.id = "filter-" + number;
    label.textContent = "只看名称含有 ";
    input.type = "search";
    status.setAttribute("role", "status");
    input.addEventListener("input", function () {
      var wanted = input.value.trim();
      var shown = 0;
      Array.from(table.tBodies[0].rows).forEach(function (row) {
        row.hidden = row.cells[0].textContent.indexOf(wanted) < 0;
        shown += row.hidden ? 0 : 1;
      });
      status.textContent = wanted ? " 共 " + shown + " 行" : "";
    });
    line.append(label, input, status);
    block.parentNode.insertBefore(line, block);
  }

  Array.from(document.querySelectorAll("table.sortable")).forEach(function (table, number) {
    var rows = table.tBodies[0].rows.length;
    if (rows > 1) {
      makeSortable(table);
    }
    if (rows > FEW) {
      makeSearchable(table, number);
    }
  });
}());
