use super::{Amount, Criterion, Quantity};
use proptest::prelude::*;

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

/// Without zeros at its end.
fn plain(amount: Amount) -> String {
    let places = (0..=amount.places()).find(|places| amount.round(*places) == amount);
    amount.round(places.unwrap()).to_string()
}

/// The score as a text: `8`, `8–9` where the words leave a choice, `?` where it
/// does not follow, `??` where the criterion is not understood.
fn score(criterion: &str, weight: &str, target: &str, actual: &str) -> String {
    let Some(criterion) = Criterion::read(criterion) else {
        return "??".into();
    };
    let (target, actual) = (Quantity::read(target), Quantity::read(actual));
    match criterion.score(amount(weight), &target, &actual) {
        None => "?".into(),
        Some(score) if score.least == score.most => plain(score.least),
        Some(score) => format!("{}–{}", plain(score.least), plain(score.most)),
    }
}

#[test]
fn points_are_lost_by_steps_from_the_figure_that_is_named() {
    let satisfaction = "群众满意度达到95%，得10分，每下降1%扣1分，80%以下不得分";
    for (actual, expected) in [
        ("95%", "10"),
        ("97%", "10"),
        ("93%", "8"),
        ("93", "8"),
        ("93.5%", "8–9"),
        ("81%", "0"),
        ("80%", "0"),
        ("70%", "0"),
    ] {
        assert_eq!(
            score(satisfaction, "10", "95", actual),
            expected,
            "{actual}"
        );
    }
    let cut_short = "群众满意度达到95%，得10分，每下降5%扣1分，80%以下不得分";
    assert_eq!(score(cut_short, "10", "95%", "80%"), "0–7");
    assert_eq!(score(cut_short, "10", "95%", "79%"), "0");
    let wages = "工资发放及时率100%得5分，每降低5%扣1分";
    assert_eq!(score(wages, "5", "工资发放及时", "100%"), "5");
    assert_eq!(score(wages, "5", "100%", "90%"), "3");
    assert_eq!(score(wages, "5", "工资发放及时", "90"), "?");
}

#[test]
fn points_are_lost_by_steps_from_the_target() {
    let patrols = "综治巡逻次数每少于目标次数1次，扣0.5分，扣完为止";
    assert_eq!(score(patrols, "4", "每周2次", "每周3次"), "4");
    assert_eq!(score(patrols, "4", "100次", "97次"), "2.5");
    assert_eq!(score(patrols, "4", "100次", "20次"), "0");
    assert_eq!(score(patrols, "4", "不少于100次", "100余次"), "?");
    let rubbish = "清理陈年垃圾全年累计低于目标值100吨，扣0.2分，扣完";
    assert_eq!(score(rubbish, "5", "1500", "1630"), "5");
    assert_eq!(score(rubbish, "5", "1500吨", "1300吨"), "4.6");
    assert_eq!(score(rubbish, "5", "1500吨", "1250吨"), "4.4–4.6");
    let water = "每高于目标值20吨扣1分。";
    assert_eq!(score(water, "2", "300吨", "320吨"), "1");
    assert_eq!(score(water, "2", "300", "280"), "2");
}

#[test]
fn what_a_narrow_column_cuts_off_after_the_points_is_read_past() {
    for end in ["扣", "扣完", "扣完为", "扣完为止", "扣完为止。"] {
        let text = format!("摸排次数每少于目标次数1次，扣0.5分，{end}");
        assert_eq!(score(&text, "4", "300次", "298次"), "3", "{end}");
    }
    for text in [
        "群众满意度达到95%，得10分，每下降1%扣1分，80%以",
        "税收入库完成年初下达任务100%计5分，未达到95%，扣",
        "营商环境显著优化，得5分；营商环境一般优化，得",
        "“三公经费”变动率≤0，得5分；“三公经费”变动率",
    ] {
        assert_eq!(Criterion::read(text), None, "{text}");
    }
}

#[test]
fn natural_variants_mean_the_same() {
    for text in [
        "满意度每低1个百分点扣1分",
        "满意度每降低1%，扣1分",
        "满意度每低于目标值1%扣1分，扣完为止",
        "满意度较目标值每下降1个百分点，扣1分，直至扣完",
        "每比目标值低1%扣1分",
        "与目标值相比，每低一个百分点扣一分",
        "达到目标值得满分，每低1%扣1分",
        "满意度≥95%得满分，每降低1%扣1分，扣完为止。",
        "满意度95%以上得10分；每减少1个百分点，扣1分",
        "达到９５％得10分，每低１％扣1分",
        "满意度达95%计10分，每少1%，相应扣减1分",
        "每下降1%的，扣1分扣完为止",
        "达到95%得满分，在此基础上，每下降1%扣分值的10%",
        "每低1%扣10%的分值",
        "每低于目标1个百分点扣权重分的10%",
    ] {
        assert_eq!(score(text, "10", "≥95%", "93%"), "8", "{text}");
        assert_eq!(score(text, "10", "≥95%", "96%"), "10", "{text}");
    }
}

