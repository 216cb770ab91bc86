//! What a leaf asks of the record, lowered: which facts can be meant, what must hold of them, which of them count.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::findings::class_token;
use super::interval::Count;
use super::lowering::Lowering;
use super::patient::EventKind;
use super::program::{Days, Derived, Equivalence, FactTest, Field, Pick, Reason, Scoped, StatusTest, When};
use super::settings::{Absence, Unitless, Unrecorded};
use super::value::{Limit, ValueTest};
use super::windows::length;
use crate::rule::{
    Bounds, Components, ConceptRef, Derive, DeriveKind, Leaf, LeafKind, Mention, Reference, Select, SelectKind, Status,
    Time, TimeKind, Value,
};

/// Conditions that are events: in a window their beginning counts, however long the record says they lasted.
static ACUTE: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| include_str!("acute.tsv").lines().skip(1).collect());

/// Milligrams of glucocorticoids that count as 5 mg of prednisone.
pub(super) static EQUIVALENTS: LazyLock<BTreeMap<String, Decimal>> = LazyLock::new(|| {
    let rows = include_str!("equivalents.tsv").lines().skip(1).filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(id, mg)| Some((id.to_owned(), mg.parse().ok()?))).collect()
});

/// The route of a drug, as a record may tell it: "parenteral" is each way but one, and no record says it.
fn route(route: String) -> Field {
    if route != "parenteral" {
        return Field::Route(route);
    }
    let text = "the record tells a single route, and \"parenteral\" is several".to_owned();
    Field::Unknown(Reason { code: "route", text })
}

