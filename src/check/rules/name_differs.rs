//! 单位的名称前后写得不一样。
//!
//! # 检查什么
//! 报告里以本单位口气写的街道、乡镇名称，与 unit.yaml 的名称只差一个字的（多一个、少一个、错一个），如登记为“望岳街道”而写作“望岳路街道党工委”。
//! 街道、乡镇只看后面跟着党工委、办事处、人民政府等的名称；方位字之差（望岳东街道）和并列提到的别的街道不算。
//! 部门名称的级别写错的（登记为“信江县水利局”，标题或介绍本单位的话里写作“信江市水利局”）也报；同名的上级部门发文、下达资金的不算。确有旧名或别名的，写在 unit.yaml 的“曾用名”里。
//!
//! # 依据
//! 《政府信息公开条例》第六条：公开的信息应当准确；《地名管理条例》：使用标准地名。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 某甲某街道党工委组织，全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 某某街道党工委组织，全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::texts::{Kind, Text, Texts, is_chinese};
use crate::check::{Check, FileRef, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DataPath, Unit};

pub static RULE: Rule = Rule {
    code: "ZP409",
    name: "name_differs",
    title: "单位名称前后不一",
    severity: Severity::Warning,
    file: include_str!("name_differs.rs"),
    check: Check::Texts(check),
};

/// What follows a name that acts.
const ACTS: [&str; 9] = [
    "党工委",
    "办事处",
    "人民政府",
    "政府",
    "党委",
    "纪工委",
    "人大",
    "党政",
    "机关",
];

/// Characters in which the names of neighbours differ.
const NEIGHBOURS: &str = "东西南北中新老旧上下前后内外大小一二三四五";

/// A name written in another way, with its places.
struct Variant {
    name: String,
    acts: bool,
    places: Vec<(FileRef, DataPath)>,
}

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    of_another_level(texts, findings);
    let Some(own) = Own::of(&texts.unit.unit) else {
        return;
    };
    let mut variants: Vec<Variant> = Vec::new();
    for text in texts.written().filter(|text| text.signs.place()) {
        if text.kind == Kind::Catalogue || text.file == FileRef::Unit {
            continue;
        }
        for (name, acts) in own.variants(text) {
            let place = (text.file, texts.path(text));
            match variants.iter_mut().find(|known| known.name == name) {
                Some(known) => {
                    known.acts |= acts;
                    known.places.push(place);
                }
                None => variants.push(Variant {
                    name,
                    acts,
                    places: vec![place],
                }),
            }
        }
    }
    for variant in variants.into_iter().filter(|variant| variant.acts) {
        say(variant, &own, findings);
    }
}

fn say(variant: Variant, own: &Own<'_>, findings: &mut Findings) {
    let Variant {
        name, mut places, ..
    } = variant;
    let count = places.len();
    let times = if count > 1 {
        format!("（{count} 处）")
    } else {
        String::new()
    };
    let own = own.name();
    places.dedup();
    let mut places = places.into_iter();
    let Some((file, path)) = places.next() else {
        return;
    };
    let finding = findings
        .add(
            file,
            path,
            format!("单位名称写作“{name}”{times}，unit.yaml 里是“{own}”"),
        )
        .quote(&name)
        .help(format!(
            "统一写作“{own}”；确有别名的，写进 unit.yaml 的“曾用名”"
        ));
    for (file, path) in places {
        finding
            .related
            .push((file, path, format!("也写作“{name}”")));
    }
}

/// Levels in the name of a department.
const LEVELS: [char; 5] = ['市', '县', '区', '旗', '州'];

/// Words with a level that is none.
const NO_LEVELS: [&str; 9] = [
    "市场", "市政", "市容", "市民", "区域", "县域", "区划", "州际", "旗舰",
];

/// What a department says of itself alone, after its name.
#[rustfmt::skip]
const SELF: [&str; 8] = [
    "内设", "下设", "机关内设", "现有编制", "主要职责", "主要职能", "位于", "成立于",
];

/// Finds the department's name with another level: 信江市水利局 for 信江县水利局.
fn of_another_level(texts: &Texts<'_>, findings: &mut Findings) {
    let unit = &texts.unit.unit;
    let name = unit.name.trim();
    let Some((stem, level, body)) = department(name) else {
        return;
    };
    let known = || {
        let former = unit.former_names.iter().map(String::as_str);
        former.chain([name, unit.short_name.as_str()])
    };
    let others = LEVELS.into_iter().filter(|other| *other != level);
    let others = others.map(|other| format!("{stem}{other}{body}"));
    let others: Vec<String> = others
        .filter(|other| !known().any(|known| known.contains(other)))
        .collect();
    for text in texts.written() {
        let title = text.kind == Kind::Title && matches!(text.file, FileRef::Report(_));
        if !(title || text.kind == Kind::Line) || !text.words.contains(stem) {
            continue;
        }
        let other = others.iter().find(|other| {
            let mut places = text.words.match_indices(other.as_str());
            places.any(|(at, _)| {
                let (before, after) = (&text.words[..at], &text.words[at + other.len()..]);
                title || opens(before) && speaks_of_itself(after, level)
            })
        });
        if let Some(other) = other {
            let message = format!("单位名称写作“{other}”，unit.yaml 里是“{name}”");
            findings
                .add(text.file, texts.path(text), message)
                .quote(other)
                .help(format!(
                    "写作“{stem}{level}{body}”；确有旧名的，写进 unit.yaml 的“曾用名”"
                ));
        }
    }
}

