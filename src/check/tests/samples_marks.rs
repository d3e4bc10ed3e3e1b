//! What the rules of targets, actuals and scores find in the sample content, line
//! by line with its number in the list of what is wrong in the originals.

use super::samples::{GUYUEFENG, HONGSHAN, JINMEISHAN, WANGYUE, XIANGLUSHAN, all_found_in};

/// The lines of these rules.
fn found_in(folder: &str, name: &str) -> Vec<String> {
    let mut found = all_found_in(folder, name);
    found.retain(|line| ("ZP209".."ZP220").contains(&&line[..5]));
    found
}

#[test]
fn jinmeishan_has_numbers_without_units_and_percentages_for_words() {
    assert_eq!(
        found_in(JINMEISHAN, "report"),
        [
            "ZP212 提示 绩效指标[3].年度指标值",  // 000-7
            "ZP212 提示 绩效指标[5].年度指标值",  // 000-7
            "ZP212 提示 绩效指标[15].年度指标值", // 000-7
            "ZP212 提示 绩效指标[18].年度指标值", // 000-7
            "ZP212 提示 绩效指标[19].年度指标值", // 000-7
            "ZP215 提示 绩效指标[6].实际完成值",  // 000-11
            "ZP215 提示 绩效指标[7].实际完成值",  // 000-11
            "ZP215 提示 绩效指标[8].实际完成值",  // 000-11
            "ZP215 提示 绩效指标[9].实际完成值",  // 000-11
            "ZP215 提示 绩效指标[10].实际完成值", // 000-11
        ]
    );
}

#[test]
fn wangyue_scored_a_cost_nearly_three_times_its_limit() {
    assert_eq!(
        found_in(WANGYUE, "report"),
        [
            "ZP210 警告 绩效指标[12].得分", // 001-4
        ]
    );
    assert_eq!(found_in(WANGYUE, "projects/annex-3"), [""; 0]);
}

#[test]
fn guyuefeng_lost_points_where_it_met_its_targets_and_hardly_any_where_it_did_not() {
    assert_eq!(
        found_in(GUYUEFENG, "report"),
        [
            "ZP209 警告 绩效指标[2].得分",       // 004-2
            "ZP209 警告 绩效指标[3].得分",       // 004-2
            "ZP209 警告 绩效指标[6].得分",       // 004-2
            "ZP209 警告 绩效指标[9].得分",       // 004-2
            "ZP210 警告 绩效指标[4].得分",       // 004-1
            "ZP212 提示 绩效指标[4].年度指标值", // 004-7
            "ZP212 提示 绩效指标[5].实际完成值", // 004-7
            "ZP214 提示 绩效指标[5].实际完成值", // 004-9
        ]
    );
}

#[test]
fn xianglushan_copied_its_goal() {
    assert_eq!(
        found_in(XIANGLUSHAN, "report"),
        [
            "ZP216 警告 年度目标[1].实际完成情况", // 003-2
        ]
    );
}

#[test]
fn hongshan_lost_points_on_nine_targets_it_met() {
    assert_eq!(
        found_in(HONGSHAN, "report"),
        [
            "ZP209 警告 年度目标[1].绩效指标[73].得分",       // 002-10
            "ZP209 警告 年度目标[2].绩效指标[5].得分",        // 002-10
            "ZP209 警告 年度目标[3].绩效指标[17].得分",       // 002-10
            "ZP209 警告 年度目标[4].绩效指标[7].得分",        // 002-10
            "ZP209 警告 年度目标[5].绩效指标[16].得分",       // 002-10
            "ZP209 警告 年度目标[6].绩效指标[1].得分",        // 002-10
            "ZP209 警告 年度目标[6].绩效指标[2].得分",        // 002-10
            "ZP209 警告 年度目标[6].绩效指标[4].得分",        // 002-10
            "ZP209 警告 年度目标[7].绩效指标[3].得分",        // 002-10
            "ZP211 警告 年度目标[1].绩效指标[72].实际完成值", // 002-4
            "ZP211 警告 年度目标[2].绩效指标[5].实际完成值",  // 002-4
            "ZP212 提示 年度目标[5].绩效指标[1].年度指标值",  // 002-21
            "ZP212 提示 年度目标[5].绩效指标[4].年度指标值",  // 002-21
            "ZP213 警告 年度目标[3].绩效指标[15].得分",       // 002-13
            "ZP215 警告 年度目标[2].绩效指标[1].实际完成值",  // 002-19
            "ZP215 警告 年度目标[5].绩效指标[11].实际完成值", // 002-19
        ]
    );
}

