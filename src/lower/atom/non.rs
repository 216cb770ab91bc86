//! "non-": what kind of thing is meant, or that a person does not have it.
//!
//! | after "non-" | example | rule |
//! |---|---|---|
//! | a qualifier of what is named next | *non-emergent* surgery; *non-metastatic*, resistant cancer | `A other than such an A` |
//! | a name that ends in that of its class | *non-viral hepatitis*, *non-cardiac surgery* | the class other than it |
//! | a name, and another one | *non-aspirin* NSAID, *non-cancer* pain | the second other than the first |
//! | an abbreviation of nothing known, and a disease | *non-AD* skin disease | the disease other than it |
//! | a name, people, and what they have | *non-pregnant* adults with asthma | `all(…, not(A))` |
//! | a name, and some of the people | *non-empagliflozin arm* | their name, which says nothing of what they have |
//! | a treatment, and a word for one | *non-stimulant medication*, *non-statin therapy* | other treatments, in no table |
//! | where it comes from | *non-cardiac causes* of chest pain | words that are not understood, which deny nothing |
//! | a name, and a noun that is none | *non-migraine causes* of headache | a name in no table |
//! | a word that is no name, and a name | *non-cardiac* chest pain, *non-fasting* glucose | a name in no table |
//!
//! Near misses: "non-diabetic patients", "non-obese": not to have it. "Non-Hodgkin lymphoma" is a name of its own.

use crate::grammar::{Bytes, Chunk};
use crate::lex::{Cue, Entry, Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};
use crate::words;

