//! What is wrong with 校验 and 限额 of `site.yaml`: nothing is silenced without a
//! reason, and no error at all.

use crate::check::{Check, RULES, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::{self, Edited, codes};
use crate::model::{DataPath, Level, Limits, RuleLevel, Site};
use std::path::Path;

/// A fault: where, what, and the mend.
type Fault = (DataPath, String, String);

/// The settings of a site.
///
/// # Errors
/// What is wrong with them.
pub fn of_site(root: &Path) -> Result<Site, Vec<Diagnostic>> {
    of_site_edited(root, &Edited::new())
}

/// As [`of_site`]; the edited text instead of what is on disk.
///
/// # Errors
/// What is wrong with them.
pub fn of_site_edited(root: &Path, edited: &Edited) -> Result<Site, Vec<Diagnostic>> {
    let site = load::settings_edited(root, edited)?;
    let faults = faults(root, edited, &site);
    if faults.is_empty() {
        Ok(site)
    } else {
        Err(faults)
    }
}

/// The faults of a site's settings for the checks, with their places.
fn faults(root: &Path, edited: &Edited, site: &Site) -> Vec<Diagnostic> {
    let levels = site.levels.iter().enumerate();
    let levels = levels.filter_map(|(at, entry)| {
        let path = DataPath::root().key("校验").index(at);
        let earlier = &site.levels[..at];
        fault_of_level(entry, earlier).map(|(key, message, help)| (path.key(key), message, help))
    });
    levels
        .chain(faults_of_limits(&site.limits))
        .map(|(path, message, help)| {
            let label = load::settings_label(root, edited, &path);
            Diagnostic::error(codes::VALUE, label, message).with_help(help)
        })
        .collect()
}

/// What is wrong with an entry of 校验, at which of its keys.
fn fault_of_level(
    entry: &RuleLevel,
    earlier: &[RuleLevel],
) -> Option<(&'static str, String, String)> {
    let code = entry.code.trim();
    let Some(rule) = RULES.iter().find(|rule| rule.code == code) else {
        let (message, help) = unknown(code);
        return Some(("规则", message, help));
    };
    let fault = |key, message: String, help: &str| Some((key, message, help.to_owned()));
    if matches!(rule.check, Check::Acceptances(_)) {
        let message = format!("{code}“{}”是管校验说明的，级别不能改", rule.title);
        return fault("规则", message, "请删去这一条，按提示改正校验说明。");
    }
    if earlier.iter().any(|other| other.code.trim() == code) {
        let message = format!("{code} 的级别定了两次");
        return fault("规则", message, "请只留一条。");
    }
    let Some(level) = entry.level else {
        let help = "请写“级别: 错误”“级别: 警告”“级别: 提示”或“级别: 不报”。";
        return fault("级别", format!("没有写 {code} 改为什么级别"), help);
    };
    if silences_an_error(rule, level) {
        let message = format!(
            "{code}“{}”的级别是错误，不能改为{}",
            rule.title,
            level.chinese()
        );
        let help = "最低改为“警告”；个别报告确有原因的，在那份报告里写校验说明。";
        return fault("级别", message, help);
    }
    if entry.reason.trim().is_empty() {
        let message = format!("改了 {code} 的级别，没有写理由");
        let help = "请在“理由”里写明为什么改、依据什么；理由会公布在校验规则页上。";
        return fault("理由", message, help);
    }
    None
}

/// What is to be said of a code that is no rule's.
fn unknown(code: &str) -> (String, String) {
    let known = || RULES.iter().map(|rule| rule.code);
    let title = codes::title(code);
    if code.is_empty() {
        let help = "请写规则的编号，如 ZP109；全部编号见 ziping rules。";
        ("没有写是哪一条规则".to_owned(), help.to_owned())
    } else if title.is_empty() {
        let by_title = RULES.iter().find(|rule| rule.title == code);
        let near = by_title.map(|rule| rule.code);
        let near = near.or_else(|| load::yaml::nearest(code, known()));
        let near = near.map_or_else(String::new, |near| format!("是不是 {near}？"));
        let help = format!("{near}全部编号见 ziping rules。");
        (format!("没有规则“{code}”"), help)
    } else {
        let message = format!("{code}“{title}”是文件读不读得懂的问题，级别不能改");
        (message, "请删去这一条。".to_owned())
    }
}

fn silences_an_error(rule: &Rule, level: Level) -> bool {
    rule.severity == Severity::Error && level.severity() < Some(Severity::Warning)
}

fn faults_of_limits(limits: &Limits) -> impl Iterator<Item = Fault> {
    let has_reason = !limits.reason.trim().is_empty();
    let wider = limits.all().into_iter().filter(move |limit| {
        let wider = limit.value().0 > limit.default.0;
        wider && !has_reason
    });
    wider.map(|limit| {
        let (name, value, default) = (limit.name, limit.value(), limit.default);
        let message = format!("{name} {value} 比通常的 {default} 宽，没有写理由");
        let help = "请在“限额”里加一行“理由”，写明依据；理由会公布在校验规则页上。";
        (
            DataPath::root().key("限额").key(name),
            message,
            help.to_owned(),
        )
    })
}
