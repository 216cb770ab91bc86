//! Numbers that are part of a name: they stay plain lexemes.
//!
//! - "type 2 diabetes", "phase 3", "visit 2", "Cycle 1 Day 1", "12-lead", "COVID-19", "DSM-5";
//! - years and dates (2019, 12/05/2020), citations `[12]`, the number of a list item.
//!
//! - "XEN 45 Gel Stent", "one of the study drugs".
//!
//! Near misses: "2 weeks", "two immunosuppressants" and anything with a comparator or a unit are quantities.

use rust_decimal::Decimal;

use crate::lex::{Comparator, Cue, Entry, Kind, Lex, Lexeme};

use super::QuantityForm;
use super::beyond_normal::limit_beyond;
use super::cursor::Cursor;
use super::extent::is_side;
use super::formula::{is_item_number, is_of_formula};
use super::quantity::ReadQuantity;
use crate::words;

/// How many lexemes after its extent a scale is named in.
const SCALE_NAME: usize = 5;

/// Whether a quantity read from `from` to `to` is only part of a name.
pub fn is_decoy(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    let quantity = &read.quantity;
    if quantity.form == QuantityForm::Titer {
        return false;
    }
    if is_scale(from, to, read) || is_of_formula(from, to, read) || is_item_number(from, to, read) {
        return true;
    }
    if is_end_of_scale(from, to, read) {
        return true;
    }
    if is_sample_size(from) || is_side(from, to, read) {
        return true;
    }
    if is_horizon(to, read) || is_beyond_normal(to, read) {
        return true;
    }
    if is_line_of_treatment(from, to, read) || is_single_kind(from, read) || numbers_teeth(from, read) {
        return true;
    }
    if let Some(unit) = &read.unit {
        let alone = unit.unit.span.end - unit.unit.span.start == 1 && !is_measured_before(from);
        return alone && quantity.form == QuantityForm::Bare && is_letter(from, to, &unit.dimension, read);
    }
    let signed = matches!(from.peek(0).map(|l| l.lex), Some(Lex::Dash));
    let digits = matches!(from.peek(usize::from(signed)).map(|l| l.lex), Some(Lex::Number(_)));
    let bare = quantity.form == QuantityForm::Bare;
    let month = to.has_cue(0, &[Cue::MonthName]);
    let worded = bare && (is_adjective(from, to) || glued(from, to) || named(from, true) || is_article(from, to));
    worded
        || digits && bare && is_in_name(from, to)
        || digits && (glued(from, to) || counted(from, to) || month || named(from, bare) || is_year(read))
}

/// "TSH *10 %* above the upper limit of normal": by how much, which is no limit of what is measured. Near miss: "> 10 % above the
/// upper limit of normal", which is a multiple of it.
fn is_beyond_normal(to: Cursor<'_>, read: &ReadQuantity) -> bool {
    limit_beyond(to, read).is_some()
}

/// "*single-episode* depression": which kind it is, and no number of episodes. Near miss: "*a single episode* of pneumonia".
fn is_single_kind(from: Cursor<'_>, read: &ReadQuantity) -> bool {
    let counted = read.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("{episode}"));
    let hyphen = from.peek(1).is_some_and(|l| l.lex == Lex::Dash && !l.spaced) && unspaced(from, 2);
    counted && hyphen && from.normal(0) == "single"
}

fn unspaced(cursor: Cursor<'_>, ahead: usize) -> bool {
    cursor.peek(ahead).is_some_and(|l| !l.spaced)
}

fn is_number(lexeme: Option<&Lexeme>) -> bool {
    lexeme.is_some_and(|l| matches!(l.lex, Lex::Number(_)))
}

