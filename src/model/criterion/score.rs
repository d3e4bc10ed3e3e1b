//! The score that a criterion gives for a row's figures.

use super::measure::{Measure, same_unit};
use super::{Criterion, Fall, Points, Score, Side, Span, Step, Tier, When};
use crate::model::quantity::{Comparator, Figure, Value};
use crate::model::{Amount, Quantity};

/// A row's figures, once it is sure that the criterion speaks of them.
pub(super) struct Case<'a> {
    weight: Amount,
    target: Option<&'a Figure>,
    /// The amount of the target, where it has one.
    aim: Option<Amount>,
    reached: Amount,
}

impl<'a> Case<'a> {
    /// `None` where it is not.
    pub fn new(
        criterion: &Criterion,
        weight: Amount,
        target: &'a Quantity,
        actual: &'a Quantity,
    ) -> Option<Self> {
        let target = match target.figures() {
            [] => None,
            [only] => Some(only),
            _ => return None,
        };
        let aim = match target {
            Some(figure) => Some(bound_of(figure)?),
            None => None,
        };
        let actual = actual.only_figure()?;
        let case = Self {
            weight,
            target,
            aim,
            reached: actual.exact().filter(|_| !actual.rank)?,
        };
        let fits = case.full_marks_are_the_weight(criterion)
            && case.is_one_measure(criterion, actual)
            && case.is_one_sense(criterion);
        fits.then_some(case)
    }

    /// Points that are named belong to another weight where the best of them is
    /// not this one.
    fn full_marks_are_the_weight(&self, criterion: &Criterion) -> bool {
        let awards = criterion.tiers.iter().map(|tier| tier.points);
        let best = awards
            .filter(|points| points.is_award())
            .filter_map(|points| points.of(self.weight))
            .max();
        best.is_none_or(|best| best == self.weight)
    }

    /// Whether all figures are counted in one unit and by one period, and the
    /// target is a figure that the criterion names, where it names any.
    fn is_one_measure(&self, criterion: &Criterion, actual: &Figure) -> bool {
        let steps = criterion.step().map(|step| &step.by);
        let named: Vec<&Measure> = criterion.bounds().map(|bound| &bound.at).collect();
        let of_criterion = named.iter().copied().chain(steps);
        let mut units = of_criterion.map(|measure| measure.unit.as_str());
        let figures = self.target.into_iter().chain([actual]);
        let mut of_figures = figures.clone().map(|figure| figure.unit.as_str());
        let all = units.clone().chain(of_figures.clone());
        let one_unit = all.clone().all(|one| {
            let mut others = all.clone();
            others.all(|other| one.is_empty() || other.is_empty() || same_unit(one, other))
        });
        let one_period = figures
            .clone()
            .all(|figure| figure.period == actual.period && !figure.rank);
        let stands = match (self.aim, &named[..]) {
            // Only what is written with its unit is known to be what is meant.
            (None, _) => units.all(|unit| !unit.is_empty()) && !actual.unit.is_empty(),
            // A percentage of a bare number may be a share of it or points.
            (Some(_), []) => {
                units.all(|unit| !same_unit(unit, "%")) || of_figures.any(|unit| !unit.is_empty())
            }
            (Some(aim), named) => named.iter().any(|measure| measure.amount == aim),
        };
        one_unit && one_period && stands
    }

    /// Whether the target and the criterion want the same: more, or less.
    fn is_one_sense(&self, criterion: &Criterion) -> bool {
        let comparator = self.target.and_then(|target| target.comparator);
        let Some(step) = criterion.step() else {
            return true;
        };
        match step.side {
            Side::Below => comparator != Some(Comparator::AtMost),
            Side::Above => comparator != Some(Comparator::AtLeast),
            // With some events allowed, nobody can say where the counting starts.
            Side::Events => self.aim.is_none_or(Amount::is_zero),
        }
    }

    /// The score, with bounds that may or may not be included read one way.
    pub fn score(&self, criterion: &Criterion, lower_included: bool) -> Option<Score> {
        if let Some(points) = self.by_figures(criterion, lower_included)? {
            return Some(Score::exactly(points));
        }
        if let Some(score) = self.by_target(criterion)? {
            return Some(score);
        }
        match criterion.fall.as_ref()? {
            Fall::Step(step) => self.stepped(criterion, step),
            Fall::Proportional => self.proportional(criterion).map(Score::exactly),
            Fall::Discretion => Some(Score {
                least: Amount::ZERO,
                most: self.weight,
            }),
        }
    }

