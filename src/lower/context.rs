//! What lowering one criterion needs at hand: its words, its section, and what has been said about it so far.

use std::cell::OnceCell;

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity};
use crate::lex::{Cue, Entry, Kind, Lex, Lexed, Lexeme};
use crate::rule::{CodePoints, Diagnostic, Mention, Node, Reference, Section, Severity, Span};
use crate::words;

use super::atom::is_measured;
use super::concept::ConceptTable;
use super::of_head::OfHead;
use super::partial::Head;

/// The most lexemes between a word that describes a disease and the disease.
const FARTHEST_DESCRIBED: usize = 12;

/// What a chunk is to the one who reads a clause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sort {
    /// A limit or number.
    Quantity,
    /// A statement about time.
    Time,
    /// A parenthesis.
    Group,
    /// What a criterion can be about.
    Concept(Entry),
    /// A word that carries structure.
    Cue(Cue),
    /// Any other term: qualifier, finding, route, method, setting, subject, outcome, anchor.
    Term(Entry),
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `.` and its like.
    Stop,
    /// `:`
    Colon,
    /// `/`
    Slash,
    /// A dash.
    Dash,
    /// Any other sign.
    Sign,
    /// A word in no table.
    Word,
}

/// What a limit counts in: the code of its unit, what it is a multiple or a share of.
pub type Measure = (Option<String>, Option<Reference>);

/// What a limit counts in, where that is more than a number.
pub fn measure_of(quantity: &Quantity) -> Option<Measure> {
    let code = quantity.unit.as_ref().and_then(|unit| unit.code.clone());
    (code.is_some() || quantity.relative_to.is_some()).then_some((code, quantity.relative_to))
}

/// One criterion while it is lowered.
pub struct Context<'t, 'v> {
    /// Its words.
    pub lexed: &'t Lexed<'t>,
    /// Offsets.
    pub points: CodePoints,
    /// Whether its parts are demanded (inclusion) rather than excluding.
    pub demand: bool,
    /// Whether "and" may but end a list of what excludes: not in definitions and conditions.
    pub excluding: bool,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// Which lexemes have found a place in the rule (or carry structure only).
    pub used: Vec<bool>,
    /// What the criterion says its concepts mean, until it is put on their leaves.
    pub definitions: Vec<(Entry, Node)>,
    /// The lexemes of words that say nothing beside their opposite: "*complete* or *incomplete* injury".
    pub either: Vec<usize>,
    /// Spans whose words have found a place outside the criterion's own rule (a group's window, in its parts).
    pub placed: Vec<Span>,
    /// The document's concepts.
    pub concepts: &'v mut ConceptTable,
    /// The disease named last, whose class a later item may name.
    pub last_condition: Option<Head>,
    /// What was limited last, and what the limit counts in: a later limit in that, of nothing, is another of it.
    pub last_limited: Option<(Head, Measure)>,
    /// The score named last, whose parts a later clause may name.
    pub last_score: Option<Head>,
    /// The limit that holds instead for some, and for whom: of the last item of the next list.
    pub wider: Option<(Quantity, Node)>,
    /// What the predicates of the next list are said of, where they name nothing: "unless *treated and stable*".
    pub said_of: Option<Head>,
    /// Whether the clause only says what is allowed beside what was said before.
    pub allowing: bool,
    /// Whether an age without a unit was taken to be in years.
    pub in_years: bool,
    /// How many clauses and items deep the reading is.
    pub depth: usize,
    /// Whether what is read stands in brackets, and is said of what stands before them.
    pub in_brackets: bool,
    /// Whether what is read are drugs, and for how long each must not have been taken.
    pub washing: bool,
    /// Whether a heading says that the items were given ("Use of the following").
    pub exposed: bool,
    /// What its limits are of, where the head or the heading above it alone names it.
    pub of_head: Option<OfHead>,
    /// What ambiguous abbreviations are, in the order of their lexemes.
    pub senses: Vec<(usize, Sort)>,
    /// What each lexeme is, once it has been asked.
    sorts: Vec<OnceCell<Sort>>,
    /// Whether a phrase of narratives is anywhere in its words, once it has been asked.
    pub narrates: OnceCell<bool>,
    /// Whether it names somebody that is neither the patient nor a child, once it has been asked.
    pub names_others: OnceCell<bool>,
}

