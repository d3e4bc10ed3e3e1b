//! The list of what can be taken away, as a page shows it.

use super::Press;
use super::address::Origin;
use serde::Serialize;

/// A file of the list.
#[derive(Debug, Serialize)]
pub struct DownloadLink {
    title: &'static str,
    format: &'static str,
    /// Its size in words: `12 KB`.
    size: String,
    href: String,
    /// What it is saved as: `望岳街道2023年度-绩效指标.csv`.
    file_name: String,
}

impl Press<'_, '_> {
    /// The files that belong to the page of a folder. `whose` is how their names
    /// begin on a reader's disk.
    pub(super) fn downloads(
        &self,
        folder: &str,
        whose: &str,
        origin: Origin<'_>,
    ) -> Vec<DownloadLink> {
        let files = self.downloads.get(folder).map_or(&[][..], Vec::as_slice);
        files
            .iter()
            .map(|file| DownloadLink {
                title: file.title,
                format: file.format,
                size: size(file.bytes),
                href: origin.link(&file.address),
                file_name: {
                    let ending = file.address.rsplit('.').next().unwrap_or_default();
                    file_name(&format!("{whose}-{}.{ending}", file.title))
                },
            })
            .collect()
    }
}

/// A name that every system takes.
pub fn file_name(wanted: &str) -> String {
    let letters = wanted.chars().map(|letter| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        letter if letter.is_control() => '_',
        letter => letter,
    });
    letters.collect()
}

/// A size in the unit that fits, rounded up.
fn size(bytes: u64) -> String {
    const KILO: u64 = 1024;
    const MEGA: u64 = KILO * KILO;
    match bytes {
        0..MEGA => format!("{} KB", bytes.div_ceil(KILO)),
        MEGA.. => format!("{} MB", bytes.div_ceil(MEGA)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up() {
        let sizes = [
            0,
            1,
            1024,
            1025,
            1024 * 1024 - 1,
            1024 * 1024,
            1024 * 1024 + 1,
        ]
        .map(size);
        let words = ["0 KB", "1 KB", "1 KB", "2 KB", "1024 KB", "1 MB", "2 MB"];
        assert_eq!(sizes, words);
    }

    #[test]
    fn a_file_is_saved_under_a_name_that_every_system_takes() {
        assert_eq!(
            file_name("甲/乙2023年度-绩效指标.csv"),
            "甲_乙2023年度-绩效指标.csv"
        );
    }
}
