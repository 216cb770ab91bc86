//! Pieces of CQL.

use rust_decimal::Decimal;

use crate::evaluate::date::{Day, FIRST, LAST, date};

/// A string.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", escaped(text).replace('\'', "\\'"))
}

/// An identifier.
pub(super) fn named(name: &str) -> String {
    format!("\"{}\"", escaped(name).replace('"', "\\\""))
}

fn escaped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "\\\\")
}

/// A list of strings.
pub(super) fn list<'t>(items: impl IntoIterator<Item = &'t String>) -> String {
    let items: Vec<_> = items.into_iter().map(|item| quoted(item)).collect();
    if items.is_empty() { "List<String>{}".to_owned() } else { format!("{{ {} }}", items.join(", ")) }
}

/// A date; the ends of time stand for no limit.
pub(super) fn on(day: Day) -> String {
    match date(day) {
        _ if day <= FIRST => "@0001-01-01".to_owned(),
        Some(date) if day < LAST && date.year() > 0 => format!("@{date}"),
        Some(date) if date.year() <= 0 => "@0001-01-01".to_owned(),
        _ => "@9999-12-31".to_owned(),
    }
}

/// A decimal.
pub(super) fn decimal(x: Decimal) -> String {
    let text = x.round_dp(8).normalize().to_string();
    if text.contains('.') { text } else { format!("{text}.0") }
}

/// A whole number that may be missing.
pub(super) fn whole(n: Option<u32>) -> String {
    n.map_or_else(|| "null".to_owned(), |n| n.min(i32::MAX as u32).to_string())
}

/// All of these, without what goes without saying. Parentheses are left out where CQL's precedence makes them: they are
/// what its readers are slowest at.
pub(super) fn all(parts: impl IntoIterator<Item = String>) -> String {
    joined(parts, " and ", "true", "false")
}

/// One of these.
pub(super) fn any(parts: impl IntoIterator<Item = String>) -> String {
    let all = joined(parts, " or ", "false", "true");
    if is_term(&all) { all } else { format!("({all})") }
}

fn joined(parts: impl IntoIterator<Item = String>, sign: &str, neutral: &str, decides: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for part in parts {
        if part == decides {
            return part;
        }
        if part != neutral {
            kept.push(part);
        }
    }
    if kept.is_empty() { neutral.to_owned() } else { kept.join(sign) }
}

/// What is unknown.
pub(super) const UNKNOWN: &str = "(null as Boolean)";

/// Not this.
pub(super) fn not(part: &str) -> String {
    match part {
        "true" => "false".to_owned(),
        "false" => "true".to_owned(),
        UNKNOWN => UNKNOWN.to_owned(),
        term if is_term(term) => format!("not {term}"),
        other => format!("not ({other})"),
    }
}

/// Whether an expression is one term: a name, a call, something in parentheses.
fn is_term(expression: &str) -> bool {
    let (mut depth, mut quote, mut escaped) = (0_i32, None, false);
    for c in expression.chars() {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '{' | '[') => depth += 1,
            (None, ')' | '}' | ']') => depth -= 1,
            (None, ' ') if depth == 0 => return false,
            (None, _) => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expressions<const N: usize>(parts: [&str; N]) -> [String; N] {
        parts.map(str::to_owned)
    }

    #[test]
    fn parentheses_stand_where_precedence_needs_them() {
        assert_eq!(any(expressions(["a", "b"])), "(a or b)");
        assert_eq!(any(expressions(["a", "false"])), "a");
        assert_eq!(all([any(expressions(["a", "b"])), "c".to_owned()]), "(a or b) and c");
        assert_eq!(not("f(a, b)"), "not f(a, b)");
        assert_eq!(not("\"a b\""), "not \"a b\"");
        assert_eq!(not(&all(expressions(["a", "b"]))), "not (a and b)");
        assert_eq!(all(expressions(["a", "false"])), "false");
    }

    #[test]
    fn strings_and_names_are_escaped() {
        assert_eq!(quoted("Crohn's \\ x"), r"'Crohn\'s \\ x'");
        assert_eq!(named("a \"b\""), r#""a \"b\"""#);
    }

    #[test]
    fn days_beyond_the_calendar_are_its_ends() {
        assert_eq!([on(FIRST), on(0), on(LAST)], ["@0001-01-01", "@1970-01-01", "@9999-12-31"]);
        assert_eq!(decimal(Decimal::new(80, 0)), "80.0");
    }
}
