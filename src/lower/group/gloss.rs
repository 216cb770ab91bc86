//! Brackets that explain the name before them: excuses, classes, appositions, parts of a score.

use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Entry, Kind, Lex};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::Severity;
use crate::words;

/// How many bytes after the authors the year of a citation may stand: ", 2001)".
const LONGEST_CITATION: usize = 60;

impl Context<'_, '_> {
    /// Whether a limit in front of brackets is lifted for those whom they name: "(unless Gilbert syndrome)".
    pub(super) fn is_excuse(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let limited = partial.value.is_some() && partial.entry().is_some_and(|e| e.kind() == Kind::Analyte);
        let person = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e));
        let caused = self.find(inner, &[Cue::AttributableTo]).is_some();
        limited && !caused && inner.iter().any(person) && !inner.iter().any(|c| self.sort(c) == Sort::Quantity)
    }

    /// "signs or symptoms of active tuberculosis (e.g., fever, cough)": such signs are looked for, of the disease or not
    /// yet known to be.
    pub(super) fn examples_of_signs(&mut self, inner: &[Chunk], partial: &mut Partial) {
        let Some(words) = partial.signs.take() else { return };
        let named = self.words(&words).trim_end_matches(" of").len();
        let bytes = words.start..words.start + named;
        let signs = Head::new(Entry::find(Kind::Condition, "sign_or_symptom"), bytes);
        if let Some(disease) = partial.head.replace(signs) {
            let bytes = disease.bytes.clone();
            let qualifiers = std::mem::take(&mut partial.qualifiers);
            partial.due_to =
                Some(self.node_of(Partial { head: Some(disease), qualifiers, bytes, ..Partial::default() }));
        }
        self.examples(Cue::SuchAs, inner, partial);
    }

    /// "(see criterion 3)", "(refer to Appendix 2)": where to read on.
    pub(super) fn is_cross_reference(&self, inner: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(inner)).to_lowercase();
        let opens = ["see ", "refer to ", "please see ", "please refer to "].iter().any(|o| words.starts_with(o));
        let clinical = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Time | Sort::Group));
        let limited = inner.iter().any(|c| matches!(&c.kind, ChunkKind::Quantity(q) if q.unit.is_some()));
        // "(Appendix B)", "(Table 2)"
        let place =
            inner.len() <= 2 && words.split_once(' ').is_some_and(|(word, _)| words::PLACES_OF_TEXT.contains(&word));
        // "(as specified below)"
        let points = words.starts_with("as ") && (words.ends_with(" below") || words.ends_with(" above"));
        (opens || points || place) && !clinical && !limited && !words.contains(['<', '>', '≥', '≤', '='])
    }

    /// "AST *(AST or SGOT)*": names of what was named before, and nothing else.
    pub(super) fn names_again(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let Some(entry) = partial.entry() else { return false };
        let same = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e == entry);
        let joins = |c: &Chunk| matches!(self.cue(c), Some(Cue::Or | Cue::And)) || self.is_separator(c);
        inner.len() > 1 && inner.iter().all(|c| same(c) || joins(c))
    }

    /// "stage ≥ 4 *(CrCl < 30 mL/min)*", "Child-Pugh C *(albumin < 28 g/L)*": what is measured, beside a class that the words before
    /// limit without a name of their own. Near misses: "stage 4 *(metastatic)*"; "ECOG 0-1 *(or KPS ≥ 80)*", which does as well.
    pub(super) fn shows_class(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let class = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e) && !e.is_graded());
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        let other = inner.first().is_some_and(|c| self.is_cue(c, Cue::Or));
        partial.head.is_none() && class && !other && inner.iter().any(measured) && inner.iter().any(limit)
    }

    /// "(Soules et al., 2001)": where something was published.
    pub(super) fn is_citation(&self, inner: &[Chunk]) -> bool {
        // Near miss: "(asthma, COPD, et al.)", which is a list.
        let words = self.words(&bytes_of(inner)).to_lowercase();
        if !words.contains(" et al") {
            return false;
        }
        let after = inner.last().map_or("", |c| &self.lexed.text[c.span.end.min(self.lexed.text.len())..]);
        let after = &after[..after.floor_char_boundary(LONGEST_CITATION)];
        let tail = after.split([')', ']', '}']).next().unwrap_or_default();
        let year = |words: &str| {
            words
                .split(|c: char| !c.is_ascii_digit())
                .any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
        };
        let named = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        !named && (year(&words) || year(tail))
    }

    /// Takes a citation up to the end of its brackets, the year in it.
    pub(super) fn take_citation(&mut self, inner: &[Chunk]) {
        let mut bytes = bytes_of(inner);
        bytes.end += self.lexed.text[bytes.end..].find([')', ']', '}']).unwrap_or(0);
        let lexemes = |at: usize| self.lexed.lexemes.partition_point(|l| (l.start as usize) < at);
        let taken = lexemes(bytes.start)..lexemes(bytes.end);
        self.used[taken].fill(true);
        let message = format!("\"{}\" is a citation and in no rule", self.words(&bytes));
        self.say("number-not-in-rule", Severity::Note, message, &bytes);
    }

    /// "A-grade (severe)": what the grade means in words, and no more said of what is graded.
    pub(super) fn glosses_class(&mut self, inner: &[Chunk], partial: &Partial) -> bool {
        let Some(class) = partial.value.as_ref().filter(|q| q.form == QuantityForm::Class) else { return false };
        let qualifier = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier);
        let [only] = inner else { return false };
        let glosses = qualifier(only);
        if glosses {
            self.said_by_class(&only.span, &class.value.clone());
        }
        glosses
    }

    /// "*moderate-to-severe* heart failure (NYHA class III or IV)": the brackets say what is meant by the severity. Near
    /// misses: "severe heart failure (LVEF < 30 %)"; "active nephritis (class III)", which says no severity; "mild or
    /// severe heart failure (NYHA class III)", whose other severity has no class.
    pub(super) fn explains_severity(&mut self, inner: &[Chunk], partial: &mut Partial) {
        const SEVERITIES: [&str; 6] =
            ["mild", "mild_to_moderate", "moderate", "moderate_or_higher", "moderate_to_severe", "severe"];
        let class = |c: &&Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Class);
        let graded = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.is_graded());
        let scaled = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.scale.is_some());
        let plain = |c: &Chunk| class(&c) || graded(c) || matches!(self.cue(c), Some(Cue::ClassWord | Cue::The));
        let condition = partial.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let severe = partial.qualifiers.last().is_some_and(|q| SEVERITIES.contains(q));
        let (Some(class), Some(words)) = (inner.iter().find(class), partial.last_qualifier.clone()) else { return };
        let scale = inner.iter().any(|c| graded(c) || scaled(c));
        let before = self.just_before(words.start).trim_end().to_ascii_lowercase();
        let one_of = [" or", " and", " to", "/"].iter().any(|word| before.ends_with(word));
        if condition && severe && scale && !one_of && inner.iter().all(plain) {
            partial.qualifiers.pop();
            self.said_by_class(&words, &class.span.clone());
        }
    }

    /// Says that words for a severity are taken as what a class says.
    fn said_by_class(&mut self, words: &Bytes, class: &Bytes) {
        let message = format!("\"{}\" is taken to say no more than \"{}\" does", self.words(words), self.words(class));
        self.say("severity-of-class", Severity::Note, message, words);
    }

    /// "(women who have undergone surgical sterilization … are not considered of childbearing potential)": a
    /// definition, kept until the criterion is read.
    pub(super) fn not_considered(&mut self, inner: &[Chunk]) {
        let Some(at) = self.find(inner, &[Cue::NotConsidered]) else { return };
        self.take(&inner[at..]);
        let entry = inner[at..].iter().find_map(|c| match self.sort(c) {
            Sort::Concept(e) => Some(e),
            _ => None,
        });
        let Some(node) = self.coordination(&inner[..at]) else { return };
        if let Some(entry) = entry {
            let bytes = bytes_of(inner);
            let node = self.not(node, &bytes);
            self.definitions.push((entry, node));
        }
    }

    /// "probing pocket depth (*PPD*)": the first letters of the name before, whatever else the abbreviation stands for. Near
    /// misses: "asthma (COPD)", "injury severity score (MESS)".
    pub(super) fn abbreviates(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let [only] = inner else { return false };
        let Some(head) = partial.head.as_ref().filter(|_| only.lexemes.len() == 1) else { return false };
        let letters = self.words(&only.span);
        let initials: String = self
            .words(&head.bytes)
            .split(|c: char| !c.is_alphanumeric())
            .filter_map(|word| word.chars().next())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let method = matches!(self.sort(only), Sort::Term(e) if e.kind() == Kind::Method);
        let before = || !method && self.shortens_words_before(letters, only.span.start, head.bytes.end);
        letters.len() > 1 && (initials == letters || before())
    }

    /// "*acute leukemia* (AL)": whether these letters are the first ones of the words directly before the brackets, of which the
    /// name may be but the last.
    fn shortens_words_before(&self, letters: &str, at: usize, named: usize) -> bool {
        let before = self.lexed.text[..at].trim_end_matches(['(', '[', ' ']);
        let words = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let firsts = words.take(letters.len()).filter_map(|word| word.chars().next());
        let firsts: Vec<char> = firsts.map(|c| c.to_ascii_uppercase()).collect();
        named == before.len() && letters.chars().rev().eq(firsts)
    }

    pub(super) fn is_scored(&self, partial: &Partial) -> bool {
        partial.entry().is_some_and(|e| e.kind() == Kind::Score)
    }

    /// "(with at least 4 points derived from laboratory parameters; excluding points attributable to …)".
    pub(super) fn parts_of_score(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let parts: Vec<&[Chunk]> = inner.split(|c| self.sort(c) == Sort::Semicolon).collect();
        let begins = |me: &Self, p: &[Chunk]| p.first().and_then(|c| me.cue(c));
        if !parts.iter().all(|p| matches!(begins(self, p), Some(Cue::With | Cue::Except))) {
            return false;
        }
        for part in parts {
            let quantity = part.iter().position(|c| self.sort(c) == Sort::Quantity);
            self.take_whole(part);
            match (begins(self, part), quantity) {
                (Some(Cue::With), Some(at)) => self.score_part(&part[at..], partial),
                (Some(Cue::Except), None) => {
                    let words = self.part_name(&part[1..]);
                    partial.without_parts.push(words);
                }
                _ => {
                    let bytes = bytes_of(part);
                    self.not_understood(&bytes);
                }
            }
        }
        true
    }

    /// A limit on some parts of the score.
    fn score_part(&mut self, chunks: &[Chunk], partial: &mut Partial) {
        let ChunkKind::Quantity(quantity) = &chunks[0].kind else { return };
        let head = partial.head.clone();
        let name = bytes_of(&chunks[1..]);
        let words = self.part_name(&chunks[1..]);
        let bytes = bytes_of(chunks);
        let head = head.map(|h| Head::new(h.entry, name));
        let part = Partial {
            head,
            value: Some(quantity.clone()),
            only_parts: vec![words],
            // The part is of the same score, at the same time.
            lead_times: partial.lead_times.clone(),
            times: partial.times.clone(),
            bytes,
            ..Partial::default()
        };
        partial.also.push(part);
    }

    /// What some points of a score are for: "points derived from *laboratory* parameters", "points attributable to
    /// *central nervous system* involvement".
    fn part_name(&self, chunks: &[Chunk]) -> String {
        let words = |c: &Chunk| self.words(&c.span).to_lowercase();
        let before = |c: &Chunk| {
            matches!(
                self.cue(c),
                Some(Cue::ScoreWord | Cue::AttributableTo | Cue::From | Cue::Of | Cue::The | Cue::For)
            ) || matches!(&*words(c), "derived" | "derived from")
        };
        let start = chunks.iter().position(|c| !before(c)).unwrap_or(0);
        let named = self.words(&bytes_of(&chunks[start..]));
        let general = [" involvement", " manifestations", " parameters", " items", " points"];
        general.iter().find_map(|word| named.strip_suffix(word)).unwrap_or(named).to_owned()
    }

    /// Whether the brackets only repeat the head: an abbreviation, the same concept, words that say nothing more.
    pub(super) fn is_apposition(&mut self, inner: &[Chunk], partial: &Partial) -> bool {
        let numbers = |c: &Chunk| self.lexed.lexemes[c.lexemes.clone()].iter().any(|l| matches!(l.lex, Lex::Number(_)));
        let mut names = 0;
        for chunk in inner {
            let named = matches!(self.sort(chunk), Sort::Concept(e) if partial.head.as_ref().is_some_and(|h| h.entry == Some(e)));
            if numbers(chunk) && !named {
                return false;
            }
            match self.sort(chunk) {
                Sort::Concept(e) if partial.head.as_ref().is_some_and(|h| h.entry != Some(e) && h.entry.is_some()) => {
                    return false;
                }
                Sort::Concept(_) | Sort::Word => names += 1,
                Sort::Slash | Sort::Dash | Sort::Sign => {}
                Sort::Cue(Cue::Inclusive | Cue::The | Cue::ScoreWord | Cue::ClassWord | Cue::StudyWord | Cue::Uln) => {}
                _ => return false,
            }
        }
        let known = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        let short = names <= 1 && bytes_of(inner).len() <= 12;
        if known || short {
            self.take(inner);
            // A number or comparator that stands on its own is still to be named.
            let bytes = bytes_of(inner);
            if !self.words(&bytes).contains(['=', '<', '>', '≤', '≥']) && !stands_alone(self.words(&bytes)) {
                let span = self.span(&bytes);
                self.placed.push(span);
            }
        }
        known || short
    }

    pub(super) fn same_head(&self, part: &Partial, partial: &Partial) -> bool {
        match (&part.head, &partial.head) {
            (Some(a), Some(b)) => a.entry.is_some() && a.entry == b.entry,
            _ => false,
        }
    }
}

