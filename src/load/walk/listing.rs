//! The entries of a folder as the walk takes them, and what is said of those whose name
//! or kind is not what it should be.

use super::names::{is_leftover, meant, name_fault};
use super::{Tree, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::codes;
use crate::load::text::{special, whole};
use std::collections::BTreeMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A walk through the site's folders: what was found so far, and what is wrong with it.
pub(super) struct Walk<'a> {
    pub(super) root: &'a Path,
    /// The folders to go to; all where there are none.
    pub(super) only: &'a [PathBuf],
    pub(super) tree: Tree,
    pub(super) errors: Vec<Diagnostic>,
}

/// One entry of a folder.
pub(super) struct Item {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) kind: FileType,
}

impl<'a> Walk<'a> {
    pub(super) fn new(root: &'a Path, only: &'a [PathBuf]) -> Self {
        Self {
            root,
            only,
            tree: Tree::default(),
            errors: Vec::new(),
        }
    }

    pub(super) fn error(
        &mut self,
        code: &'static str,
        path: &Path,
        message: impl Into<String>,
        help: &str,
    ) {
        let printed = printed(self.root, path);
        self.errors
            .push(whole(code, &printed, message).with_help(help));
    }

    pub(super) fn warn(&mut self, path: &Path, message: impl Into<String>, help: &str) {
        let printed = printed(self.root, path);
        let mut warning = whole(codes::LAYOUT, &printed, message).with_help(help);
        warning.severity = Severity::Warning;
        self.tree.warnings.push(warning);
    }

    pub(super) fn stray(&mut self, item: &Item, help: &str) {
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
    pub(super) fn misnamed<'n>(
        &mut self,
        item: &Item,
        items: &[Item],
        wanted: &[&'n str],
    ) -> Option<&'n str> {
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
    pub(super) fn other_ending(&mut self, item: &Item) -> bool {
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
    pub(super) fn list(&mut self, folder: &Path) -> Vec<Item> {
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
}
