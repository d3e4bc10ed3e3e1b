//! What holds for every chart, read back from its SVG.

mod svg;

use super::*;
use crate::model::Amount;
use proptest::prelude::*;
use svg::{Element, classed, named, read, texts};

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

fn bar(value: &str, track: Option<&str>) -> Bar {
    Bar {
        label: "产出指标".to_owned(),
        value: amount(value),
        track: track.map(amount),
        text: format!("{value} 分"),
        low: false,
    }
}

fn draw_bars(bars: Vec<Bar>) -> String {
    super::bars(&BarChart {
        id: "scores".to_owned(),
        title: "得分".to_owned(),
        description: "各一级指标的得分。".to_owned(),
        bars,
    })
}

fn draw_parts(values: &[&str]) -> String {
    composition(&Composition {
        id: "sources".to_owned(),
        title: "资金来源".to_owned(),
        description: "按收入性质。".to_owned(),
        parts: values
            .iter()
            .map(|value| Part {
                label: "一般公共预算".to_owned(),
                value: amount(value),
                text: format!("{value} 万元"),
            })
            .collect(),
    })
}

fn draw_pairs(pairs: &[[Option<&str>; 2]]) -> String {
    grouped_bars(&GroupedBars {
        id: "spending".to_owned(),
        title: "两年支出".to_owned(),
        description: "按支出科目。".to_owned(),
        series: ["2022年决算".to_owned(), "2023年决算".to_owned()],
        groups: pairs
            .iter()
            .map(|pair| {
                let figure = |value: &str| (amount(value), format!("{value} 万元"));
                ("会议费".to_owned(), pair.map(|value| value.map(figure)))
            })
            .collect(),
    })
}

#[test]
fn a_chart_is_an_image_with_a_name_and_a_description() {
    let elements = read(&draw_bars(vec![bar("46", Some("47"))]));
    let svg = &elements[0];
    assert_eq!((svg.name.as_str(), svg.get("role")), ("svg", "img"));
    assert_eq!(svg.get("class"), "chart chart-bars");
    assert_eq!(svg.get("aria-labelledby"), "scores-title scores-desc");
    let ids: Vec<_> = elements[1..3]
        .iter()
        .map(|e| (e.name.as_str(), e.get("id"), e.text.as_str()))
        .collect();
    assert_eq!(
        ids,
        [
            ("title", "scores-title", "得分"),
            ("desc", "scores-desc", "各一级指标的得分。")
        ]
    );
}

#[test]
fn lengths_are_in_proportion_and_a_track_is_its_own_length() {
    let svg = draw_bars(vec![bar("23.5", Some("47")), bar("94", None)]);
    let lengths: Vec<f64> = classed(&svg, "bar")
        .iter()
        .chain(&classed(&svg, "track"))
        .map(|e| e.number("width"))
        .collect();
    let &[quarter, full, half] = lengths.as_slice() else {
        panic!("{lengths:?}")
    };
    assert!((4.0 * quarter - full).abs() < 0.05 && (2.0 * half - full).abs() < 0.05);
}

#[test]
fn figures_are_printed_as_given_at_the_right_end() {
    let svg = draw_bars(vec![bar("46.10", None), bar("0.00", None)]);
    assert_eq!(texts(&svg, "value"), ["46.10 分", "0.00 分"]);
    for value in classed(&svg, "value") {
        assert_eq!((value.get("x"), value.get("text-anchor")), ("380", "end"));
    }
}

#[test]
fn a_low_score_stands_out_by_colour_and_by_weight() {
    let svg = draw_bars(vec![Bar {
        low: true,
        ..bar("5", Some("10"))
    }]);
    assert_eq!(classed(&svg, "bar low")[0].get("fill"), "#b4530a");
    assert_eq!(classed(&svg, "value low")[0].get("font-weight"), "600");
}

#[test]
fn nothing_has_no_bar_and_the_least_something_has_one() {
    let svg = draw_bars(vec![bar("0", None), bar("0.0001", None), bar("9999", None)]);
    let lengths: Vec<f64> = classed(&svg, "bar")
        .iter()
        .map(|e| e.number("width"))
        .collect();
    assert_eq!(lengths.len(), 2);
    assert!((lengths[0] - 1.0).abs() < 0.02);
}

