//! Every filled form comes back from its Word and its Excel file.

use crate::common::{copy_tree, repository};
use crate::{SITES, exported, facts, site};
use std::fs;
use ziping::check::Checked;
use ziping::folder::Document;
use ziping::import::{Imported, Kind, read};
use ziping::load;
use ziping::model::{BaseData, Report};
use ziping::source::Source;

/// The forms of a unit with the files that they stand in.
fn filed(checked: &Checked) -> Vec<(String, &Document<Report>)> {
    let mut all = Vec::new();
    for year in &checked.unit().years {
        let overall = year.report.iter();
        all.extend(overall.map(|report| (format!("{}/report.yaml", year.year), report)));
        all.extend(year.projects.iter().map(|project| {
            let file = format!("{}/projects/{}.yaml", year.year, project.slug);
            (file, &project.report)
        }));
    }
    all
}

/// How many facts of a form came back, and what did not.
fn held(report: &Document<Report>, imported: &Imported) -> (usize, Vec<String>) {
    let expected = facts::of(&report.data, &report.form);
    let [form] = imported.forms.as_slice() else {
        return (0, vec![format!("{} 张表", imported.forms.len())]);
    };
    let mut lost = Vec::new();
    if form.form != report.form.id {
        lost.push(format!("认作 {}", form.form));
    }
    let mut source = Source::new("report.yaml", form.to_yaml());
    let back: Report = load::yaml::read(&mut source).unwrap();
    let back = facts::of(&back, &report.form);
    for (path, text) in &expected {
        if back.get(path) != Some(text) {
            lost.push(format!("{path}：{text} → {:?}", back.get(path)));
        }
    }
    let more = back.keys().filter(|path| path.ends_with(".行"));
    lost.extend(more.filter(|path| !expected.contains_key(*path)).cloned());
    let left = imported.all_left();
    lost.extend(left.map(|one| format!("剩下 {}：{}", one.place, one.text)));
    (expected.len(), lost)
}

#[test]
fn word_and_excel_give_back_every_figure_and_row_and_leave_nothing_over() {
    let (mut reports, mut count) = (0, 0);
    let mut lost = Vec::new();
    for root in SITES {
        let (forms, units) = site(root);
        for checked in &units {
            for (file, report) in filed(checked) {
                let files = exported(checked, &file);
                assert_eq!(files.len(), 2, "{file}");
                for (name, bytes) in files {
                    let imported = read(&bytes, Kind::of(&name).unwrap(), &forms, &[]).unwrap();
                    let (facts, of_form) = held(report, &imported);
                    count += facts;
                    lost.extend(of_form.iter().map(|one| format!("{name} {one}")));
                }
                reports += 1;
            }
        }
    }
    assert_eq!(lost, [""; 0], "{lost:#?}");
    assert_eq!((reports, count), (69, 2 * 7221));
}

/// What one column prints together, and what the form has no field for.
#[test]
fn a_reason_a_measure_and_the_date_come_back_apart() {
    const FOLDER: &str = "content/hainan/2022/projects";
    let site = tempfile::tempdir().unwrap();
    let sample = repository().join("tests/provinces/content/hainan");
    copy_tree(&sample, &site.path().join("content/hainan"));
    let file = site.path().join(FOLDER).join("lvyou.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replace("  得分: 3\n", "  得分: 3\n  偏差原因: 预算收回\n");
    let text = text.replace("    偏差原因: 疫情推迟\n", "");
    fs::write(&file, text + "填报: {填报日期: 2023年3月1日}\n").unwrap();
    let (forms, units) = crate::site(site.path().to_str().unwrap());
    let project = &units[0].unit().years[0].projects[0].report.data;
    for (name, bytes) in exported(&units[0], "2022/projects/lvyou.yaml") {
        let imported = read(&bytes, Kind::of(&name).unwrap(), &forms, &[]).unwrap();
        let [form] = imported.forms.as_slice() else {
            panic!("{name}: {} forms", imported.forms.len());
        };
        assert_eq!((&form.left, form.doubts()), (&vec![], vec![]), "{name}");
        let mut source = Source::new("lvyou.yaml", form.to_yaml());
        let back: Report = load::yaml::read(&mut source).unwrap();
        assert_eq!(back.filing.date, "2023年3月1日", "{name}");
        assert_eq!(back.funds.as_ref().unwrap().reason, "预算收回", "{name}");
        let said = |report: &Report| -> Vec<(String, String)> {
            let rows = report.indicators.iter();
            rows.map(|row| (row.reason.clone(), row.measure.clone()))
                .collect()
        };
        assert_eq!(said(&back), said(project), "{name}");
        // A measure without a reason is none.
        assert_eq!(said(&back)[2], (String::new(), "提前安排".to_owned()));
    }
}

#[test]
fn base_data_comes_back() {
    let mut count = 0;
    for root in SITES {
        let (forms, units) = site(root);
        for checked in &units {
            for year in &checked.unit().years {
                let Some(base) = &year.base else { continue };
                for (name, bytes) in exported(checked, &format!("{}/base.yaml", year.year)) {
                    let imported = read(&bytes, Kind::of(&name).unwrap(), &forms, &[]).unwrap();
                    let left: Vec<_> = imported.all_left().collect();
                    assert!(left.is_empty(), "{name}: {left:?}");
                    let mut source = Source::new("base.yaml", imported.forms[0].to_yaml());
                    let back: BaseData = load::yaml::read(&mut source).unwrap();
                    assert_eq!(back.staffing, base.data.staffing, "{name}");
                    assert_eq!(back.spending, base.data.spending, "{name}");
                    assert_eq!(back.buildings, base.data.buildings, "{name}");
                    assert_eq!(back.thrift.trim(), base.data.thrift.trim(), "{name}");
                    assert_eq!(back.remark, base.data.remark, "{name}");
                    count += 1;
                }
            }
        }
    }
    assert_eq!(count, 10);
}
