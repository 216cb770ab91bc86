//! Patients against rules.
