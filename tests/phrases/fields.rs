//! Everyday criteria outside internal medicine: other people, limits by sex, items of scores, contraception beside
//! states, ages that are measured.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluding(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn what_another_person_has_is_not_the_patients() {
    assert_eq!(excluding("Wife is pregnant"), "condition pregnancy [of partner]");
    assert_eq!(
        excluding("Any household member who is immunocompromised or pregnant"),
        "any(condition immunodeficiency [of household member], condition pregnancy [of household member])"
    );
    assert_eq!(
        excluding("Any first-degree relative with schizophrenia or bipolar disorder"),
        "any(condition schizophrenia [of relative], condition bipolar disorder [of relative])"
    );
    assert_eq!(excluding("Parent or sibling with history of asthma"), "condition history of asthma [of relative]");
    assert_eq!(excluding("Child with a parent who has schizophrenia"), "condition schizophrenia [of parent]");
    assert_eq!(excluding("Caregiver with MMSE < 24"), "MMSE < 24 {score} [of caregiver]");
    assert_eq!(reading("PHQ-9 ≥ 10 in the caregiver"), "PHQ-9 ≥ 10 {score} [of caregiver]");
    assert_eq!(reading("Mother aged ≥ 18 years"), "age ≥ 18 a [of mother]");
    // Near misses: whom the patient has, and what is said of the patient after another person.
    assert_eq!(reading("Has a caregiver"), "observation caregiver");
    assert_eq!(
        excluding("Family history of psychosis or current depression"),
        "any(condition psychosis [of relative], condition current depression)"
    );
    assert_eq!(
        excluding("Family history of long QT syndrome or QTc > 450 ms"),
        "any(condition long QT syndrome [of relative], QTc > 450 ms)"
    );
}

#[test]
fn children_who_open_a_criterion_are_the_patients() {
    assert_eq!(reading("Children aged 6 to 12 years with ADHD"), "all(condition ADHD, age 6..12 a)");
    assert_eq!(reading("Male or female children aged 2 to 5 years"), "all(age 2..5 a, sex any)");
    // Near miss: a child beside its mother.
    assert_eq!(
        reading("Mother HIV-infected and infant HIV PCR negative"),
        "all(condition HIV infection [of mother], HIV RNA negative [of child])"
    );
}

#[test]
fn a_number_for_the_other_sex_is_no_age() {
    assert_eq!(
        excluding("AUDIT ≥ 8 for men or ≥ 6 for women"),
        "any(all(sex male, AUDIT ≥ 8 {score}), all(sex female, AUDIT ≥ 6 {score}))"
    );
    assert_eq!(
        excluding("Bone age > 10 years in girls or > 12 years in boys"),
        "any(all(sex female, bone age > 10 a), all(sex male, bone age > 12 a))"
    );
    assert_eq!(
        excluding("More than 21 units of alcohol per week for males or 14 units per week for females"),
        "any(all(sex male, alcohol use > 21 {alcohol-units}/wk), all(sex female, alcohol use > 14 U/wk))"
    );
    // A limit of nothing that is named is not dropped beside the sex.
    assert!(excluding("> 14 units per week for females").contains("> 14 U/wk"));
    // Near misses: numbers that are ages.
    assert_eq!(
        excluding("Age > 45 for men or > 55 for women"),
        "any(all(age > 45 a, sex male), all(age > 55 a, sex female))"
    );
    assert_eq!(excluding("Women under 50"), "all(age < 50 a, sex female)");
}

#[test]
fn a_limit_after_a_measured_age_is_of_the_same_age() {
    assert_eq!(
        excluding("Gestational age < 20 weeks or > 42 weeks"),
        "any(gestational age < 20 wk, gestational age > 42 wk)"
    );
    assert_eq!(reading("Corrected age of 18 to 24 months"), "corrected age 18..24 mo");
    assert_eq!(reading("Postnatal age ≤ 72 hours"), "age ≤ 72 h");
    assert!(reading("Life expectancy > 3 months, aged 18-65 years").contains("age 18..65 a"));
}

#[test]
fn an_item_of_a_score_is_not_the_score() {
    assert_eq!(
        reading("HDRS-17 ≥20 and item 1 (depressed mood) ≥ 2"),
        "all(HAM-D ≥ 20 {score}, HAM-D ≥ 2 {score} {only: item 1})"
    );
    assert_eq!(excluding("Score ≥ 3 on item 9 of the BDI-II"), "BDI ≥ 3 {score} {only: item 9}");
    assert_eq!(excluding("PHQ-9 item 9 score > 0"), "PHQ-9 > 0 {score} {only: item 9}");
    // Near miss: items of no score.
    assert_eq!(excluding("One of the items on the checklist").matches("only").count(), 0);
}

#[test]
fn pregnancy_beside_contraception_is_decided() {
    assert_eq!(
        excluding("Pregnant or nursing women, or women of childbearing potential not using contraception"),
        "any(condition pregnancy, condition lactation, «contraception: women of childbearing potential not using \
         contraception»)"
    );
    assert_eq!(
        excluding("Women of childbearing potential not using effective contraception, or who are pregnant"),
        "any(«contraception: Women of childbearing potential not using effective contraception», condition pregnancy)"
    );
    assert_eq!(
        reading("Not pregnant, not breastfeeding, and using adequate contraception"),
        "all(not(condition pregnancy), not(condition lactation), «contraception: using adequate contraception»)"
    );
    assert_eq!(
        reading("Postmenopausal, surgically sterile, or using effective contraception"),
        "any(observation postmenopausal, procedure surgical sterilization, «contraception: using effective \
         contraception»)"
    );
    // Near misses: a partner's pregnancy that obliges, an agreement.
    assert!(reading("Agree not to become pregnant and to use contraception").starts_with("«contraception"));
    assert!(!reading("Men with pregnant partners must use a condom").contains("condition pregnancy,"));
}

