//! What a preview's build leaves that is killed while it changes the output: some of its
//! files are there, others not; the cache is still that of the build before it.

use super::{Dice, LIST, Site, is_list};
use crate::common::snapshot;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The output and the cache before a build.
pub struct Before {
    folder: tempfile::TempDir,
    cache: Option<Vec<u8>>,
}

impl Before {
    pub fn of(site: &Site) -> Self {
        // beside the output: second names keep the times
        let folder = tempfile::tempdir_in(site.folder.path()).unwrap();
        for name in snapshot(&site.options.output).into_keys() {
            link(&site.options.output.join(&name), &folder.path().join(&name));
        }
        let cache = fs::read(site.cache()).ok();
        Self { folder, cache }
    }

    /// Makes of a build since then one that was killed.
    pub fn kill(self, site: &Site, dice: &mut Dice) {
        let (earlier, output) = (self.folder.path(), &site.options.output);
        let [old, new] = [earlier, output].map(|folder| {
            let names = snapshot(folder).into_keys();
            names.filter(|name| !is_list(name)).collect::<BTreeSet<_>>()
        });
        // what is new is listed before it is there
        let mut list = fs::read_to_string(earlier.join(LIST)).unwrap();
        list.extend(new.difference(&old).map(|name| format!("0 {name}\n")));
        for name in old.union(&new) {
            if dice.chance(50) {
                let _ = fs::remove_file(output.join(name));
                if earlier.join(name).exists() && !is_below_a_file(output, name) {
                    link(&earlier.join(name), &output.join(name));
                }
            }
        }
        fs::write(output.join(LIST), list).unwrap();
        match self.cache {
            Some(bytes) => fs::write(site.cache(), bytes).unwrap(),
            None => drop(fs::remove_file(site.cache())),
        }
    }
}

fn is_below_a_file(output: &Path, name: &str) -> bool {
    let file: PathBuf = output.join(name);
    let folders = file.ancestors().skip(1);
    file.is_dir() || folders.take_while(|it| *it != output).any(Path::is_file)
}

fn link(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::hard_link(from, to).unwrap();
}
