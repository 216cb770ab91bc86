//! Brackets that open with a word of structure: examples, members, exceptions, conditions.
//!
//! | form | example |
//! |---|---|
//! | how it was found | aphasia *(diagnosed with an assessment)* |
//! | examples, and perhaps what is allowed | steroids *(e.g., prednisone; inhaled ones are allowed)* |
//! | members | diuretics *(including spironolactone)* |
//! | what lifts it, or limits it for some | hepatitis B *(unless HBV DNA undetectable)*, CrCl > 50 *(if receiving cisplatin)* |
//! | what lifts a limit, up to another one | bilirubin ≤ 1.5 × ULN *(unless Gilbert's with bilirubin ≤ 3 × ULN)* |
//! | an exception | cancer *(except basal cell carcinoma)* |
//! | what may be there or not | migraine *(with or without aura)* |
//!
//! Near miss: "BMI 25 *(± 2)*", where a sign stands before a number.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// Reads brackets of this form; gives whether they were.
    pub(super) fn opened_by(&mut self, first: &Chunk, inner: &[Chunk], partial: &mut Partial) -> bool {
        let plus_minus = matches!(self.words(&first.span), "±" | "+/-")
            && matches!(inner.get(1).map(|c| &c.kind), Some(ChunkKind::Quantity(_)));
        match self.cue(first).filter(|_| !plus_minus) {
            Some(Cue::Known) if self.found_with(inner, partial) => {}
            Some(Cue::SuchAs) if partial.signs.is_some() && partial.head.is_some() => {
                self.examples_of_signs(&inner[1..], partial);
            }
            Some(Cue::SuchAs | Cue::OpenList) if let Some(at) = self.allowance_after(inner) => {
                self.group(&inner[..at], partial);
                self.group(&inner[at + 1..], partial);
            }
            Some(cue @ (Cue::SuchAs | Cue::OpenList)) => self.examples(cue, &inner[1..], partial),
            Some(Cue::Including) if inner.get(1).is_some_and(|c| self.is_cue(c, Cue::Patient)) => {
                // "(including those targeting JAK1/2/3 and TYK2)": a remark on members, not their names.
                self.take_whole(inner);
                let example = self.mention(None, &bytes_of(&inner[1..]));
                partial.examples.push(example);
            }
            // "hematologic disease *(including anemia of Hb < 100 g/L)*": a kind of it, whatever is said of that kind.
            Some(Cue::Including) if self.is_list(&inner[1..]) || self.names_kinds(&inner[1..], partial) => {
                self.examples(Cue::Including, &inner[1..], partial);
            }
            Some(Cue::Unless)
                if partial.head.is_some() && (self.is_predicate(&inner[1..]) || self.says_since_when(&inner[1..])) =>
            {
                self.lifted_by(inner, partial);
            }
            Some(Cue::If) if partial.those.is_none() && self.says_for_whom(&inner[1..], partial) => {
                self.take(&inner[..1]);
                partial.those = self.condition(&inner[1..]);
            }
            Some(Cue::Except | Cue::Unless)
                if let Some((limit, condition)) = self.excepted_limit(&inner[1..], partial) =>
            {
                let from = inner.iter().position(|c| c.span == condition[0].span).unwrap_or(1);
                self.take(&inner[..from]);
                self.take(&inner[from + condition.len()..]);
                self.limit_for_some(limit, condition, partial);
            }
            Some(cue @ (Cue::Except | Cue::Unless))
                if self.is_excuse(&inner[1..], partial) || cue == Cue::Unless && self.lifts(&inner[1..], partial) =>
            {
                self.lifted_by(inner, partial);
            }
            Some(Cue::Unless) if partial.unless.is_none() && self.is_limited(partial) => self.lifted_by(inner, partial),
            Some(Cue::Except) => self.exception(&inner[1..], partial),
            Some(Cue::WithOrWithout) => {
                let mut allowed = self.coordination(&inner[1..]);
                allowed.iter_mut().for_each(|node| Self::times_of_remark(node, partial));
                partial.permits.extend(allowed);
            }
            _ => return false,
        }
        true
    }

    /// What follows "unless" or "except" lifts what stands before the brackets.
    fn lifted_by(&mut self, inner: &[Chunk], partial: &mut Partial) {
        self.take(&inner[..1]);
        self.said_of.clone_from(&partial.head);
        partial.unless = self.condition(&inner[1..]);
        self.said_of = None;
    }

    /// "(e.g., …*;* inhaled steroids will be allowed)": where what is allowed begins.
    fn allowance_after(&self, inner: &[Chunk]) -> Option<usize> {
        let at = inner.iter().rposition(|c| self.sort(c) == Sort::Semicolon)?;
        self.find(&inner[at..], &[Cue::Allowed, Cue::NotAllowed]).map(|_| at)
    }

    /// "CrCl > 50 mL/min (if *receiving cisplatin*)": whom alone a limit binds. Near miss: "ALT < 2.5 × ULN (if *liver metastases,
    /// < 5 × ULN*)", which is another limit.
    fn says_for_whom(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let limit = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit);
        let named = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e)));
        let said = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Group);
        let lets = self.find(inner, &[Cue::Allowed, Cue::NotAllowed, Cue::Except, Cue::Unless]).is_some();
        limit && partial.entry().is_some_and(is_measured) && named && !lets && !inner.iter().any(said)
    }

    /// "hepatitis B (unless *HBV DNA undetectable*)": what is named lifts the criterion. Near miss: "ALT > 3 × ULN (unless
    /// *liver metastases, then > 5 × ULN*)", which is another limit.
    fn lifts(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let measured = partial.entry().is_none_or(is_measured);
        let named = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        let limited = inner.iter().any(|c| self.sort(c) == Sort::Quantity);
        partial.head.is_some() && partial.unless.is_none() && named && !(measured && limited)
    }

    /// Whether words list kinds of the disease before the brackets, one of them with a limit.
    fn names_kinds(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let disease = |e: Entry| e.kind() == Kind::Condition;
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if disease(e) || is_measured(e));
        let plain = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_) | Sort::Quantity);
        let joins = |c: &Chunk| self.is_separator(c) || matches!(self.cue(c), Some(Cue::Of | Cue::With | Cue::The));
        let whole = partial.entry().is_some_and(disease) && partial.is_unvalued();
        whole && inner.iter().any(named) && inner.iter().all(|c| plain(c) || joins(c))
    }

    /// Whether nothing in a list has a limit or a time.
    fn is_list(&self, chunks: &[Chunk]) -> bool {
        !chunks.iter().any(|c| match &c.kind {
            ChunkKind::Quantity(q) => !matches!(q.form, QuantityForm::Bare | QuantityForm::Pair),
            ChunkKind::Time(_) => true,
            _ => false,
        })
    }
}
