//! Rates whose two figures stand further off or are called more loosely, and that
//! are right once two of their digits change places.

use super::{LIMITS, Rate, is_alike, label, named};
use crate::check::prose::{Block, Figure, Measure, swapped_percent};

/// A rate of fewer digits is too soon like another.
const FEWEST: usize = 4;

/// More figures than these are not looked at.
const MOST: usize = 24;

/// Nor are wholes that stand further off than these.
const NEAREST: usize = 6;

/// The rate whose percentage is the figure at this index, with the figures that it is
/// the swapped one of.
pub fn rate(block: &Block, at: usize) -> Option<Rate<'_>> {
    let text = &block.text.plain;
    let (before, after) = block.figures().split_at_checked(at)?;
    let percent = after.first()?;
    let digits = text[percent.span.clone()].bytes();
    let bound = text[percent.span.end..].starts_with('的');
    let long = digits.filter(u8::is_ascii_digit).count() >= FEWEST;
    if percent.measure != Measure::Percent || percent.near || bound || !long {
        return None;
    }
    let between = text.get(before.last()?.span.end..percent.span.start)?;
    let name = named(between.rsplit(['，', ',', '；', '。', '、']).next()?)?;
    let stem = name.trim_end_matches(['率', '度']);
    let (start, _) = stem.char_indices().rev().nth(1)?;
    let key = &stem[start..];
    let stops = |text: &str| text.rfind(['。', '！', '\n']).unwrap_or(0);
    let sentence = stops(&text[..percent.span.start]);
    let earlier = stops(&text[..sentence]);
    let since = before.partition_point(|figure| figure.span.start < earlier);
    let near = &before[since.max(before.len().saturating_sub(MOST))..];
    let parts = near.iter().filter(|figure| {
        is_count(figure) && figure.span.start > sentence && {
            let label = label(text, sentence, figure);
            label.contains(|c| key.contains(c)) && !label.contains(['不', '未', '无'])
        }
    });
    parts.rev().find_map(|part| {
        let own = label(text, sentence, part).contains(key);
        let wholes = near.iter().filter(|whole| {
            let fits = comparable(whole.measure, part.measure);
            is_count(whole) && fits && part.amount < whole.amount
        });
        let swapped = |whole: &&Figure| {
            let label = label(text, earlier, whole);
            let limit = LIMITS.iter().any(|word| label.contains(word));
            let pair = (part.amount, whole.amount);
            swapped_percent(percent.amount, pair, FEWEST, own && limit)
        };
        let whole = wholes.rev().take(NEAREST).find(swapped)?;
        Some(Rate {
            name,
            percent,
            part,
            whole,
            of_the_rest: false,
        })
    })
}

fn is_count(figure: &Figure) -> bool {
    let other = matches!(
        figure.measure,
        Measure::Percent | Measure::Other(' ' | '年' | '月' | '日')
    );
    !other && !figure.near
}

/// Whether one may be a part of the other: both money in one unit, or both things
/// counted by one or by ten thousand.
fn comparable(one: Measure, other: Measure) -> bool {
    let things = |measure: Measure| matches!(measure, Measure::Other(c) if c != '万');
    is_alike(one, other) || things(one) && things(other)
}
