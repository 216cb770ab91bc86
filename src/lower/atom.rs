//! One item of a coordination, read left to right: modifiers, head, limit, times, and what is said in brackets.

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::rule::{Mention, Status, Time, TimeKind};

use super::context::{Context, Sort, bytes_of};
use super::partial::{Head, Partial, Related, Relation};

impl Context<'_, '_> {
    /// Reads one item.
    pub fn atom(&mut self, chunks: &[Chunk]) -> Partial {
        let mut partial = Partial { bytes: bytes_of(chunks), ..Partial::default() };
        let mut at = 0;
        while at < chunks.len() {
            at = self.atom_step(chunks, at, &mut partial);
        }
        self.settle_head(&mut partial);
        partial
    }

    /// Reads the chunk at `at`; gives where to go on.
    fn atom_step(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let chunk = &chunks[at];
        self.take(std::slice::from_ref(chunk));
        match &chunk.kind {
            ChunkKind::Quantity(q) => self.atom_quantity(q, &chunks[at + 1..], partial),
            ChunkKind::Time(t) => {
                let mut time = self.time(t);
                partial.times_lead |= partial.head.is_none() && partial.times.is_empty() && partial.value.is_none();
                self.settle_time(&mut time, partial);
                partial.times.push(time);
            }
            ChunkKind::Group(inner) => self.group(inner, partial),
            ChunkKind::Lexeme(_) => return self.atom_word(chunks, at, partial),
        }
        at + 1
    }

    fn atom_word(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let chunk = &chunks[at];
        let rest = &chunks[at + 1..];
        match self.sort(chunk) {
            Sort::Concept(entry) => self.atom_concept(entry, chunk, partial),
            Sort::Term(entry) => self.atom_term(entry, chunk, partial),
            Sort::Cue(cue) => return self.atom_cue(cue, chunk, rest, at, chunks.len(), partial),
            Sort::Word => self.atom_unknown(chunk, partial),
            _ => {}
        }
        at + 1
    }

    /// A quantity is a count where it stands before what it counts, else the limit.
    fn atom_quantity(&mut self, q: &Quantity, rest: &[Chunk], partial: &mut Partial) {
        let counts = q.unit.is_none()
            && matches!(q.form, QuantityForm::Bare | QuantityForm::Limit)
            && partial.head.is_none()
            && partial.value.is_none()
            && !partial.age
            && rest.iter().any(|c| match self.sort(c) {
                Sort::Concept(e) => !matches!(e.kind(), Kind::Analyte | Kind::Score),
                Sort::Word => true,
                Sort::Cue(cue) => cue == Cue::OfFollowing,
                _ => false,
            });
        if counts {
            partial.count = Some(q.clone());
        } else if partial.value.is_none() {
            partial.value = Some(q.clone());
        } else if partial.second.is_none() {
            partial.second = Some(q.clone());
        } else {
            // A third limit in one item is beyond what is understood: its number is reported, not dropped.
            partial.unknown.push(q.value.clone());
        }
    }

    fn atom_concept(&mut self, entry: Entry, chunk: &Chunk, partial: &mut Partial) {
        let head = Head { entry: Some(entry), bytes: chunk.span.clone() };
        let graded = |e: Entry| e.kind() == Kind::Score && matches!(e.cell(6), "class" | "grade" | "stage");
        match &partial.head {
            None if graded(entry) && partial.grade.is_none() && partial.value.is_none() => partial.grade = Some(head),
            None => partial.head = Some(head),
            Some(first) if first.entry == Some(entry) => {}
            Some(_) if graded(entry) => partial.grade = Some(head),
            Some(_) if partial.relation.is_some() => {}
            Some(first) => self.second_concept(first.clone(), head, partial),
        }
    }

    /// Two concepts in one item: the measured one is what a limit is said of; a condition at, or a drug in, another
    /// event is said of the same event.
    fn second_concept(&mut self, first: Head, second: Head, partial: &mut Partial) {
        let measured = |h: &Head| h.entry.is_some_and(|e| matches!(e.kind(), Kind::Analyte | Kind::Score));
        if measured(&second) && !measured(&first) && partial.value.is_none() {
            let context = self.bare_node(&first, partial.status.take());
            partial.having.push(context);
            partial.head = Some(second);
        } else {
            let node = self.bare_node(&second, None);
            partial.having.push(node);
        }
    }

    fn atom_term(&mut self, entry: Entry, chunk: &Chunk, partial: &mut Partial) {
        let mention = |me: &Self| me.mention(Some(entry.id()), &chunk.span);
        match entry.kind() {
            Kind::Qualifier => partial.qualifiers.push(entry.id()),
            Kind::Finding => partial.finding = partial.finding.take().or(Some((entry.id(), chunk.span.clone()))),
            Kind::Route => partial.route = Some(entry.id()),
            Kind::Outcome => partial.outcome = Some(entry.id()),
            Kind::Subject => partial.subject = Some(entry.id()),
            Kind::Setting => partial.settings.push(mention(self)),
            Kind::Method => partial.methods.push(mention(self)),
            _ => self.atom_unknown(chunk, partial),
        }
    }

