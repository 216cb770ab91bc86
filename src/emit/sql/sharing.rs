//! Conditions on one row that are asked again and again, and texts of conditions.

use std::collections::HashMap;

use crate::emit::query::condition::Condition;

/// How often a condition on the columns of one row is asked, by its text.
pub(super) type Counts = HashMap<String, usize>;

/// What is done about conditions that are asked again and again.
pub(super) enum Sharing {
    /// They are written out.
    Off,
    /// They are written out and counted.
    Count(Counts),
    /// Each has a column.
    On(Counts),
}

/// Whether a text that stands so often is worth a column.
pub(super) const fn is_worth_a_column(text: &str, count: usize) -> bool {
    text.len() > 16 && (count - 1) * text.len() > 80
}

/// Whether a condition asks about nothing but the cells of rows.
pub(super) fn is_of_cells(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().all(is_of_cells),
        Condition::Not(part) => is_of_cells(part),
        Condition::Constant(_)
        | Condition::About(..)
        | Condition::Exists(..)
        | Condition::AtLeast(..)
        | Condition::SameFact(..) => false,
        Condition::Is(..)
        | Condition::Cells(..)
        | Condition::Empty(..)
        | Condition::In(..)
        | Condition::Contains(..)
        | Condition::Lists(..) => true,
    }
}

/// A text without the parentheses around all of it.
pub(super) fn bare(text: &str) -> &str {
    let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) else { return text };
    let mut depth = 0_i32;
    let mut in_words = false;
    for c in inner.chars() {
        match c {
            '\'' => in_words = !in_words,
            '(' if !in_words => depth += 1,
            ')' if !in_words => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return text;
        }
    }
    inner
}

/// Whether a text asks no more than whether a column of ours is 1.
pub(super) fn is_flag(text: &str) -> bool {
    let name = text.strip_suffix(" = 1").map(|name| name.rsplit_once('.').map_or(name, |(_, name)| name));
    name.and_then(|name| name.strip_prefix(['e', 'x', 'k']))
        .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit() || c == '_'))
}
