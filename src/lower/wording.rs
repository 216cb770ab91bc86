//! Wording that contradicts its section: an exclusion criterion that demands.
//!
//! - "Must be able to read", "Patients must not be pregnant", "Women of childbearing potential must use contraception"
//!   under Exclusion are demands all the same, and so is "No subject may have hepatitis";
//! - "Must meet the following: ANC < 0.8 × 10⁹/L" names the limits that exclude.
//!
//! Near miss: "patients who must take warfarin" are people that the exclusion describes.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::rule::{Diagnostic, Node, Reads, Severity, Span};

use super::context::{Context, Sort, bytes_of};
use crate::words;

/// The most words from "must" to what has to be done: "must have been completely stopped".
const MOST_TO_PREDICATE: usize = 5;

impl Context<'_, '_> {
    /// How an exclusion criterion is taken whose main clause says what people must; `None` where none does.
    pub fn demanding(&self, chunks: &[Chunk]) -> Option<Reads> {
        if requires_consent(self.lexed.text) {
            return Some(Reads::Requires);
        }
        self.says_must(chunks).or_else(|| self.asks_for(chunks).then_some(Reads::Requires))
    }

    /// "PCV13 ≥ 2 weeks before surgery *is required*", "NSAIDs *are to be stopped* 7 days before": what has to be given, shown or done before
    /// somebody may take part. Near misses: "oxygen *is required*", "surgery is required", states of the patient; "drugs *that* are to be
    /// stopped".
    fn asks_for(&self, chunks: &[Chunk]) -> bool {
        let text = self.lexed.text.to_lowercase();
        let Some(first) = chunks.first() else { return false };
        let ended = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        let required = words::REQUIRED.iter().find_map(|end| ended.strip_suffix(end)).map(str::len);
        let done = words::TO_BE_DONE.iter().find_map(|verb| {
            let at = text.find(verb)?;
            let after = text[at + verb.len()..].split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
            after.is_some_and(|word| words::COMPLIED.contains(&word)).then_some(at)
        });
        let Some(end) = required.or(done).filter(|end| *end > first.span.start) else { return false };
        let subject: Vec<&Chunk> = chunks.iter().take_while(|c| c.span.end <= end).collect();
        let denied = |c: &&Chunk| {
            self.is_denial(c) || matches!(self.cue(c), Some(Cue::Who | Cue::If | Cue::Unless | Cue::Must | Cue::Except))
        };
        let relative = text[first.span.start..end]
            .split(' ')
            .any(|word| matches!(word, "that" | "which" | "who" | "whose" | "where" | "for"));
        let entry = |c: &&Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let vaccine = subject.iter().filter_map(&entry).any(|e| e.id().contains("vaccine"));
        let negative = |c: &&Chunk| matches!(self.sort(c), Sort::Term(e) if e.id() == "negative");
        let shown = subject.iter().copied().any(|c| negative(&c)) && subject.iter().any(|c| self.measured(c).is_some());
        let washout =
            text[first.span.start..end].contains("washout") || text[first.span.start..end].contains("wash-out");
        let given = subject.iter().filter_map(entry).any(|e| e.kind().is_drug());
        let asked = if required.is_some() { vaccine || shown || washout } else { given };
        asked && !relative && !subject.iter().copied().any(|c| denied(&c))
    }

    /// How a sentence is taken that says what people must, or what has to be done.
    fn says_must(&self, chunks: &[Chunk]) -> Option<Reads> {
        if self.nobody_may(chunks) {
            return Some(Reads::Requires);
        }
        let at = chunks.iter().position(|c| matches!(self.cue(c), Some(Cue::Must | Cue::MustMeet | Cue::Not)))?;
        let words = self.words(&chunks[at].span).to_lowercase();
        let verb = ["must", "shall", "should"].iter().any(|verb| words.starts_with(verb));
        if verb && self.demands_compliance(&chunks[..at], &chunks[at..]) {
            return Some(Reads::Requires);
        }
        let people = chunks[..at].iter().all(|c| self.may_be_subject(c)) || self.says_of_those(&chunks[..at]);
        if !verb || !people {
            return None;
        }
        let colon = chunks.iter().position(|c| self.sort(c) == Sort::Colon).unwrap_or(0);
        let lists = [Cue::MustMeet, Cue::FollowingList, Cue::AllFollowing, Cue::AnyFollowing, Cue::OfFollowing];
        let listed = self.find(&chunks[..colon], &lists).is_some();
        Some(if listed { Reads::Excludes } else { Reads::Requires })
    }

    /// "*No subject may* have hepatitis", "*no patient should* be on warfarin": what nobody is to have. Near miss: "*no patient with* …".
    pub fn nobody_may(&self, chunks: &[Chunk]) -> bool {
        let [no, people, may, ..] = chunks else { return false };
        let modal = matches!(self.cue(may), Some(Cue::May | Cue::Must));
        self.is_cue(no, Cue::No) && self.is_cue(people, Cue::Patient) && modal
    }

