//! A filled form as YAML, in the order that authors write it.

use super::filled::{Filled, Goal, Row};
use crate::model::Indicator;
use crate::scalar::scalar;
use std::collections::BTreeSet;
use std::fmt::Write as _;

mod base;

/// The whole file. What found no place stands at its end as comments.
pub fn yaml(filled: &Filled) -> String {
    let mut out = Lines::default();
    out.pair(0, "表式", &filled.form);
    if let Some(year) = &filled.year {
        out.pair(0, "年度", year);
    }
    if !filled.title.is_empty() {
        out.pair(0, "标题", &filled.title);
    }
    if let Some(unit) = filled.money_unit {
        out.pair(0, "金额单位", unit.chinese());
    }
    match &filled.base {
        Some(base) => base::rows(&mut out, base, filled),
        None => scored(&mut out, filled),
    }
    texts(&mut out, filled);
    out.map(0, "不公开", &borrowed(&filled.private));
    leftovers(&mut out, filled);
    out.0
}

/// What stands on a form that is scored.
fn scored(out: &mut Lines, filled: &Filled) {
    for group in ["填报", "项目"] {
        let of_group: Vec<(&str, &str)> = filled
            .fields
            .iter()
            .filter_map(|(path, value)| {
                Some((path.strip_prefix(group)?.strip_prefix('.')?, value.as_str()))
            })
            .collect();
        out.map(0, group, &of_group);
    }
    funds(out, filled);
    if !filled.goals.is_empty() {
        out.heading(0, "年度目标");
        for one in &filled.goals {
            goal(out, one);
        }
    }
    out.map(0, "一级指标分值", &borrowed(&filled.level1_weights));
    rows(out, 0, &filled.rows);
    let total = filled.fields.iter().find(|(path, _)| path == "总分");
    if let Some((_, total)) = total {
        out.blank();
        out.pair(0, "总分", total);
    }
}

/// The texts below the tables.
fn texts(out: &mut Lines, filled: &Filled) {
    for (at, (key, _)) in filled.blocks.iter().enumerate() {
        if filled.blocks[..at].iter().any(|(before, _)| before == key) {
            continue;
        }
        if let Some(text) = under(&filled.blocks, |there| there == key, "\n") {
            out.blank();
            out.pair(0, key, &text);
        }
    }
}

/// What found no place, and what is to be looked at, as comments.
fn leftovers(out: &mut Lines, filled: &Filled) {
    let doubts = filled.doubts();
    if !doubts.is_empty() {
        out.blank();
        for doubt in doubts {
            out.line(0, &format!("# 请核对：{doubt}"));
        }
    }
    if !filled.left.is_empty() {
        out.blank();
        out.line(
            0,
            "# 下面的内容没有找到该填的栏目，请核对后填到合适的地方，再删去这些行：",
        );
        for left in &filled.left {
            let text = left.text.replace(char::is_control, " ");
            out.line(0, &format!("# {}：{text}", left.place));
        }
    }
}

/// A unit's file with nothing but its name.
pub fn unit(name: &str) -> String {
    let mut out = Lines::default();
    out.pair(0, "名称", name);
    out.0
}

fn funds(out: &mut Lines, filled: &Filled) {
    let funds = &filled.funds;
    if funds.is_empty()
        && filled.sources.is_empty()
        && filled.natures.is_empty()
        && filled.parts.is_empty()
    {
        return;
    }
    out.heading(0, "预算执行");
    for key in [
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "得分",
        "偏差原因",
    ] {
        if let Some(value) = under(funds, |there| there == key, "；") {
            let value = match key {
                "分值" | "得分" => value.trim_end_matches('分'),
                _ => &value,
            };
            out.pair(1, key, value);
        }
    }
    for (key, items) in [
        ("按收入性质", &filled.sources),
        ("按支出性质", &filled.natures),
    ] {
        if !items.is_empty() {
            out.line(1, &format!("{key}:"));
            let items: Vec<(&str, &str)> = items
                .iter()
                .map(|(name, value)| (name.as_str(), value.trim_end_matches("万元")))
                .collect();
            out.pairs(2, &items);
        }
    }
    if !filled.parts.is_empty() {
        out.line(1, "其中:");
        for (at, (name, figures)) in filled.parts.iter().enumerate() {
            let before = filled.parts[..at].iter().filter(|(one, _)| one == name);
            let again = match before.count() {
                0 => String::new(),
                count => format!("（{}）", count + 1),
            };
            out.line(2, &format!("{}:", scalar(&format!("{name}{again}"))));
            out.pairs(3, &borrowed(figures));
        }
    }
}

