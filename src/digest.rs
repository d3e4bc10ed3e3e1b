//! Fingerprints of bytes: SHA-256. The only module that names the crate.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The SHA-256 sum of these bytes in hexadecimal, 64 letters.
pub fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The SHA-256 sum of several parts in turn.
#[derive(Debug, Default)]
pub struct Sum(Sha256);

impl Sum {
    /// Adds a part. Its length is added with it, so that parts divided otherwise have
    /// another sum.
    #[must_use]
    pub fn with(mut self, part: &[u8]) -> Self {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// The sum.
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_that_of_the_standard() {
        // FIPS 180-2, appendix B.1
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn parts_divided_otherwise_have_another_sum() {
        let sum = |parts: &[&[u8]]| {
            let sum = parts
                .iter()
                .fold(Sum::default(), |sum, part| sum.with(part));
            sum.finish()
        };
        assert_eq!(sum(&[b"ab", b"c"]), sum(&[b"ab", b"c"]));
        assert_ne!(sum(&[b"ab", b"c"]), sum(&[b"a", b"bc"]));
        assert_ne!(sum(&[b"ab"]), sum(&[b"ab", b""]));
    }
}