/// `信江`, `县` and `水利局`; `None` for a unit that is named otherwise.
fn department(name: &str) -> Option<(&str, char, &str)> {
    const SHORTEST: usize = 6;
    let mut places = name.char_indices().rev();
    let (at, level) = places.find(|(at, c)| {
        let rest = &name[*at..];
        LEVELS.contains(c) && !NO_LEVELS.iter().any(|word| rest.starts_with(word))
    })?;
    let body = &name[at + level.len_utf8()..];
    let above = name[..at].rfind(['省', '市', '县', '区', '州', '盟']);
    let start = above.map_or(0, |above| above + '省'.len_utf8());
    let stem = &name[start..at];
    (stem.len() >= SHORTEST && body.len() >= SHORTEST).then_some((stem, level, body))
}

fn opens(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_none_or(|c| "。：、）.． ".contains(c))
}

fn speaks_of_itself(after: &str, level: char) -> bool {
    let of_its_own = ["主管全", "负责全", "是", "为", "作为"].iter().any(|word| {
        let rest = after.strip_prefix(word);
        let rest = rest.and_then(|rest| rest.strip_prefix(level));
        rest.is_some_and(|rest| word.ends_with('全') || rest.contains("工作部门"))
    });
    of_its_own || SELF.iter().any(|word| after.starts_with(word))
}

/// The unit's own name: a stem and the kind of place.
struct Own<'u> {
    stem: Vec<char>,
    kind: &'static str,
    unit: &'u Unit,
}

impl<'u> Own<'u> {
    /// `望岳` and `街道` of `岳阳市岳阳楼区望岳街道办事处`; `None` for a unit that is
    /// no subdistrict, town or township, or whose name does not show where its
    /// district ends.
    fn of(unit: &'u Unit) -> Option<Self> {
        let names = [&unit.short_name, &unit.name];
        names.into_iter().find_map(|name| {
            let name = name.trim();
            let place = name
                .strip_suffix("办事处")
                .or_else(|| name.strip_suffix("人民政府"))
                .unwrap_or(name);
            let kind = ["街道", "镇", "乡"]
                .into_iter()
                .find(|kind| place.ends_with(kind))?;
            let stem = place.strip_suffix(kind)?;
            let stem = stem
                .rsplit(['市', '区', '县', '旗', '州', '盟', '府'])
                .next()?;
            let stem: Vec<char> = stem.chars().collect();
            let plain = stem.len() >= 2 && stem.iter().all(|c| is_chinese(*c));
            plain.then_some(Self { stem, kind, unit })
        })
    }

    fn name(&self) -> String {
        self.stem.iter().collect::<String>() + self.kind
    }

    /// Names in a text that differ from the own one by one character, and whether
    /// they act there.
    fn variants(&self, text: &Text<'_>) -> Vec<(String, bool)> {
        let words: &str = &text.words;
        let mut found = Vec::new();
        for (at, _) in words.match_indices(self.kind) {
            let before = &words[..at];
            let after = &words[at + self.kind.len()..];
            let Some((stem, previous)) = self.near_stem(before) else {
                continue;
            };
            let name = format!("{stem}{}", self.kind);
            let known = self
                .unit
                .former_names
                .iter()
                .chain([&self.unit.name, &self.unit.short_name]);
            if known.into_iter().any(|known| known.contains(&name)) {
                continue;
            }
            let starts = previous.is_none_or(|c| !is_chinese(c) || "市区县旗州在是".contains(c))
                && !before.trim_end_matches(&*stem).ends_with('、');
            let acts = starts && ACTS.iter().any(|word| after.starts_with(word));
            found.push((name, acts));
        }
        found
    }

    /// The stem before a kind of place that is nearly the own one, with the
    /// character before it.
    fn near_stem(&self, before: &str) -> Option<(String, Option<char>)> {
        let own = self.stem.as_slice();
        if !before.chars().rev().take(2).any(|c| own.contains(&c)) {
            return None;
        }
        let mut back: Vec<char> = before.chars().rev().take(own.len() + 2).collect();
        back.reverse();
        if back.ends_with(own) {
            return None;
        }
        let lengths = [own.len() + 1, own.len(), own.len() - 1];
        lengths.into_iter().find_map(|length| {
            let start = back.len().checked_sub(length)?;
            let (rest, stem) = back.split_at(start);
            let near = match length {
                _ if !stem.iter().all(|c| is_chinese(*c)) => false,
                _ if length > own.len() => is_inserted(stem, own),
                // with fewer characters the names of other places are as near
                _ if own.len() < 3 => false,
                _ if length == own.len() => is_substituted(stem, own),
                _ => length >= 2 && is_inserted(own, stem),
            };
            let whole = length > own.len()
                || rest
                    .last()
                    .is_none_or(|c| !is_chinese(*c) || "市区县".contains(*c));
            (near && whole).then(|| (stem.iter().collect(), rest.last().copied()))
        })
    }
}

