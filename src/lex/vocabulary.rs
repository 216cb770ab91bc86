//! The compiled vocabulary, searched in place: nothing is built at start-up.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::slots;
use crate::words;

include!(concat!(env!("OUT_DIR"), "/cues.rs"));

static FST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/vocabulary.fst"));
static HEADS_FST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/heads.fst"));
static GROUPS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/groups.bin"));
static ENTRIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/entries.bin"));
static ABOVE_PLACES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/above.places"));
static ABOVE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/above.bin"));
static ID_SLOTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ids.slots"));
static FIRST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"));
static FIRST_SLOTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first.slots"));
static FIRST_NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/first.txt"));
static ROWS: &str = include_str!(concat!(env!("OUT_DIR"), "/rows.tsv"));

static MAP: LazyLock<fst::Map<&'static [u8]>> =
    LazyLock::new(|| fst::Map::new(FST).expect("the build script wrote a valid map"));
static HEADS: LazyLock<fst::Set<&'static [u8]>> =
    LazyLock::new(|| fst::Set::new(HEADS_FST).expect("the build script wrote a valid set"));

/// Bytes of one first token in `first.bin`: where it begins in its names, its length, the node it leads to, what has been
/// put out.
const TOKEN: usize = 16;
/// Bytes of one entry in `entries.bin`: kind, cue, offset of the row, length of its id.
const ENTRY: usize = 8;
/// Set in a reference when the form counts only in capitals (units: exactly as written).
const CASED: u32 = 1 << 31;
/// Set in a reference when the form, in capitals and small letters, counts only as it is written, and then alone.
const EXACT: u32 = 1 << 30;

/// A hash of all vocabulary, to tell which one a document was made with.
pub const LEXICON_HASH: &str = env!("LEXICON_HASH");

/// Which table an entry is from. The order is that of `TABLES` in the build script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A word that carries structure.
    Cue,
    /// A number word.
    Numeral,
    /// A unit of measure.
    Unit,
    /// A laboratory test, vital sign or other measured quantity.
    Analyte,
    /// A score, scale, class or grade.
    Score,
    /// A disease, symptom or state.
    Condition,
    /// A procedure.
    Procedure,
    /// A drug.
    Drug,
    /// A class of drugs.
    DrugClass,
    /// Anything else that happens or holds.
    Observation,
    /// A moment of a trial or a life that windows are counted from.
    Anchor,
    /// Severe, active, uncontrolled, …
    Qualifier,
    /// Positive, normal, low, …
    Finding,
    /// Oral, intravenous, …
    Route,
    /// A classification and its edition, a formula, an assay.
    Method,
    /// Room air, fasting, …
    Setting,
    /// Relative, partner, donor, …
    Subject,
    /// Failed, responded, recovered, …
    Outcome,
}

impl Kind {
    const ALL: [Self; 18] = [
        Self::Cue,
        Self::Numeral,
        Self::Unit,
        Self::Analyte,
        Self::Score,
        Self::Condition,
        Self::Procedure,
        Self::Drug,
        Self::DrugClass,
        Self::Observation,
        Self::Anchor,
        Self::Qualifier,
        Self::Finding,
        Self::Route,
        Self::Method,
        Self::Setting,
        Self::Subject,
        Self::Outcome,
    ];

    /// The kinds whose entries can be what a criterion is about.
    pub const CONCEPTS: &[Self] =
        &[Self::Analyte, Self::Score, Self::Condition, Self::Procedure, Self::Drug, Self::DrugClass, Self::Observation];

    /// Whether entries of this kind are drugs or classes of them.
    pub fn is_drug(self) -> bool {
        matches!(self, Self::Drug | Self::DrugClass)
    }

    /// Whether entries of this kind are given or done: drugs and procedures.
    pub fn is_treatment(self) -> bool {
        self.is_drug() || self == Self::Procedure
    }

    /// Whether entries of this kind can be what a criterion is about.
    pub fn is_concept(self) -> bool {
        Self::CONCEPTS.contains(&self)
    }
}

/// One row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry(u32);

impl Entry {
    /// What a reference of a group refers to, whatever it says of how that is written.
    fn referred(reference: u32) -> Self {
        Self(reference & !(CASED | EXACT))
    }

