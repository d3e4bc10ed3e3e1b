"""The same reports as sites of Hugo and Eleventy."""

import json
import re
import shutil
from pathlib import Path

import yaml

HERE = Path(__file__).parent


class Text(yaml.SafeLoader):
    """Leaves figures and dates as they are written, as a publisher must."""


Text.yaml_implicit_resolvers = {}


def figures(form):
    """Scores are added in the templates; all else is only printed."""
    form["预算执行"]["得分"] = float(form["预算执行"]["得分"])
    for row in form["绩效指标"]:
        row["得分"] = float(row["得分"])
    return form


def narrative(text, form):
    """The figures that a narrative takes from its form, filled in."""

    def figure(match):
        value = form
        for key in match[1].strip().split("."):
            value = value[key]
        return value

    return re.sub(r"\{\{(.*?)\}\}", figure, text)


def reports(content):
    for path in sorted(content.rglob("report.yaml")):
        source = path.read_text()
        form = yaml.load(source, Text)
        unit = yaml.load((path.parent.parent / "unit.yaml").read_text(), Text)["名称"]
        body = narrative(path.with_name("report.md").read_text(), form)
        yield path.parent.relative_to(content), unit, form, source, body


def make(content, folder):
    """Writes `hugo-yaml`, `hugo-json` and `eleventy` below the folder."""
    hugo = {kind: folder / f"hugo-{kind}" for kind in ("yaml", "json")}
    for site in hugo.values():
        shutil.copytree(HERE / "hugo", site)
    eleventy = folder / "eleventy"
    shutil.copytree(HERE / "eleventy", eleventy)
    links = []
    for below, unit, form, source, body in reports(content):
        title = f"{unit}{form['标题']}"
        name = str(below)
        # Hugo takes the keys as they stand; “标题” is not its “title”.
        head = f"---\ntitle: {title}\n单位: {unit}\n{source}---\n"
        write(hugo["yaml"] / "content" / f"{name}.md", head + body)
        figures(form)
        named = {"title": title, "单位": unit, **form}
        head = json.dumps(named, ensure_ascii=False, indent=1)
        write(hugo["json"] / "content" / f"{name}.md", f"{head}\n{body}")
        front = json.dumps(
            {"layout": "report.njk", "title": title, "unit": unit, "form": form},
            ensure_ascii=False,
            indent=1,
        )
        write(eleventy / "content" / f"{name}.md", f"---json\n{front}\n---\n{body}")
        links.append(f'<li><a href="/{name}/">{title}</a></li>')
    home = "<!DOCTYPE html>\n<title>生成的示例站点</title>\n<ul>\n" + "\n".join(links)
    write(eleventy / "content" / "index.html", f"{home}\n</ul>\n")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
