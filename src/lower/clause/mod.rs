//! One clause: who it is said of, under what condition, what it excepts, what it allows, and then its list of items.
//!
//! | form | example | rule |
//! |---|---|---|
//! | condition first | If scoring includes low complement, the clinical score should be ≥ 4 | `if C: R` |
//! | condition last | contraception if of childbearing potential | `if C: R` |
//! | some of the people | Women of childbearing potential must have a negative test | `if C: R` |
//! | people first | women with asthma or COPD | `all(sex female, any(…))` |
//! | consent of some ages | for patients < 18 years, consent of a parent | `if age < 18 a: R` |
//! | exclusion said again | are excluded if they smoke | `smoking` |
//! | lifted limit | total bilirubin ≤ 1.5 × ULN, unless Gilbert syndrome | `any(R, C)` |
//! | exception from a concept | malignancy except basal cell carcinoma | `malignancy other than …` |
//! | exception first | except for alopecia, toxicities > grade 1 | `toxicity other than alopecia` |
//! | one of two | an ACE inhibitor or an ARB, but not both | `all(any(A, B), not(all(A, B)))` |
//! | so many of a list | two or more of fever, cough and dyspnoea | `2-of(…)` |
//! | allowance | diagnostic angiography is permitted | `permits` |

mod allowed_but;
mod alternative;
mod beyond;
mod beyond_examples;
mod beyond_list;
mod beyond_range;
mod by_source;
mod condition;
mod consent_of_young;
mod definition;
mod denied;
mod done_before;
mod each_if;
mod eligible_if;
mod even_if;
mod excepted_first;
mod exception;
mod excluded_if;
mod forbidden_each;
mod groups;
mod in_those;
mod kept;
mod listed_condition;
mod not_both;
mod only_for;
mod only_if;
mod people;
mod people_twice;
mod pregnancy_defined;
mod schooling;
mod scores_by_age;
mod tolerated;
mod treated_with;
mod unless_aside;
mod where_limited;
mod wider;

pub use alternative::at_least;
pub use exception::either_excepted;

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, DEEPEST, Sort, bytes_of};
use crate::rule::{Leaf, LeafKind, Node};

impl Context<'_, '_> {
    /// The node of one clause; `None` where it says nothing.
    pub fn clause(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if self.depth >= DEEPEST {
            self.take_whole(chunks);
            return (!chunks.is_empty()).then(|| self.unparsed(&bytes_of(chunks)));
        }
        self.depth += 1;
        let node = self.clause_here(chunks);
        self.depth -= 1;
        node
    }

    fn clause_here(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let chunks = self.trimmed(chunks);
        if chunks.is_empty() || chunks.iter().all(|c| self.is_idle(c)) {
            self.take(chunks);
            return None;
        }
        if let [Chunk { kind: ChunkKind::Group(inner), .. }] = chunks {
            // A sentence that stands in brackets as a whole.
            self.take(chunks);
            return self.clause(inner);
        }
        if let Some(rest) = self.without_even_if(chunks) {
            return self.clause(&rest);
        }
        if let Some(rest) = self.without_as_tolerated(chunks) {
            return self.clause(&rest);
        }
        if let Some(node) = self.not_both(chunks) {
            return Some(node);
        }
        let reordered =
            self.limit_before_aside(chunks).or_else(|| self.treated_with(chunks)).or_else(|| self.unless_aside(chunks));
        let chunks = reordered.as_deref().unwrap_or(chunks);
        let meant = self.without_pregnancy_defined(chunks);
        let chunks = meant.as_deref().unwrap_or(chunks);
        if chunks.is_empty() {
            return None;
        }
        let limited = self.without_spare_numbers(chunks);
        let chunks = limited.as_deref().unwrap_or(chunks);
        let opened = self.other_name_opened(chunks);
        let chunks = opened.as_deref().unwrap_or(chunks);
        let compared = self.comparator_again(chunks);
        let chunks = compared.as_deref().unwrap_or(chunks);
        let aged = self.scores_by_age(chunks);
        let chunks = aged.as_deref().unwrap_or(chunks);
        let bracketed = self.where_limited(chunks);
        let chunks = bracketed.as_deref().unwrap_or(chunks);
        self.demands_nothing(chunks)
            .or_else(|| self.excepted_first(chunks))
            .or_else(|| self.partly_denied(chunks))
            .or_else(|| self.or_done_before(chunks))
            .or_else(|| self.one_with_class(chunks))
            .or_else(|| self.beyond_comma(chunks))
            .or_else(|| self.consent_of_young(chunks))
            .or_else(|| self.in_those(chunks))
            .or_else(|| self.only_for(chunks))
            .or_else(|| self.conditional(chunks))
            .or_else(|| self.scored(chunks))
            .or_else(|| self.forbidden(chunks))
            .or_else(|| self.forbidden_each(chunks))
            .or_else(|| self.for_some(chunks))
            .or_else(|| self.people_twice(chunks))
            .or_else(|| self.for_people(chunks))
            .or_else(|| self.people_who(chunks))
            .or_else(|| self.narrative(chunks))
            .or_else(|| self.beyond_examples(chunks))
            .or_else(|| self.beyond_again(chunks))
            .or_else(|| self.beyond_list(chunks))
            .or_else(|| self.beyond_exception(chunks))
            .or_else(|| self.excepted(chunks))
            .or_else(|| self.defined(chunks))
            .or_else(|| self.drug_dose(chunks))
            .or_else(|| self.so_many_of(chunks))
            .or_else(|| self.with_so_many_of(chunks))
            .or_else(|| self.coordination(chunks))
    }

