use super::RULE;
use crate::check::testing::{findings_after, found_after};

fn said(text: &str) -> Vec<String> {
    let edit = [("绩效情况\n\n详见自评表。", &*format!("绩效情况\n\n{text}"))];
    let findings = findings_after(&RULE, &edit);
    findings.into_iter().map(|one| one.message).collect()
}

#[test]
fn a_table_is_held_against_the_sentence_before_it() {
    let edit = [("| 环卫专项支出 | 288.30 |", "| 环卫专项支出 | 283.80 |")];
    let findings = findings_after(&RULE, &edit);
    assert_eq!(
        findings[0].message,
        "明细加起来是 1426.86万元，与写明的 1431.36万元 相差 4.50"
    );
    assert_eq!(findings[0].quote, "1431.36万元");
    let edit = [("| 环卫专项支出 | 288.30 |", "| 环卫专项支出 | 288.31 |")];
    assert_eq!(found_after(&RULE, &edit), [""; 0]);
}

#[test]
fn an_amount_that_differs_from_the_data_is_said_once() {
    let edit = [("项目支出1431.36万元", "项目支出1426.36万元")];
    assert_eq!(
        found_after(&RULE, &edit),
        ["ZP303 警告 正文.二、一般公共预算支出情况"]
    );
}

#[test]
fn a_table_is_held_against_its_own_total() {
    let table = |total: &str| {
        format!(
            "| 项目 | 预算 | 决算 | 占比 |\n|--|--|--|--|\n| 甲 | 1.5 | 2 | 50% |\n| 乙 | 2.5 | — | |\n| 丙 | 3 | 2 | |\n| 合 计 | 7.0 | {total} | 100% |\n"
        )
    };
    assert_eq!(said(&table("4")), [""; 0]);
    assert_eq!(said(&table("5")), ["各行加起来是 4，与合计 5 相差 1"]);
    let nested = "| 项目 | 决算 |\n|--|--|\n| 基本 | 3 |\n| 人员 | 2 |\n| 公用 | 1 |\n| 项目 | 4 |\n| 合计 | 7 |\n";
    assert_eq!(said(nested), [""; 0]);
}

#[test]
fn a_counted_total_is_held_against_as_many_amounts() {
    let list =
        "1. 工资769.41万元，比上年多302.16万元。\n2. 商品3073.65万元。\n3. 补助9.48万元。\n\n";
    assert_eq!(said(&format!("{list}三项合计3852.54万元。")), [""; 0]);
    assert_eq!(
        said(&format!("{list}三项合计3825.54万元。")),
        ["前面3项加起来是 3852.54万元，与写明的合计相差 27.00"]
    );
    assert_eq!(said("工资10万元，商品20万元，两项合计40万元。").len(), 1);
    assert_eq!(
        said("工资10万元，商品20万元，补助约3万元，两项合计40万元。"),
        [""; 0]
    );
}

#[test]
fn parts_that_are_all_there_are_must_add_up() {
    assert_eq!(
        said(
            "2023年三公经费支出10万元，其中：因公出国（境）费0万元，公务用车购置及运行维护费6.5万元，公务接待费2.0万元。"
        ),
        ["因公出国（境）、公务用车购置及运行维护、公务接待加起来是 8.5，与三公经费10万元相差 1.5"]
    );
    assert_eq!(
        said("本年基本支出1275.43万元，其中人员经费859.31万元，占67.4%，用于工资；公用经费416.21万元。").len(),
        1
    );
    for right in [
        "本年基本支出1275.43万元，其中人员经费859.31万元，占67.4%；公用经费416.12万元。",
        "2023年支出2800万元，其中基本支出1275.43万元，项目支出1431.36万元，结转93.21万元。",
        "本年基本支出1275.43万元，其中人员经费859.31万元。公用经费比上年增加5万元。",
        "2023年三公经费支出10万元，其中公务接待费2.5万元。",
    ] {
        assert_eq!(said(right), [""; 0], "{right}");
    }
}
