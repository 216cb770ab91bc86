//! Brackets that add a remark: times, lists, related events, narratives.

use super::gloss::is_state_of_a_value;
use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::build::is_length;
use crate::lower::concept::{covers, has_member};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::leaves::add_times;
use crate::lower::narrative::category;
use crate::lower::partial::{Partial, Relation};
use crate::rule::{Bounds, Direction, LeafKind, Node, Severity, Time, TimeKind};
use crate::words;

impl Context<'_, '_> {
    /// "(documented compliance)": a remark that no data can decide.
    pub(super) fn narrative_remark(&mut self, inner: &[Chunk], partial: &Partial) -> Option<Node> {
        let known = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity | Sort::Time));
        let says = category(self.words(&bytes_of(inner))) == Some("compliance");
        if known || !says || partial.is_headless() { None } else { self.narrative(inner) }
    }

    /// The remarks in one pair of brackets: split at semicolons, and at commas before words that open a remark.
    pub(super) fn remarks<'c>(&self, inner: &'c [Chunk]) -> Vec<&'c [Chunk]> {
        let mut parts = Vec::new();
        let mut start = 0;
        for at in 0..inner.len() {
            let opens = inner
                .get(at + 1)
                .and_then(|c| self.cue(c))
                .is_some_and(|c| matches!(c, Cue::Except | Cue::Without | Cue::AccordingTo | Cue::No));
            let split = match self.sort(&inner[at]) {
                Sort::Semicolon | Sort::Stop => true,
                Sort::Comma => opens,
                _ => false,
            };
            if split {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
        }
        parts.push(&inner[start..]);
        parts.retain(|p| !p.is_empty());
        parts
    }

    /// "ANC < 0.8 (*within 2 weeks before assessment*, without G-CSF)": the window may date the test as well.
    fn open_window(&mut self, waiting: &[Time]) {
        let Some(window) = waiting.iter().find(|time| time.kind == TimeKind::Window) else { return };
        let message =
            "the window may date the measurement or what follows in the brackets; taken as that of what follows";
        self.say_at("window-scope", Severity::Note, message, window.span.span());
    }

    /// "coagulopathy (*INR > 1.5; platelets < 100*)": in an exclusion semicolons part limits as commas do, of which each shows
    /// the disease. Near miss: "hepatitis (HBsAg positive; ALT > 2 × ULN)", which may be one picture.
    pub(super) fn either_limit_parted(&mut self, parts: &[&[Chunk]], partial: &mut Partial) -> bool {
        let limited = |part: &&[Chunk]| {
            let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
            let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
            let plain = |c: &Chunk| measured(c) || limit(c) || matches!(self.sort(c), Sort::Cue(_));
            part.iter().filter(|c| measured(c)).count() == 1
                && part.iter().filter(|c| limit(c)).count() == 1
                && part.iter().all(plain)
                && self.find(part, &[Cue::And, Cue::Allowed, Cue::NotAllowed, Cue::No, Cue::Not]).is_none()
        };
        let disease = partial.entry().is_some_and(|e| e.kind() == Kind::Condition) && partial.is_unvalued();
        if self.demand || !disease || partial.negated || !parts.iter().all(limited) {
            return false;
        }
        let nodes: Vec<Node> = parts.iter().filter_map(|part| self.coordination(part)).collect();
        let bytes = bytes_of(parts[0]).start..parts.last().map_or(0, |last| bytes_of(last).end);
        let node = self.joined(nodes, false, &bytes);
        self.listed_remark(node, partial);
        true
    }

    /// Several remarks; one that only says when is said of the next.
    pub(super) fn several(&mut self, parts: &[&[Chunk]], partial: &mut Partial) {
        let mut waiting: Vec<Time> = Vec::new();
        let mut before: Option<Time> = None;
        for part in parts {
            if part.iter().all(|c| matches!(self.sort(c), Sort::Time)) {
                let when = self.atom(part);
                waiting.extend(when.times);
                waiting.extend(when.lead_times);
                continue;
            }
            let (having, other, also) = (partial.having.len(), partial.other_than.len(), partial.also.len());
            self.group(part, partial);
            let anything =
                partial.also.len() > also || partial.having.len() > having || partial.other_than.len() > other;
            if anything && partial.value.is_some() {
                self.open_window(&waiting);
            }
            self.same_anchor(&mut partial.also[also..], before.as_ref());
            before = before.or_else(|| partial.also[also..].iter().find_map(anchored));
            if let Some(related) = partial.relation.take_if(|r| r.relation == Relation::NotHaving) {
                related.objects.into_iter().for_each(|object| self.excluded(object, partial));
            }
            partial.also[also..].iter_mut().filter(|p| p.times.is_empty()).for_each(|p| p.times.clone_from(&waiting));
            let added = partial.having[having..].iter_mut().chain(&mut partial.other_than[other..]);
            added.for_each(|node| add_times(node, &waiting));
            waiting.clear();
        }
        partial.times.extend(waiting);
    }

    /// "(no G-CSF within 7 days prior to screening; a 14-day interval required for long-acting G-CSF)": what the second
    /// interval is counted from, the first has said.
    fn same_anchor(&mut self, items: &mut [Partial], before: Option<&Time>) {
        let Some(before) = before else { return };
        for time in items.iter_mut().flat_map(|item| &mut item.times) {
            if time.kind == TimeKind::Window && time.anchor.is_none() {
                (time.anchor, time.direction) = (before.anchor.clone(), before.direction);
                let span = time.span.span();
                self.has_anchor(span);
            }
        }
    }

    /// Anything else in brackets is more about the same event.
    pub(super) fn remark(&mut self, inner: &[Chunk], partial: &mut Partial) {
        if self.other_limited(inner, partial) {
            return;
        }
        let listed = inner.iter().any(|c| self.is_separator(c)) || self.adds_up(inner, partial);
        let read = |me: &mut Self, partial: &mut Partial| {
            me.limits_of_sexes(inner, partial) || me.either_limit(inner, partial) || me.members_listed(inner, partial)
        };
        if listed && read(self, partial) {
            return;
        }
        if listed || self.find(inner, &[Cue::Allowed, Cue::NotAllowed]).is_some() {
            if let Some(mut node) = self.clause(inner) {
                Self::times_of_remark(&mut node, partial);
                let and = self.find(inner, &[Cue::And]).is_some();
                let node = if !and || self.is_one_of_class(inner, partial) {
                    self.any_kind(any_member(node, partial), inner, partial)
                } else {
                    node
                };
                self.listed_remark(node, partial);
            }
            return;
        }
        if self.interval(inner, partial) {
            return;
        }
        let mut part = self.atom(inner);
        self.as_classified(&mut part);
        let people = partial.entry().map_or(partial.sex.is_some(), |e| e.id() == "healthy_volunteer");
        if people && part.is_age() && part.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit) {
            // "men *(≥ 18 years)*", "healthy women *(18-45 years)*"
            return partial.also.push(part);
        }
        if self.limits_those(inner, &part, partial) {
            partial.those = Some(self.node_of(part));
            return;
        }
        let site = part.head.as_ref().is_some_and(|h| h.entry.is_none()) && !part.times.is_empty();
        if partial.head.is_none() && !partial.unknown.is_empty() && site && part.value.is_none() {
            // "Engorgement (any breast within two weeks)": the words before the brackets name it.
            let last = self.last_phrase(&partial.unknown);
            partial.head = Some(self.unknown_head(last, partial));
            partial.times.append(&mut part.times);
        }
        if self.is_for_sex(&part, partial) {
            return self.limit_of_sex(part, partial);
        }
        let measured = partial.entry().is_some_and(is_measured);
        if partial.status.is_some() && partial.head.is_none() && inner.len() == 1 && !part.age {
            let length = |q: &Quantity| q.unit.as_ref().is_some_and(|u| is_length(u.code.as_deref()));
            for time in part.times.iter_mut().filter(|t| t.kind == TimeKind::Duration && t.bounds.low().is_none()) {
                // "a recent (< 3 months) infarction"
                (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
            }
            if let Some(quantity) = part.value.take_if(|q| length(q)) {
                // "a recent history (≤ 1 year) of drug abuse"
                let mut time = self.duration(&quantity);
                time.kind = TimeKind::Window;
                time.direction = Some(Direction::Before);
                return partial.times.push(time);
            }
        }
        let graded = part.entry().is_some_and(Entry::is_graded);
        if graded && part.is_unvalued() && partial.grade.is_none() && !measured {
            // "anesthesia classification (ASA): I-III"
            partial.grade = part.head;
            return;
        }
        if part.negated && !part.is_headless() {
            self.excluded(Partial { negated: false, ..part }, partial);
        } else if part.is_headless() || is_length_of(&part, partial) || self.same_head(&part, partial) {
            if part.value.is_some() && part.head.is_some() {
                partial.head.clone_from(&part.head);
            }
            if part.head.is_none() && part.value.is_some() && partial.value.is_none() {
                // "neutropenia *(two values < 1500/µL)*": how often that was found.
                partial.count = partial.count.take().or(part.count.take());
            }
            self.absorb(Partial { head: None, ..part }, partial);
        } else if partial.is_headless() && partial.relation.is_none() {
            partial.head.clone_from(&part.head);
            self.absorb(part, partial);
        } else if partial.negated && self.says_absence(&part, partial) {
            // "no anemia *(Hb > 12 g/dL)*": what those have who have none.
            partial.also.push(Partial { of_people: true, ..part });
        } else {
            let node = self.node_of(part);
            self.remark_of(node, partial);
        }
    }

    /// "triple therapy *(ICS + LABA + LAMA)*": the drugs that a treatment without a name consists of. Near miss: "metformin *(+
    /// insulin)*".
    fn adds_up(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let plus = |c: &Chunk| self.words(&c.span) == "+";
        let turns = inner.iter().enumerate().all(|(at, c)| if at % 2 == 0 { drug(c) } else { plus(c) });
        partial.head.is_none() && partial.therapy.is_some() && inner.len() > 2 && turns
    }

    /// "KPS ≥ 50 *(patients over 16)*": whether brackets after a demanded limit name people by their age, whom alone it binds. Near
    /// misses: "asthma *(patients over 16)*", "FEV1 ≥ 80 % *(age ≥ 18)*", where the age may be demanded as well.
    fn limits_those(&self, inner: &[Chunk], part: &Partial, partial: &Partial) -> bool {
        let limited = |p: &Partial| p.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit);
        let people = inner.first().is_some_and(|c| self.names_people(c)) && part.is_age() && limited(part);
        let measured = partial.entry().is_some_and(is_measured) && limited(partial);
        self.demand && people && measured && partial.those.is_none() && part.also.is_empty()
    }

    /// "*a* direct oral anticoagulant (apixaban, edoxaban *and* rivaroxaban)": of the members after a name for one of a class, any
    /// is meant, however their list ends.
    fn is_one_of_class(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let Some(head) = &partial.head else { return false };
        let words = self.words(&head.bytes).to_ascii_lowercase();
        let before = self.just_before(head.bytes.start).trim_end().to_ascii_lowercase();
        let before = before.rsplit(' ').next().unwrap_or("").to_owned();
        let plural = words.ends_with('s');
        let opened = self.lexed.text.get(partial.bytes.start..head.bytes.start).unwrap_or("").to_ascii_lowercase();
        let one = opened.split_whitespace().next().is_some_and(|word| words::ONE_OF_THEM.contains(&word));
        let one = one || words::ONE_OF_THEM.contains(&before.as_str());
        one && !plural && self.find(inner, &[Cue::CombinedWith]).is_none()
    }

    /// "third-generation beta blocker *(nebivolol, carvedilol)*": members of a class that no table has, or has without them.
    fn members_listed(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        if partial.head.is_none() && !partial.unknown.is_empty() && partial.value.is_none() {
            let end = bytes_of(inner).start;
            let touches = |b: &crate::grammar::Bytes| self.lexed.text[b.end..end].trim() == "(";
            if !self.are_names(inner) || !partial.unknown.last().is_some_and(touches) {
                return false;
            }
            let last = self.last_phrase(&partial.unknown);
            partial.head = Some(self.unknown_head(last, partial));
        }
        let Some(head) = partial.head.clone().filter(|_| self.are_names(inner) && partial.is_unvalued()) else {
            return false;
        };
        let entries = inner.iter().filter_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        });
        let drug = |e: &Entry| e.kind().is_drug();
        let entries: Vec<Entry> = entries.collect();
        let before = |b: &crate::grammar::Bytes| {
            self.lexed.text.get(b.end..head.bytes.start).is_some_and(|b| b.trim().is_empty())
        };
        let known = head.entry.filter(|_| !partial.unknown.last().is_some_and(before));
        let members = match known {
            None => entries.iter().all(drug) || self.is_plural(&head.bytes),
            Some(class) if class.kind() == Kind::DrugClass => {
                entries.iter().all(drug) && entries.iter().any(|e| *e != class && !covers(class, *e))
            }
            Some(_) => false,
        };
        if members {
            partial.of_drugs = known.is_none() && entries.iter().all(drug);
            self.examples(Cue::Including, inner, partial);
        }
        members
    }

    /// Whether words in no table name a class: their last word is a plural, and no other event stands among them
    /// ("arrhythmias *causing symptoms*").
    fn is_plural(&self, bytes: &crate::grammar::Bytes) -> bool {
        let words = self.words(bytes).to_lowercase();
        let last = words.rsplit(' ').next().unwrap_or("");
        let plural = last.ends_with('s') && !["ss", "is", "us"].iter().any(|end| last.ends_with(end));
        let sign = matches!(last, "symptoms" | "signs" | "results" | "findings" | "modalities");
        plural && !sign && !words.split(' ').any(|word| word.ends_with("ing") || matches!(word, "of" | "with"))
    }

    /// "significant alcohol use *(> 20 g/day for women and > 30 g/day for men)*", "Hb *(women: < 12; men: < 13)*": what is meant by
    /// it, for either sex.
    pub(super) fn limits_of_sexes(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some(head) = partial.head.clone().filter(|_| partial.value.is_none()) else { return false };
        let parts = |c: &Chunk| self.is_separator(c) || self.sort(c) == Sort::Semicolon;
        let items: Vec<&[Chunk]> = inner.split(|c| parts(c)).filter(|item| !item.is_empty()).collect();
        let sex = |c: &Chunk| matches!(self.cue(c), Some(Cue::Male | Cue::Female));
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form != QuantityForm::Bare);
        let plain = |c: &Chunk| sex(c) || limit(c) || matches!(self.sort(c), Sort::Cue(_) | Sort::Colon);
        let both = |item: &[Chunk]| item.iter().filter(|c| sex(c)).count() == 1 && item.iter().any(limit);
        if items.len() != 2 || !items.iter().all(|item| both(item) && item.iter().all(plain)) {
            return false;
        }
        self.take(inner);
        // A meaning: whoever has the limit of the own sex has it, whatever is demanded.
        let demand = std::mem::replace(&mut self.demand, false);
        let mut nodes = Vec::new();
        for item in items {
            let part = self.atom(item);
            let mut own = Partial { head: Some(head.clone()), value: part.value, sex: part.sex, ..Partial::default() };
            (own.bytes, own.by_sex) = (part.bytes, true);
            nodes.push(self.node_of(own));
        }
        self.demand = demand;
        let node = self.joined(nodes, false, &bytes_of(inner));
        partial.defined_by.push(node);
        true
    }

    /// The times of words in brackets that name nothing are those of the item.
    pub(super) fn times_of_remark(node: &mut Node, partial: &mut Partial) {
        node.each_leaf_mut(&mut |leaf| {
            if leaf.kind == LeafKind::Unparsed {
                let times = std::mem::take(&mut leaf.time);
                partial.times.extend(times.into_iter().filter(|t| !partial.times.contains(t)).collect::<Vec<_>>());
            }
        });
    }

    /// "(low C3 and/or C4)" after a condition says what is meant by it; anything else is more about the event.
    fn listed_remark(&mut self, node: Node, partial: &mut Partial) {
        let mut findings = true;
        node.each_leaf(&mut |leaf| findings &= leaf.value.as_ref().is_some_and(|v| v.is.is_some()));
        let condition = partial.entry().is_some_and(|e| e.kind() == Kind::Condition);
        if findings && condition { partial.defined_by.push(node) } else { self.remark_of(node, partial) }
    }

    /// "Obesity (BMI > 30)", "anemia (Hb < 10 g/dL)": a limit is what is meant by a state that is named after being too
    /// high or too low. "Diabetes (HbA1c < 10 %)" has both.
    fn remark_of(&mut self, node: Node, partial: &mut Partial) {
        let mut limits = true;
        node.each_leaf(&mut |leaf| {
            let one_sided = |b: &Bounds| b.eq.is_none() && (b.low().is_some() != b.high().is_some());
            limits &= leaf.kind == LeafKind::Measurement && leaf.value.as_ref().is_some_and(|v| one_sided(&v.bounds));
        });
        let state = partial.head.as_ref().is_some_and(|h| {
            let condition = h.entry.is_some_and(|e| e.kind() == Kind::Condition);
            condition && is_state_of_a_value(&self.words(&h.bytes).to_lowercase())
        });
        if limits && state { partial.defined_by.push(node) } else { partial.having.push(node) }
    }
}

