//! Cues that say what another thing is to what an item names: what comes with it, its cause, its purpose, how it was found.

use super::CueAt;
use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::atom::limit::is_graded_limit;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::rule::Status;

impl Context<'_, '_> {
    /// Reads what links; gives where to go on.
    pub(super) fn link_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        match here.cue {
            Cue::With => self.with_cue(here, partial),
            Cue::Be => self.be_cue(here, partial),
            Cue::Who if self.besides_without(here.cue, here.chunk, here.rest, partial) => here.end(),
            Cue::In => self.in_cue(here, partial),
            Cue::For => {
                if self.related(here.cue, here.rest, partial) {
                    return here.end();
                }
                self.whose_limit(here, partial)
            }
            Cue::AttributableTo | Cue::Need | Cue::DefinedAs | Cue::AccordingTo => self.cause_cue(here, partial),
            Cue::To | Cue::After if self.related(here.cue, here.rest, partial) => here.end(),
            Cue::Must if here.at == 0 && self.is_what_was_needed(here.chunk, here.rest) => {
                partial.needs = true;
                here.next()
            }
            _ => here.next(),
        }
    }

    /// "cirrhosis *with* ascites", "100 to 299 ng/mL *with* TSAT < 20 %".
    fn with_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        if !here.has_head {
            if is_graded_limit(partial) {
                return self.said_of_grade(here, partial);
            }
            if self.opens_limit_of_each(here.cue, here.chunk, here.rest, partial) {
                return self.limited_each(here, partial);
            }
            if self.is_limit_of_other(partial, here.rest) {
                // "100 to 299 ng/mL *with TSAT < 20 %*", "age 18-75 *with ECOG 0-1*": the first limit is of something else.
                let part = self.atom(here.rest);
                partial.also.push(part);
                return here.end();
            }
            if !partial.unknown.is_empty() && self.says_despite(here.rest) {
                self.name_unknown(partial);
                return self.cue_again(here, partial);
            }
        }
        let related = self.besides_without(here.cue, here.chunk, here.rest, partial)
            || self.related(here.cue, here.rest, partial);
        if related { here.end() } else { here.next() }
    }

    /// "at least 3 sites *having* PD > 4 mm", "*signs or symptoms of* heart failure".
    fn be_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        if here.has_head {
            return here.next();
        }
        if self.opens_limit_of_each(here.cue, here.chunk, here.rest, partial) {
            return self.limited_each(here, partial);
        }
        if self.names_signs(here.chunk) {
            partial.signs = Some(here.chunk.span.clone());
        }
        here.next()
    }

    /// What is counted is in no table, and each of it has the limit that follows.
    fn limited_each(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        self.name_unknown(partial);
        partial.relation = Some(Related::new(Relation::Having, self.atom(here.rest)));
        here.end()
    }

    /// "*on* dialysis", "asthma *on* ICS", "metastasis *on* imaging", "Lansky ≥ 50 *in* patients ≤ 16 years".
    fn in_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let (chunk, rest) = (here.chunk, here.rest);
        if !here.has_head && self.is_on_procedure(chunk, rest, partial) {
            partial.by_verb = Some(Status::Current);
            return here.next();
        }
        if self.is_given_meanwhile(chunk, rest, partial) && self.related(Cue::Exposure, rest, partial)
            || self.is_shown_on(chunk, rest) && self.related(Cue::AccordingTo, rest, partial)
        {
            return here.end();
        }
        self.whose_limit(here, partial)
    }

    /// "haemoglobin ≥ 10 g/dL *for women with asthma*", "Lansky ≥ 50 *for patients ≤ 16 years*": whom alone a limit is said of.
    fn whose_limit(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let those = self.names_those(here.rest) && (here.has_head || partial.value.is_some())
            || partial.value.is_some() && self.names_aged(here.rest);
        if !those {
            return here.next();
        }
        partial.those = self.coordination(here.rest);
        here.end()
    }

    /// "pain *due to* cancer", "asthma *requiring* steroids", "anaemia *defined as* …": a cause, a need, a definition.
    fn cause_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        if !here.has_head && self.names_before_cause(here, partial) {
            return self.cue_again(here, partial);
        }
        if self.related(here.cue, here.rest, partial) {
            return here.end();
        }
        if here.cue == Cue::Need && here.at == 0 && !here.has_head {
            partial.needs = true;
        }
        here.next()
    }

    /// Whether words in no table, or an organ, stand before a cause or a need and become what has it.
    fn names_before_cause(&self, here: &CueAt<'_>, partial: &mut Partial) -> bool {
        let unknown = !partial.unknown.is_empty();
        if partial.value.is_some() {
            return false;
        }
        if matches!(here.cue, Cue::DefinedAs | Cue::AccordingTo) {
            let history = unknown && matches!(here.rest, [only] if self.is_cue(only, Cue::HistoryOf));
            if history {
                self.name_unknown(partial);
            }
            return history;
        }
        if here.at == 0 || here.rest.is_empty() || !unknown && partial.organ.is_none() {
            return false;
        }
        // "*hemiplegic* due to trauma", "*instability* requiring inotropes": what has the cause, or needs, is in no table.
        if unknown {
            self.name_unknown(partial);
        } else {
            partial.head = partial.organ.take().map(|bytes| Head::new(None, bytes));
        }
        true
    }

    /// "bleeding that was due to A or *needed transfusion*": the verb of what a disease needs, before what was given or done. Near
    /// miss: "*required* to be stable".
    fn is_what_was_needed(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let verb = matches!(&*self.words(&chunk.span).to_ascii_lowercase(), "needed" | "required");
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        verb && rest.iter().find(|c| !matches!(self.sort(c), Sort::Term(_))).is_some_and(given)
    }
}
