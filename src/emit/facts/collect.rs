//! From the rule tree to facts.

use std::cell::OnceCell;

use super::Fact;
use super::drug;
use super::lasting;
use super::limits::{Limits, as_written, is_one_in_no_words, is_some_in_no_words, limits, of_time};
use super::said_of;
use super::seen::{Places, Seen};
use super::stray;
use super::subject::Subject;
use crate::lex::{Entry, Kind};
use crate::rule::{
    Anchor, CodePoints, Coding, Concept, ConceptRef, Criterion, Direction, Leaf, LeafKind, Mention, Node, NodeSpan,
    Span, Time, TimeKind, Trial, Value,
};

/// Every fact of the trial, in the order of its criteria; within one criterion, in the order of the rule.
pub fn facts(trial: &Trial) -> Vec<Fact<'_>> {
    let mut all = Vec::new();
    let places = Places::new(trial);
    let mut stack: Vec<&Criterion> = trial.criteria.iter().rev().collect();
    let mut seen = Seen::default();
    let mut strays = Vec::new();
    while let Some(criterion) = stack.pop() {
        let first = all.len();
        let mut collector = Collector {
            trial,
            places: &places,
            criterion,
            seen: &mut seen,
            facts: &mut all,
            path: String::new(),
            permitted: false,
            graded: None,
            points: OnceCell::new(),
        };
        if let Some(rule) = &criterion.rule {
            collector.node(rule, false);
        }
        for Mention { id, text, span } in &criterion.mentions {
            collector.mention("drug", id.as_deref(), text, span, false);
        }
        strays.extend(stray::places(&all, first, criterion));
        stack.extend(criterion.criteria.iter().rev());
    }
    strays.sort_unstable();
    let mut place = 0..;
    all.retain(|_| place.next().is_some_and(|place| strays.binary_search(&place).is_err()));
    all
}

/// The most words that an unknown name has.
const LONGEST_NAME: usize = 3;

/// Words that say that a number is a class, without saying on which scale.
const CLASS_WORDS: [&str; 9] = ["stage", "stages", "grade", "grades", "gr", "class", "classes", "type", "group"];

pub(super) struct Collector<'a, 'b> {
    pub trial: &'a Trial,
    pub places: &'b Places<'a>,
    pub criterion: &'a Criterion,
    pub seen: &'b mut Seen,
    pub facts: &'b mut Vec<Fact<'a>>,
    /// JSON pointer to the node at hand.
    path: String,
    /// Inside what the text only permits.
    permitted: bool,
    /// What the leaf at hand is said of: the event whose class or grade it gives.
    graded: Option<Subject<'a>>,
    /// Of the criterion's own text; counted only when a subject asks.
    pub points: OnceCell<CodePoints>,
}

