//! Marks of YAML that a line lacks, has in another form, or has where a text is
//! meant.

use super::Habit;
use super::line::{Line, in_quotes, separator, without_comment};
use crate::load::yaml::{keys, scan};

impl Line<'_> {
    /// `分值：10`, `分值:10` and `分值 10` with a full-width space.
    pub(super) fn colon(&self) -> Option<Habit> {
        let (start, body) = self.body();
        if body.starts_with(['"', '\'', '{', '[', '#']) || separator(body).is_some() {
            return None;
        }
        let at = body.find(['：', ':'])?;
        let (key, rest) = (&body[..at], &body[at..]);
        let colon = rest.chars().next()?;
        let value = &rest[colon.len_utf8()..];
        let plausible = !key.is_empty()
            && key.chars().count() <= 20
            && !key.contains(|char: char| char.is_whitespace() || "，。；、！？".contains(char))
            && !value.starts_with("//");
        if !plausible || self.continues() && keys::home(key).is_none() {
            return None;
        }
        let gap = value.len() - value.trim_start().len();
        let span = start + at..start + at + colon.len_utf8() + gap;
        let message = match colon {
            '：' => "栏目后面的冒号是全角的“：”",
            _ if gap > 0 => "冒号后面是全角空格",
            _ => "冒号后面少了空格",
        };
        let pair = format!("{key}: {}", without_comment(value.trim_start()));
        let mend = if value.trim().is_empty() { ":" } else { ": " };
        Some(
            Habit::new(
                span.clone(),
                message,
                format!("写作“{}”，冒号用半角，后面空一格。", pair.trim_end()),
            )
            .mended(span, mend),
        )
    }

    /// `分值: 10，执行率: 100%`: two keys in one line.
    pub(super) fn two_keys(&self) -> Option<Habit> {
        let (first, start, value) = self.pair()?;
        let colon = separator(value)?;
        let at = value[..colon].rfind(|c: char| c.is_whitespace() || ",，、;；".contains(c))?;
        let first_value =
            value[..at].trim_end_matches(|c: char| c.is_whitespace() || ",，、;；".contains(c));
        let second = value[first_value.len()..]
            .trim_start_matches(|c: char| c.is_whitespace() || ",，、;；".contains(c));
        let key = second.split(':').next()?.trim();
        let is_pair = [first, key].iter().all(|key| keys::home(key).is_some());
        if !is_pair || value.starts_with(['"', '\'', '{', '[']) {
            return None;
        }
        let column = self.body().0 - self.span.start;
        let gap = start + first_value.len()..start + value.len() - second.len();
        let span = gap.end..start + value.len();
        let habit = Habit::new(
            span,
            format!("“{key}”要另起一行"),
            format!("一行只写一栏：把“{second}”移到下一行，与“{first}”左边对齐。"),
        );
        Some(habit.mended(gap, format!("\n{}", " ".repeat(column))))
    }

    /// `分值 10`, `总分=98` and `等级` alone: a known key without its colon.
    pub(super) fn no_colon(&self) -> Option<Habit> {
        let (start, body) = self.body();
        let body = without_comment(body);
        let end = body
            .find(|char: char| char.is_whitespace() || "=＝;；".contains(char))
            .unwrap_or(body.len());
        let key = &body[..end];
        let is_item = self.text().trim_start().starts_with('-');
        if is_item || separator(body).is_some() || keys::home(key).is_none() || self.continues() {
            return None;
        }
        let value =
            body[end..].trim_start_matches(|c: char| c.is_whitespace() || "=＝;；".contains(c));
        let pair = format!("{key}: {value}");
        let span = start..start + body.len();
        Some(
            Habit::new(
                span.clone(),
                format!("“{key}”后面少了冒号"),
                format!("写作“{}”，冒号用半角，后面空一格。", pair.trim_end()),
            )
            .mended(span, pair),
        )
    }

    /// A value that YAML mistakes for something else.
    pub(super) fn value(&self) -> Option<Habit> {
        let (start, value) = match self.pair() {
            Some((_, start, value)) => (start, value),
            None => {
                let (start, body) = self.body();
                (start, without_comment(body))
            }
        };
        let first = value.chars().next()?;
        let span = start..start + value.len();
        let quote = |message: String| {
            let habit = Habit::new(
                span.clone(),
                message,
                format!("请加引号：{}。", in_quotes(value)),
            );
            Some(habit.quoted(self.whole, span.clone()))
        };
        match first {
            '@' | '`' | '%' => quote(format!("内容以“{first}”开头，会被当成记号")),
            '?' if value.starts_with("? ") => quote("内容以“? ”开头，会被当成记号".to_owned()),
            '>' | '|' if !value[1..].chars().all(|char| "+-123456789".contains(char)) => {
                quote(format!("内容开头的“{first}”会被当成分行文字的记号"))
            }
            '"' | '\'' => {
                let end = scan::quoted_end(value, first)?;
                let rest = &value[end..];
                if rest.trim().is_empty() || rest.trim_start().starts_with(':') {
                    return None;
                }
                quote("引号之后还有字，读不懂".to_owned())
            }
            '[' | '{' => {
                let closer = if first == '[' { ']' } else { '}' };
                let end = value.rfind(closer)?;
                if end + 1 == value.len() || value[end + 1..].trim_start().starts_with(',') {
                    return None;
                }
                quote(format!("内容开头的“{first}”会被当成列表或栏目的括号"))
            }
            ']' | '}' | ',' => quote(format!("内容以“{first}”开头，会被当成记号")),
            '-' if value == "-" && self.pair().is_some() => {
                quote("单独一个“-”会被当成列表项".to_owned())
            }
            '-' if value.starts_with("- ") && self.pair().is_some() => {
                quote("内容开头的“- ”会被当成列表项".to_owned())
            }
            _ if self.pair().is_some() && separator(value).is_some() => {
                quote("内容里的“: ”（冒号加空格）会被当成另一个栏目".to_owned())
            }
            _ => None,
        }
    }

    /// A drawn line, or a comment of another language.
    pub(super) fn drawing(&self) -> Option<Habit> {
        let body = self.text().trim();
        let start = self.span.start + self.indent();
        let span = start..start + body.len();
        if let Some(comment) = body.strip_prefix("//") {
            let habit = Habit::new(
                span.clone(),
                "注释不用“//”开头",
                format!("写作“# {}”。", comment.trim()),
            );
            return Some(habit.mended(span, format!("# {comment}")));
        }
        let is_drawn = body.chars().count() > 2 && body.chars().all(|c| "-=_*~—－＝─".contains(c));
        is_drawn.then(|| {
            Habit::new(
                span.clone(),
                "这里不能画分隔线",
                "请删去这一行；要分段，空一行就行。",
            )
            .mended(span, "")
        })
    }
}
