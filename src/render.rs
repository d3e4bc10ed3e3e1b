//! Checked units to pages: view models, and the templates filled with them.
//!
//! Pure: no file system, no clock, no environment. A page is given away as soon
//! as it is filled; of a unit only its [`Summary`]s stay, from which the pages
//! that list units are made at the end.

mod address;
pub mod base_table;
mod cells;
mod data_page;
pub mod deductions;
mod downloads;
mod figures;
mod filed;
mod fingerprint;
mod fixed_pages;
mod follow_up;
pub mod form_table;
mod frame;
pub mod grid;
mod linked_data;
mod machines;
mod narrative;
pub mod note_places;
mod notes;
mod official;
mod overview;
mod parts;
mod report_page;
mod rollup;
mod search_page;
mod summary;
pub mod table;
#[cfg(test)]
mod tests;
mod unit_page;
mod year_figures;

pub use filed::{FiledForms, FiledYear};
pub use narrative::{Passage, PrintedNarrative, UnknownPiece};
pub use notes::anchor;
pub use official::{OfficialForm, base_title};
pub use parts::{printed_narrative, unknown_pieces};
pub use search_page::SearchIndex;
pub use summary::{Figures, Summary, title, year_title};
pub use unit_page::project_name;

use crate::check::Checked;
use crate::model::Site;
use crate::theme::{Theme, ThemeError};
use frame::{Frame, Subject};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// Takes a page's or an asset's address and bytes.
pub type Emit<'a> = dyn FnMut(&str, &[u8]) -> io::Result<()> + 'a;

/// What there is to take away, by the folder of the page that links it.
pub type Downloads = BTreeMap<String, Vec<Download>>;

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// What it holds: `绩效指标`.
    pub title: &'static str,
    /// The format as readers know it: `CSV`.
    pub format: &'static str,
    /// Where it stands.
    pub address: String,
    /// How large it is.
    pub bytes: u64,
}

/// A table of the downloads, as the page on the data explains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dataset {
    /// The name of its files.
    pub name: &'static str,
    /// What a reader calls it.
    pub title: &'static str,
    /// Its columns.
    pub columns: Vec<DatasetColumn>,
}

/// A column of a table of the downloads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatasetColumn {
    /// The heading, with the unit of its numbers.
    pub heading: String,
    /// What its values are: 文字, 年份 or 数字.
    pub kind: &'static str,
    /// What it says.
    pub description: &'static str,
}

/// What all pages of a site share.
#[derive(Debug, Clone, Default)]
pub struct SiteContext {
    /// The settings.
    pub site: Site,
    /// Where the site is published, with a closing `/`; may have a path, may be
    /// empty.
    pub base_url: String,
    /// The regions' names by folder: `hunan/yueyang` → `岳阳市`.
    pub regions: BTreeMap<String, String>,
    /// The program's version.
    pub version: String,
    /// Which state of the content this is, as its operator calls it; may be empty.
    pub revision: String,
    /// The versions of reports, by the addresses of their pages; empty where nobody
    /// asked for them.
    pub past: BTreeMap<String, Vec<PastVersion>>,
    /// What the page on the checks lists, in its order.
    pub rules: Vec<RuleText>,
    /// What the page on the data explains, in its order.
    pub datasets: Vec<Dataset>,
    /// Whether only pages are made, without charts and files for machines.
    pub pages_only: bool,
}

/// A version of a report that is not the first any more, or is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PastVersion {
    /// The day, as it is printed.
    pub date: String,
    /// The revision of git.
    pub revision: String,
    /// What changed in it, in words.
    pub changes: Vec<String>,
}

/// A rule as the page on the checks explains it.
#[derive(Debug, Clone)]
pub struct RuleText {
    /// The code, such as `ZP101`.
    pub code: &'static str,
    /// The Chinese name.
    pub title: &'static str,
    /// The weight of its findings: 错误, 警告 or 提示.
    pub severity: &'static str,
    /// What it checks: plain paragraphs and fenced examples under headings of the
    /// second level.
    pub documentation: String,
}

