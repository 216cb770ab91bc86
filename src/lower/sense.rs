//! What an abbreviation that stands for several things stands for here: the words beside it decide, or nothing does.
//!
//! `lexicons/abbreviations.tsv` has a row for each sense: what it is (`condition:tuberculosis`; blank where it is nothing
//! that a rule is about) and the context that supports it. Context is words of the criterion, and
//!
//! | mark | what stands there | example |
//! |---|---|---|
//! | `@limit` | a number with a unit or comparator after the abbreviation | TB *≤ 1.5 × ULN* |
//! | `@test` | another laboratory test in the same sentence | *ALT* and TB |
//! | `@drug` | another drug in the same sentence | *tacrolimus* or MMF |
//! | `@grade` | a small number without a unit after the abbreviation | IGA *≥ 3* |
//! | `@bare` | a limit without a unit after the abbreviation | TBI *< 0.7* |
//! | `@in deg` | a limit in this unit (UCUM) after the abbreviation | CVA *< 50 degrees* |
//! | `@else` | nothing that supports another sense | history of CVA |
//! | `@document` | where nothing in the criterion supports a sense: such a word anywhere in the document | prostate cancer … prior ADT |
//!
//! What is spelled out beside it ("tuberculosis (TB)"), here or anywhere before in the document, decides alone. Where two
//! senses are supported alike, or none is, it is left open, with a diagnostic.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use rust_decimal::Decimal;

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity};
use crate::lex::{Cue, Entry, Kind, Lex, look_up, normal};
use crate::rule::{Number, Severity};

use super::context::{Context, Sort};
use crate::words;

/// The lexemes on either side of an abbreviation that stand beside it.
const BESIDE: usize = 4;

/// The lexemes on either side that count as its sentence, which may be of any length.
const SENTENCE: usize = 80;

/// What the kinds of support weigh: the long form, a limit, a limit in a unit of its own, a word beside it, anything else in
/// the sentence.
const SPELLED_OUT: u32 = 100;
const LIMITED: u32 = 6;
const IN_UNIT: u32 = 12;
const NEAR: u32 = 2;
const ANYWHERE: u32 = 1;

/// The highest grade of the scales that are abbreviated.
const HIGHEST_GRADE: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// The letters of the abbreviation of a state.
const STATE: usize = 2;

/// The longest abbreviation of the table.
const LONGEST: usize = 5;

/// One thing that an abbreviation can stand for.
struct Sense {
    name: &'static str,
    /// The long forms, in normal form with a space on either side.
    spelled: Vec<String>,
    meaning: Option<Sort>,
    /// Words in normal form with a space on either side, and marks.
    context: Vec<String>,
}

/// The rows of an abbreviation, and its senses once it has been met: a document has few of them.
#[derive(Default)]
struct Abbreviation {
    rows: Vec<&'static str>,
    senses: OnceLock<Vec<Sense>>,
}

static ABBREVIATIONS: LazyLock<BTreeMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let mut abbreviations: BTreeMap<&'static str, Abbreviation> = BTreeMap::new();
    for row in include_str!("../../lexicons/abbreviations.tsv").lines().skip(1) {
        abbreviations.entry(row.split('\t').nth(3).unwrap_or("")).or_default().rows.push(row);
    }
    abbreviations
});

/// An abbreviation as the table has it: "SRI" for "SRI*s*". Near miss: "AS" of two letters.
fn singular(written: &str) -> &str {
    let one = written.strip_suffix('s').filter(|one| one.len() > STATE && ABBREVIATIONS.contains_key(one));
    one.unwrap_or(written)
}

/// Whether the table has an abbreviation as one of several things.
pub(super) fn is_ambiguous(abbreviation: &str) -> bool {
    ABBREVIATIONS.contains_key(singular(abbreviation))
}

/// What an abbreviation of the table can stand for.
fn senses(abbreviation: &str) -> Option<&'static [Sense]> {
    let found = ABBREVIATIONS.get(abbreviation)?;
    Some(found.senses.get_or_init(|| found.rows.iter().filter_map(|row| Sense::read(row)).collect()))
}

