//! Whether a copy of a published site is whole: its files held against its list of sums.
//!
//! Nothing of the copy is trusted. Only what a walk through its folders finds is read,
//! and neither the walk nor the reading follows a link.

use super::disk;
use super::error::PublishError;
use super::manifest;
use super::signature::{Fault, Key};
use super::sums::{self, Damage, Sums};
use crate::digest::Summing;
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// No list is longer, in bytes: a site of millions of files has less.
const LONGEST_LIST: u64 = 1 << 30;

/// Why nothing can be said of a copy.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// There is no such folder.
    #[error("“{}”不是文件夹，或者不存在", .0.display())]
    NoFolder(PathBuf),
    /// It holds no list of sums.
    #[error("“{}”里没有校验和清单 SHA256SUMS，无从核对", .0.display())]
    NoList(PathBuf),
    /// The list cannot be read.
    #[error("校验和清单“{}”已损坏，无从核对：第 {line} 行{why}", .path.display())]
    Damaged {
        /// The list.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A list or a signature is a link or the like.
    #[error("“{}”不是普通文件（可能是符号链接或文件夹），不能据以核对", .0.display())]
    NotRegular(PathBuf),
    /// The list is longer than any.
    #[error("校验和清单“{}”过大，不像是 ziping 写的", .0.display())]
    TooLong(PathBuf),
    /// What was given is no key.
    #[error("“{0}”不是公钥：既不是 minisign 的公钥文件，也不是以 RW 开头的 56 个字符")]
    Key(String),
    /// The list bears no signature.
    #[error("“{}”里没有签名 SHA256SUMS.minisig，不知道清单是谁发布的", .0.display())]
    NoSignature(PathBuf),
    /// The signature cannot be read.
    #[error("签名“{}”已损坏，不知道清单是谁发布的", .0.display())]
    DamagedSignature(PathBuf),
    /// The signature is by another key.
    #[error("签名“{}”用的是另一把密钥，不是给出的这一把", .0.display())]
    OtherKey(PathBuf),
    /// The signature is of another list.
    #[error("签名“{}”与清单对不上：清单在签名以后变了，或者被改过", .0.display())]
    OtherList(PathBuf),
    /// The file system refuses.
    #[error(transparent)]
    Disk(#[from] PublishError),
}

impl VerifyError {
    /// Whether it says that the copy is not as it was published, and not merely that
    /// nothing is known of it.
    pub fn is_difference(&self) -> bool {
        matches!(self, Self::OtherKey(_) | Self::OtherList(_))
    }

    /// What to do about it; empty where its text says so.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoFolder(_) => "请写网站文件所在的文件夹，如 ziping verify public",
            Self::NoList(_) => {
                "请写网站文件所在的文件夹，如 ziping verify public；旧版本发布的网站没有清单，用 ziping build 再发布一次就有"
            }
            Self::Damaged { .. } | Self::TooLong(_) => "请重新取一份清单，或者重新发布、上传",
            Self::NoSignature(_) => {
                "不写 --key 也能核对文件与清单是否一致；发布者这样签名：minisign -Sm public/SHA256SUMS"
            }
            Self::DamagedSignature(_) => "请重新取一份签名",
            Self::OtherList(_) => {
                "发布者每次发布以后都要重新签名；刚发布过的，请把清单和签名重新取一份"
            }
            Self::OtherKey(_) => "请向发布者核实公钥",
            _ => "",
        }
    }
}

/// How a file of a copy differs from the published one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It is not there.
    Missing,
    /// It holds other bytes.
    Altered,
    /// A link or the like stands in its place.
    NotRegular,
    /// It cannot be read, for this reason: nothing is known of it.
    Unreadable(String),
}

/// A copy of a site, with its list.
#[derive(Debug)]
pub struct SiteCopy {
    folder: PathBuf,
    sums: Sums,
    /// Of the listed files, those that stand in real folders of the copy.
    found: BTreeSet<String>,
    extra: Vec<String>,
    /// The comment that is signed with the list, where the signature was checked.
    pub signed: Option<String>,
    /// Whether there is a signature, checked or not.
    pub has_signature: bool,
}

