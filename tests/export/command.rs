//! `ziping export` from outside.

use crate::common::{Run, copy_tree, repository, snapshot, ziping, ziping_with};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use ziping::form::Library;
use ziping::import::{Kind, read};

const UNIT: &str = "content/hunan/zhuzhou/lukou/guyuefeng";

/// What must never leave the site.
const SECRET: &str = "某甲的手机";

/// A site with one unit of the sample, and something under 不公开.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    copy_tree(&repository().join(UNIT), &site.path().join(UNIT));
    change(site.path(), |text| {
        format!("{text}\n不公开:\n  存档: {SECRET}\n")
    });
    site
}

fn report(site: &Path) -> PathBuf {
    site.join(UNIT).join("2022/report.yaml")
}

fn change(site: &Path, edit: impl FnOnce(&str) -> String) {
    let path = report(site);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, edit(&text)).unwrap();
}

fn export(site: &Path, more: &[&str]) -> Run {
    let mut arguments = vec!["export", UNIT, "--to", "报送"];
    arguments.extend(more);
    ziping(site, &arguments)
}

/// The files that were written, with all that is packed in them.
fn written(site: &Path) -> BTreeMap<String, String> {
    let files = snapshot(&site.join("报送")).into_iter();
    let unpacked = files.map(|(name, file)| {
        let mut archive = ZipArchive::new(Cursor::new(file.bytes)).unwrap();
        let mut all = String::new();
        for at in 0..archive.len() {
            archive
                .by_index(at)
                .unwrap()
                .read_to_string(&mut all)
                .unwrap();
        }
        (name, all)
    });
    unpacked.collect()
}

const FORM: &str = "株洲市渌口区古岳峰镇人民政府2022年度预算单位整体支出绩效自评表";
const NARRATIVE: &str = "株洲市渌口区古岳峰镇人民政府2022年度预算单位整体支出绩效自评报告";

