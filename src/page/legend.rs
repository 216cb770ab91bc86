//! What the marks mean and which keys there are.

use maud::{Markup, html};

use super::paint::Fate;

/// Every way a piece of text is marked, with the share of the characters that have it.
pub fn legend(counts: &[usize; Fate::ALL.len()]) -> Markup {
    let total: usize = counts.iter().sum();
    html! {
        section.legend aria-label="What the marks mean" {
            span.legend-title { "In the text:" }
            @for fate in Fate::ALL {
                @let count = counts[fate as usize];
                @if let Some(words) = words(fate) {
                    span.entry { span class={ "s " (fate.class()) } { (words) } " " small { (share(count, total)) } }
                }
            }
        }
    }
}

fn words(fate: Fate) -> Option<&'static str> {
    Some(match fate {
        Fate::Rule => "in a rule",
        Fate::Unknown => "a name not in the vocabulary",
        Fate::Narrative => "no data can decide it",
        Fate::Unread => "not understood",
        Fate::Joining => "only joins or repeats",
        Fate::Note => "kept, no rule",
        Fate::Heading => "heading",
        Fate::Layout => return None,
    })
}

fn share(count: usize, total: usize) -> String {
    match (100 * count + total / 2) / total.max(1) {
        0 if count > 0 => "<1 %".to_owned(),
        percent => format!("{percent} %"),
    }
}

/// The keys, and whether they are on.
pub fn help() -> Markup {
    let keys: [(&str, &str); 13] = [
        ("j / ↓", "next criterion"),
        ("k / ↑", "previous criterion"),
        ("→ / ←", "next, previous statement of the rule; its words light up"),
        ("n", "next criterion to decide"),
        ("a", "accept the rule"),
        ("w", "mark it wrong"),
        ("u", "take the decision back"),
        ("c", "comment; Esc leaves the box"),
        ("r", "rule in notation and as JSON"),
        ("/", "search"),
        ("s", "save the decisions"),
        ("?", "this help"),
        ("Esc", "close, or show all again"),
    ];
    html! {
        dialog id="keys" aria-labelledby="keys-title" {
            h2 id="keys-title" { "How to review" }
            p {
                "Left is the text as written, right what the program took it to say. Point at one and the other lights up. "
                "Accept what is right, mark what is wrong, and save the decisions to a file: "
                code { "extract FILE --format html --review decisions.json" }
                " goes on with them, and brings back what has changed since."
            }
            table {
                @for (key, words) in keys { tr { th scope="row" { kbd { (key) } } td { (words) } } }
            }
            p { label { input type="checkbox" id="shortcuts" checked; " Keys of one letter are on" } }
            button type="button" id="close" { "Close" }
        }
    }
}
