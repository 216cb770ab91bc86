//! A criterion with others nested in it: what its own words say of them, and how they are combined.
//!
//! | head | rule |
//! |---|---|
//! | that excepts, excuses or gives examples by its list | what it says, changed by the list |
//! | "HIV infection *and*" | one of the parts itself |
//! | "Stroke", with "TIA is allowed" under it | the criterion itself |
//! | any other | the parts, as `block/group_head.rs` reads them |

use crate::grammar::{Chunk, Quantity, chunk};
use crate::lex::{Cue, Entry, Lexeme};
use crate::outline::{Item, Role as ItemRole};
use crate::rule::{
    Anchor, Coverage, Criterion, Diagnostic, LeafKind, Node, NodeSpan, Reads, Role, Section, Severity, Span, Value,
};

use super::block::{FirstItem, GroupHead, GroupPlace, ListHead};
use super::clause::at_least;
use super::context::Context;
use super::document::Lowering;
use super::except::{ExceptHead, except_from, unless_from};
use super::exemplified::with_examples;
use super::inherited::{Inherited, anchor_windows};
use super::joint::{self, Joint};
use super::leaves::{add_status, add_times};
use super::lost_limit::LostLimit;
use super::note::says_how_reckoned;
use super::under_condition::settle_nested;
use super::unplaced;
use super::wording::contradiction;

/// What a head says that its list changes.
struct Changed {
    own: Option<Node>,
    by: Change,
    /// What the list is told.
    passed: Inherited,
}

/// How a list changes what its head says.
#[derive(Clone, Copy, PartialEq)]
enum Change {
    /// "*unless:*"; whether all of the list is needed.
    Unless { all: bool },
    /// "*such as:*"
    Examples,
    /// "*except:*"
    Except,
}

impl Changed {
    fn rule(self, criterion: &Criterion, demand: bool) -> Option<Node> {
        let listed = group_rule(None, criterion, self.by == Change::Unless { all: true }, false, None);
        match self.by {
            Change::Unless { .. } => unless_from(self.own, listed, demand),
            Change::Examples => with_examples(self.own, listed, demand),
            Change::Except => except_from(self.own, listed, demand),
        }
    }
}

