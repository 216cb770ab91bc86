//! Ages inside one item: a bare age beside people, an age at which something began.

use super::is_measured;
use super::limit::limited_in_time;
use crate::grammar::{Bytes, Chunk, Quantity, QuantityForm, TimePhrase, Unit};
use crate::lex::{Cue, Kind, Lex, Lexeme};
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};
use crate::rule::{Bounds, Direction, Number, TimeKind};
use crate::words;
use rust_decimal::Decimal;

/// The greatest number that is an age without the text saying so.
const OLDEST: Decimal = Decimal::from_parts(120, 0, 0, false, 0);

impl Context<'_, '_> {
    /// Whether a chunk is a word for people ("patients", "women").
    pub(in crate::lower) fn names_people(&self, chunk: &Chunk) -> bool {
        matches!(self.cue(chunk), Some(Cue::Patient | Cue::Male | Cue::Female | Cue::SexAny | Cue::Adult))
    }

    /// "patients must *have < 3* documented or symptomatic episodes": so many of what is named later, and no age. Near miss: "patients
    /// must *be ≥ 18*".
    pub(super) fn counts_what_is_had(&self, partial: &Partial) -> bool {
        let Some(value) = partial.value.as_ref().filter(|_| partial.head.is_none()) else { return false };
        let before = self.just_before(value.value.start).to_ascii_lowercase();
        matches!(before.rsplit(' ').next(), Some("have" | "has" | "had" | "having"))
    }

    /// "< 50 *in females*", "< 40 *for men*": a limit of something else for one sex, and nobody's age.
    pub(super) fn is_said_of_sex(&self, partial: &Partial) -> bool {
        let (Some(value), Some((_, sex))) = (&partial.value, &partial.sex) else { return false };
        let between = self.lexed.text.get(value.value.end..sex.start).unwrap_or("");
        partial.sex_after_limit() && matches!(between.trim(), "in" | "for" | "if" | "among")
    }

