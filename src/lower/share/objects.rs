//! Further objects of a relation that an item has opened: what a disease comes with.
//!
//! | form | example | read |
//! |---|---|---|
//! | either comes with it | diabetes with retinopathy *or neuropathy* | diabetes having any of the two |
//! | either shows it | osteoarthritis on X-ray *or MRI* | osteoarthritis having any of the two |
//! | a history of either | asthma with a history of eczema *or rhinitis* | each is a history |
//! | allowed with it | depression with or without anxiety *or insomnia* | depression, which permits either |
//! | others of its kind | allergy to tetracycline *or derivatives* | tetracycline, and an open list |
//! | what a reaction is to | anaphylaxis to latex*, egg or neomycin* | anaphylaxis due to any of them |
//!
//! Near misses: "diabetes with retinopathy*, or* asthma", where the comma parts them; "asthma requiring steroids or
//! *COPD*", which is no treatment; "diabetes with retinopathy or *severe asthma*", "… or *known* asthma", which say of the
//! second how it is; "heart failure with angina or *cardiomyopathy*", which is of a class with the first.

use crate::lex::{Entry, Kind, look_up};
use crate::lower::atom::{is_measured, is_reaction_to};
use crate::lower::concept::{covers, leaf_kind};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial, Relation};
use crate::rule::{LeafKind, Node};

use super::contraindicated::contraindication;
use super::found::is_examination;
use super::limits::is_bare_limit;
use super::plain_name;

/// "tetracycline *or derivatives*": others of the kind of what was named before, which no list ends.
pub(super) fn derivatives(words: impl Fn(&Partial) -> bool, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    for at in (1..items.len()).rev() {
        let drug = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_drug());
        let last = |p: &Partial| p.relation.as_ref().and_then(|r| r.objects.last()).is_some_and(drug);
        if !words(&items[at]) || !(drug(&items[at - 1]) || last(&items[at - 1])) {
            continue;
        }
        let end = items.remove(at).bytes.end;
        joins.remove(at - 1);
        let before = &mut items[at - 1];
        before.bytes.end = end;
        match before.relation.as_mut().and_then(|r| r.objects.last_mut()) {
            Some(object) => object.open = true,
            None => before.open = true,
        }
    }
}

/// "allergy to lidocaine or *any medication used in the study*": what the study gives, which is one more that there may be an
/// allergy to.
pub(super) fn allergens_of_study(context: &Context<'_, '_>, items: &mut [Partial]) {
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (before, item) = (&before[at - 1], &mut rest[0]);
        let to = before.relation.as_ref().is_some_and(|r| r.relation == Relation::AllergyTo);
        let words = context.words(&item.bytes).to_ascii_lowercase();
        let given = ["medication", "drug", "agent", "product", "treatment"].iter().any(|noun| words.contains(noun));
        let of_study = ["study", "trial"].iter().any(|noun| words.trim_end_matches('.').ends_with(noun));
        if to && given && of_study && words.starts_with("any ") && words.contains("used in") {
            let entry = Entry::find(Kind::DrugClass, "study_drug");
            let bytes = item.bytes.clone();
            *item = Partial { head: Some(Head::new(entry, bytes.clone())), bytes, ..Partial::default() };
        }
    }
}

