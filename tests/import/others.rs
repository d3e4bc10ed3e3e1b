//! Files that other people's programs made of the sample content (`others/make.py`) come
//! in with every row and figure, and nothing is left over.

use crate::common::repository;
use crate::{Filed, filed, site};
use std::fs;
use ziping::import::{Imported, Kind, read};

/// A file's name without its ending, and the folder of its year in the sample content.
const FILES: [(&str, &str); 5] = [
    ("guyuefeng-2022", "hunan/zhuzhou/lukou/guyuefeng/2022"),
    ("wangyue-2023", "hunan/yueyang/yueyanglou/wangyue/2023"),
    (
        "jinmeishan-2024",
        "hunan/yueyang/yueyanglou/jinmeishan/2024",
    ),
    ("hongshan-2020", "hubei/wuhan/hongshan/hongshan-jiedao/2020"),
    ("xianglushan-2022", "chongqing/gaoxinqu/xianglushan/2022"),
];

fn imported(program: &str, name: &str) -> Imported {
    let file = repository().join(format!("tests/import/others/{program}/{name}"));
    let (forms, _) = site("");
    read(
        &fs::read(file).unwrap(),
        Kind::of(name).unwrap(),
        &forms,
        &[],
    )
    .unwrap()
}

#[test]
fn files_of_other_programs_come_in_with_every_row_and_figure() {
    let (_, units) = site("");
    let content = filed(&units);
    let mut wrong = Vec::new();
    let (mut files, mut count) = (0, 0);
    for program in ["python", "libreoffice"] {
        for (name, folder) in FILES {
            for ending in ["docx", "xlsx"] {
                let file = format!("{name}.{ending}");
                let imported = imported(program, &file);
                let mut typed = content.iter();
                let typed: &Filed<'_> = typed.find(|one| one.name == format!("{folder} ")).unwrap();
                let (facts, lost) = typed.held(&imported);
                wrong.extend(lost.iter().map(|one| format!("{program}/{file} {one}")));
                let left = imported.all_left();
                wrong.extend(
                    left.map(|one| format!("{program}/{file} 剩下 {}：{}", one.place, one.text)),
                );
                files += 1;
                count += facts;
            }
        }
    }
    assert_eq!(wrong, [""; 0], "{wrong:#?}");
    assert_eq!((files, count), (20, 6068));
}
