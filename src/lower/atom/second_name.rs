//! What the second name of one item is to the first: its dose's measure, the method that found it, the disease that it describes, or one
//! beside it. "CT-confirmed *ascites*"; "opioids > 60 mg *morphine*"; "blood pressure 90-140 mmHg *systolic*".
//!
//! Near misses: "asthma *or COPD*", two items; "*hepatitis C virus RNA*", one name.

use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Entry, Kind, Lex, Lexeme};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::words;

use super::is_measured;

impl Context<'_, '_> {
    /// Whether a measured thing is what the item's limit is of: there is none yet, or it stands before both, or directly
    /// before it ("infants *< 32 weeks gestation*").
    pub(super) fn is_limited_before(&self, first: &Head, second: &Head, partial: &Partial) -> bool {
        let Some(quantity) = &partial.value else { return true };
        let leads = quantity.value.end <= first.bytes.start && !partial.age && !quantity.age;
        let between = self.lexed.text.get(quantity.value.end..second.bytes.start);
        // "weight loss ≥ 5 % *of body weight*"
        let share = quantity.unit.as_ref().and_then(|u| u.code.as_deref()) == Some("%");
        let lost = share && second.entry.is_some_and(|e| e.id() == "body_weight");
        leads
            || !lost
                && quantity.unit.is_some()
                && between.is_some_and(|b| matches!(b.trim_matches([' ', '\'', '’']), "" | "of"))
    }

    /// Whether what is named first, with its finding, but describes the disease directly after it: "*EGFR mutation-positive*
    /// NSCLC", "*treatment-naive* hepatitis C".
    fn describes(&self, first: &Head, second: &Head, partial: &Partial) -> bool {
        let kind = |h: &Head| h.entry.map(Entry::kind);
        let staged = partial.value.as_ref().is_none_or(|q| q.form == QuantityForm::Class);
        let limitless = staged && partial.count.is_none() && partial.times.is_empty() && partial.relation.is_none();
        let found = first.entry.is_some_and(is_measured) && partial.finding.is_some();
        kind(second) == Some(Kind::Condition)
            && (found || kind(first) == Some(Kind::Observation))
            && partial.status.is_none()
            && partial.subject.is_none()
            && limitless
            && self.only_describes(first.bytes.end..second.bytes.start)
    }

    /// Whether nothing but findings, qualifiers and a stage stands here.
    fn only_describes(&self, between: Bytes) -> bool {
        let lexemes = &self.lexed.lexemes;
        let start = lexemes.partition_point(|l| (l.start as usize) < between.start);
        let end = lexemes.partition_point(|l| (l.start as usize) < between.end);
        lexemes[start..end].iter().enumerate().all(|(n, l)| match l.lex {
            Lex::Dash => true,
            _ if self.result_sign(start + n).is_some() => true,
            Lex::Term(group) => {
                group.has(&[Kind::Qualifier, Kind::Finding]) || matches!(group.cue(), Some(Cue::ClassWord | Cue::Or))
            }
            Lex::Word => matches!(self.lexed.written(l).trim_end_matches(['A', 'B', 'C']), "I" | "II" | "III" | "IV"),
            _ => false,
        })
    }

    /// "hemorrhage *on CT*": a procedure by which a disease is seen.
    fn is_found_on(&self, first: &Head, second: &Head) -> bool {
        let kind = |h: &Head| h.entry.map(Entry::kind);
        let between = self.lexed.text.get(first.bytes.end..second.bytes.start).unwrap_or("").trim();
        let seen = second.entry.is_some_and(|e| Entry::find(Kind::Method, e.id()).is_some());
        // "stroke *confirmed on* CT"
        let verb = between.strip_suffix(" on").map(str::to_ascii_lowercase);
        let on = between == "on" || verb.is_some_and(|verb| words::FINDING_VERBS.contains(&verb.as_str()));
        kind(first) == Some(Kind::Condition) && kind(second) == Some(Kind::Procedure) && seen && on
    }

    /// "*CT-confirmed* ascites", "MRI proven stroke": a procedure by which the disease after it was found.
    fn is_confirmed_by(&self, first: &Head, second: &Head) -> bool {
        let kind = |h: &Head| h.entry.map(Entry::kind);
        if kind(first) != Some(Kind::Procedure) || kind(second) != Some(Kind::Condition) {
            return false;
        }
        let between = self.lexed.text.get(first.bytes.end..second.bytes.start).unwrap_or("");
        let verb = between.trim_matches(|c: char| c == '-' || c.is_whitespace()).to_ascii_lowercase();
        matches!(&*verb, "confirmed" | "proven" | "documented" | "verified" | "diagnosed")
    }

