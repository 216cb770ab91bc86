//! The outline's items to criteria: their numbers, keys, rules and the formula that combines them.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::grammar::{Quantity, chunk};
use crate::hash::hex;
use crate::lex::{Cue, Lexeme, lex};
use crate::outline::{Item, Outline, Role as ItemRole};
use crate::rule::{
    Assumption, CodePoints, Coverage, Criterion, Diagnostic, Node, NodeSpan, Population, Reads, Role, Section,
    Severity, Span, Status, Time, TimeKind, Value,
};

use super::block::{FirstItem, GroupHead, GroupPlace, ListHead};
use super::clause::at_least;
use super::concept::ConceptTable;
use super::context::Context;
use super::except::{except_from, unless_from};
use super::exemplified::with_examples;
use super::head::EachItem;
use super::joint;
use super::leaves::{add_status, add_times};
use super::narrative::{has_phrase, padded};
use super::population::{Combined, combine};
use super::sense::Introduced;
use super::target::put_target;
use super::unplaced;
use super::used::used;
use super::wording::contradiction;

/// What lowering a document gives.
#[derive(Debug)]
pub struct Lowered {
    /// How the criteria combine; `None` where the text does not say which include.
    pub eligibility: Option<Node>,
    /// How those of each population do, where headings name several.
    pub populations: Vec<Population>,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The concepts used.
    pub concepts: ConceptTable,
    /// The defaults taken.
    pub assumptions: Vec<Assumption>,
    /// What concerns the document as a whole, with absolute spans.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lowers every item of an outline.
pub fn lower(text: &str, outline: &Outline) -> Lowered {
    let mut lowering = Lowering {
        text,
        points: CodePoints::of(text),
        concepts: ConceptTable::default(),
        keys: HashMap::new(),
        introduced: Introduced::of(text),
        unanchored: Vec::new(),
        in_years: Vec::new(),
    };
    let mut numbers = [0u32; 3];
    let mut criteria: Vec<Criterion> = outline.items.iter().map(|item| lowering.top(item, &mut numbers)).collect();
    let targeted = put_target(&mut criteria, &mut lowering.concepts);
    lowering.concepts.keep(&used(&criteria));
    let alternatives = joint::alternatives(&criteria);
    joint::tell(&mut criteria, &alternatives);
    let mut diagnostics = Vec::new();
    let Combined { eligibility, populations, shared } =
        combine(text, outline, &criteria, &alternatives, &mut diagnostics);
    let assumptions = lowering.assumptions(targeted, shared);
    Lowered { eligibility, populations, criteria, concepts: lowering.concepts, assumptions, diagnostics }
}

struct Lowering<'t> {
    text: &'t str,
    points: CodePoints,
    concepts: ConceptTable,
    keys: HashMap<String, u32>,
    introduced: Introduced<'t>,
    /// Criteria with a window that names no anchor.
    unanchored: Vec<String>,
    /// Criteria with an age that names no unit.
    in_years: Vec<String>,
}

/// What a group passes on to the criteria nested in it.
#[derive(Clone, Default)]
struct Inherited {
    times: Vec<Time>,
    exposure: bool,
    /// "History of any of the following".
    status: Option<Status>,
    /// What windows below count from, where they do not say ("Use of the following prior to leukapheresis").
    anchor: Option<Time>,
    /// Whatever else the head says of each item ("Family history of:").
    each: EachItem,
}

impl Inherited {
    /// What the head `owner` of a list that stands in such a group passes on.
    fn within(&self, list: &ListHead, each: EachItem, exposure: bool, owner: &str) -> Self {
        let anchors = |t: &&Time| t.kind == TimeKind::At && t.direction.is_some() && t.anchor.is_some();
        let times = || list.times.iter().map(|t| inherit(t, owner));
        Self {
            times: times().chain(self.times.iter().cloned()).collect(),
            exposure: exposure || self.exposure,
            status: list.status.or(self.status),
            anchor: list.times.iter().find(anchors).map(|t| inherit(t, owner)).or(self.anchor.clone()),
            each: each.of_group(owner).within(&self.each),
        }
    }
}

