//! A head that ends with an exception: what its list names is excepted from what the head says.
//!
//! | head | its list | rule |
//! |---|---|---|
//! | Malignancy, *except for:* | basal cell carcinoma | `malignancy other than …` |
//! | ALT ≤ 3 × ULN, *except:* | liver metastases | the limit unless they are there |
//! | *The following are allowed:* | metformin | `permits …` |
//! | HIV infection, *unless all of the following are met:* | CD4 > 350 | `all(HIV infection, not(…))` |
//!
//! Near misses: "malignancy except *skin cancer*, including the following:" says what is excepted; "other cancers:" is no
//! exception.

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind};
use crate::rule::{Leaf, LeafKind, Node};
use crate::words;

use super::clause::also_having;
use super::context::{Context, Sort};

/// A head that ends with an exception.
pub struct ExceptHead<'c> {
    /// What it says that the exception is from; empty where it says nothing.
    pub said: &'c [Chunk],
    /// The words of the exception.
    pub tail: &'c [Chunk],
}

impl Context<'_, '_> {
    /// The parts of a head that ends with an exception.
    pub fn except_head<'c>(&self, head: &'c [Chunk]) -> Option<ExceptHead<'c>> {
        let cue = |cues: &'static [Cue]| move |c: &Chunk| self.cue(c).is_some_and(|found| cues.contains(&found));
        let lists = cue(&[Cue::FollowingList, Cue::AnyFollowing, Cue::AllFollowing, Cue::OfFollowing]);
        let linked =
            cue(&[Cue::Be, Cue::The, Cue::In, Cue::Including, Cue::Of, Cue::Also, Cue::Allowed, Cue::For, Cue::With]);
        let sign = |c: &Chunk| matches!(self.sort(c), Sort::Colon | Sort::Stop | Sort::Comma | Sort::Dash);
        let only_lists = |part: &[Chunk]| {
            let says = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Group);
            let names = |c: &Chunk| !(lists(c) || linked(c) || sign(c));
            !part.iter().any(says) && (part.iter().any(&lists) || !part.iter().any(names))
        };
        if self.lists_allowed(head) {
            return Some(ExceptHead { said: &head[..0], tail: head });
        }
        let at = head.iter().rposition(cue(&[Cue::Except, Cue::Allowed]))?;
        if !only_lists(&head[at + 1..]) {
            return None;
        }
        // "Malignancy. *The following are* exceptions:": the words before that only lead to the list.
        let start = head[..at].iter().rposition(|c| self.sort(c) == Sort::Stop).map_or(0, |stop| stop + 1);
        let leads = head[start..at].iter().all(|c| lists(c) || linked(c));
        if self.is_cue(&head[at], Cue::Allowed) && !(leads && head[start..].iter().any(&lists)) {
            return None;
        }
        let end = if leads { start } else { at };
        let said = self.without_exclusion(&head[..end]);
        // "… must be on a stable dose unless …. The following are allowed:" may be said of anything before.
        let allowed = self.is_cue(&head[at], Cue::Allowed);
        let several = said.iter().any(|c| self.sort(c) == Sort::Stop || self.is_cue(c, Cue::Must));
        (!allowed || !several).then_some(ExceptHead { said, tail: &head[said.len()..] })
    }

    /// "*Permitted concomitant medications:*", "*Treatments authorized as part of routine care:*", "*These drugs are accepted:*": whether
    /// a head says of nothing but the treatments of its list that they are allowed. Near misses: "*Metformin is allowed:*", "patients on
    /// other medications *may be included:*", which names people; "medications allowed *if stable:*".
    fn lists_allowed(&self, head: &[Chunk]) -> bool {
        let Some(at) = self.find(head, &[Cue::Allowed]) else { return false };
        let people = self.lets_take_part(&head[at]);
        let treatment = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            words.split(' ').any(|word| words::TREATMENT_STEMS.iter().any(|stem| word.starts_with(stem)))
        };
        let says = |c: &Chunk| match self.sort(c) {
            Sort::Concept(_) => !treatment(c),
            Sort::Quantity | Sort::Group | Sort::Stop => true,
            Sort::Cue(cue) => {
                matches!(cue, Cue::If | Cue::Unless | Cue::Must | Cue::Patient | Cue::Except) || cue.is_denial()
            }
            _ => false,
        };
        !people && head.iter().any(treatment) && !head.iter().any(says)
    }

    /// The parts of a head that ends with what saves from it, or excuses: "HIV infection *unless:*", "… *unless all of the following
    /// apply:*". Near miss: "unless *treated*: …", which says something itself.
    pub fn unless_head<'c>(&self, head: &'c [Chunk]) -> Option<ExceptHead<'c>> {
        let at = head.iter().rposition(|c| self.is_cue(c, Cue::Unless)).filter(|at| *at > 0)?;
        let (said, tail) = head.split_at(at);
        let lists = tail[1..].iter().all(|c| {
            let cue = self.cue(c);
            self.is_idle(c)
                || self.sort(c) == Sort::Colon
                || self.names_members(c)
                || cue == Some(Cue::Patient)
                || matches!(&*self.words(&c.span).to_ascii_lowercase(), "apply" | "applies" | "hold" | "true")
                || matches!(cue, Some(Cue::AnyFollowing | Cue::AllFollowing | Cue::FollowingList | Cue::MustMeet))
        });
        lists.then_some(ExceptHead {
            said: self.without_exclusion(said),
            tail: &head[self.without_exclusion(said).len()..],
        })
    }

    /// Without commas, stops and "are excluded" at the end, where that is what the section says.
    fn without_exclusion<'c>(&self, said: &'c [Chunk]) -> &'c [Chunk] {
        let idle = |c: &Chunk| {
            matches!(self.sort(c), Sort::Comma | Sort::Stop | Sort::Dash)
                || !self.demand && matches!(self.cue(c), Some(Cue::NotAllowed | Cue::Be))
        };
        let end = said.iter().rposition(|c| !idle(c)).map_or(0, |last| last + 1);
        &said[..end]
    }
}