/// Why pages cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A template asks for what is not there.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// A narrative places a table or a chart that the report does not have. What
    /// [`unknown_pieces`] has nothing to say of never fails so.
    #[error("{}：{}", .0.place.path, .0)]
    UnknownPiece(Box<UnknownPiece>),
    /// Whoever takes the pages cannot take this one.
    #[error("写不了 {address}：{source}")]
    Emit {
        /// The page's address.
        address: String,
        /// Why.
        source: io::Error,
    },
}

/// The pages of one unit: its own, one a year, one a project, each with its
/// downloads. `filed` are its forms as drawn by [`FiledForms::of`]. Gives back what
/// the pages that list it need.
///
/// # Errors
/// A template that cannot be filled, a narrative that places an unknown table
/// or chart, or a page that `emit` does not take.
pub fn unit_pages(
    checked: &Checked,
    filed: &FiledForms,
    downloads: &Downloads,
    context: &SiteContext,
    theme: &Theme,
    emit: &mut Emit<'_>,
) -> Result<Vec<Summary>, RenderError> {
    let mut press = Press {
        downloads,
        context,
        theme,
        feed: None,
        emit,
    };
    let summaries = summary::summaries(checked);
    unit_page::print(checked, &summaries, &mut press)?;
    report_page::print(checked, filed, &summaries, &mut press)?;
    Ok(summaries)
}

/// The pages of the site as a whole: home, regions, years, data, `search`, checks, about,
/// 404, and the theme's assets.
///
/// # Errors
/// A template that cannot be filled, or a page that `emit` does not take.
pub fn site_pages(
    summaries: &[&Summary],
    downloads: &Downloads,
    search: &SearchIndex,
    context: &SiteContext,
    theme: &Theme,
    emit: &mut Emit<'_>,
) -> Result<(), RenderError> {
    let mut press = Press {
        downloads,
        context,
        theme,
        feed: machines::feed_address(summaries, context),
        emit,
    };
    overview::print(summaries, &mut press)?;
    fixed_pages::print(summaries, &mut press)?;
    if !context.pages_only {
        data_page::print(&mut press)?;
        search_page::print(search, &mut press)?;
        machines::print(summaries, &mut press)?;
    }
    for (address, bytes) in theme.assets() {
        press.give(address, bytes)?;
    }
    Ok(())
}

impl From<Box<UnknownPiece>> for RenderError {
    fn from(piece: Box<UnknownPiece>) -> Self {
        Self::UnknownPiece(piece)
    }
}

impl SiteContext {
    /// The path of the site below its host: `/` or `/pages/`.
    fn base_path(&self) -> &str {
        let without_scheme = self.base_url.split_once("://").map(|(_, rest)| rest);
        let path = without_scheme.and_then(|rest| Some(&rest[rest.find('/')?..]));
        path.unwrap_or("/")
    }

    /// The host that the site is published at; empty where that is not known.
    fn domain(&self) -> &str {
        let without_scheme = self.base_url.split_once("://").map(|(_, rest)| rest);
        without_scheme.map_or("", |rest| rest.split('/').next().unwrap_or(rest))
    }
}

/// Fills templates and gives the pages away.
struct Press<'a, 'e> {
    downloads: &'a Downloads,
    context: &'a SiteContext,
    theme: &'a Theme,
    /// Where the feed stands, once it is known whether there is one.
    feed: Option<&'static str>,
    emit: &'a mut Emit<'e>,
}

impl Press<'_, '_> {
    /// The page of `subject`, from a template filled with its frame and `page`.
    fn page(
        &mut self,
        template: &str,
        subject: Subject<'_>,
        page: &impl Serialize,
    ) -> Result<(), RenderError> {
        #[derive(Serialize)]
        struct Values<'a, P> {
            frame: Frame<'a>,
            page: &'a P,
        }
        let folder = subject.address.strip_suffix("/index.html");
        let downloads = folder.and_then(|folder| self.downloads.get(folder));
        let downloads = downloads.map_or(&[][..], Vec::as_slice);
        let frame = Frame::new(subject, self.context, self.theme, downloads, self.feed);
        let html = self.theme.fill(template, &Values { frame, page })?;
        self.give(subject.address, &html)
    }

    fn give(&mut self, address: &str, bytes: &[u8]) -> Result<(), RenderError> {
        (self.emit)(address, bytes).map_err(|source| RenderError::Emit {
            address: address.to_owned(),
            source,
        })
    }
}
