//! The figures of a report that follow from others: what the author leaves out
//! is taken from here, and what the author writes is held against it.
//!
//! Where a report leaves the weight of its execution rate out, its form has it:
//! `form_weight` is that weight in 分, `None` where the form has none.

use super::{Amount, DataPath, Funds, FundsPart, Goal, Indicator, Items, Percent, Report, Segment};

/// Decimal places of a rate or an execution score that was not written.
const PLACES: u32 = 2;

/// The rows under one level-1 heading together, in 分. `None` where no row has
/// the figure (or, absurdly, their sum overflows).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level1Sum<'a> {
    /// 一级指标, such as 产出指标; empty for rows before the first heading.
    pub name: &'a str,
    /// The sum of 分值.
    pub weight: Option<Amount>,
    /// The sum of 得分.
    pub score: Option<Amount>,
}

impl Report {
    /// The rows with their places: the report's own, then those of each goal.
    /// Rows under 其中 are left out: they repeat what their parent states.
    pub fn rows(&self) -> impl Iterator<Item = (DataPath, &Indicator)> {
        let groups = self.goals.iter().enumerate().map(|(at, goal)| {
            let path = DataPath::root().key("年度目标").index(at);
            (path, goal.indicators.as_slice())
        });
        std::iter::once((DataPath::root(), self.indicators.as_slice()))
            .chain(groups)
            .flat_map(|(path, rows)| {
                let path = path.key("绩效指标");
                let rows = rows.iter().enumerate();
                rows.map(move |(at, row)| (path.clone().index(at), row))
            })
    }

