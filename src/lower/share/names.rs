//! Names said once for several items: prefixes, suffixes, heads borrowed from a neighbour.

use super::clauses::opens_clause;
use crate::grammar::{Quantity, QuantityForm};
use crate::lex::{Entry, Kind, look_up};
use crate::lower::atom::is_what_is_scored;
use crate::lower::build::counts_courses;
use crate::lower::concept::covers;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::lower::sense::sense_of_kind;
use crate::rule::{Mention, Status};
use crate::words;

/// The longest list whose items are each said of the person and of relatives.
const LONGEST_FAMILY: usize = 64;

impl Context<'_, '_> {
    /// "one BILAG-2004 A-grade domain score, or two *B-grade* domain scores": a grade without its scale is on the
    /// scale of the item before.
    pub(super) fn same_scale(&mut self, items: &mut [Partial]) {
        for at in 1..items.len() {
            let at_least = items[at - 1].count.as_ref().map(|c| c.bounds.ge.is_some());
            let scale = items[at - 1].head.clone().filter(|h| h.entry.is_some_and(Entry::is_graded));
            let item = &mut items[at];
            let graded = item.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
            let unscaled = item.grade.as_ref().is_none_or(|g| g.entry.is_none());
            let nameless = item.head.as_ref().is_none_or(|h| h.entry.is_none());
            let counted = |q: &&mut Box<Quantity>| q.form == QuantityForm::Bare && at_least == Some(true);
            let own = item.entry();
            if graded && own.is_some() && own == scale.as_ref().and_then(|h| h.entry) {
                // "at least one BILAG A score or *two* BILAG B scores"
                if let Some(count) = item.count.as_mut().filter(counted) {
                    count.bounds.ge = count.bounds.eq.take();
                }
                continue;
            }
            if let Some(scale) = scale.filter(|_| graded && unscaled && nameless) {
                let site = item.head.replace(scale).map(|h| h.bytes);
                item.grade = None;
                if let Some(count) = item.count.as_mut().filter(counted) {
                    count.bounds.ge = count.bounds.eq.take();
                }
                let site = site.filter(|bytes| !is_what_is_scored(self.words(bytes)));
                let setting = site.map(|bytes| self.mention(None, &bytes));
                items[at].settings.extend(setting);
            }
        }
    }

    /// "bacterial, viral, or other infections": kinds of one thing, of which any other counts as well. They are
    /// examples of it.
    pub(super) fn kinds_of(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let Some(last) = items.iter().position(|p| p.other && p.head.is_some()) else { return };
        let kind = |p: &Partial| p.is_modifier() && !p.qualifiers.is_empty();
        let first =
            items[..last].iter().rposition(|p| !p.is_modifier() || p.qualifiers.is_empty()).map_or(0, |n| n + 1);
        if last - first < 2 || !items[first..last].iter().all(kind) {
            return;
        }
        let shared = leading(&items[first]);
        let status = items[first].status;
        let kinds: Vec<Partial> = items.drain(first..last).collect();
        joins.drain(first..last);
        let head = &mut items[first];
        head.bytes.start = kinds[0].bytes.start;
        head.qualifiers.splice(0..0, shared);
        head.status = head.status.or(status);
        for kind in kinds {
            let words = self.words(&kind.bytes);
            let last_word = words.rsplit(' ').next().unwrap_or(words);
            let end = kind.bytes.end;
            let head = items[first].head.as_ref().map_or("", |h| self.words(&h.bytes));
            let id = concept(&format!("{last_word} {head}")).map(|e| self.concepts.note(e));
            let mention = self.mention(id, &(end - last_word.len()..end));
            items[first].examples.push(mention);
        }
    }

