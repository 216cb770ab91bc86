//! Whether a length of time is an age.
//!
//! - "18 years old", "≥ 18 years of age", "aged 18", "older than 18 years", "37 weeks of gestation";
//! - "Patients ≥ 18 years": years that are the first thing said of people; a range of years with nothing before it;
//! - "infants 6-12 months": any length directly after a word for children.
//!
//! Near misses: "for 18 years", "within 2 years", "disease for > 5 years", "illness duration 2-10 years".

use crate::lex::{Comparator, Cue, Entry, Kind, Lex, Lexeme};
use crate::words;
use rust_decimal::Decimal;

use super::comparator::{self, Compare};
use super::cursor::{Cursor, skip_cues};
use super::lead::Lead;
use super::quantity::ReadQuantity;
use super::side::{Side, side};
use super::two_ages::{is_other_end_at_event, part_people_by_age};

/// The fewest weeks after which a child that is born can live.
const FEWEST_AT_BIRTH: u32 = 20;

/// The most lexemes before an age that say that it is of people: "all patients must be".
const LONGEST_PEOPLE: usize = 4;

/// Passes over "old" and "of age" after years, joined to them or not: "18 years-old".
pub fn past_old(input: Cursor<'_>) -> Cursor<'_> {
    let joined = input.peek(0).is_some_and(|l| l.lex == Lex::Dash && !l.spaced) && input.has_cue(1, &[Cue::Old]);
    skip_cues(input.skip(usize::from(joined)), &[Cue::Old, Cue::Age], 2)
}

/// "EEG *older than 5 years*", "imaging results older than 2 years": how long ago something was examined. Near misses: "patients with an
/// MRI *older than 18 years*"; "children older than 5 years".
fn is_of_examination(from: Cursor<'_>, read: &ReadQuantity) -> bool {
    let older = matches!(from.normal(0), "older" | "elder");
    let examined = |l: &Lexeme| {
        let method = l.entry(Kind::Procedure).is_some_and(|e| Entry::find(Kind::Method, e.id()).is_some());
        method || words::EXAMINATION_RESULTS.contains(&from.lexed.normal(l))
    };
    older && !is_grown(read) && from.back(0).is_some_and(examined)
}

/// Whether a length is somebody's age: "old" after it, "aged" before it, or the first thing said of patients.
pub fn is_age(from: Cursor<'_>, to: Cursor<'_>, lead: &Lead, read: &ReadQuantity) -> bool {
    let to = past_same_length(to);
    if is_of_examination(from, read) {
        return false;
    }
    let lacks = to.has_cue(0, &[Cue::Without]) && is_called_age(from);
    if to.has_cue(0, &[Cue::HistoryOf, Cue::SpanWord, Cue::Without]) && !lacks && !is_of_adults(from, lead, read)
        || to.normal(0) == "duration"
        || lead.is_empty() && (is_called_duration(from) || words::LASTING_NOUNS.contains(&to.normal(0)))
    {
        // "a 2-year history of asthma", "diabetes of 1-10 years duration", "2 years without menses", "6 years schooling".
        return false;
    }
    if lead.is_empty() && (is_after_sexes(from) || is_grown_upwards(from, to, read)) {
        return true;
    }
    if lead.is_empty() && is_of_children(from, to, read) || is_of_adults(from, lead, read) && is_followed_by_more(to) {
        return true;
    }
    let years_alone = read.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("a"));
    if years_alone && part_people_by_age(from.lexed, from.at, &read.quantity.bounds)
        || years_alone && lead.is_empty() && is_other_end_at_event(from, read)
    {
        return true;
    }
    let shared = read.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("a"));
    let years =
        shared || from.lexed.lexemes[from.at..to.at].iter().any(|l| l.entry(Kind::Unit).is_some_and(|u| u.id() == "a"));
    // "asthma *under the age of 12 months*"
    if lead.is_empty() && names_age(from, to)
        || read.is_age && (years || is_first_said(from, lead))
        || to.has_cue(0, &[Cue::Old, Cue::Age, Cue::Gestation])
        || past_old(to).at > to.at
        || lead.is_empty() && is_half_of_age(from, to)
        || before_inclusive(to).is_some_and(|l| l.cue() == Some(Cue::Old))
        || gestation(to)
        || !(lead.within || lead.duration || lead.until) && weeks_of_pregnancy(to)
    {
        return true;
    }
    if !lead.is_empty() {
        return false;
    }
    if is_half_of_limits(from, to) {
        return true;
    }
    if is_next_and_dated(from, to) {
        return false;
    }
    let before = |n: usize| from.back(n);
    // "age 18-80, stroke onset *≤ 72 hours*": after a comma hours are of something else.
    let hours = read.unit.as_ref().is_some_and(|u| matches!(u.unit.code.as_deref(), Some("h" | "min" | "s")));
    let ends = |l: &&Lexeme| l.is_sign(';') || l.is_sign('.') || hours && l.is_sign(',');
    let near = (0..6).map_while(before).take_while(|l| !ends(l));
    // "gestational age < 20 weeks or *> 42 weeks*": the age that is measured, and not the person's.
    let measured =
        |l: &Lexeme| l.entry(Kind::Analyte).is_some_and(|e| matches!(e.usual_unit(), Some("a" | "mo" | "wk" | "d")));
    let aged = |l: &Lexeme| matches!(l.cue(), Some(Cue::Age | Cue::Gestation));
    if near.clone().find(|l| measured(l) || aged(l)).is_some_and(|nearest| !measured(nearest)) {
        return true;
    }
    let people = |cue: Option<Cue>| {
        matches!(
            cue,
            Some(
                Cue::Adult
                    | Cue::Patient
                    | Cue::Male
                    | Cue::Female
                    | Cue::SexAny
                    | Cue::Be
                    | Cue::Must
                    | Cue::Between
                    | Cue::The
                    | Cue::And
                    | Cue::Who
                    | Cue::Of
                    | Cue::Or
                    | Cue::GtBefore
                    | Cue::LtBefore
            )
        )
    };
    // "12 years of education", "1-year post menopausal"
    let of_thing = to.has_cue(0, &[Cue::Of])
        || near.clone().next().is_none() && !is_grown(read) && names_next(to)
        || is_hyphened_before_noun(from, to);
    let bounds = &read.quantity.bounds;
    let range = bounds.low().is_some() && bounds.high().is_some() && bounds.eq.is_none();
    let tail = to.has_cue(0, &[Cue::Before, Cue::After, Cue::Ago, Cue::Prior, Cue::From]);
    let of_people = |l: &Lexeme| {
        people(l.cue())
            || l.entry(Kind::Unit).is_some_and(|u| u.id() == "a")
            || matches!(l.lex, Lex::Sign(_) | Lex::Number(_) | Lex::Comparator(_))
    };
    years && !tail && !of_thing && !lasts(from, read) && (range || from.at <= 5 && near.take(5).all(of_people))
}

