//! What anyone may hand to the program, as entry points that take bytes: none may
//! panic, and 64 KB of anything are done with within a second. The same points are
//! called by `main.rs`, on every test run, and by the fuzzer under `harness/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use ziping::download::unit_files;
use ziping::form::Library;
use ziping::import::{self, Kind};
use ziping::load::narrative::Beside;
use ziping::load::{self, Edited, UnitEntry, YearEntry};
use ziping::model::{Amount, BaseData, Criterion, Quantity, Region, Report, Site, Unit};
use ziping::render::{FiledForms, SearchIndex, SiteContext, Summary};
use ziping::source::Source;
use ziping::theme::Theme;
use ziping::{check, format, render, search};

/// An entry point.
pub type Target = fn(&[u8]);

/// All of them, by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("amount", amount),
    ("quantity", quantity),
    ("criterion", criterion),
    ("yaml", yaml),
    ("form", form),
    ("narrative", narrative),
    ("pasted", pasted),
    ("csv", csv),
    ("docx", docx),
    ("xlsx", xlsx),
    ("pipeline", pipeline),
];

fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn forms() -> &'static Library {
    static FORMS: OnceLock<Library> = OnceLock::new();
    FORMS.get_or_init(|| load::forms(Path::new("no such folder")).unwrap())
}

/// Amounts are read as they are printed, and reckoning never wraps.
pub fn amount(bytes: &[u8]) {
    let text = text(bytes);
    let amounts = text.split(' ').map(Amount::parse);
    let amounts: Vec<Amount> = amounts.filter_map(Result::ok).collect();
    for one in &amounts {
        assert_eq!(Amount::parse(&one.to_string()), Ok(*one));
        for places in [0, 2, 28] {
            let _ = (one.round(places), one.with_places(places).to_string());
        }
    }
    for pair in amounts.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let _ = (a.checked_add(b), a.checked_sub(b));
        let _ = (a.checked_mul(b), a.checked_div(b));
    }
    let _ = Amount::sum(amounts);
}

/// A target and an actual, a line each.
pub fn quantity(bytes: &[u8]) {
    for line in text(bytes).lines() {
        let quantity = Quantity::read(line);
        let _ = (
            quantity.only_figure(),
            quantity.figures().first().and_then(|one| one.exact()),
        );
    }
}

/// 评分标准, target and actual, a line each.
pub fn criterion(bytes: &[u8]) {
    let text = text(bytes);
    let mut lines = text.lines();
    let mut line = || lines.next().unwrap_or_default();
    let (standard, target, actual) = (line(), line(), line());
    let (target, actual) = (Quantity::read(target), Quantity::read(actual));
    for read in [Criterion::read(standard), Criterion::notation(standard)] {
        let weight = Amount::from_int(10);
        let _ = read.and_then(|one| one.score(weight, &target, &actual));
    }
}

/// A YAML file as each kind of file; what `fmt` writes of it, it leaves as it is.
pub fn yaml(bytes: &[u8]) {
    let Ok(source) = load::text::decode("report.yaml", bytes) else {
        return;
    };
    fn read<T: serde::de::DeserializeOwned>(source: &Source) {
        let _ = load::yaml::read::<T>(&mut source.clone());
        if let Some(written) = format::yaml::<T>(source, forms()) {
            let again = Source::new(source.path.clone(), written.clone());
            assert_eq!(format::yaml::<T>(&again, forms()), Some(written));
        }
    }
    read::<Report>(&source);
    read::<BaseData>(&source);
    read::<Unit>(&source);
    read::<Region>(&source);
    read::<Site>(&source);
}

/// A form of the site's own.
pub fn form(bytes: &[u8]) {
    let file = BTreeMap::from([("content/forms/a.yaml".to_owned(), bytes.to_vec())]);
    let _ = load::forms_among(&file);
}

/// A narrative without a form beside it.
pub fn narrative(bytes: &[u8]) {
    let Ok(source) = load::text::decode("report.md", bytes) else {
        return;
    };
    let beside = Beside {
        figure: &|path| (path.0.len() == 1).then(|| "1".to_owned()),
        page: "",
        attachments: &["a.pdf".to_owned()],
    };
    let _ = format::markdown(&source, &beside);
    let _ = load::narrative::read(source, &beside);
}

fn imported(bytes: &[u8], kind: Kind) -> usize {
    let Ok(imported) = import::read(bytes, kind, forms(), &[]) else {
        return 0;
    };
    for form in &imported.forms {
        let _ = (form.to_yaml(), form.unit_yaml());
    }
    imported.read
}

