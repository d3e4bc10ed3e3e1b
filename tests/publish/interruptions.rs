//! Builds at the same time, and builds that were killed.

use super::*;

#[test]
fn of_two_builds_at_once_the_second_is_told_to_wait() {
    let site = Site::published(PAGES);
    let first = site.staged(&[("index.html", "2")]);
    assert!(
        site.refusal().contains("另一个构建正在发布"),
        "{}",
        site.refusal()
    );
    first.finish().unwrap();
    assert_eq!(
        fs::read_to_string(site.output.join("index.html")).unwrap(),
        "2"
    );
    drop(site.open());
    assert!(site.is_tidy());
}

#[test]
fn ten_builds_at_once_are_never_mixed() {
    let site = Site::new();
    let pages = |n: usize| (0..20).map(move |page| (format!("{n}/{page}"), n.to_string()));
    let done: usize = thread::scope(|scope| {
        let builds: Vec<_> = (0..10)
            .map(|n| {
                let site = &site;
                scope.spawn(move || {
                    let Ok(stage) = Stage::open(&site.output, &[], &[]) else {
                        return 0;
                    };
                    for (address, text) in pages(n) {
                        stage.write(&address, text.as_bytes()).unwrap();
                    }
                    stage.finish().unwrap();
                    1
                })
            })
            .collect();
        builds.into_iter().map(|build| build.join().unwrap()).sum()
    });
    assert!(done >= 1);
    let texts = texts(&site.output);
    assert_eq!(
        texts.len(),
        22,
        "one build's folder, pages and list: {texts:?}"
    );
    assert!(site.is_tidy());
}

/// A site beside which a run was killed: `name` holds another tree.
fn interrupted(name: &str, pages: Pages) -> Site {
    let site = Site::published(pages);
    site.put("CNAME", "example.org");
    fs::rename(&site.output, site.beside(name)).unwrap();
    fs::write(site.beside(".public.ziping-lock"), "").unwrap();
    site
}

#[test]
fn a_staging_folder_left_behind_is_removed() {
    // Killed while writing: no list yet. Killed just before or just after the
    // swap: a whole tree, new or old, with links to the foreign files.
    for has_manifest in [false, true] {
        let site = interrupted(".public.ziping-staging", &[("index.html", "other")]);
        let staging = site.beside(".public.ziping-staging");
        site.put("index.html", "published");
        site.put(".ziping-manifest", "ziping 1\n9 index.html\n");
        fs::hard_link(staging.join("CNAME"), site.output.join("CNAME")).unwrap();
        if !has_manifest {
            fs::remove_file(staging.join(".ziping-manifest")).unwrap();
        }
        let before = traces(&site.output);
        drop(site.open());
        assert_eq!(before, traces(&site.output));
        assert!(site.is_tidy());
    }
}

#[test]
fn a_run_killed_between_two_renames_is_undone() {
    for is_replaced_by_empty_folder in [false, true] {
        let site = interrupted(".public.ziping-old", PAGES);
        let before = traces(&site.beside(".public.ziping-old"));
        fs::create_dir(site.beside(".public.ziping-staging")).unwrap();
        if is_replaced_by_empty_folder {
            fs::create_dir(&site.output).unwrap();
        }
        drop(site.open());
        assert_eq!(before, traces(&site.output));
        assert!(site.is_tidy());
    }
}

#[test]
fn a_run_killed_after_the_second_rename_is_completed() {
    let site = interrupted(".public.ziping-old", PAGES);
    site.put("index.html", "new");
    site.put(".ziping-manifest", "ziping 1\n3 index.html\n");
    let before = traces(&site.output);
    drop(site.open());
    assert_eq!(before, traces(&site.output));
    assert!(site.is_tidy());
}

#[test]
fn an_old_site_is_not_removed_for_something_that_is_no_site() {
    let site = interrupted(".public.ziping-old", PAGES);
    site.put(".gitignore", "*");
    let before = traces(&site.beside(".public.ziping-old"));
    let error = site.refusal();
    assert!(
        error.contains("上次发布中断") && error.contains(".public.ziping-old"),
        "{error}"
    );
    assert_eq!(before, traces(&site.beside(".public.ziping-old")));
    fs::remove_dir_all(&site.output).unwrap();
    drop(site.open());
    assert_eq!(before, traces(&site.output));
}

/// One version of the site of the kill test: every page says which.
fn publish_version(output: &Path, version: usize) {
    let stage = Stage::open(output, &[], &[]).unwrap();
    stage.write("same.html", b"same").unwrap();
    for page in 0..20 + version % 5 {
        let address = format!("{}/{page}.html", version % 3);
        stage
            .write(&address, version.to_string().as_bytes())
            .unwrap();
    }
    stage.finish().unwrap();
}

/// Whether exactly one version stands there, whole, with the foreign files.
fn assert_one_whole_version(output: &Path) -> usize {
    let mut texts = texts(output);
    for (path, text) in [
        (".git/HEAD", "ref"),
        ("0/note", "note"),
        ("same.html", "same"),
    ] {
        assert_eq!(texts.remove(path).as_deref(), Some(text), "{path}");
    }
    let manifest = texts.remove(".ziping-manifest").unwrap();
    texts.retain(|_, text| text != "folder");
    let version: usize = texts.values().next().unwrap().parse().unwrap();
    assert!(
        texts.values().all(|text| *text == version.to_string()),
        "{texts:?}"
    );
    assert_eq!(texts.len(), 20 + version % 5);
    assert_eq!(manifest.lines().count(), texts.len() + 2);
    version
}

#[test]
fn a_kill_at_any_moment_leaves_one_whole_site() {
    if let Some(folder) = std::env::var_os(CHILD) {
        let output = Path::new(&folder).join("public");
        let mut version = assert_one_whole_version(&output);
        loop {
            version += 1;
            publish_version(&output, version);
        }
    }
    let site = Site::new();
    site.put(".git/HEAD", "ref");
    publish_version(&site.output, 0);
    site.put("0/note", "note");
    let (mut version, mut interrupted, mut random) = (0, 0, 1_u64);
    for _ in 0..30 {
        let mut child = again(
            "interruptions::a_kill_at_any_moment_leaves_one_whole_site",
            site.folder.path(),
        )
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
        // Once it is at work, some random moment later.
        let started = Instant::now();
        while !site.beside(".public.ziping-lock").exists()
            && child.try_wait().unwrap().is_none()
            && started.elapsed().as_secs() < 60
        {
            thread::sleep(Duration::from_millis(1));
        }
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        thread::sleep(Duration::from_micros((random >> 33) % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        interrupted += usize::from(site.beside(".public.ziping-staging").exists());
        let found = assert_one_whole_version(&site.output);
        assert!(found >= version);
        version = found;
        drop(site.open());
        assert_eq!(version, assert_one_whole_version(&site.output));
        assert_eq!(names(site.folder.path()), ["public", "test-binary"]);
    }
    assert!(interrupted > 0, "no kill met a build at work");
}