    /// "Patients *aged 18 or older* with heart failure": the age is the person's, whatever else the item is about.
    /// "Before the age of 60" is when that began, and stays with it.
    pub(super) fn split_age(&mut self, people: bool, partial: &mut Partial) {
        let years = |q: &Quantity| q.age || q.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("a"));
        if partial.age
            && partial.head.is_some()
            && partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class)
            && let Some(second) = partial.second.take_if(|q| years(q))
        {
            // "ASA I-III patients aged 18 to 80".
            let bytes = second.value.clone();
            partial.age = false;
            let subject = self.whose_age(partial.subject);
            partial.also.push(Partial { value: Some(second), age: true, bytes, subject, ..Partial::default() });
            return;
        }
        let (Some(head), Some(quantity)) = (&partial.head, &partial.value) else { return };
        let unit = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
        let time = matches!(unit, Some("a" | "mo" | "wk" | "d" | "h"));
        let measured = head.entry.is_some_and(is_measured);
        if measured && head.entry.is_some_and(|e| matches!(e.usual_unit(), Some("a" | "mo" | "wk" | "d"))) {
            // "gestational age < 32 weeks", "life expectancy of at least 1 year".
            return;
        }
        let things = head.entry.is_some_and(|e| e.kind() == Kind::Condition) && !people;
        // "fracture *< 14 days old*": days and weeks directly after a disease.
        let beside = head.bytes.end <= quantity.value.start && quantity.value.start <= head.bytes.end + 1;
        let one_sided = quantity.bounds.low().is_some() != quantity.bounds.high().is_some();
        let old = !partial.age || one_sided && matches!(unit, Some("d" | "wk"));
        // "asthma *under the age of 12 months*"
        let named = self.words(&quantity.value).split([' ', '-']).any(|word| word.eq_ignore_ascii_case("age"));
        if things && old && !named && quantity.age && limited_in_time(quantity) && beside {
            // "ulcers *older than 1 year*"
            partial.age = false;
            let quantity = quantity.clone();
            partial.value = partial.second.take();
            let time = self.duration(&quantity);
            partial.times.push(time);
            return;
        }
        let taken = head.entry.is_some_and(|e| e.kind() == Kind::Procedure || words::KEPT_SAMPLES.contains(&e.id()));
        let ten = quantity.bounds.high().is_some_and(|(n, _)| n.0 == Decimal::TEN) && unit == Some("a");
        let recent = limited_in_time(quantity) || ten && one_sided;
        if taken && !people && quantity.age && recent && beside && one_sided {
            // "biopsy *≤ 10 years old*": when it was taken.
            let (bounds, unit, value) = (quantity.bounds.clone(), quantity.unit.clone(), quantity.value.clone());
            partial.age = false;
            partial.value = partial.second.take();
            let time = self.time(&looking_back(bounds, unit, value));
            partial.times.push(time);
            return;
        }
        let said = (partial.age || quantity.age) && (time || quantity.unit.is_none() && !measured);
        let limited = quantity.form == QuantityForm::Limit;
        // "Patients with asthma *under 18*"
        let words = self.words(&quantity.value).to_ascii_lowercase();
        let worded = ["under ", "over ", "below ", "above "].iter().any(|word| words.starts_with(word));
        let ends = [quantity.bounds.low(), quantity.bounds.high()];
        let an_age = ends.into_iter().flatten().all(|(n, _)| n.0.is_integer() && n.0 <= OLDEST);
        // "premenopausal *women* under 50"
        let woman = head.entry.is_some_and(|e| words::STATES_OF_WOMEN.contains(&e.id()));
        let of_people =
            (people || partial.sex.is_some() || woman) && limited && worded && an_age && quantity.unit.is_none();
        let diseased = of_people && head.entry.is_some_and(|e| matches!(e.kind(), Kind::Condition | Kind::Observation));
        let ranged = of_people_between(quantity) && an_age && self.follows_people(quantity.value.start) && !measured;
        let implied =
            diseased || ranged || people && limited && unit == Some("a") && quantity.value.end <= head.bytes.start;
        let onset = self.follows_onset(&quantity.value);
        if onset && (partial.age || quantity.age) && quantity.form == QuantityForm::Bare && !people && !measured {
            // "Onset *before age 50*" is no onset of 50; when it began has no field, and the number is told.
            partial.unknown.push(quantity.value.clone());
            partial.value = partial.second.take();
            return;
        }
        if !(said && (limited || quantity.bounds.eq.is_some()) || implied) || onset {
            return;
        }
        let value = partial.value.take();
        let bytes = value.as_ref().map_or(0..0, |q| q.value.clone());
        partial.age = false;
        // "6 months to 14 years" has an end in either unit.
        let second = partial.second.take_if(|q| q.age && value.as_ref().is_some_and(|first| first.age));
        partial.value = partial.second.take();
        // "a family *caregiver* ≥ 21 years old", and not the patient.
        let named = partial.head.as_ref().filter(|_| !people).and_then(|head| self.other_person(head));
        let subject = self.whose_age(partial.subject.or(named));
        partial.also.push(Partial { value, second, age: true, bytes, subject, ..Partial::default() });
    }

    /// "Children aged *6 months to 5 years* with z-score < -3": an age before something measured is the person's.
    pub(super) fn settle_age_before(&mut self, partial: &mut Partial) {
        let years = |q: &Quantity| {
            let unit = q.unit.as_ref().and_then(|u| u.code.as_deref());
            q.form == QuantityForm::Limit && matches!(unit, Some("a" | "mo" | "wk" | "d" | "h"))
        };
        let aged = partial.age && partial.value.as_deref().is_some_and(years);
        if !aged || partial.value.as_ref().is_some_and(|q| self.follows_onset(&q.value)) {
            return;
        }
        for quantity in [partial.value.take(), partial.second.take_if(|q| years(q))].into_iter().flatten() {
            let (bytes, subject) = (quantity.value.clone(), self.whose_age(partial.subject));
            partial.also.push(Partial { value: Some(quantity), age: true, bytes, subject, ..Partial::default() });
        }
        partial.age = false;
    }

    /// "men and women *25-70* with asthma", "adults, *18-60*": whether a word for people stands directly before.
    fn follows_people(&self, start: usize) -> bool {
        let end = self.lexed.lexemes.partition_point(|l| (l.start as usize) < start);
        let sign = |l: &Lexeme| matches!(l.lex, Lex::Sign(',' | '('));
        let before = self.lexed.lexemes[..end].iter().rev().find(|l| !sign(l));
        before.is_some_and(|l| {
            let healthy = l.entry(Kind::Observation).is_some_and(|e| e.id() == "healthy_volunteer");
            let child = l.entry(Kind::Subject).is_some_and(|e| e.id() == "child");
            healthy
                || child
                || matches!(l.cue(), Some(Cue::Patient | Cue::Male | Cue::Female | Cue::SexAny | Cue::Adult))
        })
    }

    /// "healthy adults, *18-60*": the age of the people named before, which no list shares with its next item as their name.
    pub fn age_of_volunteers(&self, partial: &mut Partial) {
        let Some(quantity) = partial.value.as_deref().filter(|_| partial.head.as_ref().is_some_and(is_healthy)) else {
            return;
        };
        if of_people_between(quantity) {
            (partial.head, partial.age) = (None, true);
        }
    }

    /// Whether the words before an age make it the age at an event: "before", "at", "since".
    fn follows_onset(&self, value: &Bytes) -> bool {
        let before = self.just_before(value.start).to_ascii_lowercase();
        let before = before.strip_suffix(" of").unwrap_or(&before);
        let before = before.strip_suffix(" age").unwrap_or(before);
        let before = before.strip_suffix(" the").unwrap_or(before);
        before
            .rsplit(' ')
            .next()
            .is_some_and(|word| matches!(word, "before" | "after" | "at" | "since" | "until" | "by"))
    }
}