/// A form pasted as text.
pub fn pasted(bytes: &[u8]) {
    let _ = imported(bytes, Kind::Text);
}

/// A form as CSV.
pub fn csv(bytes: &[u8]) {
    let _ = imported(bytes, Kind::Csv);
}

/// A Word file; what is none, as the text of one in its package.
pub fn docx(bytes: &[u8]) {
    let _ = cells_of_docx(bytes);
}

/// How many cells and lines a Word file is read with.
pub fn cells_of_docx(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"PK") {
        return imported(bytes, Kind::Word);
    }
    imported(&packed(&[("word/document.xml", bytes)]), Kind::Word)
}

/// A workbook; what is none, as its sheet, its styles and its strings, set apart by
/// NUL, in their package.
pub fn xlsx(bytes: &[u8]) {
    let _ = cells_of_xlsx(bytes);
}

/// How many cells and lines a workbook is read with.
pub fn cells_of_xlsx(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"PK") {
        return imported(bytes, Kind::Workbook);
    }
    let mut parts = bytes.split(|byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let package = packed(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/worksheets/sheet1.xml", part()),
        ("xl/styles.xml", part()),
        ("xl/sharedStrings.xml", part()),
    ]);
    imported(&package, Kind::Workbook)
}

const TYPES: &str =
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;

/// Parts in a zip file, as they are.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A unit with all kinds of files, of which the first byte names the one that holds
/// the rest: loaded, checked, drawn, its pages, downloads and index made.
pub fn pipeline(bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else {
        return;
    };
    let mut files = UNIT.to_vec();
    files[usize::from(*which) % UNIT.len()].1 = rest;
    let edited: Edited = files
        .into_iter()
        .map(|(name, bytes)| (format!("{FOLDER}/{name}"), bytes.to_vec()))
        .collect();
    let Ok(unit) = load::unit_edited(Path::new(""), &entry(), forms(), &edited) else {
        return;
    };
    let Ok(checked) = check::run(unit, &Site::default()) else {
        return;
    };
    let is_named = |text: &[u8], name: &str| text.windows(3).any(|part| part == name.as_bytes());
    // Charts are the only place where figures are floats.
    let mut emit = |address: &str, page: &[u8]| {
        for name in ["NaN", "inf"] {
            let drawn = address.ends_with(".svg") && is_named(page, name);
            assert!(!drawn || is_named(bytes, name), "{name} in {address}");
        }
        Ok(())
    };
    let filed = FiledForms::of(checked.unit());
    let (downloads, _) = unit_files(&checked, &filed, "", &mut emit).unwrap();
    search::unit_file(&checked, &filed).unwrap();
    static THEME: OnceLock<Theme> = OnceLock::new();
    let theme = THEME.get_or_init(|| Theme::new(BTreeMap::new()).unwrap());
    let context = SiteContext::default();
    // A narrative that places a table which is not there is refused here.
    let pages = render::unit_pages(&checked, &filed, &downloads, &context, theme, &mut emit);
    let Ok(summaries) = pages else { return };
    let summaries: Vec<&Summary> = summaries.iter().collect();
    let search = SearchIndex::default();
    render::site_pages(&summaries, &downloads, &search, &context, theme, &mut emit).unwrap();
}

/// Where the unit lies.
const FOLDER: &str = "content/hunan/yueyang/yueyanglou/wangyue";

macro_rules! sample {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!(
                "../../content/hunan/yueyang/yueyanglou/wangyue/",
                $name
            ))
            .as_slice(),
        )
    };
}

/// Its files.
pub const UNIT: [(&str, &[u8]); 6] = [
    sample!("2023/report.yaml"),
    sample!("2023/report.md"),
    sample!("2023/base.yaml"),
    sample!("2023/projects/annex-3.yaml"),
    sample!("unit.yaml"),
    (
        "2023/projects/annex-3.md",
        "## 一、项目概况\n\n略。\n".as_bytes(),
    ),
];

fn entry() -> UnitEntry {
    let year = YearEntry {
        year: ziping::model::Year(2023),
        report: true,
        narrative: true,
        base: true,
        projects: vec![("annex-3".to_owned(), true)],
        attachments: Vec::new(),
    };
    UnitEntry {
        address: FOLDER.trim_start_matches("content/").to_owned(),
        folder: PathBuf::from(FOLDER),
        years: vec![year],
    }
}
