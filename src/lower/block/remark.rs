//! Sentences that change what was said before: exceptions, permissions, definitions, wider limits.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, DEEPEST, Sort, bytes_of};
use crate::lower::leaves::each_deep_leaf;
use crate::lower::leaves::last_leaf;
use crate::lower::leaves::node_leaves;
use crate::rule::{Leaf, LeafKind, Node, Severity, Span, Status};
use crate::words;

/// How many clauses back a definition may look for its concept.
const NEAR: usize = 32;

impl Context<'_, '_> {
    /// Whether a clause of its own does but allow something: "prior radiotherapy is permitted". That people "are eligible"
    /// demands nothing in an exclusion; in a demand it may say who they are, and is taken so.
    pub(super) fn only_allows(&self, chunks: &[Chunk]) -> bool {
        let Some(at) = self.find(chunks, &[Cue::Allowed]).filter(|at| *at > 0) else { return false };
        if self.allows_none(chunks) || self.find(chunks, &[Cue::If, Cue::Unless, Cue::NotAllowed, Cue::Must]).is_some()
        {
            return false;
        }
        let measured = chunks.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if is_measured(e)));
        let limited = chunks.iter().any(|c| self.sort(c) == Sort::Quantity);
        if limited && self.excluding && !self.demand && self.allows_limit(chunks, at) {
            return true;
        }
        // "FEV1 increase ≥ 12 % *is no exclusion*"
        let words = self.words(&chunks[at].span).to_ascii_lowercase();
        let no_reason = ["exclusion", "to exclude"].iter().any(|end| words.contains(end)) && words.contains("no");
        if !no_reason && (limited && (measured || self.excluding) || measured && self.lets_take_part(&chunks[at])) {
            return false;
        }
        if self.excepts_what_is_allowed(&chunks[..at]) {
            return false;
        }
        let takes_part = || self.may_take_part(chunks, at) || self.may_have_been_treated(chunks, at);
        let of_people = self.lets_take_part(&chunks[at]) && !takes_part();
        // "can be included *in the study*"
        let last = |c: &Chunk| self.is_idle(c) || self.sort(c) == Sort::Time || self.is_cue(c, Cue::StudyWord);
        let last = chunks[at + 1..].iter().all(last);
        last && !(of_people && self.demand && !words.contains("also"))
    }

    /// "eosinophils > 1500/µL *are allowed*", "CK > 5 × ULN *is not an exclusion*": whether a clause among what excludes but lets a limit
    /// pass. Near misses: "patients with platelets < 100 *who are otherwise eligible*", "ALT > 3 × ULN*,* CK > 5 × ULN is allowed", where the
    /// words may be of the last alone.
    fn allows_limit(&self, chunks: &[Chunk], at: usize) -> bool {
        let (before, after) = chunks.split_at(at);
        let words = self.words(&after[0].span).to_ascii_lowercase();
        let of_people = words.ends_with("eligible");
        let parts = |c: &Chunk| {
            matches!(self.sort(c), Sort::Comma | Sort::Semicolon | Sort::Stop)
                || matches!(self.cue(c), Some(Cue::Who | Cue::But | Cue::Except | Cue::Or))
                || self.is_denial(c)
        };
        !of_people && !before.iter().any(parts) && after[1..].iter().all(|c| self.is_idle(c))
    }

    /// "Disadvantaged groups *may be included*": they take part among others, which is demanded of nobody. Near misses: "patients
    /// aged 18 to 65 *can be included*", "*only* patients with asthma may be enrolled", "patients with asthma *are eligible*".
    fn may_take_part(&self, chunks: &[Chunk], allowed: usize) -> bool {
        let words = self.words(&chunks[allowed].span).to_ascii_lowercase();
        let may = words.starts_with("may be ") || words.starts_with("can be ");
        let limits = |c: &Chunk| {
            matches!(self.sort(c), Sort::Quantity | Sort::Time)
                || matches!(self.cue(c), Some(Cue::Male | Cue::Female | Cue::SexAny | Cue::Adult | Cue::Age))
                || self.words(&c.span).eq_ignore_ascii_case("only")
        };
        may && !chunks.iter().any(limits)
    }

    /// "are *eligible*", "may be *enrolled*": whether a word that allows is said of people, who take part then.
    pub fn lets_take_part(&self, allowed: &Chunk) -> bool {
        let words = self.words(&allowed.span).to_ascii_lowercase();
        ["eligible", "include", "enroll", "participate"].iter().any(|stem| words.contains(stem))
    }

    /// "asthma *with the exception that* mild asthma is allowed", "asthma except mild asthma, *which* is allowed": only what is
    /// excepted is. Near miss: "drugs *other than* aspirin are allowed", which allows the whole.
    fn excepts_what_is_allowed(&self, before: &[Chunk]) -> bool {
        let who = |c: Option<&Chunk>| c.is_some_and(|c| self.is_cue(c, Cue::Who));
        let except = self.find(before, &[Cue::Except]).filter(|at| *at > 0);
        except.is_some_and(|at| who(before.get(at + 1)) || at + 1 < before.len() && who(before.last()))
    }

    /// "*HIV-infected patients* with CD4 ≥ 350 *are eligible*", "subjects with Gilbert syndrome and bilirubin ≤ 3 × ULN *may be
    /// enrolled*": what those have to have who are let in with a disease beside that of the trial. Near miss: "patients with
    /// diabetes and HbA1c ≥ 7 % are eligible", which may say who takes part at all.
    pub(super) fn lets_in(&mut self, chunks: &[Chunk], node: &Node) -> Option<Node> {
        let at = self.find(chunks, &[Cue::Allowed]).filter(|at| chunks[at + 1..].iter().all(|c| self.is_idle(c)))?;
        let people = self.find(&chunks[..at], &[Cue::Patient, Cue::If]).is_some();
        let words = self.words(&chunks[at].span).to_ascii_lowercase();
        let lets = words::LETTING_IN.iter().any(|word| words.starts_with(word));
        let Node::All { of, .. } = node else { return None };
        let kind = |kind: LeafKind| move |n: &&Node| matches!(n, Node::Leaf(leaf) if leaf.kind == kind);
        let diseases: Vec<Node> = of.iter().filter(kind(LeafKind::Condition)).cloned().collect();
        let limits: Vec<Node> = of.iter().filter(kind(LeafKind::Measurement)).cloned().collect();
        let usual = |leaf: &Leaf| leaf.concept_id().is_some_and(|id| words::BESIDE_CONDITIONS.contains(&id));
        let beside = |n: &Node| matches!(n, Node::Leaf(leaf) if usual(leaf));
        let parted = diseases.len() + limits.len() == of.len() && !diseases.is_empty() && !limits.is_empty();
        let lets = parted && (people && lets || diseases.iter().all(beside));
        if !lets || self.find(chunks, &[Cue::If, Cue::Unless, Cue::Must]).is_some_and(|n| n > 0) {
            return None;
        }
        let bytes = bytes_of(chunks);
        let (when, then) = (self.joined(diseases, true, &bytes), self.joined(limits, true, &bytes));
        Some(self.if_node(when, then, &bytes))
    }

    /// "*No* prior chemotherapy is permitted": among demands, what is denied before "permitted" is forbidden. Near miss: "no
    /// more than 2 prior lines are permitted", a limit.
    pub fn allows_none(&self, chunks: &[Chunk]) -> bool {
        let first = chunks.iter().find(|c| !self.is_idle(c));
        self.demand && first.is_some_and(|c| self.is_cue(c, Cue::No)) && self.find(chunks, &[Cue::Allowed]).is_some()
    }

    /// "cancer patients are excluded, *but* a history of cancer does not result in exclusion": where what is allowed begins.
    /// Of what excludes by its section, too: "asthma, *but* mild asthma is allowed". Near miss: "*no* asthma but allergy is
    /// allowed".
    pub(super) fn but_allowed(&self, chunks: &[Chunk]) -> Option<usize> {
        let but = self.find(chunks, &[Cue::But]).filter(|at| *at > 0)?;
        let denied = self.find(&chunks[..but], &[Cue::No, Cue::Not, Cue::Without]).is_some();
        let excludes = self.excluding && !self.demand && !denied;
        if !excludes {
            self.find(&chunks[..but], &[Cue::NotAllowed])?;
        }
        let after = &chunks[but + 1..];
        (self.find(after, &[Cue::Allowed]).is_some() && self.find(after, &[Cue::NotAllowed]).is_none()).then_some(but)
    }

    /// "vitamin or mineral supplements *(unless they agree to stop them)*": what people do lifts the whole, and so it stands
    /// without its brackets. Near miss: "aspirin or warfarin (unless *stopped*)" is said of the last.
    pub(super) fn unless_in_brackets(&self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let (last, before) = chunks.split_last()?;
        let ChunkKind::Group(inner) = &last.kind else { return None };
        let [unless, who, _, ..] = inner.as_slice() else { return None };
        let people = self.is_cue(who, Cue::Patient)
            || matches!(&*self.words(&who.span).to_ascii_lowercase(), "they" | "he" | "she" | "he/she" | "the");
        let opens = self.is_cue(unless, Cue::Unless) && people && !before.is_empty();
        opens.then(|| before.iter().chain(inner).cloned().collect())
    }

    /// "Pregnancy or lactation *(women of childbearing potential must have a negative test)*": what is demanded in brackets
    /// after what excludes. Whoever does not meet it is excluded as well.
    pub(super) fn tested_besides(&mut self, chunks: &[Chunk], nodes: &mut Vec<Node>) -> bool {
        let Some((Chunk { kind: ChunkKind::Group(inner), .. }, before)) = chunks.split_last() else { return false };
        let women = |c: &Chunk| {
            self.is_cue(c, Cue::Female)
                || matches!(self.sort(c), Sort::Concept(e) if e.id() == "childbearing_potential")
        };
        let must = self.find(inner, &[Cue::Must]).is_some_and(|at| inner[..at].iter().any(women));
        if self.demand || before.is_empty() || !must || self.depth >= DEEPEST {
            return false;
        }
        self.depth += 1;
        self.said(before, nodes);
        self.depth -= 1;
        let excluding = std::mem::replace(&mut self.excluding, false);
        self.demand = true;
        let demanded = self.clause(inner);
        (self.demand, self.excluding) = (false, excluding);
        self.take(&chunks[before.len()..]);
        nodes.extend(demanded.map(|node| self.not(node, &bytes_of(inner))));
        true
    }

    /// "If used in combination with X, there is no minimum": the lower limit said before is lifted for those.
    pub(super) fn lifted(&mut self, chunks: &[Chunk], nodes: &mut [Node]) -> bool {
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
    pub(super) fn replaced(&mut self, chunks: &[Chunk], nodes: &mut [Node]) -> bool {
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
    pub(super) fn definition(&mut self, chunks: &[Chunk], nodes: &mut [Node]) -> bool {
        let Some(at) = self.find(chunks, &[Cue::DefinedAs, Cue::Including]).filter(|at| *at > 0) else { return false };
        let Some(target) = self.known_concept(&chunks[..at], nodes) else {
            return self.definition_of_quality(chunks, at, nodes);
        };
        self.take(&chunks[..=at]);
        let demand = std::mem::replace(&mut self.demand, false);
        let excluding = std::mem::replace(&mut self.excluding, false);
        let meaning = self.clause(&chunks[at + 1..]);
        (self.demand, self.excluding) = (demand, excluding);
        let Some(meaning) = meaning else { return false };
        define(nodes, &target, &meaning);
        true
    }

    /// The concept that these words name, if a rule before is about it.
    pub(super) fn known_concept(&self, chunks: &[Chunk], nodes: &[Node]) -> Option<(Option<Entry>, String)> {
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
    pub(super) fn permitted(&mut self, chunks: &[Chunk], nodes: &mut [Node]) -> bool {
        if self.find(chunks, &[Cue::Allowed]).is_none() || self.allows_none(chunks) || self.demands_acceptable(chunks) {
            return false;
        }
        let Some(before) = nodes.last_mut() else { return false };
        let node = match self.these_drugs(chunks, before) {
            Some(node) => Some(node),
            None => self.allowed_with_aim(chunks),
        };
        let Some(node) = node else { return false };
        if self.widened(before, &node, chunks) {
            return true;
        }
        let mut last: Option<&mut Leaf> = None;
        last_leaf(before, &mut last);
        let Some(leaf) = last else { return false };
        let (of, status) = (leaf.concept_id().map(str::to_owned), leaf.status);
        leaf.permits.push(node.clone());
        permit_at_each_time(before, (of.as_deref(), status), &node);
        true
    }

    /// "prophylactic use of *these drugs* is allowed": the drugs that the clause before names.
    fn these_drugs(&mut self, chunks: &[Chunk], before: &Node) -> Option<Node> {
        let back = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            matches!(self.cue(c), Some(Cue::FollowingList | Cue::The)) && matches!(&*words, "these" | "such" | "said")
        };
        let at = chunks.windows(2).position(|two| back(&two[0]) && self.is_cue(&two[1], Cue::TherapyWord))?;
        let qualifiers = chunks[..at].iter().filter_map(|c| match self.sort(c) {
            Sort::Term(entry) if entry.kind() == Kind::Qualifier => Some(entry.id().to_owned()),
            _ => None,
        });
        let qualifiers: Vec<String> = qualifiers.collect();
        let route = chunks.iter().find_map(|c| self.route(c));
        let routes = chunks[at + 2..].iter().flat_map(|c| self.routes_included(c));
        let routes: Vec<Leaf> = routes.collect();
        // It is said here; only the names stand in the clause before.
        let bytes = bytes_of(chunks);
        let span = self.span(&bytes);
        let mut drugs: Vec<(Span, Node)> = Vec::new();
        node_leaves(before, &mut |leaf| {
            if leaf.kind == LeafKind::Drug && leaf.concept.is_some() {
                let mut drug = Leaf::new(LeafKind::Drug, span);
                drug.concept.clone_from(&leaf.concept);
                drug.qualifiers.clone_from(&qualifiers);
                drug.route = route.map(str::to_owned);
                let given = routes.iter().map(|by| Leaf { concept: leaf.concept.clone(), ..by.clone() });
                drug.illustrations = given.map(Node::from).collect();
                drugs.push((leaf.span.span(), drug.into()));
            }
        });
        if drugs.is_empty() {
            return None;
        }
        drugs.sort_by_key(|(named, _)| *named);
        let drugs = drugs.into_iter().map(|(_, drug)| drug).collect();
        self.take_whole(chunks);
        Some(self.joined(drugs, false, &bytes))
    }

    /// The route that a chunk names.
    fn route(&self, chunk: &Chunk) -> Option<&'static str> {
        match self.sort(chunk) {
            Sort::Term(entry) if entry.kind() == Kind::Route => Some(entry.id()),
            _ => None,
        }
    }

    /// "(*including intravenous administration*)": routes that are meant as well, each in a leaf of no drug yet.
    fn routes_included(&self, chunk: &Chunk) -> Vec<Leaf> {
        let ChunkKind::Group(inner) = &chunk.kind else { return Vec::new() };
        if !inner.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::Including | Cue::SuchAs))) {
            return Vec::new();
        }
        let given = inner.iter().filter_map(|c| Some((self.route(c)?, c.span.clone())));
        given
            .map(|(route, bytes)| Leaf {
                route: Some(route.to_owned()),
                ..Leaf::new(LeafKind::Drug, self.span(&bytes))
            })
            .collect()
    }

    /// "total bilirubin ≤ 1.5, unless Gilbert; subjects with Gilbert with total bilirubin ≤ 3 can be included": the
    /// second clause puts its own limits in the place of the exception. Near miss: "for those who meet the limit, *transfusion* is
    /// allowed", which widens nothing.
    fn widened(&mut self, before: &mut Node, wider: &Node, chunks: &[Chunk]) -> bool {
        let mut limits = Vec::new();
        let (of_some, branch) = match wider {
            // "for patients with liver metastases, *ALT ≤ 5 × ULN* is allowed": those alone, for the others have the first limit.
            Node::If { when, then, otherwise, span } if matches!(**otherwise, Node::Constant { value: true, .. }) => {
                let of = vec![(**when).clone(), (**then).clone()];
                (&**then, Node::All { of, span: span.clone() })
            }
            _ => (wider, wider.clone()),
        };
        of_some.each_leaf(&mut |leaf| {
            if leaf.value.is_some() {
                limits.extend(leaf.concept_id().map(str::to_owned));
            }
        });
        if limits.is_empty() {
            return false;
        }
        replace_exception(before, &branch, &limits, 0) || {
            let bytes = bytes_of(chunks);
            self.say("exception-without-limit", Severity::Note, "allows a limit that no earlier clause sets", &bytes);
            false
        }
    }
}