impl Lowering<'_> {
    pub(super) fn fact_test(&mut self, leaf: &Leaf, concept: &ConceptRef, set: usize, scoped: bool) -> FactTest {
        let measured = leaf.kind == LeafKind::Measurement;
        let subject = leaf.subject.clone().filter(|s| s != "patient");
        let mut fields = self.fields(leaf, set, scoped);
        let mut value = leaf.value.as_ref().map(|value| self.value(value, leaf.concept_id()));
        if leaf.kind == LeafKind::Drug {
            // A drug has no result: what its value limits is the dose.
            fields.extend(value.take().map(|dose| Field::Dose(dose, None)));
        }
        let closed = self.settings.absence == Absence::NotMet && !measured && subject.is_none();
        if !measured {
            let meaning = "a concept that is recorded nowhere, neither as present nor as absent; one of which there is \
                           any record is taken to be recorded completely";
            let value = if closed { "not met" } else { "unknown" };
            self.take("absence", value, meaning);
        }
        if let Some(count) = leaf.count.as_ref().filter(|c| c.code.as_deref().is_some_and(|code| code.starts_with('/')))
        {
            // "at least 4 migraine days per month"
            let text = format!("the record does not say how long it counted: {}", count.text);
            fields.push(Field::Unknown(Reason { code: "rate", text }));
        }
        let pick = match (&leaf.count, measured && (value.is_some() || leaf.derive.is_some())) {
            (Some(count), _) => Count::of(&count.bounds).map_or(Pick::Some(Count::SOME), Pick::Some),
            (None, true) => self.pick(leaf, &mut fields),
            (None, false) => Pick::Some(Count::SOME),
        };
        FactTest { kinds: kinds(leaf), set, subject, fields, value, pick, closed, text: concept.text.clone() }
    }

    /// Which measurement counts.
    fn pick(&mut self, leaf: &Leaf, fields: &mut Vec<Field>) -> Pick {
        if let Some(derive) = &leaf.derive {
            return match self.derived(derive) {
                Ok(derived) => Pick::Derived(derived),
                Err(reason) => {
                    fields.push(Field::Unknown(reason));
                    Pick::Latest
                }
            };
        }
        let Some(select) = &leaf.select else {
            self.take("latest", "latest", "of several values in a window the latest counts");
            return Pick::Latest;
        };
        let number = select.count.as_ref().and_then(|count| Count::of(&count.bounds));
        let most = number.and_then(|count| count.low);
        match select.kind {
            SelectKind::Latest if most.is_none_or(|n| n <= 1) => Pick::Latest,
            SelectKind::Latest | SelectKind::Each => Pick::Each(most),
            SelectKind::Any => Pick::Repeated { count: number.unwrap_or(Count::SOME), apart: apart(select) },
            SelectKind::Mean => Pick::Mean(most),
            SelectKind::Highest => Pick::Highest,
            SelectKind::Lowest => Pick::Lowest,
        }
    }

    fn derived(&mut self, derive: &Derive) -> Result<Derived, Reason> {
        let none = |text: &str| Reason { code: "derive", text: text.to_owned() };
        let against = derive.against.as_ref();
        let id = against.and_then(|a| a.id.clone()).ok_or_else(|| none("it does not say what to compare with"))?;
        if derive.kind == DeriveKind::Ratio {
            let text = against.map(|a| a.text.clone()).unwrap_or_default();
            return Ok(Derived::Ratio { other: self.set_of(&id, &text, &[]) });
        }
        let old = self
            .settings
            .anchor(&id)
            .ok_or_else(|| none(&format!("the day of {id} is not given (--event {id}=DATE)")))?;
        Ok(Derived::Change { old, percent: derive.kind == DeriveKind::PercentChange, increase: derive.increase })
    }

    /// Everything that must hold of the same fact.
    fn fields(&mut self, leaf: &Leaf, set: usize, scoped: bool) -> Vec<Field> {
        let acute = leaf.kind == LeafKind::Condition && ACUTE.contains(self.sets[set].id.as_str());
        let mut fields = vec![Field::Status(self.status(leaf, acute, scoped))];
        let over = ["cured", "adequately_treated"].iter().any(|q| leaf.qualifiers.iter().any(|have| have == q));
        for time in &leaf.time {
            fields.push(Field::When(match time.kind {
                TimeKind::Duration if over => self.over(time),
                _ => self.when(time, acute),
            }));
        }
        if leaf.kind == LeafKind::Measurement && !scoped && leaf.time.iter().all(|t| !is_window(t)) {
            fields.push(Field::When(When::Within(self.lookback())));
        }
        fields.extend(leaf.qualifiers.iter().cloned().map(Field::Qualifier));
        fields.extend(leaf.route.clone().map(route));
        fields.extend(leaf.outcome.clone().map(Field::Outcome));
        fields.extend(leaf.method.iter().map(|m| Field::Method(id_or_words(m), m.text.clone())));
        fields.extend(leaf.setting.iter().map(|s| Field::Setting(id_or_words(s), s.text.clone())));
        if leaf.due_to.is_some() || fields.iter().any(|f| !matches!(f, Field::Status(_) | Field::When(_))) {
            let value = if self.settings.unrecorded == Unrecorded::Accept { "accept" } else { "unknown" };
            let meaning = "a fact that does not say its method, setting, severity, route, outcome or cause";
            self.take("unrecorded", value, meaning);
        }
        if let Some(dose) = &leaf.dose {
            let dose = self.value(dose, leaf.concept_id());
            let equivalence = leaf.equivalent_to.as_ref().and_then(|to| to.id.clone()).map(|to| Equivalence {
                doses: if EQUIVALENTS.contains_key(&to) { EQUIVALENTS.clone() } else { BTreeMap::new() },
                to,
            });
            fields.push(Field::Dose(dose, equivalence));
        }
        if let Some(cause) = &leaf.due_to {
            fields.push(Field::DueTo(Scoped(self.node(cause, true))));
        }
        if let Some(having) = &leaf.having {
            fields.push(Field::Having(Scoped(self.node(having, true))));
        }
        fields
    }

    /// How the fact lies to the index date, by what the text says and else by its kind.
    fn status(&mut self, leaf: &Leaf, acute: bool, scoped: bool) -> StatusTest {
        let on = self.settings.index();
        let placed = scoped || leaf.kind == LeafKind::Measurement || leaf.time.iter().any(is_window);
        let current = |lowering: &mut Self| {
            let days = lowering.settings.current_days;
            let meaning = "what has no duration still counts as current for so long";
            lowering.take("current", &format!("{days} d"), meaning);
            StatusTest::Current { on, since: on.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX / 4)) }
        };
        match leaf.status {
            Some(Status::Planned) => StatusTest::Planned,
            Some(Status::Suspected) => StatusTest::Suspected,
            Some(_) if leaf.kind == LeafKind::Measurement => StatusTest::Actual,
            Some(Status::Current) => current(self),
            Some(Status::History | Status::Ever) => StatusTest::Begun { by: on },
            None if placed => StatusTest::Actual,
            None => {
                let ever = matches!(leaf.kind, LeafKind::Procedure | LeafKind::Allergy);
                let meaning = "without a word about time a disease, a state or a drug is meant now; a procedure, an \
                               allergy, an acute event, an outcome or a count at any time before";
                self.take("status", "by kind", meaning);
                if ever || acute || leaf.outcome.is_some() || leaf.count.is_some() {
                    StatusTest::Begun { by: on }
                } else {
                    current(self)
                }
            }
        }
    }

    fn lookback(&mut self) -> Days {
        let on = self.settings.index();
        let low =
            self.settings.lookback_days.map(|days| on.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX / 4)));
        let value = self.settings.lookback_days.map_or_else(|| "no limit".to_owned(), |days| format!("{days} d"));
        self.take("lookback", &value, "how old a measurement may be where the rule has no window");
        Days { low: low.unwrap_or(Days::ALL.low), high: on }
    }

    fn value(&mut self, value: &Value, analyte: Option<&str>) -> ValueTest {
        if value.is.as_deref() == Some("scored") {
            // Parts of a score are scored where they have points.
            let bounds = Bounds { gt: Some(0_u32.into()), ..Bounds::default() };
            let points = Value { is: None, bounds, code: Some("{score}".to_owned()), ..value.clone() };
            return self.value(&points, analyte);
        }
        let limit = |value: &Value| {
            let canonical = value.canonical.as_ref().filter(|_| value.code.is_none() && value.relative_to.is_none());
            match canonical {
                Some(canonical) => Limit { bounds: canonical.bounds.clone(), unit: Some(canonical.code.clone()) },
                None => Limit { bounds: value.bounds.clone(), unit: value.code.clone() },
            }
        };
        let classes: Vec<_> =
            value.within.iter().map(|class| class_token(class).unwrap_or_else(|| class.to_uppercase())).collect();
        let numeric = classes.is_empty() && !value.bounds.is_empty();
        let limits = std::iter::once(value).chain(value.also.as_deref()).filter(|_| numeric).map(limit).collect();
        if numeric {
            let unit = if self.settings.unitless == Unitless::AsLimit { "as limit" } else { "unknown" };
            self.take("unitless", unit, "a recorded number without a unit, against a limit that has one");
        }
        ValueTest {
            limits,
            reference: value.relative_to.map(assay_limit),
            classes,
            is: value.is.clone(),
            components: value.components.as_deref().filter(|parts| !is_left_out_by_name(parts, analyte)).cloned(),
            analyte: analyte.unwrap_or_default().to_owned(),
            unitless: self.settings.unitless,
            text: value.text.clone(),
        }
    }
}