    /// A word in no table joins the words beside it: with a known head it makes another, unknown one.
    fn atom_unknown(&mut self, chunk: &Chunk, partial: &mut Partial) {
        let adjacent = |b: &Bytes| {
            let between = &self.lexed.text[b.end.min(chunk.span.start)..chunk.span.start];
            between.chars().all(|c| c.is_whitespace() || crate::lex::normal::is_dash(c))
        };
        if let Some(head) = partial.head.as_mut().filter(|h| adjacent(&h.bytes)) {
            head.bytes.end = chunk.span.end;
            head.entry = None;
            return;
        }
        match partial.unknown.last_mut().filter(|b| adjacent(b)) {
            Some(last) => last.end = chunk.span.end,
            None => partial.unknown.push(chunk.span.clone()),
        }
    }

    /// Joins unknown words that stand directly before the head to it, and makes them the head where there is none.
    fn settle_head(&mut self, partial: &mut Partial) {
        if partial.head.is_none() && partial.grade.is_some() && partial.unknown.is_empty() {
            partial.head = partial.grade.take();
        }
        let text = self.lexed.text;
        match &mut partial.head {
            Some(head) => {
                if let Some(last) = partial.unknown.last().cloned()
                    && last.end <= head.bytes.start
                    && text[last.end..head.bytes.start].chars().all(|c| c.is_whitespace() || c == '-')
                {
                    head.bytes.start = last.start;
                    head.entry = None;
                    partial.unknown.pop();
                }
            }
            None if partial.sex.is_none() && !partial.unknown.is_empty() => {
                let first = partial.unknown.remove(0);
                partial.head = Some(Head { entry: None, bytes: first });
            }
            None => {}
        }
    }

    /// "stable for 2 weeks" is a stability; a duration beside "stable dose" is said of the dose.
    pub fn settle_time(&mut self, time: &mut Time, partial: &mut Partial) {
        if let Some(of) = partial.stable.take_if(|_| matches!(time.kind, TimeKind::Duration)) {
            time.kind = TimeKind::Stability;
            time.of = Some(self.mention(None, &of));
        }
    }

    fn atom_cue(
        &mut self,
        cue: Cue,
        chunk: &Chunk,
        rest: &[Chunk],
        at: usize,
        end: usize,
        partial: &mut Partial,
    ) -> usize {
        let has_head = partial.head.is_some();
        match cue {
            Cue::No | Cue::Not | Cue::Non if !has_head => partial.negated = !partial.negated,
            Cue::HistoryOf | Cue::Prior => partial.status = Some(Status::History),
            Cue::Current => partial.status = partial.status.or(Some(Status::Current)),
            Cue::CurrentOrPrior => partial.status = Some(Status::Ever),
            Cue::Planned => partial.status = Some(Status::Planned),
            Cue::Suspected => partial.status = Some(Status::Suspected),
            Cue::Exposure | Cue::Undergone if !has_head => {
                partial.exposure = Some(cue);
                partial.verb = true;
            }
            Cue::Age | Cue::Old => partial.age = true,
            Cue::SexAny => partial.sex = Some(("any", chunk.span.clone())),
            Cue::Male => partial.sex = partial.sex.take().or(Some(("male", chunk.span.clone()))),
            Cue::Female => partial.sex = partial.sex.take().or(Some(("female", chunk.span.clone()))),
            Cue::Other => partial.other = true,
            Cue::Stable => self.atom_stable(chunk, rest, partial),
            Cue::Dose if partial.stable.is_some() || !has_head => {
                partial.stable = partial.stable.take().map(|_| chunk.span.clone());
            }
            Cue::Equivalent => self.equivalent(chunk, partial),
            Cue::Need
            | Cue::AttributableTo
            | Cue::Without
            | Cue::With
            | Cue::AccordingTo
            | Cue::DefinedAs
            | Cue::Exposure
            | Cue::Undergone
            | Cue::To
                if self.related(cue, rest, partial) =>
            {
                return end;
            }
            Cue::Without if !has_head => partial.negated = true,
            Cue::SuchAs | Cue::Including | Cue::OpenList if has_head => {
                self.examples(cue, rest, partial);
                return end;
            }
            Cue::WithOrWithout => {
                let part = self.atom(rest);
                if !part.is_headless() || part.value.is_some() {
                    let node = self.node_of(part);
                    partial.permits.push(node);
                }
                return end;
            }
            Cue::ClassWord if partial.grade.is_none() && !has_head => {
                partial.grade = Some(Head { entry: None, bytes: chunk.span.clone() });
            }
            _ => {}
        }
        at + 1
    }

    fn atom_stable(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) {
        let next_is_time = rest.iter().any(|c| self.sort(c) == Sort::Time);
        let waiting = partial.times.iter_mut().find(|t| t.kind == TimeKind::Duration && t.of.is_none());
        if next_is_time {
            partial.stable = Some(chunk.span.clone());
        } else if let Some(time) = waiting.filter(|_| !rest.is_empty()) {
            time.kind = TimeKind::Stability;
        } else {
            partial.qualifiers.push("stable");
        }
    }

