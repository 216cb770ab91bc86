//! Cues inside one item: what each changes in what is being read.

use super::change::{counted_over, is_drop};
use super::is_counted;
use super::limit::{is_graded_limit, is_limited};
use super::relation::is_classification;
use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm, bound};
use crate::lex::{Comparator, Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::rule::{Severity, Status, TimeKind};
use crate::words;

/// The most chunks between what people are eligible for and the words for it.
const FEW_BEFORE: usize = 4;

impl Context<'_, '_> {
    /// "recent (< 3 months)", "current or prior (within 6 months)".
    pub(super) fn says_how_recent(&self, word: &Chunk, inner: &[Chunk]) -> bool {
        let recent = matches!(self.cue(word), Some(Cue::Prior | Cue::CurrentOrPrior));
        let short = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if t.bounds.low().is_none());
        recent && matches!(inner, [only] if short(only))
    }

    /// "anticipated *difficult* intubation": expected, and planned by nobody.
    fn is_feared(&self, rest: &[Chunk]) -> bool {
        rest.first().is_some_and(|c| words::ADVERSE_WORDS.contains(&&*self.words(&c.span).to_ascii_lowercase()))
    }

    /// "eligible *for CABG*", "eligible *to receive chemotherapy*": a treatment is what people qualify for.
    fn is_eligible_for(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let eligible = self.words(&chunk.span).to_ascii_lowercase().ends_with("eligible");
        let opens = rest.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::For | Cue::To)));
        let named = rest.iter().skip(1).take(FEW_BEFORE).find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry.kind().is_treatment()),
            Sort::Cue(Cue::The | Cue::Exposure | Cue::Undergone) | Sort::Term(_) => None,
            _ => Some(false),
        });
        eligible && opens && named == Some(true)
    }

    /// Whether a likelihood is more or less than another.
    fn is_compared(&self, chunk: &Chunk) -> bool {
        let before = self.just_before(chunk.span.start).to_ascii_lowercase();
        matches!(before.rsplit(' ').next(), Some("more" | "less"))
    }

    /// "*might be* pregnant", "*may have* a fracture": a condition, and not "may have been treated".
    fn may_be_so(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        let named = rest.iter().find(|c| !self.is_cue(c, Cue::The));
        let condition = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        !words.starts_with("can") && words.contains(' ') && named.is_some_and(condition)
    }

    /// "remission *for 3 years*": how long it lasts, and not "response *after 6 months* of treatment".
    pub(super) fn says_how_long(&self, chunk: &Chunk) -> bool {
        let after = self.lexed.lexemes.get(chunk.lexemes.start).and_then(|l| l.cue()) == Some(Cue::After);
        matches!(&chunk.kind, ChunkKind::Time(t) if t.kind == TimeKind::Duration && !after)
    }

    pub(super) fn atom_word(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let chunk = &chunks[at];
        let rest = &chunks[at + 1..];
        let read = match self.sort(chunk) {
            Sort::Word if self.either.contains(&chunk.lexemes.start) => Some(at + 1),
            Sort::Word => self.free_of(chunks, at, partial).then_some(at + 1),
            Sort::Cue(cue) => self.before_week(cue, chunks, at, partial),
            Sort::Term(entry) if entry.kind() == Kind::Anchor => self.last_given(chunks, at, partial),
            _ => None,
        };
        if let Some(end) = read {
            return end;
        }
        match self.sort(chunk) {
            Sort::Concept(entry) if self.abstinence_of(entry, chunk, partial) => {}
            Sort::Concept(_) if let Some(person) = self.person_who_has(chunk, rest, partial) => {
                partial.subject = Some(person);
            }
            Sort::Concept(entry) if self.is_where_pain_goes(entry, chunk, rest) => self.atom_unknown(chunk, partial),
            Sort::Concept(entry) if self.is_share_of_weight(entry, chunk, partial) => {}
            Sort::Concept(entry) if self.is_share_of_whole(entry, chunk, partial) => {
                let setting = self.mention(None, &chunk.span);
                partial.settings.push(setting);
            }
            Sort::Concept(entry) if self.opens_own_limit(entry, rest, partial) => {
                let part = self.atom(&chunks[at..]);
                partial.also.push(part);
                return chunks.len();
            }
            Sort::Concept(entry) if self.opens_event(entry, &chunks[..at], rest, partial) => {
                self.event_within(chunks, at, partial);
                return chunks.len();
            }
            Sort::Concept(entry) => return at + 1 + self.atom_concept(entry, chunk, rest.first(), partial),
            Sort::Cue(Cue::StableDose) if self.opens_dosed(rest, partial) => {
                self.event_within(chunks, at, partial);
                return chunks.len();
            }
            Sort::Word if self.begins_abused(chunks, at, partial) => {
                self.event_within(chunks, at, partial);
                return chunks.len();
            }
            Sort::Term(entry) if entry.kind() == Kind::Setting && self.missing_before(chunk, rest, partial) => {
                return chunks.len();
            }
            // "*difficult* to manage", "*difficult* or impossible": said of what follows in a clause.
            Sort::Term(entry) if entry.id() == "difficult" && rest.first().is_none_or(|c| self.cue(c).is_some()) => {
                self.atom_unknown(chunk, partial);
            }
            Sort::Term(entry) if entry.id() == "naive" && self.naive_after(rest, partial) => return chunks.len(),
            Sort::Term(entry) if entry.kind() == Kind::Outcome && self.opens_courses(&chunks[..at], rest, partial) => {
                self.event_within(chunks, at, partial);
                return chunks.len();
            }
            Sort::Term(entry) => self.atom_term(entry, chunk, partial),
            Sort::Word if !partial.is_blank() && self.is_rated(chunk, rest) => {
                return at + 1 + usize::from(self.is_cue(&rest[0], Cue::As));
            }
            Sort::Word if self.tells_result(chunk, rest, partial) => {}
            Sort::Word if self.says_when_assessed(at, chunk, rest, partial) => {}
            Sort::Cue(Cue::Times) if self.names_length(rest) => self.atom_unknown(chunk, partial),
            Sort::Cue(cue) => return self.atom_cue(cue, chunk, rest, at, chunks.len(), partial),
            Sort::Word if self.is_unbroken(chunk, rest) => partial.qualifiers.push("continued"),
            Sort::Word => match self.per_time(chunk) {
                Some(unit) if self.limit_after_unit(&unit, rest, partial) => return at + 2,
                Some(unit) => counted_over(unit, partial),
                None => self.atom_unknown(chunk, partial),
            },
            _ => {}
        }
        at + 1
    }

    /// "pain *rated* 4 or more", "disability *rated as* 18 or below": the verb before the points, which names nothing. Near misses:
    /// "*rated* movies", "*clinician-rated* MADRS".
    fn is_rated(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let verb = matches!(&*self.words(&chunk.span).to_ascii_lowercase(), "rated" | "scored");
        let behind = if rest.first().is_some_and(|c| self.is_cue(c, Cue::As)) { rest.get(1) } else { rest.first() };
        let plain = |q: &Quantity| q.unit.is_none() || q.code() == Some("{+}");
        let points = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && plain(q));
        verb && behind.is_some_and(points)
    }

    /// "LVEF ≤ 40 %, *assessed* within 12 months": the verb before when a result is from, which names nothing. Near miss: "patients will
    /// be *evaluated* at 30 days".
    fn says_when_assessed(&self, at: usize, chunk: &Chunk, rest: &[Chunk], partial: &Partial) -> bool {
        let verb = matches!(&*self.words(&chunk.span).to_ascii_lowercase(), "assessed" | "evaluated");
        let opens = at == 0 && self.says_only_when(rest);
        let limited = partial.value.is_some() && partial.head.is_some();
        verb && rest.first().is_some_and(|c| self.sort(c) == Sort::Time) && (opens || limited)
    }

    /// "bleeding that was due to A or *needed transfusion*": the verb of what a disease needs, before what was given or done. Near
    /// miss: "*required* to be stable".
    fn is_what_was_needed(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let verb = matches!(&*self.words(&chunk.span).to_ascii_lowercase(), "needed" | "required");
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        verb && rest.iter().find(|c| !matches!(self.sort(c), Sort::Term(_))).is_some_and(given)
    }

    fn atom_cue(
        &mut self,
        cue: Cue,
        chunk: &Chunk,
        rest: &[Chunk],
        at: usize,
        end: usize,
        partial: &mut Partial,
    ) -> usize {
        let has_head = partial.head.is_some();
        self.tense_of(cue, chunk, partial);
        match cue {
            Cue::In if !has_head && self.is_on_procedure(chunk, rest, partial) => {
                partial.by_verb = Some(Status::Current);
            }
            Cue::TypeWord if self.names_part_of_score(chunk, rest.first(), partial) => {
                self.take(&rest[..1]);
                let explained = rest.get(1).filter(|c| matches!(c.kind, ChunkKind::Group(_)));
                self.take_whole(explained.map(std::slice::from_ref).unwrap_or_default());
                return at + 2 + usize::from(explained.is_some());
            }
            Cue::BodyFunction if !has_head && self.is_site_of(chunk, rest) => self.atom_unknown(chunk, partial),
            // "*function score* ≥ 1": the name of a score, and not the score named before.
            Cue::BodyFunction if !has_head && at == 0 && self.is_score_of_function(chunk, rest) => {
                self.take(&rest[..1]);
                partial.head = Some(Head::new(None, chunk.span.start..rest[0].span.end));
                return at + 2;
            }
            Cue::Exposure if self.begins_within(chunk, rest, partial) => Self::begun(partial),
            Cue::BodyFunction if self.is_place(chunk, partial) => self.place(chunk, partial),
            Cue::With | Cue::Without | Cue::No if !has_head && is_graded_limit(partial) => {
                // "ECOG 0-1 with no deterioration": the class is the head, and the rest is about it.
                partial.head = partial.grade.take();
                return self.atom_cue(cue, chunk, rest, at, end, partial);
            }
            Cue::With | Cue::Be if !has_head && self.opens_limit_of_each(cue, chunk, rest, partial) => {
                let last = self.last_phrase(&partial.unknown);
                partial.head = Some(self.unknown_head(last, partial));
                partial.relation = Some(Related::new(Relation::Having, self.atom(rest)));
                return end;
            }
            Cue::With if !has_head && self.is_limit_of_other(partial, rest) => {
                // "100 to 299 ng/mL *with TSAT < 20 %*", "age 18-75 *with ECOG 0-1*": the first limit is of something else.
                let part = self.atom(rest);
                partial.also.push(part);
                return end;
            }
            Cue::With if !has_head && !partial.unknown.is_empty() && self.says_despite(rest) => {
                let last = self.last_phrase(&partial.unknown);
                partial.head = Some(self.unknown_head(last, partial));
                return self.atom_cue(cue, chunk, rest, at, end, partial);
            }
            Cue::AttributableTo | Cue::Need
                if !has_head
                    && at > 0
                    && partial.value.is_none()
                    && (!partial.unknown.is_empty() || partial.organ.is_some())
                    && !rest.is_empty() =>
            {
                // "*hemiplegic* due to trauma", "*instability* requiring inotropes": what has the cause, or needs, is in no table.
                partial.head = match partial.unknown.is_empty() {
                    true => partial.organ.take().map(|bytes| Head::new(None, bytes)),
                    false => {
                        let last = self.last_phrase(&partial.unknown);
                        Some(self.unknown_head(last, partial))
                    }
                };
                return self.atom_cue(cue, chunk, rest, at, end, partial);
            }
            Cue::DefinedAs | Cue::AccordingTo
                if !has_head
                    && !partial.unknown.is_empty()
                    && partial.value.is_none()
                    && matches!(rest, [only] if self.is_cue(only, Cue::HistoryOf)) =>
            {
                let last = self.last_phrase(&partial.unknown);
                partial.head = Some(self.unknown_head(last, partial));
                return self.atom_cue(cue, chunk, rest, at, end, partial);
            }
            // "*upper* extremity weakness": a part of the name, without which it would be another.
            Cue::GreaterOf | Cue::LesserOf if !has_head && self.names_side(chunk, rest) => {
                self.atom_unknown(chunk, partial);
            }
            // "*non-inflammatory* lesions": of another kind, which no table has.
            Cue::Non
                if !has_head
                    && rest.iter().find(|c| self.sort(c) != Sort::Dash).is_some_and(|c| self.sort(c) == Sort::Word) =>
            {
                self.atom_unknown(chunk, partial);
            }
            Cue::NegatedAbility if !has_head && partial.value.is_none() && partial.is_blank() => {
                let named = rest.iter().take_while(|c| {
                    matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_) | Sort::Cue(_) | Sort::Dash)
                });
                let end = named.count();
                if end > 0 {
                    // "*unable to undergo* lumbar puncture" is not to have had one.
                    self.take(&rest[..end]);
                    partial.head = Some(Head::new(None, chunk.span.start..rest[end - 1].span.end));
                    return at + 1 + end;
                }
            }
            Cue::Non if !has_head && let Some(width) = self.non(chunk, rest, partial) => return at + 1 + width,
            Cue::No
                if !has_head
                    && at <= 1
                    && let Some(width) = self.number_of(chunk, rest) =>
            {
                self.take(&rest[..width]);
                partial.score_word = Some(chunk.span.start..rest[width - 1].span.end);
                return at + 1 + width;
            }
            Cue::With | Cue::Who | Cue::Undergone | Cue::Exposure
                if self.besides_without(cue, chunk, rest, partial) =>
            {
                return end;
            }
            Cue::No | Cue::Not | Cue::Non if !has_head => {
                if cue == Cue::Not && self.settle_before(chunk, rest, partial) {
                    return self.atom_cue(cue, chunk, rest, at, end, partial);
                }
                if partial.negated && cue == Cue::Non {
                    // "no use of *non-steroid* anti-inflammatory agents": part of the name.
                    return at + 1;
                }
                if partial.negated {
                    // "no absence of renal failure": read as renal failure.
                    let message = "a negation of a negation, read as none";
                    self.say("double-negation", Severity::Warning, message, &chunk.span);
                }
                partial.negated = !partial.negated;
                partial.absent |= cue == Cue::No;
                partial.sex_apart |= cue == Cue::Not && partial.sex.is_some();
            }
            Cue::ResponseWord
                if rest.first().is_some_and(|c| self.says_how_long(c)) || self.is_remission_from(chunk, rest) =>
            {
                partial.response = Some(chunk.span.clone());
            }
            Cue::Not | Cue::Non if has_head && rest.first().is_some_and(|c| self.is_cue(c, Cue::AttributableTo)) => {
                // "proteinuria *not due to diabetes*"
                self.take(&rest[..1]);
                let cause = self.coordination(&rest[1..]);
                partial.not_due_to.extend(cause);
                return end;
            }
            Cue::UnrelatedTo if has_head && !rest.is_empty() => {
                // "hepatitis *unrelated to alcohol*"
                let cause = self.coordination(rest);
                partial.not_due_to.extend(cause);
                return end;
            }
            Cue::Not | Cue::Without if has_head && let Some(width) = self.denies_itself(chunk, rest) => {
                self.deny_itself(&rest[..width], partial);
                return at + 1 + width;
            }
            // "MRI is not *contraindicated*": there is no contraindication to what stands before it.
            Cue::Not if has_head && rest.first().is_some_and(|c| self.is_contraindicated(c)) => {
                partial.negated = !partial.negated;
            }
            Cue::Not if has_head && !self.is_refused(rest) && self.is_predicate(self.after_adverbs(rest)) => {
                self.take(rest);
                let rest = self.after_adverbs(rest);
                // "hypertension *not controlled*": such a hypertension that is not a controlled one.
                let head = partial.head.clone();
                let mut part = self.atom_about(rest, head.as_ref());
                if (Partial { head: None, ..part.clone() }).is_blank() {
                    // "depression not in *remission*": the state is in no field, and the disease alone is another.
                    return at + 1 + self.not_understood_with(chunk, rest, partial);
                }
                let when = self.says_only_when(rest);
                partial.times.extend(part.times.extract_if(.., |t| !when && t.kind == TimeKind::Window));
                let node = self.node_of(part);
                partial.other_than.push(node);
                return end;
            }
            Cue::Not if has_head && !rest.is_empty() => {
                return at + 1 + self.denied_after(chunk, rest, partial);
            }
            Cue::No if has_head && self.related(Cue::Without, rest, partial) => return end,
            Cue::NegatedAbility | Cue::NotAllowed
                if self.refuses(cue, chunk, rest) && self.refused(chunk, rest, partial) =>
            {
                return end;
            }
            // "hepatitis C *previously* not treated": it is the treatment that was before.
            Cue::Prior if has_head && rest.first().is_some_and(|c| self.is_cue(c, Cue::Not)) => {}
            Cue::HistoryOf | Cue::Prior => partial.status = Some(Status::History),
            // Without a length: "malignant tumours in the past".
            Cue::Past if has_head => partial.status = partial.status.or(Some(Status::History)),
            Cue::Current => partial.status = partial.status.or(Some(Status::Current)),
            Cue::CurrentOrPrior => partial.status = Some(Status::Ever),
            // "*eligible for* transplantation": as a candidate for it.
            Cue::Allowed if !has_head && self.is_eligible_for(chunk, rest) => partial.status = Some(Status::Planned),
            Cue::Planned if self.is_feared(rest) => partial.status = Some(Status::Suspected),
            Cue::Planned => partial.status = Some(Status::Planned),
            // "cardiac disease in which PH is *more likely* …" compares.
            Cue::Suspected if self.is_compared(chunk) => self.atom_unknown(chunk, partial),
            Cue::Suspected => partial.status = Some(Status::Suspected),
            // "women who *may be* pregnant", where that excludes.
            Cue::May if !has_head && !self.demand && self.may_be_so(chunk, rest) => {
                partial.status = Some(Status::Suspected);
            }
            Cue::Exposure | Cue::Undergone if !has_head => {
                partial.exposure = Some(cue);
                partial.verb = true;
            }
            Cue::Change | Cue::Increase | Cue::Decrease if !has_head && self.changes_treatment(rest) => {
                partial.outcome = Some(match cue {
                    Cue::Increase => "dose_increased",
                    Cue::Decrease => "dose_reduced",
                    _ => "changed",
                });
            }
            Cue::Either => partial.either |= at == 0,
            Cue::Known if has_head && self.is_diagnosed_with(chunk, rest) => {
                return if self.related(Cue::DefinedAs, rest, partial) { end } else { at + 1 };
            }
            Cue::Known => partial.known = true,
            Cue::TherapyWord if self.is_treated_condition(chunk, partial) => {
                // "diabetic macular edema *treatment*".
                if let Some(condition) = partial.head.take() {
                    let bytes = condition.bytes.start..chunk.span.end;
                    let node = self.bare_node(&condition, None);
                    partial.having.push(node);
                    partial.therapy = Some(bytes.clone());
                    partial.head = Some(Head::new(None, bytes));
                }
            }
            Cue::TherapyWord if !has_head => partial.therapy = Some(self.with_measure(chunk.span.clone())),
            Cue::BodyFunction if !has_head && self.is_organ(&chunk.span) => {
                partial.organ = Some(chunk.span.clone());
            }
            Cue::ScoreWord if !has_head => partial.score_word = Some(chunk.span.clone()),
            // "below the 3rd percentile *for age*": with whom it is compared.
            Cue::Age if is_rank(partial) => {
                let compared = self.mention(None, &chunk.span);
                partial.settings.push(compared);
            }
            Cue::Age | Cue::Old => partial.age = true,
            Cue::SexAny => partial.sex = Some(("any", chunk.span.clone())),
            Cue::Male => partial.sex = partial.sex.take().or(Some(("male", chunk.span.clone()))),
            Cue::Female => partial.sex = partial.sex.take().or(Some(("female", chunk.span.clone()))),
            Cue::Other => partial.other = true,
            Cue::Stable | Cue::StableDose => self.atom_stable(chunk, rest, partial),
            Cue::Dose if partial.stable.is_some() || !has_head => {
                partial.stable = partial.stable.take().map(|_| chunk.span.clone());
            }
            Cue::Equivalent => self.equivalent(chunk, partial),
            Cue::Including if at == 0 => partial.included = true,
            Cue::OpenList if at == 0 => partial.of_open_list = true,
            Cue::Be if !has_head && self.names_signs(chunk) => partial.signs = Some(chunk.span.clone()),
            Cue::Need
            | Cue::AttributableTo
            | Cue::After
            | Cue::Without
            | Cue::With
            | Cue::AccordingTo
            | Cue::DefinedAs
            | Cue::Exposure
            | Cue::Undergone
            | Cue::To
            | Cue::For
                if self.related(cue, rest, partial) =>
            {
                return end;
            }
            Cue::In
                if self.is_given_meanwhile(chunk, rest, partial) && self.related(Cue::Exposure, rest, partial)
                    || self.is_shown_on(chunk, rest) && self.related(Cue::AccordingTo, rest, partial) =>
            {
                return end;
            }
            Cue::For | Cue::In
                if self.names_those(rest) && (has_head || partial.value.is_some())
                    || partial.value.is_some() && self.names_aged(rest) =>
            {
                partial.those = self.coordination(rest);
                return end;
            }
            Cue::Need if at == 0 && !has_head => partial.needs = true,
            Cue::Must if at == 0 && self.is_what_was_needed(chunk, rest) => partial.needs = true,
            // "*off* steroids for 4 weeks": none for so long.
            Cue::Without if !has_head => self.without(chunk, partial),
            Cue::Outside if rest.iter().any(|c| self.sort(c) == Sort::Quantity) || gives_range(rest.last()) => {
                partial.outside = true;
            }
            Cue::GeBefore | Cue::LeBefore => {
                let comparator = if cue == Cue::GeBefore { Comparator::Ge } else { Comparator::Le };
                let said = partial.value.as_mut().filter(|q| q.form == QuantityForm::Bare && rest.is_empty());
                match said.and_then(|q| q.bounds.eq.map(|n| (q, n))) {
                    // "weight of 40 kg minimum"
                    Some((quantity, n)) => {
                        (quantity.bounds, quantity.form) = (bound(comparator, n), QuantityForm::Limit)
                    }
                    None => partial.waiting = Some(comparator),
                }
            }
            // "a distance *that is* ≥ 150 m"
            Cue::Including if rest.first().is_some_and(is_limited) && self.words(&chunk.span).starts_with("that") => {}
            Cue::OpenList if !has_head && partial.therapy.is_some() => {
                // "*local therapy* within 4 weeks, including but not limited to surgery"
                self.settle_head(partial);
                partial.head = partial.head.take().or(partial.therapy.clone().map(|bytes| Head::new(None, bytes)));
                let examples = self.mentions(rest, None);
                self.take_whole(rest);
                partial.open = true;
                partial.examples.extend(examples);
                return end;
            }
            Cue::SuchAs | Cue::Including | Cue::OpenList if !has_head && self.lists_of_unknown(rest, partial) => {
                // "*structural lesions* such as polyps": what is in no table has its examples as well.
                let last = self.last_phrase(&partial.unknown);
                partial.head = Some(self.unknown_head(last, partial));
                return self.atom_cue(cue, chunk, rest, at, end, partial);
            }
            Cue::Including if !has_head && self.counts_given(rest, partial) => {
                // "≥ 2 prior lines *including lenalidomide*": what is counted is the lines, of which one is of it.
                let object = self.atom(rest);
                partial.relation = Some(Related::new(Relation::Having, object));
                return end;
            }
            Cue::SuchAs | Cue::Including | Cue::OpenList if has_head => {
                // A time after the names is said of what they are examples of.
                let timed = |c: &Chunk| self.sort(c) == Sort::Time || self.dates_the_list(c, rest);
                let named = rest.iter().position(timed).unwrap_or(rest.len());
                let (open, first) = self.opened(cue, &rest[..named]);
                self.take(&rest[..first]);
                self.examples(if open { Cue::OpenList } else { cue }, &rest[first..named], partial);
                partial.lists = cue == Cue::SuchAs || !self.demand;
                return at + 1 + named;
            }
            Cue::WithOrWithout => {
                let beside = if has_head { self.limit_beside_allowed(rest) } else { rest.len() };
                let (rest, end) = (&rest[..beside], at + 1 + beside);
                let mut part = self.atom(rest);
                if has_head {
                    // "migraine with or without aura *for at least 12 months*", "stroke with or without deficit *within 3 months*":
                    // what may be or not has no time.
                    let lasts = |t: &mut crate::rule::Time| matches!(t.kind, TimeKind::Duration | TimeKind::Window);
                    partial.times.extend(part.times.extract_if(.., lasts));
                }
                // "class III, with or without class V (ISN/RPS 2003)": one classification gives both.
                partial.methods.extend(part.methods.extract_if(.., |m| is_classification(m)));
                if part.is_headless() && part.outcome.is_some() {
                    part.head = part.therapy.clone().map(|bytes| Head::new(None, bytes));
                }
                if !part.is_headless() || part.value.is_some() {
                    let node = self.node_of(part);
                    partial.permits.push(node);
                }
                return end;
            }
            Cue::Decrease if !is_drop(self.words(&chunk.span), rest, partial) => self.atom_unknown(chunk, partial),
            Cue::Increase | Cue::Decrease | Cue::Change => self.change(cue, chunk, partial),
            Cue::MeanOf => partial.mean = Some(chunk.span.clone()),
            Cue::Daily | Cue::Weekly | Cue::Monthly | Cue::Yearly => self.count_per(cue, chunk, partial),
            Cue::ClassWord if partial.grade.is_none() && !has_head => {
                partial.grade = Some(Head::new(None, chunk.span.clone()));
            }
            _ => {}
        }
        at + 1
    }

    /// "*adequate* treatment": a word directly before that says how much of it is meant is part of its name.
    fn with_measure(&self, bytes: Bytes) -> Bytes {
        let before = self.just_before(bytes.start).trim_end();
        let word = before.rsplit(' ').next().unwrap_or("");
        let measures = ["adequate", "appropriate", "sufficient"].iter().any(|m| word.eq_ignore_ascii_case(m));
        let at = self.lexed.text[..bytes.start].trim_end().len();
        if measures { at - word.len()..bytes.end } else { bytes }
    }

    /// "*function score*": near misses are "*liver function* score", and "function *tests*".
    fn is_score_of_function(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let word = |c: &Chunk, words: &[&str]| words.contains(&&*self.words(&c.span).to_ascii_lowercase());
        word(chunk, &["function", "functional"]) && rest.first().is_some_and(|c| word(c, &["score", "scores"]))
    }

    /// "prednisone equivalent", "(or equivalent drug)": the dose is counted in that drug. Near misses: "BCVA 20/40 (Snellen
    /// equivalent)", "smoker of 10 cigarettes or equivalent", which are counted in no drug.
    pub(super) fn equivalent(&mut self, chunk: &Chunk, partial: &mut Partial) {
        let given = |head: &&Head| !head.entry.is_some_and(is_counted);
        if partial.equivalent.is_none() {
            partial.equivalent = partial.head.as_ref().filter(given).cloned();
        }
        self.used[chunk.lexemes.clone()].fill(true);
    }
}

/// Whether a limit says where somebody stands among others.
fn is_rank(partial: &Partial) -> bool {
    let code = partial.value.as_ref().and_then(|q| q.unit.as_ref()?.code.as_deref());
    matches!(code, Some("{percentile}" | "{SD}"))
}

/// "outside the normal range *(0.4-4.0)*": whether brackets give the two ends of a range and nothing else.
fn gives_range(last: Option<&Chunk>) -> bool {
    let Some(Chunk { kind: ChunkKind::Group(inner), .. }) = last else { return false };
    let [Chunk { kind: ChunkKind::Quantity(range), .. }] = inner.as_slice() else { return false };
    range.bounds.low().is_some() && range.bounds.high().is_some() && range.bounds.eq.is_none()
}
