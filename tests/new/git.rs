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

/// The commands of a workflow, in their order: the texts below a key.
fn commands(workflow: &serde_yaml::Value, wanted: &str) -> Vec<String> {
    match workflow {
        serde_yaml::Value::Mapping(map) => {
            let below = map.iter().flat_map(|(key, value)| {
                let is_command = key.as_str() == Some(wanted);
                match (is_command, value) {
                    (true, serde_yaml::Value::String(command)) => vec![command.clone()],
                    (true, serde_yaml::Value::Sequence(all)) => {
                        let texts = all.iter().filter_map(|one| one.as_str());
                        texts.map(str::to_owned).collect()
                    }
                    _ => commands(value, wanted),
                }
            });
            below.collect()
        }
        serde_yaml::Value::Sequence(all) => {
            all.iter().flat_map(|one| commands(one, wanted)).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn every_step_of_the_workflows_does_its_work() {
    for (path, key) in [
        (".github/workflows/ziping.yml", "run"),
        (".gitlab-ci.yml", "script"),
        (".workflow/ziping.yml", "commands"),
    ] {
        let site = site();
        let text = fs::read_to_string(site.path().join(path)).unwrap();
        let steps = commands(&serde_yaml::from_str(&text).unwrap(), key);
        assert!(steps.len() > 2, "{path}: {steps:?}");
        for step in &steps {
            let (done, said) = shell(site.path(), step);
            assert!(done, "{path}: {step}\n{said}");
        }
        assert!(site.path().join("public/index.html").is_file(), "{path}");

        fs::write(site.path().join("content/a/b/unit.yaml"), "名字:  乙\n").unwrap();
        let runs = steps.iter().map(|step| shell(site.path(), step));
        let runs: Vec<(bool, String)> = runs.collect();
        let failed = |word: &str| {
            let each = steps.iter().zip(&runs);
            let is_it =
                |(step, (done, _)): &(&String, &(bool, String))| step.contains(word) && !done;
            each.filter(is_it).count()
        };
        for command in ["sh check", "sh fmt", "sh build"] {
            assert_eq!(failed(command), 1, "{path}: {command}: {runs:?}");
        }
        let said: String = runs.iter().map(|(_, said)| said.as_str()).collect();
        assert!(said.contains("名字"), "{path}: {said}");
        match path {
            ".github/workflows/ziping.yml" => {
                assert!(said.contains("::error file=content/a/b"), "{said}")
            }
            ".gitlab-ci.yml" => {
                let report = fs::read(site.path().join("gl-code-quality-report.json")).unwrap();
                let report: Vec<Value> = serde_json::from_slice(&report).unwrap();
                let is_told = |one: &Value| one["location"]["path"] == "content/a/b/unit.yaml";
                assert!(report.iter().any(is_told), "{report:?}");
            }
            _ => {}
        }
    }
}
