//! A colon and the list after it: what the words before the colon are to it.
//!
//! | before the colon | example | rule |
//! |---|---|---|
//! | the name of a limit | *BMI*: 25-45 kg/m² | `BMI 25..45` |
//! | for whom alone the list is | *If on dialysis*: Kt/V > 1.2 | `if dialysis: Kt/V > 1.2` |
//! | at which age alone it is | *< 12 months of age*: weight ≥ 5 kg | `if age < 12 mo: body weight ≥ 5 kg` |
//! | a demand of its own | *age ≥ 50 years with at least one of*: diabetes, stroke | `all(age ≥ 50, any(diabetes, stroke))` |
//! | what its list excepts from | *malignancy except*: cervical carcinoma | `malignancy other than …` |
//! | how many of a list | *at least 2 of the following*: A; B; C | `2-of(A, B, C)` |
//! | a name of the list | *Cardiac disease*: infarction, angina | `any(infarction, angina)` |
//!
//! What a list's head says of its items is in `list.rs`.

use super::list::ListHead;
use super::own_head::{FirstItem, GOES_ON, OwnDemand};
use super::remark::define;
use crate::grammar::{Bytes, Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::clause::either_excepted;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::except::except_from;
use crate::lower::head::EachItem;
use crate::lower::leaves::{add_status, add_times, first_leaf};
use crate::rule::{Leaf, LeafKind, Node, Value};
use crate::words;

/// The most words in no table that are taken for the name of a limit after a colon.
const LONGEST_NAME: usize = 3;

/// A head, the items after its colon, and where both stand.
struct Listed<'c> {
    head: &'c [Chunk],
    items: &'c [&'c [Chunk]],
    bytes: Bytes,
}

impl Context<'_, '_> {
    /// Where the list that a colon opens ends: at the next part with a colon of its own.
    pub(super) fn list_end(&self, parts: &[&[Chunk]], at: usize) -> usize {
        let next = parts[at + 1..].iter().position(|p| p.iter().any(|c| self.sort(c) == Sort::Colon));
        next.map_or(parts.len(), |n| at + 1 + n)
    }

    /// The words before a colon, the items after it.
    pub fn colon(&mut self, head: &[Chunk], items: &[&[Chunk]], nodes: &mut Vec<Node>) {
        if let Some(head) = self.without_idle_brackets(head) {
            return self.colon(&head, items, nodes);
        }
        let bytes = bytes_of(head).start..items.last().map_or(0, |i| bytes_of(i).end).max(bytes_of(head).end);
        if let Some(at) = self.clause_of_denial(head) {
            // "drugs *that cannot be stopped 7 days before*: A, B": said of each, and no time of theirs.
            let mut parts = Vec::new();
            self.colon(&head[..at], items, &mut parts);
            self.take_whole(&head[at..]);
            parts.push(self.unparsed(&bytes_of(&head[at..])));
            return nodes.push(self.joined(parts, true, &bytes));
        }
        let list = Listed { head, items, bytes };
        let read = self.normal_ranges(head, items, nodes)
            || self.open_list_told(head, items, nodes)
            || self.colon_of_name(&list, nodes)
            || self.colon_of_demand(&list, nodes)
            || self.limited_head(head, items, &list.bytes, nodes);
        if read {
            return;
        }
        if items.iter().all(|i| i.is_empty()) {
            return nodes.extend(self.said_one(head));
        }
        self.colon_of_list(&list, nodes);
    }

    /// "one of the following comorbidities *(treated or untreated)*:": the head without brackets that limit nothing.
    fn without_idle_brackets(&mut self, head: &[Chunk]) -> Option<Vec<Chunk>> {
        let idle = |c: &&Chunk| matches!(&c.kind, ChunkKind::Group(inner) if self.limits_nothing(inner));
        let asides: Vec<Chunk> = head.iter().filter(idle).cloned().collect();
        for aside in &asides {
            // The noun that they stand behind names the members of the list.
            let before = head.iter().take_while(|c| c.span != aside.span).last();
            if let Some(noun) = before.filter(|c| self.names_members(c)) {
                let span = self.span(&noun.span);
                self.placed.push(span);
            }
            self.pass_over(std::slice::from_ref(aside), "limits nothing");
        }
        let rest = || head.iter().filter(|c| asides.iter().all(|aside| aside.span != c.span)).cloned().collect();
        (!asides.is_empty()).then(rest)
    }

