"""What readers take away: data packages, JSON files and workbooks, each opened
with a program of other people's.
"""

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
from frictionless import Package, system
from jsonschema import Draft202012Validator

site = Path(sys.argv[1])
faults: list[str] = []
figures: list[str] = []


def named(path: Path) -> str:
    return str(path.relative_to(site))


def check_packages() -> None:
    packages = sorted(site.rglob("datapackage.json"))
    rows = 0
    for path in packages:
        with system.use_context(trusted=True):
            report = Package(str(path)).validate()
        for row in report.flatten(["type", "message"]):
            faults.append(f"{named(path)}: {row}")
        rows += sum(task.stats["rows"] or 0 for task in report.tasks)
    figures.append(f"data packages: {len(packages)}, {rows} rows")


def check_json() -> None:
    schema = json.loads((site / "data/schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    files = sorted([*site.rglob("data.json"), *site.rglob("reports.json")])
    for path in files:
        document = json.loads(path.read_text("utf-8"))
        if (path.parent / document["$schema"]).resolve() != (site / "data/schema.json").resolve():
            faults.append(f"{named(path)}: leads to no schema: {document['$schema']}")
        for error in validator.iter_errors(document):
            faults.append(f"{named(path)}: {error.json_path}: {error.message}")
    figures.append(f"JSON files: {len(files)}")


def check_workbooks() -> None:
    files = sorted(site.rglob("*.xlsx"))
    cells = merged = 0
    for path in files:
        book = openpyxl.load_workbook(path)
        for sheet in book:
            merged += len(sheet.merged_cells.ranges)
            for row in sheet.iter_rows():
                for cell in row:
                    cells += cell.value is not None
                    if cell.data_type in "fe":
                        faults.append(f"{named(path)}: {sheet.title} {cell.coordinate}: a formula or an error")
    figures.append(f"workbooks: {len(files)}, {cells} cells, {merged} merged ranges")


def check_number_formats() -> None:
    """A number shows as many places as the CSV file beside it has."""
    numbers = 0
    for path in sorted(site.rglob("report.xlsx")):
        book = openpyxl.load_workbook(path)
        package = json.loads((path.parent / "datapackage.json").read_text("utf-8"))
        for resource in package["resources"]:
            with open(path.parent / resource["path"], encoding="utf-8-sig", newline="") as file:
                records = list(csv.reader(file))
            kinds = [field["type"] for field in resource["schema"]["fields"]]
            cells = book[resource["title"]].iter_rows()
            for record, row in list(zip(records, cells, strict=True))[1:]:
                for written, kind, cell in zip(record, kinds, row, strict=True):
                    if kind != "number" or written == "":
                        continue
                    places = -Decimal(written).as_tuple().exponent
                    shown = "0" if places == 0 else "0." + "0" * places
                    numbers += 1
                    if cell.number_format != shown or Decimal(str(cell.value)) != Decimal(written):
                        faults.append(
                            f"{named(path)}: {resource['title']} {cell.coordinate}: "
                            f"{cell.value} as {cell.number_format}, not {written}"
                        )
    figures.append(f"numbers with their places: {numbers}")


check_packages()
check_json()
check_workbooks()
check_number_formats()
json.dump({"faults": faults, "figures": figures}, sys.stdout)