    fn bytes(self) -> &'static [u8] {
        let at = self.0 as usize * ENTRY;
        &ENTRIES[at..at + ENTRY]
    }

    /// The table it is from.
    pub fn kind(self) -> Kind {
        Kind::ALL[self.bytes()[0] as usize]
    }

    /// The cue, if it is one.
    pub fn cue(self) -> Option<Cue> {
        let b = self.bytes();
        let number = u16::from_le_bytes([b[1], b[2]]) as usize;
        number.checked_sub(1).map(|at| Cue::ALL[at])
    }

    /// Where its row begins in `ROWS`.
    fn row(self) -> usize {
        let b = self.bytes();
        u32::from_le_bytes([b[3], b[4], b[5], b[6]]) as usize
    }

    /// The cell in the given column, counted from 0: `id`, `name`, `terms`, then what the table has.
    pub(super) fn cell(self, column: usize) -> &'static str {
        let mut rest = &ROWS[self.row()..];
        for _ in 0..column {
            match memchr::memchr2(b'\t', b'\n', rest.as_bytes()) {
                Some(at) if rest.as_bytes()[at] == b'\t' => rest = &rest[at + 1..],
                _ => return "",
            }
        }
        &rest[..memchr::memchr2(b'\t', b'\n', rest.as_bytes()).unwrap_or(rest.len())]
    }

    /// Our stable id.
    pub fn id(self) -> &'static str {
        let at = self.row();
        &ROWS[at..at + self.bytes()[7] as usize]
    }

    /// Whether `written` is, letter for letter, one of the forms in the fourth column, `abbr`.
    fn is_form(self, written: &str) -> bool {
        self.abbreviations().any(|form| form == written)
    }

    /// The row of this kind with this id.
    pub fn find(kind: Kind, id: &str) -> Option<Self> {
        let hash = slots::hash(id.as_bytes()) ^ kind as u64;
        let is = |at: &Self| at.kind() == kind && at.id() == id;
        slots::find(ID_SLOTS.as_chunks().0, hash, |at| is(&Self(at as u32))).map(|at| Self(at as u32))
    }

    /// The classes of diseases and of drugs that have an entry of this id as a member.
    pub fn classes(self) -> impl Iterator<Item = Self> {
        let place = |at: usize| u32::from_le_bytes(ABOVE_PLACES.as_chunks().0[at]) as usize;
        let of = &ABOVE[place(self.0 as usize)..place(self.0 as usize + 1)];
        of.as_chunks().0.iter().map(|class| Self(u32::from_le_bytes(*class)))
    }

    /// Every entry of the vocabulary.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..(ENTRIES.len() / ENTRY) as u32).map(Self)
    }
}

/// The id of the class of drugs that a qualifier makes of another class: "long-acting G-CSF".
pub fn narrower_id(qualifier: &str, class: &str) -> String {
    format!("{qualifier}_{class}")
}

/// All entries that one form of words stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    at: u32,
    /// Which of the references hold for the words as they are written, one bit each.
    hold: u32,
    /// The kinds of the entries that hold, one bit each, and the first cue among them: what is asked of every lexeme
    /// again and again.
    kinds: u32,
    cue: Option<Cue>,
}

/// The references of the group that stands at `at`.
fn references(at: u32) -> impl Iterator<Item = u32> {
    let (numbers, _) = GROUPS[at as usize..].as_chunks::<4>();
    let count = numbers.first().map_or(0, |n| u32::from_le_bytes(*n) as usize);
    numbers.iter().skip(1).take(count.min(32)).map(|n| u32::from_le_bytes(*n))
}

impl Group {
    /// The group at `at`, of which those references hold; `None` where none does.
    fn new(at: u32, holds: impl Fn(u32) -> bool) -> Option<Self> {
        let mut group = Self { at, hold: 0, kinds: 0, cue: None };
        for (i, reference) in references(at).enumerate().filter(|(_, reference)| holds(*reference)) {
            let entry = Entry::referred(reference);
            group.hold |= 1 << i;
            group.kinds |= 1 << entry.kind() as u32;
            group.cue = group.cue.or_else(|| entry.cue());
        }
        (group.hold != 0).then_some(group)
    }

    /// The entries, those left out that count only in capitals (a unit: only as its table writes it) where the text
    /// is written otherwise.
    pub fn entries(self) -> impl Iterator<Item = Entry> {
        let hold = self.hold;
        references(self.at).enumerate().filter(move |(i, _)| hold >> i & 1 == 1).map(|(_, r)| Entry::referred(r))
    }

    /// Whether an entry is of one of these kinds.
    pub fn has(self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| self.kinds >> *kind as u32 & 1 == 1)
    }

    /// The entry of this kind, if there is one.
    pub fn of(self, kind: Kind) -> Option<Entry> {
        if self.has(&[kind]) { self.entries().find(|e| e.kind() == kind) } else { None }
    }

    /// The cue, if there is one.
    pub fn cue(self) -> Option<Cue> {
        self.cue
    }
}

/// A walk through the map, token by token.
#[derive(Clone, Copy)]
pub struct Walk {
    node: u64,
    output: fst::raw::Output,
}