    /// Where a head says of the members of its list what can not be done: "any of these drugs *that cannot be stopped*:". Near misses:
    /// "patients *who cannot* walk:", people; "*no* drugs that cannot be stopped:", where it is denied.
    fn clause_of_denial(&self, head: &[Chunk]) -> Option<usize> {
        let at = self.find(head, &[Cue::Who]).filter(|at| *at > 0)?;
        let which = matches!(&*self.words(&head[at].span).to_ascii_lowercase(), "that" | "which");
        let said = self.words(&head.get(at + 1)?.span).to_ascii_lowercase();
        let cannot = words::CANNOT.iter().any(|word| said.starts_with(word));
        let lists = [Cue::FollowingList, Cue::AnyFollowing, Cue::AllFollowing, Cue::OfFollowing];
        let denied = head[..at].iter().any(|c| self.is_denial(c)) || self.find(&head[at..], &lists).is_some();
        (which && cannot && !denied).then_some(at)
    }

    /// A colon after what only names or dates its list, or says for whom it is: "BMI: 25-45 kg/m2", "If on dialysis: …".
    fn colon_of_name(&mut self, list: &Listed<'_>, nodes: &mut Vec<Node>) -> bool {
        let Listed { head, items, ref bytes } = *list;
        if self.defining_list(list, nodes) {
            return true;
        }
        if let Some(node) = self.either_sex(head, items) {
            nodes.push(node);
            return true;
        }
        if let Some(node) = self.consent_under_head(head, items) {
            nodes.push(node);
            return true;
        }
        if self.dose_of_those(head, items, bytes, nodes) || self.each_for_takers(head, items, nodes) {
            return true;
        }
        let when = self.age_before_limit(head, items).or_else(|| self.condition_of_head(head, items));
        if let Some(when) = when.or_else(|| self.those_with_other(head, items)) {
            self.said_if(when, items, bytes, nodes);
            return true;
        }
        let comma = self.comma_before_label(head);
        if let Some(comma) = comma.filter(|at| self.is_disease_label(&head[at + 1..], items[0])) {
            self.take(&head[comma..=comma]);
            self.said(&head[..comma], nodes);
            self.colon(&head[comma + 1..], items, nodes);
            return true;
        }
        let labelled = comma.is_some_and(|at| self.is_named_limit(&head[at + 1..], items[0]));
        if labelled || self.is_named_limit(head, items[0]) || self.is_elapsed_label(head, items[0]) {
            // "BMI: 25-45 kg/m2", "time since stroke: 3-12 months": the colon stands for "is".
            let first = [head, items[0]].concat();
            self.said(&first, nodes);
            items[1..].iter().for_each(|item| self.said(item, nodes));
            return true;
        }
        if let [only] = items
            && self.is_abstinence_shown(head, only)
        {
            self.said(head, nodes);
            self.said(only, nodes);
            return true;
        }
        if let [only] = items
            && self.is_absence_of(head, only)
        {
            self.leave_to_limit(head);
            self.said(only, nodes);
            return true;
        }
        false
    }

    /// A colon after a demand that stands beside its list, or whose list excepts from it or is of some people alone.
    fn colon_of_demand(&mut self, list: &Listed<'_>, nodes: &mut Vec<Node>) -> bool {
        let Listed { head, items, ref bytes } = *list;
        if let Some(excepts) = self.except_head(head) {
            let own = match excepts.said {
                [] => self.said_before_exceptions(excepts.tail, nodes),
                said => self.said_one(said),
            };
            self.take_whole(excepts.tail);
            let mut parts = Vec::new();
            items.iter().for_each(|item| self.said(item, &mut parts));
            let exception = (!parts.is_empty()).then(|| either_excepted(self.joined(parts, false, bytes)));
            nodes.extend(except_from(own, exception, self.demand));
            return true;
        }
        if self.unless_listed(head, items, bytes, nodes) {
            return true;
        }
        if let Some(when) = self.people_of_head(head) {
            self.said_if(when, items, bytes, nodes);
            return true;
        }
        if let Some(demand) = self.own_demand(head, items.first().and_then(|item| self.first_concept(item))) {
            self.list_beside(demand, list, nodes);
            return true;
        }
        if let Some(at) = self.denied_list_beside(head) {
            let said = self.without_conjunction(&head[..at]);
            let mut parts: Vec<Node> = self.said_one(said).into_iter().collect();
            self.colon(&head[at..], items, &mut parts);
            nodes.push(self.joined(parts, true, bytes));
            return true;
        }
        if self.is_event_with_limit(head, items)
            || self.is_disease_with_limits(head, items)
            || self.is_disease_told_apart(head, self.first_item(items))
        {
            let mut parts: Vec<Node> = self.said_one(head).into_iter().collect();
            items.iter().for_each(|item| self.said(item, &mut parts));
            nodes.push(self.joined(parts, true, bytes));
            return true;
        }
        false
    }

