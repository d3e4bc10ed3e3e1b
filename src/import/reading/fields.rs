//! Labels with what is filled in beside them, in cells and in lines.

use super::{Cells, Reader, year_in};
use crate::form::Scope;
use crate::import::document::Paragraph;
use crate::import::filled::Leftover;
use crate::import::{labels, private, words};

impl Reader<'_> {
    /// Labels with what is filled in beside them.
    pub(super) fn fields(&mut self, cells: &mut Cells<'_>) {
        let labels: Vec<(usize, String)> = cells
            .written()
            .filter(|&at| !cells.taken[at])
            .filter_map(|at| Some((at, self.path_of(cells.text(at))?)))
            .collect();
        for (nth, (at, path)) in labels.iter().enumerate() {
            let before = labels.get(nth + 1).map_or(usize::MAX, |(next, _)| *next);
            // 自评得分 over a column is no label of the total.
            let fits = |value: &usize| {
                *value < before && (path != "总分" || words::is_figure(cells.text(*value)))
            };
            if let Some(value) = cells.next_written(*at).filter(fits) {
                let text = words::joined(cells.take(value));
                self.set(path, text, &cells.cells[value].place);
            }
            cells.take(*at);
        }
        for at in cells.written().collect::<Vec<_>>() {
            if let Some(next) = cells.next_written(at)
                && !cells.taken[at]
                && self.names_money_unit(cells.text(at), cells.text(next))
            {
                cells.take(at);
                cells.take(next);
            }
            if !cells.taken[at] && self.labelled(cells.text(at), &cells.cells[at].place) {
                cells.take(at);
            }
        }
    }

    /// The data path that a label stands for on this form.
    pub(super) fn path_of(&self, label: &str) -> Option<String> {
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
    pub(super) fn line(&mut self, line: &Paragraph) {
        let compact = words::joined(&line.text);
        if let (Some(_), Some(("说明" | "备注", text))) =
            (&self.filled.base, compact.split_once(['：', ':']))
        {
            self.filled
                .blocks
                .push(("备注".to_owned(), text.to_owned()));
        } else if labels::is_of_the_form(&compact) {
            // 附件1, and headings that a page's end moved out of the table.
        } else if !self.labelled(&line.text, &line.place) {
            self.filled
                .left
                .push(Leftover::new(&line.place, &line.text));
        }
    }

    /// 单位名称：甲      填报日期：乙: whether all of it was labels.
    pub(super) fn labelled(&mut self, text: &str, place: &str) -> bool {
        if self.names_year(text) {
            return true;
        }
        let mut found: Vec<(String, String)> = Vec::new();
        for word in text.split_whitespace() {
            match word.split_once(['：', ':']) {
                Some((label, value)) if self.names_money_unit(label, value) => {
                    found.push((String::new(), String::new()));
                }
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

    /// （2023年度）, below the title.
    fn names_year(&mut self, text: &str) -> bool {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let inner = compact.trim_matches(['（', '）', '(', ')']);
        let year = inner
            .strip_suffix("年度")
            .and_then(|year| year_in(year).filter(|one| one == year));
        if self.filled.year.is_none() {
            self.filled.year.clone_from(&year);
        }
        year.is_some()
    }

    /// 单位：元, over the amounts.
    fn names_money_unit(&mut self, label: &str, value: &str) -> bool {
        let is_label = ["单位", "金额单位", "货币单位"].contains(&labels::plain(label).as_str());
        let unit = labels::money_unit(value).filter(|_| is_label);
        if self.filled.money_unit.is_none() {
            self.filled.money_unit = unit;
        }
        unit.is_some()
    }

    /// The unit that the headings of amounts name.
    pub(super) fn money_unit(&mut self, cells: &Cells<'_>) {
        let mut named = cells
            .written()
            .filter_map(|at| labels::money_unit_of(cells.text(at)));
        if self.filled.money_unit.is_none() {
            self.filled.money_unit = named.next();
        }
    }

    /// Fills a data path in; the first that is written stands, and another one is
    /// left over.
    pub(super) fn set(&mut self, path: &str, value: String, place: &str) {
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
}
