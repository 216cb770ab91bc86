//! A head and its list: how the items are joined, what the head gives to each, and what it only names.

use super::remark::any_of;
use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::clause::at_least;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Head;
use crate::rule::{Anchor, Node, Severity, Status, Time, TimeKind};
use crate::words;

/// What the words before a colon say about the list after it.
#[derive(Debug, Default)]
pub struct ListHead {
    /// Whether all items are meant, where the words say so.
    pub all: Option<bool>,
    /// Whether the items are denied.
    pub none: bool,
    /// "*outside* the following ranges": whoever is not within all of them.
    pub beyond: bool,
    /// Whether the list is open.
    pub open: bool,
    /// Times that hold of every item.
    pub times: Vec<Time>,
    /// "must meet".
    pub demands: bool,
    /// "at least two of the following".
    pub count: Option<Quantity>,
    /// "history of any of the following".
    pub status: Option<Status>,
}

impl Context<'_, '_> {
    /// The members of a list under what its head says of their number.
    pub(super) fn counted(&mut self, list: ListHead, members: Vec<Node>, bytes: &Bytes) -> Option<Node> {
        let all = list.all.unwrap_or(self.demand);
        let span = self.span(bytes).into();
        match list.count {
            Some(count) if !members.is_empty() => {
                let bounds = at_least(&count).unwrap_or_else(|| count.bounds.clone());
                let count = Quantity { bounds, ..count };
                let count = self.value(&count, None);
                // One item is a list of them all between commas; of several each is one.
                let of = if members.len() == 1 { members.into_iter().flat_map(any_of).collect() } else { members };
                Some(Node::AtLeast { count: Box::new(count), distinct: false, of, span })
            }
            _ if members.is_empty() => None,
            _ => Some(self.listed(members, all, list.all, bytes)),
        }
    }

    /// The members of a list; under "one of the following: A, B and C" the "and" only ends the list.
    pub(super) fn listed(&self, members: Vec<Node>, all: bool, said: Option<bool>, bytes: &Bytes) -> Node {
        let single = members.len() == 1 && said == Some(false);
        let members = if single { members.into_iter().flat_map(any_of).collect() } else { members };
        self.joined(members, all, bytes)
    }

    /// The class of drugs a list head names: "one or more of the following *immunosuppressants*".
    pub(super) fn class_of_list(&mut self, head: &[Chunk], node: Node) -> Node {
        let named = head.iter().find_map(|c| match self.sort(c) {
            Sort::Concept(e) if e.kind() == Kind::DrugClass => Some(Head::new(Some(e), c.span.clone())),
            _ => None,
        });
        match (named, &node) {
            (Some(class), Node::Any { .. }) => {
                let mut leaf = self.bare_node(&class, None);
                leaf.each_leaf_mut(&mut |leaf| leaf.defined_by = Some(Box::new(node.clone())));
                leaf
            }
            _ => node,
        }
    }