/// Part of a word or of a longer number: "12-lead", "COVID-19", "JAK1/2", "2.3.2", "12/05/2020", "3rd", "t(9;22)".
fn glued(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let sign_before = from.back(0).is_some_and(|l| match l.lex {
        Lex::Dash | Lex::Sign('/' | '#') | Lex::Word => !l.spaced || l.lex == Lex::Word,
        // "2.3.2", a code such as "G81.0", a footnote after a bracket, "t(9;22)"
        Lex::Sign('.' | ')') => !l.spaced,
        Lex::Sign(';') => is_number(from.back(1)),
        _ => false,
    });
    let word_after =
        is_number(to.back(0)) && to.peek(0).is_some_and(|l| !l.spaced && matches!(l.lex, Lex::Word | Lex::Term(_)));
    let sign_after = to.peek(0).is_some_and(|l| match l.lex {
        Lex::Dash => !l.spaced && unspaced(to, 1) && !is_number(to.peek(1)),
        Lex::Sign('/' | ';') => is_number(to.peek(1)),
        Lex::Sign('.') => !l.spaced && unspaced(to, 1) && is_number(to.peek(1)),
        _ => false,
    });
    sign_before && unspaced(from, 0) || word_after || sign_after
}

/// The number of a list item or a citation: "1)", "(2)", "[12]", "3. recent infarction", "2- refusal".
fn counted(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let alone = from.start > 0 && from.at == from.start && to.at == to.end;
    let alone = alone && !of_adults(from, to) && !of_measured(from, to);
    let first = from.back(0).is_none_or(|l| matches!(l.lex, Lex::Dash | Lex::Sign('.' | ';' | ',' | ')' | ':')));
    let stop = to.peek(0).is_some_and(|l| !l.spaced && (l.is_sign('.') || matches!(l.lex, Lex::Dash)));
    // "dipeptidyl peptidase 4 (DPP4)": the abbreviation has the number, so it is the name's.
    let again = to.at == from.at + 1
        && from.back(0).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_)))
        && in_brackets(to).is_some_and(|inner| abbreviates(inner, from.normal(0)));
    again
        || (alone || to.has_sign(0, ')')) && !of_graded(from, to)
        || first && stop && to.peek(1).is_some_and(|l| l.spaced)
}

/// "adults (18-65)": a range in brackets that stands right after a word for people is no citation.
fn of_adults(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let people = from
        .before_bracket()
        .is_some_and(|l| matches!(l.cue(), Some(Cue::Adult | Cue::Male | Cue::Female | Cue::SexAny)));
    let grown = matches!(from.peek(0).map(|l| l.lex), Some(Lex::Number(Some(n))) if n >= Decimal::from(14));
    people && grown && to.at > from.at + 2
}

/// "normal BMI *(18-25)*", "NIHSS *(6 to 25)*", "ECOG *[0-2]*": a range in brackets that stands right after what is measured is no
/// citation. Near misses: "BMI *(3)*"; "pain VAS (0-10)", "MMSE (0-30)", the extent of a scale.
fn of_measured(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let ends = |l: Option<&Lexeme>| l.and_then(|l| if let Lex::Number(n) = l.lex { n } else { None });
    let within =
        |score: Entry| ends(from.peek(0)).zip(ends(to.back(0))).is_some_and(|ends| is_part_of_scale(score, ends));
    let measured = from
        .before_bracket()
        .is_some_and(|l| l.entry(Kind::Analyte).is_some() || l.entry(Kind::Score).is_some_and(within));
    measured && to.at > from.at + 2 && matches!(to.back(0).map(|l| l.lex), Some(Lex::Number(_)))
}

/// Whether a range is of some of the points or grades of a score. One from the fewest to nearly the most may be the extent of another
/// version.
fn is_part_of_scale(score: Entry, (low, high): (Decimal, Decimal)) -> bool {
    let [fewest, most] = score.extremes();
    let ends = if most.is_empty() { score.scale().next().zip(score.scale().last()) } else { Some((fewest, most)) };
    let Some((Ok(fewest), Ok(most))) = ends.map(|(first, last)| (first.parse::<Decimal>(), last.parse::<Decimal>()))
    else {
        return false;
    };
    let from_first = low <= fewest.max(Decimal::ONE);
    let to_last =
        high * Decimal::from(5) >= most * Decimal::from(4) || high == Decimal::TEN || high == Decimal::ONE_HUNDRED;
    fewest <= low && low < high && high <= most && !(from_first && to_last)
}

