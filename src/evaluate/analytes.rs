//! What the vocabulary knows of an analyte that a conversion needs.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::lex::{Entry, Kind};

static MOLAR_MASSES: LazyLock<HashMap<&'static str, Decimal>> = LazyLock::new(|| {
    let analytes = Entry::all().filter(|entry| entry.kind() == Kind::Analyte);
    analytes.filter_map(|entry| Some((entry.id(), entry.molar_mass().parse().ok()?))).collect()
});

/// The molar mass in g/mol of an analyte by its id, where the vocabulary has one.
pub(super) fn molar_mass(analyte: &str) -> Option<Decimal> {
    MOLAR_MASSES.get(analyte).copied()
}
