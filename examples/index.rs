//! Writes the search of a site and nothing else: the index, the texts of each unit and
//! the page that is asked. For measuring the search of sites larger than one wants to
//! build whole.
//!
//! ```text
//! cargo run --release --example index -- DIR OUTPUT
//! ```

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io, process};
use ziping::form::Library;
use ziping::load::UnitEntry as Folder;
use ziping::render::{Downloads, FiledForms, SiteContext, site_pages};
use ziping::search::{self, UnitEntry};
use ziping::theme::Theme;
use ziping::{check, load, model};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [root, output] = arguments.as_slice() else {
        fail("index DIR OUTPUT")
    };
    let (root, output) = (Path::new(root), Path::new(output));
    let (Ok(settings), Ok(forms), Ok(tree)) =
        (load::settings(root), load::forms(root), load::tree(root))
    else {
        fail("the folder is not a clean site")
    };
    let texts = |folder: &Folder| texts(root, output, folder, &forms, &settings);
    let entries: io::Result<Vec<UnitEntry>> = tree.units.par_iter().map(texts).collect();
    let regions = regions(root, &tree.regions);
    match entries.and_then(|entries| whole(output, settings, &entries, regions)) {
        Ok(files) => println!("{files}"),
        Err(error) => fail(&error.to_string()),
    }
}

/// The names of the regions, by folder.
fn regions(root: &Path, found: &[(String, Option<PathBuf>)]) -> BTreeMap<String, String> {
    let named = found.iter().filter_map(|(folder, file)| {
        let region = load::region(root, file.as_ref()?).ok()?;
        Some((folder.clone(), region.name))
    });
    named.collect()
}

/// Writes the texts of a unit. Gives back its share of the index.
fn texts(
    root: &Path,
    output: &Path,
    folder: &Folder,
    forms: &Library,
    settings: &model::Site,
) -> io::Result<UnitEntry> {
    let wrong = |_| io::Error::other(format!("{}: not clean", folder.address));
    let unit = load::unit(root, folder, forms).map_err(wrong)?;
    let checked = check::run(unit, settings);
    let checked = checked.map_err(|_| io::Error::other(folder.address.as_str()))?;
    let filed = FiledForms::of(checked.unit());
    let ((address, bytes), entry) = search::unit_file(&checked, &filed)?;
    write(output, &address, &bytes)?;
    Ok(entry)
}

/// Writes the index and the pages that there are without units. Gives back how many
/// files the index has.
fn whole(
    output: &Path,
    site: model::Site,
    entries: &[UnitEntry],
    regions: BTreeMap<String, String>,
) -> io::Result<usize> {
    let entries: Vec<&UnitEntry> = entries.iter().collect();
    let (files, index) = search::site_files(&entries, &regions)?;
    for (address, bytes) in &files {
        write(output, address, bytes)?;
    }
    let theme = Theme::new(BTreeMap::new()).map_err(io::Error::other)?;
    let context = SiteContext {
        site,
        regions,
        ..SiteContext::default()
    };
    let mut emit = |address: &str, bytes: &[u8]| write(output, address, bytes);
    site_pages(&[], &Downloads::new(), &index, &context, &theme, &mut emit)
        .map_err(io::Error::other)?;
    Ok(files.len())
}

fn write(output: &Path, address: &str, bytes: &[u8]) -> io::Result<()> {
    let path = output.join(address);
    fs::create_dir_all(path.with_file_name(""))?;
    fs::write(path, bytes)
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    process::exit(2);
}
