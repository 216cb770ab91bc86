//! What the ends of a scale mean, which limits nothing: "(0 = no pain and 10 = worst pain)", "where 0 = none, 4 = severe"; and the days of
//! a schedule: "(days 0-7)".
//!
//! Near misses: "(ANC = 1500, Hb = 9)", whose numbers stand behind; "(1 = yes)" alone; "(7 days)", a length; "pain score
//! ≥ 4 (VAS ≥ 40)".

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lower::context::{Context, bytes_of};
use crate::lower::partial::Partial;
use crate::words;

impl Context<'_, '_> {
    /// "(0 = no pain, 10 = worst pain)": what two points or more of a scale mean; beside a limit they say which scale it is on.
    pub(super) fn legend(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let parts: Vec<&[Chunk]> = inner.split(|c| self.is_separator(c)).filter(|part| !part.is_empty()).collect();
        let point = |part: &&[Chunk]| {
            let [first, rest @ ..] = *part else { return false };
            let ChunkKind::Quantity(q) = &first.kind else { return false };
            let after = self.lexed.text.get(first.span.end..).unwrap_or("").trim_start();
            let equals = self.words(&first.span).ends_with('=') || after.starts_with(['=', ':']);
            let plain = q.unit.is_none() && q.bounds.eq.is_some() && equals;
            let numbers = |c: &Chunk| matches!(c.kind, ChunkKind::Quantity(_) | ChunkKind::Time(_));
            plain && !rest.is_empty() && !rest.iter().any(numbers)
        };
        let legend = is_legend(self.words(&bytes_of(inner)));
        let scored = partial
            .value
            .as_ref()
            .is_some_and(|q| q.unit.as_ref().is_none_or(|u| u.code.as_deref() == Some("{score}")));
        if scored && (legend || parts.len() > 1 && parts.iter().all(point)) {
            self.take_whole(inner);
            let setting = self.mention(None, &bytes_of(inner));
            partial.settings.push(setting);
            return true;
        }
        if legend {
            self.take_as_said(inner, "the legend of a scale");
        }
        legend
    }

    /// A sentence without the legend that ends it: "pain ≥ 4 on a scale *where 0 = no pain and 10 = worst pain*".
    pub fn without_legend<'c>(&mut self, sentence: &'c [Chunk]) -> &'c [Chunk] {
        let end = sentence.last().map_or(0, |c| c.span.end);
        let opened = |c: &Chunk| {
            let said = self.words(&(c.span.start..end));
            let open = |word: &&&str| said.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word));
            words::LEGEND_OPENINGS.iter().find(open).is_some_and(|word| is_legend(said[word.len()..].trim()))
        };
        let found = (1..sentence.len()).find(|at| opened(&sentence[*at]));
        let Some(at) = found else { return sentence };
        self.take_as_said(&sentence[at..], "the legend of a scale");
        &sentence[..at]
    }

    /// "(*days 0-7*)", "(*weeks 2 to 4*)": when in a schedule, which is no limit of theirs.
    pub(super) fn names_days(&self, inner: &[Chunk]) -> bool {
        let [unit, days] = inner else { return false };
        let ChunkKind::Quantity(range) = &days.kind else { return false };
        let named = words::SCHEDULE_UNITS.contains(&&*self.words(&unit.span).to_ascii_lowercase());
        let plain = range.form == QuantityForm::Limit && range.unit.is_none() && !range.age;
        named && plain && self.words(&range.value).starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Whether words begin with a number and what it means, and have another such.
fn is_legend(words: &str) -> bool {
    if !words.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let parts: Vec<&str> = words.split('=').map(str::trim).collect();
    let numbered = |before: &&str| {
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        digits > 0 && !before[..before.len() - digits].ends_with(|c: char| c.is_alphanumeric() || c == '.')
    };
    let named = |after: &&str| after.starts_with(|c: char| c.is_alphabetic());
    let first = parts.first().is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty());
    let [before @ .., _] = parts.as_slice() else { return false };
    first
        && parts.len() > 2
        && before.iter().all(numbered)
        && parts[1..].iter().all(named)
        && !words.contains(['<', '>', '≥', '≤'])
}
