//! Changes of what is measured, means of several values, and how often something happens.
//!
//! | form | example |
//! |---|---|
//! | a change | *decrease in* hemoglobin ≥ 20 % *from baseline* |
//! | a mean of several | *mean of the last 3* hemoglobin values ≥ 9 g/dL |
//! | a count for a length of time | at least four migraine days *per month* |
//!
//! Near misses: "elevation of ALT > 3 × ULN" is a level; "average pain score ≥ 4" says not of how many; "two tablets daily"
//! is a dose.

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm, Unit, bound};
use crate::lex::{Comparator, Cue, Entry, Kind, Lex};
use crate::lower::context::Context;
use crate::lower::convert;
use crate::lower::partial::{Head, Partial};
use crate::rule::{Derive, DeriveKind, Leaf, LeafKind, Mention, Reference, Select, SelectKind, Severity};
use crate::words;
use rust_decimal::Decimal;

use super::is_measured;

impl Context<'_, '_> {
    /// Notes that a change is what is limited.
    pub(super) fn change(&self, cue: Cue, chunk: &Chunk, partial: &mut Partial) {
        let improves = self.words(&chunk.span).to_ascii_lowercase().starts_with("improve");
        let increase = match cue {
            // What improves may fall: a score of symptoms.
            Cue::Increase if !improves => Some(true),
            Cue::Decrease => Some(false),
            _ => None,
        };
        partial.change = partial.change.take().or(Some((increase, chunk.span.clone())));
    }

    /// What is computed before the limit applies: the change that the words name, where the limit can be one.
    pub fn derived(&mut self, head: &Head, partial: &mut Partial) -> Option<Derive> {
        let (increase, bytes) = partial.change.take()?;
        if head.entry.is_some_and(|e| e.id() == "gestational_age") {
            // "*reduction* before 14 weeks of gestation": that of the fetuses, for how far a pregnancy is does not fall.
            self.not_understood(&bytes);
            let quantity = partial.value.as_mut()?;
            let between = self.lexed.text.get(bytes.end..quantity.value.start).unwrap_or("").to_ascii_lowercase();
            let before = between.split_whitespace().any(|word| matches!(word, "before" | "prior"));
            if let Some(week) = quantity.bounds.eq.filter(|_| before) {
                (quantity.bounds, quantity.form) = (bound(Comparator::Lt, week), QuantityForm::Limit);
            }
            return None;
        }
        let quantity = partial.value.as_mut()?;
        let percent = quantity.unit.as_ref().and_then(|u| u.code.as_deref()) == Some("%");
        let level = head.entry.and_then(Entry::usual_unit) == Some("%");
        let from_baseline = quantity.relative_to == Some(Reference::Baseline);
        let lower = quantity.bounds.low().is_some();
        // "a *3-point increase* in COWS"
        let between = self.lexed.text.get(quantity.value.end..bytes.start).map(str::trim);
        let by = between == Some("") && quantity.relative_to.is_none() && !percent;
        let says_change = from_baseline
            || by
            || percent && !level && quantity.relative_to.is_none()
            || increase == Some(false) && lower
            || self.is_by(quantity)
            || increase != Some(false) && is_mere_rise(quantity, head, self.words(&quantity.value));
        if !says_change && increase == Some(true) && head.entry.is_some_and(is_measured) {
            self.open_rise(&bytes, quantity, head);
        }
        // "≥ 30 % reduction in *seizures*": what nobody measures has shares by which it changes, and none that it is. Near miss:
        // "*weight gain or loss* > 5 %", a name with the change in it.
        let apart = bytes.end <= head.bytes.start || head.bytes.end <= bytes.start;
        let of_events =
            percent && increase.is_some() && apart && head.entry.is_some_and(|e| e.kind() == Kind::Condition);
        if !(head.entry.is_some_and(is_measured) || of_events) || !says_change {
            return None;
        }
        if let Some(number) =
            quantity.bounds.eq.filter(|_| quantity.form == QuantityForm::Bare && (by || increase.is_some()))
        {
            // "a fall of 2 g/dL": who falls by more has fallen by that, too.
            (quantity.bounds, quantity.form) = (bound(Comparator::Ge, number), QuantityForm::Limit);
            let words = quantity.value.clone();
            self.say_at_least(&words);
        }
        let against = from_baseline.then(|| quantity.relative_to.take()).and_then(|_| self.baseline(quantity));
        Some(Derive {
            kind: if percent && !level { DeriveKind::PercentChange } else { DeriveKind::Change },
            increase,
            against,
            text: self.words(&bytes).to_owned(),
            span: self.span(&bytes),
        })
    }

