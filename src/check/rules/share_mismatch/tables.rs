//! The shares in a column of a table against the amounts beside them.

use crate::check::prose::{
    Block, Table, Text, amount, is_percent_of, is_share, odd_total, off, shares,
};
use crate::check::{FiledProse, Findings};
use crate::model::{Amount, Percent};

/// A column of rates of two amounts has one of these in its head.
const RATES: [&str; 4] = ["执行率", "支出率", "支出进度", "完成率"];

/// What rates are of stands under one of these.
const LIMITS: [&str; 6] = ["预算", "安排", "下达", "到位", "批复", "计划投资"];

/// A row's amount and its share, with the cell that says it.
type Row<'t> = (Amount, Amount, &'t Text);

/// Holds the columns of shares against the column of amounts that the most of their
/// rows are reckoned from; where there is none, nothing is known of them.
pub fn shares_in_table(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    const FEWEST: usize = 3;
    let shares = shares(block);
    if shares.is_empty() {
        return;
    }
    let Some(table) = Table::read(block) else {
        return;
    };
    for (at, head) in &shares {
        // the nearest column before it is the likeliest
        let before = table.columns.iter().rev().filter(|column| column.at < *at);
        let found = before.into_iter().find_map(|column| {
            let total = table.total.and_then(|row| amount(row.get(column.at)?));
            // a column that does not add up is said to be one
            if total.is_some_and(|total| off(total, &column.parts).is_some()) {
                return None;
            }
            let whole = total.or_else(|| Amount::sum(column.parts.iter().copied()))?;
            let rows = table.rows.iter();
            let rows = rows.filter_map(|row| share(row, column.at, (*at, head)));
            let rows: Vec<Row<'_>> = rows.collect();
            let is_off = |row: &&Row<'_>| is_share(row.1, row.0, whole) == Some(false);
            let wrong: Vec<Row<'_>> = rows.iter().filter(is_off).copied().collect();
            let few = wrong.len() == 1 || wrong.len() * 4 <= rows.len();
            (few && rows.len() >= FEWEST).then_some((whole, wrong))
        });
        let Some((whole, wrong)) = found else {
            continue;
        };
        for (part, percent, cell) in wrong {
            let Some(right) = Percent::of(part, whole) else {
                continue;
            };
            let right = Percent(right.0.round(percent.places().max(2)));
            let message = format!("写的占比是 {percent}%，{part} ÷ {whole} = {right}");
            let words = 0..cell.plain.len();
            let finding = filed.add(findings, block, (cell, words), message);
            finding.help(format!("核对两个金额；金额无误的，占比改为 {right}"));
        }
    }
}

/// The amount of a row and its share.
fn share<'t>(row: &'t [Text], amount_at: usize, of: (usize, &str)) -> Option<Row<'t>> {
    let (percent, cell) = percent(row, of)?;
    Some((amount(row.get(amount_at)?)?, percent, cell))
}

/// The percentage of a row in this column; the head may say that it is one.
fn percent<'t>(row: &'t [Text], (at, head): (usize, &str)) -> Option<(Amount, &'t Text)> {
    let cell = row.get(at)?;
    let bare = head.contains('%').then_some(cell.plain.as_str());
    let number = cell.plain.strip_suffix('%').or(bare)?;
    Some((Amount::parse(number).ok()?, cell))
}

/// A row with the two amounts that its rate is reckoned from.
struct Reckoned<'t> {
    rate: Amount,
    cell: &'t Text,
    part: Amount,
    whole: Amount,
}

/// Holds the columns of rates against the two columns of amounts that all rows but
/// one are reckoned from, whatever rows there are.
pub fn rates_in_table(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    let Some((heads, rows)) = block.rows.split_first() else {
        return;
    };
    if !heads.iter().any(is_rate) || odd_total(block).is_some() || is_off(block) {
        return;
    }
    for (at, head) in heads.iter().enumerate() {
        if !is_rate(head) {
            continue;
        }
        let Some(wrong) = odd_one((heads, rows), (at, &head.plain)) else {
            continue;
        };
        let Reckoned {
            rate, part, whole, ..
        } = wrong;
        let Some(right) = Percent::of(part, whole) else {
            continue;
        };
        let right = Percent(right.0.round(rate.places().max(2)));
        let message = format!("写的{}是 {rate}%，{part} ÷ {whole} = {right}", head.plain);
        let words = 0..wrong.cell.plain.len();
        let finding = filed.add(findings, block, (wrong.cell, words), message);
        finding.help(format!("核对两个数；两个数无误的，改为 {right}"));
    }
}

fn is_rate(head: &Text) -> bool {
    RATES.iter().any(|word| head.plain.contains(word))
}

/// Whether a column of a table does not add up, which is told by itself.
fn is_off(block: &Block) -> bool {
    Table::read(block).is_some_and(|table| {
        let mut columns = table.columns.iter();
        columns.any(|column| {
            let total = table.total.and_then(|row| amount(row.get(column.at)?));
            total.is_some_and(|total| off(total, &column.parts).is_some())
        })
    })
}

/// The row whose rate alone is not that of the two columns of amounts before it; some
/// rate must be other than 100%, so that it is known which columns these are.
fn odd_one<'t>(
    (heads, rows): (&[Text], &'t [Vec<Text>]),
    (at, head): (usize, &str),
) -> Option<Reckoned<'t>> {
    const FEWEST: usize = 3;
    const MOST: usize = 8;
    let full = Amount::from_int(100);
    let mut found = None;
    for of in (1..at.min(MOST)).flat_map(|part| (1..at.min(MOST)).map(move |whole| (part, whole))) {
        let read = |row: &'t Vec<Text>| {
            let (rate, cell) = percent(row, (at, head))?;
            let (part, whole) = (amount(row.get(of.0)?)?, amount(row.get(of.1)?)?);
            Some(Reckoned {
                rate,
                cell,
                part,
                whole,
            })
        };
        let read: Vec<Reckoned<'t>> = rows.iter().filter_map(read).collect();
        // less may be better of what is no money
        let limits = heads
            .get(of.1)
            .is_some_and(|head| LIMITS.iter().any(|word| head.plain.contains(word)));
        if of.0 == of.1 || !limits || read.len() <= FEWEST {
            continue;
        }
        let capped = |row: &Reckoned<'_>| row.rate == full && row.part > row.whole;
        let is = |row: &Reckoned<'_>| match capped(row) {
            true => None,
            false => is_percent_of(row.rate, row.part, row.whole),
        };
        if read.iter().all(|row| is(row) == Some(true)) {
            return None;
        }
        let held = read.iter().filter(|row| is(row) == Some(true));
        let telling = held.clone().any(|row| row.rate != full);
        let wrong = read.iter().filter(|row| is(row) == Some(false)).count();
        if held.count() >= FEWEST && wrong == 1 && telling {
            if found.is_some() {
                return None;
            }
            found = read.into_iter().find(|row| is(row) == Some(false));
        }
    }
    found
}