/// "Gleason *(3 or 4)*", "HER2 IHC *(0 or 1+)*": a choice in brackets that stands right after a score, or after what is graded so, is
/// no citation. Near miss: "NIHSS (3)".
fn of_graded(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let graded = |l: &Lexeme| {
        let written = from.lexed.written(l).to_ascii_lowercase();
        l.entry(Kind::Score).is_some() || words::GRADED_BY_PLUS.iter().any(|part| written.contains(part))
    };
    from.before_bracket().is_some_and(graded)
        && to.at > from.at + 1
        && (from.has_cue(1, &[Cue::Or]) || from.has_cue(2, &[Cue::Or]))
}

/// The few words in brackets that open here.
fn in_brackets(at: Cursor<'_>) -> Option<&str> {
    let open = at.peek(0).filter(|l| l.is_sign('('))?;
    let close = (1..5).map_while(|n| at.peek(n)).find(|l| l.is_sign(')'))?;
    Some(&at.lexed.text[open.end as usize..close.start as usize])
}

/// Whether an abbreviation ends in these digits: "DPP4", "PD-1".
fn abbreviates(written: &str, digits: &str) -> bool {
    let letters = written.strip_suffix(digits).map(|rest| rest.trim_end_matches('-'));
    letters.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_uppercase() || c == '-'))
}

/// After a word whose number is a name, or in a list of such: "type 1 or 2", "genotypes 1, 2, 3", "Day 1".
fn named(from: Cursor<'_>, bare: bool) -> bool {
    let listed = |l: &&Lexeme| {
        matches!(l.lex, Lex::Number(_) | Lex::Dash | Lex::Sign(',' | '/'))
            || matches!(l.cue(), Some(Cue::Or | Cue::And | Cue::AndOr | Cue::To))
    };
    let Some((n, name)) = (0..16).map_while(|n| Some((n, from.back(n)?))).find(|(_, l)| !listed(l)) else {
        return false;
    };
    let level = from.lexed.normal(name) == "level";
    if level && from.back(n + 1).is_some_and(|l| l.entry(Kind::Analyte).or(l.entry(Kind::Score)).is_some()) {
        // "an NIHSS *level of* 6 or more", no name such as "level 1"
        return false;
    }
    // "Population *1*", "mRECIST *1.1*"
    let numbered = bare && n == 0 && words::NUMBERED_NOUNS.contains(&from.lexed.normal(name));
    if numbered {
        return true;
    }
    let of_unit = bare && name.entry(Kind::Unit).is_some() && name.cue().is_none();
    matches!(name.cue(), Some(Cue::TypeWord | Cue::MonthName | Cue::Period)) || of_unit
}

/// The extent of a scale: "a 10-point scale", "0-10 numeric rating scale", "VAS (0-100)"; but "a score of 0-10" is a
/// limit.
fn is_scale(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    let point = read.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("{score}"));
    let hyphened = from.peek(1).is_some_and(|l| l.lex == Lex::Dash && !l.spaced);
    let named = || {
        (0..SCALE_NAME).map_while(|n| to.peek(n)).any(|l| {
            let written = to.lexed.written(l).to_ascii_lowercase();
            l.entry(Kind::Score).is_some()
                || ["scale", "scales", "questionnaire"].iter().any(|word| written.ends_with(word))
        })
    };
    if point && hyphened && read.quantity.form == QuantityForm::Bare {
        // "a *3-point* increase in COWS" is by how much.
        return named() && !to.has_cue(0, &[Cue::Increase, Cue::Decrease]);
    }
    let bounds = &read.quantity.bounds;
    if is_whole_score(from, read) {
        return true;
    }
    // "on a 0-10 *point* scale" counts the same points.
    let whole = (read.unit.is_none() || point) && !matches!(from.peek(0).map(|l| l.lex), Some(Lex::Comparator(_)));
    let from_none = bounds.ge.is_some_and(|n| n.0 <= Decimal::ONE);
    let to_all = bounds.le.is_some_and(|n| n.0 >= Decimal::from(4));
    let said_before = from.back(0).is_some_and(|l| matches!(l.cue(), Some(Cue::Of | Cue::Be)) || l.is_sign(':'));
    whole && from_none && to_all && !said_before && named()
}

