//! The rows of a form's tables, each told by its labels.

use super::choice::Choice;
use super::document::Cell;
use super::filled::{Base, Filled, Leftover};
use super::found::Part;
use super::labels;
use super::private;
use super::words;
use crate::form::{Field, Form, Scope};
use crate::model::Percent;

mod apart;
mod base;
mod below;
mod captions;
mod fields;
mod goals;
mod indicators;
mod money;
mod rates;

/// Reads what stands in the tables of a part, on this form.
///
/// `exact` says that merged cells are known to be merged, so that a blank cell is
/// what it seems.
pub fn read(part: &Part, choice: Choice<'_>, exact: bool) -> Filled {
    let Choice { form, sure } = choice;
    let mut reader = Reader {
        form,
        exact,
        filled: Filled {
            form: form.id.clone(),
            sure,
            title: words::joined(&part.title),
            base: (form.scope == Some(Scope::BaseData)).then(Base::default),
            ..Filled::default()
        },
        section: Section::Head,
        goal_weight: None,
        in_percent: Vec::new(),
    };
    for line in &part.lines {
        reader.line(line);
    }
    for table in &part.tables {
        for row in &table.rows {
            reader.row(row);
        }
    }
    reader.finish()
}

struct Reader<'a> {
    form: &'a Form,
    exact: bool,
    filled: Filled,
    section: Section,
    /// The weight of the goals where a row of its own says it.
    goal_weight: Option<String>,
    /// The columns whose heading says that its figures are percentages.
    in_percent: Vec<bool>,
}

/// Which block of the form the rows belong to.
enum Section {
    /// Labels with what is filled in beside them.
    Head,
    /// The funds, with the keys of their columns.
    Funds(Keys),
    /// The goals, with the keys of their columns.
    Goals(Keys),
    /// The indicator table.
    Indicators(indicators::Heading),
    /// A text block, which may go on in further rows.
    Block,
    /// 财政供养人员情况, with the keys of its columns.
    Staffing(Keys),
    /// 经费控制情况, with the keys of its columns.
    Spending(Keys),
    /// 楼堂馆所控制情况, with the keys of its columns.
    Buildings(Keys),
}

/// The keys of a table's columns.
type Keys = Vec<Option<String>>;

fn has(keys: &Keys, key: &str) -> bool {
    keys.iter().flatten().any(|one| one == key)
}

/// The cells of a row, and which of them found a place.
struct Cells<'a> {
    cells: &'a [Cell],
    taken: Vec<bool>,
}

impl<'a> Cells<'a> {
    fn new(cells: &'a [Cell]) -> Self {
        let taken = cells.iter().map(Cell::is_blank).collect();
        Self { cells, taken }
    }

    fn text(&self, at: usize) -> &'a str {
        self.cells.get(at).map_or("", |cell| cell.text.as_str())
    }

    /// What stands in a cell, which thereby has found its place.
    fn take(&mut self, at: usize) -> &'a str {
        if let Some(taken) = self.taken.get_mut(at) {
            *taken = true;
        }
        self.text(at)
    }

    fn written(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.cells.len()).filter(|&at| !self.cells[at].is_blank())
    }

    fn next_written(&self, after: usize) -> Option<usize> {
        self.written().find(|&at| at > after)
    }

    fn take_all(&mut self) {
        self.taken.fill(true);
    }

    fn left(self) -> impl Iterator<Item = Leftover> + 'a {
        let cells = self.cells.iter().zip(self.taken);
        cells
            .filter(|(_, taken)| !taken)
            .map(|(cell, _)| Leftover::new(&cell.place, &cell.text))
    }
}

impl Reader<'_> {
    fn row(&mut self, row: &[Cell]) {
        let mut cells = Cells::new(row);
        if self.filled.base.is_some() {
            self.base_row(&mut cells);
            self.filled.left.extend(cells.left());
            return;
        }
        let known = self.goal_heading(&mut cells)
            || self.indicator_heading(&mut cells)
            || self.funds_heading(&mut cells)
            || self.goals_heading(&mut cells)
            || self.total(&mut cells)
            || self.block(&mut cells)
            || self.caption(&mut cells);
        if !known {
            match &self.section {
                Section::Head
                | Section::Staffing(_)
                | Section::Spending(_)
                | Section::Buildings(_) => {}
                Section::Block => self.block_goes_on(&mut cells),
                Section::Funds(_) => self.funds_row(&mut cells),
                Section::Goals(_) => self.goals_row(&mut cells),
                Section::Indicators(_) => self.indicator_row(&mut cells),
            }
            self.fields(&mut cells);
        }
        self.filled.left.extend(cells.left());
    }

    /// Remembers which columns of a heading are in percent.
    fn percentages(&mut self, heading: &Cells<'_>) {
        let says = |cell: &Cell| rates::says_percent(&cell.text);
        self.in_percent = heading.cells.iter().map(says).collect();
    }

    /// A rate under a heading; what it might be as well is told.
    fn rate(&mut self, text: &str, cell: (usize, &Cell), computed: Option<Percent>) -> String {
        let (column, cell) = cell;
        let says = self.in_percent.get(column).copied().unwrap_or_default();
        let rate = rates::rate(text, says, computed);
        if rate.is_doubtful {
            self.filled
                .rates
                .push((cell.place.clone(), text.to_owned()));
        }
        rate.text
    }

    fn finish(mut self) -> Filled {
        let titled = year_in(&self.filled.title);
        self.filled.year = self.filled.year.take().or(titled);
        self.level1_from_below();
        if self.filled.money_unit == self.form.money_unit {
            self.filled.money_unit = None;
        }
        let named = self.filled.fields.iter();
        let mut named = named.filter(|(path, _)| path == "项目.名称");
        self.filled.is_project = match self.form.scope {
            Some(Scope::Transfer) => named.next().is_some(),
            scope => scope == Some(Scope::Project),
        };
        // A page's end repeats the goals with their heading.
        self.filled.goals.dedup();
        // Remarks stand last.
        self.filled.blocks.sort_by_key(|(key, _)| key == "备注");
        private::move_out(&mut self.filled);
        self.filled
    }
}

/// The key of a column: as the form calls it, or as forms do.
fn key_of(own: &[Field], heading: &str, usual: fn(&str) -> Option<&'static str>) -> Option<String> {
    let label = labels::plain(heading);
    let called = |field: &&Field| labels::plain(field.label()) == label;
    match own.iter().find(called) {
        Some(field) if !label.is_empty() => Some(field.key.clone()),
        _ => usual(heading).map(str::to_owned),
    }
}

/// The first year that a title names.
fn year_in(title: &str) -> Option<String> {
    let numbers = title.split(|c: char| !c.is_ascii_digit());
    let mut years = numbers.filter(|digits| digits.len() == 4 && digits.starts_with("20"));
    years.next().map(str::to_owned)
}
