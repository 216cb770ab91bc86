//! The words of a document with their places, read by the same lexer that the rules come from.

use rust_decimal::Decimal;
use trial_extract::lex::{Cue, Kind, Lex, lex, parse_number};
use trial_extract::rule::{Criterion, Span, Trial};

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
    /// Superscript digits.
    Power,
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
    /// Whether it is a qualifier ("severe").
    pub qualifies: bool,
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

    /// The span of this word where it stands within the lexeme, between spaces or hyphens.
    pub fn inner_word(&self, word: &str) -> Option<Span> {
        let mut at = self.span.start;
        self.text.split([' ', '-']).find_map(|part| {
            let span = Span::new(at, at + part.chars().count() as u32);
            at = span.end + 1;
            part.eq_ignore_ascii_case(word).then_some(span)
        })
    }

    /// The span of its last word.
    pub fn last_word(&self) -> Span {
        let last = self.text.split_whitespace().next_back().unwrap_or("");
        Span::new(self.span.end - last.chars().count() as u32, self.span.end)
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
            let unit = lexeme.entry(Kind::Unit).map(|entry| entry.dimension());
            let written = lexed.written(lexeme);
            // "≥ 9 g/dL." at the end of a sentence.
            let text = if unit.is_some() { written.trim_end_matches('.') } else { written }.to_owned();
            let numeral = lexeme.entry(Kind::Numeral).is_some();
            let qualifies = lexeme.entry(Kind::Qualifier).is_some();
            let word = match (lexeme.lex, lexeme.cue()) {
                (Lex::Number(_), _) => Word::Number,
                (Lex::Comparator(_), _) => Word::Comparator,
                (Lex::Times, _) => Word::Times,
                (Lex::Dash, _) => Word::Dash,
                (Lex::Superscript(_), _) => Word::Power,
                (Lex::Sign(c), _) => Word::Sign(c),
                (_, Some(cue)) => Word::Cue(cue),
                _ if numeral => Word::Number,
                _ => Word::Other,
            };
            let span = Span::new(at, at + text.chars().count() as u32);
            match unit.and_then(|_| fraction(&text)) {
                Some(line) => self.lexemes.extend(over_line(&text, line, at)),
                None => self.lexemes.push(Lexeme { span, word, unit, qualifies, text }),
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

/// Where the line stands in a term such as "beats/min", "/min" and "per week", in bytes.
fn fraction(term: &str) -> Option<std::ops::Range<usize>> {
    if let Some(line) = term.find('/').filter(|line| line + 1 < term.len()) {
        return Some(line..line + 1);
    }
    let lower = term.to_ascii_lowercase();
    let per = lower.find("per ").filter(|per| *per == 0 || lower[..*per].ends_with(' '))?;
    Some(per..per + "per".len())
}

/// What stands above the line, the line, and what stands under it.
fn over_line(term: &str, line: std::ops::Range<usize>, start: u32) -> Vec<Lexeme> {
    let mut parts = Vec::new();
    for (part, word) in
        [(0..line.start, Word::Other), (line.clone(), Word::Sign('/')), (line.end..term.len(), Word::Other)]
    {
        let text = term[part.clone()].trim();
        let skipped = term[part.clone()].len() - term[part.clone()].trim_start().len();
        let from = start + term[..part.start + skipped].chars().count() as u32;
        let unit = lex(text).lexemes.first().and_then(|l| l.entry(Kind::Unit)).map(|entry| entry.dimension());
        let span = Span::new(from, from + text.chars().count() as u32);
        let unit = unit.filter(|_| word == Word::Other);
        parts.push(Lexeme { span, word, unit, qualifies: false, text: text.to_owned() });
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}
