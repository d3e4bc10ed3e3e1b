//! A filled form as it was found: what belongs to which key, as text.

use crate::model::MoneyUnit;

/// One row of the indicator table: keys of the row with what stands there.
pub type Row = Vec<(String, String)>;

/// What found no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Where it stands in the file.
    pub place: String,
    /// What stands there.
    pub text: String,
    /// How many cells or lines it stands for.
    pub cells: usize,
}

impl Leftover {
    /// One cell or line.
    pub fn new(place: &str, text: impl Into<String>) -> Self {
        Self {
            place: place.to_owned(),
            text: text.into(),
            cells: 1,
        }
    }
}

/// How sure it is that a table is filled on a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sure {
    /// How many of the form's labels are there.
    pub found: usize,
    /// How many labels the form has.
    pub labels: usize,
    /// Another form that it might be as well, by its 编号.
    pub rival: Option<String>,
}

/// A filled form. Texts and figures are as they stand in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// The form, by its 编号.
    pub form: String,
    /// How sure that is.
    pub sure: Sure,
    /// Whether it is the form of one project.
    pub is_project: bool,
    /// The title as printed.
    pub title: String,
    /// The budget year, where the title names it.
    pub year: Option<String>,
    /// The unit's name, where the form names it.
    pub unit: String,
    /// Fields by data path: 填报.填报日期, 项目.名称, 总分.
    pub fields: Vec<(String, String)>,
    /// The total row of 预算执行.
    pub funds: Row,
    /// 按收入性质.
    pub sources: Vec<(String, String)>,
    /// 按支出性质.
    pub natures: Vec<(String, String)>,
    /// 其中: the rows under the total.
    pub parts: Vec<(String, Row)>,
    /// The goals.
    pub goals: Vec<Goal>,
    /// The weights beside the level-1 headings, outside of goals.
    pub level1_weights: Vec<(String, String)>,
    /// The indicator rows that belong to no goal.
    pub rows: Vec<Row>,
    /// Text blocks under the table, by key.
    pub blocks: Vec<(String, String)>,
    /// What a table of base data holds; `None` for a form that is scored.
    pub base: Option<Base>,
    /// The unit of the amounts, where the form names it.
    pub money_unit: Option<MoneyUnit>,
    /// What must not be published.
    pub private: Vec<(String, String)>,
    /// The places of texts under a column for reasons and measures that have both
    /// and do not say which is which: all of such a text is the reason.
    pub whole: Vec<String>,
    /// The rates that were written without a sign and might be shares, with their
    /// places.
    pub rates: Vec<(String, String)>,
    /// How many cells repeat what follows from others and has no key: the rates of the
    /// rows under 其中.
    pub repeated: usize,
    /// What found no place.
    pub left: Vec<Leftover>,
}

/// A table of base data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base {
    /// 财政供养人员.
    pub staffing: Row,
    /// 经费控制, one below the other.
    pub spending: Vec<SpendingRow>,
    /// 楼堂馆所.
    pub buildings: Vec<Row>,
}

/// A row of 经费控制.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpendingRow {
    /// How many rows it stands below of.
    pub depth: usize,
    /// Its name without its number or 其中.
    pub name: String,
    /// Its figures by key.
    pub figures: Row,
    /// Whether it asks for a row each of what stands in it.
    pub opens: bool,
    /// Whether 其中 stands before its name.
    pub is_part: bool,
}

/// A yearly goal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Goal {
    /// Its keys with what stands there.
    pub fields: Row,
    /// The weights beside the level-1 headings of its rows.
    pub level1_weights: Vec<(String, String)>,
    /// Its indicator rows.
    pub rows: Vec<Row>,
}

impl Filled {
    /// All indicator rows, those of goals too.
    pub fn all_rows(&self) -> impl Iterator<Item = &Row> {
        let of_goals = self.goals.iter().flat_map(|goal| &goal.rows);
        self.rows.iter().chain(of_goals)
    }

    /// What was placed and is to be looked at, a sentence each.
    pub fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        if let Some(first) = self.whole.first() {
            let places = match self.whole.len() {
                1 => first.clone(),
                count => format!("{first} 等 {count} 格"),
            };
            doubts.push(format!(
                "{places}没有写明哪些是原因、哪些是措施，都写在“偏差原因”里"
            ));
        }
        for (place, text) in &self.rates {
            doubts.push(format!(
                "{place} 的“{text}”没有百分号，照列标题写成 {text}%；原表的意思如果是比值，改成百分数"
            ));
        }
        doubts
    }
}
