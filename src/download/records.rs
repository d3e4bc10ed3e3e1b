//! A unit's forms as records: which tables there are, what their columns say,
//! and a report's lines in them. The same columns for every form of every place,
//! so that the files of all units can be laid together.

use super::table::Kind::{Number, Text, Year};
use super::table::{Column, Kind, Table, Value};
use crate::folder::{Document, ProjectFolder, UnitFolder, YearFolder};
use crate::model::{Amount, Goal, Indicator, MoneyUnit, Report, SpendingRow};
use crate::render::table::Table as FormTable;

/// A filled form with what tells its records from those of others.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    /// The unit's folder.
    pub unit: &'a UnitFolder,
    /// The year's folder.
    pub year: &'a YearFolder,
    /// The project; `None` for the overall form.
    pub project: Option<&'a ProjectFolder>,
    /// The form as it prints.
    pub form: &'a [FormTable],
    /// The year's base data as they print.
    pub base: &'a [FormTable],
}

impl<'a> Filed<'a> {
    /// The form; `None` for a year that has projects alone.
    pub fn report(&self) -> Option<&'a Document<Report>> {
        match self.project {
            Some(project) => Some(&project.report),
            None => self.year.report.as_ref(),
        }
    }

    fn money_unit(&self) -> Option<MoneyUnit> {
        self.report()?.money_unit()
    }

    /// The first columns of every table.
    fn key(&self) -> Vec<Value> {
        vec![
            self.unit.unit.name.as_str().into(),
            self.unit.address.as_str().into(),
            self.year.year.into(),
            self.project.map_or("", |project| &project.slug).into(),
        ]
    }
}

/// The sheets' and tables' names: what a reader calls them.
pub const TITLES: [&str; 5] = ["自评表", "预算执行", "年度目标", "绩效指标", "基础数据"];

/// The tables' names in the names of files.
pub const NAMES: [&str; 5] = ["reports", "funds", "goals", "indicators", "base"];

