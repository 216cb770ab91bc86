//! Clauses that no data can decide: consent, compliance, contraception, somebody's judgement. Recognised by the
//! phrases of `lexicons/narratives.tsv`, looked for in the clause's normal form.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind, normal, slots};
use crate::rule::{Anchor, Direction, Leaf, LeafKind, Mention, Node, Time, TimeKind};
use crate::words;

use super::atom::is_measured;
use super::context::{Context, Sort, bytes_of};
use super::partial::{Head, Partial};

include!(concat!(env!("OUT_DIR"), "/narratives.rs"));

/// Where a clause has phrases of several categories, the first of these is what it is about.
const PRIORITY: [&str; 6] = ["contraception", "judgement", "consent", "compliance", "participation", "capability"];

/// The most chunks of a relative clause that leaves something to judgement.
const LONGEST_JUDGEMENT: usize = 48;

/// The chunks in which a clause says that it gives an opinion.
const OPINION: usize = 4;

/// The chunks between a limit and what is measured: "at least 3 *on the* Mini-Cog".
const NEAR: usize = 3;

/// The chunks that a phrase may be in with which words open.
const FEW: usize = 8;

/// Words in the form that phrases are looked for in: their normal form, with a space on either side.
pub fn padded(words: &str) -> String {
    let mut padded = String::with_capacity(words.len() + 2);
    padded.push(' ');
    normal::push_key(words, &mut padded);
    padded.push(' ');
    padded
}

/// Whether any phrase is in these words, which are padded.
pub fn has_phrase(padded: &str) -> bool {
    phrases(padded, true).next().is_some()
}

/// The category of a clause by its phrases.
pub fn category(words: &str) -> Option<&'static str> {
    phrases(&padded(words), false).min_by_key(|category| rank(category))
}

/// The category of words by what they open with: "*willing* to watch videos", but not "asthma, willing to …".
fn opening(words: &str) -> Option<&'static str> {
    longest(padded(words).trim_start(), true).map(|(_, category, _)| *category)
}

/// The categories of the phrases in padded words, the longest at each place and none within another; those that only open
/// a clause where `opening` says so.
fn phrases(padded: &str, opening: bool) -> impl Iterator<Item = &'static str> {
    let mut rest = padded;
    std::iter::from_fn(move || {
        loop {
            rest = rest[rest.find(' ')?..].trim_start_matches(' ');
            if let Some((phrase, category, _)) = longest(rest, opening) {
                rest = &rest[phrase.len()..];
                return Some(*category);
            }
        }
    })
}

/// The longest phrase that these words begin with.
fn longest(words: &str, opening: bool) -> Option<&'static Phrase> {
    let first = words.split(' ').next().filter(|word| !word.is_empty())?;
    let word = slots::find(SLOTS, slots::hash(first.as_bytes()), |at| PHRASES[at].0 == first)?;
    let here = |phrase: &str| words.strip_prefix(phrase).is_some_and(|rest| rest.starts_with(' '));
    PHRASES[word].1.iter().find(|(phrase, _, opens)| (opening || !opens) && here(phrase))
}

/// The place of a category among those that a clause may have.
pub fn rank(category: &str) -> Option<usize> {
    PRIORITY.iter().position(|p| *p == category)
}

impl Context<'_, '_> {
    /// A narrative leaf, where the clause is one.
    pub fn narrative(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if !self.narrates.get_or_init(|| has_phrase(&padded(self.lexed.text))) {
            return None;
        }
        let bytes = bytes_of(chunks);
        let spoken = self.spoken_category(chunks);
        if spoken.is_none_or(|category| category == "capability") && self.is_intolerant(chunks) {
            return None;
        }
        let Some(category) = spoken else {
            return self.opened_narrative(chunks).map(|category| self.narrative_leaf(category, chunks));
        };
        if let Some(node) = self.aged_beside(chunks) {
            return Some(node);
        }
        if category == "contraception" && self.names_contraceptives_alone(chunks) {
            return None;
        }
        if category == "contraception"
            && let Some(node) = self.states_beside_contraception(chunks)
        {
            return Some(node);
        }
        if matches!(category, "consent" | "capability" | "compliance")
            && let Some(node) = self.diseases_beside(category, chunks)
        {
            return Some(node);
        }
        if category == "compliance" && !self.says_outside_brackets(chunks, category) {
            return None;
        }
        let parts = self.split_predicates(chunks);
        if parts.len() > 1 && parts.iter().any(|p| !self.is_narrative(p)) {
            return None;
        }
        if !self.is_narrative(chunks) {
            return None;
        }
        let leaf = self.narrative_leaf(category, chunks);
        Some(match self.for_whom(chunks) {
            Some(when) => self.if_node(when, leaf, &bytes),
            None => leaf,
        })
    }

