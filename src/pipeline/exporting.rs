//! `export`: the checked forms and narratives of some units become Word and Excel
//! files in a folder, all or none.

mod staging;

use super::scope::below_content;
use super::{Content, Failure, Outcome, Progress, Scope, each_unit, work};
use crate::diagnostic;
use crate::export::{self, ExportError, Formats, Made};
use crate::load::{Edited, UnitEntry};
use staging::Staging;
use std::io;
use std::path::{Path, PathBuf};

/// What to export, and where to.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// The site's folder, with `content/` in it.
    pub root: &'a Path,
    /// Units, years, files of reports, or folders above them.
    pub paths: &'a [PathBuf],
    /// The folder to write to.
    pub to: &'a Path,
    /// Which formats.
    pub formats: Formats,
    /// Files that are there are replaced.
    pub overwrite: bool,
}

/// What an export found and wrote.
#[derive(Debug, Default)]
pub struct HandedIn {
    /// What the checks say of the units.
    pub outcome: Outcome,
    /// The files that were written, in order; none where a finding stood in the way.
    pub files: Vec<PathBuf>,
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportRefusal {
    /// Paths without a form or a narrative.
    #[error("{} 里没有可以导出的自评表和自评报告", listed(.0))]
    Nothing(Vec<PathBuf>),
    /// Two files of one name in one unit.
    #[error("有两份内容都要写成 {}", .0)]
    Twice(String),
    /// Files that are there already.
    #[error("已有 {}", listed(.0))]
    Exists(Vec<PathBuf>),
    /// The folder lies in the content.
    #[error("不能写到 {}：那是 content 目录之下", .0.display())]
    InContent(PathBuf),
    /// A file that cannot be written.
    #[error("写不了 {}：{}", .0.display(), crate::system::reason(.1))]
    Write(PathBuf, io::Error),
}

fn listed(paths: &[PathBuf]) -> String {
    const MOST: usize = 5;
    let names = paths
        .iter()
        .take(MOST)
        .map(|path| path.display().to_string());
    let names = names.collect::<Vec<_>>().join("、");
    match paths.len() {
        0..=MOST => names,
        all => format!("{names} 等 {all} 个"),
    }
}

impl ExportRefusal {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Nothing(_) => {
                "写单位、年度的目录或其中的 report.yaml、report.md、base.yaml、projects/ 下的文件；正文没有 Excel 格式"
            }
            Self::Twice(_) => "同一单位的两个项目名称和代号太像，把其中一个的 YAML 改名后再导出",
            Self::Exists(_) => "一个文件也没有写。确实要替换，加上 --force；或用 --to 写到别的目录",
            Self::InContent(_) => "用 --to 写到别的目录，如 --to 报送",
            Self::Write(..) => "请检查权限和磁盘后再运行",
        }
    }
}

/// Checks units and writes the files of their forms and narratives. Nothing is
/// written where a finding stops publication: unchecked figures are not handed in
/// either.
///
/// # Errors
/// [`ExportRefusal`], with nothing written; [`Failure`] when there is nothing to
/// look at or a file cannot be made.
pub fn export(
    request: &Export<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<HandedIn, Failure> {
    let Export { root, paths, .. } = *request;
    let scope = Scope { paths, since: None };
    if paths.is_empty() {
        return Err(ExportRefusal::Nothing(vec![root.join("content")]).into());
    }
    let named = paths.iter().cloned();
    let wanted: Vec<(PathBuf, PathBuf)> = named.zip(below_content(root, paths)?).collect();
    let staging = Staging::open(request.to, &root.join("content"))?;
    let each = |entry: &UnitEntry, content: &Content| {
        let mut of_unit = OfUnit {
            address: entry.address.clone(),
            folder: entry.folder.canonicalize().unwrap_or_default(),
            files: Vec::new(),
        };
        let Content {
            forms, settings, ..
        } = content;
        work(root, entry, forms, settings, &Edited::new(), |checked| {
            let folder = of_unit.folder.clone();
            let is_wanted = |file: &str| {
                let file = folder.join(file);
                wanted.iter().any(|(_, path)| file.starts_with(path))
            };
            let mut take = |made: Made<'_>| {
                let file = (made.of.to_owned(), made.name.to_owned());
                of_unit.files.push(file);
                staging.add(&of_unit.address, made.name, made.bytes)
            };
            let made = export::unit_files(&checked, request.formats, &is_wanted, &mut take);
            match made {
                Ok(()) => Ok(of_unit),
                Err(ExportError::Take { name, source })
                    if source.kind() == io::ErrorKind::AlreadyExists =>
                {
                    Err(ExportRefusal::Twice(name).into())
                }
                Err(error) => Err(error.into()),
            }
        })
    };
    let (mut outcome, results) = each_unit(root, scope, None, progress, &each)?;
    let mut units = Vec::new();
    let mut refused = outcome
        .diagnostics
        .iter()
        .any(diagnostic::Diagnostic::stops_publication);
    for result in results {
        match outcome.take(result) {
            Some(of_unit) => units.push(of_unit),
            None => refused = true,
        }
    }
    diagnostic::sort(&mut outcome.diagnostics);
    let mut handed_in = HandedIn {
        outcome,
        files: Vec::new(),
    };
    if refused {
        return Ok(handed_in);
    }
    let idle = wanted.into_iter().filter(|(_, path)| {
        let mut units = units.iter();
        !units.any(|unit| unit.has_file_of(path))
    });
    let idle: Vec<PathBuf> = idle.map(|(named, _)| named).collect();
    if !idle.is_empty() {
        return Err(ExportRefusal::Nothing(idle).into());
    }
    handed_in.files = staging.finish(&units, request.overwrite)?;
    Ok(handed_in)
}

/// What was made of a unit.
struct OfUnit {
    address: String,
    folder: PathBuf,
    /// The names of the files, each with the file of the unit that it was made from.
    files: Vec<(String, String)>,
}

impl OfUnit {
    /// Whether a file was made of what lies at a path.
    fn has_file_of(&self, path: &Path) -> bool {
        let mut files = self.files.iter();
        files.any(|(of, _)| self.folder.join(of).starts_with(path))
    }
}
