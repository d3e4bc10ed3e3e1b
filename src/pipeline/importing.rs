//! `import`: filled-in forms of a unit's year become its files, all or none.

mod landing;
mod office;

use super::{Failure, Outcome, Scope, check_within};
use crate::import::{Filled, ImportError, Imported, Kind, Leftover, has_password, read};
use crate::load;
use crate::model::Year;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How large a file may be, in bytes.
const LARGEST_FILE: u64 = 50 << 20;

/// How many files a folder may have.
const MOST_FILES: usize = 1000;

/// What to import, and where to.
#[derive(Debug, Clone, Copy)]
pub struct Import<'a> {
    /// The site's folder, with `content/` in it.
    pub root: &'a Path,
    /// The files, and folders of files.
    pub files: &'a [PathBuf],
    /// The folder of a unit, or of its year.
    pub to: &'a Path,
    /// The year, where neither the folder's name nor the forms tell it.
    pub year: Option<Year>,
    /// The forms to choose from, by 编号; all where there are none.
    pub forms: &'a [String],
    /// What the files of projects are called, one after the other; what has no
    /// name here is `project-1` and so on.
    pub slugs: &'a [String],
    /// Nothing is written.
    pub trial: bool,
    /// Files that are there are replaced.
    pub overwrite: bool,
}

/// What an import read and wrote.
#[derive(Debug)]
pub struct Received {
    /// The files that were read, in order.
    pub sources: Vec<ReceivedFile>,
    /// Files of folders that are of no kind that is read.
    pub passed_over: Vec<PathBuf>,
    /// The folder of the unit's year.
    pub folder: PathBuf,
    /// The year.
    pub year: Year,
    /// Other files that were written: `unit.yaml`, where there was none.
    pub added: Vec<PathBuf>,
    /// What the checks say of the year; `None` where nothing was written.
    pub outcome: Option<Outcome>,
}

/// A file that was read.
#[derive(Debug)]
pub struct ReceivedFile {
    /// The file.
    pub path: PathBuf,
    /// Its forms, and the file that each became.
    pub forms: Vec<(Filled, PathBuf)>,
    /// The file of its narrative, with the number of chapters.
    pub narrative: Option<(PathBuf, usize)>,
    /// How many cells and lines were read.
    pub read: usize,
    /// What found no place.
    pub left: Vec<Leftover>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A file that cannot be opened.
    #[error("打不开 {}：{}", .0.display(), crate::system::reason(.1))]
    Open(PathBuf, io::Error),
    /// A file that cannot be read.
    #[error("{}：{}", .0.display(), .1)]
    Read(PathBuf, ImportError),
    /// A folder without files to read.
    #[error("{} 里没有可以导入的文件", .0.display())]
    Empty(PathBuf),
    /// Neither form nor narrative.
    #[error("{} 里没有认出自评表，也没有认出自评报告的正文", .0.display())]
    Nothing(PathBuf),
    /// A 编号 that no form has.
    #[error("没有表式“{0}”；本站有：{1}")]
    NoForm(String, String),
    /// The site's own forms cannot be read.
    #[error("本站的表式（content/forms/）有错")]
    Forms,
    /// No year anywhere.
    #[error("不知道是哪一年的")]
    NoYear,
    /// The folder says another year.
    #[error("--year 写的是 {}，目录 {} 是另一年的", .1, .0.display())]
    OtherYear(PathBuf, Year),
    /// Not a folder of a unit.
    #[error("{} 不是 content/ 下单位的目录", .0.display())]
    NotAUnit(PathBuf),
    /// A unit without `unit.yaml`, and no form that names it.
    #[error("{} 不存在，表上也没有单位名称", .0.display())]
    NoUnit(PathBuf),
    /// A name that cannot be a file's.
    #[error("“{0}”不能作项目的代号")]
    Slug(String),
    /// Two forms or narratives for one file.
    #[error("有两份内容都要写到 {}：{} 里的和 {} 里的", .0.display(), .1.display(), .2.display())]
    Twice(PathBuf, PathBuf, PathBuf),
    /// Files that are there already.
    #[error("已有 {}", .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join("、"))]
    Exists(Vec<PathBuf>),
    /// A file that cannot be written.
    #[error("写不了 {}：{}", .0.display(), crate::system::reason(.1))]
    Write(PathBuf, io::Error),
}

