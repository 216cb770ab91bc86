//! One item to its node: the kind of leaf, and each thing the item says in the field that is for it.

use crate::grammar::{Bytes, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind, Lex, Lexeme, look_up, stem_class};
use crate::rule::{
    Anchor, ConceptRef, Diagnostic, Direction, Leaf, LeafKind, Node, Severity, Status, Time, TimeKind, Value,
};

use super::concept::leaf_kind;
use super::context::Context;
use super::coordination::is_list;
use super::filler::says_nothing;
use super::partial::{Head, Partial, Related, Relation};
use super::target::{METHOD_CONDITION, OTHER};

/// The most words before a limit that name what it is said of.
const LONGEST_NAME: usize = 3;

/// Column of `units.tsv`: what a unit measures.
const UNIT_KIND: usize = 4;

/// The unit that says by itself what it is a unit of.
const PACK_YEARS: &str = "{pack-years}";

/// Column of `conditions.tsv`: the diseases that belong to it.
const MEMBERS: usize = 5;

/// Whether a unit is one of lengths of time.
pub fn is_length(code: Option<&str>) -> bool {
    matches!(code, Some("a" | "mo" | "wk" | "d" | "h" | "min"))
}

impl Context<'_, '_> {
    /// The node of one item.
    pub fn node_of(&mut self, partial: Partial) -> Node {
        let mut partial = partial;
        let outside = partial.outside && partial.value.is_some();
        let (negated, those, unless) = (partial.negated, partial.those.take(), partial.unless.take());
        let bytes = partial.bytes.clone();
        let node = self.positive(partial);
        let node = if negated != outside { self.not(node, &bytes) } else { node };
        let node = match unless {
            Some(when) => self.unless(node, when, &bytes),
            None => node,
        };
        match those {
            Some(when) => self.if_node(when, node, &bytes),
            None => node,
        }
    }

    /// `not`, with two of them undone.
    pub fn not(&self, node: Node, bytes: &Bytes) -> Node {
        match node {
            Node::Not { of, .. } => *of,
            node => Node::Not { of: Box::new(node), span: self.span(bytes).into() },
        }
    }

    fn positive(&mut self, mut partial: Partial) -> Node {
        let bytes = partial.bytes.clone();
        let also = std::mem::take(&mut partial.also);
        if !also.is_empty() {
            let mut nodes = vec![self.positive(partial)];
            nodes.extend(also.into_iter().map(|p| self.node_of(p)));
            return self.joined(nodes, true, &bytes);
        }
        self.event_counted_from(&mut partial);
        let other_times = std::mem::take(&mut partial.other_times);
        let or_else = std::mem::take(&mut partial.or_else);
        if !other_times.is_empty() || !or_else.is_empty() {
            let mut nodes = Vec::new();
            for other in or_else {
                // "surgery within 28 days or not recovered": the recovery has no time of its own.
                let lasting = other.outcome == Some("not_recovered");
                let own = lasting || !other.times.is_empty();
                let times = if own { other.times.clone() } else { partial.times.clone() };
                nodes.push(Partial { times, lead_times: partial.lead_times.clone(), ..other });
            }
            for (times, status) in other_times {
                nodes.push(Partial { times, status: status.or(partial.status), ..partial.clone() });
            }
            nodes.insert(0, partial);
            let first = self.positive(nodes.remove(0));
            let others = nodes.into_iter().map(|p| self.node_of(p));
            let nodes = std::iter::once(first).chain(others).collect();
            return self.joined(nodes, false, &bytes);
        }
        if let Some(head) = &partial.head
            && partial.sex.is_none()
            && !std::mem::replace(&mut partial.sex_of_name_said, true)
            && let Some(entry) = head.entry.filter(|e| e.kind() == Kind::Observation)
        {
            partial.sex = sex_in_name(self.words(&head.bytes), head.bytes.start, entry.name());
        }
        if partial.head.is_none() && partial.sex_after_limit() {
            // "> 14 drinks per week for a man".
            partial.head = self.implied_head(&mut partial);
        }
        if partial.by_sex && partial.head.is_some() {
            return self.limit_for_sex(partial);
        }
        if let Some(node) = self.person(&mut partial) {
            return node;
        }
        if partial.sex_after_limit() {
            return self.limit_for_sex(partial);
        }
        if let Some(related) = partial.relation.take_if(|r| r.relation == Relation::AllergyTo) {
            return self.allergy(related, partial);
        }
        if partial.head.is_none() {
            partial.head = self.implied_head(&mut partial);
        }
        let Some(head) = partial.head.clone() else { return self.without_head(partial) };
        if let Some(node) = self.pressures(&head, &partial) {
            return node;
        }
        if let Some(quantity) = partial.value.as_ref().filter(|q| q.form == QuantityForm::Pair) {
            // Only the first number of another pair limits what is named.
            self.not_understood(&quantity.value.clone());
        }
        if let Some(parts) = joined_diseases(&head) {
            let of = parts
                .map(|entry| Partial { head: Some(Head { entry: Some(entry), ..head.clone() }), ..partial.clone() });
            let of = of.into_iter().map(|part| self.positive(part)).collect();
            return self.joined(of, false, &bytes);
        }
        let head = self.measured_drug(&head, &partial).unwrap_or(head);
        let code = partial.value.as_ref().and_then(|q| q.unit.as_ref()?.code.clone());
        if let Some(code) = code.filter(|_| head.entry.is_some_and(super::atom::is_measured)) {
            self.last_limited = Some((head.clone(), code));
        }
        self.length_of_event(&head, &mut partial);
        let alternatives = std::mem::take(&mut partial.alternatives);
        let second = partial.second.take();
        let count = partial.count.clone();
        let again = (!alternatives.is_empty() || second.is_some()).then(|| partial.clone());
        let leaf = self.leaf(&head, partial);
        let mut node: Node = leaf.into();
        if let (Some(second), Some(again)) = (second, again.clone()) {
            let other = self.leaf(&head, Partial { value: Some(second), ..again }).into();
            node = Node::All { of: vec![node, other], span: self.span(&bytes).into() };
        }
        for (quantity, when) in alternatives {
            let wider = again.clone().map(|p| self.leaf(&head, Partial { value: Some(quantity.into()), ..p }));
            let branch = Node::All {
                of: std::iter::once(when).chain(wider.map(Node::from)).collect(),
                span: self.span(&bytes).into(),
            };
            node = Node::Any { of: vec![node, branch], span: self.span(&bytes).into() };
        }
        match count.filter(|_| is_class(&head)) {
            Some(count) => {
                let count = self.value(&count, None);
                Node::AtLeast { count: Box::new(count), distinct: true, of: vec![node], span: self.span(&bytes).into() }
            }
            None => node,
        }
    }