impl<'a> Collector<'a, '_> {
    fn node(&mut self, node: &'a Node, negated: bool) {
        let outside = self.permitted;
        self.permitted |= node.permitted().is_some();
        match node {
            Node::All { of, .. } => self.parts("of", of, negated),
            Node::Any { of, span } => {
                self.at_least_one(of, span, negated);
                self.parts("of", of, negated);
            }
            Node::AtLeast { count, of, span, .. } => {
                let first = || of.iter().find_map(|part| self.first_concept(part)).unwrap_or_default();
                let subject = self.counted(count.span.shifted(self.base(span))).unwrap_or_else(first);
                self.value("comparison", count, self.base(span), subject, negated);
                self.parts("of", of, negated);
            }
            Node::Not { of, .. } => self.at("of", of, !negated),
            Node::If { when, then, otherwise, .. } => {
                self.at("when", when, negated);
                self.at("then", then, negated);
                self.at("else", otherwise, negated);
            }
            Node::Ref { .. } | Node::Constant { .. } => {}
            Node::Leaf(leaf) => self.leaf(leaf, negated),
        }
        self.permitted = outside;
    }

    fn at(&mut self, field: &str, node: &'a Node, negated: bool) {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(field);
        self.node(node, negated);
        self.path.truncate(length);
    }

    fn parts(&mut self, field: &str, nodes: &'a [Node], negated: bool) {
        for (i, node) in nodes.iter().enumerate() {
            self.at(&format!("{field}/{i}"), node, negated);
        }
    }

    fn leaf(&mut self, leaf: &'a Leaf, negated: bool) {
        let mut subject = self.subject(leaf);
        let of = self.graded.take();
        if of.is_some_and(|of| negated && self.tells_apart(leaf, of)) {
            self.graded = of;
            return;
        }
        if let Some(graded) = of.filter(|_| is_unnamed_class(leaf)) {
            // "stage 4 colorectal cancer": the word "stage" names no scale, so the limit is said of the cancer.
            subject = graded;
        }
        let base = self.base(&leaf.span);
        self.mentions(leaf, negated);
        for value in leaf.limits() {
            let lasts = lasting::is_length(leaf, value);
            let dosed = self.dosed(leaf, value.span.shifted(base), subject);
            let of = if lasts { self.of_duration(subject) } else { self.dimension(dosed, value, base) };
            self.value(if lasts { "window" } else { "comparison" }, value, base, of, negated);
        }
        if leaf.kind == LeafKind::Narrative {
            self.one_of_members(leaf, negated);
        }
        for value in &leaf.quantities {
            let named = if subject.text.is_none() { self.beside(value, base) } else { subject };
            let period =
                self.period(value, base).or_else(|| self.lasts(value, base).filter(|_| subject.text.is_none()));
            let lasts = period.is_some() || lasting::is_length(leaf, value);
            self.value(if lasts { "window" } else { "comparison" }, value, base, period.unwrap_or(named), negated);
        }
        if let Some(value) = leaf.value.as_ref().filter(|value| limits(value).is_empty())
            && (value.is.is_some() || !value.within.is_empty())
            && leaf.kind != LeafKind::Sex
        {
            self.limit("result", (None, None), value, base, subject, negated);
        }
        if let Some(select) = &leaf.select {
            if let Some(count) = &select.count {
                self.value("repetition", count, base, subject, negated);
            }
            if let Some(apart) = &select.apart {
                self.time("repetition", (apart, None), apart, subject, negated);
            }
        }
        for (i, time) in leaf.time.iter().enumerate() {
            let kind = match time.kind {
                _ if is_age(time) => "age_at_event",
                // "2 tests *≥ 4 weeks apart*" lie so far from each other; "*every* 4 weeks" is how often.
                TimeKind::Frequency if self.lies_apart(time) => "window",
                TimeKind::Frequency => "comparison",
                _ => "window",
            };
            let moment = lasting::moment_behind(&leaf.time, time);
            for length in std::iter::once(time).chain(&time.longest_of).chain(&time.shortest_of) {
                self.time(kind, (time, moment), length, subject, negated);
            }
            if let Some(Anchor::Event(event)) = &time.anchor {
                self.at(&format!("time/{i}/anchor"), event, negated);
            }
        }
        for (field, node) in [("due_to", &leaf.due_to), ("having", &leaf.having), ("defined_by", &leaf.defined_by)] {
            if let Some(node) = node {
                self.graded = Some(subject).filter(|s| field == "having" && s.span.is_some());
                self.at(field, node, negated);
                self.graded = None;
            }
        }
        let outside = std::mem::replace(&mut self.permitted, true);
        self.parts("permits", &leaf.permits, negated);
        self.permitted = outside;
        self.parts("illustrations", &leaf.illustrations, negated);
        // Of the parts beside it, too: "grade IV regurgitation *eligible for surgery*".
        self.graded = of;
    }

    /// A value's limits, and those of the same limit in another unit.
    fn value(&mut self, kind: &'static str, value: &'a Value, base: u32, subject: Subject<'a>, negated: bool) {
        let kind = match kind {
            _ if is_one_in_no_words(value) || is_some_in_no_words(value) => "result",
            "comparison" if self.permitted => "permitted",
            // One class that is denied ("isolated class V is excluded") limits nothing.
            "comparison" if negated && value.bounds.is_empty() && value.within.len() == 1 => "class",
            kind => kind,
        };
        for pair in limits(value) {
            self.limit(kind, pair, value, base, subject, negated);
        }
        if let Some(also) = &value.also {
            self.value(kind, also, base, subject, negated);
        }
    }

    fn limit(
        &mut self,
        kind: &'static str,
        (low, high): Limits,
        value: &'a Value,
        base: u32,
        subject: Subject<'a>,
        negated: bool,
    ) {
        let span = value.span.shifted(base);
        let subject =
            if kind == "repetition" || kind == "window" { subject } else { self.of_limit(subject, value, span) };
        // Several runs of classes, or the two ends of a range that hold for different people, may share their words.
        let runs = [low.map(|l| l.0), high.map(|h| h.0)];
        if !self.seen.limit(kind, span, subject.span, runs) {
            return;
        }
        let mut fact = self.fact(kind, span, &value.text, subject, negated);
        (fact.low, fact.high) = (low, high);
        fact.unit = value.unit_text();
        fact.ucum = value.code.as_deref();
        fact.relative_to = value.relative_to;
        self.facts.push(fact);
    }

    /// One length of time: `length` is `whole` itself or an entry of it ("4 weeks" of "4 weeks or 3 half-lives"); `moment` is what it is
    /// counted from where that stands apart from it.
    fn time(
        &mut self,
        kind: &'static str,
        (whole, moment): (&'a Time, Option<&'a Time>),
        length: &'a Time,
        leaf: Subject<'a>,
        negated: bool,
    ) {
        let calendar = length.calendar().is_some();
        if length.bounds.is_empty() && !calendar || length.kind == TimeKind::At {
            return;
        }
        let kind = if calendar { "calendar" } else { kind };
        let span = self.resolve(&length.span).unwrap_or(self.criterion.span);
        let inherited = whole.inherited || whole.span.criterion().is_some();
        let of = length.of.as_ref().or(whole.of.as_ref());
        let subject = match of {
            Some(of)
                if leaf.span.is_some_and(|leaf| leaf.start < span.start)
                    && said_of::is_of_what_is_given(&of.text, leaf.text) =>
            {
                leaf
            }
            Some(of) => Subject { text: Some(&of.text), span: self.resolve(&of.span), concept: of.id.as_deref() },
            None if inherited => Subject::default(),
            None if leaf.text.is_none() && length.kind == TimeKind::Duration => self.spent_on(span),
            None => leaf,
        };
        let apart = moment.and_then(|moment| moment.anchor.as_ref());
        let anchor =
            length.anchor.as_ref().or(whole.anchor.as_ref()).or(apart).map(|anchor| (anchor, self.anchor(anchor)));
        let counted_from = anchor.and_then(|(_, (_, anchor))| anchor);
        let told = subject.span;
        let subject = match whole.span.criterion() {
            Some(head) => self.said_of_head(head, whole.span.span()).unwrap_or(subject),
            None => self.event(self.said_of(subject, span, counted_from), span),
        };
        let (low, high) = if negated { as_written(length) } else { of_time(length) };
        let mut fact = self.fact(kind, span, &length.text, subject, negated);
        (fact.low, fact.high) = (low, high);
        fact.unit = length.unit.as_deref();
        fact.ucum = length.code.as_deref();
        fact.direction = length.direction.or(whole.direction).or(moment.and_then(|moment| moment.direction));
        let back = !negated && low.is_none() && length.bounds.low().is_some();
        fact.direction = fact.direction.or(back.then_some(Direction::Before));
        if let Some((anchor, (text, anchor_span))) = anchor {
            // An anchor that an earlier time has said is not among this one's words; that of a head is all its items'.
            let of_head = matches!(anchor, Anchor::Point(point) if point.span.criterion().is_some());
            if inherited || of_head || anchor_span.is_none_or(|anchor| anchor.end > span.start) {
                (fact.anchor, fact.anchor_span) = (Some(text), anchor_span);
            }
        }
        let limits = [low, high].map(|limit| limit.map(|(n, _)| n));
        // One that only the words beside it name gives way to one that the rule names.
        let known = told.and(subject.span);
        match self.seen.time(span, limits, known, self.facts.len()) {
            Some(place) if place < self.facts.len() => self.facts[place] = fact,
            Some(_) => self.facts.push(fact),
            None => {}
        }
    }

    fn anchor(&self, anchor: &'a Anchor) -> (&'a str, Option<Span>) {
        match anchor {
            Anchor::Point(point) => (&point.text, self.resolve(&point.span)),
            Anchor::Event(node) => match self.first_concept(node) {
                Some(Subject { text: Some(text), span, .. }) => (text, span),
                _ => ("", self.resolve(node.span())),
            },
        }
    }

    /// The concept and whatever else the leaf mentions of its kind.
    fn mentions(&mut self, leaf: &'a Leaf, negated: bool) {
        if let Some(concept) = &leaf.concept {
            let kind = match leaf.kind {
                LeafKind::Drug => "drug",
                LeafKind::Allergy if leaf.is_named_allergy() => "allergy",
                LeafKind::Allergy if self.is_drug(concept.id.as_deref()) || self.is_allergen(concept) => "drug",
                LeafKind::Allergy => "allergy",
                LeafKind::Condition => "condition",
                LeafKind::Procedure => "procedure",
                LeafKind::Observation => "observation",
                LeafKind::Measurement | LeafKind::Age | LeafKind::Sex | LeafKind::Narrative | LeafKind::Unparsed => "",
            };
            if kind.is_empty() {
                self.measured_drugs(concept, negated);
            } else {
                self.concept(kind, concept, negated);
            }
        }
        let other = |concept: &ConceptRef| concept.id.as_deref().is_some_and(|id| kind_of_its_own(id).is_some());
        if let Some(drug) = leaf.equivalent_to.as_ref().filter(|concept| !other(concept)) {
            self.concept("drug", drug, negated);
        }
        let around =
            leaf.method.iter().chain(&leaf.setting).chain(leaf.time.iter().filter_map(|time| time.of.as_ref()));
        for mention in around {
            if self.is_drug(mention.id.as_deref()) {
                self.mention("drug", mention.id.as_deref(), &mention.text, &mention.span, negated);
            }
        }
    }

    fn concept(&mut self, kind: &'static str, concept: &'a ConceptRef, negated: bool) {
        // Words not understood around a known drug: the drug is mentioned, not the words.
        let here = concept.span.span();
        let named = concept.id.is_none() && kind == "drug" && concept.span.criterion().is_none() && {
            let mentions = &self.criterion.mentions;
            let first = mentions.partition_point(|m| m.span.span().start < here.start);
            mentions.get(first).is_some_and(|m| here.contains(m.span.span()))
        };
        let kind = if named { "example" } else { kind };
        self.mention(kind, concept.id.as_deref(), &concept.text, &concept.span, negated);
        for Mention { id, text, span } in &concept.examples {
            let kind = match id {
                // Classes of diseases have members as well: an example of a disease is one.
                Some(_) if kind == "condition" && self.is_coded_drug(id.as_deref()) => "drug",
                Some(_) if kind != "condition" && self.is_drug(id.as_deref()) => "drug",
                // "UDCA for an indication (e.g. *cholangitis*)", "anticancer therapy including *surgery*"
                Some(id) if kind == "drug" && !self.is_drug(Some(id)) => kind_of_its_own(id).unwrap_or(kind),
                // Many unknown words in an example are a description, not a name.
                None if text.split_whitespace().count() > LONGEST_NAME => "example",
                _ => kind,
            };
            self.mention(kind, id.as_deref(), text, span, negated);
        }
    }

    /// The drugs that are examples of what is measured: "urine test for opioids (including *methadone*)".
    fn measured_drugs(&mut self, concept: &'a ConceptRef, negated: bool) {
        for Mention { id, text, span } in &concept.examples {
            if self.is_drug(id.as_deref()) {
                self.mention("drug", id.as_deref(), text, span, negated);
            }
        }
    }

    fn mention(&mut self, kind: &'static str, id: Option<&'a str>, text: &'a str, span: &NodeSpan, negated: bool) {
        let Some(span) = self.resolve(span) else { return };
        let kind = if kind == "drug" { drug::kind(id, text) } else { kind };
        if self.seen.mention(kind, span) {
            let mut fact = self.fact(kind, span, text, Subject::default(), negated);
            fact.concept = id;
            self.facts.push(fact);
        }
    }

    /// Whether what somebody is allergic to is a substance that is given, and neither a disease nor a procedure.
    fn is_allergen(&self, concept: &ConceptRef) -> bool {
        const SYSTEMS: [&str; 4] = ["icd10", "mondo", "doid", "mesh"];
        let other = |coding: &Coding| SYSTEMS.iter().any(|name| coding.system.to_ascii_lowercase().contains(name));
        let known = concept.id.as_deref().and_then(|id| self.trial.concepts.get(id));
        !known.is_some_and(|known| known.codes.iter().any(other)) && drug::is_allergen(&concept.text)
    }

    /// Whether the concept is a drug or a class of drugs. Members alone show nothing: classes of diseases have them too
    /// ("contraindication to surgery (e.g. *thrombocytopenia*)").
    fn is_drug(&self, id: Option<&str>) -> bool {
        let known = id.and_then(|id| self.trial.concepts.get(id));
        let of_drugs =
            |member: &String| [Kind::Drug, Kind::DrugClass].iter().any(|kind| Entry::find(*kind, member).is_some());
        let class = known.is_some_and(|concept| concept.members.iter().any(of_drugs));
        class || self.is_coded_drug(id)
    }

    /// Whether the concept has a code of a system of drugs.
    fn is_coded_drug(&self, id: Option<&str>) -> bool {
        const SYSTEMS: [&str; 3] = ["rxnorm", "unii", "drugbank"];
        let of_drugs = |system: &str| SYSTEMS.iter().any(|name| system.to_ascii_lowercase().contains(name));
        let coded = |concept: &Concept| concept.codes.iter().any(|coding| of_drugs(&coding.system));
        id.and_then(|id| self.trial.concepts.get(id)).is_some_and(coded)
    }

    /// Where the words that relative spans of this node count from start.
    fn base(&self, span: &NodeSpan) -> u32 {
        span.criterion().and_then(|other| self.places.start(other)).unwrap_or(self.criterion.span.start)
    }

    /// The absolute span; none where the criterion it names is not there.
    pub(super) fn resolve(&self, span: &NodeSpan) -> Option<Span> {
        let start = match span.criterion() {
            None => self.criterion.span.start,
            Some(other) => self.places.start(other)?,
        };
        Some(span.span().shifted(start))
    }

    pub(super) fn fact(
        &self,
        kind: &'static str,
        span: Span,
        text: &'a str,
        subject: Subject<'a>,
        negated: bool,
    ) -> Fact<'a> {
        Fact {
            criterion: self.criterion.id.as_deref(),
            key: &self.criterion.key,
            node: self.path.clone(),
            section: self.criterion.section,
            kind,
            span,
            text,
            subject: subject.text,
            subject_span: subject.span,
            concept: subject.concept,
            low: None,
            high: None,
            unit: None,
            ucum: None,
            relative_to: None,
            direction: None,
            anchor: None,
            anchor_span: None,
            negated,
        }
    }
}

