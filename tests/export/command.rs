//! `ziping export` from outside.
