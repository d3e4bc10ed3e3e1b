//! What may happen to a site between two builds.

use super::{Dice, Site};
use crate::common::{copy_tree, snapshot};
use std::fs;
use std::path::{Path, PathBuf};
use ziping::pipeline::Options;

/// What the site was before a change.
pub struct Undo {
    folders: tempfile::TempDir,
    options: Options,
}

impl Undo {
    fn of(site: &Site) -> Self {
        let folders = tempfile::tempdir().unwrap();
        for name in ["content", "themes"] {
            let folder = site.path(name);
            if folder.exists() {
                copy_tree(&folder, &folders.path().join(name));
            }
        }
        Self {
            folders,
            options: site.options.clone(),
        }
    }

    pub fn apply(self, site: &mut Site) {
        for name in ["content", "themes"] {
            let (earlier, now) = (self.folders.path().join(name), site.path(name));
            if now.exists() {
                fs::remove_dir_all(&now).unwrap();
            }
            if earlier.exists() {
                copy_tree(&earlier, &now);
            }
        }
        site.options = self.options;
    }
}

type Change = fn(&mut Site, &mut Dice);

/// The change that nobody but this program makes to a preview.
pub const PUBLISHED: &str = "a published file";

/// Everything that may happen.
const CHANGES: [(&str, Change); 22] = [
    ("the same bytes again", same_bytes),
    ("a unit's short name", short_name),
    ("a report's title", title),
    ("a figure", figure),
    ("a narrative", narrative),
    ("a narrative gone", no_narrative),
    ("an attachment", attachment),
    ("an attachment gone", no_attachment),
    ("a unit moved", moved_unit),
    ("a unit copied", copied_unit),
    ("a unit gone", no_unit),
    ("a year gone", no_year),
    ("a region's name", region),
    ("the settings", settings),
    ("the theme", theme),
    ("a form", form),
    ("another form for a report", other_form),
    ("the site's address", base_url),
    ("a revision", revision),
    ("packed files or none", compress),
    (PUBLISHED, published),
    ("the cache", cache),
];

/// Does one of them; gives back what it was, and the way back.
pub fn change(site: &mut Site, dice: &mut Dice) -> (&'static str, Undo) {
    let undo = Undo::of(site);
    let (name, change) = CHANGES[dice.below(CHANGES.len())];
    change(site, dice);
    (name, undo)
}

/// The files of the content of this name or ending.
fn files(site: &Site, ending: &str) -> Vec<PathBuf> {
    let content = site.path("content");
    let names = snapshot(&content).into_keys();
    names
        .filter(|name| name.ends_with(ending))
        .map(|name| content.join(name))
        .collect()
}

fn units(site: &Site) -> Vec<PathBuf> {
    let files = files(site, "/unit.yaml");
    files.iter().map(|file| parent(file)).collect()
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap().to_owned()
}

/// Changes the text of one of these files. Its time stays now and then: no time is to
/// be trusted.
fn rewrite(files: &[PathBuf], dice: &mut Dice, change: impl FnOnce(String, &mut Dice) -> String) {
    let Some(file) = dice.one_of(files).cloned() else {
        return;
    };
    let modified = fs::metadata(&file).unwrap().modified().unwrap();
    let text = change(fs::read_to_string(&file).unwrap(), dice);
    fs::write(&file, text).unwrap();
    if dice.chance(50) {
        let file = fs::File::options().write(true).open(&file).unwrap();
        file.set_modified(modified).unwrap();
    }
}

fn same_bytes(site: &mut Site, dice: &mut Dice) {
    rewrite(&files(site, ".yaml"), dice, |text, _| text);
}

fn short_name(site: &mut Site, dice: &mut Dice) {
    rewrite(&files(site, "/unit.yaml"), dice, |text, dice| {
        let others = text.lines().filter(|line| !line.starts_with("简称"));
        let others: Vec<&str> = others.collect();
        format!("{}\n简称: 甲{}\n", others.join("\n"), dice.below(5))
    });
}

fn title(site: &mut Site, dice: &mut Dice) {
    rewrite(&files(site, "/report.yaml"), dice, |text, dice| {
        let (before, after) = text.split_once("标题: ").unwrap();
        let (_, after) = after.split_once('\n').unwrap();
        format!("{before}标题: 绩效自评表之{}\n{after}", dice.below(5))
    });
}

/// Mostly a mistake, which is undone after the build.
fn figure(site: &mut Site, dice: &mut Dice) {
    rewrite(&files(site, "/report.yaml"), dice, |text, dice| {
        let digits: Vec<usize> = text
            .match_indices(|letter: char| letter.is_ascii_digit())
            .map(|(at, _)| at)
            .collect();
        let at = *dice.one_of(&digits).unwrap();
        let digit = dice.below(10);
        format!("{}{digit}{}", &text[..at], &text[at + 1..])
    });
}

fn narrative(site: &mut Site, dice: &mut Dice) {
    rewrite(&files(site, ".md"), dice, |text, dice| {
        format!("{text}\n街道第{}次公开了结果。\n", dice.below(100))
    });
}

fn no_narrative(site: &mut Site, dice: &mut Dice) {
    if let Some(file) = dice.one_of(&files(site, ".md")) {
        fs::remove_file(file).unwrap();
    }
}

/// Of the same size each time, so that only its bytes tell.
fn attachment(site: &mut Site, dice: &mut Dice) {
    let reports = files(site, "/report.yaml");
    let Some(report) = dice.one_of(&reports) else {
        return;
    };
    let folder = parent(report).join("files");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(["附件.pdf", "a.csv"][dice.below(2)]);
    let modified = fs::metadata(&file).and_then(|found| found.modified());
    fs::write(&file, [u8::try_from(dice.below(4)).unwrap(); 2000]).unwrap();
    if let Ok(modified) = modified {
        let file = fs::File::options().write(true).open(&file).unwrap();
        file.set_modified(modified).unwrap();
    }
}

