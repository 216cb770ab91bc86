//! Words of one item that no vocabulary has: a name where a name is wanted, otherwise kept and told.

use super::named::ends_in_preposition;
use super::{is_measured, is_what_is_scored};
use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind, Lex, Lexeme, look_up};
use crate::lower::concept::is_scored_in_parts;
use crate::lower::context::{Context, Sort};
use crate::lower::filler::says_nothing;
use crate::lower::partial::{Head, Partial};
use crate::rule::{Mention, TimeKind};
use crate::words;

impl Context<'_, '_> {
    /// A word in no table joins the words beside it: with a known head it makes another, unknown one.
    pub(super) fn atom_unknown(&mut self, chunk: &Chunk, partial: &mut Partial) {
        if matches!(self.words(&chunk.span), "st" | "nd" | "rd" | "th") {
            // "8th edition"
            return;
        }
        if self.is_unit_alone(chunk) {
            self.not_understood(&chunk.span);
            return;
        }
        if self.is_named_after(chunk, partial) {
            return;
        }
        if self.is_way_given(chunk, partial) {
            return;
        }
        // A name may be read before the words it stands behind.
        let adjacent = |b: &Bytes| {
            let between = self.lexed.text.get(b.end..chunk.span.start);
            between.is_some_and(|words| words.chars().all(|c| c.is_whitespace() || crate::lex::normal::is_dash(c)))
        };
        if let Some(head) = partial.head.as_mut().filter(|h| adjacent(&h.bytes)) {
            head.bytes.end = chunk.span.end;
            head.entry = None;
            return;
        }
        match partial.unknown.last_mut().filter(|b| adjacent(b)) {
            Some(last) => last.end = chunk.span.end,
            None => partial.unknown.push(chunk.span.clone()),
        }
    }

    /// "clotting *time* > 15 min": the last word of a name, before how long that is. Near miss: "three *times* > 5 mg".
    pub(super) fn names_length(&self, rest: &[Chunk]) -> bool {
        let idle = |c: &&Chunk| matches!(self.cue(c), Some(Cue::Be | Cue::Of));
        let limit = rest.iter().find(|c| !idle(c)).map(|c| &c.kind);
        matches!(limit, Some(ChunkKind::Quantity(q)) if matches!(q.code(), Some("ms" | "s" | "min" | "h")))
    }

    /// "≥ 2 measurements *indicating* eGFR < 30": the verb between how often it is measured and what. Near miss: "MRI *showing* > 4
    /// lesions", which is not counted.
    pub(super) fn tells_result(&self, chunk: &Chunk, rest: &[Chunk], partial: &Partial) -> bool {
        let verb = words::SHOWN_BY.contains(&&*self.words(&chunk.span).to_ascii_lowercase());
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        verb && partial.head.is_none() && partial.count.is_some() && rest.first().is_some_and(measured)
    }

    /// "*continuous* tenofovir therapy", "*continuous* therapy with dupilumab": a word directly before a drug that says it is given without a break. Near misses:
    /// "*continuous* pain", "*continuous* infusion".
    pub(super) fn is_unbroken(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let word = matches!(&*self.words(&chunk.span).to_ascii_lowercase(), "continuous" | "uninterrupted");
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let given = |c: &Chunk| matches!(self.cue(c), Some(Cue::TherapyWord | Cue::Exposure));
        word && rest.first().is_some_and(|c| drug(c) || given(c) && rest.iter().any(drug))
    }

    /// "10 x 12 *mm*": the unit of a number that limits nothing, and no name.
    fn is_unit_alone(&self, chunk: &Chunk) -> bool {
        let lexemes = &self.lexed.lexemes;
        let before = chunk.lexemes.start.checked_sub(1).map(|at| lexemes[at].lex);
        let named = &lexemes[chunk.lexemes.start];
        matches!(before, Some(Lex::Number(_))) && named.entry(Kind::Unit).is_some_and(|e| e.dimension() == "length")
    }