    /// Modifiers wait for the head after them. A head that has a modifier of its own in its name is looked up with
    /// ours in its place: "acquired/congenital immunodeficiency".
    pub(super) fn borrow_heads(&mut self, items: &mut [Partial], joins: &[Join]) {
        for at in (0..items.len().saturating_sub(1)).rev() {
            // "asthma, *clinically stable*, and no admission": what is denied next is not what is so.
            let denied = items[at + 1].negated
                && !items[at].negated
                && (at > 0 && !items[at - 1].is_headless() || self.is_well_and_untreated(&items[at], &items[at + 1]));
            if let Some(head) = self.site_before_disease(&items[at], &items[at + 1]) {
                items[at].route = None;
                items[at].head = Some(head);
                continue;
            }
            let clause = opens_clause(&items[at], &items[at + 1], self.lexed.text);
            let own_times = self.times_in_brackets(items, joins, at);
            if items[at].is_modifier() && !items[at + 1].is_headless() && !denied && !clause {
                let shared = leading(&items[at]);
                let mut next = items[at + 1].clone();
                // "*bacterial*, viral or fungal infection": the noun is that of the last one, which has its name from no other.
                let own = |p: &&Partial| p.head.as_ref().is_some_and(|h| !h.named);
                let noun = items[at + 1..].iter().find(own).unwrap_or(&next);
                let head = self.head_with(&items[at], noun);
                let organism = ends_in_organism(&items[at]);
                if head.as_ref().is_some_and(|h| h.named) {
                    // "bacterial or *systemic* fungal infection": that is said of the last one.
                    next.qualifiers.clear();
                }
                take_head(&mut items[at], &next, head);
                pass_qualifiers(items, at, &shared, organism);
            }
            if !own_times.is_empty() {
                items[at].times = own_times;
            }
        }
    }

    /// "*clinically stable* and without steroids": how well somebody is, beside what is not given. Near miss: "*stable* and unstable
    /// angina".
    fn is_well_and_untreated(&self, item: &Partial, next: &Partial) -> bool {
        let own = self.words(&item.bytes).to_ascii_lowercase();
        let well = own == "asymptomatic" || words::WELL_STATES.iter().any(|state| own.starts_with(state));
        well && next.entry().is_some_and(|e| e.kind().is_treatment())
    }

    /// "*rectal* or vaginal bleeding": the words for how a drug is given say of a disease where it is.
    fn site_before_disease(&self, item: &Partial, next: &Partial) -> Option<Head> {
        let noun = next.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind() == Kind::Condition))?;
        let own = self.words(&noun.bytes).split(' ').next().and_then(look_up)?.of(Kind::Route);
        let site = own.is_some()
            && item.is_modifier()
            && item.route.is_some()
            && item.qualifiers.is_empty()
            && item.status.is_none();
        site.then(|| {
            let entry = suffixed(self.words(&item.bytes), self.words(&noun.bytes));
            Head { entry, bytes: item.bytes.start..noun.bytes.end, named: entry.is_some() }
        })
    }

    /// "*systemic* or inhaled corticosteroids", "*oral* or topical steroids": the name of a drug begins with a route, and the words
    /// before it say another.
    fn given_otherwise(&self, item: &Partial, next: &Partial) -> Option<Head> {
        let head = next.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind().is_drug()))?;
        let own = self.words(&item.bytes);
        let own = own.rsplit(' ').next().unwrap_or(own);
        let way = item.route.is_some() || item.qualifiers.last().is_some_and(|q| words::SYSTEMIC_WAYS.contains(q));
        let words = self.words(&head.bytes);
        let (first, tail) = words.split_once(' ').filter(|_| way && next.route.is_none())?;
        look_up(first)?.of(Kind::Route)?;
        let start = head.bytes.start + first.len() + 1;
        let drug = |words: &str| concept(words).filter(|e| e.kind().is_drug());
        let named = drug(&format!("{own} {tail}"));
        Some(Head { entry: Some(named.or_else(|| drug(tail))?), bytes: start..head.bytes.end, named: named.is_some() })
    }

    fn head_with(&self, item: &Partial, next: &Partial) -> Option<Head> {
        if let Some(head) = self.given_otherwise(item, next) {
            return Some(head);
        }
        let organism = ends_in_organism(item);
        let described = next.qualifiers.is_empty() || organism;
        let head = next.head.as_ref().filter(|_| described && !item.qualifiers.is_empty())?;
        let words = self.words(&head.bytes);
        let (first, tail) = words.split_once(' ')?;
        let own = self.words(&item.bytes);
        let own = own.rsplit(' ').next().unwrap_or(own);
        let named = concept(&format!("{own} {tail}"));
        if let Some((_, noun)) = tail.rsplit_once(' ').filter(|_| organism && named.is_none()) {
            // "*bacterial* or systemic fungal infection"
            let bytes = head.bytes.end - noun.len()..head.bytes.end;
            return concept(&format!("{own} {noun}")).map(|entry| Head { entry: Some(entry), bytes, named: true });
        }
        if look_up(first).and_then(|group| group.of(Kind::Qualifier)).is_none() {
            // "*visual* or hearing impairment", "severe *visual* or …": with the noun it is a name of its own, and the word no
            // quality.
            let quality = item.last_qualifier.as_ref();
            quality.filter(|bytes| self.words(bytes) == own)?;
            let bytes = head.bytes.end - tail.len()..head.bytes.end;
            return named.map(|entry| Head { entry: Some(entry), bytes, named: true });
        }
        // "active or latent TB": of an abbreviation's senses, that of the kind which the other name is of.
        let same_kind = head.entry.and_then(|e| sense_of_kind(tail, e.kind()));
        let entry = named.or(same_kind).or_else(|| concept(tail).filter(|_| next.qualifiers.is_empty()))?;
        let start = head.bytes.start + first.len() + 1;
        Some(Head { entry: Some(entry), bytes: start..head.bytes.end, named: named.is_some() })
    }
}

