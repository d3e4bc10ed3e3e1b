//! What is refused, with what words, and that nothing is touched by it.

use super::*;

#[test]
fn a_page_never_takes_a_foreign_files_place() {
    for (foreign, page) in [
        ("robots.txt", "robots.txt"),
        ("Robots.txt", "robots.txt"),
        ("a", "a/index.html"),
        ("a/index.html", "a"),
        ("empty/", "empty"),
    ] {
        let site = Site::published(PAGES[..1].as_ref());
        match foreign.strip_suffix('/') {
            Some(folder) => fs::create_dir(site.output.join(folder)).unwrap(),
            None => drop(site.put(foreign, "foreign")),
        }
        let before = traces(&site.output);
        let error = site
            .staged(&[(page, "page")])
            .finish()
            .unwrap_err()
            .to_string();
        let first = page.split('/').next().unwrap();
        assert!(error.contains(&format!("网站的“{first}")), "{error}");
        assert!(error.contains("不是 ziping 写的，不会覆盖"), "{error}");
        assert_eq!(before, traces(&site.output));
        assert!(site.is_tidy());
    }
}

#[test]
fn what_must_not_be_replaced_is_refused_and_not_touched() {
    let site = Site::new();
    let root = site.folder.path();
    for folder in ["content/x", "home/site", "full"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    fs::write(root.join("full/论文.docx"), "mine").unwrap();
    fs::write(root.join("file"), "mine").unwrap();
    symlink("content", root.join("link")).unwrap();
    let (home, content) = (root.join("home"), root.join("content"));
    let before = traces(root);
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(root, elsewhere.path().join("way")).unwrap();
    for (output, why) in [
        (PathBuf::from("/"), "文件系统的根"),
        (PathBuf::from("/proc"), "挂载点"),
        (root.to_owned(), "或者包含着"),
        (root.join("home"), "home”，或者包含着它"),
        (root.join("home/site/.."), "home”，或者包含着它"),
        (root.join("content"), "content”，或者包含着它"),
        (root.join("content/x"), "content”里面"),
        (root.join("content/x/new"), "content”里面"),
        (elsewhere.path().join("way/content/new"), "content”里面"),
        (root.join("file"), "这是一个文件，不是文件夹"),
        (root.join("file/public"), "路径中有一段是文件"),
        (root.join("link"), "这是一个符号链接"),
        (root.join("link/"), "这是一个符号链接"),
        (root.join("missing/public"), "missing”不存在；请先建立它"),
        (
            root.join("full"),
            "里面已有“论文.docx”等文件，却没有发布清单",
        ),
        (root.join("n".repeat(250)), "名称过长"),
    ] {
        let error = Stage::open(&output, &[&home], &[&content])
            .unwrap_err()
            .to_string();
        assert!(error.contains(why), "{}: {error}", output.display());
    }
    assert_eq!(before, traces(root));
    Stage::open(&root.join("home/new"), &[&home], &[&content]).unwrap();
}

#[test]
fn an_output_whose_list_is_damaged_is_refused() {
    let site = Site::published(PAGES);
    site.put(".ziping-manifest", "ziping 1\nhalf a li");
    let before = traces(&site.output);
    assert!(site.refusal().contains("已损坏"), "{}", site.refusal());
    assert_eq!(before, traces(&site.output));
}

#[test]
fn addresses_that_leave_the_site_or_meet_are_refused() {
    let site = Site::new();
    let stage = site.staged(&[("A/b.html", "1")]);
    for (address, why) in [
        ("", "是空的"),
        ("/etc/passwd", "不能以“/”开头"),
        ("../x", "不能有“.”或“..”"),
        ("a/../../x", "不能有“.”或“..”"),
        ("./x", "不能有“.”或“..”"),
        ("a\\b", "不能有“\\”"),
        ("a\0b", "控制字符"),
        ("a\nb", "控制字符"),
        ("a//b", "空的一段"),
        ("a/", "空的一段"),
        (".ziping-manifest", "留给发布清单"),
        (".Ziping-Manifest", "留给发布清单"),
        ("A/b.html", "“A/b.html”与“A/b.html”是同一个地址"),
        ("A/B.html", "“A/b.html”与“A/B.html”是同一个地址"),
        ("a/c.html", "“A”与“a”是同一个地址"),
        ("a", "“a”是文件，“A”又是文件夹"),
        ("A/b.html/c", "“A/b.html”是文件，“A/b.html”又是文件夹"),
    ] {
        let error = stage.write(address, b"x").unwrap_err().to_string();
        assert!(error.contains(why), "{address:?}: {error}");
    }
    let error = stage.finish().unwrap_err().to_string();
    assert!(error.contains("没有写成"), "{error}");
    assert_eq!(names(site.folder.path()), Vec::<String>::new());
}

#[test]
fn only_regular_files_are_attached() {
    let site = Site::new();
    let stage = site.open();
    let [link, folder, pipe, socket] =
        ["link", "folder", "pipe", "socket"].map(|name| site.beside(name));
    symlink("/etc/hostname", &link).unwrap();
    fs::create_dir(&folder).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for (at, path) in [&link, &folder, &pipe, &socket, Path::new("/dev/zero")]
        .iter()
        .enumerate()
    {
        let error = stage.copy(&at.to_string(), path).unwrap_err().to_string();
        assert!(error.contains("不是普通文件"), "{error}");
    }
    let missing = stage
        .copy("x", &site.beside("missing"))
        .unwrap_err()
        .to_string();
    assert!(
        missing.contains("missing”失败：文件或文件夹不存在"),
        "{missing}"
    );
}

#[test]
fn a_folder_closed_to_writing_is_named_and_left_alone() {
    if let Some(folder) = std::env::var_os(CHILD) {
        let error = Stage::open(&Path::new(&folder).join("closed/public"), &[], &[]);
        println!("{}", error.unwrap_err());
        return;
    }
    let site = Site::new();
    let closed = site.beside("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(site.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    let mut child = again(
        "refusals::a_folder_closed_to_writing_is_named_and_left_alone",
        site.folder.path(),
    );
    if fs::metadata(&closed).unwrap().uid() == 0 {
        // Nothing is closed to the superuser.
        child.uid(65534);
    }
    let output = child.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("closed/.public.ziping-lock”失败：没有权限"),
        "{said}"
    );
    assert_eq!(names(&closed), Vec::<String>::new());
}
