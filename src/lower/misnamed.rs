//! Limits that a rule puts on what they cannot be of, opened with their words. As a limit they would stand in the rule as if they could
//! be decided.
//!
//! | text | read before | why it cannot be |
//! |---|---|---|
//! | eGFR ≤ 45, *4 weeks* > 10 % | `4 weeks > 10 %` | a length, a number or a unit is not measured |
//! | torque < 20 Ncm or > 50 Ncm *(patient is withdrawn)* | `withdrawn > 50` | a participle names nothing |
//! | melphalan 140 mg/m2 *over 60 ml/min* | `melphalan [dose > 60 mL/min]` | a clearance is no dose |
//! | on a diuretic *at ≥ 50 % of the maximal dose* | `diuretic [dose ≥ 50 %]` | a share is no dose |
//! | with ESA *9.5–11.5* | `erythropoiesis-stimulating agent [dose 9.5..11.5]` | a dose has a unit |
//!
//! Near misses: "*B12* < LLN", "*waist* > 102 cm", "*hydrocortisone 1 %*", a strength beside the name; "deflazacort ≥ 0.6" beside
//! "prednisone ≥ 0.5 mg/kg", whose unit it has.

use crate::grammar::Bytes;
use crate::rule::{Leaf, LeafKind, Node, NodeSpan, Value};
use crate::words;

use super::context::Context;
use super::leaves::{each_deep_leaf, node_leaves};

impl Context<'_, '_> {
    /// Opens the limits of a rule that are of nothing that has any.
    pub fn open_misnamed(&mut self, rule: &mut Node) {
        let mut found = Vec::new();
        each_deep_leaf(rule, &mut |leaf| {
            if let Some(name) = unnamed_measure(leaf)
                && let NodeSpan::Here(span) = leaf.span
                && names_no_measure(name)
            {
                found.push(span);
                let limit = leaf.value.take().filter(|value| value.unit.is_some());
                let quantities: Vec<Value> = limit.into_iter().map(|limit| *limit).collect();
                let time = std::mem::take(&mut leaf.time);
                let reason = Some("no known concept".to_owned());
                *leaf = Leaf { quantities, time, reason, ..Leaf::new(LeafKind::Unparsed, span) };
            }
        });
        each_deep_leaf(rule, &mut |leaf| {
            if leaf.kind == LeafKind::Unparsed
                && leaf.text.is_none()
                && let NodeSpan::Here(span) = leaf.span
            {
                leaf.text = self.bytes_of_word(span).map(|bytes| self.words(&bytes).to_owned());
            }
        });
        self.say_not_understood(&found);
        self.drop_odd_doses(rule);
    }

    /// Takes from drugs the amounts that are no doses, which are then told as numbers of no rule. "Opioids *more than twice weekly*" is how
    /// often they are taken.
    fn drop_odd_doses(&self, rule: &mut Node) {
        let mut dosed = false;
        node_leaves(rule, &mut |leaf| {
            dosed |= leaf.dose.as_ref().is_some_and(|dose| dose.unit_text().is_some());
        });
        each_deep_leaf(rule, &mut |leaf| {
            let name = leaf.concept.as_ref().and_then(|concept| self.bytes_of_name(&concept.span));
            let Some(dose) = leaf.dose.take_if(|dose| self.is_no_dose(dose, name, dosed) || is_rate(dose)) else {
                return;
            };
            if is_rate(&dose) && leaf.count.is_none() {
                leaf.count = Some(dose);
            }
        });
    }

    fn bytes_of_name(&self, span: &NodeSpan) -> Option<Bytes> {
        match span {
            NodeSpan::Here(span) => self.bytes_of_word(*span),
            NodeSpan::Elsewhere { .. } => None,
        }
    }

    /// Whether an amount is none of a drug: a number without a unit, where no other drug of the rule has one that it may share; a share
    /// that does not stand beside the name; a clearance.
    fn is_no_dose(&self, dose: &Value, name: Option<Bytes>, dosed: bool) -> bool {
        let Some(bytes) = self.bytes_of_word(dose.span).filter(|_| dose.unit.is_some()) else { return false };
        match dose.code.as_deref().or(dose.unit_text()) {
            None => !dosed,
            Some("%") => name.is_some_and(|name| {
                let gap = self.lexed.text.get(name.end..bytes.start).or(self.lexed.text.get(bytes.end..name.start));
                gap.is_some_and(|gap| gap.contains(|c: char| c.is_alphabetic()))
            }),
            Some(code) => code.starts_with("mL/min"),
        }
    }
}

/// So often: in a time, or "more than *twice*".
fn is_rate(dose: &Value) -> bool {
    let often = dose.text.split(' ').any(|word| matches!(&*word.to_ascii_lowercase(), "once" | "twice" | "thrice"));
    matches!(dose.code.as_deref(), Some("/d" | "/wk" | "/mo" | "/a")) || often && dose.unit_text().is_none()
}

/// The name of what is measured, which no table has.
fn unnamed_measure(leaf: &Leaf) -> Option<&str> {
    let concept = leaf.concept.as_ref().filter(|c| c.id.is_none())?;
    let alone = leaf.having.is_none() && leaf.defined_by.is_none() && leaf.permits.is_empty();
    let plain = alone && leaf.value.is_some();
    (leaf.kind == LeafKind::Measurement && plain).then_some(&*concept.text)
}

/// Whether words name nothing that is measured: numbers, lengths and units alone, a comparison, or one word that is said of something.
/// Near miss: "*Mg* ≥ 0.7 mmol/L".
fn names_no_measure(name: &str) -> bool {
    let compares = name.starts_with(['<', '>', '≤', '≥', '\\', '=', '±', '×']);
    let mut words = name.split_whitespace();
    let counts = |word: &str| {
        let word = word.to_ascii_lowercase();
        let number = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–'));
        number || words::COUNTING_WORDS.contains(&&*word)
    };
    let one = name.to_ascii_lowercase();
    compares || words.all(counts) || words::NO_MEASURES.contains(&&*one)
}
