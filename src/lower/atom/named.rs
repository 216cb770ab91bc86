//! Concepts and terms inside one item: which of several is its head, and what the others are to it.

use super::is_measured;
use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Entry, Kind, Lex, look_up};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Anchor, Status, Time, TimeKind};
use crate::words;

impl Context<'_, '_> {
    /// Reads a concept; gives how many of the chunks after it, of which `next` is the first, were read with it.
    pub(super) fn atom_concept(
        &mut self,
        entry: Entry,
        chunk: &Chunk,
        next: Option<&Chunk>,
        partial: &mut Partial,
    ) -> usize {
        // "*another* investigational product" is none of this study.
        let other =
            entry.id() == "study_drug" && self.stands_after(chunk, &["other", "another", "additional", "different"]);
        let entry = if other { Entry::find(Kind::DrugClass, "investigational_drug").unwrap_or(entry) } else { entry };
        // "use of any *testosterone*": what is measured as well is given here.
        let limited = next.is_some_and(|c| self.sort(c) == Sort::Quantity);
        let given = partial.exposure == Some(Cue::Exposure) && entry.kind() == Kind::Analyte && !limited;
        let entry = Entry::find(Kind::Drug, entry.id()).filter(|_| given).unwrap_or(entry);
        let head = Head::new(Some(entry), chunk.span.clone());
        if let Some(after) = next.filter(|c| self.is_prophylaxis(entry, c)) {
            // "antibiotic *prophylaxis*": the drug, given for that alone.
            self.take(std::slice::from_ref(after));
            partial.qualifiers.push("prophylactic");
            self.atom_concept(entry, chunk, None, partial);
            return 1;
        }
        match entry.kind() {
            Kind::Condition => self.last_condition = Some(head.clone()),
            Kind::Score if !entry.is_graded() => self.last_score = Some(head.clone()),
            _ => {}
        }
        if let Some((condition, class)) = entry.is_graded().then(|| self.graded_condition(&head)).flatten()
            && partial.head.is_none()
        {
            let beside = |b: &Bytes| self.lexed.text.get(b.end..chunk.span.start).is_some_and(|s| s.trim().is_empty());
            // "*renal* toxicity grade ≥ 3": the organ is part of the name, which no table has as a whole.
            let organ = partial.organ.take_if(|organ| beside(organ));
            partial.unknown.extend(organ);
            self.last_condition = Some(condition.clone());
            partial.head = Some(condition);
            partial.grade = Some(class);
            return 0;
        }
        if is_measured(entry) && partial.head.is_none() {
            self.setting_in_name(entry, chunk, partial);
            self.settle_age_before(partial);
        }
        if self.is_contraindicated(chunk) {
            return self.contraindicated(head, next, partial);
        }
        if let Some(treatment) = self.treatment_of(&head, partial) {
            // "treatment for syphilis": the treatment is what happened, the syphilis what it was for.
            partial.therapy = Some(treatment.bytes.clone());
            partial.head = Some(treatment);
        }
        match &partial.head {
            None if entry.is_graded() && partial.grade.is_none() && partial.value.is_none() => {
                partial.grade = Some(head)
            }
            None if entry.kind() == Kind::Procedure && self.is_measured_on(chunk, partial) => {
                let method = self.method(&chunk.span);
                partial.methods.push(method);
            }
            None => {
                self.tense_of_name(entry, chunk, partial);
                self.fasting_in_name(entry, chunk, partial);
                partial.head = Some(head);
            }
            Some(first) if first.entry == Some(entry) => {}
            Some(first) if entry.is_graded() && self.shows_grade(first, chunk, partial) => {
                let setting = self.mention(first.entry.map(Entry::id), &first.bytes.clone());
                partial.settings.push(setting);
                partial.unknown.pop();
                (partial.head, partial.grade) = (None, Some(head));
            }
            Some(_) if entry.is_graded() => partial.grade = Some(head),
            Some(_) if next.is_some_and(|c| self.is_cue(c, Cue::Equivalent)) && partial.equivalent.is_none() => {
                // "opioids > 60 mg *morphine equivalent*"
                partial.equivalent = Some(head);
            }
            Some(_) if partial.relation.is_some() => {}
            Some(first) => return self.second_concept(first.clone(), head, next, partial),
        }
        0
    }