    /// A colon after the head of a list, which says how its items are joined, counted and dated, and what holds of each.
    fn colon_of_list(&mut self, listed: &Listed<'_>, nodes: &mut Vec<Node>) {
        let Listed { head, items, ref bytes } = *listed;
        let each = self.each_item(head);
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
        // "No allergy to: latex; *no asthma*": what is denied by itself is no member of such a list.
        let own = |item: &&&[Chunk]| list.none && item.first().is_some_and(|c| self.is_denial(c));
        let (beside, items): (Vec<&[Chunk]>, Vec<&[Chunk]>) = items.iter().partition(own);
        let mut parts = self.read_members(&items, list.none);
        self.head_of_list(head, &items, &list, &mut parts);
        for part in &mut parts {
            each.say_of(part);
            add_times(part, &list.times);
            add_status(part, list.status);
        }
        if !parts.is_empty() {
            let sex = self.sex_of_head(head, &each);
            let none = list.none;
            let all = list.all.unwrap_or(!list.open && self.demand);
            let node = match list.count {
                Some(_) => self.counted(list, parts, bytes),
                None => Some(self.listed(parts, all && !none, list.all, bytes)),
            };
            let node = node.map(|node| if none { self.not(node, bytes) } else { node });
            let of: Vec<Node> = sex.into_iter().chain(node).collect();
            if !of.is_empty() {
                nodes.push(self.joined(of, true, bytes));
            }
        }
        beside.into_iter().for_each(|item| self.said(item, nodes));
    }

    /// The items of a list, each read; what a denied list names excludes, as in "no A, B".
    fn read_members(&mut self, items: &[&[Chunk]], denied: bool) -> Vec<Node> {
        let read_as = (self.demand, self.excluding);
        if denied {
            (self.demand, self.excluding) = (false, true);
        }
        let mut parts = Vec::new();
        items.iter().for_each(|item| self.said(item, &mut parts));
        (self.demand, self.excluding) = read_as;
        parts
    }

    /// What becomes of a list's head itself: one of its members, a class of which they are examples, or but its name.
    fn head_of_list(&mut self, head: &[Chunk], items: &[&[Chunk]], list: &ListHead, parts: &mut Vec<Node>) {
        let clinical = head.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        if clinical && (list.open || self.is_topic_with_examples(head)) {
            return self.topic_of_list(head, list.open, parts);
        }
        if clinical && list.count.is_none() && self.says_who(head, items) {
            // "*Transplant recipients* using: tacrolimus": whom the list is for is no part of it, and is named as lost.
            let other = head.iter().filter(|c| !matches!(self.sort(c), Sort::Concept(_)));
            let other: Vec<Chunk> = other.cloned().collect();
            return self.take(&other);
        }
        if list.count.is_none() && list.all.is_none() && !list.none {
            let first = items.first().and_then(|item| self.first_concept(item));
            self.note_name(head, first);
        }
        self.take(head);
    }

    /// "*allergy* to any component, *including:* soy": what a head names is one of the members, and says of each what it says itself.
    fn topic_of_list(&mut self, head: &[Chunk], open: bool, parts: &mut Vec<Node>) {
        let end = self.find(head, &[Cue::OpenList, Cue::Including, Cue::SuchAs]).unwrap_or(head.len());
        let Some(mut own) = self.clause(&head[..end]) else { return };
        own.each_leaf_mut(&mut |leaf| {
            if let Some(concept) = &mut leaf.concept {
                concept.open = open;
            }
        });
        let status = first_leaf(&own).and_then(|l| l.status);
        if first_leaf(&own).is_some_and(|l| l.kind == LeafKind::Allergy) {
            parts.iter_mut().for_each(|part| EachItem::allergen().say_of(part));
        }
        parts
            .iter_mut()
            .for_each(|p| p.each_leaf_mut(&mut |l| l.status = l.status.or(status.filter(|_| l.value.is_none()))));
        parts.push(own);
    }

