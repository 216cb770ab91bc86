use super::paint::{Fate, Paint, Placed, Stands};
use super::review;
use crate::check::standing::Join;
use crate::emit::plain;
use crate::rule::Trial;
use crate::{Options, extract, source::Document};

fn trial(text: &str) -> Trial {
    extract(&Document { text: text.into(), ..Document::default() }, &Options::default())
}

/// Every piece of a text with what became of it.
fn fates(text: &str) -> Vec<(String, Fate)> {
    let trial = trial(text);
    let placed: Vec<Placed<'_>> = trial
        .criteria
        .iter()
        .map(|criterion| {
            let words = criterion.rule.as_ref().map(|rule| plain(rule, &criterion.text, &trial.concepts, &[]));
            Placed { criterion, above: Vec::new(), words, stands: Stands { join: Join::All, alone: true } }
        })
        .collect();
    let chars: Vec<char> = text.chars().collect();
    let paint = Paint::new(chars.len(), &placed, &|_| None);
    let pieces = paint.pieces(0, chars.len());
    pieces.into_iter().map(|(start, end, fate)| (chars[start..end].iter().collect(), fate)).collect()
}

/// The words that have one fate, joined.
fn words_of(fates: &[(String, Fate)], wanted: Fate) -> String {
    fates.iter().filter(|(_, fate)| *fate == wanted).map(|(words, _)| words.as_str()).collect()
}

#[test]
fn every_character_has_one_fate_and_the_pieces_are_the_text() {
    let text = "Inclusion Criteria:\r\n* 😀 Hemoglobin ≥ 80 g/L\r\n* Signs the informed consent form\r\n";
    let fates = fates(text);
    assert_eq!(fates.iter().map(|(words, _)| words.as_str()).collect::<String>(), text);
    assert_eq!(words_of(&fates, Fate::Heading), "Inclusion Criteria:");
    assert_eq!(words_of(&fates, Fate::Rule), "Hemoglobin ≥ 80 g/L");
    assert_eq!(words_of(&fates, Fate::Narrative), "Signs the informed consent form");
    assert_eq!(words_of(&fates, Fate::Unread), "");
}

#[test]
fn words_that_a_diagnostic_names_are_not_understood() {
    let fates = fates("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L frobnicated\n");
    assert!(words_of(&fates, Fate::Unread).contains("frobnicated"), "{fates:?}");
    assert!(!words_of(&fates, Fate::Unread).contains("80"), "{fates:?}");
}

#[test]
fn a_carriage_return_stays_one_and_mark_up_is_text() {
    let page = review(&trial("Inclusion Criteria:\r\n* Hb < 80 g/L & <i>more</i>\r\n"), None);
    assert!(page.contains("&lt;i&gt;more&lt;/i&gt;") && !page.contains("<i>"));
    let text = "Inclusion Criteria:\r\n* Hb ≥ 80 g/L\r\n";
    assert!(review(&trial(text), Some(text)).contains("&#13;\n"));
}

#[test]
fn what_is_allowed_is_marked_where_it_is_said() {
    let text = "Exclusion Criteria:\n* Infection requiring intravenous antibiotics; however, prophylactic use of these drugs \
                is allowed\n";
    let page = review(&trial(text), Some(text));
    let piece = page.split("<span class=\"s ").find(|piece| piece.contains("prophylactic use")).unwrap();
    assert!(piece.starts_with("rule\""), "{piece}");
}
