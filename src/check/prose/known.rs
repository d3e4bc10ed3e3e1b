//! The figures of money that the data around a narrative knows.

use super::FiledProse;
use crate::check::FileRef;
use crate::model::{Amount, DataPath, MoneyUnit, SpendingRow};

/// A figure of the data under the labels that a narrative may call it by.
#[derive(Debug, Clone)]
pub struct Known {
    /// The labels.
    pub labels: Vec<String>,
    /// Whether it is of the whole year's money, and not of one part of it.
    pub whole: bool,
    /// The amount, in `unit`.
    pub amount: Amount,
    /// The unit of the form.
    pub unit: MoneyUnit,
    /// Where it stands.
    pub place: (FileRef, DataPath),
    /// The same of the year before, where the table has it beside.
    pub last_year: Option<Amount>,
}

impl Known {
    /// The figure as a message prints it.
    pub fn shown(&self) -> String {
        format!("{}{}", self.amount, self.unit.chinese())
    }
}

/// The figures of money that the data around a narrative knows.
pub fn known(filed: &FiledProse<'_>) -> Vec<Known> {
    let mut all = Vec::new();
    if let (Some(funds), Some(unit)) = (&filed.report.funds, filed.money_unit()) {
        let place = |path: DataPath| (filed.form_file, path);
        let funds_path = || DataPath::root().key("预算执行");
        let whole: [(&str, &[&str], Option<Amount>); 3] = [
            (
                "年初预算数",
                &["年初预算", "年初部门预算"],
                funds.initial_budget,
            ),
            ("全年预算数", &["全年预算", "调整后预算"], funds.budget),
            (
                "全年执行数",
                &[
                    "全年执行",
                    "全年支出",
                    "全年实际支出",
                    "整体支出",
                    "全年总支出",
                ],
                funds.executed,
            ),
        ];
        for (key, labels, amount) in whole {
            let Some(amount) = amount else { continue };
            all.push(Known {
                labels: labels.iter().map(|label| (*label).to_owned()).collect(),
                whole: true,
                amount,
                unit,
                place: place(funds_path().key(key)),
                last_year: None,
            });
        }
        for (name, amount) in funds.natures.iter() {
            let Some(amount) = *amount else { continue };
            all.push(Known {
                labels: vec![plain_label(name)],
                whole: false,
                amount,
                unit,
                place: place(funds_path().key("按支出性质").key(name)),
                last_year: None,
            });
        }
    }
    let year = filed.year();
    let overall = matches!(filed.file, FileRef::Narrative(_));
    if let Some(base) = year.base.as_ref().filter(|_| overall)
        && let Some(unit) = base.money_unit()
    {
        let file = FileRef::Base(filed.at);
        add_rows(
            &base.data.spending,
            &DataPath::root(),
            "经费控制",
            (file, unit),
            &mut all,
        );
    }
    all
}

/// The rows of the base data that have been spent on, at any depth.
fn add_rows(
    rows: &[SpendingRow],
    above: &DataPath,
    key: &str,
    at: (FileRef, MoneyUnit),
    all: &mut Vec<Known>,
) {
    for (index, row) in rows.iter().enumerate() {
        let path = above.clone().key(key).index(index);
        if let Some(amount) = row.executed {
            all.push(Known {
                labels: row_labels(&row.name),
                whole: false,
                amount,
                unit: at.1,
                place: (at.0, path.clone().key("本年决算数")),
                last_year: row.last_year,
            });
        }
        add_rows(&row.children, &path, "其中", at, all);
    }
}

/// 三公经费 is often written with quotes.
fn row_labels(name: &str) -> Vec<String> {
    let label = plain_label(name);
    let quoted = label
        .strip_prefix("三公")
        .map(|rest| format!("三公”{rest}"));
    quoted.into_iter().chain([label]).collect()
}

/// A label without the quotes of “三公”经费 and the spaces of a typesetter.
fn plain_label(name: &str) -> String {
    let name = name.trim();
    let name = name.strip_prefix("其中").unwrap_or(name);
    let signs = |c: char| "“”\"：: ".contains(c) || c.is_whitespace();
    name.chars().filter(|c| !signs(*c)).collect()
}
