//! The domain: units, their reports, funds, goals, indicators and base data, in
//! the words of the paper forms.
//!
//! Every type here reads straight from the author's YAML; the Chinese names are
//! the keys. A blank stays blank: it is never read as zero.

pub mod amount;
mod base;
mod computed;
pub mod criterion;
pub mod letters;
pub mod path;
pub mod quantity;
mod report;
mod site;
mod text;
mod unit;

pub use amount::{Agreement, Amount, AmountError, Percent, SumAgreement};
pub use base::{BaseData, Building, SpendingRow, Staffing};
pub use computed::Level1Sum;
pub use criterion::Criterion;
pub use letters::Letters;
pub use path::{DataPath, Segment};
pub use quantity::Quantity;
pub use report::{Acceptance, Filing, Funds, FundsPart, Goal, Indicator, Project, Report};
pub use site::{
    INDEX_PAGE, IndicatorScoring, Level, Limit, Limits, RESERVED, RuleLevel, Site, is_web_address,
};
pub use text::{Fields, Items, MoneyUnit, Ordered, Private, Year};
pub use unit::{Region, Unit};
