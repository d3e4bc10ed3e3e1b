//! Which form a table is: the one of which the most labels are there.

use super::filled::Sure;
use super::found::Part;
use super::labels::{self, column, plain};
use crate::form::{Form, Library, Scope};
use std::collections::BTreeSet;

/// A form that was chosen, with what speaks for it.
pub struct Choice<'a> {
    /// The form.
    pub form: &'a Form,
    /// How sure that is.
    pub sure: Sure,
}

/// Of two forms whose likeness differs by this much or less neither is sure.
const CLOSE: i64 = 3;

/// The form that a part of a file is filled on; `None` where too little speaks
/// for any. Of those named in `only`, where it names any; one that is named alone
/// is taken.
pub fn of<'a>(part: &Part, forms: &'a Library, only: &[String]) -> Option<Choice<'a>> {
    if part.title.contains("基础数据") {
        return base_data(forms, only);
    }
    let cells = part
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().flatten());
    let lines = part
        .lines
        .iter()
        .flat_map(|line| line.text.split_whitespace());
    let mut there: BTreeSet<String> = cells.flat_map(|cell| of_cell(&cell.text)).collect();
    there.extend(lines.filter_map(|word| Some(plain(word.split(['：', ':']).next()?))));
    let mut by_likeness = ranked(part, forms, only, &there);
    if by_likeness.first()?.0 <= 0 {
        // Under names that no form prints itself.
        let usual: Vec<String> = there
            .iter()
            .flat_map(|label| labels::usual(label))
            .collect();
        there.extend(usual);
        by_likeness = ranked(part, forms, only, &there);
    }
    let &(likeness, form) = by_likeness.first()?;
    if likeness <= 0 && only.len() != 1 && !has_indicators(part) {
        return None;
    }
    let rival = by_likeness.get(1);
    let rival = rival.filter(|(second, _)| likeness - second <= CLOSE);
    let labels = labels_of(form);
    Some(Choice {
        form,
        sure: Sure {
            found: labels.iter().filter(|label| there.contains(*label)).count(),
            labels: labels.len(),
            rival: rival.map(|(_, rival)| rival.id.clone()),
        },
    })
}

/// The forms to choose from, the likeliest first.
fn ranked<'a>(
    part: &Part,
    forms: &'a Library,
    only: &[String],
    there: &BTreeSet<String>,
) -> Vec<(i64, &'a Form)> {
    let asked_for = |form: &&'a std::sync::Arc<Form>| only.is_empty() || only.contains(&form.id);
    let mut by_likeness: Vec<(i64, &'a Form)> = forms
        .iter()
        .filter(asked_for)
        .map(|form| {
            let likeness = likeness(form, there) + scope_hint(form, &part.title);
            (likeness, form.as_ref())
        })
        .collect();
    by_likeness.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
    by_likeness
}

/// Whether a row is the heading of indicators, whatever else there is.
fn has_indicators(part: &Part) -> bool {
    let mut rows = part.tables.iter().flat_map(|table| &table.rows);
    rows.any(|row| {
        let keys: Vec<&str> = row.iter().filter_map(|cell| column(&cell.text)).collect();
        ["三级指标", "年度指标值", "得分"]
            .iter()
            .all(|key| keys.contains(key))
    })
}

/// The form of base data: the one that was asked for, or the first there is.
fn base_data<'a>(forms: &'a Library, only: &[String]) -> Option<Choice<'a>> {
    let of_base_data = |form: &&'a std::sync::Arc<Form>| form.scope == Some(Scope::BaseData);
    let asked_for = forms.iter().filter(|form| only.contains(&form.id));
    let form = asked_for.chain(forms.iter()).find(of_base_data)?;
    Some(Choice {
        form,
        sure: Sure::default(),
    })
}

/// The label that a cell is, or that stands before its figure: 其中：基本支出：12.
fn of_cell(text: &str) -> [String; 2] {
    let item = text
        .trim()
        .trim_start_matches("其中")
        .trim_start_matches(['：', ':']);
    let name = item.split(['：', ':']).next().unwrap_or_default();
    [plain(text), plain(name)]
}

/// Items of the funds, which have no place on a form that does not ask for them.
const ITEMS: [&str; 4] = [
    "按收入性质分",
    "按支出性质分",
    "一般公共预算",
    "政府性基金拨款",
];

/// Labels of the form that are there, less those that are not and those that have no
/// place on it.
fn likeness(form: &Form, there: &BTreeSet<String>) -> i64 {
    let labels = labels_of(form);
    if labels.is_empty() {
        return i64::MIN / 2;
    }
    let own = labels.iter().map(|label| match there.contains(label) {
        true => 2,
        false => -1,
    });
    let foreign: Vec<&String> = there.difference(&labels).collect();
    let items = foreign
        .iter()
        .filter(|label| ITEMS.contains(&label.as_str()));
    let items = i64::try_from(items.count()).unwrap_or(i64::MAX / 4);
    let columns: BTreeSet<&str> = foreign.iter().filter_map(|label| column(label)).collect();
    let lacking = |key: &&&str| !key.split('+').any(|part| form.has_column(part));
    let lacking = columns.iter().filter(lacking).count();
    own.sum::<i64>() - 2 * items - 6 * i64::try_from(lacking).unwrap_or(i64::MAX / 4)
}

fn labels_of(form: &Form) -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    let mut field = |key: &str, title: &str| {
        let shown = if title.is_empty() { key } else { title };
        labels.insert(plain(shown.rsplit('.').next().unwrap_or(shown)));
    };
    for column in form.columns() {
        field(&column.key, &column.title);
    }
    for one in form.header.iter().flat_map(|header| &header.0) {
        field(&one.key, &one.title);
    }
    for one in form.blocks() {
        field(&one.key, &one.title);
    }
    if let Some(funds) = &form.funds {
        for one in &funds.columns.0 {
            field(&one.key, &one.title);
        }
        field(&funds.row_title, "");
        for name in funds
            .sources
            .iter()
            .chain(&funds.natures)
            .chain(&funds.parts)
        {
            field(name, "");
        }
    }
    for one in form.goals.iter().flat_map(|goals| &goals.columns.0) {
        field(&one.key, &one.title);
    }
    labels
}

/// The title says whether it is of a project or of the whole unit.
fn scope_hint(form: &Form, title: &str) -> i64 {
    let title = plain(title);
    let wants = if title.contains("转移支付") {
        Some(Scope::Transfer)
    } else if title.contains("整体") {
        Some(Scope::Unit)
    } else if title.contains("项目") {
        // 部门预算项目绩效自评表 too.
        Some(Scope::Project)
    } else if title.contains("部门") {
        Some(Scope::Unit)
    } else {
        None
    };
    match (wants, form.scope) {
        (_, Some(Scope::BaseData)) => i64::MIN / 2,
        (Some(wanted), Some(scope)) if wanted == scope => 4,
        (Some(_), Some(_)) => -4,
        _ => 0,
    }
}
