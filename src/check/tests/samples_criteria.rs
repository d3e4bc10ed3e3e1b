//! What ZP220–ZP229 find in the sample content.

use crate::check::testing::{found_on, line, unit};
use crate::check::{Example, testing};
use std::fs;
use std::path::{Path, PathBuf};

/// All reports of the sample content.
fn reports() -> Vec<PathBuf> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let is_form = name == "report.yaml" || path.parent().unwrap().ends_with("projects");
            if path.is_dir() {
                walk(&path, into);
            } else if is_form && name.ends_with(".yaml") {
                into.push(path);
            }
        }
    }
    let mut reports = Vec::new();
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    walk(&content, &mut reports);
    reports.sort();
    reports
}

fn of_this_family(lines: Vec<String>) -> Vec<String> {
    let codes = "ZP220".."ZP230";
    let of_family = |line: &String| codes.contains(&&line[..5]);
    lines.into_iter().filter(of_family).collect()
}

#[test]
fn the_samples_keep_their_criteria() {
    let reports = reports();
    assert!(reports.len() > 14);
    for path in reports {
        let example = Example {
            yaml: fs::read_to_string(&path).unwrap(),
            ..Example::default()
        };
        let found = testing::findings(unit(&example, None));
        let found = of_this_family(found.iter().map(line).collect());
        assert_eq!(found, [""; 0], "{}", path.display());
    }
}

/// The rows of 岳阳 2024 with their criteria as printed, some cut off where the
/// column ends; 000-2 lost two points rightly.
#[test]
fn a_criterion_cut_off_in_the_middle_is_not_guessed_and_a_right_score_is_right() {
    let row = |criterion: &str, score: &str| {
        let row = format!(
            "{{表式: 甲, 绩效指标: [{{三级指标: 群众满意度, 年度指标值: 95, 实际完成值: 93, \
             评分标准: '{criterion}', 分值: 10, 得分: {score}}}]}}"
        );
        of_this_family(found_on("{编号: 甲, 范围: 整体}", &row))
    };
    let printed = "群众满意度达到95%，得10分，每下降1%扣1分，80%以";
    assert_eq!(row(printed, "8"), [""; 0]);
    assert_eq!(row(printed, "7"), [""; 0]);
    let whole = format!("{printed}下不得分");
    assert_eq!(row(&whole, "8"), [""; 0]);
    assert_eq!(row(&whole, "7"), ["ZP220 警告 绩效指标[1].得分"]);
}
