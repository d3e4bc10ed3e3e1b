//! Every code there is, of the reading and of the checks, with its documentation.

use crate::check::RULES;
use crate::diagnostic::{RuleText, Severity};
use crate::load::codes;
use serde::{Serialize, Serializer};

/// A code with what it means.
#[derive(Debug, Clone, Serialize)]
pub struct RuleInfo {
    /// The stable code, such as `ZP101`.
    pub code: &'static str,
    /// The English name; empty for reading errors.
    pub name: &'static str,
    /// The Chinese name.
    pub title: &'static str,
    /// Its weight; in JSON 错误, 警告 or 提示.
    #[serde(serialize_with = "in_chinese")]
    pub severity: Severity,
    /// The documentation in Markdown.
    #[serde(skip)]
    pub documentation: String,
}

fn in_chinese<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.chinese())
}

impl RuleInfo {
    /// What SARIF says of the rule.
    pub fn text(&self) -> RuleText<'_> {
        RuleText {
            code: self.code,
            name: self.name,
            title: self.title,
            severity: self.severity,
            documentation: &self.documentation,
        }
    }
}

/// All codes, in their order.
pub fn rules() -> Vec<RuleInfo> {
    let reading = codes::CODES.iter().map(|&(code, title)| RuleInfo {
        code,
        name: "",
        title,
        severity: codes::severity(code),
        documentation: codes::documentation(code).unwrap_or_default().to_owned(),
    });
    let checks = RULES.iter().map(|rule| RuleInfo {
        code: rule.code,
        name: rule.name,
        title: rule.title,
        severity: rule.severity,
        documentation: rule.documentation(),
    });
    let mut rules: Vec<RuleInfo> = reading.chain(checks).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// All codes as one JSON document.
pub fn rules_to_json() -> String {
    // Strings only: this cannot fail to serialize.
    serde_json::to_string_pretty(&rules()).unwrap_or_default()
}
