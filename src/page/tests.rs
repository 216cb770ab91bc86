use super::paint::{Fate, Paint, Placed};
use super::review;
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
            let words = plain(criterion, &trial.concepts);
            Placed::new(criterion, Vec::new(), words)
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

/// The row of a criterion: its element with all that is in it.
fn row<'p>(page: &'p str, id: &str) -> &'p str {
    let from = page.find(&format!("<article class=\"row\" id=\"{id}\"")).unwrap();
    &page[from..from + page[from..].find("</article>").unwrap()]
}

#[test]
fn the_words_that_excuse_from_a_rule_are_part_of_it() {
    let text = "Inclusion Criteria:\n* Total bilirubin ≤ 1.5 × ULN, unless the subject has a record of Gilbert syndrome; \
                subjects with Gilbert syndrome and total bilirubin ≤ 3.0 × ULN can be included\n* Signs the consent form\n";
    let fates = fates(text);
    assert!(words_of(&fates, Fate::Rule).contains("unless the subject has a record of Gilbert syndrome"), "{fates:?}");
    assert_eq!(words_of(&fates, Fate::Narrative), "Signs the consent form");
}

#[test]
fn a_note_on_all_rows_of_a_group_is_said_once_and_each_row_is_found_by_its_code() {
    let text =
        "Inclusion Criteria:\n* Adequate organ function:\n* ALT ≤ 5 × ULN\n* LVEF ≥ 50 %\n* Able to give consent\n";
    let trial = trial(text);
    let page = review(&trial, Some(text));
    let said = |id: &str| row(&page, id).matches("the place of this item is inferred").count();
    assert_eq!((said("I1"), said("I1.1"), said("I1.2")), (1, 0, 0));
    assert!(row(&page, "I1").contains("on each of <a href=\"#I1.1\">I1.1</a>, <a href=\"#I1.2\">I1.2</a>"));
    assert!(row(&page, "I1.2").contains("data-codes=\"inferred-nesting\""));
    assert!(!row(&page, "I1").contains("data-codes"));
    assert!(page.contains("<option value=\"inferred-nesting\">inferred-nesting (2)</option>"));
}

#[test]
fn groups_are_counted_apart_and_say_nothing_of_what_data_can_decide() {
    let text =
        "Inclusion Criteria:\n* Adequate organ function:\n  * ALT ≤ 5 × ULN\n  * LVEF ≥ 50 %\n* Able to give consent\n";
    let page = review(&trial(text), Some(text));
    assert!(page.contains("3 criteria: ") && page.contains(" · 1 group<"), "{page}");
    assert!(row(&page, "I1").contains("data-coverage=\"group\"") && !row(&page, "I1").contains("chip"));
    assert!(row(&page, "I1.1").contains("chip computable") && row(&page, "I2").contains("chip narrative"));
    // A heading is no row to decide on, so there is none in no section.
    assert!(!page.contains("no section"));
    let title = format!("Eligibility Criteria:\n{text}");
    assert!(!review(&trial(&title), Some(&title)).contains("no section"));
}

#[test]
fn a_row_that_data_decide_in_part_names_what_they_can_not() {
    let text = "Exclusion Criteria:\n* Arrhythmia requiring clinical intervention, or stroke\n* Stroke\n* Not willing to comply\n";
    let page = review(&trial(text), Some(text));
    assert!(row(&page, "E1").contains("No data can decide: clinical intervention"), "{}", row(&page, "E1"));
    assert!(!row(&page, "E2").contains("No data can decide") && !row(&page, "E3").contains("No data can decide"));
}

#[test]
fn what_is_assumed_of_a_window_is_said_in_its_row() {
    let text = "Exclusion Criteria:\n* Major surgery within 4 weeks\n* Stroke within 4 weeks before screening\n";
    let page = review(&trial(text), Some(text));
    assert!(row(&page, "E1").contains("is counted back from the index date"));
    assert!(!row(&page, "E2").contains("index date"));
}

#[test]
fn warnings_of_rows_stand_at_the_top_before_notes_of_the_whole() {
    let text = "Inclusion Criteria:\n* ANC ≥ 1.5 ×10⁹/L\n* Hb ≥ 80 g/L frobnicated\nExclusion Criteria:\n* Major surgery within 4 weeks\n";
    let page = review(&trial(text), Some(text));
    let about = &page[page.find("<section class=\"about\"").unwrap()..];
    let about = &about[..about.find("</section>").unwrap()];
    let (warning, note) = (about.find("diagnostic warning").unwrap(), about.find("diagnostic note").unwrap());
    assert!(warning < note && about.contains("<a href=\"#I2\">I2</a>"), "{about}");
}