impl Lowering<'_> {
    /// A group: what its own words say about its parts, then the parts.
    pub(super) fn group_item(&mut self, item: &Item, inherited: &Inherited, criterion: &mut Criterion) {
        let text = &self.text[item.text.clone()];
        let lexed = self.lexed(text);
        let chunks = chunk(&lexed);
        // What the others name matters only to a head that joins names by "or".
        let every = text.to_ascii_lowercase().contains("or");
        let (first, names, items) = self.first_items(item, every);
        let concept = names.first().copied().flatten();
        let names = names.into_iter().flatten().collect();
        let allows = !text.trim_end().ends_with(':') && (self.all_allow(item) || self.all_reckon(item));
        let mut context = Context::new(&lexed, item.section, &mut self.concepts);
        context.decide_senses(&chunks, &mut self.introduced);
        let (chunks, opened) = context.opened_head(chunks);
        let joins = text.trim_end_matches([':', ' ', '.']);
        let last = last_conjunction(joins);
        let joined = chunks.len() > 2 && (last == Some(Joint::And) || last.is_some() && joins.len() < text.len());
        let owner = criterion.id.clone().unwrap_or_else(|| criterion.key.clone());
        if !joined && let Some(changed) = changed(&mut context, &chunks, inherited, &owner) {
            heard(&mut context, criterion, changed.own.as_ref());
            let limits = context.lost_limits(&chunks, &criterion.diagnostics, changed.own.as_ref());
            let demand = context.demand;
            self.in_years.extend(criterion.id.clone().filter(|_| context.in_years));
            self.children(item, &changed.passed, criterion);
            criterion.rule = changed.rule(criterion, demand);
            return self.grouped(text, limits, criterion);
        }
        let mut head = if joined {
            let list = ListHead { all: Some(last == Some(Joint::And)), ..ListHead::default() };
            GroupHead { own: context.block(&chunks), list, ..GroupHead::default() }
        } else if allows {
            // "Stroke", and under it "TIA is allowed": the head is the criterion.
            GroupHead { own: context.block(&chunks), ..GroupHead::default() }
        } else {
            let top = criterion.id.as_deref().is_some_and(|id| !id.contains('.'));
            context.group_head(
                &chunks,
                GroupPlace { first, concept, names, items, top, of_some: inherited.of_some, opened },
            )
        };
        let of = context.named_for_list(&chunks, &owner);
        let count = place_list(&mut context, &mut head.list);
        let people = head.of_people.as_ref().map(|(node, _)| node);
        let said = [head.before.as_ref(), head.own.as_ref().or(people)];
        context.account(all_of(said.into_iter().flatten()).as_ref());
        heard(&mut context, criterion, head.own.as_ref());
        let limits = context.lost_limits(&chunks, &criterion.diagnostics, head.own.as_ref());
        self.in_years.extend(criterion.id.clone().filter(|_| context.in_years));
        let demand = context.demand;
        if head.list.demands && item.section == Some(Section::Exclusion) {
            let length = criterion.span.end - criterion.span.start;
            criterion.reads = Some(Reads::Excludes);
            criterion.diagnostics.push(contradiction(Reads::Excludes, text, length));
        }
        head.each.denied |= head.list.none || inherited.each.denied;
        let within = inherited.within(&head.list, head.each.clone(), head.exposure, &owner);
        let passed = Inherited { of_some: head.each_of_some, of, ..within };
        self.children(item, &passed, criterion);
        let excludes = item.section == Some(Section::Exclusion) || inherited.each.denied;
        criterion.rule = listed_rule(head, criterion, count, excludes, demand);
        self.grouped(text, limits, criterion);
    }

    /// What the first item of a group says, as far as its head is concerned, what it, or each if `every`, names first, and how many there
    /// are.
    fn first_items(&self, item: &Item, every: bool) -> (FirstItem, Vec<Option<Entry>>, usize) {
        let items = || item.children.iter().filter(|child| child.role == ItemRole::Item);
        let most = if every { usize::MAX } else { 1 };
        let lexed: Vec<_> = items().take(most).map(|child| self.lexed(&self.text[child.text.clone()])).collect();
        let first = lexed.first().map_or(FirstItem::Other, |first| FirstItem::of(&first.lexemes));
        let names = lexed.iter().map(|item| item.lexemes.iter().find_map(Lexeme::concept)).collect();
        (first, names, items().count())
    }

    /// Whether all that is nested in a group says what is allowed, or excepted.
    fn all_allow(&self, item: &Item) -> bool {
        let allows = |child: &Item| {
            let child = self.lexed(&self.text[child.text.clone()]);
            let exempts = |l: &Lexeme| l.cue() == Some(Cue::Except);
            child.lexemes.first().is_some_and(exempts) || child.lexemes.iter().any(|l| l.cue() == Some(Cue::Allowed))
        };
        let mut items = item.children.iter().filter(|child| child.role == ItemRole::Item).peekable();
        items.peek().is_some() && items.all(allows)
    }

    /// Whether all that is nested in a group tells how a number is reckoned.
    fn all_reckon(&self, item: &Item) -> bool {
        let mut items = item.children.iter().filter(|child| child.role == ItemRole::Item).peekable();
        items.peek().is_some() && items.all(|child| says_how_reckoned(&self.text[child.text.clone()]))
    }

    /// What is left of a group once its rule is there.
    fn grouped(&self, text: &str, limits: Vec<LostLimit>, criterion: &mut Criterion) {
        criterion.role = Role::Group;
        settle_nested(criterion);
        if let Some(rule) = &mut criterion.rule {
            unplaced::place(rule, &criterion.diagnostics, limits, text);
        }
        criterion.coverage = Some(combined(criterion));
    }
}

/// What a head says that its list changes, if it is such a head.
fn changed(context: &mut Context<'_, '_>, chunks: &[Chunk], inherited: &Inherited, owner: &str) -> Option<Changed> {
    let (head, by) = change(context, chunks)?;
    let exposure = context.find(chunks, &[Cue::Exposure]).is_some();
    let mut passed = Inherited { exposure: exposure || inherited.exposure, ..Inherited::default() };
    if by == Change::Examples && !context.demand {
        // What is said of the whole is said of what it includes.
        let (list, each) = (context.list_head(head.said), context.each_item(head.said));
        passed = inherited.within(&list, each, exposure, owner);
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
    if by == Change::Examples && context.demand && own.is_some() {
        let told = context.examples_told(head.tail);
        context.diagnostics.push(told);
    }
    Some(Changed { own, by, passed })
}

/// The parts of a head that its list changes, and how.
fn change<'c>(context: &Context<'_, '_>, chunks: &'c [Chunk]) -> Option<(ExceptHead<'c>, Change)> {
    if let Some(head) = context.unless_head(chunks) {
        let all = context.find(head.tail, &[Cue::AnyFollowing]).is_none();
        return Some((head, Change::Unless { all }));
    }
    if let Some(head) = context.except_head(chunks) {
        return Some((head, Change::Except));
    }
    Some((context.exemplified_head(chunks)?, Change::Examples))
}

