//! Percentages with the fraction in brackets that they are reckoned from:
//! 按期完工率96.3%（26/27）.

use super::CONNECTORS;
use crate::check::prose::{Block, Measure, is_percent_of, swapped_percent};
use crate::check::{FiledProse, Findings};
use crate::model::{Amount, Percent};

/// Holds percentages against the fractions behind them.
pub fn fractions(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    let text = &block.text.plain;
    if !block.says_any(&["%（", "%("]) {
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
        if !is_share(&text[..percent.span.start]) || is_year(part) && is_year(whole) {
            continue;
        }
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

/// Whether what stands before a percentage says that it is one of a part of a whole.
fn is_share(before: &str) -> bool {
    let clause = before
        .rsplit(['，', '。', '；', '、'])
        .next()
        .unwrap_or_default();
    let name = CONNECTORS.iter().find_map(|word| clause.strip_suffix(word));
    let name = name.unwrap_or(clause);
    let grown = name.contains(['增', '降', '减', '升', '涨']);
    !grown && (name.ends_with(['率', '度', '比', '占']) || name.ends_with("完成"))
}

fn is_year(amount: Amount) -> bool {
    amount >= Amount::from_int(1900) && amount < Amount::from_int(2100)
}

/// Whether a fraction may be the end of a month: 9/30.
fn is_day(part: Amount, whole: Amount) -> bool {
    part <= Amount::from_int(12) && whole >= Amount::from_int(28) && whole <= Amount::from_int(31)
}
