//! What a denial reaches in a clause of several parts, where it does not reach all.
//!
//! | form | example | rule |
//! |---|---|---|
//! | a change either way | *no increase or decrease* in eGFR by ≥ 20 % | `not(any(…))` of the two changes |
//! | the first of two that exclude | *no* permanent address *or planned* relocation | `any(not(A), planned B)` |
//! | those without it, and those with it | *without* obesity with BMI < 30 *or with* obesity with BMI ≥ 30 | `any(all(not(A), …), all(A, …))` |
//! | what nobody has a contraindication to | a normal ECG *with no contraindications* | `all(A, not(B))` |
//! | how it is known that there is none | *non-pregnant, evidenced by a negative test* | `all(not(A), negative test)` |
//! | what its absence means | of *non-childbearing potential, defined as* sterile | `all(not(A), B)` |
//! | the disease again | hypertension *unless the disease is controlled* | `all(A, not(controlled A))` |
//! | a drug not taken, and to be left off | *not using and willing to avoid* NSAIDs | `all(not(A), «compliance»)` |
//! | what the lack of it means | *no response (defined as* improvement < 30 %*)* | `improvement < 30 %` |
//! | none, or little | *none, or reduced dose of,* warfarin | `any(not(A), reduced A)` |
//!
//! Near misses: "no increase in eGFR *or* asthma", "no prior or planned surgery" among demands, "without obesity or diabetes".

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::{Derive, DeriveKind, Node};
use crate::words;

/// The most chunks between a state and how it is known that somebody is not in it.
const NEAR: usize = 8;

impl Context<'_, '_> {
    /// Reads a clause of which a denial reaches but a part.
    pub(super) fn partly_denied(&mut self, chunks: &[Chunk]) -> Option<Node> {
        self.no_change_by(chunks)
            .or_else(|| self.no_first(chunks))
            .or_else(|| self.without_or_with(chunks))
            .or_else(|| self.with_no_contraindication(chunks))
            .or_else(|| self.known_absent(chunks))
            .or_else(|| self.absence_defined(chunks))
            .or_else(|| self.not_using_and_avoiding(chunks))
            .or_else(|| self.none_or_little(chunks))
            .or_else(|| self.lack_defined(chunks))
    }

