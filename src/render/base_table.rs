//! 基础数据表 as tables: staffing, spending under control, buildings, thrift.

use super::form_table::{field_table, unit_field, with_unit};
use super::notes::{Notes, anchor};
use super::table::{Cell, Row, Table};
use crate::folder::Document;
use crate::form::{BaseLayout, Field, Form};
use crate::model::{Amount, BaseData, DataPath, Percent, SpendingRow, Unit};

/// A filled table of base data with what its tables are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct BaseView<'a> {
    /// The unit that filled it in.
    pub unit: &'a Unit,
    /// The data.
    pub base: &'a BaseData,
    /// The form it is filled on.
    pub form: &'a Form,
    /// The notes of the checks about it.
    pub notes: &'a Notes,
}

/// The table of base data from top to bottom.
pub fn base_tables(filed: &BaseView<'_>) -> Vec<Table> {
    let mut tables = Vec::from_iter(header(filed));
    tables.extend(staffing(filed));
    tables.extend(spending(filed));
    tables.push(buildings(filed));
    tables.extend(texts(filed));
    tables
}

/// The table as it was filed: without the notes of the checks.
pub fn filed_base_tables(unit: &Unit, base: &Document<BaseData>) -> Vec<Table> {
    base_tables(&BaseView {
        unit,
        base: &base.data,
        form: &base.form,
        notes: &Notes::default(),
    })
}

impl BaseView<'_> {
    fn money_unit(&self) -> &'static str {
        let unit = self.form.money_unit_of(self.base.money_unit);
        unit.map_or("", |unit| unit.chinese())
    }

    fn field_cell(&self, field: &Field) -> Cell {
        let text = match field.key.as_str() {
            "年度" => printed(self.base.year),
            "填报日期" => self.base.date.trim().to_owned(),
            "厉行节约保障措施" => self.base.thrift.trim().to_owned(),
            "备注" => self.base.remark.trim().to_owned(),
            key => unit_field(self.unit, key).unwrap_or_default().to_owned(),
        };
        let path = DataPath::parse(&field.key);
        Cell::text(text).noted(path.map(|path| self.notes.at(&path)).unwrap_or_default())
    }

    /// `2023年实际在职人数`, or the heading alone where the year is not known.
    fn of_year(&self, back: u16, title: &str) -> String {
        match self.base.year.and_then(|year| year.0.checked_sub(back)) {
            Some(year) => format!("{year}年{title}"),
            None if back == 0 => format!("本年{title}"),
            None => format!("上年{title}"),
        }
    }
}

fn field(key: &str, title: &str) -> Field {
    Field {
        key: key.to_owned(),
        title: title.to_owned(),
        ..Field::default()
    }
}

/// The heading: what the form asks for, or else the unit's name.
fn header(filed: &BaseView<'_>) -> Option<Table> {
    let unit = [field("单位.名称", "预算单位名称")];
    let fields = filed.form.header.as_ref().map_or(&unit[..], |list| &list.0);
    field_table("biaotou", "基本信息", fields, |field| {
        filed.field_cell(field)
    })
}

/// 财政供养人员情况.
fn staffing(filed: &BaseView<'_>) -> Option<Table> {
    let staffing = filed.base.staffing?;
    let path = DataPath::from("财政供养人员");
    let rate = staffing.rate.or_else(|| {
        let Percent(rate) = Percent::of(staffing.employed?, staffing.posts?)?;
        Some(Percent(rate.round(2)))
    });
    let columns = [
        ("编制数", "编制数".to_owned(), printed(staffing.posts)),
        (
            "实际在职人数",
            filed.of_year(0, "实际在职人数"),
            printed(staffing.employed),
        ),
        ("控制率", "控制率".to_owned(), printed(rate)),
    ];
    let head = columns.iter().map(|(_, title, _)| Cell::head("col", title));
    let body = columns.iter().map(|(key, _, figure)| {
        Cell::figure(figure).noted(filed.notes.at(&path.clone().key(*key)))
    });
    Some(Table {
        id: "renyuan".to_owned(),
        caption: "财政供养人员情况（人）".to_owned(),
        columns: columns.len(),
        head: vec![Row::of(head.collect())],
        body: vec![Row::of(body.collect())],
        ..Table::default()
    })
}

/// 经费控制情况: three years' figures a row, nested rows numbered as on paper.
fn spending(filed: &BaseView<'_>) -> Option<Table> {
    if filed.base.spending.is_empty() {
        return None;
    }
    let path = DataPath::from("经费控制");
    let mut body = Vec::new();
    spending_rows(filed, &filed.base.spending, &path, None, 0, &mut body);
    Some(Table {
        id: "jingfei".to_owned(),
        caption: "经费控制情况".to_owned(),
        body,
        ..spending_head(filed)
    })
}