    /// "Botox *injection*", "apomorphine *infusion*", "vitamin D *supplementation*": how the drug named directly before is
    /// given, which leaves it that drug. Near misses: "insulin *injection site*", "joint *injection*".
    fn is_way_given(&mut self, chunk: &Chunk, partial: &mut Partial) -> bool {
        let word = self.words(&chunk.span).to_ascii_lowercase();
        let Some(head) = partial.head.as_mut().filter(|_| words::WAYS_GIVEN.contains(&&*word)) else { return false };
        let given = |e: Entry| if e.kind().is_drug() { Some(e) } else { Entry::find(Kind::Drug, e.id()) };
        let next = self.lexed.lexemes.get(chunk.lexemes.end);
        let of_other = next.is_some_and(|l| l.lex == Lex::Word || l.lex == Lex::Dash || l.concept().is_some());
        let between = self.lexed.text.get(head.bytes.end..chunk.span.start).map(str::trim);
        let Some(drug) = head.entry.and_then(given).filter(|_| !of_other && between == Some("")) else { return false };
        head.entry = Some(drug);
        self.take(std::slice::from_ref(chunk));
        true
    }

    /// "*poor* performance status", "*frail* ECOG": a word that no table has, directly before a score without a limit, is a part of
    /// the name. Near miss: "renal domain of BILAG A", which has a grade.
    fn name_state_of_score(&self, partial: &mut Partial) {
        let alone = partial.head.is_none() && partial.value.is_none() && partial.grade.is_some();
        let Some((last, grade)) = partial.unknown.last().zip(partial.grade.as_ref()).filter(|_| alone) else { return };
        let between = self.lexed.text.get(last.end..grade.bytes.start);
        if between.is_some_and(|gap| gap.chars().all(char::is_whitespace)) {
            partial.head = Some(Head::new(None, last.start..grade.bytes.end));
            partial.grade = None;
            partial.unknown.pop();
        }
    }

