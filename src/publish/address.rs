//! Which addresses may be written, and that no two of them meet in one file:
//! not on a system either that takes `A` and `a` for the same.

use super::error::PublishError;
use super::manifest;
use std::collections::BTreeMap;

/// The addresses taken so far, by their ASCII lower case.
#[derive(Debug, Default)]
pub(super) struct Addresses(BTreeMap<Box<str>, Taken>);

/// An address as it was first written.
#[derive(Debug)]
struct Taken {
    /// Where that is not its lower case: there may be a million of them.
    written: Option<Box<str>>,
    is_folder: bool,
}

impl Taken {
    fn address<'a>(&'a self, lower: &'a str) -> &'a str {
        self.written.as_deref().unwrap_or(lower)
    }
}

impl Addresses {
    /// Takes an address for a file. Gives the folders that are new by it,
    /// outermost first.
    pub(super) fn claim<'a>(&mut self, address: &'a str) -> Result<Vec<&'a str>, PublishError> {
        refuse(address)?;
        let mut new = Vec::new();
        for folder in folders(address) {
            match self.taken(folder) {
                None => new.push(folder),
                Some((first, false)) => {
                    return Err(PublishError::FileAndFolder {
                        file: first.into(),
                        folder: folder.into(),
                    });
                }
                Some((first, true)) if first != folder => return Err(clash(first, folder)),
                Some(_) => {}
            }
        }
        match self.taken(address) {
            Some((first, true)) => {
                return Err(PublishError::FileAndFolder {
                    file: address.into(),
                    folder: first.into(),
                });
            }
            Some((first, false)) => return Err(clash(first, address)),
            None => {}
        }
        for folder in &new {
            self.insert(folder, true);
        }
        self.insert(address, false);
        Ok(new)
    }

    /// The site's file or folder that a foreign file or folder would meet.
    pub(super) fn meets(&self, foreign: &str, is_folder: bool) -> Option<&str> {
        let inside_file = folders(foreign)
            .filter_map(|folder| self.taken(folder))
            .find(|(_, takes_folder)| !takes_folder);
        let itself = self.taken(foreign);
        let itself = itself.filter(|(_, takes_folder)| !(is_folder && *takes_folder));
        inside_file.or(itself).map(|(address, _)| address)
    }

    /// What took the place of an address, as it was first written, and whether it is
    /// a folder.
    fn taken(&self, address: &str) -> Option<(&str, bool)> {
        let (lower, taken) = self.0.get_key_value(&*address.to_ascii_lowercase())?;
        Some((taken.address(lower), taken.is_folder))
    }

    fn insert(&mut self, address: &str, is_folder: bool) {
        let lower = address.to_ascii_lowercase().into_boxed_str();
        let taken = Taken {
            written: (*lower != *address).then(|| address.into()),
            is_folder,
        };
        self.0.insert(lower, taken);
    }
}

/// The folders an address stands in, outermost first.
fn folders(address: &str) -> impl Iterator<Item = &str> {
    address.match_indices('/').map(|(at, _)| &address[..at])
}

fn clash(first: &str, second: &str) -> PublishError {
    PublishError::Clash {
        first: first.into(),
        second: second.into(),
    }
}

/// Whether an address stays in the site's folder and is a plain name.
pub(super) fn is_plain(address: &str) -> bool {
    refuse(address).is_ok()
}

/// Refuses an address that would leave the site's folder or is no plain name.
fn refuse(address: &str) -> Result<(), PublishError> {
    let why = if address.is_empty() {
        "地址是空的"
    } else if address.starts_with('/') {
        "地址不能以“/”开头"
    } else if address.contains('\\') {
        "地址里不能有“\\”，文件夹之间用“/”"
    } else if address.contains(char::is_control) {
        "地址里有控制字符"
    } else if address.split('/').any(str::is_empty) {
        "地址里有空的一段（连着两个“/”，或以“/”结尾）"
    } else if address.split('/').any(|part| part == "." || part == "..") {
        "地址里不能有“.”或“..”这样的段"
    } else if address.eq_ignore_ascii_case(manifest::NAME) {
        "这个名称留给发布清单"
    } else {
        return Ok(());
    };
    Err(PublishError::Address {
        address: address.escape_debug().to_string(),
        why,
    })
}
