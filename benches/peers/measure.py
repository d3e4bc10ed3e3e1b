"""Runs each program on the same reports in turn and writes the medians."""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import sites

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target/peers/tools"
RELEASE = ROOT / "target/release"
DOCUMENT = ROOT / "docs/performance.md"
MIB = 1024 * 1024


PARTS = ["peers", "incremental", "checking", "sizes", "search"]

# Where the sites are written; in memory (/dev/shm) the disk has no part in the figures.
work = ROOT / "target/peers"


@dataclass
class Run:
    """One process, as the system counts it: seconds, and bytes at the peak."""

    user: float
    system: float
    wall: float
    peak: int

    @property
    def cpu(self):
        return self.user + self.system


@dataclass
class Contender:
    name: str
    command: list
    folder: Path
    output: Path
    keeps: bool = False  # whether the last output stays: an incremental run
    before: object = None  # what is changed before each run
    runs: list = field(default_factory=list)

    def run(self):
        if not self.keeps:
            for path in (self.output, cache(self.output)):
                remove(path)
        if self.before:
            self.before()
        started = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in self.command],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - started
        if process.returncode != 0:
            sys.exit(f"{self.name}: {said.decode()}")
        self.runs.append(Run(usage.ru_utime, usage.ru_stime, wall, usage.ru_maxrss * 1024))

    def median(self, figure):
        return statistics.median(getattr(run, figure) for run in self.runs)


def cache(output):
    """What ziping keeps beside an output to take over what has not changed."""
    return output.parent / f".{output.name}.ziping-cache"


