#!/usr/bin/env python3
"""Takes the tables of the five source texts as they were pasted out of Word.

    python3 tests/import/seeds/extract.py <folder with the source texts>

Lines, tabs, blank cells, torn words and page breaks stay as they are. The
narratives are left out, and so is every text that is neither short nor one of the
names and values that tests/seeds has of the form: it becomes （从略）.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LISTS = HERE.parent.parent / "seeds"
LEFT_OUT = "（从略）"
# Above this many letters a cell is a text and no label or figure.
LONGEST_LABEL = 24
SEEDS = [
    "chongqing-xianglushan-2022",
    "wuhan-hongshan-2020",
    "yueyang-jinmeishan-2024",
    "yueyang-wangyue-2023",
    "zhuzhou-guyuefeng-2022",
]


def compact(text):
    return re.sub(r"\s+", "", text)


def known(seed):
    """The cells that the lists of this seed hold."""
    cells = set()
    for file in LISTS.glob(seed + "*.tsv"):
        for line in file.read_text(encoding="utf-8").splitlines():
            cells.update(compact(cell) for cell in line.split("\t"))
    return cells


def kept(text, cells):
    letters = compact(text)
    if len(letters) <= LONGEST_LABEL and "。" not in letters or letters in cells:
        return text
    label = re.match(r"(\s*(?:年度目标\d+（\d+分）|说明|备注)：)", text)
    return (label[1] if label else "") + LEFT_OUT


def tables(text):
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines) if line.strip().endswith("报告")), len(lines))
    return lines[:end]


def rows(lines, cells):
    """Each line is a row."""
    return [
        "\t".join(kept(cell, cells) for cell in line.split("\t")) if "\t" in line else kept_line(line, cells)
        for line in lines
    ]


def kept_line(line, cells):
    # Labels with what is filled in beside them stand on one line.
    return line if "：" in line and "。" not in line else kept(line, cells)


def cells_of(lines, cells):
    """Each line that begins with a tab is a cell, which goes on below."""
    out, cell = [], []

    def close():
        if cell:
            text = "\n".join(cell)
            out.append("\t" + kept(text[1:], cells))
            cell.clear()

    for line in lines:
        if line.startswith("\t"):
            close()
            cell.append(line)
        elif cell and line.strip() and not re.match(r"单位负责人|说明：|备注：", line):
            cell.append(line)
        else:
            # A blank cell may go on after blank lines: these stay as they are.
            close()
            out.append(kept_line(line, cells))
    close()
    return out


def main(folder):
    for seed in SEEDS:
        lines = tables((Path(folder) / (seed + ".txt")).read_text(encoding="utf-8"))
        a_row_a_line = any(line.strip() and "\t" in line[1:] for line in lines)
        taken = (rows if a_row_a_line else cells_of)(lines, known(seed))
        (HERE / (seed + ".txt")).write_text("\n".join(taken).rstrip("\n ") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
