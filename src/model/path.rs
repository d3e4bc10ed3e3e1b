//! Data paths such as `绩效指标[3].得分`: how a rule names a place without
//! knowing of lines.

use std::fmt;

/// One step of a [`DataPath`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A key of a map.
    Key(String),
    /// An item of a list, from 0; printed from 1.
    Index(usize),
}

/// A path from the top of a file to a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DataPath(pub Vec<Segment>);

impl DataPath {
    /// The top of the file.
    pub fn root() -> Self {
        Self::default()
    }

    /// This path and a key below it.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.0.push(Segment::Key(key.into()));
        self
    }

    /// This path and an item below it, counted from 0.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// Reads `预算执行.执行率`, `绩效指标[3].得分` or `绩效指标[办公大楼装修面积].得分`.
    /// Numbers in brackets count from 1; anything else in brackets is a name,
    /// kept as a key. `None` where brackets or dots are out of place.
    pub fn parse(text: &str) -> Option<Self> {
        let mut path = Self::root();
        for step in text.trim().split_inclusive(['.', ']']) {
            let step = step.strip_suffix('.').unwrap_or(step);
            if step.is_empty() {
                // the dot after a closing bracket
                path.0.last().filter(|_| text.contains("]."))?;
                continue;
            }
            let (key, bracket) = match step.strip_suffix(']') {
                Some(open) => {
                    let (key, inside) = open.split_once('[')?;
                    (key, Some(inside))
                }
                None => (step, None),
            };
            if !key.is_empty() {
                path = path.key(key);
            }
            match bracket {
                Some("") => return None,
                Some(inside) => {
                    path = match inside.parse::<usize>() {
                        Ok(number) => path.index(number.checked_sub(1)?),
                        Err(_) => path.key(inside),
                    }
                }
                None if key.is_empty() => return None,
                None => {}
            }
        }
        (!path.0.is_empty()).then_some(path)
    }
}

impl fmt::Display for DataPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if at == 0 => write!(f, "{key}")?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{}]", index + 1)?,
            }
        }
        Ok(())
    }
}

impl From<&str> for DataPath {
    /// A path of keys only, for literals in the code: `"预算执行.执行率".into()`.
    fn from(text: &str) -> Self {
        Self(
            text.split('.')
                .map(|key| Segment::Key(key.to_owned()))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_as_it_prints() {
        for text in [
            "总分",
            "预算执行.执行率",
            "绩效指标[3].得分",
            "年度目标[1].绩效指标[20].分值",
        ] {
            assert_eq!(DataPath::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(
            DataPath::parse("绩效指标[办公大楼装修面积].得分"),
            Some(
                DataPath::root()
                    .key("绩效指标")
                    .key("办公大楼装修面积")
                    .key("得分")
            )
        );
    }

    #[test]
    fn brackets_out_of_place_are_refused() {
        for text in ["", "绩效指标[]", "绩效指标[0].得分", "绩效指标3]", "."] {
            assert_eq!(DataPath::parse(text), None, "{text}");
        }
    }
}
