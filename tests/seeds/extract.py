#!/usr/bin/env python3
"""Takes from the five source texts what the built pages are held against.

    python3 tests/seeds/extract.py <folder with the source texts>

The sources are published self-assessments as text, one file each, named
yueyang-jinmeishan-2024.txt and so on. For each form in them this writes a .tsv
beside itself, which tests/seeds.rs compares with the page. Nothing is taken from
content/: a slip of transcription there shows as a difference.

The first column of a line says what it is:

    meta     label, text                      heading of the form
    funds    row, column, figure              the total amounts and the rows under
             them; 分值 too where it stands in the title: 预算执行情况（20分）
    source   name, figure                     按收入性质
    nature   name, figure                     按支出性质
    goal     label, weight, score             blank where the form prints none
    columns  headings of the indicator table
    row      cells of an indicator row, below the goal it follows
    total    full marks, score                blank where the form prints none
    staff    column, figure                   财政供养人员情况
    years    headings of 经费控制情况
    base     name, one figure for each of the years
    numbers  part of the form, its numbers    of texts that content words anew

What is done to the text, and nothing else: white space that line breaks left
inside Chinese words and figures is dropped; a cell merged over several rows is
repeated in each; a label whose cell a page break cut in two is given to the rows
that it covers; headings repeated on a new page, and rows of a blank form with
nothing but labels in them, are left out. Mistakes of the sources stay.
"""

import re
import sys
from decimal import Decimal
from pathlib import Path

PROJECTS = {
    "一般公共服务支出": "general-public-services",
    "教育支出": "education",
    "科学技术支出": "science",
    "文化旅游体育与传媒支出": "culture",
    "社会保障和就业支出": "social-security",
    "卫生健康支出": "health",
    "城乡社区支出": "urban-rural",
    "农林水支出": "agriculture-water",
    "其他支出": "other",
}
# the headings of 武汉 above 二级指标
LEVEL1 = ("产出指标", "效益指标")


def joined(text):
    """The text without the white space of line breaks and typesetting; that
    between two Latin letters or between two digits stays, as one space."""
    text = re.sub(r"\s+", " ", text.strip())
    return re.sub(r"(?<![A-Za-z](?= [A-Za-z]))(?<![0-9](?= [0-9])) ", "", text)


def heading(text):
    """A column's heading without its unit: 年初预算数(万元) is 年初预算数."""
    return re.sub(r"[(（].*$", "", joined(text)).rstrip("：")


def label_weight(text):
    """产出指标(50分) as 产出指标 and 50; the weight is None where none is printed."""
    found = re.fullmatch(r"(.*?)[(（]([\d.]+)分[)）]", joined(text))
    return (found[1], Decimal(found[2])) if found else (joined(text), None)


