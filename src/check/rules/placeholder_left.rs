//! 文字里留着模板的占位和提示。
//!
//! # 检查什么
//! 报表和自评报告由模板改成，模板的字样要删净：“……”“指标2：”这样没有填写的指标行，只有一级、二级指标而别的都空着的行，“（100字以内）”“（填写说明”一类的提示，XX街道、20XX年、××万元这样待填的地方，{{单位名称}}，以及文字处理软件和电子表格留下的 [bookmark: _GoBack]、#REF! 等。
//! 一张表的指标行都没有填的，只说一次。遮盖的姓名和号码（李××、136XXXX0000）不算；指标值写“/”表示不适用的不算。
//!
//! # 依据
//! 《政府信息公开条例》第六条：公开的信息应当准确。
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
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//!   - 一级指标: 产出指标
//!     三级指标: ……
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
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//! ```

use crate::check::leftovers::{blank_year, is_dots, is_template_row, left_over};
use crate::check::texts::{Kind, Text, Texts};
use crate::check::{Check, FileRef, Findings, Rule, reports};
use crate::diagnostic::Severity;
use crate::model::{DataPath, Indicator, Report};

pub static RULE: Rule = Rule {
    code: "ZP406",
    name: "placeholder_left",
    title: "留着模板的占位",
    severity: Severity::Warning,
    file: include_str!("placeholder_left.rs"),
    check: Check::Texts(check),
};

/// Cells of a template in one file: their places, and their different words.
struct TemplateCells {
    file: FileRef,
    places: Vec<DataPath>,
    words: Vec<String>,
}

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    let mut files: Vec<TemplateCells> = Vec::new();
    for text in &texts.texts {
        if is_template_cell(text) {
            if files.last().is_none_or(|last| last.file != text.file) {
                files.push(TemplateCells {
                    file: text.file,
                    places: Vec::new(),
                    words: Vec::new(),
                });
            }
            if let Some(cells) = files.last_mut() {
                cells.places.push(texts.path(text));
                if !cells.words.iter().any(|known| *known == text.words) {
                    cells.words.push(text.words.to_string());
                }
            }
        } else if let Some(words) = words_left(text) {
            let shown = words.replace('\\', "");
            let message = format!("“{shown}”是模板留下的，没有填写或没有删去");
            findings
                .add(text.file, texts.path(text), message)
                .quote(words)
                .help("填上内容，或者删去");
        }
    }
    for cells in files {
        let is_file = |(file, _): &(FileRef, _)| *file == cells.file;
        let blank = reports(texts.unit).find(is_file);
        let blank = blank.is_some_and(|(_, form)| is_blank(&form.data));
        say(cells, blank, findings);
    }
    for (file, form) in reports(texts.unit) {
        say_rows(file, &form.data, findings);
    }
}

/// Rows as `ziping new` and a form's template have them, of which nothing is filled
/// in but the headings at their left.
fn say_rows(file: FileRef, report: &Report, findings: &mut Findings) {
    let rows = report.rows();
    let mut blank = rows.filter(|(_, row)| has_headings_only(row));
    let Some((first, row)) = blank.next() else {
        return;
    };
    let below = match row.level2.trim() {
        "" => row.level1.trim(),
        level2 => level2,
    };
    let others: Vec<DataPath> = blank.map(|(path, _)| path.key("三级指标")).collect();
    let (message, help) = if is_blank(report) {
        (
            format!("整张表没有填写，{} 行指标都空着", others.len() + 1),
            "填写这张表；没有这项支出的，不必公布空表",
        )
    } else {
        let message = match others.len() {
            0 => format!("“{below}”有一行指标空着"),
            more => format!("{} 行指标空着，第一行在“{below}”", more + 1),
        };
        (message, "填上指标；用不着的，从“- ”起整段删去")
    };
    let finding = findings
        .add(file, first.key("三级指标"), message)
        .help(help);
    for other in others {
        finding.related(other, "");
    }
}

fn has_headings_only(row: &Indicator) -> bool {
    let texts = [
        &row.name,
        &row.target,
        &row.actual,
        &row.criterion,
        &row.reason,
        &row.measure,
        &row.note,
    ];
    let is_headed = !row.level1.trim().is_empty() || !row.level2.trim().is_empty();
    is_headed
        && texts.iter().all(|text| text.trim().is_empty())
        && row.score.is_none()
        && row.children.is_empty()
}

fn say(cells: TemplateCells, blank_form: bool, findings: &mut Findings) {
    let count = cells.places.len();
    let words: String = cells
        .words
        .iter()
        .map(|words| format!("“{words}”"))
        .collect();
    let (message, help) = if blank_form {
        (
            format!("整张表没有填写，{count} 处只有模板的{words}"),
            "填写这张表；没有这项支出的，不必公布空表",
        )
    } else {
        (
            format!("{count} 处只有模板的{words}，没有填写"),
            "填上内容，或者删去",
        )
    };
    let mut places = cells.places.into_iter();
    let finding = findings
        .add(cells.file, places.next().unwrap_or_default(), message)
        .help(help);
    for place in places {
        finding.related(place, "");
    }
}