impl<'t, 'v> Context<'t, 'v> {
    /// Nothing said yet.
    pub fn new(lexed: &'t Lexed<'t>, section: Option<Section>, concepts: &'v mut ConceptTable) -> Self {
        Self {
            lexed,
            points: CodePoints::of(lexed.text),
            demand: section != Some(Section::Exclusion),
            excluding: section == Some(Section::Exclusion),
            diagnostics: Vec::new(),
            used: vec![false; lexed.lexemes.len()],
            definitions: Vec::new(),
            either: Vec::new(),
            placed: Vec::new(),
            concepts,
            last_condition: None,
            last_limited: None,
            last_score: None,
            wider: None,
            said_of: None,
            allowing: false,
            in_years: false,
            depth: 0,
            in_brackets: false,
            washing: false,
            exposed: false,
            of_head: None,
            senses: Vec::new(),
            sorts: vec![OnceCell::new(); lexed.lexemes.len()],
            narrates: OnceCell::new(),
            names_others: OnceCell::new(),
        }
    }

    /// Puts the definitions found on the leaves of their concepts.
    pub fn define(&mut self, rule: &mut Node) {
        for (entry, denied) in std::mem::take(&mut self.definitions) {
            narrow(rule, entry, &denied);
        }
    }

    /// The words of these bytes.
    pub fn words(&self, bytes: &Bytes) -> &'t str {
        // What two items share may stand in another order than they do; what lies between them is nothing then.
        self.lexed.text.get(bytes.clone()).unwrap_or_default()
    }

    /// The span of these bytes in code points.
    pub fn span(&self, bytes: &Bytes) -> Span {
        self.points.span(bytes)
    }

    /// The text behind a span.
    pub fn text_after(&self, span: Span) -> &'t str {
        &self.lexed.text[self.points.byte(span.end)..]
    }

    /// The text before a place.
    pub fn text_before(&self, span: Span) -> &'t str {
        &self.lexed.text[..self.points.byte(span.start)]
    }

    /// Takes back that the window there is counted from nothing, once something has said what it is counted from.
    pub fn has_anchor(&mut self, span: Span) {
        self.diagnostics.retain(|d| d.code != "window-without-anchor" || d.span != span);
    }

    /// These words as a mention.
    pub fn mention(&self, id: Option<&str>, bytes: &Bytes) -> Mention {
        Mention { id: id.map(str::to_owned), text: self.words(bytes).to_owned(), span: self.span(bytes).into() }
    }

    /// What is measured, where a chunk names that.
    pub fn measured(&self, chunk: &Chunk) -> Option<Entry> {
        match self.sort(chunk) {
            Sort::Concept(entry) if is_measured(entry) => Some(entry),
            _ => None,
        }
    }

    /// What a chunk is. Where a term has several readings, what a criterion can be about comes first, then structure.
    pub fn sort(&self, chunk: &Chunk) -> Sort {
        match &chunk.kind {
            ChunkKind::Quantity(_) => Sort::Quantity,
            ChunkKind::Time(_) => Sort::Time,
            ChunkKind::Group(_) => Sort::Group,
            ChunkKind::Compares => Sort::Sign,
            ChunkKind::Lexeme(at) => *self.sorts[*at].get_or_init(|| self.sort_of(*at, chunk)),
        }
    }

    fn sort_of(&self, at: usize, chunk: &Chunk) -> Sort {
        if let Some(released) = self.release_form(at) {
            return Sort::Term(released);
        }
        if let Ok(found) = self.senses.binary_search_by_key(&at, |(of, _)| *of) {
            return self.senses[found].1;
        }
        if self.is_plain_noun(at) || self.gives_consent(at) {
            return Sort::Word;
        }
        if self.follows_other(at) {
            return Sort::Cue(Cue::Except);
        }
        if let Some(sort) = self.unresolved(at) {
            return sort;
        }
        if let Some(finding) = self.result_sign(at) {
            return Sort::Term(finding);
        }
        match self.lexed.lexemes[at].lex {
            Lex::Term(group) if group.has(&[Kind::Qualifier]) && self.describes_disease(at) => {
                group.entries().find(|e| e.kind() == Kind::Qualifier).map_or(Sort::Word, Sort::Term)
            }
            Lex::Term(group) => group
                .entries()
                .find(|e| e.kind().is_concept())
                .map(|e| self.concept_or_word(e, chunk))
                .or_else(|| group.cue().map(Sort::Cue))
                .or_else(|| group.entries().find(|e| e.kind() != Kind::Unit).map(Sort::Term))
                .unwrap_or(Sort::Word),
            Lex::Word => Sort::Word,
            Lex::Dash => Sort::Dash,
            Lex::Sign(',' | '，' | '、') => Sort::Comma,
            Lex::Sign(';' | '；') => Sort::Semicolon,
            Lex::Sign('.' | '。') => Sort::Stop,
            Lex::Sign(':' | '：') => Sort::Colon,
            Lex::Sign('/') => Sort::Slash,
            Lex::Sign('\\') if self.is_between_words(chunk) => Sort::Slash,
            // "metformin +/- sulfonylurea"; with a number it is part of a quantity.
            Lex::Sign('±') => Sort::Cue(Cue::WithOrWithout),
            _ => Sort::Sign,
        }
    }

    /// "intravenous*\*intramuscular": a backslash between words is meant as a slash. Near misses: "grade *\*3", "*\*> 3", which it
    /// escapes.
    fn is_between_words(&self, chunk: &Chunk) -> bool {
        let (before, after) = (&self.lexed.text[..chunk.span.start], &self.lexed.text[chunk.span.end..]);
        before.trim_end_matches(' ').ends_with(char::is_alphabetic)
            && after.trim_start_matches(' ').starts_with(char::is_alphabetic)
    }

    /// "have *provided* informed consent": what is given, and no condition. Near miss: "may take part *provided* consent is there",
    /// before which nobody has anything.
    fn gives_consent(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        let normal = |at: usize| lexemes.get(at).map_or("", |l| self.lexed.normal(l));
        if normal(at) != "provided" {
            return false;
        }
        let has = |l: &Lexeme| words::PROVIDES.contains(&self.lexed.normal(l));
        let first = at == 0 || has(&lexemes[at - 1]) || at > 1 && has(&lexemes[at - 2]);
        first
            && (at + 1..lexemes.len().min(at + 4))
                .any(|at| words::CONSENT_STEMS.iter().any(|stem| normal(at).starts_with(stem)))
    }

    /// "*metastatic* breast cancer", "*metastatic* or locally advanced NSCLC": a word that can name a disease describes the
    /// one named after it.
    fn describes_disease(&self, at: usize) -> bool {
        let described = |lexeme: &&Lexeme| match lexeme.lex {
            Lex::Word | Lex::Number(_) | Lex::Dash | Lex::Sign('(' | ')' | '/' | ',') => true,
            Lex::Term(group) => {
                lexeme.concept().is_none()
                    && (group.has(&[Kind::Qualifier, Kind::Finding, Kind::Method])
                        || group.cue().is_some_and(|cue| {
                            matches!(cue, Cue::Or | Cue::And | Cue::AndOr | Cue::ClassWord | Cue::Known)
                        }))
            }
            _ => false,
        };
        let mut after = self.lexed.lexemes[at + 1..].iter().take(FARTHEST_DESCRIBED).skip_while(described);
        let named = after.next().and_then(|lexeme| lexeme.concept());
        let own = self.lexed.lexemes[at].concept();
        own.is_some() && named.is_some_and(|e| e.kind() == Kind::Condition && Some(e) != own)
    }

    /// A drug's name is but a word where those after it make something else of it ("opioid *addiction*").
    fn concept_or_word(&self, entry: Entry, chunk: &Chunk) -> Sort {
        let drug = entry.kind().is_drug();
        let other = drug && self.part_of_other(chunk.lexemes.end - 1);
        if other { Sort::Word } else { Sort::Concept(entry) }
    }

    /// The cue of a chunk, if it is one first of all.
    pub fn cue(&self, chunk: &Chunk) -> Option<Cue> {
        match self.sort(chunk) {
            Sort::Cue(cue) => Some(cue),
            _ => None,
        }
    }

    /// Whether the chunk is this cue.
    pub fn is_cue(&self, chunk: &Chunk, cue: Cue) -> bool {
        self.cue(chunk) == Some(cue)
    }

    /// "no", "not", "without": whether a chunk denies what stands after it.
    pub fn is_denial(&self, chunk: &Chunk) -> bool {
        self.cue(chunk).is_some_and(Cue::is_denial)
    }

    /// The position of the first chunk that is one of these cues.
    pub fn find(&self, chunks: &[Chunk], cues: &[Cue]) -> Option<usize> {
        chunks.iter().position(|c| self.cue(c).is_some_and(|cue| cues.contains(&cue)))
    }

    /// The last characters before a place, without white space at their end: as far as a few words reach, since all that
    /// is before may be long.
    pub fn just_before(&self, at: usize) -> &str {
        let before = self.lexed.text[..at].trim_end();
        let near = before.char_indices().nth_back(FEW_WORDS - 1).map_or(0, |(at, _)| at);
        &before[near..]
    }

    /// The first characters after a place, without white space at their start: as far as a few words reach, since all that
    /// is after may be long.
    pub fn just_after(&self, at: usize) -> &str {
        let after = self.lexed.text[at..].trim_start();
        let near = after.char_indices().nth(SOME_WORDS).map_or(after.len(), |(at, _)| at);
        &after[..near]
    }

    /// Notes that these chunks have found their place. Brackets are taken, what stands inside is not.
    pub fn take(&mut self, chunks: &[Chunk]) {
        for chunk in chunks {
            match &chunk.kind {
                ChunkKind::Group(inner) => {
                    self.used[chunk.lexemes.start] = true;
                    // A unit after the brackets that is of the limits before them belongs to the chunk.
                    let close = inner.last().map_or(chunk.lexemes.start + 1, |last| last.lexemes.end);
                    self.used[close..chunk.lexemes.end].fill(true);
                    if close + 1 < chunk.lexemes.end {
                        let unit = self.lexed.lexemes[close].end as usize..chunk.span.end;
                        self.unit_of_limits(&unit);
                    }
                }
                _ => self.used[chunk.lexemes.clone()].fill(true),
            }
        }
    }

    /// Notes a unit that stands apart from its limits. Its numbers ("10⁹") are in no span of the rule, and named.
    fn unit_of_limits(&mut self, unit: &Bytes) {
        if self.words(unit).contains(char::is_numeric) {
            let message = format!("\"{}\" is the unit of the limits before the bracket", self.words(unit).trim());
            return self.say("number-not-in-rule", Severity::Note, message, unit);
        }
        let span = self.span(unit);
        self.placed.push(span);
    }

    /// As `take`, with everything inside brackets.
    pub fn take_whole(&mut self, chunks: &[Chunk]) {
        for chunk in chunks {
            self.used[chunk.lexemes.clone()].fill(true);
        }
    }

    /// Says something about these bytes.
    pub fn say(&mut self, code: &str, severity: Severity, message: impl Into<String>, bytes: &Bytes) {
        let span = self.span(bytes);
        self.say_at(code, severity, message, span);
    }

    /// As [`Context::say`], of a place that is known in code points.
    pub fn say_at(&mut self, code: &str, severity: Severity, message: impl Into<String>, span: Span) {
        let (code, message) = (code.to_owned(), message.into());
        self.diagnostics.push(Diagnostic { code, severity, message, span, help: None });
    }
}

