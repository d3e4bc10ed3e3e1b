//! Which addresses may be written, and that no two of them meet in one file:
//! not on a system either that takes `A` and `a` for the same.

use super::error::PublishError;
use super::manifest;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ops::Bound;

/// The addresses taken so far, by their ASCII lower case.
#[derive(Debug, Default)]
pub(super) struct Addresses(BTreeMap<Box<str>, Taken>);

/// An address as it was first written.
#[derive(Debug)]
struct Taken {
    /// Where that is not its lower case: there may be a million of them.
    written: Option<Box<str>>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    /// What stands in it is known no longer, or never was.
    ClosedFolder,
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
        let new = self.folders_for(address)?;
        self.insert(address, Kind::File);
        Ok(new)
    }

    /// Takes an address for a folder into which nothing else is put, otherwise as
    /// [`Addresses::claim`].
    pub(super) fn claim_closed<'a>(
        &mut self,
        folder: &'a str,
    ) -> Result<Vec<&'a str>, PublishError> {
        let mut new = self.folders_for(folder)?;
        self.insert(folder, Kind::ClosedFolder);
        new.push(folder);
        Ok(new)
    }

    /// Takes the folders that something new at an address stands in, and gives those that
    /// are new.
    fn folders_for<'a>(&mut self, address: &'a str) -> Result<Vec<&'a str>, PublishError> {
        refuse(address)?;
        let mut new = Vec::new();
        for folder in folders(address) {
            match self.taken(folder) {
                None => new.push(folder),
                Some((first, Kind::File)) => {
                    return Err(PublishError::FileAndFolder {
                        file: first.into(),
                        folder: folder.into(),
                    });
                }
                Some((first, _)) if first != folder => return Err(clash(first, folder)),
                Some((_, Kind::ClosedFolder)) => {
                    return Err(PublishError::Closed {
                        address: address.into(),
                        folder: folder.into(),
                    });
                }
                Some((_, Kind::Folder)) => {}
            }
        }
        match self.taken(address) {
            Some((first, Kind::File)) => return Err(clash(first, address)),
            Some((first, _)) => {
                return Err(PublishError::FileAndFolder {
                    file: address.into(),
                    folder: first.into(),
                });
            }
            None => {}
        }
        for folder in &new {
            self.insert(folder, Kind::Folder);
        }
        Ok(new)
    }

    /// Forgets what stands in a folder, into which nothing more is put.
    pub(super) fn close(&mut self, folder: &str) {
        let lower = folder.to_ascii_lowercase();
        if let Some(taken) = self.0.get_mut(&*lower) {
            taken.kind = Kind::ClosedFolder;
        }
        take_below(&mut self.0, &format!("{lower}/"));
    }

    /// The closed folder that an address stands in.
    pub(super) fn closed_around(&self, address: &str) -> Option<&str> {
        let mut taken = folders(address).filter_map(|folder| self.taken(folder));
        let (folder, _) = taken.find(|(_, kind)| *kind == Kind::ClosedFolder)?;
        Some(folder)
    }

    /// The site's file or folder, of those that are in no closed folder, that a foreign
    /// file or folder would meet.
    pub(super) fn meets(&self, foreign: &str, is_folder: bool) -> Option<&str> {
        let inside_file = folders(foreign)
            .filter_map(|folder| self.taken(folder))
            .find(|(_, kind)| *kind == Kind::File);
        let itself = self.taken(foreign);
        let itself = itself.filter(|(_, kind)| *kind == Kind::File || !is_folder);
        inside_file.or(itself).map(|(address, _)| address)
    }

    /// What took the place of an address, as it was first written, and what it is.
    fn taken(&self, address: &str) -> Option<(&str, Kind)> {
        let (lower, taken) = self.0.get_key_value(&*address.to_ascii_lowercase())?;
        Some((taken.address(lower), taken.kind))
    }

    fn insert(&mut self, address: &str, kind: Kind) {
        let lower = address.to_ascii_lowercase().into_boxed_str();
        let taken = Taken {
            written: (*lower != *address).then(|| address.into()),
            kind,
        };
        self.0.insert(lower, taken);
    }
}

/// Takes out all whose addresses begin so.
pub(super) fn take_below<K, V>(map: &mut BTreeMap<K, V>, prefix: &str) -> BTreeMap<K, V>
where
    K: Ord + Clone + Borrow<str>,
{
    let from = (Bound::Included(prefix), Bound::Unbounded);
    let all = map.range::<str, _>(from).map(|(address, _)| address);
    let below = all.take_while(|address| (*address).borrow().starts_with(prefix));
    let below: Vec<K> = below.cloned().collect();
    let taken = below.into_iter();
    taken
        .filter_map(|address| map.remove_entry(address.borrow()))
        .collect()
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