def remove(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def in_turn(contenders, runs):
    """One run of each after the other, so that a slow minute meets them all."""
    for _ in range(runs):
        for contender in contenders:
            contender.run()


def generated(count):
    """The generated site of so many reports."""
    folder = work / str(count)
    if not (folder / "site").exists():
        remove(folder)
        subprocess.run([RELEASE / "examples/generate", str(count), folder / "site"], check=True)
        if count <= 10_000:
            sites.make(folder / "site/content", folder)
    return folder


def ziping(name, folder, output, *flags, **rest):
    site = folder / "site"
    command = [RELEASE / "ziping", "build", "--quiet", "--root", site, "--output", output]
    return Contender(name, command + list(flags), folder, output, **rest)


def peers(count, runs):
    folder = generated(count)
    hugo = TOOLS / "venv/bin/hugo"
    contenders = [
        Contender(
            "底线：只解析、填页、写盘",
            [RELEASE / "examples/floor", folder / "site", folder / "floor"],
            folder,
            folder / "floor",
        ),
        ziping("ziping，只写页面", folder, folder / "pages", "--pages-only"),
        ziping("ziping，全部", folder, folder / "public", "--no-cache"),
        *(
            Contender(
                f"Hugo，{kind.upper()}",
                [hugo, "--quiet"],
                folder / f"hugo-{kind}",
                folder / f"hugo-{kind}/public",
            )
            for kind in ("yaml", "json")
        ),
        Contender(
            "Eleventy",
            [TOOLS / "node_modules/.bin/eleventy", "--quiet"],
            folder / "eleventy",
            folder / "eleventy/public",
        ),
    ]
    in_turn(contenders, runs)
    return contenders


def incremental(count, runs):
    """A clean build, nothing changed, one report, one region, the whole site."""
    folder = generated(count)
    output = folder / "public"
    content = folder / "site/content"
    district = content / "city-000/district-0000"
    report = district / "unit-000000/2022/report.md"
    turn = iter(range(10**9))

    def changes(path, old, new):
        """Puts another text in the place of `old`, a new one each time."""
        original = path.read_text()

        def change():
            path.write_text(original.replace(old, f"{new}{next(turn)}", 1))

        return change, lambda: path.write_text(original)

    edited, undo_report = changes(report, "负责辖区", "负责本辖区第")
    renamed, undo_region = changes(district / "region.yaml", "第0区", "第0新区")
    retitled, undo_site = changes(content / "site.yaml", "生成的示例站点", "示例站点")
    clean = ziping("全部重做", folder, output)
    clean.run()
    contenders = [
        clean,
        ziping("没有改动", folder, output, keeps=True),
        ziping("改一份报告", folder, output, keeps=True, before=edited),
        ziping("改一个区县的名称", folder, output, keeps=True, before=renamed),
        ziping("改网站的名称", folder, output, keeps=True, before=retitled),
    ]
    clean.runs.clear()
    try:
        in_turn(contenders, runs)
    finally:
        undo_report(), undo_region(), undo_site()
    return contenders


def checking(count, runs):
    folder = generated(count)
    site = folder / "site"
    none = folder / "none"
    contenders = [
        Contender("只读入", [RELEASE / "examples/load", site], folder, none),
        Contender(
            "check",
            [RELEASE / "ziping", "check", "--quiet", "--root", site, "--jobs", "1"],
            folder,
            none,
        ),
    ]
    in_turn(contenders, runs)
    return contenders


def size(count, runs):
    folder = generated(count)
    contender = ziping(f"{count:,} 份", folder, folder / "public")
    in_turn([contender], runs)
    return contender


def table(contenders, against=None):
    """A row each: medians, and how many times the one it is held against."""
    lines = [
        "| | CPU 秒 | 其中用户态 | 历时秒 | 内存峰值 MB |" + (" CPU 倍数 |" if against else ""),
        "|---|---:|---:|---:|---:|" + ("---:|" if against else ""),
    ]
    for one in contenders:
        cells = [one.name, *(f"{one.median(figure):.2f}" for figure in ("cpu", "user", "wall"))]
        cells.append(f"{one.median('peak') / MIB:.0f}")
        if against:
            cells.append(f"{one.median('cpu') / against.median('cpu'):.2f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


# What Zola 0.23 took of what Hugo takes with YAML, measured once at 10,000 reports on
# another machine of this kind: Zola is in no registry that a script could ask.
ZOLA_OF_HUGO = {"cpu": 10.0 / 29.6, "wall": 7.1 / 15.5}


def searching(count):
    """What the search of so many reports moves, and how long it takes in Chromium."""
    chromium = shutil.which("chromium")
    if not chromium:
        print("skipped: the search: chromium is not installed")
        return None
    folder = generated(count)
    output = folder / "search"
    remove(output)
    subprocess.run([RELEASE / "examples/index", folder / "site", output], check=True)
    asked = subprocess.run(
        ["node", ROOT / "benches/peers/search.mjs", output, TOOLS],
        env={**os.environ, "CHROMIUM": chromium},
        stdout=subprocess.PIPE,
        check=True,
    )
    remove(output)
    return json.loads(asked.stdout)


def search_table(found):
    head = (
        f"{found['units']:,} 个单位，索引 {found['files']} 个文件，压缩后最大的一个"
        f"（{found['largest']['name']}）{found['largest']['bytes'] / 1024:.1f} KB。"
    )
    lines = ["| 问 | 答 | 传送 KB | 毫秒 |", "|---|---|---:|---:|"]
    floor = found["floor"]
    lines.append(
        f"| | 同一页，没有脚本，什么也不查 | {floor['bytes'] / 1024:.0f} | {floor['milliseconds']:.0f} |"
    )
    lines += [
        f"| {one['question']} | {one['words']} | {one['bytes'] / 1024:.0f} | {one['milliseconds']:.0f} |"
        for one in found["answers"]
    ]
    return head + "\n\n" + "\n".join(lines)


def times(one, other, figure="cpu"):
    return one.median(figure) / other.median(figure)


def aims(measured):
    """What is to be reached beside what was measured: (aim, figure, whether)."""
    rows = []
    if "peers" in measured:
        floor, pages, everything, hugo, *_ = measured["peers"]
        for figure, name in (("cpu", "CPU"), ("wall", "历时")):
            zola = hugo.median(figure) * ZOLA_OF_HUGO[figure]
            ratio = zola / pages.median(figure)
            aim = f"同样的页面：{name}不到 Zola 的三分之一（Zola 按 Hugo 折算）"
            rows.append((aim, f"Zola 的 {1 / ratio:.2f} 倍", ratio >= 3))
        ratio = times(pages, floor, "user")
        rows.append(("同样的页面：用户态不超过底线的 2 倍", f"{ratio:.1f} 倍", ratio <= 2))
        for figure, name in (("cpu", "CPU"), ("wall", "历时")):
            zola = hugo.median(figure) * ZOLA_OF_HUGO[figure]
            ratio = everything.median(figure) / zola
            aim = f"全部都做：{name}不超过 Zola 只写页面（按 Hugo 折算）"
            rows.append((aim, f"{ratio:.2f} 倍", ratio <= 1))
    if "incremental" in measured:
        clean, nothing, edited, *_ = measured["incremental"]
        for one, most in ((nothing, 0.03), (edited, 0.10)):
            share = times(one, clean, "wall")
            aim = f"{one.name}：不到全部重做的 {most:.0%}"
            rows.append((aim, f"{share:.1%}", share < most))
    if "checking" in measured:
        loading, check = measured["checking"]
        ratio = times(check, loading, "user")
        rows.append(("check 不超过只读入的 2 倍", f"{ratio:.2f} 倍", ratio <= 2))
    if "sizes" in measured:
        sizes = measured["sizes"]
        at = {int(one.folder.name): one for one in sizes}
        if 10_000 in at:
            peak = at[10_000].median("peak") / MIB
            rows.append(("1 万份：内存峰值不到 150 MB", f"{peak:.0f} MB", peak < 150))
        if 10_000 in at and 20_000 in at:
            ratio = times(at[20_000], at[10_000])
            rows.append(("2 万份的 CPU 不超过 1 万份的 2.1 倍", f"{ratio:.2f} 倍", ratio <= 2.1))
        least, most = min(at), max(at)
        if most > least:
            growth = at[most].median("peak") - at[least].median("peak")
            growth = growth / 1024 / (most - least)
            rows.append(("每多一份报告，内存多不到 8 KB", f"{growth:.1f} KB", growth < 8))
    if "search" in measured:
        found = measured["search"]
        largest = found["largest"]["bytes"] / 1024
        rows.append(("搜索：索引的文件压缩后不超过 64 KB", f"{largest:.0f} KB", largest <= 64))
        most = max(one["bytes"] for one in found["answers"]) / 1024
        rows.append(("搜索：一问传送不到 300 KB", f"{most:.0f} KB", most < 300))
        slowest = max(one["milliseconds"] for one in found["answers"])
        floor = found["floor"]["milliseconds"]
        figure = f"{slowest:.0f} 毫秒，其中打开网页 {floor:.0f}"
        rows.append(("搜索：不到 200 毫秒有答案", figure, slowest < 200))
    lines = ["| 要达到的 | 量到的 | |", "|---|---:|---|"]
    lines += [f"| {aim} | {figure} | {'达到' if met else '没有达到'} |" for aim, figure, met in rows]
    return "\n".join(lines)


def machine():
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB / 1024
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True)
    return (
        f"{cpu[1] if cpu else platform.machine()}，{os.cpu_count()} 核，{memory:.0f} GB，"
        f"Linux {platform.release()}，{rustc.stdout.strip()}。"
    )


def written(text, name, measured):
    """The document with what stands between the marks of a name replaced."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    head, rest = text.split(start, 1)
    _, tail = rest.split(end, 1)
    return f"{head}{start}\n\n{measured}\n\n{end}{tail}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 20_000, 50_000])
    parser.add_argument("--work", type=Path, help="where the sites are written")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--print", action="store_true", help="print, and leave the document")
    parser.add_argument("--only", nargs="+", default=PARTS)
    parser.add_argument("--search", type=int, default=50_000, help="reports to search in")
    options = parser.parse_args()
    if options.work:
        global work
        work = options.work.resolve()
    largest = max(options.reports)
    measured = {}

    # Each as soon as it is measured: a run that is broken off keeps what it has.
    def keep(name, part):
        if options.print:
            print(part, end="\n\n", flush=True)
        else:
            DOCUMENT.write_text(written(DOCUMENT.read_text(), name, part))

    keep("machine", machine())
    if "peers" in options.only:
        tables = []
        for count in options.reports:
            contenders = measured["peers"] = peers(count, options.runs)
            tables.append(f"{count:,} 份报告：\n\n{table(contenders, contenders[1])}")
        keep("peers", "\n\n".join(tables))
    if "incremental" in options.only:
        contenders = measured["incremental"] = incremental(largest, options.runs)
        keep("incremental", f"{largest:,} 份报告：\n\n{table(contenders, contenders[0])}")
    if "checking" in options.only:
        contenders = measured["checking"] = checking(largest, max(options.runs, 5))
        keep("checking", f"{largest:,} 份报告，单线程：\n\n{table(contenders, contenders[0])}")
    if "sizes" in options.only:
        contenders = measured["sizes"] = [size(count, 1) for count in options.sizes]
        keep("sizes", table(contenders, contenders[0]))
    if "search" in options.only and (found := searching(options.search)):
        measured["search"] = found
        keep("search", f"{options.search:,} 份报告：{search_table(found)}")
    # The list of aims is that of a whole run, or it would lose what was not measured.
    if options.print or set(options.only) >= set(PARTS):
        keep("aims", aims(measured))


if __name__ == "__main__":
    main()