/// Whether a disease that is only named after a bare "or" is one more of what the disease, or the treatment, before it comes
/// with. `joins` ends with the one between the two.
pub(super) fn comes_with_either(item: &Partial, next: &Partial, joins: &[Join]) -> bool {
    let Some((or, before)) = joins.split_last() else { return false };
    let Some(related) = item.relation.as_ref().filter(|r| r.relation == Relation::Having) else { return false };
    let Some(last) = related.objects.last() else { return false };
    let kind = |p: &Partial| p.entry().map(Entry::kind);
    let occurs = |p: &Partial| {
        let unnamed = p.head.as_ref().is_some_and(|h| h.entry.is_none());
        unnamed || matches!(kind(p), Some(Kind::Condition | Kind::Observation))
    };
    let stay = kind(next) == Some(Kind::Procedure) && kind(last) == Some(Kind::Condition);
    let event = matches!(kind(item), Some(Kind::Condition | Kind::Procedure));
    let plain = is_plain(next) && next.qualifiers.is_empty() && next.status.is_none() && !next.negated && !next.verb;
    // "A, *B with C* or D" is a list, whose last is D; "…, infection with *hepatitis B or C*" names two infections.
    let listed = before.last().is_some_and(|join| join.all == Some(false));
    let kinds =
        item.entry().zip(last.entry()).zip(next.entry()).is_some_and(|((a, b), c)| covers(a, b) && covers(a, c));
    let alternative = or.tight && !or.bare && !or.slash && or.all == Some(false) && (!listed || kinds);
    alternative
        && event
        && plain
        && is_plain(last)
        && occurs(last)
        && (occurs(next) || stay)
        && !is_alike(item, last, next)
}

/// "osteoarthritis on X-ray *or MRI*": an examination after a bare "or" is one more in which what is named before is seen. Near
/// miss: "osteoarthritis on X-ray*, or* MRI".
pub(super) fn shown_by_either(context: &mut Context<'_, '_>, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let mut at = 0;
    while at + 1 < items.len() {
        let (item, next) = (&items[at], &items[at + 1]);
        let or = joins[at].tight && joins[at].all == Some(false) && !joins[at].but;
        // "osteoarthritis on X-ray, *CT, or MRI*": a list that names nothing else to its end.
        let listed = joins[at].bare && joins[at].all == Some(false) && items.len() > at + 2;
        let or =
            or || listed && items[at + 1..].iter().all(is_examination) || at + 2 == items.len() && is_one_of_any(item);
        let found = item.entry().is_some_and(|e| is_measured(e) || e.kind() == Kind::Condition) && !item.negated;
        let first = match item.having.as_slice() {
            [Node::Any { of, .. }] => of.first(),
            [node] => Some(node),
            _ => None,
        };
        let by = match first {
            Some(Node::Leaf(leaf)) if leaf.kind == LeafKind::Procedure => leaf.concept.as_ref(),
            _ => None,
        };
        let method = |name: &str| look_up(name).is_some_and(|group| group.of(Kind::Method).is_some());
        let named = by.and_then(|c| Entry::find(Kind::Procedure, c.id.as_deref()?));
        let examined = by.is_some_and(|c| method(&c.text)) || named.is_some_and(|e| method(e.name()));
        let alone = is_examination(next) && is_plain(next) && next.qualifiers.is_empty() && !next.negated && !next.verb;
        if !(or && found && examined && alone && item.relation.is_none()) {
            at += 1;
            continue;
        }
        let other = items.remove(at + 1);
        joins.remove(at);
        items[at].bytes.end = other.bytes.end;
        let node = context.node_of(other);
        let bytes = items[at].bytes.clone();
        let before = std::mem::take(&mut items[at].having).into_iter().flat_map(Node::into_alternatives);
        let of = before.chain([node]).collect();
        items[at].having = vec![context.joined(of, false, &bytes)];
    }
}

/// Whether what an item was found by is already one of several examinations.
fn is_one_of_any(item: &Partial) -> bool {
    matches!(item.having.as_slice(), [Node::Any { of, .. }] if of.iter().all(is_procedure))
}

fn is_procedure(node: &Node) -> bool {
    matches!(node, Node::Leaf(leaf) if leaf.kind == LeafKind::Procedure)
}