    /// The same rows without their places.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        let of_goals = self.goals.iter().flat_map(|goal| &goal.indicators);
        self.indicators.iter().chain(of_goals)
    }

    /// 总分 as it follows from the scores, in 分: of the execution rate, of the
    /// goals themselves and of the rows. `None` when nothing is scored.
    pub fn computed_total(&self, form_weight: Option<Amount>) -> Option<Amount> {
        let execution = self.execution_score_or_computed(form_weight);
        let goals = self.goals.iter().map(|goal| goal.score);
        let rows = self.indicators().map(Indicator::own_score);
        sum_of_stated(std::iter::once(execution).chain(goals).chain(rows))
    }

    /// 总分 as declared, or else as computed, in 分.
    pub fn total_or_computed(&self, form_weight: Option<Amount>) -> Option<Amount> {
        self.total.or_else(|| self.computed_total(form_weight))
    }

    /// 执行率 = 全年执行数 / 全年预算数, exact; `None` without both, or where the
    /// budget is zero.
    pub fn computed_rate(&self) -> Option<Percent> {
        let funds = self.funds.as_ref()?;
        Percent::of(funds.executed?, funds.budget?)
    }

    /// 执行率 as declared, or else as computed and rounded to two decimal places.
    pub fn rate_or_computed(&self) -> Option<Percent> {
        let declared = self.funds.as_ref()?.rate;
        declared.or_else(|| Some(Percent(self.computed_rate()?.0.round(PLACES))))
    }

    /// The weight of the execution rate, in 分: the report's, or else its form's,
    /// which counts only where the report does not show that the rate is not scored.
    pub fn execution_weight(&self, form_weight: Option<Amount>) -> Option<Amount> {
        let declared = self.funds.as_ref()?.weight;
        declared.or_else(|| form_weight.filter(|_| !self.leaves_execution_unscored()))
    }

    /// Whether the rate has neither weight nor score in the report, and the rows make
    /// full marks without it.
    pub fn leaves_execution_unscored(&self) -> bool {
        let funds = self.funds.as_ref();
        let is_blank = funds.is_none_or(|funds| funds.weight.is_none() && funds.score.is_none());
        is_blank && {
            let goals = self.goals.iter().map(|goal| {
                let of_rows = weights_of(&goal.indicators);
                of_rows.or(goal.weight)
            });
            let all = goals.chain([weights_of(&self.indicators)]);
            Amount::sum(all.flatten()) == Some(Amount::HUNDRED)
        }
    }

    /// The score of the execution rate, in 分: weight × rate, at most the weight
    /// (财预〔2020〕10号), not rounded. The rate is the exact one, or the declared
    /// one on forms that state no amounts.
    pub fn execution_score_computed(&self, form_weight: Option<Amount>) -> Option<Amount> {
        let funds = self.funds.as_ref()?;
        let weight = self.execution_weight(form_weight)?;
        // Multiplied before it is divided, so that 10 × 1/3 × 3 stays 10.
        let score = match (funds.executed, funds.budget) {
            (Some(executed), Some(budget)) => weight.checked_mul(executed)?.checked_div(budget)?,
            _ => weight
                .checked_mul(funds.rate?.0)?
                .checked_div(Amount::HUNDRED)?,
        };
        Some(score.min(weight))
    }

    /// The score of the execution rate as declared, or else as computed and
    /// rounded to two decimal places, in 分.
    pub fn execution_score_or_computed(&self, form_weight: Option<Amount>) -> Option<Amount> {
        let declared = self.funds.as_ref()?.score;
        declared.or_else(|| Some(self.execution_score_computed(form_weight)?.round(PLACES)))
    }

    /// The sums under each level-1 heading, in order of appearance.
    pub fn level1_sums(&self) -> Vec<Level1Sum<'_>> {
        Level1Sum::of(self.indicators())
    }

    /// The value at a data path as it is printed, such as
    /// `预算执行.按收入性质.一般公共预算`, `绩效指标[3].得分` or
    /// `绩效指标[拆除违法建设数量].实际完成值`. What the author left out and can be
    /// computed is computed: 总分, 预算执行.执行率, 预算执行.得分.
    ///
    /// `None` where there is no such place, where it is blank, and where a name
    /// in brackets belongs to more than one row.
    pub fn figure(&self, path: &DataPath, form_weight: Option<Amount>) -> Option<String> {
        let (first, rest) = path.0.split_first()?;
        match (key(first)?, rest) {
            ("表式", []) => printed(&self.form),
            ("年度", []) => Some(self.year?.to_string()),
            ("标题", []) => printed(&self.title),
            ("金额单位", []) => Some(self.money_unit?.chinese().to_owned()),
            ("公开", [field]) => printed(self.disclosure.get(key(field)?)?),
            ("填报", [field]) => printed(match key(field)? {
                "单位负责人" => &self.filing.responsible,
                "填报日期" => &self.filing.date,
                "主管部门" => &self.filing.supervisor,
                _ => return None,
            }),
            ("项目", [field]) => printed(match key(field)? {
                "名称" => &self.project.name,
                "主管部门" => &self.project.supervisor,
                "实施单位" => &self.project.implementer,
                _ => return None,
            }),
            ("预算执行", [field]) => match key(field)? {
                "分值" => amount(self.execution_weight(form_weight)),
                "执行率" => Some(self.rate_or_computed()?.to_string()),
                "得分" => amount(self.execution_score_or_computed(form_weight)),
                field => self.funds.as_ref()?.figure(field),
            },
            ("预算执行", rest) => self.funds.as_ref()?.figure_below(rest),
            ("年度目标", [Segment::Index(at), rest @ ..]) => self.goals.get(*at)?.figure(rest),
            ("一级指标分值", [name]) => item(&self.level1_weights, name),
            ("绩效指标", [Segment::Key(name), Segment::Key(field)]) => {
                the_only(self.indicators(), name)?.figure(field)
            }
            ("绩效指标", rest) => figure_in(&self.indicators, rest),
            ("总分", []) => amount(self.total_or_computed(form_weight)),
            ("等级", []) => printed(&self.grade),
            ("偏差原因", []) => printed(&self.reason),
            ("改进措施", []) => printed(&self.measure),
            ("备注", []) => printed(&self.remark),
            _ => None,
        }
    }
}

impl Indicator {
    /// The points that the row did not get: 分值 − 得分, below zero where it got
    /// more than there are. `None` without both, and for a row whose figures are
    /// those of the row above.
    pub fn lost_points(&self) -> Option<Amount> {
        self.own_weight()?.checked_sub(self.own_score()?)
    }

    fn own_weight(&self) -> Option<Amount> {
        self.weight.filter(|_| !self.merged_above)
    }

    fn own_score(&self) -> Option<Amount> {
        self.score.filter(|_| !self.merged_above)
    }

    /// What stands in the row under this key as printed; `None` where it is blank.
    pub fn figure(&self, field: &str) -> Option<String> {
        match field {
            "一级指标" => printed(&self.level1),
            "二级指标" => printed(&self.level2),
            "三级指标" => printed(&self.name),
            "计量单位" => printed(&self.measure_unit),
            "指标性质" => printed(&self.nature),
            "年度指标值" => printed(&self.target),
            "实际完成值" => printed(&self.actual),
            "评分标准" => printed(&self.criterion),
            "计分" => printed(&self.scoring),
            "分值" => amount(self.weight),
            "得分" => amount(self.score),
            "偏差原因" => printed(&self.reason),
            "改进措施" => printed(&self.measure),
            "说明" => printed(&self.note),
            _ => printed(self.extra.get(field)?),
        }
    }
}