/// The tables of these forms; amounts in 元 whatever the form writes, so that
/// the files of all units can be laid together.
pub fn tables(filed: &[Filed<'_>]) -> Vec<Table> {
    let lines = |line: fn(&Filed<'_>) -> Vec<Vec<Value>>| -> Vec<Vec<Value>> {
        filed.iter().flat_map(line).collect()
    };
    let records = [
        lines(report_lines),
        lines(funds_lines),
        lines(goal_lines),
        lines(indicator_lines),
        lines(base_lines),
    ];
    let mut tables = empty_tables();
    for (table, records) in tables.iter_mut().zip(records) {
        table.records = records;
    }
    tables
}

/// The tables without records.
pub fn empty_tables() -> Vec<Table> {
    let columns: [&[Column]; 5] = [&REPORT, &FUNDS, &GOAL, &INDICATOR, &BASE];
    let tables = NAMES.into_iter().zip(TITLES).zip(columns);
    tables
        .map(|((name, title), columns)| Table {
            name,
            title,
            columns: KEY.iter().chain(columns).copied().collect(),
            records: Vec::new(),
        })
        .collect()
}

const fn column(
    name: &'static str,
    unit: &'static str,
    kind: Kind,
    description: &'static str,
) -> Column {
    Column {
        name,
        unit,
        kind,
        description,
    }
}

const KEY: [Column; 4] = [
    column("单位", "", Text, "单位全称"),
    column(
        "单位地址",
        "",
        Text,
        "单位在本站的地址，各表以它和年度、项目相连",
    ),
    column("年度", "", Year, "预算年度"),
    column("项目", "", Text, "项目的编号，整体支出自评表为空"),
];

/// An amount in 元, exactly; blank where the form's unit is not known.
fn in_yuan(amount: Option<Amount>, unit: Option<MoneyUnit>) -> Value {
    let convert = |unit: MoneyUnit| unit.convert(amount?, MoneyUnit::Yuan);
    unit.and_then(convert).into()
}

const REPORT: [Column; 14] = [
    column("表名", "", Text, "自评表的标题"),
    column("项目名称", "", Text, "项目的名称，整体支出自评表为空"),
    column("表式", "", Text, "所用表式的编号"),
    column("年初预算数", "元", Number, "年初批复的预算"),
    column("全年预算数", "元", Number, "调整后的全年预算"),
    column("全年执行数", "元", Number, "全年实际支出"),
    column(
        "执行率",
        "%",
        Number,
        "全年执行数÷全年预算数，表上未填的由程序算出",
    ),
    column("执行率分值", "分", Number, "预算执行率占的分值"),
    column("执行率得分", "分", Number, "预算执行率的得分"),
    column("总分", "分", Number, "自评总分，表上未填的由程序合计"),
    column("满分", "分", Number, "表式的满分"),
    column("等级", "", Text, "表上写的等级，未写的按表式的标准"),
    column("发布日期", "", Text, "公开的日期"),
    column(
        "原表金额单位",
        "",
        Text,
        "原表的金额单位；各数据文件的金额都已换算成元",
    ),
];

fn report_lines(filed: &Filed<'_>) -> Vec<Vec<Value>> {
    let Some(document) = filed.report() else {
        return Vec::new();
    };
    let (report, form) = (&document.data, &document.form);
    let form_weight = form.funds.as_ref().and_then(|funds| funds.weight);
    let funds = report.funds.as_ref();
    let own = filed.money_unit();
    let total = report.total_or_computed(form_weight);
    let title = match report.title.trim() {
        "" => form.name.as_deref().unwrap_or(""),
        own => own,
    };
    let published = report.disclosure.get("发布日期");
    let mut line = filed.key();
    line.extend([
        title.into(),
        report.project.name.as_str().into(),
        report.form.as_str().into(),
        in_yuan(funds.and_then(|funds| funds.initial_budget), own),
        in_yuan(funds.and_then(|funds| funds.budget), own),
        in_yuan(funds.and_then(|funds| funds.executed), own),
        report.rate_or_computed().into(),
        report.execution_weight(form_weight).into(),
        report.execution_score_or_computed(form_weight).into(),
        total.into(),
        total.and(form.full_marks).into(),
        form.grade_of(report).unwrap_or_default().into(),
        published.map_or("", String::as_str).into(),
        own.map_or("", MoneyUnit::chinese).into(),
    ]);
    vec![line]
}

const FUNDS: [Column; 6] = [
    column("类别", "", Text, "合计、其中、按收入性质或按支出性质"),
    column("名称", "", Text, "资金的名称"),
    column("年初预算数", "元", Number, "年初批复的预算"),
    column("全年预算数", "元", Number, "调整后的全年预算"),
    column("全年执行数", "元", Number, "全年实际支出"),
    column("金额", "元", Number, "表上只列一个金额的，如按收入性质"),
];

fn funds_lines(filed: &Filed<'_>) -> Vec<Vec<Value>> {
    let Some(funds) = filed.report().and_then(|report| report.data.funds.as_ref()) else {
        return Vec::new();
    };
    let own = filed.money_unit();
    let line = |kind: &str, name: &str, amounts: [Option<Amount>; 4]| {
        let mut line = filed.key();
        line.extend([kind.into(), name.into()]);
        line.extend(amounts.map(|amount| in_yuan(amount, own)));
        line
    };
    let total = [funds.initial_budget, funds.budget, funds.executed, None];
    let mut lines = vec![line("合计", "资金总额", total)];
    for (name, part) in funds.parts.iter() {
        let amounts = [part.initial_budget, part.budget, part.executed, None];
        lines.push(line("其中", name, amounts));
    }
    for (kind, items) in [
        ("按收入性质", &funds.sources),
        ("按支出性质", &funds.natures),
    ] {
        for (name, amount) in items.iter() {
            lines.push(line(kind, name, [None, None, None, *amount]));
        }
    }
    lines
}

const GOAL: [Column; 6] = [
    column("目标", "", Text, "目标的编号或名称"),
    column("预期目标", "", Text, "年初定的目标"),
    column("调整目标", "", Text, "调整后的目标"),
    column("实际完成情况", "", Text, "实际完成的情况"),
    column("分值", "分", Number, "目标占的分值"),
    column("得分", "分", Number, "目标的得分"),
];

fn goal_lines(filed: &Filed<'_>) -> Vec<Vec<Value>> {
    let goals = filed.report().map_or(&[][..], |report| &report.data.goals);
    let goals = goals.iter().enumerate();
    goals
        .map(|(at, goal)| {
            let mut line = filed.key();
            line.extend([
                goal_name(at, goal),
                goal.expected.as_str().into(),
                goal.adjusted.as_str().into(),
                goal.achieved.as_str().into(),
                goal.weight.into(),
                goal.score.into(),
            ]);
            line
        })
        .collect()
}

fn goal_name(at: usize, goal: &Goal) -> Value {
    match goal.number.trim() {
        "" => Value::Text(format!("年度目标{}", at + 1)),
        own => own.into(),
    }
}

const INDICATOR: [Column; 18] = [
    column(
        "目标",
        "",
        Text,
        "指标所属的年度目标，表上不按目标分组的为空",
    ),
    column("一级指标", "", Text, "一级指标，合并的单元格逐行写出"),
    column("二级指标", "", Text, "二级指标，合并的单元格逐行写出"),
    column("三级指标", "", Text, "指标的名称"),
    column("上级指标", "", Text, "“其中”各行所属的指标"),
    column("年度指标值", "", Text, "年初定的指标值，照原文"),
    column("实际完成值", "", Text, "实际完成的值，照原文"),
    column("计量单位", "", Text, "指标值的计量单位"),
    column("指标性质", "", Text, "≥、≤、=或定性"),
    column("评分标准", "", Text, "怎样计分"),
    column("分值", "分", Number, "指标占的分值"),
    column("得分", "分", Number, "指标的得分"),
    column("扣分", "分", Number, "分值减得分"),
    column(
        "合并计分",
        "",
        Text,
        "“是”：与上一行合在一起计分，分值和得分写在上一行",
    ),
    column("偏差原因", "", Text, "没有做到的原因"),
    column("改进措施", "", Text, "打算怎样改进"),
    column("说明", "", Text, "其他说明"),
    column("其他栏", "", Text, "表式自有的栏目，写作“栏目：内容；”"),
];

fn indicator_lines(filed: &Filed<'_>) -> Vec<Vec<Value>> {
    let Some(document) = filed.report() else {
        return Vec::new();
    };
    let report = &document.data;
    let mut lines = Vec::new();
    add_rows(filed, Value::Blank, &report.indicators, &mut lines);
    for (at, goal) in report.goals.iter().enumerate() {
        add_rows(filed, goal_name(at, goal), &goal.indicators, &mut lines);
    }
    lines
}

fn add_rows(filed: &Filed<'_>, goal: Value, rows: &[Indicator], lines: &mut Vec<Vec<Value>>) {
    let (mut level1, mut level2) = ("", "");
    for row in rows {
        if !row.level1.trim().is_empty() {
            (level1, level2) = (&row.level1, "");
        }
        if !row.level2.trim().is_empty() {
            level2 = &row.level2;
        }
        let levels = Levels {
            filed,
            goal: &goal,
            level1,
            level2,
        };
        levels.add(row, "", lines);
        for child in &row.children {
            levels.add(child, &row.name, lines);
        }
    }
}

/// What stands left of a row.
struct Levels<'a> {
    filed: &'a Filed<'a>,
    goal: &'a Value,
    level1: &'a str,
    level2: &'a str,
}