impl Walk {
    /// The walk that has read one token; `None` where no term begins with it.
    pub fn start(token: &str) -> Option<Self> {
        let field = |at: usize, n: usize| {
            let bytes = FIRST[at * TOKEN + 4 * n..].first_chunk().copied().unwrap_or_default();
            u32::from_le_bytes(bytes)
        };
        let is = |at: usize| {
            let (begin, length) = (field(at, 0) as usize, field(at, 1) as usize);
            FIRST_NAMES.as_bytes()[begin..begin + length] == *token.as_bytes()
        };
        let at = slots::find(FIRST_SLOTS.as_chunks().0, slots::hash(token.as_bytes()), is)?;
        Some(Self { node: field(at, 2).into(), output: fst::raw::Output::new(field(at, 3).into()) })
    }

    /// Reads one more token; `None` where no term goes on like this.
    pub fn step(mut self, token: &str) -> Option<Self> {
        let fst = MAP.as_fst();
        let mut node = fst.node(self.node as usize);
        for byte in std::iter::once(b' ').chain(token.bytes()) {
            let transition = node.transition(node.find_input(byte)?);
            self.output = self.output.cat(transition.out);
            node = fst.node(transition.addr);
        }
        self.node = node.addr() as u64;
        Some(self)
    }

    /// The group of what has been read, if that is a whole term. `written` is the text it was read from.
    pub fn group(self, written: &str) -> Option<Group> {
        let node = MAP.as_fst().node(self.node as usize);
        if !node.is_final() {
            return None;
        }
        let at = self.output.cat(node.final_output()).value() as u32;
        // "PsA" is psoriatic arthritis, and no PSA.
        let exact = |reference: u32| reference & EXACT != 0 && Entry::referred(reference).is_form(written);
        if written.chars().any(char::is_lowercase) && references(at).any(exact) {
            return Group::new(at, exact);
        }
        let counts = is_word_and_number(written);
        Group::new(at, |reference| match reference & (CASED | EXACT) {
            0 => !(counts && Entry::referred(reference).kind().is_drug()),
            CASED if Entry::referred(reference).kind() == Kind::Unit => Entry::referred(reference).is_form(written),
            CASED => is_capital(written),
            _ => false,
        })
    }
}

/// Whether a form is written in capitals throughout; a plural `s` at the end is allowed. Near miss: "*As* adults …", no plural.
fn is_capital(written: &str) -> bool {
    let written = written.strip_suffix('s').filter(|one| one.len() > 1).unwrap_or(written);
    !written.is_empty() && !written.chars().any(char::is_lowercase)
}

/// "a heart rate *at 100*", "*in 105* days": a word of a sentence and a number, which are no code of a drug. Near misses: "*AT 100*",
/// "*at-100*", "azd 9291".
fn is_word_and_number(written: &str) -> bool {
    let Some((word, number)) = written.split_once(' ') else { return false };
    words::WORDS_BEFORE_NUMBERS.contains(&word) && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

/// What a term stands for, read as the lexer reads it.
pub fn look_up(term: &str) -> Option<Group> {
    let key = super::normal::key(term);
    let mut tokens = key.split(' ');
    let walk = Walk::start(tokens.next().unwrap_or_default())?;
    tokens.try_fold(walk, Walk::step)?.group(term)
}

/// Whether a word is the last of the name of something that criteria are about, so that a name can end in it.
///
/// ```
/// use trial_extract::lex::ends_a_name;
/// assert!(ends_a_name("Cardiomyopathies"));
/// assert!(!ends_a_name("iPhone"));
/// ```
pub fn ends_a_name(word: &str) -> bool {
    HEADS.contains(super::normal::key(word))
}

/// A form of words, in normal form, with an entry it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The words, as [`super::normal::key`] has them.
    pub key: String,
    /// Whether they count only in capitals.
    pub capitals: bool,
    /// What they stand for.
    pub entry: Entry,
}

/// Every form of words, units left out, by the ids of what it stands for.
static FORMS: LazyLock<HashMap<&'static str, Vec<Form>>> = LazyLock::new(|| {
    let mut forms: HashMap<_, Vec<_>> = HashMap::new();
    let mut all = MAP.stream();
    while let Some((key, at)) = fst::Streamer::next(&mut all) {
        for reference in references(at as u32) {
            let entry = Entry::referred(reference);
            if entry.kind() != Kind::Unit && reference & EXACT == 0 {
                let key = String::from_utf8_lossy(key).into_owned();
                let form = Form { key, capitals: reference & CASED != 0, entry };
                forms.entry(entry.id()).or_default().push(form);
            }
        }
    }
    forms
});

/// Every form of words that stands for an entry with this id, of whatever kind but a unit, in the order of the words.
pub fn forms(id: &str) -> &'static [Form] {
    FORMS.get(id).map(Vec::as_slice).unwrap_or_default()
}
