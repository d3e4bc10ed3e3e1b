//! The list of what a publication wrote: the mark by which an output folder is
//! known as ours, and what tells our files from foreign ones.

use std::io::{self, Write};

/// The manifest's name in the output folder.
pub(super) const NAME: &str = ".ziping-manifest";

/// The first line: what the file is, and the version of its format.
const HEAD: &str = "ziping 1";

/// The files that the last run published with their sizes in bytes, as the file itself:
/// there may be millions of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The lines of the files, in the order of their addresses.
    text: String,
    /// Where each begins.
    lines: Vec<usize>,
}

/// Begins a manifest, after which come the lines of its files. No clock: the same site
/// has the same manifest.
pub(super) fn begin(into: &mut impl Write) -> io::Result<()> {
    writeln!(into, "{HEAD}")
}

/// Writes the line of a file, whose address is in two parts. They come in the order of
/// the addresses.
pub(super) fn line(into: &mut impl Write, folder: &str, below: &str, size: u64) -> io::Result<()> {
    writeln!(into, "{size} {folder}{below}")
}

/// The size and the address of a line.
fn parts(line: &str) -> Option<(u64, &str)> {
    let (size, address) = line.split_once(' ')?;
    Some((size.parse().ok()?, address))
}

impl Manifest {
    /// Reads what was written; `None` for anything else.
    pub(super) fn parse(text: String) -> Option<Self> {
        let body = text.strip_suffix('\n')?;
        if body.split('\n').next()? != HEAD {
            return None;
        }
        let mut lines = Vec::new();
        let mut start = HEAD.len() + 1;
        for line in body.get(start..).into_iter().flat_map(|it| it.split('\n')) {
            parts(line)?;
            lines.push(start);
            start += line.len() + 1;
        }
        lines.shrink_to_fit();
        let mut manifest = Self { text, lines };
        manifest.put_in_order();
        Some(manifest)
    }

    /// Somebody may have put two versions of the file together, or a run was killed.
    fn put_in_order(&mut self) {
        if self.files().is_sorted_by(|(one, _), (next, _)| one < next) {
            return;
        }
        let mut files: Vec<_> = self.files().collect();
        files.sort_by_key(|(address, _)| *address);
        files.dedup_by_key(|(address, _)| *address);
        let (mut text, mut lines) = (String::new(), Vec::new());
        for (address, size) in files {
            lines.push(text.len());
            text.push_str(&format!("{size} {address}\n"));
        }
        *self = Self { text, lines };
    }

    /// The size in bytes of the file at an address.
    pub(super) fn size(&self, address: &str) -> Option<u64> {
        let (found, size) = self.files_from(address).next()?;
        (found == address).then_some(size)
    }

    pub(super) fn contains(&self, address: &str) -> bool {
        self.size(address).is_some()
    }

    /// Whether a published file stands below `folder`.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.files_below(&format!("{folder}/")).next().is_some()
    }

    /// Each address that begins so, with its size in bytes, in order.
    pub(super) fn files_below(&self, prefix: &str) -> impl Iterator<Item = (&str, u64)> {
        self.files_from(prefix)
            .take_while(move |(address, _)| address.starts_with(prefix))
    }

    /// All files with their sizes, in the order of the addresses.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, u64)> {
        self.files_from("")
    }

    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.files().map(|(address, _)| address)
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The size of all files together.
    pub(super) fn bytes(&self) -> u64 {
        self.files().map(|(_, size)| size).sum()
    }

    /// Asks for one address after the other.
    pub(super) fn finder(&self) -> Finder<'_> {
        Finder {
            manifest: self,
            next: 0,
        }
    }

    fn files_from<'m>(&'m self, address: &str) -> impl Iterator<Item = (&'m str, u64)> + use<'m> {
        (self.first_from(address)..self.len()).map(|number| self.file(number))
    }

    /// The number of the first file whose address is not before this one.
    fn first_from(&self, address: &str) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.address(middle) < address {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }

    fn file(&self, number: usize) -> (&str, u64) {
        let (size, address) = parts(self.line(number)).unwrap_or_default();
        (address, size)
    }

    /// Without the size, which takes longer to read.
    fn address(&self, number: usize) -> &str {
        let line = self.line(number).split_once(' ');
        line.map_or("", |(_, address)| address)
    }

    fn line(&self, number: usize) -> &str {
        let Some(start) = self.lines.get(number).copied() else {
            return "";
        };
        let next = self.lines.get(number + 1).copied();
        let line = self.text.get(start..next.unwrap_or(self.text.len()));
        line.unwrap_or("").trim_end_matches('\n')
    }
}

