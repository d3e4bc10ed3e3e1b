//! 正文写的年度不是报告的年度。
//!
//! # 检查什么
//! 三种情形有把握：标题写着以前年度的支出、绩效（“2022年度预算支出情况”）；写着别的年度，金额却正是表里本年度的数；全篇只提上一年度，从不提本年度，像是照抄上年的报告。
//! 讲历年、规划、比较、整改、结转的，书名号里的，不算。
//!
//! # 依据
//! 自评报告评的是本年度的支出，年度写错，金额和业绩就都对不上。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 2022年度项目支出1431.36万元，都用在环境整治上。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 2023年度项目支出1431.36万元，都用在环境整治上。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```

use crate::check::prose::{Block, Kind};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::Amount;
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "ZP308",
    name: "year_differs",
    title: "年度不符",
    severity: Severity::Warning,
    file: include_str!("year_differs.rs"),
    check: Check::Prose(check),
};

/// A heading with one of these and a year is on that year's report.
const OF_THE_REPORT: [&str; 7] = ["绩效", "支出", "预算", "收支", "自评", "资金", "决算"];

/// A heading with one of these may well name another year.
#[rustfmt::skip]
const OTHER_YEARS: [&str; 25] = [
    "上年", "以前", "以来", "历年", "近年", "比", "较", "至", "-", "—", "～", "起", "规划", "整改", "审计",
    "巡察", "结转", "遗留", "结果", "应用", "回顾", "落实", "评价", "往年", "下达",
];

/// Smaller amounts may well be the same in two years.
const LEAST: i64 = 10;

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    let Some(year) = filed.report.year.map(|year| year.0) else {
        return;
    };
    let named: Vec<Named<'_>> = filed.prose.blocks.iter().flat_map(years).collect();
    if named.iter().all(|one| one.year >= year) {
        return;
    }
    if !copied(filed, year, &named, findings) {
        headings(filed, year, &named, findings);
        amounts(filed, year, &named, findings);
    }
}

/// A year that a block names.
struct Named<'a> {
    block: &'a Block,
    words: Range<usize>,
    year: u16,
}

impl Named<'_> {
    /// Whether it opens a sentence as the year that the sentence is about.
    fn opens(&self) -> bool {
        let text = &self.block.text.plain;
        let after = &text[self.words.end..];
        let turns = [
            "底",
            "末",
            "初",
            "以",
            "起",
            "至",
            "至今",
            "上半年",
            "年末",
            "结转",
            "下",
        ];
        let about = !turns.iter().any(|word| after.starts_with(word));
        about
            && text[..self.words.start]
                .chars()
                .next_back()
                .is_none_or(|c| "。；！".contains(c))
    }
}

/// Finds a narrative that names last year again and again and its own never.
fn copied(filed: &FiledProse<'_>, year: u16, named: &[Named<'_>], findings: &mut Findings) -> bool {
    const OWN: [&str; 4] = ["本年", "今年", "当年", "上年"];
    let all_last = named
        .iter()
        .all(|one| one.year.checked_add(1) == Some(year));
    let opening = named.iter().filter(|one| one.opens()).count();
    let own = || {
        let mut texts = filed.prose.blocks.iter().map(|block| &block.text.plain);
        texts.any(|text| OWN.iter().any(|word| text.contains(word)))
    };
    let Some(first) = named.iter().find(|one| one.opens()) else {
        return false;
    };
    if !all_last || opening < 2 || own() {
        return false;
    }
    let message = format!(
        "全篇只提{}年，有{}处，从不提{year}年",
        first.year,
        named.len()
    );
    let words = (&first.block.text, first.words.clone());
    let finding = filed.add(findings, first.block, words, message);
    finding.help(format!("核对是不是上年的报告；年度写错的，改为{year}年"));
    true
}

