//! `content/` → which units, years and files there are. Paths only, nothing is
//! read. The only place that names walkdir.

mod names;

use super::codes;
use super::text::{special, whole};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Year;
pub use names::{folder_fault, is_leftover};
use names::{is_reserved, meant, meant_year, name_fault};
use std::collections::BTreeMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The longest file or folder name, in bytes of UTF-8: names become addresses
/// and get endings, and file systems stop at 255.
pub const MAX_NAME_BYTES: usize = 200;

/// How deep folders may be nested below `content/`.
pub const MAX_FOLDERS: usize = 16;

/// All that stands below `content/`.
#[derive(Debug, Default)]
pub struct Tree {
    /// The units, by address.
    pub units: Vec<UnitEntry>,
    /// The regions: address, and `region.yaml` where there is one. By address.
    pub regions: Vec<(String, Option<PathBuf>)>,
    /// What a reviewer should look at and does not stop publication.
    pub warnings: Vec<Diagnostic>,
}

/// A unit's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitEntry {
    /// The folder below `content/`, with `/`: also the address below the site.
    pub address: String,
    /// The folder.
    pub folder: PathBuf,
    /// Its years, ascending.
    pub years: Vec<YearEntry>,
}

impl UnitEntry {
    /// The files that [`super::unit()`] reads, attachments not among them.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = vec![self.folder.join("unit.yaml")];
        for year in &self.years {
            let folder = self.folder.join(year.year.to_string());
            let named = [
                (year.report, "report.yaml"),
                (year.narrative, "report.md"),
                (year.base, "base.yaml"),
            ];
            let there = named.into_iter().filter(|(is_there, _)| *is_there);
            files.extend(there.map(|(_, name)| folder.join(name)));
            for (slug, has_narrative) in &year.projects {
                let project = folder.join("projects");
                files.push(project.join(format!("{slug}.yaml")));
                if *has_narrative {
                    files.push(project.join(format!("{slug}.md")));
                }
            }
        }
        files
    }

    /// The attachments of all years: below the unit's folder, and the file.
    pub fn attachments(&self) -> impl Iterator<Item = (String, PathBuf)> {
        self.years.iter().flat_map(move |year| {
            year.attachments.iter().map(move |name| {
                let below = format!("{}/files/{name}", year.year);
                let file = self.folder.join(&below);
                (below, file)
            })
        })
    }
}

/// A year's folder of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearEntry {
    /// The year: the folder's name.
    pub year: Year,
    /// Whether there is `report.yaml`.
    pub report: bool,
    /// Whether there is `report.md`.
    pub narrative: bool,
    /// Whether there is `base.yaml`.
    pub base: bool,
    /// The project forms by slug, and whether each has a narrative.
    pub projects: Vec<(String, bool)>,
    /// The attachments' names.
    pub attachments: Vec<String>,
}

/// One entry of a folder.
struct Item {
    name: String,
    path: PathBuf,
    kind: FileType,
}

/// Looks through `content/` below the site's root.
///
/// # Errors
/// ZP011 for the layout, ZP017 for symlinks and special files, ZP018 for names
/// that cannot be addresses.
pub fn tree(root: &Path) -> Result<Tree, Vec<Diagnostic>> {
    tree_within(root, &[])
}

/// As [`tree`], but goes only into the folders that hold or lie below these, of which
/// each begins with the root; into all where there are none.
///
/// # Errors
/// As [`tree`].
pub fn tree_within(root: &Path, only: &[PathBuf]) -> Result<Tree, Vec<Diagnostic>> {
    let mut walk = Walk {
        root,
        only,
        tree: Tree::default(),
        errors: Vec::new(),
    };
    let content = root.join("content");
    match std::fs::symlink_metadata(&content) {
        Ok(found) if found.is_dir() => {
            walk.region(&content, "", 0);
        }
        Ok(found) if found.is_symlink() => walk.errors.push(special(found.file_type(), "content")),
        _ => walk.errors.push(
            whole(codes::LAYOUT, "content", "没有 content 文件夹")
                .with_help("请在网站的根文件夹下建 content/，把各单位的文件夹放进去。"),
        ),
    }
    let mut tree = walk.tree;
    tree.units.sort_by(|a, b| a.address.cmp(&b.address));
    tree.regions.sort();
    crate::diagnostic::sort(&mut tree.warnings);
    if walk.errors.is_empty() {
        Ok(tree)
    } else {
        walk.errors.append(&mut tree.warnings);
        crate::diagnostic::sort(&mut walk.errors);
        Err(walk.errors)
    }
}

