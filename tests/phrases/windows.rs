//! Which event a window or a duration is said of.

use trial_extract::rule::Section;

use super::{all_read, reading_in};

fn reading(text: &str) -> String {
    reading_in(Section::Exclusion, &format!("- {text}"))
}

#[track_caller]
fn reads(text: &str, wanted: &str) {
    assert_eq!(reading(text), wanted, "{text}");
}

#[test]
fn words_that_name_nothing_keep_their_times() {
    reads(
        "Clinically stable for at least 1 month prior to entry",
        "‹Clinically stable for at least 1 month prior to entry: no known concept› \
         [Clinically stable ≥ 1 mo before entry]",
    );
    reads("Present for at least 4 weeks", "‹Present for at least 4 weeks: no known concept› [for ≥ 4 wk]");
    reads("Clinically stable", "‹Clinically stable: no known concept›");
}

#[test]
fn an_item_that_only_says_how_long_after_an_event_is_about_it() {
    reads("At least 6 months post-stroke", "condition stroke [≥ 6 mo ago]");
    reads("Less than 6 weeks postpartum", "condition postpartum [within past < 6 wk]");
    reads("Seizure at least 6 months post-stroke", "condition seizure [≥ 6 mo after stroke]");
    reads(
        "At least 6 months after screening",
        "‹At least 6 months after screening: no known concept› [≥ 6 mo after screening]",
    );
}

#[test]
fn a_state_after_birth_is_one_item_of_a_list() {
    reads(
        "Pregnant, < 6 months postpartum or nursing",
        "any(condition pregnancy, condition postpartum [within past < 6 mo], condition lactation)",
    );
}

#[test]
fn examples_and_equivalents_keep_their_times() {
    reads(
        "Corticosteroid therapy (prednisone or equivalent for more than 2 weeks within the past 3 months)",
        "drug glucocorticoid [dose prednisone-equivalent] [for > 2 wk; within past 3 mo]",
    );
}

#[test]
fn an_implant_that_is_performed_is_no_list_of_examples() {
    assert!(!reading("Implant that is performed within 30 days of the index procedure").contains("examples"));
    assert!(reading("Implants (including heart valves)").contains("examples"));
}

#[test]
fn a_treatment_for_a_condition_is_the_treatment() {
    reads(
        "Treatment for syphilis within 90 days prior to study entry",
        "procedure Treatment for syphilis [within 90 d before study entry] having condition syphilis",
    );
    reads(
        "Any diabetic macular edema treatment in the past 4 months",
        "procedure diabetic macular edema treatment [within past 4 mo] having condition diabetic macular edema",
    );
    reads("Syphilis within 90 days", "condition syphilis [within past 90 d]");
    reads("Treatment with rituximab within 90 days", "drug rituximab [within past 90 d]");
}

#[test]
fn a_time_after_a_second_event_is_that_of_the_second() {
    reads(
        "Bladder cancer scheduled for cystectomy within the next 30 days",
        "condition bladder cancer having (procedure planned cystectomy [within next 30 d])",
    );
    reads(
        "Active autoimmune disease that has required systemic treatment in past 2 years",
        "condition active autoimmune disease having (drug systemic medication [within past 2 a])",
    );
    reads(
        "Heart failure hospitalization within 3 months",
        "condition heart failure having (procedure hospitalization [within past 3 mo])",
    );
    // What a procedure was for has not happened in its window.
    reads("Surgery for sciatica within one year", "procedure surgery [within past 1 a] having condition sciatica");
    reads("Type 2 diabetes for 1 year on metformin", "condition type 2 diabetes [for 1 a] having drug metformin");
}

#[test]
fn the_abuse_not_the_drug_has_the_time() {
    reads(
        "Drug abuse of opioids, cocaine or amphetamine within 3 months",
        "condition substance abuse [within past 3 mo] having any(drug opioid, drug cocaine, drug amphetamine)",
    );
    reads(
        "Use of opioids, cocaine or amphetamine within 3 months",
        "any(drug opioid [within past 3 mo], drug cocaine [within past 3 mo], drug amphetamine [within past 3 mo])",
    );
}

#[test]
fn unknown_words_are_one_phrase_with_the_word_that_ends_it() {
    reads("Surgical cardiac procedure within 30 days", "condition Surgical cardiac procedure [within past 30 d]");
    reads("Receipt of locoregional therapy within 4 weeks", "procedure locoregional therapy [within past 4 wk]");
    reads(
        "Oxaliplatin-based chemotherapy within 14 days",
        "drug chemotherapy [within past 14 d] having drug oxaliplatin",
    );
    reads("Oxaliplatin within 14 days", "drug oxaliplatin [within past 14 d]");
}