fn headings(filed: &FiledProse<'_>, year: u16, named: &[Named<'_>], findings: &mut Findings) {
    for (at, one) in named.iter().enumerate() {
        let text = &one.block.text.plain;
        let of_report = || OF_THE_REPORT.iter().any(|word| text.contains(word));
        let other = || OTHER_YEARS.iter().any(|word| text.contains(word));
        let beside = |other: Option<&Named<'_>>| {
            other.is_some_and(|other| std::ptr::eq(other.block, one.block))
        };
        let alone =
            !beside(named.get(at + 1)) && !beside(at.checked_sub(1).and_then(|at| named.get(at)));
        let is_heading = matches!(one.block.kind, Kind::Heading(_));
        if is_heading && one.year < year && alone && of_report() && !other() {
            let message = format!("标题写的是{}年，报告是{year}年度的", one.year);
            let words = (&one.block.text, one.words.clone());
            let finding = filed.add(findings, one.block, words, message);
            finding.help(format!("改为{year}年"));
        }
    }
}

/// Finds this year's amounts that are said of another year.
fn amounts(filed: &FiledProse<'_>, year: u16, named: &[Named<'_>], findings: &mut Findings) {
    for said in filed.statements() {
        let Some(other) = said.year.filter(|other| *other < year && !said.last_year) else {
            continue;
        };
        let amount = said.figure.amount;
        let exact = amount.places() > 0 && !said.is_planned() && amount >= Amount::from_int(LEAST);
        let mut meant = filed
            .known()
            .iter()
            .filter(|one| one.labels.contains(&said.label));
        let this_years = meant.any(|known| {
            let same = |amount| said.figure.is_money(amount, known.unit) == Some(true);
            same(known.amount) && !known.last_year.is_some_and(same)
        });
        // a year named further up may be meant for something else
        let mut in_block = named
            .iter()
            .filter(|one| std::ptr::eq(one.block, said.block));
        let here = in_block.rfind(|one| one.words.end <= said.words.start && one.year == other);
        if let (true, true, Some(here)) = (exact, this_years, here) {
            let span = here.words.start..said.words.end;
            let message = format!(
                "写的是{other}年，{}{}却是表里{year}年度的数",
                said.label,
                said.shown()
            );
            let finding = filed.add(findings, said.block, (&said.block.text, span), message);
            finding.help(format!("年度写错的，改为{year}年"));
        }
    }
}

/// The years of a block, with 年; not those within 《》 nor of a date.
fn years(block: &Block) -> impl Iterator<Item = Named<'_>> {
    let text = &block.text.plain;
    text.match_indices('年').filter_map(move |(at, sign)| {
        let start = at.checked_sub(4)?;
        let year: u16 = text.get(start..at)?.parse().ok()?;
        let after = &text[at + sign.len()..];
        let is_date = after.starts_with(|c: char| c.is_ascii_digit());
        let before = &text[..start];
        let quoted =
            || block.says("《") && before.matches('《').count() > before.matches('》').count();
        let whole = !before.ends_with(|c: char| c.is_ascii_digit());
        let plain = whole && !is_date && (1990..2100).contains(&year) && !quoted();
        let words = start..at + sign.len();
        plain.then_some(Named { block, words, year })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "2023年度项目支出1431.36万元，都用在环境整治上。";

    fn said(text: &str) -> Vec<String> {
        let findings = findings_after(&RULE, &[(OLD, text)]);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn a_report_that_only_knows_last_year_is_named() {
        assert_eq!(
            said("2022年，街道整治环境。2022年度支出全部用于整治。"),
            ["全篇只提2022年，有2处，从不提2023年"]
        );
    }

    #[test]
    fn a_heading_of_another_year_is_named() {
        let text = format!("### （一）2021年度预算支出情况\n\n{OLD}");
        assert_eq!(said(&text), ["标题写的是2021年，报告是2023年度的"]);
    }

    #[test]
    fn this_years_amount_under_another_year_is_named() {
        assert_eq!(
            said("2022年度项目支出1431.36万元。"),
            ["写的是2022年，项目支出1431.36万元却是表里2023年度的数"]
        );
    }

    #[test]
    fn other_years_may_be_spoken_of() {
        for text in [
            "2022年度项目支出1300.00万元，2023年度1431.36万元。",
            "2021年，街道由两个乡合并而成，2023年全年平稳。",
            "按《2022年度预算批复》，项目支出1431.36万元。",
            "2022年3月成立，2022年5月挂牌。",
            "2024年要把各项工作做细，2024年再上台阶。",
            "### （一）2022年度审计发现问题的整改情况\n\n2023年已改完。",
            "### （一）与2022年相比的支出\n\n2023年有所增加。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
