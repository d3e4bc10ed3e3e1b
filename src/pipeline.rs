//! The rooms put together: content to checked units to pages to a folder.
//!
//! Units are worked on side by side and dropped one by one; what is kept of them
//! are their diagnostics and the [`Summary`](crate::render::Summary) of each report.

mod building;
mod cache;
mod comparing;
mod context;
mod draft;
mod exporting;
mod fixing;
mod formatting;
mod importing;
mod inputs;
mod kept;
mod laid;
mod making;
mod merging;
mod offer;
mod past;
mod places;
mod rebuilding;
mod rulebook;
mod schemas;
mod scope;
mod settings;
mod since;
mod standing;
mod starting;
mod verifying;
mod whole;
mod workers;

pub use building::{build, build_measured};
pub use comparing::{compare, compare_years};
pub use draft::Draft;
pub use exporting::{Export, ExportRefusal, HandedIn, export};
pub use fixing::{Fixed, fix};
pub use formatting::{Formatted, Reformatted, format};
pub use importing::{Import, Received, ReceivedFile, Refusal, import};
pub use merging::{Merge, Merged, Unjoinable, merge};
pub use offer::Unusable;
pub use rebuilding::Rebuilds;
pub use rulebook::{RuleInfo, SetByTheSite, rules, rules_of_site, rules_to_json};
pub use schemas::schemas;
pub use scope::Scope;
pub use starting::{NewError, NewSite, Place, new_site};
pub use verifying::{Verified, verify};

use crate::check::{self, Checked};
use crate::diagnostic::{self, Diagnostic};
use crate::download::DownloadError;
use crate::export::ExportError;
use crate::form::Library;
use crate::history::HistoryError;
use crate::load::{self, Edited, Tree, UnitEntry};
use crate::model::{Site, Year};
use crate::publish::{PublishError, Published, VerifyError};
use crate::render::RenderError;
use crate::theme::ThemeError;
use crate::timing::{self, Room};
use scope::{folders_of_content, touches};
use since::Changes;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use workers::Workers;

/// What to build, and where to.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The site's folder, with `content/` in it.
    pub root: PathBuf,
    /// The folder to publish to.
    pub output: PathBuf,
    /// Only the units that lie below these folders of content are read and published;
    /// all where there are none.
    pub only: Vec<PathBuf>,
    /// The address of the site, before that of `site.yaml`.
    pub base_url: Option<String>,
    /// Which state of the content this is, for the pages to name: a revision of
    /// git, or whatever the site's operator counts by.
    pub revision: Option<String>,
    /// Whether a report's page lists its versions, from the commits of git.
    pub history: bool,
    /// How many units are worked on at once; as many as there are processors
    /// where left out.
    pub jobs: Option<usize>,
    /// Whether files are also put packed, as `.gz` and `.br` beside them.
    pub compress: bool,
    /// Whether only pages are made: no charts, downloads, index of the search, or
    /// files for machines. For measuring beside programs that make none.
    pub pages_only: bool,
    /// Whether the downloads of a whole year and of the whole site are left out: the
    /// larger a site, the more of each change's time they take.
    pub without_collections: bool,
    /// Whether the site is for this program's own preview: it is then changed where it
    /// stands ([`Stage::for_preview`](crate::publish::Stage::for_preview)).
    pub preview: bool,
    /// What tells this program from every other, its own other versions among them:
    /// what the same program made before and would make again is taken over. Where
    /// left out everything is made anew, and nothing kept for the next time.
    pub program: Option<String>,
    /// The user's own folder, which is never published over.
    pub home: Option<PathBuf>,
}

/// What is told of a run while it goes on.
#[derive(Debug, Clone, Copy)]
pub enum Progress {
    /// So many units are to be done.
    Units(usize),
    /// One more is done.
    UnitDone,
    /// All units are done.
    Finishing,
}