impl Context<'_, '_> {
    /// Reads what "non" describes; gives how many chunks after it were read. `None` where it only denies what follows.
    pub(super) fn non(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> Option<usize> {
        let dash = usize::from(rest.first().is_some_and(|c| self.sort(c) == Sort::Dash));
        let of = rest.get(dash)?;
        let after = &rest[dash + 1..];
        if let Some(arm) = self.arm_named(after) {
            partial.unknown.push(chunk.span.start..arm);
            self.take(&rest[..dash + 2]);
            partial.non = true;
            return Some(dash + 2);
        }
        let cause = |c: &Chunk| words::NOUNS_OF_CAUSES.contains(&&*self.words(&c.span).to_ascii_lowercase());
        let told = |c: &Chunk| matches!(self.cue(c), Some(Cue::Of | Cue::SuchAs | Cue::Including));
        if let Some(noun) = after.first().filter(|c| cause(c) && after.get(1).is_some_and(told)) {
            let named = chunk.span.start..noun.span.end;
            self.take(&rest[..dash]);
            self.take_whole(&rest[dash..dash + 2]);
            self.not_understood(&named);
            partial.non = true;
            return Some(dash + 2);
        }
        let width = match self.sort(of) {
            Sort::Term(entry) if entry.kind() == Kind::Qualifier => {
                if !after.iter().any(|c| self.names_event(c)) {
                    // "do not require *non-invasive* support": denied already, so that the prefix is part of a name.
                    if partial.negated && after.first().is_some_and(|c| self.sort(c) == Sort::Word) {
                        self.take(&rest[..dash]);
                        partial.non = true;
                        return Some(dash + self.non_word(chunk, of, partial));
                    }
                    partial.non = after.iter().all(|c| self.is_idle(c));
                    return None;
                }
                partial.other_qualifiers.push(entry.id());
                1
            }
            Sort::Concept(entry) => self.non_name(entry, chunk, of, after, partial)?,
            Sort::Word if self.is_capitals(of) && self.disease_next(after) => {
                let node = self.bare_node(&Head::new(None, of.span.clone()), None);
                partial.other_than.push(node);
                1
            }
            Sort::Term(_) if self.names_next(after) == Some(0) => self.non_word(chunk, of, partial),
            Sort::Cue(cue) if !matches!(cue, Cue::And | Cue::Or | Cue::AndOr) && self.names_next(after) == Some(0) => {
                self.non_word(chunk, of, partial)
            }
            // "*non-cardiac causes* of dyspnea such as asthma": what they are, and nothing that somebody does not have.
            Sort::Cue(Cue::BodyFunction) if after.first().is_some_and(|c| self.sort(c) == Sort::Word) => {
                self.non_word(chunk, of, partial)
            }
            _ => return None,
        };
        self.take(&rest[..dash + width]);
        partial.non = true;
        Some(dash + width)
    }

    fn non_name(
        &mut self,
        entry: Entry,
        chunk: &Chunk,
        of: &Chunk,
        after: &[Chunk],
        partial: &mut Partial,
    ) -> Option<usize> {
        if let Some((qualifier, head)) = self.described_name(entry, of) {
            partial.other_qualifiers.push(qualifier);
            partial.head = Some(head);
            return Some(1);
        }
        let therapy = |word: &str| look_up(word).is_some_and(|found| found.cue() == Some(Cue::TherapyWord));
        let last = after.first().map(|c| self.words(&c.span)).filter(|word| therapy(word));
        let own = self.words(&of.span).rsplit_once(' ').map(|(_, last)| last).filter(|word| therapy(word));
        if entry.kind().is_treatment() && (last.is_some() || own.is_some()) {
            // Other treatments, of which no table says which.
            let (width, end) = if own.is_some() { (1, of.span.end) } else { (2, after[0].span.end) };
            partial.head = Some(Head::new(None, chunk.span.start..end));
            partial.exposure = partial.exposure.or(Some(Cue::Exposure));
            return Some(width);
        }
        let whole = Head::new(Some(entry), of.span.clone());
        if let Some(class) = self.class_at_end(entry, of) {
            if is_measured(entry) {
                partial.unknown.push(chunk.span.start..class.bytes.start);
            } else if class.entry.is_some() {
                let node = self.bare_node(&whole, None);
                partial.other_than.push(node);
            }
            let bytes = if class.entry.is_some() { class.bytes } else { chunk.span.start..of.span.end };
            partial.head = Some(Head::new(class.entry, bytes));
            return Some(1);
        }
        if let Some(next) = self.names_next(after) {
            // "non-*white race*": of the same row, and so not to be told apart.
            if is_measured(entry) || self.is_measured_or(entry, &after[next..]) {
                return Some(self.non_word(chunk, of, partial));
            }
            let node = self.bare_node(&whole, None);
            partial.other_than.push(node);
            return Some(1 + next);
        }
        if self.is_capitals(of) && self.disease_next(after) {
            // "non-*AD* inflammatory skin disease"
            let node = self.bare_node(&whole, None);
            partial.other_than.push(node);
            return Some(1);
        }
        let noun = |c: &Chunk| self.sort(c) == Sort::Word;
        if after.first().is_some_and(|c| self.links_names(c) || noun(c)) {
            return Some(self.non_word(chunk, of, partial));
        }
        if self.people_who_have(of, after) {
            let bytes = chunk.span.start..of.span.end;
            partial.also.push(Partial { negated: true, head: Some(whole), bytes, ..Partial::default() });
            return Some(1);
        }
        None
    }

    /// "non-empagliflozin *arm*": where the word ends that makes it the name of some of the people of the trial.
    fn arm_named(&self, after: &[Chunk]) -> Option<usize> {
        let noun = after.first()?;
        words::COHORT_NOUNS.contains(&&*self.words(&noun.span).to_ascii_lowercase()).then_some(noun.span.end)
    }

    /// "AD", "HS".
    fn is_capitals(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span);
        words.len() > 1 && words.bytes().all(|b| b.is_ascii_uppercase())
    }

