//! `ziping new`: what it writes loads, says only what is still to fill in, and is
//! never written over anything.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod asked;
#[path = "../common/mod.rs"]
mod common;
mod git;
mod refusals;
mod reports;
mod sites;

use common::terminal::Terminal;
use common::{copy_tree, repository, snapshot, ziping};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use ziping::form::Scope;
use ziping::load;
use ziping::model::{Indicator, Report, Year};

/// A new site with one unit, `a/b`, in it.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    begin(site.path());
    site
}

fn begin(site: &Path) {
    for arguments in [
        &[
            "new",
            "site",
            ".",
            "--name",
            "绩效自评",
            "--region",
            "a",
            "--region-name",
            "甲市",
        ][..],
        &[
            "new",
            "unit",
            "--region",
            "a",
            "--name",
            "乙街道办事处",
            "--address",
            "b",
        ],
    ] {
        let run = ziping(site, arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
}

/// The codes that `check` finds, of whatever weight.
fn codes(site: &Path) -> BTreeSet<String> {
    let run = ziping(site, &["check", "--format", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let found = document["diagnostics"].as_array().unwrap().iter();
    found
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

/// What says that something is still to be filled in: a required key that is blank,
/// the hints in the narrative.
const TO_FILL_IN: [&str; 2] = ["ZP401", "ZP406"];