    /// "Age ≥ 50 years *with at least one risk factor*: …": the head has a demand of its own.
    fn list_beside(&mut self, own: OwnDemand, list: &Listed<'_>, nodes: &mut Vec<Node>) {
        let Listed { head, items, ref bytes } = *list;
        let (mut parts, mut either) = (Vec::new(), Vec::new());
        self.take(&head[own.said..own.list]);
        let said = &head[..own.said];
        if own.people
            && let Some(when) = self.people_of_head(said)
        {
            self.colon(&head[own.list..], items, &mut parts);
            let then = self.joined(parts, true, bytes);
            return nodes.push(self.if_node(when, then, bytes));
        }
        match self.said_one(said) {
            Some(Node::Any { mut of, .. })
                if are_limits_of_one(&of) && (self.is_cue(&head[own.said], Cue::With) || is_second_wider(&of)) =>
            {
                // "BMI ≥ 30 *or ≥ 27 kg/m² with at least one comorbidity*: …": of the second limit alone.
                parts.extend(of.pop());
                either = of;
            }
            node => parts.extend(node),
        }
        self.colon(&head[own.list..], items, &mut parts);
        either.push(self.joined(parts, !own.any, bytes));
        nodes.push(self.joined(either, false, bytes));
    }

    /// The first concept that an item names.
    fn first_concept(&self, item: &[Chunk]) -> Option<Entry> {
        item.iter().find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        })
    }

    /// What the first item says, as far as its head is concerned.
    pub(super) fn first_item(&self, items: &[&[Chunk]]) -> FirstItem {
        let ends = items.first().and_then(|item| item.first().zip(item.last()));
        ends.map_or(FirstItem::Other, |(first, last)| {
            FirstItem::of(&self.lexed.lexemes[first.lexemes.start..last.lexemes.end])
        })
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
    fn defining_list(&mut self, list: &Listed<'_>, nodes: &mut [Node]) -> bool {
        let Listed { head, items, ref bytes } = *list;
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
        let node = self.counted(list, members, bytes);
        let rest = end.map_or(&head[head.len()..], |end| &head[at + 1 + end..]);
        let node = node.map(|node| self.class_of_list(rest, node));
        let plain = before.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        let first = if plain { self.clause(before) } else { None };
        self.take(head);
        (self.demand, self.excluding) = (demand, excluding);
        let meaning = self.joined(first.into_iter().chain(node).collect(), true, bytes);
        define(nodes, &target, &meaning);
        true
    }

    /// Whether a colon stands between a name and its own limit: "Age: 18-65", "Serum TG: > 150 mg/dL", "*NIHSS at admission*: 4-20".
    /// Near miss: "*Weight loss within 6 months*: > 5 %", whose head names nothing that is measured.
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
        let dated = head.first().is_some_and(measured) && !item.iter().any(measured);
        let plain = |c: &Chunk| {
            !matches!(self.sort(c), Sort::Quantity | Sort::Comma)
                && (dated || self.sort(c) != Sort::Time)
                && !matches!(
                    self.cue(c),
                    Some(
                        Cue::FollowingList | Cue::AnyFollowing | Cue::AllFollowing | Cue::NoneFollowing | Cue::OpenList
                    )
                )
        };
        limited && head.iter().any(named) && head.iter().all(plain)
    }

    fn is_topic_with_examples(&self, head: &[Chunk]) -> bool {
        head.last().is_some_and(|c| matches!(self.cue(c), Some(Cue::Including | Cue::SuchAs)))
    }

    /// Whether the words before a list say of people what they have or are given, and not what the list is of: its
    /// members are of another kind.
    fn says_who(&self, head: &[Chunk], items: &[&[Chunk]]) -> bool {
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
            && self.find(head, &GOES_ON).is_none()
    }
}

/// Whether alternatives are limits of one thing that is measured.
/// "BMI ≥ 30 *or ≥ 27* and at least one of the following: …": the second limit alone would leave nothing to the first.
fn is_second_wider(of: &[Node]) -> bool {
    let [Node::Leaf(first), Node::Leaf(second)] = of else { return false };
    let Some((first, second)) = first.value.as_ref().zip(second.value.as_ref()) else { return false };
    let ends = |v: &Value| (v.bounds.low().map(|(n, _)| n.0), v.bounds.high().map(|(n, _)| n.0));
    match (ends(first), ends(second)) {
        ((Some(first), None), (Some(second), None)) => second < first,
        ((None, Some(first)), (None, Some(second))) => second > first,
        _ => false,
    }
}

fn are_limits_of_one(of: &[Node]) -> bool {
    let [Node::Leaf(first), Node::Leaf(second)] = of else { return false };
    let limited = |leaf: &Leaf| leaf.kind == LeafKind::Measurement && leaf.value.is_some();
    limited(first) && limited(second) && first.concept_id().is_some() && first.concept_id() == second.concept_id()
}
