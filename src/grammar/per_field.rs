//! How many of what is named are in a field of the microscope, which is said after the name: "> 15 *eosinophils per high power field*",
//! "≥ 10 *WBC/hpf*".
//!
//! The words for the field become a chunk that says nothing more. Near misses: "> 15 eos/hpf", which is one unit; "> 15 eosinophils *per
//! biopsy*".

use crate::lex::{Cue, Kind, Lex, Lexed};

use super::{Chunk, ChunkKind, QuantityForm, Unit};

/// The fields that cells are counted in.
const FIELDS: [&str; 2] = ["[HPF]", "[LPF]"];

/// The most lexemes that name what is counted.
const LONGEST_NAME: usize = 3;

/// Gives each such field to the number before what is counted.
pub fn give(lexed: &Lexed<'_>, mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut at = 0;
    while at < chunks.len() {
        if let Some((per, code)) = field_after(lexed, &chunks[at..]) {
            let field = chunks.remove(at + per + 1);
            let over = &mut chunks[at + per];
            (over.span.end, over.lexemes.end, over.kind) = (field.span.end, field.lexemes.end, ChunkKind::Compares);
            let span = over.span.clone();
            if let ChunkKind::Quantity(quantity) = &mut chunks[at].kind {
                quantity.unit = Some(Unit { span, code: Some(code) });
            }
        }
        at += 1;
    }
    chunks
}

/// Where "per" stands before the field that the number of the first of these chunks is counted in, and the code of that.
fn field_after(lexed: &Lexed<'_>, chunks: &[Chunk]) -> Option<(usize, String)> {
    let ChunkKind::Quantity(number) = &chunks.first()?.kind else { return None };
    let plain = matches!(number.form, QuantityForm::Limit | QuantityForm::Bare) && number.unit.is_none();
    if !plain || number.relative_to.is_some() || number.age {
        return None;
    }
    let lexeme = |chunk: &Chunk| match chunk.kind {
        ChunkKind::Lexeme(at) => Some(&lexed.lexemes[at]),
        _ => None,
    };
    let names = |c: &&Chunk| {
        lexeme(c).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_)) && l.cue().is_none_or(|c| c == Cue::Of))
    };
    let per = 1 + chunks[1..].iter().take(LONGEST_NAME).take_while(names).count();
    let over = chunks.get(per).and_then(lexeme).filter(|_| per > 1)?;
    let field = chunks.get(per + 1).and_then(lexeme)?.entry(Kind::Unit)?;
    let counted = (over.is_sign('/') || over.cue() == Some(Cue::Per)) && FIELDS.contains(&field.id());
    counted.then(|| (per, format!("/{}", field.id())))
}