/// What is said unless something saves from it: in a demand that will do as well, in an exclusion there must be none of it.
pub fn unless_from(said: Option<Node>, saved: Option<Node>, demand: bool) -> Option<Node> {
    let (said, saved) = match (said, saved) {
        (Some(said), Some(saved)) => (said, saved),
        (said, _) => return said,
    };
    let span = said.span().clone();
    let other = Node::Not { of: Box::new(saved.clone()), span: saved.span().clone() };
    Some(match demand {
        true => Node::Any { of: vec![said, saved], span },
        false => Node::All { of: vec![said, other], span },
    })
}

/// What is said with an exception from it: other things of the kind, or a limit unless something excuses. An exception from
/// nothing is allowed.
pub fn except_from(said: Option<Node>, exception: Option<Node>, demand: bool) -> Option<Node> {
    let (mut said, exception) = match (said, exception) {
        (Some(said), Some(exception)) => (said, exception),
        (said, exception) => return said.or(exception.map(|allowed| Node::permission(allowed, demand))),
    };
    let span = said.span().clone();
    let other = Node::Not { of: Box::new(exception.clone()), span: exception.span().clone() };
    let mut limits = true;
    let limited = |leaf: &Leaf| matches!(leaf.kind, LeafKind::Measurement | LeafKind::Age) && !is_graded_event(leaf);
    said.each_leaf(&mut |leaf| limits &= limited(leaf));
    if limits {
        // In a demand the exception excuses; in an exclusion it saves.
        return Some(match demand {
            true => Node::Any { of: vec![said, exception], span },
            false => Node::All { of: vec![said, other], span },
        });
    }
    said.each_leaf_mut(&mut |leaf| match leaf.kind {
        LeafKind::Narrative | LeafKind::Unparsed => leaf.permits.push(exception.clone()),
        LeafKind::Measurement if is_graded_event(leaf) => also_having(leaf, other.clone()),
        LeafKind::Measurement | LeafKind::Age | LeafKind::Sex => {}
        _ => also_having(leaf, other.clone()),
    });
    Some(said)
}

/// "toxicity of grade ≤ 1": an event with a grade, of which there are several.
fn is_graded_event(leaf: &Leaf) -> bool {
    leaf.concept_id().is_some_and(|id| Entry::find(Kind::Condition, id).is_some())
}