    /// "MRI (mpMRI) *indicating a PI-RADS score* ≤ 3": the limit is of the score that an examination gives. Near miss: "MRI with
    /// *PI-RADS* ≤ 3", of which the score is said.
    fn shows_grade(&self, first: &Head, chunk: &Chunk, partial: &Partial) -> bool {
        let examined = first.entry.is_some_and(|e| e.kind() == Kind::Procedure) && partial.value.is_none();
        let verb = partial.unknown.last().filter(|verb| verb.start >= first.bytes.end).filter(|_| examined);
        verb.is_some_and(|verb| {
            let said = self.words(verb).to_ascii_lowercase();
            let gap = self.lexed.text.get(verb.end..chunk.span.start).unwrap_or("").trim();
            let shows = [words::LIMITING_VERBS, words::SHOWN_BY].iter().any(|list| list.contains(&said.as_str()));
            shows && matches!(gap, "" | "a" | "the" | "an")
        })
    }

    /// "*pathology of* the eye", "retinal *pathologies*". Near miss: "confirmed by *pathology*".
    fn is_pathology_of(&self, chunk: &Chunk) -> bool {
        let after = self.lexed.text[chunk.span.end..].trim_start();
        let words = self.words(&chunk.span);
        let of = after.get(..3).is_some_and(|w| w.eq_ignore_ascii_case("of "));
        words.eq_ignore_ascii_case("pathology") && of || words.eq_ignore_ascii_case("pathologies")
    }

    /// Whether one of these words stands directly before a chunk.
    fn stands_after(&self, chunk: &Chunk, words: &[&str]) -> bool {
        let before = self.just_before(chunk.span.start).to_ascii_lowercase();
        words.iter().any(|w| before.strip_suffix(w).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')))
    }

    /// Whether "did not achieve" stands before a response. Near misses: "*no* response to", an outcome of its own; "has *not* responded".
    fn is_response_missed(&self, chunk: &Chunk, partial: &Partial) -> bool {
        let before = self.words(&(partial.bytes.start..chunk.span.start)).to_ascii_lowercase();
        partial.negated && partial.head.is_none() && before.split(' ').any(|word| word.starts_with("achieve"))
    }

    fn is_prophylaxis(&self, entry: Entry, next: &Chunk) -> bool {
        entry.kind().is_drug() && self.words(&next.span).eq_ignore_ascii_case("prophylaxis")
    }

    /// The verb of a contraindication.
    pub(super) fn is_contraindicated(&self, chunk: &Chunk) -> bool {
        let named = matches!(self.sort(chunk), Sort::Concept(e) if e.id() == "contraindication");
        named && self.words(&chunk.span).eq_ignore_ascii_case("contraindicated")
    }

    /// "MRI is *contraindicated*": what stands before it is what there is a contraindication to; before "for" or "to", what
    /// has one.
    fn contraindicated(&mut self, head: Head, next: Option<&Chunk>, partial: &mut Partial) -> usize {
        let follows = next.is_some_and(|c| matches!(self.cue(c), Some(Cue::For | Cue::To | Cue::In)));
        if partial.head.is_none() && !partial.unknown.is_empty() {
            let last = self.last_phrase(&partial.unknown);
            let named = self.unknown_head(last, partial);
            partial.head = Some(named).filter(|_| !follows);
        }
        if let Some(first) = partial.head.take() {
            let bytes = first.bytes.clone();
            let object = Partial {
                head: Some(first),
                qualifiers: std::mem::take(&mut partial.qualifiers),
                value: partial.value.take(),
                count: partial.count.take(),
                route: partial.route.take(),
                bytes,
                ..Partial::default()
            };
            let node = self.node_of(object);
            partial.having.push(node);
        }
        partial.head = Some(head);
        0
    }

    /// "> 450 ms *on* ECG", "≥ 50 % *on* echocardiography": after a limit, a procedure that the limit was found on.
    fn is_measured_on(&self, chunk: &Chunk, partial: &Partial) -> bool {
        let limited = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit && q.unit.is_some());
        let before = self.lexed.text[..chunk.span.start].trim_end();
        let word = before.rsplit(' ').next().unwrap_or("").to_ascii_lowercase();
        limited && !partial.age && (matches!(&*word, "on" | "by" | "via") || !partial.times.is_empty())
    }