impl Sense {
    /// From its row.
    fn read(row: &'static str) -> Option<Self> {
        let cells: Vec<&'static str> = row.split('\t').collect();
        let [_, name, terms, _, concept, context] = cells[..] else { return None };
        let list = |cell: &'static str| cell.split('|').filter(|part| !part.is_empty());
        let padded = |words: &str| format!(" {} ", normal::key(words));
        let spelled = std::iter::once(name).chain(list(terms)).map(padded).collect();
        let marked = |part: &str| if part.starts_with('@') { part.to_owned() } else { padded(part) };
        let context = list(context).map(marked).collect();
        Some(Self { name, spelled, meaning: meaning(concept), context })
    }
}

/// `condition:tuberculosis` as what the chunk is then; none where no rule is about it.
fn meaning(cell: &str) -> Option<Sort> {
    let (kind, id) = cell.split_once(':')?;
    let found = |kind| Entry::find(kind, id);
    match kind {
        "analyte" => found(Kind::Analyte).map(Sort::Concept),
        "condition" => found(Kind::Condition).map(Sort::Concept),
        "drug" => found(Kind::Drug).map(Sort::Concept),
        "drug_class" => found(Kind::DrugClass).map(Sort::Concept),
        "observation" => found(Kind::Observation).map(Sort::Concept),
        "procedure" => found(Kind::Procedure).map(Sort::Concept),
        "score" => found(Kind::Score).map(Sort::Concept),
        "setting" => found(Kind::Setting).map(Sort::Term),
        "method" => found(Kind::Method).map(Sort::Term),
        "cue" => look_up(id)?.cue().map(Sort::Cue),
        _ => None,
    }
}

/// An abbreviation in a criterion.
struct Found {
    /// Its lexeme.
    at: usize,
    bytes: Bytes,
    limited: bool,
    graded: bool,
    /// Whether the limit has no unit, and its unit where it has one.
    bare: bool,
    unit: Option<String>,
}

impl Context<'_, '_> {
    /// Decides what the ambiguous abbreviations of a criterion stand for; `document` is what the text it is from
    /// introduces.
    pub fn decide_senses(&mut self, chunks: &[Chunk], document: &mut Introduced<'_>) {
        let places = self.states_of_towns(chunks);
        self.senses.extend(places);
        let mut states = Vec::new();
        self.found_not_measured(chunks, &mut states);
        self.places_not_measured(chunks, &mut states);
        self.drinks_without_alcohol(chunks, &mut states);
        self.senses.extend(states);
        let mut found = Vec::new();
        self.abbreviations(chunks, &mut found);
        for abbreviation in found {
            if self.senses.iter().any(|(at, _)| *at == abbreviation.at) {
                continue;
            }
            // Without the brackets of "[Na]".
            let words = singular(self.lexed.written(&self.lexed.lexemes[abbreviation.at]));
            let Some(senses) = senses(words) else { continue };
            match self.decided(&abbreviation, senses, document) {
                Some(sense) => self.senses.push((abbreviation.at, sense.meaning.unwrap_or(Sort::Word))),
                None => {
                    self.senses.push((abbreviation.at, Sort::Word));
                    if document.explains(words) {
                        continue;
                    }
                    let names: Vec<&str> = senses.iter().map(|sense| sense.name).collect();
                    let message = format!("\"{words}\" may be {}", names.join(" or "));
                    self.say("ambiguous-abbreviation", Severity::Warning, message, &abbreviation.bytes);
                }
            }
        }
        self.senses.sort_by_key(|(at, _)| *at);
    }

    /// "Rochester, *MN*": the abbreviation of a state after the name of a town is no disease.
    fn states_of_towns(&self, chunks: &[Chunk]) -> Vec<(usize, Sort)> {
        let state = |at: usize| match &chunks[at].kind {
            ChunkKind::Lexeme(lexeme) if self.is_state_after(chunks, at) => Some((*lexeme, Sort::Word)),
            _ => None,
        };
        (3..chunks.len()).filter_map(state).collect()
    }