/// "(NRS *0-10*)": all the points that the score named directly before has, in brackets of their own.
fn is_whole_score(from: Cursor<'_>, read: &ReadQuantity) -> bool {
    let opened = from.start > 0 && from.at == from.start + 1;
    let bounds = &read.quantity.bounds;
    opened
        && read.unit.is_none()
        && from.back(0).and_then(|l| l.entry(Kind::Score)).is_some_and(|score| {
            let is = |n: Option<crate::rule::Number>, cell: &str| n.is_some_and(|n| n.0.to_string() == cell);
            let [fewest, most] = score.extremes();
            is(bounds.ge, fewest) && is(bounds.le, most)
        })
}

/// The upper end of such an extent: "the 0 to *10* numerical rating scale".
fn is_end_of_scale(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    let low = matches!(from.back(1).map(|l| l.lex), Some(Lex::Number(Some(n))) if n <= Decimal::ONE);
    let joined = from.back(0).is_some_and(|l| l.lex == Lex::Dash || l.cue() == Some(Cue::To));
    let scale = |l: &Lexeme| {
        let written = to.lexed.written(l).to_ascii_lowercase();
        l.entry(Kind::Score).is_some() || written.ends_with("scale")
    };
    let named = || (0..SCALE_NAME).map_while(|n| to.peek(n)).any(scale);
    low && joined && read.unit.is_none() && read.quantity.form == QuantityForm::Bare && named()
}

/// "signed by one parent", "in one of the centers": the number word says no more than "a".
fn is_article(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let one = from.normal(0) == "one" && to.at == from.at + 1;
    let preposition =
        from.back(0).is_some_and(|l| matches!(from.lexed.normal(l), "in" | "from" | "by" | "on" | "with"));
    // "allergy to *one* of the study drugs"
    let any_of = to.has_cue(0, &[Cue::Of]) && to.has_cue(1, &[Cue::The]);
    one && (preposition || any_of) && !to.has_cue(0, &[Cue::OfFollowing, Cue::Or])
}

/// "*single*-blind", "*Single* Photon Emission": what is so is not counted. "*single* agent". Near miss: "a single dose".
fn is_adjective(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let noun = to.skip(usize::from(to.peek(0).is_some_and(|l| l.lex == Lex::Dash)));
    from.normal(0) == "single" && to.at == from.at + 1 && words::SINGLE_NOUNS.contains(&noun.normal(0))
}

/// "XEN *45* Gel Stent": between two capitalised words that no table has.
fn is_in_name(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let name = |l: Option<&Lexeme>| {
        l.is_some_and(|l| l.lex == Lex::Word && from.lexed.written(l).starts_with(char::is_uppercase))
    };
    name(from.back(0)) && name(to.peek(0))
}

/// How many lexemes after it the risk may be named that is foreseen over a length of time.
const RISK: usize = 6;

/// "*10-year* ASCVD risk ≥ 7.5 %", "*5-year* survival": how far is foreseen. Near miss: "10-year history of diabetes".
fn is_horizon(to: Cursor<'_>, read: &ReadQuantity) -> bool {
    let years = read.unit.as_ref().is_some_and(|u| matches!(u.unit.code.as_deref(), Some("a" | "mo" | "d")));
    let said = |n: usize| to.peek(n).map(|l| to.lexed.written(l).to_ascii_lowercase());
    let name = |words: &String| words.starts_with(char::is_alphabetic);
    let foreseen = |said: String| said.split(' ').any(|word| words::FORESEEN_NOUNS.contains(&word));
    let mut names = (0..RISK).map_while(said).take_while(name);
    let joined = to.back(1).is_some_and(|l| l.lex == Lex::Dash || matches!(l.lex, Lex::Number(_) | Lex::Term(_)));
    years
        && joined
        && read.quantity.form == QuantityForm::Bare
        && !to.has_cue(0, &[Cue::HistoryOf, Cue::Of, Cue::Old])
        && names.any(foreseen)
}

