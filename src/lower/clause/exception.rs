//! Clauses that take something out: "unless", "except", excuses, and forbidden things.

use super::{also_having, is_limit};
use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::joint::{made_one, of_all};
use crate::lower::other_than::clause_of_class;
use crate::rule::{Anchor, Leaf, LeafKind, Node, Time, TimeKind};
use crate::words;

/// The most parts of an exception, times those that it is said of. Nobody says more of each of several things.
const MOST_EXCEPTED: usize = 512;

const PREGNANCY: &str = "pregnancy";

impl Context<'_, '_> {
    /// "isolated class V is excluded", "transfusion is not allowed *within 7 days before screening*": among demands, what is
    /// excluded must not be, in the time said of it. Near misses: "is not allowed *unless stable*", "within 2 weeks *and*
    /// prohibited throughout the study", which says it besides.
    pub(super) fn forbidden(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = self.find(chunks, &[Cue::NotAllowed]).filter(|at| *at > 0 && self.demand)?;
        if self.is_unfit_for(chunks, at) {
            return None;
        }
        if let Some(node) = self.excluded_by(chunks, at) {
            return Some(node);
        }
        let time = |c: &Chunk| self.sort(c) == Sort::Time;
        let besides = matches!(self.cue(&chunks[at - 1]), Some(Cue::And | Cue::Or | Cue::AndOr | Cue::But));
        let timed = chunks[at + 1..].iter().any(time);
        if timed && besides || !chunks[at + 1..].iter().all(|c| self.is_idle(c) || time(c)) {
            return None;
        }
        let mut said = chunks[..at].to_vec();
        said.extend(chunks[at + 1..].iter().filter(|c| time(c)).cloned());
        for idle in &chunks[at..] {
            if self.sort(idle) != Sort::Time {
                self.take(std::slice::from_ref(idle));
            }
        }
        let apart = self.are_forbidden_apart(&said);
        let node = each_forbidden(self.clause(&said)?, apart);
        Some(self.not(node, &bytes_of(chunks)))
    }

    /// Whether what is forbidden is named alone, and not as what some people have together: "*melanoma and sarcoma* are excluded".
    fn are_forbidden_apart(&self, said: &[Chunk]) -> bool {
        let people = [Cue::Patient, Cue::Who, Cue::With, Cue::Adult, Cue::Male, Cue::Female, Cue::CombinedWith];
        let together = |c: &Chunk| {
            matches!(&*self.words(&c.span).to_ascii_lowercase(), "both" | "together" | "concurrent" | "coexisting")
        };
        self.find(said, &people).is_none() && !said.iter().any(together)
    }

    /// "who are *cisplatin ineligible*", "*transplant-ineligible*": whether the word at `at` says for what treatment, named directly
    /// before it, somebody is not fit. Near misses: "cisplatin *is ineligible*", "chemotherapy *prohibited*".
    fn is_unfit_for(&self, chunks: &[Chunk], at: usize) -> bool {
        let treatment = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let dash = usize::from(self.sort(&chunks[at - 1]) == Sort::Dash);
        let unfit = words::UNFIT.contains(&&*self.words(&chunks[at].span).to_ascii_lowercase());
        unfit && at.checked_sub(1 + dash).is_some_and(|named| treatment(&chunks[named]))
    }