/// The concept named by the first words of `before` and all of `words`.
pub fn prefixed(before: &str, words: &str) -> Option<Entry> {
    let parts: Vec<&str> = before.split_whitespace().collect();
    (1..parts.len()).rev().find_map(|n| concept(&format!("{} {words}", parts[..n].join(" "))))
}

/// The concept named by an adjective and a name: "ischemic", "stroke".
pub fn named_kind(adjective: &str, name: &str) -> Option<Entry> {
    concept(&format!("{adjective} {name}"))
}

/// The concept named by all of `words` and the last words of `after`.
pub fn suffixed(words: &str, after: &str) -> Option<Entry> {
    let parts: Vec<&str> = after.split_whitespace().collect();
    // "*second-* or third-degree AV block"
    let hyphened = || {
        let (_, tail) = parts.first()?.split_once('-')?;
        concept(&format!("{words}-{tail} {}", parts[1..].join(" ")))
    };
    (1..parts.len()).find_map(|n| concept(&format!("{words} {}", parts[n..].join(" ")))).or_else(hyphened)
}

fn concept(term: &str) -> Option<Entry> {
    look_up(term)?.entries().find(|e| e.kind().is_concept())
}

/// "active, biopsy-confirmed lupus nephritis": adjectives with only a comma between them are said of one event.
pub(super) fn merge_adjectives(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let mut at = 0;
    while at + 1 < items.len() {
        let adjectives = is_adjective(&items[at]) && joins[at].bare;
        let all = joins[at..].iter().all(|j| j.bare || j.all == Some(true));
        if adjectives && (all || leads_with_commas(&items[at..], &joins[at..])) {
            let first = items.remove(at);
            joins.remove(at);
            let next = &mut items[at];
            next.qualifiers.splice(0..0, first.qualifiers);
            next.other_qualifiers.splice(0..0, first.other_qualifiers);
            next.status = first.status.or(next.status);
            next.known |= first.known;
            next.bytes.start = first.bytes.start;
        } else {
            at += 1;
        }
    }
}

/// Whether an item only says how something named later is, or is not.
fn is_adjective(item: &Partial) -> bool {
    item.is_modifier() && !(item.qualifiers.is_empty() && item.other_qualifiers.is_empty())
}