#[test]
fn the_least_below_zero_has_a_bar_too() {
    let svg = draw_bars(vec![bar("-0.0001", None), bar("9999", None)]);
    assert!((classed(&svg, "bar")[0].number("width") - 1.0).abs() < 0.02);
}

#[test]
fn a_bar_below_zero_ends_where_the_others_begin() {
    let svg = draw_bars(vec![bar("-5", None), bar("10", None)]);
    let bars = classed(&svg, "bar");
    assert!((bars[0].edges()[2] - bars[1].edges()[0]).abs() < 0.02);
    assert_eq!(classed(&svg, "grid").len(), 2);
    assert_eq!(classed(&draw_bars(vec![bar("5", None)]), "grid").len(), 0);
}

#[test]
fn a_missing_figure_leaves_nothing_and_a_zero_leaves_its_figure() {
    let svg = draw_pairs(&[[None, Some("3.00")], [Some("0.00"), None]]);
    assert_eq!(texts(&svg, "value"), ["3.00 万元", "0.00 万元"]);
    assert_eq!(classed(&svg, "bar series-1").len(), 1, "the key's square");
    assert_eq!(classed(&svg, "bar series-2").len(), 2);
    assert_eq!(texts(&svg, "key"), ["2022年决算", "2023年决算"]);
}

#[test]
fn parts_fill_the_bar_with_gaps_between_and_nothing_leaves_no_sliver() {
    let svg = draw_parts(&["2502.06", "0", "204.72"]);
    let rects = read(&svg);
    let stack: Vec<[f64; 4]> = named(&rects, "rect")
        .iter()
        .map(|e| e.edges())
        .filter(|edges| edges[3] - edges[1] > 30.0)
        .collect();
    assert_eq!(stack.len(), 2);
    assert_eq!((stack[0][0], stack[1][2]), (0.0, 380.0));
    assert!((stack[1][0] - stack[0][2] - 2.0).abs() < 0.02);
    assert_eq!(
        classed(&svg, "part part-2").len(),
        1,
        "its square in the rows"
    );
}

#[test]
fn shares_are_rounded_half_up_and_something_is_never_printed_as_nothing() {
    let shares = |values: &[&str]| texts(&draw_parts(values), "share");
    assert_eq!(shares(&["2502.06", "204.72"]), ["92.4%", "7.6%"]);
    assert_eq!(shares(&["7.25", "92.75"]), ["7.3%", "92.8%"]);
    assert_eq!(shares(&["5", "0"]), ["100.0%", "0.0%"]);
    assert_eq!(shares(&["0.01", "1000"]), ["<0.1%", "100.0%"]);
}

#[test]
fn what_is_no_whole_has_no_shares_and_no_parts_in_its_bar() {
    for values in [["-1", "3"], ["0", "0"]] {
        let svg = draw_parts(&values);
        assert_eq!(texts(&svg, "share"), [""; 0]);
        assert_eq!(classed(&svg, "track").len(), 1);
        assert_eq!(texts(&svg, "value"), values.map(|v| format!("{v} 万元")));
    }
}

#[test]
fn neighbouring_parts_differ_in_grey_print() {
    let svg = draw_parts(&["1"; 13]);
    let elements = read(&svg);
    let greys: Vec<f64> = named(&elements, "rect")[..13]
        .iter()
        .map(|e| {
            let channel = |at: usize| u32::from_str_radix(&e.get("fill")[at..at + 2], 16).unwrap();
            f64::from(299 * channel(1) + 587 * channel(3) + 114 * channel(5)) / 1000.0
        })
        .collect();
    assert!(greys.windows(2).all(|two| (two[0] - two[1]).abs() > 40.0));
}

