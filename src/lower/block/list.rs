//! A head and its list: how the items are joined, what the head gives to each, and what it only names.

use super::own_head::{FirstItem, OwnDemand};
use super::remark::{any_of, define};
use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind, lex};
use crate::lower::atom::is_measured;
use crate::lower::clause::{at_least, either_excepted};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::except::except_from;
use crate::lower::head::EachItem;
use crate::lower::leaves::{add_status, add_times, first_leaf};
use crate::lower::partial::Head;
use crate::rule::{Anchor, Leaf, LeafKind, Node, Status, Time, TimeKind};
use crate::words;

/// The most words in no table that are taken for the name of a limit after a colon.
const LONGEST_NAME: usize = 3;

/// What the words before a colon say about the list after it.
#[derive(Debug, Default)]
pub struct ListHead {
    /// Whether all items are meant, where the words say so.
    pub all: Option<bool>,
    /// Whether the items are denied.
    pub none: bool,
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
    /// Where the list that a colon opens ends: at the next part with a colon of its own.
    pub(super) fn list_end(&self, parts: &[&[Chunk]], at: usize) -> usize {
        let next = parts[at + 1..].iter().position(|p| p.iter().any(|c| self.sort(c) == Sort::Colon));
        next.map_or(parts.len(), |n| at + 1 + n)
    }

