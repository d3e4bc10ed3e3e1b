//! What a publication writes, keeps and removes.

use super::*;

#[test]
fn the_first_publication_writes_the_pages_and_their_list() {
    let site = Site::new();
    let published = site.publish(PAGES);
    let counted = (published.files, published.bytes, published.written);
    assert_eq!(counted, (2, 12, 2));
    assert_eq!((published.unchanged, published.removed), (0, 0));
    assert!(!published.nothing_changed);
    let texts = texts(&site.output);
    assert_eq!(texts["index.html"], "首页");
    assert_eq!(texts["a/b/index.html"], "单位");
    let manifest = "ziping 1\n6 a/b/index.html\n6 index.html\n";
    assert_eq!(texts[".ziping-manifest"], manifest);
    assert_eq!(texts.len(), 5, "{texts:?}");
    assert!(site.is_tidy());
}

#[test]
fn the_same_site_again_touches_nothing() {
    let site = Site::published(PAGES);
    let inode = fs::metadata(&site.output).unwrap().ino();
    let before = traces(&site.output);
    let published = site.publish(PAGES);
    assert!(published.nothing_changed);
    assert_eq!((published.written, published.unchanged), (0, 2));
    assert_eq!(before, traces(&site.output));
    assert_eq!(inode, fs::metadata(&site.output).unwrap().ino());
    assert!(site.is_tidy());
}

#[test]
fn only_changed_pages_get_a_new_time_and_old_pages_go() {
    let site = Site::published(&[("same", "1"), ("size", "1"), ("byte", "1"), ("old/x", "1")]);
    let before = traces(&site.output);
    let published = site.publish(&[("same", "1"), ("size", "22"), ("byte", "2"), ("new/x", "1")]);
    let after = traces(&site.output);
    assert_eq!(before["same"], after["same"]);
    assert_ne!(before["byte"], after["byte"]);
    assert!(!after.contains_key("old"), "{after:?}");
    assert_eq!((published.written, published.unchanged), (3, 1));
    assert_eq!((published.files, published.removed), (4, 1));
    assert_eq!(fs::read_to_string(site.output.join("size")).unwrap(), "22");
}

#[test]
fn a_published_page_that_was_spoilt_is_mended() {
    let site = Site::published(PAGES);
    site.put("index.html", "别的");
    fs::remove_file(site.output.join("a/b/index.html")).unwrap();
    let published = site.publish(PAGES);
    assert_eq!((published.written, published.nothing_changed), (2, false));
    assert_eq!(
        fs::read_to_string(site.output.join("index.html")).unwrap(),
        "首页"
    );
}

#[test]
fn an_output_that_holds_only_gitignore_is_taken_and_keeps_it() {
    let site = Site::new();
    let ignore = site.put(".gitignore", "*\n!.gitignore\n");
    make_old(&ignore);
    let before = traces(&site.output);
    site.publish(PAGES);
    assert_eq!(before[".gitignore"], traces(&site.output)[".gitignore"]);
    assert!(site.output.join("index.html").is_file() && site.is_tidy());
}

#[test]
fn foreign_files_stay_as_they_are() {
    let site = Site::new();
    site.put(".git/objects/12/34", "object");
    fs::create_dir_all(site.output.join(".git/refs/tags")).unwrap();
    let hook = site.put(".git/hooks/push", "#!/bin/sh");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    site.put("CNAME", "example.org");
    site.publish(&[("index.html", "1"), ("a/x", "1"), ("b/x", "1")]);
    site.put("a/笔记.txt", "note in a folder that stays");
    site.put("b/note.txt", "note in a folder that goes");
    symlink("../nowhere", site.output.join("link")).unwrap();
    fs::set_permissions(&site.output, fs::Permissions::from_mode(0o750)).unwrap();
    let before = traces(&site.output);

    site.publish(&[("index.html", "2"), ("a/x", "2")]);
    let after = traces(&site.output);
    let files = [
        ".git/objects/12/34",
        ".git/hooks/push",
        "CNAME",
        "a/笔记.txt",
        "b/note.txt",
        "link",
    ];
    for file in files {
        assert_eq!(before[file], after[file], "{file}");
    }
    assert!(after.contains_key(".git/refs/tags") && !after.contains_key("b/x"));
    let mode = fs::metadata(&site.output).unwrap().mode();
    assert_eq!(mode & 0o777, 0o750);
    assert!(site.is_tidy());
}

#[test]
fn a_stage_that_is_dropped_leaves_everything_as_it_was() {
    let site = Site::published(PAGES);
    site.put("CNAME", "example.org");
    let before = traces(&site.output);
    drop(site.staged(&[("index.html", "新"), ("c/d", "新")]));
    assert_eq!(before, traces(&site.output));
    assert!(site.is_tidy());

    let site = Site::new();
    drop(site.staged(PAGES));
    assert_eq!(names(site.folder.path()), Vec::<String>::new());
}

#[test]
fn an_attachment_is_copied_and_kept_like_a_page() {
    let site = Site::new();
    let attachment = site.beside("附件.pdf");
    fs::write(&attachment, vec![7; 100_000]).unwrap();
    fs::set_permissions(&attachment, fs::Permissions::from_mode(0o600)).unwrap();
    let publish = |page: &str| {
        let stage = site.staged(&[("index.html", page)]);
        stage.copy("files/附件.pdf", &attachment).unwrap();
        stage.finish().unwrap()
    };
    assert_eq!(publish("1").bytes, 100_001);
    let first = traces(&site.output);
    assert_eq!(publish("2").unchanged, 1);
    assert_eq!(
        first["files/附件.pdf"],
        traces(&site.output)["files/附件.pdf"]
    );
    let mut changed = vec![7; 100_000];
    changed[99_999] = 8;
    fs::write(&attachment, &changed).unwrap();
    assert_eq!(publish("2").written, 1);
    let copy = site.output.join("files/附件.pdf");
    assert_eq!(fs::read(&copy).unwrap(), changed);
    assert_ne!(fs::metadata(&copy).unwrap().mode() & 0o777, 0o600);
}

#[test]
fn many_threads_write_the_same_site_as_one() {
    let site = Site::new();
    let stage = site.open();
    let pages: Vec<_> = (0..500)
        .map(|n| (format!("{}/{}/{n}.html", n % 7, n % 3), n.to_string()))
        .collect();
    pages
        .par_iter()
        .for_each(|(address, text)| stage.write(address, text.as_bytes()).unwrap());
    stage.finish().unwrap();

    let alone = Site::new();
    let stage = alone.open();
    for (address, text) in &pages {
        stage.write(address, text.as_bytes()).unwrap();
    }
    stage.finish().unwrap();
    assert_eq!(texts(&site.output), texts(&alone.output));
}