    /// "latent tuberculosis *excluded by chest X-ray*": a disease that was looked for and is not there. Near miss: "*patients*
    /// excluded by the investigator".
    fn excluded_by(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let (by, test) = chunks[at + 1..].split_first()?;
        let disease =
            |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition || e.id() == PREGNANCY);
        let examined =
            |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e) || e.kind() == Kind::Procedure);
        let named = test.iter().any(|c| examined(c) || self.names_test(c));
        if !self.is_cue(by, Cue::AccordingTo) || !named || !chunks[..at].last().is_some_and(disease) {
            return None;
        }
        self.take(&chunks[at..=at]);
        let said: Vec<Chunk> = chunks[..at].iter().chain(&chunks[at + 1..]).cloned().collect();
        let node = self.clause(&said)?;
        Some(self.not(node, &bytes_of(chunks)))
    }

    /// "a *test*", "*imaging*".
    fn names_test(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        words.split(' ').any(|word| matches!(word, "test" | "testing" | "tests" | "imaging" | "biopsy" | "ultrasound"))
    }

    /// "R unless C": in a demand C excuses; in an exclusion it saves.
    pub fn unless(&self, rule: Node, when: Node, bytes: &Bytes) -> Node {
        if is_gilbert(&when) && limits_other_than_bilirubin(&rule) {
            return self.unless_of_bilirubin(rule, &when, bytes);
        }
        let span = self.span(bytes).into();
        if self.demand {
            Node::Any { of: vec![rule, when], span }
        } else {
            let saved = self.not(when, bytes);
            Node::All { of: vec![rule, saved], span }
        }
    }

    /// "ALT ≤ 3 × ULN and bilirubin ≤ 2 × ULN *unless Gilbert syndrome*": it raises bilirubin alone.
    fn unless_of_bilirubin(&self, rule: Node, when: &Node, bytes: &Bytes) -> Node {
        let each = |of: Vec<Node>| of.into_iter().map(|part| self.unless_of_bilirubin(part, when, bytes)).collect();
        match rule {
            Node::All { of, span } => Node::All { of: each(of), span },
            Node::Any { of, span } => Node::Any { of: each(of), span },
            Node::Leaf(leaf) if is_bilirubin(&leaf) => self.unless(Node::Leaf(leaf), when.clone(), bytes),
            rule => rule,
        }
    }

    /// "A, B except C": an A or B that is no C. A window after the exception is said of what is excepted from.
    pub(super) fn excepted(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = self.find(chunks, &[Cue::Except]).filter(|at| *at > 0)?;
        if let Some(node) = self.taken_in_besides(chunks, at).or_else(|| self.excepted_with_limit(chunks, at)) {
            return Some(node);
        }
        if let Some(within) = self.limit_of_excepted(chunks, at) {
            return self.clause(&within);
        }
        if let Some(node) = self.allowed_but(chunks, at) {
            return Some(node);
        }
        self.take(&chunks[at..=at]);
        let people =
            |c: &Chunk| matches!(self.cue(c), Some(Cue::Patient | Cue::Adult | Cue::All | Cue::Any | Cue::The));
        let named = |c: &Chunk| matches!(self.cue(c), Some(Cue::Patient | Cue::Adult));
        if chunks[..at].iter().all(people) && chunks[..at].iter().any(named) {
            // "*patients other than* those with asthma": who does not have it.
            self.take(&chunks[..at]);
            let named = self.clause(&chunks[at + 1..])?;
            return Some(self.not(either_excepted(named), &bytes_of(chunks)));
        }
        let examples = self.examples_after(&chunks[at + 1..]).map_or(chunks.len(), |n| at + 1 + n);
        let exemplified: Vec<Chunk> = chunks[..at].iter().chain(&chunks[examples..]).cloned().collect();
        let chunks = &chunks[..examples];
        let mut node = self.clause(&exemplified)?;
        if is_limit(&node)
            && let Some(excused) = self.excused(&chunks[at + 1..])
        {
            return Some(self.unless(node, excused, &bytes_of(chunks)));
        }
        // "seizure within 2 weeks, but not *within 24 hours*": at other times than these.
        let when = self.says_only_when(&chunks[at + 1..]);
        let named = self.only_condition(&chunks[..at]);
        let by_way = self.excepted_by_way(&chunks[at + 1..], named.as_ref());
        self.said_of = named.filter(|_| when);
        let exception = by_way.or_else(|| self.further_exceptions(&chunks[at + 1..]));
        self.said_of = None;
        let Some(exception) = exception else { return Some(node) };
        let mut exception = either_excepted(exception);
        let mut classes = 0;
        node.each_leaf(&mut |leaf| classes += usize::from(leaf.kind == LeafKind::Condition));
        if let Some(clause) = (classes > 0).then(|| clause_of_class(&mut exception)).flatten() {
            let classes = |leaf: &mut Leaf| {
                if leaf.kind == LeafKind::Condition {
                    also_having(leaf, clause.clone());
                }
            };
            node.each_leaf_mut(&mut { classes });
        }
        let mut windows = Vec::new();
        // "malignancy except skin cancer *> 5 years ago*": so long ago is what is excepted, and not what it is excepted from.
        let back = |t: &Time| t.bounds.is_empty() || t.bounds.high().is_some();
        // "seizures except febrile seizures *before 3 years of age*": at that age they were what is excepted.
        let aged = |t: &Time| matches!(&t.anchor, Some(Anchor::Point(at)) if at.id.as_deref() == Some("own_birth"));
        let moves = |t: &mut Time| !when && t.kind == TimeKind::Window && back(t) && !aged(t);
        exception.each_leaf_mut(&mut |leaf| {
            let moved = leaf.time.extract_if(.., moves).collect::<Vec<_>>();
            if !moved.is_empty() {
                windows = moved;
            }
        });
        let bytes = bytes_of(&chunks[at + 1..]);
        let other = self.not(exception, &bytes);
        let mut several = 0;
        node.each_leaf(&mut |_| several += 1);
        let large = several > 1 && several * leaves_within(&other) > MOST_EXCEPTED;
        if large {
            // Said of each of many, an exception with exceptions within it would grow without end.
            self.not_understood(&bytes);
        }
        let mut at = 0;
        node.each_leaf_mut(&mut |leaf| {
            at += 1;
            if !leaf.time.iter().any(|t| t.kind == TimeKind::Window) {
                leaf.time.extend_from_slice(&windows);
            }
            if !large || at == several {
                also_having(leaf, other.clone());
            }
        });
        Some(node)
    }

    /// "50 to 90 years, except for *patients with cirrhosis, patients of 40 to 90 years can be included*": an age of their own for some,
    /// who take part as well. Near miss: "50 to 90 years, except patients with cirrhosis".
    fn taken_in_besides(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let allowed = self.find(&chunks[at..], &[Cue::Allowed]).filter(|_| self.demand)? + at;
        let aged = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => q.form == QuantityForm::Limit && (q.age || self.says_age(&q.value)),
            _ => false,
        };
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let (before, those) = (&chunks[..at], &chunks[at + 1..allowed]);
        let ends = chunks[allowed + 1..].iter().all(|c| self.is_idle(c)) && self.lets_take_part(&chunks[allowed]);
        if !ends || !before.iter().any(aged) || !those.iter().any(aged) || !those.iter().any(named) {
            return None;
        }
        self.take(&chunks[at..=at]);
        self.take(&chunks[allowed..]);
        let nodes: Vec<Node> = [self.clause(before), self.clause(those)].into_iter().flatten().collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, false, &bytes_of(chunks)))
    }

    /// "40 to 90 years *of age*", "50 *years* of age".
    fn says_age(&self, value: &Bytes) -> bool {
        let after = self.just_after(value.end).to_ascii_lowercase();
        after.starts_with("year") || after.starts_with("of age") || self.words(value).contains("year")
    }

    /// "other than RA, *except secondary Sjögren's syndrome*": after a comma a second exception is one of the same thing.
    fn further_exceptions(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let comma = |at: &usize| *at > 0 && self.sort(&chunks[at - 1]) == Sort::Comma;
        let Some(at) = self.find(chunks, &[Cue::Except]).filter(comma) else { return self.clause(chunks) };
        self.take(&chunks[at..=at]);
        let first = self.clause(&chunks[..at]);
        let second = self.further_exceptions(&chunks[at + 1..]);
        let of: Vec<Node> = first.into_iter().chain(second).collect();
        (!of.is_empty()).then(|| self.joined(of, false, &bytes_of(chunks)))
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
}

