//! Whether a cohort definition is well-formed: what readers of Circe let pass and then run as something else.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Map, Value};

const NUMBERS: [&str; 8] = ["lt", "lte", "eq", "!eq", "gt", "gte", "bt", "!bt"];
const TABLES: [&str; 6] =
    ["ConditionOccurrence", "ProcedureOccurrence", "DrugExposure", "DoseEra", "Measurement", "Observation"];
const GROUPS: [&str; 4] = ["ALL", "ANY", "AT_LEAST", "AT_MOST"];

/// What is wrong with a definition, each with its place; nothing if it is well-formed. Every concept set that is named
/// must be there and have items with a code, every operator, group and count be one that Circe knows, every window and
/// every date be one, and every limit be a number or a date that fits its operator.
pub fn check(definition: &Value) -> Vec<String> {
    let mut checker = Checker::default();
    for (at, set) in list(definition, "ConceptSets").iter().enumerate() {
        checker.concept_set(at, set);
    }
    let primary = &definition["PrimaryCriteria"];
    if list(primary, "CriteriaList").is_empty() {
        checker.wrong("PrimaryCriteria", "there is no index event");
    }
    for criterion in list(primary, "CriteriaList") {
        let period = &criterion["ObservationPeriod"]["UserDefinedPeriod"];
        for day in ["StartDate", "EndDate"] {
            checker.date(&format!("PrimaryCriteria.{day}"), &period[day]);
        }
    }
    let rules = list(definition, "InclusionRules");
    if rules.len() > super::RULES {
        checker.wrong("InclusionRules", "more rules than Circe can add up");
    }
    for rule in rules {
        let name = rule["name"].as_str().unwrap_or_default();
        if name.is_empty() {
            checker.wrong("InclusionRules", "a rule without a name");
        }
        checker.group(name, &rule["expression"]);
    }
    checker.problems
}

#[derive(Default)]
struct Checker {
    sets: BTreeSet<i64>,
    problems: Vec<String>,
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

impl Checker {
    fn wrong(&mut self, place: &str, what: &str) {
        self.problems.push(format!("{place}: {what}"));
    }

    fn concept_set(&mut self, at: usize, set: &Value) {
        let place = format!("ConceptSets[{at}]");
        match set["id"].as_i64() {
            Some(id) if self.sets.insert(id) => {}
            _ => self.wrong(&place, "no id of its own"),
        }
        let items = list(&set["expression"], "items");
        if items.is_empty() {
            self.wrong(&place, "no items");
        }
        for item in items {
            let full = |key: &str| item["concept"][key].as_str().is_some_and(|text| !text.is_empty());
            if !full("CONCEPT_CODE") || !full("VOCABULARY_ID") {
                self.wrong(&place, "an item without a code or its vocabulary");
            }
        }
        if items.iter().all(|item| item["isExcluded"] == true) {
            self.wrong(&place, "nothing is included");
        }
    }

    fn group(&mut self, place: &str, group: &Value) {
        let kind = group["Type"].as_str().unwrap_or_default();
        if !GROUPS.contains(&kind) {
            self.wrong(place, &format!("{kind:?} is no type of group"));
        }
        let (events, people, groups) =
            (list(group, "CriteriaList"), list(group, "DemographicCriteriaList"), list(group, "Groups"));
        let parts = events.len() + people.len() + groups.len();
        let count = group["Count"].as_u64();
        if kind.starts_with("AT_") && count.is_none_or(|count| count > parts as u64) {
            self.wrong(place, "a group that counts to no number of its parts");
        }
        events.iter().for_each(|event| self.correlated(place, event));
        for person in people {
            self.fields(place, person.as_object());
        }
        groups.iter().for_each(|group| self.group(place, group));
    }

