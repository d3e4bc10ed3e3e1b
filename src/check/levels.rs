//! 校验 of `site.yaml`: how much the rules weigh on this site.

use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{Level, Site};

/// Weighs the findings as the site has it, and drops those that it does not want
/// told.
pub fn apply(site: &Site, findings: &mut Vec<Finding>) {
    for entry in &site.levels {
        let Some(level) = entry.level.filter(|_| !entry.reason.trim().is_empty()) else {
            continue;
        };
        let code = entry.code.trim();
        findings.retain_mut(|finding| {
            if finding.rule.code != code {
                return true;
            }
            let weight = weight(finding.rule, finding.severity, level);
            finding.severity = weight.unwrap_or(finding.severity);
            weight.is_some()
        });
    }
}

/// The weight of a finding of a rule at this level. What weighs less than its rule
/// by itself is not raised with it, for there the rule is in doubt; an error may be
/// made a warning and no less.
fn weight(rule: &Rule, own: Severity, level: Level) -> Option<Severity> {
    match level.severity() {
        Some(level) if level >= rule.severity => {
            Some(if own == rule.severity { level } else { own })
        }
        lowered if own == Severity::Error => {
            Some(lowered.map_or(Severity::Warning, |weight| weight.max(Severity::Warning)))
        }
        lowered => lowered.map(|weight| weight.min(own)),
    }
}

#[cfg(test)]
mod tests {
    use super::weight;
    use crate::check::testing::{findings_on_site, line, read, unit};
    use crate::check::{Example, RULES, Rule};
    use crate::diagnostic::Severity;
    use crate::model::{Level, Site};

    /// What is found in the wrong example of a rule on a site, as far as the rule
    /// says it.
    fn found(code: &str, site: &str) -> Vec<String> {
        let example = rule(code).examples().wrong;
        found_in(code, &example, site)
    }

    fn found_in(code: &str, example: &Example, site: &str) -> Vec<String> {
        let found = findings_on_site(unit(example, None), &read::<Site>(site));
        let lines = found.iter().map(line);
        lines.filter(|line| line.starts_with(code)).collect()
    }

    fn rule(code: &str) -> &'static Rule {
        RULES.iter().find(|rule| rule.code == code).unwrap()
    }

    #[test]
    fn a_rule_weighs_what_its_site_says_with_a_reason() {
        let place = "预算执行.全年预算数";
        for (level, expected) in [
            ("错误", vec![format!("ZP109 {place}")]),
            ("警告", vec![format!("ZP109 警告 {place}")]),
            ("提示", vec![format!("ZP109 提示 {place}")]),
            ("不报", vec![]),
        ] {
            let site = format!("校验: [{{规则: ZP109, 级别: {level}, 理由: 市局要求}}]");
            assert_eq!(found("ZP109", &site), expected, "{level}");
            let unreasoned = format!("校验: [{{规则: ZP109, 级别: {level}}}]");
            assert_eq!(
                found("ZP109", &unreasoned),
                [format!("ZP109 提示 {place}")],
                "{level}"
            );
        }
    }

    #[test]
    fn an_error_is_never_less_than_a_warning_and_doubt_is_not_raised() {
        let (error, note) = (rule("ZP101"), rule("ZP109"));
        assert_eq!(
            (error.severity, note.severity),
            (Severity::Error, Severity::Note)
        );
        for level in [Level::Warning, Level::Note, Level::Silent] {
            let lowered = weight(error, Severity::Error, level);
            assert_eq!(lowered, Some(Severity::Warning), "{level:?}");
        }
        assert_eq!(
            weight(note, Severity::Error, Level::Silent),
            Some(Severity::Warning)
        );
        assert_eq!(
            weight(error, Severity::Note, Level::Error),
            Some(Severity::Note)
        );
        assert_eq!(
            weight(error, Severity::Note, Level::Warning),
            Some(Severity::Note)
        );
        assert_eq!(weight(note, Severity::Note, Level::Silent), None);
    }

    #[test]
    fn what_is_raised_to_an_error_can_be_accepted() {
        let mut example = rule("ZP109").examples().wrong;
        example.yaml += "校验说明:\n  - {规则: ZP109, 位置: 预算执行.全年预算数, 数值: 2317.20, 说明: 年中追加。}\n";
        let site = "校验: [{规则: ZP109, 级别: 错误, 理由: 市局要求}]";
        assert_eq!(
            found_in("ZP", &example, site),
            ["ZP109 已说明 预算执行.全年预算数"]
        );
    }

    #[test]
    fn limits_of_the_site_are_those_that_the_rules_go_by() {
        let change = |percent: &str| found("ZP109", &format!("限额: {{年初调整幅度: {percent}}}"));
        assert_eq!(change("54%").len(), 1);
        assert_eq!(change("55%"), [""; 0]);
        // 187.1% of the target
        let mut example = rule("ZP214").examples().wrong;
        example.markdown.clear();
        let above = |percent: &str| {
            found_in(
                "ZP214",
                &example,
                &format!("限额: {{超额完成幅度: {percent}}}"),
            )
        };
        assert_eq!(above("87%").len(), 1);
        assert_eq!(above("88%"), [""; 0]);
    }
}