    /// "increase in bilirubin > 2 mg/dL": by so much, or to so much. Whoever rises by it is above it, so that the level is
    /// demanded either way, and the word for the change stands beside it.
    ///
    /// Near misses: "increase *to* > 2 mg/dL", "> 3 × ULN" and "> 38 °C", by which no temperature rises, are levels.
    fn open_rise(&mut self, bytes: &Bytes, quantity: &Quantity, head: &Head) {
        let word = self.words(bytes).to_ascii_lowercase();
        let rises = words::RISES.iter().any(|rise| word.starts_with(rise));
        let before = self.just_before(quantity.value.start);
        let said = self.words(&quantity.value).to_ascii_lowercase();
        let level = before.ends_with(" to") || words::PASSED.iter().any(|over| said.starts_with(over));
        // "> 140/90 mmHg" are two levels.
        let pair = said.split('/').next().is_some_and(|first| first.ends_with(|c: char| c.is_ascii_digit()));
        let limit = quantity.form == QuantityForm::Limit && quantity.relative_to.is_none();
        let code = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
        if rises
            && limit
            && !level
            && !(pair && said.contains('/'))
            && code != Some("{percentile}")
            && can_be_rise(quantity, head)
        {
            self.not_understood(bytes);
        }
    }

    /// "weight loss *of 5 %*": a name that is a change has no comparator either.
    pub fn named_change(&mut self, head: &Head, partial: &mut Partial) {
        let change = head.entry.is_some_and(|e| matches!(e.id(), "weight_loss" | "weight_gain" | "weight_change"));
        let Some(quantity) = partial.value.as_mut().filter(|q| change && q.form == QuantityForm::Bare) else { return };
        let Some(number) = quantity.bounds.eq.filter(|_| quantity.unit.is_some()) else { return };
        (quantity.bounds, quantity.form) = (bound(Comparator::Ge, number), QuantityForm::Limit);
        let words = quantity.value.clone();
        self.say_at_least(&words);
    }

    fn say_at_least(&mut self, words: &Bytes) {
        self.say("change-at-least", Severity::Note, "a change of so much is read as one of at least so much", words);
    }

    /// "increase in creatinine *of* ≥ 0.3 mg/dL", "increased *by* ≥ 2 g/dL".
    fn is_by(&self, quantity: &Quantity) -> bool {
        let before = self.lexed.text[..quantity.value.start].trim_end();
        let relative = quantity.relative_to.is_some();
        !relative && before.rsplit(' ').next().is_some_and(|word| matches!(word, "of" | "by"))
    }

    /// The word "baseline" of the unit of a limit: "20 % from *baseline*".
    fn baseline(&self, quantity: &Quantity) -> Option<Mention> {
        let unit = quantity.unit.as_ref()?;
        let at = self.words(&unit.span).to_ascii_lowercase().find("baseline")?;
        let start = unit.span.start + at;
        Some(self.mention(Some("baseline"), &(start..start + "baseline".len())))
    }

    /// Which of several values counts: the mean of so many.
    pub fn selected(&mut self, leaf: &Leaf, partial: &mut Partial) -> Option<Select> {
        let bytes = partial.mean.take()?;
        let measured = leaf.kind == LeafKind::Measurement || partial.value.is_some();
        let count = partial.count.take_if(|_| measured)?;
        let count = self.value(&count, None);
        let (text, span) = (self.words(&bytes).to_owned(), self.span(&bytes));
        Some(Select { kind: SelectKind::Mean, count: Some(count), apart: None, text, span })
    }

    /// "at least 3 hot flashes *a day*": the time that a count is for.
    pub(super) fn count_per(&self, cue: Cue, chunk: &Chunk, partial: &mut Partial) {
        let code = match cue {
            Cue::Daily => "/d",
            Cue::Weekly => "/wk",
            Cue::Monthly => "/mo",
            _ => "/a",
        };
        let unit = Unit { span: chunk.span.clone(), code: Some(code.to_owned()) };
        if self.doses_over(&unit, chunk, partial) {
            return;
        }
        counted_over(unit, partial);
    }