impl Goal {
    fn figure(&self, path: &[Segment]) -> Option<String> {
        let (first, rest) = path.split_first()?;
        match (key(first)?, rest) {
            ("编号", []) => printed(&self.number),
            ("预期目标", []) => printed(&self.expected),
            ("调整目标", []) => printed(&self.adjusted),
            ("实际完成情况", []) => printed(&self.achieved),
            ("分值", []) => amount(self.weight),
            ("得分", []) => amount(self.score),
            ("一级指标分值", [name]) => item(&self.level1_weights, name),
            ("绩效指标", [Segment::Key(name), Segment::Key(field)]) => {
                the_only(self.indicators.iter(), name)?.figure(field)
            }
            ("绩效指标", rest) => figure_in(&self.indicators, rest),
            _ => None,
        }
    }
}

impl Funds {
    fn figure(&self, field: &str) -> Option<String> {
        match field {
            "年初预算数" => amount(self.initial_budget),
            "全年预算数" => amount(self.budget),
            "全年执行数" => amount(self.executed),
            "偏差原因" => printed(&self.reason),
            _ => None,
        }
    }

    fn figure_below(&self, path: &[Segment]) -> Option<String> {
        let (first, rest) = path.split_first()?;
        match (key(first)?, rest) {
            ("按收入性质", [name]) => item(&self.sources, name),
            ("按支出性质", [name]) => item(&self.natures, name),
            ("其中", [name, field]) => self.parts.get(key(name)?)?.figure(key(field)?),
            _ => None,
        }
    }
}

impl FundsPart {
    fn figure(&self, field: &str) -> Option<String> {
        match field {
            "年初预算数" => amount(self.initial_budget),
            "全年预算数" => amount(self.budget),
            "全年执行数" => amount(self.executed),
            _ => None,
        }
    }
}

impl<'a> Level1Sum<'a> {
    /// The sums under each level-1 heading of these rows, in order of appearance.
    /// A blank 一级指标 takes the heading above it, as merged cells do; rows under
    /// one heading in several places are summed together.
    pub fn of(rows: impl IntoIterator<Item = &'a Indicator>) -> Vec<Self> {
        let mut groups: Vec<(&str, Vec<&Indicator>)> = Vec::new();
        let mut heading = "";
        for row in rows {
            if !row.level1.is_empty() {
                heading = &row.level1;
            }
            match groups.iter_mut().find(|(name, _)| *name == heading) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((heading, vec![row])),
            }
        }
        let sums = groups.into_iter().map(|(name, rows)| Self {
            name,
            weight: sum_of_stated(rows.iter().map(|row| row.own_weight())),
            score: sum_of_stated(rows.iter().map(|row| row.own_score())),
        });
        sums.collect()
    }
}

/// The sum of those that are stated; `None` where none is, or on overflow.
fn sum_of_stated(amounts: impl Iterator<Item = Option<Amount>>) -> Option<Amount> {
    let mut stated = amounts.flatten();
    let first = stated.next()?;
    Amount::sum(std::iter::once(first).chain(stated))
}

/// A figure of a row, by `[number].field`, or of a child row further down.
fn figure_in(rows: &[Indicator], path: &[Segment]) -> Option<String> {
    let [Segment::Index(at), Segment::Key(field), below @ ..] = path else {
        return None;
    };
    let row = rows.get(*at)?;
    match (field.as_str(), below) {
        ("其中", below) => figure_in(&row.children, below),
        (field, []) => row.figure(field),
        _ => None,
    }
}

/// The row of this name, where there is just one.
fn the_only<'a>(rows: impl Iterator<Item = &'a Indicator>, name: &str) -> Option<&'a Indicator> {
    let mut named = rows.filter(|row| row.name == name);
    let row = named.next()?;
    named.next().is_none().then_some(row)
}

fn key(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Key(key) => Some(key),
        Segment::Index(_) => None,
    }
}

fn printed(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn amount(amount: Option<Amount>) -> Option<String> {
    amount.map(|amount| amount.to_string())
}

fn item(items: &Items, name: &Segment) -> Option<String> {
    amount(*items.get(key(name)?)?)
}

#[cfg(test)]
mod tests;

/// The weights of rows together; `None` where no row has one. What is below a row
/// counts only where the row has none.
fn weights_of(rows: &[Indicator]) -> Option<Amount> {
    let rows = rows.iter().filter(|row| !row.merged_above);
    let weights = rows.map(|row| row.weight.or_else(|| weights_of(&row.children)));
    let weights: Vec<Amount> = weights.flatten().collect();
    Amount::sum(weights.iter().copied()).filter(|_| !weights.is_empty())
}
