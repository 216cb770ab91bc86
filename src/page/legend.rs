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
            @if counts[Fate::Narrative as usize] > 0 {
                span.entry { small { "Words in a rule amid narrative ones: what the rule keeps of that sentence, such as a time." } }
            }
        }
    }
}

fn words(fate: Fate) -> Option<&'static str> {
    Some(match fate {
        Fate::Rule => "in a rule",
        Fate::Unknown => "a name not in the vocabulary",
        Fate::Narrative => "narrative: no data can decide it",
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

/// What the page's words mean. The right column says the same thing in the same words everywhere.
const GLOSSARY: [(&str, &str); 22] = [
    ("must hold, excludes if", "Who is to get in meets every row of the first kind and no row of the second."),
    (
        "computable, partial, narrative",
        "Of a criterion data can decide all, some, or nothing. Severe, uncontrolled, suspected, or judged so by somebody counts as decided where a record says so in as many words, and is unknown where none does.",
    ),
    (
        "narrative (…): “…”",
        "Understood, but nothing that data can decide: consent, somebody's judgement. The words stand as they are.",
    ),
    (
        "times in these words",
        "The times of the quoted words right above, kept as data: of which part they are said stands in the quote.",
    ),
    (
        "a name (“…”)",
        "The vocabulary's name, then the text's own words where they differ: judge whether both mean the same.",
    ),
    (
        "(…) after with, requiring",
        "All that stands in the brackets is said of that thing, and not of what stands before.",
    ),
    ("\\>, \\-, \\[ in the text", "How registries write >, -, [: the backslash says nothing."),
    (
        "a name not in the vocabulary",
        "It is part of the rule by its words alone, and no record is known to tell of it: that part is met or not met only where somebody says so.",
    ),
    ("one way to meet, needed for, counts towards", "How the row counts in the group that is named after it."),
    ("no rule, other rows", "Notes, definitions, what the text allows: kept, and neither demanded nor excluded."),
    ("group", "A row that only gathers those under it. It is decided on too: for how they are joined."),
    ("with, requiring", "Said of the same event or site. Requiring: the text says that the event needs it."),
    ("other than, without", "Whoever has only that does not count; whoever has it and another one does."),
    ("unless", "Who meets what follows need not meet what stands before (or is not excluded by it)."),
    (
        "not a reason against, does not by itself exclude, with or without",
        "Allowed by the text: neither demanded nor excluded.",
    ),
    ("which here means", "What the text itself says the words mean."),
    ("for example", "Examples of the text: they count, and so does all else that is such a thing."),
    ("listed here or not, or others", "The text says that its list is not complete: what it does not list counts too."),
    (
        "history of",
        "At any time before or now: begun, whether over or not. “Within …” after it: begun or present in that time; “for …”: lasting so long.",
    ),
    ("only for those with …, if …, then …", "Demanded of them alone; all others meet it."),
    ("said above", "Not in these words: a heading or the row above says it of all rows under it."),
    (
        "index date",
        "The day for which the rules are asked, such as that of screening. A time that names no start is counted back from it.",
    ),
];

/// The keys, and whether they are on; what the words mean.
pub fn help() -> Markup {
    let keys: [(&str, &str); 13] = [
        ("j / ↓", "next criterion; at first the one at the top of the window"),
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
            div.sides {
                div {
                    h3 { "Keys" }
                    table {
                        @for (key, words) in keys { tr { th scope="row" { kbd { (key) } } td { (words) } } }
                    }
                    p { label { input type="checkbox" id="shortcuts" checked; " Keys of one letter are on" } }
                    button type="button" id="close" { "Close" }
                }
                div {
                    h3 { "Words at the right" }
                    dl { @for (term, words) in GLOSSARY { div { dt { (term) } dd { (words) } } } }
                }
            }
        }
    }
}