    /// Whether a chunk carries no content of its own.
    pub fn is_idle(&self, chunk: &Chunk) -> bool {
        match self.sort(chunk) {
            Sort::Comma | Sort::Semicolon | Sort::Stop | Sort::Colon | Sort::Dash | Sort::Sign => true,
            Sort::Cue(cue) => matches!(
                cue,
                Cue::And
                    | Cue::Or
                    | Cue::AndOr
                    | Cue::But
                    | Cue::Also
                    | Cue::The
                    | Cue::Of
                    | Cue::Be
                    | Cue::Patient
                    | Cue::FollowingList
                    | Cue::AnyFollowing
                    | Cue::AllFollowing
                    | Cue::In
                    | Cue::With
                    | Cue::All
                    | Cue::Any
                    | Cue::Must
                    | Cue::There
                    | Cue::As
                    | Cue::For
            ),
            _ => false,
        }
    }

    /// "must have a negative test and be willing to use contraception": each predicate is a clause of its own.
    fn predicates(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let bytes = bytes_of(chunks);
        let mut nodes = Vec::new();
        for part in self.split_predicates(chunks) {
            nodes.extend(self.clause(part));
        }
        (!nodes.is_empty()).then(|| self.joined(nodes, true, &bytes))
    }

    /// Splits at "and" before a verb.
    pub fn split_predicates<'c>(&mut self, chunks: &'c [Chunk]) -> Vec<&'c [Chunk]> {
        let mut parts = Vec::new();
        let mut start = 0;
        for at in 0..chunks.len() {
            let verb = chunks
                .get(at + 1)
                .and_then(|c| self.cue(c))
                .is_some_and(|c| matches!(c, Cue::Must | Cue::Be | Cue::Not | Cue::Exposure | Cue::Undergone));
            if self.is_cue(&chunks[at], Cue::And) && verb && at > start {
                self.take(&chunks[at..=at]);
                parts.push(&chunks[start..at]);
                start = at + 1;
            }
        }
        parts.push(&chunks[start..]);
        parts
    }
}

/// Whether all that is demanded are limits on things measured, other than scores, whose parts an exception may name.
fn is_limit(node: &Node) -> bool {
    let mut limits = true;
    node.each_leaf(&mut |leaf| {
        let analyte = leaf.concept_id().is_some_and(|id| Entry::find(Kind::Analyte, id).is_some());
        limits &= leaf.kind == LeafKind::Measurement && analyte && leaf.value.is_some();
    });
    limits
}

/// Adds to what holds of the same event.
pub fn also_having(leaf: &mut Leaf, node: Node) {
    leaf.having = Some(Box::new(match leaf.having.take() {
        None => node,
        Some(before) => {
            let span = node.span().clone();
            match *before {
                Node::All { mut of, span } => {
                    of.push(node);
                    Node::All { of, span }
                }
                other => Node::All { of: vec![other, node], span },
            }
        }
    }));
}
