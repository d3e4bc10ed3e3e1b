//! A filled form as it is handed in on paper, for the files of the finance bureau.

use super::base_table::filed_base_tables;
use super::form_table::filed_tables;
use super::summary::title;
use super::table::{Cell, Row, Table};
use crate::folder::Document;
use crate::form::Form;
use crate::model::{BaseData, MoneyUnit, Report, Unit, Year};

/// A filled form with what stands over its tables.
#[derive(Debug, Clone)]
pub struct OfficialForm {
    /// The title.
    pub title: String,
    /// The line under it: who filled it in and when, where the tables do not say so,
    /// and the unit of the amounts:
    /// `填报单位：某街道办事处　　填报日期：2024年3月20日　　金额单位：万元`.
    pub note: String,
    /// The tables from top to bottom.
    pub tables: Vec<Table>,
}

impl OfficialForm {
    /// A filled form, overall or of a project.
    pub fn of_report(unit: &Unit, report: &Document<Report>, year: Year) -> Self {
        let filler = (!asks_for(&report.form, "单位.名称")).then_some(unit);
        let date = report.data.filing.date.trim();
        let date = (!asks_for(&report.form, "填报.填报日期")).then_some(date);
        Self {
            title: title(report, year),
            note: note(filler, date.unwrap_or_default(), report.money_unit()),
            tables: on_paper(filed_tables(unit, report)),
        }
    }

    /// A table of base data.
    pub fn of_base(unit: &Unit, base: &Document<BaseData>, year: Year) -> Self {
        Self {
            title: base_title(&base.data, year),
            // Its tables have the unit and the date, whatever the form.
            note: note(None, "", base.money_unit()),
            tables: on_paper(filed_base_tables(unit, base)),
        }
    }
}

/// The tables with what stands over them on the page as their first rows; fields
/// beside their labels need no caption. In the narrow cells over several rows a
/// weight stands under its label.
fn on_paper(mut tables: Vec<Table>) -> Vec<Table> {
    for table in &mut tables {
        if !table.head.is_empty() && !table.caption.is_empty() {
            let caption = Cell::head("colgroup", &table.caption).wide(table.columns);
            table.head.insert(0, Row::of(vec![caption]));
        }
        let cells = table.body.iter_mut().flat_map(|row| &mut row.cells);
        for cell in cells.filter(|cell| cell.names_group && cell.rowspan > 1) {
            if let Some(weight) = cell.text.rfind('（').filter(|at| *at > 0) {
                cell.text.insert(weight, '\n');
            }
        }
    }
    tables
}

/// The title of a table of base data: its own, or one with the year.
pub fn base_title(base: &BaseData, year: Year) -> String {
    match base.title.trim() {
        "" => format!("{year}年度基础数据表"),
        own => own.to_owned(),
    }
}

/// Whether the form has a field for this key, over its tables or under them.
fn asks_for(form: &Form, key: &str) -> bool {
    let mut fields = form.header.iter().flat_map(|header| &header.0);
    fields.any(|field| field.key == key) || form.has_block(key)
}

fn note(filler: Option<&Unit>, date: &str, money: Option<MoneyUnit>) -> String {
    let filler = filler.map(|unit| format!("填报单位：{}", unit.name));
    let date = (!date.is_empty()).then(|| format!("填报日期：{date}"));
    let money = money.map(|unit| format!("金额单位：{}", unit.chinese()));
    let parts: Vec<String> = filler.into_iter().chain(date).chain(money).collect();
    parts.join("　　")
}
