//! Every diagnostic code, what it means and what to do: what `extract explain CODE` prints.
//!
//! A code is stable. A new diagnostic gets a row here before anything emits it; rows are sorted by code.

use std::sync::LazyLock;

use super::lints::LINTS;
use crate::rule::Severity;
use crate::rule::Severity::{Error, Note, Warning};

/// What is to be known about a diagnostic code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The stable name, in kebab case.
    pub code: &'static str,
    /// How bad it usually is.
    pub severity: Severity,
    /// What it says, in a few words.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub explanation: &'static str,
    /// Criteria text that gives it.
    pub example: &'static str,
}

/// The row of a code.
///
/// ```
/// use trial_extract::check::codes::explain;
/// assert_eq!(explain("window-without-anchor").unwrap().title, "a time window that is counted from nothing");
/// assert!(explain("no-such-code").is_none());
/// ```
pub fn explain(code: &str) -> Option<&'static Code> {
    let all = all();
    all.binary_search_by(|row| row.code.cmp(code)).ok().map(|i| &all[i])
}

/// What reading and the lints may say, sorted by code.
pub fn all() -> &'static [Code] {
    static ALL: LazyLock<Vec<Code>> = LazyLock::new(|| {
        let known = |code: &str| CODES.binary_search_by(|row| row.code.cmp(code)).is_ok();
        let lints = LINTS.iter().filter(|lint| !known(lint.code));
        let lints = lints.map(|l| row(l.code, l.severity, l.title, l.explanation, l.example));
        let mut all: Vec<Code> = CODES.iter().copied().chain(lints).collect();
        all.sort_by_key(|row| row.code);
        all
    });
    &ALL
}

const fn row(
    code: &'static str,
    severity: Severity,
    title: &'static str,
    explanation: &'static str,
    example: &'static str,
) -> Code {
    Code { code, severity, title, explanation, example }
}

