//! The funds: the total row, and the rows under it.

use super::{Cells, Keys, Reader, Section, has, key_of, rates};
use crate::import::document::Cell;
use crate::import::filled::Row;
use crate::import::{labels, words};
use crate::model::{Amount, Percent};

impl Reader<'_> {
    pub(super) fn funds_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        let own = self.form.funds.as_ref();
        let own = own.map_or(&[][..], |funds| &funds.columns.0);
        let key = |cell: &Cell| key_of(own, &cell.text, labels::funds);
        let keys: Keys = cells.cells.iter().map(key).collect();
        if !has(&keys, "全年执行数") || !(has(&keys, "全年预算数") || has(&keys, "年初预算数"))
        {
            return false;
        }
        let weight = cells
            .written()
            .next()
            .and_then(|at| labels::weight(cells.text(at)));
        self.filled
            .funds
            .extend(weight.map(|weight| ("分值".to_owned(), weight)));
        self.money_unit(cells);
        self.percentages(cells);
        self.section = Section::Funds(keys);
        cells.take_all();
        true
    }

    pub(super) fn funds_row(&mut self, cells: &mut Cells<'_>) {
        if !self.has_figures_under_columns(cells) && self.items(cells) {
            return;
        }
        let Section::Funds(keys) = &self.section else {
            return;
        };
        let is_label = |at: &usize| {
            let text = cells.text(*at);
            !words::is_figure(text) && !text.is_ascii()
        };
        let label = cells.written().find(is_label);
        // Some forms have the total's row without a label.
        let unnamed = label.is_none() && self.filled.funds.iter().all(|(key, _)| key == "分值");
        let at = match label {
            Some(at) => at,
            None if unnamed && cells.cells.first().is_some_and(Cell::is_blank) => 0,
            None => return,
        };
        let label = labels::plain(cells.text(at));
        let name = label.strip_prefix("其中").unwrap_or(&label).to_owned();
        let is_total = unnamed
            || name.contains("总额")
            || ["合计", "总计", "资金合计"].contains(&name.as_str())
            || self.is_scored(keys, cells);
        let parts = self
            .form
            .funds
            .as_ref()
            .map_or(&[][..], |funds| &funds.parts);
        let is_part = parts.iter().any(|part| labels::plain(part) == name);
        // A part that the form does not name: its figures stand under the columns.
        let mut beside = cells.written().filter(|&figure| figure > at).peekable();
        let is_other = beside.peek().is_some()
            && self.path_of(cells.text(at)).is_none()
            && beside.all(|figure| {
                let text = cells.text(figure);
                let is_figure = words::is_figure(text) || is_none(text);
                matches!(keys.get(figure), Some(Some(_))) && is_figure
            });
        drop(beside);
        if !is_total && !is_part && !is_other {
            // A part that was left blank.
            if cells.written().count() == 1 && name.chars().count() <= LONGEST_BLANK {
                cells.take(at);
            }
            return;
        }
        let there = self.filled.funds.clone();
        let figures = figures(keys, cells, at);
        cells.take(at);
        if is_total {
            self.total_of_funds(&figures, &there, cells);
        } else {
            let name = self.part_name(name, label.starts_with("其中"), is_part);
            self.part(name, &figures, &there, cells);
        }
    }

    /// The total row. A page may repeat it; what it says otherwise is left over.
    fn total_of_funds(&mut self, figures: &[Figure], there: &Row, cells: &mut Cells<'_>) {
        let computed = rate_of(figures, cells);
        for (key, at) in figures {
            let text = cells.text(*at);
            let told = there.iter().find(|(known, _)| known == key);
            match told.map(|(_, told)| bare(told) == bare(text)) {
                Some(true) => _ = cells.take(*at),
                Some(false) => {}
                None => {
                    let cell = (*at, &cells.cells[*at]);
                    let text = match key.as_str() {
                        "执行率" => self.rate(text, cell, computed),
                        _ => text.to_owned(),
                    };
                    cells.take(*at);
                    self.filled.funds.push((key.clone(), text));
                }
            }
        }
    }

    /// A part of the total. It has no rate and no score of its own: those that say
    /// what follows anyway are counted, others are left over.
    fn part(&mut self, name: String, figures: &[Figure], total: &Row, cells: &mut Cells<'_>) {
        let computed = rate_of(figures, cells);
        let mut kept = Row::new();
        for (key, at) in figures {
            let text = cells.text(*at);
            let of_total = || total.iter().find(|(known, _)| known == key);
            let is_known = match key.as_str() {
                key if PART_KEYS.contains(&key) => {
                    kept.push((key.to_owned(), cells.take(*at).to_owned()));
                    false
                }
                "执行率" => computed.is_some_and(|computed| rates::is_computed(text, computed)),
                _ => of_total().is_some_and(|(_, told)| bare(told) == bare(text)),
            };
            if is_known {
                cells.take(*at);
                self.filled.repeated += 1;
            }
        }
        if !kept.is_empty() {
            self.filled.parts.push((name, kept));
        }
    }

    /// Whether no total was there yet and the row has a score, as only totals do.
    fn is_scored(&self, keys: &Keys, cells: &Cells<'_>) -> bool {
        let mut funds = self.filled.funds.iter();
        let is_first = funds.all(|(key, _)| key == "分值");
        let is_score = |at: usize| matches!(keys.get(at), Some(Some(key)) if key == "得分");
        let mut written = cells.written();
        is_first && written.any(|at| is_score(at) && words::is_figure(cells.text(at)))
    }

    /// 其中 below a part: the rows under it are parts of that part, 项目支出：财政拨款,
    /// until one comes that the form knows.
    fn part_name(&mut self, name: String, is_first: bool, is_known: bool) -> String {
        let funds = self.form.funds.as_ref();
        let is_nature = funds.is_some_and(|funds| funds.natures.contains(&name));
        let above = self.filled.parts.last().map(|(above, _)| above.as_str());
        let within = match above {
            _ if is_known || is_nature => None,
            Some(above) if is_first => Some(above),
            Some(above) => above.split_once('：').map(|(outer, _)| outer),
            None => None,
        };
        match within.map(|above| above.split('：').next().unwrap_or(above)) {
            Some(outer) => format!("{outer}：{name}"),
            None => name,
        }
    }

    /// Whether the row is one label with figures under the columns, and not items
    /// with a figure each.
    fn has_figures_under_columns(&self, cells: &Cells<'_>) -> bool {
        let Section::Funds(keys) = &self.section else {
            return false;
        };
        let (figures, labels): (Vec<usize>, Vec<usize>) = cells
            .written()
            .partition(|&at| words::is_figure(cells.text(at)) || is_none(cells.text(at)));
        let under = figures.iter().filter(|&&at| {
            let key = keys.get(at).and_then(Option::as_deref);
            key.is_some_and(|key| PART_KEYS.contains(&key))
        });
        // A label behind a figure begins another item.
        labels.last() < figures.first() && under.count() > 1
    }

    /// 一般公共预算：2502.06, or with the figure in the next cell. Whether the row
    /// holds such items.
    fn items(&mut self, cells: &mut Cells<'_>) -> bool {
        let Some(funds) = &self.form.funds else {
            return false;
        };
        let mut any = false;
        for at in cells.written().collect::<Vec<_>>() {
            let compact = words::joined(cells.text(at));
            let item = ["其中：", "其中:"]
                .iter()
                .find_map(|sign| compact.strip_prefix(sign))
                .unwrap_or(&compact);
            let (name, inside) = item.split_once(['：', ':']).unwrap_or((item, ""));
            let name = labels::plain(name);
            if ["按收入性质", "按支出性质"].contains(&name.trim_end_matches('分')) {
                cells.take(at);
                any = true;
                continue;
            }
            let known =
                |names: &[String]| names.iter().find(|one| labels::plain(one) == name).cloned();
            let (is_source, key) = match (known(&funds.sources), known(&funds.natures)) {
                (Some(key), _) => (true, key),
                (None, Some(key)) => (false, key),
                _ => continue,
            };
            any = true;
            cells.take(at);
            let figure = match inside {
                "" => cells
                    .next_written(at)
                    .filter(|&next| words::is_figure(cells.text(next)))
                    .map(|next| cells.take(next).to_owned()),
                figure => Some(figure.to_owned()),
            };
            let Some(figure) = figure else { continue };
            let list = if is_source {
                &mut self.filled.sources
            } else {
                &mut self.filled.natures
            };
            list.push((key, figure));
        }
        any
    }
}

