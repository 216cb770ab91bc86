//! Cues before examples and members of what an item names, and before what it may have or not.

use super::CueAt;
use crate::lex::Cue;
use crate::lower::atom::limit::is_limited;
use crate::lower::atom::relation::is_classification;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::rule::{Time, TimeKind};

impl Context<'_, '_> {
    /// Reads what lists; gives where to go on.
    pub(super) fn listed_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let (cue, rest) = (here.cue, here.rest);
        match cue {
            Cue::WithOrWithout => return self.beside_if_any(here, partial),
            Cue::Including if here.at == 0 => partial.included = true,
            Cue::OpenList if here.at == 0 => partial.of_open_list = true,
            // "a distance *that is* ≥ 150 m"
            Cue::Including
                if rest.first().is_some_and(is_limited) && self.words(&here.chunk.span).starts_with("that") => {}
            Cue::OpenList if !here.has_head && partial.therapy.is_some() => {
                return self.examples_of_therapy(here, partial);
            }
            _ if !here.has_head && self.lists_of_unknown(rest, partial) => {
                // "*structural lesions* such as polyps": what is in no table has its examples as well.
                self.name_unknown(partial);
                return self.cue_again(here, partial);
            }
            Cue::Including if !here.has_head && self.counts_given(rest, partial) => {
                // "≥ 2 prior lines *including lenalidomide*": what is counted is the lines, of which one is of it.
                let object = self.atom(rest);
                partial.relation = Some(Related::new(Relation::Having, object));
                return here.end();
            }
            _ if here.has_head => return self.examples_of_head(here, partial),
            _ => {}
        }
        here.next()
    }

    /// "*local therapy* within 4 weeks, including but not limited to surgery": examples of a word for any treatment.
    fn examples_of_therapy(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        self.settle_head(partial);
        partial.head = partial.head.take().or(partial.therapy.clone().map(|bytes| Head::new(None, bytes)));
        let examples = self.mentions(here.rest, None);
        self.take_whole(here.rest);
        partial.open = true;
        partial.examples.extend(examples);
        here.end()
    }

    /// "drugs *such as A and B* within 4 weeks": examples of what is named, up to a time, which is said of what they are
    /// examples of.
    fn examples_of_head(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let (cue, rest) = (here.cue, here.rest);
        let timed = |c| self.sort(c) == Sort::Time || self.dates_the_list(c, rest);
        let named = rest.iter().position(timed).unwrap_or(rest.len());
        let (open, first) = self.opened(cue, &rest[..named]);
        self.take(&rest[..first]);
        self.examples(if open { Cue::OpenList } else { cue }, &rest[first..named], partial);
        partial.lists = cue == Cue::SuchAs || !self.demand;
        here.behind(named)
    }

    /// "migraine *with or without aura*": what may be there or not.
    fn beside_if_any(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let beside = if here.has_head { self.limit_beside_allowed(here.rest) } else { here.rest.len() };
        let mut part = self.atom(&here.rest[..beside]);
        if here.has_head {
            // "migraine with or without aura *for at least 12 months*", "stroke with or without deficit *within 3 months*":
            // what may be or not has no time.
            let lasts = |t: &mut Time| matches!(t.kind, TimeKind::Duration | TimeKind::Window);
            partial.times.extend(part.times.extract_if(.., lasts));
        }
        // "class III, with or without class V (ISN/RPS 2003)": one classification gives both.
        partial.methods.extend(part.methods.extract_if(.., |m| is_classification(m)));
        if part.is_headless() && part.outcome.is_some() {
            part.head = part.therapy.clone().map(|bytes| Head::new(None, bytes));
        }
        if !part.is_headless() || part.value.is_some() {
            let node = self.node_of(part);
            partial.permits.push(node);
        }
        here.behind(beside)
    }
}