    /// "vitamin D < 20 ng/mL": a drug with a limit on its concentration is measured.
    fn measured_drug(&self, head: &Head, partial: &Partial) -> Option<Head> {
        let code = partial.value.as_ref()?.unit.as_ref()?.code.as_deref()?;
        let concentration = code.split_once('/').is_some_and(|(_, under)| matches!(under, "mL" | "dL" | "L" | "uL"));
        head.entry.filter(|e| matches!(e.kind(), Kind::Drug | Kind::DrugClass) && concentration)?;
        let entry = look_up(&format!("{} level", self.words(&head.bytes)))?.of(Kind::Analyte)?;
        Some(Head::new(Some(entry), head.bytes.clone()))
    }

    /// "(6 weeks for nitrosoureas)", "inhaled corticosteroids 48 hours": a length of time is no dose.
    fn length_of_event(&mut self, head: &Head, partial: &mut Partial) {
        let event = head.entry.is_some_and(|e| matches!(e.kind(), Kind::Drug | Kind::DrugClass | Kind::Procedure));
        let length = |q: &Quantity| !q.age && q.unit.as_ref().is_some_and(|u| is_length(u.code.as_deref()));
        if event && let Some(quantity) = partial.value.take_if(|q| length(q)) {
            partial.value = partial.second.take();
            let time = self.duration(&quantity);
            partial.times.push(time);
        }
    }

    /// "At least 6 months post-stroke": an item that only says how long after an event it is, is about that event.
    pub fn event_counted_from(&mut self, partial: &mut Partial) {
        let Some(bytes) = partial.event_before.take() else { return };
        if !(Partial { sex: None, status: None, ..partial.clone() }.is_only_time() && partial.other_times.is_empty()) {
            return;
        }
        let [time] = partial.times.as_mut_slice() else { return };
        let bytes = self.without_opening(bytes);
        let words = self.words(&bytes);
        let entry = look_up(words).and_then(|g| g.entries().find(|e| e.kind().is_concept()));
        (time.anchor, time.direction) = (None, Some(Direction::Before));
        partial.head = Some(Head::new(entry, bytes));
        partial.own_times = true;
    }