def numbers(text):
    """All numbers of a text in its order, without those that only count items."""
    text = re.sub(r"(?m)^\s*\d+(?:、|\.(?!\d))", "", text)
    text = re.sub(r"(?<=[。；：;:\s])\s*\d+(?:、|\.(?!\d))", "", text)
    return [found.replace(",", "") for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


class Sheet:
    """The lines of one .tsv."""

    def __init__(self):
        self.lines = []

    def add(self, kind, *cells):
        self.lines.append("\t".join([kind, *map(str, cells)]).rstrip("\t"))

    def numbers(self, part, text):
        found = numbers(text)
        if found:
            self.add("numbers", part, *found)

    def rows(self, columns, rows):
        """Indicator rows; a blank 一级 or 二级 is the one above, or, at the top of
        a page-broken cell, the next one below."""
        self.add("columns", *columns)
        levels = sum(name in ("一级指标", "二级指标") for name in columns)
        above = [next((row[level] for row in rows if row[level]), "") for level in range(levels)]
        for row in rows:
            for level in range(levels):
                row[level] = above[level] = row[level] or above[level]
            if any(row[levels:]):
                self.add("row", *row)

    def save(self, name):
        path = Path(__file__).parent / f"{name}.tsv"
        path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")


def between(cells, start, end):
    """The cells from the first that reads `start` up to the next that reads `end`."""
    first = cells.index(start)
    return cells[first : cells.index(end, first)]


# Texts in which each cell stands on lines of its own, the first begun by a tab.
# A blank line may part rows or stand inside a cell, so rows are counted out by
# the number of headings.


def stream(text):
    """The cells of such a text, one after the other, and not yet joined."""
    cells = []
    for line in text.split("\n"):
        if line.startswith("\t"):
            cells.append(line[1:])
        elif cells:
            cells[-1] += "\n" + line
    return cells


def stream_form(sheet, text):
    """Funds, goals, rows and total of a form of Hunan."""
    raw = stream(text)
    cells = [joined(cell) for cell in raw]
    at = cells.index("年度资金总额")
    keys = cells[cells.index("年初预算数") : at - 1]
    end = cells.index("按收入性质分：" if "按收入性质分：" in cells else "年度总体目标")
    # rows of a blank cell, the name and the figures
    for row in range(at, end - 1, 2 + len(keys)):
        for key, figure in zip(keys, cells[row + 1 :]):
            sheet.add("funds", cells[row].removeprefix("其中："), heading(key), figure)
    if "按收入性质分：" in cells:
        parts = between(cells, "按收入性质分：", "年度总体目标")
        # rows of a blank cell, the source and the nature
        for column, kind in ((2, "source"), (3, "nature")):
            for cell in parts[column + 1 :: 3]:
                name, _, figure = cell.removeprefix("其中：").partition("：")
                if name:
                    sheet.add(kind, name, figure)
    goal = cells.index("预期目标")
    sheet.numbers("预期目标", raw[goal + 3])
    sheet.numbers("实际完成情况", raw[goal + 4])

    first = cells.index("一级指标")
    end = next(at for at in range(first, len(cells)) if cells[at].startswith("偏差原因")) + 1
    columns = cells[first:end]
    rows = []
    # each row begins with the blank of the cell 绩效指标
    while cells[end] != "总分":
        assert cells[end] == "", cells[end]
        rows.append(cells[end + 1 : end + 1 + len(columns)])
        end += 1 + len(columns)
    sheet.rows([heading(name) for name in columns], rows)
    sheet.add("total", cells[end + 1], cells[end + 2])


def stream_fields(sheet, text, labels):
    """Labels of the heading, each with the cell after it."""
    cells = [joined(cell) for cell in stream(text)]
    for label in labels:
        sheet.add("meta", label, cells[cells.index(label) + 1])


def zhuzhou(text):
    form, report = text.split("部门整体支出绩效自评报告")
    sheet = Sheet()
    sheet.add("meta", "标题", next(line for line in form.split("\n") if line.startswith("部门")))
    stream_fields(sheet, form[form.index("部门整体") :], ["预算部门名称"])
    stream_form(sheet, form)
    sheet.numbers("自评报告", report)
    sheet.save("zhuzhou-guyuefeng-2022")


def wangyue(text):
    base, form, project, report = re.split(
        r"附件\s*[123]\n|(?=2023 年度岳阳市岳阳楼区望岳街道办事处单位整体支出绩效自评报告)", text
    )[1:]
    sheet = Sheet()
    for part, name, labels in (
        (form, "yueyang-wangyue-2023", ["预算单位名称"]),
        (project, "yueyang-wangyue-2023-annex-3", ["项目支出名称", "主管部门", "实施单位"]),
    ):
        sheet = Sheet()
        sheet.add("meta", "标题", joined(part.split("\n", 1)[0]))
        stream_fields(sheet, part, labels)
        stream_form(sheet, part)
        if part is form:
            sheet.numbers("自评报告", report)
        sheet.save(name)

    cells = [joined(cell) for cell in stream(base)]
    sheet = Sheet()
    sheet.add("meta", "标题", joined(base.split("\n", 1)[0]))
    stream_fields(sheet, base, ["预算单位名称"])
    staff = between(cells, "财政供养人员情况(人)", "经费控制情况(万元)")
    for key, figure in zip(staff[1:4], staff[5:]):
        sheet.add("staff", key, figure)
    spending = next(cell for cell in cells if cell.startswith("楼堂馆所"))
    spending = between(cells, "经费控制情况(万元)", spending)
    sheet.add("years", *spending[1:4])
    for at in range(4, len(spending), 4):
        name = re.sub(r"^(\d、|其中：)", "", spending[at])
        sheet.add("base", heading(name), *spending[at + 1 : at + 4])
    sheet.save("yueyang-wangyue-2023-base")


def chongqing(text):
    raw = stream(text)
    cells = [joined(cell) for cell in raw]
    sheet = Sheet()
    sheet.add("meta", "标题", cells[0])
    stream_fields(sheet, text, ["主管部门"])
    sheet.add("total", "", cells[cells.index("自评总分（分）") + 1])
    goal = cells.index("年初绩效目标")
    for at in range(3):
        sheet.numbers(cells[goal + at], raw[goal + 4 + at])
    first = cells.index("指标名称")
    end = cells.index("说明") + 1
    columns = cells[first:end]
    rows = []
    while end < len(cells):
        assert cells[end] == "", cells[end]
        rows.append(cells[end + 1 : end + 1 + len(columns)])
        end += 1 + len(columns)
    sheet.rows([heading(name) for name in columns], rows)
    sheet.save("chongqing-xianglushan-2022")


# Texts in which a line is a row, its cells parted by tabs.


def jinmeishan(text):
    raw = [line.split("\t") for line in text.split("\n") if line.strip()]
    table = [[joined(cell) for cell in line] for line in raw]
    sheet = Sheet()
    sheet.add("meta", "标题", table[0][0])
    sheet.add("meta", table[1][0], next(cell for cell in table[1][1:] if cell))
    amounts = next(at for at, row in enumerate(table) if row[1].startswith("年度资金总额"))
    for key, figure in zip(table[amounts - 1][2:], table[amounts][2:]):
        if key:
            sheet.add("funds", table[amounts][1].rstrip("："), heading(key), figure)
    goals = next(at for at, row in enumerate(table) if row[0] == "年度总体目标")
    parts = table[amounts + 2 : goals]
    for column, kind in ((1, "source"), (6, "nature")):
        assert table[amounts + 1][column] in ("按收入性质分：", "按支出性质分：")
        for row in parts:
            name = row[column].removeprefix("其中：").rstrip("：")
            if name:
                sheet.add(kind, name, row[column + 1])
    # under 预期目标 and 实际完成情况, yet not in their columns
    texts = [cell for cell in raw[goals + 1] if cell.strip()]
    for key, cell in zip(("预期目标", "实际完成情况"), texts):
        sheet.numbers(key, cell)

    first = next(at for at, row in enumerate(table) if row[1] == "一级指标")
    columns = [name for name in table[first][1:] if name]
    end = next(at for at, row in enumerate(table) if row[0] == "总分")
    rows = [row[1 : 1 + len(columns)] for row in table[first + 1 : end]]
    sheet.rows([heading(name) for name in columns], rows)
    full_marks, score = table[end][1:3]
    sheet.add("total", full_marks, score)
    sheet.save("yueyang-jinmeishan-2024")


def by_weight(labels, rows):
    """Gives each row its 一级指标. The labels stand wherever a page break left them;
    their weights, in order, tell how many rows each covers."""
    rows = iter(rows)
    for name, weight in labels:
        left = weight
        while left > 0:
            row = next(rows)
            left -= label_weight(row[0])[1]
            yield [f"{name}（{weight}分）", *row]
        assert left == 0, (name, weight, left)
    assert next(rows, None) is None


def is_level2(cell):
    """Whether the cell is a 二级指标 with its weight, such as 数量指标1（0.5分）."""
    label, weight = label_weight(cell)
    is_other = cell.startswith(LEVEL1) or "绩效指标" in label
    return weight is not None and "指标" in label and not is_other


def wuhan_rows(lines):
    """The labels of 一级指标, and the rows from 二级指标 on."""
    labels, rows = [], []
    for line in lines:
        cells = [joined(cell) for cell in line.split("\t")]
        at = next((at for at, cell in enumerate(cells) if is_level2(cell)), None)
        if at is None:
            # pieces of labels between two pages, and the repeated headings
            assert len(cells) == 1 or "一级指标" in cells, line
            continue
        for cell in cells[:at]:
            if cell.startswith(LEVEL1):
                labels.append(cell)
            elif re.fullmatch(r"[(（][\d.]+分[)）]", cell):
                labels[-1] += cell  # the label's second half, on the next page
        row = [cell for cell in cells[at:] if cell]
        assert len(row) == 5, row
        rows.append(row)
    return [label_weight(label) for label in labels], rows


def find(table, start):
    """The first row with a cell that begins so."""
    return next(n for n, row in enumerate(table) if any(cell.startswith(start) for cell in row))


def filled(row):
    return [cell for cell in row if cell]


def wuhan(text):
    for form in re.split(r"(?m)^(?=2020年度.*自评表$)", text)[1:]:
        lines = [line for line in form.split("\n") if line.strip()]
        table = [[joined(cell) for cell in line.split("\t")] for line in lines]
        sheet = Sheet()
        fields = wuhan_heading(sheet, lines, table)
        wuhan_goals(sheet, lines, table)
        reasons, measures = find(table, "偏差大或目标未完成原因"), find(table, "改进措施及结果")
        for first, end in ((reasons, measures), (measures, len(lines))):
            sheet.numbers(filled(table[first])[0], "\n".join(lines[first:end]).replace("\t", "\n"))
        project = fields.get("项目名称")
        sheet.save("wuhan-hongshan-2020" + (f"-{PROJECTS[project]}" if project else ""))


def wuhan_heading(sheet, lines, table):
    """What stands above the goals; gives back the labelled fields."""
    parts = re.split(r"(单位名称|填报日期|总分|自评得分)：", lines[1])[1:]
    fields = dict(zip(parts[::2], map(joined, parts[1::2])))
    sheet.add("total", "", fields.pop("自评得分", None) or fields.pop("总分"))
    funds = find(table, "预算执行情况")
    for row in table[2:funds]:
        cells = filled(row)
        fields.update(zip(cells[::2], cells[1::2]))
    sheet.add("meta", "标题", lines[0])
    for label, value in fields.items():
        if label.endswith("支出总额"):
            sheet.add("nature", label.removesuffix("总额"), value.removesuffix("万元"))
        else:
            sheet.add("meta", label, value)

    title, *keys = filled(table[funds])
    row, *figures = filled(table[funds + 1])
    for key, figure in zip(keys, figures):
        sheet.add("funds", row, heading(key), figure)
    sheet.add("funds", row, "分值", re.search(r"(\d+)分", title)[1])
    return fields


def wuhan_goals(sheet, lines, table):
    """The goals, several or one, each with its rows."""
    reasons = find(table, "偏差大或目标未完成原因")
    is_goal = re.compile(r"年度目标\d|项目绩效总目标")
    goals = [n for n, row in enumerate(table[:reasons]) if any(map(is_goal.match, row))]
    for n, end in zip(goals, goals[1:] + [reasons]):
        title = filled(table[n])[0]
        label, weight = re.match(r"(.*?)[(（](\d+)分[)）]", title).groups()
        score = ""
        if label == "项目绩效总目标":
            expected, achieved, score = filled(table[n + 1])
            sheet.numbers("年初设定目标", expected)
            sheet.numbers("全年实际完成情况", achieved)
        first = next(m for m in range(n + 1, end) if "一级指标" in table[m])
        if n == goals[0]:
            columns = filled(table[first][table[first].index("一级指标") :])
            sheet.add("columns", *map(heading, columns))
        sheet.add("goal", label, weight, score)
        for row in by_weight(*wuhan_rows(lines[first + 1 : end])):
            sheet.add("row", *row)


def main():
    folder = Path(sys.argv[1])
    for name, take in (
        ("yueyang-jinmeishan-2024", jinmeishan),
        ("yueyang-wangyue-2023", wangyue),
        ("zhuzhou-guyuefeng-2022", zhuzhou),
        ("chongqing-xianglushan-2022", chongqing),
        ("wuhan-hongshan-2020", wuhan),
    ):
        take((folder / f"{name}.txt").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