/// "failed *1L* therapy", "*2L* platinum": the first, the second line of treatment. Near misses: "drink 1 L of water", "FEV1 <
/// 1L", "1L crystalloid within 3 h".
fn is_line_of_treatment(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    let litres = to.at == from.at + 2 && to.back(0).is_some_and(|l| !l.spaced && to.lexed.written(l) == "L");
    let count = read.quantity.bounds.eq.is_some_and(|n| n.0.is_integer() && n.0 <= Decimal::from(5));
    let skipped = usize::from(to.normal(0) == "systemic");
    let noun = words::TREATMENT_LINE_NOUNS.contains(&to.normal(skipped).to_ascii_lowercase().as_str());
    let of_cancer = to.entry(skipped, Kind::DrugClass).is_some_and(|e| words::CANCER_DRUG_CLASSES.contains(&e.id()));
    litres && count && read.quantity.form == QuantityForm::Bare && (noun || of_cancer)
}

/// "white spots on *teeth between 1.3 and 2.3* or between 3.3 and 4.3", "tooth 1.6": which teeth. Near misses: "teeth with a
/// probing depth of 2.3 mm"; "*between 20 and 28 teeth*".
fn numbers_teeth(from: Cursor<'_>, read: &ReadQuantity) -> bool {
    let listed = |l: &&Lexeme| {
        matches!(l.lex, Lex::Number(_) | Lex::Dash | Lex::Sign(',' | '/'))
            || matches!(l.cue(), Some(Cue::Or | Cue::And | Cue::AndOr | Cue::To | Cue::Between | Cue::From))
    };
    let named = (0..16).map_while(|n| from.back(n)).find(|l| !listed(l));
    let tooth = |n: crate::rule::Number| {
        let tenths = n.0.checked_mul(Decimal::TEN).filter(|n| n.is_integer() && *n < Decimal::from(86));
        n.0.scale() == 1 && tenths.is_some_and(|n| (1..=8).contains(&u32::try_from(n % Decimal::TEN).unwrap_or(0)))
    };
    let bounds = &read.quantity.bounds;
    let mut ends = [bounds.eq, bounds.ge, bounds.le].into_iter().flatten();
    let compared = bounds.ge.is_some() != bounds.le.is_some() || bounds.gt.or(bounds.lt).is_some();
    read.unit.is_none()
        && !compared
        && ends.all(tooth)
        && named.is_some_and(|l| matches!(from.lexed.normal(l), "teeth" | "tooth" | "element" | "elements"))
}

/// "(n=20)", "IRB study # 0001".
fn is_sample_size(from: Cursor<'_>) -> bool {
    let equals = |l: Option<&Lexeme>| l.is_some_and(|l| l.lex == Lex::Comparator(Comparator::Eq));
    let behind = usize::from(!equals(from.peek(0)) && equals(from.back(0)));
    let sized = behind == 1 || equals(from.peek(0));
    let back = from.back(behind);
    sized && back.is_some_and(|l| from.lexed.written(l).eq_ignore_ascii_case("n"))
        || back.is_some_and(|l| l.is_sign('#'))
}

/// Whether something that is measured is named shortly before: "temperature of *38 C*".
fn is_measured_before(from: Cursor<'_>) -> bool {
    (0..4).map_while(|n| from.back(n)).any(|l| l.entry(Kind::Analyte).or(l.entry(Kind::Score)).is_some())
}

/// "2D echocardiography", "18F-FDG": a whole number and a capital letter that is a unit of temperature, say.
fn is_letter(from: Cursor<'_>, to: Cursor<'_>, dimension: &str, read: &ReadQuantity) -> bool {
    let Some(last) = to.back(0) else { return false };
    let written = from.lexed.written(last);
    let whole = read.quantity.bounds.eq.is_some_and(|n| n.0.is_integer());
    let capital = written.len() == 1 && written.bytes().all(|b| b.is_ascii_uppercase());
    capital && whole && !matches!(dimension, "volume" | "enzyme" | "mass")
}

/// A plain number or range of numbers between 1900 and 2099.
fn is_year(read: &ReadQuantity) -> bool {
    let year = |n: Decimal| n.is_integer() && n >= Decimal::from(1900) && n < Decimal::from(2100);
    let bounds = &read.quantity.bounds;
    let low = bounds.low().map(|b| b.0.0);
    let high = bounds.high().map(|b| b.0.0);
    low.is_some_and(year) && high.is_some_and(year)
}
