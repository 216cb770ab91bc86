//! One clause: who it is said of, under what condition, what it excepts, what it allows, and then its list of items.
//!
//! | form | example | rule |
//! |---|---|---|
//! | condition first | If scoring includes low complement, the clinical score should be ≥ 4 | `if C: R` |
//! | condition last | contraception if of childbearing potential | `if C: R` |
//! | some of the people | Women of childbearing potential must have a negative test | `if C: R` |
//! | lifted limit | total bilirubin ≤ 1.5 × ULN, unless Gilbert syndrome | `any(R, C)` |
//! | exception from a concept | malignancy except basal cell carcinoma | `malignancy other than …` |
//! | allowance | diagnostic angiography is permitted | `permits` |

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity};
use crate::lex::{Cue, Entry, Kind};
use crate::rule::{Components, Leaf, LeafKind, Node, TimeKind, Value};

use super::atom::is_measured;
use super::context::{Context, DEEPEST, Sort, bytes_of};
use super::partial::{Head, Partial};

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
        if let Some(node) = self.conditional(chunks) {
            return Some(node);
        }
        if let Some(node) = self.scored(chunks) {
            return Some(node);
        }
        if let Some(node) = self.forbidden(chunks) {
            return Some(node);
        }
        if let Some(node) = self.for_some(chunks) {
            return Some(node);
        }
        if let Some(node) = self.narrative(chunks) {
            return Some(node);
        }
        if let Some(node) = self.excepted(chunks) {
            return Some(node);
        }
        if let Some(node) = self.defined(chunks) {
            return Some(node);
        }
        if let Some(node) = self.drug_dose(chunks) {
            return Some(node);
        }
        self.coordination(chunks)
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

    /// "If C, R"; "R if C"; "R unless C".
    fn conditional(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = self.find(chunks, &[Cue::If, Cue::Unless])?;
        let unless = self.is_cue(&chunks[at], Cue::Unless);
        let (condition, rest) = if at == 0 {
            let end = chunks.iter().position(|c| self.sort(c) == Sort::Comma)?;
            (&chunks[1..end], &chunks[end + 1..])
        } else {
            (&chunks[at + 1..], &chunks[..at])
        };
        if condition.is_empty() || rest.iter().all(|c| self.is_idle(c)) {
            return None;
        }
        let (condition, window) =
            if at == 0 { (condition, &chunks[chunks.len()..]) } else { self.window_after(condition) };
        self.take(&chunks[at..=at]);
        let bytes = bytes_of(chunks);
        if at > 0 && !unless && self.find(rest, &[Cue::NoLimit]).is_some() {
            return None;
        }
        if at > 0
            && !unless
            && let Some(node) = self.allowed_if(rest, condition, &bytes)
        {
            return Some(node);
        }
        let (rest, wider) = self.limit_before_if(rest, unless || at == 0);
        let (condition, wider) = match self.limit_in_case(condition).filter(|_| at > 0) {
            Some((condition, limit)) => (condition, Some(limit)),
            None => (condition, wider),
        };
        if unless {
            self.said_of = self.only_condition(rest);
        }
        let when = self.condition(condition)?;
        self.said_of = None;
        self.wider = wider.map(|limit| (limit, when.clone()));
        if self.wider.is_some() {
            let then = self.clause(rest);
            self.wider = None;
            return then;
        }
        let then = if window.is_empty() {
            self.clause(rest)?
        } else {
            let governed: Vec<Chunk> = rest.iter().chain(window).cloned().collect();
            self.clause(&governed)?
        };
        if unless {
            return Some(self.unless(then, when, &bytes));
        }
        Some(self.if_node(when, then, &bytes))
    }

    /// "unless on anticoagulants, *as long as* the INR is in range": inside a condition a further one is demanded as well.
    pub fn condition(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let further = self.find(chunks, &[Cue::If]).filter(|at| *at > 0 && *at + 1 < chunks.len());
        let Some(at) = further else { return self.clause(chunks) };
        let first = self.clause(&chunks[..at])?;
        self.take(&chunks[at..=at]);
        let second = self.clause(&chunks[at + 1..]);
        Some(self.joined(std::iter::once(first).chain(second).collect(), true, &bytes_of(chunks)))
    }

    /// The one thing, not measured, that these words name.
    fn only_condition(&self, chunks: &[Chunk]) -> Option<Head> {
        let mut named = chunks.iter().filter_map(|c| match self.sort(c) {
            Sort::Concept(entry) if !is_measured(entry) => Some(Head::new(Some(entry), c.span.clone())),
            _ => None,
        });
        named.next().filter(|_| named.next().is_none())
    }

    /// "Patients with HIV are eligible if C", "X is allowed provided that C": of those who have X, C is demanded.
    fn allowed_if(&mut self, rest: &[Chunk], condition: &[Chunk], bytes: &Bytes) -> Option<Node> {
        let (last, subject) = rest.split_last()?;
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e));
        if !self.is_cue(last, Cue::Allowed) || !subject.iter().any(named) {
            return None;
        }
        self.take(&rest[rest.len() - 1..]);
        self.said_of = self.only_condition(subject);
        let then = self.condition(condition);
        self.said_of = None;
        let (when, then) = (self.clause(subject)?, then?);
        if self.demand {
            return Some(self.if_node(when, then, bytes));
        }
        let lacking = self.not(then, bytes);
        Some(self.joined(vec![when, lacking], true, bytes))
    }

    /// "unless Gilbert syndrome, *in which case ≤ 3 × ULN*": the limit for those, and the condition without it.
    fn limit_in_case<'c>(&mut self, condition: &'c [Chunk]) -> Option<(&'c [Chunk], Quantity)> {
        let (last, before) = condition.split_last()?;
        let ChunkKind::Quantity(limit) = &last.kind else { return None };
        let then = self.find(before, &[Cue::Then]).filter(|at| *at > 0)?;
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Cue(cue) => matches!(cue, Cue::Must | Cue::Be | Cue::The | Cue::Then | Cue::Of),
            Sort::Concept(entry) => is_measured(entry),
            _ => false,
        };
        if !before[then..].iter().all(named) {
            return None;
        }
        self.take(&condition[then..]);
        Some((&condition[..then], (**limit).clone()))
    }

    /// "AST ≤ 3 × ULN, *or ≤ 5 × ULN* if liver metastases": the limit directly before a condition that only it is under,
    /// and the words before it.
    fn limit_before_if<'c>(&mut self, rest: &'c [Chunk], other: bool) -> (&'c [Chunk], Option<Quantity>) {
        let whole = (rest, None);
        let Some((last, before)) = rest.split_last().filter(|_| !other) else { return whole };
        let ChunkKind::Quantity(limit) = &last.kind else { return whole };
        let or = before.iter().rposition(|c| !matches!(self.sort(c), Sort::Cue(Cue::Be | Cue::The)));
        let Some(or) = or.filter(|at| self.is_cue(&before[*at], Cue::Or) && *at > 0) else { return whole };
        let unit = |q: &Quantity| q.unit.as_ref().and_then(|u| u.code.clone());
        let first = before[..or].iter().rev().find_map(|c| match &c.kind {
            ChunkKind::Quantity(q) => Some(q),
            _ => None,
        });
        let alike = first.is_some_and(|q| unit(q) == unit(limit) && q.relative_to == limit.relative_to);
        if !alike || !before[..or].iter().any(|c| matches!(self.sort(c), Sort::Concept(_))) {
            return whole;
        }
        self.take(&rest[or..]);
        (&rest[..or], Some((**limit).clone()))
    }

    /// "≤ 1.5, unless Gilbert syndrome, *within 7 days before X*": times alone after a comma are said of the limit before
    /// the condition. The condition without them, and they.
    fn window_after<'c>(&self, condition: &'c [Chunk]) -> (&'c [Chunk], &'c [Chunk]) {
        let comma = condition.iter().rposition(|c| self.sort(c) == Sort::Comma).filter(|at| *at > 0);
        match comma {
            Some(at) if at + 1 < condition.len() && condition[at + 1..].iter().all(|c| self.sort(c) == Sort::Time) => {
                (&condition[..at], &condition[at + 1..])
            }
            _ => (condition, &condition[condition.len()..]),
        }
    }

    /// "isolated class V is excluded": among demands, what is excluded must not be.
    fn forbidden(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = self.find(chunks, &[Cue::NotAllowed]).filter(|at| *at > 0 && self.demand)?;
        if !chunks[at + 1..].iter().all(|c| self.is_idle(c)) {
            return None;
        }
        self.take(&chunks[at..]);
        let node = self.clause(&chunks[..at])?;
        Some(self.not(node, &bytes_of(chunks)))
    }

    /// "scoring includes low complement and/or anti-dsDNA": some points of the score named before are of these.
    fn scored(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = chunks.iter().position(|c| !self.is_idle(c))?;
        let [word, includes, parts @ ..] = &chunks[at..] else { return None };
        let head = self.last_score.clone()?;
        if !self.is_cue(word, Cue::ScoreWord) || !self.is_cue(includes, Cue::Including) || parts.is_empty() {
            return None;
        }
        let items = parts.split(|c| self.is_separator(c)).filter(|item| !item.is_empty());
        let only = items.map(|item| self.words(&bytes_of(item)).to_owned()).collect();
        self.take_whole(chunks);
        let head = Head::new(head.entry, word.span.clone());
        let mut leaf = Leaf::new(LeafKind::Measurement, self.span(&bytes_of(chunks)));
        leaf.concept = Some(self.concept(&head, &Partial::default()));
        leaf.value = Some(Box::new(Value {
            is: Some("scored".to_owned()),
            components: Some(Box::new(Components { only, without: Vec::new() })),
            text: self.words(&includes.span).to_owned(),
            span: self.span(&includes.span),
            ..Value::default()
        }));
        Some(leaf.into())
    }

    /// "R unless C": in a demand C excuses; in an exclusion it saves.
    pub fn unless(&self, rule: Node, when: Node, bytes: &Bytes) -> Node {
        let span = self.span(bytes).into();
        if self.demand {
            Node::Any { of: vec![rule, when], span }
        } else {
            let saved = self.not(when, bytes);
            Node::All { of: vec![rule, saved], span }
        }
    }

    /// `if`, with what holds for everybody else.
    pub fn if_node(&self, when: Node, then: Node, bytes: &Bytes) -> Node {
        let span = self.span(bytes);
        let otherwise = Node::Constant { value: self.demand, span: span.into() };
        Node::If { when: Box::new(when), then: Box::new(then), otherwise: Box::new(otherwise), span: span.into() }
    }

    /// "Women of childbearing potential must …": demanded of those the subject describes.
    fn for_some(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = self.find(chunks, &[Cue::Must, Cue::MustMeet]).filter(|at| *at > 0)?;
        if self.find(&chunks[..at], &[Cue::Except, Cue::Unless]).is_some() {
            return None;
        }
        let (subject, predicate) = (&chunks[..at], &chunks[at + 1..]);
        let person = |c: &Chunk| match self.sort(c) {
            Sort::Cue(cue) => matches!(cue, Cue::Patient | Cue::Female | Cue::Male),
            Sort::Concept(e) => e.kind() == crate::lex::Kind::Observation,
            _ => false,
        };
        if !subject.iter().any(person) || predicate.is_empty() {
            return None;
        }
        let says =
            |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity | Sort::Cue(Cue::Female | Cue::Male));
        if !subject.iter().any(says) {
            return None;
        }
        self.take(&chunks[at..=at]);
        // "women … and men … must": whoever is one of them.
        let groups = self.groups_of_people(subject);
        let whens: Vec<Node> = groups.into_iter().filter_map(|group| self.coordination(group)).collect();
        if whens.is_empty() {
            return None;
        }
        let when = self.joined(whens, false, &bytes_of(subject));
        let then = self.predicates(predicate)?;
        Some(self.if_node(when, then, &bytes_of(chunks)))
    }

    /// Splits at a conjunction before other people: "women of childbearing potential *and* men with such partners".
    fn groups_of_people<'c>(&mut self, chunks: &'c [Chunk]) -> Vec<&'c [Chunk]> {
        let people = |me: &Self, c: &Chunk| match me.sort(c) {
            Sort::Cue(cue) => matches!(cue, Cue::Patient | Cue::Female | Cue::Male),
            Sort::Concept(e) => e.kind() == crate::lex::Kind::Observation,
            _ => false,
        };
        let (mut groups, mut start) = (Vec::new(), 0);
        for at in 1..chunks.len() {
            let and = matches!(self.cue(&chunks[at]), Some(Cue::And | Cue::Or | Cue::AndOr));
            if and && at > start && chunks.get(at + 1).is_some_and(|next| people(self, next)) {
                self.take(&chunks[at..=at]);
                groups.push(&chunks[start..at]);
                start = at + 1;
            }
        }
        groups.push(&chunks[start..]);
        groups
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

    /// "A, B except C": an A or B that is no C. A window after the exception is said of what is excepted from.
    fn excepted(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = self.find(chunks, &[Cue::Except]).filter(|at| *at > 0)?;
        self.take(&chunks[at..=at]);
        let examples = self.examples_after(&chunks[at + 1..]).map_or(chunks.len(), |n| at + 1 + n);
        let exemplified: Vec<Chunk> = chunks[..at].iter().chain(&chunks[examples..]).cloned().collect();
        let chunks = &chunks[..examples];
        let mut node = self.clause(&exemplified)?;
        if is_limit(&node)
            && let Some(excused) = self.excused(&chunks[at + 1..])
        {
            return Some(self.unless(node, excused, &bytes_of(chunks)));
        }
        let Some(mut exception) = self.clause(&chunks[at + 1..]) else { return Some(node) };
        let mut windows = Vec::new();
        exception.each_leaf_mut(&mut |leaf| {
            let moved = leaf.time.extract_if(.., |t| t.kind == TimeKind::Window).collect::<Vec<_>>();
            if !moved.is_empty() {
                windows = moved;
            }
        });
        let bytes = bytes_of(&chunks[at + 1..]);
        let other = self.not(exception, &bytes);
        node.each_leaf_mut(&mut |leaf| {
            if !leaf.time.iter().any(|t| t.kind == TimeKind::Window) {
                leaf.time.extend_from_slice(&windows);
            }
            also_having(leaf, other.clone());
        });
        Some(node)
    }

    /// "any disorder other than depression, *such as schizophrenia*": where examples of what stands before the exception
    /// begin.
    fn examples_after(&self, exception: &[Chunk]) -> Option<usize> {
        let opens = |c: &Chunk| matches!(self.cue(c), Some(Cue::SuchAs | Cue::Including | Cue::OpenList));
        let comma = |at: &usize| self.sort(&exception[*at]) == Sort::Comma && exception.get(at + 1).is_some_and(opens);
        (1..exception.len()).find(comma).filter(|at| at + 2 < exception.len())
    }

    /// "a limit, except *for patients with Gilbert syndrome who must have total bilirubin < 3*": those whom the limit does
    /// not bind, and what is demanded of them.
    fn excused(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let about = |c: &Chunk| matches!(self.cue(c), Some(Cue::If | Cue::For | Cue::In | Cue::With | Cue::Patient));
        let start = chunks.iter().position(|c| !about(c))?;
        let end = self.find(&chunks[start..], &[Cue::Who, Cue::Must]).map_or(chunks.len(), |n| start + n);
        let those = &chunks[start..end];
        let person = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e));
        let limit = |c: &Chunk| self.sort(c) == Sort::Quantity;
        let caused = self.find(chunks, &[Cue::AttributableTo]).is_some();
        if caused || !those.iter().any(person) || those.iter().any(limit) {
            return None;
        }
        self.take(&chunks[..start]);
        let when = self.coordination(those)?;
        let demanded = chunks[end..].iter().position(|c| !matches!(self.cue(c), Some(Cue::Who | Cue::Must | Cue::Be)));
        let Some(demanded) = demanded.map(|n| end + n) else { return Some(when) };
        self.take(&chunks[end..demanded]);
        let then = self.clause(&chunks[demanded..]);
        Some(self.joined(std::iter::once(when).chain(then).collect(), true, &bytes_of(chunks)))
    }

    /// "Refractory disease is defined as either … or …", "obesity defined as BMI > 30".
    fn defined(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = self.find(chunks, &[Cue::DefinedAs]).filter(|at| *at > 0)?;
        let (subject, definition) = (&chunks[..at], &chunks[at + 1..]);
        if definition.is_empty() || subject.iter().any(|c| self.sort(c) == Sort::Quantity) {
            return None;
        }
        let heads = subject.iter().filter(|c| matches!(self.sort(c), Sort::Concept(_))).count();
        let clauses = definition.iter().any(|c| matches!(self.cue(c), Some(Cue::Either)));
        let measured = definition.iter().any(|c| self.sort(c) == Sort::Quantity);
        if heads > 1 || !(clauses || measured) {
            return None;
        }
        self.take(&chunks[at..=at]);
        let mut node = self.coordination(subject)?;
        let meaning = self.coordination(definition)?;
        node.each_leaf_mut(&mut |leaf| leaf.defined_by = Some(Box::new(meaning.clone())));
        Some(node)
    }

    /// "Oral corticosteroids are prednisone (or equivalent) ≥ 7.5 mg/day": in a demand, a dose limit binds those who
    /// take the drug.
    fn drug_dose(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = self.find(chunks, &[Cue::Be]).filter(|at| *at > 0 && self.demand)?;
        let class = |c: &Chunk| match self.sort(c) {
            Sort::Concept(e) => matches!(e.kind(), crate::lex::Kind::Drug | crate::lex::Kind::DrugClass),
            _ => false,
        };
        let (subject, dose) = (&chunks[..at], &chunks[at + 1..]);
        let plain = subject
            .iter()
            .all(|c| class(c) || matches!(self.sort(c), Sort::Term(_) | Sort::Cue(Cue::The | Cue::Dose | Cue::Of)));
        let limited = dose.iter().any(|c| self.sort(c) == Sort::Quantity) && dose.iter().any(class);
        if !plain || !limited || !subject.iter().any(class) {
            return None;
        }
        self.take(&chunks[at..=at]);
        let when = self.coordination(subject)?;
        let mut then = self.coordination(dose)?;
        if let Node::Leaf(given) = &when {
            then.each_leaf_mut(&mut |leaf| in_terms_of(leaf, given));
        }
        Some(self.if_node(when, then, &bytes_of(chunks)))
    }
}

/// The dose is that of the drug taken, counted in the drug it is given in.
fn in_terms_of(leaf: &mut Leaf, given: &Leaf) {
    if leaf.equivalent_to.is_some() || leaf.dose.is_some() {
        leaf.equivalent_to = leaf.concept.take().map(Box::new);
        leaf.concept.clone_from(&given.concept);
        leaf.route.clone_from(&given.route);
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
