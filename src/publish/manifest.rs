//! The list of what a publication wrote: the mark by which an output folder is
//! known as ours, and what tells our files from foreign ones.

use std::collections::BTreeMap;
use std::fmt::Write;

/// The manifest's name in the output folder.
pub(super) const NAME: &str = ".ziping-manifest";

/// The first line: what the file is, and the version of its format.
const HEAD: &str = "ziping 1";

/// The published files: address → size in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeMap<String, u64>);

impl Manifest {
    /// Reads what [`Manifest::to_text`] wrote; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        if lines.next()? != HEAD {
            return None;
        }
        lines
            .map(|line| {
                let (size, address) = line.split_once(' ')?;
                Some((address.to_owned(), size.parse().ok()?))
            })
            .collect::<Option<_>>()
            .map(Self)
    }

    /// The addresses in order, one a line, each after its size. No clock: the
    /// same site has the same manifest.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for (address, size) in &self.0 {
            // Writing to a String does not fail.
            let _ = writeln!(text, "{size} {address}");
        }
        text
    }

    pub(super) fn add(&mut self, address: &str, size: u64) {
        self.0.insert(address.to_owned(), size);
    }

    /// The size in bytes of the file at an address.
    pub(super) fn size(&self, address: &str) -> Option<u64> {
        self.0.get(address).copied()
    }

    pub(super) fn contains(&self, address: &str) -> bool {
        self.0.contains_key(address)
    }

    /// Whether a published file stands below `folder`.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        let prefix = format!("{folder}/");
        self.0
            .range(prefix.clone()..)
            .next()
            .is_some_and(|(address, _)| address.starts_with(&prefix))
    }

    /// Each address that begins so, with its size in bytes, in order.
    pub(super) fn files_below(&self, prefix: &str) -> impl Iterator<Item = (&str, u64)> {
        self.0
            .range(prefix.to_owned()..)
            .map(|(address, size)| (address.as_str(), *size))
            .take_while(move |(address, _)| address.starts_with(prefix))
    }

    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The size of all files together.
    pub(super) fn bytes(&self) -> u64 {
        self.0.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_back_as_it_was_written() {
        let mut manifest = Manifest::default();
        manifest.add("b/页 面.html", 7);
        manifest.add("a.html", 0);
        let text = manifest.to_text();
        assert_eq!(text, "ziping 1\n0 a.html\n7 b/页 面.html\n");
        assert_eq!(Manifest::parse(&text), Some(manifest));
        assert_eq!(
            Manifest::parse("ziping 1\n"),
            Some(Manifest::default()),
            "an empty site"
        );
    }

    #[test]
    fn a_damaged_manifest_is_not_read() {
        for text in [
            "",
            "ziping 1",
            "ziping 2\n",
            "ziping 1\n7\n",
            "ziping 1\n7 a.html",
        ] {
            assert_eq!(Manifest::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_folder_is_one_that_holds_an_address() {
        let mut manifest = Manifest::default();
        manifest.add("a-b/x", 1);
        manifest.add("a/b/x", 1);
        assert!(manifest.has_folder("a") && manifest.has_folder("a/b"));
        assert!(
            !manifest.has_folder("a/b/x")
                && !manifest.has_folder("a/")
                && !manifest.has_folder("b")
        );
    }
}