    /// "since *prior* chemotherapy", "after *the last* dose of rituximab": the words that name the event alone.
    fn without_opening(&self, mut bytes: Bytes) -> Bytes {
        loop {
            let words = self.words(&bytes);
            let Some((first, rest)) = words.split_once(' ') else { return bytes };
            let opens = look_up(first).and_then(|g| g.cue());
            let opens = opens.is_some_and(|cue| matches!(cue, Cue::Prior | Cue::The | Cue::Past | Cue::Any));
            if look_up(words).is_some() || !opens {
                return bytes;
            }
            bytes.start += words.len() - rest.len();
        }
    }

    /// The node of an item that names nothing: the state that lasted ("clinically stable for a month"), else its words,
    /// with the times that were understood.
    fn without_head(&mut self, mut partial: Partial) -> Node {
        let mut times = partial.lead_times.iter().chain(&partial.times);
        let lasted = times.any(|t| !t.bounds.is_empty() && t.of.is_none());
        if let Some(state) = partial.last_qualifier.take().filter(|_| lasted && partial.value.is_none()) {
            partial.qualifiers.pop();
            return self.leaf(&Head::new(None, state), partial).into();
        }
        self.unparsed_with(partial)
    }

    /// What an item without a head is about all the same: the class it names, or the disease its classification is of.
    fn implied_head(&mut self, partial: &mut Partial) -> Option<Head> {
        if let Some(quantity) = partial.value.clone().filter(|q| q.form == QuantityForm::Class) {
            return Some(self.class_head(partial, &quantity));
        }
        let unit = partial.value.as_ref().and_then(|q| q.unit.as_ref()?.code.clone());
        if let (Some(PACK_YEARS), Some(quantity)) = (unit.as_deref(), &partial.value) {
            return Some(Head::new(Entry::find(Kind::Analyte, "smoking_pack_years"), quantity.value.clone()));
        }
        if let Some(bytes) = partial.value.as_ref().and_then(|q| self.named_by_limit(&partial.bytes, q)) {
            return Some(Head::new(None, bytes));
        }
        if let Some(head) = self.limited_before(partial) {
            return Some(head);
        }
        let method = partial.methods.iter().find_map(|m| m.id.clone())?;
        let row = Entry::find(Kind::Method, &method)?;
        let of = row.cell(METHOD_CONDITION);
        let entry = Entry::find(Kind::Condition, of)?;
        Some(Head::new(Some(entry), partial.bytes.clone()))
    }

    /// The words that name what a limit is said of where no table has them as a concept: those directly before it
    /// ("*cycle length* of 26-39 days", "a *score* > 1"), else its unit, where that counts things ("> 20 *cigarettes*
    /// per day").
    fn named_by_limit(&self, item: &Bytes, quantity: &Quantity) -> Option<Bytes> {
        let lexemes = &self.lexed.lexemes;
        let end = lexemes.partition_point(|l| (l.start as usize) < quantity.value.start);
        let start = lexemes.partition_point(|l| (l.start as usize) < item.start);
        let before = lexemes.get(start..end)?;
        let links = |l: &&Lexeme| l.is_sign(':') || matches!(l.cue(), Some(Cue::Be | Cue::Of | Cue::Must));
        let names = |l: &&Lexeme| match l.lex {
            Lex::Word => l.end - l.start > 1,
            Lex::Term(group) => group
                .cue()
                .is_none_or(|cue| matches!(cue, Cue::TypeWord | Cue::Period | Cue::ScoreWord | Cue::SpanWord)),
            _ => false,
        };
        let tail = before.iter().rev().skip_while(links);
        let name: Vec<&Lexeme> = tail.take_while(names).take(LONGEST_NAME).collect();
        if let (Some(last), Some(first)) = (name.first(), name.last()) {
            return Some(first.start as usize..last.end as usize);
        }
        let unit = quantity.unit.as_ref()?;
        let at = lexemes.partition_point(|l| (l.start as usize) < unit.span.start);
        let first =
            lexemes.get(at).filter(|l| l.entry(Kind::Unit).is_some_and(|e| counts_things(e.cell(UNIT_KIND))))?;
        Some(first.start as usize..first.end as usize)
    }

