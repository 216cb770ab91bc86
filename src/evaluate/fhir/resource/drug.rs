//! Drugs and vaccines: what was given, for how long, how, and how much a day.

use serde_json::Value;

use super::Reading;
use crate::evaluate::date::{FIRST, LAST, When};
use crate::evaluate::fhir::element::{coded, coded_list, date, decimal, list, quantity, text, word};
use crate::evaluate::patient::{Certainty, Coded, Event, EventKind, Quantity};

impl Reading<'_> {
    pub(super) fn medication(&mut self) -> Vec<Event> {
        let status = self.status().to_owned();
        let intent = text(self.value, "intent").unwrap_or_default();
        let certainty = match status.as_str() {
            "entered-in-error" | "cancelled" | "declined" => return Vec::new(),
            "not-taken" | "not-done" => Certainty::Refuted,
            "intended" | "draft" | "preparation" => Certainty::Planned,
            _ if matches!(intent, "proposal" | "plan" | "option") => Certainty::Planned,
            _ => Certainty::Actual,
        };
        let referred = self.value.pointer("/medicationReference/reference").and_then(Value::as_str);
        let concept = match (self.value.get("medicationCodeableConcept"), referred) {
            (Some(concept), _) => coded(concept),
            (None, Some(reference)) => self.referred_medication(reference),
            (None, None) => Coded::default(),
        };
        let mut event = self.event(EventKind::Drug, concept);
        self.at(&mut event, &["effective"], "authoredOn");
        let administered = text(self.value, "resourceType") == Some("MedicationAdministration");
        if !administered {
            self.course(&mut event, &status);
        }
        event.certainty = certainty;
        for key in ["dosage", "dosageInstruction"] {
            for dosage in list(self.value, key) {
                event.route = event.route.take().or_else(|| route(dosage));
                event.dose = event.dose.take().or_else(|| daily_dose(dosage, &mut self.warnings));
            }
        }
        event.outcome = word(self.value, "statusReason");
        vec![event]
    }

    /// When a course of treatment ended, by its status: an active one goes on, an ended one ended some day after it began.
    fn course(&mut self, event: &mut Event, status: &str) {
        event.lasting = true;
        let authored = date(self.value, "authoredOn", &mut Vec::new());
        if event.start.first <= FIRST {
            event.start = authored.unwrap_or(event.start);
            event.end = event.start;
        }
        let has_period = self.value.pointer("/effectivePeriod/end").is_some();
        event.end = match status {
            "active" | "in-progress" if !has_period => When::on(LAST),
            "completed" | "stopped" | "on-hold" | "unknown" | "" if !has_period => {
                When::between(event.start.first, LAST)
            }
            _ => event.end,
        };
    }

    fn referred_medication(&self, reference: &str) -> Coded {
        let contained = reference
            .strip_prefix('#')
            .and_then(|id| list(self.value, "contained").iter().find(|resource| text(resource, "id") == Some(id)));
        let medication = contained.or_else(|| self.pool.find(reference));
        medication.and_then(|m| m.get("code")).map(coded).unwrap_or_default()
    }

    pub(super) fn immunization(&mut self) -> Vec<Event> {
        if self.status() == "entered-in-error" {
            return Vec::new();
        }
        let mut event = self.event(EventKind::Drug, self.concept("vaccineCode"));
        self.at(&mut event, &["occurrence"], "recorded");
        event.route = route(self.value);
        if self.status() == "not-done" {
            event.certainty = Certainty::Refuted;
        }
        vec![event]
    }
}

/// The route, as the vocabulary calls it.
fn route(dosage: &Value) -> Option<String> {
    let coded = coded_list(dosage, "route").into_iter().next()?;
    let known = |code: &str| match code {
        "26643006" | "PO" => Some("oral"),
        "47625008" | "IV" | "IVINFUS" => Some("intravenous"),
        "78421000" | "IM" => Some("intramuscular"),
        "34206005" | "SQ" => Some("subcutaneous"),
        "6064005" | "TOPICAL" => Some("topical"),
        "447694001" | "IPINHL" => Some("inhaled"),
        "46713006" | "NASINHL" => Some("nasal"),
        "37161004" | "PR" => Some("rectal"),
        "54485002" => Some("ophthalmic"),
        _ => None,
    };
    let by_code = coded.codings.iter().find_map(|c| known(&c.code)).map(str::to_owned);
    by_code.or_else(|| {
        let name = coded.label().to_lowercase();
        let first = name.split([' ', ',']).next().unwrap_or_default();
        Some(if first == "by" || first == "per" { "oral".to_owned() } else { first.to_owned() })
    })
}

/// The dose a day: the dose times how often a day; `None` for doses as needed and doses without a timing.
fn daily_dose(dosage: &Value, warnings: &mut Vec<String>) -> Option<Quantity> {
    use rust_decimal::Decimal;
    if dosage.get("asNeededBoolean").and_then(Value::as_bool) == Some(true) {
        return None;
    }
    let rate = list(dosage, "doseAndRate").first();
    let dose = rate.and_then(|r| r.get("doseQuantity")).or(dosage.get("doseQuantity")).or(dosage.get("dose"))?;
    let dose = quantity(dose, warnings)?;
    let repeat = dosage.pointer("/timing/repeat")?;
    let number = |key: &str| repeat.get(key).and_then(decimal);
    let times = number("frequency").unwrap_or(Decimal::ONE);
    let days = match text(repeat, "periodUnit")? {
        "h" => number("period")? / Decimal::from(24),
        "d" => number("period")?,
        "wk" => number("period")?.checked_mul(Decimal::from(7))?,
        _ => return None,
    };
    let unit = dose.unit.map(|unit| format!("{unit}/d"));
    let number = dose.number.map(|x| x.checked_mul(times)?.checked_div(days))?;
    let shown = number.as_exact().map_or_else(|| dose.text.clone(), |x| x.normalize().to_string());
    Some(Quantity { text: format!("{shown} {}", unit.as_deref().unwrap_or("a day")), number, unit })
}
