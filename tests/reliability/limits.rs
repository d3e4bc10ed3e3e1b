//! What is far too large is refused soon and with little memory, and the limit named.

use super::*;
use std::time::Duration;

/// All that the program may have, in KB: its own code without optimization, with all
/// that is known for finding errors in it, is half of that.
const MEMORY: usize = 400_000;
/// The processor time that a check may take without optimization.
const TIME: Duration = Duration::from_secs(5);

/// What a bomb of aliases may take of memory besides the program's own code, in KB, and
/// of time besides what a check of good content takes.
const MEMORY_OF_BOMB: usize = 50 << 10;
const TIME_OF_BOMB: Duration = Duration::from_millis(100);

/// Checks a site after a limit of the shell: the processor time, which other work on the
/// machine does not add to, the exit code and what is said.
fn check(site: &Path, limit: &str) -> (Duration, i32, String) {
    let output = Command::new("sh")
        .current_dir(site)
        .arg("-c")
        .arg(format!(
            "{limit}; \"$0\" check --jobs 1; code=$?; times; exit $code"
        ))
        .arg(env!("CARGO_BIN_EXE_ziping"))
        .output()
        .unwrap();
    let times = String::from_utf8(output.stdout).unwrap();
    let of_children = times.lines().last().unwrap();
    let took = of_children.split(' ').map(processor_time).sum();
    let said = String::from_utf8(output.stderr).unwrap();
    (took, output.status.code().unwrap(), said)
}

/// `0m0.250s`, as the shell writes it.
fn processor_time(text: &str) -> Duration {
    let (minutes, seconds) = text.split_once('m').unwrap();
    let seconds: f64 = seconds.trim_end_matches('s').parse().unwrap();
    Duration::from_secs(60 * minutes.parse::<u64>().unwrap()) + Duration::from_secs_f64(seconds)
}

/// A site of which one file holds these bytes.
fn site_with(file: &str, bytes: &[u8]) -> tempfile::TempDir {
    let site = site(WHOLE);
    fs::write(site.path().join(WHOLE).join(file), bytes).unwrap();
    site
}

/// Checks a site of which one file holds these bytes; what is said.
fn said_of(file: &str, bytes: &[u8]) -> String {
    let site = site_with(file, bytes);
    let (took, code, said) = check(site.path(), &format!("ulimit -v {MEMORY}"));
    let start: String = said.chars().take(2000).collect();
    assert_eq!(code, 1, "{start}");
    assert!(took < TIME, "{took:?}: {start}");
    assert!(
        said.len() < 20_000,
        "{} bytes are said: {start}",
        said.len()
    );
    said
}

#[test]
fn nesting_of_a_hundred_thousand_is_refused_with_the_limit() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")] {
        let text = format!("备注: {}{}\n", open.repeat(100_000), close.repeat(100_000));
        let said = said_of("2023/report.yaml", text.as_bytes());
        assert!(said.contains("100 层"), "{said}");
    }
    let indented: String = (0..1400).map(|depth| " ".repeat(depth) + "a:\n").collect();
    let said = said_of("2023/report.yaml", indented.as_bytes());
    assert!(said.contains("100 层"), "{said}");
}

#[test]
fn nested_quotes_and_lists_of_a_narrative_do_no_harm() {
    for open in ["> ", "- ", "* ", "[", "![", "**", "（"] {
        let text = format!("## 一、基本情况\n\n{}甲\n", open.repeat(100_000));
        let site = site_with("2023/report.md", text.as_bytes());
        let (took, code, said) = check(site.path(), &format!("ulimit -v {MEMORY}"));
        assert!(matches!(code, 0 | 1), "{open}: {said}");
        assert!(took < TIME, "{open}: {took:?}");
    }
}

#[test]
fn a_file_of_a_hundred_megabytes_and_a_million_rows_are_refused_with_the_limit() {
    let large = vec![b'a'; 100 << 20];
    for file in ["2023/report.yaml", "2023/report.md", "unit.yaml"] {
        let said = said_of(file, &large);
        assert!(said.contains("2 MiB"), "{said}");
    }
    let rows = format!("绩效指标:\n{}", "  - 得分: 1\n".repeat(1_000_000));
    let said = said_of("2023/report.yaml", rows.as_bytes());
    assert!(said.contains("2 MiB"), "{said}");
    let rows = format!("绩效指标: [{}]\n", "1,".repeat(1_000_000));
    let said = said_of("2023/report.yaml", rows.as_bytes());
    assert!(said.contains("200000"), "{said}");
}

#[test]
fn aliases_are_refused_before_they_are_expanded() {
    let wide = format!("备注: &a 甲\n绩效指标: [{}]\n", "*a, ".repeat(50_000));
    let mut deep = "a0: &a0 [x, x]\n".to_owned();
    for level in 1..60 {
        let below = level - 1;
        deep.push_str(&format!("a{level}: &a{level} [*a{below}, *a{below}]\n"));
    }
    let itself = "a: &a [*a]\n".to_owned();
    let merged = "a: &a {b: 1}\nc: {<<: *a}\n".to_owned();
    let good = site(WHOLE);
    let (usual, said) = least_of_five(good.path());
    assert!(said.contains("2 份自评表"), "{said}");
    for bomb in [wide, deep, itself, merged] {
        let said = said_of("2023/report.yaml", bomb.as_bytes());
        assert!(said.contains("ZP007"), "{said}");
        let site = site_with("2023/report.yaml", bomb.as_bytes());
        let (took, said) = least_of_five(site.path());
        assert!(said.contains("ZP007"), "{said}");
        assert!(took < usual + TIME_OF_BOMB, "{took:?}, not {usual:?}");
    }
}

/// The least processor time of five checks with little memory, and what is said.
fn least_of_five(site: &Path) -> (Duration, String) {
    let limit = format!("ulimit -d {MEMORY_OF_BOMB}");
    let runs = (0..5).map(|_| check(site, &limit));
    let (took, _, said) = runs.min().unwrap();
    (took, said)
}
