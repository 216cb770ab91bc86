//! Lexemes to phrases: shape only, one file a phrase family.
//!
//! [`chunk`] reads a criterion once, from left to right. At each lexeme the first family that reads something wins, in
//! this order: bracket, time, class, reference, number. What none reads stays a lexeme. Every parser looks at a bounded
//! number of lexemes, and brackets are matched before, so time and memory grow linearly with the text.

mod acuity;
mod age;
mod ago;
mod anchor;
mod another;
mod as_before;
mod before_start;
mod behind_bracket;
mod beyond_normal;
mod calendar;
mod class;
mod class_aside;
mod clock;
mod comparator;
mod compared_with;
mod converted;
mod cursor;
mod decoy;
mod dosed;
mod either_way;
mod extent;
mod extreme;
mod formula;
mod fraction;
mod gestation;
mod in_time;
mod inverse;
mod later_comparator;
mod later_unit;
mod lead;
mod length;
mod life;
mod looking_back;
mod moment;
mod number;
mod once;
mod pair;
mod part_of_year;
mod per_field;
mod periods;
mod phrase;
mod plus;
mod quantity;
mod range;
mod reached;
mod reference;
mod second_unit;
mod side;
mod study_days;
#[cfg(test)]
mod tests;
mod tied_to;
mod time;
mod tnm;
mod two_ages;
mod unit;

pub use class_aside::word_before_aside;
pub use gestation::is_dated;
pub use quantity::{bound, length};
pub use two_ages::part_people_by_age;

pub use phrase::{AnchorPhrase, Bytes, Chunk, ChunkKind, Quantity, QuantityForm, TimePhrase, Unit};

use crate::lex::{Cue, Kind, Lex, Lexed};

use cursor::{Cursor, Read, fail};

/// Brackets nested deeper than this stay flat lexemes.
const DEPTH: usize = 32;

/// The phrases of a criterion, in order; together they cover all its lexemes.
pub fn chunk(lexed: &Lexed<'_>) -> Vec<Chunk> {
    let closes = brackets(lexed);
    run(lexed, &closes, 0, lexed.lexemes.len(), 0)
}

fn run(lexed: &Lexed<'_>, closes: &[usize], start: usize, end: usize, depth: usize) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut at = start;
    while at < end {
        let close = closes[at];
        let (kind, next) = if close > at && close < end && is_concentration(lexed, at, close, start) {
            (ChunkKind::Lexeme(at + 1), close + 1)
        } else if close > at && close < end && depth < DEPTH {
            (ChunkKind::Group(run(lexed, closes, at + 1, close, depth + 1)), close + 1)
        } else {
            let cursor = Cursor { lexed, at, end, start };
            match phrase_at(cursor) {
                Ok((rest, kind)) if rest.at > at => (kind, rest.at),
                _ => (ChunkKind::Lexeme(at), at + 1),
            }
        };
        let span = lexed.lexemes[at].start as usize..lexed.lexemes[next - 1].end as usize;
        chunks.push(Chunk { kind, span, lexemes: at..next });
        at = next;
    }
    let chunks = later_comparator::give(lexed, chunks, end);
    let chunks = behind_bracket::give(lexed, chunks, start..end);
    let chunks = later_unit::give(lexed, chunks, &(start..end));
    let chunks = compared_with::give(lexed, chunks);
    per_field::give(lexed, as_before::give(lexed, chunks))
}

/// "*[Na]* > 150 mEq/L", "*[K+]* > 5.5": square brackets around what is measured that write its concentration. Near miss:
/// "potassium *[K]* > 5.5", an abbreviation.
fn is_concentration(lexed: &Lexed<'_>, at: usize, close: usize, start: usize) -> bool {
    let lexemes = &lexed.lexemes;
    let sign = |n: usize| matches!(lexemes[n].lex, Lex::Sign('+' | '−') | Lex::Dash);
    let alone = close == at + 2 || close == at + 3 && sign(at + 2);
    // "Na" may stand for more than one thing: which is decided where it is read.
    let measured = |n: usize| {
        matches!(lexemes[n].lex, Lex::Term(group) if group.has(&[Kind::Analyte]))
            || matches!(lexed.written(&lexemes[n]), "Na" | "K" | "Ca" | "Cl" | "Mg")
    };
    let limited = lexemes.get(close + 1).is_some_and(|l| matches!(l.lex, Lex::Comparator(_)));
    let first = at == start || matches!(lexemes[at - 1].lex, Lex::Sign(_)) || lexemes[at - 1].cue().is_some();
    lexemes[at].is_sign('[') && alone && limited && first && measured(at + 1)
}