    fn correlated(&mut self, place: &str, event: &Value) {
        let (kind, count) = (event["Occurrence"]["Type"].as_i64(), event["Occurrence"]["Count"].as_i64());
        let counted = matches!((kind, count), (Some(0), Some(0)) | (Some(1 | 2), Some(1..)));
        if !counted {
            self.wrong(place, &format!("an occurrence of type {kind:?} and count {count:?}"));
        }
        self.window(place, &event["StartWindow"]);
        if event.get("EndWindow").is_some() {
            self.window(place, &event["EndWindow"]);
        }
        match event["Criteria"].as_object().map(|wrapper| wrapper.iter().collect::<Vec<_>>()).as_deref() {
            Some([(table, criteria)]) if TABLES.contains(&table.as_str()) => {
                if !criteria["CodesetId"].is_i64() {
                    self.wrong(place, &format!("a {table} of any concept"));
                }
                self.fields(place, criteria.as_object());
            }
            _ => self.wrong(place, "no criteria of one table that we write"),
        }
    }

    /// A window lies between two ends, each so many days from the index or without limit, the first not after the second.
    fn window(&mut self, place: &str, window: &Value) {
        let end = |key: &str| {
            let (days, side) = (&window[key]["Days"], window[key]["Coeff"].as_i64()?);
            let days = if days.is_null() { i64::from(i32::MAX) } else { days.as_i64().filter(|days| *days >= 0)? };
            matches!(side, -1 | 1).then_some(days * side)
        };
        if !matches!((end("Start"), end("End")), (Some(start), Some(end)) if start <= end) {
            self.wrong(place, &format!("a window from {} to {}", window["Start"], window["End"]));
        }
    }

    fn fields(&mut self, place: &str, fields: Option<&Map<String, Value>>) {
        for (name, value) in fields.into_iter().flatten() {
            let place = format!("{place}.{name}");
            match name.as_str() {
                "CodesetId" => self.set(&place, value),
                "CorrelatedCriteria" => self.group(&place, value),
                "DateAdjustment" => self.adjustment(&place, value),
                "StopReason" => {
                    let known = matches!(value["Op"].as_str(), Some("startsWith" | "endsWith"));
                    if !known || value["Text"].as_str().is_none_or(str::is_empty) {
                        self.wrong(&place, &format!("{value} is no text to look for"));
                    }
                }
                name if name.ends_with("CS") => {
                    if !value["IsExclusion"].is_boolean() {
                        self.wrong(&place, "neither inclusion nor exclusion");
                    }
                    if !value["CodesetId"].is_null() {
                        self.set(&place, &value["CodesetId"]);
                    }
                }
                name if name.ends_with("Date") => self.range(&place, value, Self::date),
                "Age" | "ValueAsNumber" | "RangeHighRatio" | "RangeLowRatio" | "DoseValue" => {
                    self.range(&place, value, Self::number);
                }
                _ => self.wrong(&place, "a field that we do not write"),
            }
        }
    }

    fn set(&mut self, place: &str, id: &Value) {
        if id.as_i64().is_none_or(|id| !self.sets.contains(&id)) {
            self.wrong(place, &format!("there is no concept set {id}"));
        }
    }

    fn range(&mut self, place: &str, range: &Value, limit: fn(&mut Self, &str, &Value)) {
        let op = range["Op"].as_str().unwrap_or_default();
        if !NUMBERS.contains(&op) {
            self.wrong(place, &format!("{op:?} is no operator"));
        }
        limit(self, place, &range["Value"]);
        if op.ends_with("bt") {
            limit(self, place, &range["Extent"]);
            let sorted = match (range["Value"].as_f64(), range["Extent"].as_f64()) {
                (Some(low), Some(high)) => low <= high,
                _ => range["Value"].as_str() <= range["Extent"].as_str(),
            };
            if !sorted {
                self.wrong(place, &format!("from {} to {}", range["Value"], range["Extent"]));
            }
        }
    }

    fn number(&mut self, place: &str, value: &Value) {
        if !value.is_number() {
            self.wrong(place, &format!("{value} is no number"));
        }
    }

    fn date(&mut self, place: &str, value: &Value) {
        if value.as_str().is_none_or(|text| text.parse::<Date>().is_err()) {
            self.wrong(place, &format!("{value} is no date"));
        }
    }

    fn adjustment(&mut self, place: &str, value: &Value) {
        for (with, offset) in [("StartWith", "StartOffset"), ("EndWith", "EndOffset")] {
            if !matches!(value[with].as_str(), Some("START_DATE" | "END_DATE")) || !value[offset].is_i64() {
                self.wrong(place, &format!("{value} moves no date"));
            }
        }
    }
}
