//! Which event an item is about, and which one a time is said of.
//!
//! | form | example | the event |
//! |---|---|---|
//! | purpose | treatment *for syphilis*, *macular edema* treatment | the treatment |
//! | second event | cancer *scheduled for cystectomy* within 30 days | the nearer one has the time |
//! | object of abuse | abuse *of opioids or cocaine* within 3 months | the abuse has the time |
//! | base | *oxaliplatin-based* chemotherapy | the chemotherapy |
//! | unknown words | surgical *cardiac procedure* | the whole phrase |

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity};
use crate::lex::{Cue, Entry, Kind, Lex, Lexeme, look_up};
use crate::rule::TimeKind;
use crate::words;

use super::atom::is_measured;
use super::build::counts_courses;
use super::context::{Context, Sort};
use super::partial::{Head, Partial, Related, Relation};

/// The most chunks between a number and the treatments that it counts.
const FEW: usize = 4;

impl Context<'_, '_> {
    /// "a *2-year* history of asthma", "*12 months* without seizures", "*6 hours* of fasting": so long it has lasted, or not been;
    /// "*12 months* of natural (spontaneous) amenorrhea". Near miss: "6 hours of sleep", which is how much of it there is.
    pub fn is_length_of_history(&self, q: &Quantity, rest: &[Chunk], partial: &Partial) -> bool {
        let unit = q.unit.as_ref().and_then(|u| u.code.as_deref());
        let history = rest.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::HistoryOf | Cue::Without)));
        let length = matches!(unit, Some("a" | "mo" | "wk" | "d")) || unit == Some("h") && !history;
        partial.is_headless() && length && !q.age && (history || partial.is_blank() && self.is_of_lasting_state(rest))
    }

    /// "*of treatment*", "*of pain freedom*": whether the words after a length of time name a state that lasts so long.
    fn is_of_lasting_state(&self, rest: &[Chunk]) -> bool {
        let [of, state @ ..] = rest else { return false };
        let lasts = |c: &Chunk| words::LASTING_STATES.contains(&&*self.words(&c.span).to_ascii_lowercase());
        let named = state
            .iter()
            .filter(|c| self.sort(c) != Sort::Group)
            .take_while(|c| matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Cue(Cue::TherapyWord)));
        self.is_cue(of, Cue::Of) && named.take(2).any(lasts)
    }

    /// Whether a treatment begins the second event of an item about a condition, and a time follows: "cancer scheduled
    /// for *cystectomy* within 30 days". The time is that of the nearer one.
    pub fn opens_event(&self, entry: Entry, before: &[Chunk], rest: &[Chunk], partial: &Partial) -> bool {
        let treatment = entry.kind().is_treatment();
        let condition = partial.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let timed = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if t.kind != TimeKind::At);
        treatment
            && condition
            && partial.relation.is_none()
            && partial.value.is_none()
            && partial.next_count.is_none()
            && !before.iter().any(timed)
            && (rest.iter().any(timed) || self.is_abused(partial))
    }

    /// "SCLC subjects who *failed ≥ 1 prior regimen*": whether the number behind an outcome counts what was given for the disease
    /// before it. Near miss: "SCLC that *relapsed*", which is said of the disease.
    pub fn opens_courses(&self, before: &[Chunk], rest: &[Chunk], partial: &Partial) -> bool {
        let condition = partial.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let who = self.find(before, &[Cue::Who]).is_some();
        let counted = rest.first().is_some_and(|c| match &c.kind {
            ChunkKind::Quantity(q) => (q.unit.is_none() || counts_courses(q)) && !q.age,
            _ => false,
        });
        let given = |c: &Chunk| {
            self.is_cue(c, Cue::TherapyWord)
                || matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment())
                || words::TREATMENT_LINE_NOUNS
                    .iter()
                    .any(|noun| self.words(&c.span).to_ascii_lowercase().starts_with(noun))
                || matches!(&c.kind, ChunkKind::Quantity(q) if counts_courses(q))
        };
        condition && who && counted && rest.iter().take(FEW).any(given) && partial.relation.is_none()
    }

    /// Whether "stable dose of" after a condition begins what is taken for it: "diabetes on a *stable dose of metformin*".
    pub fn opens_dosed(&self, rest: &[Chunk], partial: &Partial) -> bool {
        let condition = partial.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let passed = |c: &&Chunk| matches!(self.cue(c), Some(Cue::Of | Cue::The));
        let first = rest.iter().find(|c| !passed(c)).map(|c| self.sort(c));
        let given = matches!(first, Some(Sort::Concept(e)) if e.kind().is_treatment());
        condition && given && partial.relation.is_none() && partial.value.is_none()
    }

    /// Reads the rest of an item as another event about the same one. What is planned after the first is the second.
    pub fn event_within(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) {
        let mut part = self.atom(&chunks[at..]);
        let first = partial.head.as_ref().map_or(0, |h| h.bytes.end);
        let planned = |c: &Chunk| c.span.start >= first && self.is_cue(c, Cue::Planned);
        if chunks[..at].iter().any(planned) {
            part.status = part.status.or(partial.status.take());
        }
        partial.relation = Some(Related::new(Relation::Having, part));
        self.times_of_abuse(partial);
    }

    /// Whether the word at `at` begins what is abused: "abuse of *depressants*".
    pub fn begins_abused(&self, chunks: &[Chunk], at: usize, partial: &Partial) -> bool {
        let of = at.checked_sub(1).and_then(|before| self.cue(&chunks[before]));
        matches!(of, Some(Cue::Of | Cue::To)) && partial.relation.is_none() && self.is_abused(partial)
    }

    /// The words of a treatment and what it is for, where that is in no table: "therapy *of PWS*".
    pub fn treatment_of_unknown(&self, unknown: &Bytes, therapy: Option<&Bytes>) -> Option<Bytes> {
        let therapy = therapy?;
        let between = self.lexed.text.get(therapy.end..unknown.start)?.trim();
        let purpose = matches!(between.to_ascii_lowercase().as_str(), "for" | "of" | "against");
        let named = self.is_drug_like(&Head::new(None, unknown.clone()));
        (purpose && !named).then_some(therapy.start..unknown.end)
    }

    /// Whether what the item is about is the abuse of what comes after it.
    pub fn is_abused(&self, partial: &Partial) -> bool {
        let words = partial.head.as_ref().map_or("", |h| self.words(&h.bytes));
        is_abuse(&words.rsplit(' ').next().unwrap_or_default().to_ascii_lowercase())
    }

    /// "drug abuse of opioids or cocaine within 3 months": the time is that of the abuse, not of what is abused.
    pub fn times_of_abuse(&self, partial: &mut Partial) {
        let abused = self.is_abused(partial);
        if let Some(related) = partial.relation.as_mut().filter(|_| abused) {
            for object in related.objects.iter_mut().rev() {
                let times = std::mem::take(&mut object.times);
                if partial.times.is_empty() {
                    partial.times = times;
                }
            }
        }
    }

    /// The words of a treatment whose purpose is this condition.
    pub fn treatment_of(&self, condition: &Head, partial: &Partial) -> Option<Head> {
        let entry = condition.entry.filter(|e| partial.head.is_none() && e.kind() == Kind::Condition)?;
        let therapy = partial.therapy.clone()?;
        let between = self.lexed.text.get(therapy.end..condition.bytes.start)?.trim().to_ascii_lowercase();
        // "therapy *(laser)* for macular edema"
        let between = if between.starts_with('(') { between.rsplit(')').next()?.trim() } else { &*between };
        // "medication *to treat* migraine", "drugs *used to prevent* it"
        let treats = between.rsplit_once("to ").is_some_and(|(_, verb)| words::TREATING_VERBS.contains(&verb.trim()));
        let purpose = treats || matches!(between.split(' ').next(), Some("for" | "of" | "against"));
        (purpose && !is_measured(entry)).then(|| Head::new(None, therapy.start..condition.bytes.end))
    }

    /// Whether a word for a treatment directly after a condition names the treatment of it.
    pub fn is_treated_condition(&self, chunk: &Chunk, partial: &Partial) -> bool {
        let condition = |h: &Head| h.entry.is_some_and(|e| e.kind() == Kind::Condition);
        let head = partial.head.as_ref().filter(|h| condition(h) && partial.value.is_none());
        let Some(head) = head.filter(|_| partial.relation.is_none()) else { return false };
        // "anti-myeloma treatment" names what is given.
        let prefixed = self.lexed.text[..head.bytes.start].ends_with(crate::lex::normal::is_dash);
        let between = self.lexed.text.get(head.bytes.end..chunk.span.start);
        // "PAH*-specific* therapy"
        let joins = |between: &str| {
            let words = between.trim_matches(|c: char| c.is_whitespace() || crate::lex::normal::is_dash(c));
            matches!(&*words.to_ascii_lowercase(), "" | "specific" | "directed" | "targeted")
        };
        between.is_some_and(joins) && !prefixed
    }

    /// "cancer *in the head or neck*": where the conjunction at `at` joins two plain words after a preposition and an
    /// article, with which a phrase ends; the end of the phrase.
    pub fn region(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let start = at.checked_sub(3)?;
        // All before it is looked at only where such a phrase stands, so that time stays linear.
        let end = self.region_from(chunks, start).filter(|end| *end == at + 2)?;
        chunks[..start].iter().any(|c| matches!(self.sort(c), Sort::Concept(_))).then_some(end)
    }

    /// The end of "*in the head or neck*", if it begins at `at`.
    pub fn region_from(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let [preposition, article, first, or, second] = chunks.get(at..at + 5)? else { return None };
        let ends =
            chunks.get(at + 5).is_none_or(|c| self.is_separator(c) || matches!(self.sort(c), Sort::Time | Sort::Stop));
        let word = |c: &Chunk| self.sort(c) == Sort::Word && c.span.end - c.span.start > 2;
        let placed = matches!(self.cue(preposition)?, Cue::In | Cue::Of) && self.is_cue(article, Cue::The);
        let joined = matches!(self.cue(or)?, Cue::Or | Cue::AndOr | Cue::And);
        (placed && joined && word(first) && word(second) && ends).then_some(at + 5)
    }

    /// What a treatment is based on, where the word before it says so.
    pub fn base_of(&self, first: &Head, second: &Head) -> Option<Head> {
        let treatment = second.entry.is_some_and(|e| e.kind().is_treatment());
        let beside = self.lexed.text.get(first.bytes.end..second.bytes.start)?.trim().is_empty();
        let words = self.words(&first.bytes);
        let name = words.strip_suffix("based").or_else(|| words.strip_suffix("containing"))?;
        let name = name.trim_end_matches(|c: char| c.is_whitespace() || crate::lex::normal::is_dash(c));
        let entry = look_up(name).and_then(|g| g.entries().find(|e| e.kind().is_concept()));
        let bytes = first.bytes.start..first.bytes.start + name.len();
        (treatment && beside && !name.is_empty()).then(|| Head::new(entry, bytes))
    }

    /// Where the last phrase of unknown words begins.
    pub fn last_phrase(&self, unknown: &[Bytes]) -> usize {
        let breaks = |at: &usize| !self.is_one_phrase(&unknown[at - 1], &unknown[*at]);
        (1..unknown.len()).rev().find(breaks).unwrap_or(0)
    }

    /// "surgical *cardiac* procedure", "expectation *of* stay": whether only describing words and prepositions stand
    /// between unknown ones.
    pub fn is_one_phrase(&self, first: &Bytes, next: &Bytes) -> bool {
        let lexemes = &self.lexed.lexemes;
        let from = lexemes.partition_point(|l| (l.start as usize) < first.end);
        let between = lexemes[from..].iter().take_while(|l| (l.start as usize) < next.start);
        let joins = |c: Cue| {
            use Cue::{Between, BodyFunction, For, From, In, Of, Other, The, To, With};
            matches!(c, Between | BodyFunction | From | Of | The | For | In | Other | With | To)
        };
        let side = |l: &Lexeme| words::SIDES.contains(&self.lexed.normal(l));
        let describes = |l: &Lexeme| {
            matches!(l.lex, Lex::Term(_)) && (l.cue().is_none_or(joins) || side(l)) && l.concept().is_none()
        };
        first.end < next.start && between.into_iter().all(describes)
    }

    /// Whether the word for a treatment directly after unknown words ends what they name. The name of something given
    /// ends before it: "NK510 *treatment*".
    pub fn names_treatment(&self, unknown: &Bytes, therapy: &Bytes) -> bool {
        let between = self.lexed.text.get(unknown.end..therapy.start);
        between.is_some_and(|b| b.trim().is_empty()) && !self.is_drug_like(&Head::new(None, unknown.clone()))
    }
}

/// Whether a word says that what it is of is abused.
fn is_abuse(word: &str) -> bool {
    matches!(word, "abuse" | "misuse" | "addiction" | "dependence" | "dependency")
}