#[test]
fn a_verb_of_its_own_keeps_its_time() {
    reads(
        "Pregnancy, lactation or received a live vaccine within 4 weeks",
        "any(condition pregnancy, condition lactation, drug live vaccine [within past 4 wk])",
    );
    reads(
        "Stroke or myocardial infarction within 4 weeks",
        "any(condition stroke [within past 4 wk], condition myocardial infarction [within past 4 wk])",
    );
}

#[test]
fn a_length_before_history_is_how_long_it_has_lasted() {
    reads("A 2-year history of asthma", "condition history of asthma [for 2 a]");
    reads("2-year-old children with asthma", "all(condition asthma [of child], age = 2 a)");
}

#[test]
fn a_year_after_within_is_one_year() {
    reads("Planning pregnancy within a year", "observation planning pregnancy [within next 1 a]");
    reads(
        "Epidural injection in 6 months before screening",
        "procedure epidural steroid injection [within 6 mo before screening]",
    );
    assert!(!reading("Migraine twice a year").contains("within"));
    reads("Epidural injection in 6 months", "procedure epidural steroid injection [within past 6 mo]");
}

#[test]
fn a_time_in_the_brackets_of_a_narrative_is_kept() {
    reads(
        "Changes in birth control (within 6 months)",
        "«contraception: Changes in birth control (within 6 months)» [within past 6 mo]",
    );
}

#[test]
fn unknown_words_before_a_time_have_it_though_known_ones_follow() {
    assert!(reading("Melasma persisting for more than 6 months that failed hydroquinone").starts_with("condition"));
    assert!(
        !reading("Melasma persisting for more than 6 months that failed hydroquinone")
            .contains("drug hydroquinone [for")
    );
    reads("Hydroquinone for more than 6 months", "drug hydroquinone [for > 6 mo]");
}

#[test]
fn unknown_words_joined_by_a_preposition_are_one_concept() {
    reads("Perception of zorbing for at least 2 months", "condition Perception of zorbing [for ≥ 2 mo]");
    reads(
        "Zorbing or parkour within 2 months",
        "any(condition Zorbing [within past 2 mo], condition parkour [within past 2 mo])",
    );
    reads(
        "Previous therapy for zorbitis within the last 4 weeks",
        "procedure history of therapy for zorbitis [within past 4 wk]",
    );
}

#[test]
fn unknown_things_are_abused_too() {
    reads(
        "Drug abuse of depressants, hallucinogens or cocaine within 3 months",
        "condition substance abuse [within past 3 mo] having any(condition depressants, drug hallucinogen, drug cocaine)",
    );
}

#[test]
fn the_date_of_an_anchor_is_the_anchor() {
    reads(
        "Epidural injection within 6 months before randomization date",
        "procedure epidural steroid injection [within 6 mo before randomization date]",
    );
    reads("Stroke within 6 months before the index date", "condition stroke [within 6 mo before index date]");
}

#[test]
fn what_has_not_happened_in_a_time_has_that_window() {
    all_read(&[
        ("Patients who have not relapsed in 6 months", "not(condition relapsed [within past 6 mo])"),
        (
            "Cancer without relapse in 6 months",
            "condition malignancy other than (condition relapse [within past 6 mo])",
        ),
        // What is not understood keeps its time.
        (
            "Cancer that has not recurred in 6 months",
            "all(condition malignancy, ‹has not recurred in 6 months: in no part of the rule›)",
        ),
    ]);
}

#[test]
fn how_long_a_response_or_visits_take_looks_nowhere() {
    assert!(reading("No response within 16 weeks of treatment").contains("[within 16 wk of treatment]"));
    assert!(reading("4 visits over 10-11 weeks").ends_with("[for 10..11 wk]"));
    all_read(&[
        ("No surgery within 4 weeks of treatment", "not(procedure surgery [within 4 wk before treatment])"),
        ("3 exacerbations over 12 months", "condition exacerbations [count = 3] [within past 12 mo]"),
    ]);
}

#[test]
fn the_last_administration_is_the_last_dose() {
    let text = "Contraception until 3 months after the last drug administration";
    assert!(reading(text).ends_with("[Contraception: until 3 mo after last drug administration]"), "{}", reading(text));
}