impl Lowering<'_> {
    fn top(&mut self, item: &Item, numbers: &mut [u32; 3]) -> Criterion {
        let numbered = item.role == ItemRole::Item;
        let (letter, slot) = match item.section {
            Some(Section::Inclusion) => ("I", 0),
            Some(Section::Exclusion) => ("E", 1),
            None => ("C", 2),
        };
        let id = numbered.then(|| {
            numbers[slot] += 1;
            format!("{letter}{}", numbers[slot])
        });
        self.item(item, id, &Inherited::default())
    }

    fn item(&mut self, item: &Item, id: Option<String>, inherited: &Inherited) -> Criterion {
        let text = &self.text[item.text.clone()];
        let normal = padded(text);
        let mut criterion = Criterion {
            id: id.clone(),
            key: self.key(item.section, normal.trim_matches(' ')),
            label: item.label.as_ref().map(|l| self.text[l.clone()].to_owned()),
            section: item.section,
            heading: item.heading.iter().map(|h| self.text[h.text.clone()].to_owned()).collect(),
            span: self.points.span(&item.text),
            text: text.to_owned(),
            role: match item.role {
                ItemRole::Heading => Role::Heading,
                ItemRole::Note => Role::Note,
                ItemRole::Item => Role::Criterion,
            },
            inferred: item.inferred.is_some(),
            coverage: None,
            reads: None,
            reading: None,
            rule: None,
            mentions: Vec::new(),
            criteria: Vec::new(),
            diagnostics: Vec::new(),
        };
        if item.role != ItemRole::Item {
            let lexed = lex(text);
            criterion.mentions = Context::new(&lexed, item.section, &mut self.concepts).unsaid_drugs(None);
        }
        if item.role == ItemRole::Item {
            if item.children.is_empty() {
                self.leaf_item(item, inherited, &normal, &mut criterion);
            } else {
                self.group_item(item, inherited, &mut criterion);
            }
            if let Some(inference) = item.inferred {
                criterion.diagnostics.push(Diagnostic {
                    code: "inferred-nesting".to_owned(),
                    severity: Severity::Note,
                    message: format!("the place of this item is inferred: {}", inference.reason()),
                    span: Span::new(0, criterion.span.end - criterion.span.start),
                    help: None,
                });
            }
            if criterion.diagnostics.iter().any(|d| d.code == "window-without-anchor") {
                self.unanchored.extend(id);
            }
        }
        criterion
    }

    /// A criterion without nested ones.
    fn leaf_item(&mut self, item: &Item, inherited: &Inherited, normal: &str, criterion: &mut Criterion) {
        let text = &self.text[item.text.clone()];
        let lexed = lex(text);
        let chunks = chunk(&lexed);
        let mut context = Context::new(&lexed, item.section, &mut self.concepts);
        context.narrates = has_phrase(normal).into();
        context.exposed = inherited.exposure;
        context.decide_senses(&chunks, &mut self.introduced);
        // What is part of a group is taken as the group is.
        let own = criterion.section == Some(Section::Exclusion)
            && criterion.id.as_deref().is_some_and(|id| !id.contains('.'));
        criterion.reads = if own { context.demanding(&chunks) } else { None };
        context.demand |= criterion.reads == Some(Reads::Requires);
        context.excluding &= !context.demand;
        if inherited.each.denied {
            (context.demand, context.excluding) = (false, true);
        }
        let mut rule = context.block(&chunks);
        if let Some(rule) = &mut rule {
            anchor_windows(rule, inherited.anchor.as_ref());
            inherited.each.say_of(rule);
            add_times(rule, &inherited.times);
            add_status(rule, inherited.status);
            context.define(rule);
            context.tolerances(rule);
            context.tell_risks(rule);
        }
        if inherited.anchor.is_some() {
            context.diagnostics.retain(|d| d.code != "window-without-anchor");
        }
        rule.iter().for_each(|rule| {
            context.age_groups(rule);
            context.unheard(rule);
        });
        context.account(rule.as_ref());
        criterion.coverage = Some(context.coverage(rule.as_ref()));
        criterion.diagnostics = std::mem::take(&mut context.diagnostics);
        let length = criterion.span.end - criterion.span.start;
        criterion.diagnostics.extend(criterion.reads.map(|reads| contradiction(reads, text, length)));
        criterion.mentions = context.unsaid_drugs(rule.as_ref());
        self.in_years.extend(criterion.id.clone().filter(|_| context.in_years));
        if let Some(rule) = &mut rule {
            unplaced::place(rule, &criterion.diagnostics, text);
        }
        criterion.rule = rule;
    }

    /// A group: what its own words say about its parts, then the parts.
    fn group_item(&mut self, item: &Item, inherited: &Inherited, criterion: &mut Criterion) {
        let text = &self.text[item.text.clone()];
        let lexed = lex(text);
        let chunks = chunk(&lexed);
        let first = item.children.iter().find(|child| child.role == ItemRole::Item);
        let first = first.map(|child| lex(&self.text[child.text.clone()]));
        let first_concept = first.as_ref().and_then(|item| item.lexemes.iter().find_map(Lexeme::concept));
        let first = first.as_ref().map_or(FirstItem::Other, |item| FirstItem::of(&item.lexemes));
        let allows = !text.trim_end().ends_with(':') && self.all_allow(item);
        let mut context = Context::new(&lexed, item.section, &mut self.concepts);
        context.decide_senses(&chunks, &mut self.introduced);
        let (chunks, opened) = context.opened_head(chunks);
        let joins = text.trim_end_matches([':', ' ', '.']);
        let joined = joins.len() < text.len() && chunks.len() > 2 && ends_in_conjunction(joins);
        let unless = context.unless_head(&chunks);
        let saved = unless.as_ref().map(|head| context.find(head.tail, &[Cue::AnyFollowing]).is_none());
        let excepts = unless.or_else(|| context.except_head(&chunks));
        let exemplified = excepts.is_none().then(|| context.exemplified_head(&chunks)).flatten();
        let examples = exemplified.is_some();
        let owner = criterion.id.clone().unwrap_or_else(|| criterion.key.clone());
        if let Some(head) = excepts.or(exemplified).filter(|_| !joined) {
            let exposure = context.find(&chunks, &[Cue::Exposure]).is_some();
            let mut passed = Inherited { exposure: exposure || inherited.exposure, ..Inherited::default() };
            if examples && !context.demand {
                // What is said of the whole is said of what it includes.
                let (list, each) = (context.list_head(head.said), context.each_item(head.said));
                passed = inherited.within(&list, each, exposure, &owner);
            }
            let mut own = if head.said.is_empty() { None } else { context.block(head.said) };
            context.take_whole(head.tail);
            if let Some(own) = &mut own {
                anchor_windows(own, inherited.anchor.as_ref());
                add_times(own, &inherited.times);
                add_status(own, inherited.status);
                context.define(own);
            }
            context.account(own.as_ref());
            if examples && context.demand && own.is_some() {
                let told = context.examples_told(head.tail);
                context.diagnostics.push(told);
            }
            criterion.diagnostics = std::mem::take(&mut context.diagnostics);
            criterion.mentions = context.unsaid_drugs(own.as_ref());
            let demand = context.demand;
            self.in_years.extend(criterion.id.clone().filter(|_| context.in_years));
            self.children(item, &passed, criterion);
            let listed = group_rule(None, criterion, saved == Some(true), false, None);
            criterion.rule = match saved {
                Some(_) => unless_from(own, listed, demand),
                None if examples => with_examples(own, listed, demand),
                None => except_from(own, listed, demand),
            };
            return self.grouped(text, criterion);
        }
        let head = if joined {
            let list = ListHead { all: Some(true), ..ListHead::default() };
            GroupHead { own: context.block(&chunks), list, ..GroupHead::default() }
        } else if allows {
            // "Stroke", and under it "TIA is allowed": the head is the criterion.
            GroupHead { own: context.block(&chunks), ..GroupHead::default() }
        } else {
            let top = criterion.id.as_deref().is_some_and(|id| !id.contains('.'));
            context.group_head(&chunks, GroupPlace { first, concept: first_concept, top, opened })
        };
        let GroupHead { before, own, mut list, of_people, either, mut each, exposure, unheard } = head;
        context.placed.extend(list.times.iter().map(|t| t.span.span()));
        context.placed.extend(list.times.iter().filter_map(|t| match &t.anchor {
            Some(crate::rule::Anchor::Point(mention)) => Some(mention.span.span()),
            _ => None,
        }));
        let several = |q: &Quantity| {
            let least = q.bounds.low().or(q.bounds.eq.map(|n| (n, true)));
            // "more than one" is several.
            least.map_or(q.bounds.high().is_some(), |(n, inclusive)| n > 1.into() || !inclusive && n == 1.into())
        };
        let least = |q: Quantity| Quantity { bounds: at_least(&q).unwrap_or_else(|| q.bounds.clone()), ..q };
        let count = list.count.take_if(|q| several(q)).map(|q| context.value(&least(q), None));
        context.placed.extend(count.iter().map(|value| value.span));
        let wording = list.demands && item.section == Some(Section::Exclusion);
        let said = [before.as_ref(), own.as_ref().or(of_people.as_ref().map(|(node, _)| node))];
        context.account(all_of(said.into_iter().flatten()).as_ref());
        criterion.diagnostics = std::mem::take(&mut context.diagnostics);
        criterion.mentions = context.unsaid_drugs(own.as_ref());
        self.in_years.extend(criterion.id.clone().filter(|_| context.in_years));
        let demand = context.demand;
        if wording {
            let length = criterion.span.end - criterion.span.start;
            criterion.reads = Some(Reads::Excludes);
            criterion.diagnostics.push(contradiction(Reads::Excludes, text, length));
        }
        each.denied |= list.none || inherited.each.denied;
        let passed = inherited.within(&list, each, exposure, &owner);
        self.children(item, &passed, criterion);
        let all = list.all.unwrap_or(item.section != Some(Section::Exclusion) && !inherited.each.denied);
        let lengths = list.times.iter().map(|t| t.span.span());
        let numbered: Vec<Span> = count.iter().map(|value| value.span).chain(lengths).collect();
        // What is said of the items and is not understood leaves the whole list open.
        let rule = unheard.or_else(|| group_rule(own, criterion, all, list.none, count));
        let rule = of_some(of_people, rule, demand, either);
        criterion.rule = match before {
            // What excludes does so by itself.
            Some(before) => of_some(Some((before, false)), rule, demand, !demand),
            None => rule,
        };
        for span in numbered.into_iter().filter(|_| criterion.rule.is_none()) {
            // "At least 3 of the following within 7 days:", and nothing follows.
            let number: String =
                text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect();
            let message = format!("{number:?} is in no rule");
            let (code, severity) = ("number-not-in-rule".to_owned(), Severity::Warning);
            criterion.diagnostics.push(Diagnostic { code, severity, message, span, help: None });
        }
        self.grouped(text, criterion);
    }

    /// Whether all that is nested in a group says what is allowed, or excepted.
    fn all_allow(&self, item: &Item) -> bool {
        let allows = |child: &Item| {
            let child = lex(&self.text[child.text.clone()]);
            let exempts = |l: &Lexeme| l.cue() == Some(Cue::Except);
            child.lexemes.first().is_some_and(exempts) || child.lexemes.iter().any(|l| l.cue() == Some(Cue::Allowed))
        };
        let mut items = item.children.iter().filter(|child| child.role == ItemRole::Item).peekable();
        items.peek().is_some() && items.all(allows)
    }

    /// What is left of a group once its rule is there.
    fn grouped(&self, text: &str, criterion: &mut Criterion) {
        criterion.role = Role::Group;
        if let Some(rule) = &mut criterion.rule {
            unplaced::place(rule, &criterion.diagnostics, text);
        }
        criterion.coverage = Some(combined(criterion));
    }

    fn children(&mut self, item: &Item, inherited: &Inherited, criterion: &mut Criterion) {
        let mut number = 0;
        for child in &item.children {
            let id = (child.role == ItemRole::Item).then(|| {
                number += 1;
                format!("{}.{number}", criterion.id.as_deref().unwrap_or("C"))
            });
            let child = self.item(child, id, inherited);
            criterion.criteria.push(child);
        }
    }

    /// A hash of section and words, in normal form; equal ones get an ordinal.
    fn key(&mut self, section: Option<Section>, normal: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(match section {
            Some(Section::Inclusion) => "i ",
            Some(Section::Exclusion) => "e ",
            None => "- ",
        });
        hash.update(normal);
        let key = hex(&hash.finalize()[..6]);
        let count = self.keys.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 { key } else { format!("{key}-{count}") }
    }

    fn assumptions(&mut self, targeted: Vec<String>, shared: Vec<String>) -> Vec<Assumption> {
        let unanchored = std::mem::take(&mut self.unanchored);
        let in_years = std::mem::take(&mut self.in_years);
        let rows = [
            ("age-in-years", "an age without a unit is in years", in_years),
            ("index-date", "a window that names no anchor is counted back from the index date", unanchored),
            (
                "target-disease",
                "\"the disease\" and \"other\" diseases refer to the one the inclusion criteria demand",
                targeted,
            ),
            ("shared-criteria", "a criterion under no population's heading holds for each of them", shared),
        ];
        let taken = rows.into_iter().filter(|(_, _, criteria)| !criteria.is_empty());
        taken
            .map(|(code, message, criteria)| Assumption {
                code: code.to_owned(),
                message: message.to_owned(),
                criteria,
            })
            .collect()
    }
}

