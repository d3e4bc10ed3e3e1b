//! Fingerprints of bytes: SHA-256. The only module that names the crate.

use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

/// A SHA-256 sum.
pub type Sha256Sum = [u8; 32];

/// The SHA-256 sum of these bytes in hexadecimal, 64 letters.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&sum(bytes))
}

/// The SHA-256 sum of these bytes.
pub fn sum(bytes: &[u8]) -> Sha256Sum {
    Sha256::digest(bytes).into()
}

/// A sum in hexadecimal, 64 letters.
pub fn hexadecimal(sum: &Sha256Sum) -> String {
    digits(sum).into_iter().map(char::from).collect()
}

/// The hexadecimal digits of a sum.
pub fn digits(sum: &Sha256Sum) -> [u8; 64] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = [0; 64];
    for (two, byte) in digits.chunks_exact_mut(2).zip(sum) {
        let halves = [byte >> 4, byte & 15];
        two.copy_from_slice(&halves.map(|half| DIGITS[usize::from(half)]));
    }
    digits
}

/// Sums the bytes that go through it on their way from a reader or to a writer.
#[derive(Debug)]
pub struct Summing<T> {
    inner: T,
    sum: Sha256,
}

impl<T> Summing<T> {
    /// Around a reader or writer.
    pub fn new(inner: T) -> Self {
        Self {
            inner,
            sum: Sha256::new(),
        }
    }

    /// What it is around, and the sum of what went through.
    pub fn finish(self) -> (T, Sha256Sum) {
        (self.inner, self.sum.finalize().into())
    }
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.sum.update(&into[..read]);
        Ok(read)
    }
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
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
    pub fn finish(self) -> Sha256Sum {
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
    fn what_goes_through_a_reader_or_writer_is_summed() {
        let mut reader = Summing::new(&b"abc"[..]);
        io::copy(&mut reader, &mut io::sink()).unwrap();
        assert_eq!(reader.finish().1, sum(b"abc"));
        let mut writer = Summing::new(Vec::new());
        writer.write_all(b"a").unwrap();
        writer.write_all(b"bc").unwrap();
        assert_eq!(writer.finish(), (b"abc".to_vec(), sum(b"abc")));
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
