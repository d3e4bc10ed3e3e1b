//! Which units a change concerns.

use super::Failure;
use crate::history;
use crate::load::UnitEntry;
use std::collections::BTreeSet;
use std::path::Path;

/// The files that are not what they were: relative to the site's folder, with `/`,
/// those that are gone among them.
#[derive(Debug)]
pub struct Changes(BTreeSet<String>);

impl Changes {
    /// What changed below `content/` since a revision.
    pub fn since(root: &Path, revision: &str) -> Result<Self, Failure> {
        let changed = history::changed_since(&root.join("content"), revision)?;
        let below = |path: String| format!("content/{path}");
        Ok(Self(changed.into_iter().map(below).collect()))
    }

    /// Whether a file changed, by its path as printed.
    pub fn touch(&self, path: &str) -> bool {
        self.0.contains(path)
    }

    /// Whether a unit has a changed file, or one stands above it: the settings, a
    /// form, the name of its region.
    pub fn concern(&self, unit: &UnitEntry) -> bool {
        let folder = format!("content/{}/", unit.address);
        self.any_below(&folder)
            || self.touch("content/site.yaml")
            || self.any_below("content/forms/")
            || folder.match_indices('/').any(|(at, _)| {
                let above = folder.get(..at).unwrap_or_default();
                self.touch(&format!("{above}/region.yaml"))
            })
    }

    fn any_below(&self, folder: &str) -> bool {
        let mut from = self.0.range(folder.to_owned()..);
        from.next().is_some_and(|path| path.starts_with(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concerned(changed: &str) -> Vec<&'static str> {
        let changes = Changes(BTreeSet::from([changed.to_owned()]));
        let mut units = vec!["sheng/shi/jia", "sheng/shi/jia-er", "sheng/yi"];
        units.retain(|address| {
            changes.concern(&UnitEntry {
                address: (*address).to_owned(),
                folder: address.into(),
                years: Vec::new(),
            })
        });
        units
    }

    #[test]
    fn a_change_concerns_its_unit_or_all_below_it() {
        let all = ["sheng/shi/jia", "sheng/shi/jia-er", "sheng/yi"];
        for (changed, units) in [
            ("content/sheng/shi/jia/2023/report.md", &all[..1]),
            ("content/sheng/shi/jia-er/unit.yaml", &all[1..2]),
            ("content/sheng/shi/region.yaml", &all[..2]),
            ("content/sheng/region.yaml", &all),
            ("content/site.yaml", &all),
            ("content/forms/jia.yaml", &all),
            ("content/forms.txt", &[]),
            ("content/sheng/er/unit.yaml", &[]),
        ] {
            assert_eq!(concerned(changed), units, "{changed}");
        }
    }
}
