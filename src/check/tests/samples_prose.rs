//! What the rules of narratives and goals find in the sample content, line by line
//! with its number in the list of what is wrong in the originals.

use super::samples::{
    GUYUEFENG, HONGSHAN, JINMEISHAN, WANGYUE, XIANGLUSHAN, all_found_in, all_of, project_names,
};

/// The lines of these rules.
fn found_in(folder: &str, name: &str) -> Vec<String> {
    let mut found = all_found_in(folder, name);
    found.retain(|line| line.starts_with("ZP3"));
    found
}

#[test]
fn jinmeishan_left_out_how_many_places() {
    assert_eq!(
        found_in(JINMEISHAN, "report"),
        ["ZP314 警告 年度目标[1].实际完成情况"] // 000-4
    );
}

#[test]
fn wangyue_differs_from_its_table_counts_wrong_and_skips_numbers() {
    assert_eq!(
        found_in(WANGYUE, "report"),
        [
            "ZP311 警告 年度目标[1].实际完成情况", // 001-7, in the form
            "ZP302 已说明 正文.九、单位整体支出绩效自评结果拟应用和公开情况", // 001-12
            "ZP302 已说明 正文.十、 其他需要说明的情况", // 001-12
            "ZP303 警告 正文.二、 一般公共预算支出情况", // 001-2
            "ZP305 警告 正文.二、 一般公共预算支出情况", // 001-3
            "ZP306 警告 正文.1、 单位基本情况",    // 001-5
            "ZP306 警告 正文.1、 单位基本情况",    // 001-6
            "ZP307 警告 正文.1、 单位基本情况",    // 001-9, the chapters
            "ZP307 警告 正文.六、单位整体支出绩效情况", // 001-9, two is missing
            "ZP307 提示 正文.六、单位整体支出绩效情况", // 001-9, numbered as the level above
            "ZP311 警告 正文.六、单位整体支出绩效情况", // 001-7, in the narrative
        ]
    );
    assert_eq!(found_in(WANGYUE, "base"), [""; 0]);
    assert_eq!(found_in(WANGYUE, "projects/annex-3"), [""; 0]);
}

#[test]
fn guyuefeng_mixes_its_numbers_and_its_funds() {
    assert_eq!(
        found_in(GUYUEFENG, "report"),
        [
            "ZP307 警告 正文.1、 预算单位基本情况",     // 004-5
            "ZP313 警告 正文.二、一般公共预算支出情况", // 004-3
            "ZP317 警告 正文.三、部门整体支出绩效情况", // 004-4
        ]
    );
}

/// 000-T1: 3075 = 2336 + 37 + 702 and 65 = 55 + 10. 001-16: the 基本支出 of one fund
/// alone.
#[test]
fn what_only_looks_wrong_is_silent() {
    for (folder, figures) in [
        (JINMEISHAN, ["3075", "65"]),
        (WANGYUE, ["1070.70", "211.39"]),
    ] {
        for finding in all_of(folder, "report") {
            let of_prose = finding.rule.code.starts_with("ZP3");
            let named = figures.iter().any(|figure| finding.quote.contains(figure));
            assert!(!(of_prose && named), "{}", finding.message);
        }
    }
}

#[test]
fn xianglushan_has_a_form_alone() {
    assert_eq!(found_in(XIANGLUSHAN, "report"), [""; 0]);
}

#[test]
fn hongshan_has_forms_alone() {
    assert_eq!(found_in(HONGSHAN, "report"), [""; 0]);
    for name in project_names() {
        let found = found_in(HONGSHAN, &format!("projects/{name}"));
        assert_eq!(found, [""; 0], "{name}");
    }
}