#[test]
fn forms_become_both_files_and_narratives_word() {
    let site = site();
    let run = export(site.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let names = [
        format!("{FORM}.docx"),
        format!("{FORM}.xlsx"),
        format!("{NARRATIVE}.docx"),
    ];
    let files = written(site.path());
    let mut found: Vec<&String> = files.keys().collect();
    found.sort_by_key(|name| names.iter().position(|one| one == *name));
    assert_eq!(found, names.iter().collect::<Vec<_>>());
    for name in names {
        assert!(
            run.stdout.contains(&format!("报送/{name}\n")),
            "{}",
            run.stdout
        );
    }
    assert!(
        run.stderr.contains("已写 3 个文件到 报送"),
        "{}",
        run.stderr
    );
    let document = &files[&format!("{FORM}.docx")];
    for part in [
        "金额单位：万元",
        "w:eastAsia=\"宋体\"",
        "w:eastAsia=\"仿宋\"",
        "<w:tblHeader/>",
        "<w:vMerge w:val=\"restart\"/>",
        "w:w=\"11906\" w:h=\"16838\"",
    ] {
        assert!(document.contains(part), "{part}");
    }
    let narrative = &files[&format!("{NARRATIVE}.docx")];
    assert!(narrative.contains("<w:pStyle w:val=\"Heading1\"/>"));
}

#[test]
fn only_what_is_named_is_written_in_the_format_that_is_asked_for() {
    let site = site();
    for (path, format, files) in [
        ("2022/report.yaml", "xlsx", vec![format!("{FORM}.xlsx")]),
        (
            "2022/report.md",
            "xlsx,docx",
            vec![format!("{NARRATIVE}.docx")],
        ),
    ] {
        let path = format!("{UNIT}/{path}");
        let run = ziping(
            site.path(),
            &["export", &path, "--to", "报送", "--format", format],
        );
        assert_eq!(run.code, 0, "{}", run.stderr);
        let names: Vec<String> = snapshot(&site.path().join("报送")).into_keys().collect();
        assert_eq!(names, files);
        fs::remove_dir_all(site.path().join("报送")).unwrap();
    }
    let narrative = format!("{UNIT}/2022/report.md");
    let run = ziping(site.path(), &["export", &narrative, "--format", "xlsx"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("正文没有 Excel 格式"), "{}", run.stderr);
    assert!(!site.path().join("export").exists());
}

#[test]
fn a_path_in_the_site_is_found_from_elsewhere() {
    let (site, elsewhere) = (site(), tempfile::tempdir().unwrap());
    let path = format!("{UNIT}/2022/report.yaml");
    let root = site.path().to_str().unwrap();
    let arguments = ["export", &path, "--root", root, "--format", "xlsx"];
    let run = ziping(elsewhere.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let names: Vec<String> = snapshot(&elsewhere.path().join("export"))
        .into_keys()
        .collect();
    assert_eq!(names, [format!("{FORM}.xlsx")]);
}

#[test]
fn nothing_is_overwritten_without_being_asked() {
    let site = site();
    let form = site.path().join(format!("报送/{FORM}.docx"));
    fs::create_dir(site.path().join("报送")).unwrap();
    fs::write(&form, "改过的").unwrap();
    let before = snapshot(site.path());
    let run = export(site.path(), &[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("已有 报送/"), "{}", run.stderr);
    assert!(run.stderr.contains("--force"), "{}", run.stderr);
    assert_eq!(snapshot(site.path()), before);
    let run = export(site.path(), &["--force"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_ne!(fs::read(&form).unwrap(), "改过的".as_bytes());
    let names = snapshot(&site.path().join("报送")).into_keys();
    assert_eq!(names.count(), 3, "nothing else is left behind");
}

#[test]
fn figures_that_do_not_hold_are_not_handed_in() {
    let site = site();
    change(site.path(), |text| {
        text.replacen("    得分: 15", "    得分: 16", 1)
    });
    let run = export(site.path(), &[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("[ZP"), "{}", run.stderr);
    assert!(run.stderr.contains("一个文件也没有写"), "{}", run.stderr);
    assert!(run.stderr.contains("校验说明"), "{}", run.stderr);
    assert!(!site.path().join("报送").exists());
}

/// All that Markdown has, and what a printed page cannot do.
const MARKDOWN: &str = "
开头，**重点。**后文 *斜* ~~删~~ `代码 <b>`。

- 甲
  - 乙

    乙的第二段
- 丙

3. 第三
4. 第四

> 引用一段

见[财政部](https://www.mof.gov.cn/)、<https://example.org/a&b>和[写信](mailto:a@b.cn)。注释[^1]。

![现场照片](files/a.png)

[^1]: 这是注释。

```
一 < 二
  三
```

第一行  
第二行

{{ 图 资金构成 }}

#### 更小的节
";

const PRINTED: &str = "
开头，**重点。**后文 斜 删 代码 \\<b>。

- 甲
  - 乙

乙的第二段

- 丙

3. 第三

4. 第四

引用一段

见财政部（https://www.mof.gov.cn/）、https://example.org/a\\&b和写信（a@b.cn）。注释\\[1\\]。

（图：现场照片）

注1：这是注释。

一 \\< 二
三

第一行
第二行

资金构成

| 项目 | 金额（万元） |
| --- | --- |
| 一般公共预算 | 3777.82 |
| 政府性基金拨款 | 74.72 |

#### 更小的节
";

#[test]
fn a_narrative_says_on_paper_what_it_says_on_the_page() {
    let site = site();
    let year = site.path().join(UNIT).join("2022");
    let text = fs::read_to_string(year.join("report.md")).unwrap();
    fs::write(year.join("report.md"), text + MARKDOWN).unwrap();
    fs::create_dir(year.join("files")).unwrap();
    fs::write(year.join("files/a.png"), "x").unwrap();
    let run = export(site.path(), &["--format", "docx"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let file = fs::read(site.path().join(format!("报送/{NARRATIVE}.docx"))).unwrap();
    let back = read(&file, Kind::Word, &Library::default(), &[]).unwrap();
    let (_, added) = back.narrative.split_once("\n开头").unwrap();
    assert_eq!(format!("\n开头{added}"), PRINTED);
    let xml = &written(site.path())[&format!("{NARRATIVE}.docx")];
    for part in [
        "<w:b/>",
        "<w:i/>",
        "<w:strike/>",
        "<w:br/>",
        "<w:ilvl w:val=\"1\"/>",
    ] {
        assert!(xml.contains(part), "{part}");
    }
}

#[test]
fn a_text_taller_than_any_row_is_not_cut_off() {
    let site = site();
    let long = "全年的工作目标很多，逐条列在下面，每条都有指标。".repeat(100);
    change(site.path(), |text| {
        text.replacen("  - 预期目标: ", &format!("  - 预期目标: {long}"), 1)
    });
    let run = export(site.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let forms = ziping::load::forms(site.path()).unwrap();
    for (kind, ending) in [(Kind::Workbook, "xlsx"), (Kind::Word, "docx")] {
        let path = site.path().join(format!("报送/{FORM}.{ending}"));
        let back = read(&fs::read(path).unwrap(), kind, &forms, &[]).unwrap();
        assert_eq!(back.forms[0].goals.len(), 1);
        assert!(back.forms[0].to_yaml().contains(&long), "{ending}");
        assert_eq!(back.all_left().count(), 0);
    }
    let sheet = &written(site.path())[&format!("{FORM}.xlsx")];
    let heights = sheet.split(" ht=\"").skip(1);
    let heights = heights.map(|rest| rest.split(['"', '.']).next().unwrap());
    let heights: Vec<usize> = heights.map(|height| height.parse().unwrap()).collect();
    assert!(heights.iter().all(|height| *height <= 409));
    // 2,400 letters in half of the page's width.
    assert!(heights.iter().sum::<usize>() > 1400, "{heights:?}");
}

#[test]
fn what_is_private_is_in_no_file_and_no_message() {
    let site = site();
    let run = export(site.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stdout.contains(SECRET) && !run.stderr.contains(SECRET));
    for (name, text) in written(site.path()) {
        assert!(!name.contains(SECRET) && !text.contains(SECRET), "{name}");
    }
}

#[test]
fn hostile_texts_stay_texts() {
    const HOSTILE: &str = "=cmd|' /C calc'!A0 </w:t></w:p><script>&amp;\"{{ 7*7 }}";
    let site = site();
    let unit = site.path().join(UNIT).join("unit.yaml");
    let text = fs::read_to_string(&unit).unwrap();
    let name = text
        .lines()
        .find(|line| line.starts_with("名称: "))
        .unwrap();
    let quoted = format!("名称: '{}'", HOSTILE.replace('\'', "''"));
    fs::write(&unit, text.replace(name, &quoted)).unwrap();
    change(site.path(), |text| {
        let line = text
            .lines()
            .find(|line| line.starts_with("标题: "))
            .unwrap();
        text.replace(line, "标题: '=1+1 <w:p/>2022年度自评表'")
    });
    let run = export(site.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let files = written(site.path());
    assert_eq!(files.len(), 3);
    for (name, text) in files {
        assert!(!name.contains(['<', '>', '"', '|', '/']), "{name}");
        assert!(
            text.contains("&lt;/w:t&gt;&lt;/w:p&gt;&lt;script&gt;&amp;amp;"),
            "{name}"
        );
        assert!(
            !text.contains("<script>") && !text.contains("<f>"),
            "{name}"
        );
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_anywhere() {
    let site = site();
    assert_eq!(export(site.path(), &[]).code, 0);
    let elsewhere = tempfile::tempdir().unwrap();
    let root = site.path().to_str().unwrap();
    let unit = site.path().join(UNIT);
    let run = ziping_with(
        elsewhere.path(),
        &[
            "export",
            unit.to_str().unwrap(),
            "--root",
            root,
            "--to",
            "甲/乙",
        ],
        &[("TZ", "America/New_York"), ("LANG", "C")],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let bytes = |folder: PathBuf| -> BTreeMap<String, Vec<u8>> {
        let files = snapshot(&folder).into_iter();
        files.map(|(name, file)| (name, file.bytes)).collect()
    };
    let (one, other) = (
        bytes(site.path().join("报送")),
        bytes(elsewhere.path().join("甲/乙")),
    );
    assert_eq!(one.len(), 3);
    assert!(one == other);
}

#[test]
fn what_cannot_be_exported_is_said_and_leaves_nothing_behind() {
    let site = site();
    fs::write(site.path().join("文件"), "").unwrap();
    let before = snapshot(site.path());
    for (path, to, said) in [
        ("content/无", "报送", "没有 content/无 这个文件或文件夹"),
        (&*format!("{UNIT}/unit.yaml"), "报送", "没有可以导出的"),
        (UNIT, UNIT, "不能写到"),
        (UNIT, "文件", "写不了 文件"),
    ] {
        let run = ziping(site.path(), &["export", path, "--to", to]);
        assert_eq!(run.code, 2, "{path} {to}");
        assert!(run.stderr.contains(said), "{}", run.stderr);
        assert_eq!(snapshot(site.path()), before, "{path} {to}");
    }
    assert!(!site.path().join("报送").exists());
}

#[test]
fn two_units_of_one_name_have_folders_of_their_own() {
    let site = site();
    let other = site.path().join("content/hunan/other");
    copy_tree(&site.path().join(UNIT), &other);
    let run = ziping(site.path(), &["export", "content", "--to", "报送"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let own = UNIT.strip_prefix("content/").unwrap();
    let files = written(site.path());
    assert_eq!(files.len(), 6);
    for folder in ["hunan/other", own] {
        let name = format!("{folder}/{FORM}.docx");
        assert!(files.contains_key(&name), "{name}: {:?}", files.keys());
        assert!(
            run.stdout.contains(&format!("报送/{name}\n")),
            "{}",
            run.stdout
        );
    }
    assert!(run.stderr.contains("同名"), "{}", run.stderr);
    // A second time nothing is replaced.
    let again = ziping(site.path(), &["export", "content", "--to", "报送"]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("等 6 个"), "{}", again.stderr);
}

#[test]
fn a_path_that_yields_nothing_is_named_and_nothing_is_written() {
    let site = site();
    let attachments = site.path().join(UNIT).join("2022/files");
    fs::create_dir_all(&attachments).unwrap();
    fs::write(attachments.join("a.pdf"), "x").unwrap();
    let report = format!("{UNIT}/2022/report.yaml");
    let narrative = format!("{UNIT}/2022/report.md");
    let files = format!("{UNIT}/2022/files");
    for (more, named) in [
        (&[&*report, &*files][..], &files),
        (&[&*report, &*narrative, "--format", "xlsx"][..], &narrative),
    ] {
        let arguments = [&["export"][..], more, &["--to", "报送"][..]].concat();
        let run = ziping(site.path(), &arguments);
        assert_eq!(run.code, 2, "{more:?}");
        let said = format!("{named} 里没有可以导出的");
        assert!(run.stderr.contains(&said), "{}", run.stderr);
        assert!(!site.path().join("报送").exists());
    }
}