/// "*Aged* 40-80 years without diabetes", "*Age:* 18-75 years with no prior chemotherapy": years that are called an age directly before
/// them, whatever is lacking. Near miss: "2 years without menses".
fn is_called_age(from: Cursor<'_>) -> bool {
    let colon = usize::from(from.back(0).is_some_and(|l| l.is_sign(':')));
    let said = (colon..colon + 2).map_while(|n| from.back(n)).find(|l| l.cue() != Some(Cue::Be));
    said.is_some_and(|l| l.cue() == Some(Cue::Age))
}

/// The most lexemes in the brackets that name the sexes of people.
const SEXES: usize = 6;

/// "patients *(male and female)* above 18 years with asthma": years behind brackets that say no more of people than their sex. Near
/// miss: "asthma (in men) above 18 years".
fn is_after_sexes(from: Cursor<'_>) -> bool {
    let sex = |l: &&Lexeme| {
        matches!(l.cue(), Some(Cue::Male | Cue::Female | Cue::SexAny | Cue::And | Cue::Or | Cue::Both))
            || matches!(l.lex, Lex::Sign('/' | ','))
    };
    if !from.back(0).is_some_and(|l| l.is_sign(')')) {
        return false;
    }
    let inside = (1..=SEXES).map_while(|n| from.back(n)).take_while(sex).count();
    let opened = inside > 0 && from.back(inside + 1).is_some_and(|l| l.is_sign('('));
    opened && from.back(inside + 2).is_some_and(|l| matches!(l.cue(), Some(Cue::Patient | Cue::Adult)))
}

