//! What a finding is known by from one run to the next, wherever its line moves.

use super::Diagnostic;
use std::collections::BTreeMap;

/// A fingerprint for each diagnostic, in their order: made of code, file, message
/// and marked words, and not of the line. Diagnostics alike in all of these are
/// told apart by counting them.
pub(super) fn of_each(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut seen: BTreeMap<u64, u64> = BTreeMap::new();
    diagnostics
        .iter()
        .map(|diagnostic| {
            let place = &diagnostic.place;
            let parts = [
                diagnostic.code,
                &place.path,
                &diagnostic.message,
                place.text(),
            ];
            let hash = hash(parts.iter().flat_map(|part| part.bytes().chain([0])));
            let count = seen.entry(hash).or_default();
            *count += 1;
            format!("{hash:016x}{count:04x}")
        })
        .collect()
}

/// FNV-1a with 64 bits: the same on every machine and with every compiler, which
/// the standard library does not promise of its own.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Label;
    use crate::source::Source;

    fn at(text: &str, message: &str) -> Diagnostic {
        let source = Source::new("a.yaml", text);
        let start = source.text.find("10%").unwrap();
        Diagnostic::error("ZP101", Label::at(&source, start..start + 3, ""), message)
    }

    #[test]
    fn a_finding_keeps_its_fingerprint_when_its_line_moves() {
        let before = of_each(&[at("执行率: 10%\n", "不符")]);
        let after = of_each(&[at("# 新的一行\n\n执行率: 10%\n", "不符")]);
        assert_eq!(before, after);
    }

    #[test]
    fn no_two_findings_have_the_same_fingerprint() {
        let alike = at("执行率: 10%\n", "不符");
        let other = at("执行率: 10%\n", "另一句");
        let prints = of_each(&[alike.clone(), other, alike]);
        assert_ne!(prints[0], prints[1]);
        assert_ne!(prints[0], prints[2]);
        assert_ne!(prints[1], prints[2]);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(b"foobar".iter().copied()), 0x8594_4171_f739_67e8);
    }
}