/// The codes that reading gives, sorted.
pub static CODES: &[Code] = &[
    row(
        "ambiguous-abbreviation",
        Warning,
        "an abbreviation that stands for several things",
        "Nothing near the abbreviation decides which of its meanings is meant, so its concept has no id and nobody's \
         data can match it. Spell it out once.",
        "History of MS.",
    ),
    row(
        "and-or",
        Note,
        "\"and/or\" is read as either or both",
        "\"A and/or B\" is met by A alone, by B alone, and by both. Write \"or\" if that is meant, \"and\" if both are \
         demanded.",
        "Received immunosuppressants and/or biological agents.",
    ),
    row(
        "doubtful-equals",
        Warning,
        "an \"=\" that may have been \"≥\" or \"≤\"",
        "Text that went through a wrong encoding loses its signs, and \"≥ 18\" becomes \"= 18\". The limit is read as \
         written, as equality, which is hardly ever what was meant. Restore the sign.",
        "Age = 18 years.",
    ),
    row(
        "empty-criterion",
        Note,
        "a list item without words",
        "A marker stands alone. Nothing is lost; the item is kept as a note.",
        "Inclusion Criteria:\n1.\n2. Age 18 years or older.",
    ),
    row(
        "exception-without-limit",
        Note,
        "something is allowed that nothing forbids",
        "A clause allows a limit for some people (\"can be included\"), but no limit before it would keep them out. The \
         clause is kept under `permits` and changes nothing.",
        "Patients with Gilbert syndrome and bilirubin ≤ 3.0 × ULN can be included.",
    ),
    row(
        "index-date",
        Note,
        "an assumption: a window without an anchor is counted back from the index date",
        "It stands in the document's `assumptions`. The index date is the day on which a person is judged, unless whoever \
         evaluates the rules names another.",
        "Major surgery within 4 weeks.",
    ),
    row(
        "inferred-nesting",
        Note,
        "the place of this item in the list was inferred",
        "Nothing in the layout says that the item belongs to the one that introduces it (a line that ends in a colon, an \
         unmarked line between items), but the words do. Indent it, or number it, to be sure.",
        "* Adequate organ function:\n* ALT ≤ 5 × ULN.",
    ),
    row(
        "input-encoding",
        Note,
        "the bytes are not plain UTF-8",
        "They were read in the encoding that the message names, or hold characters that no text has. If letters look \
         wrong, save the file as UTF-8.",
        "(a file in Windows-1252)",
    ),
    row(
        "limit-repeated",
        Note,
        "a limit that stands twice",
        "Two criteria set the same limit on the same thing. When one is amended the other is easily forgotten.",
        "1. ANC ≥ 1.5 × 10⁹/L.\n2. Blood count: ANC ≥ 1.5 × 10⁹/L.",
    ),
    row(
        "no-sections",
        Warning,
        "nothing says which criteria include and which exclude",
        "The text has no heading for inclusion or exclusion, so `eligibility` is null and nobody can be judged. Say \
         `--section inclusion` or `--section exclusion`, or add headings.",
        "Age 18 years or older.",
    ),
    row(
        "not-understood",
        Warning,
        "words inside a criterion that were not understood",
        "The rest of the criterion is a rule, but these words have found no place in it. They may narrow what is meant, so \
         the criterion is not computable until a reader has looked.",
        "A diagnosis of SLE according to the rheumatologist.",
    ),
    row(
        "number-not-in-rule",
        Warning,
        "a number that is part of no rule",
        "A number, comparator or unit was read, but nothing says what it limits. It is in no rule; read the words, and \
         say what the number is of.",
        "Able to stand, 15.",
    ),
    row(
        "or-where-and-usual",
        Note,
        "\"or\" between limits that trials mostly demand together",
        "Read as written: one of the limits is enough. Trials nearly always mean both here. Write \"and\" if so.",
        "INR or APTT ≤ 1.5 × ULN.",
    ),
    row(
        "registry-field",
        Warning,
        "a field of the registry that can not be read",
        "The registry's own field for age, sex or healthy volunteers has a form that is not known, so the text is not \
         compared with it.",
        "(a study with minimumAge \"adult\")",
    ),
    row(
        "shared-criteria",
        Note,
        "an assumption: a criterion under no cohort's heading holds for every cohort",
        "It stands in the document's `assumptions`. Headings name cohorts or other people, each of which has a formula in \
         `populations`; what stands under none of those headings is taken to hold for all of them.",
        "Inclusion Criteria: Age ≥ 18 years. Cohort A: Asthma. Cohort B: COPD.",
    ),
    row(
        "target-disease",
        Note,
        "an assumption: \"the disease\" is the one the inclusion criteria demand",
        "It stands in the document's `assumptions`. \"The disease\", and what \"other\" diseases are other than, is the \
         condition that the inclusion criteria demand most plainly. Where two are alike, none is taken.",
        "Other active autoimmune diseases.",
    ),
    row(
        "unknown-unit",
        Warning,
        "a unit that is not known",
        "The unit is kept as written, has no UCUM code, and can not be converted: only a result in the very same unit \
         can be compared with the limit.",
        "Ferritin ≥ 30 zorks.",
    ),
    row(
        "unparsed",
        Warning,
        "words that were not understood",
        "They are kept as an `unparsed` leaf, which is neither met nor not met but unknown. Reword them, or extend the \
         vocabulary or the grammar.",
        "Glorp not above the third quux.",
    ),
    row(
        "window-scope",
        Note,
        "it is open what a time window governs",
        "The words before the window could all be meant, or only the last of them. The reading shows how it was taken.",
        "Not fully recovered from major surgery within 2 weeks before administration.",
    ),
    row(
        "window-without-anchor",
        Note,
        "a time window that is counted from nothing",
        "The text gives a length of time and not the moment it is counted from. No anchor is invented: whoever evaluates \
         the rule has to name one. Name it in the text (\"before screening\").",
        "Major surgery within 4 weeks.",
    ),
    row(
        "wording-contradicts-section",
        Warning,
        "the wording contradicts the section it stands in",
        "An exclusion criterion says what must be met, or an inclusion criterion what must not. The criterion's `reads` \
         says how it is taken: \"excludes\" for limits that exclude whoever is within them, \"requires\" for a demand. \
         Move it, or reword it.",
        "Exclusion Criteria:\n- Must meet the following: ANC < 0.8 × 10⁹/L.",
    ),
    row(
        "wrong-direction",
        Error,
        "a range whose lower limit is above its upper limit",
        "Nothing lies within it, so nobody can meet the rule. The limits are probably swapped.",
        "Age 65 to 18 years.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_unique_and_in_kebab_case() {
        assert!(CODES.is_sorted_by(|a, b| a.code < b.code));
        for row in CODES {
            assert!(row.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", row.code);
            assert!(!row.code.starts_with('-') && !row.code.ends_with('-'), "{}", row.code);
        }
    }

    #[test]
    fn every_row_says_something_in_every_column() {
        for row in CODES {
            assert!(!row.title.is_empty() && !row.title.ends_with('.'), "{}", row.code);
            assert!(row.explanation.ends_with('.') || row.explanation.ends_with(")."), "{}", row.code);
            assert!(!row.example.is_empty(), "{}", row.code);
        }
    }
}
