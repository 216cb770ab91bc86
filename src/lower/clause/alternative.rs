//! What of an alternative a condition, or a number, governs.
//!
//! | form | example |
//! |---|---|
//! | a condition after the last of two limits of one thing | ECOG 0-1, *or ECOG 2 if due to bone metastases* |
//! | what lifts the last of two limits of one thing | HbA1c > 9 %, *or > 8 % unless on insulin* |
//! | a condition after the last of two times | PCI within 30 days, *or within 12 months if a stent was placed* |
//! | what does as well where a limit is missed | HbA1c ≤ 8 %, *or, if higher,* fructosamine < 300 |
//! | a demand under its own condition | asthma *and, if on steroids, a stable dose* |
//! | so many of a list within the sentence | *two or more of* fever, cough and dyspnoea |
//! | so many that something comes with | diabetes *with at least one of* retinopathy and neuropathy |
//!
//! Near misses: "asthma or COPD *if treated with steroids*" is said of both; "*two of the* last three scans" is no list.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::{Bounds, LeafKind, Node, Number};

use super::also_having;
use crate::words;

impl Context<'_, '_> {
    /// "NYHA class I-II, *or class III if stable*": the condition is of the last of the limits alone, and the others hold
    /// of everybody.
    pub(super) fn last_limit_if(&mut self, rest: &[Chunk], condition: &[Chunk], unless: bool) -> Option<Node> {
        let [first, joint, last] = self.last_alternative(rest, &[Cue::Or])?;
        if !unless && let Some(node) = self.last_window_if(first, joint, last, condition) {
            return Some(node);
        }
        let limit = |c: &Chunk| self.sort(c) == Sort::Quantity;
        let only_limits = |c: &Chunk| {
            limit(c)
                || self.measured(c).is_some()
                || self.is_idle(c)
                || matches!(self.cue(c), Some(Cue::Age | Cue::Old))
        };
        let at = first.iter().position(limit)?;
        let head = &first[..at];
        // "alcohol > 2 drinks per day, *or > 1 if female*"
        let taken = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug()).then_some(());
        let dosed = head.iter().filter_map(taken).count() == 1 && head.iter().all(|c| self.measured(c).is_none());
        let of = head.iter().find_map(|c| self.measured(c));
        let again = last.iter().find_map(|c| self.measured(c));
        let aged = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.age);
        let aged = first.iter().any(aged) && last.iter().any(aged);
        let same = if again.is_some() { again == of } else { of.is_some() || aged || dosed };
        let side = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => Some((q.bounds.low().is_some(), q.bounds.high().is_some())),
            _ => None,
        };
        if unless && last.iter().find_map(side) != side(&first[at]) {
            // "potassium < 3.5 or > 5.5 mEq/L *unless corrected*": both ends are.
            return None;
        }
        if !same || !last.iter().all(only_limits) || last.iter().filter(|c| limit(c)).count() != 1 {
            return None;
        }
        self.take(joint);
        let named = if again.is_some() || aged { &head[..0] } else { head };
        let bytes = bytes_of(last).start..bytes_of(condition).end;
        let last: Vec<Chunk> = named.iter().chain(last).cloned().map(|c| same_unit(c, &first[at])).collect();
        let first_node = self.clause(first)?;
        let when = self.condition(condition)?;
        let then = self.clause(&last)?;
        if unless {
            let lifted = self.unless(then, when, &bytes);
            return Some(self.joined(vec![first_node, lifted], false, &(bytes_of(first).start..bytes.end)));
        }
        Some(self.limit_of_some(first_node, when, then, &(bytes_of(first).start..bytes.end)))
    }

    /// "PCI within 30 days, *or within 12 months if a stent was placed*": for those the other time, and not the first.
    fn last_window_if(
        &mut self,
        first: &[Chunk],
        joint: &[Chunk],
        last: &[Chunk],
        condition: &[Chunk],
    ) -> Option<Node> {
        let timed = |c: &Chunk| self.sort(c) == Sort::Time;
        let at = first.iter().position(timed)?;
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_));
        let one = first[..at].iter().filter(|c| named(c)).count() == 1 && first[at + 1..].iter().all(timed);
        if !one || !last.iter().any(timed) || !last.iter().all(|c| timed(c) || self.is_idle(c)) {
            return None;
        }
        self.take(joint);
        let other: Vec<Chunk> = first[..at].iter().chain(last).cloned().collect();
        let general = self.clause(first)?;
        let when = self.condition(condition)?;
        let special = self.clause(&other)?;
        let span = self.span(&(bytes_of(first).start..bytes_of(condition).end)).into();
        Some(Node::If { when: Box::new(when), then: Box::new(special), otherwise: Box::new(general), span })
    }

    /// "HbA1c ≤ 8 %, *or, if higher,* fructosamine < 300": among demands, what does as well where the first is not met.
    pub(super) fn or_if_not(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let before = chunks[..at].iter().rposition(|c| self.sort(c) != Sort::Comma)?;
        let end = at + chunks[at..].iter().position(|c| self.sort(c) == Sort::Comma)?;
        let missed = |c: &Chunk| {
            words::LIMIT_MISSED.contains(&self.words(&c.span).to_lowercase().as_str()) || self.is_cue(c, Cue::Not)
        };
        let plain = at + 1 < end && chunks[at + 1..end].iter().all(missed);
        if !self.demand || !plain || !self.is_cue(&chunks[before], Cue::Or) || before == 0 || end + 1 == chunks.len() {
            return None;
        }
        self.take(&chunks[before..=end]);
        let of = [&chunks[..before], &chunks[end + 1..]].into_iter().filter_map(|part| self.clause(part)).collect();
        Some(self.joined(of, false, &bytes_of(chunks)))
    }

    /// "postmenopausal *or, if of childbearing potential, a negative test*": among demands, what does as well for those alone for
    /// whom the condition holds. Near miss: "ALT ≤ 3 × ULN or, if liver metastases, *≤ 5 × ULN*", another limit of the same.
    pub(super) fn or_under(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let comma = |c: &Chunk| self.sort(c) == Sort::Comma;
        let or = chunks[..at].iter().rposition(|c| !comma(c)).filter(|or| *or > 0)?;
        let end = at + chunks[at..].iter().position(comma)?;
        let (first, when, then) = (&chunks[..or], &chunks[at + 1..end], &chunks[end + 1..]);
        let says = |part: &[Chunk]| part.iter().any(|c| !self.is_idle(c));
        let limit = then.iter().find(|c| !self.is_idle(c)).is_some_and(|c| self.sort(c) == Sort::Quantity);
        let one = self.find(then, &[Cue::If, Cue::Unless]).or(self.find(first, &[Cue::If, Cue::Unless])).is_none();
        let or_here = self.is_cue(&chunks[or], Cue::Or);
        if !self.demand || !or_here || limit || !one || ![first, when, then].into_iter().all(says) {
            return None;
        }
        self.take(&chunks[or..=at]);
        self.take(&chunks[end..=end]);
        let general = self.clause(first)?;
        let asked: Vec<Node> = [self.condition(when), self.clause(then)].into_iter().flatten().collect();
        let asked = self.joined(asked, true, &bytes_of(&chunks[at..]));
        Some(self.joined(vec![general, asked], false, &bytes_of(chunks)))
    }

    /// "asthma *and, if on steroids, a stable dose*": among demands, one more of those alone for whom the condition holds. Near
    /// miss: "asthma and COPD, if on steroids", the condition of both.
    pub(super) fn and_if(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let comma = |c: &Chunk| self.sort(c) == Sort::Comma;
        let before = chunks[..at].iter().rposition(|c| !comma(c)).filter(|at| *at > 0)?;
        let one = chunks[at..].iter().filter(|c| comma(c)).count() == 1;
        let end = at + chunks[at..].iter().position(comma)?;
        let says = |part: &[Chunk]| part.iter().any(|c| !self.is_idle(c));
        let parts = [&chunks[..before], &chunks[at + 1..end], &chunks[end + 1..]];
        let joined = matches!(self.cue(&chunks[before]), Some(Cue::And | Cue::But));
        // "ALT ≤ 3 × ULN and, if liver metastases, *≤ 5 × ULN*": the wider limit of what is named before.
        let limit = chunks[end + 1..].iter().find(|c| !self.is_idle(c)).is_some_and(|c| self.sort(c) == Sort::Quantity);
        if !self.demand || !joined || !one || limit || !parts.into_iter().all(says) {
            return None;
        }
        self.take(&chunks[before..at]);
        let of = [&chunks[..before], &chunks[at..]].into_iter().filter_map(|part| self.clause(part)).collect();
        Some(self.joined(of, true, &bytes_of(chunks)))
    }

    /// What stands before the last of these conjunctions, the conjunction with its comma, and what stands after it.
    pub(super) fn last_alternative<'c>(&self, chunks: &'c [Chunk], joints: &[Cue]) -> Option<[&'c [Chunk]; 3]> {
        let or =
            chunks.iter().rposition(|c| self.cue(c).is_some_and(|cue| joints.contains(&cue))).filter(|at| *at > 0)?;
        let end = or - usize::from(self.sort(&chunks[or - 1]) == Sort::Comma);
        Some([&chunks[..end], &chunks[end..=or], &chunks[or + 1..]])
    }

    /// "*At least two of* diabetes, stroke and smoking", "*two risk factors* (diabetes, stroke, smoking)": so many of the list
    /// that follows.
    pub(super) fn so_many_of(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if let Some(node) = self.with_outcome_of(chunks) {
            return Some(node);
        }
        let opens = |c: &Chunk| matches!(self.cue(c), Some(Cue::Any | Cue::The | Cue::With | Cue::Be | Cue::Must));
        let at = chunks.iter().position(|c| !opens(c))?;
        let ChunkKind::Quantity(count) = &chunks[at].kind else { return None };
        let count = Quantity { bounds: at_least(count)?, ..(**count).clone() };
        let of_list = chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::Of));
        let (list, before) = match of_list {
            true => (&chunks[at + 2..], at + 2),
            false => (self.list_of_nouns(&chunks[at + 1..])?, chunks.len()),
        };
        let members = self.members(list)?;
        if Number::from(members.len() as u32) < count.bounds.low()?.0 {
            return None;
        }
        self.take(&chunks[..before]);
        let of: Vec<Node> = members.into_iter().filter_map(|member| self.clause(member)).collect();
        let bytes = bytes_of(chunks);
        if count.bounds.ge == Some(1.into()) && of_list {
            return Some(self.joined(of, false, &bytes));
        }
        let value = self.value(&Quantity { form: QuantityForm::Limit, ..count }, None);
        Some(Node::AtLeast { count: Box::new(value), distinct: false, of, span: self.span(&bytes).into() })
    }

    /// "*failed at least one of* methotrexate, sulfasalazine": what became of them is said of each, and one is enough. Near miss:
    /// "failed methotrexate, sulfasalazine".
    fn with_outcome_of(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let outcome = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Outcome);
        let leads = |c: &Chunk| outcome(c) || matches!(self.cue(c), Some(Cue::Exposure | Cue::To | Cue::Of | Cue::Be));
        let at = chunks.iter().position(|c| !leads(c)).filter(|at| *at > 0)?;
        let (lead, [number, of, list @ ..]) = chunks.split_at(at) else { return None };
        let ChunkKind::Quantity(count) = &number.kind else { return None };
        let least = at_least(count)?.ge?;
        let said = lead.iter().any(|c| outcome(c) || self.is_cue(c, Cue::Exposure));
        if !said || !self.is_cue(of, Cue::Of) || least != Number::from(1) || self.members(list).is_none() {
            return None;
        }
        self.take(&chunks[at..at + 2]);
        let each: Vec<Chunk> = lead.iter().chain(list).cloned().collect();
        let span = self.span(&count.value);
        self.placed.push(span);
        Some(match self.coordination(&each)? {
            Node::All { of, span } => Node::Any { of, span },
            node => node,
        })
    }

    /// "Diabetes *with at least one of* retinopathy, nephropathy and neuropathy", "fever *and two of* cough, dyspnea and rash": so
    /// many of a list that what stands before comes with, or is demanded with.
    pub(super) fn with_so_many_of(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let counts = |at: &usize| {
            let number = matches!(&chunks[*at].kind, ChunkKind::Quantity(q) if at_least(q).is_some());
            number && chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::Of))
        };
        let at = (2..chunks.len()).find(counts)?;
        let joint = self.cue(&chunks[at - 1]).filter(|cue| matches!(cue, Cue::And | Cue::With))?;
        let comma = usize::from(at > 2 && joint == Cue::And && self.sort(&chunks[at - 2]) == Sort::Comma);
        let before = &chunks[..at - 1 - comma];
        let separates = |c: &Chunk| self.is_separator(c) || matches!(self.sort(c), Sort::Group | Sort::Quantity);
        if before.iter().any(separates) {
            return None;
        }
        let counted = self.so_many_of(&chunks[at..])?;
        self.take(&chunks[before.len()..at]);
        match self.clause(before)? {
            Node::Leaf(mut leaf) if joint == Cue::With && leaf.kind == LeafKind::Condition => {
                also_having(&mut leaf, counted);
                Some(Node::Leaf(leaf))
            }
            node => Some(self.joined(vec![node, counted], true, &bytes_of(chunks))),
        }
    }

    /// "vascular risk factors *(hypertension, diabetes)*": what stands in the brackets after a noun for what is counted.
    fn list_of_nouns<'c>(&self, chunks: &'c [Chunk]) -> Option<&'c [Chunk]> {
        let (group, named) = chunks.split_last().filter(|(_, named)| !named.is_empty())?;
        let ChunkKind::Group(inner) = &group.kind else { return None };
        let words = self.words(&bytes_of(named)).to_ascii_lowercase();
        let counted = words::LISTED_NOUNS.contains(&words.rsplit(' ').next()?);
        let plain = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_) | Sort::Dash);
        (counted && named.iter().all(plain)).then_some(inner)
    }

    /// The members of a list of things that a patient has, one of which each begins with a name.
    fn members<'c>(&self, list: &'c [Chunk]) -> Option<Vec<&'c [Chunk]>> {
        let joins =
            |c: &Chunk| self.sort(c) == Sort::Comma || matches!(self.cue(c), Some(Cue::And | Cue::Or | Cue::AndOr));
        let named = |part: &&[Chunk]| {
            // "age > 65" is counted with the others.
            let mut names = part.iter().filter(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Cue(Cue::Age)));
            let says = |c: &Chunk| !matches!(self.sort(c), Sort::Stop | Sort::Semicolon | Sort::Colon | Sort::Group);
            names.next().is_some() && names.next().is_none() && part.iter().all(says)
        };
        // A member that no table has may stand among others.
        let word = |part: &&[Chunk]| part.len() <= 2 && part.iter().all(|c| self.sort(c) == Sort::Word);
        let members: Vec<&[Chunk]> = list.split(joins).filter(|part| !part.is_empty()).collect();
        let known = members.iter().filter(|part| named(part)).count();
        (known > 1 && members.iter().all(|part| named(part) || word(part))).then_some(members)
    }
}

/// "> 2 drinks per day, or *> 1*": a number without a unit has that of the limit before it.
fn same_unit(mut chunk: Chunk, first: &Chunk) -> Chunk {
    if let (ChunkKind::Quantity(quantity), ChunkKind::Quantity(first)) = (&mut chunk.kind, &first.kind)
        && quantity.unit.is_none()
        && quantity.relative_to.is_none()
    {
        quantity.unit.clone_from(&first.unit);
        quantity.relative_to = first.relative_to;
    }
    chunk
}

/// How many there must be at least: "two of them" has also who has three.
pub fn at_least(count: &Quantity) -> Option<Bounds> {
    let low = match count.form {
        QuantityForm::Bare => count.bounds.eq,
        QuantityForm::Limit if count.bounds.high().is_none() => count.bounds.ge,
        _ => None,
    };
    let low = low.filter(|_| count.unit.is_none() && !count.age)?;
    Some(Bounds { ge: Some(low), ..Bounds::default() })
}
