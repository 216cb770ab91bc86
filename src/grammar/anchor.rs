//! What a window is counted from: a row of `anchors.tsv`, or the noun phrase that stands there.
//!
//! - "prior to screening", "before the first dose", "of enrollment", "after drug infusion".
//!
//! A phrase that is in no table ends at punctuation, a number, a comparator, a conjunction or a verb, and has at most
//! eight lexemes. Near miss: nothing after "before" is no anchor.

use crate::lex::{Cue, Kind, Lex, look_up};
use crate::words;

use super::AnchorPhrase;
use super::cursor::{Cursor, Read, fail, skip_cues};

/// The row for a day of the trial that is told by its number.
const STUDY_DAY: &str = "study_day";

/// Cues that may stand inside the words of an anchor.
const INSIDE: &[Cue] = &[
    Cue::The,
    Cue::Of,
    Cue::Any,
    Cue::Per,
    Cue::Also,
    Cue::Other,
    Cue::TypeWord,
    Cue::StudyWord,
    Cue::Exposure,
    Cue::Planned,
    Cue::Suspected,
    Cue::Dose,
    Cue::Prior,
    Cue::Patient,
    Cue::Current,
    Cue::Known,
    Cue::ScoreWord,
    Cue::CriteriaWord,
];

/// The words of an anchor, determiners passed over.
pub fn anchor(input: Cursor<'_>) -> Read<'_, AnchorPhrase> {
    let start = beginning(input);
    if let Some(found) = of_table(start) {
        return Ok(found);
    }
    let last = is_last(start);
    let opened = start.skip(usize::from(last || is_passive(start)));
    let mut rest = opened;
    while rest.at < start.at + 8 && (belongs(&rest) || describes_treatment(&rest)) {
        rest = rest.skip(1);
    }
    let rest = shared_noun(start, rest).unwrap_or(rest);
    if rest.at == opened.at {
        return fail();
    }
    let mut anchor = phrase(None, start, rest);
    if last {
        from_last(&mut anchor, start);
    }
    Ok((rest, anchor))
}

/// "after *being* prescribed semaglutide": the verb of structure belongs to what was done. Near misses: "before being *on* it";
/// "*being* 18".
fn is_passive(start: Cursor<'_>) -> bool {
    let done = start.peek(1).is_some_and(|l| start.lexed.written(l).ends_with("ed"));
    start.normal(0) == "being" && start.has_cue(0, &[Cue::Be]) && done
}

/// Cuts what stands around the words of a moment that "the last" opens: "*from the* last dose *of* rituximab", where the drug is
/// what was given.
fn from_last(anchor: &mut AnchorPhrase, start: Cursor<'_>) {
    let words = start.lexed.text[anchor.span.clone()].to_ascii_lowercase();
    anchor.span.start += words.find("last").unwrap_or(0);
    anchor.span.end -= if words.ends_with(" of") { 3 } else { 0 };
}

/// The most events that share the noun after the last.
const MOST_EVENTS: usize = 4;

/// "after *hip or knee replacement*", "of *hip, knee or spine surgery*": the noun after the last of them is that of each, where
/// the vocabulary has each with it. Near misses: "after surgery or radiotherapy", "after stroke or knee replacement".
fn shared_noun<'a>(start: Cursor<'a>, first: Cursor<'a>) -> Option<Cursor<'a>> {
    let (mut from, mut to) = (start, first);
    let mut sites = Vec::new();
    for _ in 0..MOST_EVENTS {
        sites.push(&start.lexed.text[from.bytes_to(&to)]);
        let comma = usize::from(to.has_sign(0, ','));
        let joined = usize::from(to.has_cue(comma, &[Cue::Or, Cue::And, Cue::AndOr]));
        if comma + joined == 0 {
            return None;
        }
        (from, to) = (to.skip(comma + joined), to.skip(comma + joined + 1));
        if joined == 1 {
            let last = from.peek(0).filter(|l| l.concept().is_some())?;
            let (_, noun) = from.lexed.written(last).rsplit_once(' ')?;
            let with_noun = |site: &&str| {
                look_up(&format!("{site} {noun}")).is_some_and(|g| g.entries().any(|e| e.kind().is_concept()))
            };
            return sites.iter().all(with_noun).then_some(to);
        }
    }
    None
}

/// Where the words of an anchor begin: "prior to *the time of* enrollment" tells of what comes after it.
fn beginning(input: Cursor<'_>) -> Cursor<'_> {
    // "post-stroke".
    let joined = input.peek(0).is_some_and(|l| l.lex == Lex::Dash && !l.spaced);
    let determiners = &[Cue::The, Cue::At, Cue::Of, Cue::Any, Cue::Per, Cue::Also];
    let start = skip_cues(input.skip(usize::from(joined)), determiners, 3);
    let dated = start.normal(0) == "time" && start.has_cue(1, &[Cue::Of]);
    if dated { skip_cues(start.skip(2), determiners, 1) } else { start }
}

/// An anchor of the table, and one with a word before it; its id, where that word leaves it what it is.
fn of_table(start: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    if let Ok(day) = study_day(start) {
        return Some(day);
    }
    if let Some(dose) = super::dosed::dosed(start) {
        return Some(dose);
    }
    if let Some(moment) = super::tied_to::quoted(start) {
        return Some(moment);
    }
    if let Some(visit) = visit(start) {
        return Some(visit);
    }
    if let Some(moment) = in_brackets(start).or_else(|| torn(start)) {
        return Some(moment);
    }
    if let Some(entry) = start.entry(0, Kind::Anchor) {
        // "randomization *date*".
        let rest = start.skip(1 + usize::from(start.normal(1) == "date" || is_number_of_visit(start)));
        return Some((rest, phrase(Some(entry.id()), start, rest)));
    }
    let adjective =
        start.peek(0).is_some_and(|l| matches!(l.lex, Lex::Word) || l.cue().is_some_and(|c| INSIDE.contains(&c)));
    let entry = start.entry(1, Kind::Anchor).filter(|_| adjective)?;
    let rest = start.skip(2);
    let id = is_of_study(&start).then(|| entry.id());
    Some((rest, phrase(id, start, rest)))
}

/// "before *Screening Visit 1*": whether the number of a visit stands behind its name. Near miss: "at the screening visit *1 year*
/// ago".
fn is_number_of_visit(start: Cursor<'_>) -> bool {
    let visit = start.peek(0).is_some_and(|l| start.lexed.written(l).to_ascii_lowercase().ends_with(" visit"));
    let number = start.peek(1).is_some_and(|l| matches!(l.lex, Lex::Number(Some(n)) if n.is_integer()));
    let ends = start.peek(2).is_none_or(|l| matches!(l.lex, Lex::Sign(',' | ';' | '.' | ')')));
    visit && number && ends
}

/// "before the *(first) dose*": a moment of the table with one of its words in brackets.
fn in_brackets(start: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    if !(start.has_sign(0, '(') && start.has_sign(2, ')')) {
        return None;
    }
    let name = format!("{} {}", start.normal(1), start.normal(3));
    let entry = look_up(&name)?.of(Kind::Anchor)?;
    let rest = start.skip(4);
    Some((rest, phrase(Some(entry.id()), start, rest)))
}

/// The most lexemes of a moment of the table after "the last".
const LONGEST_LAST: usize = 6;

/// "beyond *the last dose*", "within 90 days of *the last dose of study drug*": a moment of the table, of which a term of time ("the
/// last") has taken the first word. Near miss: "since *the last dose* of rituximab", where the drug says which.
fn torn(start: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    if !is_last(start) {
        return None;
    }
    let mut name = String::from("last");
    let mut longest = None;
    for n in 1..=LONGEST_LAST {
        let word = start.normal(n);
        if word.is_empty() {
            break;
        }
        name = format!("{name} {word}");
        if let Some(entry) = look_up(&name).and_then(|group| group.of(Kind::Anchor)) {
            longest = Some((n, entry));
        }
    }
    let (words, entry) = longest?;
    let rest = start.skip(words + 1);
    if rest.has_cue(0, &[Cue::Of]) {
        return None;
    }
    let mut anchor = phrase(Some(entry.id()), start, rest);
    from_last(&mut anchor, start);
    Some((rest, anchor))
}

/// Whether a term that opens a time in the past ("the last") is the first word of a moment: "of *the last* dose", "beyond *the
/// last* dose". Near misses: "in *the last* 6 months"; "4 weeks after *the last* steroid", so long ago.
fn is_last(start: Cursor<'_>) -> bool {
    let given = start.peek(1).and_then(crate::lex::Lexeme::concept).is_some_and(|e| e.kind().is_treatment());
    let told = |l: &crate::lex::Lexeme| match l.cue() {
        Some(Cue::Of | Cue::From) => true,
        Some(Cue::After) => !given && !start.has_cue(1, &[Cue::Dose]),
        _ => start.lexed.normal(l) == "beyond",
    };
    let opener = start.peek(0).filter(|l| l.cue() == Some(Cue::Past));
    let last = opener.map_or_else(String::new, |l| start.lexed.written(l).to_ascii_lowercase());
    let names = start.peek(1).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_)))
        && start.entry(1, Kind::Unit).is_none_or(|e| e.dimension() != "time");
    let opens = match &*last {
        "from the last" => true,
        "the last" | "last" => start.back(0).is_some_and(told),
        _ => false,
    };
    opens && names
}

