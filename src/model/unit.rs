//! A budget unit, and the regions above it.

use super::Private;
use serde::Deserialize;

/// `unit.yaml`: a budget unit (预算单位).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Unit {
    /// The full official name.
    #[serde(rename = "名称")]
    pub name: String,
    /// A short name for headings and charts; the full name where left out.
    #[serde(rename = "简称")]
    pub short_name: String,
    /// Names it had before, or has in older papers.
    #[serde(rename = "曾用名")]
    pub former_names: Vec<String>,
    /// The supervising department.
    #[serde(rename = "主管部门")]
    pub supervisor: String,
    /// The kind of unit, such as 街道办事处 or 乡镇人民政府.
    #[serde(rename = "类型")]
    pub kind: String,
    /// What is never published.
    #[serde(rename = "不公开")]
    pub private: Private,
}

impl Unit {
    /// The short name, or the full one where there is none.
    pub fn label(&self) -> &str {
        if self.short_name.is_empty() {
            &self.name
        } else {
            &self.short_name
        }
    }
}

/// `region.yaml`: a folder above units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Region {
    /// The region's name; the folder's own where left out.
    #[serde(rename = "名称")]
    pub name: String,
}