    /// "lupus nephritis class" is a lupus nephritis and its class.
    fn graded_condition(&self, head: &Head) -> Option<(Head, Head)> {
        let words = self.words(&head.bytes);
        let split = words.trim_end().rfind(' ')?;
        let first = words[..split].trim_end_matches([' ', ')']).split(" (").next()?;
        let group = look_up(first)?;
        // "AIS grade": a scale's own abbreviation, though it also stands for a disease.
        let own = |e: Entry| e.abbreviations().any(|abbreviation| abbreviation == first);
        let entry = group.of(Kind::Condition).filter(|_| !head.entry.is_some_and(own))?;
        let start = head.bytes.start;
        let condition = Head::new(Some(entry), start..start + first.len());
        Some((condition, Head::new(head.entry, start + split + 1..head.bytes.end)))
    }

    /// "*last dose of* chemotherapy", "*last chemotherapy*": the treatment, which the window is counted from. Gives where
    /// to go on.
    pub(super) fn last_given(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let treatment = |e: Entry| e.kind().is_treatment();
        let chunk = &chunks[at];
        let words = self.words(&chunk.span);
        let (first, named) = words.split_once(' ')?;
        if partial.head.is_some() {
            return None;
        }
        if !matches!(&*first.to_ascii_lowercase(), "last" | "first" | "final" | "latest") {
            return self.described_treatment(chunk, partial).then_some(at + 1);
        }
        let dose = matches!(&*named.to_ascii_lowercase(), "dose" | "administration" | "infusion" | "injection");
        let of = chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::Of));
        let given = chunks.get(at + 2).is_some_and(|c| matches!(self.sort(c), Sort::Concept(e) if treatment(e)));
        if dose && of && given {
            return Some(at + 2);
        }
        let entry = look_up(named).and_then(|g| g.entries().find(|e| treatment(*e)))?;
        let bytes = chunk.span.end - named.len()..chunk.span.end;
        partial.head = Some(Head::new(Some(entry), bytes));
        Some(at + 1)
    }

    /// "weight loss > 10 % of *body weight*", "… > 10 % *body weight*": of what the share is, which the name says already.
    pub(super) fn is_share_of_weight(&self, entry: Entry, chunk: &Chunk, partial: &Partial) -> bool {
        let weight = |h: &Head| h.entry.is_some_and(|e| e.id().starts_with("weight_"));
        let (Some(value), Some(_)) = (&partial.value, partial.head.as_ref().filter(|h| weight(h))) else {
            return false;
        };
        let between = self.lexed.text.get(value.value.end..chunk.span.start).unwrap_or_default();
        let percent = value.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("%"));
        let between = between.trim();
        entry.id() == "body_weight" && percent && (between.is_empty() || between.starts_with("of"))
    }

    /// "*planned surgery* during the study", "*elective surgery*": what windows are counted from, where it is itself what an
    /// item is about.
    fn described_treatment(&self, chunk: &Chunk, partial: &mut Partial) -> bool {
        let Some((first, named)) = self.words(&chunk.span).split_once(' ') else { return false };
        let treatment = |e: &Entry| e.kind().is_treatment();
        let Some(entry) = look_up(named).and_then(|g| g.entries().find(treatment)) else { return false };
        let Some(describes) = look_up(first) else { return false };
        match (describes.cue(), describes.of(Kind::Qualifier)) {
            (Some(Cue::Planned), _) => partial.status = Some(Status::Planned),
            (_, Some(qualifier)) => partial.qualifiers.push(qualifier.id()),
            _ => return false,
        }
        partial.head = Some(Head::new(Some(entry), chunk.span.end - named.len()..chunk.span.end));
        true
    }

    /// "change in *antidepressant dose*", "change in *medication*": of a treatment, rather than of what is measured.
    pub(super) fn changes_treatment(&self, rest: &[Chunk]) -> bool {
        let named = rest.iter().take_while(|c| !self.is_separator(c)).find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry.kind().is_drug()),
            Sort::Cue(Cue::TherapyWord) => Some(true),
            _ => None,
        });
        named == Some(true)
    }

    /// "(> 4 weeks)", "lasting less than one hour" directly after the second thing named: it is that which lasts.
    pub(super) fn lasts_itself(&mut self, next: Option<&Chunk>, object: &mut Partial) -> bool {
        let Some(chunk) = next else { return false };
        let time = match &chunk.kind {
            ChunkKind::Group(inner) => match inner.as_slice() {
                [Chunk { kind: ChunkKind::Time(time), .. }] => time,
                _ => return false,
            },
            ChunkKind::Time(time) if self.words(&chunk.span).to_ascii_lowercase().starts_with("lasting") => time,
            _ => return false,
        };
        self.take_whole(std::slice::from_ref(chunk));
        let time = self.time(time);
        object.times.push(time);
        true
    }

    /// "metformin *monotherapy*", "*monotherapy* with metformin". Near misses: "symptoms despite *monotherapy*", "diet, monotherapy or
    /// dual therapy".
    fn is_given_alone(&self, chunk: &Chunk, partial: &Partial) -> bool {
        let with = self.lexed.text.get(chunk.span.end..).and_then(|after| after.get(..6));
        match partial.entry() {
            Some(entry) => entry.kind().is_drug(),
            None => partial.head.is_none() && with.is_some_and(|with| with.eq_ignore_ascii_case(" with ")),
        }
    }

    pub(super) fn atom_term(&mut self, entry: Entry, chunk: &Chunk, partial: &mut Partial) {
        let mention = |me: &Self| me.mention(Some(entry.id()), &chunk.span);
        match entry.kind() {
            // "the finger *to be treated*" is not treated yet.
            Kind::Qualifier if entry.id() == "treated" && self.stands_after(chunk, &["to be", "will be"]) => {
                self.atom_unknown(chunk, partial);
            }
            // "*monotherapy*" says of a drug that it is given alone, and of nothing else.
            Kind::Qualifier if entry.id() == "monotherapy" && !self.is_given_alone(chunk, partial) => {
                self.atom_unknown(chunk, partial);
            }
            // "*no more than mild* nausea": none that is worse, so that who has none is well off.
            Kind::Qualifier if let Some(worse) = beyond_degree(entry.id()) => {
                partial.negated = !partial.negated;
                partial.qualifiers.push(worse);
                partial.last_qualifier = Some(chunk.span.clone());
            }
            Kind::Qualifier => {
                partial.qualifiers.push(entry.id());
                partial.last_qualifier = Some(chunk.span.clone());
            }
            Kind::Finding => partial.finding = partial.finding.take().or(Some((entry.id(), chunk.span.clone()))),
            // "*subcutaneously* injected" says more than that it is injected.
            Kind::Route if entry.id() == "parenteral" && partial.route.is_some() => {}
            // "UPDRS ≥ 2 (historical) *Part IV*": a numeral, and no way in which anything is given.
            Kind::Route if self.is_numbered_part(chunk) => self.not_understood(&chunk.span),
            Kind::Route => partial.route = Some(entry.id()),
            Kind::Outcome if entry.id() == "responded" && partial.outcome == Some("failed") => {
                // "*failed to achieve a clinical* response to an antidepressant": what failed was the response.
            }
            Kind::Outcome if entry.id() == "responded" && self.is_response_missed(chunk, partial) => {
                // "*did not achieve a* response to methotrexate", which was given.
                self.hear_denial(partial.bytes.start..chunk.span.start);
                (partial.negated, partial.outcome) = (false, Some("failed"));
            }
            Kind::Outcome => {
                partial.outcome = Some(entry.id());
                if entry.id() == "initiated" && partial.head.is_none() {
                    // What is begun is given, also where no table has it.
                    partial.exposure = Some(Cue::Exposure);
                }
            }
            Kind::Subject if self.are_patients(entry, chunk) => {}
            // "assessed *by the investigator*" is how, "transplant *from a sibling*" from whom.
            Kind::Subject
                if matches!(entry.id(), "investigator" | "sponsor")
                    && self.stands_after(chunk, &["by", "by the", "by a"]) =>
            {
                let judge = self.mention(Some("investigator_judgement"), &chunk.span);
                partial.methods.push(judge);
            }
            Kind::Subject if self.is_from_any(chunk) => {}
            Kind::Subject
                if self.stands_after(
                    chunk,
                    &["from", "from a", "from an", "from the", "hla-identical", "hla-matched"],
                ) =>
            {
                self.atom_unknown(chunk, partial);
            }
            Kind::Subject => partial.subject = Some(entry.id()),
            Kind::Method if partial.head.is_none() && partial.value.is_none() && self.gives_number(chunk) => {
                // "*FISH* ratio ≥ 2.0"; a staining of HER2 is one of HER2 wherever the criterion names it.
                let stain = entry.id() == "ihc" && self.lexed.text.to_ascii_lowercase().contains("her2");
                let entry = Entry::find(Kind::Analyte, "her2_ihc").filter(|_| stain);
                partial.head = Some(Head::new(entry, chunk.span.clone()));
            }
            Kind::Setting => partial.settings.push(mention(self)),
            // "a *pathology of* the urinary tract" is a disease, and no examination.
            Kind::Method if self.is_pathology_of(chunk) => self.atom_unknown(chunk, partial),
            Kind::Method => partial.methods.push(mention(self)),
            Kind::Anchor if partial.head.is_none() && self.next_is_measured(chunk, partial.value.is_some()) => {
                let anchor = mention(self);
                let mut time = Time::new(TimeKind::At, anchor.text.clone(), self.span(&chunk.span));
                time.anchor = Some(Anchor::Point(anchor));
                partial.times.push(time);
            }
            _ => self.atom_unknown(chunk, partial),
        }
    }

    /// Whether a word for a number stands directly after a method.
    fn gives_number(&self, chunk: &Chunk) -> bool {
        let next = self.lexed.lexemes.get(chunk.lexemes.end);
        let stained = self.lexed.lexemes.get(chunk.lexemes.end + 1);
        let stained = stained.is_some_and(|l| !l.spaced && self.lexed.written(l) == "+");
        next.is_some_and(|l| matches!(l.cue(), Some(Cue::Ratio)) || matches!(l.lex, Lex::Number(_)) && stained)
    }

    /// "Hb ≥ 9 g/dL *without transfusion within 7 days*": no such thing in that time, which is not the time of the test.
    pub(super) fn missing_before(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> bool {
        let words = self.words(&chunk.span);
        let Some(named) = words.to_ascii_lowercase().strip_prefix("without ").map(str::len) else { return false };
        if rest.is_empty() || !rest.iter().all(|c| self.sort(c) == Sort::Time) {
            return false;
        }
        let bytes = chunk.span.end - named..chunk.span.end;
        let concept = |words: &str| look_up(words)?.entries().find(|e| e.kind().is_concept());
        let words = self.words(&bytes);
        let last = words.rsplit(' ').next().unwrap_or(words);
        let first = words.split(' ').next().unwrap_or(words);
        let Some(entry) = concept(words).or_else(|| concept(last)).or_else(|| concept(first)) else { return false };
        let head = Head::new(Some(entry), bytes.clone());
        let mut missing = self.atom(rest);
        missing.head = Some(head);
        missing.bytes.start = bytes.start;
        self.excluded(missing, partial);
        true
    }

    /// "Screening period *SLEDAI-2K*", "baseline *oxygen saturation*".
    /// After a limit a procedure is how it is measured: "> 450 ms on screening *ECG*".
    fn next_is_measured(&self, chunk: &Chunk, limited: bool) -> bool {
        let next = self.lexed.lexemes.get(chunk.lexemes.end);
        next.and_then(|l| l.concept())
            .is_some_and(|e| matches!(e.kind(), Kind::Analyte | Kind::Score) || limited && e.kind() == Kind::Procedure)
    }
}

impl Context<'_, '_> {
    /// "*Part* IV", "*phase* IV": whether the word before a numeral is one that it numbers.
    fn is_numbered_part(&self, chunk: &Chunk) -> bool {
        let before = self.just_before(chunk.span.start).to_ascii_lowercase();
        let last = before.split_whitespace().next_back();
        self.words(&chunk.span) == "IV" && last.is_some_and(|word| words::NUMBERED_BY_NUMERALS.contains(&word))
    }
}

/// The degrees that lie beyond the most that is let pass.
fn beyond_degree(qualifier: &str) -> Option<&'static str> {
    match qualifier {
        "no_more_than_mild" => Some("moderate_or_higher"),
        "no_more_than_moderate" => Some("more_than_moderate"),
        _ => None,
    }
}

/// Whether the words before a count relate it to them: "participation *in* two or more sessions".
pub(super) fn ends_in_preposition(before: &str) -> bool {
    before.split_whitespace().next_back().is_some_and(|word| matches!(word, "of" | "in" | "on" | "for" | "to"))
}
