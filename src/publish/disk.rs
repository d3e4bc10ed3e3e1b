//! The few things this room asks of the file system, each saying in its error
//! which path it was about.

use super::error::PublishError;
use crate::digest::{Sha256Sum, Summing};
use rustix::fs::{AtFlags, CWD, OFlags, RenameFlags};
use rustix::io::Errno;
use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Whether anything stands at the path, a dangling link too.
pub(super) fn exists(path: &Path) -> Result<bool, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) => match error.kind() {
            // below a file nothing stands
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(false),
            _ => Err(PublishError::io("读取", path)(error)),
        },
    }
}

/// The names in a folder, sorted, and whether each is a folder itself.
pub(super) fn entries(folder: &Path) -> Result<Vec<(OsString, bool)>, PublishError> {
    let mut entries = fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|entry| {
                    let entry = entry?;
                    Ok((entry.file_name(), entry.file_type()?.is_dir()))
                })
                .collect::<io::Result<Vec<_>>>()
        })
        .map_err(PublishError::io("读取", folder))?;
    entries.sort();
    Ok(entries)
}

/// Removes a folder with all it holds, if it is there.
pub(super) fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(PublishError::io("删除", folder)(error))
        }
        _ => Ok(()),
    }
}

/// Makes a file that was not there.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

/// Makes a file that was not there, with these bytes.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<Metadata, PublishError> {
    create_new(path)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.metadata()
        })
        .map_err(PublishError::io("写入", path))
}

/// Opens a regular file for reading. Neither follows a link nor hangs on a pipe.
pub(super) fn open_regular(path: &Path) -> Result<File, PublishError> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let not_regular = || PublishError::NotRegular { path: path.into() };
    let file = File::options()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
        .map_err(|error| match Errno::from_io_error(&error) {
            // What opening a symbolic link or a socket answers.
            Some(Errno::LOOP | Errno::MLINK | Errno::NXIO) => not_regular(),
            _ => PublishError::io("读取", path)(error),
        })?;
    let metadata = file.metadata().map_err(PublishError::io("读取", path))?;
    if metadata.is_file() {
        Ok(file)
    } else {
        Err(not_regular())
    }
}

/// The bytes of a regular file.
pub(super) fn read_regular(path: &Path) -> Result<Vec<u8>, PublishError> {
    let mut bytes = Vec::new();
    open_regular(path)?
        .read_to_end(&mut bytes)
        .map_err(PublishError::io("读取", path))?;
    Ok(bytes)
}

/// The regular file at `path`; `None` where there is none.
pub(super) fn regular(path: &Path) -> Option<Metadata> {
    let found = fs::symlink_metadata(path).ok()?;
    found.is_file().then_some(found)
}

/// The regular file at `path` if it holds exactly these bytes, all of which are read
/// then. One that cannot be read does not: it is written anew.
pub(super) fn holds(path: &Path, size: u64, bytes: impl BufRead) -> Option<Metadata> {
    let found = regular(path).filter(|found| found.len() == size)?;
    let file = File::open(path).ok()?;
    let same = same_bytes(BufReader::new(file), bytes).unwrap_or(false);
    same.then_some(found)
}

fn same_bytes(mut left: impl BufRead, mut right: impl BufRead) -> io::Result<bool> {
    loop {
        let (some, other) = (left.fill_buf()?, right.fill_buf()?);
        let length = some.len().min(other.len());
        if length == 0 {
            return Ok(some.is_empty() && other.is_empty());
        }
        if some[..length] != other[..length] {
            return Ok(false);
        }
        left.consume(length);
        right.consume(length);
    }
}

/// Gives a file, link or pipe a second name; where the file system knows no
/// second names, a copy with the same times. Gives back the sum of a file that was copied.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> Result<Option<Sha256Sum>, PublishError> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(None),
        Err(error) => match Errno::from_io_error(&error) {
            Some(Errno::PERM | Errno::OPNOTSUPP | Errno::NOSYS | Errno::MLINK) => copy(from, to),
            // Both lie below one folder: a mount stands in between.
            Some(Errno::XDEV) => Err(PublishError::Mounted { path: from.into() }),
            _ => Err(PublishError::io("链接到新网站", from)(error)),
        },
    }
}

/// As [`link_or_copy`], where the two may lie on different file systems.
pub(super) fn link_or_copy_from_afar(
    from: &Path,
    to: &Path,
) -> Result<Option<Sha256Sum>, PublishError> {
    match link_or_copy(from, to) {
        Err(PublishError::Mounted { .. }) => copy(from, to),
        done => done,
    }
}

/// Gives files of one folder second names in another. The system goes the way to the two
/// folders once and not for each file, of which there may be hundreds of thousands.
#[derive(Debug)]
pub(super) struct SecondNames {
    from: PathBuf,
    to: PathBuf,
    opened: [File; 2],
}

impl SecondNames {
    /// Opens the two folders.
    pub(super) fn between(from: PathBuf, to: PathBuf) -> Result<Self, PublishError> {
        let open = |folder: &Path| File::open(folder).map_err(PublishError::io("读取", folder));
        Ok(Self {
            opened: [open(&from)?, open(&to)?],
            from,
            to,
        })
    }

    /// As [`link_or_copy`], the same name in both folders.
    pub(super) fn give(&self, name: &str) -> Result<(), PublishError> {
        let [from, to] = &self.opened;
        if rustix::fs::linkat(from, name, to, name, AtFlags::empty()).is_err() {
            link_or_copy(&self.from.join(name), &self.to.join(name))?;
        }
        Ok(())
    }
}