/// Takes over what there is to say of a group's own words.
fn heard(context: &mut Context<'_, '_>, criterion: &mut Criterion, own: Option<&Node>) {
    criterion.diagnostics = std::mem::take(&mut context.diagnostics);
    criterion.mentions = context.unsaid_drugs(own);
}

/// Notes that the times and the number of a list have their place in the parts; gives how many of these are meant.
fn place_list(context: &mut Context<'_, '_>, list: &mut ListHead) -> Option<Value> {
    context.placed.extend(list.times.iter().map(|t| t.span.span()));
    context.placed.extend(list.times.iter().filter_map(|t| match &t.anchor {
        Some(Anchor::Point(mention)) => Some(mention.span.span()),
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
    count
}

/// The rule of a group whose head is that of a list.
fn listed_rule(
    head: GroupHead,
    criterion: &mut Criterion,
    count: Option<Value>,
    excludes: bool,
    demand: bool,
) -> Option<Node> {
    let all = head.list.all.unwrap_or(!excludes);
    let lengths = head.list.times.iter().map(|t| t.span.span());
    let numbered: Vec<Span> = count.iter().map(|value| value.span).chain(lengths).collect();
    // What is said of the items and is not understood leaves the whole list open.
    let rule = head.unheard.or_else(|| group_rule(head.own, criterion, all, head.list.none, count));
    let rule = rule.map(|rule| if head.list.beyond { outside(rule) } else { rule });
    let rule = of_some(head.of_people, rule, demand, head.either);
    let rule = match head.before {
        // What excludes does so by itself.
        Some(before) => of_some(Some((before, false)), rule, demand, !demand || head.before_is_enough),
        None => rule,
    };
    for span in numbered.into_iter().filter(|_| rule.is_none()) {
        // "At least 3 of the following within 7 days:", and nothing follows.
        let number: String =
            criterion.text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect();
        let message = format!("{number:?} is in no rule");
        let (code, severity) = ("number-not-in-rule".to_owned(), Severity::Warning);
        criterion.diagnostics.push(Diagnostic { code, severity, message, span, help: None });
    }
    rule
}

/// "Vital signs *outside the following ranges*:".
fn outside(ranges: Node) -> Node {
    let span = ranges.span().clone();
    Node::Not { of: Box::new(ranges), span }
}

/// "HIV infection *and*", "asthma *or*": how a head joins what it says itself to its list.
fn last_conjunction(text: &str) -> Option<Joint> {
    let last = text.rsplit(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or("");
    if last.eq_ignore_ascii_case("or") {
        return Some(Joint::Or);
    }
    last.eq_ignore_ascii_case("and").then_some(Joint::And)
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
    if let (Node::If { when, then, otherwise, span }, false) = (&who, either)
        && demand
        && is_of_one_sex(when)
    {
        // "*Females must* have a negative test *and* one of the following": the list is of them as well.
        let both = Node::All { of: vec![(**then).clone(), rule], span: span.clone() };
        let (when, otherwise) = (when.clone(), otherwise.clone());
        return Some(Node::If { when, then: Box::new(both), otherwise, span: span.clone() });
    }
    let of = match rule {
        Node::Any { of, .. } if either => std::iter::once(who).chain(of).collect(),
        Node::All { of, .. } if !either => std::iter::once(who).chain(of).collect(),
        rule => vec![who, rule],
    };
    Some(if either { Node::Any { of, span } } else { Node::All { of, span } })
}

/// Whether a condition is that somebody is a woman, or a man, whatever else it says.
fn is_of_one_sex(when: &Node) -> bool {
    match when {
        Node::All { of, .. } => of.iter().any(is_of_one_sex),
        Node::Leaf(leaf) => leaf.kind == LeafKind::Sex,
        _ => false,
    }
}

/// The coverage of a group from that of its parts.
fn combined(criterion: &Criterion) -> Coverage {
    let parts: Vec<Coverage> = criterion.criteria.iter().filter_map(|c| c.coverage).collect();
    let mut whole = true;
    if let Some(rule) = &criterion.rule {
        rule.each_leaf(&mut |leaf| whole &= leaf.kind != LeafKind::Unparsed);
    }
    if whole && parts.iter().all(|c| *c == Coverage::Computable) {
        Coverage::Computable
    } else if parts.iter().all(|c| *c == Coverage::Narrative) {
        Coverage::Narrative
    } else {
        Coverage::Partial
    }
}
