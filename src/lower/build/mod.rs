//! One item to its node: the kind of leaf, and each thing the item says in the field that is for it.

mod absence;
mod count_word;
mod either_population;
mod headless;
mod leaf;
mod limit;
mod of_both_sexes;
mod other_words;
mod recovered;
mod relation;
mod since_treatment;

use self::either_population::either_population;
pub use self::headless::{in_pack_years, named_by_unit};
pub use self::leaf::counts_courses;
use self::leaf::is_class;
use self::of_both_sexes::of_both_sexes;
use self::relation::as_told;
use rust_decimal::prelude::ToPrimitive;

use crate::grammar::{Bytes, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind, look_up};
use crate::lower::context::{Context, measure_of};
use crate::lower::coordination::is_list;
use crate::lower::partial::{Head, Partial, Relation, Variety};
use crate::lower::type_names::is_type;
use crate::lower::under_condition::alternatives;
use crate::rule::{Direction, Leaf, LeafKind, Node, Severity, Status, Time, TimeKind};

/// A drug that is given in one of the ways that the text says of it.
pub fn given_by(way: Entry, drug: Partial) -> Partial {
    match way.kind() {
        Kind::Route => Partial { route: Some(way.id()), ..drug },
        _ => Partial { qualifiers: drug.qualifiers.iter().copied().chain([way.id()]).collect(), ..drug },
    }
}

/// An item of that kind alone.
fn of_kind(kind: Variety, item: Partial) -> Partial {
    match kind {
        Variety::Described(id) => Partial { qualifiers: item.qualifiers.iter().copied().chain([id]).collect(), ..item },
        Variety::Named(entry) => {
            let head = item.head.map(|head| Head { entry: Some(entry), named: true, ..head });
            Partial { head, ..item }
        }
    }
}

/// Whether a unit is one of lengths of time.
pub fn is_length(code: Option<&str>) -> bool {
    matches!(code, Some("a" | "mo" | "wk" | "d" | "h" | "min"))
}

impl Context<'_, '_> {
    /// The node of one item.
    pub fn node_of(&mut self, mut partial: Partial) -> Node {
        let outside = partial.outside && partial.value.is_some();
        let (negated, those, unless) = (partial.negated, partial.those.take(), partial.unless.take());
        let bytes = partial.bytes.clone();
        let once = (negated && (partial.absent || self.has_not_taken(&partial)) || partial.washed_out)
            .then(|| self.settle_absence(&mut partial))
            .flatten();
        let negated = partial.negated;
        // "non-pregnant women *aged 18 to 45*": the age is not denied.
        let of_people = |p: &Partial| negated && (p.is_age() || p.of_people);
        let (mut people, also) = std::mem::take(&mut partial.also).into_iter().partition::<Vec<_>, _>(of_people);
        partial.also = also;
        if negated && partial.sex_apart && partial.head.is_some() {
            // "*women* not pregnant": whoever is no woman is not meant.
            let sex =
                partial.sex.take().map(|sex| Partial { sex: Some(sex), bytes: bytes.clone(), ..Partial::default() });
            people.splice(0..0, sex);
        }
        let node = self.positive(partial);
        if negated && !outside && matches!(node, Node::Not { .. }) {
            // "no absence of renal failure": read as renal failure.
            let message = "a negation of a negation, read as none";
            self.say("double-negation", Severity::Warning, message, &bytes);
        }
        let node = if negated != outside { self.not(node, &bytes) } else { node };
        let node = match once {
            Some(once) => {
                let once = self.positive(once);
                self.joined(vec![node, once], true, &bytes)
            }
            None => node,
        };
        let node = self.beside_people(node, people, &bytes);
        let node = match unless {
            Some(when) => self.unless(node, when, &bytes),
            None => node,
        };
        match those {
            Some(when) => self.if_node(when, node, &bytes),
            None => node,
        }
    }

