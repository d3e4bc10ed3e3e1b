use super::*;
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// A reading in short: `≥300余|次 每月`, 句 before the figures of a sentence, and
/// 缺, 无 or 字 for what has no figure.
pub(super) fn reading(text: &str) -> String {
    let quantity = Quantity::read(text);
    match &quantity {
        Quantity::Missing => "缺".to_owned(),
        Quantity::NotApplicable => "无".to_owned(),
        Quantity::Words => "字".to_owned(),
        Quantity::Figure(figure) => in_short(figure),
        Quantity::Sentence(figures) => figures.iter().fold("句".to_owned(), |line, figure| {
            line + " " + &in_short(figure)
        }),
    }
}

fn in_short(figure: &Figure) -> String {
    let mut line = match figure.comparator {
        None => "",
        Some(Comparator::AtLeast) => "≥",
        Some(Comparator::AtMost) => "≤",
        Some(Comparator::Over) => ">",
        Some(Comparator::Under) => "<",
        Some(Comparator::Equal) => "=",
    }
    .to_owned();
    match figure.value {
        Value::One(amount) => write!(line, "{amount}").unwrap(),
        Value::Range(from, to) => write!(line, "{from}~{to}").unwrap(),
    }
    line += match figure.approximation {
        None => "",
        Some(Approximation::About) => "左右",
        Some(Approximation::Nearly) => "不到",
        Some(Approximation::SomewhatOver) => "余",
    };
    write!(line, "|{}", figure.unit).unwrap();
    if !figure.period.is_empty() {
        write!(line, " 每{}", figure.period).unwrap();
    }
    if figure.rank {
        line += " 排名";
    }
    line
}

#[test]
fn signs_and_words_of_comparison_are_read() {
    for (text, read) in [
        ("≥95%", "≥95|%"),
        ("≧95％", "≥95|%"),
        (">=95%", "≥95|%"),
        ("＞９５％", ">95|%"),
        ("<= 5%", "≤5|%"),
        ("≦5", "≤5|"),
        ("═100%", "=100|%"),
        ("＝100%", "=100|%"),
        ("不低于90%", "≥90|%"),
        ("大于等于3次", "≥3|次"),
        ("95%以上", "≥95|%"),
        ("95%及以上", "≥95|%"),
        ("不超过5天", "≤5|天"),
        ("不大于2706.79万元", "≤27067900|元"),
        ("30天以内", "≤30|天"),
        ("5个工作日内", "≤5|个工作日"),
        ("5日内", "≤5|日"),
        ("95%（含）以上", "≥95|%"),
        ("不得超过5%", "≤5|%"),
        ("达不到95%", "<95|%"),
        ("控制在5%以内", "≤5|%"),
        ("不少于30次以上", "≥30|次"),
        ("超过300人", ">300|人"),
        ("少于3起", "<3|起"),
        ("达到95%", "95|%"),
        ("已完成100%", "100|%"),
        ("≥-5%", "≥-5|%"),
        ("-5.20%", "-5.20|%"),
        ("300次。", "300|次"),
        ("大于95%以下", "字"),
    ] {
        assert_eq!(reading(text), read, "{text}");
    }
}

#[test]
fn nearness_multipliers_ranges_periods_and_ranks_are_read() {
    for (text, read) in [
        ("近19000人", "19000不到|人"),
        ("约300次", "300左右|次"),
        ("300次左右", "300左右|次"),
        ("50000余份", "50000余|份"),
        ("100多万元", "1000000余|元"),
        ("3万余人", "30000余|人"),
        ("1.5万", "15000|"),
        ("13.46亿元", "1346000000|元"),
        ("2千万元", "20000000|元"),
        ("85%～90%", "85~90|%"),
        ("85-90%", "85~90|%"),
        ("3至5次", "3~5|次"),
        ("3万元-5万元", "30000~50000|元"),
        ("2次/年", "2|次 每年"),
        ("每月不少于2次", "≥2|次 每月"),
        ("每季度1次", "1|次 每季度"),
        ("300元/人", "300|元/人"),
        ("300元/月", "300|元 每月"),
        ("第3名", "3|名 排名"),
        ("前10名", "≤10|名 排名"),
        ("5枚", "5|枚"),
        ("5扇以上", "≥5|扇"),
    ] {
        assert_eq!(reading(text), read, "{text}");
    }
}

#[test]
fn the_figures_of_a_sentence_are_found() {
    for (text, read) in [
        ("每周不少于两次，全年110余次", "句 110余|次"),
        (
            "累计清除违规菜地不少于20块、卫生死角不少于6000处、“牛皮癣”不少于4000条。 。",
            "句 ≥20|块 ≥6000|处 ≥4000|条",
        ),
        ("2023年12月31日前完成300次", "句 300|次"),
        ("1、全年拆除违法建设139处；", "句 139|处"),
        ("保障街道机关及7个社区（村）运转", "句 7|个"),
        ("满意度由90%提高到95%", "句 90|% 95|%"),
        ("PM2.5年均浓度下降5%", "句 5|%"),
        ("财预〔2020〕10号文件要求的5项", "句 5|项"),
    ] {
        assert_eq!(reading(text), read, "{text}");
    }
}

