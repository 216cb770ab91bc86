//! What stands in brackets: an abbreviation, examples, an exception, an allowance, a method, a wider limit for some,
//! or more about the same event.

mod adults;
mod again;
mod alternative;
mod beside_normal;
mod counted;
mod dose_last;
mod exact;
mod gloss;
mod kinds;
mod legend;
mod lifted;
mod limit;
mod measure;
mod misspelt;
mod no_demand;
mod numbers;
mod opened;
mod other_side;
mod other_unit;
mod other_window;
mod remark;
mod side;
mod varieties;
mod version;
mod ways;

use self::again::includes_end;
pub use self::gloss::is_state_of_a_value;
pub use self::lifted::is_other_side;
use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm, TimePhrase};
use crate::lex::{Cue, Kind};
use crate::lower::atom::is_extent_of_score;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::{Direction, Status, TimeKind};

impl Context<'_, '_> {
    /// Reads a parenthesis that stands after (or before) an item's head.
    pub fn group(&mut self, inner: &[Chunk], partial: &mut Partial) {
        if self.is_week_of_visit(inner) {
            return self.take_as_said(inner, "the time of a visit");
        }
        let inner = self.trimmed(inner);
        let Some(first) = inner.first() else { return };
        if self.occasions_in_brackets(inner, partial) || self.legend(inner, partial) {
            return;
        }
        if let Some(what) = self.told_in_brackets(inner, partial) {
            return self.pass_over(inner, what);
        }
        if self.shown_by_test(inner, partial) {
            return;
        }
        if self.corrected_for(inner, 0, partial) == Some(inner.len()) {
            return;
        }
        let special = self.counted_list(inner, partial) || self.version_in_brackets(inner, partial);
        let special = special || self.some_of_kinds(inner, partial) || self.ways_alone(inner, partial);
        if special || self.alternative_in_brackets(inner, partial) || self.ways_in_brackets(inner, partial) {
            return;
        }
        if self.varieties_in_brackets(inner, partial) {
            return;
        }
        if self.ages_of_adults(inner, partial) || self.aged_for_score(inner, partial) {
            return;
        }
        if let [Chunk { kind: ChunkKind::Quantity(range), .. }] = inner
            && partial.value.is_none()
            && partial.finding.as_ref().is_some_and(|(_, said)| self.is_outside(said))
            && range.bounds.low().is_some()
            && range.bounds.high().is_some()
        {
            // "TSH *outside the normal range (0.4-4.0 mIU/L)*": what is meant lies beyond the ends.
            (partial.finding, partial.outside) = (None, true);
        }
        if self.is_either_side_said(inner, partial) {
            return self.take(inner);
        }
        if let Some(at) = self.limited_by_brackets(partial) {
            // "*TPED > 135°* (Tubiana stage 4)": the limit is of the word before it, whatever the brackets name.
            let before = at.checked_sub(1);
            let whole = before.filter(|n| self.is_measured_at(&partial.unknown[*n], &partial.unknown[at]));
            let head = self.unknown_head(whole.unwrap_or(at), partial);
            partial.head = Some(head);
        }
        if let Some(exceeded) = self.exceeded_limit(inner, partial) {
            return self.group(&exceeded, partial);
        }
        if self.other_end(inner, partial) {
            return;
        }
        if includes_end(self, inner, partial) {
            let span = self.span(&bytes_of(inner));
            self.placed.push(span);
            return self.take(inner);
        }
        if let [note, colon, rest @ ..] = inner
            && self.words(&note.span).eq_ignore_ascii_case("note")
            && self.sort(colon) == Sort::Colon
            && !rest.is_empty()
        {
            // "(*note:* inhaled corticosteroids are allowed)"
            let span = self.span(&note.span);
            self.placed.push(span);
            self.take(&inner[..2]);
            return self.group(rest, partial);
        }
        if self.other_indication(inner, partial)
            || inner.iter().any(|c| self.sort(c) == Sort::Semicolon) && self.limits_of_sexes(inner, partial)
        {
            return;
        }
        if self.gestation_in_brackets(inner, partial) {
            return self.take(inner);
        }
        if let [only] = inner
            && let ChunkKind::Quantity(quantity) = &only.kind
            && is_extent_of_score(quantity, partial)
        {
            return self.take(inner);
        }
        if let Some(sex) = self.sex_letter(inner).filter(|_| partial.value.is_some() && partial.sex.is_none()) {
            partial.sex = Some((sex, first.span.clone()));
            return self.take(inner);
        }
        if self.opened_by(first, inner, partial) {
            return;
        }
        if self.fraction_of_letters(inner, partial)
            || self.names_misspelt(inner, partial)
            || self.dose_at_end(inner, partial)
        {
            return;
        }
        if self.abbreviates(inner, partial) {
            let span = self.span(&first.span);
            self.placed.push(span);
            return self.take(inner);
        }
        if self.is_extent_of_count(inner, partial) {
            // "≥ 6 swollen joints *(of 66)*": out of how many.
            return self.take_as_said(inner, "how many there are in all");
        }
        if self.is_condition_of_test(inner) {
            return self.take_as_said(inner, "at what it is tested");
        }
        if self.names_visit(inner) {
            // "the baseline visit (Visit 2)": the number of a visit says nothing of the patient.
            return self.take_visit(inner);
        }
        if self.names_days(inner) {
            self.take_whole(inner);
            let days = self.mention(None, &bytes_of(inner));
            return partial.settings.push(days);
        }
        if self.defines_unit(inner, partial) {
            return self.take_as_said(inner, "the size of a unit");
        }
        if self.averaged_from(inner, partial) {
            return;
        }
        if self.is_formula(inner) {
            return self.formula(inner);
        }
        if self.is_citation(inner) || self.is_publication(inner) {
            return self.take_citation(inner);
        }
        if self.for_cohort(inner, partial) || self.criteria_in_brackets(inner, partial) {
            return;
        }
        if self.names_again(inner, partial) {
            let span = self.span(&bytes_of(inner));
            self.placed.push(span);
            return self.take_whole(inner);
        }
        if self.shows_class(inner, partial) {
            partial.having.extend(self.coordination(inner));
            return;
        }
        if self.is_cross_reference(inner) {
            self.take_whole(inner);
            let bytes = bytes_of(inner);
            if self.words(&bytes).contains(char::is_numeric) {
                // What it refers to is not read: its number is named.
                self.in_no_rule(&bytes);
            }
            return;
        }
        if self.length_of_measured(inner, partial) {
            return self.take(inner);
        }
        if self.age_of_event(inner, partial) || self.exact_age(inner, partial) {
            return;
        }
        if let [or, limit, ..] = inner
            && self.is_cue(or, Cue::Or)
            && self.sort(limit) == Sort::Quantity
            && self.is_for_one_sex(inner)
        {
            // "> 200 *(or > 100 for males)*"
            self.take(&inner[..1]);
            return self.group(&inner[1..], partial);
        }
        if let Some(again) = self.multiple_again(inner, partial).or_else(|| self.limit_again(inner, partial)) {
            return self.group(&again, partial);
        }
        if self.other_limit(inner, partial) || self.longer_for_some(inner, partial) {
            return;
        }
        if self.is_scored(partial) && self.parts_of_score(inner, partial) {
            return;
        }
        if self.glosses_class(inner, partial) {
            return self.take(inner);
        }
        self.explains_severity(inner, partial);
        if let Some(node) = self.narrative_remark(inner, partial) {
            return partial.having.push(node);
        }
        let parts = self.remarks(inner);
        if parts.len() > 1 && (self.either_limit_parted(&parts, partial) || self.either_kind_parted(&parts, partial)) {
            return;
        }
        if parts.len() > 1 {
            return self.several(&parts, partial);
        }
        if self.limit_beside_normal(inner, partial) {
            return;
        }
        if let Some((limit, condition)) = self.allowed_limit(inner, partial) {
            self.take(&inner[limit.len()..inner.len() - condition.len()]);
            return self.limit_for_some(limit, condition, partial);
        }
        if self.find(inner, &[Cue::NotConsidered]).is_some() {
            return self.not_considered(inner);
        }
        if self.find(inner, &[Cue::Allowed]).is_some() || self.find(inner, &[Cue::NotAllowed]).is_some() {
            return self.allowance(inner, partial);
        }
        if partial.head.is_some() && self.may_have(inner) {
            partial.permits.extend(self.clause(inner));
            return;
        }
        if partial.head.is_some() && self.may_receive(inner) {
            partial.permits.extend(self.allowed_with_aim(inner));
            return;
        }
        if self.find(inner, &[Cue::Equivalent]).is_some() {
            return self.equivalence(inner, partial);
        }
        if let Some(at) = self.find(inner, &[Cue::If, Cue::Unless])
            && at > 0
        {
            let others = self.is_cue(&inner[at], Cue::Unless);
            self.limit_for_some(&inner[..at], &inner[at + 1..], partial);
            if others && let Some((_, when)) = partial.alternatives.last_mut() {
                // "(> 8 % *unless on insulin*)": for those who are not.
                *when = self.not(when.clone(), &bytes_of(&inner[at..]));
            }
            return;
        }
        if let Some((limit, condition)) = self.wider_limit(inner, partial) {
            if condition[0].lexemes.start < limit[0].lexemes.start {
                self.take(&inner[condition.len()..]);
            }
            return self.limit_for_some(limit, condition, partial);
        }
        if !self.is_apposition(inner, partial) {
            self.remark(inner, partial);
        }
    }