/// How many things a rule names, also within others.
fn leaves_within(node: &Node) -> usize {
    let mut count = 0;
    node.each_leaf(&mut |leaf| {
        let inner = [&leaf.having, &leaf.defined_by];
        count += 1 + inner.into_iter().flatten().map(|node| leaves_within(node)).sum::<usize>();
    });
    count
}

/// Whether all that lifts a limit is Gilbert syndrome.
fn is_gilbert(when: &Node) -> bool {
    match when {
        Node::Leaf(leaf) => leaf.concept_id() == Some("gilbert_syndrome"),
        Node::All { of, .. } => {
            matches!(of.as_slice(), [first, Node::Leaf(kept)] if is_gilbert(first) && is_bilirubin(kept))
        }
        _ => false,
    }
}

fn is_bilirubin(leaf: &Leaf) -> bool {
    leaf.concept_id().is_some_and(|id| id.starts_with("bilirubin_"))
}

/// Whether a rule limits bilirubin, and something else as well.
fn limits_other_than_bilirubin(rule: &Node) -> bool {
    let (mut bilirubin, mut other) = (false, false);
    rule.each_leaf(&mut |leaf| {
        bilirubin |= is_bilirubin(leaf);
        other |= !is_bilirubin(leaf);
    });
    bilirubin && other
}

