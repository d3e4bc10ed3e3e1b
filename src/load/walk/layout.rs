//! Which files and folders stand where: regions, units, years, projects, attachments.

use super::listing::{Item, Walk};
use super::names::{is_reserved, meant, meant_year};
use super::{MAX_FOLDERS, UnitEntry, YearEntry, printed};
use crate::load::codes;
use crate::model::Year;
use std::path::Path;

impl Walk<'_> {
    /// Whether a folder holds or lies below one of those to go to.
    fn is_wanted(&self, folder: &Path) -> bool {
        let mut only = self.only.iter();
        self.only.is_empty() || only.any(|one| one.starts_with(folder) || folder.starts_with(one))
    }

    /// A folder above units; whether there is a unit in it.
    pub(super) fn region(&mut self, folder: &Path, address: &str, depth: usize) -> bool {
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

    pub(super) fn unit(&mut self, folder: &Path, address: String) {
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
        let mut entry = YearEntry::empty(year);
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
