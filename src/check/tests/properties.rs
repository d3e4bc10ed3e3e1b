//! What holds for any report: one that adds up is clean, one changed score is
//! named, and no figure makes the rules panic.

use crate::check::testing::{found_on, unit};
use crate::check::{Example, testing};
use crate::model::Amount;
use proptest::prelude::*;

const FORM: &str = "{编号: 甲, 范围: 整体, 满分: 100, 预算执行: {分值: 10, 其中完整: true}, \
                    列: [三级指标, 年度指标值, 实际完成值, 分值, 得分, 偏差原因]}";

/// Tenths of a point as written: 45 is 4.5.
fn points(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A report that adds up: rows of weights that make 90, each with its score.
fn report(rows: &[(u32, u32)], changed: Option<(usize, u32)>) -> String {
    let total: u32 = rows.iter().map(|(_, score)| score).sum();
    let rows: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(at, (weight, score))| {
            let score = match changed {
                Some((row, other)) if row == at => other,
                _ => *score,
            };
            let reason = if score < *weight { "进度偏慢" } else { "" };
            format!(
                "{{三级指标: 第{at}项, 年度指标值: 明显改善, 实际完成值: 有所改善, 分值: {}, 得分: {}, \
                 偏差原因: '{reason}'}}",
                points(*weight),
                points(score)
            )
        })
        .collect();
    format!(
        "{{表式: 甲, 预算执行: {{全年预算数: 80, 全年执行数: 60, 执行率: 75%, 得分: 7.5}}, \
         绩效指标: [{}], 总分: {}}}",
        rows.join(", "),
        points(total + 75)
    )
}

prop_compose! {
    /// Weights in tenths that make 900, each with a score of at most the weight.
    fn rows()(cuts in prop::collection::btree_set(1u32..900, 1..12))
        (weights in Just(weights(cuts.iter().copied().collect())),
         shares in prop::collection::vec(0u32..=100, 13)) -> Vec<(u32, u32)> {
        let scores = weights.iter().zip(shares);
        scores.map(|(weight, share)| (*weight, weight * share / 100)).collect()
    }
}

fn weights(mut cuts: Vec<u32>) -> Vec<u32> {
    cuts.push(900);
    let starts = std::iter::once(0).chain(cuts.clone());
    cuts.iter()
        .zip(starts)
        .map(|(end, start)| end - start)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_report_that_adds_up_is_clean(rows in rows()) {
        prop_assert_eq!(found_on(FORM, &report(&rows, None)), [""; 0]);
    }

    #[test]
    fn one_changed_score_is_named(rows in rows(), at in any::<prop::sample::Index>(), other in 0u32..900) {
        let at = at.index(rows.len());
        prop_assume!(rows[at].1 != other);
        let example = Example {
            yaml: report(&rows, Some((at, other))),
            markdown: String::new(),
        };
        let form = testing::read(FORM);
        let findings = testing::findings(unit(&example, Some(form)));
        let place = format!("绩效指标[{}].得分", at + 1);
        let is_named = findings.iter().any(|finding| {
            let mut related = finding.related.iter();
            finding.stops_publication()
                && (finding.path.to_string() == place
                    || related.any(|(_, path, _)| path.to_string() == place))
        });
        prop_assert!(is_named, "{findings:#?}");
    }

    #[test]
    fn no_figure_makes_a_rule_panic(figures in prop::collection::vec("-?[0-9]{1,28}", 10)) {
        prop_assume!(figures.iter().all(|figure| Amount::parse(figure).is_ok()));
        let [a, b, c, d, e, f, g, h, i, j] = figures.try_into().unwrap();
        let report = format!(
            "{{表式: 甲, 预算执行: {{年初预算数: {a}, 全年预算数: {b}, 全年执行数: {c}, 分值: {d}, \
             得分: {e}, 按收入性质: {{甲: {f}, 乙: {g}}}, 其中: {{甲: {{全年预算数: {h}}}, \
             乙: {{全年预算数: {i}}}}}}}, 绩效指标: [{{一级指标: 产出, 分值: {d}, 得分: {e}}}, \
             {{分值: {f}, 得分: {g}}}], 一级指标分值: {{产出: {h}}}, 总分: {j}}}"
        );
        found_on(FORM, &report);
    }
}
