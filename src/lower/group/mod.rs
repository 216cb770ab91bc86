//! What stands in brackets: an abbreviation, examples, an exception, an allowance, a method, a wider limit for some,
//! or more about the same event.

mod again;
mod alternative;
mod counted;
mod dose_last;
mod exact;
mod gloss;
mod kinds;
mod legend;
mod limit;
mod measure;
mod misspelt;
mod no_demand;
mod other_side;
mod other_unit;
mod other_window;
mod remark;
mod side;
mod version;
mod ways;

use rust_decimal::Decimal;

use self::again::includes_end;
pub use self::gloss::is_state_of_a_value;
use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm, TimePhrase};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::{is_extent_of_score, is_measured};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::{Direction, Number, Severity, Status, TimeKind};

/// The ages that "adults (18-65)" can mean.
const YOUNGEST: Decimal = Decimal::from_parts(14, 0, 0, false, 0);
/// See `YOUNGEST`.
const OLDEST: Decimal = Decimal::from_parts(120, 0, 0, false, 0);

impl Context<'_, '_> {
    /// Reads a parenthesis that stands after (or before) an item's head.
    pub fn group(&mut self, inner: &[Chunk], partial: &mut Partial) {
        let inner = self.trimmed(inner);
        let Some(first) = inner.first() else { return };
        if self.legend(inner, partial) {
            return;
        }
        if let Some(what) = self.told_in_brackets(inner, partial) {
            return self.pass_over(inner, what);
        }
        let special = self.counted_list(inner, partial) || self.version_in_brackets(inner, partial);
        let special = special || self.some_of_kinds(inner, partial) || self.ways_alone(inner, partial);
        if special || self.alternative_in_brackets(inner, partial) || self.ways_in_brackets(inner, partial) {
            return;
        }
        if let [only] = inner
            && let ChunkKind::Quantity(quantity) = &only.kind
            && partial.head.is_none()
            && partial.value.is_none()
            && self.follows_adults(only)
            && is_age_of_adults(quantity)
        {
            // "adults (18-65)"
            partial.value = Some(quantity.clone());
            partial.age = true;
            return self.take(inner);
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
            let head = self.unknown_head(at, partial);
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
        let plus_minus = matches!(self.words(&first.span), "±" | "+/-")
            && matches!(inner.get(1).map(|c| &c.kind), Some(ChunkKind::Quantity(_)));
        match self.cue(first).filter(|_| !plus_minus) {
            Some(Cue::Known) if self.found_with(inner, partial) => return,
            Some(Cue::SuchAs) if partial.signs.is_some() && partial.head.is_some() => {
                return self.examples_of_signs(&inner[1..], partial);
            }
            Some(Cue::SuchAs | Cue::OpenList) if let Some(at) = self.allowance_after(inner) => {
                self.group(&inner[..at], partial);
                return self.group(&inner[at + 1..], partial);
            }
            Some(cue @ (Cue::SuchAs | Cue::OpenList)) => return self.examples(cue, &inner[1..], partial),
            Some(Cue::Including) if inner.get(1).is_some_and(|c| self.is_cue(c, Cue::Patient)) => {
                // "(including those targeting JAK1/2/3 and TYK2)": a remark on members, not their names.
                self.take_whole(inner);
                let example = self.mention(None, &bytes_of(&inner[1..]));
                partial.examples.push(example);
                return;
            }
            // "hematologic disease *(including anemia of Hb < 100 g/L)*": a kind of it, whatever is said of that kind.
            Some(Cue::Including) if self.is_list(&inner[1..]) || self.names_kinds(&inner[1..], partial) => {
                return self.examples(Cue::Including, &inner[1..], partial);
            }
            Some(Cue::Unless)
                if partial.head.is_some() && (self.is_predicate(&inner[1..]) || self.says_since_when(&inner[1..])) =>
            {
                self.take(&inner[..1]);
                self.said_of.clone_from(&partial.head);
                partial.unless = self.condition(&inner[1..]);
                self.said_of = None;
                return;
            }
            Some(Cue::If) if partial.those.is_none() && self.says_for_whom(&inner[1..], partial) => {
                self.take(&inner[..1]);
                partial.those = self.condition(&inner[1..]);
                return;
            }
            Some(Cue::Except) if let Some((limit, condition)) = self.excepted_limit(&inner[1..], partial) => {
                self.take(&inner[..1]);
                self.take(&inner[1 + condition.len()..]);
                return self.limit_for_some(limit, condition, partial);
            }
            Some(cue @ (Cue::Except | Cue::Unless))
                if self.is_excuse(&inner[1..], partial) || cue == Cue::Unless && self.lifts(&inner[1..], partial) =>
            {
                self.take(&inner[..1]);
                self.said_of.clone_from(&partial.head);
                partial.unless = self.condition(&inner[1..]);
                self.said_of = None;
                return;
            }
            Some(Cue::Except) => return self.exception(&inner[1..], partial),
            Some(Cue::WithOrWithout) => {
                let mut allowed = self.coordination(&inner[1..]);
                allowed.iter_mut().for_each(|node| Self::times_of_remark(node, partial));
                partial.permits.extend(allowed);
                return;
            }
            _ => {}
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
        if self.names_visit(inner) {
            // "the baseline visit (Visit 2)": the number of a visit says nothing of the patient.
            return self.take_as_said(inner, "the number of a visit");
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

    /// "CrCl > 50 mL/min (if *receiving cisplatin*)": whom alone a limit binds. Near miss: "ALT < 2.5 × ULN (if *liver metastases,
    /// < 5 × ULN*)", which is another limit.
    fn says_for_whom(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let limit = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit);
        let named = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e)));
        let said = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Group);
        let lets = self.find(inner, &[Cue::Allowed, Cue::NotAllowed, Cue::Except, Cue::Unless]).is_some();
        limit && partial.entry().is_some_and(is_measured) && named && !lets && !inner.iter().any(said)
    }

    /// "hepatitis B (unless *HBV DNA undetectable*)": what is named lifts the criterion. Near miss: "ALT > 3 × ULN (unless
    /// *liver metastases, then > 5 × ULN*)", which is another limit.
    fn lifts(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let measured = partial.entry().is_none_or(is_measured);
        let named = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        let limited = inner.iter().any(|c| self.sort(c) == Sort::Quantity);
        partial.head.is_some() && partial.unless.is_none() && named && !(measured && limited)
    }

    /// "(of 66)", "(out of 68)": how many there are, after a limit on how many of them.
    fn is_extent_of_count(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let [of, all] = inner else { return false };
        let ChunkKind::Quantity(all) = &all.kind else { return false };
        let limit = partial.value.as_ref().or(partial.count.as_ref()).map(|q| &q.bounds);
        let least = limit.and_then(|b| b.low().or(b.high()));
        matches!(self.cue(of), Some(Cue::Of | Cue::From))
            && all.unit.is_none()
            && all.form == QuantityForm::Bare
            && least.is_some_and(|(n, _)| all.bounds.eq.is_some_and(|all| all.0 >= n.0))
    }

    /// Takes brackets whose numbers say nothing more of the patient.
    fn take_as_said(&mut self, inner: &[Chunk], what: &str) {
        self.take_whole(inner);
        let bytes = bytes_of(inner);
        let message = format!("\"{}\" is {what} and in no rule", self.words(&bytes));
        self.say("number-not-in-rule", Severity::Note, message, &bytes);
    }

    /// "(Visit 2)", "(Day 1)".
    fn names_visit(&self, inner: &[Chunk]) -> bool {
        if let [only] = inner {
            // "(Day 1)", "(Visit 1)", "(baseline)" after a time: another name of the moment.
            let moment = self.lexed.lexemes[only.lexemes.start].entry(Kind::Anchor);
            let numbered = moment.is_some() && self.words(&only.span).contains(|c: char| c.is_ascii_digit());
            return numbered && only.lexemes.len() == 1;
        }
        let [visit, number] = inner else { return false };
        let named = matches!(self.words(&visit.span).to_ascii_lowercase().as_str(), "visit" | "visits");
        named && matches!(&number.kind, ChunkKind::Quantity(q) if q.unit.is_none() && q.form == QuantityForm::Bare)
    }

    /// "(e.g., …*;* inhaled steroids will be allowed)": where what is allowed begins.
    fn allowance_after(&self, inner: &[Chunk]) -> Option<usize> {
        let at = inner.iter().rposition(|c| self.sort(c) == Sort::Semicolon)?;
        self.find(&inner[at..], &[Cue::Allowed, Cue::NotAllowed]).map(|_| at)
    }

    /// Passes over a formula; what it reckons with is said to be in no rule.
    fn formula(&mut self, inner: &[Chunk]) {
        self.take_whole(inner);
        let mut bytes = bytes_of(inner);
        bytes.end += self.lexed.text[bytes.end..].find([')', ']', '}']).unwrap_or(0);
        let words = self.words(&bytes);
        if words.contains(|c: char| c.is_whitespace() || c == '^') {
            let message = format!("\"{words}\" is a formula and in no rule");
            return self.say("number-not-in-rule", Severity::Note, message, &bytes);
        }
        let span = self.span(&bytes);
        self.placed.push(span);
    }

    /// "(kg/m²)", "(BMI = weight [kg] / height² [m²])": how the value is computed or its unit, and no demand.
    fn is_formula(&self, inner: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(inner)).to_lowercase();
        let unit = words.chars().all(|c| !c.is_whitespace()) && words.starts_with("kg/m");
        let computed = words.contains("weight") && words.contains("height") && !words.contains(['<', '>', '≤', '≥']);
        let written = ["=", "/", "divided", "÷"].iter().any(|sign| words.contains(sign));
        let decided = inner.iter().any(
            |c| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && q.bounds.eq.is_none()),
        );
        unit || computed && written && !decided || is_reckoning(&words)
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

    /// Whether words list kinds of the disease before the brackets, one of them with a limit.
    fn names_kinds(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let disease = |e: Entry| e.kind() == Kind::Condition;
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if disease(e) || is_measured(e));
        let plain = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_) | Sort::Quantity);
        let joins = |c: &Chunk| self.is_separator(c) || matches!(self.cue(c), Some(Cue::Of | Cue::With | Cue::The));
        let whole = partial.entry().is_some_and(disease) && partial.is_unvalued();
        whole && inner.iter().any(named) && inner.iter().all(|c| plain(c) || joins(c))
    }

    /// Whether the word before an opening bracket is one for grown people.
    fn follows_adults(&self, first: &Chunk) -> bool {
        let before = first.lexemes.start.checked_sub(2).and_then(|at| self.lexed.lexemes.get(at));
        before.is_some_and(|l| matches!(l.cue(), Some(Cue::Adult | Cue::Male | Cue::Female | Cue::SexAny)))
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

    fn is_list(&self, chunks: &[Chunk]) -> bool {
        !chunks.iter().any(|c| match &c.kind {
            ChunkKind::Quantity(q) => !matches!(q.form, QuantityForm::Bare | QuantityForm::Pair),
            ChunkKind::Time(_) => true,
            _ => false,
        })
    }
}

