//! The rows of a form's tables, each told by its labels.

use super::choice::Choice;
use super::document::{Cell, Paragraph};
use super::filled::{Filled, Goal, Leftover, Row};
use super::found::Part;
use super::labels;
use super::private;
use super::words;
use crate::form::{Field, Form, Scope};

mod indicators;
mod money;

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
            ..Filled::default()
        },
        section: Section::Head,
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
        let known = self.goal_heading(&mut cells)
            || self.indicator_heading(&mut cells)
            || self.funds_heading(&mut cells)
            || self.goals_heading(&mut cells)
            || self.total(&mut cells)
            || self.block(&mut cells);
        if !known {
            match &self.section {
                Section::Head => {}
                Section::Block => self.block_goes_on(&mut cells),
                Section::Funds(_) => self.funds_row(&mut cells),
                Section::Goals(_) => self.goals_row(&mut cells),
                Section::Indicators(_) => self.indicator_row(&mut cells),
            }
            self.fields(&mut cells);
        }
        self.filled.left.extend(cells.left());
    }

    /// 年度目标2（6分）：……, with rows of its own below.
    fn goal_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        if !self.form.goals.as_ref().is_some_and(|goals| goals.grouped) {
            return false;
        }
        let Some(at) = cells.written().next() else {
            return false;
        };
        let text = cells.text(at).trim();
        let Some((label, goal)) = text.split_once(['：', ':']) else {
            return false;
        };
        let whole = labels::plain(label);
        let (number, score) = match whole.split_once('得') {
            Some((number, score)) => (number, score.strip_suffix('分')),
            None => (whole.as_str(), None),
        };
        let numbered = number
            .strip_prefix("年度目标")
            .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()));
        if !numbered {
            return false;
        }
        let mut fields: Row = vec![("编号".to_owned(), number.to_owned())];
        let mut key = "预期目标";
        let mut said = String::new();
        let mut goal = goal.to_owned();
        for label in ["调整目标：", "实际完成情况："] {
            goal = goal.replace(&format!(" {label}"), &format!("\n{label}"));
        }
        for line in goal.lines() {
            let labelled = line.split_once(['：', ':']);
            let labelled = labelled.and_then(|(label, rest)| Some((labels::goal(label)?, rest)));
            if let Some((next, rest)) = labelled {
                fields.push((key.to_owned(), words::lines(&said)));
                key = next;
                said = rest.to_owned();
            } else {
                said.push_str(line);
            }
            said.push('\n');
        }
        fields.push((key.to_owned(), words::lines(&said)));
        fields.retain(|(_, text)| !text.is_empty());
        fields.extend(labels::weight(label).map(|weight| ("分值".to_owned(), weight)));
        fields.extend(score.map(|score| ("得分".to_owned(), score.to_owned())));
        self.filled.goals.push(Goal {
            fields,
            ..Goal::default()
        });
        cells.take(at);
        true
    }

    fn goals_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        let own = self.form.goals.as_ref();
        let own = own.map_or(&[][..], |goals| &goals.columns.0);
        let key = |cell: &Cell| key_of(own, &cell.text, labels::goal);
        let keys: Keys = cells.cells.iter().map(key).collect();
        if !has(&keys, "预期目标") || !has(&keys, "实际完成情况") {
            return false;
        }
        let mut goal = Goal::default();
        let weight = cells
            .written()
            .next()
            .and_then(|at| labels::weight(cells.text(at)));
        goal.fields
            .extend(weight.map(|weight| ("分值".to_owned(), weight)));
        self.filled.goals.push(goal);
        self.section = Section::Goals(keys);
        cells.take_all();
        true
    }

    fn goals_row(&mut self, cells: &mut Cells<'_>) {
        let Section::Goals(keys) = &self.section else {
            return;
        };
        let Some(goal) = self.filled.goals.last_mut() else {
            return;
        };
        for (at, key) in keys.iter().enumerate() {
            let Some(key) = key else { continue };
            let known = goal.fields.iter().any(|(there, _)| there == key);
            if !known && !cells.text(at).is_empty() {
                let text = words::lines(cells.take(at));
                goal.fields.push((key.clone(), text));
            }
        }
    }

    /// 总分, with the weights' sum before it where the form has weights.
    fn total(&mut self, cells: &mut Cells<'_>) -> bool {
        let Some(at) = cells.written().next() else {
            return false;
        };
        if !["总分", "合计", "总计", "总得分", "自评总分"]
            .contains(&labels::plain(cells.text(at)).as_str())
        {
            return false;
        }
        let figures: Vec<usize> = cells
            .written()
            .filter(|&figure| figure > at && words::is_figure(cells.text(figure)))
            .collect();
        // Under its own column, where that is known; else the last one.
        let under = |at: &&usize| match &self.section {
            Section::Indicators(heading) => heading.is("得分", **at),
            _ => false,
        };
        let is_weight = |at: usize| match &self.section {
            Section::Indicators(heading) => heading.is("分值", at),
            _ => false,
        };
        let score = figures.iter().find(under).or(figures.last());
        let Some(&score) = score else {
            // A heading with the total beside other labels is a field.
            return cells.next_written(at).is_none() && {
                cells.take(at);
                true
            };
        };
        let total = cells.take(score).trim_end_matches('分').to_owned();
        // A sole 100 beside the label, with room for another, is the weights' sum.
        let is_score = match self.exact {
            true => !is_weight(score),
            false => {
                figures.len() > 1
                    || score > at + 1
                    || cells.cells.len() <= score + 1
                    || !self.form.has_column("分值")
            }
        };
        if is_score {
            self.set("总分", total, &cells.cells[score].place);
        }
        cells.take_all();
        true
    }

    /// A text block under the table, such as 改进措施及结果应用方案.
    fn block(&mut self, cells: &mut Cells<'_>) -> bool {
        let Some(at) = cells.written().next() else {
            return false;
        };
        let label = labels::plain(cells.text(at));
        let block = self.form.blocks().iter().find(|block| {
            let title = if block.title.is_empty() {
                &block.key
            } else {
                &block.title
            };
            labels::plain(title) == label
        });
        let alone = cells.written().count() <= 2;
        let key = match block {
            Some(block) => Some(block.key.as_str()),
            None => labels::block(&label).filter(|_| alone),
        };
        let Some(key) = key else {
            return false;
        };
        if let Some(value) = cells.next_written(at) {
            let text = words::lines(cells.take(value));
            self.filled.blocks.push((key.to_owned(), text));
        }
        cells.take(at);
        self.section = Section::Block;
        true
    }

    /// A row below a text block with nothing but text in it.
    fn block_goes_on(&mut self, cells: &mut Cells<'_>) {
        let mut written = cells.written();
        let (Some(at), None) = (written.next(), written.next()) else {
            return;
        };
        drop(written);
        let Some((_, text)) = self.filled.blocks.last_mut() else {
            return;
        };
        if at > 0 {
            text.push('\n');
            text.push_str(&words::lines(cells.take(at)));
        }
    }

    /// Labels with what is filled in beside them.
    fn fields(&mut self, cells: &mut Cells<'_>) {
        let labels: Vec<(usize, String)> = cells
            .written()
            .filter(|&at| !cells.taken[at])
            .filter_map(|at| Some((at, self.path_of(cells.text(at))?)))
            .collect();
        for (nth, (at, path)) in labels.iter().enumerate() {
            let before = labels.get(nth + 1).map_or(usize::MAX, |(next, _)| *next);
            if let Some(value) = cells.next_written(*at).filter(|&value| value < before) {
                let text = words::joined(cells.take(value));
                self.set(path, text, &cells.cells[value].place);
            }
            cells.take(*at);
        }
        for at in cells.written().collect::<Vec<_>>() {
            if !cells.taken[at] && self.labelled(cells.text(at), &cells.cells[at].place) {
                cells.take(at);
            }
        }
    }

    /// The data path that a label stands for on this form.
    fn path_of(&self, label: &str) -> Option<String> {
        let plain = labels::plain(label);
        let header = self.form.header.iter().flat_map(|header| &header.0);
        let own = header.filter(|field| {
            let last = field.key.rsplit('.').next().unwrap_or_default();
            let title = if field.title.is_empty() {
                last
            } else {
                &field.title
            };
            labels::plain(title) == plain
        });
        let path = own.map(|field| field.key.clone()).next();
        path.or_else(|| labels::field(label).map(str::to_owned))
            .or_else(|| private::is_label(&plain).then(|| format!("不公开.{plain}")))
    }

    /// A line over or under the tables.
    fn line(&mut self, line: &Paragraph) {
        let compact = words::joined(&line.text);
        let inner = compact.trim_matches(['（', '）', '(', ')']);
        if let Some(year) = inner.strip_suffix("年度").and_then(year_in) {
            self.filled.year = Some(year);
        } else if !self.labelled(&line.text, &line.place) {
            self.filled
                .left
                .push(Leftover::new(&line.place, &line.text));
        }
    }

    /// 单位名称：甲      填报日期：乙: whether all of it was labels.
    fn labelled(&mut self, text: &str, place: &str) -> bool {
        let mut found: Vec<(String, String)> = Vec::new();
        for word in text.split_whitespace() {
            match word.split_once(['：', ':']) {
                Some((label, value)) => match self.path_of(label) {
                    Some(path) => found.push((path, value.to_owned())),
                    None => return false,
                },
                None => match found.last_mut() {
                    Some((_, value)) => value.push_str(word),
                    None => return false,
                },
            }
        }
        let all = !found.is_empty();
        for (path, value) in found {
            self.set(&path, value, place);
        }
        all
    }

    /// Fills a data path in; the first that is written stands, and another one is
    /// left over.
    fn set(&mut self, path: &str, value: String, place: &str) {
        if value.is_empty() {
            return;
        }
        if path == "单位.名称" {
            if self.filled.unit.is_empty() {
                self.filled.unit = value;
            }
            return;
        }
        if let Some(private) = path.strip_prefix("不公开.") {
            self.filled.private.push((private.to_owned(), value));
            return;
        }
        if let Some(nature) = path.strip_prefix("预算执行.按支出性质.") {
            self.filled.natures.push((nature.to_owned(), value));
            return;
        }
        let path = match path {
            "主管部门" => match self.form.scope {
                Some(Scope::Project) => "项目.主管部门",
                _ => "填报.主管部门",
            },
            other => other,
        };
        let there = self.filled.fields.iter().find(|(there, _)| there == path);
        match there.map(|(_, there)| *there == value) {
            None => self.filled.fields.push((path.to_owned(), value)),
            Some(true) => {}
            Some(false) => self
                .filled
                .left
                .push(Leftover::new(place, format!("{path} {value}"))),
        }
    }

    fn finish(mut self) -> Filled {
        let titled = year_in(&self.filled.title);
        self.filled.year = self.filled.year.take().or(titled);
        self.level1_from_below();
        let named = self.filled.fields.iter();
        let mut named = named.filter(|(path, _)| path == "项目.名称");
        self.filled.is_project = match self.form.scope {
            Some(Scope::Transfer) => named.next().is_some(),
            scope => scope == Some(Scope::Project),
        };
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
