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

use crate::grammar::{Bytes, Chunk, Quantity, QuantityForm, Unit, bound};
use crate::lex::{Comparator, Cue, Kind, Lex};
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};
use crate::lower::value::usual_unit;
use crate::rule::{Derive, DeriveKind, Leaf, LeafKind, Mention, Reference, Select, SelectKind, Severity};

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
        let quantity = partial.value.as_mut()?;
        let percent = quantity.unit.as_ref().and_then(|u| u.code.as_deref()) == Some("%");
        let level = head.entry.and_then(usual_unit) == Some("%");
        let from_baseline = quantity.relative_to == Some(Reference::Baseline);
        let lower = quantity.bounds.low().is_some();
        let says_change = from_baseline
            || percent && !level && quantity.relative_to.is_none()
            || increase == Some(false) && lower
            || self.is_by(quantity);
        if !head.entry.is_some_and(is_measured) || !says_change {
            return None;
        }
        if let Some(number) = quantity.bounds.eq.filter(|_| quantity.form == QuantityForm::Bare && increase.is_some()) {
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

    /// "weight loss *of 5 %*": a name that is a change has no comparator either.
    pub fn named_change(&mut self, head: &Head, partial: &mut Partial) {
        let change = head.entry.is_some_and(|e| e.id() == "weight_loss");
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
        let named = partial.head.is_some() || !partial.unknown.is_empty();
        if !(named && limit_per_unit(&unit, partial)) {
            count_per_unit(unit, partial);
        }
    }

    /// The "/month" of "headache days/month".
    pub fn per_time(&self, chunk: &Chunk) -> Option<Unit> {
        let lexemes = &self.lexed.lexemes;
        let back = |n: usize| chunk.lexemes.start.checked_sub(n).and_then(|at| lexemes.get(at));
        let slash = back(1).filter(|l| l.is_sign('/'))?;
        let is_number = |l: &crate::lex::Lexeme| matches!(l.lex, Lex::Number(_));
        let unit = lexemes.get(chunk.lexemes.start)?.entry(Kind::Unit).filter(|e| e.cell(4) == "time")?;
        // "5 mg/day" has a unit of its own.
        let number = back(2).is_none_or(is_number) || back(3).is_some_and(is_number);
        let span = slash.start as usize..chunk.span.end;
        (!number).then(|| Unit { span, code: Some(format!("/{}", unit.id())) })
    }
}

/// Gives the count of an item its time; a number of drugs is no rate.
pub(super) fn count_per_unit(unit: Unit, partial: &mut Partial) {
    let given = |h: &Head| h.entry.is_some_and(|e| e.kind().is_treatment());
    if partial.head.as_ref().is_some_and(given) {
        return;
    }
    if let Some(count) = partial.count.as_mut().filter(|c| c.unit.is_none()) {
        count.unit = Some(unit);
    }
}

/// "300 mg caffeine *per day*", "≤ 150 mL formula *a day*": what the limit is for, after the name of what is limited.
/// Near miss: "5 mg/day twice *a day*", which has its own.
fn limit_per_unit(unit: &Unit, partial: &mut Partial) -> bool {
    let Some(quantity) = partial.value.as_mut().filter(|q| q.relative_to.is_none() && !q.age) else { return false };
    let Some(code) = quantity.unit.as_mut().and_then(|u| u.code.as_mut()) else { return false };
    let amount = !code.contains('/') && !matches!(&**code, "%" | "{times}");
    let rate = unit.code.as_deref().unwrap_or_default();
    if amount && !rate.ends_with(&**code) {
        code.push_str(rate);
    }
    amount
}
