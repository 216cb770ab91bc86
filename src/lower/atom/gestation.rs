//! Weeks of a pregnancy that say when something was: "HbA1c > 6.5 % *prior to 20 weeks gestation*".
//!
//! Near miss: "32 weeks of gestation" alone is what is measured.

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm, Unit, bound, is_dated, length};
use crate::lex::{Comparator, Cue, Entry, Kind, Lexeme};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Node, TimeKind};
use crate::words;
use rust_decimal::Decimal;

/// The id of how far a pregnancy is.
const GESTATIONAL_AGE: &str = "gestational_age";

/// The weeks that no pregnancy lasts.
const LATEST: Decimal = Decimal::from_parts(43, 0, 0, false, 0);

/// The fewest weeks after which a child that is born can live.
const FEWEST_AT_BIRTH: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// The number of weeks that a chunk is.
fn weeks_of(chunk: &Chunk) -> Option<Quantity> {
    let quantity = match &chunk.kind {
        ChunkKind::Quantity(quantity) => (**quantity).clone(),
        ChunkKind::Time(time) if time.anchor.is_none() && time.direction.is_none() && time.longest_of.is_empty() => {
            length(time)
        }
        _ => return None,
    };
    let weeks = quantity.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("wk"));
    (weeks && !quantity.age).then_some(quantity)
}

/// Whether a limit, in weeks or in days, is so many weeks or more at either end.
fn is_from(limit: &Quantity, fewest: Decimal) -> bool {
    let days = limit.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("d"));
    let fewest = if days { fewest * Decimal::from(7) } else { fewest };
    [limit.bounds.low(), limit.bounds.high()].into_iter().flatten().all(|(n, _)| n.0 >= fewest)
}

impl Context<'_, '_> {
    /// Reads "before 20 weeks of gestation" at `at` as how far the pregnancy was at the same event; gives where to go on.
    pub(super) fn before_week(
        &mut self,
        cue: Cue,
        chunks: &[Chunk],
        at: usize,
        partial: &mut Partial,
    ) -> Option<usize> {
        let comparator = match cue {
            Cue::Before | Cue::Prior | Cue::Until => Comparator::Lt,
            Cue::After => Comparator::Gt,
            _ => return None,
        };
        if partial.is_headless() && partial.unknown.is_empty() {
            return None;
        }
        // "before *the* 20th week of gestation"
        let start = at;
        let at = at + usize::from(self.is_cue(chunks.get(at + 1)?, Cue::The));
        let ChunkKind::Quantity(weeks) = &chunks.get(at + 1)?.kind else { return None };
        let number = weeks.bounds.eq.filter(|_| weeks.form == QuantityForm::Bare)?;
        let of = usize::from(chunks.get(at + 2).is_some_and(|c| self.is_cue(c, Cue::Of)));
        let said = chunks.get(at + 2 + of).filter(|c| self.names_gestation(c));
        let whole = match weeks.unit.as_ref().and_then(|u| u.code.as_deref()) {
            Some("wk") => Some(number.0),
            // "induction prior to *40 weeks 5 days*"
            Some("d") if self.words(&chunks[at + 1].span).to_ascii_lowercase().contains("week") => {
                Some(number.0 / Decimal::from(7))
            }
            _ => None,
        };
        let lost = whole.is_some_and(|weeks| {
            weeks < LATEST && (self.ends_pregnancy(&chunks[start]) || self.is_of_pregnancy(&chunks[start].span, weeks))
        });
        let entry = Entry::find(Kind::Analyte, GESTATIONAL_AGE)?;
        let (named, end) = match said {
            Some(named) => (named, at + 3 + of),
            // "delivery prior to 12 weeks *of treatment*" counts something else.
            None if lost && of == 0 => (&chunks[at + 1], at + 2),
            None => return None,
        };
        self.take(&chunks[start..end]);
        let limit = Quantity { bounds: bound(comparator, number), form: QuantityForm::Limit, ..(**weeks).clone() };
        let head = Some(Head::new(Some(entry), self.gestation_name(named)));
        let bytes = bytes_of(&chunks[start..end]);
        let node = self.node_of(Partial { head, value: Some(limit.into()), bytes, ..Partial::default() });
        partial.having.push(node);
        Some(end)
    }

