//! LibreOffice opens what is exported, with every figure; skipped where it is not
//! installed.

use crate::{BOTH, site};
use std::fs;
use std::path::Path;
use std::process::Command;
use ziping::export::{Made, unit_files};
use ziping::form::Library;
use ziping::import::{Kind, read};

/// Has LibreOffice write files anew in another format; whether it is installed.
fn converted(folder: &Path, format: &str, files: &[String]) -> bool {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = Command::new("soffice")
        .current_dir(folder)
        .args([&profile, "--headless", "--convert-to", format])
        .args(["--outdir", "again"])
        .args(files)
        .output();
    match run {
        Ok(run) => {
            assert!(run.status.success(), "{run:?}");
            true
        }
        Err(_) => {
            eprintln!("skipped: soffice is not installed");
            false
        }
    }
}

/// What a file says to import: the YAML of its forms and its narrative.
fn said(bytes: &[u8], name: &str, forms: &Library) -> String {
    let imported = read(bytes, Kind::of(name).unwrap(), forms, &[]).unwrap();
    let yaml = imported.forms.iter().map(|form| form.to_yaml());
    yaml.chain([imported.narrative]).collect()
}

#[test]
fn an_office_program_opens_every_file_and_keeps_every_figure() {
    let folder = tempfile::tempdir().unwrap();
    let (forms, units) = site("");
    let mut files = Vec::new();
    for checked in &units {
        let mut take = |made: Made<'_>| {
            fs::write(folder.path().join(made.name), made.bytes)?;
            files.push((made.name.to_owned(), made.bytes.to_vec()));
            Ok(())
        };
        unit_files(checked, BOTH, &|_| true, &mut take).unwrap();
    }
    assert_eq!(files.len(), 34);
    for format in ["docx", "xlsx"] {
        let of_format = files.iter().filter(|(name, _)| name.ends_with(format));
        let names: Vec<String> = of_format.clone().map(|(name, _)| name.clone()).collect();
        if !converted(folder.path(), format, &names) {
            return;
        }
        for (name, bytes) in of_format {
            let again = fs::read(folder.path().join("again").join(name)).unwrap();
            let (before, after) = (said(bytes, name, &forms), said(&again, name, &forms));
            assert_eq!(before, after, "{name}");
        }
    }
}
