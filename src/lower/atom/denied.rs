//! What is denied of a name after it: "renal failure *not on dialysis*", "chemotherapy *is not planned*".
//!
//! | what follows "not" | example | rule |
//! |---|---|---|
//! | that it is there, was done or is planned | Chemotherapy *is not planned* | `not(planned chemotherapy)` |
//! | a treatment and its verb | renal failure *not on dialysis*, anemia *that does not require transfusion* | `A other than B` |
//! | a name | any arrhythmia *that is not atrial fibrillation* | `A other than B` |
//! | that a treatment is possible or called for | Surgery *is not indicated* | a judgement, as a whole |
//! | anything else | hearing loss *not corrected by aids*, depression *not in remission* | words not understood, with the "not" |
//!
//! Near misses: "hypertension *not controlled*" is a state that the vocabulary has, "anemia *not due to* bleeding" a cause;
//! both are read before.

use crate::grammar::{Bytes, Chunk, ChunkKind};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::rule::Status;
use crate::words;

/// The most chunks that describe a treatment before its name.
const FEW: usize = 4;

impl Context<'_, '_> {
    /// Reads what the "not" in `chunk` denies of the name before it; gives how many of `rest` were read.
    pub(super) fn denied_after(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> usize {
        if self.is_refused(rest) && self.refused_treatment(chunk, rest, partial) || self.denied_beside(rest, partial) {
            return rest.len();
        }
        self.not_understood_with(chunk, rest, partial)
    }

    /// "*transplant-ineligible* multiple myeloma", "*cisplatin-unfit* urothelial carcinoma": a judgement on whoever has the
    /// disease, and no demand of the treatment. Gives where to go on.
    pub(super) fn ineligible_for(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let treatment = chunks.get(at)?;
        let Sort::Concept(entry) = self.sort(treatment) else { return None };
        let dash = usize::from(chunks.get(at + 1).is_some_and(|c| self.sort(c) == Sort::Dash));
        let word = self.words(&chunks.get(at + 1 + dash)?.span).to_ascii_lowercase();
        let width = dash + 2;
        if !words::UNFIT.contains(&&*word) {
            return None;
        }
        if entry.kind().is_treatment() && self.is_unfit_alone(chunks, at, width) {
            return Some(self.unfit_alone(chunks, at, width, partial));
        }
        // "patients in whom *surgery is* ineligible": only what stands directly before a disease.
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let named = chunks[at + width..].iter().take(FEW).any(disease);
        if entry.kind().is_treatment() && !named && partial.head.is_none() {
            // Whatever else is said, it is no demand of the treatment.
            self.not_understood(&chunks[at + 1 + dash].span);
        }
        if !entry.kind().is_treatment() || partial.head.is_some() || !named {
            return None;
        }
        let node = self.narrative_leaf("judgement", &chunks[at..at + width]);
        partial.having.push(node);
        Some(at + width)
    }

    /// "*Cisplatin-ineligible*", "*cisplatin-ineligible* (CrCl 30-59 mL/min)", "is considered *transplant ineligible*", "*platinum-
    /// ineligible* patients": the judgement is all there is, with why in brackets. Near misses: "cisplatin is prohibited", "surgery
    /// and *transplant-ineligible* myeloma", which name more.
    fn is_unfit_alone(&self, chunks: &[Chunk], at: usize, width: usize) -> bool {
        let group = |c: &Chunk| self.sort(c) == Sort::Group;
        let people = |c: &Chunk| {
            self.is_idle(c)
                || matches!(self.cue(c), Some(Cue::Patient | Cue::Who | Cue::Either | Cue::Be))
                || self.words(&c.span).to_ascii_lowercase().split(' ').all(|word| words::JUDGED.contains(&word))
        };
        let after = &chunks[at + width..];
        chunks[..at].iter().all(people) && (after.len() <= 1 && after.iter().all(group) || after.iter().all(people))
    }

    fn unfit_alone(&mut self, chunks: &[Chunk], at: usize, width: usize, partial: &mut Partial) -> usize {
        let mut nodes = vec![self.narrative_leaf("judgement", &chunks[at..at + width])];
        self.take(&chunks[..at]);
        self.take(&chunks[at + width..]);
        if let Some(ChunkKind::Group(inner)) = chunks.get(at + width).map(|c| &c.kind) {
            nodes.extend(self.clause(inner));
        }
        let bytes = bytes_of(chunks);
        partial.whole = Some(Box::new(self.joined(nodes, true, &bytes)));
        (partial.head, partial.verb) = (Some(Head::new(None, bytes)), true);
        chunks.len()
    }

    /// Whether "unable to" or "not eligible" says what a treatment is not for, or a person not fit for, and not that
    /// something is "not eligible" for the trial.
    pub(super) fn refuses(&self, cue: Cue, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let eligible = self.words(&chunk.span).to_lowercase().contains("eligible");
        let of = rest.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::For | Cue::To)));
        // "ineligible for *intensive* chemotherapy", "not eligible for *high-dose* therapy"
        let described = |c: &&Chunk| matches!(self.sort(c), Sort::Word | Sort::Term(_) | Sort::Dash);
        let named = rest.get(1..).unwrap_or_default().iter().take(FEW).find(|c| !described(c));
        let treated = named.is_some_and(|c| match self.sort(c) {
            Sort::Concept(entry) => entry.kind().is_treatment(),
            sort => sort == Sort::Cue(Cue::TherapyWord),
        });
        cue == Cue::NegatedAbility && !rest.is_empty() || eligible && of && treated
    }

    /// "anticoagulants *cannot be given*", "stroke *not eligible for thrombolysis*", "*not eligible for transplantation*".
    pub(super) fn refused(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> bool {
        if self.refused_treatment(chunk, rest, partial) {
            return true;
        }
        let blank = partial.is_blank() && self.is_cue(chunk, Cue::NotAllowed);
        if blank {
            self.judged_as_a_whole(chunk, rest, partial);
        } else if partial.head.is_some() {
            self.not_understood_with(chunk, rest, partial);
        }
        blank || partial.head.is_some()
    }

    fn refused_treatment(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> bool {
        let treatment = partial.entry().is_some_and(|e| e.kind().is_treatment());
        if treatment {
            self.judged_as_a_whole(chunk, rest, partial);
        }
        treatment
    }

    /// How many chunks after "not" or "absent" deny the name before them itself: "diabetes *is not present*", "chemotherapy
    /// *is not planned*", "colonoscopy *was not done* within 5 years".
    pub(super) fn denies_itself(&self, chunk: &Chunk, rest: &[Chunk]) -> Option<usize> {
        let said = |c: &Chunk| words::DENIED_PREDICATES.contains(&&*self.words(&c.span).to_lowercase());
        let idle = rest.iter().take_while(|c| self.is_idle(c) && !said(c)).count();
        let width = rest.get(idle).filter(|c| said(c)).map_or(0, |_| idle + 1);
        let when = |c: &Chunk| matches!(self.sort(c), Sort::Time | Sort::Group);
        let absent = self.is_cue(chunk, Cue::Without) && rest.is_empty();
        ((width > 0 || absent) && rest[width..].iter().all(when)).then_some(width)
    }

    /// There is none of what the item names.
    pub(super) fn deny_itself(&mut self, said: &[Chunk], partial: &mut Partial) {
        self.take(said);
        for chunk in said {
            match self.cue(chunk) {
                Some(Cue::Planned) => partial.status = Some(Status::Planned),
                Some(Cue::Need | Cue::Must) => partial.by_verb = Some(Status::Current),
                _ => {}
            }
        }
        partial.negated = !partial.negated;
    }

    /// What follows the words for when.
    pub(super) fn after_adverbs<'c>(&self, rest: &'c [Chunk]) -> &'c [Chunk] {
        let adverb = |c: &Chunk| matches!(self.cue(c), Some(Cue::Prior | Cue::Current));
        &rest[rest.iter().take_while(|c| adverb(c)).count()..]
    }

    /// Whether words after "not" say that a treatment cannot be given, or need not.
    pub(super) fn is_refused(&self, rest: &[Chunk]) -> bool {
        let idle = rest.iter().take_while(|c| self.is_idle(c)).count();
        rest.iter().take(idle + 1).any(|c| {
            let words = self.words(&c.span).to_lowercase();
            words.split(' ').any(|word| words::REFUSED_PREDICATES.contains(&word))
        })
    }

    /// "*surgery is not indicated*", "*anticoagulants cannot be given*": no data have that, and the treatment alone says
    /// something else.
    fn judged_as_a_whole(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) {
        let start = partial.head.as_ref().map_or(partial.bytes.start, |h| h.bytes.start.min(partial.bytes.start));
        let end = rest.last().map_or(chunk.span.end, |c| c.span.end);
        self.take_whole(rest);
        let bytes = start..end;
        let head = Some(Head::new(None, bytes.clone()));
        *partial = Partial { narrative: Some("judgement"), head, verb: true, bytes, ..Partial::default() };
    }

    /// "not *on dialysis*", "does not *require transfusion*", "that is not *atrial fibrillation*": a second thing that the
    /// first one is without.
    fn denied_beside(&mut self, rest: &[Chunk], partial: &mut Partial) -> bool {
        let idle = rest.iter().take_while(|c| self.is_idle(c) && !self.is_cue(c, Cue::With)).count();
        let first = rest.len() - self.after_adverbs(&rest[idle..]).len();
        let Some(chunk) = rest.get(first) else { return false };
        let relates = match self.sort(chunk) {
            Sort::Cue(Cue::Exposure | Cue::Undergone | Cue::Need | Cue::With) => true,
            Sort::Cue(Cue::In | Cue::AccordingTo) => self.names_treatment_first(&rest[first + 1..]),
            Sort::Concept(_) => false,
            _ => return false,
        };
        let from = first + usize::from(relates);
        if from == rest.len() {
            return false;
        }
        self.take(&rest[..from]);
        let mut part = self.atom(&rest[from..]);
        if part.head.is_none() && part.unknown.is_empty() && part.narrative.is_none() {
            // "does not require *treatment*", "not taking *medication*".
            part.head = part.therapy.clone().filter(|_| relates).map(|bytes| Head::new(None, bytes));
        }
        if part.is_headless() && part.unknown.is_empty() {
            return false;
        }
        let related = Related::new(Relation::NotHaving, part);
        match partial.relation {
            None => partial.relation = Some(related),
            Some(_) => {
                let nodes = related.objects.into_iter().map(|object| self.node_of(object)).collect::<Vec<_>>();
                partial.other_than.extend(nodes);
            }
        }
        true
    }

    /// "hepatitis C *never treated with* interferon": a disease without that treatment.
    pub(super) fn naive_after(&mut self, rest: &[Chunk], partial: &mut Partial) -> bool {
        let disease = partial.entry().is_some_and(|e| e.kind() == Kind::Condition) && partial.relation.is_none();
        if !disease || !self.names_treatment_first(rest) {
            return false;
        }
        partial.relation = Some(Related::new(Relation::NotHaving, self.atom(rest)));
        true
    }

    /// "*skin lesions* not biopsied": words in no table directly before "not" are what it is said of.
    pub(super) fn settle_before(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> bool {
        let empty = |from: usize, to: usize| self.lexed.text.get(from..to).is_some_and(|b| b.trim().is_empty());
        let score = partial.score_word.clone().filter(|word| empty(word.end, chunk.span.start));
        let start = score.as_ref().map_or(chunk.span.start, |word| word.start);
        let last = partial.unknown.iter().rposition(|b| empty(b.end, start));
        let Some(last) = last.filter(|_| partial.value.is_none() && !partial.negated && !rest.is_empty()) else {
            return false;
        };
        let first = self.phrase_that_ends(last, &partial.unknown);
        let mut head = self.unknown_head(first, partial);
        if let Some(score) = score {
            // "*lab values* not clinically significant".
            head.bytes.end = score.end;
            partial.score_word = None;
        }
        partial.head = Some(head);
        true
    }

    /// Whether the first thing named is a treatment, with nothing before it but how it is given.
    fn names_treatment_first(&self, rest: &[Chunk]) -> bool {
        let named = rest.iter().find(|c| {
            let described = matches!(self.sort(c), Sort::Term(e) if matches!(e.kind(), Kind::Qualifier | Kind::Route));
            !self.is_idle(c) && !described && !matches!(self.cue(c), Some(Cue::Stable | Cue::StableDose | Cue::Dose))
        });
        named.is_some_and(|c| match self.sort(c) {
            Sort::Concept(entry) => entry.kind().is_treatment(),
            sort => sort == Sort::Cue(Cue::TherapyWord),
        })
    }

    /// All up to a time or brackets is named as not understood, together with what denies it; gives how many of `rest`.
    pub(super) fn not_understood_with(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> usize {
        // "has not recurred *in 6 months*" is said of what is denied.
        let own = |c: &Chunk| self.words(&c.span).get(..3).is_some_and(|word| word.eq_ignore_ascii_case("in "));
        let apart = |c: &Chunk| matches!(self.sort(c), Sort::Time | Sort::Group) && !own(c);
        let end = rest.iter().position(apart).filter(|at| *at > 0).unwrap_or(rest.len());
        self.take_whole(&rest[..end]);
        let bytes: Bytes = chunk.span.start..rest[..end].last().map_or(chunk.span.end, |c| c.span.end);
        let several = rest[..end].iter().filter(|c| !self.is_idle(c)).count() > 1;
        partial.denied = several.then_some(bytes.end);
        partial.unknown.push(bytes);
        end
    }
}
