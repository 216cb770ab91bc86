//! A limit behind whose definition is meant: "type 2 diabetes as defined by the ADA, *with HbA1c < 10 %*" demands both, and the limit
//! defines nothing.
//!
//! Near misses: "sepsis defined as *infection with SOFA ≥ 2*", "hypertension as defined by *systolic blood pressure ≥ 140 mmHg*", where it
//! does; "diabetes as defined by the ADA *(HbA1c ≥ 6.5 %)*", which tells what these say.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

impl Context<'_, '_> {
    /// Reads a clause of this form; `at` is where "as defined by" stands.
    pub(super) fn by_source(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let cue = self.words(&chunks[at].span).to_ascii_lowercase();
        let by = cue.ends_with(" by") || cue.starts_with("according") || cue == "per" || cue.ends_with("as per");
        let rest = chunks.get(at + 1..).filter(|_| by)?;
        let with = rest.iter().position(|c| matches!(self.cue(c), Some(Cue::With | Cue::And)))?;
        let (source, limited) = (&rest[..with], &rest[with + 1..]);
        let measured = limited.iter().any(|c| self.measured(c).is_some());
        let limit = limited.iter().any(|c| self.sort(c) == Sort::Quantity);
        if !measured || !limit || !self.names_source(source) {
            return None;
        }
        self.take(&rest[with..=with]);
        let first = self.clause(&chunks[..at + 1 + with])?;
        let second = self.clause(limited);
        Some(self.joined(std::iter::once(first).chain(second).collect(), true, &bytes_of(chunks)))
    }

    /// "the American Diabetes Association (ADA 2021),", "2010 ACR/EULAR criteria", "GOLD": whether these words name a text and who published it.
    fn names_source(&self, source: &[Chunk]) -> bool {
        let words = |c: &Chunk| self.words(&c.span).to_owned();
        let capital = |c: &Chunk| words(c).starts_with(|first: char| first.is_uppercase());
        let year = |c: &Chunk| words(c).len() == 4 && words(c).bytes().all(|b| b.is_ascii_digit());
        let published = |c: &Chunk| {
            let lower = words(c).to_ascii_lowercase();
            words::PUBLISHED.contains(&lower.rsplit(' ').next().unwrap_or(""))
        };
        let links = |c: &Chunk| {
            matches!(self.sort(c), Sort::Slash | Sort::Dash | Sort::Comma | Sort::Group)
                || matches!(self.cue(c), Some(Cue::The | Cue::Of | Cue::For | Cue::CriteriaWord))
        };
        source.iter().any(capital) && source.iter().all(|c| capital(c) || year(c) || published(c) || links(c))
    }
}
