//! A rule's documentation, read from the `//!` header of its own file, so that
//! what is explained, what is shown and what is tested are one text.

use super::Rule;

/// The parts that every rule's documentation has, in this order.
pub const PARTS: [&str; 4] = ["检查什么", "依据", "错例", "改法"];

/// A small report as it stands in a rule's documentation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Example {
    /// The data: a `report.yaml`, or a `base.yaml` where the form is one. Several
    /// files of one unit, each in a block of its own in the documentation, are
    /// YAML documents one after another.
    pub yaml: String,
    /// The narrative; empty where the rule does not look at one.
    pub markdown: String,
}

/// The two examples of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examples {
    /// 错例: gives exactly this rule's code.
    pub wrong: Example,
    /// 改法: gives nothing.
    pub right: Example,
}

impl Rule {
    /// The documentation as Markdown: one sentence saying what is wrong, then the
    /// parts with headings of the second level.
    pub fn documentation(&self) -> String {
        let mut text = String::new();
        let mut fenced = false;
        for line in self.header() {
            fenced ^= line.starts_with("```");
            if !fenced && line.starts_with("# ") {
                text.push('#');
            }
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// The text of one part, without its heading; empty where there is none.
    pub fn part(&self, name: &str) -> String {
        let mut fenced = false;
        let mut inside = false;
        let mut text = String::new();
        for line in self.header() {
            fenced ^= line.starts_with("```");
            match line.strip_prefix("# ").filter(|_| !fenced) {
                Some(heading) => inside = heading == name,
                None if inside => text.extend([line, "\n"]),
                None => {}
            }
        }
        text.trim().to_owned()
    }

    /// The examples of 错例 and 改法.
    pub fn examples(&self) -> Examples {
        let example = |part| {
            let text = self.part(part);
            Example {
                yaml: fenced_blocks(&text, "yaml").join("---\n"),
                markdown: fenced_blocks(&text, "markdown").concat(),
            }
        };
        Examples {
            wrong: example("错例"),
            right: example("改法"),
        }
    }

    /// The `site.yaml` that the examples are for, from 检查什么; empty where the
    /// rule does not look at the site's settings.
    pub fn example_site(&self) -> String {
        fenced_blocks(&self.part(PARTS[0]), "yaml").concat()
    }

    /// The lines of the `//!` header, without their mark.
    fn header(&self) -> impl Iterator<Item = &'static str> {
        let lines = self.file.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line))
    }
}

/// The blocks fenced as `language`, in order.
fn fenced_blocks(text: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}");
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while lines.any(|line| line == opening) {
        let inside = lines.by_ref().take_while(|line| *line != "```");
        blocks.push(inside.flat_map(|line| [line, "\n"]).collect());
    }
    blocks
}