    /// "prednisone equivalent", "(or equivalent drug)": the dose is counted in that drug.
    fn equivalent(&mut self, chunk: &Chunk, partial: &mut Partial) {
        if partial.equivalent.is_none() && partial.head.is_some() {
            partial.equivalent.clone_from(&partial.head);
        }
        self.used[chunk.lexemes.clone()].fill(true);
    }

    /// Reads what follows a cue that relates it to the head. False where the cue relates nothing here.
    fn related(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) -> bool {
        let Some(head) = partial.head.clone() else { return false };
        if rest.is_empty() {
            return false;
        }
        let allergy = head.entry.is_some_and(is_allergy);
        match cue {
            Cue::To if !allergy => return false,
            Cue::To => partial.relation = Some(Related::new(Relation::AllergyTo, self.atom(rest))),
            Cue::AttributableTo => partial.relation = Some(Related::new(Relation::DueTo, self.atom(rest))),
            Cue::Without => {
                let part = self.atom(rest);
                partial.relation = Some(Related::new(Relation::NotHaving, part));
            }
            Cue::AccordingTo | Cue::DefinedAs => return self.established(rest, partial),
            Cue::With if partial.head.as_ref().and_then(|h| h.entry).is_none() && partial.value.is_none() => {
                return false;
            }
            _ => self.relate_having(rest, partial),
        }
        true
    }

    /// "requiring X", "with X": times and methods in X that X cannot carry come back to the head.
    fn relate_having(&mut self, rest: &[Chunk], partial: &mut Partial) {
        let mut part = self.atom(rest);
        if part.is_headless() && part.value.is_none() {
            self.absorb(part, partial);
            return;
        }
        if part.stable.is_some() || part.times.iter().any(|t| t.kind == TimeKind::Stability) && part.value.is_none() {
            part.stable = None;
            partial.times.append(&mut part.times);
            partial.qualifiers.append(&mut part.qualifiers);
            return;
        }
        partial.relation = Some(Related::new(Relation::Having, part));
    }

    /// What a headless part says, it says of the head before it.
    pub fn absorb(&mut self, part: Partial, partial: &mut Partial) {
        partial.qualifiers.extend(part.qualifiers);
        partial.times.extend(part.times);
        partial.settings.extend(part.settings);
        partial.methods.extend(part.methods);
        partial.having.extend(part.having);
        partial.other_than.extend(part.other_than);
        partial.permits.extend(part.permits);
        partial.unknown.extend(part.unknown);
        partial.finding = partial.finding.take().or(part.finding);
        partial.value = partial.value.take().or(part.value);
        partial.status = partial.status.or(part.status);
        partial.outcome = partial.outcome.or(part.outcome);
    }

    /// "according to", "defined as", "confirmed by": a method, a definition, or the words that say how.
    fn established(&mut self, rest: &[Chunk], partial: &mut Partial) -> bool {
        let part = self.atom(rest);
        let measured = part.value.is_some() && (part.head.is_some() || part.grade.is_some());
        if measured {
            let node = self.node_of(part);
            partial.defined_by.push(node);
            return true;
        }
        let method = part.head.as_ref().map(|h| self.mention(None, &h.bytes));
        partial.methods.extend(method);
        let (head, value) = (part.head.clone(), part.value.clone());
        self.absorb(Partial { head: None, value: None, ..part }, partial);
        if head.is_none() && partial.value.is_none() {
            partial.value = value;
        }
        true
    }

    /// The members a list of examples names.
    pub fn examples(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) {
        partial.open |= cue == Cue::OpenList;
        let mentions = self.mentions(rest);
        partial.examples.extend(mentions);
    }

    /// The things a plain list names, split at commas and conjunctions.
    pub fn mentions(&mut self, chunks: &[Chunk]) -> Vec<Mention> {
        let mut out = Vec::new();
        let items: Vec<&[Chunk]> = chunks.split(|c| self.is_separator(c)).collect();
        self.take(chunks);
        for item in items {
            let concept = item.iter().find_map(|c| match self.sort(c) {
                Sort::Concept(e) => Some((e, c.span.clone())),
                _ => None,
            });
            match concept {
                Some((entry, bytes)) => {
                    let id = self.concepts.note(entry);
                    out.push(self.mention(Some(id), &bytes));
                }
                None if item.iter().any(|c| self.sort(c) == Sort::Word) => {
                    out.push(self.mention(None, &bytes_of(item)));
                }
                None => {}
            }
        }
        out
    }

    /// Whether a chunk separates the items of a list.
    pub fn is_separator(&self, chunk: &Chunk) -> bool {
        match self.sort(chunk) {
            Sort::Comma | Sort::Semicolon | Sort::Slash => true,
            Sort::Cue(cue) => matches!(cue, Cue::And | Cue::Or | Cue::AndOr | Cue::Nor | Cue::Etc),
            _ => false,
        }
    }
}

/// Whether a concept is an allergy or intolerance, whose object is what it is about.
pub fn is_allergy(entry: Entry) -> bool {
    entry.kind() == Kind::Condition && (entry.id() == "allergy" || entry.id().ends_with("_allergy"))
}
