//! A preview's site is changed file by file where it stands.

use super::*;

fn preview(site: &Site, pages: Pages) -> Result<Published, ziping::publish::PublishError> {
    let stage = site.open().for_preview();
    for (address, text) in pages {
        stage.write(address, text.as_bytes())?;
    }
    stage.finish()
}

#[test]
fn a_changed_preview_is_that_of_a_new_publication() {
    let site = Site::new();
    let sites: [Pages; 4] = [
        PAGES,
        &[("index.html", "首页"), ("a/b", "a file now"), ("c/d/e", "")],
        &[("a/b/index.html", "a folder again"), ("c/d/f", "new")],
        &[],
    ];
    for pages in sites {
        preview(&site, pages).unwrap();
        let clean = Site::published(pages);
        assert_eq!(texts(&site.output), texts(&clean.output));
        assert!(site.is_tidy());
    }
}

#[test]
fn unchanged_files_and_foreign_ones_stay_untouched() {
    let site = Site::new();
    preview(&site, PAGES).unwrap();
    site.put("a/b/foreign", "ours");
    let before = traces(&site.output);
    let published = preview(&site, &[("a/b/index.html", "单位"), ("new", "")]).unwrap();
    assert_eq!((published.written, published.unchanged), (1, 1));
    assert_eq!(published.removed, 1);
    let after = traces(&site.output);
    for name in ["a/b", "a/b/index.html", "a/b/foreign"] {
        assert_eq!(after[name], before[name]);
    }
}

#[test]
fn what_is_staged_and_what_stands_are_read_alike() {
    let site = Site::new();
    preview(&site, PAGES).unwrap();
    let stage = site.open().for_preview();
    let (_, first) = PAGES[0];
    stage.write("index.html", first.as_bytes()).unwrap();
    stage.write("new", b"new").unwrap();
    let pieces = [("index.html", 0..6), ("new", 0..3)];
    let pieces = pieces.map(|(address, range)| Piece::Part(address, range));
    assert_eq!(stage.join("all", pieces.into_iter()).unwrap(), 9);
    assert_eq!(stage.read("all", 3..9).unwrap(), "页new".as_bytes());
    assert!(stage.mark("index.html").is_some() && stage.mark("new").is_some());
}

#[test]
fn a_preview_that_is_dropped_leaves_the_last_one() {
    let site = Site::new();
    preview(&site, PAGES).unwrap();
    let before = traces(&site.output);
    let stage = site.open().for_preview();
    stage.write("index.html", b"other").unwrap();
    drop(stage);
    assert_eq!(traces(&site.output), before);
    assert!(site.is_tidy());
}

#[test]
fn a_preview_left_half_changed_is_set_right() {
    let site = Site::new();
    preview(&site, PAGES).unwrap();
    fs::remove_file(site.output.join("a/b/index.html")).unwrap();
    fs::remove_dir(site.output.join("a/b")).unwrap();
    site.put("index.html", "旧页");
    preview(&site, PAGES).unwrap();
    assert_eq!(texts(&site.output), texts(&Site::published(PAGES).output));
}

#[test]
fn a_preview_neither_replaces_foreign_files_nor_follows_links() {
    let site = Site::new();
    preview(&site, PAGES).unwrap();
    let elsewhere = site.beside("elsewhere");
    fs::create_dir_all(elsewhere.join("b")).unwrap();
    fs::write(elsewhere.join("b/index.html"), "not ours").unwrap();
    fs::remove_dir_all(site.output.join("a")).unwrap();
    symlink(&elsewhere, site.output.join("a")).unwrap();
    site.put("foreign", "not ours");
    let before = texts(&elsewhere);
    for pages in [
        &[("a/b/index.html", "other")][..],
        &[("a/c", "other")],
        &[("foreign", "other")],
        &[("foreign/a", "other")],
        &[("index.html", "首页")],
    ] {
        let _ = preview(&site, pages);
        assert_eq!(texts(&elsewhere), before);
        let foreign = fs::read_to_string(site.output.join("foreign")).unwrap();
        assert_eq!(foreign, "not ours");
    }
    let refused = preview(&site, &[("foreign/a", "other")]).unwrap_err();
    assert!(refused.to_string().contains("foreign"), "{refused}");
}

/// One version of the preview of the kill test: every page says which.
fn preview_version(output: &Path, version: usize) {
    let stage = Stage::open(output, &[], &[]).unwrap().for_preview();
    stage.write("same.html", b"same").unwrap();
    for page in 0..20 + version % 5 {
        let address = format!("{}/{page}.html", version % 3);
        let text = version.to_string();
        stage.write(&address, text.as_bytes()).unwrap();
    }
    stage.finish().unwrap();
}

#[test]
fn a_kill_at_any_moment_is_set_right_by_the_next_preview() {
    if let Some(folder) = std::env::var_os(CHILD) {
        let output = Path::new(&folder).join("public");
        let mut version = 0;
        loop {
            preview_version(&output, version);
            version += 1;
        }
    }
    let site = Site::new();
    preview_version(&site.output, 0);
    site.put("0/note", "note");
    let mut mixtures = 0;
    for round in 0..40_usize {
        let mut child = again(
            "in_place::a_kill_at_any_moment_is_set_right_by_the_next_preview",
            site.folder.path(),
        )
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
        let started = Instant::now();
        while !site.beside(".public.ziping-lock").exists() && started.elapsed().as_secs() < 60 {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros(round as u64 * 1709 % 20_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let left = texts(&site.output);
        let pages = left.iter().filter(|(path, _)| path.ends_with(".html"));
        let versions: std::collections::BTreeSet<_> = pages.map(|(_, text)| text).collect();
        mixtures += usize::from(versions.len() > 2);
        preview_version(&site.output, round);
        let mut now = texts(&site.output);
        assert_eq!(now.remove("0/note").as_deref(), Some("note"));
        let clean = Site::new();
        preview_version(&clean.output, round);
        clean.put("0/note", "note");
        let mut clean = texts(&clean.output);
        clean.remove("0/note");
        assert_eq!(now, clean);
    }
    assert!(mixtures > 0, "no kill met a preview that was being changed");
}