    /// "more than 3 *doses of* opioids *per week*", "> 2 opioid *doses* per week": how often a drug is given. Near miss: "two
    /// antidepressants daily", a number of drugs.
    fn doses_over(&self, unit: &Unit, chunk: &Chunk, partial: &mut Partial) -> bool {
        let (Some(head), Some(count)) = (&partial.head, &partial.count) else { return false };
        let given = head.entry.is_none_or(|e| e.kind().is_drug() || e.kind() == Kind::Observation);
        let behind = self.lexed.text.get(head.bytes.end..chunk.span.start).unwrap_or_default().trim();
        let doses = words::COUNTED_OF_DRUGS.contains(&&*behind.to_ascii_lowercase()) || self.counts_doses(count, head);
        if !(given && doses && count.unit.is_none()) {
            return false;
        }
        if let Some(count) = &mut partial.count {
            count.unit = Some(unit.clone());
        }
        true
    }

    /// "seizures/month *≥ 4*": a limit behind the time that it is for.
    pub(super) fn limit_after_unit(&mut self, unit: &Unit, rest: &[Chunk], partial: &mut Partial) -> bool {
        let Some(ChunkKind::Quantity(limit)) = rest.first().map(|c| &c.kind) else { return false };
        let waits = partial.head.is_some() && partial.value.is_none() && partial.count.is_none();
        let plain = limit.form == QuantityForm::Limit && limit.unit.is_none() && limit.relative_to.is_none();
        if !waits || !plain || limit.age {
            return false;
        }
        self.take(&rest[..1]);
        partial.value = Some(Box::new(Quantity { unit: Some(unit.clone()), ..(**limit).clone() }));
        true
    }

    /// The "/month" of "headache days/month", "3 seizures/month".
    pub fn per_time(&self, chunk: &Chunk) -> Option<Unit> {
        let lexemes = &self.lexed.lexemes;
        let back = |n: usize| chunk.lexemes.start.checked_sub(n).and_then(|at| lexemes.get(at));
        let slash = back(1).filter(|l| l.is_sign('/'))?;
        let is_number = |l: &crate::lex::Lexeme| matches!(l.lex, Lex::Number(_));
        let unit = lexemes.get(chunk.lexemes.start)?.entry(Kind::Unit).filter(|e| e.dimension() == "time")?;
        // "5 mg/day" has a unit of its own.
        let of_unit = back(3).is_some_and(is_number) && back(2).is_some_and(|l| l.entry(Kind::Unit).is_some());
        let number = back(2).is_none_or(is_number) || of_unit;
        let span = slash.start as usize..chunk.span.end;
        (!number).then(|| Unit { span, code: Some(format!("/{}", unit.id())) })
    }
}

/// "increase in creatinine ≥ 0.3 mg/dL", "increase in SOFA ≥ 2 points": so little that everybody has it, or points of a
/// score, are what it rises by. Near misses: "increase in creatinine > 2 mg/dL", "increased creatinine > 0.3".
fn is_mere_rise(quantity: &Quantity, head: &Head, words: &str) -> bool {
    let points = head.entry.is_some_and(|e| e.kind() == Kind::Score) && words.to_ascii_lowercase().contains("point");
    let limit = quantity.form == QuantityForm::Limit && quantity.relative_to.is_none();
    limit && points || everybody_has(quantity, head)
}

/// Whether everybody has so much, in whom it is the limit of a change where it is a limit at all.
fn everybody_has(quantity: &Quantity, head: &Head) -> bool {
    let row = |id: &str| words::EVERYBODYS.iter().find_map(|row| row.strip_prefix(id)?.strip_prefix(' '));
    let everybodys = head.entry.and_then(|e| row(e.id())).and_then(|least| least.parse::<Decimal>().ok());
    let limit = quantity.form == QuantityForm::Limit && quantity.relative_to.is_none();
    limit && everybodys.zip(least(quantity, head)).is_some_and(|(everybodys, n)| n < everybodys)
}

/// "fall in SBP ≥ 20 mmHg *or DBP ≥ 10 mmHg*", "decline in FVC ≥ 10 % *or DLCO ≥ 15 %*": a change that the list names once,
/// where the next limit can be no level. Near miss: "fall in SBP ≥ 20 mmHg or *DBP ≥ 110 mmHg*".
pub fn change_of_each(items: &mut [Partial]) {
    for at in 1..items.len() {
        let (before, next) = items.split_at_mut(at);
        let (before, next) = (&before[at - 1], &mut next[0]);
        let (Some(change), Some(first)) = (&before.change, &before.head) else { continue };
        let (Some(head), Some(quantity)) = (&next.head, &next.value) else { continue };
        let leads = change.1.end <= first.bytes.start && before.value.is_some();
        let percent = quantity.unit.as_ref().and_then(|u| u.code.as_deref()) == Some("%");
        let share = percent && quantity.relative_to.is_none() && head.entry.and_then(Entry::usual_unit) != Some("%");
        let change = change.clone();
        if leads && next.change.is_none() && (share && is_least(quantity) || everybody_has(quantity, head)) {
            next.change = Some(change);
        }
    }
}

