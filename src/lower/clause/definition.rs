//! Clauses that say what a name means, or in what terms a dose is given.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Components, Leaf, LeafKind, Node, Value};

impl Context<'_, '_> {
    /// "scoring includes low complement and/or anti-dsDNA": some points of the score named before are of these.
    pub(super) fn scored(&mut self, chunks: &[Chunk]) -> Option<Node> {
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

    /// "Refractory disease is defined as either … or …", "obesity defined as BMI > 30".
    pub(super) fn defined(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let said = self.find(chunks, &[Cue::DefinedAs, Cue::AccordingTo]).filter(|at| *at > 0);
        if let Some(node) = said.and_then(|at| self.by_source(chunks, at)) {
            return Some(node);
        }
        let at = self.find(chunks, &[Cue::DefinedAs]).filter(|at| *at > 0)?;
        if let Some(moved) = self.limit_before_method(chunks, at) {
            return self.coordination(&moved);
        }
        let (subject, definition) = (&chunks[..at], &chunks[at + 1..]);
        if definition.is_empty() || subject.iter().any(|c| self.sort(c) == Sort::Quantity) {
            return None;
        }
        let heads = subject.iter().filter(|c| matches!(self.sort(c), Sort::Concept(_))).count();
        let clauses = definition.iter().any(|c| matches!(self.cue(c), Some(Cue::Either)));
        let measured = definition.iter().any(|c| self.sort(c) == Sort::Quantity);
        if self.is_absence_of(subject, definition) {
            self.leave_to_limit(&chunks[..=at]);
            return self.coordination(definition);
        }
        if heads > 1 || !(clauses || measured || self.defines_by_names(&chunks[at], definition)) {
            return None;
        }
        self.take(&chunks[at..=at]);
        let mut node = self.coordination(subject)?;
        let excluding = std::mem::replace(&mut self.excluding, false);
        let meaning = self.coordination(definition);
        self.excluding = excluding;
        let meaning = meaning?;
        node.each_leaf_mut(&mut |leaf| leaf.defined_by = Some(Box::new(meaning.clone())));
        Some(node)
    }

    /// "*no anemia*: hemoglobin ≥ 10 g/dL", "*no renal impairment*, defined as creatinine < 1.5 mg/dL": whether the limit is what
    /// those have who have not what is denied. Near miss: "no anemia, defined as hemoglobin *< 10* g/dL", what is denied.
    pub fn is_absence_of(&self, denied: &[Chunk], limited: &[Chunk]) -> bool {
        let end = denied.iter().rposition(|c| self.sort(c) != Sort::Comma).map_or(0, |last| last + 1);
        let [no, describing @ .., named] = &denied[..end] else { return false };
        let described =
            |c: &Chunk| self.is_idle(c) || matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier);
        let Sort::Concept(entry) = self.sort(named) else { return false };
        let denies = self.is_denial(no);
        let mut measured = limited.iter().filter(|c| self.measured(c).is_some());
        let mut limits = limited.iter().filter(|c| matches!(self.sort(c), Sort::Quantity));
        let (Some(of), None, Some(limit), None) = (measured.next(), measured.next(), limits.next(), limits.next())
        else {
            return false;
        };
        let ChunkKind::Quantity(quantity) = &limit.kind else { return false };
        let head = |c: &Chunk, entry| Some(Head::new(entry, c.span.clone()));
        let state = Partial { head: head(named, Some(entry)), ..Partial::default() };
        let value = Partial { head: head(of, self.measured(of)), value: Some(quantity.clone()), ..Partial::default() };
        let plain = quantity.form == QuantityForm::Limit && describing.iter().all(described);
        denies && entry.kind() == Kind::Condition && plain && self.says_absence(&value, &state)
    }

    /// Takes words that a limit after them says in other words.
    pub fn leave_to_limit(&mut self, said: &[Chunk]) {
        self.take(said);
        let bytes = bytes_of(said);
        let span = self.span(&bytes);
        self.placed.push(span);
        self.hear_denial(bytes);
    }

