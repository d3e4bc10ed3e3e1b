//! 正文里写的预算执行率与表里的不一样。
//!
//! # 检查什么
//! “2023年度部门整体预算执行率……%”这样没有写金额的执行率，与自评表的全年执行数、预算数核对：只是两位数字颠倒的报警告，其他的作提示，因为执行率可以只算一部分资金。
//! 讲项目、讲下属单位、讲上年和季度的，讲目标和评分标准的，写“约”“以上”的，都不查。同一句里有金额的由 ZP324 核对。
//!
//! # 依据
//! 财预〔2020〕10 号：预算执行率＝全年执行数÷全年预算数×100%。同一年度只有一个执行率。
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
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
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
//! 2023年度部门整体预算执行率87.62%。
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
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
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
//! 2023年度部门整体预算执行率100%。
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

use crate::check::prose::{Block, Figure, Measure, is_percent_of, is_swapped};
use crate::check::{Check, FileRef, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, Percent};

pub static RULE: Rule = Rule {
    code: "ZP325",
    name: "execution_rate_differs",
    title: "正文的执行率与表不符",
    severity: Severity::Warning,
    file: include_str!("execution_rate_differs.rs"),
    check: Check::Prose(check),
};

/// Between the name of a rate and its percentage.
const CONNECTORS: [&str; 6] = ["达到", "达", "为", "是", "：", ":"];

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for block in &filed.prose.blocks {
        if block.is_text() && block.says("执行率") {
            in_block(filed, block, findings);
        }
    }
}

/// Holds the rate of execution that a sentence without amounts gives against the form.
fn in_block(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    for percent in block.figures() {
        if percent.measure != Measure::Percent
            || percent.near
            || !is_said_of_all(filed, block, percent)
        {
            continue;
        }
        let rates = rates(filed);
        let Some(right) = rates.first() else {
            return;
        };
        let is = |(part, whole): &(Amount, Amount)| is_percent_of(percent.amount, *part, *whole);
        if rates.iter().any(|rate| is(rate) != Some(false)) {
            continue;
        }
        let Some(computed) = Percent::of(right.0, right.1) else {
            continue;
        };
        let computed = Percent(computed.0.round(percent.amount.places().max(2)));
        let funds = filed.report.funds.as_ref();
        let declared = funds.and_then(|funds| funds.rate);
        if declared.is_some_and(|declared| declared.0 == percent.amount) {
            continue;
        }
        let slip = is_swapped(
            &percent.amount.to_string(),
            &computed.0.round(percent.amount.places()).to_string(),
        );
        let message = format!(
            "写的执行率是 {}%，表里 {} ÷ {} = {computed}",
            percent.amount, right.0, right.1
        );
        let words = (&block.text, percent.span.clone());
        let finding = filed.add(findings, block, words, message);
        finding
            .help(format!("改为 {computed}；只讲一部分资金的，写明是哪些"))
            .severity(if slip {
                Severity::Warning
            } else {
                Severity::Note
            });
    }
}

/// What the form's rate may be reckoned from: spending and the year's budget first.
fn rates(filed: &FiledProse<'_>) -> Vec<(Amount, Amount)> {
    let Some(funds) = &filed.report.funds else {
        return Vec::new();
    };
    let wholes = [funds.budget, funds.initial_budget].into_iter().flatten();
    let executed = funds.executed.filter(|_| funds.budget.is_some());
    executed
        .into_iter()
        .flat_map(|part| wholes.clone().map(move |whole| (part, whole)))
        .collect()
}

/// Whether a percentage is the rate of execution of all the money of the form.
fn is_said_of_all(filed: &FiledProse<'_>, block: &Block, percent: &Figure) -> bool {
    const OF_A_PART: [&str; 8] = [
        "项目", "专项", "基金", "下属", "所属", "经费", "上年", "季度",
    ];
    const RULES: [&str; 8] = [
        "目标",
        "要求",
        "标准",
        "满分",
        "力争",
        "确保",
        "不低于",
        "元",
    ];
    let text = &block.text.plain;
    let before = &text[..percent.span.start];
    let from = before.rfind(['。', '！', '；', '\n']).map_or(0, |at| {
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    let name = CONNECTORS
        .iter()
        .find_map(|word| before.strip_suffix(word))
        .unwrap_or(before);
    let Some(lead) = name
        .strip_suffix("执行率")
        .and_then(|name| name.get(from..))
    else {
        return false;
    };
    let end = text[from..]
        .find(['。', '\n'])
        .map_or(text.len(), |at| from + at);
    let is_project = matches!(filed.file, FileRef::ProjectNarrative(..));
    let mut above = filed
        .headings_above(block)
        .map(|block| &*block.text.plain)
        .chain([&text[..from]]);
    let of_a_part = above.any(|text| OF_A_PART.iter().any(|word| text.contains(word)));
    let ruled = RULES.iter().any(|word| text[from..end].contains(word));
    !ruled && (is_project || !of_a_part) && is_own(filed, lead)
}

/// Whether the words before a rate say nothing but whose year it is.
fn is_own(filed: &FiledProse<'_>, lead: &str) -> bool {
    const OWN: [&str; 16] = [
        "全年",
        "年度",
        "本年",
        "我局",
        "我委",
        "我镇",
        "我单位",
        "本单位",
        "本部门",
        "部门",
        "单位",
        "整体",
        "总体",
        "支出",
        "预算",
        "，",
    ];
    let year = filed
        .report
        .year
        .map(|year| format!("{}年", year.0))
        .unwrap_or_default();
    let mut rest = lead;
    let mut whole = false;
    while !rest.is_empty() {
        let mut words = OWN
            .iter()
            .copied()
            .chain([year.as_str()])
            .filter(|word| !word.is_empty());
        let Some(word) = words.find(|word| rest.starts_with(word)) else {
            return false;
        };
        whole |= ["预算", "整体", "总体"].contains(&word);
        rest = &rest[word.len()..];
        rest = rest.strip_prefix('度').unwrap_or(rest);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::found_after;

    const OLD: &str = "2023年度部门整体预算执行率100%。";

    #[test]
    fn another_rate_than_the_forms_is_told() {
        let edit = [
            (
                "全年执行数: 2706.79\n  分值: 10\n  执行率: 100%\n  得分: 10",
                "全年执行数: 2664.02\n  执行率: 98.42%",
            ),
            ("项目支出: 1431.36", "项目支出: 1388.59"),
            (OLD, "2023年度部门整体预算执行率98.24%，比上年有所提高。"),
        ];
        assert_eq!(
            found_after(&RULE, &edit),
            ["ZP325 警告 正文.三、单位整体支出绩效情况"]
        );
        let said = |text| {
            let mut edit = edit;
            edit[2].1 = text;
            found_after(&RULE, &edit)
        };
        assert_eq!(
            said("预算执行率95%。"),
            ["ZP325 提示 正文.三、单位整体支出绩效情况"]
        );
        for text in [
            "预算执行率98.42%。",
            "2022年预算执行率98.24%。",
            "项目预算执行率98.24%。",
            "预算执行率95%以上。",
            "预算执行率目标为95%，一季度预算执行率25%。",
            "道路养护项目已完工。预算执行率95%。",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}
