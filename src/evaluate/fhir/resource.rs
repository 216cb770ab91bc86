//! The resources of FHIR that hold facts about a patient, each as events.

mod drug;

use std::collections::HashMap;

use serde_json::Value;

use super::element::{coded, coded_list, codes, date, finding, list, period, quantity, result, text, word};
use crate::evaluate::date::{FIRST, LAST, When};
use crate::evaluate::patient::{Certainty, Coded, Event, EventKind, Patient, Quantity, Result, Sex};

/// The resources that others refer to, by every way of referring to them.
pub(super) struct Pool<'a>(HashMap<String, &'a Value>);

impl<'a> Pool<'a> {
    pub(super) fn of(resources: &'a [(String, Value)]) -> Self {
        let mut pool = HashMap::new();
        for (url, value) in resources {
            pool.insert(source(url, value), value);
            if !url.is_empty() {
                pool.insert(url.clone(), value);
            }
        }
        Self(pool)
    }

    fn find(&self, reference: &str) -> Option<&'a Value> {
        let tail = || reference.rsplitn(3, '/').take(2).collect::<Vec<_>>();
        self.0.get(reference).copied().or_else(|| match tail()[..] {
            [id, kind] => self.0.get(&format!("{kind}/{id}")).copied(),
            _ => None,
        })
    }
}

/// What a resource is called: `Observation/anc-1`.
pub(super) fn source(url: &str, value: &Value) -> String {
    let kind = text(value, "resourceType").unwrap_or_default();
    match text(value, "id") {
        Some(id) => format!("{kind}/{id}"),
        None if url.is_empty() => kind.to_owned(),
        None => url.to_owned(),
    }
}

/// The person themself.
pub(super) fn patient(id: &str, value: &Value) -> Patient {
    let mut warnings = Vec::new();
    let birth = text(value, "birthDate").and_then(|written| match When::parse(written) {
        Ok(birth) => Some(birth),
        Err(reason) => {
            warnings.push(format!("birthDate: {reason}: the age counts as not recorded"));
            None
        }
    });
    let sex = match text(value, "gender") {
        Some("male") => Some(Sex::Male),
        Some("female") => Some(Sex::Female),
        Some("other") => Some(Sex::Other),
        _ => None,
    };
    let died = text(value, "deceasedDateTime").map(|day| format!(" ({day})"));
    if died.is_some() || value.get("deceasedBoolean").and_then(Value::as_bool) == Some(true) {
        let day = died.unwrap_or_default();
        warnings.push(format!("recorded as deceased{day}: no rule asks for it, and all are answered as of the living"));
    }
    Patient { id: id.to_owned(), birth, sex, events: Vec::new(), warnings }
}

/// Whether a resource can say something that rules ask for.
pub(super) fn is_fact(value: &Value) -> bool {
    const KINDS: [&str; 11] = [
        "AllergyIntolerance",
        "Condition",
        "FamilyMemberHistory",
        "Immunization",
        "MedicationAdministration",
        "MedicationDispense",
        "MedicationRequest",
        "MedicationStatement",
        "Observation",
        "Procedure",
        "ResearchSubject",
    ];
    text(value, "resourceType").is_some_and(|kind| KINDS.contains(&kind))
}

/// Adds what a resource says of the patient; kinds of resources that say nothing a rule can ask for add nothing.
pub(super) fn add(patient: &mut Patient, url: &str, value: &Value, pool: &Pool) {
    let name = source(url, value);
    let mut reading = Reading { value, pool, name, warnings: Vec::new() };
    let events = match text(value, "resourceType").unwrap_or_default() {
        "Observation" => reading.observation(),
        "Condition" => reading.condition(),
        "Procedure" => reading.procedure(),
        "MedicationStatement" | "MedicationRequest" | "MedicationAdministration" | "MedicationDispense" => {
            reading.medication()
        }
        "Immunization" => reading.immunization(),
        "AllergyIntolerance" => reading.allergy(),
        "FamilyMemberHistory" => reading.family(),
        "ResearchSubject" => reading.research(),
        _ => Vec::new(),
    };
    let Reading { name, warnings, .. } = reading;
    patient.warnings.extend(warnings.into_iter().map(|warning| format!("{name}: {warning}")));
    patient.events.extend(events);
}

/// The extension that says why something is as it is, for resources without an element for it.
const REASON: &str = "http://hl7.org/fhir/StructureDefinition/workflow-reasonCode";

struct Reading<'a> {
    value: &'a Value,
    pool: &'a Pool<'a>,
    name: String,
    warnings: Vec<String>,
}