/// "*treated, non-disseminated*, herpes zoster or candidiasis": adjectives with only commas up to the first name are all said
/// of it. Near misses: "bacterial, viral hepatitis or tuberculosis" and "acute, chronic hepatitis or …" are of two kinds.
fn leads_with_commas(items: &[Partial], joins: &[Join]) -> bool {
    let adjectives = items.iter().take_while(|item| is_adjective(item)).count();
    let said = || items[..adjectives].iter().chain(items.get(adjectives)).flat_map(|item| &item.qualifiers);
    let kinds = |words: &[&str]| said().filter(|q| words.contains(*q)).count() > 1;
    let named = items.get(adjectives).is_some_and(|item| item.entry().is_some());
    let commas = joins.iter().take(adjectives).all(|join| join.bare);
    named && commas && !kinds(words::OPPOSED_QUALIFIERS) && !kinds(words::ORGANISM_QUALIFIERS)
}

/// "*non-metastatic*, castration-resistant prostate cancer": what is denied waits for the head, and is not denied alone.
pub(super) fn denied_adjectives(items: &mut [Partial]) {
    let Some(named) = items.iter().rposition(|item| item.head.is_some()) else { return };
    for item in items[..named].iter_mut().filter(|item| item.non && item.negated && item.is_modifier()) {
        item.negated = false;
        let denied = item.qualifiers.pop();
        item.other_qualifiers.extend(denied);
    }
}

/// "atrial or ventricular arrhythmias (e.g., atrial fibrillation, ventricular tachycardia)": where each example belongs
/// to one of the kinds, each kind has its own.
pub(super) fn examples_of_kinds(items: &mut [Partial]) {
    let entry = |p: &Partial| p.entry();
    let belongs = |p: &Partial, example: &Mention| {
        let id = example.id.as_deref();
        entry(p).zip(id).is_some_and(|(class, id)| Entry::find(class.kind(), id).is_some_and(|e| covers(class, e)))
    };
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (first, second) = (&mut before[at - 1], &mut rest[0]);
        if first.examples.is_empty() {
            // "cellular therapy or gene therapy, including *CAR-T*": after both stand examples of either.
            let examples = std::mem::take(&mut second.examples);
            let of_first = |example: &Mention| belongs(first, example) && !belongs(second, example);
            let (own, others) = examples.into_iter().partition(of_first);
            (first.examples, second.examples) = (own, others);
            continue;
        }
        if first.examples != second.examples {
            continue;
        }
        if first.examples.iter().all(|example| belongs(first, example) != belongs(second, example)) {
            let own = first.examples.extract_if(.., |example| !belongs(second, example)).collect();
            second.examples = std::mem::replace(&mut first.examples, own);
        }
    }
}

/// The qualifiers before the coordinated one: "*uncontrolled active* bacterial, viral … infections".
fn leading(item: &Partial) -> Vec<&'static str> {
    let n = item.qualifiers.len();
    if n > 1 { item.qualifiers[..n - 1].to_vec() } else { Vec::new() }
}

/// After "personal or family history of": each that a relative has had, the person may have had.
pub(super) fn own_beside_relatives(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    for at in (0..items.len()).rev().filter(|at| *at < LONGEST_FAMILY) {
        if items[at].subject == Some("relative") {
            let own = Partial { subject: None, status: Some(Status::History), ..items[at].clone() };
            items.insert(at, own);
            joins.insert(at, Join { all: Some(false), tight: true, bare: false, slash: false, but: false });
        }
    }
}

/// "*inadequate response* or intolerance to methotrexate": what became of it waits for the name of what was given.
pub(super) fn borrow_outcomes(items: &mut [Partial], joins: &[Join]) {
    for at in (0..items.len().saturating_sub(1)).rev() {
        let (before, after) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &after[0]);
        let waits = item.outcome.is_some() && item.is_nameless() && item.bytes.end <= next.bytes.start;
        if waits
            && next.head.is_some()
            && next.outcome.is_some_and(|o| Some(o) != item.outcome)
            && joins[at].all != Some(true)
        {
            let own = std::mem::take(item);
            *item = Partial {
                outcome: own.outcome,
                status: own.status.or(next.status),
                negated: own.negated,
                bytes: own.bytes,
                ..next.clone()
            };
        }
    }
}