/// The most characters of the few words before something that say how it is meant ("before the age of").
const FEW_WORDS: usize = 32;

/// The most characters of a phrase of some words.
const SOME_WORDS: usize = 80;

/// The deepest that clauses and items may nest; what is deeper is not understood. Real criteria stay below ten.
pub const DEEPEST: usize = 40;

/// Puts beside each leaf of this concept what the text says it is not.
fn narrow(node: &mut Node, entry: Entry, denied: &Node) {
    match node {
        Node::All { of, .. } => {
            of.iter_mut().for_each(|n| narrow(n, entry, denied));
            let flat = std::mem::take(of).into_iter().flat_map(|n| match n {
                Node::All { of, .. } => of,
                n => vec![n],
            });
            *of = flat.collect();
        }
        Node::Any { of, .. } | Node::AtLeast { of, .. } => {
            of.iter_mut().for_each(|n| narrow(n, entry, denied));
        }
        Node::Not { of, .. } => narrow(of, entry, denied),
        Node::If { when, then, otherwise, .. } => {
            [when, then, otherwise].into_iter().for_each(|n| narrow(n, entry, denied));
        }
        Node::Leaf(leaf) if leaf.concept_id() == Some(entry.id()) => {
            let span = leaf.span.clone();
            let own = std::mem::replace(node, Node::Constant { value: true, span: span.clone() });
            *node = Node::All { of: vec![own, denied.clone()], span };
        }
        Node::Leaf(_) | Node::Ref { .. } | Node::Constant { .. } => {}
    }
}

/// The bytes from the first chunk's start to the last one's end.
pub fn bytes_of(chunks: &[Chunk]) -> Bytes {
    match chunks {
        [] => 0..0,
        [first, ..] => first.span.start..chunks[chunks.len() - 1].span.end,
    }
}
