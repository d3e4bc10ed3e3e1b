//! Which addresses may be written, and that no two of them meet in one file:
//! not on a system either that takes `A` and `a` for the same.

use super::error::PublishError;
use super::manifest;
use std::collections::BTreeMap;

/// The addresses taken so far, by their ASCII lower case.
#[derive(Debug, Default)]
pub(super) struct Addresses(BTreeMap<String, Taken>);

/// An address as it was first written.
#[derive(Debug)]
struct Taken {
    address: String,
    is_folder: bool,
}

impl Addresses {
    /// Takes an address for a file. Gives the folders that are new by it,
    /// outermost first.
    pub(super) fn claim<'a>(&mut self, address: &'a str) -> Result<Vec<&'a str>, PublishError> {
        refuse(address)?;
        let mut new = Vec::new();
        for folder in folders(address) {
            match self.0.get(&folder.to_ascii_lowercase()) {
                None => new.push(folder),
                Some(taken) if !taken.is_folder => {
                    return Err(PublishError::FileAndFolder {
                        file: taken.address.clone(),
                        folder: folder.into(),
                    });
                }
                Some(taken) if taken.address != folder => {
                    return Err(clash(&taken.address, folder));
                }
                Some(_) => {}
            }
        }
        match self.0.get(&address.to_ascii_lowercase()) {
            Some(taken) if taken.is_folder => {
                return Err(PublishError::FileAndFolder {
                    file: address.into(),
                    folder: taken.address.clone(),
                });
            }
            Some(taken) => return Err(clash(&taken.address, address)),
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
            .filter_map(|folder| self.0.get(&folder.to_ascii_lowercase()))
            .find(|taken| !taken.is_folder);
        let itself = self
            .0
            .get(&foreign.to_ascii_lowercase())
            .filter(|taken| !(is_folder && taken.is_folder));
        inside_file.or(itself).map(|taken| taken.address.as_str())
    }

    fn insert(&mut self, address: &str, is_folder: bool) {
        let taken = Taken {
            address: address.to_owned(),
            is_folder,
        };
        self.0.insert(address.to_ascii_lowercase(), taken);
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

fn refuse(address: &str) -> Result<(), PublishError> {
    let why = match fault(address) {
        Some(why) => why,
        None if address.eq_ignore_ascii_case(manifest::NAME) => "这个名称留给发布清单",
        None => return Ok(()),
    };
    Err(PublishError::Address {
        address: address.escape_debug().to_string(),
        why,
    })
}

/// What is wrong with an address that would leave the site's folder or is no plain name.
pub(super) fn fault(address: &str) -> Option<&'static str> {
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
    } else {
        return None;
    };
    Some(why)
}
