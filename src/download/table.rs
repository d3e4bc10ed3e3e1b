//! Figures as tables that a program reads: one record a line, one fact a column,
//! no merged cells. Every format of the downloads is written from these.

use crate::comma_separated;
use crate::model::{Amount, Percent, Year};
use crate::render::{Dataset, DatasetColumn};
use std::io;

/// A table of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What its files are called: `indicators`.
    pub name: &'static str,
    /// What a reader calls it: `绩效指标`.
    pub title: &'static str,
    /// The columns.
    pub columns: Vec<Column>,
    /// The records, each with as many values as there are columns.
    pub records: Vec<Vec<Value>>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name, such as `全年预算数`; unique in its table.
    pub name: &'static str,
    /// The unit of its numbers, such as `万元`, `分` or `%`; empty for texts.
    pub unit: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// What it says, in one sentence.
    pub description: &'static str,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text as written.
    Text,
    /// A calendar year.
    Year,
    /// An exact decimal in the column's unit.
    Number,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Left blank by the author: not zero, not empty words.
    Blank,
    /// Text as written.
    Text(String),
    /// A calendar year.
    Year(Year),
    /// An exact decimal, with the places it was written with.
    Number(Amount),
}

impl Table {
    /// What the page on the data says of it.
    pub fn into_dataset(self) -> Dataset {
        let columns = self.columns.iter();
        Dataset {
            name: self.name,
            title: self.title,
            columns: columns
                .map(|column| DatasetColumn {
                    heading: column.heading(),
                    kind: match column.kind {
                        Kind::Text => "文字",
                        Kind::Year => "年份",
                        Kind::Number => "数字",
                    },
                    description: column.description,
                })
                .collect(),
        }
    }
}

impl Table {
    /// The table as a CSV file.
    ///
    /// # Errors
    /// None that a table can cause; the writer's own are passed on.
    pub fn to_csv(&self) -> io::Result<Vec<u8>> {
        let mut file = comma_separated::File::new(self.columns.iter().map(Column::heading))?;
        for record in &self.records {
            for value in record {
                match value {
                    Value::Blank => file.text("")?,
                    Value::Text(text) => file.text(text)?,
                    Value::Year(year) => file.number(&year.to_string())?,
                    Value::Number(amount) => file.number(&amount.to_string())?,
                }
            }
            file.end()?;
        }
        file.into_bytes()
    }
}

impl Column {
    /// The heading of the column: `全年预算数（万元）`.
    pub fn heading(&self) -> String {
        match self.unit {
            "" => self.name.to_owned(),
            unit => format!("{}（{unit}）", self.name),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        match text.trim() {
            "" => Self::Blank,
            text => Self::Text(text.to_owned()),
        }
    }
}

impl From<Year> for Value {
    fn from(year: Year) -> Self {
        Self::Year(year)
    }
}

impl From<Option<Amount>> for Value {
    fn from(amount: Option<Amount>) -> Self {
        amount.map_or(Self::Blank, Self::Number)
    }
}

impl From<Option<Percent>> for Value {
    fn from(percent: Option<Percent>) -> Self {
        percent.map(|percent| percent.0).into()
    }
}