/// Gives windows that name no anchor that of the heading.
fn anchor_windows(rule: &mut Node, heading: Option<&Time>) {
    let Some(heading) = heading else { return };
    rule.each_leaf_mut(&mut |leaf| {
        for time in leaf.time.iter_mut().filter(|t| t.kind == TimeKind::Window && t.anchor.is_none()) {
            time.anchor.clone_from(&heading.anchor);
            time.direction = heading.direction;
        }
    });
}

fn ends_in_conjunction(text: &str) -> bool {
    let last = text.rsplit(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or("");
    last.eq_ignore_ascii_case("and") || last.eq_ignore_ascii_case("or")
}

/// A time of a group's words, as the criteria nested in it have it.
fn inherit(time: &Time, owner: &str) -> Time {
    let elsewhere = |span: &NodeSpan| NodeSpan::Elsewhere { criterion: owner.to_owned(), span: span.span() };
    let mut time = time.clone();
    if let Some(crate::rule::Anchor::Point(mention)) = &mut time.anchor {
        mention.span = elsewhere(&mention.span);
    }
    if let Some(of) = &mut time.of {
        of.span = elsewhere(&of.span);
    }
    for part in time.longest_of.iter_mut().chain(&mut time.shortest_of) {
        *part = inherit(part, owner);
    }
    Time { inherited: true, span: elsewhere(&time.span), ..time }
}

/// What a head says in several parts, as one.
fn all_of<'n>(parts: impl Iterator<Item = &'n Node>) -> Option<Node> {
    let of: Vec<Node> = parts.cloned().collect();
    let span = of.first()?.span().clone();
    Some(Node::All { of, span })
}