/// "individuals on cabotegravir *15 years or above*": years upwards are an age where no disease, which may last so long, stands before
/// them. Near misses: "diabetes 15 years or above"; "15 years *or more* of smoking".
fn is_grown_upwards(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    let upwards = to.back(0).is_some_and(|l| matches!(to.lexed.normal(l), "above" | "over"))
        && to.back(1).is_some_and(|l| matches!(l.cue(), Some(Cue::Or | Cue::And)));
    let years = read.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("a"));
    let lasts = |l: &Lexeme| {
        l.entry(Kind::Condition).or(l.entry(Kind::Observation)).is_some() || matches!(l.cue(), Some(Cue::SpanWord))
    };
    let near = (0..4).map_while(|n| from.back(n)).take_while(|l| !l.is_sign(';') && !l.is_sign('.'));
    upwards && years && is_grown(read) && !is_called_duration(from) && !near.into_iter().any(lasts)
}

/// The last word of a length, before "inclusive": "6-12 weeks *of age*, inclusive".
fn before_inclusive(to: Cursor<'_>) -> Option<&Lexeme> {
    let said = |l: &&Lexeme| l.cue() == Some(Cue::Inclusive) || matches!(l.lex, Lex::Sign('(' | ')' | ','));
    (0..4).map_while(|n| to.back(n)).find(|l| !said(l))
}

/// Passes over the same length in brackets where the word for an age is behind them: "42 days *(6 weeks)* of age". Near miss:
/// "for 42 days (6 weeks) of treatment".
fn past_same_length(to: Cursor<'_>) -> Cursor<'_> {
    if !to.has_sign(0, '(') {
        return to;
    }
    let time = |s: &Side<'_>| s.unit.as_ref().is_some_and(super::unit::ReadUnit::is_time);
    match side(to.skip(1)).ok().filter(time).filter(|s| s.rest.has_sign(0, ')')).map(|s| s.rest.skip(1)) {
        Some(rest) if past_old(skip_cues(rest, &[Cue::Of], 1)).at > rest.at + 1 || past_old(rest).at > rest.at => rest,
        _ => to,
    }
}

/// "illness *duration* 2-10 years", "*duration of illness* 2 to 10 years": how long something is that is named so.
fn is_called_duration(from: Cursor<'_>) -> bool {
    let near = (0..5).map_while(|n| from.back(n)).take_while(|l| !matches!(l.lex, Lex::Sign(_)));
    near.map(|l| from.lexed.normal(l)).any(|word| word == "duration")
}

/// The word directly before a length, also where the length stands in brackets after it.
fn word_before<'a>(from: Cursor<'a>) -> Option<&'a Lexeme> {
    match from.back(0) {
        None => from.start.checked_sub(2).and_then(|at| from.lexed.lexemes.get(at)),
        before => before,
    }
}

/// Whether a word names children.
fn is_child(input: Cursor<'_>, lexeme: &Lexeme) -> bool {
    let word = input.lexed.normal(lexeme);
    lexeme.entry(Kind::Subject).is_some_and(|s| s.id() == "child")
        || words::BORN_PEOPLE.contains(&word)
        || matches!(word, "boys" | "girls" | "toddlers")
}

/// "infants *6-12 months* with eczema", "children (*6-59 months*)": how old they are. Near misses: "infants with cough *for 2
/// months*", "children *3 months after* surgery", "children *6 months without* seizures", "newborns *≥ 36 weeks*", which are
/// those of the pregnancy.
fn is_of_children(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    let weeks = read.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("wk"));
    let bounds = &read.quantity.bounds;
    let ends = [bounds.low(), bounds.high()];
    let pregnancy = weeks && ends.into_iter().flatten().any(|(n, _)| n.0 >= Decimal::from(FEWEST_AT_BIRTH));
    word_before(from).is_some_and(|l| is_child(from, l)) && !is_dated_after(to) && !pregnancy
}

/// "adults *≥ 60 years* without diabetes", "for patients *≥ 16 years*": years that nobody waits for, directly after people.
fn is_of_adults(from: Cursor<'_>, lead: &Lead, read: &ReadQuantity) -> bool {
    let years = read.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("a"));
    let people = |l: &Lexeme| {
        // "postmenopausal *women*", "*veterans*": the last word of a name.
        let written = from.lexed.written(l).to_ascii_lowercase();
        let noun = written.rsplit([' ', '-']).next().is_some_and(|word| words::PEOPLE_NOUNS.contains(&word));
        // "smoker *over 35 years*"; "smokers ≥ 20 years" may have smoked so long.
        let smoker = written.ends_with("smoker") || written.ends_with("smokers");
        let worded = smoker && matches!(from.normal(0), "over" | "under" | "older" | "younger");
        noun || worded || matches!(l.cue(), Some(Cue::Adult | Cue::Patient | Cue::Male | Cue::Female))
    };
    // "for *patients < 2 years*" tells of whom, however young.
    let of_some = from.back(0).is_some_and(|l| l.cue() == Some(Cue::Patient))
        && from.back(1).is_some_and(|l| matches!(l.cue(), Some(Cue::For | Cue::In)));
    let old = is_grown(read) || of_some;
    lead.is_empty() && years && old && read.quantity.bounds.eq.is_none() && from.back(0).is_some_and(people)
}