    /// Whether a chunk is the abbreviation of a state, after a comma and the name of a town.
    pub fn is_state_after(&self, chunks: &[Chunk], at: usize) -> bool {
        let Some([place, town, comma, state]) = at.checked_sub(3).and_then(|from| chunks.get(from..=at)) else {
            return false;
        };
        let written = self.words(&state.span);
        // Capitals first: every line has words of two letters.
        if written.len() != STATE || !written.starts_with(char::is_uppercase) || !words::STATES.contains(&written) {
            return false;
        }
        let resident = self.just_before(town.span.start).to_lowercase();
        let placed = matches!(self.cue(place), Some(Cue::In | Cue::At | Cue::From))
            || resident.ends_with("resident of")
            || resident.ends_with("residents of");
        self.sort(comma) == Sort::Comma
            && self.words(&town.span).starts_with(char::is_uppercase)
            && self.sort(town) == Sort::Word
            && placed
    }

    fn abbreviations(&self, chunks: &[Chunk], found: &mut Vec<Found>) {
        for (n, chunk) in chunks.iter().enumerate() {
            match &chunk.kind {
                ChunkKind::Group(inner) => self.abbreviations(inner, found),
                ChunkKind::Lexeme(at) if self.is_abbreviation(*at) => {
                    let limit = self.limit_after(&chunks[n + 1..]);
                    found.push(Found {
                        at: *at,
                        bytes: chunk.span.clone(),
                        limited: limit.is_some(),
                        graded: limit.is_some_and(is_grade),
                        bare: limit.is_some_and(|l| l.unit.is_none() && l.relative_to.is_none()),
                        unit: limit.and_then(|l| l.unit.as_ref()?.code.clone()),
                    });
                }
                _ => {}
            }
        }
    }

    /// Whether a lexeme is written as one of the table's, in capitals, and is no part of a name ("PD-1", "K-wire").
    fn is_abbreviation(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        let lexeme = &lexemes[at];
        let glued = |n: Option<usize>| n.and_then(|n| lexemes.get(n)).is_some_and(|l| l.lex == Lex::Dash && !l.spaced);
        let written = singular(self.lexed.written(lexeme));
        let length = written.len();
        (1..=LONGEST).contains(&length)
            && written.starts_with(|c: char| c.is_ascii_uppercase())
            && ABBREVIATIONS.contains_key(written)
            && lexeme.cue() != Some(Cue::All)
            && self.release_form(at).is_none()
            && !(glued(Some(at + 1))
                && (length == 1 || matches!(lexemes.get(at + 2).map(|l| &l.lex), Some(Lex::Number(_)))))
    }

    /// The limit that is the next thing said.
    fn limit_after<'c>(&self, rest: &'c [Chunk]) -> Option<&'c Quantity> {
        // Whether a sign after it is a result waits for its sense.
        if rest.first().is_some_and(|c| matches!(self.words(&c.span), "+" | "-" | "–" | "−")) {
            return None;
        }
        let passed = |c: &&Chunk| {
            matches!(c.kind, ChunkKind::Group(_))
                || matches!(self.sort(c), Sort::Cue(Cue::Be | Cue::Of | Cue::Must | Cue::ScoreWord))
        };
        match &rest.iter().find(|c| !passed(c))?.kind {
            ChunkKind::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// The one sense that is supported best.
    fn decided<'s>(&self, found: &Found, senses: &'s [Sense], document: &mut Introduced<'_>) -> Option<&'s Sense> {
        if let Some(sense) = document.sense(singular(self.lexed.written(&self.lexed.lexemes[found.at])), senses) {
            return senses.get(sense);
        }
        let around = self.around(found);
        let support: Vec<u32> = senses.iter().map(|sense| around.support(found, sense)).collect();
        let Some(best) = support.iter().copied().max().filter(|best| *best > 0) else {
            let told = document.told_by_words(singular(self.lexed.written(&self.lexed.lexemes[found.at])), senses);
            let other = || senses.iter().find(|sense| sense.context.iter().any(|mark| mark == "@else"));
            return told.and_then(|at| senses.get(at)).or_else(other);
        };
        let mut best_of = senses.iter().zip(&support).filter(|(_, support)| **support == best);
        let (sense, _) = best_of.next()?;
        best_of.next().is_none().then_some(sense)
    }

    /// What stands around an abbreviation, which is no context of its own.
    fn around(&self, found: &Found) -> Around {
        let lexemes = &self.lexed.lexemes;
        let ends = |n: &usize| lexemes[*n].is_sign(';') || lexemes[*n].is_sign('.');
        let (first, last) = (found.at.saturating_sub(SENTENCE), lexemes.len().min(found.at + 1 + SENTENCE));
        let start = (first..found.at).rev().find(ends).map_or(first, |n| n + 1);
        let end = (found.at + 1..last).find(ends).unwrap_or(last);
        let text = |from: usize, to: usize| match (lexemes.get(from), to.checked_sub(1)) {
            (Some(first), Some(last)) if from < to => {
                &self.lexed.text[first.start as usize..lexemes[last].end as usize]
            }
            _ => "",
        };
        let words = |from: usize, to: usize| {
            format!(" {} | {} ", normal::key(text(from, found.at)), normal::key(text(found.at + 1, to)))
        };
        let named = (start..end)
            .filter(|n| *n != found.at && !ABBREVIATIONS.contains_key(singular(self.lexed.written(&lexemes[*n]))));
        Around {
            whole: words(start, end),
            beside: words(start.max(found.at.saturating_sub(BESIDE)), end.min(found.at + 1 + BESIDE)),
            concepts: named.filter_map(|n| lexemes[n].concept()).map(|entry| entry.kind()).collect(),
        }
    }
}

