//! What people write in 年度指标值 and 实际完成值: `≥95%`, `300余次`, `1亿元`,
//! `1-2次/30天`, `不少于300次`, `不适用`, `---`, or a sentence.
//!
//! Reading never fails and never guesses: what is not understood, or could be
//! read in two ways, stays words.

mod around;
mod figures;
mod words;

#[cfg(test)]
mod published;
#[cfg(test)]
mod tests;

use super::Amount;
pub(super) use words::plain as plain_text;

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// Nothing is written: empty, or dashes.
    Missing,
    /// It is written that there is nothing to measure: 不适用, 无, 无经济效益, `/`.
    NotApplicable,
    /// The whole text is one figure.
    Figure(Figure),
    /// A sentence with figures in it, in order: 开展安全检查不少于300次.
    Sentence(Vec<Figure>),
    /// Words without a figure, a date, or what could be read in two ways.
    Words,
}

/// A figure with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// ≥, 不少于, 以上 and so on; `None` for the bare figure. 达到 and 完成 before
    /// a figure are read past: an actual reached is that figure.
    pub comparator: Option<Comparator>,
    /// 近, 约, 余 and so on; `None` for the very figure.
    pub approximation: Option<Approximation>,
    /// The figure itself, with 万 and 亿 multiplied out and percent as 0–100.
    pub value: Value,
    /// How many zeros were multiplied out: 4 for 万, 8 for 亿, 0 for neither.
    pub zeros: u32,
    /// The unit without 万 and 亿: `次`, `元`, `人/次`, `%`; empty without one.
    pub unit: String,
    /// What it is counted by: `月` in 1次/月 and 每月1次, `30天` in 1-2次/30天;
    /// empty where it is counted once.
    pub period: String,
    /// Whether it is a place in a ranking, where less is better: 25名之前, 第3名.
    pub rank: bool,
}

/// One figure, or from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// 300.
    One(Amount),
    /// From the first to the second, both included: 1-2, 85%～90%.
    Range(Amount, Amount),
}

/// How a figure bounds what is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// ≥ 不少于 不低于 以上 (民法典 第一千二百五十九条: 以上, 以下, 以内 include the
    /// figure itself).
    AtLeast,
    /// ≤ 不超过 不高于 以下 以内.
    AtMost,
    /// > 大于 超过.
    Over,
    /// < 小于 少于 不足.
    Under,
    /// =.
    Equal,
}

/// How a figure is near what is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approximation {
    /// 约, 左右: a little more or less.
    About,
    /// 近, 接近: a little less.
    Nearly,
    /// 余, 多: a little more.
    SomewhatOver,
}

impl Quantity {
    /// Reads a cell.
    pub fn read(text: &str) -> Self {
        let text = words::plain(text);
        if text.chars().all(|c| words::DASHES.contains(c)) {
            return Self::Missing;
        }
        if words::NOTHING_TO_MEASURE.contains(&text.as_str()) {
            return Self::NotApplicable;
        }
        let mut found = figures::find(&text);
        let whole = matches!(&found[..], [only] if only.span == (0..text.len()));
        match found.pop() {
            None => Self::Words,
            Some(only) if whole => Self::Figure(only.figure),
            Some(last) => {
                let figures = found.into_iter().chain([last]);
                Self::Sentence(figures.map(|found| found.figure).collect())
            }
        }
    }

    /// Whether nothing is written.
    pub fn is_missing(&self) -> bool {
        *self == Self::Missing
    }

    /// Whether it is written that there is nothing to measure.
    pub fn is_none(&self) -> bool {
        *self == Self::NotApplicable
    }

    /// All figures of the text, in order.
    pub fn figures(&self) -> &[Figure] {
        match self {
            Self::Figure(figure) => std::slice::from_ref(figure),
            Self::Sentence(figures) => figures,
            Self::Missing | Self::NotApplicable | Self::Words => &[],
        }
    }

    /// The figure, where the text has just one, be it a sentence or not.
    pub fn only_figure(&self) -> Option<&Figure> {
        match self.figures() {
            [figure] => Some(figure),
            _ => None,
        }
    }
}

impl Figure {
    /// The amount, where the figure says neither more nor less than it: not an
    /// inequality, nor a range, nor an approximation. `=100%` is 100.
    pub fn exact(&self) -> Option<Amount> {
        let bare = matches!(self.comparator, None | Some(Comparator::Equal));
        match self.value {
            Value::One(amount) if bare && self.approximation.is_none() => Some(amount),
            Value::One(_) | Value::Range(..) => None,
        }
    }

    /// Whether it bounds what is meant from one side: ≥, 不超过, 以上.
    pub fn is_inequality(&self) -> bool {
        !matches!(self.comparator, None | Some(Comparator::Equal))
    }
}

impl Comparator {
    /// Reads a sign or a word by itself, as in a 指标性质 column: `≥`, `≧`, `不低于`.
    /// `None` for anything else, such as 定性.
    pub fn read(text: &str) -> Option<Self> {
        let text = words::plain(text);
        let mut known = words::COMPARATORS.iter();
        known.find_map(|(word, comparator)| (*word == text).then_some(*comparator))
    }

    /// Whether `actual` stands so to `bound`.
    pub fn holds(self, actual: Amount, bound: Amount) -> bool {
        match self {
            Self::AtLeast => actual >= bound,
            Self::AtMost => actual <= bound,
            Self::Over => actual > bound,
            Self::Under => actual < bound,
            Self::Equal => actual == bound,
        }
    }
}