#[test]
fn what_could_be_read_in_two_ways_stays_words() {
    for text in [
        "2022年12月",
        "12月底前",
        "2022-12-31",
        "1-2",
        "5日",
        "15时30分",
        "8:30",
        "3：1",
        "3/4",
        "1 000",
        "3,4次",
        "010",
        "1e3",
        "0x1F",
        "100+",
        "3百",
        "8成",
        "1年半",
        "3-5万元",
        "90%-85%",
        "1-2-3次",
        "百分之95",
        "近3年",
        "第3方",
        "12345热线",
        "2022年至2023年",
        "（1）",
        "12345678901234567890123456789次",
        "没有达到3次",
        "不应超过5%",
        "无重大事故",
        "……",
    ] {
        assert_eq!(reading(text), "字", "{text}");
    }
}

#[test]
fn nothing_written_is_not_nothing_to_measure() {
    for text in ["", "　", "—", "——", "－－", "---"] {
        assert!(Quantity::read(text).is_missing(), "{text}");
    }
    for text in ["无", "／", "不适用。", "不涉及"] {
        assert!(Quantity::read(text).is_none(), "{text}");
    }
    assert!(!Quantity::read("0").is_missing() && !Quantity::read("0").is_none());
}

#[test]
fn a_figure_is_exact_only_where_it_says_so() {
    let exact = |text| Quantity::read(text).only_figure().and_then(Figure::exact);
    assert_eq!(exact("=100%"), Some(Amount::HUNDRED));
    assert_eq!(exact("1亿元"), Some(Amount::from_int(100_000_000)));
    for text in ["≥95%", "300余次", "近19000人", "1-2次/30天"] {
        assert_eq!(exact(text), None, "{text}");
    }
    let inequality = |text| {
        Quantity::read(text)
            .only_figure()
            .map(Figure::is_inequality)
    };
    assert_eq!(inequality("≤80%"), Some(true));
    assert_eq!(inequality("=80%"), Some(false));
    assert_eq!(inequality("5次和6次"), None);
}

#[test]
fn how_many_zeros_were_multiplied_out_is_known() {
    let zeros = |text| {
        Quantity::read(text)
            .only_figure()
            .map(|figure| figure.zeros)
    };
    for (text, expected) in [
        ("1836", 0),
        ("≥1000万元", 4),
        ("3万元-5万元", 4),
        ("13.46亿元", 8),
    ] {
        assert_eq!(zeros(text), Some(expected), "{text}");
    }
}

#[test]
fn a_comparator_stands_by_itself_in_a_column() {
    for (text, comparator) in [
        ("≥", Some(Comparator::AtLeast)),
        (" ≦ ", Some(Comparator::AtMost)),
        ("═", Some(Comparator::Equal)),
        ("大于", Some(Comparator::Over)),
        ("定性", None),
        ("", None),
    ] {
        assert_eq!(Comparator::read(text), comparator, "{text}");
    }
    let (less, more) = (Amount::from_int(90), Amount::from_int(95));
    assert!(Comparator::AtLeast.holds(more, more) && !Comparator::Over.holds(more, more));
    assert!(Comparator::AtMost.holds(less, more) && !Comparator::Under.holds(more, more));
    assert!(!Comparator::Equal.holds(less, more));
}

proptest! {
    #[test]
    fn no_text_panics(text in ".*", cell in "[0-9０-９.,，/／~～\\-—+＋%％年月日次个人万亿余多约近至到第前以上内无每不少于超过 　（）、：]{0,40}") {
        for text in [text, cell] {
            for figure in Quantity::read(&text).figures() {
                prop_assert!(figure.exact().is_none() || !figure.is_inequality());
            }
        }
    }

    #[test]
    fn a_whole_number_with_a_unit_reads_as_itself(number in 0i64..10i64.pow(12), unit in "次|人|%|元|平方米|") {
        let quantity = Quantity::read(&format!("{number}{unit}"));
        let figure = quantity.only_figure().unwrap();
        prop_assert_eq!(figure.exact(), Some(Amount::from_int(number)));
        prop_assert_eq!(&figure.unit, &unit);
    }
}

/// What this thread has had of the processor, where the system tells: what else the
/// machine does is not counted then.
fn time_had() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let had = told.and_then(|told| told.split(' ').next()?.parse().ok());
    had.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Quadratic time would be minutes here; linear time is far below a second.
#[test]
fn long_texts_are_read_in_linear_time() {
    for pattern in [
        "1",
        "1-",
        "1,",
        "1.",
        "为",
        "不少于1",
        "1人/",
        "每月",
        "约",
        "1万",
        "余",
        "-",
        "(1)",
        "1至",
        "1年",
        "上以上1",
        "近1次/3",
        "　1",
    ] {
        let text = pattern.repeat(100_000 / pattern.len());
        let before = time_had();
        let quantity = Quantity::read(&text);
        assert!((time_had() - before).as_secs() < 5, "{pattern}");
        assert!(quantity.figures().len() <= text.len());
    }
}