    /// What a limit of nothing is another limit of: what was limited in the same unit before ("NT-proBNP ≥ 600 pg/mL; if
    /// atrial fibrillation, *≥ 900 pg/mL*").
    fn limited_before(&self, partial: &Partial) -> Option<Head> {
        let quantity = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit && q.also.is_none())?;
        let code = quantity.unit.as_ref()?.code.as_deref()?;
        let (head, unit) = self.last_limited.as_ref()?;
        (unit == code).then(|| head.clone())
    }

    /// Age and sex.
    fn person(&mut self, partial: &mut Partial) -> Option<Node> {
        let mut parts = Vec::new();
        let is_age = partial.is_age();
        let span = self.span(&partial.bytes);
        if is_age && let Some(quantity) = partial.value.take() {
            let mut leaf = Leaf::new(LeafKind::Age, span);
            leaf.value = Some(Box::new(self.value(&quantity, None)));
            if let Some(value) = &mut leaf.value {
                // A bare "18 to 70" beside "age" is in years.
                value.code = value.code.take().or(Some("a".to_owned()));
            }
            leaf.time = std::mem::take(&mut partial.lead_times);
            leaf.time.append(&mut partial.times);
            parts.push(leaf.into());
        }
        // "male patients with X" is both; in "pregnant women" the state says the sex.
        let said = partial.sex.as_ref().is_some_and(|(_, sex)| {
            partial.head.as_ref().is_none_or(|h| {
                let named = h.entry.is_some_and(|e| e.kind() == Kind::Observation) && sex.start == h.bytes.start;
                named || sex.end <= h.bytes.start
            })
        });
        if said && let Some((sex, bytes)) = partial.sex.take() {
            let mut leaf = Leaf::new(LeafKind::Sex, self.span(&bytes));
            leaf.value = Some(Box::new(Value {
                is: Some(sex.to_owned()),
                text: self.words(&bytes).to_owned(),
                span: self.span(&bytes),
                ..Value::default()
            }));
            parts.push(leaf.into());
        }
        if partial.head.is_some() && !parts.is_empty() {
            let bytes = partial.bytes.clone();
            parts.push(self.positive(std::mem::take(partial)));
            return Some(self.joined(parts, true, &bytes));
        }
        match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Node::All { of: parts, span: span.into() }),
        }
    }

    /// "hemoglobin < 11 g/dL in females": in a demand a limit for those of one sex, in an exclusion both together.
    fn limit_for_sex(&mut self, mut partial: Partial) -> Node {
        let bytes = partial.bytes.clone();
        partial.by_sex = false;
        let sex = Partial { sex: partial.sex.take(), bytes: bytes.clone(), ..Partial::default() };
        let when = self.positive(sex);
        let limit = self.positive(partial);
        if self.demand { self.if_node(when, limit, &bytes) } else { self.joined(vec![when, limit], true, &bytes) }
    }

    fn allergy(&mut self, related: Related, partial: Partial) -> Node {
        let mut nodes = Vec::new();
        for object in related.objects {
            let mut leaf = Leaf::new(LeafKind::Allergy, self.span(&partial.bytes));
            leaf.status = partial.status;
            leaf.qualifiers = partial.qualifiers.iter().map(|q| (*q).to_owned()).collect();
            let bytes = object.head.as_ref().map_or(object.bytes.clone(), |h| h.bytes.clone());
            let entry = object.head.as_ref().and_then(|h| h.entry);
            leaf.concept = Some(self.concept(&Head::new(entry, bytes), &object));
            leaf.time = partial.times.iter().chain(&object.times).cloned().collect();
            nodes.push(leaf.into());
        }
        self.joined(nodes, related.all, &partial.bytes)
    }

    /// Several nodes under one `all` or `any`; one alone stays as it is.
    pub fn joined(&self, nodes: Vec<Node>, all: bool, bytes: &Bytes) -> Node {
        let mut nodes = nodes;
        if nodes.iter().any(|node| is_list(node, all)) {
            let mut flat = Vec::with_capacity(nodes.len());
            for node in nodes {
                match node {
                    Node::All { of, .. } if all => flat.extend(of),
                    Node::Any { of, .. } if !all => flat.extend(of),
                    node => flat.push(node),
                }
            }
            nodes = flat;
        }
        if nodes.len() == 1 {
            return nodes.remove(0);
        }
        let span = self.span(bytes).into();
        if all { Node::All { of: nodes, span } } else { Node::Any { of: nodes, span } }
    }

    /// A node that says these words were not understood.
    pub fn unparsed(&mut self, bytes: &Bytes) -> Node {
        let words = self.words(bytes).to_owned();
        let mut leaf = Leaf::new(LeafKind::Unparsed, self.span(bytes));
        leaf.text = Some(words.clone());
        leaf.reason = Some("no known concept".to_owned());
        self.say("unparsed", crate::rule::Severity::Warning, format!("not understood: \"{words}\""), bytes);
        leaf.into()
    }

    /// As `unparsed`, with the limits and times that were read all the same.
    fn unparsed_with(&mut self, partial: Partial) -> Node {
        let node = self.unparsed(&partial.bytes);
        let Node::Leaf(mut leaf) = node else { return node };
        let limits = [partial.count, partial.value, partial.second].into_iter().flatten();
        let said = |q: &Quantity| q.form == QuantityForm::Limit || q.form == QuantityForm::Bare && q.unit.is_some();
        leaf.quantities = limits.filter(|q| said(q)).map(|q| self.value(&q, None)).collect();
        leaf.time = partial.lead_times.into_iter().chain(partial.times).collect();
        let stable = partial.stable.map(|bytes| self.mention(None, &bytes));
        for time in leaf.time.iter_mut().filter(|t| t.of.is_none() && !t.bounds.is_empty()) {
            // "at least 6 months since *chemotherapy*", "on a *stable dose* 30 days before screening".
            time.of = match &time.anchor {
                Some(Anchor::Point(event)) if event.id.is_none() && time.direction == Some(Direction::After) => {
                    Some(event.clone())
                }
                _ => stable.clone(),
            };
        }
        Node::Leaf(leaf)
    }

    /// Says that these words have found no place in the rule, unless they would narrow nothing there.
    pub fn not_understood(&mut self, bytes: &Bytes) {
        let words = self.words(bytes).to_owned();
        if says_nothing(&words) {
            return;
        }
        if !words.contains(char::is_alphabetic) {
            return self.in_no_rule(bytes);
        }
        self.say("not-understood", crate::rule::Severity::Warning, format!("not understood: \"{words}\""), bytes);
    }

    /// Says that this number is part of no rule.
    pub fn in_no_rule(&mut self, bytes: &Bytes) {
        let message = format!("\"{}\" is in no rule", self.words(bytes));
        self.say("number-not-in-rule", crate::rule::Severity::Warning, message, bytes);
    }

    /// A leaf that names its concept and nothing else.
    pub fn bare_node(&mut self, head: &Head, status: Option<Status>) -> Node {
        self.leaf(head, Partial { status, bytes: head.bytes.clone(), ..Partial::default() }).into()
    }

    pub fn concept(&mut self, head: &Head, partial: &Partial) -> ConceptRef {
        let id = head.entry.map(|e| self.concepts.note(e).to_owned());
        ConceptRef {
            id: id.clone(),
            text: self.words(&head.bytes).to_owned(),
            span: self.span(&head.bytes).into(),
            open: partial.open,
            // "cerebrovascular accident (e.g., stroke)": a name is no example of itself.
            examples: partial.examples.iter().filter(|e| e.id.is_none() || e.id != id).cloned().collect(),
        }
    }

    pub fn leaf(&mut self, head: &Head, mut partial: Partial) -> Leaf {
        let narrowed = narrower_class(head, &mut partial);
        let head = narrowed.as_ref().unwrap_or(head);
        let kind = self.kind_of(head, &partial);
        self.unknown_unit(head, &mut partial);
        for words in std::mem::take(&mut partial.unknown) {
            self.not_understood(&words);
        }
        let mut leaf = Leaf::new(kind, self.span(&partial.bytes));
        leaf.concept = Some(self.concept(head, &partial));
        leaf.status = partial.status;
        leaf.subject = partial.subject.map(str::to_owned);
        leaf.qualifiers = partial.qualifiers.iter().map(|q| (*q).to_owned()).collect();
        leaf.qualifiers.dedup();
        if partial.other && kind == LeafKind::Condition {
            leaf.qualifiers.push(OTHER.to_owned());
        }
        leaf.route = partial.route.map(str::to_owned);
        leaf.outcome = partial.outcome.map(str::to_owned);
        leaf.method = std::mem::take(&mut partial.methods);
        leaf.setting = std::mem::take(&mut partial.settings);
        leaf.time = std::mem::take(&mut partial.lead_times);
        leaf.time.append(&mut partial.times);
        leaf.illustrations = std::mem::take(&mut partial.illustrations);
        leaf.permits = std::mem::take(&mut partial.permits);
        leaf.due_to = partial.due_to.take().map(Box::new);
        if let Some(equivalent) = partial.equivalent.take() {
            leaf.equivalent_to = Some(Box::new(self.concept(&equivalent, &Partial::default())));
        }
        if let Some(count) = partial.count.take().filter(|_| !is_class(head)) {
            leaf.count = Some(Box::new(self.value(&count, None)));
        }
        look_ahead(&mut leaf);
        self.limit(head, &mut partial, &mut leaf);
        self.open_recovery(&leaf);
        let bytes = partial.bytes.clone();
        if let Some(related) = partial.relation.take() {
            self.apply(related, &mut partial, &mut leaf, &bytes);
        }
        let defined = std::mem::take(&mut partial.defined_by);
        if !defined.is_empty() {
            leaf.defined_by = Some(Box::new(self.joined(defined, true, &bytes)));
        }
        let mut having = std::mem::take(&mut partial.having);
        for cause in std::mem::take(&mut partial.not_due_to) {
            let mut same = Leaf::new(leaf.kind, cause.span().clone());
            same.concept.clone_from(&leaf.concept);
            same.due_to = Some(Box::new(cause));
            having.push(self.not(same.into(), &bytes));
        }
        for node in std::mem::take(&mut partial.other_than) {
            having.push(self.not(node, &bytes));
        }
        if !having.is_empty() {
            leaf.having = Some(Box::new(self.joined(having, true, &bytes)));
        }
        leaf
    }

    /// "not recovered from surgery within 2 weeks": the window may date the surgery or the recovery.
    fn open_recovery(&mut self, leaf: &Leaf) {
        let window = leaf.time.iter().find(|t| t.kind == TimeKind::Window);
        let Some(window) = window.filter(|_| leaf.outcome.as_deref() == Some("not_recovered")) else { return };
        let span = window.span.span();
        // "major surgery or trauma within 2 weeks": one window is said once, however many events share it.
        if self.diagnostics.iter().any(|d| d.code == "window-scope" && d.span == span) {
            return;
        }
        self.diagnostics.push(Diagnostic {
            code: "window-scope".to_owned(),
            severity: Severity::Note,
            message: "the window may date the event or the recovery from it; taken as that of the event".to_owned(),
            span,
            help: None,
        });
    }

    fn apply(&mut self, related: Related, partial: &mut Partial, leaf: &mut Leaf, bytes: &Bytes) {
        let all = related.all;
        let event = related.objects.first().map_or(bytes.clone(), |object| object.bytes.clone());
        let node = if related.relation == Relation::After {
            self.event_with_parts(related.objects, bytes)
        } else {
            let nodes: Vec<Node> = related.objects.into_iter().map(|o| self.node_of(o)).collect();
            self.joined(nodes, all, bytes)
        };
        match related.relation {
            Relation::Having | Relation::AllergyTo => partial.having.push(node),
            Relation::NotHaving => partial.other_than.push(node),
            Relation::DueTo => leaf.due_to = Some(Box::new(node)),
            Relation::After => leaf.time.push(self.after(node, &event)),
        }
    }

    /// "after *induction therapy*": from that event on.
    fn after(&self, event: Node, bytes: &Bytes) -> Time {
        let mut time = Time::new(TimeKind::At, self.words(bytes), self.span(bytes));
        time.direction = Some(Direction::After);
        time.anchor = Some(Anchor::Event(Box::new(event)));
        time
    }

    /// "after two induction regimens, including A and B": the first object is the event, the others are parts of it.
    fn event_with_parts(&mut self, mut objects: Vec<Partial>, bytes: &Bytes) -> Node {
        let parts = objects.split_off(1);
        let mut event = objects.remove(0);
        if !parts.is_empty() {
            let parts: Vec<Node> = parts.into_iter().map(|part| self.node_of(part)).collect();
            event.having.push(self.joined(parts, true, bytes));
        }
        self.node_of(event)
    }

    /// Puts limit and finding where they belong: value, dose, or a graded measurement of the same event.
    fn limit(&mut self, head: &Head, partial: &mut Partial, leaf: &mut Leaf) {
        if let Some(quantity) = partial.value.take() {
            let at_most = quantity.bounds.low().is_none() && !quantity.bounds.is_empty();
            let graded = quantity.form == QuantityForm::Class && leaf.kind != LeafKind::Measurement && !at_most;
            let mere_number =
                quantity.form == QuantityForm::Bare && quantity.unit.is_none() && quantity.scale.is_none();
            let measured = matches!(leaf.kind, LeafKind::Measurement | LeafKind::Drug) || head.entry.is_none();
            if mere_number && !measured {
                // "type 2 diabetes before 60": a number beside a disease measures nothing of it.
                self.not_understood(&quantity.value);
            } else if graded {
                let node = self.graded(partial, &quantity);
                partial.having.push(node);
            } else if leaf.kind == LeafKind::Condition && counts_courses(&quantity) {
                // "lymphoma relapsed after ≥ 2 lines of therapy": so many treatments of it.
                let words = quantity.unit.as_ref().map_or(quantity.value.clone(), |u| u.span.clone());
                let mut given = Leaf::new(LeafKind::Measurement, self.span(&quantity.value));
                given.concept = Some(self.concept(&Head::new(None, words), &Partial::default()));
                given.value = Some(Box::new(self.value(&quantity, None)));
                partial.having.push(given.into());
            } else if leaf.kind == LeafKind::Drug && counts_courses(&quantity) {
                // "no more than 2 lines of systemic therapy": how often it was given.
                leaf.count = Some(Box::new(self.value(&quantity, None)));
            } else if leaf.kind == LeafKind::Drug {
                leaf.dose = Some(Box::new(self.value(&quantity, None)));
            } else {
                let entry = head.entry;
                self.score_parts(head, partial);
                if entry.is_some_and(is_clinical_part) {
                    // "the score for clinical symptoms (excluding low complement)": said again what the name says.
                    partial.without_parts.clear();
                }
                let mut value = self.value(&quantity, entry);
                if !partial.only_parts.is_empty() || !partial.without_parts.is_empty() {
                    value.components = Some(Box::new(crate::rule::Components {
                        only: partial.only_parts.clone(),
                        without: partial.without_parts.clone(),
                    }));
                }
                leaf.value = Some(Box::new(value));
                if leaf.kind != LeafKind::Age {
                    leaf.kind = LeafKind::Measurement;
                }
            }
        } else if let Some((finding, bytes)) = partial.finding.take() {
            leaf.kind = LeafKind::Measurement;
            leaf.value = Some(Box::new(Value {
                is: Some(finding.to_owned()),
                text: self.words(&bytes).to_owned(),
                span: self.span(&bytes),
                ..Value::default()
            }));
        }
    }

    /// What is excepted from a score is a part of it that does not count.
    fn score_parts(&mut self, head: &Head, partial: &mut Partial) {
        if head.entry.is_none_or(|e| e.kind() != Kind::Score) {
            return;
        }
        for node in std::mem::take(&mut partial.other_than) {
            node.each_leaf(&mut |leaf| {
                partial.without_parts.extend(leaf.concept.as_ref().map(|c| c.text.clone()));
            });
        }
    }

    /// The class that a quantity names, and its scale where the condition has one.
    fn class_head(&self, partial: &mut Partial, quantity: &crate::grammar::Quantity) -> Head {
        let named = partial.grade.take();
        if let Some(head) = named.as_ref().filter(|h| h.entry.is_some()) {
            return head.clone();
        }
        let from = self.lexed.lexemes.partition_point(|l| (l.start as usize) < quantity.value.start);
        let within = self.lexed.lexemes[from..].iter().take_while(|l| (l.start as usize) < quantity.value.end);
        let mut words = within.filter(|l| l.cue() == Some(Cue::ClassWord));
        let word = words.next().map(|l| l.start as usize..l.end as usize);
        let bytes = named.map(|h| h.bytes).or(word).unwrap_or_else(|| quantity.value.clone());
        let of = partial.head.as_ref().or(self.last_condition.as_ref());
        let condition = of.map_or("", |h| self.words(&h.bytes));
        let scale = |word: &&str| look_up(&format!("{condition} {word}"))?.of(Kind::Score);
        // A "class" is on a scale of classes and no stage.
        let written = self.words(&bytes).to_lowercase();
        let words = ["class", "grade", "stage"];
        let named = words.iter().position(|word| written.starts_with(word));
        let words = named.map_or(&words[..], |at| &words[at..=at]);
        let entry = words.iter().filter(|_| !condition.is_empty()).find_map(scale);
        Head::new(entry, bytes)
    }

    /// "class III or IV heart failure": the class is measured of that heart failure.
    fn graded(&mut self, partial: &mut Partial, quantity: &crate::grammar::Quantity) -> Node {
        let head = self.class_head(partial, quantity);
        let inner = Partial { bytes: head.bytes.clone(), ..Partial::default() };
        let mut leaf = self.leaf(&head, inner);
        leaf.value = Some(Box::new(self.value(quantity, head.entry)));
        leaf.kind = LeafKind::Measurement;
        leaf.into()
    }
}

