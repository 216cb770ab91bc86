//! Lengths beside what happens and does not last: they say how long ago it was.

use super::{all_excluded, all_read, excluded, reading};

#[test]
fn in_so_long_dates_what_happened() {
    all_excluded(&[
        ("Whiplash in 12 months", "condition Whiplash [within past 12 mo]"),
        ("Bladder stone in 3 months", "condition Bladder stone [within past 3 mo]"),
        ("Tobacco in 6 months", "observation smoking [within past 6 mo]"),
        ("Thiazide changed in 8 weeks", "drug thiazide diuretic [outcome: changed] [within past 8 wk]"),
        ("Asthma in 12 months", "condition asthma [within past 12 mo]"),
        (
            "Rituximab in 12 months, cyclophosphamide in 6",
            "any(drug rituximab [within past 12 mo], drug cyclophosphamide [within past 6 mo])",
        ),
        // Near miss.
        ("Cyclophosphamide 6 mg", "drug cyclophosphamide [dose = 6 mg]"),
    ]);
    // What is demanded may be to come, and a length is no value of what is not measured in time.
    for open in ["Whiplash in 12 months", "Tumour free 3 years", "Tobacco in 6 months"] {
        assert!(!reading(open).contains('='), "{open}");
    }
}

#[test]
fn an_allergy_has_no_window_of_what_happened() {
    all_excluded(&[
        (
            "Allergy to penicillin or surgery within 3 months",
            "any(allergy penicillin, procedure surgery [within past 3 mo])",
        ),
        (
            "Hypersensitivity to aspirin, or seizure within 6 months",
            "any(allergy aspirin, condition seizure [within past 6 mo])",
        ),
        // Near misses.
        (
            "Allergic reaction to penicillin or cephalosporin within 6 months",
            "any(allergy penicillin [within past 6 mo], allergy cephalosporin [within past 6 mo])",
        ),
        ("Allergy to latex, eggs or neomycin", "any(allergy latex, allergy eggs, allergy neomycin)"),
    ]);
}

#[test]
fn a_time_ago_is_no_single_day() {
    all_excluded(&[
        ("Caffeine 72 hrs prior", "drug caffeine [within past 72 h]"),
        ("Investigational drugs: 30 days", "drug investigational drug [within past 30 d]"),
        (
            "Fish oil unless stopped 4 wks ago",
            "all(drug omega-3 fatty acids, not(drug omega-3 fatty acids [outcome: discontinued] [≥ 4 wk ago]))",
        ),
        // Near miss.
        ("Steroids for 30 days", "drug glucocorticoid [for 30 d]"),
    ]);
}

#[test]
fn what_happens_does_not_last() {
    all_read(&[
        ("Surgery for it ≤ 2 months", "procedure surgery [within past 2 mo]"),
        ("Kidney tx < 365 days", "procedure kidney transplantation [within past < 365 d]"),
        ("Discharged ≤ 72 h", "condition Discharged [within past 72 h]"),
        ("Attack < 4 weeks", "condition Attack [within past < 4 wk]"),
        ("Creatinine ≤ 48 h", "creatinine [within past 48 h]"),
        ("Symptom onset ≤ 14 d", "condition Symptom onset [within past 14 d]"),
        ("Thinking of quitting within 30 days", "condition Thinking of quitting [within next 30 d]"),
        (
            "Interval from last surgery to randomisation ≤ 12 weeks",
            "procedure surgery [within 12 wk before randomisation]",
        ),
        // Near misses.
        ("Steroids ≥ 2 weeks", "drug glucocorticoid [for ≥ 2 wk]"),
        ("Warfarin < 4 weeks", "drug warfarin [for < 4 wk]"),
    ]);
    assert_eq!(excluded("Warfarin < 4 weeks"), "drug warfarin [within past < 4 wk]");
}

#[test]
fn what_a_length_is_of_may_be_unsaid() {
    all_read(&[
        ("Cardioversion after > 48 h", "all(procedure cardioversion, ‹> 48 h: in no part of the rule›)"),
        ("At least 2 weeks between chemotherapy and leukapheresis", "drug chemotherapy [≥ 2 wk before leukapheresis]"),
        (
            "Respiratory rate ≥ 60/min under 2 months",
            "all(respiratory rate ≥ 60 /min, ‹under 2 months: in no part of the rule›)",
        ),
    ]);
}

#[test]
fn limits_of_two_things_are_no_range() {
    all_read(&[
        (
            "Thrombosis < 6 months and ≥ 2 risk factors",
            "all(condition thrombosis [within past < 6 mo], observation risk factor [count ≥ 2])",
        ),
        ("Disease duration > 3 months and < 12 months", "disease duration > 3..< 12 mo"),
        ("Steroids > 7 of the last 14 days", "drug glucocorticoid [count > 7] [within past 14 d]"),
        (
            "Response (≥ 50 K/uL) to IVIg",
            "all(drug intravenous immunoglobulin, ‹Response: in no part of the rule›, ‹≥ 50 K/uL: in no part of the rule›)",
        ),
    ]);
}

#[test]
fn a_range_beside_people_is_their_age() {
    all_read(&[
        ("Men and women 25–70 with prediabetes", "all(sex any, condition prediabetes, age 25..70 a)"),
        ("Healthy adults, 18–60", "all(observation healthy volunteer, age 18..60 a)"),
        ("Adults 18-60 with asthma", "all(condition asthma, age 18..60 a)"),
        ("Children 2-12 with asthma", "all(condition asthma, age 2..12 a)"),
        // Near miss.
        ("25-hydroxyvitamin D in women 20-30 ng/mL", "25-hydroxyvitamin D 20..30 ng/mL"),
    ]);
}

#[test]
fn nobody_is_of_two_kinds_of_people() {
    all_read(&[
        (
            "Girls and boys 9 to 14 years, women 16 to 26 years",
            "any(all(age 9..14 a, sex any), all(age 16..26 a, sex female))",
        ),
        // Near miss.
        ("Men 18 to 50, women 18 to 60", "all(if sex male: age 18..50 a, if sex female: age 18..60 a)"),
    ]);
}
