//! What a treatment is given for, where a list names several.
//!
//! | form | example | read |
//! |---|---|---|
//! | either disease | surgery for hernia *or appendicitis* | the surgery, for any of the two |
//! | a treatment without a name | treatment for diabetes *or hypertension* | the treatment, for any of the two |
//! | drugs named by what they are for | drugs for hypertension *or diabetes* | drugs for either |
//! | one disease in two states | chemotherapy for *advanced or metastatic* NSCLC, … for *advanced/metastatic* disease | the chemotherapy, for either of them |
//! | one noun for two diseases | radiotherapy for *bone or brain metastases* | the radiotherapy, for either of them |
//!
//! Near misses: "surgery for cancer*, or* pneumonia"; "surgery for cancer or *pregnancy*", a state of the person;
//! "antibiotics for pneumonia or *severe* asthma", which says of the second how it is.

use crate::grammar::Bytes;
use crate::lex::{Entry, Kind, look_up};
use crate::lower::concept::covers;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::rule::{LeafKind, Node, Span};
use crate::words;

use super::objects::is_plain;
use super::suffixed;

impl Context<'_, '_> {
    /// Takes diseases after "or" for further ones that the treatment before them is for.
    pub(super) fn done_for_either(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 0;
        while at + 1 < items.len() {
            let or = joins[at].tight && joins[at].all == Some(false) && !joins[at].slash && !joins[at].but;
            if or && let Some(purpose) = self.purpose_without_noun(&items[at], &items[at + 1]) {
                let item = &mut items[at];
                item.unknown.retain(|b| *b != purpose.bytes);
                item.organ.take_if(|b| *b == purpose.bytes);
                let node = self.node_of(purpose);
                items[at].having.push(node);
            }
            if or && self.is_drug_for_next(&items[at], &items[at + 1]) {
                let head = self.drug_for(&items[at], &items[at + 1]);
                let (before, rest) = items.split_at_mut(at + 1);
                let (exposure, known) = (before[at].exposure, before[at].known);
                rest[0].therapy = head.as_ref().filter(|h| h.entry.is_none()).map(|h| h.bytes.clone());
                (rest[0].head, rest[0].exposure, rest[0].known) = (head, exposure, known);
                rest[0].bytes.start = before[at].head.as_ref().map_or(rest[0].bytes.start, |h| h.bytes.start);
                at += 1;
                continue;
            }
            let either_state = joins[at].tight && joins[at].all == Some(false) && !joins[at].but;
            let state = either_state.then(|| self.state_of_purpose(&items[at], &items[at + 1])).flatten();
            let either = or && self.is_other_purpose(&items[at], &items[at + 1]);
            if state.is_none() && !either {
                at += 1;
                continue;
            }
            let treatment = self.is_treatment_for(&items[at]);
            let mut object = items.remove(at + 1);
            joins.remove(at);
            let item = &mut items[at];
            item.bytes.end = object.bytes.end;
            if treatment && let Some(head) = &mut item.head {
                // "*treatment for diabetes or hypertension*": all of it is its name.
                head.bytes.end = object.head.as_ref().map_or(head.bytes.end, |h| h.bytes.end);
                item.therapy = Some(head.bytes.clone());
            }
            item.times = std::mem::take(&mut object.times);
            object.status = None;
            if let Some((described, own)) = state {
                let before = item.qualifiers.len() - described;
                item.qualifiers.truncate(before);
                let node = self.node_of(own);
                item.having.push(node);
            }
            let node = self.node_of(object);
            let bytes = items[at].bytes.clone();
            let mut said = std::mem::take(&mut items[at].having);
            // "therapy *(laser)* for glaucoma or uveitis": what the treatment is stays beside what it is for.
            let beside = said.split_off(if treatment { said.len().min(1) } else { said.len() });
            let of: Vec<Node> = said.into_iter().chain([node]).flat_map(Node::into_alternatives).collect();
            items[at].having = std::iter::once(self.joined(of, false, &bytes)).chain(beside).collect();
        }
    }