/// What is recorded tells of the limits of quantification alike: whether a result is known only to be below or above one.
fn assay_limit(reference: Reference) -> Reference {
    match reference {
        Reference::LowerQuantificationLimit | Reference::UpperQuantificationLimit => Reference::QuantificationLimit,
        reference => reference,
    }
}

/// "clinical score (excluding low complement)": the parts that do not count are none of a score that is by its name the
/// clinical part of another.
fn is_left_out_by_name(parts: &Components, score: Option<&str>) -> bool {
    let clinical = |id: &str| id.starts_with("clinical_") || id.ends_with("_clinical");
    parts.only.is_empty() && score.is_some_and(clinical)
}

fn is_window(time: &Time) -> bool {
    matches!(time.kind, TimeKind::Window | TimeKind::At)
}

fn id_or_words(mention: &Mention) -> String {
    mention.id.clone().unwrap_or_else(|| mention.text.clone())
}

/// The kinds of facts that can be about a leaf. A test may be recorded as a plain yes or no, a state as an observation,
/// and a transfusion, a vaccination or a cell therapy as a procedure or as a drug.
fn kinds(leaf: &Leaf) -> Vec<EventKind> {
    match leaf.kind {
        LeafKind::Measurement => vec![EventKind::Measurement, EventKind::Observation],
        LeafKind::Condition => vec![EventKind::Condition, EventKind::Observation],
        LeafKind::Procedure | LeafKind::Drug => vec![EventKind::Procedure, EventKind::Drug],
        // "drug allergy", "latex allergy": a disease as well as an entry in a list of allergies.
        LeafKind::Allergy if leaf.is_named_allergy() => {
            vec![EventKind::Allergy, EventKind::Condition, EventKind::Observation]
        }
        LeafKind::Allergy => vec![EventKind::Allergy],
        _ => vec![EventKind::Condition, EventKind::Observation],
    }
}

/// How many days lie between two observations.
fn apart(select: &Select) -> Option<Count> {
    let time = select.apart.as_ref()?;
    let days = |n: crate::rule::Number| {
        length(n.0, time.code.as_deref().unwrap_or_default())
            .map(|(l, rest)| u32::try_from(l.about_days() + i64::from(rest)).unwrap_or(0))
    };
    let low = time.bounds.low().and_then(|(n, closed)| Some(days(n)? + u32::from(!closed)));
    let high = time.bounds.high().and_then(|(n, closed)| Some(days(n)?.saturating_sub(u32::from(!closed))));
    (low.is_some() || high.is_some()).then_some(Count { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::{Entry, Kind};

    #[test]
    fn the_tables_are_sorted_and_name_concepts_of_the_vocabulary() {
        let ids = |kind| Entry::all().filter(move |entry| entry.kind() == kind).map(|entry| entry.id());
        let (conditions, drugs): (BTreeSet<_>, BTreeSet<_>) =
            (ids(Kind::Condition).collect(), ids(Kind::Drug).collect());
        for (table, known) in [(include_str!("acute.tsv"), conditions), (include_str!("equivalents.tsv"), drugs)] {
            let rows: Vec<_> = table.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
            assert!(rows.is_sorted(), "{rows:?}");
            for id in rows {
                assert!(known.contains(id), "{id}");
            }
        }
        assert_eq!(EQUIVALENTS.get("methylprednisolone").map(ToString::to_string).as_deref(), Some("4"));
    }
}
