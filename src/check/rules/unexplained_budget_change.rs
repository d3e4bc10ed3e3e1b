//! 年初预算数到全年预算数变动很大，没有一句说明。
//!
//! # 检查什么
//! 全年预算数比年初预算数增减超过 30% 的（网站另定“年初调整幅度”的，按网站的），自评表的文字（目标完成情况、偏差原因、改进措施、说明、备注）或自评报告里应有一句说明预算为什么调整。
//! 提到追加、追减、调增、调减、预算调整、结转的，或者在一句里说到预算又说到增加、减少、新增、未列入、下达等的，都算说明；
//! 基础数据表里“预算调整”一行填了数、“其中”的结转资金足以解释的，也不报。有一个数空着或为零的不查。
//!
//! # 依据
//! 《中华人民共和国预算法》第十三条：经批准的预算，非经法定程序，不得调整。调整了就有依据，应当写明。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行: {年初预算数: 1495.62, 全年预算数: 2317.20, 全年执行数: 2317.20, 分值: 10, 执行率: 100%, 得分: 10}
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行: {年初预算数: 1495.62, 全年预算数: 2317.20, 全年执行数: 2317.20, 分值: 10, 执行率: 100%, 得分: 10}
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。年中追加老旧小区改造资金821.58万元。
//! ```

use crate::check::marks::printed;
use crate::check::money::{Money, unit_of_report};
use crate::check::ties::funded;
use crate::check::{Check, FileRef, Findings, Rule};
use crate::diagnostic::Severity;
use crate::folder::{Document, Narrative, UnitFolder};
use crate::model::{
    Amount, BaseData, DataPath, Funds, Indicator, Percent, Report, Site, SpendingRow,
};

pub static RULE: Rule = Rule {
    code: "ZP109",
    name: "unexplained_budget_change",
    title: "预算变动没有说明",
    severity: Severity::Note,
    file: include_str!("unexplained_budget_change.rs"),
    check: Check::Site(check),
};

/// Any of these is an explanation by itself.
#[rustfmt::skip]
const ALONE: [&str; 11] = [
    "追加", "追减", "调增", "调减", "预算调整", "调整预算", "调整后预算", "年中调整", "结转",
    "预算增加", "预算减少",
];

/// Any of these is one in a sentence that speaks of 预算.
#[rustfmt::skip]
const WITH_BUDGET: [&str; 19] = [
    "调整", "增加", "减少", "新增", "增长", "下降", "压减", "核减", "变动", "变化", "下达",
    "没有包含", "未包含", "不包含", "不含", "未列入", "没有列入", "未纳入", "没有纳入",
];

fn check(unit: &UnitFolder, site: &Site, findings: &mut Findings) {
    let limit = site.limits.budget_change().value();
    for (file, document, funds) in funded(unit) {
        let Some(change) = Change::of(document, funds, limit) else {
            continue;
        };
        if !is_explained(unit, file, document) {
            change.add(file, findings);
        }
    }
}

/// A budget that changed by more than the limit.
struct Change {
    initial: Amount,
    budget: Amount,
    difference: Amount,
    percent: Percent,
}

impl Change {
    fn of(document: &Document<Report>, funds: &Funds, limit: Percent) -> Option<Self> {
        let (initial, budget) = (funds.initial_budget?, funds.budget?);
        let unit = unit_of_report(document);
        let [one, other] = [initial, budget].map(|amount| Money::new(amount, unit));
        if initial <= Amount::ZERO || budget <= Amount::ZERO || one.slip(other).is_some() {
            return None;
        }
        let difference = budget.checked_sub(initial)?;
        let unexplained = difference.checked_sub(carried_over(funds)?)?;
        let is_large = |part: Amount| Some(Percent::of(part.abs(), initial)?.0 > limit.0);
        (is_large(difference)? && is_large(unexplained)?).then_some(Self {
            initial,
            budget,
            difference,
            percent: Percent::of(difference.abs(), initial)?,
        })
    }

    fn add(&self, file: FileRef, findings: &mut Findings) {
        let Self {
            initial,
            budget,
            difference,
            percent,
        } = self;
        let (more, by) = if difference.is_negative() {
            ("少", "减")
        } else {
            ("多", "增")
        };
        let percent = Percent(printed(percent.0, 0));
        findings
            .add(
                file,
                DataPath::from("预算执行.全年预算数"),
                format!(
                    "全年预算数 {budget} 比年初预算数 {initial} {more} {}（{by} {percent}），没有说明原因",
                    difference.abs()
                ),
            )
            .help("在偏差原因或自评报告里用一句话说明预算为什么调整、依据什么文件")
            .related("预算执行.年初预算数".into(), format!("年初预算数 {initial}"));
    }
}

/// By how much the rows of 结转 changed, which their own name explains.
fn carried_over(funds: &Funds) -> Option<Amount> {
    let rows = funds.parts.iter().filter(|(name, _)| name.contains("结转"));
    let changes: Option<Vec<Amount>> = rows
        .map(|(_, row)| {
            let initial = row.initial_budget.unwrap_or(Amount::ZERO);
            row.budget.unwrap_or(initial).checked_sub(initial)
        })
        .collect();
    Amount::sum(changes?)
}

