//! What an examination finds, and what is begun or changed: said once, of each thing that a list names.
//!
//! | form | example |
//! |---|---|
//! | examined | *abnormality on* exam, vital signs or ECG |
//! | shown by each | no evidence of metastasis on CT *or MRI* |
//! | begun or changed | *initiation of, or change in dose of,* statins |
//! | how organs work | *abnormal* liver or kidney function; liver or kidney function *impaired* |
//! | staged | *advanced (stage IIIB)* or metastatic (stage IV) NSCLC |
//!
//! Near misses: "abnormal ECG or pregnancy", where the second is a state and nothing that is examined; "stroke or
//! change in antidepressants", where the first has a name of its own.

use super::settings::head_start;
use crate::grammar::{Bytes, QuantityForm};
use crate::lex::{Entry, Kind, Lex, Lexeme, look_up};
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::rule::{LeafKind, Mention, Node};
use crate::words;

/// The most characters between an examination and the disease that it "confirmed".
const LONGEST_VERB: u32 = 14;

impl Context<'_, '_> {
    /// "abnormality on *exam, vital signs or ECG*": each of them may be what is not normal.
    pub(super) fn abnormalities(&mut self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..items.len() {
            let Some(finding) = items[at].finding.clone().filter(|(finding, _)| *finding == "abnormal") else {
                continue;
            };
            self.name_examined(&mut items[at]);
            let leads = items[at].head.as_ref().is_some_and(|h| finding.1.end <= h.bytes.start);
            if !leads {
                continue;
            }
            for next in at + 1..items.len() {
                self.name_examined(&mut items[next]);
                if joins[next - 1].but || !self.is_examined(&items[next]) {
                    break;
                }
                items[next].finding = Some(finding.clone());
                if items[next].qualifiers.is_empty() {
                    items[next].qualifiers = items[at].qualifiers.clone();
                }
            }
        }
    }

    /// Makes the examination what an item is about that names nothing else.
    fn name_examined(&self, item: &mut Partial) {
        let lower = |bytes: &Bytes| self.words(bytes).to_ascii_lowercase();
        let only_seen = |bytes: &Bytes| {
            words::FINDING_VERBS.contains(&lower(bytes).trim_end_matches(" on").trim_end_matches(" at"))
        };
        let named = item.head.as_ref().is_some_and(|h| h.entry.is_some() || !only_seen(&h.bytes));
        if named || !item.unknown.iter().all(only_seen) || item.value.is_some() {
            return;
        }
        let lexemes = &self.lexed.lexemes;
        let from = lexemes.partition_point(|l| (l.start as usize) < item.bytes.start);
        let within = lexemes[from..].iter().take_while(|l| (l.end as usize) <= item.bytes.end);
        let Some(method) = within.into_iter().find(|l| l.entry(Kind::Method).is_some()) else { return };
        let entry = method.concept().filter(|e| e.kind() == Kind::Procedure);
        item.head = Some(Head::new(entry, method.start as usize..method.end as usize));
        item.unknown.clear();
        item.methods.truncate(item.methods.len().saturating_sub(1));
    }

    /// Whether an item is the name of something examined, and says nothing of it.
    fn is_examined(&self, item: &Partial) -> bool {
        let plain = item.is_unvalued()
            && !item.negated
            && !item.verb
            && item.status.is_none()
            && item.outcome.is_none()
            && item.exposure.is_none()
            && item.subject.is_none()
            && item.relation.is_none()
            && item.unknown.is_empty();
        let Some(head) = item.head.as_ref().filter(|_| plain) else { return false };
        let words = self.words(&head.bytes).to_ascii_lowercase();
        let last = words.rsplit(' ').next().unwrap_or_default();
        match head.entry {
            Some(entry) if is_measured(entry) => true,
            Some(entry) if entry.kind() == Kind::Procedure => {
                look_up(entry.name()).is_some_and(|group| group.of(Kind::Method).is_some())
            }
            // "abnormal ECG *or liver function*"
            Some(entry) => entry.id().ends_with("_function"),
            None => words::EXAMINED_NOUNS.contains(&last),
        }
    }

    /// "initiation of*, or change in dose of, statins*": what was done to what is named after a comma.
    pub(super) fn done_to_next(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        for at in (0..items.len().saturating_sub(1)).rev() {
            let (item, next) = (&items[at], &items[at + 1]);
            let open = self.words(&item.bytes).to_ascii_lowercase();
            let open = [" of", " in", " to"].iter().any(|end| open.ends_with(end));
            let treatment = |e: Entry| e.kind().is_treatment();
            let named = next.entry().is_some_and(treatment);
            let waits = item.outcome.is_some() && item.is_nameless() && open && joins[at].bare;
            if waits && named && next.outcome.is_none() {
                let done = items.remove(at);
                joins.remove(at);
                (items[at].outcome, items[at].bytes.start) = (done.outcome, done.bytes.start);
            }
        }
    }