    /// "Steroids *must be stopped* > 72 hours before leukapheresis", "Thyroid disease *must be controlled*": what has to be
    /// done about a treatment or a disease, which excludes nobody who has done it.
    fn demands_compliance(&self, subject: &[Chunk], predicate: &[Chunk]) -> bool {
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Cue(Cue::TherapyWord));
        let plain = |c: &Chunk| match self.sort(c) {
            Sort::Concept(_) | Sort::Term(_) | Sort::Word | Sort::Comma | Sort::Dash | Sort::Slash | Sort::Group => {
                true
            }
            Sort::Cue(cue) => matches!(
                cue,
                Cue::All
                    | Cue::Any
                    | Cue::The
                    | Cue::Of
                    | Cue::And
                    | Cue::Or
                    | Cue::TherapyWord
                    | Cue::Other
                    | Cue::Prior
                    // "*Use of* azathioprine must be discontinued"
                    | Cue::Exposure
            ),
            _ => false,
        };
        let from = predicate.first().map_or(0, |must| must.span.start);
        let said = self.lexed.text[from..].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let told = said.take(MOST_TO_PREDICATE).any(|word| words::COMPLIED.contains(&&*word.to_ascii_lowercase()));
        let denied = self.is_cue(&predicate[0], Cue::Not);
        told && !denied && subject.iter().any(named) && subject.iter().all(plain)
    }

    /// A later sentence of an exclusion that demands: "Radiotherapy within 2 weeks. *Participants must have recovered from
    /// toxicities*." excludes those who do not do what it demands.
    pub fn demanded_beside(&mut self, sentence: &[Chunk]) -> Option<Node> {
        if self.demand || self.says_must(sentence) != Some(Reads::Requires) {
            return None;
        }
        let (demand, excluding) = (std::mem::replace(&mut self.demand, true), std::mem::take(&mut self.excluding));
        let mut nodes = Vec::new();
        self.sentence(sentence, &mut nodes);
        let bytes = bytes_of(sentence);
        let node = (!nodes.is_empty()).then(|| self.joined(nodes, true, &bytes));
        (self.demand, self.excluding) = (demand, excluding);
        let diagnostic = contradiction(Reads::Requires, self.words(&bytes), 0);
        self.say(&diagnostic.code, diagnostic.severity, diagnostic.message, &bytes);
        node.map(|node| self.not(node, &bytes))
    }

    /// "*Subjects taking an SSRI* must be on a stable dose": people with what they have or take, who must besides. Near misses: "patients
    /// *who* must take warfarin", "patients with asthma *that* should be treated", "*for whom* surgery must be done".
    fn says_of_those(&self, subject: &[Chunk]) -> bool {
        if subject.first().is_some_and(|c| self.is_cue(c, Cue::If)) {
            // "*If taking antidepressants, the dose* must be stable"
            let comma = subject.iter().rposition(|c| self.sort(c) == Sort::Comma);
            let told = |c: &Chunk| self.may_be_subject(c) || matches!(self.cue(c), Some(Cue::Dose | Cue::TherapyWord));
            return comma.is_some_and(|comma| comma + 1 < subject.len() && subject[comma + 1..].iter().all(told));
        }
        let (people, told) = subject.split_at(subject.iter().take_while(|c| self.may_be_subject(c)).count());
        let named = people.iter().any(|c| matches!(self.cue(c), Some(Cue::Patient | Cue::Female | Cue::Male)));
        let opens = |c: &Chunk| {
            matches!(
                self.cue(c),
                Some(Cue::With | Cue::Exposure | Cue::Undergone | Cue::Known | Cue::Current | Cue::In)
            )
        };
        let has = told.first().is_some_and(opens);
        let part = |c: &Chunk| match self.sort(c) {
            Sort::Concept(_) | Sort::Term(_) | Sort::Word | Sort::Group => true,
            Sort::Cue(cue) => matches!(
                cue,
                Cue::With
                    | Cue::Exposure
                    | Cue::Undergone
                    | Cue::Known
                    | Cue::Current
                    | Cue::The
                    | Cue::Of
                    | Cue::Or
                    | Cue::And
                    | Cue::Any
                    | Cue::TherapyWord
                    | Cue::Prior
            ),
            _ => false,
        };
        named && has && told.iter().all(part) && told.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)))
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
        Reads::Requires if !["must", "shall", "should"].iter().any(|verb| text.to_lowercase().contains(verb)) => {
            "says what is required under Exclusion: taken as a demand"
        }
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
            "Steroids must be stopped > 72 hours prior to leukapheresis",
            "Thyroid disease must be controlled",
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
            "Steroids that must be stopped",
            "Steroids must be given",
        ] {
            assert_eq!(reads(text), None, "{text}");
        }
    }
}