fn no_attachment(site: &mut Site, dice: &mut Dice) {
    let attachments = [files(site, ".pdf"), files(site, ".csv")].concat();
    if let Some(file) = dice.one_of(&attachments) {
        fs::remove_file(file).unwrap();
    }
}

fn moved_unit(site: &mut Site, dice: &mut Dice) {
    let units = units(site);
    let from = dice.one_of(&units).unwrap();
    let region = parent(dice.one_of(&units).unwrap());
    let to = region.join(format!("unit-{}", dice.below(10)));
    if !to.exists() {
        fs::rename(from, to).unwrap();
    }
}

fn copied_unit(site: &mut Site, dice: &mut Dice) {
    let units = units(site);
    let from = dice.one_of(&units).unwrap();
    let to = parent(from).join(format!("unit-{}", dice.below(10)));
    if units.len() < 4 && !to.exists() {
        copy_tree(from, &to);
    }
}

fn no_unit(site: &mut Site, dice: &mut Dice) {
    let units = units(site);
    if units.len() > 2 {
        fs::remove_dir_all(dice.one_of(&units).unwrap()).unwrap();
    }
}

fn no_year(site: &mut Site, dice: &mut Dice) {
    let unit = dice.one_of(&units(site)).unwrap().clone();
    let years = [unit.join("2022"), unit.join("2023")];
    if years.iter().all(|year| year.exists()) {
        fs::remove_dir_all(dice.one_of(&years).unwrap()).unwrap();
    }
}

fn region(site: &mut Site, dice: &mut Dice) {
    let name = format!("名称: 第{}个地方\n", dice.below(3));
    rewrite(&files(site, "/region.yaml"), dice, |_, _| name);
}

fn settings(site: &mut Site, dice: &mut Dice) {
    let lines = [
        format!("简介: 第{}种介绍", dice.below(3)),
        format!("主题: {}", ["", "own"][dice.below(2)]),
        format!("网址: {}", ["", "https://example.org/"][dice.below(2)]),
    ];
    make_theme(site);
    let text = format!("名称: 示例站点\n{}\n", lines.join("\n"));
    fs::write(site.content("site.yaml"), text).unwrap();
}

fn make_theme(site: &Site) {
    let template = site.path("themes/own/templates/about.html");
    if !template.exists() {
        fs::create_dir_all(parent(&template)).unwrap();
        fs::write(template, "关于\n").unwrap();
    }
}

fn theme(site: &mut Site, dice: &mut Dice) {
    make_theme(site);
    let style = site.path("themes/own/assets/style.css");
    fs::create_dir_all(parent(&style)).unwrap();
    fs::write(style, format!("p {{ margin: {}em }}\n", dice.below(3))).unwrap();
    let text = "名称: 示例站点\n主题: own\n";
    fs::write(site.content("site.yaml"), text).unwrap();
}

fn form(site: &mut Site, dice: &mut Dice) {
    let file = site.content("forms/own.yaml");
    fs::create_dir_all(parent(&file)).unwrap();
    let name = dice.below(3);
    let text = format!("编号: 自定\n基于: 湖南-整体支出\n名称: 第{name}种自评表\n");
    fs::write(file, text).unwrap();
}

fn other_form(site: &mut Site, dice: &mut Dice) {
    if !site.content("forms/own.yaml").exists() {
        form(site, dice);
    }
    let form = ["自定", "湖南-整体支出"][dice.below(2)];
    rewrite(&files(site, "/report.yaml"), dice, |text, _| {
        let (_, rest) = text.split_once('\n').unwrap();
        // without a title the form's name is printed
        let rest: Vec<&str> = rest.lines().filter(|it| !it.starts_with("标题")).collect();
        format!("表式: {form}\n标题: \n{}\n", rest.join("\n"))
    });
}

fn base_url(site: &mut Site, dice: &mut Dice) {
    let addresses = [
        None,
        Some("https://example.org/a/"),
        Some("http://b.example"),
    ];
    site.options.base_url = addresses[dice.below(3)].map(str::to_owned);
}

fn revision(site: &mut Site, dice: &mut Dice) {
    site.options.revision = dice.chance(50).then(|| format!("v{}", dice.below(3)));
}

fn compress(site: &mut Site, dice: &mut Dice) {
    // seldom: packing takes its time
    site.options.compress = !site.options.compress && dice.chance(30);
}

/// Somebody alters or removes what is published.
fn published(site: &mut Site, dice: &mut Dice) {
    let names: Vec<String> = site.public().into_keys().collect();
    let name = dice.one_of(&names).unwrap();
    if super::is_list(name) {
        return;
    }
    let file = site.options.output.join(name);
    if dice.chance(30) {
        fs::remove_file(&file).unwrap();
        return;
    }
    let mut bytes = fs::read(&file).unwrap();
    match dice.below(2) {
        0 => bytes.push(b'x'),
        _ => bytes.iter_mut().for_each(|byte| *byte ^= 1),
    }
    fs::write(&file, bytes).unwrap();
}

/// The cache is lost, cut off, or that of another time.
fn cache(site: &mut Site, dice: &mut Dice) {
    let kept = site.path("an-earlier-cache");
    let Ok(bytes) = fs::read(site.cache()) else {
        return;
    };
    match dice.below(4) {
        0 => fs::remove_file(site.cache()).unwrap(),
        1 => fs::write(site.cache(), &bytes[..dice.below(bytes.len())]).unwrap(),
        2 => fs::write(&kept, bytes).unwrap(),
        _ if kept.exists() => drop(fs::copy(&kept, site.cache()).unwrap()),
        _ => {}
    }
}