/// One unit's folder by itself, below `content/`, and what is wrong with the places
/// and names of its files; what can be read is in the entry all the same.
pub fn unit_entry(root: &Path, folder: &Path) -> Option<(UnitEntry, Vec<Diagnostic>)> {
    let mut walk = Walk {
        root,
        only: &[],
        tree: Tree::default(),
        errors: Vec::new(),
    };
    walk.unit(folder, printed(&root.join("content"), folder));
    let mut told = walk.errors;
    told.append(&mut walk.tree.warnings);
    Some((walk.tree.units.pop()?, told))
}

/// The YAML files directly below a folder, sorted: name without ending, path.
///
/// # Errors
/// As [`tree`].
pub(super) fn yaml_files(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let mut walk = Walk {
        root,
        only: &[],
        tree: Tree::default(),
        errors: Vec::new(),
    };
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for item in walk.list(folder) {
        if item.kind.is_file() && item.name.ends_with(".yaml") {
            files.push(item.path);
        } else if !walk.other_ending(&item) {
            walk.stray(&item, "这里只放 *.yaml 文件。");
        }
    }
    if walk.errors.is_empty() {
        Ok(files)
    } else {
        Err(walk.errors)
    }
}

/// The regular files below a folder: paths relative to it, with `/`, sorted.
///
/// # Errors
/// What the system says.
pub fn files_below(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(std::io::Error::from)?;
        if entry.file_type().is_file() {
            files.push(printed(folder, entry.path()));
        }
    }
    files.sort();
    Ok(files)
}

/// A path for print: relative to the site's root, with `/`.
pub fn printed(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let steps = below.iter().map(|step| step.to_string_lossy());
    steps.collect::<Vec<_>>().join("/")
}