    /// Whether a dose of what is named first stands between, after "equivalent to": "equivalent to > 20 mg *prednisone*".
    fn is_counted_in(&self, first: &Head, second: &Head, partial: &Partial) -> bool {
        let drug = |h: &Head| h.entry.is_some_and(|e| e.kind().is_drug());
        let between = || self.lexed.text.get(first.bytes.end..second.bytes.start).unwrap_or("").to_ascii_lowercase();
        drug(first)
            && drug(second)
            && partial.value.is_some()
            && ["equivalent to", "equiv to", "equiv. to"].iter().any(|words| between().contains(words))
    }

    /// "*evidence of* tuberculosis *on* chest imaging": what an examination shows, where no more is said than that. Near
    /// miss: "tuberculosis on chest imaging" is the disease.
    fn is_evidence_on(&self, first: &Head, second: &Head) -> bool {
        let kind = |h: &Head| h.entry.map(Entry::kind);
        let between = self.lexed.text.get(first.bytes.end..second.bytes.start).unwrap_or("").trim();
        let lexemes = &self.lexed.lexemes;
        let at = lexemes.partition_point(|l| (l.start as usize) < first.bytes.start);
        // "evidence of *active* tuberculosis"
        let says = |l: &Lexeme| self.lexed.written(l).to_ascii_lowercase().ends_with("evidence of");
        let before = lexemes[..at].iter().rev().find(|l| says(l) || l.entry(Kind::Qualifier).is_none());
        let evident = before.is_some_and(says);
        kind(first) == Some(Kind::Condition) && kind(second) == Some(Kind::Procedure) && between == "on" && evident
    }

    /// "*pain-related* TMD", "*cancer-related* pain": what the thing directly after it comes from or goes with is a part of its name. Near
    /// miss: "pain *related to* TMD".
    fn is_related_to(&self, first: &Head, second: &Head) -> bool {
        let words = self.words(&first.bytes).to_ascii_lowercase();
        let gap = self.lexed.text.get(first.bytes.end..second.bytes.start);
        first.entry.is_none() && words.ends_with("-related") && gap.is_some_and(|gap| gap.trim().is_empty())
    }

