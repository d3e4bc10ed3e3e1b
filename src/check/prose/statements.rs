//! Money beside a label that the data knows: 基本支出1275.43万元.
//!
//! A statement is only read where every word of its clause before it is
//! understood, so that the 基本支出 of a sub-unit is never taken for the unit's.

use super::families::family_labels;
use super::{Block, Figure, FiledProse, clauses, sentences};
use crate::model::letters::{begins, ends};
use std::ops::Range;

/// A labelled amount of money in a narrative.
#[derive(Debug, Clone)]
pub struct Statement<'a> {
    /// The block.
    pub block: &'a Block,
    /// The label.
    pub label: String,
    /// The bytes from the label to the end of the figure.
    pub words: Range<usize>,
    /// The figure.
    pub figure: Figure,
    /// The year it is said of, where one is.
    pub year: Option<u16>,
    /// Whether it is last year's.
    pub last_year: bool,
    /// The headings above it and the paragraph up to its label.
    context: String,
    /// What stands between label and figure.
    between: Range<usize>,
}

/// Funds that are only a part of a unit's money.
const FUNDS: &[&str] = &[
    "一般公共预算",
    "政府性基金",
    "国有资本经营",
    "社会保险基金",
    "财政拨款",
    "财政资金",
    "本级",
    "上级",
    "专户",
    "其他资金",
    "结转",
];

/// Words with 预算 in them that plan nothing.
const NO_PLAN: &[&str] = &[
    "一般公共预算",
    "基金预算",
    "资本经营预算",
    "预算单位",
    "预算部门",
    "预算执行",
    "预算绩效",
    "部门预算单位",
];

const PLANNED: &[&str] = &[
    "预算", "年初", "计划", "安排", "批复", "下达", "预计", "调整",
];

const SPENT: &[&str] = &["决算", "执行", "实际", "完成", "实现"];

/// Between a label and its figure.
#[rustfmt::skip]
const CONNECTORS: &[&str] = &[
    "支出", "经费", "费", "费用", "决算", "决算数", "执行", "执行数", "实际", "全年", "共", "共计", "合计",
    "总计", "总额", "为", "是", "达", "达到", "完成", "数", "金额", "资金", "：", ":", "安排",
    "拨款", "收入",
];

/// What may stand before a label. With figures, units and signs.
#[rustfmt::skip]
const UNDERSTOOD: &[&str] = &[
    "本年度", "本年", "当年", "今年", "全年", "年度", "年", "月", "日", "底", "末", "截至", "截止",
    "我单位", "本单位", "全单位", "单位", "我部门", "本部门", "部门", "我街道", "本街道", "全街道",
    "街道办事处", "街道", "办事处", "我街", "全街", "我镇", "本镇", "全镇", "我乡", "本乡", "全乡",
    "镇人民政府", "乡人民政府", "镇政府", "乡政府", "我局", "本局", "全局", "我委", "本委", "我办",
    "本办", "我院", "本院", "我校", "本校", "我厅", "我会", "我", "预算单位", "整体", "总体", "总",
    "总计", "合计", "共计", "共", "支出", "收入", "实际", "完成", "实现", "发生", "列支", "开支",
    "决算", "执行", "资金", "经费", "总额", "总量", "数", "额", "为", "是", "了", "的", "中", "其中",
    "包括", "包含", "分别为", "占", "比例", "比重", "按", "性质", "分", "结构", "构成", "来看", "看",
    "从", "较", "比", "与", "和", "上年度", "上年", "去年", "同期", "增加", "减少", "增长", "下降",
    "一般公共预算", "财政拨款", "预算", "年初", "日常", "三公", "费", "使用", "情况", "如下", "用于",
    "人员", "率", "万元", "亿元", "元",
];

/// What may stand in a heading above a statement of the whole unit.
#[rustfmt::skip]
const HEADINGS: &[&str] = &[
    "情况", "分析", "资金", "使用", "管理", "投入", "收支", "收入", "支出", "概况", "基本", "及", "和",
    "与", "总体", "绩效", "自评", "结论", "决算", "预算", "执行", "部门", "单位", "整体", "财政", "经费",
    "安排", "年度", "的", "财务", "项目", "方面", "构成",
];

impl Statement<'_> {
    /// The label's figure as a message prints it.
    pub fn shown(&self) -> &str {
        &self.block.text.plain[self.figure.span.clone()]
    }

    /// The fund that this is the spending of, where it is not all the money.
    pub fn fund(&self) -> Option<&'static str> {
        let mut funds = FUNDS.iter().copied();
        funds.find(|fund| self.context.contains(fund))
    }

    /// Whether it is planned and not spent.
    pub fn is_planned(&self) -> bool {
        let between = &self.block.text.plain[self.between.clone()];
        is_planned(&format!("{}{between}", self.context))
    }
}

/// The statements of a narrative about the figures that the data knows and about
/// totals with their parts, in order. Amounts that are only near are left out.
pub fn statements<'a>(filed: &FiledProse<'a>) -> Vec<Statement<'a>> {
    let mut found = Vec::new();
    let speaks = |block: &Block| block.is_text() && block.says("元");
    if !filed.prose.blocks.iter().any(speaks) {
        return found;
    }
    let known = filed.known().iter().flat_map(|known| &known.labels);
    let labels: Vec<&str> = known.map(String::as_str).chain(family_labels()).collect();
    let names = [
        filed.folder.unit.name.as_str(),
        filed.folder.unit.short_name.as_str(),
    ];
    let former = filed.folder.unit.former_names.iter().map(String::as_str);
    let names: Vec<&str> = names
        .into_iter()
        .chain(former)
        .filter(|name| !name.is_empty())
        .collect();
    let words = Words {
        labels: &labels,
        names: &names,
    };
    for block in filed.prose.blocks.iter().filter(|block| speaks(block)) {
        in_block(filed, block, &words, &mut found);
    }
    found
}