/// Whether a name has the word for an organ whose function is measured.
fn names_organ(name: &str) -> bool {
    ["renal", "kidney", "hepatic", "liver"].iter().any(|organ| name.contains(organ))
}

/// Whether a condition's name says that some value is too high or too low.
pub fn is_state_of_a_value(name: &str) -> bool {
    let organ = names_organ(name);
    let poor = ["impairment", "insufficiency", "dysfunction"].iter().any(|word| name.contains(word));
    let named = |word: &str| {
        words::ABNORMAL_VALUE_ENDINGS.iter().any(|end| word.ends_with(end))
            || words::ABNORMAL_VALUE_BEGINNINGS.iter().any(|begin| word.starts_with(begin))
    };
    // "*abnormal* liver function tests"
    let opens = |word: &str| words::ABNORMAL_VALUE_ADJECTIVES.contains(&word);
    (organ && poor) || name.split_whitespace().any(named) || name.split_whitespace().next().is_some_and(opens)
}

impl Context<'_, '_> {
    /// Whether a limit in brackets is what those have who have not the state before them: "anemia *(Hb > 12 g/dL)*", "renal
    /// impairment *(creatinine ≤ 1.5 mg/dL)*", "cognitive impairment *(MoCA ≥ 26)*", "pregnant *(negative test)*". Near misses: "renal
    /// impairment *(creatinine > 2 mg/dL)*", "depression *(PHQ-9 ≥ 10)*" say what it is.
    pub fn says_absence(&self, limit: &Partial, state: &Partial) -> bool {
        if limit.finding.as_ref().is_some_and(|(is, _)| matches!(*is, "negative" | "normal" | "undetectable")) {
            return limit.value.is_none() && limit.entry().is_some_and(is_measured);
        }
        let (Some(head), Some(value)) = (&state.head, &limit.value) else { return false };
        let (low, high) = (value.bounds.low().is_some(), value.bounds.high().is_some());
        if let Some(score) = limit.entry().filter(|e| e.kind() == Kind::Score) {
            let able = words::SCORES_OF_ABILITY.contains(&score.id());
            return if able { low && !high } else { high && !low };
        }
        let marks = |state: &str, of: &[&str]| {
            let limited = limit.entry().is_some_and(|e| of.contains(&e.id()));
            limited && high && !low && head.entry.is_some_and(|e| e.id().starts_with(state))
        };
        if marks("smoking", words::SMOKE_MARKERS) || marks("diabetes", words::SUGAR_MARKERS) {
            return true;
        }
        let name = self.words(&head.bytes).to_lowercase();
        let mut parts = name.split(|c: char| !c.is_alphanumeric());
        let ends = |word: &str, of: &[&str]| of.iter().any(|end| word.ends_with(end));
        let named_low = |word: &str| ends(word, words::VALUE_LOWS) || word.starts_with("hypo");
        let named_high = |word: &str| ends(word, words::VALUE_HIGHS) || word.starts_with("hyper");
        let cleared = limit.entry().is_some_and(|e| matches!(e.id(), "creatinine_clearance" | "egfr"));
        let organ = is_state_of_a_value(&name) && names_organ(&name);
        let is_low = parts.clone().any(named_low) || organ && cleared;
        let is_high = parts.any(named_high) || organ && !cleared;
        match (low, high) {
            (true, false) => is_low && !is_high,
            (false, true) => is_high && !is_low,
            _ => false,
        }
    }
}

/// Whether a number begins a word ("MEN 2"; not "SpO2" or "BILAG-2004") or has a decimal point ("CTCAE v5.0").
fn stands_alone(words: &str) -> bool {
    let decimal = |w: &str| w.split('.').skip(1).any(|part| part.starts_with(|c: char| c.is_numeric()));
    words.split_whitespace().any(|w| w.starts_with(|c: char| c.is_numeric()) || decimal(w))
}