/// What a run found and did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// All findings, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// Units looked at.
    pub units: usize,
    /// Of them those with a file that cannot be read, so that nothing more of them
    /// was looked at.
    pub unread: usize,
    /// Filled forms looked at, overall and of projects.
    pub reports: usize,
    /// What was published; `None` when findings stood in the way, or when only
    /// checking was asked for.
    pub published: Option<Published>,
}

/// What stopped a run that is not the content's fault.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no content to work on.
    #[error("{}没有 content 目录", place(.0))]
    NoContent(PathBuf),
    /// A file with a name that is no text, so that no output can say it.
    #[error("{} 的名称不是 UTF-8 文字", .0.display())]
    BadName(PathBuf),
    /// Something to compare with that is neither a site's folder nor can be a revision.
    #[error("“{0}”不是网站的目录，也不是 git 的版本")]
    NoState(String),
    /// A folder `content` in which nothing is a site's.
    #[error("{} 不是网站：它的 content 目录里没有 site.yaml，也没有地区和单位", .0.display())]
    NoSite(PathBuf),
    /// A site of which the settings or the forms cannot be read.
    #[error("{file} 有错，没有比较：{fault}")]
    BrokenSite {
        /// The file and the line.
        file: String,
        /// What is wrong.
        fault: String,
    },
    /// A unit without a folder for a year.
    #[error("{} 下没有 {year} 年", unit.display())]
    NoYear {
        /// The unit's folder.
        unit: PathBuf,
        /// The year.
        year: Year,
    },
    /// A path to work on that is not below content.
    #[error("{} 不在 content 目录之下", .0.display())]
    OutsideContent(PathBuf),
    /// A path to work on that is not there.
    #[error("没有 {} 这个文件或文件夹", .0.display())]
    NoPath(PathBuf),
    /// A folder to build alone that holds no unit.
    #[error("{} 里没有单位", .0.display())]
    NoUnits(PathBuf),
    /// What changed cannot be told.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// A fixed file cannot be written.
    #[error("写不了 {0}：{why}", why = crate::system::reason(.1))]
    Fix(String, io::Error),
    /// Nothing was imported.
    #[error(transparent)]
    Import(#[from] Refusal),
    /// Nothing was exported.
    #[error(transparent)]
    Export(#[from] ExportRefusal),
    /// Sites that cannot be joined.
    #[error(transparent)]
    Merge(#[from] Unjoinable),
    /// A file to hand in.
    #[error(transparent)]
    HandIn(#[from] ExportError),
    /// The site's address cannot be used.
    #[error("网址“{0}”不对")]
    BaseUrl(String),
    /// 主题 of site.yaml names a folder that is not there.
    #[error("没有主题目录 {}", .0.display())]
    NoTheme(PathBuf),
    /// The output folder.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A copy of a site, or its list.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The theme's files.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// A template.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A file to take away.
    #[error(transparent)]
    Download(#[from] DownloadError),
    /// The index of the search.
    #[error("写不成搜索索引：{0}")]
    Index(#[source] serde_json::Error),
    /// No threads to be had.
    #[error("开不了工作线程：{0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// A folder that something is missing in, as a sentence begins.
fn place(folder: &Path) -> String {
    match folder == Path::new(".") {
        true => "当前目录下".to_owned(),
        false => format!("{} 下", folder.display()),
    }
}

impl Failure {
    /// Of a site's folder `content` what is found wrong above its units.
    fn broken_site(content: &Path, fault: &Diagnostic) -> Self {
        let below = fault.place.path.strip_prefix("content/");
        let file = content.join(below.unwrap_or(&fault.place.path));
        let line = fault.place.position.map(|at| format!(":{}", at.line));
        Self::BrokenSite {
            file: format!("{}{}", file.display(), line.unwrap_or_default()),
            fault: fault.message.clone(),
        }
    }

    /// What to do about it; may be empty.
    pub fn help(&self) -> &'static str {
        match self {
            Self::History(error) => error.help(),
            Self::Fix(..) => "这个文件保持原样；排在它前面的文件已经写好。请检查权限和磁盘后再运行",
            Self::Import(refusal) => refusal.help(),
            Self::Export(refusal) => refusal.help(),
            Self::Merge(unjoinable) => unjoinable.help(),
            Self::Verify(error) => error.help(),
            Self::NoContent(_) => {
                "在网站目录里运行，或用 --root 指明网站目录；还没有网站的，先运行 ziping new site 目录"
            }
            Self::BadName(_) => "请改名，名称用汉字或小写字母、数字和连字符",
            Self::NoState(_) => {
                "写 git 的版本（分支、标签、提交号，如 main、HEAD~1），或另一份网站的目录，其中有 content/"
            }
            Self::NoSite(_) => "写网站的目录；还没有网站的，先运行 ziping new site 目录",
            Self::BrokenSite { .. } => {
                "先改正再比较；在那个网站的目录里运行 ziping check，会列出全部错误和改法"
            }
            Self::NoYear { .. } => {
                "写单位的目录和它有的年度，如 ziping diff --years 2022 2023 content/…/某单位"
            }
            Self::OutsideContent(_) => "写 content/ 下的文件或目录",
            Self::NoPath(_) => "请检查名称；写 content/ 下的文件或目录，如 content/某区/某单位",
            Self::NoUnits(_) => "写地区或单位的目录，如 ziping build --only content/hunan/yueyang",
            Self::BaseUrl(_) => "写作 https://example.org/ 或 https://example.org/zp/",
            Self::NoTheme(_) => "改正 site.yaml 的“主题”，或删去这一行，用内置的主题",
            Self::Publish(_)
            | Self::Theme(_)
            | Self::Render(_)
            | Self::Download(_)
            | Self::HandIn(_)
            | Self::Index(_)
            | Self::Threads(_) => "",
        }
    }
}

/// Checks content without publishing: all of it, or the units that hold or lie
/// below `paths`.
///
/// # Errors
/// [`Failure`] when there is nothing to look at.
pub fn check(
    root: &Path,
    paths: &[PathBuf],
    jobs: Option<usize>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Outcome, Failure> {
    let scope = Scope { paths, since: None };
    check_within(root, scope, jobs, progress)
}

/// Checks the units of a scope without publishing.
///
/// # Errors
/// [`Failure`] when there is nothing to look at, or no git revision to compare with.
pub fn check_within(
    root: &Path,
    scope: Scope<'_>,
    jobs: Option<usize>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Outcome, Failure> {
    let each = |entry: &UnitEntry, content: &Content| {
        let Content {
            forms, settings, ..
        } = content;
        work(root, entry, forms, settings, &Edited::new(), |_| Ok(()))
    };
    let (mut outcome, results) = each_unit(root, scope, jobs, progress, &each)?;
    for result in results {
        outcome.take(result);
    }
    diagnostic::sort(&mut outcome.diagnostics);
    Ok(outcome)
}

/// Does something with each unit of a scope, side by side; gives back what is to
/// be said of what stands above the units, and the results in the order of units.
fn each_unit<T: Send>(
    root: &Path,
    scope: Scope<'_>,
    jobs: Option<usize>,
    progress: &(dyn Fn(Progress) + Sync),
    each: &(dyn Fn(&UnitEntry, &Content) -> Result<T, Failure> + Sync),
) -> Result<(Outcome, Vec<T>), Failure> {
    let only = folders_of_content(root, scope.paths)?;
    let changes = scope.since.map(|since| Changes::since(root, since));
    let changes = changes.transpose()?;
    let workers = Workers::new(jobs)?;
    let (content, mut outcome) = open(root)?;
    let Some(content) = content else {
        return Ok((outcome, Vec::new()));
    };
    if let Some(changes) = &changes {
        let told = |one: &Diagnostic| one.stops_publication() || changes.touch(&one.place.path);
        outcome.diagnostics.retain(told);
    }
    let is_below = |unit: &UnitEntry| only.iter().any(|path| touches(path, unit));
    let units: Vec<&UnitEntry> = content
        .tree
        .units
        .iter()
        .filter(|unit| only.is_empty() || is_below(unit))
        .filter(|unit| changes.as_ref().is_none_or(|changes| changes.concern(unit)))
        .collect();
    progress(Progress::Units(units.len()));
    let results = workers.each(&units, |entry| {
        let result = each(entry, &content);
        progress(Progress::UnitDone);
        result
    })?;
    progress(Progress::Finishing);
    Ok((outcome, results))
}

/// What stands above the units.
struct Content {
    settings: Site,
    forms: Library,
    tree: Tree,
    /// Region names by address.
    regions: BTreeMap<String, String>,
}

/// Reads what stands above the units; `None` when that already has faults that
/// make it useless to go on.
fn open(root: &Path) -> Result<(Option<Content>, Outcome), Failure> {
    open_within(root, &[])
}

/// As [`open`]; of the regions and units only those that hold or lie below these
/// folders.
fn open_within(root: &Path, only: &[PathBuf]) -> Result<(Option<Content>, Outcome), Failure> {
    if !root.join("content").is_dir() {
        return Err(Failure::NoContent(root.to_owned()));
    }
    let mut outcome = Outcome::default();
    let mut keep = |errors: Vec<Diagnostic>| outcome.diagnostics.extend(errors);
    let settings = settings::of_site(root).map_err(&mut keep).ok();
    let forms = load::forms(root).map_err(&mut keep).ok();
    let mut tree = load::tree_within(root, only).map_err(&mut keep).ok();
    let mut regions = BTreeMap::new();
    for (address, file) in tree.iter().flat_map(|tree| &tree.regions) {
        let Some(file) = file else { continue };
        if let Ok(region) = load::region(root, file).map_err(&mut keep) {
            regions.insert(address.clone(), region.name);
        }
    }
    if let Some(tree) = &mut tree {
        keep(std::mem::take(&mut tree.warnings));
    }
    diagnostic::sort(&mut outcome.diagnostics);
    let content = match (settings, forms, tree) {
        (Some(settings), Some(forms), Some(tree)) => Some(Content {
            settings,
            forms,
            tree,
            regions,
        }),
        _ => None,
    };
    Ok((content, outcome))
}

/// One unit's share of an [`Outcome`], and what was made of it when it passed.
struct UnitResult<T> {
    diagnostics: Vec<Diagnostic>,
    is_read: bool,
    reports: usize,
    made: Option<T>,
}

/// Loads and checks one unit and, when it passes, makes something of it. The
/// unit is dropped here.
fn work<T>(
    root: &Path,
    entry: &UnitEntry,
    forms: &Library,
    settings: &Site,
    edited: &Edited,
    make: impl FnOnce(Checked) -> Result<T, Failure>,
) -> Result<UnitResult<T>, Failure> {
    let unit = timing::room(Room::Load, || load::unit_edited(root, entry, forms, edited));
    let unit = match unit {
        Ok(unit) => unit,
        Err(diagnostics) => {
            return Ok(UnitResult {
                diagnostics,
                is_read: false,
                reports: 0,
                made: None,
            });
        }
    };
    let reports = unit.reports();
    let (diagnostics, made) = match timing::room(Room::Check, || check::run(unit, settings)) {
        Ok(checked) => {
            let diagnostics = places::diagnostics(checked.unit(), checked.findings());
            let refused = diagnostics.iter().any(Diagnostic::stops_publication);
            let made = (!refused).then(|| make(checked)).transpose()?;
            (diagnostics, made)
        }
        Err(refused) => {
            let diagnostics = places::diagnostics(&refused.unit, &refused.findings);
            (diagnostics, None)
        }
    };
    Ok(UnitResult {
        diagnostics,
        is_read: true,
        reports,
        made,
    })
}

impl Outcome {
    /// Whether something that was found stops publication.
    fn is_refused(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::stops_publication)
    }

    /// Adds a unit's share and gives back what was made of it.
    fn take<T>(&mut self, result: UnitResult<T>) -> Option<T> {
        self.units += 1;
        self.unread += usize::from(!result.is_read);
        self.reports += result.reports;
        self.diagnostics.extend(result.diagnostics);
        result.made
    }
}