/// "Planned surgery within 4 weeks": a window of what is to come looks ahead, unless it says that it looks back.
fn look_ahead(leaf: &mut Leaf) {
    const BACK: [&str; 6] = ["past", "last", "previous", "preceding", "prior", "ago"];
    let planned =
        leaf.status == Some(Status::Planned) || leaf.concept_id().is_some_and(|id| id.starts_with("planning_"));
    let back = |time: &Time| BACK.iter().any(|word| time.text.to_ascii_lowercase().contains(word));
    for time in leaf.time.iter_mut().filter(|t| planned && t.kind == TimeKind::Window && t.anchor.is_none()) {
        if time.direction == Some(Direction::Before) && !back(time) {
            time.direction = Some(Direction::After);
        }
    }
}

/// Whether a limit counts how often a drug was given.
fn counts_courses(quantity: &Quantity) -> bool {
    let code = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
    code.is_some_and(|code| matches!(code, "{line}" | "{regimen}" | "{course}" | "{cycle}" | "{lines}"))
}

/// Whether a unit of this kind names what is counted.
fn counts_things(kind: &str) -> bool {
    matches!(kind, "count" | "energy")
}

/// Whether a score is by its name the clinical part of another.
fn is_clinical_part(score: Entry) -> bool {
    score.kind() == Kind::Score && (score.id().starts_with("clinical_") || score.id().ends_with("_clinical"))
}