/// "except basal cell carcinoma, squamous cell carcinoma *and* carcinoma in situ": each of several things that are only
/// named is excepted, for nothing is all of them at once.
pub fn either_excepted(node: Node) -> Node {
    fn named(node: &Node) -> bool {
        match node {
            Node::Leaf(leaf) => !matches!(
                leaf.kind,
                LeafKind::Measurement | LeafKind::Age | LeafKind::Sex | LeafKind::Narrative | LeafKind::Unparsed
            ),
            Node::Any { of, .. } => of.iter().all(named),
            _ => false,
        }
    }
    match node {
        Node::All { of, span } if of.iter().all(named) => {
            let parts = of.into_iter().flat_map(Node::into_alternatives);
            Node::Any { of: parts.collect(), span }
        }
        Node::All { of, span }
            if of.first().is_some_and(is_disease) && of.iter().filter(|n| is_disease(n)).count() > 1 =>
        {
            Node::Any { of: with_own_limits(of), span }
        }
        node => node,
    }
}

/// Whether a part names a disease, with a limit of itself or not: "renal cell carcinoma < 5 cm".
fn is_disease(node: &Node) -> bool {
    let Node::Leaf(leaf) = node else { return false };
    let known = || leaf.concept_id().is_some_and(|id| Entry::find(Kind::Condition, id).is_some());
    leaf.kind == LeafKind::Condition || leaf.kind == LeafKind::Measurement && known()
}

/// "except basal cell carcinoma *and* prostate cancer with a Gleason score ≤ 6": each disease with what is limited after it.
fn with_own_limits(parts: Vec<Node>) -> Vec<Node> {
    let mut each: Vec<Vec<Node>> = Vec::new();
    for part in parts {
        match each.last_mut() {
            Some(last) if !is_disease(&part) => last.push(part),
            _ => each.push(vec![part]),
        }
    }
    each.into_iter().map(|of| made_one(of, of_all)).collect()
}

/// "*warfarin and aspirin* are not allowed", "*melanoma and sarcoma* are excluded": neither is. Near misses: "*diabetes and HbA1c > 8 %*
/// are not allowed", a patient with both; "*warfarin and aspirin in combination*", which has words beside them; "*patients with*
/// diabetes and asthma are excluded".
fn each_forbidden(node: Node, diseases: bool) -> Node {
    let treatment = |n: &Node| matches!(n, Node::Leaf(l) if matches!(l.kind, LeafKind::Drug | LeafKind::Procedure));
    let disease = |n: &Node| matches!(n, Node::Leaf(l) if l.kind == LeafKind::Condition && l.value.is_none());
    match node {
        Node::All { of, span } if of.iter().all(treatment) || diseases && of.iter().all(disease) => {
            Node::Any { of, span }
        }
        other => other,
    }
}