/// What stands around an abbreviation.
struct Around {
    /// Its sentence, and the words directly beside it, in normal form.
    whole: String,
    beside: String,
    /// The kinds of the other concepts in its sentence.
    concepts: Vec<Kind>,
}

impl Around {
    /// How much of it supports one of the senses.
    fn support(&self, found: &Found, sense: &Sense) -> u32 {
        let others = |kinds: &[Kind]| self.concepts.iter().any(|kind| kinds.contains(kind));
        let weigh = |part: &String| match part.as_str() {
            "@limit" if found.limited => LIMITED,
            "@grade" if found.graded => LIMITED,
            "@bare" if found.bare => LIMITED,
            mark if mark.strip_prefix("@in ").is_some_and(|unit| found.unit.as_deref() == Some(unit)) => IN_UNIT,
            "@test" if others(&[Kind::Analyte]) => ANYWHERE,
            "@drug" if others(&[Kind::Drug, Kind::DrugClass]) => ANYWHERE,
            mark if mark.starts_with('@') => 0,
            words if self.beside.contains(words) => NEAR,
            words if self.whole.contains(words) => ANYWHERE,
            _ => 0,
        };
        let spelled = sense.spelled.iter().any(|words| self.whole.contains(words.as_str()));
        u32::from(spelled) * SPELLED_OUT + sense.context.iter().map(weigh).sum::<u32>()
    }
}

/// Whether a limit is one of a scale of a few grades.
fn is_grade(quantity: &Quantity) -> bool {
    let bounds = &quantity.bounds;
    let small = |n: Number| n.0.is_integer() && n.0 <= HIGHEST_GRADE;
    let ends = [bounds.ge, bounds.gt, bounds.le, bounds.lt, bounds.eq];
    quantity.unit.is_none() && quantity.relative_to.is_none() && ends.into_iter().flatten().all(small)
}

/// The only sense of an abbreviation that is of this kind.
pub fn sense_of_kind(abbreviation: &str, kind: Kind) -> Option<Entry> {
    let senses = senses(abbreviation)?.iter().filter_map(|sense| match sense.meaning {
        Some(Sort::Concept(entry)) if entry.kind() == kind => Some(entry),
        _ => None,
    });
    let senses: Vec<Entry> = senses.collect();
    <[Entry; 1]>::try_from(senses).ok().map(|[only]| only)
}

/// What the abbreviations are that a document introduces, each looked for once.
pub struct Introduced<'d> {
    text: &'d str,
    known: BTreeMap<String, Option<usize>>,
    /// Whether the document spells it out as something else.
    explained: BTreeMap<String, bool>,
    /// Which sense its words tell of.
    told: BTreeMap<String, Option<usize>>,
}

