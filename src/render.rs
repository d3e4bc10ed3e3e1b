//! Checked units to pages: view models, and the templates filled with them.

pub mod notes;
pub mod table;
