//! A criterion's own words to one node: sentences, the lists that a colon opens, definitions, allowances.

use crate::grammar::{Chunk, Quantity};
use crate::lex::{Cue, Entry, Kind};
use crate::rule::{Anchor, Leaf, LeafKind, Node, Severity, Status, Time, TimeKind};

use super::atom::is_measured;
use super::concept::has_member;
use super::context::{Context, Sort, bytes_of};
use super::partial::Head;

/// How many clauses back a definition may look for its concept.
const NEAR: usize = 32;

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
}

impl Context<'_, '_> {
    /// The node of a criterion's words.
    pub fn block(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let bytes = bytes_of(chunks);
        let mut nodes: Vec<Node> = Vec::new();
        for sentence in self.sentences(chunks) {
            self.sentence(sentence, &mut nodes);
        }
        let nodes = nodes;
        match nodes.len() {
            0 => None,
            _ => Some(self.joined(nodes, self.demand, &bytes)),
        }
    }

    /// Splits at full stops that end a sentence.
    fn sentences<'c>(&mut self, chunks: &'c [Chunk]) -> Vec<&'c [Chunk]> {
        let mut out = Vec::new();
        let mut start = 0;
        for at in 0..chunks.len() {
            if self.sort(&chunks[at]) == Sort::Stop {
                self.take(&chunks[at..=at]);
                let goes_on = chunks.get(at + 1).is_some_and(|next| {
                    self.lexed.text[next.span.start..].starts_with(|c: char| c.is_lowercase() || c == ',')
                });
                if !goes_on {
                    out.push(&chunks[start..at]);
                    start = at + 1;
                }
            }
        }
        out.push(&chunks[start..]);
        out.retain(|s| !s.is_empty());
        out
    }

    /// One sentence: clauses between semicolons; a colon makes those after it its list.
    fn sentence(&mut self, sentence: &[Chunk], nodes: &mut Vec<Node>) {
        let (parts, listed) = self.parts(sentence);
        let mut at = 0;
        let mut risk = None;
        while at < parts.len() {
            if listed == Some(at) {
                risk = Some(nodes.len());
            }
            let colon = parts[at].iter().position(|c| self.sort(c) == Sort::Colon);
            match colon {
                Some(colon) => {
                    let end = self.list_end(&parts, at);
                    let mut items = vec![&parts[at][colon + 1..]];
                    items.extend(&parts[at + 1..end]);
                    self.colon(&parts[at][..colon], &items, nodes);
                    self.take(&parts[at][colon..=colon]);
                    at = end;
                }
                None => {
                    self.said(parts[at], nodes);
                    at += 1;
                }
            }
        }
        if let Some(at) = risk {
            self.signs_of_risk(nodes, at);
        }
    }

    /// "risk of active tuberculosis — including signs of it; or evidence on imaging": what is listed is what the risk
    /// is, and it stands in the place of a suspicion that nobody has recorded.
    fn signs_of_risk(&self, nodes: &mut Vec<Node>, at: usize) {
        let Some(Node::Leaf(risk)) = at.checked_sub(1).map(|n| &nodes[n]) else { return };
        let (id, same) = (risk.concept_id().map(str::to_owned), |leaf: &Leaf, id: &str| {
            let entry = |id: &str| Entry::find(Kind::Condition, id);
            let narrower = |of: &str| entry(id).zip(entry(of)).is_some_and(|(class, of)| has_member(class, of));
            leaf.concept_id().is_some_and(|of| of == id || narrower(of))
        });
        let Some(id) = id.filter(|_| risk.status == Some(Status::Suspected) && at < nodes.len()) else { return };
        let mut about = true;
        nodes[at..].iter().for_each(|node| node.each_leaf(&mut |leaf| about &= same(leaf, &id)));
        if !about {
            return;
        }
        let listed: Vec<Node> = nodes.drain(at..).collect();
        let Some(Node::Leaf(risk)) = nodes.pop() else { return };
        let span = listed.iter().fold(risk.span.span(), |span, node| span.join(node.span().span()));
        let listed = listed.into_iter().flat_map(|node| match node {
            Node::Any { of, .. } => of,
            node => vec![node],
        });
        let mut node = Node::Any { of: listed.collect(), span: span.into() };
        add_times(&mut node, &risk.time);
        node.each_leaf_mut(&mut |leaf| leaf.permits.extend_from_slice(&risk.permits));
        nodes.push(node);
    }

    /// The parts between semicolons; a dash before "including" divides as well, with spaces or without: "whether
    /// treatment has been completed-including signs of …". With them the place of the part after such a dash.
    fn parts<'c>(&mut self, sentence: &'c [Chunk]) -> (Vec<&'c [Chunk]>, Option<usize>) {
        let mut parts = Vec::new();
        let mut listed = None;
        let clauses: Vec<&[Chunk]> = sentence.split(|c| self.sort(c) == Sort::Semicolon).collect();
        for clause in clauses {
            let dash = clause
                .windows(2)
                .position(|two| matches!(self.sort(&two[0]), Sort::Dash) && self.is_cue(&two[1], Cue::Including));
            match dash.filter(|at| *at > 0 && at + 2 < clause.len()) {
                Some(at) => {
                    self.take(&clause[at..at + 2]);
                    parts.extend([&clause[..at], &clause[at + 2..]]);
                    listed = Some(parts.len() - 1);
                }
                None => parts.push(clause),
            }
        }
        (parts, listed)
    }

    /// Where the list that a colon opens ends: at the next part with a colon of its own.
    fn list_end(&self, parts: &[&[Chunk]], at: usize) -> usize {
        let next = parts[at + 1..].iter().position(|p| p.iter().any(|c| self.sort(c) == Sort::Colon));
        next.map_or(parts.len(), |n| at + 1 + n)
    }

    /// The words before a colon, the items after it.
    fn colon(&mut self, head: &[Chunk], items: &[&[Chunk]], nodes: &mut Vec<Node>) {
        let bytes = bytes_of(head).start..items.last().map_or(0, |i| bytes_of(i).end).max(bytes_of(head).end);
        if self.defining_list(head, items, nodes) {
            return;
        }
        if self.is_named_limit(head, items[0]) {
            // "BMI: 25-45 kg/m2": the colon stands for "is".
            let mut first = head.to_vec();
            first.extend_from_slice(items[0]);
            self.said(&first, nodes);
            for item in &items[1..] {
                self.said(item, nodes);
            }
            return;
        }
        let clinical = head.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        let open = self.find(head, &[Cue::OpenList]).is_some();
        let list = self.list_head(head);
        if items.iter().all(|i| i.is_empty()) {
            nodes.extend(self.said_one(head));
            return;
        }
        let mut parts = Vec::new();
        for item in items {
            self.said(item, &mut parts);
        }
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
                parts.iter_mut().for_each(|p| {
                    p.each_leaf_mut(&mut |l| l.status = l.status.or(status.filter(|_| l.value.is_none())))
                });
                parts.push(own);
            }
        } else {
            self.take(head);
        }
        for part in &mut parts {
            add_times(part, &list.times);
        }
        if parts.is_empty() {
            return;
        }
        let none = list.none;
        let node = match list.count {
            Some(_) => self.counted(list, parts, &bytes),
            None => Some(self.listed(parts, all && !none, list.all, &bytes)),
        };
        nodes.extend(node.map(|node| if none { self.not(node, &bytes) } else { node }));
    }

    /// "Standard therapy includes A plus at least two of the following: B, C, D": what a concept said before means.
    fn defining_list(&mut self, head: &[Chunk], items: &[&[Chunk]], nodes: &mut [Node]) -> bool {
        let Some(at) = self.find(head, &[Cue::DefinedAs, Cue::Including]).filter(|at| *at > 0) else { return false };
        let Some(target) = self.known_concept(&head[..at], nodes) else { return false };
        let demand = std::mem::replace(&mut self.demand, false);
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
        self.demand = demand;
        let meaning = self.joined(first.into_iter().chain(node).collect(), true, &bytes);
        define(nodes, &target, &meaning);
        true
    }

    /// The members of a list under what its head says of their number.
    fn counted(&mut self, list: ListHead, members: Vec<Node>, bytes: &crate::grammar::Bytes) -> Option<Node> {
        let all = list.all.unwrap_or(self.demand);
        let span = self.span(bytes).into();
        match list.count {
            Some(count) if !members.is_empty() => {
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
    fn listed(&self, members: Vec<Node>, all: bool, said: Option<bool>, bytes: &crate::grammar::Bytes) -> Node {
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

    fn is_topic_with_examples(&self, head: &[Chunk]) -> bool {
        head.last().is_some_and(|c| matches!(self.cue(c), Some(Cue::Including | Cue::SuchAs)))
    }

    /// What the words before a list say about it.
    pub fn list_head(&mut self, head: &[Chunk]) -> ListHead {
        let mut list = ListHead::default();
        for (at, chunk) in head.iter().enumerate() {
            if let crate::grammar::ChunkKind::Quantity(quantity) = &chunk.kind
                && head.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::OfFollowing))
            {
                list.count = Some((**quantity).clone());
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
                Some(Cue::MustMeet | Cue::Must) => list.demands = true,
                Some(Cue::No) => list.none = true,
                _ => {}
            }
            if let crate::grammar::ChunkKind::Time(phrase) = &chunk.kind {
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

    fn said_one(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let mut nodes = Vec::new();
        self.said(chunks, &mut nodes);
        let bytes = bytes_of(chunks);
        (!nodes.is_empty()).then(|| self.joined(nodes, self.demand, &bytes))
    }

    /// One clause between semicolons, in the light of what was said before it.
    fn said(&mut self, chunks: &[Chunk], nodes: &mut Vec<Node>) {
        let chunks = self.trimmed(chunks);
        if chunks.is_empty() {
            return;
        }
        if self.lifted(chunks, nodes)
            || self.replaced(chunks, nodes)
            || self.definition(chunks, nodes)
            || self.permitted(chunks, nodes)
        {
            return;
        }
        let or = self.is_cue(&chunks[0], Cue::Or);
        let Some(mut node) = self.clause(chunks) else { return };
        if self.only_allows(chunks) {
            node = Node::permission(node, self.demand);
        }
        if or && let Some(before) = nodes.pop() {
            let span = before.span().span().join(node.span().span()).into();
            let of = [before, node].into_iter().flat_map(|node| match node {
                Node::Any { of, .. } => of,
                node => vec![node],
            });
            nodes.push(Node::Any { of: of.collect(), span });
            return;
        }
        nodes.push(node);
    }

    /// Whether a clause of its own does but allow something: "prior radiotherapy is permitted". That people "are eligible"
    /// demands nothing in an exclusion; in a demand it may say who they are, and is taken so.
    fn only_allows(&self, chunks: &[Chunk]) -> bool {
        let Some(at) = self.find(chunks, &[Cue::Allowed]).filter(|at| *at > 0) else { return false };
        if self.find(chunks, &[Cue::If, Cue::Unless, Cue::NotAllowed, Cue::Must]).is_some() {
            return false;
        }
        if chunks.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if is_measured(e))) {
            return false;
        }
        let words = self.words(&chunks[at].span).to_ascii_lowercase();
        let of_people = ["eligible", "include", "enroll", "participate"].iter().any(|word| words.contains(word));
        let last = chunks[at + 1..].iter().all(|c| self.is_idle(c) || self.sort(c) == Sort::Time);
        last && !(of_people && self.demand && !words.contains("also"))
    }

    /// "If used in combination with X, there is no minimum": the lower limit said before is lifted for those.
    fn lifted(&mut self, chunks: &[Chunk], nodes: &mut [Node]) -> bool {
        let Some(at) = self.find(chunks, &[Cue::NoLimit]) else { return false };
        let Some(when_at) = self.find(chunks, &[Cue::If]) else { return false };
        let Some(before) = nodes.last_mut() else { return false };
        let lower = !self.words(&chunks[at].span).to_ascii_lowercase().contains("max");
        let condition = if when_at < at { &chunks[when_at + 1..at] } else { &chunks[when_at + 1..] };
        let Some(when) = self.clause(condition) else { return false };
        self.take(chunks);
        let bytes = bytes_of(chunks);
        let negated = self.not(when, &bytes);
        lift(before, lower, &|then| self.if_node(negated.clone(), then, &bytes))
    }

    /// "If used in combination with X, the minimum daily dose is 5 mg/day": another limit in the place of the one said
    /// before, for those.
    fn replaced(&mut self, chunks: &[Chunk], nodes: &mut [Node]) -> bool {
        if !self.is_cue(&chunks[0], Cue::If) {
            return false;
        }
        let Some(comma) = chunks.iter().position(|c| self.sort(c) == Sort::Comma) else { return false };
        let (condition, rest) = (&chunks[1..comma], &chunks[comma + 1..]);
        let limit = |c: &Chunk| matches!(self.cue(c), Some(Cue::GeBefore | Cue::LeBefore));
        let Some(end) = rest.iter().find(|c| limit(c)) else { return false };
        let lower = self.is_cue(end, Cue::GeBefore);
        let named = |c: &Chunk| limit(c) || matches!(self.cue(c), Some(Cue::The | Cue::Be | Cue::Dose | Cue::Daily));
        let Some((other, words)) = rest.split_last() else { return false };
        let crate::grammar::ChunkKind::Quantity(quantity) = &other.kind else { return false };
        let Some(before) = nodes.last_mut().filter(|_| words.iter().all(named)) else { return false };
        let Some(number) = quantity.bounds.eq else { return false };
        let mut quantity = (**quantity).clone();
        quantity.bounds = if lower {
            crate::rule::Bounds { ge: Some(number), ..Default::default() }
        } else {
            crate::rule::Bounds { le: Some(number), ..Default::default() }
        };
        let Some(when) = self.clause(condition) else { return false };
        self.take(chunks);
        let bytes = bytes_of(chunks);
        let value = self.value(&quantity, None);
        let negated = self.not(when, &bytes);
        let span = self.span(&bytes);
        lift(before, lower, &|then| {
            let mut for_them = then.clone();
            for_them.each_leaf_mut(&mut |leaf| {
                let limit = if leaf.dose.is_some() { &mut leaf.dose } else { &mut leaf.value };
                *limit = Some(Box::new(value.clone()));
            });
            let (when, then, otherwise) = (Box::new(negated.clone()), Box::new(then), Box::new(for_them));
            Node::If { when, then, otherwise, span: span.into() }
        })
    }

    /// "Standard treatment refers to …": what a concept said before means.
    fn definition(&mut self, chunks: &[Chunk], nodes: &mut [Node]) -> bool {
        let Some(at) = self.find(chunks, &[Cue::DefinedAs, Cue::Including]).filter(|at| *at > 0) else { return false };
        let Some(target) = self.known_concept(&chunks[..at], nodes) else { return false };
        self.take(&chunks[..=at]);
        let demand = std::mem::replace(&mut self.demand, false);
        let meaning = self.clause(&chunks[at + 1..]);
        self.demand = demand;
        let Some(meaning) = meaning else { return false };
        define(nodes, &target, &meaning);
        true
    }

    /// The concept that these words name, if a rule before is about it.
    fn known_concept(&self, chunks: &[Chunk], nodes: &[Node]) -> Option<(Option<Entry>, String)> {
        let (entry, words) = self.defined_concept(chunks)?;
        let mut known = false;
        for node in nodes.iter().rev().take(NEAR) {
            node_leaves(node, &mut |leaf| known |= is_about(leaf, entry, &words));
        }
        known.then_some((entry, words))
    }

    /// The concept that the words before "refers to" name.
    fn defined_concept(&self, chunks: &[Chunk]) -> Option<(Option<Entry>, String)> {
        let content: Vec<&Chunk> = chunks
            .iter()
            .filter(|c| {
                !matches!(self.sort(c), Sort::Cue(Cue::The | Cue::Also | Cue::Be)) && self.sort(c) != Sort::Comma
            })
            .collect();
        if content.is_empty() || content.len() > 4 {
            return None;
        }
        let entry = content.iter().find_map(|c| match self.sort(c) {
            Sort::Concept(e) => Some(e),
            _ => None,
        });
        let bytes = content[0].span.start..content[content.len() - 1].span.end;
        Some((entry, self.words(&bytes).to_lowercase()))
    }

    /// "however, prophylactic use of these drugs is allowed": said of the clause before it.
    fn permitted(&mut self, chunks: &[Chunk], nodes: &mut [Node]) -> bool {
        if self.find(chunks, &[Cue::Allowed]).is_none() {
            return false;
        }
        let Some(before) = nodes.last_mut() else { return false };
        let node = match self.these_drugs(chunks, before) {
            Some(node) => Some(node),
            None => self.clause(chunks),
        };
        let Some(node) = node else { return false };
        if self.widened(before, &node, chunks) {
            return true;
        }
        let mut last: Option<&mut Leaf> = None;
        last_leaf(before, &mut last);
        match last {
            Some(leaf) => leaf.permits.push(node),
            None => return false,
        }
        true
    }

    /// "prophylactic use of *these drugs* is allowed": the drugs that the clause before names.
    fn these_drugs(&mut self, chunks: &[Chunk], before: &Node) -> Option<Node> {
        let back = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            matches!(self.cue(c), Some(Cue::FollowingList | Cue::The)) && matches!(&*words, "these" | "such" | "said")
        };
        let at = chunks.windows(2).position(|two| back(&two[0]) && self.is_cue(&two[1], Cue::TherapyWord))?;
        let bytes = bytes_of(&chunks[at..at + 2]);
        let qualifiers = chunks[..at].iter().filter_map(|c| match self.sort(c) {
            Sort::Term(entry) if entry.kind() == Kind::Qualifier => Some(entry.id().to_owned()),
            _ => None,
        });
        let qualifiers: Vec<String> = qualifiers.collect();
        let mut drugs: Vec<Node> = Vec::new();
        node_leaves(before, &mut |leaf| {
            if leaf.kind == LeafKind::Drug && leaf.concept.is_some() {
                let mut drug = Leaf::new(LeafKind::Drug, leaf.span.clone());
                drug.concept.clone_from(&leaf.concept);
                drug.qualifiers.clone_from(&qualifiers);
                drugs.push(drug.into());
            }
        });
        drugs.sort_by_key(|drug| drug.span().span());
        if drugs.is_empty() {
            return None;
        }
        self.take_whole(chunks);
        Some(self.joined(drugs, false, &bytes))
    }

    /// "total bilirubin ≤ 1.5, unless Gilbert; subjects with Gilbert with total bilirubin ≤ 3 can be included": the
    /// second clause puts its own limits in the place of the exception.
    fn widened(&mut self, before: &mut Node, wider: &Node, chunks: &[Chunk]) -> bool {
        let mut limits = Vec::new();
        wider.each_leaf(&mut |leaf| {
            if leaf.value.is_some() {
                limits.extend(leaf.concept_id().map(str::to_owned));
            }
        });
        if limits.is_empty() {
            return false;
        }
        replace_exception(before, wider, &limits) || {
            let bytes = bytes_of(chunks);
            self.say("exception-without-limit", Severity::Note, "allows a limit that no earlier clause sets", &bytes);
            false
        }
    }
}

/// In `any(limit, excused)` puts the wider limits in the place of the excuse; where there is only the limit, beside it.
fn replace_exception(node: &mut Node, wider: &Node, concepts: &[String]) -> bool {
    let about = |n: &Node| {
        let mut found = false;
        n.each_leaf(&mut |l| {
            found |= l.value.is_some() && l.concept_id().is_some_and(|id| concepts.iter().any(|c| c == id))
        });
        found
    };
    match node {
        Node::Any { of, .. } if of.len() == 2 && about(&of[0]) && !about(&of[1]) => {
            of[1] = wider.clone();
            true
        }
        Node::All { of, .. } | Node::Any { of, .. } => {
            of.iter_mut().rev().any(|n| replace_exception(n, wider, concepts))
        }
        Node::Leaf(_) if about(node) => {
            let span = node.span().clone();
            let limit = std::mem::replace(node, Node::Constant { value: true, span: span.clone() });
            *node = Node::Any { of: vec![limit, wider.clone()], span };
            true
        }
        _ => false,
    }
}

/// Splits a range said of a dose (or a value): the limit that is lifted stays for the others only.
fn lift(node: &mut Node, lower: bool, others: &dyn Fn(Node) -> Node) -> bool {
    match node {
        Node::All { of, .. } | Node::Any { of, .. } => of.iter_mut().rev().any(|n| lift(n, lower, others)),
        Node::If { then, .. } => lift(then, lower, others),
        Node::Leaf(leaf) => {
            let Some(value) = leaf.dose.as_ref().or(leaf.value.as_ref()) else { return false };
            let (mut kept, mut lifted) = (value.clone(), value.clone());
            for (v, is_lower) in [(&mut kept, !lower), (&mut lifted, lower)] {
                if is_lower {
                    v.bounds.le = None;
                    v.bounds.lt = None;
                } else {
                    v.bounds.ge = None;
                    v.bounds.gt = None;
                }
            }
            if kept.bounds.is_empty() || lifted.bounds.is_empty() {
                return false;
            }
            let with = |value| {
                let mut leaf = leaf.clone();
                if leaf.dose.is_some() {
                    leaf.dose = Some(value)
                } else {
                    leaf.value = Some(value)
                }
                Node::Leaf(leaf)
            };
            let span = leaf.span.clone();
            let of = vec![with(kept), others(with(lifted))];
            *node = Node::All { of, span };
            true
        }
        _ => false,
    }
}

/// Puts a meaning on every leaf of its concept.
fn define(nodes: &mut [Node], (entry, words): &(Option<Entry>, String), meaning: &Node) {
    for node in nodes.iter_mut().rev().take(NEAR) {
        each_deep_leaf(node, &mut |leaf| {
            if is_about(leaf, *entry, words) && leaf.defined_by.is_none() {
                leaf.defined_by = Some(Box::new(meaning.clone()));
            }
        });
    }
}

/// The parts of an `any`; another node is its own only part.
fn any_of(node: Node) -> Vec<Node> {
    match node {
        Node::Any { of, .. } | Node::All { of, .. } => of,
        node => vec![node],
    }
}

fn is_about(leaf: &Leaf, entry: Option<Entry>, words: &str) -> bool {
    let Some(concept) = &leaf.concept else { return false };
    match (entry, &concept.id) {
        (Some(entry), Some(id)) if entry.kind() != Kind::Unit => entry.id() == id,
        _ => concept.text.to_lowercase().contains(words),
    }
}

/// Calls `f` with each leaf, those inside leaves included.
pub fn node_leaves<'n>(node: &'n Node, f: &mut impl FnMut(&'n Leaf)) {
    let mut leaves = Vec::new();
    node.each_leaf(&mut |leaf| leaves.push(leaf));
    while let Some(leaf) = leaves.pop() {
        f(leaf);
        let nested = [&leaf.having, &leaf.due_to, &leaf.defined_by];
        for inner in nested.into_iter().flatten() {
            inner.each_leaf(&mut |l| leaves.push(l));
        }
        let anchors = leaf.time.iter().filter_map(|time| match &time.anchor {
            Some(Anchor::Event(event)) => Some(&**event),
            _ => None,
        });
        for inner in leaf.permits.iter().chain(anchors) {
            inner.each_leaf(&mut |l| leaves.push(l));
        }
    }
}

/// Calls `f` with each leaf to change it, those in `having` included.
pub fn each_deep_leaf(node: &mut Node, f: &mut dyn FnMut(&mut Leaf)) {
    node.each_leaf_mut(&mut |leaf| {
        // The inner ones first: `f` may put a node here that it would otherwise be called on, and so without end.
        for inner in [&mut leaf.having, &mut leaf.defined_by].into_iter().flatten() {
            each_deep_leaf(inner, f);
        }
        f(leaf);
    });
}

fn first_leaf(node: &Node) -> Option<&Leaf> {
    let mut first = None;
    node.each_leaf(&mut |leaf| first = first.or(Some(leaf)));
    first
}

fn last_leaf<'n>(node: &'n mut Node, last: &mut Option<&'n mut Leaf>) {
    match node {
        Node::Leaf(leaf) => *last = Some(leaf),
        Node::All { of, .. } | Node::Any { of, .. } | Node::AtLeast { of, .. } => {
            if let Some(node) = of.last_mut() {
                last_leaf(node, last);
            }
        }
        Node::Not { of, .. } => last_leaf(of, last),
        Node::If { then, .. } => last_leaf(then, last),
        Node::Ref { .. } | Node::Constant { .. } => {}
    }
}

/// Gives every leaf that has no time of its own these times.
pub fn add_times(node: &mut Node, times: &[Time]) {
    if !times.is_empty() {
        node.each_leaf_mut(&mut |leaf| {
            if leaf.time.is_empty() {
                leaf.time.extend_from_slice(times);
            }
        });
    }
}
