//! Cues that deny: the thing named after them, or something said of the thing named before.

use super::CueAt;
use crate::lex::Cue;
use crate::lower::atom::limit::is_graded_limit;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Severity, Status, TimeKind};

impl Context<'_, '_> {
    /// Reads what denies; gives where to go on.
    pub(super) fn denial_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        match here.cue {
            Cue::No | Cue::Without if !here.has_head && is_graded_limit(partial) => self.said_of_grade(here, partial),
            Cue::Without => self.without_cue(here, partial),
            Cue::UnrelatedTo if here.has_head && !here.rest.is_empty() => {
                // "hepatitis *unrelated to alcohol*"
                let cause = self.coordination(here.rest);
                partial.not_due_to.extend(cause);
                here.end()
            }
            Cue::NegatedAbility | Cue::NotAllowed => self.inability_cue(here, partial),
            Cue::No | Cue::Not | Cue::Non if here.has_head => self.denied_of_head(here, partial),
            Cue::No | Cue::Not | Cue::Non => self.denied_head(here, partial),
            _ => here.next(),
        }
    }

    /// "ECOG 0-1 with *no deterioration*": the class is the head, and the rest is about it.
    pub(super) fn said_of_grade(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        partial.head = partial.grade.take();
        self.cue_again(here, partial)
    }

    /// "depression *without* psychosis", "*off* steroids for 4 weeks".
    fn without_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        if here.rest.is_empty() && partial.value.is_some() {
            // "LDL-C ≥ 70 with CV disease, or ≥ 100 *without*": without what was named before, and the limit is not denied.
            self.not_understood(&here.chunk.span);
            return here.next();
        }
        if here.has_head
            && let Some(width) = self.denies_itself(here.chunk, here.rest)
        {
            self.deny_itself(&here.rest[..width], partial);
            return here.behind(width);
        }
        if self.related(Cue::Without, here.rest, partial) {
            return here.end();
        }
        if !here.has_head {
            // "*off* steroids for 4 weeks": none for so long.
            self.without(here.chunk, partial);
        }
        here.next()
    }

    /// "*unable to undergo* lumbar puncture", "anticoagulants *cannot be given*": what somebody cannot or may not have.
    fn inability_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let (chunk, rest) = (here.chunk, here.rest);
        let opens = here.cue == Cue::NegatedAbility && !here.has_head && partial.value.is_none() && partial.is_blank();
        if opens {
            let named = rest.iter().take_while(|c| {
                matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_) | Sort::Cue(_) | Sort::Dash)
            });
            let end = named.count();
            if end > 0 {
                // "*unable to undergo* lumbar puncture" is not to have had one.
                self.take(&rest[..end]);
                partial.head = Some(Head::new(None, chunk.span.start..rest[end - 1].span.end));
            }
            return here.behind(end);
        }
        if self.refuses(here.cue, chunk, rest) && self.refused(chunk, rest, partial) {
            return here.end();
        }
        here.next()
    }

    /// "*no* stroke", "*not* pregnant": before anything has been named.
    fn denied_head(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let (chunk, rest) = (here.chunk, here.rest);
        match here.cue {
            Cue::Non => {
                let named = rest.iter().find(|c| self.sort(c) != Sort::Dash);
                if named.is_some_and(|c| self.sort(c) == Sort::Word) {
                    // "*non-inflammatory* lesions": of another kind, which no table has.
                    self.atom_unknown(chunk, partial);
                    return here.next();
                }
                if let Some(width) = self.non(chunk, rest, partial) {
                    return here.behind(width);
                }
                if partial.negated {
                    // "no use of *non-steroid* anti-inflammatory agents": part of the name.
                    return here.next();
                }
            }
            Cue::No => {
                if here.at <= 1
                    && let Some(width) = self.number_of(chunk, rest)
                {
                    self.take(&rest[..width]);
                    partial.score_word = Some(chunk.span.start..rest[width - 1].span.end);
                    return here.behind(width);
                }
            }
            _ => {
                if self.settle_before(chunk, rest, partial) {
                    return self.cue_again(here, partial);
                }
            }
        }
        if self.words(&chunk.span).eq_ignore_ascii_case("never") {
            // "*never* been on dialysis": at no time, and not only not now.
            partial.by_verb = Some(Status::Ever);
        }
        self.negate(here, partial);
        here.next()
    }

    /// The item is denied; what was denied before is not.
    fn negate(&mut self, here: &CueAt<'_>, partial: &mut Partial) {
        if partial.negated {
            // "no absence of renal failure": read as renal failure.
            let message = "a negation of a negation, read as none";
            self.say("double-negation", Severity::Warning, message, &here.chunk.span);
        }
        partial.negated = !partial.negated;
        partial.absent |= here.cue == Cue::No;
        partial.sex_apart |= here.cue == Cue::Not && partial.sex.is_some();
    }

    /// "proteinuria *not due to diabetes*", "hypertension *not controlled*", "diabetes *is not present*": said of the head.
    fn denied_of_head(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let (chunk, rest) = (here.chunk, here.rest);
        if here.cue == Cue::No {
            return if self.related(Cue::Without, rest, partial) { here.end() } else { here.next() };
        }
        if rest.first().is_some_and(|c| self.is_cue(c, Cue::AttributableTo)) {
            // "proteinuria *not due to diabetes*"
            self.take(&rest[..1]);
            let cause = self.coordination(&rest[1..]);
            partial.not_due_to.extend(cause);
            return here.end();
        }
        if here.cue == Cue::Non {
            return here.next();
        }
        if let Some(width) = self.denies_itself(chunk, rest) {
            self.deny_itself(&rest[..width], partial);
            return here.behind(width);
        }
        if rest.first().is_some_and(|c| self.is_contraindicated(c)) {
            // "MRI is not *contraindicated*": there is no contraindication to what stands before it.
            partial.negated = !partial.negated;
            return here.next();
        }
        if !self.is_refused(rest) && self.is_predicate(self.after_adverbs(rest)) {
            return self.denied_predicate(here, partial);
        }
        if rest.is_empty() { here.next() } else { here.behind(self.denied_after(chunk, rest, partial)) }
    }

    /// "hypertension *not controlled*": such a hypertension that is not a controlled one.
    fn denied_predicate(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        self.take(here.rest);
        let rest = self.after_adverbs(here.rest);
        let head = partial.head.clone();
        let mut part = self.atom_about(rest, head.as_ref());
        if (Partial { head: None, ..part.clone() }).is_blank() {
            // "depression not in *remission*": the state is in no field, and the disease alone is another.
            return here.behind(self.not_understood_with(here.chunk, rest, partial));
        }
        let when = self.says_only_when(rest);
        partial.times.extend(part.times.extract_if(.., |t| !when && t.kind == TimeKind::Window));
        let node = self.node_of(part);
        partial.other_than.push(node);
        here.end()
    }
}
