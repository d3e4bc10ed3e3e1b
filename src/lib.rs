//! `ziping` publishes the yearly performance self-assessments (绩效自评报告) of
//! Chinese budget units as a static site, and refuses to publish numbers that do
//! not hold.
//!
//! ```text
//! content/ ──load──▶ UnitFolder ──check──▶ Checked ──render──▶ pages ──publish──▶ public/
//!            │ text, places      │ the form's words │ only this can be rendered
//! ```
//!
//! The unit is the unit of work: one unit's folder is loaded, checked, rendered
//! into the staging folder and dropped, units in parallel. Only a small
//! [`render::Summary`] of each report stays, from which the region, year and
//! home pages are made at the end. An error anywhere discards the staging
//! folder, so nothing wrong is ever published.
//!
//! Rooms, each of which may use only the rooms before it: [`digest`], [`stored`],
//! [`comma_separated`], [`sequence`], [`timing`], [`source`], [`scalar`], [`diagnostic`], [`fix`], [`history`],
//! [`model`], [`form`], [`folder`], [`schema`], [`scaffold`], then side by side [`load`],
//! [`check`], [`chart`], then [`mod@format`] and [`compare`], then [`theme`] and
//! [`render`], then [`export`], then [`publish`], which knows
//! nothing of budgets. [`pipeline`] puts them together, [`lsp`] answers editors, [`serve`]
//! shows what comes of it while it is written; `cli` is in the binary.

pub mod chart;
pub mod check;
pub mod comma_separated;
pub mod compare;
pub mod diagnostic;
pub mod digest;
pub mod download;
pub mod export;
pub mod fix;
pub mod folder;
pub mod form;
pub mod format;
pub mod history;
pub mod import;
pub mod load;
pub mod lsp;
pub mod model;
pub mod pipeline;
pub mod publish;
pub mod render;
pub mod scaffold;
pub mod scalar;
pub mod schema;
pub mod search;
pub mod sequence;
pub mod serve;
pub mod source;
pub mod stored;
pub mod system;
pub mod theme;
pub mod timing;
