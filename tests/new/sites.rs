//! New sites, and what editors and services find in them.

use super::*;

#[test]
fn a_site_is_begun_beside_what_a_repository_has() {
    let site = tempfile::tempdir().unwrap();
    fs::write(site.path().join("README.md"), "甲\n").unwrap();
    fs::write(site.path().join(".gitignore"), "乙\n").unwrap();
    let run = ziping(
        site.path(),
        &[
            "new",
            "site",
            ".",
            "--name",
            "丙",
            "--region",
            "a",
            "--region-name",
            "丁",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("已经有的保持原样：README.md、.gitignore"),
        "{}",
        run.stderr
    );
    let text = |path: &str| fs::read_to_string(site.path().join(path)).unwrap();
    assert_eq!(
        (text("README.md").as_str(), text(".gitignore").as_str()),
        ("甲\n", "乙\n")
    );
    assert!(text("content/site.yaml").contains("名称: 丙\n"));
}

#[test]
fn a_new_site_is_checked_and_published_as_it_stands() {
    let site = tempfile::tempdir().unwrap();
    let run = ziping(
        site.path(),
        &[
            "new",
            "site",
            "自评",
            "--name",
            "望岳区：绩效 #1",
            "--region",
            "a/b",
            "--region-name",
            "甲省/乙市",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let root = site.path().join("自评");
    for path in run.stdout.lines() {
        assert!(site.path().join(path).is_file(), "{path}");
    }
    let built = ziping(&root, &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let home = fs::read_to_string(root.join("public/index.html")).unwrap();
    assert!(home.contains("望岳区：绩效 #1"));
}

#[test]
fn what_runs_a_repository_is_well_formed_and_names_no_host() {
    let site = site();
    for path in [
        ".github/workflows/ziping.yml",
        ".gitlab-ci.yml",
        ".workflow/ziping.yml",
    ] {
        let text = fs::read_to_string(site.path().join(path)).unwrap();
        let read: Value = serde_yaml::from_str(&text).unwrap();
        assert!(read.is_object(), "{path}");
        assert!(
            text.contains("ci/ziping.sh check") && text.contains("ci/ziping.sh build"),
            "{path}"
        );
    }
    for path in [".vscode/settings.json", ".vscode/extensions.json"] {
        let bytes = fs::read(site.path().join(path)).unwrap();
        assert!(
            serde_json::from_slice::<Value>(&bytes).unwrap().is_object(),
            "{path}"
        );
    }
    for (path, file) in snapshot(site.path()) {
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
        for (at, _) in text.match_indices("://") {
            let host = &text[at + 3..];
            let known = [
                "example.org",
                "json-schema.org/draft-07/schema#",
                "开头",
                " 开头",
                "）",
            ];
            let is_pattern = path.starts_with("schemas/") && host.starts_with(".*");
            assert!(
                is_pattern || known.iter().any(|known| host.starts_with(known)),
                "{path}: {}",
                &host[..30]
            );
        }
    }
    #[cfg(unix)]
    for path in ["ci/ziping.sh", "hooks/pre-commit"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(site.path().join(path))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o111, 0o111, "{path}");
    }
}
