use super::*;
use proptest::prelude::*;

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn an_amount_prints_as_it_was_written() {
    for text in [
        "0",
        "0.00",
        "1495.60",
        "20.0",
        "-3.50",
        "0.5",
        "9999999999999999999999999999",
    ] {
        assert_eq!(amount(text).to_string(), text);
    }
}

#[test]
fn habits_of_writing_figures_are_read() {
    for (text, plain) in [
        (" 12 ", "12"),
        ("　11　", "11"),
        ("４，５９１．７３", "4591.73"),
        ("4,591.73", "4591.73"),
        ("-1,234,567", "-1234567"),
        ("－３．５", "-3.5"),
        ("10分", "10"),
        ("４.５ 分", "4.5"),
        ("-0.0", "0.0"),
    ] {
        assert_eq!(amount(text).to_string(), plain, "{text}");
    }
}

#[test]
fn what_could_be_read_two_ways_is_refused_with_the_right_way_to_write_it() {
    for (text, mend) in [
        ("1_000", Some("1000")),
        ("+1", Some("1")),
        ("＋１", Some("1")),
        (".5", Some("0.5")),
        ("-.5", Some("-0.5")),
        ("5.", Some("5")),
        ("1e3", Some("1000")),
        ("1.5e3", Some("1500")),
        ("1.5E-1", None),
        ("2e+2", Some("200")),
        ("1e999999999999", None),
        ("0x1F", None),
        ("010", Some("10")),
        ("00.50", Some("0.50")),
        ("1,23", None),
        ("7,00.0,77", None),
        ("1234,567", None),
        (",123", None),
        ("1.2.3", None),
        ("1 000", None),
        ("1000万元", Some("1000")),
        ("1,000 元", Some("1000")),
        ("11个", Some("11")),
        ("10分分", Some("10")),
        ("10%", None),
        (".nan", None),
        ("-.inf", None),
        ("—", None),
        ("---", None),
        ("/", None),
        ("……", None),
        ("-", None),
        ("", None),
        ("分", None),
        ("约三百", None),
        ("--5", None),
        ("٣", None),
        ("12345678901234567890123456789", None),
        ("0.12345678901", None),
    ] {
        let error = Amount::parse(text).expect_err(text);
        assert_eq!(error.suggestion().as_deref(), mend, "{text}");
        let message = error.to_string();
        assert!(
            message.starts_with(&format!("“{}”", text.trim())),
            "{message}"
        );
        if let Some(mend) = mend {
            assert!(message.ends_with(&format!("写作 {mend}")), "{message}");
            assert_eq!(amount(mend).to_string(), mend);
        }
    }
}

#[test]
fn messages_say_what_is_wrong_and_what_to_write() {
    for (text, message) in [
        ("1_000", "“1_000”里有下划线：数字中间不写下划线，写作 1000"),
        (
            "1000万元",
            "“1000万元”带着单位“万元”：这一格只写数字，单位写在“金额单位”里，写作 1000",
        ),
        (
            "---",
            "“---”里没有数字：没有数的格留空不写，有数就写数字，如 1495.60",
        ),
        (
            "1,23",
            "“1,23”里的逗号不对：千分位从小数点往左每三位一个逗号，如 4,591.73；也可以不写逗号",
        ),
    ] {
        assert_eq!(Amount::parse(text).unwrap_err().to_string(), message);
    }
    let error = Amount::parse(&"长".repeat(1000)).unwrap_err().to_string();
    assert!(error.chars().count() < 100, "{error}");
}

#[test]
fn a_percentage_needs_its_sign_and_keeps_its_places() {
    for (text, printed) in [
        ("10%", "10%"),
        ("99.37%", "99.37%"),
        ("１００％", "100%"),
        ("100.00 %", "100.00%"),
        ("183.6%", "183.6%"),
    ] {
        assert_eq!(percent(text).to_string(), printed, "{text}");
    }
    for (text, mend) in [
        ("0.98", None),
        ("100", None),
        ("-5%", None),
        ("%", None),
        ("", None),
        ("达到100%", None),
        ("5.%", Some("5%")),
    ] {
        let error = Percent::parse(text).expect_err(text);
        assert_eq!(error.suggestion().as_deref(), mend, "{text}");
    }
    assert_eq!(
        Percent::parse("0.98").unwrap_err().to_string(),
        "“0.98”没有百分号：比率连百分号一起写，如 99.37%"
    );
}

#[test]
fn a_share_is_exact_and_there_is_none_in_nothing() {
    let rate = Percent::of(amount("20511.36"), amount("20640.80")).unwrap();
    assert_eq!(rate.0.round(2).to_string(), "99.37");
    assert_eq!(amount("99.37").agreement(rate.0), Agreement::Rounded);
    assert_eq!(Percent::of(amount("5"), Amount::ZERO), None);
    assert_eq!(Percent::of(Amount::ZERO, amount("5")), Some(percent("0%")));
}

#[test]
fn equality_and_order_are_by_value() {
    assert_eq!(amount("10"), amount("10.00"));
    assert!(amount("9.9") < amount("10"));
    assert!(!amount("-0").is_negative() && amount("-0.1").is_negative());
}