#[test]
fn kinds_of_seizures_and_of_sclerosis_are_told_apart() {
    assert_eq!(
        excluding("History of seizures other than febrile seizures"),
        "condition history of seizure other than condition febrile seizure"
    );
    assert_eq!(
        excluding("History of psychogenic non-epileptic seizures"),
        "condition history of psychogenic nonepileptic seizure"
    );
    assert_eq!(reading("RRMS"), "condition relapsing-remitting multiple sclerosis");
    assert_eq!(reading("Multiple sclerosis"), "condition multiple sclerosis");
}

#[test]
fn what_one_abstains_from_is_not_demanded() {
    assert!(
        reading("Willing to abstain from alcohol and caffeine from 48 hours before dosing").starts_with("«compliance")
    );
    assert_eq!(reading("Alcohol within 48 hours before dosing"), "drug alcohol [within 48 h before dosing]");
}

#[test]
fn what_nobody_can_undergo_was_not_undergone() {
    assert_eq!(
        excluding("Unable to communicate, or cognitively impaired (MMSE < 18)"),
        "any(«capability: Unable to communicate», condition cognitive impairment having (MMSE < 18 {score}))"
    );
    assert!(
        excluding("Unable to undergo lumbar puncture (e.g. INR > 1.4)")
            .starts_with("condition Unable to undergo lumbar puncture")
    );
    assert!(excluding("Lumbar puncture within 7 days").starts_with("procedure lumbar puncture"));
}

#[test]
fn a_result_is_of_everything_that_is_listed_with_it() {
    assert_eq!(
        excluding("Positive urine toxicology for cocaine, opioids, or amphetamines"),
        "any(drug screen positive having drug cocaine, opioid positive, amphetamine positive)"
    );
    assert_eq!(
        excluding("Positive test for drugs of abuse, alcohol or cotinine"),
        "any(illicit drug positive, alcohol positive, cotinine positive)"
    );
    // Near misses: a procedure and a drug that have no result.
    assert_eq!(excluding("Positive drug screen or use of opioids"), "any(drug screen positive, drug opioid)");
    assert_eq!(excluding("Abnormal Pap smear or hysterectomy"), "any(Pap smear abnormal, procedure hysterectomy)");
}

#[test]
fn non_before_an_unknown_word_names_another_kind() {
    assert_eq!(reading("25-100 non-inflammatory lesions"), "condition non-inflammatory lesions [count 25..100]");
    // Near miss: a state that is denied.
    assert_eq!(reading("Non-pregnant"), "not(condition pregnancy)");
}

#[test]
fn an_eye_is_where_something_is_and_no_condition() {
    assert_eq!(
        excluding("Intravitreal anti-VEGF in the study eye within 60 days or in the fellow eye within 30 days"),
        "any(drug VEGF inhibitor [setting: in the study eye] [within past 60 d], drug VEGF inhibitor [setting: in the \
         fellow eye] [within past 30 d])"
    );
    assert_eq!(excluding("Surgery within 60 days or within 30 days of screening").matches("setting").count(), 0);
}

#[test]
fn weeks_and_days_beside_something_else_date_the_pregnancy() {
    assert_eq!(
        reading("Cervical length ≤ 25 mm between 18 0/7 and 23 6/7 weeks"),
        "cervical length ≤ 25 mm having (gestational age 126..167 d)"
    );
    assert_eq!(reading("Gestational age 23 0/7 to 28 6/7 weeks"), "gestational age 161..202 d");
    assert_eq!(reading("Migraine for 12 to 24 weeks"), "condition migraine [for 12..24 wk]");
}

#[test]
fn shorthand_is_read_as_its_words() {
    assert_eq!(reading("3-12 y/o w/ asthma"), "all(condition asthma, age 3..12 a)");
    assert_eq!(excluding("MI w/in 6 months"), excluding("MI within 6 months"));
    assert_eq!(reading("Hx of GERD x 3 months"), "condition history of GERD [for 3 mo]");
    assert_eq!(reading("HCV RNA +ve"), "HCV RNA positive");
    // Near miss: a multiplication sign after a number.
    assert_eq!(reading("ALT < 3 x ULN"), "ALT < 3 ×ULN");
}

#[test]
fn a_moment_after_another_is_no_condition() {
    assert_eq!(
        reading("HbA1c ≥ 7% at screening or baseline"),
        "any(HbA1c ≥ 7 % [at screening], HbA1c ≥ 7 % [at baseline])"
    );
    assert_eq!(
        excluding("Use of MAOIs within 14 days of baseline"),
        "drug MAO inhibitor [within 14 d before baseline]"
    );
    assert_eq!(
        reading("Migraine with or without aura for at least 12 months"),
        "condition migraine [for ≥ 12 mo] permits condition aura"
    );
}