    /// The points of the narrowest tier around the actual, the inner value `None`
    /// where there is none; the outer where two of them differ.
    fn by_figures(&self, criterion: &Criterion, lower_included: bool) -> Option<Option<Amount>> {
        let around: Vec<(&Span, Points)> = criterion
            .tiers
            .iter()
            .filter_map(|tier| match &tier.when {
                When::Within(span) => Some((span, tier.points)),
                When::Met | When::NotMet | When::Partly => None,
            })
            .filter(|(span, _)| span.holds(self.reached, lower_included))
            .collect();
        if around.is_empty() {
            return Some(None);
        }
        let mut narrowest = around.iter().filter(|(span, _)| {
            let mut others = around.iter();
            others.all(|(other, _)| span.is_narrower(other))
        });
        let points = narrowest.next()?.1.of(self.weight)?;
        let alike = |(_, other): &(&Span, Points)| other.of(self.weight) == Some(points);
        narrowest.all(alike).then_some(Some(points))
    }

    /// The points for a target that is reached, or for one that is not; the inner
    /// value `None` where no tier speaks of it, the outer where two differ.
    fn by_target(&self, criterion: &Criterion) -> Option<Option<Score>> {
        let speaks = |tier: &&Tier| !matches!(tier.when, When::Within(_));
        if !criterion.tiers.iter().any(|tier| speaks(&tier)) {
            return Some(None);
        }
        let Some(is_met) = self.is_met(criterion) else {
            return Some(None);
        };
        let points = |wanted: When| {
            let tiers = criterion
                .tiers
                .iter()
                .filter(move |tier| tier.when == wanted);
            tiers.map(|tier| tier.points.of(self.weight))
        };
        let whole = points(if is_met { When::Met } else { When::NotMet });
        let whole = whole.collect::<Option<Vec<Amount>>>()?;
        if whole.len() > 1 {
            return None;
        }
        let partly = points(When::Partly).collect::<Option<Vec<Amount>>>()?;
        if is_met || partly.is_empty() {
            return Some(whole.first().copied().map(Score::exactly));
        }
        // nobody can say from a figure whether it is all but reached
        let worst = whole.first().copied().unwrap_or(Amount::ZERO);
        let all = partly.iter().copied().chain([worst]);
        Some(Some(Score {
            least: all.clone().min()?,
            most: all.max()?,
        }))
    }

    /// Whether the target is reached; `None` where nobody can say.
    fn is_met(&self, criterion: &Criterion) -> Option<bool> {
        if criterion.stated_aim().is_some() {
            // The tier that states it does not hold the actual.
            return Some(false);
        }
        let aim = self.aim?;
        let comparator = self.target?.comparator;
        match (criterion.step().map(|step| step.side), comparator) {
            (Some(Side::Below), _) => Some(self.reached >= aim),
            (Some(Side::Above), _) => Some(self.reached <= aim),
            // more than was to be exactly so is neither
            (_, Some(Comparator::Equal)) => (self.reached == aim).then_some(true),
            (_, Some(comparator)) => Some(comparator.holds(self.reached, aim)),
            // More or less than a bare figure may be wanted.
            (_, None) => (self.reached == aim).then_some(true),
        }
    }

    /// What is left after the steps between aim and actual; a step begun may
    /// count or not.
    fn stepped(&self, criterion: &Criterion, step: &Step) -> Option<Score> {
        let aim = criterion.stated_aim().map(|measure| measure.amount);
        let lost = match step.side {
            Side::Below => aim.or(self.aim)?.checked_sub(self.reached)?,
            Side::Above => self.reached.checked_sub(aim.or(self.aim)?)?,
            Side::Events => self.reached,
        };
        if lost <= Amount::ZERO {
            return Some(Score::exactly(self.weight));
        }
        let steps = lost.checked_div(step.by.amount)?;
        let nearest = steps.round(0);
        let one = Amount::from_int(1);
        let (whole, begun) = if nearest == steps {
            (nearest, nearest)
        } else if nearest > steps {
            (nearest.checked_sub(one)?, nearest)
        } else {
            (nearest, nearest.checked_add(one)?)
        };
        let points = step.points.of(self.weight)?;
        let left = |steps: Amount| {
            let lost = steps.checked_mul(points)?;
            Some(self.weight.checked_sub(lost)?.max(Amount::ZERO))
        };
        Some(Score {
            least: left(begun)?,
            most: left(whole)?,
        })
    }

    /// Weight × actual ÷ aim, where more is wanted for sure.
    fn proportional(&self, criterion: &Criterion) -> Option<Amount> {
        let stated = criterion.stated_aim();
        let wants_more = self.target?.comparator == Some(Comparator::AtLeast);
        if stated.is_none() && !wants_more {
            return None;
        }
        let aim = stated.map(|measure| measure.amount).or(self.aim)?;
        if self.reached.is_negative() {
            return None;
        }
        let score = self.weight.checked_mul(self.reached)?.checked_div(aim)?;
        Some(score.min(self.weight))
    }
}

/// The amount that a target sets; `None` for ranges, places in a ranking and
/// approximations.
fn bound_of(figure: &Figure) -> Option<Amount> {
    match figure.value {
        Value::One(amount) if figure.approximation.is_none() && !figure.rank => Some(amount),
        Value::One(_) | Value::Range(..) => None,
    }
}
