//! Diagnostics across rules.