#[test]
fn tiers_give_the_points_of_where_the_actual_lies() {
    let tiers = "满意度≥95%得10分，90%（含）-95%得8分，80%（含）-90%得5分，80%以下不得分";
    for (actual, expected) in [
        ("96%", "10"),
        ("95%", "10"),
        ("92%", "8"),
        ("90%", "8"),
        ("85%", "5"),
        ("79.9%", "0"),
    ] {
        assert_eq!(score(tiers, "10", "≥95%", actual), expected, "{actual}");
    }
    let shares = "≥95%得满分，90%（含）至95%得分值的80%，低于90%得分值的60%";
    assert_eq!(score(shares, "5", "95%", "90%"), "4");
    assert_eq!(score(shares, "5", "95%", "50%"), "3");
    let stairs = "95%以上得10分，90%以上得8分，低于90%不得分";
    assert_eq!(score(stairs, "10", "95%", "97%"), "10");
    assert_eq!(score(stairs, "10", "95%", "92%"), "8");
    assert_eq!(score(stairs, "10", "95%", "89%"), "0");
}

#[test]
fn a_gap_between_tiers_says_nothing() {
    let tax = "税收入库完成年初下达任务100%计5分，未达到95%，扣2分";
    assert_eq!(score(tax, "5", "完成税收缴库", "100%"), "5");
    assert_eq!(score(tax, "5", "完成税收缴库", "97%"), "?");
    assert_eq!(score(tax, "5", "完成税收缴库", "94%"), "3");
}

#[test]
fn all_or_nothing_follows_from_the_target() {
    for text in [
        "完成目标值得5分，未完成不得分",
        "达到目标得满分，否则不得分",
        "完成计5分，未完成的不得分",
    ] {
        assert_eq!(score(text, "5", "≥300次", "310次"), "5", "{text}");
        assert_eq!(score(text, "5", "≥300次", "299次"), "0", "{text}");
        assert_eq!(score(text, "5", "300次", "300次"), "5", "{text}");
        assert_eq!(score(text, "5", "300次", "299次"), "?", "{text}");
        assert_eq!(score(text, "5", "全部完成", "全部完成"), "?", "{text}");
    }
}

#[test]
fn what_is_all_but_reached_has_a_span() {
    let text = "完成目标得5分，基本完成得3分，未完成不得分";
    assert_eq!(score(text, "5", "≥300次", "300次"), "5");
    assert_eq!(score(text, "5", "≥300次", "299次"), "0–3");
    assert_eq!(
        score("完成得5分，基本完成得3分", "5", "≥300次", "1次"),
        "0–3"
    );
    assert_eq!(score(text, "5", "全面完成", "基本完成"), "?");
}

#[test]
fn a_discretion_leaves_every_score_but_where_nothing_is_to_be_taken() {
    let text = "年度目标任务完成得满分，未完成酌情扣分";
    assert_eq!(score(text, "5", "≥300次", "300次"), "5");
    assert_eq!(score(text, "5", "≥300次", "299次"), "0–5");
    assert_eq!(Criterion::read("酌情扣分"), None);
}

#[test]
fn an_event_may_take_all_or_a_part() {
    let all = "未发生安全生产事故得满分，发生安全生产事故不得分";
    assert_eq!(score(all, "5", "0起", "0起"), "5");
    assert_eq!(score(all, "5", "0起", "2起"), "0");
    assert_eq!(score(all, "5", "≤3起", "2起"), "?");
    for text in [
        "发现一例扣1分",
        "每发现1例不合格扣1分，扣完为止",
        "未出现得5分，每出现1例，扣1分",
        "有一例扣1分，扣完为止",
    ] {
        assert_eq!(score(text, "5", "0例", "2例"), "3", "{text}");
        assert_eq!(score(text, "5", "0例", "0例"), "5", "{text}");
        assert_eq!(score(text, "5", "0例", "9例"), "0", "{text}");
    }
    for text in [
        "有效控制事故发生得5分，否则不得分",
        "杜绝事故发生得5分，否则不得分",
        "事故发生率下降得5分，否则不得分",
        "发生2例扣1分",
    ] {
        assert_eq!(Criterion::read(text), None, "{text}");
    }
}

