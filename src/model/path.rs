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
        let mut rest = text.trim();
        loop {
            let (key, after) = rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()));
            if key.is_empty() || key.contains(']') {
                return None;
            }
            path = path.key(key);
            rest = after;
            while let Some(opened) = rest.strip_prefix('[') {
                // a name may hold dots and brackets of its own
                let ends =
                    |at: &usize| matches!(opened.as_bytes().get(at + 1), None | Some(b'.' | b'['));
                let mut closings = opened.match_indices(']').map(|(at, _)| at);
                let (inside, closed) = opened.split_at(closings.find(ends)?);
                path = match inside.parse::<usize>() {
                    _ if inside.is_empty() => return None,
                    Ok(number) => path.index(number.checked_sub(1)?),
                    Err(_) => path.key(inside),
                };
                rest = &closed[1..];
            }
            match rest.strip_prefix('.') {
                Some(below) => rest = below,
                None => return rest.is_empty().then_some(path),
            }
        }
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
        assert_eq!(
            DataPath::parse("正文[1.单位[基本]情况]"),
            Some(DataPath::root().key("正文").key("1.单位[基本]情况"))
        );
    }

    #[test]
    fn brackets_out_of_place_are_refused() {
        for text in [
            "",
            "绩效指标[]",
            "绩效指标[0].得分",
            "绩效指标3]",
            ".",
            "总分.",
        ] {
            assert_eq!(DataPath::parse(text), None, "{text}");
        }
    }
}
