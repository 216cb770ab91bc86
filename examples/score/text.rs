//! The words of a document with their places, read by the same lexer that the rules come from.

use rust_decimal::Decimal;
use trial_extract::lex::{Cue, Kind, Lex, lex, parse_number};
use trial_extract::rule::{Criterion, Span, Trial};

/// Column of `units.tsv`: what a unit measures.
const UNIT_KIND: usize = 4;

/// What a lexeme is, as far as labels are concerned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Word {
    /// A number in digits or in words.
    Number,
    /// A comparator sign.
    Comparator,
    /// A multiplication sign.
    Times,
    /// A hyphen or dash.
    Dash,
    /// Another sign.
    Sign(char),
    /// A word of structure.
    Cue(Cue),
    /// Another term or word.
    Other,
}

/// A lexeme in its document.
#[derive(Debug, Clone)]
pub struct Lexeme {
    /// In code points of the document.
    pub span: Span,
    /// What it is.
    pub word: Word,
    /// What it measures, where it can be a unit ("mass", "time", …).
    pub unit: Option<&'static str>,
    /// As written.
    pub text: String,
}

impl Lexeme {
    /// Whether it is one of these words of structure.
    pub fn is_cue(&self, cues: &[Cue]) -> bool {
        matches!(self.word, Word::Cue(cue) if cues.contains(&cue))
    }

    /// Its value, where it is a number in digits.
    pub fn number(&self) -> Option<Decimal> {
        parse_number(&self.text)
    }

    /// Its span without these words at either end; its own where nothing is left.
    pub fn core(&self, idle: &[&str]) -> Span {
        let mut words = Vec::new();
        let mut at = self.span.start;
        for word in self.text.split(char::is_whitespace) {
            let length = word.chars().count() as u32;
            words.push((Span::new(at, at + length), word.is_empty() || idle.contains(&word.to_lowercase().as_str())));
            at += length + 1;
        }
        let mut kept = words.iter().filter(|(_, is_idle)| !is_idle);
        let first = kept.next();
        let last = kept.next_back().or(first);
        first.zip(last).map_or(self.span, |((first, _), (last, _))| first.join(*last))
    }
}

/// A document's criteria, lexed.
#[derive(Debug, Default)]
pub struct Text {
    lexemes: Vec<Lexeme>,
}

impl Text {
    /// The words of all criteria and headings of a trial.
    pub fn new(trial: &Trial) -> Self {
        let mut read = Self::default();
        trial.criteria.iter().for_each(|c| read.add(c));
        read.lexemes.sort_by_key(|l| l.span);
        read
    }

    fn add(&mut self, criterion: &Criterion) {
        let lexed = lex(&criterion.text);
        let (mut byte, mut at) = (0, criterion.span.start);
        for lexeme in &lexed.lexemes {
            at += criterion.text[byte..lexeme.start as usize].chars().count() as u32;
            byte = lexeme.start as usize;
            let text = lexed.written(lexeme).to_owned();
            let numeral = lexeme.entry(Kind::Numeral).is_some();
            let word = match (lexeme.lex, lexeme.cue()) {
                (Lex::Number(_), _) => Word::Number,
                (Lex::Comparator(_), _) => Word::Comparator,
                (Lex::Times, _) => Word::Times,
                (Lex::Dash, _) => Word::Dash,
                (Lex::Sign(c), _) => Word::Sign(c),
                (_, Some(cue)) => Word::Cue(cue),
                _ if numeral => Word::Number,
                _ => Word::Other,
            };
            let unit = lexeme.entry(Kind::Unit).map(|entry| entry.cell(UNIT_KIND));
            let span = Span::new(at, at + text.chars().count() as u32);
            match text.strip_prefix('/') {
                Some(under) if !under.is_empty() => self.lexemes.extend(fraction(under, span)),
                _ => self.lexemes.push(Lexeme { span, word, unit, text }),
            }
        }
        criterion.criteria.iter().for_each(|c| self.add(c));
    }

    /// The lexemes that lie in the span, and the index of the first.
    pub fn within(&self, span: Span) -> (usize, &[Lexeme]) {
        let first = self.lexemes.partition_point(|l| l.span.start < span.start);
        let count = self.lexemes[first..].iter().take_while(|l| l.span.end <= span.end).count();
        (first, &self.lexemes[first..first + count])
    }

    /// The lexeme at an index.
    pub fn get(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at)
    }
}

/// "/min", which is a term: the line, and what stands under it.
fn fraction(under: &str, span: Span) -> [Lexeme; 2] {
    let unit = lex(under).lexemes.first().and_then(|l| l.entry(Kind::Unit)).map(|entry| entry.cell(UNIT_KIND));
    let line = Span::new(span.start, span.start + 1);
    let under = Lexeme { span: Span::new(line.end, span.end), word: Word::Other, unit, text: under.to_owned() };
    [Lexeme { span: line, word: Word::Sign('/'), unit: None, text: "/".to_owned() }, under]
}