/// "one antipsychotic *(risperidone 2-6 mg, olanzapine 10-20 mg)*": of the members of a class of drugs that are listed without a
/// conjunction, any will do. Near miss: "antipsychotics (risperidone *and* olanzapine)", where no word says that one of them is meant.
fn any_member(node: Node, partial: &Partial) -> Node {
    let Some(class) = partial.entry().filter(|e| e.kind() == Kind::DrugClass) else { return node };
    let found = |id: &str| Entry::find(Kind::Drug, id).or_else(|| Entry::find(Kind::DrugClass, id));
    let member = |node: &Node| match node {
        Node::Leaf(leaf) if leaf.kind == LeafKind::Drug => {
            leaf.concept_id().and_then(found).is_some_and(|e| has_member(class, e))
        }
        _ => false,
    };
    match node {
        Node::All { of, span } if of.iter().all(member) => Node::Any { of, span },
        node => node,
    }
}

/// The first window of an item that says what it is counted from.
fn anchored(item: &Partial) -> Option<Time> {
    item.times.iter().find(|t| t.kind == TimeKind::Window && t.anchor.is_some()).cloned()
}

/// "life expectancy *(> 1 year)*": years are no age where what stands before the brackets is measured in time. Near miss: "women *(> 18
/// years)*".
fn is_length_of(part: &Partial, partial: &Partial) -> bool {
    let timed = partial.entry().is_some_and(|e| is_measured(e) && is_length(e.usual_unit()));
    timed && part.head.is_none() && !part.age && part.is_age() && partial.value.is_none()
}