/// A window that ends now.
fn looking_back(bounds: Bounds, unit: Option<Unit>, value: Bytes) -> TimePhrase {
    TimePhrase {
        kind: TimeKind::Window,
        bounds,
        unit,
        direction: Some(Direction::Before),
        anchor: None,
        longest_of: Vec::new(),
        shortest_of: Vec::new(),
        calendar: None,
        value,
    }
}

/// "≥ 5 drinks men, *≥ 4 women*": another limit of what is limited for the other sex, and nobody's age. Near misses: "men ≥ 40, women
/// ≥ 50", "*≥ 4 years* women".
pub fn is_limit_of_other_sex(item: &Partial, before: &Partial) -> bool {
    let sex = |p: &Partial| p.sex.as_ref().map(|(sex, _)| *sex);
    let after = |p: &Partial| match (&p.value, &p.sex) {
        (Some(value), Some((sex, bytes))) => *sex != "any" && value.value.end <= bytes.start,
        _ => false,
    };
    let bare = item.value.as_ref().is_some_and(|q| q.unit.is_none() && !q.age && q.relative_to.is_none());
    let one_of_other = sex(item) != sex(before)
        && before.sex_after_limit()
        && (before.head.is_some() || before.value.as_ref().is_some_and(|q| q.unit.is_some()));
    item.age && item.head.is_none() && bare && after(item) && one_of_other
}

/// "*18-60*": a range of whole numbers without a unit, that people may be old.
fn of_people_between(quantity: &Quantity) -> bool {
    let ends = [quantity.bounds.low(), quantity.bounds.high()];
    let whole =
        ends.into_iter().all(|end| end.is_some_and(|(n, _)| n.0.is_integer() && n.0 <= OLDEST && n.0 > Decimal::ONE));
    whole && quantity.bounds.eq.is_none() && quantity.unit.is_none() && quantity.form == QuantityForm::Limit
}

/// "healthy males": people, and no more.
pub(super) fn is_healthy(head: &Head) -> bool {
    head.entry.is_some_and(|e| e.id() == "healthy_volunteer")
}

/// Whether an item about people says nothing but a whole number they are above or below: "patients under 18".
pub(super) fn is_plain_age(partial: &Partial) -> bool {
    let whole = |n: Option<(Number, bool)>| n.is_none_or(|(n, _)| n.0.is_integer() && n.0 <= OLDEST);
    let plain = |q: &Quantity| {
        q.form == QuantityForm::Limit && q.unit.is_none() && whole(q.bounds.low()) && whole(q.bounds.high())
    };
    partial.head.as_ref().is_none_or(is_healthy)
        && partial.count.is_none()
        && partial.unknown.is_empty()
        && partial.relation.is_none()
        && partial.value.as_deref().is_some_and(plain)
}
