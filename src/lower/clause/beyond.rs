//! Where an exception ends: what stands after it and is another alternative, since it can be no case of what is excepted
//! from.
//!
//! | form | example | rule |
//! |---|---|---|
//! | after a comma | seizures other than febrile seizures, *or stroke* | `any(seizure other than …, stroke)` |
//! | another organ's | cancer other than melanoma *or heart failure* | `any(malignancy other than …, heart failure)` |
//! | a limit after a comma | INR ≥ 1.3 unless on warfarin*, albumin < 3.5 g/dL* | `any(INR unless …, albumin)` |
//! | another organ's after a comma | cancer except melanoma*, tuberculosis* | the same |
//! | a window of each | a drug other than A within 6 weeks *or B within 4 weeks* | `any(drug other than …, B)` |
//! | another window after a comma | fibrates other than A within 6 weeks*, niacin within 4 weeks* | the same |
//!
//! Near misses: "malignancy other than basal cell carcinoma, or *cervical carcinoma in situ*" is a malignancy; "other than A,
//! B, or *C*" ends a list; "other than A, or *B*" with words in no table may be anything; "ALT ≤ 3 × ULN unless liver
//! metastases, *ALT ≤ 5 × ULN*" limits the same again; "unless ALT < 3 × ULN, *AST < 3 × ULN*" are limits of the exception.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::concept::{covers, leaf_kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

/// So many commas after an exception it may end at.
const FARTHEST: usize = 16;

impl Context<'_, '_> {
    /// "X other than A, *or B*", where B can be no X: two alternatives. A history that opens the first is that of both, and so
    /// is the time after the last.
    pub(super) fn beyond_exception(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let except = self.find(chunks, &[Cue::Except]).filter(|at| *at > 0)?;
        let (said, exception) = (&chunks[..except], &chunks[except + 1..]);
        let class = self.only_condition(said).and_then(|head| head.entry);
        let (end, next) = class
            .and_then(|class| self.other_alternative(class, exception))
            .or_else(|| self.alternative_with_own_window(said, exception))?;
        let leads = |c: &&Chunk| matches!(self.cue(c), Some(Cue::HistoryOf | Cue::Prior | Cue::Current | Cue::Known));
        let second = &exception[next..];
        let lead = said.iter().take_while(leads).filter(|_| !second.first().is_some_and(|c| leads(&c)));
        let second: Vec<Chunk> = lead.chain(second).cloned().collect();
        let timed = |c: &Chunk| self.sort(c) == Sort::Time;
        let time = exception.last().filter(|last| timed(last) && !chunks[..=except + end].iter().any(timed));
        let first: Vec<Chunk> = chunks[..except + 1 + end].iter().chain(time).cloned().collect();
        self.take(&exception[end..next]);
        let first = self.excepted(&first)?;
        let second = self.clause(&second);
        Some(self.joined(std::iter::once(first).chain(second).collect(), false, &bytes_of(chunks)))
    }

    /// "X unless A*, B < 3*", where B is another of what the section lists: a limit of something else, or with a window of its own.
    pub(super) fn beyond_comma(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let except = self.find(chunks, &[Cue::Except, Cue::Unless]).filter(|at| *at > 0)?;
        let comma = |at: &usize| self.sort(&chunks[*at]) == Sort::Comma;
        let mut commas = (except + 2..chunks.len()).filter(comma).take(FARTHEST);
        let at = commas.find(|at| self.opens_another(chunks, except, *at) || self.ends_aside(chunks, except, *at))?;
        self.take(&chunks[at..=at]);
        let first = self.clause(&chunks[..at]);
        let second = self.clause(&chunks[at + 1..]);
        Some(self.joined(first.into_iter().chain(second).collect(), self.demand, &bytes_of(chunks)))
    }

