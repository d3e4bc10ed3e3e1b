//! What people write in 评分标准, and what score follows from it:
//! `群众满意度达到95%，得10分，每下降1%扣1分，80%以下不得分`.
//!
//! A criterion is read wholly or not at all, and a score is given only where the
//! target, the actual and the criterion are of one measure: nothing is guessed.
//! Where the words leave a choice (does 1.5% below lose one step or two?) the
//! score is a span.

mod assembly;
mod condition;
mod measure;
mod reading;
mod score;
mod words;

#[cfg(test)]
mod tests;

use super::amount::Agreement;
use super::{Amount, Quantity};
use measure::Measure;
use score::Case;

/// A criterion that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Points for where the actual stands.
    tiers: Vec<Tier>,
    /// What is lost where no tier says otherwise.
    fall: Option<Fall>,
}

/// The score that follows, in 分: one figure where both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// The least that the words allow.
    pub least: Amount,
    /// The most.
    pub most: Amount,
}

impl Score {
    /// Whether a declared score is one of these, rounded as printed.
    pub fn allows(&self, declared: Amount) -> bool {
        let off = |computed| declared.agreement(computed) == Agreement::Off;
        (self.least..=self.most).contains(&declared) || !off(self.least) || !off(self.most)
    }
}

/// 95%以上得10分; 未完成不得分.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tier {
    when: When,
    points: Points,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum When {
    /// The target is reached: 完成目标值.
    Met,
    /// It is not: 未完成, 否则.
    NotMet,
    /// It is all but reached: 基本完成. No figure says so.
    Partly,
    /// The actual lies here.
    Within(Span),
}

/// From one figure to another; at least one of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Span {
    from: Option<Bound>,
    to: Option<Bound>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Bound {
    at: Measure,
    edge: Edge,
}

/// Whether a bound belongs to what it bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Included,
    Excluded,
    /// 以上 and 以下 are written by people who do not think of it.
    Either,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Points {
    /// 得满分, 得8分, 不得分.
    Given(Share),
    /// 扣2分.
    Lost(Share),
}

/// Points, in 分 or as a part of the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Share {
    /// 8分.
    Points(Amount),
    /// 分值的80%, in percent.
    OfWeight(Amount),
}

impl Share {
    const ALL: Self = Self::OfWeight(Amount::HUNDRED);
    const NOTHING: Self = Self::Points(Amount::ZERO);
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Fall {
    Step(Step),
    /// 按比例得分: weight × actual ÷ target.
    Proportional,
    /// 酌情扣分: any score may follow.
    Discretion,
}

/// 每下降1%扣1分.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    side: Side,
    by: Measure,
    points: Share,
}

/// Which way points are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The less the actual is.
    Below,
    /// The more it is.
    Above,
    /// With each event that should not be: 每发生1起, 每延迟1天.
    Events,
}

impl Criterion {
    /// Reads a criterion as forms print it. `None` where any part of it is not
    /// understood.
    pub fn read(text: &str) -> Option<Self> {
        reading::criterion(text, reading::Manner::Printed)
    }

    /// Reads 计分, the criterion for the machine: the same sentences, without the
    /// name of what is counted and without cut-off ends (docs/format.md).
    pub fn notation(text: &str) -> Option<Self> {
        reading::criterion(text, reading::Manner::Notation)
    }

    /// The score out of `weight`, never below zero. `None` where it does not
    /// follow from these: figures missing, of different measures, or where the
    /// criterion says nothing of them.
    pub fn score(&self, weight: Amount, target: &Quantity, actual: &Quantity) -> Option<Score> {
        let case = Case::new(self, weight, target, actual)?;
        // A bound that may or may not be included is tried both ways.
        let both = [true, false].map(|lower_included| case.score(self, lower_included));
        let least = both.iter().flatten().map(|score| score.least).min()?;
        let most = both.iter().flatten().map(|score| score.most).max()?;
        Some(Score { least, most })
    }

    fn bounds(&self) -> impl Iterator<Item = &Bound> {
        self.tiers.iter().flat_map(|tier| tier.when.bounds())
    }

    fn step(&self) -> Option<&Step> {
        match &self.fall {
            Some(Fall::Step(step)) => Some(step),
            _ => None,
        }
    }

    /// The figure from which points are lost, where the criterion names it.
    fn stated_aim(&self) -> Option<&Measure> {
        let tier = self.tiers.iter().find(|tier| tier.points.is_award())?;
        tier.when.bounds().next().map(|bound| &bound.at)
    }
}

impl When {
    fn bounds(&self) -> impl Iterator<Item = &Bound> {
        let span = match self {
            Self::Within(span) => Some(span),
            Self::Met | Self::NotMet | Self::Partly => None,
        };
        span.into_iter()
            .flat_map(|span| span.from.iter().chain(&span.to))
    }
}

impl Span {
    fn holds(&self, figure: Amount, lower_included: bool) -> bool {
        let above = self.from.as_ref().is_none_or(|from| {
            figure > from.at.amount
                || figure == from.at.amount && from.edge.includes(lower_included)
        });
        let below = self.to.as_ref().is_none_or(|to| {
            figure < to.at.amount || figure == to.at.amount && to.edge.includes(!lower_included)
        });
        above && below
    }

    /// Whether this lies within the other, so that it says more.
    fn is_narrower(&self, other: &Self) -> bool {
        let from = |span: &Self| span.from.as_ref().map(|bound| bound.at.amount);
        let to = |span: &Self| span.to.as_ref().map(|bound| bound.at.amount);
        // None is below every Some, which is right for a missing lower bound.
        let upper = match (to(self), to(other)) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(one), Some(other)) => one <= other,
        };
        from(self) >= from(other) && upper
    }
}

impl Edge {
    fn includes(self, where_either: bool) -> bool {
        match self {
            Self::Included => true,
            Self::Excluded => false,
            Self::Either => where_either,
        }
    }
}

impl Share {
    fn of(self, weight: Amount) -> Option<Amount> {
        match self {
            Self::Points(points) => Some(points),
            Self::OfWeight(percent) => weight.checked_mul(percent)?.checked_div(Amount::HUNDRED),
        }
    }
}

impl Points {
    fn of(self, weight: Amount) -> Option<Amount> {
        match self {
            Self::Given(share) => share.of(weight),
            Self::Lost(share) => Some(weight.checked_sub(share.of(weight)?)?.max(Amount::ZERO)),
        }
    }

    /// Whether points are given, not lost and not refused.
    fn is_award(self) -> bool {
        matches!(self, Self::Given(share) if share != Share::NOTHING)
    }
}

impl Score {
    fn exactly(points: Amount) -> Self {
        Self {
            least: points,
            most: points,
        }
    }
}