impl Reading<'_> {
    fn status(&self) -> &str {
        text(self.value, "status").unwrap_or_default()
    }

    fn event(&self, kind: EventKind, concept: Coded) -> Event {
        let mut event = Event::new(kind, concept, When::UNKNOWN);
        event.source.clone_from(&self.name);
        event.method = methods(coded_list(self.value, "method"));
        for key in ["reasonReference", "focus", "partOf", "basedOn", "hasMember", "derivedFrom"] {
            for element in list(self.value, key) {
                let Some(reference) = text(element, "reference") else { continue };
                let target = self.pool.find(reference);
                event.part_of.push(target.map_or_else(|| reference.to_owned(), |t| source(reference, t)));
                if key == "reasonReference" {
                    event.reasons.extend(target.and_then(|t| t.get("code")).map(coded));
                }
            }
        }
        event.reasons.extend(coded_list(self.value, "reasonCode"));
        // An observation has no element for what it is due to: the standard extension says it.
        let reasons = list(self.value, "extension").iter().filter(|e| text(e, "url") == Some(REASON));
        event.reasons.extend(reasons.filter_map(|e| e.get("valueCodeableConcept")).map(coded));
        event
    }

    fn concept(&self, key: &str) -> Coded {
        self.value.get(key).map(coded).unwrap_or_default()
    }

    /// Sets when it was; a fact that began before it was recorded lies before that day.
    fn at(&mut self, event: &mut Event, prefixes: &[&str], recorded: &str) {
        let found = prefixes.iter().find_map(|prefix| period(self.value, prefix, &mut self.warnings));
        let recorded = || date(self.value, recorded, &mut Vec::new()).map(|r| When::between(FIRST, r.last));
        (event.start, event.end, event.lasting) = found.unwrap_or_else(|| {
            let start = recorded().unwrap_or(When::UNKNOWN);
            (start, start, false)
        });
    }

    fn observation(&mut self) -> Vec<Event> {
        if matches!(self.status(), "cancelled" | "entered-in-error" | "registered") {
            return Vec::new();
        }
        let mut event = self.event(EventKind::Measurement, self.concept("code"));
        self.at(&mut event, &["effective"], "issued");
        self.outcome_of(self.value, &mut event);
        let state = matches!(event.result, Some(Result::Boolean(_)));
        if event.lasting && !state {
            // What is measured over a period (a day's urine) is known at its end.
            event.start = if event.end == When::on(LAST) { event.start } else { event.end };
            event.end = event.start;
            event.lasting = false;
        }
        let mut events = Vec::new();
        for part in list(self.value, "component") {
            let mut component = Event { concept: part.get("code").map(coded).unwrap_or_default(), ..event.clone() };
            component.findings.clear();
            component.result = None;
            component.part_of.push(self.name.clone());
            self.outcome_of(part, &mut component);
            if let Some(Result::Quantity(quantity)) = &component.result {
                event.components.push((component.concept.clone(), quantity.clone()));
            }
            events.push(component);
        }
        if let Some(Result::Boolean(value)) = event.result {
            event.kind = EventKind::Observation;
            event.certainty = if value { Certainty::Actual } else { Certainty::Refuted };
        }
        events.insert(0, event);
        events
    }

    /// Result, interpretation and reference range of an observation or of one of its components.
    fn outcome_of(&mut self, value: &Value, event: &mut Event) {
        event.result = result(value, &mut self.warnings);
        event.findings = coded_list(value, "interpretation").iter().filter_map(finding).collect();
        event.findings.sort();
        event.findings.dedup();
        let normal = |range: &&Value| codes(range, "type").iter().all(|code| code == "normal");
        (event.lower_limit, event.upper_limit) = (None, None);
        if let Some(range) = list(value, "referenceRange").iter().find(normal) {
            let unit = match &event.result {
                Some(Result::Quantity(quantity)) => quantity.unit.clone(),
                _ => None,
            };
            let mut limit = |key| {
                let element = range.get(key)?;
                let limit = quantity(element, &mut self.warnings)?;
                let has_unit = text(element, "unit").or(text(element, "code")).is_some();
                Some(if has_unit { limit } else { Quantity { unit: unit.clone(), ..limit } })
            };
            event.lower_limit = limit("low");
            event.upper_limit = limit("high");
        }
    }

    fn condition(&mut self) -> Vec<Event> {
        let verification = codes(self.value, "verificationStatus");
        let is = |codes: &[String], any: &[&str]| codes.iter().any(|c| any.contains(&c.as_str()));
        if is(&verification, &["entered-in-error"]) {
            return Vec::new();
        }
        let mut event = self.event(EventKind::Condition, self.concept("code"));
        self.at(&mut event, &["onset"], "recordedDate");
        event.lasting = true;
        if is(&verification, &["refuted"]) {
            event.certainty = Certainty::Refuted;
        } else if is(&verification, &["unconfirmed", "provisional", "differential"]) {
            event.certainty = Certainty::Suspected;
        }
        let clinical = codes(self.value, "clinicalStatus");
        let over = is(&clinical, &["inactive", "remission", "resolved"]);
        let abated = period(self.value, "abatement", &mut self.warnings).map(|(start, end, _)| match end {
            When { last: LAST, .. } => start,
            end => end,
        });
        event.end = match abated {
            Some(abated) => abated,
            None if event.end.last < LAST && self.value.get("onsetPeriod").is_some() => event.end,
            None if over => When::between(event.start.first, LAST),
            None => When::on(LAST),
        };
        event.qualifiers = clinical;
        event.qualifiers.extend(word(self.value, "severity"));
        event.stages = list(self.value, "stage").iter().filter_map(|s| s.get("summary")).map(coded).collect();
        let evidence = list(self.value, "evidence").iter().flat_map(|e| coded_list(e, "code")).collect();
        event.method = methods(evidence);
        for detail in list(self.value, "evidence").iter().flat_map(|e| list(e, "detail")) {
            event.part_of.extend(text(detail, "reference").map(str::to_owned));
        }
        vec![event]
    }

    fn procedure(&mut self) -> Vec<Event> {
        let certainty = match self.status() {
            "entered-in-error" => return Vec::new(),
            "not-done" => Certainty::Refuted,
            "preparation" | "on-hold" => Certainty::Planned,
            _ => Certainty::Actual,
        };
        let mut event = self.event(EventKind::Procedure, self.concept("code"));
        self.at(&mut event, &["performed"], "recorded");
        event.certainty = certainty;
        event.outcome = word(self.value, "outcome");
        vec![event]
    }

    fn allergy(&mut self) -> Vec<Event> {
        let verification = codes(self.value, "verificationStatus");
        if verification.iter().any(|c| c == "entered-in-error") {
            return Vec::new();
        }
        let mut event = self.event(EventKind::Allergy, self.concept("code"));
        self.at(&mut event, &["onset"], "recordedDate");
        event.lasting = true;
        let clinical = codes(self.value, "clinicalStatus");
        let over = clinical.iter().any(|c| c == "inactive" || c == "resolved");
        event.end = if over { When::between(event.start.first, LAST) } else { When::on(LAST) };
        event.certainty = match verification.first().map(String::as_str) {
            Some("refuted") => Certainty::Refuted,
            Some("unconfirmed" | "presumed") => Certainty::Suspected,
            _ => Certainty::Actual,
        };
        event.qualifiers = clinical;
        event
            .qualifiers
            .extend(list(self.value, "reaction").iter().filter_map(|r| text(r, "severity")).map(str::to_owned));
        let substances = list(self.value, "reaction").iter().flat_map(|r| coded_list(r, "substance"));
        let others: Vec<_> = substances.map(|concept| Event { concept, ..event.clone() }).collect();
        std::iter::once(event).chain(others).filter(|e| !e.concept.label().is_empty()).collect()
    }

    fn family(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        for condition in list(self.value, "condition") {
            let mut event = self.event(EventKind::Condition, condition.get("code").map(coded).unwrap_or_default());
            event.subject = Some("relative".to_owned());
            event.lasting = true;
            event.end = When::on(LAST);
            events.push(event);
        }
        events
    }

    fn research(&mut self) -> Vec<Event> {
        let mut event = self.event(EventKind::Observation, Coded::named("clinical trial participation"));
        if let Some((start, end, _)) = period(&rename(self.value), "on", &mut self.warnings) {
            (event.start, event.end) = (start, end);
        }
        event.lasting = true;
        vec![event]
    }
}

/// A copy whose `period` is called `onPeriod`, as if it were one of several kinds of time.
fn rename(value: &Value) -> Value {
    serde_json::json!({ "onPeriod": value.get("period") })
}

/// A text that names several methods ("Cockcroft-Gault; without fluid support") names each of them.
fn methods(recorded: Vec<Coded>) -> Vec<Coded> {
    let several = |method: &Coded| method.codings.is_empty() && method.names.iter().any(|name| name.contains(';'));
    let split = |method: Coded| -> Vec<Coded> {
        if !several(&method) {
            return vec![method];
        }
        let names = method.names.iter().flat_map(|name| name.split(';').map(str::trim));
        names.filter(|name| !name.is_empty()).map(Coded::named).collect()
    };
    recorded.into_iter().flat_map(split).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