/// Whether an item ends here, or tells more about the people named before.
fn is_followed_by_more(to: Cursor<'_>) -> bool {
    to.peek(0).is_none_or(|l| matches!(l.lex, Lex::Sign(',' | ';' | '.' | ')')))
        || to.has_cue(0, &[Cue::Or, Cue::And, Cue::With, Cue::Without, Cue::Who])
}

/// "age ≥ 18 years and *> 6 months from stroke*": how long ago something was, after an age. Near miss: "age ≥ 6 months and *< 5
/// years* at enrollment".
fn is_next_and_dated(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let joined = from.back(0).is_some_and(|l| l.cue() == Some(Cue::And) || l.is_sign(','));
    joined && (to.has_cue(0, &[Cue::After, Cue::From]) || to.normal(0).starts_with("post"))
}

/// "*at least 24 hours* and less than 3 months old", "patients must be *≥ 6 months* and ≤ 21 years of age": a limit in another unit than
/// that of the age that it is the other end of. Near miss: "*remission* ≥ 6 months and ≤ 21 years of age".
fn is_half_of_limits(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let people = |l: &Lexeme| matches!(l.cue(), Some(Cue::Patient | Cue::Must | Cue::Be | Cue::The | Cue::Who));
    let first = from.start == 0 && from.at <= LONGEST_PEOPLE && from.lexed.lexemes[..from.at].iter().all(people);
    let opens = first && to.has_cue(0, &[Cue::And, Cue::But]);
    let next = to.skip(1);
    opens
        && comparator::starts(next)
        && side(next).is_ok_and(|other| {
            other.unit.as_ref().is_some_and(super::unit::ReadUnit::is_time)
                && (other.is_age || past_old(other.rest).at > other.rest.at)
        })
}