impl SiteCopy {
    /// Reads the list of the copy in a folder and looks for its files. With a key the
    /// list must be signed by it.
    ///
    /// # Errors
    /// There is no list or none that can be read; the signature does not hold.
    pub fn open(folder: &Path, key: Option<&Key>) -> Result<Self, VerifyError> {
        if !folder.is_dir() {
            return Err(VerifyError::NoFolder(folder.into()));
        }
        let path = folder.join(sums::NAME);
        if !disk::exists(&path)? {
            return Err(VerifyError::NoList(folder.into()));
        }
        let list = read(&path)?;
        let has_signature = disk::exists(&folder.join(sums::SIGNATURE))?;
        let signed = match key {
            Some(key) => Some(check_signature(folder, &list, key)?),
            None => None,
        };
        let sums = sums::parse(&list).map_err(|Damage { line, why }| VerifyError::Damaged {
            path,
            line,
            why,
        })?;
        let mut copy = Self {
            folder: folder.to_owned(),
            sums,
            found: BTreeSet::new(),
            extra: Vec::new(),
            signed,
            has_signature,
        };
        copy.walk()?;
        Ok(copy)
    }

    /// The listed files, in order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.sums.keys().map(String::as_str)
    }

    /// Files and folders that are not in the list, folders with a closing `/`: those that
    /// hold no listed file are not looked into. What the program itself puts beside the
    /// list is not among them.
    pub fn extra(&self) -> &[String] {
        &self.extra
    }

    /// How a listed file differs; `None` where it is as it was published.
    pub fn difference(&self, address: &str) -> Option<Difference> {
        if !self.found.contains(address) {
            return Some(Difference::Missing);
        }
        let path = self.folder.join(address);
        let file = match disk::open_regular(&path) {
            Ok(file) => file,
            Err(PublishError::NotRegular { .. }) => return Some(Difference::NotRegular),
            Err(error) => return Some(Difference::Unreadable(error.to_string())),
        };
        let mut summing = Summing::new(file);
        if let Err(error) = io::copy(&mut summing, &mut io::sink()) {
            let error = PublishError::io("读取", &path)(error);
            return Some(Difference::Unreadable(error.to_string()));
        }
        let (_, sum) = summing.finish();
        (self.sums.get(address) != Some(&sum)).then_some(Difference::Altered)
    }

    /// Finds what stands in the folders that hold listed files.
    fn walk(&mut self) -> Result<(), VerifyError> {
        let beside = [sums::NAME, sums::SIGNATURE, manifest::NAME];
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            for (name, is_folder) in disk::entries(&self.folder.join(&folder))? {
                let address = name.to_str().map(|name| format!("{folder}{name}"));
                match address {
                    Some(address) if is_folder && self.has_folder(&address) => {
                        folders.push(format!("{address}/"));
                    }
                    Some(address) if !is_folder && self.sums.contains_key(&address) => {
                        self.found.insert(address);
                    }
                    Some(address) if beside.contains(&address.as_str()) => {}
                    _ => {
                        let slash = if is_folder { "/" } else { "" };
                        let name = name.to_string_lossy();
                        self.extra.push(format!("{folder}{name}{slash}"));
                    }
                }
            }
        }
        self.extra.sort();
        Ok(())
    }

    fn has_folder(&self, address: &str) -> bool {
        let prefix = format!("{address}/");
        let mut from = self.sums.range(prefix.clone()..);
        from.next()
            .is_some_and(|(address, _)| address.starts_with(&prefix))
    }
}

/// The bytes of a list or a signature.
fn read(path: &Path) -> Result<Vec<u8>, VerifyError> {
    let file = disk::open_regular(path).map_err(|error| match error {
        PublishError::NotRegular { path } => VerifyError::NotRegular(path),
        error => error.into(),
    })?;
    let mut bytes = Vec::new();
    let read = file.take(LONGEST_LIST + 1).read_to_end(&mut bytes);
    let length = read.map_err(PublishError::io("读取", path))?;
    if length as u64 > LONGEST_LIST {
        return Err(VerifyError::TooLong(path.into()));
    }
    Ok(bytes)
}

/// The comment that is signed with the list.
fn check_signature(folder: &Path, list: &[u8], key: &Key) -> Result<String, VerifyError> {
    let path = folder.join(sums::SIGNATURE);
    if !disk::exists(&path)? {
        return Err(VerifyError::NoSignature(folder.into()));
    }
    let signature = read(&path)?;
    let checked = match str::from_utf8(&signature) {
        Ok(signature) => key.check(list, signature),
        Err(_) => Err(Fault::Damaged),
    };
    checked.map_err(|fault| match fault {
        Fault::Damaged => VerifyError::DamagedSignature(path),
        Fault::OtherKey => VerifyError::OtherKey(path),
        Fault::OtherBytes => VerifyError::OtherList(path),
    })
}
