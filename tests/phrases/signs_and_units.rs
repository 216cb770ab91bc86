//! Comparators, ranges and units in spellings of their own.

use super::all_read;

#[test]
fn a_comparator_may_be_worded_or_stand_in_brackets() {
    all_read(&[
        ("Age equal to or older than 50 years", "age ≥ 50 a"),
        ("burns > estimated 20% total body surface area", "TBSA > 20 % having condition burn"),
        ("mRTSS of 2 (moderate) or higher", "mRTSS ≥ 2"),
        ("Emollient twice daily (or more) for at least 14 days", "drug emollient [count ≥ 2 /d] [for ≥ 14 d]"),
        ("Between 7 and 12 (inclusive) years of age at the time of screening", "age 7..12 a [at screening]"),
        // Near misses.
        ("Age older than 50 years", "age > 50 a"),
        ("estimated survival > 6 months", "life expectancy > 6 mo"),
    ]);
}

#[test]
fn the_better_side_of_sight_is_known_in_every_spelling() {
    all_read(&[
        ("BCVA +0.7 log MAR or better", "visual acuity ≤ 0.7 {logMAR}"),
        (
            "visual acuity of +0.70 logarithm Minimum angle of resolution (LogMAR) or better",
            "visual acuity ≤ 0.70 {logMAR}",
        ),
        ("visual acuity: 6/7.5 or better", "visual acuity ≤ 7.5 {6/N}"),
        ("visual acuity 20/200 or less", "visual acuity ≥ 200 {20/N}"),
        // Near miss.
        ("visual acuity 20/200 or worse", "visual acuity ≥ 200 {20/N}"),
    ]);
}

#[test]
fn units_and_multiples_may_be_written_otherwise() {
    all_read(&[
        ("serum ALT<5 * ULN, serum IgG<2 * ULN", "all(ALT < 5 ×ULN, IgG < 2 ×ULN)"),
        ("temperature > 38.5˚C", "temperature > 38.5 Cel"),
        ("temperature > 101.5℉", "temperature > 101.5 degF"),
        ("albumin < 0.9 normal lower limit", "albumin < 0.9 ×LLN"),
        ("IgE > 0.34 kilo-unit/liter (kU/L)", "IgE > 0.34 kU/L"),
        ("GA ≤ 29+6", "gestational age ≤ 209 d"),
        ("Gestational age from 28 week + 0 days to (inclusive) 31 weeks + 6 days", "gestational age 196..223 d"),
    ]);
}

#[test]
fn the_number_of_a_name_limits_nothing() {
    all_read(&[
        ("ESSDAI ≥ 5 (only for Population 1)", "if «participation: only for Population 1»: ESSDAI ≥ 5 {score}"),
        ("APACHE II score ≥ 10 (Supplemental file 3)", "APACHE II ≥ 10 {score} having condition Supplemental file"),
        ("single-blind trial", "condition single-blind"),
        // Near miss.
        ("a single dose of rituximab", "drug rituximab [count = 1]"),
    ]);
}