    /// "no evidence of metastasis on CT *or MRI*": what one examination shows, each of them may. Near miss: "surgery for cancer
    /// or *radiotherapy*", which show nothing.
    pub(super) fn shown_by_each(&self, items: &mut [Partial], joins: &[Join]) {
        let disease = |node: &&Node| matches!(node, Node::Leaf(leaf) if leaf.kind == LeafKind::Condition);
        let mut shown: Option<Node> = None;
        for (at, item) in items.iter_mut().enumerate() {
            let procedure = item.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind() == Kind::Procedure));
            let on = procedure.is_some_and(|h| self.lexed.text[..h.bytes.start].trim_end().ends_with(" on"));
            let or = at > 0 && joins[at - 1].all == Some(false);
            let plain = procedure.is_some() && item.having.is_empty() && item.is_unvalued() && item.relation.is_none();
            match &shown {
                Some(node) if or && plain => item.having.push(node.clone()),
                _ => shown = item.having.iter().find(disease).filter(|_| on).cloned(),
            }
        }
    }

    /// "*CT or* MRI confirmed ascites": a procedure alone is another way to find what the next one found.
    pub(super) fn found_by_each(&self, items: &mut [Partial], joins: &[Join]) {
        for at in (0..joins.len()).rev() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let procedure = item.entry().is_some_and(|e| e.kind() == Kind::Procedure);
            let alone = procedure && item.is_unvalued() && item.having.is_empty() && item.qualifiers.is_empty();
            let alone = alone && item.times.is_empty() && item.relation.is_none() && item.status.is_none();
            let disease = next.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind() == Kind::Condition));
            let found = disease.is_some_and(|h| next.methods.first().is_some_and(|m| leads(self, m, h)));
            if let Some(own) = item.head.as_ref().map(|h| h.bytes.clone())
                && alone
                && found
                && joins[at].all == Some(false)
            {
                let methods = vec![self.mention(None, &own)];
                *item = Partial { methods, bytes: item.bytes.clone(), ..next.clone() };
            }
        }
    }

    /// "*advanced (stage IIIB)* or metastatic (stage IV) NSCLC": the first stage is the cancer's where it is advanced.
    pub(super) fn staged_adjectives(&mut self, items: &mut [Partial]) {
        for at in 0..items.len().saturating_sub(1) {
            let staged = items[at].value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
            let adjective =
                items[at].head.is_none() && items[at].last_qualifier.is_some() && items[at].unknown.is_empty();
            let next = &items[at + 1];
            let spread = next.head.as_ref().is_some_and(|h| {
                h.entry.is_some_and(|e| e.id() == "metastasis")
                    && self.words(&h.bytes).eq_ignore_ascii_case("metastatic")
            });
            if !(staged && adjective && spread) {
                continue;
            }
            if let Some(cancer) = self.cancer_in(&next.bytes) {
                items[at].head = Some(cancer);
            }
        }
    }

    /// "*stage III* or unresectable stage IV melanoma": the first stage is that of the disease named after the second.
    pub(super) fn staged_before_named(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let class = |p: &Partial| p.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
            let disease = next.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind() == Kind::Condition));
            let alone = item.head.is_none() && item.relation.is_none() && item.having.is_empty() && !item.negated;
            let named_last =
                disease.zip(next.value.as_ref()).filter(|(head, class)| class.value.end <= head.bytes.start);
            let Some((head, _)) = named_last.filter(|_| alone && class(item) && class(next) && joins[at].tight) else {
                continue;
            };
            let scale = |p: &Partial| {
                let words = self.words(&p.bytes).to_ascii_lowercase();
                words::TYPED_NAMES.iter().copied().find(|name| words.split(' ').any(|word| word == *name))
            };
            if item.unknown.is_empty() && scale(item).is_some() && scale(item) == scale(next) {
                item.head = Some(head.clone());
            }
        }
    }

    /// "*HER2-positive* or HER2-negative breast cancer": the first result is that of the cancer named after the second.
    pub(super) fn found_before_named(&mut self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let alone = item.relation.is_none() && item.having.is_empty() && item.unknown.is_empty() && !item.negated;
            let found = item.finding.is_some() && item.entry().is_some_and(is_measured) && item.value.is_none();
            let disease = next.entry().is_some_and(|e| e.kind() == Kind::Condition);
            let again = match next.having.as_slice() {
                [Node::Leaf(leaf)] => leaf.concept_id().is_some() && leaf.concept_id() == item.entry().map(Entry::id),
                _ => false,
            };
            if alone && found && disease && again && joins[at].tight {
                let bytes = item.bytes.clone();
                let result = self.node_of(std::mem::take(item));
                *item = Partial { head: next.head.clone(), having: vec![result], bytes, ..Partial::default() };
            }
        }
    }

    /// The disease that an item names last.
    fn cancer_in(&self, bytes: &Bytes) -> Option<Head> {
        let lexemes = &self.lexed.lexemes;
        let from = lexemes.partition_point(|l| (l.start as usize) < bytes.start);
        let within: Vec<&Lexeme> = lexemes[from..].iter().take_while(|l| (l.end as usize) <= bytes.end).collect();
        let last =
            within.into_iter().rev().find(|l| matches!(l.lex, Lex::Term(_)) && l.entry(Kind::Condition).is_some())?;
        let entry = last.entry(Kind::Condition).filter(|e| e.id() != "metastasis")?;
        Some(Head::new(Some(entry), last.start as usize..last.end as usize))
    }
}

