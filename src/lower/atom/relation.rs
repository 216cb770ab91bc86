//! Relations of one item to another: having, due to, during, established by.

use super::{is_allergy, is_measured, is_reaction_to};
use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind, look_up};
use crate::lower::build::is_length;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::group::is_state_of_a_value;
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::rule::{Mention, Node, Severity, Status, TimeKind};

/// The most chunks from "on" to the drug: "on *a stable dose of* metformin".
const FEW: usize = 5;

impl Context<'_, '_> {
    /// Reads what follows a cue that relates it to the head. False where the cue relates nothing here.
    pub(super) fn related(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) -> bool {
        if matches!(cue, Cue::DefinedAs | Cue::AccordingTo) {
            self.head_found_by(cue, rest, partial);
        }
        let Some(head) = partial.head.clone() else { return false };
        if rest.is_empty() {
            return false;
        }
        let allergy = head.entry.is_some_and(is_allergy);
        match cue {
            Cue::To | Cue::For if head.entry.is_some_and(|e| e.id() == "contraindication") => {
                let rest = self.without_listed(rest, partial);
                let cue = |c: &Chunk| matches!(self.cue(c), Some(Cue::SuchAs | Cue::Including | Cue::OpenList));
                let listed = rest.iter().position(cue).filter(|at| *at > 0);
                partial.relation =
                    Some(Related::new(Relation::Having, self.atom(&rest[..listed.unwrap_or(rest.len())])));
                if let Some(at) = listed {
                    // "contraindications to MRI *including claustrophobia*"
                    self.take(&rest[at..=at]);
                    self.examples(self.cue(&rest[at]).unwrap_or(Cue::SuchAs), &rest[at + 1..], partial);
                }
            }
            // "hypersensitivity *for* propofol"
            Cue::For if allergy => partial.relation = Some(Related::new(Relation::AllergyTo, self.atom(rest))),
            Cue::For => return false,
            // "opioid *use* (> 30 mg per day)": what follows limits the use.
            Cue::Exposure if self.is_use_limited(&head, rest) => return false,
            // "anaphylaxis *to latex*"
            Cue::To if is_reaction_to(&head) || self.is_reaction_to_treatment(&head, rest) => {
                let rest = self.without_reactions(rest, partial);
                partial.relation = Some(Related::new(Relation::DueTo, self.atom(rest)));
            }
            Cue::To if !allergy => return false,
            Cue::To => {
                let (rest, said) = self.without_allergy_clause(rest);
                let mut to = self.atom(rest);
                to.having.extend(said);
                partial.relation = Some(Related::new(Relation::AllergyTo, to));
            }
            Cue::AttributableTo => {
                let rest = self.without_examples(rest, partial);
                let mut cause = self.atom(rest);
                let limited = cause.entry().is_none_or(|e| !is_measured(e));
                let state = limited && self.is_value_of_state(&head, &cause);
                if (state || limited && head.entry.is_some_and(is_measured)) && partial.is_unvalued() {
                    // "survival due to comorbidities *< 14 days*", "anemia due to menorrhagia *< 9 g/dL*".
                    partial.value = cause.value.take();
                }
                // "hospitalization due to heart failure within 6 months": what it led to has the window.
                // A cause that was given at a time of its own keeps it: "due to agents administered 2 weeks earlier".
                let given = cause.exposure.is_some();
                partial.times.extend(cause.times.extract_if(.., |t| !given && t.kind == TimeKind::Window));
                partial.relation = Some(Related::new(Relation::DueTo, cause));
            }
            Cue::After => {
                let condition = head.entry.is_some_and(|e| e.kind() == Kind::Condition);
                let event = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
                if !condition || partial.value.is_some() || !rest.iter().any(event) {
                    return false;
                }
                partial.relation = Some(Related::new(Relation::After, self.atom(rest)));
            }
            Cue::Without => {
                let part = self.atom(rest);
                if head.entry.is_some_and(is_measured) && !part.is_headless() && !part.times.is_empty() {
                    // "ANC ≥ 1.0 without growth factors within 2 weeks".
                    self.excluded(part, partial);
                    return true;
                }
                self.open_duration(&head, &part);
                partial.relation = Some(Related::new(Relation::NotHaving, part));
            }
            Cue::AccordingTo | Cue::DefinedAs => return self.established(rest, partial),
            Cue::With if partial.entry().is_none() && partial.value.is_none() && !self.says_despite(rest) => {
                return false;
            }
            _ => self.relate_having(cue, rest, partial),
        }
        true
    }