    /// Whether a disease that is only named is one more of what the treatment before it is for.
    fn is_other_purpose(&self, item: &Partial, next: &Partial) -> bool {
        let state = next.entry().is_some_and(|e| words::WITHOUT_DEGREE.contains(&e.id()));
        let disease = kind(next) == Some(Kind::Condition) && is_plain(next) && next.qualifiers.is_empty() && !state;
        let bare = disease && next.status.is_none() && !next.negated && !next.verb;
        let purpose = match item.having.as_slice() {
            [Node::Leaf(leaf)] if leaf.kind == LeafKind::Condition => Some(leaf),
            _ => None,
        };
        // "for depression or *other psychiatric disorder*": a class that the first is of goes on with what it was for.
        let id = purpose.and_then(|leaf| leaf.concept_id());
        let member = id.and_then(|id| Entry::find(Kind::Condition, id));
        let goes_on = !next.other || member.zip(next.entry()).is_some_and(|(e, class)| covers(class, e));
        let purpose = purpose.map(|leaf| leaf.span.span()).filter(|_| goes_on);
        let head = item.head.as_ref().filter(|_| is_given(item)).map(|h| h.bytes.end);
        let said_for = head.zip(purpose).is_some_and(|(head, span)| self.is_said_for(head, span));
        let said_for = said_for || self.is_treatment_for(item);
        bare && said_for && item.relation.is_none() && item.times.is_empty()
    }

    /// "radiotherapy for *bone* or brain metastases": the disease whose noun is said after the next one. Near miss: "radiotherapy
    /// for *pain* or brain metastases".
    fn purpose_without_noun(&self, item: &Partial, next: &Partial) -> Option<Partial> {
        let given = item.head.as_ref().filter(|_| is_given(item) && item.having.is_empty())?;
        let disease = next.head.as_ref().filter(|_| kind(next) == Some(Kind::Condition) && is_plain(next))?;
        let own = item.unknown.last().or(item.organ.as_ref()).filter(|b| b.end == item.bytes.end)?.clone();
        let between = self.lexed.text.get(given.bytes.end..own.start)?.trim();
        let entry = suffixed(self.words(&own), self.words(&disease.bytes)).filter(|e| e.kind() == Kind::Condition)?;
        let head = Some(Head { entry: Some(entry), bytes: own.clone(), named: true });
        between.eq_ignore_ascii_case("for").then(|| Partial { head, bytes: own, ..Partial::default() })
    }