#[test]
fn a_score_rounded_or_cut_off_is_told_from_a_wrong_one() {
    for (declared, computed, agreement) in [
        ("10.00", "10", Agreement::Exact),
        ("87.9", "87.895", Agreement::Rounded),
        ("9.69", "9.6852", Agreement::Rounded),
        ("9.68", "9.6852", Agreement::CutOff),
        ("9.67", "9.6852", Agreement::Off),
        ("-2.35", "-2.345", Agreement::Rounded),
        ("10", "100", Agreement::Off),
    ] {
        assert_eq!(
            amount(declared).agreement(amount(computed)),
            agreement,
            "{declared}"
        );
    }
}

#[test]
fn sums_of_rounded_figures_may_miss_by_their_rounding() {
    let compare = |total: &str, parts: &[&str]| {
        let parts: Vec<Amount> = parts.iter().map(|part| amount(part)).collect();
        Amount::sum_agreement(amount(total), &parts).unwrap()
    };
    let rounding = |text| SumAgreement::Rounding(amount(text));
    let off = |text| SumAgreement::Off(amount(text));
    for (total, parts, agreement) in [
        ("2706.79", &["1275.43", "1431.36"][..], SumAgreement::Equal),
        ("2706.79", &["2502.06", "204.72"], rounding("-0.01")),
        ("2317.20", &["2335.64", "10.0", "0.00", "0"], off("28.44")),
        // zeros add no tolerance, and one figure is its own total
        ("100.01", &["100.00", "0.00", "0.00"], off("-0.01")),
        // whole numbers are exact
        ("8", &["3", "4"], off("-1")),
        ("100", &["33.3", "33.3", "33.3"], rounding("-0.1")),
        // 15.3 is 15.30, and not any figure between 15.25 and 15.35
        ("38.80", &["15.3", "23.55"], off("0.05")),
        ("38.9", &["15.34", "23.55"], rounding("-0.01")),
        ("5", &[], off("-5")),
    ] {
        assert_eq!(compare(total, parts), agreement, "{total}");
    }
}

#[test]
fn overflow_is_none_and_no_panic() {
    let most = amount(&"9".repeat(28));
    assert_eq!(most.checked_mul(most), None);
    assert_eq!(most.checked_add(amount("0.0000000001")), None);
    assert_eq!(Amount::sum(std::iter::repeat_n(most, 20)), None);
    assert_eq!(most.checked_div(Amount::ZERO), None);
    assert_eq!(Amount::sum_agreement(Amount::ZERO, &[most; 20]), None);
}

#[test]
fn figures_are_read_and_written_as_text() {
    let amount: Amount = serde_json::from_str("\"1,495.60\"").unwrap();
    assert_eq!(serde_json::to_string(&amount).unwrap(), "\"1495.60\"");
    let rate: Percent = serde_json::from_str("\"99.370％\"").unwrap();
    assert_eq!(serde_json::to_string(&rate).unwrap(), "\"99.370%\"");
    let error = serde_json::from_str::<Amount>("\"+1\"").unwrap_err();
    assert!(error.to_string().starts_with("“+1”前面有正号"), "{error}");

    // a number that is no text has gone through a float already
    assert!(serde_json::from_str::<Amount>("1495.60").is_err());
}

#[test]
fn a_drawing_gets_the_nearest_float() {
    assert_eq!(amount("1495.60").to_f64(), 1495.6);
}

/// Digits and places of an amount within the grammar.
fn parts() -> impl Strategy<Value = (i128, u32)> {
    let most = 10i128.pow(15);
    (-most..most, 0u32..=10)
}

fn of((digits, places): (i128, u32)) -> Amount {
    Amount::from_digits(digits, places).unwrap()
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(parts in parts()) {
        let written = of(parts);
        let read = amount(&written.to_string());
        prop_assert_eq!(read, written);
        prop_assert_eq!(read.to_string(), written.to_string());
    }

    #[test]
    fn sums_are_exact(all in prop::collection::vec(parts(), 0..20)) {
        let oracle: i128 = all.iter().map(|(digits, places)| digits * 10i128.pow(10 - places)).sum();
        prop_assert_eq!(Amount::sum(all.into_iter().map(of)).unwrap(), of((oracle, 10)));
    }

    #[test]
    fn rounding_is_half_up_away_from_zero((digits, places) in parts(), to in 0u32..=10) {
        let rounded = of((digits, places)).round(to);
        let oracle = if to >= places {
            of((digits, places))
        } else {
            let unit = 10i128.pow(places - to);
            of((digits.signum() * ((digits.abs() + unit / 2) / unit), to))
        };
        prop_assert_eq!(rounded, oracle);
        prop_assert_eq!(rounded.to_string(), oracle.to_string());
    }

    #[test]
    fn figures_rounded_for_print_add_up_to_within_rounding(
        exact in prop::collection::vec(0i128..10i128.pow(12), 1..30),
        places in 1u32..=3,
    ) {
        let exact: Vec<Amount> = exact.into_iter().map(|digits| of((digits, 6))).collect();
        let total = Amount::sum(exact.iter().copied()).unwrap().round(places);
        let printed: Vec<Amount> = exact.iter().map(|part| part.round(places)).collect();
        let agreement = Amount::sum_agreement(total, &printed).unwrap();
        prop_assert!(!matches!(agreement, SumAgreement::Off(_)), "{:?}", agreement);
    }

    #[test]
    fn no_text_panics(text in ".*", figures in "[0-9０-９,，.．%％分元万+－eE_ x-]{0,60}") {
        for text in [text, figures] {
            if let Ok(read) = Amount::parse(&text) {
                prop_assert_eq!(amount(&read.to_string()), read);
            }
            if let Ok(read) = Percent::parse(&text) {
                prop_assert!(!read.0.is_negative());
            }
        }
    }
}