impl<'d> Introduced<'d> {
    /// Of this document.
    pub fn of(text: &'d str) -> Self {
        Self { text, known: BTreeMap::new(), explained: BTreeMap::new(), told: BTreeMap::new() }
    }

    /// Whether the document spells an abbreviation out.
    fn explains(&mut self, abbreviation: &str) -> bool {
        if let Some(known) = self.explained.get(abbreviation) {
            return *known;
        }
        let found = is_explained(self.text, abbreviation);
        self.explained.insert(abbreviation.to_owned(), found);
        found
    }

    /// The place of the only sense that is told by its words anywhere in the document, where the table lets them tell.
    fn told_by_words(&mut self, abbreviation: &str, senses: &[Sense]) -> Option<usize> {
        if !senses.iter().any(|sense| sense.context.iter().any(|mark| mark == "@document")) {
            return None;
        }
        if let Some(told) = self.told.get(abbreviation) {
            return *told;
        }
        let document = format!(" {} ", normal::key(self.text));
        let tells = |sense: &Sense| sense.context.iter().any(|words| document.contains(words.as_str()));
        let mut telling = (0..senses.len()).filter(|at| tells(&senses[*at]));
        let told = telling.next().filter(|_| telling.next().is_none());
        self.told.insert(abbreviation.to_owned(), told);
        told
    }

    /// The place of the sense of an abbreviation that the document spells out.
    fn sense(&mut self, abbreviation: &str, senses: &[Sense]) -> Option<usize> {
        if let Some(known) = self.known.get(abbreviation) {
            return *known;
        }
        let found = senses.iter().position(|sense| is_introduced(self.text, abbreviation, sense));
        self.known.insert(abbreviation.to_owned(), found);
        found
    }
}

/// Whether a text spells an abbreviation out itself, as something that the table does not have: "probing depth (PD)".
fn is_explained(document: &str, abbreviation: &str) -> bool {
    let letters = abbreviation.chars().count();
    document.match_indices(&format!("({abbreviation})")).any(|(at, _)| {
        let before = document[..at].lines().next_back().unwrap_or("");
        let words: Vec<&str> = before.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let last = words.len().checked_sub(letters).map(|from| &words[from..]);
        last.is_some_and(|words| {
            let initials = words.iter().filter_map(|word| word.chars().next());
            initials.flat_map(char::to_uppercase).eq(abbreviation.chars())
        })
    })
}

/// Whether a text says "tuberculosis (TB)".
fn is_introduced(document: &str, abbreviation: &str, sense: &Sense) -> bool {
    let brackets = format!("({abbreviation})");
    let mut from = 0;
    while let Some(at) = document[from..].find(&brackets) {
        let before = document[from..from + at].lines().next_back().unwrap_or("");
        let words: Vec<&str> = before.split_whitespace().rev().take(3).collect();
        let words: Vec<&str> = words.into_iter().rev().collect();
        let before = format!(" {} ", normal::key(&words.join(" ")));
        if sense.spelled.iter().any(|spelled| before.ends_with(spelled.as_str())) {
            return true;
        }
        from += at + brackets.len();
    }
    false
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_spells_out_itself() {
        assert!(is_explained("with probing depth (PD) ≥ 7 mm", "PD"));
        assert!(is_explained("oppositional defiant disorder, conduct disorder (CD), or", "CD"));
        assert!(!is_explained("hemodialysis or dialysis (PD)", "PD"));
        assert!(!is_explained("depth (PD)", "PD"));
        assert!(!is_explained("probing depth, PD", "PD"));
    }

    #[test]
    fn every_abbreviation_has_several_senses_that_the_vocabulary_knows() {
        for (abbreviation, found) in ABBREVIATIONS.iter() {
            assert_eq!(senses(abbreviation).unwrap().len(), found.rows.len(), "{abbreviation}");
            assert!(found.rows.len() > 1, "{abbreviation}");
            assert!((1..=LONGEST).contains(&abbreviation.len()), "{abbreviation}");
        }
        for line in include_str!("../../lexicons/abbreviations.tsv").lines().skip(1) {
            let concept = line.split('\t').nth(4).unwrap();
            assert!(concept.is_empty() || meaning(concept).is_some(), "{line}");
        }
    }
}