#[test]
fn a_label_too_long_for_two_lines_is_cut_and_kept_whole_in_a_title() {
    let label = "总成本控制在年初预算投入以内".repeat(8);
    let svg = draw_bars(vec![Bar {
        label: label.clone(),
        ..bar("1", None)
    }]);
    assert_eq!(classed(&svg, "label").len(), 2);
    assert!(classed(&svg, "label")[1].text.ends_with('…'));
    assert_eq!(named(&read(&svg), "title")[1].text, label);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("</text><script>alert(1)</script>".to_owned()),
        Just("\" onload=\"alert(1)\" x='&amp;]]>".to_owned()),
        Just("\u{202e}\0\u{ffff}\r\n&#0;".to_owned()),
        "[一-龥（），。“”、A-Za-z0-9 %W]{0,120}",
        ".{0,60}",
    ]
}

fn any_amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        Just(Amount::ZERO),
        Just(amount("9999999999999999999999999999")),
        Just(amount("-9999999999999999999999999999")),
        Just(amount("0.0000000001")),
        (-999_999_999i64..999_999_999, 1i64..1000).prop_map(|(whole, by)| {
            Amount::from_int(whole)
                .checked_div(Amount::from_int(by))
                .unwrap()
        }),
    ]
}

fn any_bar() -> impl Strategy<Value = Bar> {
    (
        any_text(),
        any_amount(),
        proptest::option::of(any_amount()),
        any_text(),
        any::<bool>(),
    )
        .prop_map(|(label, value, track, text, low)| Bar {
            label,
            value,
            track,
            text,
            low,
        })
}

/// All three kinds of chart from the same bars, drawn.
fn drawn(bars: &[Bar], id: &str, title: &str, description: &str) -> [String; 3] {
    let (id, title, description) = (id.to_owned(), title.to_owned(), description.to_owned());
    let grouped = GroupedBars {
        id: id.clone(),
        title: title.clone(),
        description: description.clone(),
        series: [title.clone(), description.clone()],
        groups: bars
            .iter()
            .map(|bar| {
                let other = bar.track.map(|track| (track, bar.label.clone()));
                (
                    bar.label.clone(),
                    [other, Some((bar.value, bar.text.clone()))],
                )
            })
            .collect(),
    };
    let parts = bars
        .iter()
        .map(|bar| Part {
            label: bar.label.clone(),
            value: if bar.low { bar.value } else { bar.value.abs() },
            text: bar.text.clone(),
        })
        .collect();
    [
        grouped_bars(&grouped),
        composition(&Composition {
            id: id.clone(),
            title: title.clone(),
            description: description.clone(),
            parts,
        }),
        super::bars(&BarChart {
            id,
            title,
            description,
            bars: bars.to_vec(),
        }),
    ]
}

/// Well-formed, plain, on the canvas, and nothing on top of a text.
fn assert_sound(svg: &str) {
    let elements = read(svg);
    let (width, height) = (elements[0].number("width"), elements[0].number("height"));
    for element in &elements {
        let name = element.name.as_str();
        assert!(["svg", "title", "desc", "rect", "text"].contains(&name));
        for attribute in element.attributes.keys() {
            assert!(!attribute.starts_with("on") && attribute != "style");
        }
        assert_eq!(
            matches!(name, "rect" | "text"),
            element.attributes.contains_key("fill")
        );
    }
    let drawn: Vec<(&Element, [f64; 4])> = elements
        .iter()
        .filter(|e| matches!(e.name.as_str(), "rect" | "text"))
        .map(|e| (e, e.edges()))
        .collect();
    for (at, (element, [left, top, right, bottom])) in drawn.iter().enumerate() {
        assert!(
            *left >= 0.0 && *top >= 0.0 && *right <= width + 0.01 && *bottom <= height,
            "{element:?} leaves {width} × {height}"
        );
        for (other, edges) in &drawn[..at] {
            let meet =
                *left < edges[2] && edges[0] < *right && *top < edges[3] && edges[1] < *bottom;
            let text = element.name == "text" || other.name == "text";
            assert!(!(meet && text), "{element:?} on {other:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_it_is_given_a_chart_is_sound_and_the_same_each_time(
        bars in proptest::collection::vec(any_bar(), 0..8),
        id in any_text(), title in any_text(), description in any_text(),
    ) {
        let charts = drawn(&bars, &id, &title, &description);
        for svg in &charts {
            assert_sound(svg);
        }
        prop_assert_eq!(charts, drawn(&bars, &id, &title, &description));
    }
}
