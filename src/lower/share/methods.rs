//! Ways to find a thing that stand beside what they found: "LVEF ≤ 40 % by echo *or cardiac MRI*", "tumour seen on CT *or ultrasound*".
//!
//! Near miss: "chest X-ray *or CT within 30 days*", which are done.

use super::found::is_examination;
use crate::grammar::{Bytes, QuantityForm};
use crate::lex::{Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::words;

impl Context<'_, '_> {
    /// "confirmed by clinical evaluation, *imaging*, or …": a procedure that can be a method, beside a method.
    pub(super) fn is_method_beside(&self, item: &Partial, before: &Partial) -> bool {
        let Some(head) = &item.head else {
            // "by physical examination, *medical history* and ECG"
            let words = self.words(&item.bytes).to_ascii_lowercase();
            let record = matches!(&*words, "medical history" | "clinical history" | "patient history");
            let says = item.is_blank() || record && item.is_modifier();
            return !before.methods.is_empty() && says && (record || self.is_evidence(&item.bytes));
        };
        // "diagnosed by a neurologist or *psychiatrist*"
        let words = self.words(&head.bytes).to_ascii_lowercase();
        // "by sweat test or *genotype analysis*"
        let examined = words::EVIDENCE_STEMS.iter().any(|stem| words.contains(stem)) && !words.contains(" of ");
        // "based on relapse or *MRI lesion activity*"
        let method = |word: &str| look_up(word).is_some_and(|group| group.of(Kind::Method).is_some());
        let examined = examined || item.is_unvalued() && words.split_once(' ').is_some_and(|(first, _)| method(first));
        let examiner = examined || words::EXAMINER_ENDINGS.iter().any(|end| words.ends_with(end));
        let examiner = head.entry.is_none() && examiner;
        // "by ECG or *loop recorder within 3 months*": the time is of what was found.
        let alone = examiner && item.relation.is_none() && item.status.is_none();
        let alone = alone && (examined || item.times.is_empty());
        let alone = alone && item.examples.is_empty() && item.having.is_empty() && item.illustrations.is_empty();
        // "by ultrasound, CT or *liver biopsy*"
        let own =
            |p: &Partial| p.status.is_none() && p.is_limitless() && p.qualifiers.is_empty() && !p.negated && !p.verb;
        let done = head.entry.is_some_and(|e| e.kind() == Kind::Procedure) && own(item) && item.is_unvalued();
        let last = words.rsplit(' ').next().and_then(look_up);
        // "by echo or *cardiac magnetic resonance*"
        let at_a_place = done && (last.is_some_and(|group| group.of(Kind::Method).is_some()) || is_examination(item));
        !before.methods.is_empty() && (alone || at_a_place)
            || !before.methods.is_empty()
                && item.is_unvalued()
                && self
                    .words(&head.bytes)
                    .split(" (")
                    .next()
                    .and_then(look_up)
                    .is_some_and(|g| g.of(Kind::Method).is_some())
    }

    /// "confirmed by PCR *or antigen test*", "by IHC *or other validated assay*": a test after another by which something was found.
    /// Near misses: "confirmed by culture or *positive* pregnancy test", a result; "asthma or *stress test*", where nothing was.
    pub(super) fn is_test_beside(&self, item: &Partial, before: &Partial) -> bool {
        let Some(head) = item.head.as_ref().filter(|_| !before.methods.is_empty()) else { return false };
        let words = self.words(&item.bytes).to_ascii_lowercase();
        let test = words.rsplit(' ').next().is_some_and(|last| words::TEST_NOUNS.contains(&last));
        let named = item.other || item.bytes.start == head.bytes.start;
        let plain = item.is_unvalued() && item.is_limitless() && item.qualifiers.is_empty() && item.outcome.is_none();
        let plain = plain && item.status.is_none() && !item.negated && item.unknown.is_empty() && !item.verb;
        test && named && plain && head.entry.is_none_or(|e| is_measured(e) || e.kind() == Kind::Procedure)
    }

    /// Whether words say by what something is found: "as indicated by history, exam or *laboratory findings*".
    pub(super) fn is_evidence(&self, bytes: &Bytes) -> bool {
        let words = self.words(bytes).to_ascii_lowercase();
        words::EVIDENCE_STEMS.iter().any(|word| words.contains(word))
    }

    /// "LVEF by MUGA *or ECHO ≥ 50 %*": the limit after the last of several methods is of what they measure.
    pub(super) fn limit_after_methods(&self, items: &mut [Partial], at: usize) {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&mut done[at - 1], &mut rest[0]);
        let procedure = item.entry().is_some_and(|e| e.kind() != Kind::Analyte);
        let measured = before.entry().is_some_and(is_measured);
        let limited = item.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit);
        let own = Partial { value: None, ..item.clone() };
        if procedure && measured && limited && before.is_unvalued() && self.is_method_beside(&own, before) {
            before.value = item.value.take();
        }
    }
}