/// Whether a limit without a unit is one that ages of grown people have.
fn is_age_of_adults(quantity: &Quantity) -> bool {
    let bounds = &quantity.bounds;
    let ends = [bounds.ge, bounds.gt, bounds.le, bounds.lt];
    let age = |n: Number| n.0.is_integer() && n.0 >= YOUNGEST && n.0 <= OLDEST;
    quantity.form == QuantityForm::Limit && quantity.unit.is_none() && ends.into_iter().flatten().all(age)
}

/// "adjustment *= (a - b) / c × 100 %*": words on either side of "=", with a sign between those after it. Near miss: "ANC = 1.0 × 10⁹/L".
fn is_reckoning(words: &str) -> bool {
    let Some((name, rest)) = words.split_once('=') else { return false };
    let named = name.len() > 1 && name.starts_with(char::is_alphabetic) && !name.contains(|c: char| c.is_ascii_digit());
    let rest = rest.replace("× 10", "").replace("x 10", "").replace("×10", "").replace("x10", "");
    let signs = [" × ", " ÷ ", " / ", " - ", " – ", " − ", " + ", " * ", "] × ", ") × "];
    let parts = |rest: &str| rest.contains('(') || rest.split_whitespace().filter(|w| w.len() > 3).count() > 1;
    named && !words.contains(['<', '>', '≤', '≥']) && signs.iter().any(|sign| rest.contains(sign)) && parts(&rest)
}
