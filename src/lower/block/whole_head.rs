//! Heads of nested lists that are criteria themselves, and heads whose items are alternatives without "one of the following".
//!
//! | head | list | rule |
//! |---|---|---|
//! | *Renal transplant recipients of a living donor* | belatacept, > 2 years after it | `all(transplantation …, belatacept, …)` |
//! | *Indication for an anticoagulant in* | who has AF, who takes warfarin | `all(indication, any(AF, warfarin))` |
//! | ECOG 0-1*; adequate organ function as defined by:* | ANC ≥ 1.5 | `all(ECOG 0-1, ANC ≥ 1.5)` |
//! | Patients are *divided into 3 groups* as defined below: | A, B, C | `any(A, B, C)` |
//! | *one or more conditions including depression or anxiety* | depression: PHQ-9 ≥ 10; anxiety: GAD-7 ≥ 10 | `any(…)` |
//! | *Disease-specific criteria:* / IgAN | eGFR ≥ 30 | `if IgAN: eGFR ≥ 30` |
//!
//! Near misses: "*Cardiovascular disease*" without a colon, which names its list; "*Adequate organ function*"; any head under Exclusion,
//! where the items are enough.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

use super::own_head::{GOES_ON, OwnDemand};

/// The fewest chunks of a head without a colon that say more than the name of a list.
const FEWEST_OF_CRITERION: usize = 3;

impl Context<'_, '_> {
    /// Whether a head without a colon is a criterion itself: "*First-time renal transplant recipients of a living donor*". `first` is what
    /// the first item names, `only` whether it is the only one.
    pub(super) fn is_criterion_itself(&self, head: &[Chunk], first: Option<Entry>, only: bool) -> bool {
        let opens = |c: &Chunk| {
            self.cue(c).is_some_and(|cue| GOES_ON.contains(&cue) || matches!(cue, Cue::DefinedAs | Cue::If))
        };
        let told = |c: &Chunk| !self.is_idle(c);
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let again = first.is_some_and(|first| head.iter().filter_map(named).any(|e| e == first));
        let denied = head.iter().any(|c| self.is_denial(c));
        let event = |e: Entry| e.kind() == Kind::Condition || e.kind().is_treatment();
        let said = head.iter().filter(|c| told(c)).count();
        let events = head.iter().filter_map(named).filter(|e| event(*e)).count();
        let people = || head.iter().any(|c| self.is_cue(c, Cue::Patient) || self.is_recipient(c));
        let whole = events > 1 && people() || events > 0 && (only || people()) && said >= FEWEST_OF_CRITERION;
        self.demand
            && !self.excluding
            && whole
            && !denied
            && !again
            && !head.iter().any(opens)
            && !self.ends_open(head)
            && !self.ends_in_either(head)
    }

    /// "transplant *recipients*".
    fn is_recipient(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        words.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "recipient" | "recipients"))
    }

    /// Whether a head breaks off: "participants with", "AF as".
    fn ends_open(&self, head: &[Chunk]) -> bool {
        let open =
            |cue| matches!(cue, Cue::With | Cue::Who | Cue::As | Cue::And | Cue::Or | Cue::For | Cue::In | Cue::Of);
        head.last().and_then(|c| self.cue(c)).is_some_and(open)
    }

    /// Where a head that ends in the "in" of those it is said of ends itself: "*Indication for an oral anticoagulant* in". Near miss:
    /// "in", "participants in".
    pub(super) fn said_in(&self, head: &[Chunk]) -> Option<OwnDemand> {
        let (last, own) = head.split_last()?;
        let named = own.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if e.kind() != Kind::Observation));
        let word = self.words(&last.span).to_ascii_lowercase();
        let opens = own.iter().any(|c| self.cue(c).is_some_and(|cue| GOES_ON.contains(&cue)));
        let list = OwnDemand { said: own.len(), list: head.len(), any: false, people: false };
        (self.demand && word == "in" && named && !opens).then_some(list)
    }

    /// Whether the items of a head are alternatives, in other words than "one of the following".
    pub(super) fn names_alternatives(&self, head: &[Chunk], names: &[Entry]) -> bool {
        self.divides(head) || self.says_again(head, names)
    }

    /// "Patients were *divided into 4 groups*": whether the items are kinds of people, of which everybody is one.
    pub(super) fn divides(&self, head: &[Chunk]) -> bool {
        let words = head.first().map_or("", |_| self.words(&bytes_of(head))).to_ascii_lowercase();
        words::DIVIDING.iter().any(|verb| words.contains(verb))
    }

    /// Takes the number of groups, which the rule says by its form.
    pub(super) fn take_number_of_groups(&mut self, head: &[Chunk]) {
        for chunk in head.iter().filter(|c| matches!(&c.kind, ChunkKind::Quantity(q) if q.unit.is_none() && !q.age)) {
            self.place_in_form(chunk);
        }
    }

    /// "*one or more conditions including depression or anxiety*", over a list that says of each of them when it counts: at least two
    /// items begin with what the head joins by "or".
    fn says_again(&self, head: &[Chunk], names: &[Entry]) -> bool {
        let or = head.iter().any(|c| matches!(self.cue(c), Some(Cue::Or | Cue::AndOr)));
        let in_head = |entry: &&Entry| head.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if e == **entry));
        let mut said: Vec<&str> = names.iter().filter(in_head).map(|entry| entry.id()).collect();
        said.sort_unstable();
        said.dedup();
        or && said.len() > 1
    }

    /// "*Indication-specific criteria:*", "criteria *by disease*:": whether each item names those of whom alone its own list is. Near miss:
    /// "*Specific criteria:*".
    pub(super) fn is_specific(&self, head: &[Chunk]) -> bool {
        let words = head.first().map_or("", |_| self.words(&bytes_of(head))).to_ascii_lowercase();
        words::SPECIFIC_TO_EACH.iter().any(|specific| words.contains(specific))
    }

    /// Those whom a head names under such a head: "IgAN", "patients with pMN". Near miss: "at least two of the following".
    pub(super) fn name_of_some(&mut self, head: &[Chunk]) -> Option<Node> {
        let names = |c: &Chunk| match self.sort(c) {
            Sort::Concept(_) | Sort::Word | Sort::Term(_) | Sort::Group | Sort::Dash => true,
            Sort::Cue(cue) => matches!(cue, Cue::For | Cue::Patient | Cue::With | Cue::The | Cue::Or),
            _ => false,
        };
        let told = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Word);
        let (verbs, head): (Vec<Chunk>, Vec<Chunk>) = head.iter().cloned().partition(|c| self.is_verb_of_label(c));
        let from = usize::from(head.first().is_some_and(|c| self.is_cue(c, Cue::For)));
        if !head.iter().any(told) || !head.iter().all(names) {
            return None;
        }
        self.take(&head[..from]);
        self.take(&verbs);
        self.condition(&head[from..])
    }
}
