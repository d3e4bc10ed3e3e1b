//! What a unit is made from, as one key: two with the same key have the same pages.

use super::kept::Key;
use super::{Content, Options};
use crate::digest::Sum;
use crate::load::{self, Edited, UnitEntry};
use crate::render::SiteContext;
use crate::theme::Theme;
use std::path::Path;

/// The key of all that every unit is made with.
///
/// What was read is written out as the program itself sees it: what is added to the
/// settings or the forms cannot be forgotten here.
pub fn of_site(content: &Content, site: &SiteContext, theme: &Theme, options: &Options) -> Key {
    let SiteContext {
        site: settings,
        base_url,
        revision,
        pages_only: _, // with the options
        // those of other units do not matter
        regions: _,
        past: _,
        // the same in every run of the program, and long
        version: _,
        rules: _,
        datasets: _,
    } = site;
    let how = (
        &options.program,
        options.compress,
        options.pages_only,
        options.without_collections,
    );
    Sum::default()
        .with(format!("{how:?}").as_bytes())
        .with(&theme.sum())
        .with(format!("{:?}", (settings, base_url, revision)).as_bytes())
        .with(format!("{:?}", content.forms).as_bytes())
        .finish()
}

/// A unit's files as they were at one moment.
pub struct Inputs {
    /// By their printed paths.
    pub files: Edited,
    /// `None` where a file cannot be read, of which loading will speak.
    pub key: Option<Key>,
}

impl Inputs {
    /// Reads the files of a unit, but its attachments: those are copied as they are.
    pub fn read(root: &Path, entry: &UnitEntry, site: &SiteContext, of_site: &Key) -> Self {
        let mut files = Edited::new();
        let mut all_read = true;
        for file in entry.files() {
            let printed = load::printed(root, &file);
            match load::text::bytes(&file, &printed) {
                Ok(bytes) => {
                    files.insert(printed, bytes);
                }
                Err(_) => all_read = false,
            }
        }
        let key = all_read.then(|| {
            let mut sum = Sum::default()
                .with(of_site)
                .with(entry.address.as_bytes())
                .with(format!("{:?}", entry.years).as_bytes());
            for (at, _) in entry.address.match_indices('/') {
                let above = &entry.address[..at];
                let name = site.regions.get(above);
                sum = sum.with(format!("{name:?}").as_bytes());
            }
            let start = format!("{}/", entry.address);
            let pages = site.past.range(start.clone()..);
            let own = pages.take_while(|(page, _)| page.starts_with(&start));
            let sum = own.fold(sum, |sum, version| {
                sum.with(format!("{version:?}").as_bytes())
            });
            let sum = files.iter().fold(sum, |sum, (path, bytes)| {
                sum.with(path.as_bytes()).with(bytes)
            });
            sum.finish()
        });
        Self { files, key }
    }
}
