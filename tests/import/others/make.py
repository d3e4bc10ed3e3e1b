#!/usr/bin/env python3
"""Makes Word and Excel files of the sample content with other people's programs.

    pip install python-docx openpyxl pyyaml
    python3 tests/import/others/make.py

One table a form, as units have it: labels at the left merged over their rows, headings
with weights and torn words, figures as numbers with formats. python-docx and openpyxl
write the first of each pair, the same bytes every time; LibreOffice (soffice) opens that
and saves it anew, with names and days of its own that are taken out again as far as
they stand in docProps.
"""

import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
import yaml
from docx.enum.style import WD_STYLE_TYPE
from openpyxl.styles import Alignment

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parents[2] / "content"
HUNAN = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
# For each file: the report, its printed heading, the heading of each column by key.
FORMS = {
    "guyuefeng-2022": (
        "hunan/zhuzhou/lukou/guyuefeng/2022/report.yaml",
        ("预算单位名称", "年度预算申请（万元）", HUNAN),
        {"一级指标": "一级指标", "二级指标": "二级指标", "三级指标": "三级指标",
         "年度指标值": "年度\n指标值", "实际完成值": "实际\n完成值", "分值": "分值",
         "得分": "自评得分", "偏差原因": "偏差原因\n分析及\n改进措施"},
    ),
    "wangyue-2023": (
        "hunan/yueyang/yueyanglou/wangyue/2023/report.yaml",
        ("预算单位名称", "年度预算 申请\n（万元）", HUNAN),
        {"一级指标": "一级指标", "二级指标": "二级 指标", "三级指标": "三级 指标",
         "年度指标值": "年度指标值", "实际完成值": "实际完成值", "分值": "分 值",
         "得分": "得 分", "偏差原因": "偏差原因分析及改进措施"},
    ),
    "jinmeishan-2024": (
        "hunan/yueyang/yueyanglou/jinmeishan/2024/report.yaml",
        ("预算部门名称", "年度预算申请\n（万元）", HUNAN),
        {"一级指标": "一级指标", "三级指标": "三级指标", "年度指标值": "年度指标值",
         "实际完成值": "实际完成值", "评分标准": "评扣分标准", "分值": "分值",
         "得分": "得分", "偏差原因": "偏差原因分析及改进措施"},
    ),
    "hongshan-2020": (
        "hubei/wuhan/hongshan/hongshan-jiedao/2020/report.yaml",
        ("单位名称", "预算执行情况\n(万元)\n(20分)",
         ["全年预算数", "全年执行数", "执行率", "得分"]),
        {"一级指标": "一级指标", "二级指标": "二级指标", "三级指标": "指标名称",
         "年度指标值": "年初目标值", "实际完成值": "实际完成值", "得分": "得分"},
    ),
    "xianglushan-2022": (
        "chongqing/gaoxinqu/xianglushan/2022/report.yaml",
        ("主管部门", "", []),
        {"三级指标": "指标名称", "计量单位": "计量\n单位", "指标性质": "指标\n性质",
         "年度指标值": "指标值", "分值": "指标\n权重\n（分）", "实际完成值": "全年\n完成值",
         "得分": "指标\n得分\n（分）", "说明": "说明"},
    ),
}
WUHAN = {"全年预算数": "预算数（A）", "全年执行数": "执行数（B）", "执行率": "执行率（B/A）",
         "得分": "得分\n（20分*执行率）"}


class Sheet:
    """Cells with their text, merged over columns and rows."""

    def __init__(self, columns):
        self.columns, self.rows, self.cells = columns, 0, []

    def row(self, *cells):
        """Cells as (column, text, columns covered)."""
        self.cells += [(self.rows, at, text, 1, wide) for at, text, wide in cells]
        self.rows += 1

    def tall(self, row, column, text, height, wide=1):
        self.cells.append((row, column, text, height, wide))