/// Whether files are listed, which are asked for in their order or nearly so: the next
/// of a folder is mostly the next line.
pub(super) struct Finder<'m> {
    manifest: &'m Manifest,
    next: usize,
}

impl Finder<'_> {
    pub(super) fn contains(&mut self, address: &str) -> bool {
        if self.manifest.address(self.next) != address {
            self.next = self.manifest.first_from(address);
        }
        let found = self.next < self.manifest.len() && self.manifest.address(self.next) == address;
        self.next += usize::from(found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(files: &[(&str, u64)]) -> String {
        let mut bytes = Vec::new();
        begin(&mut bytes).unwrap();
        for (address, size) in files {
            line(&mut bytes, "", address, *size).unwrap();
        }
        String::from_utf8(bytes).unwrap()
    }

    fn manifest(files: &[(&str, u64)]) -> Manifest {
        Manifest::parse(text(files)).unwrap()
    }

    #[test]
    fn a_manifest_is_read_back_as_it_was_written() {
        let files = [("a.html", 0), ("b/页 面.html", 7)];
        assert_eq!(text(&files), "ziping 1\n0 a.html\n7 b/页 面.html\n");
        let read = manifest(&files);
        assert!(read.files().eq(files));
        assert_eq!((read.len(), read.bytes()), (2, 7));
        assert_eq!((read.size("a.html"), read.size("b")), (Some(0), None));
        let empty = manifest(&[]);
        assert_eq!((empty.len(), empty.size("")), (0, None));
    }

    #[test]
    fn the_order_of_the_lines_does_not_matter() {
        let read = manifest(&[("b", 3), ("a", 12), ("b", 3), ("a/c", 1)]);
        assert!(read.files().eq([("a", 12), ("a/c", 1), ("b", 3)]));
    }

    #[test]
    fn a_finder_finds_in_any_order_what_is_listed() {
        let addresses = ["a", "b/c", "b/d", "c"];
        let read = manifest(&addresses.map(|address| (address, 1)));
        let mut finder = read.finder();
        let asked = ["a", "b/c", "b/d", "c", "d", "", "b/d", "b/c0", "c", "a"];
        for address in asked {
            assert_eq!(finder.contains(address), addresses.contains(&address));
        }
        let nothing = manifest(&[]);
        assert!(!nothing.finder().contains("") && !nothing.finder().contains("a"));
    }

    #[test]
    fn a_damaged_manifest_is_not_read() {
        for text in [
            "",
            "ziping 1",
            "ziping 2\n",
            "ziping 1\n7\n",
            "ziping 1\n\n",
            "ziping 1\n7 a.html",
        ] {
            assert_eq!(Manifest::parse(text.to_owned()), None, "{text:?}");
        }
    }

    #[test]
    fn a_folder_is_one_that_holds_an_address() {
        let manifest = manifest(&[("a-b/x", 1), ("a/b/x", 1)]);
        assert!(manifest.has_folder("a") && manifest.has_folder("a/b"));
        assert!(
            !manifest.has_folder("a/b/x")
                && !manifest.has_folder("a/")
                && !manifest.has_folder("b")
        );
    }
}