/// "newborns *in the first 72 hours of life*", "age *within 24 hours of birth*": how old they are at most. Near misses: "jaundice
/// in the first 72 hours of life", "in the 72 hours before".
pub fn since_birth(input: Cursor<'_>) -> Option<Side<'_>> {
    if !input.has_cue(0, &[Cue::In, Cue::Within, Cue::During]) {
        return None;
    }
    let named = skip_cues(input.skip(1), &[Cue::The], 1);
    let first = named.normal(0) == "first" || input.lexed.written(input.peek(0)?).ends_with(" first");
    let start = named.skip(usize::from(named.normal(0) == "first"));
    let mut length = side(start).ok().filter(|s| s.compare.is_none())?;
    length.unit.as_ref().filter(|unit| unit.is_time())?;
    let last = length.rest.peek(0)?;
    let life = first && last.cue() == Some(Cue::Old) && input.lexed.written(last).ends_with("life");
    let aged = input.back(0).is_some_and(|l| l.cue() == Some(Cue::Age));
    let birth = aged && length.rest.has_cue(0, &[Cue::Of]) && length.rest.normal(1) == "birth";
    if !(life || birth) {
        return None;
    }
    if birth {
        length.rest = length.rest.skip(2);
    }
    length.compare = Some(Compare { comparator: Comparator::Le, is_sign: false, is_age: true });
    length.is_age = true;
    Some(length)
}

/// "age *within 24 hours of birth*": no window, which would be of something that happened then.
pub fn is_age_since_birth(input: Cursor<'_>, lead: &Lead, rest: Cursor<'_>) -> bool {
    let aged = input.back(0).is_some_and(|l| l.cue() == Some(Cue::Age));
    lead.within && aged && rest.has_cue(0, &[Cue::Of]) && rest.normal(1) == "birth"
}

/// Whether what follows says when something was, so many years from something.
fn is_dated_after(to: Cursor<'_>) -> bool {
    to.has_cue(0, &[Cue::Before, Cue::After, Cue::Ago, Cue::Prior, Cue::From, Cue::Without, Cue::Of])
        || to.normal(0).starts_with("post")
}

/// "under the *age* of 12 months": whether the word is said. Near miss: "*older than* 12 months", which a fracture is as well.
fn names_age(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let words = &from.lexed.text[from.bytes_to(&to)];
    words.split([' ', '-']).any(|word| word.eq_ignore_ascii_case("age"))
}

/// "*Older than 6 months*", "infants older than 3 weeks": nothing but people is named before. Near miss: "fracture older than 6
/// months".
fn is_first_said(from: Cursor<'_>, lead: &Lead) -> bool {
    let people = |l: &Lexeme| {
        matches!(
            l.cue(),
            Some(Cue::Patient | Cue::Male | Cue::Female | Cue::SexAny | Cue::Be | Cue::Must | Cue::Who | Cue::Or)
        ) || is_child(from, l)
    };
    lead.is_empty() && from.start == 0 && (0..=from.at).map_while(|n| from.back(n)).all(people)
}

/// Whether a length is one end of a range in two units whose other end is an age: "*6 months* to 17 years of age",
/// "3-month-old to *5-year-old*", "between *6 months* and 5 years old"; of one that is said of children ("children
/// *6 months* to 14 years"), or of one that is all that a criterion says.
fn is_half_of_age(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let is_between = |l: &Lexeme| l.cue() == Some(Cue::Between);
    let between = || {
        let near = (2..6).map_while(|n| from.back(n)).take_while(|l| !matches!(l.lex, Lex::Sign(_)));
        from.has_cue(0, &[Cue::Between]) || from.back(0).into_iter().chain(near).any(is_between)
    };
    let joins = |c: Cursor<'_>, n: usize| {
        let ends = c.peek(n).is_some_and(|l| l.lex == Lex::Dash) || c.has_cue(n, &[Cue::To]);
        ends || c.has_cue(n, &[Cue::And]) && between()
    };
    let time = |l: &Lexeme| l.entry(Kind::Unit).is_some_and(|u| u.dimension() == "time");
    let children = |c: Cursor<'_>| c.back(0).is_some_and(|l| is_child(c, l));
    if joins(to, 0)
        && let Ok((next, _)) = super::number::number(to.skip(1))
    {
        let unit = next.skip(usize::from(next.peek(0).is_some_and(|l| l.lex == Lex::Dash && !l.spaced)));
        let alone = from.at == 0 && ends_in_years(unit);
        return unit.peek(0).is_some_and(time) && (past_old(unit.skip(1)).at > unit.at + 1 || children(from) || alone);
    }
    // The other end, which has been read as an age.
    let number = from.back(1).is_some_and(|l| matches!(l.lex, Lex::Number(_)));
    let first = from.at == 2 || from.at == 3 && from.back(2).is_some_and(is_between);
    let alone = first && to.at > 0 && ends_in_years(Cursor { at: to.at - 1, ..to });
    joins(from, 0)
        && from.back(0).is_some_and(time)
        && number
        && (alone || children(Cursor { at: from.at - 2, ..from }))
}

/// "*3 months to 17 years*", "*6 mo - 5 yrs*" as a whole criterion: whether the last unit is of years, and nothing comes after
/// it. Near misses: "symptoms 3 months to 2 years", "3 months to 2 years *after surgery*", "6 to 12 months".
fn ends_in_years(unit: Cursor<'_>) -> bool {
    let years = unit.entry(0, Kind::Unit).is_some_and(|u| u.id() == "a");
    years && unit.start == 0 && unit.peek(1).is_none_or(|l| matches!(l.lex, Lex::Sign('.' | ';')))
}

/// Whether a concept or its first word comes next.
fn names_next(to: Cursor<'_>) -> bool {
    to.peek(0).is_some_and(|l| l.concept().is_some())
}

/// "*one-year* prognosis", "*two-year* follow-up", "*1 year* post-menopausal": how long something is that no table has;
/// "*4-week* follow-up", "*6-week* washout period", of any unit of time. Near misses:
/// "18-year-old", "18 years"; "2-hour C-peptide" and "3-month depot" tell which.
pub fn is_hyphened_before_noun(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let hyphen = from.lexed.text[from.bytes_to(&to)].contains('-');
    let unit = to.back(0).and_then(|l| l.entry(Kind::Unit)).is_some_and(|e| e.id() == "a");
    let noun = to.peek(0).is_some_and(|l| l.lex == Lex::Word || l.concept().is_some());
    let period = |n: usize| words::NAMED_PERIODS.iter().any(|name| to.normal(n).starts_with(name));
    if hyphen && (period(0) || noun && period(1)) {
        return true;
    }
    unit && (hyphen && noun || to.normal(0).starts_with("post"))
}

