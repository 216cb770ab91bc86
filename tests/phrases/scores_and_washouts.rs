//! Values of one score within a list, letters read from the best down, washouts beside drugs, doses for a length of time, and
//! periods and episodes as moments.

use super::{all_excluded, all_read};

#[test]
fn an_or_between_values_of_one_score_joins_no_list() {
    all_read(&[
        (
            "MMSE 20-28, CDR 0.5 or 1, GDS < 6",
            "all(MMSE 20..28 {score}, any(CDR = 0.5 {score}, CDR = 1 {score}), GDS < 6 {score})",
        ),
        (
            "Alzheimer disease, CDR of 0.5 or 1.0, MMSE ≥ 20",
            "all(condition Alzheimer disease, any(CDR = 0.5 {score}, CDR = 1.0 {score}), MMSE ≥ 20 {score})",
        ),
        ("MMSE > 20, CDR 1 or GDS < 6", "any(MMSE > 20 {score}, CDR = 1 {score}, GDS < 6 {score})"),
    ]);
}

#[test]
fn letters_of_a_chart_are_said_from_the_best_down() {
    all_read(&[
        ("BCVA letter score of 78 to 24", "visual acuity 24..78"),
        ("BCVA letter score between 80 and 20", "visual acuity 20..80"),
        ("BCVA letter score of 24 to 78", "visual acuity 24..78"),
    ]);
}

#[test]
fn consent_behind_and_is_of_all_the_drugs_before_it() {
    all_read(&[
        (
            "on a stable dose of an SSRI or SNRI for at least 6 weeks and willing to remain on it",
            "all(any(drug SSRI [dose stable ≥ 6 wk], drug SNRI [dose stable ≥ 6 wk]), «consent: willing to remain on it»)",
        ),
        ("metformin or insulin and HbA1c > 7%", "any(drug metformin, all(drug insulin, HbA1c > 7 %))"),
    ]);
}

#[test]
fn a_length_alone_beside_a_drug_that_excludes_is_a_washout() {
    all_excluded(&[
        ("live vaccine - 8 weeks", "drug live vaccine [within past 8 wk]"),
        (
            "topical steroids (2 weeks), systemic steroids (4 weeks)",
            "any(drug topical corticosteroid [within past 2 wk], drug systemic glucocorticoid [within past 4 wk])",
        ),
        (
            "biologics 12 weeks or 5 half-lives, whichever is longer",
            "drug biologic [within past longer of 12 wk, 5 half-lives]",
        ),
        ("statins for 4 weeks", "drug statin [for 4 wk]"),
        ("on methotrexate 12 weeks", "drug methotrexate [for 12 wk]"),
    ]);
    all_read(&[("statin (4 weeks)", "drug statin [for 4 wk]")]);
}

#[test]
fn doses_are_counted_for_a_length_of_time() {
    all_excluded(&[
        ("more than 3 doses of opioids per week", "drug opioid [count > 3 /wk]"),
        ("more than 3 opioid doses per week", "drug opioid [count > 3 /wk]"),
        ("> 2 doses of aspirin", "drug aspirin [count > 2]"),
        ("three or more antihypertensives per day", "3-of distinct(drug antihypertensive)"),
    ]);
}

#[test]
fn a_period_of_the_trial_that_lasts_so_long_is_when() {
    all_read(&[
        ("MMSE > 20 during the 28-day baseline period", "MMSE > 20 {score} [at 28-day baseline period]"),
        (
            "at least 3 seizures in the 8-week prospective baseline",
            "condition seizure [count ≥ 3] [at 8-week prospective baseline]",
        ),
        (
            "4-14 migraine days per month on average across the 3 months before screening",
            "monthly migraine days 4..14 [within 3 mo before screening]",
        ),
        ("aspirin within 4 weeks of baseline", "drug aspirin [within 4 wk before baseline]"),
        (
            "at least 4 seizures in the 8 weeks before baseline",
            "condition seizure [count ≥ 4] [within 8 wk before baseline]",
        ),
    ]);
}