/// Whether the form, its narrative, or the base data say why the budget changed.
/// The narrative of the whole unit may speak for its projects.
fn is_explained(unit: &UnitFolder, file: FileRef, document: &Document<Report>) -> bool {
    let (FileRef::Report(at) | FileRef::Project(at, _)) = file else {
        return true;
    };
    let year = &unit.years[at];
    let own = match file {
        FileRef::Project(_, n) => year.projects[n].narrative.as_ref(),
        _ => None,
    };
    let narratives = [own, year.narrative.as_ref()].into_iter().flatten();
    let base = year.base.as_ref().map(|base| &base.data);
    texts_of(&document.data).any(explains)
        || narratives.map(text_of).any(explains)
        || base
            .is_some_and(|base| says_adjusted(&base.spending) || texts_of_base(base).any(explains))
}

fn text_of(narrative: &Narrative) -> &str {
    &narrative.source.text
}

fn texts_of_base(base: &BaseData) -> impl Iterator<Item = &str> {
    [&base.remark, &base.thrift].into_iter().map(String::as_str)
}

/// What a form says in words.
fn texts_of(report: &Report) -> impl Iterator<Item = &str> {
    let funds = report.funds.iter().map(|funds| &funds.reason);
    let goals = report
        .goals
        .iter()
        .flat_map(|goal| [&goal.adjusted, &goal.achieved]);
    let rows = report.indicators().flat_map(texts_of_row);
    let blocks = [&report.reason, &report.measure, &report.remark];
    let texts = funds.chain(goals).chain(rows).chain(blocks);
    texts.map(String::as_str)
}

fn texts_of_row(row: &Indicator) -> impl Iterator<Item = &String> {
    let extra = row.extra.0.iter().map(|(_, text)| text);
    [&row.reason, &row.measure, &row.note]
        .into_iter()
        .chain(extra)
}

/// Whether a row such as 部门基本支出预算调整 is filled.
fn says_adjusted(rows: &[SpendingRow]) -> bool {
    rows.iter().any(|row| {
        let filled = [row.last_year, row.budget, row.executed];
        (row.name.contains("调整") && filled.iter().flatten().any(|amount| !amount.is_zero()))
            || says_adjusted(&row.children)
    })
}

/// Whether a text has a sentence that explains a change of the budget.
fn explains(text: &str) -> bool {
    const STOPS: [char; 5] = ['。', '；', ';', '！', '\n'];
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    if !text.is_empty() && has(text, &ALONE) {
        return true;
    }
    let mut rest = text;
    while let Some(at) = rest.find("预算") {
        let start = rest[..at].rfind(STOPS).unwrap_or(0);
        let end = rest[at..].find(STOPS).map_or(rest.len(), |end| at + end);
        if has(&rest[start..end], &WITH_BUDGET) {
            return true;
        }
        rest = &rest[end..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{RULE, explains};
    use crate::check::testing::{findings_after, found_after};

    const SAID: &str = "年中追加老旧小区改造资金821.58万元。";
    const FOUND: [&str; 1] = ["ZP109 提示 预算执行.全年预算数"];

    #[test]
    fn a_change_without_a_word_is_a_note_with_its_percent() {
        let findings = findings_after(&RULE, &[(SAID, "")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "全年预算数 2317.20 比年初预算数 1495.62 多 821.58（增 54.93%），没有说明原因"
        );
    }

    #[test]
    fn less_is_told_like_more() {
        let edit = [(SAID, ""), ("年初预算数: 1495.62", "年初预算数: 4000")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(
            findings[0].message,
            "全年预算数 2317.20 比年初预算数 4000 少 1682.80（减 42.07%），没有说明原因"
        );
    }

    #[test]
    fn thirty_percent_blank_and_zero_need_no_word() {
        for initial in ["1782.47", "", "0"] {
            let initial = format!("年初预算数: {initial}");
            let edit = [(SAID, ""), ("年初预算数: 1495.62", &*initial)];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{initial}");
        }
        let edit = [(SAID, ""), ("年初预算数: 1495.62", "年初预算数: 1782.4")];
        assert_eq!(found_after(&RULE, &edit), FOUND);
    }

    #[test]
    fn money_carried_over_explains_itself() {
        let carried = "得分: 10, 其中: {上年结转资金: {全年预算数: 500, 全年执行数: 500}, \
                       当年财政拨款: {年初预算数: 1495.62, 全年预算数: 1817.20, 全年执行数: 1817.20}}}";
        let edit = [(SAID, ""), ("得分: 10}", carried)];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }

    #[test]
    fn what_counts_as_an_explanation() {
        for text in [
            "年中追加资金821万元。",
            "上级转移支付年初没有列入预算，年中下达。",
            "预算数变动较大，因为人员增加。",
            "含上年结转200万元",
            "只做了年初在编人员的经费预算，没有包含临聘人员的经费预算。",
        ] {
            assert!(explains(text), "{text}");
        }
        for text in [
            "一般商品和服务支出比上年多832.36万元，因为财源建设资金增加。",
            "超过年初预算，要加强成本的控制",
            "调整班子，新来3名同志。严格执行预算。",
            "",
        ] {
            assert!(!explains(text), "{text}");
        }
    }
}