/// "*active or prior* autoimmune disease. Vitiligo is allowed": what is allowed of the last is allowed of the same disease at
/// another time. Near misses: "asthma or autoimmune disease. Vitiligo is allowed"; "*untreated* or symptomatic metastases".
fn permit_at_each_time(before: &mut Node, (of, status): (Option<&str>, Option<Status>), allowed: &Node) {
    let Node::Any { of: parts, .. } = before else { return };
    for part in parts {
        match part {
            Node::Leaf(leaf) if of.is_some() && leaf.concept_id() == of && leaf.status != status => {
                leaf.permits.push(allowed.clone());
            }
            _ => {}
        }
    }
}

/// In `any(limit, excused)` puts the wider limits in the place of the excuse; where there is only the limit, beside it. Limits
/// that are wider than each other nest, and no deeper than clauses do.
fn replace_exception(node: &mut Node, wider: &Node, concepts: &[String], depth: usize) -> bool {
    if depth == DEEPEST {
        return false;
    }
    match node {
        Node::Any { of, .. } if of.len() == 2 && limits(&of[0], concepts) && !limits(&of[1], concepts) => {
            of[1] = wider.clone();
            true
        }
        Node::All { of, .. } | Node::Any { of, .. } => {
            of.iter_mut().rev().any(|n| replace_exception(n, wider, concepts, depth + 1))
        }
        Node::Leaf(_) if limits(node, concepts) => {
            let span = node.span().clone();
            let limit = std::mem::replace(node, Node::Constant { value: true, span: span.clone() });
            *node = Node::Any { of: vec![limit, wider.clone()], span };
            true
        }
        _ => false,
    }
}

/// Whether a part of this limits one of these concepts; the first that does is enough.
fn limits(node: &Node, concepts: &[String]) -> bool {
    let limits = |part: &Node| limits(part, concepts);
    match node {
        Node::All { of, .. } | Node::Any { of, .. } | Node::AtLeast { of, .. } => of.iter().any(limits),
        Node::Not { of, .. } => limits(of),
        Node::If { when, then, otherwise, .. } => [when, then, otherwise].into_iter().any(|part| limits(part)),
        Node::Leaf(leaf) => {
            leaf.value.is_some() && leaf.concept_id().is_some_and(|id| concepts.iter().any(|c| c == id))
        }
        Node::Ref { .. } | Node::Constant { .. } => false,
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
pub(super) fn define(nodes: &mut [Node], (entry, words): &(Option<Entry>, String), meaning: &Node) {
    for node in nodes.iter_mut().rev().take(NEAR) {
        each_deep_leaf(node, &mut |leaf| {
            if is_about(leaf, *entry, words) && leaf.defined_by.is_none() {
                leaf.defined_by = Some(Box::new(meaning.clone()));
            }
        });
    }
}

/// The parts of an `any`; another node is its own only part.
pub(super) fn any_of(node: Node) -> Vec<Node> {
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