/// Whether a cell holds nothing but a template's words. A `/` is a way to say that
/// a value does not apply, but no name.
fn is_template_cell(text: &Text<'_>) -> bool {
    match (text.kind, text.key) {
        (Kind::Name, "三级指标" | "名称") => is_template_row(&text.words),
        // an actual that is missing is said by the rules on scores
        (Kind::Value, "实际完成值") => false,
        (Kind::Value | Kind::Prose | Kind::Name | Kind::Title, _) => is_dots(&text.words),
        (Kind::Cell | Kind::Line, _) => is_dots(&text.words) && text.words.chars().count() > 1,
        (Kind::Catalogue | Kind::Acceptance | Kind::Heading, _) => false,
    }
}

fn words_left<'t>(text: &'t Text<'_>) -> Option<&'t str> {
    // the one responsible may be masked as a whole
    let is_note = text.kind == Kind::Acceptance || ["备注", "单位负责人"].contains(&text.key);
    match text.kind {
        Kind::Title => left_over(text).or_else(|| blank_year(&text.words)),
        _ if is_note => None,
        _ => left_over(text),
    }
}

/// Whether nothing is filled in: no amount, no goal, and rows of the template only.
fn is_blank(report: &Report) -> bool {
    fn is_unfilled(row: &Indicator) -> bool {
        let blank = |text: &str| text.trim().is_empty() || is_template_row(text);
        let is_unnamed = blank(&row.name) || blank(&row.target) && blank(&row.actual);
        is_unnamed && row.score.is_none() && row.children.iter().all(is_unfilled)
    }
    let amounts = report.funds.iter().any(|funds| {
        let figures = [funds.budget, funds.executed, funds.initial_budget];
        figures.iter().flatten().any(|amount| !amount.is_zero())
    });
    let goals = report.goals.iter().any(|goal| {
        let texts = [&goal.expected, &goal.achieved];
        let written = |text: &&String| !text.trim().is_empty() && !is_template_row(text);
        texts.iter().any(written) || !goal.indicators.iter().all(is_unfilled)
    });
    !amounts && !goals && report.indicators.iter().all(is_unfilled)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found, found_after};

    #[test]
    fn rows_of_the_template_are_one_finding_in_a_form() {
        let rows = "实际完成值: 139处\n  - 三级指标: 指标2：\n  - 三级指标: ……\n";
        let findings = findings_after(&RULE, &[("实际完成值: 139处\n", rows)]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "2 处只有模板的“指标2：”“……”，没有填写");
        assert_eq!(findings[0].related.len(), 1);
    }

    #[test]
    fn a_form_left_blank_is_one_finding() {
        let form = "表式: 湖南-项目支出\n项目: {名称: /, 实施单位: /}\n绩效指标:\n\
            \u{20} - {一级指标: 产出指标, 三级指标: 指标1：}\n  - {三级指标: ……}\n";
        assert_eq!(found(form), ["ZP406 警告 项目.名称"]);
    }

    #[test]
    fn rows_with_nothing_but_their_headings_are_one_finding() {
        let row = "\n  - 一级指标: 效益指标\n    二级指标: 生态效益指标\n    三级指标:\n    得分:";
        let edit = |rows: usize| format!("实际完成值: 139处{}", row.repeat(rows));
        let findings = findings_after(&RULE, &[("实际完成值: 139处", &edit(2))]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "2 行指标空着，第一行在“生态效益指标”");
        assert_eq!(findings[0].related.len(), 1);
        let findings = findings_after(&RULE, &[("实际完成值: 139处", &edit(1))]);
        assert_eq!(findings[0].message, "“生态效益指标”有一行指标空着");
        let weighed = format!("{} 0", edit(1));
        assert_eq!(
            found_after(&RULE, &[("实际完成值: 139处", &weighed)]),
            [""; 0]
        );
    }

    #[test]
    fn a_form_begun_and_left_is_one_finding() {
        let form = "表式: 全国-项目支出\n项目: {名称: 修路, 实施单位: 甲}\n绩效指标:\n\
            \u{20} - {一级指标: 产出指标, 二级指标: 数量指标}\n  - {一级指标: 效益指标}\n";
        assert_eq!(found(form), ["ZP406 警告 绩效指标[1].三级指标"]);
    }

    #[test]
    fn words_of_the_template_are_named_where_they_stand() {
        for (right, wrong) in [
            ("年度: 2023", "年度: 2023\n标题: （  年度）自评表"),
            ("年度: 2023", "年度: 2023\n标题: XX街道2023年度自评表"),
            ("实际完成情况: 全年", "实际完成情况: （100字以内）全年"),
        ] {
            let findings = findings_after(&RULE, &[(right, wrong)]);
            let codes: Vec<&str> = findings.iter().map(|one| one.rule.code).collect();
            assert_eq!(codes, ["ZP406"], "{wrong}");
        }
    }

    #[test]
    fn a_slash_for_what_does_not_apply_and_a_printed_note_pass() {
        for edit in [
            (
                "实际完成值: 139处",
                "实际完成值: 139处\n    偏差原因: /\n    改进措施: /",
            ),
            (
                "年度: 2023",
                "年度: 2023\n备注: 每个项目填一张表（填写说明见附件），如业务工作经费……",
            ),
        ] {
            assert_eq!(found_after(&RULE, &[edit]), [""; 0], "{}", edit.1);
        }
    }
}