    /// "sepsis *defined as fever, tachycardia or leukocytosis*", "trauma *defined by loss of consciousness, skull fracture or stroke*":
    /// states of the person, or what is done for it, without a number. Near misses: "defined by the DSM-5", "as evidenced by
    /// biopsy", which say how it is established.
    fn defines_by_names(&self, cue: &Chunk, definition: &[Chunk]) -> bool {
        let words = self.words(&cue.span).to_ascii_lowercase();
        let items: Vec<&[Chunk]> = definition.split(|c| self.is_separator(c)).filter(|item| !item.is_empty()).collect();
        let by = words.contains("defined by");
        let says = words.contains("defined") && (!by || items.len() > 2);
        let examined = |c: &Chunk| look_up(self.words(&c.span)).is_some_and(|group| group.of(Kind::Method).is_some());
        let state = |c: &Chunk| match self.sort(c) {
            Sort::Concept(e) if e.kind() == Kind::Procedure => items.len() > 1 && !examined(c),
            Sort::Concept(e) => matches!(e.kind(), Kind::Condition | Kind::Observation),
            _ => false,
        };
        let method = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Method);
        let first = !by || items.first().is_some_and(|item| item.iter().any(state));
        says && first
            && definition.iter().any(state)
            && items.iter().all(|item| item.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Word)))
            && !definition.iter().any(method)
    }

    /// "LVEF *assessed by echocardiography* and superior to 50 %", "LVEF *determined by echocardiography (ECHO)* > 50 %": by what something
    /// is measured, between its name and its limit, is put behind the limit. Near misses: "obesity defined as a BMI > 30 and waist > 102
    /// cm", "disease determined by *CT* ≥ 1 cm", which is not measured.
    fn limit_before_method(&mut self, chunks: &[Chunk], at: usize) -> Option<Vec<Chunk>> {
        let (subject, method) = (&chunks[..at], &chunks[at..]);
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let and = method.iter().position(|c| self.is_cue(c, Cue::And));
        let joined = and.filter(|and| matches!(method.get(and + 1).map(|c| &c.kind), Some(ChunkKind::Quantity(_))));
        let (end, start) = match joined {
            Some(and) => (and, and + 1),
            None => self.methods_alone(method)?,
        };
        let ChunkKind::Quantity(limit) = &method.get(start)?.kind else { return None };
        let plain = |c: &Chunk| !measured(c) && self.sort(c) != Sort::Quantity || joined.is_none();
        let alone = method[start + 1..].iter().all(|c| matches!(self.sort(c), Sort::Stop));
        let named = subject.iter().filter(|c| measured(c)).count() == 1;
        if !named || limit.form != QuantityForm::Limit || !alone || !method[..end].iter().all(plain) {
            return None;
        }
        self.take(&method[end..start]);
        Some(subject.iter().chain(&method[start..]).chain(&method[..end]).cloned().collect())
    }

    /// Where nothing but names of methods stands before a limit, and where the limit is: "by *echocardiography or MUGA* > 50 %".
    fn methods_alone(&self, method: &[Chunk]) -> Option<(usize, usize)> {
        let limit = method.iter().position(|c| self.sort(c) == Sort::Quantity)?;
        let way = |c: &Chunk| look_up(self.words(&c.span)).is_some_and(|group| group.of(Kind::Method).is_some());
        let bracket = |c: &Chunk| matches!(&c.kind, ChunkKind::Group(inner) if inner.iter().all(way));
        let links = |c: &Chunk| matches!(self.cue(c), Some(Cue::Be | Cue::Of | Cue::Must));
        let end = limit - method[..limit].iter().rev().take_while(|c| links(c)).count();
        let named = method.get(1..end).filter(|named| named.iter().any(way))?;
        let plain = |c: &Chunk| way(c) || bracket(c) || self.is_idle(c) || self.is_separator(c);
        named.iter().all(plain).then_some((end, limit))
    }

    /// "Oral corticosteroids are prednisone (or equivalent) ≥ 7.5 mg/day": in a demand, a dose limit binds those who
    /// take the drug.
    pub(super) fn drug_dose(&mut self, chunks: &[Chunk]) -> Option<Node> {
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