    /// Reads "between 18 and 24 weeks of gestation" at `at` as how far the pregnancy was when what has been named was found;
    /// gives where to go on. Near miss: "singleton pregnancy *between 18 and 24 weeks*" is how far it is.
    pub(super) fn at_weeks(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let early = self.born_at(chunks, at, partial).or_else(|| self.beside_pregnancy(chunks, at, partial));
        let early = early.or_else(|| self.weeks_pregnant(chunks, at, partial));
        let early = early.or_else(|| self.after_week(chunks, at, partial));
        let early = early.or_else(|| self.weeks_alone(chunks, at, partial));
        if let Some(end) = early.or_else(|| self.gestational_weeks(chunks, at, partial)) {
            return Some(end);
        }
        let weeks = weeks_of(&chunks[at])?;
        let of = usize::from(chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::Of)));
        let named = chunks.get(at + 1 + of).filter(|c| self.names_gestation(c));
        let head = partial.entry()?;
        // "GDM *diagnosed at 24 to 28 weeks of gestation*"
        let led = at.checked_sub(1).is_some_and(|before| self.is_cue(&chunks[before], Cue::At));
        let dated = head.kind() == Kind::Condition && named.is_some() && led;
        let found = partial.value.is_some() || head.kind() == Kind::Procedure || dated;
        // "cervical length ≤ 25 mm *between 16 and 24 weeks*"
        let always = words::OF_PREGNANT.contains(&head.id());
        let said = named.is_some() || always;
        if !found || head.id() == GESTATIONAL_AGE || !said || weeks.form == QuantityForm::Bare {
            return None;
        }
        let end = if named.is_some() { at + 2 + of } else { at + 1 };
        let name = named.map_or(chunks[at].span.clone(), |c| self.gestation_name(c));
        self.take(&chunks[at..end]);
        let node = self.gestation(weeks, &name, &bytes_of(&chunks[at..end]));
        partial.having.push(node);
        Some(end)
    }

    /// "miscarriage *after 12 weeks*", "PPROM *after 32 weeks*": how far the pregnancy was at what happens in one. Near misses:
    /// "delivery *after 12 weeks of* treatment", "surgery after 12 weeks".
    fn after_week(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let chunk = &chunks[at];
        let weeks = weeks_of(chunk).filter(|q| q.form == QuantityForm::Bare)?;
        let number = weeks.bounds.eq.filter(|n| n.0 < LATEST)?;
        let first = self.words(&chunk.span).split(' ').next().unwrap_or("").to_ascii_lowercase();
        let after = matches!(chunk.kind, ChunkKind::Time(_)) && first == "after";
        let goes_on = chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::Of));
        let pregnant = self.ends_pregnancy(chunk) || self.is_of_pregnancy(&chunk.span, number.0);
        if !after || goes_on || !pregnant || partial.is_headless() && partial.unknown.is_empty() {
            return None;
        }
        self.take(&chunks[at..=at]);
        let limit = Quantity { bounds: bound(Comparator::Gt, number), form: QuantityForm::Limit, ..weeks };
        let node = self.gestation(limit, &chunk.span, &chunk.span);
        partial.having.push(node);
        Some(at + 1)
    }

    /// "*12-16 weeks* pregnant": how far the pregnancy is that is named next. Near miss: "12-16 weeks *of* pregnancy".
    fn weeks_pregnant(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let weeks = weeks_of(&chunks[at])?;
        let pregnant = chunks.get(at + 1).is_some_and(|c| self.words(&c.span).eq_ignore_ascii_case("pregnant"));
        let latest = weeks.bounds.high().or(weeks.bounds.low()).is_some_and(|(n, _)| n.0 > LATEST);
        if !pregnant || latest || partial.head.is_some() || partial.value.is_some() {
            return None;
        }
        self.take(&chunks[at..=at]);
        let node = self.gestation(weeks, &chunks[at + 1].span, &bytes_of(&chunks[at..at + 2]));
        partial.having.push(node);
        Some(at + 1)
    }

    /// "women at *16-24 weeks of gestation*", "recruitment at *16 to 24 weeks of pregnancy*", "in the *34th week of gestation*": how far a
    /// pregnancy is that nothing else names.
    fn weeks_alone(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let weeks = weeks_of(&chunks[at]).or_else(|| self.weeks_and_days_of(&chunks[at]))?;
        let of = usize::from(chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::Of)));
        let named = chunks.get(at + 1 + of).filter(|c| self.names_gestation(c))?;
        let taken = partial.head.is_some() || partial.value.is_some() || partial.age;
        if taken || weeks.bounds.high().is_some_and(|(n, _)| n.0 > LATEST) {
            return None;
        }
        self.take(&chunks[at..at + 2 + of]);
        let name = self.gestation_name(named);
        partial.head = Some(Head::new(Entry::find(Kind::Analyte, GESTATIONAL_AGE), name));
        partial.value = Some(weeks.into());
        Some(at + 2 + of)
    }

    /// "*born at < 28 weeks*", "infants *born between 24 and 28 weeks of gestation*": how far the pregnancy was at birth. Near
    /// miss: "born *within 2 weeks*" says when.
    fn born_at(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let born = self.words(&chunks[at].span).to_ascii_lowercase();
        if !matches!(born.as_str(), "born" | "delivered") || partial.head.is_some() {
            return None;
        }
        let said = usize::from(chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::At)));
        let chunk = chunks.get(at + 1 + said)?;
        let windowed = matches!(&chunk.kind, ChunkKind::Time(t) if t.kind == TimeKind::Window && self.words(&t.value).to_ascii_lowercase().starts_with("within"));
        let weeks = weeks_of(chunk).or_else(|| self.weeks_and_days_of(chunk));
        let weeks = weeks.filter(|q| q.form == QuantityForm::Limit && !windowed)?;
        if !is_from(&weeks, FEWEST_AT_BIRTH) {
            return None;
        }
        let mut end = at + 2 + said;
        let of = usize::from(chunks.get(end).is_some_and(|c| self.is_cue(c, Cue::Of)));
        let mut name = chunks[at].span.clone();
        if let Some(named) = chunks.get(end + of).filter(|c| self.names_gestation(c)) {
            name = self.gestation_name(named);
            end += of + 1;
        }
        self.take(&chunks[at..end]);
        partial.head = Some(Head::new(Entry::find(Kind::Analyte, GESTATIONAL_AGE), name));
        partial.value = Some(weeks.into());
        Some(end)
    }

    /// "preterm infants *(< 37 weeks)*", "term newborn *(≥ 37 weeks)*": how far the pregnancy was at birth.
    pub fn gestation_in_brackets(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [only] = inner else { return false };
        let Some(weeks) = weeks_of(only).filter(|q| q.form == QuantityForm::Limit) else { return false };
        let far = is_from(&weeks, FEWEST_AT_BIRTH);
        let before = self.just_before(only.span.start).to_ascii_lowercase();
        let word = before.trim_end_matches(['(', ' ']).rsplit([' ', '-']).next().unwrap_or("").to_owned();
        if !far || !words::BIRTH_WORDS.contains(&word.as_str()) {
            return false;
        }
        let end = self.lexed.text[..only.span.start].trim_end_matches(['(', ' ']).len();
        let node = self.gestation(weeks, &(end - word.len()..end), &only.span);
        partial.having.push(node);
        true
    }

    /// "28+0 to 31+6 weeks": a limit in days that is written as weeks and days.
    fn weeks_and_days_of(&self, chunk: &Chunk) -> Option<Quantity> {
        let ChunkKind::Quantity(quantity) = &chunk.kind else { return None };
        let days = quantity.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("d"));
        (days && !quantity.age && is_dated(self.words(&quantity.value))).then(|| (**quantity).clone())
    }

    /// "singleton pregnancy *≥ 37 weeks*", "preterm infants *< 34 weeks*", "elective cesarean *at ≥ 39 weeks*": weeks beside what
    /// has to do with a pregnancy are how far it is or was. Near misses: "rupture of membranes *> 18 hours*", "pregnancy *within 12
    /// weeks*", "cesarean *< 6 weeks*", which is so long ago.
    fn beside_pregnancy(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let chunk = &chunks[at];
        let weeks = weeks_of(chunk).filter(|q| q.form == QuantityForm::Limit)?;
        if weeks.bounds.high().is_some_and(|(n, _)| n.0 > LATEST) || !self.is_dated_here(&weeks, chunk, partial) {
            return None;
        }
        let of = usize::from(chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::Of)));
        let named = chunks.get(at + 1 + of).filter(|c| self.names_gestation(c));
        if named.is_some() && of == 0 {
            // "preterm infants < 32 weeks *gestation*" names what is limited.
            return None;
        }
        let end = if named.is_some() { at + 2 + of } else { at + 1 };
        let name = named.map_or(chunk.span.clone(), |c| self.gestation_name(c));
        self.take(&chunks[at..end]);
        let node = self.gestation(weeks, &name, &bytes_of(&chunks[at..end]));
        partial.having.push(node);
        Some(end)
    }

    /// Whether weeks stand beside a pregnancy, or beside what is known by how early it was.
    fn is_dated_here(&self, weeks: &Quantity, chunk: &Chunk, partial: &Partial) -> bool {
        let lower = |bytes: &Bytes| self.words(bytes).to_lowercase();
        let first = lower(&chunk.span);
        if first.split_whitespace().next().is_some_and(|w| words::WORDS_OF_LENGTH.contains(&w)) {
            return false;
        }
        let far = is_from(weeks, FEWEST_AT_BIRTH);
        let Some(head) = &partial.head else {
            // "*term infants* ≥ 37 weeks"
            let before = self.just_before(chunk.span.start).to_ascii_lowercase();
            let mut back = before.split_whitespace().rev();
            let people = back.next().is_some_and(|word| words::BORN_PEOPLE.contains(&word));
            return far && people && back.next().is_some_and(|word| word.ends_with("term"));
        };
        let Some(entry) = head.entry else { return false };
        let between = self.lexed.text.get(head.bytes.end..chunk.span.start).map(str::to_lowercase);
        let beside = between.is_some_and(|words| words.split_whitespace().all(|w| words::WITH_CHILD.contains(&w)));
        beside && self.is_dated_in_weeks(entry, weeks, partial)
    }

    /// Whether weeks beside a concept are those of a pregnancy.
    pub fn is_dated_in_weeks(&self, entry: Entry, weeks: &Quantity, partial: &Partial) -> bool {
        let name = entry.name().to_lowercase();
        let starts = |stems: &[&str]| name.split(' ').any(|word| stems.iter().any(|stem| word.starts_with(stem)));
        let person = matches!(entry.kind(), Kind::Condition | Kind::Observation | Kind::Procedure);
        let dated = starts(words::DATED_STEMS) && !name.starts_with("retinopathy") && is_from(weeks, FEWEST_AT_BIRTH);
        // "*after* abortion ≥ 4 weeks": so long ago.
        let since = partial.head.as_ref().is_some_and(|head| {
            let before = self.just_before(head.bytes.start).to_ascii_lowercase();
            matches!(before.rsplit(' ').next(), Some("after" | "since" | "post"))
        });
        // Under Exclusion "abortion < 12 weeks" may be one so long ago.
        let early = self.demand && !since && partial.status.is_none() && name.ends_with("abortion");
        person && (starts(words::PREGNANCY_STEMS) || dated || early)
    }

    /// "*24 to 28 gestational weeks*": the unit stands within the name.
    fn gestational_weeks(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let ChunkKind::Quantity(quantity) = &chunks[at].kind else { return None };
        let named = chunks.get(at + 1).filter(|c| self.names_gestation(c))?;
        let words = self.words(&named.span).to_ascii_lowercase();
        let unsaid = quantity.form == QuantityForm::Limit && quantity.unit.is_none() && !quantity.age;
        if !unsaid || !words.ends_with(" weeks") || partial.head.is_some() || partial.value.is_some() {
            return None;
        }
        let span = named.span.end - "weeks".len()..named.span.end;
        let unit = Some(Unit { span, code: Some("wk".to_owned()) });
        self.take(&chunks[at..at + 2]);
        partial.head = Some(Head::new(Entry::find(Kind::Analyte, GESTATIONAL_AGE), named.span.clone()));
        partial.value = Some(Quantity { unit, ..(**quantity).clone() }.into());
        Some(at + 2)
    }

    /// How far a pregnancy is.
    pub fn gestation(&mut self, weeks: Quantity, named: &Bytes, bytes: &Bytes) -> Node {
        let head = Some(Head::new(Entry::find(Kind::Analyte, GESTATIONAL_AGE), named.clone()));
        self.node_of(Partial { head, value: Some(weeks.into()), bytes: bytes.clone(), ..Partial::default() })
    }

    /// "pregnancy *losses* before 20 weeks", "delivered after 35 weeks": whether a pregnancy ends with the word before.
    fn ends_pregnancy(&self, chunk: &Chunk) -> bool {
        let before = self.just_before(chunk.span.start).to_ascii_lowercase();
        let pregnant = ["pregnan", "born", "birth", "deliver", "miscarriage"].iter().any(|word| before.contains(word));
        pregnant && before.rsplit(' ').next().is_some_and(|word| words::PREGNANCY_ENDS.contains(&word))
    }

    /// "*induction* prior to 40 weeks", "*labor* before 39 weeks", "*cesarean planned* before 39 weeks": whether what happens only
    /// late in a pregnancy is named just before. Near misses: "surgery before 24 weeks", "*induction chemotherapy* before 24
    /// weeks", "labor before *12* weeks".
    fn is_of_pregnancy(&self, chunk: &Bytes, weeks: Decimal) -> bool {
        let before = self.just_before(chunk.start).to_ascii_lowercase();
        let mut back = before.rsplit([' ', '-']);
        let last = back.next().unwrap_or("");
        let event = if words::PLANNING_VERBS.contains(&last) { back.next().unwrap_or("") } else { last };
        weeks >= FEWEST_AT_BIRTH && words::LATE_IN_PREGNANCY.contains(&event)
    }

    /// The name without the "of" before it: "of *gestation*".
    fn gestation_name(&self, chunk: &Chunk) -> Bytes {
        let of = self.words(&chunk.span).get(..3).is_some_and(|word| word.eq_ignore_ascii_case("of "));
        chunk.span.start + if of { 3 } else { 0 }..chunk.span.end
    }

    /// "gestation", "of gestation"; after weeks "of pregnancy", "of amenorrhea".
    fn names_gestation(&self, chunk: &Chunk) -> bool {
        let back = |n: usize| chunk.lexemes.start.checked_sub(n).and_then(|at| self.lexed.lexemes.get(at));
        let weeks = |l: &Lexeme| l.entry(Kind::Unit).is_some_and(|e| e.id() == "wk");
        match self.sort(chunk) {
            // "24 weeks *of pregnancy*"
            Sort::Concept(entry) if entry.id() == "pregnancy" => {
                back(1).is_some_and(|l| l.cue() == Some(Cue::Of)) && back(2).is_some_and(weeks)
            }
            // "37 weeks *of amenorrhea*"
            Sort::Concept(entry) if entry.id() == "amenorrhea" => {
                let of = usize::from(back(1).is_some_and(|l| l.cue() == Some(Cue::Of)));
                back(1 + of).is_some_and(weeks)
            }
            Sort::Concept(entry) => entry.id() == GESTATIONAL_AGE,
            Sort::Cue(cue) => cue == Cue::Gestation,
            _ => false,
        }
    }
}
