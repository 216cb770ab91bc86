//! Labels inside a clause, and heads that say for whom alone a limit is.
//!
//! | form | example | meaning |
//! |---|---|---|
//! | a label after a comma | ASA I-II, *BMI:* 18-30 | the colon stands for "is", and the label is of the last item alone |
//! | a disease that limits define, after a comma | stroke, *liver dysfunction:* ALT > 3 × ULN | two items |
//! | a sex after its label | age ≥ 18 years, *sex:* both | two items |
//! | a condition as a head | *If on warfarin:* INR 2-3 | `if warfarin: INR 2..3` |
//! | a wider limit after a semicolon | AST ≤ 2.5 × ULN; *if liver metastases: ≤ 5 × ULN* | as in brackets after the limit |
//!
//! Near misses: "*diabetes, hypertension:* any of these" is one head, "*Known diabetes:* HbA1c < 8 %" no condition.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::elliptic::is_no_measure_of_disease;
use crate::lower::partial::Partial;
use crate::rule::{Bounds, Node};
use crate::words;

/// Cues of heads that open a list, whose items are more than what is said of some people.
const LISTS: [Cue; 8] = [
    Cue::FollowingList,
    Cue::AnyFollowing,
    Cue::AllFollowing,
    Cue::OfFollowing,
    Cue::NoneFollowing,
    Cue::Including,
    Cue::SuchAs,
    Cue::OpenList,
];

/// The most chunks of a label.
const LONGEST_LABEL: usize = 3;

/// The most chunks of a condition before another limit.
const LONGEST_CONDITION: usize = 12;

