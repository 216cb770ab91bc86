//! "taxane *in the adjuvant or metastatic setting*": at what point of a disease a treatment was given.
//!
//! And under what it was measured, where the name says it: "*fasting* triglycerides".
//!
//! Near misses: "in the *setting of* infection", which is what it comes with; "in the adjuvant or metastatic *cohort*".

use super::is_measured;
use crate::grammar::Chunk;
use crate::lex::{Cue, Entry};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;

/// The most chunks between "in" and "setting".
const LONGEST: usize = 10;

impl Context<'_, '_> {
    /// Whether the conjunction at `at` joins words before "setting", as which "in" has opened.
    pub fn joins_settings(&self, item: &[Chunk], at: usize) -> bool {
        let joins = matches!(self.cue(&item[at]), Some(Cue::Or | Cue::And | Cue::AndOr))
            || matches!(self.sort(&item[at]), Sort::Slash | Sort::Comma);
        let start =
            joins.then(|| item[..at].iter().rev().take(LONGEST).position(|c| self.is_cue(c, Cue::In))).flatten();
        start.is_some_and(|back| self.setting_ends(&item[at - back..]).is_some_and(|end| end > back))
    }

    /// Reads "in the adjuvant setting"; gives where to go on.
    pub(super) fn in_setting(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let named = partial.head.is_some() || partial.therapy.is_some() || partial.value.is_some();
        let from = at + 1;
        let end =
            from + self.setting_ends(chunks.get(from..)?).filter(|_| named && self.is_cue(&chunks[at], Cue::In))?;
        self.take_whole(&chunks[at..=end]);
        let article = usize::from(self.is_cue(&chunks[from], Cue::The));
        let setting = self.mention(None, &bytes_of(&chunks[from + article..=end]));
        partial.settings.push(setting);
        Some(end + 1)
    }

    /// "*Post-bronchodilator* FEV1", "*corrected* calcium": how it was measured, which the name in the table says with it. Near misses:
    /// "*corrected* QT interval", which is a test of its own; "best *corrected* visual acuity".
    pub(super) fn setting_in_name(&self, entry: Entry, chunk: &Chunk, partial: &mut Partial) {
        let name = self.words(&chunk.span).to_ascii_lowercase();
        let end = |word: &str| name.find(word).map(|at| at + word.len());
        let within = |start: usize, end: usize| chunk.span.start + start..chunk.span.start + end;
        let (id, bytes) = if let Some(end) = end("bronchodilator").filter(|_| entry.id().starts_with("fev")) {
            let before = name.starts_with("pre");
            let id = if before { "pre_bronchodilator" } else { "post_bronchodilator" };
            (id, within(0, end).clone())
        } else if matches!(entry.id(), "calcium" | "dlco")
            && let Some((word, end)) = ["corrected", "adjusted"].iter().find_map(|word| Some((word, end(word)?)))
        {
            ("corrected", within(end - word.len(), end))
        } else {
            return;
        };
        let told = name.starts_with("pre") || name.starts_with("post") || id == "corrected";
        if told {
            let setting = self.mention(Some(id), &bytes);
            partial.settings.push(setting);
        }
    }

    /// "*corrected for hemoglobin*", "*adjusted for hemoglobin and alveolar volume*": how many chunks say what a result was corrected for.
    /// Near misses: "best *corrected*", "*adjusted* dose".
    pub fn correction(&self, chunks: &[Chunk]) -> Option<usize> {
        let verb = chunks.first().map(|c| self.words(&c.span).to_ascii_lowercase());
        let corrects = verb.is_some_and(|word| matches!(&*word, "corrected" | "adjusted"));
        let says = |c: &&Chunk| {
            matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Dash)
                || matches!(self.cue(c), Some(Cue::The | Cue::And | Cue::Or))
        };
        if !corrects || !self.is_cue(chunks.get(1)?, Cue::For) {
            return None;
        }
        let named = chunks[2..].iter().take_while(says).count();
        (named > 0).then_some(named + 2)
    }

    /// Reads what a result was corrected for as how it was measured; gives where to go on.
    pub fn corrected_for(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let measured = partial.entry().is_some_and(is_measured);
        let end = at + self.correction(&chunks[at..]).filter(|_| measured)?;
        self.take_whole(&chunks[at..end]);
        let setting = self.mention(Some("corrected"), &bytes_of(&chunks[at..end]));
        partial.settings.push(setting);
        Some(end)
    }

    /// "*fasting* triglycerides": a name of the table that begins with how it is measured, of what is measured otherwise too. Near miss:
    /// "*fasting glucose*", which is measured so alone.
    pub(super) fn fasting_in_name(&self, entry: Entry, chunk: &Chunk, partial: &mut Partial) {
        const FASTING: &str = "fasting";
        let begins = |name: &str| name.get(..FASTING.len()).is_some_and(|word| word.eq_ignore_ascii_case(FASTING));
        if is_measured(entry) && begins(self.words(&chunk.span)) && !begins(entry.name()) {
            let word = chunk.span.start..chunk.span.start + FASTING.len();
            partial.settings.push(self.mention(Some(FASTING), &word));
        }
    }

    /// The word "setting" after words that say which.
    fn setting_ends(&self, chunks: &[Chunk]) -> Option<usize> {
        let word = |c: &Chunk| matches!(&*self.words(&c.span).to_ascii_lowercase(), "setting" | "settings");
        let end = chunks.iter().take(LONGEST).position(word).filter(|end| *end > 0)?;
        let says = |c: &Chunk| {
            matches!(
                self.sort(c),
                Sort::Word | Sort::Term(_) | Sort::Slash | Sort::Dash | Sort::Comma | Sort::Concept(_)
            ) || matches!(self.cue(c), Some(Cue::The | Cue::Or | Cue::And | Cue::AndOr))
        };
        let of = chunks.get(end + 1).is_some_and(|c| self.is_cue(c, Cue::Of));
        (chunks[..end].iter().all(says) && !of).then_some(end)
    }
}