/// Each row of 经费控制情况 that others stand below, with these, as a table of its
/// own under the row's name: `项目支出`.
pub fn tables_of_rows(filed: &BaseView<'_>) -> Vec<Table> {
    let rows = filed.base.spending.iter().enumerate();
    rows.filter(|(_, row)| !row.children.is_empty())
        .map(|(at, row)| {
            let path = DataPath::from("经费控制").index(at);
            let mut body = vec![spending_row(filed, row, &path, String::new(), "total")];
            let below = path.key("其中");
            spending_rows(filed, &row.children, &below, Some(row), 1, &mut body);
            Table {
                caption: row.name.trim().to_owned(),
                body,
                ..spending_head(filed)
            }
        })
        .collect()
}

/// The headings over spending rows, with no rows yet.
fn spending_head(filed: &BaseView<'_>) -> Table {
    let titles = [
        filed.of_year(1, "决算数"),
        filed.of_year(0, "预算数"),
        filed.of_year(0, "决算数"),
    ];
    let head = [Cell::head("col", "项目")].into_iter().chain(
        titles
            .iter()
            .map(|title| Cell::head("col", with_unit(title, filed.money_unit()))),
    );
    Table {
        columns: titles.len() + 1,
        head: vec![Row::of(head.collect())],
        ..Table::default()
    }
}

const SPENDING_KEYS: [&str; 3] = ["上年决算数", "本年预算数", "本年决算数"];

fn spending_rows(
    filed: &BaseView<'_>,
    rows: &[SpendingRow],
    path: &DataPath,
    parent: Option<&SpendingRow>,
    depth: usize,
    body: &mut Vec<Row>,
) {
    for (index, row) in rows.iter().enumerate() {
        let path = path.clone().index(index);
        let number = parent.map_or(String::new(), |parent| {
            row_number(filed.form.base_data.as_ref(), parent, depth, index)
        });
        let kind = if depth > 0 { "part" } else { "" };
        body.push(spending_row(filed, row, &path, number, kind));
        let below = path.key("其中");
        spending_rows(filed, &row.children, &below, Some(row), depth + 1, body);
    }
}

fn spending_row(
    filed: &BaseView<'_>,
    row: &SpendingRow,
    path: &DataPath,
    number: String,
    kind: &'static str,
) -> Row {
    let about = filed.notes.about(path, |key| SPENDING_KEYS.contains(&key));
    let name = Cell::head("row", number + row.name.trim()).noted(about);
    let amounts = [row.last_year, row.budget, row.executed];
    let figures = SPENDING_KEYS.iter().zip(amounts).map(|(key, amount)| {
        Cell::figure(printed(amount)).noted(filed.notes.at(&path.clone().key(*key)))
    });
    Row {
        id: anchor(path),
        kind,
        cells: [name].into_iter().chain(figures).collect(),
    }
}

/// What is printed before a nested row: `1、` where the rows below `parent` are all
/// there are, `其中：` before the first where they are only some.
fn row_number(
    layout: Option<&BaseLayout>,
    parent: &SpendingRow,
    depth: usize,
    index: usize,
) -> String {
    let names = |names: fn(&BaseLayout) -> &[String]| {
        layout.is_some_and(|layout| names(layout).contains(&parent.name))
    };
    if names(|layout| &layout.itemised) {
        String::new()
    } else if depth == 1 && names(|layout| &layout.complete) {
        format!("{}、", index + 1)
    } else if index == 0 {
        "其中：".to_owned()
    } else {
        String::new()
    }
}

/// 楼堂馆所控制情况: a row a building, a blank one where none was finished.
fn buildings(filed: &BaseView<'_>) -> Table {
    let money = |title: &str| with_unit(title, filed.money_unit());
    let columns = [
        ("名称", "项目名称".to_owned()),
        ("批复规模", "批复规模（m²）".to_owned()),
        ("实际规模", "实际规模（m²）".to_owned()),
        ("规模控制率", "规模控制率".to_owned()),
        ("预算投资", money("预算投资")),
        ("实际投资", money("实际投资")),
        ("投资概算控制率", "投资概算控制率".to_owned()),
    ];
    let rate = |written: Option<Percent>, part: Option<Amount>, whole: Option<Amount>| {
        let computed = || {
            let Percent(rate) = Percent::of(part?, whole?)?;
            Some(Percent(rate.round(2)))
        };
        printed(written.or_else(computed))
    };
    let rows = filed.base.buildings.iter().enumerate().map(|(at, row)| {
        let path = DataPath::from("楼堂馆所").index(at);
        let texts = [
            row.name.trim().to_owned(),
            printed(row.approved_area),
            printed(row.actual_area),
            rate(row.area_rate, row.actual_area, row.approved_area),
            printed(row.budget),
            printed(row.executed),
            rate(row.investment_rate, row.executed, row.budget),
        ];
        let cells = columns.iter().zip(texts).map(|((key, _), text)| {
            if *key == "名称" {
                let has_cell = |key: &str| columns.iter().any(|(own, _)| *own == key);
                let about = filed
                    .notes
                    .about(&path, |key| key != "名称" && has_cell(key));
                Cell::head("row", text).noted(about)
            } else {
                Cell::figure(text).noted(filed.notes.at(&path.clone().key(*key)))
            }
        });
        Row::of(cells.collect())
    });
    let mut body: Vec<Row> = rows.collect();
    if body.is_empty() {
        body.push(Row::of(vec![Cell::default(); columns.len()]));
    }
    let year = filed.base.year.map(|year| format!("（{year}年完工项目）"));
    Table {
        id: "loutang".to_owned(),
        caption: format!("楼堂馆所控制情况{}", year.unwrap_or_default()),
        columns: columns.len(),
        head: vec![Row::of(
            columns
                .iter()
                .map(|(_, title)| Cell::head("col", title))
                .collect(),
        )],
        body,
        ..Table::default()
    }
}

