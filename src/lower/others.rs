//! Of whom an item speaks, where that is not the patient.
//!
//! | pattern | example | of whom |
//! |---|---|---|
//! | a person who has something | *caregiver* with MMSE < 24, *wife* is pregnant | the other person |
//! | an age of another person | *mother* aged ≥ 18 years, *caregiver* ≥ 21 years old | the other person |
//! | children, first in a criterion | *children* aged 6 to 12 years with ADHD | the patient |
//!
//! Near misses: "has a caregiver" is an observation of the patient; "parents of *children* aged 6 to 12" has the age of
//! the children; "age 6 to 12, child or adolescent" the patient's.

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind, Lex, Lexeme, look_up};
use crate::words;

use super::atom::is_measured;
use super::context::{Context, Sort};
use super::partial::{Head, Partial};

/// The id of the row for children in the table of subjects.
const CHILD: &str = "child";

/// The most words before children who open a criterion: "healthy male and female infants".
const FEW: usize = 3;

impl Context<'_, '_> {
    /// The other person that an observation names: a caregiver, a donor.
    pub fn other_person(&self, head: &Head) -> Option<&'static str> {
        let observed = head.entry.is_some_and(|e| e.kind() == Kind::Observation);
        let person = look_up(self.words(&head.bytes)).and_then(|group| group.of(Kind::Subject));
        person.filter(|_| observed).map(Entry::id)
    }

    /// The other person named here, where the rest of the item says what that person has: "*caregiver* with MMSE < 24",
    /// "PHQ-9 ≥ 10 in the *caregiver*".
    pub fn person_who_has(&self, chunk: &Chunk, rest: &[Chunk], partial: &Partial) -> Option<&'static str> {
        let Sort::Concept(entry) = self.sort(chunk) else { return None };
        let person = self.other_person(&Head::new(Some(entry), chunk.span.clone()))?;
        let linked = rest.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::With | Cue::Who)));
        let says =
            |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition || is_measured(e));
        let has = linked && partial.head.is_none() && rest.iter().any(says);
        let measured = partial.entry().is_some_and(is_measured) && partial.value.is_some();
        let before = self.just_before(chunk.span.start).to_ascii_lowercase();
        let before = before.strip_suffix(" the").unwrap_or(&before);
        let of = measured && [" in", " of", " by"].iter().any(|word| before.ends_with(word));
        (has || of).then_some(person)
    }

    /// Whether children named here are the patients: they open the criterion, as "patients" would.
    pub fn are_patients(&self, entry: Entry, chunk: &Chunk) -> bool {
        self.opens_with_children(entry, chunk.lexemes.start)
    }

    /// Whether the lexeme there, which names this person, is a word for children who open the criterion.
    pub fn opens_with_children(&self, entry: Entry, at: usize) -> bool {
        let word = self.lexed.written(&self.lexed.lexemes[at]).to_ascii_lowercase();
        // "*Adolescent* participants"
        let next = self.lexed.lexemes.get(at + 1).and_then(Lexeme::cue);
        let people = word.ends_with('s') || matches!(&*word, "children" | "child") || next == Some(Cue::Patient);
        let describes = |l: &Lexeme| match l.lex {
            Lex::Word | Lex::Dash => true,
            Lex::Term(group) if group.cue().is_none() => true,
            _ => matches!(
                l.cue(),
                Some(
                    Cue::Adult
                        | Cue::Male
                        | Cue::Female
                        | Cue::SexAny
                        | Cue::All
                        | Cue::Any
                        | Cue::Patient
                        | Cue::Or
                        | Cue::And
                )
            ),
        };
        let opens = at <= FEW && self.lexed.lexemes[..at].iter().all(describes);
        entry.id() == CHILD && people && opens && !self.lexed.lexemes[..at].iter().any(is_other)
    }

    /// Of whom an age is said: not of a child, where the criterion names nobody that a child would be told apart from.
    pub fn whose_age(&self, subject: Option<&'static str>) -> Option<&'static str> {
        let named = || self.lexed.lexemes.iter().any(is_other) || self.meets_child();
        let others = || *self.names_others.get_or_init(named);
        subject.filter(|s| *s != CHILD || others())
    }

    /// "household contact *with children* < 5 years", "cares *for a child*", "have *an infant* 0-3 months of age", "breastfeeding *an infant*":
    /// whether a child is named as somebody whom the patient has or meets. Near misses: "children living with HIV", "children with asthma",
    /// "*child* having had a fever".
    fn meets_child(&self) -> bool {
        let lexemes = &self.lexed.lexemes;
        let child = |l: &Lexeme| l.entry(Kind::Subject).is_some_and(|e| e.id() == CHILD);
        lexemes.iter().enumerate().filter(|(_, l)| child(l)).any(|(at, _)| {
            let told =
                |l: &Lexeme| l.cue() == Some(Cue::The) || words::TOLD_OF_CHILDREN.contains(&self.lexed.normal(l));
            let mut before = lexemes[..at].iter().rev().skip_while(|l| told(l));
            let has = |l: &Lexeme| {
                words::HAVING_VERBS.contains(&self.lexed.normal(l))
                    || l.concept().is_some_and(|e| matches!(e.id(), "exposure" | "lactation"))
            };
            if before.clone().next().is_some_and(has) {
                return true;
            }
            let with = before.next().is_some_and(|l| matches!(l.cue(), Some(Cue::With | Cue::For | Cue::To | Cue::Of)));
            with && before.next().is_some_and(|l| words::MEETING_WORDS.contains(&self.lexed.normal(l)))
        })
    }
}

/// Whether a lexeme names somebody that is neither the patient nor a child.
fn is_other(lexeme: &Lexeme) -> bool {
    lexeme.entry(Kind::Subject).is_some_and(|e| !matches!(e.id(), CHILD | "fetus" | "investigator" | "sponsor"))
}
