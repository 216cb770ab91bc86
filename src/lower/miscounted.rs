//! A number beside a disease that is no amount of it: how often it came, or a grade, a score and a stage of something that has been lost.
//!
//! | text | read before | rule |
//! |---|---|---|
//! | AF, *at least 2 episodes* | `atrial fibrillation ≥ 2 {episode}` | `condition atrial fibrillation [count ≥ 2 {episode}]` |
//! | *seizures ≥ 4* | `seizure ≥ 4` | `condition seizure [count ≥ 4]` |
//! | kidney stones, *> 1 in 5 years* | `kidney stones > 1 [within past 5 a]` | `condition kidney stones [count > 1] [within past 5 a]` |
//! | cognitive deficits with MMSE *< 24* | `cognitive impairment < 24` | the disease, and the number is told |
//!
//! Near misses: "fever > 38.0", "fatigue ≥ 4/10", "goiter > 80 mL".

use rust_decimal::Decimal;

use crate::lex::{Entry, Kind};
use crate::rule::{Leaf, LeafKind, Node, NodeSpan, Time, TimeKind, Value};

use super::context::Context;
use super::leaves::each_deep_leaf;

/// The id of what is measured in degrees, whether they are named or not.
const FEVER: &str = "fever";

/// The most that something is counted to.
const MOST: u32 = 50;

impl Context<'_, '_> {
    /// Takes from diseases the numbers that are no amounts of them.
    pub fn settle_numbers_of_diseases(&mut self, rule: &mut Node) {
        let mut lost = Vec::new();
        each_deep_leaf(rule, &mut |leaf| {
            if !is_disease_measured(leaf) {
                return;
            }
            let Some(value) = leaf.value.take_if(|value| is_number(value)) else { return };
            leaf.kind = LeafKind::Condition;
            let within = leaf.time.iter().any(|time| is_window_of(time, &value));
            let several = leaf.concept.as_ref().is_some_and(|concept| is_plural(&concept.text)) && is_small(&value);
            let often = said_often(&value) || self.goes_on_in_times(&value);
            let counted = often || several || within && counts(&value);
            if counted && leaf.count.is_none() {
                leaf.count = Some(value);
            } else {
                lost.push(value.span);
            }
        });
        for span in lost {
            let bytes = self.bytes_of_word(span);
            bytes.iter().for_each(|bytes| self.in_no_rule(bytes));
        }
    }

    /// "vomiting > 2 *times*"
    fn goes_on_in_times(&self, value: &Value) -> bool {
        let after = self.bytes_of_word(value.span).and_then(|bytes| self.lexed.text.get(bytes.end..));
        after.is_some_and(|after| ["times", "episodes"].iter().any(|word| after.trim_start().starts_with(word)))
    }
}

/// Whether what a leaf measures is a disease or a symptom, and no test that has the same name.
fn is_disease_measured(leaf: &Leaf) -> bool {
    let Some(id) = leaf.concept_id().filter(|_| leaf.kind == LeafKind::Measurement) else { return false };
    let has = |kind| Entry::find(kind, id).is_some();
    id != FEVER && has(Kind::Condition) && !has(Kind::Analyte) && !has(Kind::Score)
}

/// Whether a value is a number alone, or one of episodes. "4/10" is a score.
fn is_number(value: &Value) -> bool {
    let plain = value.scale.is_none() && value.relative_to.is_none() && value.components.is_none();
    let bare = value.unit == Some(None) && !value.text.contains('/');
    plain
        && !is_fraction(value)
        && value.within.is_empty()
        && value.is.is_none()
        && (bare || value.code.as_deref() == Some("{episode}"))
}

/// "more than *twice*", "2 *episodes*".
fn said_often(value: &Value) -> bool {
    let words = value.text.to_ascii_lowercase();
    value.code.is_some() || ["times", "twice", "once", "episode"].iter().any(|word| words.contains(word))
}

/// Whether a window stands behind a number, so that it says in what time. Near miss: "erysipelas *in 3 months* (≥ 2 in a year)".
fn is_window_of(time: &Time, value: &Value) -> bool {
    time.kind == TimeKind::Window && matches!(time.span, NodeSpan::Here(span) if span.start >= value.span.end)
}

/// Whether a number may count from below.
fn counts(value: &Value) -> bool {
    is_small(value) && (value.bounds.low().is_some() || value.bounds.eq.is_some())
}

/// Whether all ends are whole and small.
fn is_small(value: &Value) -> bool {
    let ends = [value.bounds.low(), value.bounds.high()].into_iter().flatten().map(|(n, _)| n.0);
    ends.chain(value.bounds.eq.map(|n| n.0)).all(|n| n.is_integer() && n <= MOST.into())
}

/// Whether a number is a part of a whole: "more than *three quarters*".
fn is_fraction(value: &Value) -> bool {
    let ends = [value.bounds.low(), value.bounds.high()].into_iter().flatten().map(|(n, _)| n.0);
    ends.chain(value.bounds.eq.map(|n| n.0)).any(|n| n < Decimal::ONE && !n.is_zero())
}

/// "*seizures* ≥ 4", "*metastases* ≤ 3". Near misses: "diabetes", "cirrhosis", "virus".
fn is_plural(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let singular = ["ss", "us", "is", "betes", "rabies", "herpes", "rickets"].iter().any(|end| name.ends_with(end));
    name.ends_with('s') && !singular
}
