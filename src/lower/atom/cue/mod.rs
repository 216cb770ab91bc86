//! Cues inside one item: what each changes in what is being read. A cue belongs to one subject, so that what decides between
//! its readings stands together, in the order in which they are tried.
//!
//! | subject | module | example |
//! |---|---|---|
//! | what is denied | `denial` | *no* stroke, hypertension *not* controlled, *unable* to walk |
//! | what another thing is to what is named | `link` | pain *due to* cancer, ALT > 3 × ULN *with* metastases |
//! | examples, members, and what may be there or not | `listed` | drugs *such as* A, asthma *with or without* atopy |
//! | amounts, and what counts or grades them | `measure` | weight of 40 kg *minimum*, *mean of* two |
//! | parts of the body and what they do | `organ` | *hepatic* function, *upper* extremity weakness |
//! | whose state it is: age and sex | `person` | *male* or *female* |
//! | when it is, and how sure | `status` | *history of* stroke, *suspected* infection |
//! | what is given or done | `treatment` | *received* rituximab, *stable dose* of lithium |

mod denial;
mod link;
mod listed;
mod measure;
mod organ;
mod person;
mod status;
mod treatment;

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::rule::Status;

/// A cue where it stands in an item.
struct CueAt<'c> {
    cue: Cue,
    /// Its words.
    chunk: &'c Chunk,
    /// What follows it in the item.
    rest: &'c [Chunk],
    /// How many chunks stand before it.
    at: usize,
    /// Whether what is being read already has a name.
    has_head: bool,
}

impl CueAt<'_> {
    /// Where reading goes on behind the cue and `width` chunks after it.
    fn behind(&self, width: usize) -> usize {
        self.at + 1 + width
    }

    /// Where reading goes on behind the cue alone.
    fn next(&self) -> usize {
        self.behind(0)
    }

    /// Where the item ends: all after the cue has been read.
    fn end(&self) -> usize {
        self.behind(self.rest.len())
    }
}

impl Context<'_, '_> {
    /// Reads a cue, with as much after it as it governs; gives where to go on.
    pub(super) fn atom_cue(
        &mut self,
        cue: Cue,
        chunk: &Chunk,
        rest: &[Chunk],
        at: usize,
        partial: &mut Partial,
    ) -> usize {
        let here = CueAt { cue, chunk, rest, at, has_head: partial.head.is_some() };
        self.tense_of(cue, chunk, partial);
        match cue {
            Cue::No | Cue::Not | Cue::Non | Cue::Without => return self.denial_cue(&here, partial),
            Cue::UnrelatedTo | Cue::NegatedAbility | Cue::NotAllowed => return self.denial_cue(&here, partial),
            Cue::With | Cue::Be | Cue::Who | Cue::In | Cue::For | Cue::To | Cue::After => {
                return self.link_cue(&here, partial);
            }
            Cue::AttributableTo | Cue::Need | Cue::Must | Cue::DefinedAs | Cue::AccordingTo => {
                return self.link_cue(&here, partial);
            }
            Cue::SuchAs | Cue::Including | Cue::OpenList | Cue::WithOrWithout => {
                return self.listed_cue(&here, partial);
            }
            Cue::Exposure | Cue::Undergone => return self.exposure_cue(&here, partial),
            Cue::TherapyWord | Cue::Stable | Cue::StableDose | Cue::Dose | Cue::Equivalent => {
                self.treatment_cue(&here, partial);
            }
            Cue::BodyFunction => return self.function_cue(&here, partial),
            Cue::GreaterOf | Cue::LesserOf => self.side_cue(&here, partial),
            Cue::TypeWord => return self.part_of_score(&here, partial),
            Cue::Known => return self.known_cue(&here, partial),
            Cue::HistoryOf | Cue::Prior | Cue::Past | Cue::Current | Cue::CurrentOrPrior => {
                self.time_cue(&here, partial);
            }
            // "gene therapy *before*": at some time.
            Cue::Before if here.has_head && rest.is_empty() => {
                partial.status = partial.status.or(Some(Status::History));
            }
            Cue::Allowed | Cue::Planned | Cue::Suspected | Cue::May => self.doubt_cue(&here, partial),
            Cue::Age | Cue::Old | Cue::SexAny | Cue::Male | Cue::Female => self.person_cue(&here, partial),
            Cue::Change | Cue::Increase | Cue::Decrease => self.change_cue(&here, partial),
            Cue::ScoreWord | Cue::ClassWord | Cue::ResponseWord | Cue::MeanOf => self.scale_cue(&here, partial),
            Cue::Outside | Cue::GeBefore | Cue::LeBefore => self.limit_cue(&here, partial),
            Cue::Daily | Cue::Weekly | Cue::Monthly | Cue::Yearly => self.count_per(cue, chunk, partial),
            Cue::Either => partial.either |= at == 0,
            Cue::Other => partial.other = true,
            _ => {}
        }
        here.next()
    }

    /// Reads a cue anew, once what stands before it has become the name of the item.
    fn cue_again(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        self.atom_cue(here.cue, here.chunk, here.rest, here.at, partial)
    }

    /// The last words before a cue that are in no table become the name of the item: what the cue says is said of them.
    fn name_unknown(&self, partial: &mut Partial) {
        let last = self.last_phrase(&partial.unknown);
        partial.head = Some(self.unknown_head(last, partial));
    }
}
