//! "30 days *± 3 days* after vaccination": a length that may be missed by so much.
//!
//! The ends of such a window stand nowhere in the text, and the length alone would be met on one day only. So the window is
//! taken out of the rule, and its words are named as not understood: then neither who is early nor who is late is decided.
//!
//! Near misses: "a change of ± 2 kg" is a limit of its own, "mean 38 ± 2" no time.

use crate::grammar::Bytes;
use crate::lex::{Kind, Lex, Lexeme};
use crate::rule::{Node, NodeSpan, Span, Time};

use super::context::Context;
use super::leaves::each_deep_leaf;

impl Context<'_, '_> {
    /// Takes windows with a tolerance out of a rule.
    pub fn tolerances(&mut self, rule: &mut Node) {
        for (length, tolerance) in self.lengths_with_tolerance() {
            let (at, around) = (self.span(&length), self.span(&tolerance));
            let mut whole: Option<Span> = None;
            let of = |time: &Time| match &time.span {
                NodeSpan::Here(span) => span.overlaps(at) || span.overlaps(around),
                NodeSpan::Elsewhere { .. } => false,
            };
            each_deep_leaf(rule, &mut |leaf| {
                for time in leaf.time.extract_if(.., |time| of(time)) {
                    let span = time.span.span();
                    whole = Some(whole.map_or(span, |known| known.join(span)));
                }
            });
            let Some(whole) = whole else { continue };
            self.diagnostics.retain(|d| !(d.code == "window-without-anchor" && whole.overlaps(d.span)));
            let start = if whole.start < at.start { whole.start } else { at.start };
            let bytes = self.bytes_between(start, length.start)..tolerance.end;
            self.not_understood(&bytes);
        }
    }

    /// The byte of a code point that stands before another one.
    fn bytes_between(&self, point: u32, known: usize) -> usize {
        let back = self.span(&(0..known)).end.saturating_sub(point) as usize;
        self.lexed.text[..known].char_indices().rev().take(back).last().map_or(known, |(at, _)| at)
    }

    /// The last lexeme of each length before a sign, and from the sign to the end of the tolerance.
    fn lengths_with_tolerance(&self) -> Vec<(Bytes, Bytes)> {
        let lexemes = &self.lexed.lexemes;
        let bytes = |first: &Lexeme, last: &Lexeme| first.start as usize..last.end as usize;
        let signs = (1..lexemes.len()).filter(|at| matches!(self.lexed.written(&lexemes[*at]), "±" | "+/-"));
        let read = signs.filter_map(|at| {
            let opened = self.lexed.written(&lexemes[at - 1]) == "(";
            let length = lexemes.get(at.checked_sub(1 + usize::from(opened))?)?;
            let number = lexemes.get(at + 1).filter(|l| matches!(l.lex, Lex::Number(_)))?;
            let unit = lexemes.get(at + 2).filter(|l| l.entry(Kind::Unit).is_some());
            let counted = matches!(length.lex, Lex::Number(_)) || length.entry(Kind::Unit).is_some();
            counted.then(|| (bytes(length, length), bytes(&lexemes[at], unit.unwrap_or(number))))
        });
        read.collect()
    }
}
