//! Percentages with the fraction in brackets that they are reckoned from:
//! 按期完工率96.3%（26/27）.

use crate::check::prose::{Block, Measure, is_percent_of, swapped_percent};
use crate::check::{FiledProse, Findings};
use crate::model::{Amount, Percent};

/// Holds percentages against the fractions behind them.
pub fn fractions(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    let text = &block.text.plain;
    if !(text.contains("%（") || text.contains("%(")) {
        return;
    }
    for percent in block.figures() {
        if percent.measure != Measure::Percent || percent.near {
            continue;
        }
        let Some((part, whole, length)) = fraction(&text[percent.span.end..]) else {
            continue;
        };
        let stated = percent.amount;
        if is_percent_of(stated, part, whole) != Some(false)
            || is_day(part, whole) && !swapped_percent(stated, (part, whole), 2, false)
        {
            continue;
        }
        let Some(right) = Percent::of(part, whole) else {
            continue;
        };
        let right = Percent(right.0.round(stated.places().max(2)));
        let message = format!("写的是 {stated}%，括号里的 {part} ÷ {whole} = {right}");
        let words = percent.span.start..percent.span.end + length;
        let finding = filed.add(findings, block, (&block.text, words), message);
        finding.help(format!("核对两个数；两个数无误的，改为 {right}"));
    }
}

/// The fraction in the brackets that a text begins with, and how long they are.
fn fraction(text: &str) -> Option<(Amount, Amount, usize)> {
    const LONGEST: usize = 32;
    let inside = text.strip_prefix(['（', '('])?;
    let opening = text.len() - inside.len();
    let end = inside.find(['）', ')']).filter(|end| *end <= LONGEST)?;
    let (part, whole) = inside[..end].split_once(['/', '÷'])?;
    let number = |text: &str| {
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b",.".contains(&byte));
        plain.then(|| Amount::parse(text).ok())?
    };
    let closing = inside[end..].chars().next().map_or(0, char::len_utf8);
    Some((number(part)?, number(whole)?, opening + end + closing))
}

/// Whether a fraction may be the end of a month: 9/30.
fn is_day(part: Amount, whole: Amount) -> bool {
    part <= Amount::from_int(12) && whole >= Amount::from_int(28) && whole <= Amount::from_int(31)
}