impl Refusal {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Open(..) => "请检查文件名和权限",
            Self::Read(_, error) => error.help(),
            Self::Empty(_) => {
                "可以导入 .docx、.xlsx、.csv 和 .txt，有 LibreOffice 的还有 .doc、.xls；下一级的文件夹不看"
            }
            Self::Nothing(_) => {
                "自评表要有“三级指标”“指标值”等列标题；认错了表式的，用 --form 指明表式"
            }
            Self::NoForm(..) => "用 --form 写表式的编号，如 --form 湖南-整体支出",
            Self::Forms => "先运行 ziping check，改正以后再导入",
            Self::NoYear => "用 --year 写明年度，如 --year 2023",
            Self::OtherYear(..) => "两处改成同一年，或不写 --year",
            Self::NotAUnit(_) => {
                "写作 --to content/地区/单位/2023；网站不在当前目录的，用 --root 指明"
            }
            Self::NoUnit(_) => "先建这个文件，写一行：名称: 单位的全称",
            Self::Slug(_) => "代号就是网址的一段，用字母、数字和连字符，如 --slug road-lights",
            Self::Twice(..) => "一次导入一份，或删去多余的一份",
            Self::Exists(_) => {
                "一个文件也没有写。确实要替换，加上 --force；项目另起代号，用 --slug"
            }
            Self::Write(..) => "没有写成的都已撤回。请检查权限和磁盘后再运行",
        }
    }
}

/// Reads files, writes what they hold into the unit's year, and checks it. `begun` is
/// told of each file, with how many were read and how many there are.
///
/// # Errors
/// [`Refusal`], with nothing written; [`Failure`] of the checks, with everything
/// written.
pub fn import(
    request: &Import<'_>,
    begun: &dyn Fn(&Path, usize, usize),
) -> Result<Received, Failure> {
    let Named { files, passed_over } = files(request.files)?;
    let forms = load::forms(request.root).map_err(|_| Refusal::Forms)?;
    if let Some(id) = request.forms.iter().find(|id| forms.get(id).is_none()) {
        let known: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
        return Err(Refusal::NoForm(id.clone(), known.join("、")).into());
    }
    let mut all = Vec::new();
    let count = files.len();
    for (nth, (path, kind)) in files.into_iter().enumerate() {
        begun(&path, nth, count);
        let bytes = bytes(&path)?;
        let read = match kind.as_seen(&bytes) {
            Kind::Old(old) if !has_password(&bytes) => office::saved_anew(&bytes, old)
                .and_then(|bytes| read(&bytes, old.anew(), &forms, request.forms)),
            kind => read(&bytes, kind, &forms, request.forms),
        };
        match read {
            Ok(one) if one.forms.is_empty() && one.narrative.is_empty() => {
                return Err(Refusal::Nothing(path).into());
            }
            Ok(one) => all.push((path, one)),
            Err(error) => return Err(Refusal::Read(path, error).into()),
        }
    }
    let (folder, year) = year_folder(request, &all)?;
    let mut landing = landing::Landing::new(&folder, year, request.slugs)?;
    let mut sources = Vec::new();
    for (path, one) in all {
        sources.push(landing.place(path, one)?);
    }
    let added = landing.unit(&sources)?;
    landing.may_write(request.overwrite)?;
    let mut received = Received {
        sources,
        passed_over,
        folder,
        year,
        added,
        outcome: None,
    };
    if !request.trial {
        landing.write()?;
        let paths = [received.folder.clone()];
        let scope = Scope {
            paths: &paths,
            since: None,
        };
        let mut outcome = check_within(request.root, scope, None, &|_| {})?;
        let of_another_year = |path: &str| {
            let mut parts = path.rsplit('/');
            let inside = parts.any(|part| Year::parse(part).is_some());
            inside && !path.split('/').any(|part| part == year.to_string())
        };
        let told = |path: &str| !of_another_year(path);
        outcome.diagnostics.retain(|one| told(&one.place.path));
        received.outcome = Some(outcome);
    }
    Ok(received)
}