/// For each opening bracket the index of the one that closes it; 0 for all else.
fn brackets(lexed: &Lexed<'_>) -> Vec<usize> {
    let mut closes = vec![0; lexed.lexemes.len()];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, lexeme) in lexed.lexemes.iter().enumerate() {
        match lexeme.lex {
            Lex::Sign('(' | '（') => open.push((at, ')')),
            Lex::Sign('[') => open.push((at, ']')),
            Lex::Sign('{') => open.push((at, '}')),
            Lex::Sign(c @ (')' | '）' | ']' | '}')) => {
                let c = if c == '）' { ')' } else { c };
                if let Some((from, _)) = open.pop_if(|(_, close)| *close == c) {
                    closes[from] = at;
                }
            }
            _ => {}
        }
    }
    closes
}

/// The cues that a phrase can begin with.
const FIRST: &[Cue] = &[
    Cue::GeBefore,
    Cue::GtBefore,
    Cue::LeBefore,
    Cue::LtBefore,
    Cue::EqBefore,
    Cue::GeAge,
    Cue::GtAge,
    Cue::LeAge,
    Cue::LtAge,
    Cue::AndLeBefore,
    Cue::Not,
    Cue::No,
    Cue::Except,
    Cue::Times,
    Cue::Nor,
    Cue::Approximately,
    Cue::WorseThan,
    Cue::Between,
    Cue::From,
    Cue::To,
    Cue::And,
    Cue::Within,
    Cue::Past,
    Cue::Prior,
    Cue::Future,
    Cue::During,
    Cue::For,
    Cue::After,
    Cue::Before,
    Cue::Until,
    Cue::In,
    Cue::At,
    Cue::Per,
    Cue::Interval,
    Cue::Daily,
    Cue::Weekly,
    Cue::Monthly,
    Cue::Yearly,
    Cue::When,
    Cue::WhicheverLonger,
    Cue::WhicheverShorter,
    Cue::ClassWord,
    Cue::Uln,
    Cue::Lln,
    Cue::DetectionLimit,
    Cue::QuantificationLimit,
    Cue::LowerQuantificationLimit,
    Cue::UpperQuantificationLimit,
];

/// Whether a phrase can begin here: most words are told apart without trying every family.
fn can_begin(input: Cursor<'_>) -> bool {
    let Some(lexeme) = input.peek(0) else { return false };
    // "T2", "cT3".
    let is_short =
        || lexeme.end - lexeme.start <= 5 && input.lexed.written(lexeme).contains(|c: char| !c.is_lowercase());
    if lexeme.cue() == Some(Cue::AccordingTo) {
        // "*by age 18 years*", and not "by 2022 guidelines"
        return life::by_age(input).is_ok();
    }
    match lexeme.lex {
        Lex::Word => {
            is_short()
                || matches!(input.normal(0), "minus" | "minimally" | "maximally" | "day")
                || reached::reached_age(input)
        }
        Lex::Term(group) => {
            is_short()
                || reached::reached_age(input)
                || group.has(&[Kind::Numeral, Kind::Score])
                || matches!(input.cue(0), Some(Cue::GreaterOf | Cue::LesserOf))
                    && matches!(input.peek(1).map(|l| l.lex), Some(Lex::Number(_)))
                || group.has(&[Kind::Cue]) && group.entries().any(|e| e.cue().is_some_and(|c| FIRST.contains(&c)))
        }
        Lex::Number(_) | Lex::Comparator(_) | Lex::Dash => true,
        Lex::Sign(c) => matches!(c, '+' | '−' | '~'),
        Lex::Times => input.back(0).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_))),
        Lex::Superscript(_) => false,
    }
}

fn phrase_at(input: Cursor<'_>) -> Read<'_, ChunkKind> {
    if !can_begin(input) {
        return fail();
    }
    let boxed = |q: quantity::ReadQuantity| ChunkKind::Quantity(Box::new(q.quantity));
    if let Ok((rest, time)) = clock::clock(input).or_else(|_| time::time(input)) {
        return Ok((rest, ChunkKind::Time(Box::new(time))));
    }
    if let Ok((rest, read)) = tnm::tnm(input) {
        return Ok((rest, boxed(read)));
    }
    if let Ok((rest, read)) = class::class(input) {
        return Ok((rest, boxed(read)));
    }
    if let Some((rest, read)) = once::once(input) {
        return Ok((rest, boxed(read)));
    }
    if let Ok((rest, mut read)) = quantity::quantity(input) {
        if decoy::is_decoy(input, rest, &read) {
            return fail();
        }
        extreme::limited(input, &mut read);
        read.quantity.age = age::is_stated(input, rest, &read);
        return Ok((rest, boxed(read)));
    }
    reference::reference(input).map(|(rest, read)| (rest, boxed(read)))
}
