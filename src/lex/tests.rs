#![allow(clippy::unwrap_used)]

use super::comparator::Comparator;
use super::lex;
use super::number::parse;
use super::scan::{Shape, scan};

fn shapes(text: &str) -> Vec<Shape> {
    scan(text).tokens.iter().map(|token| token.shape).collect()
}

#[test]
fn fractions_are_numbers() {
    let value = |written| parse(written).unwrap().to_string();
    assert_eq!((value("½"), value("2½"), value("¾")), ("0.5".to_owned(), "2.5".to_owned(), "0.75".to_owned()));
    assert!(matches!(shapes("2½ years")[..], [Shape::Number(Some(_)), Shape::Word]));
    assert!(matches!(shapes("1/2")[..], [Shape::Number(_), Shape::Sign('/'), Shape::Number(_)]));
}

#[test]
fn a_digit_is_in_a_word_after_letters_and_a_number_after_signs() {
    assert_eq!(shapes("HER2β2a"), [Shape::Word]);
    assert_eq!(shapes("前7天"), [Shape::Word, Shape::Number(parse("7")), Shape::Word]);
}

#[test]
fn a_backslash_hides_no_digit() {
    assert!(matches!(shapes("grade \\3")[..], [Shape::Word, Shape::Sign('\\'), Shape::Number(Some(_))]));
    assert!(matches!(shapes("\\> 3")[..], [Shape::Comparator(Comparator::Gt), Shape::Number(Some(_))]));
}

#[test]
fn entities_and_tags_are_what_they_stand_for() {
    let number_of_words = [Shape::Comparator(Comparator::Gt), Shape::Number(parse("4")), Shape::Word];
    assert_eq!(shapes("&gt;4&nbsp;weeks<br>"), number_of_words);
    assert_eq!(shapes("4&ndash;6")[1], Shape::Dash);
    assert_eq!(shapes("10<sup>9</sup>/L")[1], Shape::Superscript(9));
    assert_eq!(shapes("Addison&#39;s")[1], Shape::Sign('\''));
    assert_eq!(shapes("&Uuml;"), [Shape::Sign('&')]);
    assert_eq!(shapes("K<sup>+</sup>"), [Shape::Word, Shape::Sign('+')]);
}

#[test]
fn a_limit_is_no_tag_and_an_ampersand_no_entity() {
    assert_eq!(shapes("<b 5")[0], Shape::Comparator(Comparator::Lt));
    assert_eq!(
        shapes("H&E; R&D"),
        [Shape::Word, Shape::Sign('&'), Shape::Word, Shape::Sign(';'), Shape::Word, Shape::Sign('&'), Shape::Word]
    );
}

#[test]
fn the_initial_of_a_genus_ends_no_sentence() {
    let known = lex("Active H. pylori infection");
    assert_eq!(known.lexemes.last().and_then(|l| l.concept()).map(|e| e.id()), Some("helicobacter_pylori_infection"));
    let unknown = lex("Infection with E. cloacae");
    assert!(!unknown.lexemes.iter().any(|l| l.is_sign('.')));
    for text in ["Hepatitis B. patients may", "Grade D. Then", "Class C. or later"] {
        assert!(lex(text).lexemes.iter().any(|l| l.is_sign('.')), "{text}");
    }
}
