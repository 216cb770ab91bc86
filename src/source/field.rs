//! Registry fields as JSON, XML and tables write them.

use super::{Age, AgeUnit, Note, NoteKind, Registry, Sex};

/// Collects a document's registry fields.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) registry: Registry,
    pub(super) notes: Vec<Note>,
}

/// Which field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    MinimumAge,
    MaximumAge,
    Sex,
    HealthyVolunteers,
}

impl Fields {
    /// Sets a field; what can not be read is noted.
    pub(super) fn set(&mut self, field: Field, value: &str) {
        let value = value.trim();
        if value.is_empty() || ["n/a", "none", "no limit", "na"].iter().any(|none| value.eq_ignore_ascii_case(none)) {
            return;
        }
        let understood = match field {
            Field::MinimumAge => age(value).map(|age| self.registry.minimum_age = Some(age)),
            Field::MaximumAge => age(value).map(|age| self.registry.maximum_age = Some(age)),
            Field::Sex => sex(value).map(|sex| self.registry.sex = Some(sex)),
            Field::HealthyVolunteers => healthy(value).map(|healthy| self.registry.healthy_volunteers = Some(healthy)),
        };
        if understood.is_none() {
            let name = match field {
                Field::MinimumAge => "minimum age",
                Field::MaximumAge => "maximum age",
                Field::Sex => "sex",
                Field::HealthyVolunteers => "healthy volunteers",
            };
            let message = format!("the registry's field \"{name}\" could not be read: {value:?}");
            self.notes.push(Note { kind: NoteKind::Field, message });
        }
    }
}

/// "18 Years", "6 Months"; a bare number is in years.
fn age(text: &str) -> Option<Age> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text[..digits].parse().ok()?;
    let unit = match text[digits..].trim().to_ascii_lowercase().trim_end_matches('s') {
        "" | "year" | "y" => AgeUnit::Years,
        "month" => AgeUnit::Months,
        "week" => AgeUnit::Weeks,
        "day" => AgeUnit::Days,
        "hour" => AgeUnit::Hours,
        "minute" => AgeUnit::Minutes,
        _ => return None,
    };
    Some(Age { value, unit, text: text.to_owned() })
}

fn sex(text: &str) -> Option<Sex> {
    match text.to_ascii_lowercase().as_str() {
        "all" | "both" => Some(Sex::All),
        "female" | "f" => Some(Sex::Female),
        "male" | "m" => Some(Sex::Male),
        _ => None,
    }
}

fn healthy(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "accepts healthy volunteers" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// What a column of a table, or a key of a flat record, holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Text,
    Id,
    Registry(Field),
}

/// The column with this name; case, spaces, `_` and `-` do not matter. The number ranks text and id columns against
/// others of their kind, the smallest is best.
pub(super) fn column(name: &str) -> Option<(Column, usize)> {
    const TEXT: [&str; 7] =
        ["eligibilitycriteria", "criteria", "eligibility", "criteriatext", "eligibilitytext", "textblock", "text"];
    const ID: [&str; 9] = ["nctid", "nctnumber", "nct", "trialid", "studyid", "id", "docid", "documentid", "doc"];
    let plain: String = name
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-' | '\u{feff}' | '"'))
        .flat_map(char::to_lowercase)
        .collect();
    if let Some(rank) = TEXT.iter().position(|known| *known == plain) {
        return Some((Column::Text, rank));
    }
    if let Some(rank) = ID.iter().position(|known| *known == plain) {
        return Some((Column::Id, rank));
    }
    let field = match plain.as_str() {
        "minimumage" | "minage" => Field::MinimumAge,
        "maximumage" | "maxage" => Field::MaximumAge,
        "sex" | "gender" => Field::Sex,
        "healthyvolunteers" => Field::HealthyVolunteers,
        _ => return None,
    };
    Some((Column::Registry(field), 0))
}