/// The sum of the bytes of a regular file.
pub(super) fn sum(path: &Path) -> Result<Sha256Sum, PublishError> {
    let mut file = Summing::new(open_regular(path)?);
    io::copy(&mut file, &mut io::sink()).map_err(PublishError::io("读取", path))?;
    Ok(file.finish().1)
}

/// Whether two paths are names of one file.
pub(super) fn is_one_file(one: &Path, other: &Path) -> bool {
    let file = |path| {
        let found = fs::symlink_metadata(path).ok()?;
        Some((found.dev(), found.ino()))
    };
    file(one).is_some_and(|one| file(other) == Some(one))
}

/// Copies a file with its times and permissions, and gives back its sum; or a symbolic
/// link, which has none.
fn copy(from: &Path, to: &Path) -> Result<Option<Sha256Sum>, PublishError> {
    let copying = |error| PublishError::io("复制", from)(error);
    let found = fs::symlink_metadata(from).map_err(copying)?;
    if found.is_symlink() {
        let target = fs::read_link(from).map_err(copying)?;
        std::os::unix::fs::symlink(target, to).map_err(copying)?;
        return Ok(None);
    }
    let mut source = Summing::new(open_regular(from)?);
    create_new(to)
        .and_then(|mut target| {
            io::copy(&mut source, &mut target)?;
            target.set_modified(found.modified()?)?;
            target.set_permissions(found.permissions())
        })
        .map_err(copying)?;
    Ok(Some(source.finish().1))
}

/// Gives a folder another's permissions.
pub(super) fn copy_permissions(from: &Path, to: &Path) -> Result<(), PublishError> {
    fs::symlink_metadata(from)
        .and_then(|found| fs::set_permissions(to, found.permissions()))
        .map_err(PublishError::io("设置权限", to))
}

/// Brings to the disk all that was written below `folder`.
///
/// One call for the file system: a site's thousands of files one by one would
/// take minutes.
pub(super) fn flush(folder: &Path) -> Result<(), PublishError> {
    let flushed = File::open(folder).and_then(|folder| {
        #[cfg(target_os = "linux")]
        rustix::fs::syncfs(&folder)?;
        #[cfg(not(target_os = "linux"))]
        rustix::fs::sync();
        folder.sync_all()
    });
    flushed.map_err(PublishError::io("写入磁盘", folder))
}

/// Brings a folder's own entries to the disk.
pub(super) fn sync_folder(folder: &Path) -> Result<(), PublishError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(PublishError::io("写入磁盘", folder))
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<(), PublishError> {
    fs::rename(from, to).map_err(PublishError::io("改名", from))
}

/// Lets two folders change places, in one step where the system can.
/// Otherwise by way of `spare`, with an instant at which `published` is missing.
pub(super) fn exchange(staged: &Path, published: &Path, spare: &Path) -> Result<(), PublishError> {
    match rustix::fs::renameat_with(CWD, staged, CWD, published, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => {
            exchange_by_renames(staged, published, spare)
        }
        Err(error) => Err(PublishError::io("换上新网站", published)(error.into())),
    }
}

/// As [`exchange`]. A rename that fails leaves `published` as it was.
fn exchange_by_renames(staged: &Path, published: &Path, spare: &Path) -> Result<(), PublishError> {
    rename(published, spare)?;
    if let Err(error) = rename(staged, published) {
        rename(spare, published)?;
        return Err(error);
    }
    if let Err(error) = rename(spare, staged) {
        rename(published, staged)?;
        rename(spare, published)?;
        return Err(error);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_exchange_three_renames_do_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let [staged, published, spare] =
            ["staged", "published", "spare"].map(|name| folder.path().join(name));
        for exchange in [exchange, exchange_by_renames] {
            for (tree, text) in [(&staged, "new"), (&published, "old")] {
                fs::create_dir_all(tree).unwrap();
                fs::write(tree.join("a"), text).unwrap();
            }
            exchange(&staged, &published, &spare).unwrap();
            assert_eq!(fs::read_to_string(published.join("a")).unwrap(), "new");
            assert_eq!(fs::read_to_string(staged.join("a")).unwrap(), "old");
            assert!(!spare.exists());
        }
    }

    #[test]
    fn renames_that_fail_half_way_leave_the_published_site() {
        let folder = tempfile::tempdir().unwrap();
        let published = folder.path().join("published");
        fs::create_dir(&published).unwrap();
        let missing = folder.path().join("missing");
        exchange_by_renames(&missing, &published, &folder.path().join("spare")).unwrap_err();
        assert!(published.is_dir());
    }

    #[test]
    fn a_copy_keeps_times_permissions_and_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "text").unwrap();
        let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        File::options()
            .write(true)
            .open(&file)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
        symlink("file", &link).unwrap();

        let [file_copy, link_copy] = ["file2", "link2"].map(|name| folder.path().join(name));
        copy(&file, &file_copy).unwrap();
        copy(&link, &link_copy).unwrap();
        let metadata = fs::metadata(&file_copy).unwrap();
        assert_eq!(metadata.modified().unwrap(), long_ago);
        assert_eq!(metadata.permissions().mode() & 0o777, 0o440);
        assert_eq!(fs::read_to_string(&file_copy).unwrap(), "text");
        assert_eq!(fs::read_link(&link_copy).unwrap(), Path::new("file"));
    }
}