/// "depression with or without anxiety *or insomnia*": whether the next is one more of what an item may come with.
///
/// Near misses: "depression (anxiety is allowed) *or insomnia*"; "… with or without anxiety*, or* insomnia", "… or *known* insomnia", "migraine with or without aura and *MIDAS ≥ 11*".
pub(super) fn is_allowed_as_well(item: &Partial, next: &Partial, join: &Join) -> bool {
    let [.., Node::Leaf(leaf)] = item.permits.as_slice() else { return false };
    // "with or without *gemtuzumab* or *a new drug*": what no table has is allowed beside what none has.
    let unnamed = leaf.concept_id().is_none() && next.entry().is_none();
    let kind = next.entry().map(|e| leaf_kind(e.kind())).or(unnamed.then_some(leaf.kind));
    let plain = is_plain(next) && next.times.is_empty() && next.relation.is_none() && next.lead_times.is_empty();
    let bare = next.status.is_none() && !next.negated && !next.verb && next.having.is_empty() && next.also.is_empty();
    join.tight && !join.slash && !join.but && plain && bare && kind == Some(leaf.kind)
}

/// Whether an item names what happens, and says nothing else of it than how or whether it is over.
pub(super) fn is_plain(item: &Partial) -> bool {
    item.head.is_some()
        && item.is_unvalued()
        && item.count.is_none()
        && item.relation.is_none()
        && item.lead_times.is_empty()
        && item.exposure.is_none()
        && item.outcome.is_none()
        && item.sex.is_none()
        && item.subject.is_none()
        && !item.known
        && item.also.is_empty()
        && item.having.is_empty()
}

/// "heart failure with angina or *cardiomyopathy*": whether the next is of a class with the first, or is it again.
fn is_alike(item: &Partial, last: &Partial, next: &Partial) -> bool {
    let (Some(first), Some(second)) = (item.entry(), next.entry()) else { return false };
    let of = |class: Entry| last.entry().is_some_and(|object| covers(class, object));
    first == second || covers(second, first) || covers(first, second) && !of(first)
}

/// "tumor not amenable to surgery *or radiotherapy*": named with what is not understood before it. Near miss: "not amenable
/// to surgery or *thrombocytopenia*".
pub(super) fn denied_with(item: &mut Partial, next: &Partial) -> bool {
    let disease = next.entry().is_some_and(|e| e.kind() == Kind::Condition);
    let last = item.denied.is_some_and(|end| end == item.bytes.end) && !disease && next.outcome.is_none();
    let named = last && next.head.is_some() && plain_name(next) && !next.verb && !next.negated && next.status.is_none();
    let Some(words) = item.unknown.last_mut().filter(|_| named) else { return false };
    words.end = next.bytes.end;
    item.bytes.end = next.bytes.end;
    item.denied = Some(next.bytes.end);
    true
}

/// "diabetes with HbA1c ≥ 7 % *on metformin* or insulin": what was measured under a drug, of what an item comes with.
pub(super) fn measured_under(item: &mut Partial) -> Option<&mut Partial> {
    let with = item.relation.as_mut().filter(|r| r.relation == Relation::Having).and_then(|r| r.objects.last_mut());
    let measured = item.also.last_mut().or(with)?;
    let under = measured.relation.as_ref().is_some_and(|r| r.relation == Relation::Having);
    let limited = measured.entry().is_some_and(is_measured) && measured.value.is_some();
    (under && limited && !measured.negated).then_some(measured)
}

/// "BMI ≥ 27 kg/m² *with hypertension or dyslipidemia*": a limit that is demanded with either of two diseases. Near miss: "BMI ≥ 27
/// kg/m² with hypertension, or *dyslipidemia*".
pub(super) fn limit_with_either(item: &Partial, next: &Partial, join: &Join) -> bool {
    let disease = |p: &Partial| {
        let named = p.entry().is_some_and(|e| e.kind() == Kind::Condition);
        named && p.is_unvalued() && p.is_limitless() && !p.negated && p.status.is_none() && !p.verb
    };
    let limited = item.entry().is_some_and(is_measured) && item.value.is_some();
    let with = item.relation.as_ref().filter(|r| r.relation == Relation::Having && limited);
    join.all == Some(false) && with.and_then(|r| r.objects.last()).is_some_and(disease) && disease(next)
}

