//! A head before a colon that limits something itself: "Adults *≥ 18 years* who: have HF", "Patients with *HbA1c > 8 %* and: …".
//!
//! What it limits is demanded beside what the list says. Near misses: "*At least 2* of the following:" counts the list; "*HbA1c*: >
//! 8 %" only names what its list limits; under Exclusion "*eGFR < 30*: dialysis", where the list may but explain the head.

use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind, Lex};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort};
use crate::rule::Node;

/// Words of structure that only open the list at the end of its head.
const OPENERS: [Cue; 13] = [
    Cue::AllFollowing,
    Cue::And,
    Cue::AnyFollowing,
    Cue::Be,
    Cue::FollowingList,
    Cue::Must,
    Cue::MustMeet,
    Cue::OfFollowing,
    Cue::Patient,
    Cue::The,
    Cue::Who,
    Cue::With,
    Cue::Also,
];

/// Words that make a head say of its list, and not of people, or say that it need not hold.
const LISTS: [Cue; 11] = [
    Cue::AndOr,
    Cue::DefinedAs,
    Cue::Either,
    Cue::Except,
    Cue::If,
    Cue::Including,
    Cue::NoneFollowing,
    Cue::OpenList,
    Cue::Or,
    Cue::SuchAs,
    Cue::Unless,
];

impl Context<'_, '_> {
    /// Reads such a head and its list; whether it is one.
    pub(super) fn limited_head(
        &mut self,
        head: &[Chunk],
        items: &[&[Chunk]],
        bytes: &Bytes,
        nodes: &mut Vec<Node>,
    ) -> bool {
        let Some(at) = self.end_of_limited(head) else { return false };
        let (said, opener) = head.split_at(at);
        if items.iter().all(|item| item.is_empty()) {
            return false;
        }
        let mut parts: Vec<Node> = self.said_one(said).into_iter().collect();
        if opener.iter().all(|c| !self.is_said_of_list(c)) {
            self.take(opener);
            let mut listed = Vec::new();
            items.iter().for_each(|item| self.said(item, &mut listed));
            if !listed.is_empty() {
                parts.push(self.joined(listed, self.demand, bytes));
            }
        } else {
            let joins = opener.iter().take_while(|c| self.is_cue(c, Cue::And) || self.sort(c) == Sort::Comma).count();
            self.take(&opener[..joins]);
            self.colon(&opener[joins..], items, &mut parts);
        }
        if !parts.is_empty() {
            nodes.push(self.joined(parts, true, bytes));
        }
        true
    }

    /// Where a head with a limit of its own ends, and the words that open its list begin.
    pub fn end_of_limited(&self, head: &[Chunk]) -> Option<usize> {
        let mut end = self.without_name_of_list(head);
        while let Some(at) = end.checked_sub(1).filter(|at| self.opens_list(head, *at)) {
            end = at;
        }
        let (said, opener) = head.split_at(end);
        let limits = |at: usize| {
            let quantity = match &said[at].kind {
                ChunkKind::Quantity(quantity) => quantity,
                // "Adults *(18 years and older)*"
                ChunkKind::Group(inner) => {
                    return inner.iter().any(|c| matches!(&c.kind, ChunkKind::Quantity(q) if q.age));
                }
                _ => return false,
            };
            let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
            let named = at > 0 && (measured(&said[at - 1]) || self.is_cue(&said[at - 1], Cue::Age));
            quantity.form == QuantityForm::Limit && (quantity.age || named)
        };
        // "*age ≥ 60:* bone marrow report" may be said of those alone.
        let people = said.iter().any(|c| matches!(self.cue(c), Some(Cue::Patient | Cue::Female | Cue::Male)));
        let joined = opener.iter().any(|c| matches!(self.cue(c), Some(Cue::With | Cue::Who | Cue::And)));
        let other = said.iter().any(|c| {
            self.cue(c).is_some_and(|cue| LISTS.contains(&cue) || matches!(cue, Cue::AnyFollowing | Cue::OfFollowing))
        });
        // "… and *two* of the following", where the number is taken for a part of the name before it.
        let number = said.last().is_some_and(|c| match c.kind {
            ChunkKind::Lexeme(at) => {
                let lexeme = &self.lexed.lexemes[at];
                matches!(lexeme.lex, Lex::Number(_)) || lexeme.entry(Kind::Numeral).is_some()
            }
            _ => false,
        });
        ((0..said.len()).any(limits) && !other && !number && (self.demand && people || joined)).then_some(end)
    }

    /// "with at least one of the following *weight-related comorbidities*:": where the words begin that only name what is listed. Near
    /// misses: "one of the following *within 6 months*:", "one of the following *with NYHA III*:", which say more of it.
    pub(super) fn without_name_of_list(&self, head: &[Chunk]) -> usize {
        let opens = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::AllFollowing | Cue::AnyFollowing | Cue::FollowingList | Cue::OfFollowing))
        };
        let names = |c: &Chunk| {
            let sort = self.sort(c);
            matches!(sort, Sort::Word | Sort::Term(_) | Sort::Concept(_) | Sort::Colon | Sort::Dash)
                || self.words(&c.span).eq_ignore_ascii_case("related")
        };
        let after = head.iter().rposition(opens).map(|at| at + 1);
        after.filter(|at| head[*at..].iter().all(names)).unwrap_or(head.len())
    }

    /// Whether the chunk at `at`, before such, only opens the list: "who", "any of the following", "*at least one of*", "*two* of the
    /// following".
    fn opens_list(&self, head: &[Chunk], at: usize) -> bool {
        let count = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.unit.is_none() && !q.age);
        let of = |c: &Chunk| matches!(self.cue(c), Some(Cue::Of | Cue::From));
        let last = at + 1 == head.len();
        let next = head.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::OfFollowing) || of(c) && at + 2 == head.len());
        let counts = count(&head[at]) && next || last && of(&head[at]) && at > 0 && count(&head[at - 1]);
        let opener = self.cue(&head[at]).is_some_and(|cue| OPENERS.contains(&cue));
        counts || opener || matches!(self.sort(&head[at]), Sort::Comma | Sort::Colon)
    }

    /// Whether a word of the opener says of the list how many or which of its items are meant.
    fn is_said_of_list(&self, chunk: &Chunk) -> bool {
        matches!(chunk.kind, ChunkKind::Quantity(_))
            || matches!(
                self.cue(chunk),
                Some(Cue::AllFollowing | Cue::AnyFollowing | Cue::FollowingList | Cue::MustMeet | Cue::OfFollowing)
            )
    }

    /// "and *the following*".
    pub(super) fn is_following_alone(&self, rest: &[Chunk]) -> bool {
        rest.iter().any(|c| self.is_cue(c, Cue::FollowingList)) && rest.iter().all(|c| self.is_idle(c))
    }
}
