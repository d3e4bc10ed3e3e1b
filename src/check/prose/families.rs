//! Totals whose parts are known: 基本支出 is 人员经费 and 公用经费.

use super::Statement;

/// A total and the parts that are all of it, by the labels each may have.
pub struct Family {
    totals: &'static [&'static str],
    parts: &'static [&'static [&'static str]],
}

static FAMILIES: [Family; 3] = [
    Family {
        totals: &["支出"],
        parts: &[&["基本支出"], &["项目支出"]],
    },
    Family {
        totals: &["基本支出"],
        parts: &[&["人员经费", "人员支出"], &["公用经费", "公用支出"]],
    },
    Family {
        totals: &["三公经费", "三公”经费"],
        parts: &[
            &["因公出国（境）", "因公出国(境)", "因公出国"],
            &[
                "公务用车购置及运行维护",
                "公务用车购置及运行",
                "公务用车购置和运行维护",
            ],
            &["公务接待"],
        ],
    },
];

/// Spending that is neither 基本支出 nor 项目支出.
const OTHER_SPENDING: [&str; 5] = ["上缴", "经营", "附属", "结转", "结余"];

/// The labels of all totals and parts.
pub fn family_labels<'l>() -> impl Iterator<Item = &'l str> {
    FAMILIES.iter().flat_map(|family| {
        let parts = family.parts.iter().copied().flatten();
        family.totals.iter().chain(parts).copied()
    })
}

/// The totals among these statements of a narrative, each with all its parts,
/// where they follow in its own paragraph.
pub fn whole_families<'s, 'a>(
    said: &'s [Statement<'a>],
) -> impl Iterator<Item = (&'s Statement<'a>, Vec<&'s Statement<'a>>)> {
    said.iter().enumerate().flat_map(move |(at, total)| {
        let families = FAMILIES.iter().filter(move |family| family.is_total(total));
        families.filter_map(move |family| Some((total, family.parts_of(total, &said[at + 1..])?)))
    })
}

impl Family {
    fn is_total(&self, statement: &Statement<'_>) -> bool {
        self.totals.contains(&&*statement.label)
    }

    fn parts_of<'s, 'a>(
        &self,
        total: &Statement<'a>,
        after: &'s [Statement<'a>],
    ) -> Option<Vec<&'s Statement<'a>>> {
        let text = &total.block.text.plain;
        if self.totals == ["支出"] && OTHER_SPENDING.iter().any(|word| text.contains(word)) {
            return None;
        }
        let near = after
            .iter()
            .take_while(|one| std::ptr::eq(one.block, total.block) && !self.is_total(one));
        let near: Vec<&Statement<'_>> = near.collect();
        let alike = |one: &Statement<'_>| {
            let time = |one: &Statement<'_>| (one.year, one.last_year);
            time(one) == time(total) && one.figure.money() == total.figure.money()
        };
        let part = |labels: &&[&str]| {
            let mut named = near.iter().filter(|one| is_called(one, labels));
            let one = named.next().filter(|one| alike(one))?;
            named.next().is_none().then_some(*one)
        };
        self.parts.iter().map(part).collect()
    }
}

/// Whether a statement has one of these labels; the data may call 公务接待 公务接待费.
fn is_called(statement: &Statement<'_>, labels: &[&str]) -> bool {
    let label = &*statement.label;
    let short = label.strip_suffix('费').unwrap_or(label);
    labels.contains(&label) || labels.contains(&short)
}