    /// What is said of the people stands beside what they do not have, their sex before it.
    fn beside_people(&mut self, node: Node, people: Vec<Partial>, bytes: &Bytes) -> Node {
        let (sexes, others): (Vec<_>, Vec<_>) = people.into_iter().partition(|p| p.head.is_none() && p.sex.is_some());
        let mut nodes: Vec<Node> = sexes.into_iter().map(|sex| self.positive(sex)).collect();
        nodes.push(node);
        nodes.extend(others.into_iter().map(|part| self.node_of(part)));
        self.joined(nodes, true, bytes)
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
        let nameless = |h: &Head| h.entry.is_none() && is_type(&self.words(&h.bytes).to_ascii_uppercase());
        let limited = partial.value.is_some() || partial.count.is_some();
        if let Some(head) = partial.head.take_if(|h| !limited && nameless(h)) {
            // "genotype 1*b*" names nothing; "*L* > 12,000/µL" is what is limited, whatever it is.
            partial.unknown.push(head.bytes);
        }
        if let Some(node) = partial.whole {
            return *node;
        }
        if let Some(category) = partial.narrative {
            let mut leaf = Leaf::new(LeafKind::Narrative, self.span(&bytes));
            leaf.category = Some(category.to_owned());
            leaf.text = Some(self.words(&bytes).to_owned());
            leaf.time = std::mem::take(&mut partial.times);
            return leaf.into();
        }
        let also = std::mem::take(&mut partial.also);
        if !also.is_empty() {
            let mut nodes = vec![self.positive(partial)];
            nodes.extend(also.into_iter().map(|p| self.node_of(p)));
            return self.joined(nodes, true, &bytes);
        }
        let longer = std::mem::take(&mut partial.longer);
        if !longer.is_empty() {
            // The brackets stand between "within 4 weeks" and "*prior to enrollment*".
            let open = partial.times.iter().position(|t| t.kind == TimeKind::Window && t.anchor.is_none());
            let from =
                |t: &Time| t.kind == TimeKind::At && t.direction == Some(Direction::Before) && t.anchor.is_some();
            if let (Some(open), Some(at)) = (open, partial.times.iter().position(from)) {
                let from = partial.times.remove(at);
                let window = &mut partial.times[open - usize::from(at < open)];
                (window.direction, window.anchor) = (from.direction, from.anchor);
                let span = window.span.span();
                self.has_anchor(span);
            }
            let window = partial.times.iter().find(|t| t.kind == TimeKind::Window).cloned();
            // "at least 21 days since A (42 days if B)": each must be so long ago.
            let since = window.as_ref().is_some_and(|t| t.bounds.high().is_none());
            let mut nodes = vec![self.positive(partial)];
            for (length, part) in longer {
                // Counted from what the shorter window is counted from.
                let time = window.as_ref().map_or(length.clone(), |w| Time {
                    kind: w.kind,
                    direction: w.direction,
                    anchor: w.anchor.clone(),
                    ..length.clone()
                });
                nodes.push(self.node_of(Partial { times: vec![time], ..part }));
            }
            return self.joined(nodes, since, &bytes);
        }
        self.event_counted_from(&mut partial);
        let ways = std::mem::take(&mut partial.ways);
        if !ways.is_empty() {
            let given = ways.into_iter().map(|way| {
                let given = given_by(way, partial.clone());
                self.positive(given)
            });
            let of = given.collect();
            return self.joined(of, false, &bytes);
        }
        let kinds = std::mem::take(&mut partial.kinds);
        if !kinds.is_empty() {
            let of = kinds.into_iter().map(|kind| {
                let one = of_kind(kind, partial.clone());
                self.positive(one)
            });
            let of = of.collect();
            return self.joined(of, false, &bytes);
        }
        let other_times = std::mem::take(&mut partial.other_times);
        let or_else = std::mem::take(&mut partial.or_else);
        if !other_times.is_empty() || !or_else.is_empty() {
            let mut nodes = Vec::new();
            for other in or_else {
                // "surgery within 28 days or not recovered": the recovery has no time of its own.
                let lasting = other.outcome == Some("not_recovered");
                let own = lasting || !other.times.is_empty();
                let mut times = if own { other.times.clone() } else { partial.times.clone() };
                // "LMWH > 72 h *(or > 2 doses of warfarin)*": what is counted need not last so long.
                times.retain(|t| own || other.count.is_none() || t.kind != TimeKind::Duration);
                nodes.push(Partial { times, lead_times: partial.lead_times.clone(), ..other });
            }
            for (times, status) in other_times {
                // "currently or within 30 days": what was so before is not current.
                let past = |t: &Time| t.direction == Some(Direction::Before) && !t.bounds.is_empty();
                let now = partial.status.filter(|s| *s != Status::Current || !times.iter().any(past));
                nodes.push(Partial { times, status: status.or(now), ..partial.clone() });
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
        if partial.head.is_none()
            && partial.has_sex_and_limit()
            && let Some(head) = self.measured_before(&partial)
        {
            // "Hemoglobin: men ≥ 13 g/dL; women ≥ 12 g/dL"
            partial.head = Some(head);
            return self.limit_for_sex(partial);
        }
        if partial.by_sex && (partial.head.is_some() || partial.is_age()) {
            return self.limit_for_sex(partial);
        }
        self.age_of_volunteers(&mut partial);
        if let Some(node) = self.person(&mut partial) {
            return node;
        }
        if partial.sex_after_limit() {
            return self.limit_for_sex(partial);
        }
        if let Some(related) = partial.relation.take_if(|r| r.relation == Relation::AllergyTo) {
            return self.allergy(related, partial);
        }
        self.as_classified(&mut partial);
        if partial.head.is_none() {
            partial.head = self.implied_head(&mut partial);
        }
        let Some(head) = partial.head.clone() else { return self.without_head(partial) };
        if let Some(node) = self.pressures(&head, &partial) {
            return node;
        }
        if let Some(quantity) = partial.value.as_ref().filter(|q| q.form == QuantityForm::Pair && !is_out_of(q, &head))
        {
            // Only the first number of another pair limits what is named.
            self.not_understood(&quantity.value.clone());
        }
        if let Some(parts) = joined_diseases(&head) {
            let of = parts
                .map(|entry| Partial { head: Some(Head { entry: Some(entry), ..head.clone() }), ..partial.clone() });
            let of = of.into_iter().map(|part| self.positive(part)).collect();
            return self.joined(of, false, &bytes);
        }
        let head = self.recovered_from(&head, &mut partial).unwrap_or(head);
        let told = self.measured_drug(&head, &partial).or_else(|| self.told_by_limit(&head, &partial));
        if let Some(told) = &told {
            as_told(&head, told, &mut partial);
        }
        let head = weight_that_changes(told.unwrap_or(head), &partial);
        self.expected_survival(&head, &mut partial);
        // "urine protein ≥ 2+ on *dipstick*": what it is measured on is said by then.
        partial.settings.retain(|setting| setting.id.is_none() || setting.id.as_deref() != head.entry.map(Entry::id));
        self.count_per_time(&head, &mut partial);
        let measure = partial.value.as_ref().and_then(|q| measure_of(q));
        if let Some(measure) = measure.filter(|_| head.entry.is_some_and(super::atom::is_measured)) {
            self.last_limited = Some((head.clone(), measure));
        }
        self.length_of_event(&head, &mut partial);
        let alternatives = std::mem::take(&mut partial.alternatives);
        let second = partial.second.take();
        let mut partial = partial;
        if let Some(count) = &mut partial.count
            && count.form == QuantityForm::Bare
            && matches!(partial.outcome, Some("failed" | "failed_or_intolerant" | "intolerant"))
        {
            // "failure of *two* previous SSRIs": whom three have failed, two have failed as well.
            count.bounds.ge = count.bounds.ge.or(count.bounds.eq.take());
        }
        let count = partial.count.clone();
        let again = (!alternatives.is_empty() || second.is_some()).then(|| partial.clone());
        let leaf = self.leaf(&head, partial);
        let mut node: Node = leaf.into();
        if let (Some(second), Some(again)) = (second, again.clone()) {
            let other = self.leaf(&head, Partial { value: Some(second), ..again }).into();
            node = Node::All { of: vec![node, other], span: self.span(&bytes).into() };
        }
        for (quantity, when) in alternatives {
            // "> 35 with diabetes or > 40 *without*": what goes with the first limit does not go with this one.
            let without = matches!(when, Node::Not { .. });
            let wider = again.clone().map(|p| {
                let having = if without { Vec::new() } else { p.having.clone() };
                // "*normal*, or ≤ 3 × ULN if Gilbert syndrome"
                let finding = p.finding.clone().filter(|_| p.value.is_some());
                self.leaf(&head, Partial { value: Some(quantity.into()), having, finding, ..p })
            });
            node = match wider.map(Node::from) {
                Some(special) => self.limit_of_some(node, when, special, &bytes),
                None => self.joined(vec![node, when], false, &bytes),
            };
        }
        match count.filter(|count| is_class(&head) && !self.counts_doses(count, &head)) {
            Some(count) => {
                let count = self.value(&count, None);
                Node::AtLeast { count: Box::new(count), distinct: true, of: vec![node], span: self.span(&bytes).into() }
            }
            None => node,
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

    /// Several nodes under one `all` or `any`; one alone stays as it is.
    pub fn joined(&self, nodes: Vec<Node>, all: bool, bytes: &Bytes) -> Node {
        let mut nodes = nodes;
        of_both_sexes(&mut nodes);
        if all && self.demand && nodes.len() > 1 {
            nodes = either_population(nodes);
        }
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
        if !all && nodes.len() > 1 {
            // "whether male or female": either sex is no alternative to anything, for everybody has one.
            let named = nodes.iter().filter(|node| !is_either_sex(node)).count();
            if named > 0 {
                nodes.retain(|node| !is_either_sex(node));
            }
        }
        if nodes.len() == 1 {
            return nodes.remove(0);
        }
        let span = self.span(bytes).into();
        if all { Node::All { of: nodes, span } } else { alternatives(nodes, span) }
    }
}

/// "stable weight *(± 2 kg)*": a limit is of the change. Near miss: "stable weight" alone.
fn weight_that_changes(head: Head, partial: &Partial) -> Head {
    let limited = partial.value.is_some() && head.entry.is_some_and(|e| e.id() == "stable_weight");
    let change = Entry::find(Kind::Observation, "weight_change").filter(|_| limited);
    Head { entry: change.or(head.entry), ..head }
}

/// Whether a node is but "male or female".
fn is_either_sex(node: &Node) -> bool {
    let any =
        |leaf: &Leaf| leaf.concept.is_none() && leaf.value.as_ref().is_some_and(|v| v.is.as_deref() == Some("any"));
    matches!(node, Node::Leaf(leaf) if leaf.kind == LeafKind::Sex && any(leaf))
}

/// "pain > 4/10": the second number is the end of the scale. Visual acuity is a ratio.
fn is_out_of(pair: &Quantity, head: &Head) -> bool {
    let first = pair.bounds.low().or(pair.bounds.high()).map(|(n, _)| n.0);
    let second = pair.second.as_ref().and_then(|b| b.low().or(b.high())).map(|(n, _)| n.0);
    let scale = second.is_some_and(|n| [10, 100].contains(&n.to_u32().unwrap_or_default()) && n.is_integer());
    let acuity = head.entry.is_some_and(|e| e.id().contains("acuity"));
    scale && first <= second && pair.unit.is_none() && !acuity
}

/// Both of the diseases that a name joins ("cardiovascular and cerebrovascular disease"): whoever has one has it.
fn joined_diseases(head: &Head) -> Option<[Entry; 2]> {
    let entry = head.entry.filter(|e| e.kind() == Kind::Condition)?;
    let joined = [" and ", " or "].iter().any(|word| entry.name().contains(word));
    let members = || entry.members().filter_map(|id| Entry::find(Kind::Condition, id));
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