fn is_least(quantity: &Quantity) -> bool {
    quantity.bounds.low().is_some() && quantity.bounds.high().is_none()
}

/// Whether anybody can rise by so much: not beyond all that there is of it.
fn can_be_rise(quantity: &Quantity, head: &Head) -> bool {
    let Some(entry) = head.entry.filter(|e| e.kind() == Kind::Analyte) else { return true };
    let [low, high] = entry.extremes().map(|end| end.parse::<Decimal>().ok());
    let all = high.zip(low).map(|(high, low)| high - low);
    all.zip(least(quantity, head)).is_none_or(|(all, n)| n < all)
}

/// The lower end of a limit in the usual unit of what is limited, which is also taken where none is said.
fn least(quantity: &Quantity, head: &Head) -> Option<Decimal> {
    let (n, _) = quantity.bounds.low()?;
    let entry = head.entry?;
    let usual = entry.usual_unit()?;
    let code = match &quantity.unit {
        Some(unit) => unit.code.as_deref()?,
        None => usual,
    };
    if code == usual {
        return Some(n.0);
    }
    convert::factor(code, usual, entry.molar_mass()).map(|factor| factor.apply(n.0))
}

/// "Hb *drop* > 2 g/dL", "a *drop* > 2 g/dL in Hb". Near misses: "foot drop", "drop-out".
pub(super) fn is_drop(words: &str, rest: &[Chunk], partial: &Partial) -> bool {
    let limited = rest.first().is_some_and(super::limit::is_limited);
    !words.eq_ignore_ascii_case("drop") || limited || partial.entry().is_some_and(is_measured)
}

/// Gives the limit or the count of an item the time that it is for: "300 mg of caffeine*/day*", "3 seizures*/month*".
pub(super) fn counted_over(unit: Unit, partial: &mut Partial) {
    let named = partial.head.is_some() || !partial.unknown.is_empty();
    if !(named && limit_per_unit(&unit, partial)) {
        count_per_unit(unit, partial);
    }
}

/// Gives the count of an item its time; a number of drugs is no rate.
fn count_per_unit(unit: Unit, partial: &mut Partial) {
    let given = |h: &Head| h.entry.is_some_and(|e| e.kind().is_treatment());
    if partial.head.as_ref().is_some_and(given) {
        return;
    }
    if let Some(count) = partial.count.as_mut().filter(|c| c.unit.is_none()) {
        count.unit = Some(unit);
        return;
    }
    // "< 3 *spontaneous bowel movements*/week": what is counted has a name among the tests.
    let counted = partial.entry().is_some_and(|e| e.kind() == Kind::Analyte);
    let plain = |q: &Quantity| q.unit.is_none() && q.relative_to.is_none() && q.form == QuantityForm::Limit && !q.age;
    if let Some(limit) = partial.value.as_mut().filter(|q| counted && plain(q)) {
        limit.unit = Some(unit);
    }
}

/// "300 mg caffeine *per day*", "≤ 150 mL formula *a day*": what the limit is for, after the name of what is limited.
/// Near miss: "5 mg/day twice *a day*", which has its own.
///
/// A change has a rate though its unit has a slash: "decline in eGFR ≥ 5 mL/min/1.73 m² *per year*".
fn limit_per_unit(unit: &Unit, partial: &mut Partial) -> bool {
    let changes = partial.change.is_some();
    let Some(quantity) = partial.value.as_mut().filter(|q| q.relative_to.is_none() && !q.age) else { return false };
    let Some(code) = quantity.unit.as_mut().and_then(|u| u.code.as_mut()) else { return false };
    let amount = (changes || !code.contains('/')) && !matches!(&**code, "%" | "{times}");
    let rate = unit.code.as_deref().unwrap_or_default();
    if amount && !rate.ends_with(&**code) {
        code.push_str(rate);
        // "10 µg (400 IU)*/day*"
        if let Some((also, _)) = &mut quantity.also
            && let Some(code) = also.unit.as_mut().and_then(|u| u.code.as_mut()).filter(|c| !c.contains('/'))
        {
            code.push_str(rate);
        }
    }
    amount
}
