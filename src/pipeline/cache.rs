//! The file beside the output that tells the next build what stands there and what it
//! was made from.
//!
//! ```text
//! head │ Made of each unit │ contents: Kept of each unit and where its Made is, Whole │ tail
//! ```
//!
//! A build that has nothing to do reads the contents alone. Every part bears its sum: a
//! file that is damaged, cut off or none of ours is as none.

use super::kept::{Kept, Key, Made};
use crate::digest::Sum;
use crate::publish::Listing;
use crate::stored::{Stored, from_bytes, stored, to_bytes};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the file is, and the version of its format.
const HEAD: &[u8; 16] = b"ziping cache 2\n\0";

/// The tail: where the contents begin, and their sum.
const TAIL: usize = 8 + size_of::<Key>();

/// What the last build left: in the file or, within one run of the program, in memory.
#[derive(Debug)]
pub struct Cache {
    /// `None` where all is in memory.
    file: Option<File>,
    units: BTreeMap<String, Unit>,
    whole: Option<Whole>,
}

/// A unit in the cache.
#[derive(Debug, Clone)]
pub struct Unit {
    /// What stands of it.
    pub kept: Kept,
    made: Held,
}

stored!(Unit { kept, made });

/// Where a unit's [`Made`] is.
#[derive(Debug, Clone)]
enum Held {
    /// In the file: where, and the sum of those bytes.
    InFile(Range<u64>, Key),
    InMemory(Arc<Made>),
}

/// Only what is in the file is kept in a file.
impl Stored for Held {
    fn store(&self, into: &mut Vec<u8>) {
        if let Self::InFile(range, sum) = self {
            range.store(into);
            sum.store(into);
        }
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        Some(Self::InFile(Stored::restore(from)?, Stored::restore(from)?))
    }
}

/// What stands of the site beside its units.
#[derive(Debug)]
pub struct Whole {
    /// Of all that the site is made from.
    pub key: Option<Key>,
    /// The files.
    pub files: Listing,
    /// Of the files that are laid together from others, what each was made from.
    pub laid: Vec<(String, Key)>,
}

stored!(Whole { key, files, laid });

/// What stands in the contents, in this order.
type Contents = (Vec<(String, Unit)>, Option<Whole>);

impl Cache {
    /// What is at the path; `None` where that is nothing to go by.
    pub fn open(path: &Path) -> Option<Self> {
        // a pipe would not open
        let end = fs::metadata(path).ok().filter(fs::Metadata::is_file)?.len();
        let file = File::open(path).ok()?;
        if read(&file, 0..HEAD.len() as u64)? != HEAD {
            return None;
        }
        let tail = end.checked_sub(TAIL as u64)?..end;
        let contents_end = tail.start;
        let tail = read(&file, tail)?;
        let (start, sum) = tail.split_first_chunk()?;
        let bytes = read(&file, u64::from_le_bytes(*start)..contents_end)?;
        let is_whole = sum == sum_of(&bytes);
        let (units, whole) = is_whole.then(|| from_bytes::<Contents>(&bytes)).flatten()?;
        Some(Self {
            file: Some(file),
            units: units.into_iter().collect(),
            whole,
        })
    }

    /// In memory.
    pub fn of(
        units: impl Iterator<Item = (String, Kept, Arc<Made>)>,
        whole: Option<Whole>,
    ) -> Self {
        let units = units.map(|(address, kept, made)| {
            let made = Held::InMemory(made);
            (address, Unit { kept, made })
        });
        Self {
            file: None,
            units: units.collect(),
            whole,
        }
    }

    /// Writes what is in memory to a file; there is nothing to do where it is in one.
    ///
    /// # Errors
    /// What the system says.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        if self.file.is_some() {
            return Ok(());
        }
        let mut writer = Writer::begin(path)?;
        for (address, unit) in &self.units {
            if let Held::InMemory(made) = &unit.made {
                writer.add(address, unit.kept.clone(), made)?;
            }
        }
        writer.finish(self.whole.as_ref())
    }

    /// The unit at an address.
    pub fn unit(&self, address: &str) -> Option<Unit> {
        self.units.get(address).cloned()
    }

    /// What stands beside the units.
    pub fn whole(&self) -> Option<&Whole> {
        self.whole.as_ref()
    }

    /// What was made of a unit; `None` where it cannot be read.
    pub fn made(&self, unit: &Unit) -> Option<Arc<Made>> {
        let (range, sum) = match &unit.made {
            Held::InMemory(made) => return Some(Arc::clone(made)),
            Held::InFile(range, sum) => (range, sum),
        };
        let bytes = read(self.file.as_ref()?, range.clone())?;
        let is_whole = *sum == sum_of(&bytes);
        is_whole.then(|| from_bytes(&bytes)).flatten().map(Arc::new)
    }
}

fn sum_of(bytes: &[u8]) -> Key {
    Sum::default().with(bytes).finish()
}

/// The bytes in a range of a file that is as long.
fn read(file: &File, range: Range<u64>) -> Option<Vec<u8>> {
    let length = file.metadata().ok()?.len();
    if range.start > range.end || range.end > length {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(range.end - range.start).ok()?];
    file.read_exact_at(&mut bytes, range.start).ok()?;
    Some(bytes)
}

/// A cache in the making, which takes the place of the last one at the end.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    new: PathBuf,
    file: BufWriter<File>,
    at: u64,
    units: Vec<(String, Unit)>,
}

impl Writer {
    /// Begins a cache that is to stand at the path.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let mut new = OsString::from(path);
        new.push(".new");
        let new = PathBuf::from(new);
        let mut writer = Self {
            path: path.to_owned(),
            file: BufWriter::new(File::create(&new)?),
            new,
            at: 0,
            units: Vec::new(),
        };
        writer.write(HEAD)?;
        Ok(writer)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    /// Adds a unit.
    ///
    /// # Errors
    /// What the system says.
    pub fn add(&mut self, address: &str, kept: Kept, made: &Made) -> io::Result<()> {
        let bytes = to_bytes(made);
        let start = self.at;
        self.write(&bytes)?;
        let made = Held::InFile(start..self.at, sum_of(&bytes));
        let unit = Unit { kept, made };
        self.units.push((address.to_owned(), unit));
        Ok(())
    }

    /// Puts the cache in its place.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(mut self, whole: Option<&Whole>) -> io::Result<()> {
        let start = self.at;
        let mut contents = Vec::new();
        std::mem::take(&mut self.units).store(&mut contents);
        whole.is_some().store(&mut contents);
        if let Some(whole) = whole {
            whole.store(&mut contents);
        }
        self.write(&contents)?;
        self.write(&start.to_le_bytes())?;
        self.write(&sum_of(&contents))?;
        self.file.flush()?;
        fs::rename(&self.new, &self.path)
    }
}