#[test]
fn the_projects_of_hongshan_lost_points_on_ten_targets_met_and_scored_where_there_was_none() {
    for (name, expected) in [
        (
            "agriculture-water",
            &["ZP209 提示 绩效指标[7].得分"][..], // 002-11
        ),
        (
            "culture",
            &[
                "ZP213 警告 绩效指标[5].得分",       // 002-13
                "ZP213 警告 绩效指标[7].得分",       // 002-13
                "ZP213 警告 绩效指标[8].得分",       // 002-13
                "ZP215 警告 绩效指标[1].实际完成值", // 002-19
            ],
        ),
        (
            "education",
            &[
                "ZP213 警告 绩效指标[4].得分", // 002-13
                "ZP213 警告 绩效指标[5].得分", // 002-13
                "ZP213 警告 绩效指标[6].得分", // 002-13
                "ZP213 警告 绩效指标[7].得分", // 002-13
            ],
        ),
        (
            "general-public-services",
            &[
                "ZP209 警告 绩效指标[66].得分",       // 002-11
                "ZP211 警告 绩效指标[24].实际完成值", // 002-4
                "ZP211 警告 绩效指标[25].实际完成值", // 002-4
                "ZP211 警告 绩效指标[73].实际完成值", // 002-4
            ],
        ),
        (
            "health",
            &[
                "ZP209 警告 绩效指标[2].得分", // 002-11
                "ZP209 警告 绩效指标[3].得分", // 002-11
                "ZP209 警告 绩效指标[9].得分", // 002-11
                "ZP213 警告 绩效指标[5].得分", // 002-13
            ],
        ),
        (
            "other",
            &[
                "ZP209 警告 绩效指标[1].得分", // 002-11
                "ZP209 警告 绩效指标[3].得分", // 002-11
                "ZP213 警告 绩效指标[4].得分", // 002-13
                "ZP213 警告 绩效指标[5].得分", // 002-13
                "ZP213 警告 绩效指标[6].得分", // 002-13
                "ZP213 警告 绩效指标[7].得分", // 002-13
            ],
        ),
        (
            "science",
            &[
                "ZP213 警告 绩效指标[4].得分", // 002-13
                "ZP213 警告 绩效指标[5].得分", // 002-13
                "ZP213 警告 绩效指标[6].得分", // 002-13
                "ZP213 警告 绩效指标[7].得分", // 002-13
            ],
        ),
        (
            "social-security",
            &[
                "ZP209 警告 绩效指标[6].得分",  // 002-11
                "ZP209 警告 绩效指标[20].得分", // 002-11
                "ZP213 警告 绩效指标[14].得分", // 002-13
                "ZP213 警告 绩效指标[17].得分", // 002-13
            ],
        ),
        (
            "urban-rural",
            &[
                "ZP209 警告 绩效指标[8].得分",        // 002-11
                "ZP212 提示 绩效指标[1].年度指标值",  // 002-21
                "ZP212 提示 绩效指标[4].年度指标值",  // 002-21
                "ZP213 警告 绩效指标[14].得分",       // 002-13
                "ZP215 警告 绩效指标[11].实际完成值", // 002-19
            ],
        ),
    ] {
        let found = found_in(HONGSHAN, &format!("projects/{name}"));
        assert_eq!(found, expected, "{name}");
    }
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