/// "diabetes *(> 2 years)*", "history of stroke *(< 1 year)*": in brackets after what somebody has, how long that is. Near
/// misses: "children *(< 5 years)*", "asthma *(≥ 18 years)*".
fn lasts(from: Cursor<'_>, read: &ReadQuantity) -> bool {
    let before = from.before_bracket();
    let state = |l: &Lexeme| {
        l.entry(Kind::Condition).or(l.entry(Kind::Procedure)).is_some()
            || l.entry(Kind::Observation).is_some_and(|e| e.id() == "postmenopausal")
    };
    let bounds = &read.quantity.bounds;
    let one_sided = bounds.eq.is_none() && bounds.low().is_some() != bounds.high().is_some();
    one_sided && before.is_some_and(state) && !is_grown(read)
}

/// Whether a limit is one of ages that nothing else lasts for.
fn is_grown(read: &ReadQuantity) -> bool {
    let bounds = &read.quantity.bounds;
    let ends = [bounds.ge, bounds.gt, bounds.le, bounds.lt];
    ends.into_iter().flatten().all(|n| n.0 >= Decimal::from(12))
}

/// Whether a quantity is an age by its own words or those beside it.
pub fn is_stated(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    match &read.unit {
        Some(unit) => {
            unit.is_time() && !gestation(to) && !weeks_of_pregnancy(to) && is_age(from, to, &Lead::default(), read)
        }
        None => read.is_age || is_for_the_others(from, read),
    }
}

/// "Karnofsky ≥ 60 for patients > 16 years and Lansky ≥ 60 for *≤ 16*": the years said once. Near miss: "Lansky ≥ 60 for *≤ 16*
/// sessions".
fn is_for_the_others(from: Cursor<'_>, read: &ReadQuantity) -> bool {
    let said_for = from.back(0).is_some_and(|l| l.cue() == Some(Cue::For));
    said_for && part_people_by_age(from.lexed, from.at, &read.quantity.bounds)
}

/// "24 weeks *of pregnancy*", "37 weeks *of amenorrhea*": how far it is. Near misses: "within 12 weeks *of pregnancy*"; "2 years of
/// pregnancy care"; "12 months *of amenorrhea*".
fn weeks_of_pregnancy(input: Cursor<'_>) -> bool {
    let weeks = input.back(0).and_then(|l| l.entry(Kind::Unit)).is_some_and(|e| e.id() == "wk");
    let named = |at: usize, id: &str| input.entry(at, Kind::Condition).is_some_and(|e| e.id() == id);
    let of = input.has_cue(0, &[Cue::Of]);
    weeks && (of && named(1, "pregnancy") || named(usize::from(of), "amenorrhea"))
}

/// Passes over the ending of an ordinal before the week of a pregnancy: "the 34*th* week of gestation". Near miss: "the 4th week of
/// treatment".
pub fn past_ordinal_of_week(input: Cursor<'_>) -> Cursor<'_> {
    let ending = input.peek(0).is_some_and(|l| !l.spaced) && matches!(input.normal(0), "st" | "nd" | "rd" | "th");
    let week = input.entry(1, Kind::Unit).is_some_and(|e| e.id() == "wk");
    let named = input.skip(2);
    if ending && week && (gestation(named) || weeks_of_pregnancy(named)) { input.skip(1) } else { input }
}

/// Whether weeks before this place are those of a pregnancy.
pub fn is_dated_as_pregnancy(input: Cursor<'_>) -> bool {
    gestation(input) || weeks_of_pregnancy(input)
}

/// Whether "of gestation" or the like stands here.
fn gestation(input: Cursor<'_>) -> bool {
    let rest = skip_cues(input, &[Cue::Of], 1);
    // "< 33 weeks *corrected* GA"
    let rest = rest.skip(usize::from(matches!(rest.normal(0), "corrected" | "adjusted")));
    rest.has_cue(0, &[Cue::Gestation]) || rest.entry(0, Kind::Analyte).is_some_and(|e| e.usual_unit() == Some("wk"))
}