/// Whether `next` is one more object of the relation that `item` has opened: of the same kind as the last object,
/// or, after a bare "or", any treatment.
pub(super) fn belongs(item: &Partial, next: &Partial, tight: bool, all: Option<bool>, abused: bool) -> bool {
    let Some(related) = &item.relation else { return false };
    if next.verb || next.status.is_some() || next.relation.is_some() || next.negated {
        return false;
    }
    let Some(last) = related.objects.last() else { return false };
    let unnamed = next.head.as_ref().is_some_and(|h| h.entry.is_none()) && next.is_unvalued();
    let listed = last.head.as_ref().is_some_and(|h| h.entry.is_none()) && all != Some(true);
    if contraindication(item) && (tight && all == Some(false) || listed) && unnamed && last.head.is_some() {
        // "contraindicated for MRI *or tDCS*", "contraindication to lidocaine cream*, menstrual disc, or cervical cap*"
        return true;
    }
    if contraindication(item)
        && related.objects.len() > 1
        && all == Some(false)
        && next.entry().is_some_and(|e| e.kind().is_treatment())
    {
        // "contraindication to nickel, titanium*, or MRI*"
        return true;
    }
    if related.relation == Relation::After {
        return next.included || related.objects.len() > 1 && all == Some(true) && tight;
    }
    let kind = |p: &Partial| p.entry().map(Entry::kind);
    let treatment =
        |k: Option<Kind>| matches!(k, Some(Kind::Drug | Kind::DrugClass | Kind::Procedure | Kind::Observation));
    let (a, b) = (kind(last), kind(next));
    let adverse = |head: &Head| is_reaction_to(head) || head.entry.is_some_and(|e| e.id() == "adverse_event");
    let reaction = related.relation == Relation::DueTo && item.head.as_ref().is_some_and(adverse);
    if related.relation == Relation::AllergyTo || reaction {
        // "anaphylaxis to latex, *egg* or *neomycin*", and not "allergy to A or *intolerance to* B", "allergy to A or *surgery
        // within 3 months*"
        let done = b == Some(Kind::Procedure) && !next.times.is_empty();
        return !done && next.outcome.is_none() && (b.is_none() || treatment(b) || last.is_modifier());
    }
    if last.is_modifier() || last.head.is_none() && related.relation != Relation::DueTo || abused {
        return true;
    }
    let drugs = |k: Option<Kind>| k.is_some_and(Kind::is_drug);
    // "with ≥ 1 relapse in the past year *or ≥ 2 relapses in the past 2 years*"
    let counted =
        |p: &Partial| p.count.as_deref().or(p.value.as_deref()).is_some_and(is_bare_limit) && p.head.is_some();
    let plain = |k: Option<Kind>| !matches!(k, Some(Kind::Analyte | Kind::Score));
    if tight && all == Some(false) && counted(last) && counted(next) && plain(a) && a == b {
        return true;
    }
    if related.relation == Relation::NotHaving && tight && all == Some(false) {
        // "asthma without fever *or cough*": neither of them.
        return next.head.is_some() && plain_name(next) && plain_name(last);
    }
    if related.relation == Relation::DueTo && next.needs {
        // "bleeding due to A *or requiring B*"
        return false;
    }
    if related.relation == Relation::DueTo
        && tight
        && all == Some(false)
        && !matches!(b, Some(Kind::Analyte | Kind::Score))
    {
        // "fracture due to neoplasm *or metastasis*", "due to trauma *or donation*"
        return (next.head.is_some() || next.is_modifier())
            && next.is_unvalued()
            && next.lead_times.is_empty()
            && next.exposure.is_none()
            && !next.known;
    }
    (drugs(a) && drugs(b)) || (tight && all == Some(false) && treatment(b) && (treatment(a) || a.is_none()))
}