fn in_block<'a>(
    filed: &FiledProse<'a>,
    block: &'a Block,
    words: &Words<'_>,
    found: &mut Vec<Statement<'a>>,
) {
    let plain = &block.text.plain;
    let mut above = filed.chapter_title(block).to_owned();
    for heading in filed.headings_above(block) {
        if !words.understands(unnumbered(&heading.text.plain), HEADINGS) {
            return;
        }
        above.push_str(&heading.text.plain);
    }
    let mut anchored = true;
    for sentence in sentences(plain) {
        for clause in clauses(&plain[sentence.clone()]) {
            let clause = sentence.start + clause.start..sentence.start + clause.end;
            let text = &plain[clause.clone()];
            let money = block.figures_in(clause.clone());
            let mut money = money
                .iter()
                .filter(|figure| figure.money().is_some())
                .peekable();
            if money.peek().is_none() {
                // A clause without money may turn to something else.
                anchored &= words.understands(unnumbered(text), UNDERSTOOD);
                continue;
            }
            let mut read = 0;
            for figure in money {
                let end = figure.span.end - clause.start;
                let before = &plain[clause.start..figure.span.start];
                let piece = unnumbered(&before[read..]);
                if !words.understands(piece, UNDERSTOOD) {
                    // What comes first in a paragraph says what it is about.
                    anchored &= read > 0;
                    break;
                }
                read = end;
                let Some((label, start)) = words.label_before(before) else {
                    continue;
                };
                if figure.near || !(anchored || is_anchor(&text[..start], words.names)) {
                    continue;
                }
                let context = format!("{above}\n{}", &plain[..clause.start + start]);
                let (year, last_year) = time(&context);
                found.push(Statement {
                    block,
                    label: label.to_owned(),
                    words: clause.start + start..figure.span.end,
                    figure: figure.clone(),
                    year,
                    last_year,
                    context,
                    between: clause.start + start + label.len()..figure.span.start,
                });
            }
        }
    }
}

struct Words<'w> {
    labels: &'w [&'w str],
    names: &'w [&'w str],
}

impl Words<'_> {
    /// Whether a text is made of known words, figures and signs alone.
    fn understands(&self, text: &str, known: &[&str]) -> bool {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if c.is_ascii_digit() || "，、：:,.%（）()“”\"".contains(c) {
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let all = known.iter().chain(self.labels).chain(self.names);
            let fitting = all.filter(|word| begins(rest, word));
            match fitting.map(|word| word.len()).max() {
                Some(length) => rest = &rest[length..],
                None => return false,
            }
        }
        true
    }

    /// The label right before a figure, and where it begins. 支出 is one only
    /// where no longer one stands before it.
    fn label_before(&self, before: &str) -> Option<(&str, usize)> {
        let mut rest = before;
        let mut shorter = None;
        loop {
            let unquoted = rest.trim_end_matches(['“', '”', '"']);
            let labels = self.labels.iter();
            let labels = labels.filter(|label| ends(unquoted, label));
            if let Some(label) = labels.max_by_key(|label| label.len()) {
                let found = (*label, unquoted.len() - label.len());
                if !CONNECTORS.contains(label) {
                    return Some(found);
                }
                shorter = shorter.or(Some(found));
            }
            let words = CONNECTORS.iter().filter(|word| ends(rest, word));
            match words.min_by_key(|word| word.len()) {
                Some(word) => rest = &rest[..rest.len() - word.len()],
                None => return shorter,
            }
        }
    }
}

fn unnumbered(text: &str) -> &str {
    super::heading_number(text).map_or(text, |number| &text[number.length..])
}

/// Whether a clause says itself whose money it speaks of.
fn is_anchor(before: &str, names: &[&str]) -> bool {
    let own = ["我", "本", "全街", "全镇", "全乡", "全年", "当年"];
    before.contains(|c: char| c.is_ascii_digit()) && before.contains('年')
        || own.iter().chain(names).any(|word| before.contains(word))
}

/// Whether the last word that says so speaks of a plan.
fn is_planned(text: &str) -> bool {
    let mut text = text.to_owned();
    for word in NO_PLAN {
        text = text.replace(word, "");
    }
    let last = |words: &[&str]| words.iter().filter_map(|word| text.rfind(word)).max();
    last(PLANNED) > last(SPENT)
}

/// The last year that a text names, or last year; not one that is compared with.
fn time(text: &str) -> (Option<u16>, bool) {
    let compares = |at: usize| text[..at].ends_with(['比', '较', '与', '同', '对']);
    let years = text.match_indices('年').filter_map(|(at, _)| {
        let digits = at.checked_sub(4)?;
        let year = text.get(digits..at)?;
        let whole = !text[..digits].ends_with(|c: char| c.is_ascii_digit());
        let year: u16 = year.parse().ok().filter(|_| whole)?;
        (!compares(digits)).then_some((at, Some(year)))
    });
    let last = ["上年", "去年", "上一年"].into_iter().flat_map(|word| {
        let found = text.match_indices(word).map(|(at, _)| at);
        found.filter(|at| !compares(*at)).map(|at| (at, None))
    });
    let own = ["本年", "今年", "当年"].into_iter().flat_map(|word| {
        let found = text.match_indices(word).map(|(at, _)| at);
        found.map(|at| (at, Some(0)))
    });
    match years.chain(last).chain(own).max_by_key(|(at, _)| *at) {
        None | Some((_, Some(0))) => (None, false),
        Some((_, Some(year))) => (Some(year), false),
        Some((_, None)) => (None, true),
    }
}