/// Whether the longer name is the shorter with one character more, which is not
/// its first and tells no neighbours apart.
fn is_inserted(longer: &[char], shorter: &[char]) -> bool {
    (1..longer.len()).any(|at| {
        let (head, tail) = (&longer[..at], &longer[at + 1..]);
        head == &shorter[..at.min(shorter.len())]
            && tail == &shorter[at.min(shorter.len())..]
            && !NEIGHBOURS.contains(longer[at])
    })
}

/// Whether one character differs, which tells no neighbours apart.
fn is_substituted(stem: &[char], own: &[char]) -> bool {
    let mut differing = stem.iter().zip(own).filter(|(one, other)| one != other);
    let first = differing.next();
    let tells_apart = |c: &char| NEIGHBOURS.contains(*c);
    first.is_some_and(|(one, other)| !tells_apart(one) && !tells_apart(other))
        && differing.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings, unit};

    /// What is found in a goal of a unit of this name.
    fn found(name: &str, goal: &str) -> Vec<String> {
        let mut example = RULE.examples().right;
        example.yaml = example.yaml.replacen("某某街道党工委组织，全年", goal, 1);
        let mut folder = unit(&example, None);
        folder.unit.name = name.into();
        findings(folder)
            .into_iter()
            .map(|one| one.message)
            .collect()
    }

    #[test]
    fn a_name_one_character_off_that_acts_is_found() {
        let wangyue = "岳阳市岳阳楼区望岳街道办事处";
        assert_eq!(
            found(wangyue, "望岳路街道党工委牵头，望岳路街道的社区配合，"),
            ["单位名称写作“望岳路街道”（2 处），unit.yaml 里是“望岳街道”"]
        );
        let guyuefeng = "株洲市渌口区古岳峰镇人民政府";
        for (goal, name) in [
            ("古岳镇人民政府组织，", "古岳镇"),
            ("渌口区古月峰镇人民政府组织，", "古月峰镇"),
        ] {
            let message = format!("单位名称写作“{name}”，unit.yaml 里是“古岳峰镇”");
            assert_eq!(found(guyuefeng, goal), [message]);
        }
    }

    #[test]
    fn a_department_of_another_level_is_found_where_it_speaks_of_itself() {
        let said = |title: &str| {
            let mut example = RULE.examples().right;
            example.yaml =
                example
                    .yaml
                    .replacen("年度: 2023", &format!("年度: 2023\n标题: {title}"), 1);
            let mut folder = unit(&example, None);
            folder.unit.name = "信江县水利局".into();
            let found = findings(folder).into_iter();
            found.map(|one| one.message).collect::<Vec<String>>()
        };
        assert_eq!(
            said("2023年度信江市水利局整体支出绩效自评表"),
            ["单位名称写作“信江市水利局”，unit.yaml 里是“信江县水利局”"]
        );
        assert_eq!(said("2023年度信江县水利局整体支出绩效自评表"), [""; 0]);
        assert_eq!(
            super::department("淝河县市场监督管理局"),
            Some(("淝河", '县', "市场监督管理局"))
        );
        for (after, is) in [
            ("主管全县水利工作", true),
            ("内设4个股室", true),
            ("是县人民政府工作部门", true),
            ("下达专项资金", false),
            ("编制规划", false),
            ("负责全市水利", false),
        ] {
            assert_eq!(super::speaks_of_itself(after, '县'), is, "{after}");
        }
    }

    #[test]
    fn the_own_name_and_the_names_of_neighbours_pass() {
        let wangyue = "岳阳市岳阳楼区望岳街道办事处";
        for goal in [
            "望岳街道党工委组织，",
            "我街道组织，各街道办事处配合，",
            "望岳东街道办事处组织，",
            "王家河街道办事处组织，",
            "望月街道办事处组织，",
            "与望岳路街道联合执法，",
            "全街道办事处各部门，",
        ] {
            assert_eq!(found(wangyue, goal), [""; 0], "{goal}");
        }
        let guyuefeng = "株洲市渌口区古岳峰镇人民政府";
        for goal in [
            "淦田镇人民政府配合，",
            "与古月峰镇人民政府共建，",
            "古岳峰镇党委，",
        ] {
            assert_eq!(found(guyuefeng, goal), [""; 0], "{goal}");
        }
        assert_eq!(found("岳阳市财政局", "岳阳街道办事处组织，"), [""; 0]);
        assert_eq!(found("某县城关镇人民政府", "城镇人民政府，"), [""; 0]);
    }
}