struct Walk<'a> {
    root: &'a Path,
    /// The folders to go to; all where there are none.
    only: &'a [PathBuf],
    tree: Tree,
    errors: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn error(&mut self, code: &'static str, path: &Path, message: impl Into<String>, help: &str) {
        let printed = printed(self.root, path);
        self.errors
            .push(whole(code, &printed, message).with_help(help));
    }

    fn warn(&mut self, path: &Path, message: impl Into<String>, help: &str) {
        let printed = printed(self.root, path);
        let mut warning = whole(codes::LAYOUT, &printed, message).with_help(help);
        warning.severity = Severity::Warning;
        self.tree.warnings.push(warning);
    }

    fn stray(&mut self, item: &Item, help: &str) {
        let what = if item.kind.is_dir() {
            "文件夹"
        } else {
            "文件"
        };
        self.error(
            codes::LAYOUT,
            &item.path,
            format!("这里不该有这个{what}"),
            help,
        );
    }

    /// Says of an entry that bears another name than the one it was meant to bear,
    /// or the right name and is no file; whether it does. What it is then needs not
    /// be missed.
    fn misnamed<'n>(&mut self, item: &Item, items: &[Item], wanted: &[&'n str]) -> Option<&'n str> {
        let right = wanted.iter().find(|right| **right == item.name);
        if let Some(right) = right {
            let is_folder = !right.contains('.');
            if is_folder == item.kind.is_dir() {
                return None;
            }
            let (should, is) = if is_folder {
                ("文件夹", "文件")
            } else {
                ("文件", "文件夹")
            };
            let message = format!("“{right}”应是{should}，却是{is}");
            let help = format!("请换成{should}；里面的东西先移到别处。");
            self.error(codes::LAYOUT, &item.path, message, &help);
            return Some(right);
        }
        let right = meant(&item.name, wanted)?;
        if right.contains('.') == item.kind.is_dir() {
            return None;
        }
        let name = &item.name;
        let (message, help) = if items.iter().any(|other| other.name == right) {
            (
                format!("“{name}”像是 {right} 的副本"),
                format!("只留一份，名称是 {right}；用不着的请删去或移到别处。"),
            )
        } else {
            (
                format!("名称应是 {right}，却是“{name}”"),
                if item.kind.is_dir() {
                    format!("请改名为 {right}。")
                } else {
                    format!(
                        "请改名为 {right}；看不见后缀的，先在文件夹的“查看”里勾选“文件扩展名”。"
                    )
                },
            )
        };
        self.error(codes::LAYOUT, &item.path, message, &help);
        Some(right)
    }

    /// Says of a form or project file whose ending is not `.yaml`; whether it is
    /// one.
    fn other_ending(&mut self, item: &Item) -> bool {
        let lower = item.name.to_lowercase();
        let stem = [".yml", ".yaml.txt", ".yml.txt", ".yaml"]
            .iter()
            .find_map(|ending| item.name.get(..lower.strip_suffix(ending)?.len()));
        let Some(stem) = stem.filter(|_| item.kind.is_file()) else {
            return false;
        };
        let message = format!("文件名要以 .yaml 结尾，却是“{}”", item.name);
        let help = format!("请改名为 {stem}.yaml。");
        self.error(codes::LAYOUT, &item.path, message, &help);
        true
    }

    /// The entries of a folder, sorted, without what editors leave behind. What
    /// is no file or folder, or has no name for an address, is refused.
    fn list(&mut self, folder: &Path) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let entries = WalkDir::new(folder)
            .min_depth(1)
            .max_depth(1)
            .follow_links(false)
            .sort_by_file_name();
        for entry in entries {
            let Ok(entry) = entry else {
                self.error(
                    codes::LAYOUT,
                    folder,
                    "读不了这个文件夹",
                    "请检查读取权限。",
                );
                continue;
            };
            let path = entry.path().to_owned();
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                self.error(codes::ADDRESS, &path, "名称不是 UTF-8 文字", "请改名。");
                continue;
            };
            if is_leftover(&name) {
                continue;
            }
            let kind = entry.file_type();
            if !kind.is_file() && !kind.is_dir() {
                let printed = printed(self.root, &path);
                self.errors.push(special(kind, &printed));
            } else if let Some(fault) = name_fault(&name) {
                self.error(codes::ADDRESS, &path, fault, "名称要用作网址，请改名。");
            } else {
                items.push(Item { name, path, kind });
            }
        }
        self.clashes(&items);
        items
    }

    /// Names that differ in case only, which some computers take for one.
    fn clashes(&mut self, items: &[Item]) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for item in items {
            if let Some(first) = seen.insert(item.name.to_lowercase(), &item.name) {
                let message = format!("“{}”与“{first}”只有大小写不同", item.name);
                let help = "有的电脑和网站会把它们当成一个，请改名。";
                self.error(codes::ADDRESS, &item.path, message, help);
            }
        }
    }

    /// Whether a folder holds or lies below one of those to go to.
    fn is_wanted(&self, folder: &Path) -> bool {
        let mut only = self.only.iter();
        self.only.is_empty() || only.any(|one| one.starts_with(folder) || folder.starts_with(one))
    }

    /// A folder above units; whether there is a unit in it.
    fn region(&mut self, folder: &Path, address: &str, depth: usize) -> bool {
        if depth > MAX_FOLDERS {
            let message = format!("文件夹嵌套超过 {MAX_FOLDERS} 层的上限");
            self.error(codes::LIMIT, folder, message, "请减少地区的层次。");
            return true;
        }
        let mut items = self.list(folder);
        items.retain(|item| !item.kind.is_dir() || self.is_wanted(&item.path));
        let is_top = address.is_empty();
        let wanted: &[&str] = match is_top {
            true => &["site.yaml", "forms"],
            false => &["region.yaml", "unit.yaml"],
        };
        let mut has_units = false;
        let mut is_told_below = false;
        let mut region = None;
        let mut unit_is_told = false;
        for item in &items {
            if let Some(right) = self.misnamed(item, &items, wanted) {
                unit_is_told |= right == "unit.yaml";
                has_units |= right == "unit.yaml";
            }
        }
        for item in &items {
            match item.name.as_str() {
                "region.yaml" if item.kind.is_file() && !is_top => region = Some(item.path.clone()),
                "site.yaml" if item.kind.is_file() && is_top => {}
                "forms" if item.kind.is_dir() && is_top => {}
                name if item.kind.is_dir() && Year::parse(name).is_some() => {
                    has_units = true;
                    if !unit_is_told {
                        self.no_unit(folder);
                    }
                }
                name if wanted.contains(&name) || meant(name, wanted).is_some() => {}
                name if item.kind.is_dir() && is_reserved(name, is_top) => {
                    has_units = true;
                    let message = format!("“{name}”是网站自己的网址");
                    let help = "地区和单位不能用这个名称，请改名。";
                    self.error(codes::ADDRESS, &item.path, message, help);
                }
                name if item.kind.is_dir() => {
                    let below = if is_top {
                        name.to_owned()
                    } else {
                        format!("{address}/{name}")
                    };
                    let unit = item.path.join("unit.yaml").symlink_metadata();
                    has_units |= if unit.is_ok_and(|unit| !unit.is_dir()) {
                        self.unit(&item.path, below);
                        true
                    } else {
                        let has_some = self.region(&item.path, &below, depth + 1);
                        is_told_below |= !has_some;
                        has_some
                    };
                }
                "report.yaml" | "report.md" | "base.yaml" => {
                    has_units = true;
                    self.no_unit(folder);
                }
                _ => self.stray(
                    item,
                    "地区的文件夹里只放 region.yaml 和下级文件夹；附件放进年度文件夹的 files/。",
                ),
            }
        }
        if !has_units && !is_told_below {
            let help = "运行 ziping new unit 添一个单位；单位的文件夹里要有 unit.yaml。";
            self.warn(folder, "这个文件夹里没有单位", help);
        }
        if !address.is_empty() {
            self.tree.regions.push((address.to_owned(), region));
        }
        has_units
    }

    fn no_unit(&mut self, folder: &Path) {
        let message = "这个文件夹里有报告，却没有 unit.yaml";
        let help = "请补上 unit.yaml，写明单位的“名称”。";
        if !self
            .errors
            .iter()
            .any(|error| error.message == message && error.place.path == printed(self.root, folder))
        {
            self.error(codes::LAYOUT, folder, message, help);
        }
    }

    fn unit(&mut self, folder: &Path, address: String) {
        let mut years = Vec::new();
        let mut year_is_told = false;
        let items = self.list(folder);
        for item in &items {
            if item.name == "unit.yaml" && item.kind.is_file() {
                continue;
            }
            match Year::parse(&item.name).filter(|_| item.kind.is_dir()) {
                Some(year) => {
                    let entry = self.year(&item.path, year);
                    years.push(entry);
                }
                None if self.misnamed(item, &items, &["unit.yaml"]).is_some() => {}
                None => match meant_year(&item.name).filter(|_| item.kind.is_dir()) {
                    Some(year) => {
                        year_is_told = true;
                        let message = format!("年度文件夹的名称只写四位数字，却是“{}”", item.name);
                        let help = format!("请改名为 {year}。");
                        self.error(codes::LAYOUT, &item.path, message, &help);
                    }
                    None => self.stray(
                        item,
                        "单位的文件夹里只放 unit.yaml 和四位数字的年度文件夹，如 2023；附件放进年度文件夹的 files/。",
                    ),
                },
            }
        }
        if years.is_empty() && !year_is_told {
            self.warn(
                folder,
                "这个单位还没有任何年度的报告",
                "请建年度文件夹，如 2023/。",
            );
        }
        self.tree.units.push(UnitEntry {
            address,
            folder: folder.to_owned(),
            years,
        });
    }

    fn year(&mut self, folder: &Path, year: Year) -> YearEntry {
        let mut entry = YearEntry {
            year,
            report: false,
            narrative: false,
            base: false,
            projects: Vec::new(),
            attachments: Vec::new(),
        };
        let wanted = ["report.yaml", "report.md", "base.yaml", "projects", "files"];
        let mut report_is_told = false;
        let items = self.list(folder);
        for item in &items {
            match (item.name.as_str(), item.kind.is_dir()) {
                ("report.yaml", false) => entry.report = true,
                ("report.md", false) => entry.narrative = true,
                ("base.yaml", false) => entry.base = true,
                ("projects", true) => entry.projects = self.projects(&item.path),
                ("files", true) => entry.attachments = self.attachments(&item.path),
                _ => match self.misnamed(item, &items, &wanted) {
                    Some(right) => report_is_told |= right == "report.yaml",
                    None => self.stray(
                    item,
                    "年度文件夹里只放 report.yaml、report.md、base.yaml、projects/ 和 files/；附件放进 files/。",
                    ),
                },
            }
        }
        if !entry.report && !report_is_told {
            let help = "请补上整体支出绩效自评表 report.yaml。";
            if entry.narrative || entry.projects.is_empty() && !entry.base {
                self.error(codes::LAYOUT, folder, "缺少 report.yaml", help);
            } else if entry.projects.is_empty() {
                // projects are published by themselves where the whole is not asked for
                self.warn(folder, "缺少 report.yaml：这一年只有别的表", help);
            }
        }
        entry
    }

    fn projects(&mut self, folder: &Path) -> Vec<(String, bool)> {
        let items = self.list(folder);
        let is_text = |item: &Item| item.kind.is_file() && item.name.ends_with(".md");
        let narratives: Vec<&str> = items
            .iter()
            .filter(|item| is_text(item))
            .filter_map(|item| item.name.strip_suffix(".md"))
            .collect();
        let mut projects: Vec<(String, bool)> = Vec::new();
        for item in &items {
            if let Some(slug) = item
                .name
                .strip_suffix(".yaml")
                .filter(|_| item.kind.is_file())
            {
                projects.push((slug.to_owned(), narratives.contains(&slug)));
            } else if !(is_text(item) || self.other_ending(item)) {
                self.stray(item, "projects/ 里只放项目自评表 *.yaml 和同名的 *.md。");
            }
        }
        for slug in narratives {
            if !projects.iter().any(|(known, _)| known == slug) {
                let path = folder.join(format!("{slug}.md"));
                let message = format!("有项目的文字 {slug}.md，却没有项目自评表 {slug}.yaml");
                self.error(
                    codes::LAYOUT,
                    &path,
                    message,
                    "请补上同名的 .yaml，或删去这个文件。",
                );
            }
        }
        projects
    }

    fn attachments(&mut self, folder: &Path) -> Vec<String> {
        let mut names = Vec::new();
        for item in self.list(folder) {
            if item.kind.is_file() {
                names.push(item.name);
            } else {
                self.stray(&item, "files/ 里直接放附件，不再分文件夹。");
            }
        }
        names
    }
}