/// Above this many letters a label alone in its row is a text.
const LONGEST_BLANK: usize = 10;

/// What is kept of a part; its rate and score follow.
const PART_KEYS: [&str; 3] = ["年初预算数", "全年预算数", "全年执行数"];

/// What people write where there is nothing: a stroke.
fn is_none(figure: &str) -> bool {
    figure
        .chars()
        .all(|c| matches!(c, '/' | '／' | '-' | '—' | '－'))
}

/// A figure: the key of its column, and where it stands in its row.
type Figure = (String, usize);

/// The figures of a row under the keys of the heading; where cells were merged away,
/// one after the other. Strokes are read past.
fn figures(keys: &Keys, cells: &mut Cells<'_>, label: usize) -> Vec<Figure> {
    let under = |at: usize| keys.get(at).cloned().flatten();
    let behind: Vec<usize> = cells.written().filter(|&at| at > label).collect();
    let straight = behind.iter().all(|&at| under(at).is_some());
    let mut figures: Vec<Figure> = match straight {
        true => behind
            .into_iter()
            .filter_map(|at| Some((under(at)?, at)))
            .collect(),
        false => keys.iter().flatten().cloned().zip(behind).collect(),
    };
    figures.retain(|(_, at)| {
        let is_stroke = is_none(cells.text(*at));
        if is_stroke {
            cells.take(*at);
        }
        !is_stroke
    });
    figures
}

/// The rate that the amounts of a row give.
fn rate_of(figures: &[Figure], cells: &Cells<'_>) -> Option<Percent> {
    let of = |wanted: &str| {
        let (_, at) = figures.iter().find(|(key, _)| key == wanted)?;
        Amount::parse(cells.text(*at)).ok()
    };
    Percent::of(of("全年执行数")?, of("全年预算数")?)
}

/// A figure without the sign that one page may print and the other not.
fn bare(figure: &str) -> &str {
    figure.trim_end_matches(['分', '%'])
}
