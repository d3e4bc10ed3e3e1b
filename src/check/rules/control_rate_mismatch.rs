//! 基础数据表里的控制率与它的两个数不符。
//!
//! # 检查什么
//! 人员控制率 = 实际在职人数 ÷ 编制数，规模控制率 = 实际规模 ÷ 批复规模，投资概算控制率 = 实际投资 ÷ 预算投资。
//! 算得的比率四舍五入到填报的小数位数后应与填报的一致；舍去尾数的只作提示。有一个数空着的不查。
//!
//! # 依据
//! 算术。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 财政供养人员:
//!   编制数: 69
//!   实际在职人数: 67
//!   控制率: 100%
//! 楼堂馆所:
//!   - 名称: 综合楼
//!     批复规模: 1200
//!     实际规模: 1180
//!     规模控制率: 98.33%
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 财政供养人员:
//!   编制数: 69
//!   实际在职人数: 67
//!   控制率: 97.1%
//! 楼堂馆所:
//!   - 名称: 综合楼
//!     批复规模: 1200
//!     实际规模: 1180
//!     规模控制率: 98.33%
//! ```

use crate::check::marks::printed;
use crate::check::{Check, FiledBase, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::amount::Agreement;
use crate::model::{Amount, DataPath, Percent};

pub static RULE: Rule = Rule {
    code: "ZP107",
    name: "control_rate_mismatch",
    title: "控制率不符",
    severity: Severity::Error,
    file: include_str!("control_rate_mismatch.rs"),
    check: Check::Base(check),
};

/// A declared rate with the two figures it is made of, each under its key.
struct Rate {
    place: DataPath,
    key: &'static str,
    declared: Option<Percent>,
    part: (&'static str, Option<Amount>),
    whole: (&'static str, Option<Amount>),
}

fn check(filed: &FiledBase<'_>, findings: &mut Findings) {
    let staffing = filed.base.staffing.iter().map(|staffing| Rate {
        place: "财政供养人员".into(),
        key: "控制率",
        declared: staffing.rate,
        part: ("实际在职人数", staffing.employed),
        whole: ("编制数", staffing.posts),
    });
    let buildings = filed.base.buildings.iter().enumerate();
    let buildings = buildings.flat_map(|(index, building)| {
        let place = DataPath::from("楼堂馆所").index(index);
        [
            Rate {
                place: place.clone(),
                key: "规模控制率",
                declared: building.area_rate,
                part: ("实际规模", building.actual_area),
                whole: ("批复规模", building.approved_area),
            },
            Rate {
                place,
                key: "投资概算控制率",
                declared: building.investment_rate,
                part: ("实际投资", building.executed),
                whole: ("预算投资", building.budget),
            },
        ]
    });
    for rate in staffing.chain(buildings) {
        hold(filed, rate, findings);
    }
}

fn hold(filed: &FiledBase<'_>, rate: Rate, findings: &mut Findings) -> Option<()> {
    let declared = rate.declared?;
    let (part, whole) = (rate.part.1?, rate.whole.1?);
    let computed = Percent::of(part, whole)?;
    let severity = match declared.0.agreement(computed.0) {
        Agreement::Exact | Agreement::Rounded => return None,
        Agreement::CutOff => Severity::Note,
        Agreement::Off => Severity::Error,
    };
    let right = Percent(printed(computed.0, declared.0.places()));
    let [part_key, whole_key] = [rate.part.0, rate.whole.0];
    findings
        .add(
            filed.file,
            rate.place.clone().key(rate.key),
            format!(
                "{}填报 {declared}，{part_key} {part} ÷ {whole_key} {whole} = {right}",
                rate.key
            ),
        )
        .severity(severity)
        .help(format!("改为 {right}"))
        .related(
            rate.place.clone().key(whole_key),
            format!("{whole_key} {whole}"),
        )
        .related(rate.place.key(part_key), format!("{part_key} {part}"));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_rate_rounded_to_its_own_places_holds() {
        for rate in ["97%", "97.10%", "97.101%"] {
            assert_eq!(found_after(&RULE, &[("97.1%", rate)]), [""; 0], "{rate}");
        }
    }

    #[test]
    fn another_rate_is_refused_with_the_right_one() {
        let findings = findings_after(&RULE, &[("98.33%", "100%")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "规模控制率填报 100%，实际规模 1180 ÷ 批复规模 1200 = 98.33%"
        );
    }

    #[test]
    fn a_rate_cut_off_is_a_note() {
        let edit = [("编制数: 69", "编制数: 71"), ("97.1%", "94.3%")];
        assert_eq!(
            found_after(&RULE, &edit),
            ["ZP107 提示 财政供养人员.控制率"]
        );
    }

    #[test]
    fn blank_or_zero_posts_say_nothing() {
        assert_eq!(found_after(&RULE, &[("编制数: 69", "编制数:")]), [""; 0]);
        assert_eq!(found_after(&RULE, &[("编制数: 69", "编制数: 0")]), [""; 0]);
    }
}
