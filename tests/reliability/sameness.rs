//! The same content, the same bytes: whatever the machine, its settings and how an
//! editor ends its lines.

use super::*;

fn built(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = program(root, &["build", "--quiet"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    bytes(&root.join("public"))
}

#[test]
fn twenty_builds_on_twenty_machines_give_the_same_bytes() {
    let zones = ["UTC", "Asia/Shanghai", "America/Lima", "Pacific/Apia"];
    let languages = ["C", "zh_CN.UTF-8", "tr_TR.UTF-8", "de_DE", "ar_EG"];
    let umasks = ["000", "022", "027", "077"];
    let sites = [SMALL, WHOLE].map(|unit| built(site(unit).path()));
    for build in 0..20 {
        let unit = [SMALL, WHOLE][build % 2];
        let from = site(unit);
        // The files come onto the disk in another order, in a folder of another name.
        let anew = tempfile::tempdir().unwrap();
        let root = anew.path().join(format!("站 {build}"));
        let mut files: Vec<_> = snapshot(from.path()).into_iter().collect();
        let half = build * files.len() / 20;
        files.rotate_left(half);
        if build % 3 == 0 {
            files.reverse();
        }
        for (name, file) in files {
            let file_path = root.join(name);
            fs::create_dir_all(file_path.parent().unwrap()).unwrap();
            fs::write(file_path, file.bytes).unwrap();
        }
        let home = anew.path().join("home");
        fs::create_dir(&home).unwrap();
        let jobs = ["1", "2", "3", "16"][build % 4];
        let (folder, path) = match build % 2 {
            0 => (root.as_path(), "."),
            _ => (Path::new("/"), root.to_str().unwrap()),
        };
        let line = format!("umask {}", umasks[build % 4]);
        let arguments = ["build", "--quiet", "--root", path, "--jobs", jobs];
        let mut run = program_after(&line, folder, &arguments);
        run.env("TZ", zones[build % 4])
            .env("LANG", languages[build % 5]);
        run.env("LC_ALL", languages[(build + 2) % 5])
            .env("HOME", &home);
        run.env("COLUMNS", "17")
            .env("SOURCE_DATE_EPOCH", build.to_string());
        let output = run.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        assert!(
            bytes(&root.join("public")) == sites[build % 2],
            "build {build} differs"
        );
    }
}

#[test]
fn how_an_editor_ends_lines_changes_no_byte() {
    let expected = built(site(WHOLE).path());
    let marked: fn(String) -> String = |text| format!("\u{feff}{text}");
    let returned: fn(String) -> String = |text| text.replace('\n', "\r\n");
    let bare: fn(String) -> String = |text| text.trim_end_matches('\n').to_owned();
    for (name, change) in [
        ("BOM", marked),
        ("CRLF", returned),
        ("no last newline", bare),
    ] {
        let site = site(WHOLE);
        let content = site.path().join("content");
        for (file, state) in snapshot(&content) {
            let text = change(String::from_utf8(state.bytes).unwrap());
            fs::write(content.join(file), text).unwrap();
        }
        let found = built(site.path());
        let differing: Vec<&String> = expected
            .iter()
            .filter(|(file, bytes)| found.get(*file) != Some(bytes))
            .map(|(file, _)| file)
            .collect();
        assert!(differing.is_empty(), "{name}: {differing:?}");
        assert_eq!(found.len(), expected.len());
    }
}

/// A processor that lacks what this one has may be packed for in another way.
#[test]
fn a_lesser_processor_gives_the_same_bytes() {
    const EMULATOR: &str = "qemu-x86_64";
    let found = Command::new(EMULATOR).arg("-version").output().is_ok();
    if !cfg!(target_arch = "x86_64") || !found {
        assert!(
            std::env::var_os("ZIPING_TEST_ALL").is_none(),
            "ZIPING_TEST_ALL is set, but {EMULATOR} is not installed"
        );
        eprintln!("skipped: {EMULATOR} is not installed");
        return;
    }
    let site = site(WHOLE);
    let arguments = ["build", "--no-cache", "--compress"];
    let native = program(site.path(), &arguments).output().unwrap();
    assert!(native.status.success());
    let emulated = |processor: &str| {
        let mut run = Command::new(EMULATOR);
        run.args(["-cpu", processor, env!("CARGO_BIN_EXE_ziping")]);
        run.args(arguments).args(["--output", processor]);
        let output = run.current_dir(site.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{processor}: {said}");
        bytes(&site.path().join(processor))
    };
    let expected = bytes(&site.path().join("public"));
    assert!(expected.keys().any(|name| name.ends_with(".xlsx")));
    assert!(expected.keys().any(|name| name.ends_with(".gz")));
    // Neither SSE4.2 nor AVX; SSE4.2 and PCLMULQDQ; AVX2 and BMI.
    for processor in ["qemu64", "Westmere", "Haswell"] {
        assert!(emulated(processor) == expected, "{processor}");
    }
}