/// The rule of a group: its own clause, if it has one, and a reference to each part.
fn group_rule(own: Option<Node>, criterion: &Criterion, all: bool, none: bool, count: Option<Value>) -> Option<Node> {
    let span: NodeSpan = Span::new(0, criterion.span.end - criterion.span.start).into();
    let (ids, joints, listed) = joint::of_list(&criterion.criteria);
    let refs = ids.into_iter().map(|to| Node::Ref { to: to.to_owned(), span: span.clone() }).collect();
    let (refs, each) = if count.is_some() || none { (refs, all) } else { joint::joined(refs, &joints, all, listed) };
    let (of, all): (Vec<Node>, bool) = match own {
        // "HIV infection and:" is demanded beside alternatives.
        Some(own) if all && !each => (vec![own, Node::Any { of: refs, span: span.clone() }], true),
        own => (own.into_iter().chain(refs).collect(), each),
    };
    if of.is_empty() {
        return None;
    }
    let node = match count {
        // "at least two of the following".
        Some(count) => Node::AtLeast { count: Box::new(count), distinct: false, of, span: span.clone() },
        None if all && !none => Node::All { of, span: span.clone() },
        None => Node::Any { of, span: span.clone() },
    };
    Some(if none { Node::Not { of: Box::new(node), span } } else { node })
}

