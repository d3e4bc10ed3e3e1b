//! Where the rules of targets, actuals and scores are silent in the sample
//! content. What they find in it is listed in `tests/findings/content.txt`.

use super::samples::{GUYUEFENG, HONGSHAN, JINMEISHAN, WANGYUE, XIANGLUSHAN, all_found_in};

/// The lines of these rules.
fn found_in(folder: &str, name: &str) -> Vec<String> {
    let mut found = all_found_in(folder, name);
    found.retain(|line| ("ZP209".."ZP220").contains(&&line[..5]));
    found
}

/// Whether nothing heavier than a note is said of a row.
fn is_at_most_noted(folder: &str, row: &str) -> bool {
    let found = found_in(folder, "report");
    let mut of_row = found
        .iter()
        .filter(|line| line.contains(&format!("{row}.")));
    of_row.all(|line| line.contains("提示"))
}

#[test]
fn what_only_looks_wrong_is_silent() {
    // 000-T2 (减少用电 scored 0), 000-13 (减少用水): nobody can say which is better
    assert!(is_at_most_noted(JINMEISHAN, "绩效指标[18]"));
    assert!(is_at_most_noted(JINMEISHAN, "绩效指标[19]"));
    let about = |folder, name, row| {
        let mut found = found_in(folder, name);
        found.retain(|line| line.contains(row));
        found
    };
    // 001-T1: 不适用 without a score
    assert_eq!(about(WANGYUE, "report", "绩效指标[16]"), [""; 0]);
    // 002-T2: 1-2次/30天
    assert_eq!(
        about(HONGSHAN, "report", "年度目标[1].绩效指标[7]."),
        [""; 0]
    );
    // 002-20: proportional or milder scores of targets missed
    assert_eq!(about(HONGSHAN, "projects/science", "绩效指标[8]"), [""; 0]);
    assert_eq!(
        about(HONGSHAN, "projects/education", "绩效指标[8]"),
        [""; 0]
    );
    assert_eq!(about(HONGSHAN, "projects/other", "绩效指标[8]"), [""; 0]);
    // 003-3 (全部完成 as an answer), 003-T1 (cost below its limit)
    assert_eq!(about(XIANGLUSHAN, "report", "绩效指标"), [""; 0]);
    // 004-10: 95 → 90 with a point less
    assert_eq!(about(GUYUEFENG, "report", "绩效指标[7]"), [""; 0]);
    assert_eq!(about(GUYUEFENG, "report", "绩效指标[8]"), [""; 0]);
}