#[test]
fn rates_may_be_of_control_and_growth() {
    let control = "三公经费控制率≤100%得满分，每超过1个百分点扣1分";
    assert_eq!(score(control, "5", "≤100%", "103%"), "2");
    assert_eq!(score(control, "5", "≤100%", "80%"), "5");
    let growth = "增长率达到5%得满分，每低1个百分点扣1分";
    assert_eq!(score(growth, "5", "≥5%", "3%"), "3");
}

#[test]
fn one_that_is_missing_is_each_of_them() {
    for text in ["少一次扣1分", "未完成1次扣1分", "缺1次扣1分，扣完为止"] {
        assert_eq!(score(text, "5", "12次", "10次"), "3", "{text}");
    }
    let once = "未发生得满分，发生1起安全事故不得分";
    assert_eq!(score(once, "5", "0起", "0起"), "5");
    assert_eq!(score(once, "5", "0起", "3起"), "0");
    assert_eq!(
        score("≥目标值得满分，＜目标值按比例得分", "5", "≥100次", "90次"),
        "4.5"
    );
}

#[test]
fn bounds_are_written_in_many_ways() {
    for text in [
        "满意度≥95%得5分；90%≤满意度<95%得3分；满意度<90%不得分",
        "满意度95%（含95%）以上得5分，90%（含90%）-95%得3分，90%以下不得分",
        "95%及以上得满分，95%>满意度≥90%得3分，90%以下得0分",
        "≥95%得5分；90%-95%得3分；低于90%不得分",
    ] {
        for (actual, expected) in [("95%", "5"), ("94%", "3"), ("90%", "3"), ("89%", "0")] {
            let found = score(text, "5", "≥95%", actual);
            let either = text.contains("90%-95%得") && matches!(actual, "95%" | "90%");
            assert!(found == expected || either, "{text} {actual} {found}");
        }
    }
}

#[test]
fn events_are_counted_where_there_should_be_none() {
    let accidents = "每发生1起安全生产事故扣2分，扣完为止";
    assert_eq!(score(accidents, "5", "0起", "0起"), "5");
    assert_eq!(score(accidents, "5", "0", "1起"), "3");
    assert_eq!(score(accidents, "5", "不发生安全事故", "3起"), "0");
    assert_eq!(score(accidents, "5", "≤3起", "2起"), "?");
    let disclosure = "预决算公开每延迟1天扣1分，扣完为止";
    assert_eq!(score(disclosure, "5", "按相应公开工作时限", "100%"), "?");
    assert_eq!(score(disclosure, "5", "按时公开", "延迟2天"), "3");
}

#[test]
fn points_in_proportion_are_exact() {
    let text = "达到目标值得满分，未达到的按比例得分";
    assert_eq!(score(text, "10", "≥80%", "60%"), "7.5");
    assert_eq!(score(text, "10", "≥80%", "90%"), "10");
    assert_eq!(score(text, "10", "80%", "60%"), "?");
    for text in [
        "按完成比例计分",
        "未完成按比例扣分",
        "未完成的按实际完成比例扣分",
        "按照实际完成率计算得分",
        "得分=实际完成值/目标值×100%×分值",
        "指标得分=完成率×权重",
        "达到目标得满分，未达到目标按完成比例扣减相应分值",
    ] {
        assert_eq!(score(text, "6", "≥300户", "100户"), "2", "{text}");
    }
    assert_eq!(Criterion::read("得分=完成率×权重×80%"), None);
    assert_eq!(Criterion::read("按完成情况计分"), None);
}

#[test]
fn a_criterion_is_understood_wholly_or_not_at_all() {
    for text in [
        "",
        "扣完为止",
        "得5分",
        "每下降1%",
        "根据完成情况酌情扣分",
        "符合预算支出管理办法的规定，有完整的审批程序和手",
        "人居环境明显改善，卫生整治效果突出，得5分，无明显改善不得分",
        "减少20吨得1分，每高于目标值20吨扣1分。",
        "相较2023减少300度得1分，每高于目标值500度扣1分。",
        "为辖区居民提供就业服务每增加就业服务人数10人，得1分；未增加，不得分",
        "低于目标值100吨，扣0.2分",
        "每下降1%扣1分，每下降5%扣3分",
        "不低于95%得5分，与上年相比每下降1%扣1分",
        "同比每下降1%扣1分",
        "完成95%以上得10分，90%以上得8分，每下降1%扣1分",
        "每下降1%扣1分，连续两年下降的不得分",
        "达到95%得10分",
        "如满意度达到95%得10分，每下降1%扣1分",
        "满意度每下降0%扣1分",
        "每下降1%扣1分，最多扣5分",
        "每下降1%扣1分扣",
    ] {
        assert_eq!(Criterion::read(text), None, "{text}");
    }
}