/// The class that a qualifier and a class of drugs are together: "*long-acting* G-CSF" is one of its own.
fn narrower_class(head: &Head, partial: &mut Partial) -> Option<Head> {
    let class = head.entry.filter(|e| e.kind() == Kind::DrugClass)?;
    let narrower = |q: &str| Entry::find(Kind::DrugClass, &format!("{q}_{}", class.id()));
    let at = partial.qualifiers.iter().position(|q| narrower(q).is_some())?;
    let qualifier = partial.qualifiers.remove(at);
    Some(Head { entry: narrower(qualifier), ..head.clone() })
}

/// Both of the diseases that a name joins ("cardiovascular and cerebrovascular disease"): whoever has one has it.
fn joined_diseases(head: &Head) -> Option<[Entry; 2]> {
    let entry = head.entry.filter(|e| e.kind() == Kind::Condition)?;
    let joined = [" and ", " or "].iter().any(|word| entry.name().contains(word));
    let members = || entry.cell(MEMBERS).split('|').filter_map(|id| Entry::find(Kind::Condition, id));
    // A name that joins two is a class of the two and of what joins their events.
    let parts: Vec<Entry> = members().filter(|m| ![" and ", " or "].iter().any(|w| m.name().contains(w))).collect();
    <[Entry; 2]>::try_from(parts).ok().filter(|_| joined)
}