    /// "allergy to contrast *that cannot be premedicated*", "allergy to contrast *which can not be treated*": what is said of the allergy
    /// is no substance, and narrows it. Near misses: "allergy to latex *that causes anaphylaxis*", which is judged; "allergy to drugs
    /// *such as* penicillin".
    fn without_allergy_clause<'c>(&mut self, rest: &'c [Chunk]) -> (&'c [Chunk], Option<Node>) {
        let opens = |c: &Chunk| match self.cue(c) {
            Some(Cue::Who) => matches!(&*self.words(&c.span).to_ascii_lowercase(), "that" | "which"),
            Some(Cue::Need) => self.words(&c.span).to_ascii_lowercase().starts_with("which"),
            cue => cue == Some(Cue::Not),
        };
        let at = rest.iter().position(opens).filter(|at| *at > 0 && at + 1 < rest.len());
        let Some(at) = at.filter(|at| self.said_in_clause(&rest[*at..]).is_none()) else { return (rest, None) };
        self.take_whole(&rest[at..]);
        let said = self.unparsed(&bytes_of(&rest[at..]));
        (&rest[..at], Some(said))
    }

    /// "adverse reaction *to steroids*". Near miss: "toxicity recovered *to grade 1*".
    fn is_reaction_to_treatment(&self, head: &Head, rest: &[Chunk]) -> bool {
        let treatment = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let adverse = head.entry.is_some_and(|e| e.id() == "adverse_event");
        adverse && rest.iter().take(FEW).any(treatment) && !rest.iter().any(|c| self.sort(c) == Sort::Quantity)
    }

    /// "adverse reaction to vaccines *such as anaphylaxis*": diseases are examples of the reaction, and what it is to stands before
    /// them. Near miss: "adverse reaction to drugs such as *aspirin*".
    fn without_reactions<'c>(&mut self, rest: &'c [Chunk], partial: &mut Partial) -> &'c [Chunk] {
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        if let Some(Chunk { kind: ChunkKind::Group(inner), .. }) = rest.last()
            && inner.iter().any(disease)
        {
            return self.without_examples(rest, partial);
        }
        let cue = self.find(rest, &[Cue::SuchAs, Cue::Including, Cue::OpenList]);
        let Some(at) = cue.filter(|at| *at > 0 && rest[at + 1..].iter().any(disease)) else { return rest };
        self.take(&rest[at..=at]);
        self.examples(self.cue(&rest[at]).unwrap_or(Cue::SuchAs), &rest[at + 1..], partial);
        &rest[..at]
    }

    /// "back pain without sciatica *> 3 months*": a length that either may have lasted. Near misses: "asthma without *oxygen* for 3
    /// months", which is given; "back pain > 3 months without sciatica".
    fn open_duration(&mut self, head: &Head, without: &Partial) {
        let condition = |entry: Option<Entry>| entry.is_none_or(|e| e.kind() == Kind::Condition);
        let lasts = without.times.iter().find(|t| t.kind == TimeKind::Duration && t.anchor.is_none());
        if let Some(time) = lasts.filter(|_| condition(head.entry) && condition(without.entry())) {
            let message = "how long may be said of what there is or of what there is not; taken as that of the latter";
            self.say_at("window-scope", Severity::Note, message, time.span.span());
        }
    }

    /// Whether a concentration behind the cause of an abnormal value is that value: "anemia due to menorrhagia *< 9 g/dL*". Near misses:
    /// "hyperglycemia due to *prednisone > 20 mg/day*", which is given; "hypertension due to a tumour > 3 cm".
    fn is_value_of_state(&self, head: &Head, cause: &Partial) -> bool {
        let abnormal = head.entry.is_some() && is_state_of_a_value(&self.words(&head.bytes).to_lowercase());
        let given = cause.entry().is_some_and(|e| e.kind().is_treatment()) || cause.exposure.is_some();
        let code = cause.value.as_ref().and_then(|q| q.unit.as_ref()?.code.as_deref());
        abnormal && !given && code.is_some_and(|code| code.ends_with("/dL") || code.ends_with("/L"))
    }

    /// "exacerbations *despite* inhaled corticosteroids for 3 months".
    pub(super) fn says_despite(&self, rest: &[Chunk]) -> bool {
        let before = rest.first().map_or("", |c| self.lexed.text[..c.span.start].trim_end());
        before.rsplit(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("despite"))
    }

    /// "transplant *for treatment of* amyloidosis within a year": what the first was done for.
    fn says_purpose(&self, rest: &[Chunk]) -> bool {
        let before = rest.first().map_or("", |c| self.lexed.text[..c.span.start].trim_end());
        let ends = |words: &str| {
            let tail = before.len().checked_sub(words.len()).and_then(|at| before.get(at..));
            tail.is_some_and(|tail| tail.eq_ignore_ascii_case(words))
        };
        ["for treatment of", "for the treatment of", "for prevention of", "for the prevention of"].into_iter().any(ends)
    }

    /// "opioid *use* (> 30 mg per day)": whether what follows the use of a drug limits it.
    fn is_use_limited(&self, head: &Head, rest: &[Chunk]) -> bool {
        let drug = head.entry.is_some_and(|e| e.kind().is_drug());
        drug && rest.first().is_some_and(|c| matches!(self.sort(c), Sort::Group | Sort::Quantity | Sort::Time))
    }

    /// "HbA1c ≥ 7.5 % *on metformin ≥ 1500 mg/day for 3 months*", "asthma *on ICS or LABA*": whether what was measured, or a
    /// disease, is so under a drug, which has the dose and the time. Near miss: "> 450 ms *on* ECG".
    pub(super) fn is_given_meanwhile(&self, chunk: &Chunk, rest: &[Chunk], partial: &Partial) -> bool {
        let measured = partial.entry().is_some_and(is_measured) && partial.value.is_some();
        let named = rest.iter().take(FEW).find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry.kind().is_drug()),
            Sort::Term(_) | Sort::Word | Sort::Cue(_) => None,
            _ => Some(false),
        });
        let disease = partial.entry().is_some_and(|e| e.kind() == Kind::Condition && !is_allergy(e));
        let disease = disease && partial.is_unvalued() && partial.relation.is_none();
        (measured || disease) && named == Some(true) && self.words(&chunk.span).eq_ignore_ascii_case("on")
    }

    /// "requiring X", "with X": times and methods in X that X cannot carry come back to the head.
    fn relate_having(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) {
        let rest = self.without_examples(rest, partial);
        let mut part = self.atom(rest);
        if cue == Cue::Need
            && part.is_headless()
            && part.value.is_none()
            && (part.unknown.is_empty() || !part.times.is_empty())
        {
            // "hypertension requiring *medication*"; "requiring *treatment* within the previous 3 years": the time is the treatment's.
            part.head = part.therapy.clone().map(|bytes| Head::new(None, bytes));
        }
        // "a cream applied to the face within a week": where it was done has no time of its own.
        let place = cue == Cue::Undergone && part.head.as_ref().is_some_and(|h| h.entry.is_none());
        if self.says_purpose(rest) || place {
            partial.times.extend(part.times.extract_if(.., |t| t.kind == TimeKind::Window));
        }
        let before = rest.first().map_or("", |c| self.just_before(c.span.start)).to_ascii_lowercase();
        let ahead = ["will require", "will need", "would require"].iter().any(|verb| before.ends_with(verb));
        let ahead = ahead && part.status.is_none() && part.times.is_empty();
        if cue == Cue::Need && partial.status.is_none() && (ahead || is_still_to_come(&part)) {
            part.status = Some(Status::Planned);
        }
        let limited = part.value.as_ref().is_some_and(|q| q.form != QuantityForm::Class);
        let unknown = part.head.as_ref().is_some_and(|h| h.entry.is_none());
        if cue == Cue::Need && unknown && part.exposure.is_none() {
            // "requiring clinical intervention": what a disease requires is done.
            part.exposure = Some(Cue::Undergone);
        }
        if part.head.is_none() && limited && part.score_word.is_some() {
            part.head = part.score_word.take().map(|bytes| Head::new(None, bytes));
            part.methods.clone_from(&partial.methods);
        } else if limited && part.entry().is_some_and(is_measured) {
            partial.also.push(part);
            return;
        }
        let measured = partial.entry().is_some_and(is_measured);
        let takes = matches!(cue, Cue::With | Cue::Exposure | Cue::Need);
        let limits_head = takes && measured && limited && partial.is_unvalued() && part.unknown.is_empty();
        if part.is_modifier() && part.route.is_some() && matches!(cue, Cue::Need | Cue::Exposure) {
            // "requiring *oral* or IV steroids": the route waits for the drug.
            partial.relation = Some(Related::new(Relation::Having, part));
            return;
        }
        if part.is_headless() && (part.value.is_none() || limits_head) {
            if partial.value.is_some()
                && let Some((_, finding)) = part.finding.take()
            {
                // "FLC ≥ 10 mg/dL with *abnormal ratio*": what has a limit has no second result.
                let end = part.score_word.as_ref().map_or(finding.end, |word| word.end.max(finding.end));
                partial.unknown.push(finding.start..end);
            }
            self.absorb(part, partial);
            return;
        }
        // "treated with a stable dose of *budesonide*" is given; "on a stable dose" is said of what stands before.
        let given = part.entry().is_some_and(|e| e.kind().is_treatment());
        let stable = part.stable.is_some() || part.times.iter().any(|t| t.kind == TimeKind::Stability);
        if !given && stable && (part.stable.is_some() || part.value.is_none()) {
            part.stable = None;
            partial.times.append(&mut part.times);
            partial.qualifiers.append(&mut part.qualifiers);
            return;
        }
        partial.relation = Some(Related::new(Relation::Having, part));
    }

    /// What a headless part says, it says of the head before it.
    pub fn absorb(&mut self, part: Partial, partial: &mut Partial) {
        partial.qualifiers.extend(part.qualifiers);
        partial.times.extend(part.lead_times);
        partial.times.extend(part.times);
        partial.settings.extend(part.settings);
        partial.methods.extend(part.methods);
        partial.having.extend(part.having);
        partial.other_than.extend(part.other_than);
        partial.permits.extend(part.permits);
        partial.unknown.extend(part.unknown);
        partial.finding = partial.finding.take().or(part.finding);
        partial.age |= part.age && partial.value.is_none();
        partial.value = partial.value.take().or(part.value);
        partial.change = partial.change.take().or(part.change);
        // "history of smoking *(current or former)*"
        let ever = part.status.filter(|status| *status == Status::Ever);
        partial.status = ever.or(partial.status).or(part.status);
        partial.outcome = partial.outcome.or(part.outcome);
        partial.not_due_to.extend(part.not_due_to);
        partial.also.extend(part.also);
        if part.says_of_before.is_some()
            && let Some(head) = part.head
        {
            let method = self.method(&head.bytes);
            partial.methods.push(method);
        }
    }

    /// "according to", "defined as", "confirmed by": a method, a definition, or the words that say how.
    fn established(&mut self, rest: &[Chunk], partial: &mut Partial) -> bool {
        let rest = self.without_examples(rest, partial);
        if let [only] = rest
            && self.is_cue(only, Cue::HistoryOf)
        {
            // "as determined by *medical history*, examination or tests"
            self.take(rest);
            let method = self.method(&only.span);
            partial.methods.push(method);
            return true;
        }
        if let Some(end) = self.found_in_ways(rest, partial) {
            let part = self.atom(&rest[end..]);
            self.absorb(part, partial);
            return true;
        }
        if let Some(at) = self.with_after_method(rest, partial) {
            // "dyspepsia fulfilling Rome III criteria *with inadequate relief*": of the disease, and of no method.
            let done = self.established(&rest[..at], partial);
            self.take(&rest[at..=at]);
            return self.related(Cue::With, &rest[at + 1..], partial) && done;
        }
        let part = self.atom(rest);
        let person = part.subject.filter(|s| matches!(*s, "relative" | "partner" | "mother" | "household_member"));
        if person.is_some() && part.is_blank() && partial.entry().is_some() {
            // "smoking *by a family member*"
            partial.subject = person;
            return true;
        }
        if is_limited_method(&part, partial) {
            self.limit_by_method(part, partial);
            return true;
        }
        let measured = part.value.is_some() && (part.head.is_some() || part.grade.is_some());
        if measured {
            let node = self.node_of(part);
            partial.defined_by.push(node);
            return true;
        }
        let limited = part.value.as_ref().is_some_and(|q| q.form != QuantityForm::Class);
        if part.head.is_none() && limited && part.score_word.is_some() {
            let mut scored = part;
            partial.methods.extend(scored.methods.iter().cloned());
            // A classification's own score has its id with `_score` after it.
            let score_of = |m: &Mention| Entry::find(Kind::Score, &format!("{}_score", m.id.as_deref()?));
            let score = scored.methods.iter().find_map(score_of);
            scored.head = scored.score_word.take().map(|bytes| Head::new(score, bytes));
            if score.is_some() {
                // The score of a classification is measured of the person, as any other; which it is of, its name says.
                scored.methods.clear();
                partial.also.push(scored);
                return true;
            }
            let node = self.node_of(scored);
            partial.having.push(node);
            return true;
        }
        if let Some(grade) = part.grade.clone().or(part.head.clone()).filter(|h| h.entry.is_some_and(Entry::is_graded))
            && partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class)
        {
            partial.grade = Some(grade);
            return true;
        }
        let method = part.head.as_ref().map(|h| self.method(&h.bytes));
        let judged = part.methods.iter().any(|m| m.id.as_deref() == Some("investigator_judgement"));
        partial.methods.extend(method.or_else(|| self.judge(rest).filter(|_| !judged)));
        let (head, value) = (part.head.clone(), part.value.clone());
        self.absorb(Partial { head: None, value: None, ..part }, partial);
        if head.is_none() && partial.value.is_none() {
            partial.value = value;
        }
        true
    }

    /// Where "with" stands after the criteria by which a disease is diagnosed, and names no limit of theirs.
    fn with_after_method(&self, rest: &[Chunk], partial: &Partial) -> Option<usize> {
        let disease = partial.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let at = self.find(rest, &[Cue::With]).filter(|at| disease && *at > 0 && at + 1 < rest.len())?;
        let criteria = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Method);
        let limited = rest[at..].iter().any(|c| self.sort(c) == Sort::Quantity);
        (rest[..at].iter().any(criteria) && !limited).then_some(at)
    }

    /// "LVEF measured by *echocardiography ≥ 50 %*": the limit is of what is measured, and not of the method.
    fn limit_by_method(&mut self, mut part: Partial, partial: &mut Partial) {
        let method = part.head.take().map(|h| self.method(&h.bytes));
        partial.methods.extend(method);
        self.absorb(part, partial);
    }

    /// "Schirmer test without *anesthesia ≤ 10 mm*": a limit that a disease, a treatment or words in no table cannot have is
    /// of what was to be measured before them.
    pub(super) fn limit_after_related(&self, partial: &mut Partial) {
        let Some(related) = partial.relation.take() else { return };
        let Related { relation, mut objects, all } = related;
        if let [object] = objects.as_mut_slice()
            && matches!(relation, Relation::Having | Relation::NotHaving)
            && limits_before(partial, object)
        {
            partial.value = object.value.take();
            partial.second = partial.second.take().or(object.second.take());
        }
        if let [object] = objects.as_mut_slice()
            && relation == Relation::Having
            && self.is_scored_with(object, partial)
        {
            // "spasticity scored ≥ 1+ *with Modified Ashworth*"
            std::mem::swap(&mut partial.head, &mut object.head);
        }
        partial.relation = Some(Related { relation, objects, all });
    }

    /// "spasticity *scored* at least 1+ with Modified Ashworth": whether the limit is that of the score after it. Near miss: "pain ≥ 4 on
    /// the NRS", where nothing says so.
    fn is_scored_with(&self, object: &Partial, partial: &Partial) -> bool {
        let (Some(head), Some(value)) = (&partial.head, &partial.value) else { return false };
        let between = self.lexed.text.get(head.bytes.end..value.value.start).unwrap_or_default().trim();
        let scored = matches!(&*between.to_ascii_lowercase(), "scored" | "graded" | "scored as" | "graded as");
        let score = object.entry().is_some_and(|e| e.kind() == Kind::Score) && object.is_unvalued();
        scored && score && object.times.is_empty()
    }

    /// "as judged by *the investigator*": the one whose judgement it is.
    fn judge(&self, rest: &[Chunk]) -> Option<Mention> {
        let who = rest.iter().find(|c| !matches!(self.cue(c), Some(Cue::The)))?;
        let Sort::Term(entry) = self.sort(who) else { return None };
        let judges = entry.kind() == Kind::Subject && entry.id() == "investigator";
        judges.then(|| self.mention(Some("investigator_judgement"), &who.span))
    }

    /// Words that say how something is established, with the id of the method they name.
    pub(super) fn method(&self, bytes: &Bytes) -> Mention {
        let words = self.words(bytes);
        let entry = look_up(words).or_else(|| look_up(words.split(" (").next()?)).and_then(|g| g.of(Kind::Method));
        self.mention(entry.map(Entry::id), bytes)
    }
}