    /// "*inflammatory skin diseases*": whether a disease is named next, before it but words that describe it.
    fn disease_next(&self, after: &[Chunk]) -> bool {
        let named = after.iter().find(|c| !matches!(self.sort(c), Sort::Word | Sort::Term(_)));
        named.is_some_and(|c| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition))
    }

    /// "*non-cardiac* chest pain": part of a name that no table has.
    fn non_word(&self, chunk: &Chunk, of: &Chunk, partial: &mut Partial) -> usize {
        partial.unknown.push(chunk.span.start..of.span.end);
        1
    }

    /// How many chunks stand before the next name: qualifiers, or a word that joins the two ("non-dialysis *dependent*").
    fn names_next(&self, after: &[Chunk]) -> Option<usize> {
        let before = after.iter().take_while(|c| self.sort(c) == Sort::Dash || self.links_names(c)).count();
        let described = |c: &&Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier);
        let named = after[before..].iter().find(|c| !described(c))?;
        matches!(self.sort(named), Sort::Concept(_)).then_some(before)
    }

    /// "non-AIDS *defining* illness", "non-dialysis *dependent* disease".
    fn links_names(&self, chunk: &Chunk) -> bool {
        words::NAME_LINKS.contains(&&*self.words(&chunk.span).to_lowercase())
    }

    /// Whether the next name is measured, or has this row.
    fn is_measured_or(&self, entry: Entry, after: &[Chunk]) -> bool {
        let named = after.iter().find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        });
        named.is_some_and(|next| next == entry || is_measured(next))
    }

    /// "non-diabetic *patients with hypertension*", "non-*pregnant women* with asthma": whether people follow, and what else
    /// they have.
    fn people_who_have(&self, of: &Chunk, after: &[Chunk]) -> bool {
        let person = |cue: Option<Cue>| matches!(cue, Some(Cue::Patient | Cue::Adult | Cue::Female | Cue::Male));
        let has = |c: &Chunk| matches!(self.cue(c), Some(Cue::With | Cue::Who | Cue::Undergone | Cue::Exposure));
        let last = self.words(&of.span).rsplit(' ').next().and_then(look_up);
        let people = after.iter().take_while(|c| person(self.cue(c))).count();
        let named = after.iter().skip(people + 1).any(|c| matches!(self.sort(c), Sort::Concept(_)));
        let people_before = people > 0 || person(last.and_then(|group| group.cue()));
        people_before && named && after.get(people).is_some_and(has)
    }

    /// "non-*viral hepatitis*": the class that the last words of a name are. Without an entry where they are only "disease"
    /// or its like.
    fn class_at_end(&self, entry: Entry, of: &Chunk) -> Option<Head> {
        if entry.kind() == Kind::Observation {
            // "non-*measurable disease*": a state, and no class of it.
            return None;
        }
        let words = self.words(&of.span);
        let tails = words.match_indices([' ', '-']).map(|(at, _)| at + 1);
        let alike = |e: &Entry| e.kind() == entry.kind() || e.kind().is_drug() && entry.kind().is_drug();
        tails.filter_map(|at| words.get(at..)).find_map(|tail| {
            let bytes: Bytes = of.span.end - tail.len()..of.span.end;
            let lower = tail.to_lowercase();
            let of_diseases = |noun: &&str| *noun == lower || noun.strip_suffix('s') == Some(&*lower);
            if words::DISEASE_NOUNS.iter().chain(words::DISEASE_CLASS_NOUNS).any(of_diseases) {
                return Some(Head::new(None, bytes));
            }
            let class = look_up(tail)?.entries().find(alike)?;
            // "non-*sustained* ventricular tachycardia": the name has a word that its table does not tell apart.
            Some(Head::new(Some(class).filter(|class| *class != entry), bytes))
        })
    }

    /// "non-*elective surgery*": the qualifier that a name begins with, and what the rest of it names.
    fn described_name(&self, entry: Entry, of: &Chunk) -> Option<(&'static str, Head)> {
        let (first, tail) = self.words(&of.span).split_once(' ')?;
        let qualifier = look_up(first)?.of(Kind::Qualifier)?;
        let named = look_up(tail)?.of(entry.kind()).filter(|_| entry.kind() == Kind::Procedure)?;
        Some((qualifier.id(), Head::new(Some(named), of.span.end - tail.len()..of.span.end)))
    }

    /// Whether a chunk names what can be described.
    fn names_event(&self, chunk: &Chunk) -> bool {
        matches!(self.sort(chunk), Sort::Concept(e) if matches!(e.kind(), Kind::Condition | Kind::Procedure))
    }
}