    /// "prior MI *(< 6 months)*", "recent surgery *(< 4 weeks)*", "stroke *(< 90 days)*": so long ago at most. Near misses: "stable angina
    /// *(≥ 3 months)*", "symptoms *(< 12 hours)*" last so long.
    fn age_of_event(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [Chunk { kind: ChunkKind::Time(phrase), .. }] = inner else { return false };
        let below = phrase.bounds.low().is_none() && (phrase.bounds.le.or(phrase.bounds.lt)).is_some();
        let bare = phrase.is_bare_length();
        let past = matches!(partial.status, Some(Status::History | Status::Ever))
            || partial.entry().is_some_and(|e| e.kind() == Kind::Procedure) && partial.status.is_none();
        let phrase = if below && bare && past {
            TimePhrase { kind: TimeKind::Window, direction: Some(Direction::Before), ..(**phrase).clone() }
        } else if let Some(phrase) = self.as_time_ago(phrase, partial) {
            phrase
        } else {
            return false;
        };
        self.take(inner);
        let time = self.time(&phrase);
        partial.times.push(time);
        true
    }

    /// "outside the normal range", "out of range".
    fn is_outside(&self, said: &Bytes) -> bool {
        self.words(said).to_ascii_lowercase().starts_with("out")
    }

    /// The word in no table that stands directly before the limit of an item that names nothing else.
    fn limited_by_brackets(&self, partial: &Partial) -> Option<usize> {
        let limit = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit && !q.age && !partial.age)?;
        let last = partial.unknown.iter().rposition(|b| b.end <= limit.value.start)?;
        let between = self.lexed.text.get(partial.unknown[last].end..limit.value.start)?;
        let signs = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '=' | '≥' | '≤' | ':');
        let headless = partial.head.is_none() && partial.grade.is_none() && partial.score_word.is_none();
        (headless && between.chars().all(signs)).then_some(last)
    }

    /// The chunks without separators at either end.
    pub fn trimmed<'c>(&mut self, chunks: &'c [Chunk]) -> &'c [Chunk] {
        let idle = |me: &Self, c: &Chunk| {
            matches!(me.sort(c), Sort::Comma | Sort::Semicolon | Sort::Stop | Sort::Colon | Sort::Sign | Sort::Dash)
        };
        let mut chunks = chunks;
        while let Some(first) = chunks.first().filter(|c| idle(self, c) && self.items_at(chunks, 0).is_none()) {
            self.take(std::slice::from_ref(first));
            chunks = &chunks[1..];
        }
        while let Some(last) = chunks.last().filter(|c| idle(self, c)) {
            self.take(std::slice::from_ref(last));
            chunks = &chunks[..chunks.len() - 1];
        }
        chunks
    }
}
