//! Tables of amounts: which columns can be added up, and which row is their total.

use super::{Block, Text, off};
use crate::model::letters::ends;
use crate::model::{Amount, MoneyUnit};

/// A table whose rows stand side by side.
#[derive(Debug)]
pub struct Table<'a> {
    /// The row of the total, where there is one.
    pub total: Option<&'a [Text]>,
    /// Whether that is the 小计 that the table closes with: it may be of some rows.
    pub is_subtotal: bool,
    /// The other rows, without the head.
    pub rows: Vec<&'a [Text]>,
    /// The columns of amounts.
    pub columns: Vec<Column<'a>>,
}

/// A column of amounts.
#[derive(Debug)]
pub struct Column<'a> {
    /// Its index.
    pub at: usize,
    /// Its head.
    pub head: &'a str,
    /// The amounts without the total's; blank cells are left out.
    pub parts: Vec<Amount>,
}

/// The words that a total's row is called by.
const TOTALS: [&str; 3] = ["合计", "总计", "共计"];

/// A column of shares has one of these in its head.
const SHARES: [&str; 3] = ["占", "比例", "比重"];

/// A column with one of these in its head is not to be added up.
const NO_AMOUNTS: [&str; 8] = ["率", "比", "序号", "编号", "增", "减", "年份", "备注"];

impl<'a> Table<'a> {
    /// Reads a table; `None` where its rows are not of one kind, or it has two totals.
    pub fn read(block: &'a Block) -> Option<Self> {
        let (head, rows) = block.rows.split_first()?;
        let is_word = |cell: &&Text| {
            let word = cell.plain.chars().any(char::is_alphabetic);
            word && Amount::parse(&cell.plain).is_err()
        };
        // a row may be numbered before it is named
        let label = |row: &'a Vec<Text>| {
            let named = row.iter().take(2).find(is_word);
            named.map_or("", |cell| cell.plain.as_str())
        };
        let labels: Vec<&str> = rows.iter().map(label).collect();
        // a table may close with its only 小计
        let closes = |at: usize| at + 1 == rows.len() && labels[at] == "小计";
        let is_nested =
            |at: usize| labels[at].contains("其中") || labels[at].contains("小计") && !closes(at);
        if (0..rows.len()).any(is_nested) {
            return None;
        }
        let is_total = |at: &usize| TOTALS.iter().any(|end| ends(labels[*at], end)) || closes(*at);
        let (totals, others): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(is_total);
        if totals.len() > 1 {
            return None;
        }
        let total = totals.first();
        let others: Vec<&[Text]> = others.iter().map(|at| rows[*at].as_slice()).collect();
        let columns = (1..head.len()).filter_map(|at| {
            let head = head[at].plain.as_str();
            let parts = amounts(head, others.iter().filter_map(|row| row.get(at)))?;
            Some(Column { at, head, parts })
        });
        Some(Self {
            total: total.map(|at| rows[*at].as_slice()),
            is_subtotal: total.is_some_and(|at| closes(*at)),
            columns: columns.collect(),
            rows: others,
        })
    }
}

/// The columns of shares of a table, each with its index and head.
pub fn shares(block: &Block) -> Vec<(usize, &str)> {
    let heads = block.rows.first().map_or(&[][..], Vec::as_slice);
    let heads = heads.iter().enumerate().skip(1);
    let heads = heads.map(|(at, head)| (at, head.plain.as_str()));
    let is_share = |(_, head): &(usize, &str)| SHARES.iter().any(|word| head.contains(word));
    heads.filter(is_share).collect()
}

/// A cell of a total that its rows do not make, although those of all other columns do.
#[derive(Debug)]
pub struct Odd<'a> {
    /// The cell.
    pub cell: &'a Text,
    /// What it says.
    pub stated: Amount,
    /// What its rows make.
    pub sum: Amount,
}

/// The odd cell of a closing total in a table where some rows are parts of the row
/// above 其中. How many these are, the other columns say: without them they add up.
pub fn odd_total(block: &Block) -> Option<Odd<'_>> {
    const FEWEST: usize = 2;
    const MOST: usize = 40;
    let (head, rows) = block.rows.split_first()?;
    let (total, rows) = rows.split_last()?;
    let label = |row: &[Text]| row.first().map_or(String::new(), |cell| cell.plain.clone());
    let is_total = |row: &[Text]| TOTALS.iter().any(|end| label(row).ends_with(end));
    let mut among = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| label(row).contains("其中"));
    let (from, _) = among.next().filter(|(from, _)| *from > 0)?;
    let strange = among.next().is_some()
        || rows
            .iter()
            .any(|row| is_total(row) || label(row).contains("小计"));
    if !is_total(total) || strange || rows.len() > MOST {
        return None;
    }
    let columns: Vec<usize> = (1..head.len())
        .filter(|at| !NO_AMOUNTS.iter().any(|word| head[*at].plain.contains(word)))
        .filter(|at| total.get(*at).and_then(amount).is_some())
        .collect();
    let mut odd = None;
    for to in from + 1..=rows.len() {
        let outer = || rows[..from].iter().chain(&rows[to..]);
        let mut held = 0;
        let mut wrong = Vec::new();
        for at in &columns {
            let cell = total.get(*at)?;
            let stated = amount(cell)?;
            let parts: Vec<Amount> = outer().filter_map(|row| amount(row.get(*at)?)).collect();
            match off(stated, &parts) {
                None => held += 1,
                Some((sum, _)) => wrong.push(Odd { cell, stated, sum }),
            }
        }
        match (wrong.pop(), wrong.is_empty()) {
            (None, _) => return None,
            (Some(one), true) if held >= FEWEST => odd = Some(one),
            _ => {}
        }
    }
    odd
}

impl Column<'_> {
    /// Whether it holds the totals of the rows.
    pub fn is_total(&self) -> bool {
        TOTALS.iter().any(|end| self.head.starts_with(end)) || self.head.starts_with("小计")
    }

    /// The unit of money that the head names.
    pub fn money_unit(&self) -> Option<MoneyUnit> {
        let units = [
            MoneyUnit::TenThousandYuan,
            MoneyUnit::HundredMillionYuan,
            MoneyUnit::Yuan,
        ];
        units
            .into_iter()
            .find(|unit| self.head.contains(unit.chinese()))
    }
}

/// The amounts of a column; `None` where it holds anything else.
fn amounts<'t>(head: &str, cells: impl Iterator<Item = &'t Text>) -> Option<Vec<Amount>> {
    if NO_AMOUNTS.iter().any(|word| head.contains(word)) {
        return None;
    }
    let filled = cells.map(|cell| cell.plain.as_str());
    let filled = filled.filter(|cell| !cell.chars().all(|c| "-—/".contains(c)));
    let filled: Vec<&str> = filled.collect();
    let unit = filled.first().map_or("", |cell| unit(cell));
    let bare = filled.iter().map(|cell| cell.strip_suffix(unit));
    let amounts: Option<Vec<Amount>> = bare.map(|cell| Amount::parse(cell?).ok()).collect();
    amounts.filter(|amounts| amounts.len() > 1)
}

/// The amount of a cell, without its unit.
pub fn amount(cell: &Text) -> Option<Amount> {
    let cell = cell.plain.as_str();
    Amount::parse(cell.strip_suffix(unit(cell))?).ok()
}

/// The unit that a cell ends with: 412人次.
fn unit(cell: &str) -> &str {
    let number = cell.trim_end_matches(|c: char| c.is_alphabetic());
    &cell[number.len()..]
}