/// 厉行节约保障措施, and what else is written under the table.
fn texts(filed: &BaseView<'_>) -> Option<Table> {
    let base = filed.base;
    let mut fields = vec![field("厉行节约保障措施", "")];
    if !base.remark.trim().is_empty() {
        fields.push(field("备注", ""));
    }
    if !base.date.trim().is_empty() {
        fields.push(field("填报日期", ""));
    }
    field_table("jieyue", "厉行节约保障措施", &fields, |field| {
        filed.field_cell(field)
    })
}

fn printed(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::FileRef;
    use crate::render::notes::tests::found;
    use crate::render::table::{lines, uneven};

    fn drawn(base: &str, notes: &Notes) -> Vec<Table> {
        let form: Form = serde_yaml::from_str(
            "{编号: 湖南, 金额单位: 万元, 基础数据: {完整明细: [三公经费, 项目支出], 逐项: [区级专项资金]}}",
        )
        .unwrap();
        let unit = Unit {
            name: "某某街道办事处".into(),
            ..Unit::default()
        };
        let tables = base_tables(&BaseView {
            unit: &unit,
            base: &serde_yaml::from_str(base).unwrap(),
            form: &form,
            notes,
        });
        for table in &tables {
            assert_eq!(uneven(table), None, "{table:#?}");
        }
        tables
    }

    #[test]
    fn nested_rows_are_numbered_as_on_paper() {
        let base = "
年度: 2023
经费控制:
  - 项目: 三公经费
    上年决算数: 1.86
    其中:
      - {项目: 公务用车, 其中: [{项目: 公车购置}, {项目: 公车运行维护}]}
      - {项目: 公务接待, 上年决算数: 1.86}
  - 项目: 项目支出
    其中:
      - {项目: 区级专项资金, 其中: [{项目: 残联专项支出, 本年决算数: 4.28}]}
  - 项目: 公用经费
    其中: [{项目: 办公经费, 本年预算数: 15}, {项目: 水费}]
";
        let notes = Notes::new(
            &[
                found("经费控制[1]"),
                found("经费控制[3].其中[1].本年预算数"),
            ],
            FileRef::Report(0),
        );
        let tables = drawn(base, &notes);
        let spending = tables.iter().find(|table| table.id == "jingfei").unwrap();
        assert_eq!(
            lines(&spending.head),
            ["项目|2022年决算数（万元）|2023年预算数（万元）|2023年决算数（万元）"]
        );
        assert_eq!(
            lines(&spending.body),
            [
                "三公经费|1.86||",
                "1、公务用车|||",
                "其中：公车购置|||",
                "公车运行维护|||",
                "2、公务接待|1.86||",
                "项目支出|||",
                "1、区级专项资金|||",
                "残联专项支出|||4.28",
                "公用经费|||",
                "其中：办公经费||15|",
                "水费|||",
            ]
        );
        assert_eq!(spending.body[0].cells[0].notes, [1]);
        assert_eq!(spending.body[9].cells[2].notes, [2]);
    }

    #[test]
    fn rates_left_out_are_computed_and_no_building_is_a_blank_row() {
        let tables = drawn(
            "{年度: 2023, 财政供养人员: {编制数: 69, 实际在职人数: 70}, 厉行节约保障措施: 节能。}",
            &Notes::default(),
        );
        let printed: Vec<Vec<String>> = tables.iter().map(|table| lines(&table.body)).collect();
        assert_eq!(
            printed,
            [
                vec!["预算单位名称|某某街道办事处"],
                vec!["69|70|101.45%"],
                vec!["||||||"],
                vec!["厉行节约保障措施|节能。"],
            ]
        );
        assert_eq!(tables[2].caption, "楼堂馆所控制情况（2023年完工项目）");
    }

    #[test]
    fn a_building_has_its_rates_beside_its_sizes() {
        let tables = drawn(
            "楼堂馆所: [{名称: 社区服务中心, 批复规模: 300, 实际规模: 270, 预算投资: 90, 实际投资: 90, 投资概算控制率: 100%}]",
            &Notes::default(),
        );
        let buildings = tables.iter().find(|table| table.id == "loutang").unwrap();
        assert_eq!(
            lines(&buildings.body),
            ["社区服务中心|300|270|90%|90|90|100%"]
        );
    }
}