/// The sex that the name of a state begins with, where it is the person's: "*women* of childbearing potential", not
/// "*female* partner of childbearing potential".
fn sex_in_name(words: &str, start: usize, own_name: &str) -> Option<(&'static str, Bytes)> {
    let end = words.find(' ')?;
    let next = words[end..].trim_start().to_lowercase();
    let cue = look_up(&words[..end])?.cue()?;
    let sex = match cue {
        Cue::Female => "female",
        Cue::Male => "male",
        _ => return None,
    };
    let whose = next.starts_with("partner") || own_name.to_lowercase().starts_with(&words[..end].to_lowercase());
    (!whose).then(|| (sex, start..start + end))
}

fn is_class(head: &Head) -> bool {
    head.entry.is_some_and(|e| e.kind() == Kind::DrugClass)
}

impl Context<'_, '_> {
    /// What kind of leaf an item is: its concept's, or, for unknown words, what the words around them say.
    fn kind_of(&self, head: &Head, partial: &Partial) -> LeafKind {
        match head.entry.map(Entry::kind) {
            Some(kind) => leaf_kind(kind),
            None => match partial.exposure {
                _ if self.ends_in_stem(head) => LeafKind::Drug,
                Some(Cue::Exposure) if self.is_drug_like(head) => LeafKind::Drug,
                Some(Cue::Exposure) => LeafKind::Observation,
                Some(_) => LeafKind::Procedure,
                None if partial.therapy.as_ref() == Some(&head.bytes) => LeafKind::Procedure,
                None => LeafKind::Condition,
            },
        }
    }

    /// "vepdegestrant" is no drug by its ending, "newtuzumab" is.
    fn ends_in_stem(&self, head: &Head) -> bool {
        stem_class(&self.words(&head.bytes).to_lowercase()).is_some()
    }

    /// Whether unknown words look like the name of something given: a code, or one or two words with a capital that
    /// does not only open the sentence.
    pub fn is_drug_like(&self, head: &Head) -> bool {
        let words = self.words(&head.bytes);
        // An abbreviation in capitals alone is more often a device or a test.
        let code = |w: &str| w.contains(|c: char| c.is_ascii_digit()) && w.contains(|c: char| c.is_uppercase());
        let short = words.split_whitespace().count() <= 2;
        let brand =
            |w: &str| w.len() > 3 && w.starts_with(char::is_uppercase) && w.chars().skip(1).any(char::is_lowercase);
        short && (words.split_whitespace().any(code) || head.bytes.start > 0 && words.split_whitespace().all(brand))
    }
}
