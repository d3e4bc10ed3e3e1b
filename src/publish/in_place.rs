//! A published site that is changed file by file where it stands, for a preview.
//!
//! Whatever moment we are killed at, the manifest lists all files of ours, perhaps some
//! that are not there, so that the next run knows its own.

use super::disk;
use super::error::PublishError;
use super::manifest::{self, Manifest};
use super::place::Place;
use std::fs;
use std::io::{self, BufWriter};
use std::path::Path;

/// Removes the files that are `gone` and moves the staged ones to their places; all
/// others stay. Then the manifest is to be written.
pub(super) fn change(place: &Place, old: &Manifest, gone: &[&str]) -> Result<(), PublishError> {
    let mut new = Vec::new();
    look_over(place, old, "", &mut new)?;
    if !new.is_empty() {
        announce(place, old, &new)?;
    }
    for address in gone {
        remove(&place.output, address)?;
    }
    settle(&place.staging, &place.output)
}

/// Finds the staged files that stand nowhere yet, below a folder with a closing `/`.
/// Refuses to put a file or a folder where somebody else has put something.
fn look_over(
    place: &Place,
    old: &Manifest,
    below: &str,
    new: &mut Vec<String>,
) -> Result<(), PublishError> {
    for (name, is_folder) in disk::entries(&place.staging.join(below))? {
        let address = format!("{below}{}", name.to_string_lossy());
        let path = place.output.join(&address);
        let is_ours = match is_folder {
            true => self::is_folder(&path) || old.contains(&address),
            false => old.contains(&address) || old.has_folder(&address),
        };
        if !is_ours && disk::exists(&path)? {
            return Err(PublishError::Foreign { address, path });
        }
        if is_folder {
            look_over(place, old, &format!("{address}/"), new)?;
        } else if !old.contains(&address) {
            new.push(address);
        }
    }
    Ok(())
}

/// Adds files to the manifest before they are there.
fn announce(place: &Place, old: &Manifest, new: &[String]) -> Result<(), PublishError> {
    let staged = place.staging.join(manifest::NAME);
    let write = || {
        let mut target = BufWriter::new(disk::create_new(&staged)?);
        manifest::begin(&mut target)?;
        for (address, size) in old.files() {
            manifest::line(&mut target, "", address, size)?;
        }
        for address in new {
            manifest::line(&mut target, "", address, 0)?;
        }
        target.into_inner()?;
        Ok(())
    };
    write().map_err(PublishError::io("写入", &staged))?;
    disk::rename(&staged, &place.output.join(manifest::NAME))
}

/// Removes a published file, and the folders that are empty without it. One that is not
/// below real folders is none of ours.
fn remove(site: &Path, address: &str) -> Result<(), PublishError> {
    let file = site.join(address);
    let folders = || {
        let above = file.ancestors().skip(1);
        above.take_while(|folder| *folder != site)
    };
    if !folders().all(is_folder) {
        return Ok(());
    }
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(PublishError::io("删除", &file)(error));
        }
        _ => {}
    }
    // That of a folder which still holds something fails.
    let _ = folders().try_for_each(fs::remove_dir);
    Ok(())
}

/// Moves all files of a folder to another, in folders like theirs.
fn settle(from: &Path, to: &Path) -> Result<(), PublishError> {
    for (name, holds_more) in disk::entries(from)? {
        let (from, to) = (from.join(&name), to.join(&name));
        if !holds_more {
            disk::rename(&from, &to)?;
            continue;
        }
        if !is_folder(&to) {
            fs::create_dir(&to).map_err(PublishError::io("建立文件夹", &to))?;
        }
        settle(&from, &to)?;
    }
    Ok(())
}

/// Whether a folder stands there; a link to one is none.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}