/// "*abnormal* liver or kidney function", "*normal* liver and kidney function", "liver or kidney function *impaired*": how the
/// one works, the other does, too. Near miss: "normal liver function and renal function *> 60 mL/min*", which has a limit.
pub(super) fn functions(items: &mut [Partial], joins: &mut [Join], demand: bool) {
    let function = |p: &Partial| p.entry().is_some_and(|e| e.id().ends_with("_function"));
    for at in 0..joins.len() {
        let (before, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &mut rest[0]);
        let plain = |p: &Partial| p.value.is_none() && !p.negated && p.relation.is_none() && p.alternatives.is_empty();
        // "*abnormal routine blood tests* or liver function"
        let tested = item.entry().is_none() && item.finding.as_ref().is_some_and(|(found, _)| *found == "abnormal");
        if !((function(item) || tested) && function(next) && plain(item) && plain(next)) || joins[at].but {
            continue;
        }
        match (item.finding.clone(), next.finding.clone()) {
            (Some(found), None) if found.1.end <= item.head.as_ref().map_or(0, |h| h.bytes.start) => {
                next.finding = Some(found);
            }
            (None, Some(found)) if found.1.start >= next.head.as_ref().map_or(usize::MAX, |h| h.bytes.end) => {
                item.finding = Some(found);
                if item.having.is_empty() && item.defined_by.is_empty() {
                    item.having.clone_from(&next.having);
                    item.defined_by.clone_from(&next.defined_by);
                }
            }
            _ => continue,
        }
        let worse = item.finding.as_ref().is_some_and(|(finding, _)| *finding == "abnormal");
        if worse && !demand {
            // "hepatic *and* renal functions abnormal" among what excludes: either of them is enough.
            joins[at].all = Some(false);
        }
    }
}

/// Whether a method is named directly before the disease that it found.
fn leads(context: &Context<'_, '_>, method: &Mention, disease: &Head) -> bool {
    let (found, head) = (method.span.span(), context.span(&disease.bytes));
    found.end <= head.start && head.start - found.end <= LONGEST_VERB
}

/// "*negative for* A, B and C": what is looked for is named after the result.
pub(super) fn is_looked_for_in(before: &Partial, text: &str) -> bool {
    let Some((finding, said)) = before.finding.as_ref() else { return false };
    let words = text.get(said.clone()).unwrap_or("");
    let between = text.get(said.end..head_start(before)).unwrap_or("").trim_start();
    let opens = [" for", " in"].iter().any(|word| words.ends_with(word));
    matches!(*finding, "positive" | "negative") && (opens || between.starts_with("for ") || between.starts_with("in "))
}

/// Whether an item names nothing but an examination that has a result.
pub(super) fn is_examination(item: &Partial) -> bool {
    let entry = item.entry().filter(|e| e.kind() == Kind::Procedure);
    // "*cardiac* MRI" is one as well as "MRI".
    let named = |name: &str| look_up(name).is_some_and(|group| group.of(Kind::Method).is_some());
    let method = entry.is_some_and(|e| named(e.name()) || e.name().rsplit(' ').next().is_some_and(named));
    method && item.exposure.is_none() && item.status.is_none()
}

/// Whether a drug is another one that the test of the item before looks for: "drug screen positive for cocaine or *methadone*",
/// "positive screen for cotinine or *ethanol*", "positive urine test for opioids or *cocaine*".
pub(super) fn looked_for(before: &Partial, item: &Partial, text: &str) -> bool {
    let Some((finding, said)) = before.finding.as_ref() else { return false };
    let entry = |p: &Partial| p.entry();
    let drug = |e: Entry| e.kind().is_drug();
    let asks = text.get(said.clone()).unwrap_or("").ends_with("for");
    let between = text.get(said.end..head_start(before)).unwrap_or("").trim_end();
    let after = before.head.as_ref().and_then(|h| text.get(h.bytes.end..)).unwrap_or("").trim_start();
    let asks = asks || between.ends_with("for") || after.starts_with("for ") && !before.having.is_empty();
    let tested = asks || entry(before).is_some_and(|e| drug(e) || e.id() == "drug_screen");
    let positive = matches!(*finding, "positive" | "negative");
    positive && tested && entry(item).is_some_and(drug) && item.exposure.is_none() && item.status.is_none()
}
