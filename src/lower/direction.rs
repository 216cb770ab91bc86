//! Which way "better" and "worse" point.
//!
//! - "ECOG 2 or better" is at most 2, for more is worse; "MMSE 24 or worse" is at most 24, for less is worse.
//! - "hearing threshold of 30 dB or better", "0.3 logMAR or better".
//!
//! The grammar takes both words for "or more". Near misses: "Karnofsky 70 or better" and "CTCAE grade 3 or worse" are so;
//! what is in neither list stays as the grammar has it.

use crate::grammar::Quantity;
use crate::lex::{Entry, Kind};
use crate::rule::Bounds;

/// Column of `scores.tsv`: score, class, grade or stage.
const SCORE_KIND: usize = 6;

/// Classes and grades of which more is better.
const BETTER_CLASSES: [&str; 4] = ["asia", "frankel", "mrc_muscle", "timi"];

/// Scores of which more is worse.
const WORSE_SCORES: [&str; 29] = [
    "acq",
    "bdi",
    "cat_copd",
    "cdr",
    "cgi_i",
    "cgi_s",
    "child_pugh_score",
    "clinical_frailty_scale",
    "das28",
    "edss",
    "gad_7",
    "ham_a",
    "ham_d",
    "iga_score",
    "ipss_prostate",
    "madrs",
    "mayo",
    "mayo_endoscopic",
    "mrs",
    "nihss",
    "nrs",
    "pain_score",
    "pain_vas",
    "partial_mayo",
    "phq_9",
    "physician_global_assessment",
    "sofa",
    "updrs",
    "vas",
];

/// Scores and measurements of which more is better.
const BETTER: [&str; 25] = [
    "apgar",
    "aspects",
    "barthel",
    "berg_balance",
    "egfr",
    "fev1",
    "fev1_fvc",
    "fim",
    "fugl_meyer",
    "fvc",
    "gaf",
    "gcs",
    "gos",
    "iq",
    "karnofsky",
    "kccq",
    "lansky",
    "lvef",
    "mini_cog",
    "mmse",
    "moca",
    "mrc_sum_score",
    "palliative_performance",
    "spo2",
    "speech_recognition",
];

/// Measurements of which more is worse.
const WORSE: [&str; 2] = ["hearing_threshold", "pure_tone_average"];

/// The bounds of a limit said with "better" or "worse" of something that runs the other way than the grammar takes it to;
/// none for all others. `words` are those of the limit, `before` the ones in front of it.
pub fn turned(quantity: &Quantity, words: &str, before: &str, subject: Option<Entry>) -> Option<Bounds> {
    let said = |word: &str| words.split(|c: char| !c.is_alphabetic()).any(|w| w.eq_ignore_ascii_case(word));
    let (better, worse) = (said("better"), said("worse"));
    if better == worse || quantity.bounds.eq.is_some() {
        return None;
    }
    let logmar = [words, before].iter().any(|text| text.to_ascii_lowercase().contains("logmar"));
    let more_is_worse = if logmar { true } else { more_is_worse(subject?)? };
    let bounds = &quantity.bounds;
    let one_end = bounds.low().is_some() != bounds.high().is_some();
    (one_end && better == more_is_worse).then_some(Bounds {
        ge: bounds.le,
        gt: bounds.lt,
        le: bounds.ge,
        lt: bounds.gt,
        eq: None,
    })
}

/// Whether more of it is worse, where that is known.
fn more_is_worse(subject: Entry) -> Option<bool> {
    let (id, kind) = (subject.id(), subject.kind());
    let class = kind == Kind::Score && matches!(subject.cell(SCORE_KIND), "class" | "grade" | "stage");
    let score = kind == Kind::Score && WORSE_SCORES.contains(&id);
    if class {
        return Some(!BETTER_CLASSES.contains(&id));
    }
    if score || kind == Kind::Analyte && WORSE.contains(&id) {
        return Some(true);
    }
    BETTER.contains(&id).then_some(false)
}
