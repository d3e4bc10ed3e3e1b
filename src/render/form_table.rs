//! The official form as tables, drawn from the form's own description: heading,
//! funds, goals, indicators, texts. No code here knows of any place.
//!
//! The paper form is one table whose parts have nothing to do with each other's
//! columns; here each part is a table with a caption and headers of its own, so
//! that it can be listened to and read on a phone. Set one under the other they
//! print as the form does: same order, same merged cells.

mod funds;
mod goals;
mod group;
mod indicators;

use super::notes::Notes;
use super::table::{Cell, Row, Table};
use crate::folder::Document;
use crate::form::{Field, Form};
use crate::model::{Amount, DataPath, Report, Unit};

/// A filled form with what its tables are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct FormView<'a> {
    /// The unit that filled it in.
    pub unit: &'a Unit,
    /// The data.
    pub report: &'a Report,
    /// The form it is filled on.
    pub form: &'a Form,
    /// The notes of the checks about it.
    pub notes: &'a Notes,
}

/// The form, filled in, from top to bottom. A part that the form does not have
/// is left out.
pub fn form_tables(filed: &FormView<'_>) -> Vec<Table> {
    let fields = filed.form.header.as_ref().map_or(&[][..], |list| &list.0);
    let header = field_table("biaotou", "基本信息", fields, |field| {
        filed.field_cell(field)
    });
    let mut tables = Vec::from_iter(header);
    tables.extend(funds::tables(filed));
    tables.extend(goals::table(filed));
    tables.extend(indicators::table(filed));
    tables.extend(text_table(filed));
    tables
}

/// The form as it was filed: without the notes of the checks.
pub fn filed_tables(unit: &Unit, report: &Document<Report>) -> Vec<Table> {
    form_tables(&FormView {
        unit,
        report: &report.data,
        form: &report.form,
        notes: &Notes::default(),
    })
}

impl FormView<'_> {
    /// What stands at a data path as printed, computed where it was left out;
    /// empty where it is blank.
    fn figure(&self, path: &DataPath) -> String {
        let figure = self.report.figure(path, self.form_weight());
        figure.unwrap_or_default()
    }

    /// The weight of the execution rate that the form has, in 分.
    fn form_weight(&self) -> Option<Amount> {
        self.form.funds.as_ref()?.weight
    }

    /// The word for the unit of the amounts; empty where neither report nor form
    /// names one.
    fn money_unit(&self) -> &'static str {
        let unit = self.form.money_unit_of(self.report.money_unit);
        unit.map_or("", |unit| unit.chinese())
    }

    /// Whether the heading of the form has a field for this key.
    fn has_header(&self, key: &str) -> bool {
        let mut fields = self.form.header.iter().flat_map(|header| &header.0);
        fields.any(|field| field.key == key)
    }

    /// The value of a labelled field with the notes about it; an amount bears its
    /// unit.
    fn field_cell(&self, field: &Field) -> Cell {
        if let Some(text) = unit_field(self.unit, &field.key) {
            return Cell::text(text);
        }
        let Some(path) = DataPath::parse(&field.key) else {
            return Cell::default();
        };
        let mut text = match field.key.as_str() {
            "等级" if self.report.grade.is_empty() => self.earned_grade().to_owned(),
            _ => self.figure(&path),
        };
        if !text.is_empty() && funds::is_money(&path) {
            text.push_str(self.money_unit());
        }
        Cell::text(text).noted(self.notes.at(&path))
    }

    /// The grade of the score; empty without a score or a scale.
    fn earned_grade(&self) -> &str {
        let score = self.report.total_or_computed(self.form_weight());
        let grade = score.and_then(|score| self.form.grade(score));
        grade.unwrap_or_default()
    }
}

/// The value of a field that is the unit's, such as `单位.名称`.
pub(super) fn unit_field<'a>(unit: &'a Unit, key: &str) -> Option<&'a str> {
    match key.strip_prefix("单位.")? {
        "名称" => Some(&unit.name),
        "简称" => Some(unit.label()),
        "主管部门" => Some(&unit.supervisor),
        "类型" => Some(&unit.kind),
        _ => None,
    }
}

/// The text blocks under the form. A text that is filled in but has no place of
/// its own on the form is printed all the same.
fn text_table(filed: &FormView<'_>) -> Option<Table> {
    let mut fields = filed.form.blocks().to_vec();
    let is_printed = |key: &str| filed.form.has_block(key) || filed.has_header(key);
    for (key, text) in [
        ("偏差原因", &filed.report.reason),
        ("改进措施", &filed.report.measure),
        ("备注", &filed.report.remark),
    ] {
        if !text.trim().is_empty() && !is_printed(key) {
            fields.push(Field {
                key: key.to_owned(),
                ..Field::default()
            });
        }
    }
    let caption = fields.iter().map(Field::label).collect::<Vec<_>>();
    field_table("wenzi", &caption.join("、"), &fields, |field| {
        filed.field_cell(field)
    })
}

/// Labelled fields as a table: a label and its value, and further ones beside
/// them where the form puts them into one row. `None` without fields.
pub(super) fn field_table(
    id: &str,
    caption: &str,
    fields: &[Field],
    cell: impl Fn(&Field) -> Cell,
) -> Option<Table> {
    let mut body: Vec<Row> = Vec::new();
    for field in fields {
        let pair = [Cell::head("row", field.label()), cell(field)];
        match body.last_mut() {
            Some(row) if field.beside => row.cells.extend(pair),
            _ => body.push(Row::of(Vec::from(pair))),
        }
    }
    let columns = body.iter().map(|row| row.cells.len()).max()?;
    for row in &mut body {
        let spare = columns - row.cells.len();
        if let Some(last) = row.cells.last_mut() {
            last.colspan += spare;
        }
    }
    Some(Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        columns,
        body,
        ..Table::default()
    })
}

/// A label with its weight: `产出指标（50分）`. A label that already says one is
/// left as it is.
fn with_weight(label: &str, weight: Option<Amount>) -> String {
    match weight {
        Some(weight) if !label.ends_with("分）") && !label.ends_with("分)") => {
            format!("{label}（{weight}分）")
        }
        _ => label.to_owned(),
    }
}

/// A column's title with the unit of its amounts: `全年预算数（万元）`. A title that
/// already says it is left as it is.
pub(super) fn with_unit(title: &str, unit: &str) -> String {
    if unit.is_empty() || title.contains(unit) {
        title.to_owned()
    } else {
        format!("{title}（{unit}）")
    }
}

/// Whether points were lost.
fn is_lost(weight: Option<Amount>, score: Option<Amount>) -> bool {
    matches!((weight, score), (Some(weight), Some(score)) if score < weight)
}

#[cfg(test)]
mod tests;