/// Whether words after "measured by" name a method, and have the limit of what is measured by it.
fn is_limited_method(part: &Partial, partial: &Partial) -> bool {
    let entry = part.entry();
    part.head.is_some() && !entry.is_some_and(is_measured) && part.grade.is_none() && limits_before(partial, part)
}

/// Whether a limit that stands after something else is of the measured thing before that.
fn limits_before(partial: &Partial, other: &Partial) -> bool {
    let entry = |p: &Partial| p.entry();
    let measured = entry(partial).is_some_and(is_measured) && partial.is_unvalued() && partial.or_else.is_empty();
    let own = entry(other)
        .is_some_and(|e| is_measured(e) || matches!(e.kind(), Kind::Drug | Kind::DrugClass | Kind::Observation));
    let limit = other.value.as_ref().filter(|q| q.form == QuantityForm::Limit && q.unit.is_some() && !q.age);
    let time = |q: &Quantity| q.unit.as_ref().is_some_and(|u| is_length(u.code.as_deref()));
    measured && !own && other.head.is_some() && other.count.is_none() && limit.is_some_and(|q| !time(q))
}

/// Whether a method is a classification, whose classes it gives: all but how a finding is made.
pub(super) fn is_classification(method: &Mention) -> bool {
    method.id.as_deref().is_some_and(|id| id.starts_with("isn_rps") || id.ends_with(|c: char| c.is_ascii_digit()))
}

/// "cirrhosis requiring *transplantation*": who has had it needs it no longer. Near miss: "bleeding requiring *transfusion*".
fn is_still_to_come(part: &Partial) -> bool {
    let transplant = part.entry().is_some_and(|e| e.kind() == Kind::Procedure && e.id().contains("transplant"));
    transplant && part.status.is_none() && part.times.is_empty()
}