    /// Two concepts in one item: the measured one is what a limit is said of; a condition at, or a drug in, another
    /// event is said of the same event.
    pub(super) fn second_concept(
        &mut self,
        first: Head,
        second: Head,
        next: Option<&Chunk>,
        partial: &mut Partial,
    ) -> usize {
        let measured = |h: &Head| h.entry.is_some_and(is_measured);
        if first.entry.is_some_and(|e| e.id() == "risk_factor")
            && second.entry.is_some_and(|e| e.kind() == Kind::Condition)
        {
            // "*risk factors for stroke*", which is not to have had one.
            partial.head = Some(Head::new(None, first.bytes.start..second.bytes.end));
        } else if self.is_related_to(&first, &second) {
            partial.head = Some(Head::new(None, first.bytes.start..second.bytes.end));
        } else if self.is_object_of_allergy(&first, &second) && partial.relation.is_none() {
            // "*penicillin* allergy": to what is named first.
            let bytes = first.bytes.clone();
            partial.relation =
                Some(Related::new(Relation::AllergyTo, Partial { head: Some(first), bytes, ..Partial::default() }));
            partial.head = Some(second);
        } else if let Some(base) = self.base_of(&first, &second) {
            // "oxaliplatin-based chemotherapy" is a chemotherapy with oxaliplatin.
            let node = self.bare_node(&base, None);
            partial.having.push(node);
            partial.head = Some(second);
        } else if first.entry.is_some_and(|e| e.id() == "blood_pressure") && is_pressure(&second) {
            // "blood pressure 90-140 mmHg *systolic*"
            partial.head = Some(second);
        } else if self.is_counted_in(&first, &second, partial) {
            // "corticosteroids equivalent to > 20 mg *prednisone*": the dose is counted in that drug.
            partial.equivalent = Some(second);
        } else if self.is_evidence_on(&first, &second) {
            // "evidence of tuberculosis on *chest imaging*": the imaging is done, and shows it.
            let bytes = first.bytes.clone();
            let qualifiers = std::mem::take(&mut partial.qualifiers);
            let found = Partial { head: Some(first), qualifiers, bytes, ..Partial::default() };
            let node = self.node_of(found);
            partial.having.push(node);
            partial.head = Some(second);
        } else if self.is_confirmed_by(&first, &second) {
            // "*CT-confirmed* ascites"
            let method = self.method(&first.bytes);
            partial.methods.push(method);
            partial.qualifiers.retain(|q| !matches!(*q, "confirmed" | "documented"));
            self.last_condition = Some(second.clone());
            partial.head = Some(second);
        } else if self.is_found_on(&first, &second) {
            let method = self.method(&second.bytes);
            partial.methods.push(method);
        } else if self.describes(&first, &second, partial) {
            // "*KRAS wild-type* metastatic colorectal cancer": the disease, with that.
            let found = Partial {
                finding: partial.finding.take(),
                bytes: first.bytes.clone(),
                head: Some(first),
                ..Partial::default()
            };
            let node = self.node_of(found);
            partial.having.push(node);
            self.last_condition = Some(second.clone());
            partial.head = Some(second);
        } else if measured(&first) && measured(&second) {
            let (limited, beside) = self.limited_first(first, second);
            let setting = self.mention(beside.entry.map(Entry::id), &beside.bytes);
            partial.settings.push(setting);
            partial.head = Some(limited);
        } else if measured(&second) && !measured(&first) && self.is_limited_before(&first, &second, partial) {
            let bytes = first.bytes.clone();
            let (status, examples) = (partial.status.take(), std::mem::take(&mut partial.examples));
            let of_drugs = std::mem::take(&mut partial.of_drugs);
            let context = Partial { head: Some(first), status, examples, of_drugs, bytes, ..Partial::default() };
            let context = self.node_of(context);
            partial.having.push(context);
            partial.head = Some(second);
        } else {
            let count = partial.next_count.take();
            let bytes = second.bytes.clone();
            let examples = next.filter(|c| self.gives_examples(c) && self.is_example_of(c, &second, &first));
            let qualifiers = self.qualifiers_of_purpose(&first, &second, partial);
            let mut object = Partial { head: Some(second), count, qualifiers, bytes, ..Partial::default() };
            if let Some(chunk) = examples
                && let ChunkKind::Group(inner) = &chunk.kind
            {
                self.take(std::slice::from_ref(chunk));
                self.group(inner, &mut object);
            }
            let lasts = examples.is_none() && self.lasts_itself(next, &mut object);
            let node = self.node_of(object);
            partial.having.push(node);
            return usize::from(examples.is_some() || lasts);
        }
        0
    }

    /// "chemotherapy *for metastatic* NSCLC": what describes the disease that something is done for is not said of the treatment.
    fn qualifiers_of_purpose(&self, first: &Head, second: &Head, partial: &mut Partial) -> Vec<&'static str> {
        let between = first.bytes.end..second.bytes.start;
        let words = self.lexed.text.get(between.clone()).unwrap_or("").trim_start();
        if !words.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("for ")) {
            return Vec::new();
        }
        let lexemes = &self.lexed.lexemes;
        let from = lexemes.partition_point(|l| (l.start as usize) < between.start);
        let within = lexemes[from..].iter().take_while(|l| (l.end as usize) <= between.end);
        let said = within.filter(|l| l.entry(Kind::Qualifier).is_some()).count();
        let before = partial.qualifiers.len().saturating_sub(said);
        partial.qualifiers.split_off(before)
    }

    /// "tuberculosis on chest imaging (e.g., chest X-ray)": the examples are of the kind of the second thing named, and
    /// not of the first.
    pub(super) fn is_example_of(&self, group: &Chunk, second: &Head, first: &Head) -> bool {
        let kind = |h: &Head| h.entry.map(Entry::kind);
        let ChunkKind::Group(inner) = &group.kind else { return false };
        let example = inner.iter().find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry.kind()),
            _ => None,
        });
        example.is_some() && example == kind(second) && kind(second) != kind(first)
    }
}

fn is_pressure(head: &Head) -> bool {
    head.entry.is_some_and(|e| matches!(e.id(), "systolic_blood_pressure" | "diastolic_blood_pressure"))
}
