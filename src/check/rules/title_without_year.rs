//! 表的标题里没有年度。
//!
//! # 检查什么
//! 自评表一年一张，标题里应有年度，如“2023年度部门整体支出绩效自评表”。年度另有一栏，所以只作提示；没有写标题的不查。
//!
//! # 依据
//! 《党政机关公文处理工作条例》第九条：标题标明事由；自评表的事由包括所评的年度。
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
//! 标题: 部门整体支出绩效自评表
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
//! 标题: 2023年度部门整体支出绩效自评表
//! ```

use crate::check::leftovers::{blank_year, left_over_in};
use crate::check::{Check, Findings, Rule, bases, reports};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;
use crate::model::Year;

pub static RULE: Rule = Rule {
    code: "ZP415",
    name: "title_without_year",
    title: "标题里没有年度",
    severity: Severity::Note,
    file: include_str!("title_without_year.rs"),
    check: Check::Unit(check),
};

fn check(unit: &UnitFolder, findings: &mut Findings) {
    let forms = reports(unit).map(|(file, form)| (file, form.data.title.trim(), form.data.year));
    let tables = bases(unit).map(|(file, table)| (file, table.data.title.trim(), table.data.year));
    for (file, title, year) in forms.chain(tables) {
        let unfilled = || left_over_in(title).or_else(|| blank_year(title)).is_some();
        if title.is_empty() || has_year(title) || unfilled() {
            continue;
        }
        let finding = findings.add(file, "标题", format!("标题“{title}”里没有年度"));
        if let Some(Year(year)) = year {
            finding.help(format!("写作“{year}年度{title}”"));
        }
    }
}

/// Two digits and more before 年, in whatever digits; or four digits that begin
/// with 20.
fn has_year(title: &str) -> bool {
    let is_digit = |c: char| c.is_numeric() || "〇○零一二三四五六七八九".contains(c);
    let named = title.match_indices('年').any(|(at, _)| {
        let before = title[..at].trim_end();
        before.chars().rev().take_while(|c| is_digit(*c)).count() >= 2
    });
    named
        || title
            .match_indices("20")
            .any(|(at, _)| title[at..].bytes().take_while(u8::is_ascii_digit).count() == 4)
}

#[cfg(test)]
mod tests {
    use super::{RULE, has_year};
    use crate::check::testing::{findings_after, found};

    #[test]
    fn a_year_is_known_in_any_digits() {
        for title in [
            "2023年度自评表",
            "自评表（2023）",
            "２０２３年度自评表",
            "二〇二三年度自评表",
            "23年度自评表",
        ] {
            assert!(has_year(title), "{title}");
        }
        for title in [
            "自评表",
            "部门整体支出绩效自评表",
            "年度自评表",
            "一年自评表",
        ] {
            assert!(!has_year(title), "{title}");
        }
    }

    #[test]
    fn the_mend_is_written_out() {
        let findings = findings_after(&RULE, &[("2023年度部门", "部门")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].help, "写作“2023年度部门整体支出绩效自评表”");
    }

    #[test]
    fn a_project_form_is_noted_and_no_title_is_none() {
        let project = "表式: 湖南-项目支出\n标题: 项目自评表\n绩效指标: [{三级指标: 甲}]\n";
        let noted = "ZP415 提示 标题".to_owned();
        assert!(found(project).contains(&noted));
        let untitled = project.replace("标题: 项目自评表\n", "");
        assert!(!found(&untitled).contains(&noted));
    }
}