impl Levels<'_> {
    fn add(&self, row: &Indicator, above: &str, lines: &mut Vec<Vec<Value>>) {
        let lost = if above.is_empty() {
            row.lost_points()
        } else {
            None
        };
        let own = |amount: Option<Amount>| amount.filter(|_| !row.merged_above).into();
        let extra: String = row
            .extra
            .iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(name, value)| format!("{name}：{}；", value.trim()))
            .collect();
        let mut line = self.filed.key();
        line.push(self.goal.clone());
        line.extend(
            [
                self.level1,
                self.level2,
                &row.name,
                above,
                &row.target,
                &row.actual,
                &row.measure_unit,
                &row.nature,
                &row.criterion,
            ]
            .map(Value::from),
        );
        line.extend([own(row.weight), own(row.score), lost.into()]);
        let merged = if row.merged_above { "是" } else { "" };
        line.extend([merged, &row.reason, &row.measure, &row.note, &extra].map(Value::from));
        lines.push(line);
    }
}

const BASE: [Column; 5] = [
    column("上级科目", "", Text, "所属的科目，一级科目为空"),
    column("科目", "", Text, "经费控制情况的科目"),
    column("上年决算数", "元", Number, "上年的决算"),
    column("本年预算数", "元", Number, "本年的预算"),
    column("本年决算数", "元", Number, "本年的决算"),
];

fn base_lines(filed: &Filed<'_>) -> Vec<Vec<Value>> {
    let base = filed.year.base.as_ref();
    let Some(base) = base.filter(|_| filed.project.is_none()) else {
        return Vec::new();
    };
    let own = base.money_unit();
    let mut lines = Vec::new();
    add_spending(filed, &base.data.spending, "", own, &mut lines);
    lines
}

fn add_spending(
    filed: &Filed<'_>,
    rows: &[SpendingRow],
    above: &str,
    own: Option<MoneyUnit>,
    lines: &mut Vec<Vec<Value>>,
) {
    for row in rows {
        let amounts = [row.last_year, row.budget, row.executed];
        let mut line = filed.key();
        line.extend([above, &row.name].map(Value::from));
        line.extend(amounts.map(|amount| in_yuan(amount, own)));
        lines.push(line);
        add_spending(filed, &row.children, &row.name, own, lines);
    }
}