def funds(sheet, report, label, keys):
    money = report.get("预算执行")
    if not money:
        return
    first = sheet.rows
    wuhan = len(keys) == 4
    # What has no room beside the other columns goes without it.
    at = list(range(2, 2 + len(keys)))
    at[-1:] = [at[-1]]
    wide = [1] * (len(keys) - 1) + [sheet.columns - at[-1]]
    titles = [WUHAN.get(key, key) if wuhan else key for key in keys]
    sheet.row(*zip(at, titles, wide))
    name = "部门整体支出总额" if wuhan else "年度资金总额："
    sheet.row((1, name, 1), *zip(at, (money.get(key, "") for key in keys), wide))
    if not wuhan:
        half = sheet.columns // 2
        sides = [("按收入性质", 1, half - 1), ("按支出性质", half, sheet.columns - half)]
        sheet.row(*((at, side + "分：", wide) for side, at, wide in sides))
        items = [list(money.get(side, {}).items()) for side, _, _ in sides]
        for nth in range(max(map(len, items))):
            cells = []
            for (side, at, wide), of in zip(sides, items):
                text = "："if nth >= len(of) else "：".join(of[nth])
                part = "其中：" if nth == 0 else ""
                cells.append((at, part + text if nth < len(of) else "", wide))
            sheet.row(*cells)
    sheet.tall(first, 0, label, sheet.rows - first)


def goals(sheet, report, labels):
    goal = report["年度目标"][0]
    first, columns = sheet.rows, sheet.columns - 1
    step = columns // len(labels)
    at = [1 + nth * step for nth in range(len(labels))]
    wide = [step] * (len(labels) - 1) + [columns - step * (len(labels) - 1)]
    sheet.row(*zip(at, labels.values(), wide))
    sheet.row(*zip(at, (goal.get(key, "").strip() for key in labels), wide))
    sheet.tall(first, 0, "年度总\n体目标", 2)


def rows(sheet, columns, items, weights, label):
    keys, first = list(columns), sheet.rows
    sheet.row(*((at + 1, columns[key], 1) for at, key in enumerate(keys)))
    runs = {}
    for item in items:
        cells = []
        for at, key in enumerate(keys, 1):
            text = item.get(key, "")
            if key == "一级指标":
                weight = weights.get(text)
                text += f"\n（{weight}分）" if weight else ""
            if key == "二级指标" and "分值" not in columns:
                text += f"（{item['分值']}分）"
            if key in ("一级指标", "二级指标"):
                above = item.get("一级指标") if key == "二级指标" else None
                run = runs.get(key)
                if run and run[0] == (above, text) and sheet.rows > first:
                    run[2] += 1
                    continue
                runs[key] = [(above, text), sheet.rows, 1, at]
                runs.setdefault("all", []).append(runs[key])
                continue
            cells.append((at, text, 1))
        sheet.row(*cells)
    for (_, text), row, height, at in runs.get("all", []):
        sheet.tall(row, at, text, height)
    sheet.tall(first, 0, label, sheet.rows - first)


def sheet_of(report, unit, heading, columns):
    name, label, keys = heading
    sheet = Sheet(len(columns) + 1)
    money = report.get("预算执行", {})
    if name == "主管部门":
        sheet.row((0, name, 1), (1, report["填报"]["主管部门"], 2), (3, "自评总分\n（分）", 2),
                  (5, report["总分"], sheet.columns - 5))
        labels = {"预期目标": "年初绩效目标", "调整目标": "全年（调整）绩效目标",
                  "实际完成情况": "全年目标实际完成情况"}
        goals(sheet, report, labels)
        rows(sheet, columns, report["绩效指标"], {}, "绩\n效\n指\n标")
        return sheet
    sheet.row((0, name, 1), (1, unit, sheet.columns - 1))
    if len(keys) == 4:
        natures = money["按支出性质"]
        sheet.row((0, "基本支出总额", 1), (1, natures["基本支出"] + "万元", 2),
                  (3, "项目支出总额", 1), (4, natures["项目支出"] + "万元", sheet.columns - 4))
    funds(sheet, report, label, keys)
    if len(keys) == 4:
        for nth, goal in enumerate(report["年度目标"], 1):
            head = f"{goal['编号']}（{goal['分值']}分）：{goal['预期目标'].strip()}"
            sheet.row((0, head, sheet.columns))
            weights = goal.get("一级指标分值", {})
            rows(sheet, columns, goal["绩效指标"], weights, f"年度绩效\n指标{nth}")
    else:
        goals(sheet, report, {"预期目标": "预期目标", "实际完成情况": "实际完成情况"})
        weights = report.get("一级指标分值", {})
        if name == "预算单位名称":
            weights = weights or {"产出指标": "50", "效益指标": "30", "满意度指标": "10"}
        rows(sheet, columns, report["绩效指标"], weights, "绩\n效\n指\n标")
        score = list(columns).index("得分") + 1
        sheet.row((0, "总分", score - 1), (score - 1, "100", 1), (score, report["总分"], 1))
    for key, title in [("偏差原因", "偏差大或\n目标未完成\n原因分析"),
                       ("改进措施", "改进措施及结果应用方案")]:
        if key in report:
            sheet.row((0, title, 1), (1, report[key].strip(), sheet.columns - 1))
    return sheet


