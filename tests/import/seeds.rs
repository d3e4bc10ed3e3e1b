//! The tables of five published documents, as they were pasted out of Word with all
//! torn words, page breaks and mistakes, give the rows and figures of the sample
//! content, which was typed from the same documents.

use crate::common::repository;
use crate::facts::{self, Facts};
use crate::{Filed, filed, site};
use std::fs;
use ziping::import::{Filled, Imported, Kind, read};
use ziping::load;
use ziping::model::{BaseData, Report};
use ziping::source::Source;

/// A document, and the folder of its year in the sample content.
const SEEDS: [(&str, &str); 5] = [
    (
        "chongqing-xianglushan-2022",
        "chongqing/gaoxinqu/xianglushan/2022",
    ),
    (
        "wuhan-hongshan-2020",
        "hubei/wuhan/hongshan/hongshan-jiedao/2020",
    ),
    (
        "yueyang-jinmeishan-2024",
        "hunan/yueyang/yueyanglou/jinmeishan/2024",
    ),
    (
        "yueyang-wangyue-2023",
        "hunan/yueyang/yueyanglou/wangyue/2023",
    ),
    (
        "zhuzhou-guyuefeng-2022",
        "hunan/zhuzhou/lukou/guyuefeng/2022",
    ),
];

/// What forms hold besides sentences, which the sample content words anew.
fn told(facts: Facts) -> Facts {
    let is_sentence = |path: &str| {
        let of_goal = path.starts_with("目标") && !path.ends_with(".得分");
        of_goal
            || ["偏差原因", "改进措施"]
                .iter()
                .any(|key| path.ends_with(key))
    };
    facts
        .into_iter()
        // Pasted text does not tell which cells are merged.
        .filter(|(path, _)| !is_sentence(path) && !path.ends_with(".并入上行"))
        .collect()
}

fn imported(name: &str) -> Imported {
    let file = repository().join(format!("tests/import/seeds/{name}.txt"));
    let (forms, _) = site("");
    read(&fs::read(file).unwrap(), Kind::Text, &forms, &[]).unwrap()
}

fn report(form: &Filled) -> Report {
    let mut source = Source::new("report.yaml", form.to_yaml());
    load::yaml::read(&mut source).unwrap()
}

/// The rows of indicators that the lists taken from the documents hold.
fn listed_rows() -> usize {
    let lists = fs::read_dir(repository().join("tests/seeds")).unwrap();
    let lists = lists.map(|file| file.unwrap().path());
    let lists = lists.filter(|file| file.extension().is_some_and(|end| end == "tsv"));
    lists
        .map(|list| {
            let text = fs::read_to_string(list).unwrap();
            text.lines()
                .filter(|line| line.starts_with("row\t"))
                .count()
        })
        .sum()
}

#[test]
fn the_published_documents_come_in_with_every_row_and_figure() {
    let (_, units) = site("");
    let content = filed(&units);
    let (mut forms, mut rows, mut count) = (0, 0, 0);
    let mut wrong = Vec::new();
    for (seed, folder) in SEEDS {
        let imported = imported(seed);
        let of_year: Vec<&Filed<'_>> = content
            .iter()
            .filter(|one| one.name.starts_with(&format!("{folder} ")))
            .collect();
        let filled: Vec<&Filled> = imported
            .forms
            .iter()
            .filter(|one| one.base.is_none())
            .collect();
        assert_eq!(filled.len(), of_year.len(), "{seed}");
        for form in filled {
            let back = report(form);
            let same = |one: &&&Filed<'_>| one.report.data.project.name == back.project.name;
            let typed = of_year.iter().find(same).unwrap();
            assert_eq!(form.form, typed.report.form.id, "{seed}");
            let form = &typed.report.form;
            let (expected, got) = (told(typed.facts()), told(facts::of(&back, form)));
            for path in expected.keys().chain(got.keys()) {
                if expected.get(path) != got.get(path) {
                    wrong.push((
                        seed,
                        path.clone(),
                        expected.get(path).cloned(),
                        got.get(path).cloned(),
                    ));
                }
            }
            forms += 1;
            rows += back.rows().count();
            count += got.len();
        }
    }
    wrong.sort();
    wrong.dedup();
    assert_eq!(wrong, [], "{wrong:#?}");
    assert_eq!(rows, listed_rows());
    assert_eq!((forms, rows, count), (15, 371, 2731));
}

#[test]
fn the_published_table_of_base_data_comes_in_with_every_row_and_figure() {
    let imported = imported("yueyang-wangyue-2023");
    let base = imported
        .forms
        .iter()
        .find(|form| form.base.is_some())
        .unwrap();
    let mut source = Source::new("base.yaml", base.to_yaml());
    let back: BaseData = load::yaml::read(&mut source).unwrap();
    let (_, units) = site("");
    let mut years = units.iter().flat_map(|unit| &unit.years);
    let typed = years.find_map(|year| year.base.as_ref()).unwrap();
    assert_eq!(back.staffing, typed.data.staffing);
    assert_eq!(back.spending, typed.data.spending);
    assert_eq!(back.buildings, typed.data.buildings);
    assert_eq!(back.title, typed.data.title);
}
