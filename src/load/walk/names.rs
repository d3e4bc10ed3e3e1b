//! What the names of files and folders say: left behind by programs, fit for an
//! address, or another name slightly off.

use super::MAX_NAME_BYTES;
use crate::model::{INDEX_PAGE, RESERVED, Year};

/// What editors, Office and operating systems leave behind.
pub fn is_leftover(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || [".swp", ".swo", ".tmp", ".bak"]
            .iter()
            .any(|ending| lower.ends_with(ending))
        || lower == "thumbs.db"
        || lower == "desktop.ini"
}

/// Whether the site's own pages stand at the address that this name would give a
/// region or unit.
pub(super) fn is_reserved(name: &str, is_top: bool) -> bool {
    let taken: &[&str] = if is_top { &RESERVED } else { &[INDEX_PAGE] };
    taken.iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// Why a new folder of a region, a unit or a project cannot bear a name, if it
/// cannot; at the top of `content/` the site's own names are taken too.
pub fn folder_fault(name: &str, is_top: bool) -> Option<String> {
    let fixed: &[&str] = match is_top {
        true => &["forms"],
        false => &[],
    };
    if name.is_empty() {
        Some("名称是空的".to_owned())
    } else if is_leftover(name) {
        Some(format!("“{name}”像是编辑器或系统留下的文件，会被略过"))
    } else if is_reserved(name, is_top) || fixed.iter().any(|own| name.eq_ignore_ascii_case(own)) {
        Some(format!("“{name}”是网站自己的网址"))
    } else if meant_year(name).is_some() {
        Some(format!("“{name}”是年度文件夹的名称"))
    } else if name.contains('.') {
        Some("名称里不用句点".to_owned())
    } else {
        name_fault(name)
    }
}

/// Whether a letter is made of two: some systems write it as one, which would be another
/// name for the same letters.
fn is_combined(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36F}' | '\u{1100}'..='\u{11FF}' | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{3099}'..='\u{309A}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}

/// Why a name cannot be part of an address, if it cannot.
pub(super) fn name_fault(name: &str) -> Option<String> {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']))
    };
    let reserved = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL");
    if name.len() > MAX_NAME_BYTES {
        let length = name.len();
        return Some(format!(
            "名称太长：{length} 字节，超过 {MAX_NAME_BYTES} 字节的上限（一个汉字 3 字节）"
        ));
    }
    if reserved || numbered("COM") || numbered("LPT") {
        return Some(format!("“{name}”是 Windows 保留的名称"));
    }
    let wrong = |char: char| char.is_control() || "<>:\"|?*\\/%#".contains(char);
    if let Some(char) = name.chars().find(|char| wrong(*char)) {
        return Some(format!("名称里不能有“{}”", char.escape_debug()));
    }
    if name.chars().any(is_combined) {
        return Some(format!(
            "“{name}”里有附加在字母上的符号，同样的字有的电脑另有写法"
        ));
    }
    if name != name.trim() || name.ends_with('.') {
        return Some("名称的开头或结尾有空格、结尾有句点".to_owned());
    }
    None
}

/// The name among `wanted` that this one was meant to be: in other letters, with
/// another ending, or marked as a copy (`Report.yaml`, `report.yml`,
/// `report.yaml.txt`, `report(1).yaml`, `report - 副本.yaml`).
pub(super) fn meant<'a>(name: &str, wanted: &[&'a str]) -> Option<&'a str> {
    let plain = plain(name);
    wanted
        .iter()
        .copied()
        .find(|wanted| *wanted != name && *wanted == plain)
}

/// A year's name with more than the four digits: `2023年`, `2023年度`, `２０２３`.
pub(super) fn meant_year(name: &str) -> Option<Year> {
    let half = half_width(name);
    let digits = half.trim().trim_end_matches("度").trim_end_matches("年");
    Year::parse(digits.trim())
}

fn plain(name: &str) -> String {
    let lower = half_width(name).to_lowercase();
    let lower = lower.strip_suffix(".txt").unwrap_or(&lower);
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((lower, ""));
    let counted =
        stem.trim_end_matches(|char: char| char.is_ascii_digit() || "() -".contains(char));
    // the number of a copy stands in brackets, that of a name does not
    let stem = if stem.ends_with(')') { counted } else { stem };
    let stem = stem
        .trim()
        .trim_end_matches("副本")
        .trim_end_matches(['-', ' ']);
    match ending {
        "" => stem.to_owned(),
        "yml" => format!("{stem}.yaml"),
        "markdown" => format!("{stem}.md"),
        ending => format!("{stem}.{}", ending.trim()),
    }
}

fn half_width(name: &str) -> String {
    let half = |char: char| match char {
        '！'..='～' => u32::from(char)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(char),
        '\u{3000}' => ' ',
        _ => char,
    };
    name.chars().map(half).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_slightly_off_is_known_for_what_it_was_meant_to_be() {
        let wanted = ["report.yaml", "report.md", "projects"];
        for (name, expected) in [
            ("Report.yaml", Some("report.yaml")),
            ("report.yml", Some("report.yaml")),
            ("REPORT.YAML.TXT", Some("report.yaml")),
            ("report .yaml", Some("report.yaml")),
            ("report(1).yaml", Some("report.yaml")),
            ("report (2).yaml", Some("report.yaml")),
            ("report - 副本.yaml", Some("report.yaml")),
            ("report - 副本 (2).md", Some("report.md")),
            ("ｒｅｐｏｒｔ．md", Some("report.md")),
            ("Projects", Some("projects")),
            ("report.yaml", None),
            ("report2.yaml", None),
            ("自评报告.docx", None),
        ] {
            assert_eq!(meant(name, &wanted), expected, "{name}");
        }
        for (name, year) in [
            ("2023年", Some(2023)),
            ("2023年度", Some(2023)),
            ("２０２３", Some(2023)),
            ("2023 ", Some(2023)),
            ("2023年报", None),
            ("23年", None),
        ] {
            assert_eq!(meant_year(name), year.map(Year), "{name}");
        }
    }
}
