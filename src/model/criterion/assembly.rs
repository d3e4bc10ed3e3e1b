//! Conditions and what follows from them, put together to one criterion.

use super::condition::Condition;
use super::measure::Measure;
use super::reading::Consequence;
use super::{Amount, Bound, Criterion, Edge, Fall, Points, Share, Side, Span, Step, Tier, When};

/// Puts conditions and what follows from them together; `None` where they say
/// too little, or two things at once.
pub(super) fn assembled(
    pairs: Vec<(Option<Condition>, Consequence)>,
    until_none: bool,
) -> Option<Criterion> {
    let mut tiers: Vec<Tier> = Vec::new();
    let mut named: Vec<(Measure, Points)> = Vec::new();
    let mut fall: Option<Fall> = None;
    for (condition, consequence) in pairs {
        let more = match (condition, consequence) {
            (Some(Condition::Each(side, by)), Consequence::Points(Points::Lost(points))) => {
                Some(Fall::Step(Step { side, by, points }))
            }
            (Some(Condition::Short(side, by)), Consequence::Points(Points::Lost(points)))
                if until_none =>
            {
                Some(Fall::Step(Step { side, by, points }))
            }
            (None | Some(Condition::When(When::NotMet)), Consequence::Proportional) => {
                Some(Fall::Proportional)
            }
            (None | Some(Condition::When(When::NotMet)), Consequence::Discretion) => {
                Some(Fall::Discretion)
            }
            // 发生1起不得分
            (Some(Condition::Each(Side::Events, by)), Consequence::Points(points))
                if points == Points::Given(Share::NOTHING) =>
            {
                let from = Some(Bound {
                    at: by,
                    edge: Edge::Included,
                });
                let when = When::Within(Span { from, to: None });
                tiers.push(Tier { when, points });
                None
            }
            (Some(Condition::When(when)), Consequence::Points(points)) => {
                tiers.push(Tier { when, points });
                None
            }
            (Some(Condition::At(at)), Consequence::Points(points)) => {
                named.push((at, points));
                None
            }
            _ => return None,
        };
        if more.is_some() && fall.replace(more?).is_some() {
            return None;
        }
    }
    for (at, points) in named {
        tiers.insert(0, at_figure(at, points, fall.as_ref(), &tiers)?);
    }
    let criterion = Criterion { tiers, fall };
    is_consistent(&criterion).then_some(criterion)
}

/// A bare figure is the aim: from there down, or from there up, points are lost.
fn at_figure(at: Measure, points: Points, fall: Option<&Fall>, others: &[Tier]) -> Option<Tier> {
    let side = match (fall, others) {
        (Some(Fall::Step(step)), _) => step.side,
        (Some(Fall::Proportional), _) => Side::Below,
        (Some(Fall::Discretion), _) => return None,
        // 100%得5分，未达到95%，扣2分
        (None, [other]) => match &other.when {
            When::Within(span) if span.ends_at_most_at(at.amount) => Side::Below,
            When::Within(span) if span.starts_at_least_at(at.amount) => Side::Above,
            _ => return None,
        },
        (None, _) => return None,
    };
    let bound = Some(Bound {
        at,
        edge: Edge::Included,
    });
    let span = match side {
        Side::Below => Span {
            from: bound,
            to: None,
        },
        Side::Above => Span {
            from: None,
            to: bound,
        },
        Side::Events => return None,
    };
    Some(Tier {
        when: When::Within(span),
        points,
    })
}

impl Span {
    fn ends_at_most_at(&self, amount: Amount) -> bool {
        let to = self.to.as_ref();
        self.from.is_none() && to.is_some_and(|to| to.at.amount <= amount)
    }

    fn starts_at_least_at(&self, amount: Amount) -> bool {
        let from = self.from.as_ref();
        self.to.is_none() && from.is_some_and(|from| from.at.amount >= amount)
    }
}

/// Without a fall each tier says its own, and one alone says too little. Above a
/// fall there is one award at most, on the good side; below it nothing is left.
fn is_consistent(criterion: &Criterion) -> bool {
    let (awards, others): (Vec<&Tier>, Vec<&Tier>) = criterion
        .tiers
        .iter()
        .partition(|tier| tier.points.is_award());
    let side = match &criterion.fall {
        None => return criterion.tiers.len() > 1 && !awards.is_empty(),
        Some(Fall::Step(step)) => step.side,
        // a discretion says nothing by itself
        Some(Fall::Discretion) if awards.is_empty() => return false,
        Some(Fall::Proportional | Fall::Discretion) => Side::Below,
    };
    let is_aim = |tier: &&Tier| match &tier.when {
        When::Met => true,
        When::NotMet | When::Partly => false,
        When::Within(span) => span.lies(side.good()),
    };
    let is_end = |tier: &&Tier| match &tier.when {
        When::Met | When::NotMet | When::Partly => false,
        When::Within(span) => span.lies(side.bad()) && tier.points == Points::Given(Share::NOTHING),
    };
    awards.len() <= 1 && awards.iter().all(is_aim) && others.iter().all(is_end)
}

/// Which side of a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

impl Side {
    fn good(self) -> Way {
        match self {
            Self::Below => Way::Up,
            Self::Above | Self::Events => Way::Down,
        }
    }

    fn bad(self) -> Way {
        match self {
            Self::Below => Way::Down,
            Self::Above | Self::Events => Way::Up,
        }
    }
}

impl Span {
    /// Whether it is all that lies to this side of one figure.
    fn lies(&self, way: Way) -> bool {
        match way {
            Way::Up => self.to.is_none(),
            Way::Down => self.from.is_none(),
        }
    }
}
