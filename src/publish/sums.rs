//! The list of the sums of all files of a site, as `sha256sum` writes and reads it: who
//! has a copy of the site needs no program of ours to check it.

use super::address;
use crate::digest::{Sha256Sum, digits};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The list's name in the output folder.
pub(super) const NAME: &str = "SHA256SUMS";

/// The name of its signature, as minisign chooses it.
pub(super) const SIGNATURE: &str = "SHA256SUMS.minisig";

/// The files with their sums: address → sum.
pub(super) type Sums = BTreeMap<String, Sha256Sum>;

/// Why a list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Damage {
    /// From 1.
    pub(super) line: usize,
    pub(super) why: &'static str,
}

/// Writes the line of a file: its sum, two blanks, its address in two parts. No address
/// needs the escapes of `sha256sum`: none holds a `\` or a control character.
pub(super) fn line(
    into: &mut impl Write,
    folder: &str,
    below: &str,
    sum: &Sha256Sum,
) -> io::Result<()> {
    into.write_all(&digits(sum))?;
    writeln!(into, "  {folder}{below}")
}

/// Reads what was written. No address leads out of the site's folder.
pub(super) fn parse(bytes: &[u8]) -> Result<Sums, Damage> {
    let damage = |line, why| Err(Damage { line, why });
    if bytes.is_empty() {
        return damage(1, "清单是空的");
    }
    let mut sums = Sums::new();
    for (at, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let number = at + 1;
        let Some(line) = line.strip_suffix(b"\n") else {
            return damage(number, "最后一行没有写完");
        };
        let Ok(line) = str::from_utf8(line) else {
            return damage(number, "不是 UTF-8 文字");
        };
        let parts = line.split_once("  ");
        let Some((sum, address)) =
            parts.and_then(|(sum, address)| Some((sum_of_digits(sum)?, address)))
        else {
            return damage(number, "不是“64 位十六进制的校验和、两个空格、文件”");
        };
        if let Some(why) = address::fault(address) {
            return damage(number, why);
        }
        if sums.insert(address.to_owned(), sum).is_some() {
            return damage(number, "同一个文件写了两次");
        }
    }
    Ok(sums)
}

/// The sum of 64 digits in hexadecimal.
fn sum_of_digits(text: &str) -> Option<Sha256Sum> {
    let mut sum = Sha256Sum::default();
    if text.len() != 2 * sum.len() {
        return None;
    }
    for (byte, digits) in sum.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digits = str::from_utf8(digits).ok()?;
        let is_digit = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        if !digits.bytes().all(is_digit) {
            return None;
        }
        *byte = u8::from_str_radix(digits, 16).ok()?;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::sum;
    use proptest::prelude::*;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_list_is_read_back_as_it_was_written() {
        let files = [("a.html", sum(b"abc")), ("乙/页  面.html", sum(b""))];
        let mut text = Vec::new();
        for (address, sum) in &files {
            line(&mut text, "", address, sum).unwrap();
        }
        assert!(text.starts_with(format!("{ABC}  a.html\n").as_bytes()));
        let read = parse(&text).unwrap();
        assert!(
            read.iter()
                .map(|(address, sum)| (&**address, *sum))
                .eq(files)
        );
    }

    #[test]
    fn a_damaged_list_is_not_read() {
        let upper = ABC.to_uppercase();
        for (line, text) in [
            (1, String::new()),
            (1, "\n".to_owned()),
            (1, format!("{ABC}  a.html")),
            (1, format!("{ABC} *a.html\n")),
            (1, format!("{upper}  a.html\n")),
            (1, format!("+{}  a.html\n", &ABC[1..])),
            (1, format!("{ABC}  a.html\r\n")),
            (2, format!("{ABC}  a.html\n{ABC}  a.html\n")),
            (2, format!("{ABC}  a.html\n{}", &ABC[..40])),
            (1, format!("{ABC}  ../a.html\n")),
            (1, format!("{ABC}  a/../../b\n")),
            (1, format!("{ABC}  /etc/passwd\n")),
            (1, format!("{ABC}  a\\b\n")),
            (1, format!("{ABC}  a/\n")),
        ] {
            let damage = parse(text.as_bytes()).unwrap_err();
            assert_eq!(damage.line, line, "{text:?}");
        }
        assert_eq!(parse(b"\xff\xff\n").unwrap_err().line, 1);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let _ = parse(&bytes);
        }
    }
}
