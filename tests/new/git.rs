//! The hook and the script of a new site, run as git and the services run them.

#![cfg(unix)]

use super::*;
use std::path::PathBuf;

/// Runs the shell in a folder, with the program on its path.
fn shell(folder: &Path, script: &str) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_ziping")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let run = std::process::Command::new("sh")
        .args(["-c", script])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let said = [run.stdout, run.stderr].concat();
    (run.status.success(), String::from_utf8(said).unwrap())
}

/// A new site below a folder of a repository with the hook, its files committed; `None`
/// without git.
fn repository_with_hook(below: &str) -> Option<(tempfile::TempDir, PathBuf)> {
    let top = tempfile::tempdir().unwrap();
    let site = top.path().join(below);
    fs::create_dir_all(&site).unwrap();
    begin(&site);
    let hooks = Path::new(below).join("hooks");
    let setup = format!(
        "git init -q . && git config core.hooksPath '{}' \
         && git config user.name a && git config user.email a@example.org",
        hooks.display()
    );
    if !shell(top.path(), &setup).0 {
        eprintln!("skipped: git is not installed");
        return None;
    }
    let (done, said) = shell(top.path(), "git add . && git commit -qm 1");
    assert!(done, "{said}");
    Some((top, site))
}

#[test]
fn the_hook_lets_nothing_wrong_into_the_repository() {
    for below in ["", "各街道 自评"] {
        let Some((top, site)) = repository_with_hook(below) else {
            return;
        };
        let unit = site.join("content/a/b/unit.yaml");
        let right = fs::read_to_string(&unit).unwrap();
        let commit = || shell(unit.parent().unwrap(), "git commit -qm 2");
        let add = || assert!(shell(top.path(), "git add .").0);

        let wrong = right.replace("名称:", "名字:");
        fs::write(&unit, &wrong).unwrap();
        add();
        let (done, said) = commit();
        assert!(
            !done && said.contains("没有提交：请先改正上面的错误") && said.contains("名字"),
            "{said}"
        );
        // mended, but not what is to be committed
        fs::write(&unit, &right).unwrap();
        assert!(!commit().0);

        let untidy = right.replace("名称: ", "名称:    ");
        fs::write(&unit, &untidy).unwrap();
        add();
        let (done, said) = commit();
        assert!(!done && said.contains("ziping fmt"), "{said}");
        assert!(shell(&site, "ziping fmt").0);
        fs::write(&unit, right.replace("街道", "镇")).unwrap();
        add();
        // a mistake that is not to be committed yet, and a colleague's folder
        fs::write(&unit, &wrong).unwrap();
        let other = site.join("content/a/某办");
        fs::create_dir_all(other.join("2024")).unwrap();
        let (done, said) = commit();
        assert!(done, "{said}");
        assert_eq!(fs::read_to_string(&unit).unwrap(), wrong);

        fs::write(&unit, &right).unwrap();
        fs::remove_dir(other.join("2024")).unwrap();
        fs::write(other.join("unit.yaml"), "名称: 某办\n").unwrap();
        fs::write(site.join("说明 文件.md"), "#  随便写的\n").unwrap();
        add();
        let (done, said) = commit();
        assert!(done, "{said}");
        let (_, left) = shell(top.path(), "git status --porcelain");
        assert_eq!(left, "");
    }
}

#[test]
fn the_script_of_the_workflows_runs_the_program_and_hands_on_its_code() {
    let site = site();
    let (done, said) = shell(
        site.path(),
        "sh ci/ziping.sh check && sh ci/ziping.sh build",
    );
    assert!(done, "{said}");
    assert!(site.path().join("public/index.html").is_file());
    fs::write(site.path().join("content/site.yaml"), "名字: 甲\n").unwrap();
    let (done, said) = shell(site.path(), "sh ci/ziping.sh check --format github");
    assert!(!done && said.contains("::error"), "{said}");
}

#[test]
fn without_the_program_the_script_of_the_workflows_says_where_to_take_it_from() {
    let site = site();
    // where the system's own programs are, and no others
    let (done, said) = shell(site.path(), "PATH=/usr/bin:/bin sh ci/ziping.sh check");
    assert!(
        !done && said.contains("请把 Linux 版的程序放到 ci/ziping"),
        "{said}"
    );
    let program = env!("CARGO_BIN_EXE_ziping");
    fs::copy(program, site.path().join("ci/ziping")).unwrap();
    let (done, said) = shell(site.path(), "PATH=/usr/bin:/bin sh ci/ziping.sh check");
    assert!(done, "{said}");
}