UNUSED = ("thumbnail.jpeg", "stylesWithEffects.xml")


def repacked(data):
    """The same package with fixed times, and without what nothing in it uses."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in source.namelist():
            if name.endswith(UNUSED):
                continue
            part = source.read(name)
            if name.endswith((".rels", "[Content_Types].xml")):
                unused = rb"<(Relationship|Override) [^>]*(thumbnail|stylesWithEffects)[^>]*/>"
                part = re.sub(unused, b"", part)
            if name.startswith("docProps/"):
                part = re.sub(rb"(<(dcterms:\w+|dc:creator|cp:lastModifiedBy)[^>]*>)[^<]*",
                              rb"\1", part)
                part = re.sub(rb"<dcterms:[^>]*></dcterms:[^>]*>", b"", part)
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, part)
    return target.getvalue()


def word(title, note, sheet):
    document = docx.Document()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    document.add_paragraph(title)
    if note:
        document.add_paragraph(note)
    table = document.add_table(sheet.rows, sheet.columns)
    for row, column, text, tall, wide in sheet.cells:
        cell = table.cell(row, column)
        if tall > 1 or wide > 1:
            cell = cell.merge(table.cell(row + tall - 1, column + wide - 1))
        first, *more = text.split("\n")
        cell.paragraphs[0].text = first
        for line in more:
            cell.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def number(text):
    """A number with the format that shows it as it is written."""
    if not re.fullmatch(r"-?\d+(\.\d+)?%?", text):
        return text, None
    places = len(text.rstrip("%").partition(".")[2])
    form = "0." + "0" * places if places else "0"
    if text.endswith("%"):
        return round(float(text[:-1]) / 100, places + 2), form + "%"
    return (float(text) if places else int(text)), form


def workbook(title, note, sheet):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "自评表"
    page.append([title])
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=sheet.columns)
    page.append([note])
    for row, column, text, tall, wide in sheet.cells:
        cell = page.cell(row + 3, column + 1)
        value, form = number(text)
        cell.value = value
        if form:
            cell.number_format = form
        else:
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if tall > 1 or wide > 1:
            page.merge_cells(start_row=row + 3, start_column=column + 1,
                             end_row=row + 2 + tall, end_column=column + wide)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def saved_anew(folder, names):
    for ending in ["docx", "xlsx"]:
        files = [name for name in names if name.endswith(ending)]
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                   "--convert-to", ending, "--outdir", f"{folder}/anew", *files]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return {name: (folder / "anew" / name).read_bytes() for name in names}


def main():
    made = {}
    for name, (path, heading, columns) in FORMS.items():
        report = yaml.load((CONTENT / path).read_text("utf-8"), yaml.BaseLoader)
        unit = (CONTENT / path).parents[1] / "unit.yaml"
        unit = yaml.load(unit.read_text("utf-8"), yaml.BaseLoader)["名称"]
        note = f"填报日期：　　总分：{report['总分']}" if len(heading[2]) == 4 else ""
        parts = report["标题"], note, sheet_of(report, unit, heading, columns)
        made[f"{name}.docx"] = word(*parts)
        made[f"{name}.xlsx"] = workbook(*parts)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name, data in made.items():
            (folder / name).write_bytes(data)
        anew = saved_anew(folder, list(made)) if "--without-office" not in sys.argv else {}
    for group, files in [("python", made), ("libreoffice", anew)]:
        (HERE / group).mkdir(exist_ok=True)
        for name, data in files.items():
            (HERE / group / name).write_bytes(repacked(data))


main()
