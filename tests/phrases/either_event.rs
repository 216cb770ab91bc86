//! What is counted from either of several treatments, and adjectives with brackets of their own.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluded(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(reading_in(Section::Exclusion, text), *expected, "{text}");
    }
}

fn included(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(reading(text), *expected, "{text}");
    }
}

#[test]
fn a_window_after_one_of_several_treatments_is_counted_from_each() {
    excluded(&[
        (
            "Infection within 4 weeks after radiotherapy or surgery",
            "any(condition infection [within 4 wk after radiotherapy], condition infection [within 4 wk after surgery])",
        ),
        (
            "Infection within 4 weeks of surgery, radiotherapy or chemotherapy",
            "any(condition infection [within 4 wk before surgery], condition infection [within 4 wk before radiotherapy], \
             condition infection [within 4 wk before chemotherapy])",
        ),
        // Near misses.
        (
            "Infection within 4 weeks of screening or pregnancy",
            "any(condition infection [within 4 wk before screening], condition pregnancy)",
        ),
        (
            "Infection within 4 weeks of screening or surgery",
            "any(condition infection [within 4 wk before screening], procedure surgery)",
        ),
        (
            "Stroke within 6 months of surgery or active bleeding",
            "any(condition stroke [within 6 mo before surgery], condition active hemorrhage)",
        ),
        (
            "Infection within 4 weeks of surgery or pregnancy",
            "any(condition infection [within 4 wk before surgery], condition pregnancy)",
        ),
        (
            "Infection within 4 weeks after radiotherapy, or surgery",
            "any(condition infection [within 4 wk after radiotherapy], procedure surgery)",
        ),
        (
            "Aspirin within 7 days prior to surgery or heparin",
            "any(drug aspirin [within 7 d before surgery], drug heparin)",
        ),
    ]);
    included(&[(
        "No progression for 3 months following radiotherapy or surgery",
        "all(not(observation disease progression [until 3 mo after radiotherapy]), \
         not(observation disease progression [until 3 mo after surgery]))",
    )]);
}

#[test]
fn an_adjective_with_a_time_in_brackets_waits_for_the_disease() {
    included(&[
        (
            "chronic (≥2 months) or recurrent low back pain",
            "any(condition chronic low back pain [for ≥ 2 mo], condition recurrent low back pain)",
        ),
        (
            "acute (< 4 weeks) or subacute (4-12 weeks) low back pain",
            "any(condition acute low back pain [for < 4 wk], condition subacute low back pain [for 4..12 wk])",
        ),
        (
            "active (within 3 months) or chronic hepatitis",
            "any(condition active hepatitis [within past 3 mo], condition chronic hepatitis)",
        ),
        // Near miss.
        ("chronic (≥2 months) low back pain", "condition chronic low back pain [for ≥ 2 mo]"),
    ]);
    excluded(&[
        // Near misses: the next one has no adjective, and the first one has its own name.
        ("chronic (> 3 months) or diabetes", "any(condition chronic [for > 3 mo], condition diabetes mellitus)"),
        (
            "severe (≥ 3 months) pain or recurrent infection",
            "any(condition severe pain [for ≥ 3 mo], condition recurrent infection)",
        ),
    ]);
}

#[test]
fn what_is_measured_in_brackets_after_an_adjective_is_of_the_disease() {
    included(&[
        (
            "mild (AHI 5-15) or moderate (AHI 15-30) sleep apnea",
            "any(mild AHI 5..15 having condition sleep apnea, moderate AHI 15..30 having condition sleep apnea)",
        ),
        // Near miss.
        (
            "mild asthma (FEV1 > 80%) or moderate (AHI 15-30) sleep apnea",
            "any(condition mild asthma having (FEV1 > 80 %), moderate AHI 15..30 having condition sleep apnea)",
        ),
    ]);
    excluded(&[(
        "uncontrolled (HbA1c > 9%) or newly diagnosed diabetes",
        "any(uncontrolled HbA1c > 9 % having condition diabetes mellitus, condition newly diagnosed diabetes mellitus)",
    )]);
}

#[test]
fn vaccines_are_named_by_what_was_done_with_them() {
    excluded(&[
        ("diphtheria, tetanus or pertussis vaccination", "drug diphtheria tetanus pertussis vaccine"),
        (
            "diphtheria, tetanus or Hib containing vaccines",
            "any(drug diphtheria tetanus pertussis vaccine, drug haemophilus influenzae type b vaccine)",
        ),
        // Near miss.
        ("diphtheria, tetanus or pertussis", "any(condition diphtheria, condition tetanus, condition pertussis)"),
    ]);
}

#[test]
fn a_german_letter_stands_for_a_beta_at_the_start_of_a_word_only() {
    excluded(&[("ß-blockers", "drug beta blocker"), ("Strauß syndrome", "condition Strauß syndrome")]);
}

#[test]
fn diseases_up_to_a_limit_are_excepted_each() {
    excluded(&[
        (
            "Malignancy except skin cancer, renal cell carcinoma <5 cm, and thyroid cancer",
            "condition malignancy other than any(condition skin cancer, renal cell carcinoma < 5 cm, condition thyroid carcinoma)",
        ),
        (
            "Malignancy except skin cancer and renal cell carcinoma <5 cm",
            "condition malignancy other than any(condition skin cancer, renal cell carcinoma < 5 cm)",
        ),
        // Near miss: a list that is no exception, of which one has a limit.
        (
            "skin cancer, renal cell carcinoma <5 cm, and thyroid cancer",
            "all(condition skin cancer, renal cell carcinoma < 5 cm, condition thyroid carcinoma)",
        ),
    ]);
}

#[test]
fn who_may_also_take_part_is_demanded_of_nobody() {
    included(&[
        ("Patients above the age of 70 may also participate", "permits(age > 70 a)"),
        ("Patients with diabetes may also be included", "permits(condition diabetes mellitus)"),
        // Near misses: it may say who takes part at all, or who does not.
        ("Patients with diabetes may participate", "condition diabetes mellitus"),
        ("Patients with diabetes may not participate", "not(condition diabetes mellitus)"),
    ]);
}