    /// The words before a colon, the items after it.
    pub fn colon(&mut self, head: &[Chunk], items: &[&[Chunk]], nodes: &mut Vec<Node>) {
        let bytes = bytes_of(head).start..items.last().map_or(0, |i| bytes_of(i).end).max(bytes_of(head).end);
        if self.defining_list(head, items, nodes) {
            return;
        }
        if let Some(node) = self.either_sex(head, items) {
            return nodes.push(node);
        }
        if let Some(when) = self.condition_of_head(head, items) {
            return self.said_if(when, items, &bytes, nodes);
        }
        let comma = self.comma_before_label(head);
        if let Some(comma) = comma.filter(|at| self.is_disease_label(&head[at + 1..], items[0])) {
            self.take(&head[comma..=comma]);
            self.said(&head[..comma], nodes);
            return self.colon(&head[comma + 1..], items, nodes);
        }
        let labelled = comma.is_some_and(|at| self.is_named_limit(&head[at + 1..], items[0]));
        if labelled || self.is_named_limit(head, items[0]) || self.is_elapsed_label(head, items[0]) {
            // "BMI: 25-45 kg/m2", "time since stroke: 3-12 months": the colon stands for "is".
            let mut first = head.to_vec();
            first.extend_from_slice(items[0]);
            self.said(&first, nodes);
            for item in &items[1..] {
                self.said(item, nodes);
            }
            return;
        }
        if let [only] = items
            && self.is_absence_of(head, only)
        {
            self.leave_to_limit(head);
            return self.said(only, nodes);
        }
        if let Some(excepts) = self.except_head(head) {
            let own = if excepts.said.is_empty() { None } else { self.said_one(excepts.said) };
            self.take_whole(excepts.tail);
            let mut parts = Vec::new();
            items.iter().for_each(|item| self.said(item, &mut parts));
            let exception = (!parts.is_empty()).then(|| either_excepted(self.joined(parts, false, &bytes)));
            nodes.extend(except_from(own, exception, self.demand));
            return;
        }
        if let Some(when) = self.people_of_head(head) {
            return self.said_if(when, items, &bytes, nodes);
        }
        if let Some(demand) = self.own_demand(head) {
            return self.list_beside(demand, head, items, nodes);
        }
        if let Some(at) = self.denied_list_beside(head) {
            let said = self.without_conjunction(&head[..at]);
            let mut parts: Vec<Node> = self.said_one(said).into_iter().collect();
            self.colon(&head[at..], items, &mut parts);
            nodes.push(self.joined(parts, true, &bytes));
            return;
        }
        if self.is_disease_with_limits(head, items) || self.is_disease_told_apart(head, self.first_item(items)) {
            let mut parts: Vec<Node> = self.said_one(head).into_iter().collect();
            items.iter().for_each(|item| self.said(item, &mut parts));
            nodes.push(self.joined(parts, true, &bytes));
            return;
        }
        if self.limited_head(head, items, &bytes, nodes) {
            return;
        }
        let each = self.each_item(head);
        let clinical = head.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        let open = self.find(head, &[Cue::OpenList]).is_some();
        let mut list = self.counted_head(head);
        if list.count.is_none() && list.all.is_none() && !each.denied {
            self.count_of_drugs(head, items, &mut list);
        }
        let parted: Vec<&[Chunk]>;
        let items = if list.count.is_some() {
            // "At least 2 of: A; B; *or* C": the conjunction only ends the list.
            parted = items.iter().map(|item| self.without_joining_word(item)).collect();
            &parted
        } else {
            items
        };
        list.none |= each.denied;
        if items.iter().all(|i| i.is_empty()) {
            nodes.extend(self.said_one(head));
            return;
        }
        let mut parts = Vec::new();
        // What a denied list names excludes, as in "no A, B".
        let denied =
            list.none.then(|| (std::mem::take(&mut self.demand), std::mem::replace(&mut self.excluding, true)));
        // "No allergy to: latex; *no asthma*": what is denied by itself is no member of such a list.
        let own = |item: &&&[Chunk]| {
            list.none && item.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::No | Cue::Not | Cue::Without)))
        };
        let (beside, items): (Vec<&[Chunk]>, Vec<&[Chunk]>) = items.iter().partition(own);
        for item in items.iter().copied() {
            self.said(item, &mut parts);
        }
        (self.demand, self.excluding) = denied.unwrap_or((self.demand, self.excluding));
        let all = list.all.unwrap_or(if open { false } else { self.demand });
        if clinical && (open || self.is_topic_with_examples(head)) {
            let end = self.find(head, &[Cue::OpenList, Cue::Including, Cue::SuchAs]).unwrap_or(head.len());
            if let Some(mut own) = self.clause(&head[..end]) {
                own.each_leaf_mut(&mut |leaf| {
                    if let Some(concept) = &mut leaf.concept {
                        concept.open = open;
                    }
                });
                let status = first_leaf(&own).and_then(|l| l.status);
                if first_leaf(&own).is_some_and(|l| l.kind == LeafKind::Allergy) {
                    // "allergy to any component, *including:* soy"
                    parts.iter_mut().for_each(|part| EachItem::allergen().say_of(part));
                }
                parts.iter_mut().for_each(|p| {
                    p.each_leaf_mut(&mut |l| l.status = l.status.or(status.filter(|_| l.value.is_none())))
                });
                parts.push(own);
            }
        } else if clinical && list.count.is_none() && self.says_who(head, &items) {
            // "*Transplant recipients* using: tacrolimus": whom the list is for is no part of it, and is named as lost.
            let other = head.iter().filter(|c| !matches!(self.sort(c), Sort::Concept(_)));
            let other: Vec<Chunk> = other.cloned().collect();
            self.take(&other);
        } else {
            if list.count.is_none() && list.all.is_none() && !list.none {
                let first = items.first().and_then(|item| self.first_concept(item));
                self.note_name(head, first);
            }
            self.take(head);
        }
        for part in &mut parts {
            each.say_of(part);
            add_times(part, &list.times);
            add_status(part, list.status);
        }
        if parts.is_empty() {
            return beside.into_iter().for_each(|item| self.said(item, nodes));
        }
        let sex = self.sex_of_head(head, &each);
        let none = list.none;
        let node = match list.count {
            Some(_) => self.counted(list, parts, &bytes),
            None => Some(self.listed(parts, all && !none, list.all, &bytes)),
        };
        let node = node.map(|node| if none { self.not(node, &bytes) } else { node });
        let of: Vec<Node> = sex.into_iter().chain(node).collect();
        if !of.is_empty() {
            nodes.push(self.joined(of, true, &bytes));
        }
        beside.into_iter().for_each(|item| self.said(item, nodes));
    }

    /// "Age ≥ 50 years *with at least one risk factor*: …": the head has a demand of its own.
    fn list_beside(&mut self, own: OwnDemand, head: &[Chunk], items: &[&[Chunk]], nodes: &mut Vec<Node>) {
        let bytes = bytes_of(head).start..items.last().map_or(0, |i| bytes_of(i).end).max(bytes_of(head).end);
        let (mut parts, mut either) = (Vec::new(), Vec::new());
        self.take(&head[own.said..own.list]);
        let said = &head[..own.said];
        if own.people
            && let Some(when) = self.people_of_head(said)
        {
            self.colon(&head[own.list..], items, &mut parts);
            let then = self.joined(parts, true, &bytes);
            return nodes.push(self.if_node(when, then, &bytes));
        }
        match self.said_one(said) {
            Some(Node::Any { mut of, .. }) if self.is_cue(&head[own.said], Cue::With) && are_limits_of_one(&of) => {
                // "BMI ≥ 30 *or ≥ 27 kg/m² with at least one comorbidity*: …": of the second limit alone.
                parts.extend(of.pop());
                either = of;
            }
            node => parts.extend(node),
        }
        self.colon(&head[own.list..], items, &mut parts);
        either.push(self.joined(parts, !own.any, &bytes));
        nodes.push(self.joined(either, false, &bytes));
    }

    /// The first concept that an item names.
    fn first_concept(&self, item: &[Chunk]) -> Option<Entry> {
        item.iter().find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        })
    }

    /// What the first item says, as far as its head is concerned.
    fn first_item(&self, items: &[&[Chunk]]) -> FirstItem {
        let Some(item) = items.first().filter(|item| !item.is_empty()) else { return FirstItem::Other };
        FirstItem::of(&lex(self.words(&bytes_of(item))))
    }

    /// What a list says of those alone for whom its head is true.
    fn said_if(&mut self, when: Node, items: &[&[Chunk]], bytes: &Bytes, nodes: &mut Vec<Node>) {
        let mut parts = Vec::new();
        items.iter().for_each(|item| self.said(item, &mut parts));
        if !parts.is_empty() {
            let then = self.joined(parts, self.demand, bytes);
            nodes.push(self.if_node(when, then, bytes));
        }
    }

    /// "Standard therapy includes A plus at least two of the following: B, C, D": what a concept said before means.
    fn defining_list(&mut self, head: &[Chunk], items: &[&[Chunk]], nodes: &mut [Node]) -> bool {
        let Some(at) = self.find(head, &[Cue::DefinedAs, Cue::Including]).filter(|at| *at > 0) else { return false };
        let Some(target) = self.known_concept(&head[..at], nodes) else { return false };
        let demand = std::mem::replace(&mut self.demand, false);
        let excluding = std::mem::replace(&mut self.excluding, false);
        let list = self.list_head(&head[at + 1..]);
        let end =
            self.find(&head[at + 1..], &[Cue::AnyFollowing, Cue::OfFollowing, Cue::FollowingList, Cue::AllFollowing]);
        let before = end.map_or(&head[head.len()..], |end| &head[at + 1..at + 1 + end]);
        let before = match before.split_last() {
            Some((last, rest)) if self.sort(last) == Sort::Quantity => rest,
            _ => before,
        };
        let mut members = Vec::new();
        items.iter().for_each(|item| self.said(item, &mut members));
        let bytes = bytes_of(head).start..items.last().map_or(0, |i| bytes_of(i).end).max(bytes_of(head).end);
        let node = self.counted(list, members, &bytes);
        let rest = end.map_or(&head[head.len()..], |end| &head[at + 1 + end..]);
        let node = node.map(|node| self.class_of_list(rest, node));
        let plain = before.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        let first = if plain { self.clause(before) } else { None };
        self.take(head);
        (self.demand, self.excluding) = (demand, excluding);
        let meaning = self.joined(first.into_iter().chain(node).collect(), true, &bytes);
        define(nodes, &target, &meaning);
        true
    }

    /// The members of a list under what its head says of their number.
    fn counted(&mut self, list: ListHead, members: Vec<Node>, bytes: &Bytes) -> Option<Node> {
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
    fn class_of_list(&mut self, head: &[Chunk], node: Node) -> Node {
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

    /// Whether a colon stands between a name and its own limit: "Age: 18-65", "Serum TG: > 150 mg/dL".
    fn is_named_limit(&self, head: &[Chunk], item: &[Chunk]) -> bool {
        let limit = item.iter().find(|c| !matches!(self.sort(c), Sort::Cue(Cue::Be | Cue::The | Cue::Also)));
        let limited = limit.is_some_and(|c| self.sort(c) == Sort::Quantity);
        // "*Chronic migraine*: ≥ 15 headache days/month": what is limited is named after the number.
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        if head.last().is_some_and(disease) && item.iter().any(measured) {
            return false;
        }
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(_) | Sort::Cue(Cue::Age) => true,
            Sort::Word => head.len() <= LONGEST_NAME,
            _ => false,
        };
        let plain = |c: &Chunk| {
            !matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Comma)
                && !matches!(
                    self.cue(c),
                    Some(
                        Cue::FollowingList | Cue::AnyFollowing | Cue::AllFollowing | Cue::NoneFollowing | Cue::OpenList
                    )
                )
        };
        limited && head.iter().any(named) && head.iter().all(plain)
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

    /// "2 out of 3", "2 of 3": how many of a list are meant, and how many it has.
    pub fn is_out_of_list(&self, chunk: &Chunk) -> bool {
        let ChunkKind::Quantity(quantity) = &chunk.kind else { return false };
        let number = quantity.unit.is_none() && !quantity.age && quantity.bounds.eq.is_some();
        number && self.words(&quantity.value).contains(" of ")
    }

    /// "*at least one* additional risk factor", "*two* of these criteria": how many of a list its head demands.
    pub(super) fn count_of_list(&self, head: &[Chunk]) -> Option<Quantity> {
        let first = head.iter().find(|c| !matches!(self.cue(c), Some(Cue::The | Cue::Be | Cue::Must | Cue::With)))?;
        let ChunkKind::Quantity(quantity) = &first.kind else { return None };
        let words = self.words(&bytes_of(head)).to_lowercase();
        let plain = quantity.unit.is_none() && !quantity.age && quantity.bounds.low().is_some();
        (plain && words::MEMBER_STEMS.iter().any(|word| words.contains(word))).then(|| (**quantity).clone())
    }

    fn is_topic_with_examples(&self, head: &[Chunk]) -> bool {
        head.last().is_some_and(|c| matches!(self.cue(c), Some(Cue::Including | Cue::SuchAs)))
    }

    /// Whether the words before a list say of people what they have or are given, and not what the list is of: its
    /// members are of another kind.
    fn says_who(&self, head: &[Chunk], items: &[&[Chunk]]) -> bool {
        const LISTS: [Cue; 11] = [
            Cue::AllFollowing,
            Cue::AnyFollowing,
            Cue::Except,
            Cue::FollowingList,
            Cue::Including,
            Cue::Must,
            Cue::MustMeet,
            Cue::NoneFollowing,
            Cue::OfFollowing,
            Cue::OpenList,
            Cue::SuchAs,
        ];
        let kinds = |chunks: &[Chunk]| -> Vec<Kind> {
            let kind = |c: &Chunk| match self.sort(c) {
                Sort::Concept(entry) => Some(entry.kind()),
                _ => None,
            };
            chunks.iter().filter_map(kind).collect()
        };
        let of_list = kinds(head).pop().is_some_and(|kind| items.iter().any(|item| kinds(item).contains(&kind)));
        !of_list
            && self.find(head, &[Cue::Patient]).is_some()
            && self.find(head, &[Cue::Exposure, Cue::With, Cue::Who]).is_some()
            && self.find(head, &LISTS).is_none()
    }

    /// The same, with how many of its members the head demands in other words than "of the following": "at least two
    /// symptoms:".
    pub fn counted_head(&mut self, head: &[Chunk]) -> ListHead {
        let mut list = self.list_head(head);
        if list.count.is_none() && list.all.is_none() {
            list.count = self.count_of_list(head);
            let one = |q: &Quantity| q.bounds.eq.or(q.bounds.ge).is_some_and(|n| n == 1.into());
            list.all = list.count.take_if(|q| one(q)).map(|_| false);
        }
        list
    }

    /// "*at least 2* of the following: A, B", "*2 out of 3*: A, B, C".
    fn how_many(&self, quantity: &Quantity, head: &[Chunk], at: usize, list: &mut ListHead) {
        let last = at + 2 == head.len();
        let counts =
            |of: &Chunk| self.is_cue(of, Cue::OfFollowing) || matches!(self.cue(of), Some(Cue::Of | Cue::From)) && last;
        if head.get(at + 1).is_some_and(counts) {
            let one = at_least(quantity).is_some_and(|b| b.ge == Some(1.into()) && b.high().is_none());
            list.all = list.all.or(one.then_some(false));
            list.count = (!one).then(|| quantity.clone());
        }
        if let [only] = head
            && self.is_out_of_list(only)
        {
            list.count = Some(Quantity { form: QuantityForm::Bare, ..quantity.clone() });
        }
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
                && at == 0
            {
                // "Screening period tests meet: …"
                let mention = self.mention(Some(anchor.id()), &chunk.span);
                let mut time = Time::new(TimeKind::At, mention.text.clone(), self.span(&chunk.span));
                time.anchor = Some(Anchor::Point(mention));
                list.times.push(time);
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
                Some(Cue::No) => list.none = true,
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

/// Whether alternatives are limits of one thing that is measured.
fn are_limits_of_one(of: &[Node]) -> bool {
    let [Node::Leaf(first), Node::Leaf(second)] = of else { return false };
    let limited = |leaf: &Leaf| leaf.kind == LeafKind::Measurement && leaf.value.is_some();
    limited(first) && limited(second) && first.concept_id().is_some() && first.concept_id() == second.concept_id()
}