fn is_zero(lexeme: &crate::lex::Lexeme) -> bool {
    matches!(lexeme.lex, Lex::Number(Some(n)) if n.is_zero())
}

/// "*Day -1*", a day of the trial, which no row can have for every number; "*Time 0*". Near miss: "day 1", which is a term.
pub fn study_day(start: Cursor<'_>) -> Read<'_, AnchorPhrase> {
    let dash = start.peek(1).is_some_and(|l| l.lex == Lex::Dash);
    let number = start.peek(2).is_some_and(|l| matches!(l.lex, Lex::Number(_)) && !l.spaced);
    if start.normal(0) == "time" && start.peek(1).is_some_and(is_zero) {
        let rest = start.skip(2);
        return Ok((rest, phrase(Some(STUDY_DAY), start, rest)));
    }
    if start.normal(0) != "day" || !dash || !number {
        return fail();
    }
    let rest = start.skip(3);
    Ok((rest, phrase(Some(STUDY_DAY), start, rest)))
}

/// "at *V1*", "at *visit 3*", "at *SC*" of a schedule of visits. Near misses: "*visit 1*", which is a term; "SC injection";
/// "ST elevation at *V1*", a lead of the electrocardiogram.
fn visit(start: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    const WIDTH: usize = 6;
    let told = start.back(0).is_some_and(|l| l.cue() == Some(Cue::At));
    let written = start.peek(0).map_or("", |l| start.lexed.written(l));
    let ends = start.peek(1).is_none_or(|l| matches!(l.lex, Lex::Sign(_)) || l.cue().is_some());
    if told && written == "SC" && ends {
        return Some((start.skip(1), phrase(Some("screening"), start, start.skip(1))));
    }
    let named = start.normal(0) == "visit" && start.peek(0).is_some_and(|l| l.end - l.start == 5);
    let number = start.peek(1).is_some_and(|l| matches!(l.lex, Lex::Number(Some(n)) if n.is_integer()));
    let coded = |ahead: usize| {
        let written = start.peek(ahead).map_or("", |l| start.lexed.written(l));
        let digits = written.strip_prefix('V').unwrap_or("");
        matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let is_lead = |l: &crate::lex::Lexeme| words::LEAD_WORDS.contains(&start.lexed.normal(l));
    let led = (0..WIDTH).map_while(|n| start.back(n)).chain((1..WIDTH).map_while(|n| start.peek(n))).any(is_lead);
    let length = match (named, told && !led && coded(0)) {
        (true, _) if number || coded(1) => 2,
        (_, true) => 1,
        _ => return None,
    };
    Some((start.skip(length), phrase(Some("assessment"), start, start.skip(length))))
}

/// Whether a word before "therapy" or "treatment" leaves it the one of the study: not in "*adjuvant* therapy", "*prior*
/// treatment". Other anchors are what they are, whatever describes them.
fn is_of_study(start: &Cursor<'_>) -> bool {
    !matches!(start.normal(1), "therapy" | "treatment")
        || start.has_cue(0, &[Cue::StudyWord, Cue::Planned])
        || words::OF_STUDY.contains(&start.normal(0))
}

/// Only an anchor of the table.
pub fn known(input: Cursor<'_>) -> Read<'_, AnchorPhrase> {
    of_table(beginning(input)).map_or_else(fail, Ok)
}

fn belongs(input: &Cursor<'_>) -> bool {
    let Some(lexeme) = input.peek(0) else { return false };
    match lexeme.lex {
        Lex::Word => true,
        Lex::Term(_) => {
            let inside = lexeme.cue().is_none_or(|c| INSIDE.contains(&c))
                || prefix(input)
                || is_noun_of(input, lexeme)
                || super::tied_to::is_part(input, lexeme);
            inside && lexeme.entry(Kind::Numeral).is_none()
        }
        Lex::Dash => !lexeme.spaced,
        _ => false,
    }
}

/// "after completion of *adequate* BCG", "after *sufficient* chemotherapy": a word that is one of structure elsewhere ("adequate
/// organ function"), directly before a treatment.
fn describes_treatment(input: &Cursor<'_>) -> bool {
    let given = input.peek(1).and_then(crate::lex::Lexeme::concept).is_some_and(|e| e.kind().is_treatment());
    given && matches!(input.normal(0), "adequate" | "sufficient" | "appropriate")
}

/// "after the *occurrence of* infarction", "after *receipt of* study treatment", "before starting the *treatment*": nouns of what a
/// moment is, which are words of structure elsewhere. Near miss: "before *treatment of* the eye", where nothing stands before it.
fn is_noun_of(input: &Cursor<'_>, lexeme: &crate::lex::Lexeme) -> bool {
    let of = input.lexed.written(lexeme).to_ascii_lowercase().ends_with(" of");
    let named = || {
        let verb = |l: &crate::lex::Lexeme| words::BEGINNING_VERBS.contains(&input.lexed.normal(l));
        let article = usize::from(input.back(0).is_some_and(|l| l.cue() == Some(Cue::The)));
        (article..article + 2).filter_map(|n| input.back(n)).any(verb)
    };
    of && matches!(lexeme.cue(), Some(Cue::Be | Cue::Undergone)) || lexeme.cue() == Some(Cue::TherapyWord) && named()
}

/// The "pre" of "pre-treatment scan".
fn prefix(input: &Cursor<'_>) -> bool {
    input.has_cue(0, &[Cue::Before]) && input.peek(1).is_some_and(|l| l.lex == Lex::Dash && !l.spaced)
}

/// An anchor's words between two places.
pub fn phrase(id: Option<&'static str>, start: Cursor<'_>, end: Cursor<'_>) -> AnchorPhrase {
    AnchorPhrase { id, span: start.bytes_to(&end), lexemes: start.at..end.at }
}
