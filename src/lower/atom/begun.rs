//! "*started* an antidepressant *within 9 months*", "statin therapy *initiated* within the last 6 weeks": it is the beginning that
//! lies in the window, and not any use, which whoever has taken it for years has too.
//!
//! Near misses: "*received* an antidepressant within 9 months", which is any use; "started insulin *at least 3 months ago*",
//! since when it has been given; "antidepressants started", without a window.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::rule::TimeKind;
use crate::words;

impl Context<'_, '_> {
    /// Whether the verb says of a treatment that it began within the time that is the next one said.
    pub(super) fn begins_within(&self, verb: &Chunk, rest: &[Chunk], partial: &Partial) -> bool {
        if !words::BEGUN.contains(&&*self.words(&verb.span).to_ascii_lowercase()) || partial.outcome.is_some() {
            return false;
        }
        if rest.is_empty() && partial.is_blank() {
            // "*initiated* or changed psychotherapy": what is begun stands later in the list.
            return true;
        }
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let Some(at) = rest.iter().position(|c| matches!(c.kind, ChunkKind::Time(_))) else { return false };
        let named = match &partial.head {
            Some(head) => at == 0 && head.entry.is_some_and(|e| e.kind().is_treatment()),
            None => rest[..at].iter().any(|c| given(c) || self.is_cue(c, Cue::TherapyWord)),
        };
        let ends = |c: &Chunk| self.is_separator(c) || matches!(self.sort(c), Sort::Stop | Sort::Group);
        let within = match &rest[at].kind {
            ChunkKind::Time(t) => t.kind == TimeKind::Window && t.bounds.low().is_none() && t.bounds.high().is_some(),
            _ => false,
        };
        named && within && !rest[..at].iter().any(ends)
    }

    /// Reads such a verb.
    pub(super) fn begun(partial: &mut Partial) {
        partial.outcome = Some("initiated");
        if partial.head.is_none() {
            (partial.exposure, partial.verb) = (Some(Cue::Exposure), true);
        }
    }

    /// "hypertension or *using aspirin* at > 100 mg daily": an item that opens with the drug that is used. Near misses: "confirmed by
    /// histology or *using MRI*", "*calculated using* creatinine", which say how.
    pub(super) fn is_taking(&self, chunks: &[Chunk]) -> bool {
        let [verb, rest @ ..] = chunks else { return false };
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let describes = |c: &&Chunk| {
            matches!(self.sort(c), Sort::Term(e) if matches!(e.kind(), Kind::Qualifier | Kind::Route))
                || matches!(self.cue(c), Some(Cue::The | Cue::Other | Cue::Current))
        };
        let named = rest.iter().find(|c| !describes(c));
        self.words(&verb.span).eq_ignore_ascii_case("using") && named.is_some_and(drug)
    }
}
