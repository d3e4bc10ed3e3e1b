//! A file's bytes packed for the wire, as a server that finds `.gz` and `.br` beside
//! it sends them. The same bytes are packed alike on every machine, so no packer is
//! used that looks at the processor.

use std::io::{self, Read};

/// Endings of files that get smaller. Pictures and workbooks are packed already.
const ENDINGS: [&str; 8] = ["html", "css", "js", "json", "xml", "csv", "txt", "svg"];

/// What fits into one packet of the network gains nothing.
const LEAST: u64 = 1024;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// RFC 1952: every browser.
    Gzip,
    /// RFC 7932: smaller, for browsers of the last ten years over HTTPS.
    Brotli,
}

impl Packing {
    pub(super) const ALL: [Self; 2] = [Self::Gzip, Self::Brotli];

    /// Where the packed file of `address` stands.
    pub(super) fn address(self, address: &str) -> String {
        match self {
            Self::Gzip => format!("{address}.gz"),
            Self::Brotli => format!("{address}.br"),
        }
    }

    pub(super) fn pack(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Gzip => Ok(gzip(bytes)),
            Self::Brotli => brotli(bytes),
        }
    }

    /// Whether `packed` holds these bytes. Far faster than to pack them again.
    pub(super) fn holds(self, packed: &[u8], bytes: &[u8]) -> bool {
        match self {
            Self::Gzip => gzip_holds(packed, bytes),
            Self::Brotli => brotli_holds(packed, bytes),
        }
    }
}

/// Whether a file of this name and size is worth packing.
pub(super) fn is_worth(address: &str, size: u64) -> bool {
    let ending = address.rsplit_once('.').map_or("", |(_, ending)| ending);
    size >= LEAST && ENDINGS.contains(&ending)
}

/// No name, no time, an unknown system.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];

const GZIP_LEVEL: u8 = 9;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GZIP_HEAD.to_vec();
    packed.extend(miniz_oxide::deflate::compress_to_vec(bytes, GZIP_LEVEL));
    packed.extend(gzip_tail(bytes));
    packed
}

/// The sum of the bytes, and their number as far as four bytes tell it.
fn gzip_tail(bytes: &[u8]) -> [u8; 8] {
    let [a, b, c, d] = crc32fast::hash(bytes).to_le_bytes();
    let [e, f, g, h, ..] = (bytes.len() as u64).to_le_bytes();
    [a, b, c, d, e, f, g, h]
}

fn gzip_holds(packed: &[u8], bytes: &[u8]) -> bool {
    packed
        .strip_prefix(&GZIP_HEAD)
        .and_then(|rest| rest.strip_suffix(&gzip_tail(bytes)))
        .and_then(|body| miniz_oxide::inflate::decompress_to_vec_with_limit(body, bytes.len()).ok())
        .is_some_and(|unpacked| unpacked == bytes)
}

/// The last level but one: a fortieth larger than the last, in a third of its time.
const BROTLI_LEVEL: i32 = 10;

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_LEVEL,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

fn brotli_holds(packed: &[u8], bytes: &[u8]) -> bool {
    const BUFFER: usize = 1 << 16;
    let mut unpacked = Vec::with_capacity(bytes.len());
    // one byte more than there may be, so that more is seen and no bomb goes off
    let most = bytes.len() as u64 + 1;
    let read = brotli::Decompressor::new(packed, BUFFER)
        .take(most)
        .read_to_end(&mut unpacked);
    read.is_ok() && unpacked == bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn packed_bytes_are_these_on_every_machine() {
        let text: String = (0..2000)
            .map(|row| format!("第{row}项得{}分，", row % 7))
            .collect();
        let packed = Packing::ALL.map(|packing| packing.pack(text.as_bytes()).unwrap());
        let sums = packed.map(|bytes| sum(&bytes));
        assert_eq!(sums, [(5535, 1_994_413_494), (2564, 2_197_017_512)]);
    }

    /// Length and sum.
    fn sum(bytes: &[u8]) -> (usize, u32) {
        (bytes.len(), crc32fast::hash(bytes))
    }

    #[test]
    fn other_bytes_and_damage_are_seen() {
        let text = "<td>99.37%</td>".repeat(200).into_bytes();
        for packing in Packing::ALL {
            let packed = packing.pack(&text).unwrap();
            assert!(packing.holds(&packed, &text));
            assert!(!packing.holds(&packed, &text[1..]));
            assert!(!packing.holds(&packed, &[&text[..], b"x"].concat()));
            assert!(!packing.holds(&packed[1..], &text));
            assert!(!packing.holds(&packed[..packed.len() - 1], &text));
            assert!(!packing.holds(b"", &text));
        }
    }

    #[test]
    fn texts_are_worth_it_and_packets_are_not() {
        assert!(is_worth("a/index.html", 1024) && is_worth("data/goals.csv", 1 << 40));
        assert!(!is_worth("a/index.html", 1023));
        assert!(!is_worth("a/report.xlsx", 5000) && !is_worth("a/html", 5000));
    }

    proptest! {
        #[test]
        fn what_is_packed_is_there_again(bytes in proptest::collection::vec(any::<u8>(), 0..4000)) {
            for packing in Packing::ALL {
                prop_assert!(packing.holds(&packing.pack(&bytes).unwrap(), &bytes));
            }
        }
    }
}