/// A group's rule with what its head says itself: a demand beside it, one that will do as well (`either`), or for whom it is
/// demanded.
fn of_some(people: Option<(Node, bool)>, rule: Option<Node>, demand: bool, either: bool) -> Option<Node> {
    let Some((who, only)) = people else { return rule };
    let Some(rule) = rule else { return Some(who) };
    let span = rule.span().clone();
    if only {
        let otherwise = Node::Constant { value: demand, span: span.clone() };
        return Some(Node::If { when: Box::new(who), then: Box::new(rule), otherwise: Box::new(otherwise), span });
    }
    let of = match rule {
        Node::Any { of, .. } if either => std::iter::once(who).chain(of).collect(),
        Node::All { of, .. } if !either => std::iter::once(who).chain(of).collect(),
        rule => vec![who, rule],
    };
    Some(if either { Node::Any { of, span } } else { Node::All { of, span } })
}

/// The coverage of a group from that of its parts.
fn combined(criterion: &Criterion) -> Coverage {
    let parts: Vec<Coverage> = criterion.criteria.iter().filter_map(|c| c.coverage).collect();
    let mut whole = true;
    if let Some(rule) = &criterion.rule {
        rule.each_leaf(&mut |leaf| whole &= leaf.kind != crate::rule::LeafKind::Unparsed);
    }
    if whole && parts.iter().all(|c| *c == Coverage::Computable) {
        Coverage::Computable
    } else if parts.iter().all(|c| *c == Coverage::Narrative) {
        Coverage::Narrative
    } else {
        Coverage::Partial
    }
}
