//! Where the output stands, what stands beside it, and which folders are refused.

use super::disk;
use super::error::{PublishError, Refusal};
use super::manifest::{self, Manifest};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What a folder may hold and still count as empty: what people and their
/// hosts put there before the first site.
const HARMLESS: [&str; 8] = [
    ".DS_Store",
    ".git",
    ".gitattributes",
    ".gitignore",
    ".gitkeep",
    ".nojekyll",
    ".well-known",
    "CNAME",
];

/// The output and its neighbours, with symbolic links resolved.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) parent: PathBuf,
    pub(super) output: PathBuf,
    /// The site in the making; after the swap the old one. May be thrown away
    /// at every moment.
    pub(super) staging: PathBuf,
    /// The old site between two renames, where folders cannot be exchanged.
    old: PathBuf,
    pub(super) lock: PathBuf,
    /// What the caller leaves for the next run.
    pub(super) note: PathBuf,
}

impl Place {
    /// Finds the place of `output`; refuses what must not be replaced.
    pub(super) fn find(
        output: &Path,
        protected: &[&Path],
        inputs: &[&Path],
    ) -> Result<Self, PublishError> {
        let refuse = |why| {
            Err(PublishError::Refused {
                output: output.into(),
                why,
            })
        };
        // Through its components, so that `public/` is not followed as a link.
        let plain: PathBuf = output.components().collect();
        let reading = |error| PublishError::io("读取", output)(error);
        let plain = std::path::absolute(plain).map_err(reading)?;
        let output = match fs::symlink_metadata(&plain) {
            Ok(found) if found.is_symlink() => return refuse(Refusal::Symlink),
            Ok(found) if !found.is_dir() => return refuse(Refusal::File),
            Ok(_) => fs::canonicalize(&plain).map_err(reading)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let parent = plain.parent().unwrap_or(&plain);
                let name = plain.file_name().unwrap_or_default();
                match fs::canonicalize(parent) {
                    Ok(parent) => parent.join(name),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {
                        return refuse(Refusal::NoParent(parent.into()));
                    }
                    Err(error) => return Err(reading(error)),
                }
            }
            Err(error) => return Err(reading(error)),
        };
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return refuse(Refusal::Root);
        };
        for path in protected.iter().chain(inputs) {
            if resolve(path).starts_with(&output) {
                return refuse(Refusal::Protected(path.into()));
            }
        }
        for path in inputs {
            if output.starts_with(resolve(path)) {
                return refuse(Refusal::Inside(path.into()));
            }
        }
        if is_mount_point(&output, parent).map_err(reading)? {
            return refuse(Refusal::MountPoint);
        }
        let beside = |what: &str| {
            let mut beside = OsString::from(".");
            beside.push(name);
            beside.push(what);
            parent.join(beside)
        };
        Ok(Self {
            staging: beside(".ziping-staging"),
            old: beside(".ziping-old"),
            lock: beside(".ziping-lock"),
            note: beside(".ziping-cache"),
            parent: parent.to_owned(),
            output: output.clone(),
        })
    }

    /// Repairs what a run left that was killed. Only with the lock.
    pub(super) fn recover(&self) -> Result<(), PublishError> {
        let Self { output, old, .. } = self;
        if disk::exists(old)? {
            if self.read_manifest()?.is_some() {
                disk::remove(old)?;
            } else {
                // Killed between the renames. Only an empty folder may have
                // been put in the output's place since.
                if disk::exists(output)? && fs::remove_dir(output).is_err() {
                    return Err(PublishError::Unfinished {
                        output: output.clone(),
                        old: old.clone(),
                    });
                }
                disk::rename(old, output)?;
            }
        }
        disk::remove(&self.staging)
    }

    /// The published site's manifest; `None` without one.
    pub(super) fn read_manifest(&self) -> Result<Option<Manifest>, PublishError> {
        let path = self.output.join(manifest::NAME);
        match fs::read(&path) {
            Ok(bytes) => match String::from_utf8(bytes).ok().and_then(Manifest::parse) {
                Some(manifest) => Ok(Some(manifest)),
                None => Err(PublishError::Manifest { path }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(PublishError::io("读取", &path)(error)),
        }
    }

    /// Refuses a folder that holds more than [`HARMLESS`] names.
    pub(super) fn refuse_strangers(&self) -> Result<(), PublishError> {
        if !disk::exists(&self.output)? {
            return Ok(());
        }
        let stranger = disk::entries(&self.output)?
            .into_iter()
            .map(|(name, _)| name)
            .find(|name| !HARMLESS.iter().any(|harmless| name == harmless));
        match stranger {
            None => Ok(()),
            Some(name) => Err(PublishError::Refused {
                output: self.output.clone(),
                why: Refusal::Strangers(name.into()),
            }),
        }
    }

    /// Puts the staged site in the output's place. Where there was an output
    /// (`replaces`) it then stands at the staging path.
    pub(super) fn swap(&self, replaces: bool) -> Result<(), PublishError> {
        if replaces {
            disk::exchange(&self.staging, &self.output, &self.old)
        } else {
            disk::rename(&self.staging, &self.output)
        }
    }

    /// Undoes [`Place::swap`].
    pub(super) fn swap_back(&self, replaces: bool) -> Result<(), PublishError> {
        if replaces {
            self.swap(replaces)
        } else {
            disk::rename(&self.output, &self.staging)
        }
    }
}

/// The path without symbolic links; one that does not exist as it is written.
fn resolve(path: &Path) -> PathBuf {
    fs::canonicalize(path)
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.into())
}

fn is_mount_point(output: &Path, parent: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(output) {
        Ok(output) => Ok(output.dev() != fs::metadata(parent)?.dev()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