/// "*≥ 2 moderate* or ≥ 1 severe exacerbations": a number before what only says of which kind counts what is named next.
///
/// "*≥ 1 moderate/*severe exacerbation": so many of either.
pub(super) fn counted_kinds(items: &mut [Partial], joins: &[Join]) {
    for at in (0..items.len().saturating_sub(1)).rev() {
        let next = &items[at + 1];
        let disease = next.head.as_ref().is_some_and(|h| h.entry.is_none_or(|e| e.kind() == Kind::Condition));
        let alike = joins[at].slash || joins[at].tight && !joins[at].bare && joins[at].all == Some(false);
        let kind = disease && alike && next.is_unvalued() && next.count.is_none() && !next.qualifiers.is_empty();
        let limit = items[at].value.as_deref().is_some_and(|q| q.form == QuantityForm::Limit);
        let shared =
            kind && limit && items[at].last_qualifier.as_ref().is_some_and(|said| said.end == items[at].bytes.end);
        let next_counts = next.count.is_some() && next.head.is_some() || shared;
        let item = &mut items[at];
        let kind = item.is_headless() && item.unknown.is_empty() && !item.qualifiers.is_empty() && !item.age;
        let number = |q: &Quantity| q.unit.is_none() && matches!(q.form, QuantityForm::Limit | QuantityForm::Bare);
        if next_counts && kind && item.count.is_none() && item.value.as_deref().is_some_and(number) {
            item.count = item.value.take();
            if shared {
                items[at + 1].count = items[at].count.clone();
            }
        }
    }
}

/// "*3 or more* falls or near falls", "*> 1 cycle of* azacitidine or decitabine": so many of the next as well, where nothing parts
/// them; "azacitidine or decitabine *> 1 cycle*" alike. Near misses: "> 2 doses of aspirin, or *ibuprofen*"; "≥ 5 microbleeds or
/// *ARIA-E*", of which there are not several.
pub(super) fn counted_alike(items: &mut [Partial], joins: &[Join], text: &str) {
    for at in 0..joins.len() {
        let (before, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &mut rest[0]);
        let counts = item.count.as_deref().filter(|q| q.bounds.low().is_some_and(|(n, _)| n.0 > 1.into()));
        let leads = item.head.as_ref().is_some_and(|h| counts.is_some_and(|q| q.value.end <= h.bytes.start));
        let event = |p: &Partial| p.entry().is_none_or(|e| e.kind() == Kind::Condition);
        let named = next.head.as_ref().is_some_and(|h| h.bytes.start == next.bytes.start);
        let alone = |p: &Partial| p.is_unvalued() && p.is_limitless() && !p.negated && p.status.is_none();
        let or = joins[at].tight && !joins[at].bare && !joins[at].slash && joins[at].all == Some(false);
        let drug = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_drug());
        let in_courses = |p: &Partial| p.value.as_deref().is_some_and(counts_courses);
        let counted = |p: &Partial| p.head.as_ref().and_then(|h| text.get(h.bytes.clone())).is_some_and(is_plural);
        let of_both = counted(next) || !counted(item);
        if leads && named && alone(next) && or && of_both && item.relation.is_none() && event(item) && event(next) {
            next.count.clone_from(&item.count);
        } else if or && drug(item) && drug(next) && in_courses(item) && named && alone(next) {
            next.value.clone_from(&item.value);
        } else if or && drug(item) && drug(next) && in_courses(next) && alone(item) {
            item.value.clone_from(&next.value);
        }
    }
}

/// Whether a noun stands for several, as an abbreviation may ("2 strokes or *TIA*").
fn is_plural(words: &str) -> bool {
    if words.chars().all(|c| c.is_ascii_uppercase()) {
        return true;
    }
    let lower = words.trim_end().to_lowercase();
    lower.ends_with('s') && !["ss", "is", "us"].iter().any(|end| lower.ends_with(end))
}

/// Whether its only qualifier is the first that an item says.
fn opens_with_qualifier(item: &Partial) -> bool {
    item.qualifiers.len() == 1 && item.last_qualifier.as_ref().is_some_and(|b| b.start == item.bytes.start)
}