    /// "chemotherapy for *advanced* or metastatic NSCLC": the disease in the state that the item ends with, and how many words
    /// say it.
    fn state_of_purpose(&self, item: &Partial, next: &Partial) -> Option<(usize, Partial)> {
        // "*no prior therapy* for advanced or metastatic NSCLC"
        let naive = item.entry().is_some_and(|e| e.id() == "treatment_naive");
        let given = item.head.as_ref().filter(|_| is_given(item) || naive).map(|h| &h.bytes).or(item.therapy.as_ref());
        let given = given.filter(|_| item.having.is_empty())?;
        let after = self.lexed.text.get(given.end..item.bytes.end)?.trim_start();
        let opens = after.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("for "));
        let from = item.bytes.end - after.len() + 4;
        let lexemes = &self.lexed.lexemes;
        let first = lexemes.partition_point(|l| (l.start as usize) < from);
        let within = lexemes[first..].iter().take_while(|l| (l.end as usize) <= item.bytes.end);
        let described = within.clone().count();
        let only = described > 0 && within.clone().all(|l| l.entry(Kind::Qualifier).is_some());
        let disease = next.head.as_ref().filter(|_| kind(next) == Some(Kind::Condition) && is_plain(next))?;
        let spread = next.entry().is_some_and(|e| e.id() == "metastasis");
        let tumour = self.words(&disease.bytes).strip_prefix("metastatic ").map(str::len);
        let alike = (!next.qualifiers.is_empty() || spread || tumour.is_some()) && !next.negated && !next.verb;
        let before = item.qualifiers.len().checked_sub(described).filter(|_| opens && only && alike)?;
        let bytes = from..item.bytes.end;
        // "for *locally advanced* or metastatic disease", which has no name but its state.
        let head = match tumour {
            _ if spread => self.without_spread(&disease.bytes).unwrap_or_else(|| Head::new(None, bytes.clone())),
            Some(length) => {
                let name = disease.bytes.end - length..disease.bytes.end;
                Head::new(look_up(self.words(&name)).and_then(|g| g.of(Kind::Condition)), name)
            }
            None => disease.clone(),
        };
        let qualifiers = if head.entry.is_none() { Vec::new() } else { item.qualifiers[before..].to_vec() };
        Some((described, Partial { head: Some(head), qualifiers, bytes, ..Partial::default() }))
    }

    /// "for locally advanced or metastatic *disease*", "… *cancer*": what spreads, by the noun behind what says so. Near miss: "for
    /// locally advanced disease or *metastasis*".
    fn without_spread(&self, disease: &Bytes) -> Option<Head> {
        let noun = self.words(disease).to_ascii_lowercase().strip_prefix("metastatic ")?.len();
        let name = disease.end - noun..disease.end;
        let entry = look_up(self.words(&name))?.of(Kind::Condition)?;
        Some(Head::new(Some(entry), name))
    }

    /// Whether an item is a treatment in no table, and what it is for: "*treatment for diabetes*".
    fn is_treatment_for(&self, item: &Partial) -> bool {
        // What brackets before "for" list is put behind the disease, and ends before it.
        let Some(head) = item.head.as_ref().filter(|h| h.entry.is_none() && h.bytes.end >= item.bytes.end) else {
            return false;
        };
        let words = self.words(&head.bytes);
        item.therapy.as_ref() == Some(&head.bytes) && (words.contains(" for ") || words.contains(" to "))
    }

    /// "*drugs for hypertension* or diabetes": whether a name says by itself what drugs are for, and a disease is only named after
    /// it. Near miss: "drugs for hypertension or *active* hepatitis".
    fn is_drug_for_next(&self, item: &Partial, next: &Partial) -> bool {
        let ends = |h: &&Head| h.bytes.end == item.bytes.end && h.entry.is_some_and(|e| e.kind().is_drug());
        let named = item.head.as_ref().filter(ends).is_some_and(|h| self.words(&h.bytes).contains(" for "));
        let plain = kind(next) == Some(Kind::Condition) && is_plain(next) && next.qualifiers.is_empty();
        let state = next.entry().is_some_and(|e| words::WITHOUT_DEGREE.contains(&e.id()));
        named && plain && !state && !next.other && next.status.is_none() && !next.negated && !next.verb
    }

    /// The drugs for the disease that `next` names, by the words that `item` has for them.
    fn drug_for(&self, item: &Partial, next: &Partial) -> Option<Head> {
        let (own, disease) = (item.head.as_ref()?, next.head.as_ref()?);
        let words = self.words(&own.bytes);
        let lead = words.get(..words.find(" for ")? + " for ".len())?;
        let named = look_up(&format!("{lead}{}", self.words(&disease.bytes)));
        let entry = named.and_then(|group| group.entries().find(|e| e.kind().is_drug()));
        let whole = own.bytes.start..disease.bytes.end;
        Some(Head { entry, bytes: if entry.is_some() { disease.bytes.clone() } else { whole }, named: true })
    }

    /// Whether "for" is all that stands between a treatment's name and what it was done for.
    fn is_said_for(&self, head: usize, purpose: Span) -> bool {
        let after = self.lexed.text.get(head..).unwrap_or("").trim_start();
        after.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("for ")) && purpose.start > 0
    }
}

fn kind(item: &Partial) -> Option<Kind> {
    item.entry().map(Entry::kind)
}

fn is_given(item: &Partial) -> bool {
    kind(item).is_some_and(Kind::is_treatment)
}
