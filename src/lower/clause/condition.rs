//! Clauses under a condition: "if", "in case of", "for patients with", and the limit each gives.

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Head;
use crate::rule::{Leaf, LeafKind, Node};
use crate::words;

impl Context<'_, '_> {
    /// "ferritin < 30, or < 100 *when* CRP is raised": after the second limit of one thing it is a condition. Near miss: "CRP
    /// < 10 when measured twice".
    fn when_of_limit(&self, chunks: &[Chunk]) -> Option<usize> {
        let at = self.find(chunks, &[Cue::When]).filter(|at| *at > 1)?;
        let limit = |c: &Chunk| self.sort(c) == Sort::Quantity;
        let beside = limit(&chunks[at - 1]) && self.is_cue(&chunks[at - 2], Cue::Or);
        let state = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_));
        (beside && chunks[..at - 2].iter().any(limit) && chunks[at + 1..].iter().any(state)).then_some(at)
    }

    /// "If C, R"; "R if C"; "R unless C".
    pub(super) fn conditional(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if let Some(node) = self.limits_for_groups(chunks).or_else(|| self.limits_with_and_without(chunks)) {
            return Some(node);
        }
        if let Some(node) = self.each_under_its_own(chunks).or_else(|| self.each_limit_if(chunks)) {
            return Some(node);
        }
        let opened = self.then_in_brackets(chunks);
        let chunks = opened.as_deref().unwrap_or(chunks);
        let borne = self.without_if_tolerated(chunks);
        if let Some(chunks) = borne.as_deref() {
            return self.clause(chunks);
        }
        let at = self.find(chunks, &[Cue::If, Cue::Unless]).or_else(|| self.when_of_limit(chunks))?;
        let unless = self.is_cue(&chunks[at], Cue::Unless);
        if !unless && self.narrows_to_free(chunks, at) {
            return None;
        }
        if !unless && let Some(node) = self.excluded_if(chunks, at) {
            return Some(node);
        }
        if !unless && let Some(node) = self.also_of_leavers(chunks, at) {
            return Some(node);
        }
        if !unless && let Some(node) = self.or_if(chunks, at) {
            return Some(node);
        }
        if at > 0 && self.is_cue(&chunks[at - 1], Cue::Except) {
            // "> 1.5 × ULN *except in patients with* Gilbert syndrome": whom the limit does not bind.
            return None;
        }
        if !unless && let Some(node) = self.or_if_not(chunks, at) {
            return Some(node);
        }
        if !unless && let Some(node) = self.or_under(chunks, at) {
            return Some(node);
        }
        if !unless && let Some(node) = self.and_if(chunks, at) {
            return Some(node);
        }
        // "The subject, *if female,* is pregnant" opens with its condition as well.
        let opens = chunks[..at].iter().all(|c| self.is_idle(c));
        if !unless
            && !opens
            && let Some(node) = self.people_if(chunks, at)
        {
            return Some(node);
        }
        let (condition, rest) = if opens {
            let end = self.end_of_condition(chunks, at)?;
            (&chunks[at + 1..end], &chunks[end + 1..])
        } else {
            (&chunks[at + 1..], &chunks[..at])
        };
        if condition.is_empty() || rest.iter().all(|c| self.is_idle(c)) {
            return None;
        }
        let (condition, window) =
            if opens { (condition, &chunks[chunks.len()..]) } else { self.window_after(condition) };
        self.take(&chunks[if opens { 0 } else { at }..=at]);
        let bytes = bytes_of(chunks);
        if !opens
            && !unless
            && let Some(node) = self.eligible_if(rest, condition, &bytes)
        {
            return Some(node);
        }
        if !opens && !unless && self.find(rest, &[Cue::NoLimit]).is_some() {
            return None;
        }
        if !opens
            && !unless
            && let Some(node) = self.last_if_of(rest, condition)
        {
            return Some(node);
        }
        if !opens
            && !unless
            && let Some(node) = self.allowed_if(rest, condition, &bytes)
        {
            return Some(node);
        }
        if !opens && let Some(node) = self.only_if(&chunks[at], rest, condition) {
            return Some(node);
        }
        if unless
            && !opens
            && !self.demand
            && window.is_empty()
            && let Some(node) = self.last_limit_if(rest, condition, true)
        {
            return Some(node);
        }
        let (rest, wider) = self.limit_before_if(rest, unless || opens);
        if !opens
            && !unless
            && wider.is_none()
            && window.is_empty()
            && let Some(node) = self.last_limit_if(rest, condition, false)
        {
            return Some(node);
        }
        let given = self.limit_in_case(rest, condition).or_else(|| self.limit_of_those(rest, condition));
        let (condition, wider) = match given.filter(|_| !opens) {
            Some((condition, limit)) => (condition, Some(limit)),
            None => (condition, wider),
        };
        if let Some(limit) = wider.as_ref().filter(|_| unless)
            && let Some(kept) = self.limit_kept(rest, limit)
        {
            return self.unless_kept(rest, condition, &kept, &bytes);
        }
        let condition = if unless { self.without_it(condition) } else { condition };
        if unless {
            self.said_of = self.only_condition(rest).or_else(|| self.first_of_diseases(rest, condition));
        }
        let of = self.said_of.as_ref().and_then(|head| head.entry);
        let when = self.condition(condition)?;
        self.said_of = None;
        self.wider = wider.map(|limit| (limit, when.clone()));
        if self.wider.is_some() {
            let then = self.clause(rest);
            self.wider = None;
            return then;
        }
        if opens
            && !unless
            && let Some(node) = self.each_if_taken(&when, condition, rest)
        {
            return Some(node);
        }
        self.said_of = self.only_condition(condition).filter(|_| opens && !unless && self.names_nothing(rest));
        let then = if window.is_empty() {
            self.clause(rest)?
        } else {
            let governed: Vec<Chunk> = rest.iter().chain(window).cloned().collect();
            self.clause(&governed)?
        };
        self.said_of = None;
        if unless {
            return Some(self.unless_each(then, when, of, &bytes));
        }
        if !opens && (self.allows_under(rest) || self.provides(&chunks[at], rest)) {
            return Some(self.joined(vec![then, when], true, &bytes));
        }
        Some(self.if_node(when, then, &bytes))
    }

    /// "ECOG 0-1; *ECOG 2 is allowed* if due to lymphoma": what is allowed beside what was said before is allowed under the
    /// condition alone.
    fn allows_under(&mut self, rest: &[Chunk]) -> bool {
        self.demand && self.find(rest, &[Cue::Allowed]).is_some() && std::mem::take(&mut self.allowing)
    }

    /// "PLT ≥ 50 G/L *provided that* there is no bleeding": after a limit that is demanded it is one more demand. Near misses:
    /// "prior rituximab allowed *provided* …", "PLT ≥ 50 G/L *if* no bleeding".
    fn provides(&self, cue: &Chunk, rest: &[Chunk]) -> bool {
        let words = self.words(&cue.span).to_ascii_lowercase();
        let besides = words::PROVIDED.iter().any(|word| words.starts_with(word));
        let limited = rest.iter().any(|c| self.measured(c).is_some())
            && rest.iter().any(|c| matches!(&c.kind, ChunkKind::Quantity(q) if q.form != QuantityForm::Bare));
        let lets = self.find(rest, &[Cue::Allowed, Cue::NotAllowed, Cue::May]).is_some();
        self.demand && besides && limited && !lets
    }

    /// "malignancy within 2 years *or if* life expectancy is < 3 months": "if" only opens the next alternative. Near misses: "malignancy
    /// *if* …"; "Hb ≥ 9 g/dL or *if transfused ≥ 8 g/dL*", which is another limit of the same.
    fn or_if(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let or = at.checked_sub(1).filter(|or| *or > 0 && self.is_cue(&chunks[*or], Cue::Or))?;
        let (first, second) = (&chunks[..or], &chunks[at + 1..]);
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form != QuantityForm::Bare);
        let limited = second.iter().any(limit);
        let named = second.iter().any(|c| self.measured(c).is_some());
        let commas = second.iter().any(|c| self.is_separator(c) || self.is_cue(c, Cue::Then));
        if second.is_empty() || commas || limited && !named || self.find(first, &[Cue::If, Cue::Unless]).is_some() {
            return None;
        }
        self.take(&chunks[or..=at]);
        let nodes: Vec<Node> = [self.clause(first), self.condition(second)].into_iter().flatten().collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, false, &bytes_of(chunks)))
    }

    /// "hypertension *or diabetes* unless controlled": the first of the diseases that a predicate is said of.
    fn first_of_diseases(&self, chunks: &[Chunk], condition: &[Chunk]) -> Option<Head> {
        let named = || {
            chunks.iter().filter_map(|c| match self.sort(c) {
                Sort::Concept(entry) => Some((entry, c)),
                _ => None,
            })
        };
        let diseases = !self.demand && named().all(|(entry, _)| entry.kind() == Kind::Condition);
        let says = self.is_predicate(condition) || self.says_disease_free(condition);
        let (entry, chunk) = named().next().filter(|_| diseases && says)?;
        Some(Head::new(Some(entry), chunk.span.clone()))
    }

    /// "unless *disease-free*", "unless there is *no evidence of disease*".
    fn says_disease_free(&self, condition: &[Chunk]) -> bool {
        let free = |c: &Chunk| self.is_cue(c, Cue::No) || self.words(&c.span).eq_ignore_ascii_case("free");
        let disease = |c: &Chunk| self.words(&c.span).eq_ignore_ascii_case("disease");
        condition.iter().any(free) && condition.iter().any(disease)
    }

    /// "hepatitis B or C *unless treated*": each is saved by what is so of itself, which `when` says of the disease `of`.
    fn unless_each(&self, then: Node, when: Node, of: Option<Entry>, bytes: &Bytes) -> Node {
        let disease = |node: &Node| matches!(node, Node::Leaf(leaf) if leaf.kind == LeafKind::Condition && leaf.concept.is_some());
        let (Node::Leaf(said), denied) = (match &when {
            Node::Not { of, .. } => (&**of, true),
            when => (when, false),
        }) else {
            return self.unless(then, when, bytes);
        };
        let own = of.is_some() && said.concept_id() == of.map(Entry::id);
        match then {
            Node::Any { of, span } if own && !self.demand && of.iter().all(disease) => {
                let each = |node: Node| {
                    let Node::Leaf(leaf) = node else { return node };
                    let when = Node::from(Leaf { concept: leaf.concept.clone(), ..(**said).clone() });
                    let when = if denied { self.not(when, bytes) } else { when };
                    self.unless(Node::Leaf(leaf), when, bytes)
                };
                Node::Any { of: of.into_iter().map(each).collect(), span }
            }
            then => self.unless(then, when, bytes),
        }
    }

    /// Whether words say something of what was named before, and name nothing: "the dose must be stable".
    pub(super) fn names_nothing(&self, chunks: &[Chunk]) -> bool {
        !chunks.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Word))
    }

    /// "unless on anticoagulants, *as long as* the INR is in range": inside a condition a further one is demanded as well.
    pub fn condition(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let excluding = std::mem::replace(&mut self.excluding, false);
        let node = self.condition_here(chunks);
        self.excluding = excluding;
        node
    }

    fn condition_here(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let further = self.find(chunks, &[Cue::If]).filter(|at| *at > 0 && *at + 1 < chunks.len());
        let Some(at) = further else { return self.clause(chunks) };
        let first = self.clause(&chunks[..at])?;
        self.take(&chunks[at..=at]);
        let second = self.clause(&chunks[at + 1..]);
        Some(self.joined(std::iter::once(first).chain(second).collect(), true, &bytes_of(chunks)))
    }

    /// The one thing, not measured, that these words name.
    pub fn only_condition(&self, chunks: &[Chunk]) -> Option<Head> {
        let mut named = chunks.iter().filter_map(|c| match self.sort(c) {
            Sort::Concept(entry) if !is_measured(entry) => Some(Head::new(Some(entry), c.span.clone())),
            _ => None,
        });
        let Some(first) = named.next() else { return self.only_words(chunks) };
        Some(first).filter(|_| named.next().is_none())
    }

    /// The one phrase in no table: "if taking *cognitive enhancers*".
    fn only_words(&self, chunks: &[Chunk]) -> Option<Head> {
        let word = |c: &Chunk| self.sort(c) == Sort::Word;
        let start = chunks.iter().position(word)?;
        let end = start + chunks[start..].iter().take_while(|c| word(c)).count();
        let alone = !chunks[end..].iter().any(word) && chunks[..start].iter().all(|c| self.cue(c).is_some());
        alone.then(|| Head::new(None, bytes_of(&chunks[start..end])))
    }

    /// "Patients with HIV are eligible if C", "X is allowed provided that C": of those who have X, C is demanded.
    fn allowed_if(&mut self, rest: &[Chunk], condition: &[Chunk], bytes: &Bytes) -> Option<Node> {
        // "X is allowed*,* provided that C"
        let comma = usize::from(rest.last().is_some_and(|c| self.sort(c) == Sort::Comma));
        let rest = &rest[..rest.len() - comma];
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
        if std::mem::take(&mut self.allowing) {
            // What is allowed is the subject as the condition has it, in an exclusion as well.
            return Some(self.joined(vec![when, then], true, bytes));
        }
        if self.demand {
            return Some(self.if_node(when, then, bytes));
        }
        let lacking = self.not(then, bytes);
        Some(self.joined(vec![when, lacking], true, bytes))
    }

    /// "AST ≤ 3 × ULN, *or ≤ 5 × ULN* if liver metastases": the limit directly before a condition that only it is under,
    /// and the words before it.
    fn limit_before_if<'c>(&mut self, rest: &'c [Chunk], other: bool) -> (&'c [Chunk], Option<Quantity>) {
        let whole = (rest, None);
        // "≥ 300 *at screening* or ≥ 150 *at screening* if on steroids": the same time said again.
        let timed = |c: &Chunk| self.sort(c) == Sort::Time;
        let said = |c: &Chunk| self.words(&c.span);
        let (core, tail) = match rest.split_last().filter(|(last, _)| timed(last)) {
            Some((last, core)) if core.iter().any(|c| timed(c) && said(c) == said(last)) => (core, &rest[core.len()..]),
            _ => (rest, &rest[rest.len()..]),
        };
        let Some((last, before)) = core.split_last().filter(|_| !other) else { return whole };
        let ChunkKind::Quantity(limit) = &last.kind else { return whole };
        let or = before.iter().rposition(|c| !matches!(self.sort(c), Sort::Cue(Cue::Be | Cue::The)));
        let joins = |c: &Chunk| self.is_cue(c, Cue::Or) || self.sort(c) == Sort::Comma;
        let Some(or) = or.filter(|at| joins(&before[*at]) && *at > 0) else { return whole };
        let first = before[..or].iter().rev().find_map(|c| match &c.kind {
            ChunkKind::Quantity(q) => Some(q),
            _ => None,
        });
        let alike = first.is_some_and(|q| q.shares_unit(limit));
        // "ALT ≤ 3 × ULN*,* ≤ 5 × ULN in case of liver metastases": without "or" it is plain where the limit is a multiple.
        let told =
            self.is_cue(&before[or], Cue::Or) || limit.relative_to.is_some() && limit.form == QuantityForm::Limit;
        let normal = first.is_none() && before[..or].iter().any(|c| self.is_normal(c));
        let alike = (alike || normal) && told;
        if !alike || !before[..or].iter().any(|c| matches!(self.sort(c), Sort::Concept(_))) {
            return whole;
        }
        let limit = (**limit).clone();
        self.take(&rest[or..]);
        self.take(tail);
        (&rest[..or], Some(limit))
    }

    /// "normal", "within normal limits".
    pub fn is_normal(&self, chunk: &Chunk) -> bool {
        matches!(self.sort(chunk), Sort::Term(e) if e.kind() == Kind::Finding && e.id() == "normal")
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

    /// `if`, with what holds for everybody else.
    pub fn if_node(&self, when: Node, then: Node, bytes: &Bytes) -> Node {
        let span = self.span(bytes);
        let otherwise = Node::Constant { value: self.demand, span: span.into() };
        Node::If { when: Box::new(when), then: Box::new(then), otherwise: Box::new(otherwise), span: span.into() }
    }

    /// "Women of childbearing potential must …": demanded of those the subject describes.
    pub(super) fn for_some(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = chunks.iter().position(|c| self.demands(c)).filter(|at| *at > 0)?;
        if self.find(&chunks[..at], &[Cue::Except, Cue::Unless]).is_some() {
            return None;
        }
        // "must not" is a part of what is demanded.
        let must = usize::from(self.cue(&chunks[at]) != Some(Cue::Not));
        let (subject, predicate) = (&chunks[..at], &chunks[at + must..]);
        let person = |c: &Chunk| match self.sort(c) {
            // "*the patient's* BMI must be ≤ 30" is demanded of everybody.
            Sort::Cue(cue) => matches!(cue, Cue::Patient | Cue::Female | Cue::Male) && !self.is_possessive(c),
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
        if must == 0 && !self.is_forbidden(subject, &predicate[1..]) {
            return None;
        }
        self.take(&chunks[at..at + must]);
        // "women … and men … must": whoever is one of them.
        let groups = self.groups_of_people(subject);
        let whens: Vec<Node> = groups.into_iter().filter_map(|group| self.coordination(group)).collect();
        if whens.is_empty() {
            return None;
        }
        let when = self.joined(whens, false, &bytes_of(subject));
        // "patients taking statins must be *on a stable dose*"
        self.said_of = self.only_condition(subject).filter(|_| self.names_nothing(predicate));
        let then = self.predicates(predicate);
        self.said_of = None;
        let then = then?;
        Some(self.if_node(when, then, &bytes_of(chunks)))
    }

    /// "must", "must meet"; "must not" where demands stand. Near miss: "patients who do not have asthma".
    fn demands(&self, chunk: &Chunk) -> bool {
        match self.cue(chunk) {
            Some(Cue::Must | Cue::MustMeet) => true,
            Some(Cue::Not) if self.demand => {
                let words = self.words(&chunk.span).to_lowercase();
                ["must", "shall", "should"].iter().any(|verb| words.starts_with(verb))
            }
            _ => false,
        }
    }

    /// Whether "must not" between these forbids something to some people: near misses are "patients must not …", which
    /// is of everybody, and "patients with … should not be included", which says who is left out.
    fn is_forbidden(&self, subject: &[Chunk], what: &[Chunk]) -> bool {
        let people = |c: &Chunk| {
            // "women of childbearing potential" is one name.
            let words = self.words(&c.span).to_lowercase();
            let named = ["women", "woman", "female", "men ", "male"].iter().any(|people| words.starts_with(people));
            matches!(self.cue(c), Some(Cue::Patient | Cue::Female | Cue::Male))
                || matches!(self.sort(c), Sort::Concept(e) if named && e.kind() == crate::lex::Kind::Observation)
        };
        // "*women* must not be breastfeeding", and not "men and women must not …"
        let sexes = |sex| subject.iter().any(|c| self.is_cue(c, sex));
        let one_sex = sexes(Cue::Female) != sexes(Cue::Male);
        let who = |c: &Chunk| one_sex || matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity);
        let left_out = what.first().is_some_and(|c| {
            ["included", "enrolled", "entered", "randomized", "randomised", "recruited", "considered"]
                .contains(&self.words(&c.span).to_lowercase().as_str())
        });
        subject.iter().any(people) && subject.iter().any(who) && !left_out
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
}