    /// Joins unknown words that stand directly before the head to it, and makes them the head where there is none.
    pub(super) fn settle_head(&mut self, partial: &mut Partial) {
        if partial.head.is_none() && partial.grade.is_some() && partial.unknown.is_empty() {
            partial.head = partial.grade.take();
        }
        self.name_state_of_score(partial);
        let class = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
        let named = partial.head.as_ref().is_none_or(|h| h.entry.is_none()) && !partial.unknown.is_empty()
            || partial.head.as_ref().is_some_and(|h| h.entry.is_none());
        if class && named && partial.grade.as_ref().is_some_and(|g| g.entry.is_some()) {
            // "BILAG-2004 A-grade organ domain score": the score is what is graded, the other words say where.
            let site = partial.head.take().map(|h| h.bytes).into_iter().chain(std::mem::take(&mut partial.unknown));
            let mut sites: Vec<Bytes> = site.filter(|b| !is_what_is_scored(self.words(b))).collect();
            partial.head = partial.grade.take();
            let organ = partial.organ.clone();
            let part =
                sites.iter().chain(&organ).find_map(|b| Some((self.part_scored(partial.head.as_ref()?, b)?, b.start)));
            if let (Some(head), Some((part, start))) = (&mut partial.head, part) {
                // "BILAG-2004 grade A in the *renal domain*"
                head.entry = Some(part);
                sites.retain(|b| b.start != start);
            }
            let sites: Vec<Mention> = sites.iter().map(|b| self.mention(None, b)).collect();
            partial.settings.extend(sites);
        }
        self.name_counted(partial);
        self.name_diseases_of(partial);
        self.leave_verb(partial);
        let text = self.lexed.text;
        // "*at least 4 weeks of* treatment"
        let lasts = partial.lead_times.iter().any(|t| t.kind == TimeKind::Duration && t.anchor.is_none());
        let treated = partial.unknown.is_empty()
            && partial.therapy.is_some()
            && !(partial.is_modifier_only() && partial.times.is_empty() && !lasts);
        self.name_related(partial);
        let more = self.says_more_than_sex(partial);
        match &mut partial.head {
            Some(head) => {
                // "*rotator cuff* surgery on the affected shoulder within 6 months": other words may come after the name.
                let surgery = head.entry.is_some_and(|e| e.id() == "surgery") && !partial.times.is_empty();
                let last = partial.unknown.len().saturating_sub(1);
                let beside = |(at, b): (usize, &Bytes)| {
                    let gap = text.get(b.end..head.bytes.start);
                    (at == last || surgery) && gap.is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || c == '-'))
                };
                if let Some(before) = partial.unknown.iter().enumerate().position(beside) {
                    head.bytes.start = partial.unknown.remove(before).start;
                    head.entry = None;
                    // "*type I or III* Gaucher disease"
                    head.bytes = self.with_type(head.bytes.clone());
                    let (start, end) = (head.bytes.start, head.bytes.end);
                    partial.unknown.retain(|b| b.start < start || b.start >= end);
                }
            }
            None if treated => {
                partial.head = partial.therapy.clone().map(|bytes| Head::new(None, bytes));
            }
            None if more && !partial.unknown.is_empty() => {
                // "participation in *at least one* official match": what stands after a count is what is counted.
                let counts = |c: &&Quantity| ends_in_preposition(&text[..c.value.start]);
                let counted = partial.count.as_deref().filter(counts).map_or(0, |c| c.value.end);
                let limited = self.named_before_limit(partial).map(|at| self.phrase_that_ends(at, &partial.unknown));
                let at = limited.or_else(|| partial.unknown.iter().position(|b| b.start >= counted)).unwrap_or(0);
                let head = self.unknown_head(at, partial);
                partial.head = Some(head);
            }
            None => {}
        }
        self.name_score_of(partial);
        self.name_change(partial);
    }

    /// "*pain-related medication* regimen is stable": what is given for it, where that has no other name.
    fn name_related(&self, partial: &mut Partial) {
        let Some(head) = partial.head.as_mut().filter(|h| h.entry.is_none()) else { return };
        let related = self.words(&head.bytes).to_ascii_lowercase().ends_with("-related");
        let beside = |t: &Bytes| self.lexed.text.get(head.bytes.end..t.start).is_some_and(|gap| gap.trim().is_empty());
        if let Some(therapy) = partial.therapy.take_if(|t| related && beside(t)) {
            head.bytes.end = therapy.end;
        }
    }

    /// "*gingivitis index* of at least 1.5", "*depression score* > 9": the score that a disease is given, and not the disease. Near
    /// miss: "*plaque index*", which a table has.
    fn name_score_of(&self, partial: &mut Partial) {
        let Some((limited, place)) = partial.value.as_ref().map(|q| (q.form == QuantityForm::Limit, q.value.start))
        else {
            return;
        };
        let Some(head) = partial.head.as_mut().filter(|_| limited) else { return };
        let plain = |words: &str| words.chars().skip(1).all(|c| !c.is_uppercase()) && words.ends_with("is");
        let disease = head.entry.map_or_else(|| plain(self.words(&head.bytes)), |e| e.kind() == Kind::Condition);
        let after = self.lexed.text.get(head.bytes.end..place).and_then(|after| after.strip_prefix(' ')).unwrap_or("");
        let word = after.split(' ').next().unwrap_or("");
        if disease && matches!(&*word.to_ascii_lowercase(), "score" | "scores" | "index") {
            (head.entry, head.bytes.end) = (None, head.bytes.end + 1 + word.len());
        }
    }

    /// "illness that *shortens* life expectancy to < 6 months", "the area must *comprise* > 50 % of the lesion": a verb between what is
    /// limited and what is said of it is no part of either's name. Near miss: "*reduced* life expectancy", a state of it.
    fn leave_verb(&self, partial: &mut Partial) {
        let Some(limit) = partial.value.as_ref().map(|q| q.value.start) else { return };
        let measured = partial.head.as_ref().filter(|h| h.entry.is_some_and(is_measured)).map(|h| h.bytes.start);
        let verb = |b: &Bytes, list: &[&str]| list.contains(&self.words(b).to_ascii_lowercase().as_str());
        let before = |b: &Bytes, at: usize| self.lexed.text.get(b.end..at).is_some_and(|gap| gap.trim().is_empty());
        partial.unknown.retain(|b| {
            let limits = measured.is_some_and(|at| before(b, at)) && verb(b, words::LIMITING_VERBS);
            let links = before(b, limit) && verb(b, words::COMPRISING_VERBS);
            !(limits || links)
        });
    }

    /// "*diseases of the retina*": not the disease under study, but those of a place that no table has.
    fn name_diseases_of(&self, partial: &mut Partial) {
        let Some(place) = partial.unknown.first().cloned() else { return };
        let Some(head) = partial.head.as_mut().filter(|h| h.entry.is_some_and(|e| e.id() == "study_disease")) else {
            return;
        };
        let between = self.lexed.text.get(head.bytes.end..place.start).unwrap_or("").trim().to_ascii_lowercase();
        if matches!(&*between, "of" | "of the" | "in the") && !self.words(&head.bytes).contains(' ') {
            (head.entry, head.bytes.end) = (None, place.end);
            partial.unknown.remove(0);
        }
    }

    /// The score of the part that these words name, where each part of what is scored has its own.
    fn part_scored(&self, scale: &Head, site: &Bytes) -> Option<Entry> {
        let scale = scale.entry.filter(|e| is_scored_in_parts(*e))?;
        let words = self.words(site).to_ascii_lowercase();
        let part = words.strip_suffix(" domain").unwrap_or(&words);
        look_up(&format!("{} {part} domain", scale.name()))?.of(Kind::Score)
    }

    /// Whether unknown words tell people apart beside their sex: "women *with known defects*", not "the *eligible* men".
    fn says_more_than_sex(&self, partial: &Partial) -> bool {
        let says = |bytes: &Bytes| !says_nothing(self.words(bytes));
        let one = partial.sex.as_ref().is_some_and(|(sex, _)| *sex != "any");
        partial.sex.is_none() || one && partial.value.is_none() && partial.unknown.iter().any(says)
    }

    /// Which unknown words stand directly before the limit, and so name what it is of: "spectroscopy demonstrating a
    /// *lipid content* < 2 %".
    fn named_before_limit(&self, partial: &Partial) -> Option<usize> {
        let limit = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit && !partial.age && !q.age)?;
        let between = |b: &Bytes| self.lexed.text.get(b.end..limit.value.start).map(str::trim);
        partial.unknown.iter().position(|b| matches!(between(b), Some("" | ":" | "of" | "is" | "was")))
    }

    /// Where the phrase begins that ends with the unknown words at `at`: "*axial deformity* of the lower *limbs* < 5°".
    pub(in crate::lower) fn phrase_that_ends(&self, at: usize, unknown: &[Bytes]) -> usize {
        (1..=at).rev().take_while(|n| self.is_one_name(&unknown[n - 1], &unknown[*n])).last().map_or(at, |n| n - 1)
    }

    /// Whether words make one name with those after them.
    fn is_one_name(&self, first: &Bytes, next: &Bytes) -> bool {
        self.is_one_phrase(first, next) || self.is_measured_at(first, next)
    }

    /// Whether words are measured at the place that those after them name, before the limit: "*aBMD* at the distal femur < 1.0", "*CNC
    /// word score* in quiet of ≥ 10 %". Near miss: "*seen* at the site within 7 days".
    pub(in crate::lower) fn is_measured_at(&self, first: &Bytes, next: &Bytes) -> bool {
        let gap = self.lexed.text.get(first.end..next.start).unwrap_or("").trim().to_ascii_lowercase();
        let after = self.lexed.text.get(next.end..).unwrap_or("").trim_start_matches([' ', ':']);
        let after = after.strip_prefix("of ").unwrap_or(after);
        let opens = |words: &&&str| after.get(..words.len()).is_some_and(|w| w.eq_ignore_ascii_case(words));
        let limited =
            after.starts_with(['<', '>', '≤', '≥', '=']) || words::LIMIT_OPENINGS.iter().find(opens).is_some();
        limited && words::PLACES_OF_MEASURE.contains(&gap.as_str())
    }

    /// The phrase that begins with the unknown words at `at`, up to the word for a treatment that ends it.
    pub fn unknown_head(&self, at: usize, partial: &mut Partial) -> Head {
        let mut first = partial.unknown[at].clone();
        let mut end = at + 1;
        while let Some(next) = partial.unknown.get(end).filter(|next| self.is_one_name(&first, next)) {
            first.end = next.end;
            end += 1;
        }
        partial.unknown.drain(at..end);
        first.start = self.organ_before(first.start);
        first = self.with_type(first);
        if let Some(therapy) = partial.therapy.take_if(|t| self.names_treatment(&first, t)) {
            // "a surgical *procedure*", "anti-myeloma *treatment*".
            first.end = therapy.end;
        } else if let Some(treatment) = self.treatment_of_unknown(&first, partial.therapy.as_ref()) {
            partial.therapy = Some(treatment.clone());
            first = treatment;
        }
        Head::new(None, first)
    }

    /// "*bone marrow* involvement", "*pulmonary* congestion": where the organ directly before unknown words begins, which is
    /// part of what they name. Near miss: "renal function*,* proteinuria".
    fn organ_before(&self, start: usize) -> usize {
        let at = self.lexed.lexemes.partition_point(|l| (l.start as usize) < start);
        let before = at.checked_sub(1).and_then(|n| self.lexed.lexemes.get(n));
        let organ = |l: &&Lexeme| {
            let word = self.lexed.normal(l);
            let named = word.split(' ').next().is_some_and(|first| words::ORGAN_WORDS.contains(&first));
            l.cue() == Some(Cue::BodyFunction) && named && !word.ends_with("function")
        };
        let beside = |l: &&Lexeme| self.lexed.text[l.end as usize..start].trim().is_empty();
        before.filter(organ).filter(beside).map_or(start, |l| l.start as usize)
    }

    /// Words in no table directly after a count or directly before a limit are what it is said of, even where a known
    /// concept stands elsewhere: "at least 2 *lesions* amenable to stenting", "*lipid content* < 2 % by spectroscopy".
    ///
    /// Nothing of a procedure has a size: "*mass lesion* on mammography > 0.5 cm".
    fn name_counted(&mut self, partial: &mut Partial) {
        let Some(head) = partial.head.clone() else { return };
        if partial.unknown.is_empty() || head.entry.is_none_or(is_measured) {
            return;
        }
        let text = self.lexed.text;
        let sized = partial.value.as_deref().is_some_and(is_size);
        let seen = head.entry.is_some_and(|e| e.kind() == Kind::Procedure);
        let apart = |b: &Bytes| text.get(b.end..head.bytes.start).is_some_and(|between| !between.trim().is_empty());
        if let Some(before) = partial.unknown.iter().rposition(apart).filter(|_| sized && seen) {
            let bytes = partial.unknown.remove(before);
            partial.head = Some(Head::new(None, bytes));
            let context = self.bare_node(&head, None);
            partial.having.push(context);
            return;
        }
        let touch = |a: usize, b: usize| a <= b && text[a..b].chars().all(|c| c.is_whitespace() || c == ':');
        let phrase = |b: &Bytes| b.end <= head.bytes.start && self.is_within_name(b.end..head.bytes.start);
        let counted = |b: &Bytes| partial.count.as_ref().is_some_and(|c| touch(c.value.end, b.start)) && !phrase(b);
        let limit = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit && !partial.age && !q.age);
        let limited = |b: &Bytes| limit.is_some_and(|q| touch(b.end, q.value.start));
        let found = partial.unknown.iter().position(|b| b.end - b.start > 2 && (counted(b) || limited(b)));
        let Some(at) = found.filter(|at| head.bytes.start > partial.unknown[*at].end || limited(&partial.unknown[*at]))
        else {
            return;
        };
        let bytes = partial.unknown.remove(at);
        partial.head = Some(Head::new(None, bytes));
        let context = self.bare_node(&head, None);
        partial.having.push(context);
    }

    /// Whether nothing but adjectives stands here: "two *preoperative ocular* hypotensive medications".
    fn is_within_name(&self, between: Bytes) -> bool {
        let lexemes = &self.lexed.lexemes;
        let start = lexemes.partition_point(|l| (l.start as usize) < between.start);
        let end = lexemes.partition_point(|l| (l.start as usize) < between.end);
        lexemes[start..end].iter().all(|l| match l.lex {
            Lex::Word => true,
            Lex::Term(group) => group.cue().is_none() && l.concept().is_none(),
            _ => false,
        })
    }
}

/// Whether a limit is one of length, area or volume.
fn is_size(quantity: &Quantity) -> bool {
    let code = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
    matches!(code, Some("mm" | "cm" | "m" | "um" | "mm2" | "cm2" | "mm3" | "cm3" | "mL"))
}