impl Context<'_, '_> {
    /// "ASA I-II, *BMI:* 18-30": the comma before a label that is of the last item alone.
    pub(super) fn comma_before_label(&self, head: &[Chunk]) -> Option<usize> {
        let comma = head.iter().rposition(|c| self.sort(c) == Sort::Comma).filter(|at| *at > 0)?;
        let says =
            |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Concept(_) | Sort::Cue(Cue::Female | Cue::Male));
        let label = &head[comma + 1..];
        let short = !label.is_empty() && label.len() <= LONGEST_LABEL;
        (short && head[..comma].iter().any(says) && self.find(head, &LISTS).is_none()).then_some(comma)
    }

    /// "stroke, *liver dysfunction:* ALT > 3 × ULN": whether a label is a disease that a limit after the colon tells more of.
    pub(super) fn is_disease_label(&self, label: &[Chunk], item: &[Chunk]) -> bool {
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.kind() == Kind::Condition,
            Sort::Term(entry) => entry.kind() == Kind::Qualifier,
            _ => false,
        };
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_));
        label.iter().all(named) && label.last().is_some_and(disease) && self.is_limited_item(item)
    }

    /// Whether an item begins with something measured and has a limit of it.
    pub(super) fn is_limited_item(&self, item: &[Chunk]) -> bool {
        let measured = item.first().is_some_and(|c| matches!(self.sort(c), Sort::Concept(e) if is_measured(e)));
        measured && item.iter().any(|c| self.sort(c) == Sort::Quantity)
    }

    /// "Age ≥ 18 years*,* sex: female*,* BMI: 18-30": a clause parted at the commas on either side of a sex with its label.
    pub(super) fn parted_at_sex<'c>(&mut self, clause: &'c [Chunk]) -> Vec<&'c [Chunk]> {
        let labelled = |at: usize| {
            clause.get(at).is_some_and(|c| self.is_sex_label(c))
                && clause.get(at + 1).is_some_and(|c| self.sort(c) == Sort::Colon)
        };
        let parts = |at: &usize| labelled(at + 1) || *at >= 3 && labelled(at - 3);
        let commas = (1..clause.len()).filter(|at| self.sort(&clause[*at]) == Sort::Comma);
        let commas: Vec<usize> = commas.filter(parts).collect();
        let mut out = Vec::new();
        let mut start = 0;
        for comma in commas {
            self.take(&clause[comma..=comma]);
            out.push(&clause[start..comma]);
            start = comma + 1;
        }
        out.push(&clause[start..]);
        out
    }

    fn is_sex_label(&self, chunk: &Chunk) -> bool {
        words::SEX_LABELS.contains(&&*self.words(&chunk.span).to_ascii_lowercase())
    }

    /// "Sex: *both*", "Gender: *all*": whoever it is.
    pub(super) fn either_sex(&mut self, head: &[Chunk], items: &[&[Chunk]]) -> Option<Node> {
        let ([label], [[value]]) = (head, items) else { return None };
        let either = words::EITHER_SEX.contains(&&*self.words(&value.span).to_ascii_lowercase());
        if !self.is_sex_label(label) || !either {
            return None;
        }
        self.take(head);
        self.take(items[0]);
        let bytes = value.span.clone();
        Some(self.node_of(Partial { sex: Some(("any", bytes.clone())), bytes, ..Partial::default() }))
    }

    /// "*If on warfarin:* INR 2-3", "*Patients on warfarin:* INR 2-3": for whom alone what follows is said.
    pub(super) fn condition_of_head(&mut self, head: &[Chunk], items: &[&[Chunk]]) -> Option<Node> {
        let head = self.trimmed(head);
        let first = head.first()?;
        let subject = if self.is_cue(first, Cue::If) || self.is_for_some(head, items) {
            &head[1..]
        } else {
            let subject = &head[usize::from(self.is_cue(first, Cue::Patient))..];
            self.is_on_drugs(subject).filter(|_| items.first().is_some_and(|item| self.is_limited_item(item)))?
        };
        // "*For patients with* bone marrow involvement:" names whom it is said of, in a table or not.
        let people = self.words(&first.span).to_ascii_lowercase().ends_with(" with");
        let names = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_)) || people && self.sort(c) == Sort::Word;
        let limited = people && items.first().is_some_and(|item| self.is_limited_item(item));
        let concept = subject.iter().any(|c| if limited { names(c) } else { matches!(self.sort(c), Sort::Concept(_)) });
        if !concept || self.find(head, &LISTS).is_some() || items.iter().all(|item| item.is_empty()) {
            return None;
        }
        let when = self.condition(subject)?;
        self.take(&head[..head.len() - subject.len()]);
        Some(when)
    }

    /// "*For multiple myeloma:* M-protein ≥ 0.5 g/dL": whether a head names the disease of those whom a limit is said of. Near misses:
    /// "*For inclusion:* Hb > 11 g/dL", "For multiple myeloma: *bortezomib*".
    fn is_for_some(&self, head: &[Chunk], items: &[&[Chunk]]) -> bool {
        let Some((first, named)) = head.split_first() else { return false };
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let tells = |c: &Chunk| {
            matches!(self.sort(c), Sort::Concept(_) | Sort::Word | Sort::Term(_) | Sort::Cue(Cue::Or | Cue::The))
        };
        let limited = items.first().is_some_and(|item| self.is_limited_item(item));
        self.is_cue(first, Cue::For) && limited && named.iter().all(tells) && named.last().is_some_and(disease)
    }

    /// "*on warfarin* or heparin": the drugs.
    fn is_on_drugs<'c>(&self, subject: &'c [Chunk]) -> Option<&'c [Chunk]> {
        let (on, drugs) = subject.split_first()?;
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let plain = |c: &Chunk| drug(c) || self.is_cue(c, Cue::Or) || self.sort(c) == Sort::Slash;
        let on = self.words(&on.span).eq_ignore_ascii_case("on");
        (on && drugs.iter().any(drug) && drugs.iter().all(plain)).then_some(drugs)
    }

    /// Whether another limit with the same one end lets in more people: "≤ 5" after "≤ 2.5", and after "> 2.5" of what excludes
    /// "> 5". Near miss: "≥ 600 pg/mL; if atrial fibrillation, *≥ 900 pg/mL*" is demanded besides.
    pub(super) fn is_wider(&self, own: &Bounds, other: &Bounds) -> bool {
        match (own.low(), own.high(), other.low(), other.high()) {
            (Some((own, _)), None, Some((other, _)), None) => other.0 != own.0 && (other.0 < own.0) == self.demand,
            (None, Some((own, _)), None, Some((other, _))) => other.0 != own.0 && (other.0 > own.0) == self.demand,
            _ => false,
        }
    }

    /// "*with liver metastases* ≤ 5 × ULN": whether words say whose the limit behind them is, for it cannot be of what they name.
    fn says_whose(&self, those: &[Chunk], limit: &Chunk) -> bool {
        let opens =
            those.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::With | Cue::In | Cue::For | Cue::If)));
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let plain = |c: &Chunk| named(c) || matches!(self.sort(c), Sort::Cue(_) | Sort::Word | Sort::Term(_));
        opens && is_no_measure_of_disease(limit) && those.iter().any(named) && those.iter().all(plain)
    }

    /// "AST ≤ 2.5 × ULN; *if liver metastases: ≤ 5 × ULN*", "…; *if liver metastases, AST ≤ 5 × ULN*": another limit for some
    /// of what the clause before limits. It is read as it is in brackets after that limit. Near miss: "ALT ≤ 2.5 × ULN; if
    /// diabetic, HbA1c < 8 %".
    pub(super) fn with_limit_for_some(&mut self, before: &[Chunk], next: &[Chunk]) -> Option<Vec<Chunk>> {
        let limited = |c: &Chunk| matches!(c.kind, ChunkKind::Quantity(_));
        let (limit, rest) = next.split_first().filter(|(c, _)| limited(c)).or_else(|| next.split_last())?;
        let own = before.last()?;
        let ChunkKind::Quantity(own) = &own.kind else { return None };
        let ChunkKind::Quantity(other) = &limit.kind else { return None };
        let alike = [own, other].iter().all(|q| q.form == QuantityForm::Limit && q.bounds.eq.is_none())
            && own.shares_unit(other)
            && self.is_wider(&own.bounds, &other.bounds);
        let measured = |c: &Chunk| self.measured(c);
        if alike && self.says_whose(rest, limit) && before.iter().any(|c| measured(c).is_some()) {
            // "ALT ≤ 2.5 × ULN; *with liver metastases ≤ 5 × ULN*", "…; *≤ 5 × ULN for liver metastases*"
            let lexemes = next[0].lexemes.start..next[next.len() - 1].lexemes.end;
            let group = Chunk { span: bytes_of(next), lexemes, kind: ChunkKind::Group(next.to_vec()) };
            return Some(before.iter().cloned().chain([group]).collect());
        }
        let parted = rest.iter().position(|c| matches!(self.sort(c), Sort::Colon | Sort::Comma));
        let (condition, again) = rest.split_at(parted.filter(|at| *at > 1)?);
        let again = match &again[1..] {
            [] => true,
            [name] => measured(name).is_some() && before.iter().find_map(measured) == measured(name),
            _ => false,
        };
        let opened = condition.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::If | Cue::In | Cue::For)));
        let one = before.iter().filter(|c| measured(c).is_some()).count() == 1;
        if !(alike && again && opened && one) || condition.len() > LONGEST_CONDITION {
            return None;
        }
        let inner: Vec<Chunk> = condition.iter().chain([&rest[condition.len()], limit]).cloned().collect();
        self.take(&rest[condition.len()..]);
        let lexemes = next[0].lexemes.start..limit.lexemes.end;
        let group = Chunk { span: bytes_of(next), lexemes, kind: ChunkKind::Group(inner) };
        Some(before.iter().cloned().chain([group]).collect())
    }
}