fn goal(out: &mut Lines, goal: &Goal) {
    let mut first = true;
    for key in [
        "编号",
        "预期目标",
        "调整目标",
        "实际完成情况",
        "分值",
        "得分",
    ] {
        if let Some(value) = under(&goal.fields, |there| there == key, "\n") {
            out.item(1, &mut first, key, &value);
        }
    }
    if !goal.level1_weights.is_empty() {
        out.line(2, "一级指标分值:");
        out.pairs(3, &borrowed(&goal.level1_weights));
    }
    rows(out, 2, &goal.rows);
}

fn rows(out: &mut Lines, depth: usize, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    if depth == 0 {
        out.blank();
    }
    out.line(depth, "绩效指标:");
    for row in rows {
        let mut first = true;
        for key in Indicator::KEYS {
            let Some(value) = under(row, |there| there == key, "；") else {
                continue;
            };
            match key {
                "并入上行" => out.line(depth + 1, &format!("  {key}: {value}")),
                _ => out.item(depth + 1, &mut first, key, &value),
            }
        }
        // The form's own columns.
        let is_usual = |key: &str| Indicator::KEYS.contains(&key);
        for (at, (key, value)) in row.iter().enumerate() {
            let again = row[..at].iter().any(|(before, _)| before == key);
            if !again && !is_usual(key) {
                out.item(depth + 1, &mut first, &scalar(key), value);
            }
        }
    }
}

/// What stands under a key: where columns of one meaning say several things, all of
/// them.
fn under(row: &Row, is_it: impl Fn(&str) -> bool, between: &str) -> Option<String> {
    let mut seen = BTreeSet::new();
    let values = row
        .iter()
        .filter(|(key, value)| is_it(key) && !value.is_empty());
    let values = values.map(|(_, value)| value.as_str());
    let values: Vec<&str> = values.filter(|value| seen.insert(*value)).collect();
    (!values.is_empty()).then(|| values.join(between))
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect()
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{}{text}", "  ".repeat(depth));
    }

    fn blank(&mut self) {
        self.0.push('\n');
    }

    fn heading(&mut self, depth: usize, key: &str) {
        self.blank();
        self.line(depth, &format!("{key}:"));
    }

    fn map(&mut self, depth: usize, key: &str, pairs: &[(&str, &str)]) {
        if pairs.is_empty() {
            return;
        }
        self.heading(depth, key);
        self.pairs(depth + 1, pairs);
    }

    /// Pairs; what stands under one name several times is written once, with all
    /// that is said there.
    fn pairs(&mut self, depth: usize, pairs: &[(&str, &str)]) {
        for (at, (name, _)) in pairs.iter().enumerate() {
            if pairs[..at].iter().any(|(before, _)| before == name) {
                continue;
            }
            let mut seen = BTreeSet::new();
            let values = pairs.iter().filter(|(there, _)| there == name);
            let values = values.map(|(_, value)| *value);
            let values: Vec<&str> = values.filter(|value| seen.insert(*value)).collect();
            self.pair(depth, name, &values.join("；"));
        }
    }

    fn pair(&mut self, depth: usize, key: &str, value: &str) {
        self.value(depth, &format!("{}: ", scalar(key)), value);
    }

    /// A pair of a list's item, the first of which has the dash.
    fn item(&mut self, depth: usize, first: &mut bool, key: &str, value: &str) {
        let dash = if std::mem::take(first) { "- " } else { "  " };
        self.value(depth, &format!("{dash}{key}: "), value);
    }

    fn value(&mut self, depth: usize, before: &str, value: &str) {
        // Lines that a block cannot hold as they are go on one line, with signs for them.
        let holds = |line: &str| {
            !line.is_empty() && !line.starts_with(' ') && !line.contains(char::is_control)
        };
        if value.contains('\n') && value.lines().all(holds) {
            self.line(depth, &format!("{before}|"));
            let inner = depth + 1 + usize::from(before.starts_with(['-', ' ']));
            for line in value.lines() {
                self.line(inner, line);
            }
        } else {
            self.line(depth, &format!("{before}{}", scalar(value)));
        }
    }
}
