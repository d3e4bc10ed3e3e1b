//! A session in a site as `ziping new` writes it.