/// The files that were named, or stand in folders that were.
struct Named {
    files: Vec<(PathBuf, Kind)>,
    passed_over: Vec<PathBuf>,
}

/// The files to read, those of folders by name, and what is passed over there.
fn files(named: &[PathBuf]) -> Result<Named, Refusal> {
    let (mut files, mut passed_over) = (Vec::new(), Vec::new());
    for path in named {
        if !path.is_dir() {
            let kind = kind(path).map_err(|error| Refusal::Read(path.clone(), error))?;
            files.push((path.clone(), kind));
            continue;
        }
        let opened = |error| Refusal::Open(path.clone(), error);
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(opened)?.take(MOST_FILES) {
            let entry = entry.map_err(opened)?.path();
            let name = entry.file_name().unwrap_or_default().to_string_lossy();
            // What editors and Office leave behind.
            if entry.is_file() && !name.starts_with(['.', '~']) {
                inside.push(entry);
            }
        }
        inside.sort();
        let before = files.len();
        for path in inside {
            match kind(&path) {
                Ok(kind) => files.push((path, kind)),
                Err(_) => passed_over.push(path),
            }
        }
        if files.len() == before {
            return Err(Refusal::Empty(path.clone()));
        }
    }
    Ok(Named { files, passed_over })
}

fn kind(path: &Path) -> Result<Kind, ImportError> {
    Kind::of(&path.file_name().unwrap_or_default().to_string_lossy())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let opened = |error| Refusal::Open(path.to_owned(), error);
    let metadata = fs::metadata(path).map_err(opened)?;
    if !metadata.is_file() {
        return Err(opened(io::Error::other("不是普通文件")));
    }
    if metadata.len() > LARGEST_FILE {
        let error = ImportError::TooLarge {
            what: "文件大小",
            limit: "50 MB",
        };
        return Err(Refusal::Read(path.to_owned(), error));
    }
    fs::read(path).map_err(opened)
}

/// The folder of the unit's year: as it was named, or below the unit's folder.
fn year_folder(
    request: &Import<'_>,
    all: &[(PathBuf, Imported)],
) -> Result<(PathBuf, Year), Refusal> {
    let to = request.to;
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let of_forms = || {
        let mut forms = all.iter().flat_map(|(_, one)| &one.forms);
        forms.find_map(|form| Year::parse(form.year.as_deref()?))
    };
    let (folder, year) = match (Year::parse(&name), request.year) {
        (Some(named), Some(year)) if named != year => {
            return Err(Refusal::OtherYear(to.to_owned(), year));
        }
        (Some(named), _) => (to.to_owned(), named),
        (None, year) => {
            let year = year.or_else(of_forms).ok_or(Refusal::NoYear)?;
            (to.join(year.to_string()), year)
        }
    };
    match is_of_a_unit(request.root, &folder) {
        true => Ok((folder, year)),
        false => Err(Refusal::NotAUnit(request.to.to_owned())),
    }
}

/// Whether a year's folder, there or not, lies in a unit's below `content/`.
fn is_of_a_unit(root: &Path, folder: &Path) -> bool {
    let content = root.join("content");
    let (Ok(content), Ok(folder)) = (content.canonicalize(), std::path::absolute(folder)) else {
        return false;
    };
    let Some(there) = folder.ancestors().find(|one| one.exists()) else {
        return false;
    };
    let (Ok(whole), Ok(rest)) = (there.canonicalize(), folder.strip_prefix(there)) else {
        return false;
    };
    let plain = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
    let whole = whole.join(rest);
    let depth = whole
        .strip_prefix(&content)
        .map_or(0, |below| below.components().count());
    rest.components().all(plain) && depth >= 2
}