    /// "contraception until 90 days after the last dose *in case of withdrawal*": who leaves early goes on for so long, and everybody
    /// is told of contraception. Near miss: "contraception *if of childbearing potential*".
    pub fn also_of_leavers(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let leaves = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            words.rsplit(' ').next().is_some_and(|word| words::LEAVING_WORDS.contains(&word))
        };
        let (before, after) = (&chunks[..at], &chunks[at + 1..]);
        let plain = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Term(_) | Sort::Cue(_)) || leaves(c);
        let last = after.len() <= 5 && after.iter().any(leaves) && after.iter().all(plain);
        let spoken = last && self.spoken_category(before) == Some("contraception");
        let timed = before.iter().any(|c| self.sort(c) == Sort::Time);
        if spoken && timed { self.narrative(chunks) } else { None }
    }

    /// "*unable to tolerate* methotrexate": what became of a treatment, and nobody's capability. Near miss: "unable to tolerate
    /// venipuncture".
    fn is_intolerant(&self, chunks: &[Chunk]) -> bool {
        let at = chunks.iter().position(|c| matches!(self.sort(c), Sort::Term(e) if e.id() == "intolerant"));
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let alone = |at: usize| chunks[at + 1..].iter().all(|c| self.is_idle(c));
        at.is_some_and(|at| alone(at) || chunks[at..].iter().any(drug))
    }

    /// The category of a clause that opens with what no data decide and names no disease and no limit after it:
    /// "*Willing to* watch the videos and complete short surveys".
    fn opened_narrative(&self, chunks: &[Chunk]) -> Option<&'static str> {
        let category = self.opening_category(chunks)?;
        let disease =
            |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e) || e.kind() == Kind::Condition);
        let limit = |c: &Chunk| self.sort(c) == Sort::Quantity;
        let measured = chunks.windows(2).any(|two| disease(&two[0]) && limit(&two[1]));
        let list = chunks.iter().position(|c| self.is_separator(c)).unwrap_or(chunks.len());
        (!measured && !chunks[list..].iter().any(disease)).then_some(category)
    }

    /// The category of one item of a list that opens so, and limits nothing.
    pub fn narrative_item(&self, chunks: &[Chunk]) -> Option<&'static str> {
        let said = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Group);
        self.opening_category(chunks).filter(|c| *c != "contraception" && !chunks.iter().any(said))
    }

    /// The category of what words open with, the people they are said of and a denial before it passed over: "patients who
    /// are *not willing to*".
    pub fn opening_category(&self, chunks: &[Chunk]) -> Option<&'static str> {
        if !self.narrates.get_or_init(|| has_phrase(&padded(self.lexed.text))) {
            return None;
        }
        let passed = |c: &&Chunk| match self.sort(c) {
            Sort::Term(entry) => entry.kind() == Kind::Subject,
            Sort::Comma | Sort::Slash => true,
            Sort::Cue(cue) => matches!(
                cue,
                Cue::Adult
                    | Cue::All
                    | Cue::Also
                    | Cue::And
                    | Cue::Any
                    | Cue::Be
                    | Cue::Must
                    | Cue::No
                    | Cue::Not
                    | Cue::Or
                    | Cue::Patient
                    | Cue::The
                    | Cue::Who
                    | Cue::Without
            ),
            _ => false,
        };
        let rest = &chunks[chunks.iter().take_while(passed).count()..];
        let named = matches!(self.sort(rest.first()?), Sort::Concept(_));
        let said = opening(self.words(&bytes_of(&rest[..rest.len().min(FEW)]))).filter(|_| !named);
        said.filter(|category| *category != "capability" || !self.is_intolerant(chunks))
    }

    /// "… *that may interfere with compliance or assessments*", "… *which in the investigator's opinion would exclude the
    /// subject*": how long the clause is that leaves what stands before it to judgement. Something clinical after a
    /// separator is no part of it.
    pub fn judged_clause(&self, chunks: &[Chunk]) -> Option<usize> {
        let first = chunks.first()?;
        let opinion = matches!(self.cue(first), Some(Cue::In | Cue::At | Cue::AccordingTo));
        let opens = match self.sort(first) {
            Sort::Cue(_) if opinion => self.opens_opinion(chunks),
            Sort::Cue(cue) => matches!(cue, Cue::Who | Cue::May | Cue::If | Cue::As | Cue::Considered),
            Sort::Word => matches!(&*self.words(&first.span).to_lowercase(), "could" | "might" | "would"),
            _ => false,
        };
        if !opens || !self.narrates.get_or_init(|| has_phrase(&padded(self.lexed.text))) {
            return None;
        }
        let chunks = &chunks[..chunks.len().min(LONGEST_JUDGEMENT)];
        let separators: Vec<usize> = (0..chunks.len()).filter(|at| self.is_separator(&chunks[*at])).collect();
        // "at risk *during the study*" says when, and no length.
        let timed = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if !t.bounds.is_empty());
        let clinical = |run: &[Chunk]| {
            run.iter().any(|c| timed(c) || matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity | Sort::Group))
        };
        // "interfere with the study *or increase the risk of* bleeding"
        let goes_on = |run: &[Chunk]| {
            let [or, verb, rest @ ..] = run else { return false };
            let said = |c: &Chunk| timed(c) || matches!(self.sort(c), Sort::Quantity | Sort::Group);
            self.is_cue(or, Cue::Or) && self.is_effect(verb) && !rest.iter().any(said)
        };
        // "that, *in the opinion of the investigator*, may …": the commas are within the clause.
        let judged = |end: usize| category(self.words(&bytes_of(&chunks[..end]))) == Some("judgement");
        let ends = separators.iter().copied().chain([chunks.len()]).take(3);
        let mut end = ends.take_while(|end| !clinical(&chunks[..*end])).find(|end| judged(*end))?;
        let judged = end;
        for (n, at) in separators.iter().enumerate().filter(|(_, at)| **at >= judged) {
            let next = separators.get(n + 1).copied().unwrap_or(chunks.len());
            let part = separators[n..].iter().copied().find(|end| *end > at + 1).unwrap_or(chunks.len());
            if clinical(&chunks[*at..next]) && !goes_on(&chunks[*at..next])
                || opinion && self.ends_opinion(&chunks[..part], *at)
            {
                break;
            }
            end = next;
        }
        Some(self.end_of_grounds(chunks, end, &separators))
    }

    /// "as judged by the investigator *based on medical history, ECG, and urinalysis*": where the list ends of what a judgement rests on. Near
    /// miss: "… based on medical history, *and asthma*".
    fn end_of_grounds(&self, chunks: &[Chunk], judged: usize, separators: &[usize]) -> usize {
        let rests = self.words(&bytes_of(&chunks[..judged])).to_ascii_lowercase();
        if !words::GROUNDS_OPENERS.iter().any(|opener| rests.contains(opener)) {
            return judged;
        }
        let ground = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => !matches!(entry.kind(), Kind::Condition) && !entry.kind().is_drug(),
            Sort::Term(entry) => entry.kind() != Kind::Finding,
            Sort::Word | Sort::Dash => true,
            Sort::Cue(cue) => matches!(cue, Cue::The | Cue::Of | Cue::And | Cue::Or | Cue::BodyFunction),
            _ => false,
        };
        let mut end = judged;
        for (n, at) in separators.iter().enumerate().filter(|(_, at)| **at >= judged) {
            let next = separators.get(n + 1).copied().unwrap_or(chunks.len());
            if !chunks[at + 1..next].iter().all(ground) {
                break;
            }
            end = next;
        }
        end
    }

    /// "a graft with flow in the opinion of the investigator*, or a catheter*": whether another thing begins at a comma after whose
    /// opinion it is. Near misses: "in the opinion of the investigator*, or the sponsor*"; "… *may* interfere, or confound".
    fn ends_opinion(&self, clause: &[Chunk], comma: usize) -> bool {
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let effect = |c: &Chunk| match self.sort(c) {
            Sort::Cue(cue) => matches!(cue, Cue::Who | Cue::May | Cue::Be | Cue::Must | Cue::Not | Cue::To),
            Sort::Word => matches!(&*word(c), "could" | "might" | "would"),
            _ => false,
        };
        let judge = |c: &Chunk| {
            let ends = |end: &&str| word(c).ends_with(end);
            matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Subject)
                || words::EXAMINER_ENDINGS.iter().chain(words::JUDGES).any(ends)
        };
        let next = clause.get(comma + 1..).unwrap_or_default();
        let or = next.first().is_some_and(|c| self.is_cue(c, Cue::Or));
        or && self.sort(&clause[comma]) == Sort::Comma && !clause.iter().any(effect) && !next.iter().any(judge)
    }

    /// "in the opinion of", "at the discretion of", and not "in the left eye".
    fn opens_opinion(&self, chunks: &[Chunk]) -> bool {
        let near = &chunks[..chunks.len().min(OPINION)];
        opening(self.words(&bytes_of(near))) == Some("judgement")
            || category(self.words(&bytes_of(near))) == Some("judgement")
    }

    /// What is left to judgement: what an item has named.
    pub fn judged_head(&self, partial: &mut Partial) -> Option<Head> {
        if partial.head.is_none() && !partial.unknown.is_empty() {
            let last = self.last_phrase(&partial.unknown);
            return Some(self.unknown_head(last, partial));
        }
        // "*drugs* that may interfere with the study" are nothing more telling.
        let given = || partial.therapy.clone().map(|bytes| Head::new(None, bytes));
        partial.head.clone().or_else(given)
    }

    /// Whether the words outside brackets are of this category: "… of therapy (documented compliance)" is about the
    /// therapy.
    pub(super) fn says_outside_brackets(&self, chunks: &[Chunk], wanted: &str) -> bool {
        let mut runs = chunks.split(|c| matches!(c.kind, ChunkKind::Group(_))).filter(|run| !run.is_empty());
        chunks.len() == 1 || runs.any(|run| category(self.words(&bytes_of(run))) == Some(wanted))
    }

    /// "(for participants of reproductive potential)": who the clause binds.
    fn for_whom(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let inner = chunks.iter().find_map(|c| match &c.kind {
            ChunkKind::Group(inner) if inner.first().is_some_and(|c| self.is_cue(c, Cue::For)) => Some(inner),
            _ => None,
        })?;
        let known = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        if known { self.coordination(&inner[1..]) } else { None }
    }

    /// Whether the clause says nothing a program could decide beside its narrative phrase.
    fn is_narrative(&self, chunks: &[Chunk]) -> bool {
        let Some(category) = self.spoken_category(chunks) else { return false };
        let measured = chunks
            .windows(2)
            .any(|w| matches!(self.sort(&w[0]), Sort::Concept(_)) && matches!(self.sort(&w[1]), Sort::Quantity));
        let measured = measured || chunks.iter().any(|c| self.limits_in_brackets(c)) || self.limits_measured(chunks);
        let clinical = chunks.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        match category {
            "contraception" => true,
            "judgement" => !clinical && !measured,
            _ => !measured,
        }
    }

    /// "*KPS of ≥ 70 %* and the ability to swallow", "*a score of at least 3 on the Mini-Cog* and the ability to drive": whether a
    /// limit stands near what is measured. Near miss: "able to walk ≥ 10 m".
    fn limits_measured(&self, chunks: &[Chunk]) -> bool {
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && !q.age);
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let near = |at: usize| {
            let around = &chunks[at.saturating_sub(NEAR)..chunks.len().min(at + NEAR + 1)];
            around.iter().any(measured)
        };
        (0..chunks.len()).any(|at| limit(&chunks[at]) && near(at))
    }

    /// Whether a chunk is brackets in which something measured is limited: "anemia (hemoglobin < 10 g/dL)".
    fn limits_in_brackets(&self, chunk: &Chunk) -> bool {
        let ChunkKind::Group(inner) = &chunk.kind else { return false };
        let measured = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if is_measured(e)));
        measured && inner.iter().any(|c| self.sort(c) == Sort::Quantity)
    }

    /// A name with a number in it before "treatment": "NK510 treatment".
    fn is_named_treatment(&self, chunks: &[Chunk], at: usize) -> bool {
        let code = |w: &str| w.contains(|c: char| c.is_ascii_digit()) && w.contains(|c: char| c.is_uppercase());
        let treated = chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::TherapyWord));
        treated && self.sort(&chunks[at]) == Sort::Word && code(self.words(&chunks[at].span))
    }

    /// "during NK510 treatment": the drug is the event the time is counted from.
    fn under_treatment(&mut self, chunk: &Chunk) -> Time {
        let head = Head::new(None, chunk.span.clone());
        let mut drug = Leaf::new(LeafKind::Drug, self.span(&chunk.span));
        drug.concept = Some(self.concept(&head, &Partial::default()));
        let mut time = Time::new(TimeKind::At, self.words(&chunk.span), self.span(&chunk.span));
        time.anchor = Some(Anchor::Event(Box::new(drug.into())));
        time
    }

    /// The words a time in a narrative clause is said of: those directly before it.
    fn said_before(&self, category: &str, chunks: &[Chunk]) -> Option<Mention> {
        let named = |c: &&Chunk| matches!(self.sort(c), Sort::Word | Sort::Concept(_));
        let count = chunks.iter().rev().take_while(named).count();
        let words = &chunks[chunks.len() - count..];
        if !words.is_empty() {
            return Some(self.mention(None, &bytes_of(words)));
        }
        // "contraception during treatment *and for 28 days*": said of what the clause names.
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some((entry, c.span.clone())),
            _ => None,
        };
        let topic = chunks.iter().filter_map(named).find(|(entry, _)| entry.id() == category);
        if let Some((entry, bytes)) = topic.or_else(|| chunks.iter().rev().find_map(named)) {
            return Some(self.mention(Some(entry.id()), &bytes));
        }
        // "unwilling to *return annually for study visits* for 5 years"
        let last = chunks.iter().rev().find(|c| match self.sort(c) {
            Sort::Word | Sort::Term(_) => true,
            Sort::Cue(cue) => {
                matches!(cue, Cue::StudyWord | Cue::TypeWord | Cue::TherapyWord | Cue::ScoreWord | Cue::SpanWord)
            }
            _ => false,
        })?;
        Some(self.mention(None, &last.span))
    }

    /// "Contraception during treatment and *within 3 months after* the end of it": it lasts so long, as a window says of
    /// what only happens once. "During the treatment period and for 6 months *thereafter*" is counted from that period.
    fn contraceptive_period(&mut self, time: &mut Time, before: Option<&Time>) {
        if time.direction != Some(Direction::After) || time.bounds.is_empty() {
            return;
        }
        if time.kind == TimeKind::Window && time.anchor.is_some() {
            time.kind = TimeKind::Duration;
        }
        let period = before.filter(|b| b.kind == TimeKind::At && b.direction.is_none()).and_then(|b| b.anchor.clone());
        if let Some(period) = period.filter(|_| time.kind == TimeKind::Duration && time.anchor.is_none()) {
            time.anchor = Some(period);
            let span = time.span.span();
            self.has_anchor(span);
        }
    }

    pub fn narrative_leaf(&mut self, category: &str, chunks: &[Chunk]) -> Node {
        let bytes = bytes_of(chunks);
        let mut leaf = Leaf::new(LeafKind::Narrative, self.span(&bytes));
        leaf.category = Some(category.to_owned());
        leaf.text = Some(self.words(&bytes).to_owned());
        self.take_whole(chunks);
        self.narrative_parts(category, chunks, false, &mut leaf);
        leaf.into()
    }

    /// The times of a narrative clause, those in brackets too, and its numbers.
    fn narrative_parts(&mut self, category: &str, chunks: &[Chunk], bracketed: bool, leaf: &mut Leaf) {
        for (at, chunk) in chunks.iter().enumerate() {
            match &chunk.kind {
                ChunkKind::Lexeme(_) if self.is_named_treatment(chunks, at) => {
                    let time = self.under_treatment(chunk);
                    leaf.time.push(time);
                }
                ChunkKind::Time(phrase) => {
                    let mut time = self.time(phrase);
                    if category == "contraception" {
                        self.contraceptive_period(&mut time, leaf.time.last());
                    }
                    time.of = self.said_before(category, &chunks[..at]).filter(|_| !time.bounds.is_empty());
                    leaf.time.push(time);
                }
                ChunkKind::Quantity(quantity) if !bracketed || is_measurable(quantity) => {
                    let value = self.value(quantity, None);
                    leaf.quantities.push(value);
                }
                ChunkKind::Group(inner) => self.narrative_parts(category, inner, true, leaf),
                _ => {}
            }
        }
    }
}

/// "unreliable field (*fixation losses > 20 %*)": a limit that brackets give. Near misses: "(*18 years* or older)", "(*2* visits)".
fn is_measurable(quantity: &Quantity) -> bool {
    quantity.form == QuantityForm::Limit && quantity.unit.is_some() && !quantity.age
}

#[cfg(test)]
mod tests {
    use super::{category, has_phrase, opening, padded};

    #[test]
    fn the_longest_phrase_at_each_place_counts() {
        // "abstain from" alone is compliance.
        assert_eq!(category("must abstain from sexual intercourse"), Some("contraception"));
        assert_eq!(category("must abstain from alcohol"), Some("compliance"));
        assert_eq!(category("willing to comply, with signed consent"), Some("consent"));
    }

    #[test]
    fn some_phrases_are_ones_only_where_they_open() {
        assert_eq!(opening("Willing to watch the videos"), Some("consent"));
        assert_eq!(opening("videos, willing to watch"), None);
        assert_eq!(category("videos, willing to watch"), None);
    }

    #[test]
    fn parts_of_words_and_of_phrases_are_none() {
        for words in ["platelets", "consentaneous", "abstains", "informed", ""] {
            assert!(!has_phrase(&padded(words)), "{words}");
        }
    }
}