#[test]
fn figures_of_different_measures_are_not_held_against_each_other() {
    let step = "每低于目标值1%扣1分";
    assert_eq!(score(step, "5", "300次", "270次"), "?");
    assert_eq!(score(step, "5", "300", "270"), "?");
    assert_eq!(score(step, "5", "95%", "93%"), "3");
    let rate = "完成率达到100%得5分，每降低5%扣1分";
    assert_eq!(score(rate, "5", "300", "270"), "?");
    assert_eq!(score(rate, "5", "300次", "270次"), "?");
    let patrols = "每少于目标次数1次扣1分";
    assert_eq!(score(patrols, "5", "每周2次", "100次"), "?");
    assert_eq!(score(patrols, "5", "1-2次", "1次"), "?");
    assert_eq!(score(patrols, "5", "≤5次", "4次"), "?");
    assert_eq!(score(patrols, "5", "5次", "约4次"), "?");
    assert_eq!(score(patrols, "5", "5次，10场", "4次"), "?");
}

#[test]
fn points_for_another_weight_say_nothing() {
    let text = "达到95%得10分，每下降1%扣1分";
    assert_eq!(score(text, "8", "95%", "93%"), "?");
}

#[test]
fn the_notation_takes_the_sentences_alone() {
    let notation = |text| Criterion::notation(text).is_some();
    assert!(notation("达到95%得满分；每低1%扣1分；低于80%得0分"));
    assert!(notation("每少1次扣0.5分"));
    assert!(notation("每发生1起扣2分"));
    assert!(notation("95%以上得10分；90%至95%得8分；低于90%得0分"));
    assert!(notation("达到目标得满分；否则得0分"));
    assert!(notation("按比例得分"));
    for text in ["满意度每下降1%扣1分", "每下降1%扣1分，扣", "按执行率", "1"] {
        assert!(!notation(text), "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_is_written_no_score_is_below_zero_or_over_the_weight(
        text in "[每少低于目标值达到得扣完为止满分不未基本发生有按比例酌情以上下，。；0-9.%次（含）≤<-]{0,40}",
        target in "[≥≤0-9.%次]{0,8}",
        actual in "[0-9.%次-]{0,8}",
        weight in 0i64..30,
    ) {
        let weight = Amount::from_int(weight);
        if let Some(criterion) = Criterion::read(&text)
            && let Some(score) = criterion.score(weight, &Quantity::read(&target), &Quantity::read(&actual))
        {
            prop_assert!(score.least >= Amount::ZERO);
            prop_assert!(score.least <= score.most && score.most <= weight);
        }
    }

    #[test]
    fn no_text_and_no_figure_is_too_odd(text in ".{0,60}", target in ".{0,12}", actual in ".{0,12}") {
        for criterion in [Criterion::read(&text), Criterion::notation(&text)].into_iter().flatten() {
            let weight = Amount::parse("99999999999999999999.9999").unwrap_or(Amount::ZERO);
            let _ = criterion.score(weight, &Quantity::read(&target), &Quantity::read(&actual));
        }
    }

    #[test]
    fn huge_figures_do_not_overflow(
        step in "[0-9]{1,28}", points in "[0-9]{1,28}", target in "[0-9]{1,28}", actual in "[0-9]{1,28}",
        weight in "[0-9]{1,28}",
    ) {
        for text in [
            format!("每低{step}次扣{points}分"),
            format!("每发生{step}次扣{points}分"),
            format!("达到{target}次得{weight}分，每低{step}次扣{points}分"),
            format!("≥{target}次得满分，低于{step}次得{points}分"),
            "按比例得分".to_owned(),
        ] {
            if let (Some(criterion), Ok(weight)) = (Criterion::read(&text), Amount::parse(&weight)) {
                let (target, actual) = (format!("≥{target}次"), format!("{actual}次"));
                let score = criterion.score(weight, &Quantity::read(&target), &Quantity::read(&actual));
                prop_assert!(score.is_none_or(|score| score.least <= score.most));
            }
        }
    }

    #[test]
    fn the_further_below_the_fewer_points(short in 0i64..100, further in 0i64..100) {
        let criterion = Criterion::read("每低1%扣0.5分").unwrap();
        let score = |short| {
            let actual = Quantity::read(&format!("{}%", 200 - short));
            criterion.score(Amount::from_int(20), &Quantity::read("200%"), &actual).unwrap().most
        };
        prop_assert!(score(short) >= score(short + further));
    }
}