    /// "*no increase or decrease in* eGFR by ≥ 20 %", "*no change in* eGFR of more than 20 %": it has changed by less.
    fn no_change_by(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = chunks.iter().position(|c| !self.is_idle(c))?;
        let changes = |c: &Chunk| matches!(self.cue(c), Some(Cue::Increase | Cue::Decrease | Cue::Change));
        let lower = |c: &Chunk| {
            matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit
                && q.bounds.low().is_some() && q.bounds.high().is_none() && q.bounds.eq.is_none())
        };
        let one = chunks.iter().filter(|c| self.sort(c) == Sort::Quantity).count() == 1;
        let limited = one && chunks.iter().any(lower) && chunks.iter().any(|c| self.measured(c).is_some());
        let bytes = bytes_of(chunks);
        let said = &chunks[at..];
        if !limited || said.iter().any(|c| self.is_cue(c, Cue::And) || self.sort(c) == Sort::Comma) {
            return None;
        }
        if self.is_cue(&said[0], Cue::Stable) && self.words(&said[0].span).to_ascii_lowercase().starts_with("no change")
        {
            let mut node = self.clause(&said[1..])?;
            let (text, span) = (self.words(&said[0].span).to_owned(), self.span(&said[0].span));
            node.each_leaf_mut(&mut |leaf| {
                let percent =
                    leaf.value.as_ref().is_some_and(|v| v.unit.as_ref().and_then(|u| u.as_deref()) == Some("%"));
                let kind = if percent { DeriveKind::PercentChange } else { DeriveKind::Change };
                let derive = Derive { kind, increase: None, against: None, text: text.clone(), span };
                leaf.derive = Some(Box::new(derive));
            });
            self.take(&chunks[..=at]);
            return Some(self.not(node, &bytes));
        }
        let [no, first, or, second, rest @ ..] = said else { return None };
        let joined = self.is_cue(no, Cue::No) && changes(first) && changes(second);
        if !joined || !matches!(self.cue(or), Some(Cue::Or | Cue::AndOr)) {
            return None;
        }
        let mut nodes = Vec::new();
        for change in [first, second] {
            let own: Vec<Chunk> = std::iter::once(change).chain(rest).cloned().collect();
            nodes.extend(self.clause(&own));
        }
        self.take(&chunks[..at + 4]);
        let either = self.joined(nodes, false, &bytes);
        Some(self.not(either, &bytes))
    }

    /// "*no* permanent address *or planned* relocation" excludes who has no address, and who plans to move.
    fn no_first(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let first = chunks.iter().position(|c| !self.is_idle(c)).filter(|_| self.excluding && !self.demand)?;
        let or = chunks.iter().rposition(|c| matches!(self.cue(c), Some(Cue::Or | Cue::AndOr)))?;
        let plans = |c: &Chunk| self.is_cue(c, Cue::Planned);
        let table = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() != Kind::Observation);
        let before = chunks.get(first + 1..or).filter(|before| !before.is_empty())?;
        let alone = !before.iter().any(|c| plans(c) || table(c) || self.is_separator(c) || self.sort(c) == Sort::Time);
        let planned = chunks.get(or + 1).is_some_and(plans);
        if !self.is_cue(&chunks[first], Cue::No) || !alone || !planned {
            return None;
        }
        self.take(&chunks[or..=or]);
        let nodes: Vec<Node> =
            [&chunks[..or], &chunks[or + 1..]].into_iter().filter_map(|part| self.clause(part)).collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, false, &bytes_of(chunks)))
    }

    /// "*Without* obesity with BMI 18-30 *or with* obesity with BMI 30-50": either kind of people, each with its own limit.
    fn without_or_with(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let first = chunks.iter().position(|c| !self.is_idle(c) || self.is_cue(c, Cue::Without))?;
        let concept = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let named =
            concept(chunks.get(first + 1)?).filter(|_| self.demand && self.is_cue(&chunks[first], Cue::Without))?;
        let with = |at: &usize| {
            self.is_cue(&chunks[*at], Cue::Or)
                && self.is_cue(&chunks[at + 1], Cue::With)
                && concept(&chunks[at + 2]) == Some(named)
        };
        let or = (first + 2..chunks.len().saturating_sub(2)).find(with)?;
        let (own, other) = (&chunks[first + 2..or], &chunks[or + 2..]);
        let limited = |part: &[Chunk]| part.iter().any(|c| self.sort(c) == Sort::Quantity);
        if !limited(own) || !limited(other) {
            return None;
        }
        self.take(&chunks[or..or + 2]);
        let denied = self.clause(&chunks[first..first + 2])?;
        let limit = self.clause(own);
        let those = self.joined(std::iter::once(denied).chain(limit).collect(), true, &bytes_of(&chunks[..or]));
        let others = self.clause(other)?;
        Some(self.joined(vec![those, others], false, &bytes_of(chunks)))
    }

    /// "a normal ECG *with no contraindications to* stimulants": nobody has one, whatever else is demanded.
    fn with_no_contraindication(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.id() == "contraindication");
        let at = chunks.iter().position(named).filter(|at| *at > 1 && self.demand)?;
        let no = |c: &Chunk| matches!(self.cue(c), Some(Cue::No | Cue::Without));
        let denied = at - 1;
        let start = denied - usize::from(self.is_cue(&chunks[denied - 1], Cue::With));
        let found = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding);
        let whole = chunks[..start].iter().any(found) && !chunks[..start].iter().any(|c| self.is_denial(c));
        if !no(&chunks[denied]) || !whole {
            return None;
        }
        self.take(&chunks[start..denied]);
        let nodes: Vec<Node> =
            [&chunks[..start], &chunks[denied..]].into_iter().filter_map(|part| self.clause(part)).collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, true, &bytes_of(chunks)))
    }

    /// "*Non-pregnant, evidenced by* a negative urine pregnancy test": the test is demanded beside it, and its result is that of the
    /// test alone.
    fn known_absent(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let state = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.id() == "pregnancy");
        let negative = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.id() == "negative");
        let at = chunks.iter().position(state).filter(|at| self.demand && *at > 0)?;
        let denied = matches!(self.cue(&chunks[at - 1]), Some(Cue::No | Cue::Not | Cue::Non))
            || self.sort(&chunks[at - 1]) == Sort::Dash
                && self.just_before(chunks[at].span.start).to_lowercase().ends_with("non-");
        let result = chunks.iter().skip(at + 1).take(NEAR).position(negative)? + at + 1;
        let between = &self.lexed.text[chunks[at].span.end..chunks[result].span.start];
        let known = between.split(|c: char| !c.is_alphabetic()).any(|word| words::KNOWN_BY.contains(&word));
        let plain = chunks[at + 1..result].iter().all(|c| {
            matches!(self.sort(c), Sort::Word | Sort::Comma | Sort::Cue(_)) || matches!(self.sort(c), Sort::Term(_))
        });
        let tested = || self.lexed.text[chunks[result].span.end..].contains("test");
        if !denied || !known || !plain || !tested() {
            return None;
        }
        self.take(&chunks[at + 1..result]);
        let said: Vec<Chunk> = chunks[result..].to_vec();
        let nodes: Vec<Node> = [self.clause(&chunks[..=at]), self.clause(&said)].into_iter().flatten().collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, true, &bytes_of(chunks)))
    }

    /// "*Not using and willing to avoid* NSAIDs": not taken, and to be left off. Near miss: "not using and *able to* tolerate NSAIDs".
    fn not_using_and_avoiding(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let and = self.find(chunks, &[Cue::And]).filter(|at| (1..=4).contains(at) && self.demand)?;
        let words = self.words(&chunks.get(and + 1)?.span).to_ascii_lowercase();
        let verb = self.words(&chunks[and - 1].span).to_ascii_lowercase();
        let denied = self.find(&chunks[..and], &[Cue::Not]).is_some() && matches!(&*verb, "using" | "taking");
        let avoid = chunks[and + 1..].iter().take(NEAR).position(|c| {
            self.words(&c.span).to_ascii_lowercase().rsplit(' ').next().is_some_and(|word| word == "avoid")
        })?;
        let named = &chunks[and + 2 + avoid..];
        if !denied || !words.starts_with("willing") || named.is_empty() {
            return None;
        }
        let own: Vec<Chunk> = chunks[..and].iter().chain(named).cloned().collect();
        // The words between them are a narrative, and no part of what is not taken.
        let not_taken = self.excepted(&own).or_else(|| self.coordination(&own))?;
        self.take(&chunks[and..=and]);
        let avoided = self.narrative_leaf("compliance", &chunks[and + 1..]);
        Some(self.joined(vec![not_taken, avoided], true, &bytes_of(chunks)))
    }

    /// "of *non-childbearing potential, defined as* postmenopausal or sterile": what the absence of it means is not absent. Near miss:
    /// "not of childbearing potential".
    fn absence_defined(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = chunks.iter().position(|c| self.is_childbearing(c)).filter(|at| self.demand && *at > 0)?;
        let dash = usize::from(self.sort(&chunks[at - 1]) == Sort::Dash);
        let denial = at.checked_sub(1 + dash).map(|before| &chunks[before])?;
        let comma = usize::from(chunks.get(at + 1).is_some_and(|c| self.sort(c) == Sort::Comma));
        let defined = chunks.get(at + 1 + comma).is_some_and(|c| self.is_cue(c, Cue::DefinedAs));
        let meaning = chunks.get(at + 2 + comma..).filter(|meaning| !meaning.is_empty() && defined)?;
        if !matches!(self.cue(denial), Some(Cue::Non | Cue::Not)) {
            return None;
        }
        self.take(&chunks[at + 1..at + 2 + comma]);
        let nodes: Vec<Node> = [self.clause(&chunks[..=at]), self.clause(meaning)].into_iter().flatten().collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, true, &bytes_of(chunks)))
    }

    /// "*No response (defined as* improvement < 30 %*)*": an upper limit says what it is that there is none. Near miss: "no response (defined as
    /// improvement *≥ 30 %*)", which is denied.
    fn lack_defined(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let [no, named, rest @ ..] = chunks else { return None };
        let word = self.words(&named.span).to_ascii_lowercase();
        let hoped = word.rsplit(' ').next().is_some_and(|word| words::OUTCOMES_HOPED_FOR.contains(&word));
        let inner = match rest {
            [Chunk { kind: ChunkKind::Group(inner), .. }] => inner.as_slice(),
            rest => rest,
        };
        let (defined, meaning) = inner.split_first()?;
        let mut limits = meaning.iter().filter_map(|c| match &c.kind {
            ChunkKind::Quantity(q) => Some(q),
            _ => None,
        });
        let (limit, None) = (limits.next()?, limits.next()) else { return None };
        let upper = limit.form == QuantityForm::Limit && limit.bounds.low().is_none();
        if !self.is_cue(no, Cue::No) || !hoped || !upper || !self.is_cue(defined, Cue::DefinedAs) {
            return None;
        }
        self.take(rest);
        self.take(std::slice::from_ref(defined));
        self.leave_to_limit(&chunks[..2]);
        self.clause(meaning)
    }

    /// "unless *the disease* is well controlled": what is said of the disease just named, without the words that point back to it.
    /// Near miss: "unless *the disease under study* is controlled".
    pub(super) fn without_it<'c>(&mut self, condition: &'c [Chunk]) -> &'c [Chunk] {
        let back = |c: &&Chunk| {
            self.words(&c.span).to_ascii_lowercase().split(' ').all(|word| words::SAID_AGAIN.contains(&word))
        };
        let width = condition.iter().take_while(back).count();
        let rest = &condition[width..];
        let be = rest.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::Be)));
        if width == 0 || !be || !self.is_predicate(rest) {
            return condition;
        }
        self.take(&condition[..width]);
        let back = self.span(&bytes_of(&condition[..width]));
        self.placed.push(back);
        rest
    }

    /// "*None, or reduced dose of,* warfarin": not given, or too little of it.
    fn none_or_little(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let first = chunks.iter().position(|c| !self.is_idle(c))?;
        let none = matches!(&*self.words(&chunks[first].span).to_ascii_lowercase(), "none" | "no");
        let or = chunks.iter().position(|c| self.is_cue(c, Cue::Or)).filter(|or| none && *or > first)?;
        let reduced = self.words(&chunks.get(or + 1)?.span).to_ascii_lowercase();
        let little = words::REDUCED.iter().any(|word| reduced.starts_with(word));
        let between = chunks[first + 1..or].iter().all(|c| self.sort(c) == Sort::Comma);
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let named = chunks[or + 2..].iter().position(drug)? + or + 2;
        let opening = &chunks[or + 2..named];
        let plain = opening.iter().all(|c| self.is_idle(c) || matches!(self.cue(c), Some(Cue::Dose | Cue::Of)));
        if !little || !between || !plain {
            return None;
        }
        let bytes = bytes_of(chunks);
        let given = self.clause(&chunks[named..])?;
        let mut low = given.clone();
        self.take(&chunks[..named]);
        low.each_leaf_mut(&mut |leaf| leaf.qualifiers.push("low_dose".to_owned()));
        let denied = self.not(given, &bytes);
        Some(self.joined(vec![denied, low], false, &bytes))
    }
}