    /// Without the "and" that joins a demand to the list after it.
    pub fn without_conjunction<'c>(&mut self, said: &'c [Chunk]) -> &'c [Chunk] {
        match said.split_last() {
            Some((last, rest)) if matches!(self.cue(last), Some(Cue::And | Cue::But)) => {
                self.take(std::slice::from_ref(last));
                rest
            }
            _ => said,
        }
    }

    /// "*at least one*: A; B", "*one or more*: A; B". Near miss: "*one*: A".
    pub fn is_one_at_least(&self, chunk: &Chunk) -> bool {
        let ChunkKind::Quantity(quantity) = &chunk.kind else { return false };
        quantity.form == QuantityForm::Limit && at_least(quantity).is_some_and(|b| b.ge == Some(1.into()))
    }

    /// "*one or both of*: A; B", "*either or both*: A; B": whether one is enough, and both will do.
    pub fn is_one_or_both(&self, head: &[Chunk]) -> bool {
        let said = |head: &[Chunk]| self.words(&bytes_of(head)).to_ascii_lowercase();
        let head = head.split_last().filter(|(last, _)| self.is_cue(last, Cue::Of)).map_or(head, |(_, rest)| rest);
        !head.is_empty() && head.len() < 6 && words::ONE_OR_BOTH.contains(&&*said(head))
    }

    /// "2 out of 3", "2 of 3": how many of a list are meant, and how many it has.
    pub fn is_out_of_list(&self, chunk: &Chunk) -> bool {
        let ChunkKind::Quantity(quantity) = &chunk.kind else { return false };
        let number = quantity.unit.is_none() && !quantity.age && quantity.bounds.eq.is_some();
        number && self.words(&quantity.value).contains(" of ")
    }

    /// "*at least one* additional risk factor", "*two* of these criteria", "has received *at least one* of the therapies below": how many
    /// of a list its head demands.
    pub(super) fn count_of_list(&self, head: &[Chunk]) -> Option<Quantity> {
        let first = head
            .iter()
            .find(|c| !matches!(self.cue(c), Some(Cue::The | Cue::Be | Cue::Must | Cue::With | Cue::Exposure)))?;
        let ChunkKind::Quantity(quantity) = &first.kind else { return None };
        let words = self.words(&bytes_of(head)).to_lowercase();
        let plain = quantity.unit.is_none() && !quantity.age && quantity.bounds.low().is_some();
        let counts = words::MEMBER_STEMS.iter().any(|word| words.contains(word)) || words.ends_with(" below");
        (plain && counts).then(|| (**quantity).clone())
    }

    /// The same, with how many of its members the head demands in other words than "of the following": "at least two
    /// symptoms:".
    pub fn counted_head(&mut self, head: &[Chunk]) -> ListHead {
        let mut list = self.list_head(head);
        if self.is_one_or_both(head) {
            self.take_whole(head);
            (list.all, list.count) = (Some(false), None);
            return list;
        }
        if list.count.is_none() && list.all.is_none() {
            list.count = self.count_of_list(head);
            let one = |q: &Quantity| q.bounds.eq.or(q.bounds.ge).is_some_and(|n| n == 1.into());
            list.all = list.count.take_if(|q| one(q)).map(|_| false);
        }
        list
    }

    /// "*at least 2* of the following: A, B", "*2 out of 3*: A, B, C".
    fn how_many(&mut self, quantity: &Quantity, head: &[Chunk], at: usize, list: &mut ListHead) {
        let last = at + 2 == head.len();
        let counts =
            |of: &Chunk| self.is_cue(of, Cue::OfFollowing) || matches!(self.cue(of), Some(Cue::Of | Cue::From)) && last;
        // "2 or more *of any of the following*"
        let of_any = head.get(at + 1).is_some_and(|of| self.is_cue(of, Cue::Of))
            && head.get(at + 2).is_some_and(|any| self.is_cue(any, Cue::AnyFollowing));
        if of_any || head.get(at + 1).is_some_and(counts) {
            let one = at_least(quantity).is_some_and(|b| b.ge == Some(1.into()) && b.high().is_none());
            list.all = list.all.or(one.then_some(false));
            list.count = (!one).then(|| quantity.clone());
            if one {
                self.place_in_form(&head[at]);
            }
        }
        if let [only] = head
            && self.is_one_at_least(only)
        {
            list.all = list.all.or(Some(false));
            self.place_in_form(only);
        }
        if let [only] = head
            && self.is_out_of_list(only)
        {
            list.count = Some(Quantity { form: QuantityForm::Bare, ..quantity.clone() });
        }
    }

    /// Takes a number that says of a list what the rule says by its form.
    pub(super) fn place_in_form(&mut self, chunk: &Chunk) {
        self.take(std::slice::from_ref(chunk));
        let words = self.words(&chunk.span);
        if words.chars().all(|c| c.is_alphabetic() || c == ' ') {
            let span = self.span(&chunk.span);
            return self.placed.push(span);
        }
        let message = format!("{words:?} says how many a list has or needs, which the rule says by its form");
        self.say("number-not-in-rule", Severity::Note, message, &chunk.span);
    }

    /// "at screening *and baseline*": another moment of the trial after a first.
    fn is_second_moment(&self, head: &[Chunk], at: usize) -> bool {
        let Some(before) = at.checked_sub(2) else { return false };
        let moment =
            |c: &Chunk| self.sort(c) == Sort::Time && self.words(&c.span).to_ascii_lowercase().starts_with("at ");
        matches!(self.cue(&head[at - 1]), Some(Cue::And)) && moment(&head[before])
    }

    /// What the words before a list say about it.
    pub fn list_head(&mut self, head: &[Chunk]) -> ListHead {
        let mut list = ListHead::default();
        for (at, chunk) in head.iter().enumerate() {
            if let ChunkKind::Quantity(quantity) = &chunk.kind {
                self.how_many(quantity, head, at, &mut list);
            }
            if self.is_cue(chunk, Cue::Any) && head.get(at + 1).is_some_and(|of| self.is_cue(of, Cue::Of)) {
                // "*any of*: A, B"
                list.all = Some(false);
            }
            if let Sort::Term(anchor) = self.sort(chunk)
                && anchor.kind() == Kind::Anchor
                && (at == 0 || self.is_second_moment(head, at))
            {
                // "Screening period tests meet: …", "at screening and *baseline*:"
                let mention = self.mention(Some(anchor.id()), &chunk.span);
                let mut time = Time::new(TimeKind::At, mention.text.clone(), self.span(&chunk.span));
                time.anchor = Some(Anchor::Point(mention));
                list.times.push(time);
            }
            let opens = matches!(self.cue(chunk), Some(Cue::AllFollowing | Cue::AnyFollowing | Cue::OfFollowing));
            if opens && let Some(all) = head.get(at + 1).filter(|c| is_bare_number(c)) {
                // "one of the following *3* conditions": how many there are.
                self.place_in_form(all);
            }
            match self.cue(chunk) {
                Some(Cue::AnyFollowing) => list.all = Some(false),
                Some(Cue::AllFollowing) => list.all = list.all.or(Some(true)),
                Some(Cue::NoneFollowing) => list.none = true,
                Some(Cue::OpenList) => list.open = true,
                // Not the "Medical history" that only names a topic.
                Some(Cue::HistoryOf) if self.words(&chunk.span).to_ascii_lowercase().ends_with(" of") => {
                    list.status = Some(Status::History);
                }
                Some(Cue::CurrentOrPrior) => list.status = Some(Status::Ever),
                Some(Cue::MustMeet | Cue::Must) => list.demands = true,
                // "*No subject may:*" over what excludes names what nobody is to have.
                Some(Cue::No) => list.none |= self.demand || !self.nobody_may(&head[at..]),
                // Among demands, "*prohibited* medications:"; what excludes does so by its list.
                Some(Cue::NotAllowed) => list.none |= self.demand,
                _ => {}
            }
            if let ChunkKind::Time(phrase) = &chunk.kind {
                let time = self.time(phrase);
                list.times.push(time);
                self.take(std::slice::from_ref(chunk));
            }
        }
        if list.demands && !self.demand && list.all == Some(true) {
            // Under Exclusion, limits that "must be met" are those that exclude: each of them.
            list.all = Some(false);
        }
        list
    }
}

/// "two", "3": a number and nothing else.
fn is_bare_number(chunk: &Chunk) -> bool {
    matches!(&chunk.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Bare && q.unit.is_none() && !q.age)
}
