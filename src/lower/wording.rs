//! Wording that contradicts its section: an exclusion criterion that demands.
//!
//! - "Must be able to read", "Patients must not be pregnant", "Women of childbearing potential must use contraception"
//!   under Exclusion are demands all the same;
//! - "Must meet the following: ANC < 0.8 × 10⁹/L" names the limits that exclude.
//!
//! Near miss: "patients who must take warfarin" are people that the exclusion describes.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::rule::{Diagnostic, Reads, Severity, Span};

use super::context::{Context, Sort};

impl Context<'_, '_> {
    /// How an exclusion criterion is taken whose main clause says what people must; `None` where none does.
    pub fn demanding(&self, chunks: &[Chunk]) -> Option<Reads> {
        if requires_consent(self.lexed.text) {
            return Some(Reads::Requires);
        }
        let at = chunks.iter().position(|c| matches!(self.cue(c), Some(Cue::Must | Cue::MustMeet | Cue::Not)))?;
        let words = self.words(&chunks[at].span).to_lowercase();
        let verb = ["must", "shall", "should"].iter().any(|verb| words.starts_with(verb));
        if !verb || !chunks[..at].iter().all(|c| self.may_be_subject(c)) {
            return None;
        }
        let colon = chunks.iter().position(|c| self.sort(c) == Sort::Colon).unwrap_or(0);
        let lists = [Cue::MustMeet, Cue::FollowingList, Cue::AllFollowing, Cue::AnyFollowing, Cue::OfFollowing];
        let listed = self.find(&chunks[..colon], &lists).is_some();
        Some(if listed { Reads::Excludes } else { Reads::Requires })
    }

    /// Whether a chunk may stand in the words for people, before the verb.
    fn may_be_subject(&self, chunk: &Chunk) -> bool {
        match self.sort(chunk) {
            Sort::Cue(cue) => matches!(
                cue,
                Cue::Allowed
                    | Cue::Patient
                    | Cue::Female
                    | Cue::Male
                    | Cue::Adult
                    | Cue::All
                    | Cue::Any
                    | Cue::The
                    | Cue::Of
                    | Cue::And
                    | Cue::Also
            ),
            Sort::Concept(entry) => entry.kind() == Kind::Observation,
            _ => false,
        }
    }
}

/// "Written informed consent is required": it can exclude nobody. Near miss: "refusal of the required consent".
fn requires_consent(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim_end_matches(|c: char| !c.is_alphabetic());
    let asks = ["required", "mandatory", "necessary", "must be obtained", "must be given", "must be signed"];
    let lacks = ["not ", "no ", "un", "refus", "without", "lack", "inab", "withdr", "declin", "fail", "absence"];
    let lacking = text.split_inclusive(' ').any(|word| lacks.iter().any(|lack| word.starts_with(lack)));
    text.contains("consent") && asks.iter().any(|end| text.ends_with(end)) && !lacking
}

/// What is said of a criterion with such wording; `length` is that of its text in code points.
pub fn contradiction(reads: Reads, text: &str, length: u32) -> Diagnostic {
    let message = match reads {
        Reads::Excludes => "says \"must\" under Exclusion: its limits are taken as those that exclude",
        Reads::Requires if requires_consent(text) => "asks for consent under Exclusion: taken as a demand",
        Reads::Requires => "says \"must\" under Exclusion: taken as a demand",
    };
    Diagnostic {
        code: "wording-contradicts-section".to_owned(),
        severity: Severity::Warning,
        message: message.to_owned(),
        span: Span::new(0, length),
        help: None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::{Reads, Section};
    use crate::source::Document;
    use crate::{Options, extract};

    fn reads(text: &str) -> Option<Reads> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        extract(&document, &Options { section: Some(Section::Exclusion) }).criteria.first().and_then(|c| c.reads)
    }

    #[test]
    fn what_people_must_is_a_demand() {
        for text in [
            "Must be able to read",
            "Patients must not be pregnant",
            "Subjects should have a hemoglobin ≥ 9 g/dL",
            "Women of childbearing potential must use contraception",
            "Written informed consent is required.",
        ] {
            assert_eq!(reads(text), Some(Reads::Requires), "{text}");
        }
        assert_eq!(reads("Must meet the following: ANC < 0.8 × 10⁹/L"), Some(Reads::Excludes));
    }

    #[test]
    fn people_who_must_are_excluded() {
        for text in [
            "Patients who must take warfarin",
            "Asthma that must be treated",
            "Not able to read",
            "No asthma",
            "Unable to give the consent that is required",
            "Oxygen is required",
        ] {
            assert_eq!(reads(text), None, "{text}");
        }
    }
}
