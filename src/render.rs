//! Checked units to pages: view models, and the templates filled with them.

pub mod base_table;
pub mod deductions;
pub mod form_table;
pub mod notes;
pub mod table;
