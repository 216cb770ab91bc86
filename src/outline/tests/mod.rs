#![allow(clippy::unwrap_used)]

mod groups;
mod headings;
mod lines;
mod lists;
mod markers;

use super::*;

/// One line an item: section, depth, label, role, words, inference.
fn render(text: &str, default_section: Option<Section>) -> String {
    let mut lines = Vec::new();
    for (depth, item) in outline(text, default_section).items() {
        let section = match item.section {
            Some(Section::Inclusion) => 'I',
            Some(Section::Exclusion) => 'E',
            None => '?',
        };
        let role = match item.role {
            Role::Heading => "# ",
            Role::Note => "~ ",
            Role::Item => "",
        };
        let label = item.label.clone().map_or(String::new(), |label| format!("[{}] ", &text[label]));
        let words = shorten(&text[item.text.clone()]);
        let path: Vec<&str> = item.heading.iter().skip(1).map(|heading| &text[heading.text.clone()]).collect();
        let path = if path.is_empty() { String::new() } else { format!("  @ {}", path.join(" > ")) };
        let inferred = item.inferred.map_or(String::new(), |reason| format!("  ({reason:?})"));
        lines.push(format!("{section} {}{role}{label}{words}{path}{inferred}", "  ".repeat(depth)));
    }
    lines.join("\n")
}

/// The first and the last words of a long text.
fn shorten(words: &str) -> String {
    let words = words.replace("\r\n", "\u{21b5}").replace('\n', "\u{21b5}");
    let chars: Vec<char> = words.chars().collect();
    if chars.len() <= 70 {
        return words;
    }
    format!("{}…{}", chars[..40].iter().collect::<String>(), chars[chars.len() - 25..].iter().collect::<String>())
}

#[test]
fn the_four_documents() {
    let texts = [
        ("000", include_str!("../../../corpus/000.txt")),
        ("001", include_str!("../../../corpus/001.txt")),
        ("002", include_str!("../../../corpus/002.txt")),
        ("003", include_str!("../../../corpus/003.txt")),
    ];
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/outline");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (name, text) in texts {
        settings.bind(|| insta::assert_snapshot!(name, render(text, None)));
        assert_covered(text);
    }
}

/// Every text the project carries, headings or not.
#[test]
fn nothing_is_lost_of_the_corpus() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "txt") {
                assert_covered(&std::fs::read_to_string(&path).unwrap());
                count += 1;
            }
        }
    }
    assert!(count >= 4);
}

/// Asserts that every character that is no white space is in exactly one label or text.
fn assert_covered(text: &str) {
    let mut covered = vec![false; text.len()];
    for (_, item) in outline(text, None).items() {
        for range in item.label.iter().chain(std::iter::once(&item.text)) {
            for at in range.clone() {
                assert!(!covered[at], "byte {at} is in two items of {text:?}");
                covered[at] = true;
            }
        }
    }
    for (at, c) in text.char_indices() {
        assert!(covered[at] || c.is_whitespace(), "{c:?} at {at} is in no item of {text:?}");
    }
}

const LINES: &str = r"([ \t]{0,9}(\*|-|\\-|•|1\.|2\.|3\.|a\)|b\)|i\.|ii\.|①|②|\(1\)|\(2\)|)[ ]{0,2}(Age: 1\. x; 2\. y|Inclusion Criteria:|Exclusion|one of the following:|[a-zA-Z≥0-9 .,;:()]{0,30}|:|AND:)(\n|\r\n|\n\n| ))";

proptest::proptest! {
    #[test]
    fn nothing_is_lost_of_any_text(text in proptest::prelude::any::<String>()) {
        assert_covered(&text);
    }

    #[test]
    fn nothing_is_lost_of_any_list(lines in proptest::collection::vec(LINES, 0..12)) {
        assert_covered(&lines.concat());
    }
}

#[test]
fn labels_and_texts_are_slices() {
    let text = "Inclusion Criteria:\n-  • Age \u{2265} 18\u{a0}\n";
    let outline = outline(text, None);
    let item = &outline.items[1];
    assert_eq!((&text[item.label.clone().unwrap()], &text[item.text.clone()]), ("-  •", "Age \u{2265} 18"));
    assert_eq!(&text[item.heading[0].text.clone()], "Inclusion Criteria:");
}

#[test]
fn the_default_section_is_for_texts_without_headings() {
    assert_eq!(render("Cancer", Some(Section::Exclusion)), "E Cancer");
    assert_eq!(render("Cancer", None), "? Cancer");
    assert_eq!(render("Inclusion:\n- Age", Some(Section::Exclusion)), "I # Inclusion:\nI [-] Age");
}

/// Texts that would take very long, or very deep a stack, if any step were not linear.
#[test]
fn large_texts_take_linear_time() {
    let units = [
        "age ≥ 18 ",
        "1. a 2. B ",
        "Criteria: ",
        "(",
        "a: ",
        "* x:\n",
        "* x\n",
        "A. ",
        "x",
        " ",
        "\n",
        "① ② ",
        "• A ",
        "1) a, ",
        "Inclusion criteria: ",
        "Cohort A:\n",
        "Patient refusal. ",
        "\t* a\n",
        "1.\n",
        "of\n",
        "a\n",
        "x; or\n",
    ];
    for unit in units {
        let text = unit.repeat(150_000 / unit.len());
        let start = std::time::Instant::now();
        let count = outline(&text, None).items().count();
        let elapsed = start.elapsed();
        assert!(elapsed.as_secs() < 10, "{unit:?}: {count} items in {elapsed:?}");
    }
    let stairs: String = (0..2000).map(|depth| format!("{}* x:\n", " ".repeat(depth))).collect();
    assert!(outline(&stairs, None).items().all(|(depth, _)| depth < 20));
    // Each header would hold the next.
    let headers = format!("Inclusion Criteria:\n{}* stroke", "* Either of:\n".repeat(5000));
    assert!(outline(&headers, None).items().all(|(depth, _)| depth < 20));
    assert_covered(&"(".repeat(10_000));
}