#[test]
fn the_current_episode_is_when() {
    all_excluded(&[
        (
            "ECT or TMS in the current depressive episode",
            "any(procedure electroconvulsive therapy [at current depressive episode], procedure transcranial magnetic stimulation [at current depressive episode])",
        ),
        ("psychosis in an episode of mania", "condition psychosis having condition mania"),
        ("current depressive episode lasting at least 8 weeks", "condition current depression [for ≥ 8 wk]"),
    ]);
}

#[test]
fn unless_noted_says_nothing_of_whom() {
    all_excluded(&[
        ("BP > 160 mmHg, unless otherwise specified", "blood pressure > 160 mmHg"),
        (
            "use of antidepressants within 2 weeks of screening unless stated otherwise",
            "drug antidepressant [within 2 wk before screening]",
        ),
    ]);
}

#[test]
fn a_comma_before_limits_parts_more_than_the_or_before_it() {
    all_read(&[
        (
            "type 1 or type 2 diabetes, HbA1c > 7% and BMI > 25 kg/m2",
            "all(any(condition type 1 diabetes, condition type 2 diabetes), HbA1c > 7 %, BMI > 25 kg/m2)",
        ),
        (
            "schizophrenia or schizoaffective disorder, PANSS ≥ 70 and CGI-S ≥ 4",
            "all(any(condition schizophrenia, condition schizoaffective disorder), PANSS ≥ 70 {score}, CGI-S ≥ 4 {score})",
        ),
        (
            "asthma or diabetes, obesity and smoking",
            "any(condition asthma, all(condition diabetes mellitus, condition obesity, observation smoking))",
        ),
    ]);
}

#[test]
fn so_many_of_what_is_found_is_a_result_beside_others() {
    all_read(&[(
        "RRMS, EDSS 0-5.5, at least 1 relapse in the past 2 years or ≥ 1 Gd+ lesion within the past 12 months",
        "all(condition relapsing-remitting multiple sclerosis, EDSS 0..5.5 {score}, any(relapse ≥ 1 [within past 2 a], condition gadolinium-enhancing lesion [count ≥ 1] [within past 12 mo]))",
    )]);
}

#[test]
fn a_second_moment_is_none_of_the_contraception_behind_it() {
    all_read(&[
        (
            "negative pregnancy test at screening and baseline and agree to use contraception",
            "all(pregnancy test negative [at screening; at baseline], «contraception: agree to use contraception»)",
        ),
        (
            "negative pregnancy test at screening and agree to use contraception",
            "all(pregnancy test negative [at screening], «contraception: agree to use contraception»)",
        ),
    ]);
}

#[test]
fn a_limit_of_a_score_is_of_those_who_went_to_school_so_long() {
    all_read(&[
        (
            "Logical Memory II delayed recall: ≤ 8 for 16 or more years of education, ≤ 4 for 8-15 years of education, ≤ 2 for 0-7 years of education",
            "all(if years of education ≥ 16: Logical Memory II delayed recall ≤ 8, if years of education 8..15: Logical Memory II delayed recall ≤ 4, if years of education 0..7: Logical Memory II delayed recall ≤ 2)",
        ),
        (
            "MMSE ≥ 24 if ≥ 8 years of education; ≥ 21 if < 8 years of education",
            "all(if years of education ≥ 8: MMSE ≥ 24 {score}, if years of education < 8: MMSE ≥ 21 {score})",
        ),
        (
            "MMSE score: illiterate ≤ 17, primary school ≤ 20",
            "all(if observation illiteracy: MMSE ≤ 17 {score}, if ‹primary school: no known concept›: MMSE ≤ 20 {score})",
        ),
        ("MMSE ≥ 24 and ≥ 6 years of education", "all(MMSE ≥ 24 {score}, years of education ≥ 6)"),
    ]);
}