/// Whether an item is another kind of what the one before it names by the same word: "*prior* or *active* malignancy".
pub(super) fn is_other_kind(before: &Partial, item: &Partial) -> bool {
    let head = |p: &Partial| p.head.as_ref().map(|h| h.bytes.clone());
    let own = item.qualifiers.iter().any(|q| !before.qualifiers.contains(q));
    head(before).is_some()
        && head(before) == head(item)
        && own
        && before.qualifiers.is_empty()
        && before.bytes.end <= item.bytes.start
}

fn take_head(item: &mut Partial, next: &Partial, head: Option<Head>) {
    let mut own = std::mem::take(item);
    let mut qualifiers = std::mem::take(&mut own.qualifiers);
    // "*topical* or systemic antifungals": one way or the other.
    let other_way = own.route.is_some() && next.qualifiers.first().is_some_and(|q| words::SYSTEMIC_WAYS.contains(q));
    if head
        .as_ref()
        .is_some_and(|h| h.named && next.head.as_ref().is_none_or(|n| h.bytes != n.bytes || h.entry != n.entry))
    {
        // The modifier is part of the name that was found: a route or a qualifier.
        if own.route.take().is_none() {
            qualifiers.pop();
        }
    }
    // The head's own qualifiers are those after the coordinated one; it has been coordinated with the last of ours.
    // "*prior* or *active* malignancy": one that is over, or one that is active.
    let coordinated =
        usize::from(!qualifiers.is_empty() || own.status.is_some() && opens_with_qualifier(next) || other_way);
    let extra =
        next.qualifiers.iter().skip(coordinated).filter(|q| !qualifiers.contains(q)).copied().collect::<Vec<_>>();
    let own_way = qualifiers.last().is_some_and(|q| words::SYSTEMIC_WAYS.contains(q));
    qualifiers.extend(extra);
    *item = Partial {
        negated: own.negated,
        status: own.status,
        by_verb: own.by_verb.or(next.by_verb),
        other_qualifiers: own.other_qualifiers,
        qualifiers,
        finding: own.finding,
        route: own.route.or(next.route.filter(|_| !own_way)),
        lead_times: own.lead_times,
        settings: if own.settings.is_empty() { next.settings.clone() } else { own.settings },
        known: own.known,
        verb: own.verb,
        exposure: own.exposure.or(next.exposure),
        outcome: own.outcome.or(next.outcome),
        bytes: own.bytes,
        other: own.other || next.other,
        count: own.count.or(next.count.clone()),
        head: head.or(next.head.clone()),
        ..next.clone()
    };
}

/// "active *bacterial*": whether the last qualifier says what causes an illness.
fn ends_in_organism(item: &Partial) -> bool {
    item.qualifiers.last().is_some_and(|q| words::ORGANISM_QUALIFIERS.contains(q))
}

/// Passes shared qualifiers on to the items that follow `at` in the same ellipsis: those of one name, and "*active* bacterial
/// or viral infection", "*severe* visual or hearing impairment", kinds of one illness. Near miss: "long-standing persistent or *permanent* fibrillation".
fn pass_qualifiers(items: &mut [Partial], at: usize, shared: &[&'static str], organism: bool) {
    let head = items[at].head.clone();
    let other = items[at].other;
    let noun = head.as_ref().filter(|h| h.named).map(|h| h.bytes.clone());
    let alike = organism || shared.iter().all(|q| words::DEGREES.contains(q));
    let of_noun = |p: &Partial| {
        let named = p.head.as_ref().zip(noun.as_ref());
        named.is_some_and(|(h, noun)| h.bytes == *noun || alike && h.bytes.end == noun.end && p.qualifiers.is_empty())
    };
    for item in items[at + 1..].iter_mut().take_while(|p| p.head == head || !shared.is_empty() && of_noun(p)) {
        let own = std::mem::take(&mut item.qualifiers);
        item.other |= other;
        item.qualifiers = shared.to_vec();
        item.qualifiers.extend(own.into_iter().filter(|q| !shared.contains(q)));
    }
}