/// The kind of a concept that is in a table, and in none of what is given.
fn kind_of_its_own(id: &str) -> Option<&'static str> {
    let stands_in = |kind: Kind| Entry::find(kind, id).is_some();
    if stands_in(Kind::Drug) || stands_in(Kind::DrugClass) {
        return None;
    }
    const OTHERS: [(Kind, &str); 5] = [
        (Kind::Condition, "condition"),
        (Kind::Procedure, "procedure"),
        (Kind::Observation, "observation"),
        (Kind::Analyte, "example"),
        (Kind::Score, "example"),
    ];
    OTHERS.into_iter().find(|(kind, _)| stands_in(*kind)).map(|(_, name)| name)
}

/// Whether a leaf is a class, grade or stage on a scale that the text does not name.
fn is_unnamed_class(leaf: &Leaf) -> bool {
    leaf.kind == LeafKind::Measurement
        && leaf.value.is_some()
        && leaf.concept.as_ref().is_some_and(|c| {
            let word = c.text.split([' ', '-']).next_back().unwrap_or("").to_lowercase();
            // A bare "stage" is read as that of a tumour, and may yet be that of whatever it stands beside.
            let bare = CLASS_WORDS.contains(&c.text.to_lowercase().as_str());
            bare || c.id.is_none()
                && (word.is_empty()
                    || CLASS_WORDS.contains(&word.as_str())
                    || leaf.value.as_ref().is_some_and(|v| c.text.len() > 2 && v.text.contains(&c.text)))
        })
}

/// Whether a time is an age at which something was: "before *the age of* 12 years".
fn is_age(time: &Time) -> bool {
    let said = |words: &str| words.to_ascii_lowercase().split(' ').any(|word| matches!(word, "age" | "old"));
    matches!(&time.anchor, Some(Anchor::Point(point)) if point.id.as_deref() == Some("own_birth") && said(&point.text))
}

#[cfg(test)]
mod tests;