    /// "2 lines of therapy*, not including adjuvant therapy,* and ECOG 0-1": whether the comma at `at` ends an exception between commas,
    /// and a demand with a limit follows. Near misses: "malignancy, except A, *and B*"; "≥ 2 lines *except A*, and ECOG 0-1".
    fn ends_aside(&self, chunks: &[Chunk], except: usize, at: usize) -> bool {
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if matches!(q.form, QuantityForm::Limit | QuantityForm::Class));
        let (aside, rest) = (&chunks[except + 1..at], &chunks[at + 1..]);
        let plain = !aside.iter().any(|c| self.is_separator(c) || self.sort(c) == Sort::Quantity);
        let and = rest.first().is_some_and(|c| self.is_cue(c, Cue::And));
        let next = rest.iter().skip(1).take_while(|c| !self.is_separator(c)).any(limit);
        self.demand && plain && and && next && self.sort(&chunks[except - 1]) == Sort::Comma
    }

    /// "a drug other than A within 6 months *or B within 2 years*": what has a window of its own, after one that ends what is
    /// excepted, is looked back for by itself. Near misses: "other than *A or B* within 2 years"; "*no* drug other than A within 6
    /// months or B within 2 years", where both may be denied.
    fn alternative_with_own_window(&self, said: &[Chunk], exception: &[Chunk]) -> Option<(usize, usize)> {
        let time = |c: &Chunk| self.sort(c) == Sort::Time;
        let named = |part: &[Chunk]| {
            part.iter().any(
                |c| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment() || e.kind() == Kind::Condition),
            )
        };
        let once = |part: &[Chunk]| part.iter().filter(|c| time(c)).count() == 1 && part.last().is_some_and(time);
        let joint = exception.iter().position(|c| self.is_separator(c)).filter(|at| *at > 0)?;
        let (first, second) = (&exception[..joint], exception.get(joint + 1..)?);
        let only = self.is_cue(&exception[joint], Cue::Or) && !second.iter().any(|c| self.is_separator(c));
        let denied = self.find(said, &[Cue::No, Cue::Not, Cue::Without, Cue::Non]).is_some();
        let own = [first, second].into_iter().all(|part| named(part) && once(part));
        (only && own && !denied && named(said) && !said.iter().any(time)).then_some((joint, joint + 1))
    }

    /// Whether the comma at `at` ends the exception at `except`.
    fn opens_another(&self, chunks: &[Chunk], except: usize, at: usize) -> bool {
        let rest = &chunks[at + 1..];
        let end = rest.iter().position(|c| self.is_separator(c)).unwrap_or(rest.len());
        let (said, exception, next) = (&chunks[..except], &chunks[except + 1..at], &rest[..end]);
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        let concept = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let timed = |part: &[Chunk]| part.iter().any(|c| self.sort(c) == Sort::Time);
        let leads = |c: &&Chunk| {
            let quality = matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier);
            quality
                || self.is_idle(c)
                || matches!(self.cue(c), Some(Cue::HistoryOf | Cue::Prior | Cue::Current | Cue::Known))
        };
        let Some(named) = next.iter().find(|c| !leads(c)).and_then(concept) else { return false };
        let limited_before = said.iter().filter_map(concept).any(|entry| entry == named);
        let limited = is_measured(named) && next.iter().any(limit) && !exception.iter().any(limit);
        let given = named.kind().is_treatment() && timed(next) && (timed(said) || timed(exception));
        !limited_before
            && self.find(next, &[Cue::If, Cue::Unless, Cue::Except]).is_none()
            && (limited || !self.demand && (given || self.is_elsewhere(said, named)))
    }

    /// "cancer except basal cell carcinoma, *tuberculosis*": whether something can be no case of the one disease that is said.
    fn is_elsewhere(&self, said: &[Chunk], named: Entry) -> bool {
        let class = self.only_condition(said).and_then(|head| head.entry);
        class.is_some_and(|class| is_of_other_system(class, named))
    }

    /// Where the exception from `class` ends, and where the other alternative begins.
    fn other_alternative(&self, class: Entry, exception: &[Chunk]) -> Option<(usize, usize)> {
        let separates = |c: &Chunk| self.is_separator(c);
        let joint = exception.iter().position(separates).filter(|at| *at > 0)?;
        let comma = self.sort(&exception[joint]) == Sort::Comma;
        let or = joint + usize::from(comma);
        let next = or + 1;
        let only = self.is_cue(exception.get(or)?, Cue::Or) && !exception[next..].iter().any(separates);
        let named = |part: &[Chunk]| {
            part.iter().find_map(|c| match self.sort(c) {
                Sort::Concept(entry) => Some(entry),
                _ => None,
            })
        };
        let (excepted, other) = (named(&exception[..joint]), named(exception.get(next..)?)?);
        let kinds = leaf_kind(class.kind()) != leaf_kind(other.kind());
        let limited = is_measured(other) && exception[next..].iter().any(|c| self.sort(c) == Sort::Quantity);
        let beyond = if is_measured(other) {
            limited && !is_measured(class)
        } else if comma {
            kinds
                || !covers(class, other) && !covers(other, class) && !is_of_many(class) && class != other
                || is_of_other_system(class, other)
        } else {
            excepted.is_some_and(|e| covers(class, e)) && is_of_other_system(class, other)
        };
        (only && beyond && !kinds_of_one(class, other)).then_some((joint, next))
    }
}

/// Whether a class has so many kinds that its table may lack one.
fn is_of_many(class: Entry) -> bool {
    words::BODY_SYSTEMS.contains(&class.id()) || class.kind().is_drug()
}

/// A treatment and what it is given for are said of one: "surgery other than biopsy, or *radiotherapy*" are both treatments.
fn kinds_of_one(class: Entry, other: Entry) -> bool {
    class.kind().is_treatment() && other.kind().is_treatment() && leaf_kind(class.kind()) != leaf_kind(other.kind())
}

/// Whether a disease belongs to another organ or kind than malignancy or infection, and not to that.
fn is_of_other_system(class: Entry, other: Entry) -> bool {
    let told = matches!(class.id(), "infection" | "malignancy") && other.kind() == Kind::Condition;
    let systems = words::BODY_SYSTEMS.iter().filter_map(|id| Entry::find(Kind::Condition, id));
    let mut others = systems.filter(|system| *system == other || covers(*system, other));
    told && !covers(class, other) && others.any(|system| system != class && system.id() != "skin_disease")
}
