//! Every diagnostic code, what it means and what to do: what `extract explain CODE` prints.
//!
//! A code is stable. A new diagnostic gets a row here before anything emits it; rows are sorted by code.

use std::sync::LazyLock;

use super::lints::LINTS;
use crate::rule::Severity;
use crate::rule::Severity::{Note, Warning};

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
    /// Criteria text, or a study, that gives it; `\xf6` stands for a byte that is no UTF-8.
    pub example: &'static str,
    /// Nearly the same, which does not give it.
    pub near_miss: &'static str,
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
        let lints = lints.map(|l| row(l.code, l.severity, l.title, l.explanation, l.example, l.near_miss));
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
    near_miss: &'static str,
) -> Code {
    Code { code, severity, title, explanation, example, near_miss }
}

/// The codes that reading gives, sorted.
pub static CODES: &[Code] = &[
    row(
        "age-group",
        Note,
        "a word for an age without a number",
        "\"Adults\" and \"children\" give no age in numbers, and where it lies differs from country to country, so no limit \
         is made of them. The trial's own limit of age stands in another criterion as a rule.",
        "Inclusion Criteria:\n- Adults with asthma.",
        "Inclusion Criteria:\n- Adults 18 years or older with asthma.",
    ),
    row(
        "age-in-years",
        Note,
        "an assumption: an age without a unit is in years",
        "It stands in the document's `assumptions`. \"Aged between 18 and 69\" names no unit; years are meant by nearly \
         everybody who writes so, and the rule is judged in years. Write the unit.",
        "Inclusion Criteria:\n- Aged between 18 and 69.",
        "Inclusion Criteria:\n- Aged between 18 and 69 years.",
    ),
    row(
        "alternative-criteria",
        Note,
        "a criterion that another one can stand for, since \"or\" joins them",
        "A criterion ends in \"or\", or the next begins with it: one of the two is enough. The formula of the trial has them as \
         alternatives. If both are meant, leave the \"or\" out; if more of them are alternatives, put them under a head (\"One of \
         the following:\").",
        "Inclusion Criteria:\n- Asthma, or\n- COPD",
        "Inclusion Criteria:\n- One of the following:\n  - asthma\n  - COPD",
    ),
    row(
        "ambiguous-abbreviation",
        Warning,
        "an abbreviation that stands for several things",
        "Nothing near the abbreviation decides which of its meanings is meant, so its concept has no id and nobody's \
         data can match it. Spell it out once.",
        "Exclusion Criteria:\n- History of MS.",
        "Exclusion Criteria:\n- History of multiple sclerosis (MS).",
    ),
    row(
        "and-read-as-or",
        Note,
        "an \"and\" that ends a list of what excludes",
        "Things of one kind that are only named are taken as a list: each of them excludes. Write \"or\" if so, and \"both … \
         and …\" where only who has all of them is excluded. In either section, kinds of which nobody has two (\"mild and \
         moderate COPD\") are alternatives.",
        "Exclusion Criteria:\n- Pregnant and breastfeeding women.",
        "Exclusion Criteria:\n- Pregnant or breastfeeding women.",
    ),
    row(
        "change-at-least",
        Note,
        "a change of so much, read as at least so much",
        "\"A fall in hemoglobin of 2 g/dL\" has no comparator, and whoever falls by more has fallen by that much, too. Write \
         \"of at least\" or the range that is meant.",
        "Exclusion Criteria:\n- A fall in hemoglobin of 2 g/dL.",
        "Exclusion Criteria:\n- A fall in hemoglobin of more than 2 g/dL.",
    ),
    row(
        "comma-read-as-and",
        Note,
        "a comma before two things of which either does",
        "\"Asthma, FEV1 < 60 % or ACQ ≥ 1.5\" is read as asthma with one of the two results, and \"Hb ≥ 9 g/dL, creatinine \
         ≤ 1.5 mg/dL or CrCl ≥ 50 mL/min\" as that Hb beside one of the two. Write \"and\" for the comma if so, and a comma \
         before the \"or\" where any one of all of them is enough.",
        "Inclusion Criteria:\n- Asthma, FEV1 < 60 % or ACQ ≥ 1.5.",
        "Inclusion Criteria:\n- Asthma and (FEV1 < 60 % or ACQ ≥ 1.5).",
    ),
    row(
        "comma-read-as-or",
        Note,
        "a list of diseases that no conjunction ends",
        "Where diseases are demanded with commas alone between them, whoever has one of them is taken to have what is meant. \
         Write \"and\" before the last where all of them are demanded.",
        "Inclusion Criteria:\n- Asthma, COPD.",
        "Inclusion Criteria:\n- Asthma and COPD.",
    ),
    row(
        "doubtful-direction",
        Warning,
        "\"better\" or \"worse\" of something of which the better side is not known",
        "The words are read as \"or more\". A visual acuity of 0.5 or better is at least 0.5 in decimals and at most 0.5 in \
         logMAR. Write the sign.",
        "Inclusion Criteria:\n- Visual acuity of 0.5 or better.",
        "Inclusion Criteria:\n- Visual acuity of 0.5 logMAR or better.",
    ),
    row(
        "doubtful-equals",
        Warning,
        "an \"=\" that may have been \"≥\" or \"≤\", or an amount that nothing compares",
        "Text that went through a wrong encoding loses its signs, and \"≥ 18\" becomes \"= 18\". The limit is read as \
         written, as equality, which is hardly ever what was meant: a result that equals it meets it, any other is unknown. \
         Restore the sign.",
        "Inclusion Criteria:\n- Age = 18 years.",
        "Inclusion Criteria:\n- Age ≥ 18 years.",
    ),
    row(
        "examples-not-demanded",
        Note,
        "a list of examples, which demands nothing",
        "A head that ends in \"such as\" demands what it says, and its list says what that may be. Check that nothing in the \
         list is meant as a demand of its own.",
        "Inclusion Criteria:\n- Pain due to trauma, such as:\n  - Fractures\n  - Burns",
        "Inclusion Criteria:\n- All of the following:\n  - Fractures\n  - Burns",
    ),
    row(
        "exception-without-limit",
        Note,
        "something is allowed that nothing forbids",
        "A clause allows a limit for some people (\"can be included\"), but no limit before it would keep them out. The \
         clause is kept under `permits` and changes nothing.",
        "Inclusion Criteria:\n- ALT ≤ 2 × ULN; patients with Gilbert syndrome and bilirubin ≤ 3 × ULN can be included.",
        "Inclusion Criteria:\n- Bilirubin ≤ 2 × ULN; patients with Gilbert syndrome and bilirubin ≤ 3 × ULN can be included.",
    ),
    row(
        "head-as-name",
        Note,
        "words before a list that are taken for its name",
        "Before a list stands what may be no more than a name for it (\"Transplant recipients:\"), or something that is asked for \
         as well. It is taken for the name: only the list decides. If it is meant as a demand, say so (\"Transplant recipients \
         with one of the following:\").",
        "Inclusion Criteria:\n- Kidney transplantation:\n  - tacrolimus\n  - azathioprine",
        "Inclusion Criteria:\n- Kidney transplantation with any of the following:\n  - tacrolimus\n  - azathioprine",
    ),
    row(
        "index-date",
        Note,
        "an assumption: a window without an anchor is counted back from the index date",
        "It stands in the document's `assumptions`. The index date is the day on which a person is judged, unless whoever \
         evaluates the rules names another.",
        "Exclusion Criteria:\n- Major surgery within 4 weeks.",
        "Exclusion Criteria:\n- Major surgery within 4 weeks before screening.",
    ),
    row(
        "input-encoding",
        Note,
        "the bytes are not plain UTF-8",
        "They were read in the encoding that the message names, or hold characters that no text has. If letters look \
         wrong, save the file as UTF-8.",
        "Exclusion Criteria:\n- Sj\\xf6gren syndrome.",
        "Exclusion Criteria:\n- Sjögren syndrome.",
    ),
    row(
        "mixed-joins",
        Warning,
        "\"and\" beside \"or\", and nothing says which joins first",
        "\"A and B or C\" can mean \"both A and B, or C\" and \"A, and one of B and C\". \"And\" is taken first, as in logic. Set a \
         comma before the other, or write a list. In \"A with B, C or D\", \"with\" is taken to reach B alone.",
        "Inclusion Criteria:\n- Asthma and diabetes or COPD",
        "Inclusion Criteria:\n- Asthma and diabetes, or COPD",
    ),
    row(
        "no-sections",
        Warning,
        "nothing says which criteria include and which exclude",
        "The text has no heading for inclusion or exclusion, so `eligibility` is null and nobody can be judged. Say \
         `--section inclusion` or `--section exclusion`, or add headings.",
        "- Age 18 years or older.",
        "Inclusion Criteria:\n- Age 18 years or older.",
    ),
    row(
        "not-understood",
        Warning,
        "words inside a criterion that were not understood",
        "The rest of the criterion is a rule, but these words have found no place in it. They may narrow what is meant, so \
         the criterion is not computable until a reader has looked.",
        "Inclusion Criteria:\n- Asthma of the brittle kind.",
        "Inclusion Criteria:\n- Severe asthma.",
    ),
    row(
        "number-not-in-rule",
        Warning,
        "a number that is part of no rule",
        "A number, comparator or unit was read, but nothing says what it limits. It is in no rule; read the words, and \
         say what the number is of.",
        "Inclusion Criteria:\n- Asthma (4/5).",
        "Inclusion Criteria:\n- Asthma since 4 years.",
    ),
    row(
        "qualifier-shared",
        Note,
        "a degree read of a whole list, or a route that is not",
        "\"Uncontrolled hypertension or diabetes\" says \"uncontrolled\" once, before the first of several diseases. It is read of \
         each of them, up to one that says how it is itself. A route (\"oral A, B or insulin\") \
         is read of the drugs of one class alone. Repeat the word, or name first what it is not said of.",
        "Exclusion Criteria:\n- Uncontrolled hypertension or diabetes.",
        "Exclusion Criteria:\n- Diabetes or uncontrolled hypertension.",
    ),
    row(
        "reason-not-in-rule",
        Note,
        "words that say why a criterion is there",
        "\"Because the drug may harm the foetus\" explains the criterion and is no test of a patient, so that it is in no \
         rule. If it says what the patient must have, it was misread.",
        "Exclusion Criteria:\n- Pregnant women, because the drug may harm the foetus.",
        "Exclusion Criteria:\n- Hepatitis due to alcohol.",
    ),
    row(
        "registry-field",
        Warning,
        "a field of the registry that can not be read",
        "The registry's own field for age, sex or healthy volunteers has a form that is not known, so the text is not \
         compared with it.",
        "{\"protocolSection\": {\"eligibilityModule\": {\"eligibilityCriteria\": \"Inclusion Criteria:\\n- Asthma.\", \"minimumAge\": \"adult\"}}}",
        "{\"protocolSection\": {\"eligibilityModule\": {\"eligibilityCriteria\": \"Inclusion Criteria:\\n- Asthma.\", \"minimumAge\": \"18 Years\"}}}",
    ),
    row(
        "remark-not-in-rule",
        Note,
        "words that tell something and demand nothing",
        "\"To assess diffusion capacity\", \"rounded to the nearest integer\" and \"can be re-evaluated after delivery\" are no test \
         of a patient, so that they are in no rule. If they say what the patient must have, they were misread.",
        "Exclusion Criteria:\n- Pregnancy (can be re-evaluated after delivery).",
        "Exclusion Criteria:\n- Pregnancy (after delivery).",
    ),
    row(
        "risk-as-listed",
        Note,
        "a risk that is taken as what is listed for it",
        "\"Risk of X, including signs of X; or evidence of X on imaging\" says by its list what counts as the risk. The rule \
         has what is listed, and not a suspicion that nobody has recorded.",
        "Exclusion Criteria:\n- Active tuberculosis risk - including signs of active tuberculosis; or pulmonary tuberculosis.",
        "Exclusion Criteria:\n- Active tuberculosis risk.",
    ),
    row(
        "severity-of-class",
        Note,
        "a severity that a class beside it explains",
        "\"Moderate-to-severe heart failure (NYHA class III or IV)\" says in brackets what it means by the severity, so the \
         rule has the class alone. Records that grade the severity in words are not asked for it.",
        "Exclusion Criteria:\n- Severe heart failure (NYHA class III or IV).",
        "Exclusion Criteria:\n- Severe heart failure (LVEF < 30 %).",
    ),
    row(
        "shared-criteria",
        Note,
        "an assumption: a criterion under no cohort's heading holds for every cohort",
        "It stands in the document's `assumptions`. Headings name cohorts or other people, each of which has a formula in \
         `populations`; what stands under none of those headings is taken to hold for all of them.",
        "Inclusion Criteria:\n- Age ≥ 18 years.\nCohort A:\n- Asthma.\nCohort B:\n- COPD.",
        "Inclusion Criteria:\n- Age ≥ 18 years.\n- Asthma.\n- COPD.",
    ),
    row(
        "target-disease",
        Note,
        "an assumption: \"the disease\" is the one the inclusion criteria demand",
        "It stands in the document's `assumptions`. \"The disease\", and what \"other\" diseases are other than, is the \
         condition that the inclusion criteria demand most plainly. Where two are alike, none is taken.",
        "Inclusion Criteria:\n- Systemic lupus erythematosus.\nExclusion Criteria:\n- Other active autoimmune diseases.",
        "Inclusion Criteria:\n- Systemic lupus erythematosus.\nExclusion Criteria:\n- Active autoimmune diseases.",
    ),
    row(
        "unknown-in-list",
        Warning,
        "a name in a list that no table knows",
        "Beside others a name may be a piece of one of them: a list that was cut within a name has such a part. Under Inclusion it is \
         a warning, elsewhere, where lists of names are usual, a note. Read the rule; add the name to `lexicons/`, or write \
         one item a line.",
        "Inclusion Criteria:\n- Asthma or brittle airways",
        "Inclusion Criteria:\n- Asthma or COPD",
    ),
    row(
        "unknown-unit",
        Warning,
        "a unit that is not known",
        "The unit is kept as written, has no UCUM code, and can not be converted: only a result in the very same unit \
         can be compared with the limit.",
        "Inclusion Criteria:\n- Ferritin ≥ 30 zorks.",
        "Inclusion Criteria:\n- Ferritin ≥ 30 ng/mL.",
    ),
    row(
        "unparsed",
        Warning,
        "words that were not understood",
        "They are kept as an `unparsed` leaf, which is neither met nor not met but unknown. Reword them, or extend the \
         vocabulary or the grammar.",
        "Exclusion Criteria:\n- Greater than 5 mg.",
        "Exclusion Criteria:\n- Body weight > 100 kg.",
    ),
    row(
        "window-scope",
        Note,
        "it is open what a time window governs",
        "The words before the window could all be meant, or only the last of them. The reading shows how it was taken.",
        "Exclusion Criteria:\n- Not fully recovered from major surgery within 2 weeks before administration.",
        "Exclusion Criteria:\n- Major surgery within 2 weeks before administration.",
    ),
    row(
        "window-without-anchor",
        Note,
        "a time window that is counted from nothing",
        "The text gives a length of time and not the moment it is counted from. No anchor is invented: whoever evaluates \
         the rule has to name one. Name it in the text (\"before screening\").",
        "Exclusion Criteria:\n- Major surgery within 4 weeks.",
        "Exclusion Criteria:\n- Major surgery within 4 weeks before screening.",
    ),
    row(
        "within-implied",
        Note,
        "a length before a moment, or after a drug, read as the time up to now",
        "\"Antibiotics 2 weeks before screening\" asks nobody about that one day, so the two weeks up to screening are meant. \
         \"Infliximab < 8 weeks\" under Exclusion is taken for the last eight weeks as well. Write \"within\", \"at\" for the \
         day, or \"for\" where a treatment has lasted so long.",
        "Exclusion Criteria:\n- Antibiotics 2 weeks before screening.",
        "Exclusion Criteria:\n- Antibiotics within 2 weeks before screening.",
    ),
    row(
        "wording-contradicts-section",
        Warning,
        "the wording contradicts the section it stands in",
        "An exclusion criterion says what must be. Its `reads` says how it is taken: \"excludes\" for a list of limits that \
         exclude whoever is within them (\"must meet the following: …\"), \"requires\" for a demand. Move it, or reword it.",
        "Exclusion Criteria:\n- Must be able to read English.",
        "Inclusion Criteria:\n- Must be able to read English.",
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
            assert!(!row.example.is_empty() && row.example != row.near_miss, "{}", row.code);
        }
    }
}
