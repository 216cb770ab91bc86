//! Phrases that nearly every trial has: liver limits with their exceptions, ages beside consent, pairs, allowances.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluding(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn a_slash_between_tests_puts_the_limit_on_both() {
    assert_eq!(reading("AST/ALT ≤ 2.5 × ULN"), "all(AST ≤ 2.5 ×ULN, ALT ≤ 2.5 ×ULN)");
    assert_eq!(excluding("AST/ALT > 2.5 × ULN"), "any(AST > 2.5 ×ULN, ALT > 2.5 ×ULN)");
    assert_eq!(reading("AST or ALT ≤ 2.5 × ULN"), "any(AST ≤ 2.5 ×ULN, ALT ≤ 2.5 ×ULN)");
}

#[test]
fn a_wider_limit_for_some_is_one_of_every_test_before_it() {
    let both = "all(any(AST ≤ 3 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN)), \
                any(ALT ≤ 3 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN)))";
    assert_eq!(reading("AST and ALT ≤ 3 × ULN (≤ 5 × ULN if liver metastases are present)"), both);
    assert_eq!(reading("AST and ALT ≤ 3 × ULN or ≤ 5 × ULN in case of liver metastases"), both);
    let gilbert = "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))";
    assert_eq!(reading("Total bilirubin ≤ 1.5 × ULN (patients with Gilbert's syndrome: ≤ 3 × ULN)"), gilbert);
    assert_eq!(reading("Total bilirubin ≤ 1.5 × ULN, unless Gilbert's syndrome, in which case ≤ 3 × ULN"), gilbert);
    // Near miss: a second limit in another unit is the same limit said again.
    assert_eq!(reading("Total bilirubin ≤ 2.0 mg/dL (34 μmol/L)"), "total bilirubin ≤ 2.0 mg/dL (also ≤ 34 umol/L)");
}

#[test]
fn an_exception_for_people_lifts_a_limit() {
    let lifted = "any(total bilirubin ≤ 1.5 ×ULN, condition Gilbert syndrome)";
    assert_eq!(reading("Total bilirubin ≤ 1.5 x ULN, except patients with Gilbert syndrome"), lifted);
    assert_eq!(reading("Total bilirubin ≤ 1.5 x ULN (unless Gilbert syndrome)"), lifted);
    assert_eq!(
        reading(
            "Total bilirubin ≤ 1.5 × ULN except for patients with Gilbert's syndrome who must have total bilirubin < 3.0 mg/dL"
        ),
        "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin < 3.0 mg/dL))"
    );
    // Near miss: an exception from a disease is another disease.
    assert_eq!(
        excluding("Malignancy except basal cell carcinoma"),
        "condition malignancy other than condition basal cell carcinoma"
    );
}

#[test]
fn what_an_exception_says_is_said_of_the_disease() {
    assert_eq!(
        excluding("Active CNS metastases, unless treated and stable for ≥ 4 weeks"),
        "all(condition active CNS metastasis, not(all(condition treated CNS metastasis [stable ≥ 4 wk], \
         condition CNS metastasis [stable ≥ 4 wk])))"
    );
    assert_eq!(
        reading("INR ≤ 1.5 unless on anticoagulants, as long as PT is normal"),
        "any(INR ≤ 1.5, all(drug anticoagulant, PT normal))"
    );
}

#[test]
fn an_age_beside_consent_is_a_demand() {
    assert_eq!(
        reading("Patients aged 18 years or older who have signed informed consent"),
        "all(age ≥ 18 a, «consent: have signed informed consent»)"
    );
    assert_eq!(
        reading("Male or female patients aged 18-75 years at the time of signing informed consent"),
        "all(age 18..75 a [at signing informed consent], sex any)"
    );
    // Near miss: years that are no age.
    assert!(reading("Willing to comply with the protocol for 2 years").starts_with("«"));
}

#[test]
fn missing_events_have_their_own_time() {
    assert_eq!(
        reading("Hemoglobin ≥ 9.0 g/dL without transfusion within the past 7 days"),
        "all(Hb ≥ 9.0 g/dL, not(procedure transfusion [within past 7 d]))"
    );
    assert_eq!(reading("Hemoglobin ≥ 9.0 g/dL without transfusion"), "Hb ≥ 9.0 g/dL [setting: without transfusion]");
    assert_eq!(
        reading("No prior chemotherapy within 4 weeks and no radiotherapy within 2 weeks of study entry"),
        "all(not(drug history of chemotherapy [within 4 wk before study entry]), not(procedure history of radiotherapy [within 2 wk before study entry]))"
    );
    assert_eq!(
        reading("ECOG PS 0-1 with no deterioration over the previous 2 weeks"),
        "all(ECOG performance status 0..1, not(condition deterioration [within past 2 wk]))"
    );
    assert_eq!(reading("At least 4 weeks since prior chemotherapy"), "drug chemotherapy [≥ 4 wk ago]");
}

#[test]
fn a_limit_may_be_for_some_of_the_people() {
    assert_eq!(
        reading("Negative pregnancy test within 7 days before randomization for women of childbearing potential"),
        "if all(sex female, observation childbearing potential): pregnancy test negative [within 7 d before randomization]"
    );
    assert_eq!(
        excluding("QTcF > 470 msec (female) or > 450 msec (male) on screening ECG"),
        "any(all(sex female, QTc > 470 ms [at screening]), all(sex male, QTc > 450 ms [by ECG] [at screening]))"
    );
}

#[test]
fn a_pair_of_pressures_is_two_limits() {
    assert_eq!(
        excluding("Blood pressure > 160/100 mmHg"),
        "any(systolic blood pressure > 160 mmHg, diastolic blood pressure > 100 mmHg)"
    );
    assert_eq!(
        reading("BP < 140/90 mmHg"),
        "all(systolic blood pressure < 140 mmHg, diastolic blood pressure < 90 mmHg)"
    );
    assert_eq!(
        reading("BP ≥ 140/90 mmHg"),
        "any(systolic blood pressure ≥ 140 mmHg, diastolic blood pressure ≥ 90 mmHg)"
    );
}

#[test]
fn snellen_fractions_are_limits_on_their_second_number() {
    assert_eq!(
        reading("Visual acuity of 20/40 or better in the study eye"),
        "visual acuity ≤ 40 {20/N} [setting: in the study eye]"
    );
    assert_eq!(
        reading("BCVA worse than 20/200 in the better eye"),
        "visual acuity > 200 {20/N} [setting: in the better eye]"
    );
    assert_eq!(reading("BCVA between 20/40 and 20/320"), "visual acuity 40..320 {20/N}");
    assert_eq!(reading("BCVA ≥ 6/12"), "visual acuity ≤ 12 {6/N}");
}

#[test]
fn weeks_and_days_are_days() {
    assert_eq!(reading("Gestational age between 24 0/7 and 33 6/7 weeks"), "gestational age 168..237 d");
    assert_eq!(reading("Gestational age between 24 and 33+6 weeks"), "gestational age 168..237 d");
    assert_eq!(reading("Gestational age ≥ 34 weeks"), "gestational age ≥ 34 wk");
    assert_eq!(reading("Gleason score ≤ 6 (3+3)").matches('d').count(), 0);
}

#[test]
fn what_is_only_allowed_binds_nobody() {
    assert_eq!(reading("Prior radiotherapy is allowed."), "permits(procedure history of radiotherapy)");
    assert_eq!(
        excluding("Patients with controlled hypertension are eligible"),
        "permits(condition controlled hypertension)"
    );
    assert_eq!(
        reading("Patients with HIV are eligible provided that CD4 count > 350 cells/mm3"),
        "if condition HIV infection: CD4 count > 350 {cells}/mm3"
    );
    assert_eq!(
        reading("Patients with treated brain metastases are eligible if stable for at least 4 weeks"),
        "if condition treated CNS metastasis: condition CNS metastasis [stable ≥ 4 wk]"
    );
    // Near miss: a limit beside an allowance is still demanded.
    assert!(reading("Potassium ≥ 3.8 mmol/L, supplementation allowed").contains("3.8"));
}

#[test]
fn a_second_limit_is_one_of_the_same_thing() {
    assert_eq!(
        reading("Systolic BP 130-179 mmHg on 2 or more antihypertensive drugs"),
        "systolic blood pressure 130..179 mmHg having 2-of distinct(drug antihypertensive)"
    );
    assert_eq!(
        reading("Ferritin < 100 ng/mL, or 100-299 ng/mL with TSAT < 20%"),
        "any(ferritin < 100 ng/mL, all(ferritin 100..299 ng/mL, TSAT < 20 %))"
    );
    assert_eq!(
        reading("No more than 2 prior lines of systemic therapy"),
        "drug systemic medication [count ≤ 2 {line}]"
    );
    assert_eq!(reading("Hemoglobin > 10 and < 15 g/dL"), "Hb > 10..< 15 g/dL");
}

#[test]
fn what_a_disease_requires_may_be_named_by_its_routes() {
    assert_eq!(
        excluding("Interstitial lung disease or history of pneumonitis that required oral or IV steroids"),
        "any(condition interstitial lung disease, condition history of pneumonitis having any(drug glucocorticoid \
         [route: oral], drug glucocorticoid [route: intravenous]))"
    );
    assert_eq!(
        excluding("Active infection requiring oral antibiotics"),
        "condition active infection having (drug antibiotic [route: oral])"
    );
}

#[test]
fn a_predicate_after_not_is_denied() {
    assert_eq!(
        excluding("Toxicity that has not resolved to grade ≤ 1"),
        "condition adverse event other than (resolved adverse event ≤ 1 {CTCAE grade})"
    );
    assert_eq!(excluding("Toxicity that has resolved to grade ≤ 1"), "resolved adverse event ≤ 1 {CTCAE grade}");
}

#[test]
fn plans_look_ahead() {
    assert_eq!(
        excluding("Plans to become pregnant within 12 months"),
        "observation planning pregnancy [within next 12 mo]"
    );
    assert_eq!(excluding("Pregnancy within 12 months"), "condition pregnancy [within past 12 mo]");
}

#[test]
fn how_recent_is_said_of_the_whole_list() {
    assert_eq!(
        excluding("Recent (< 3 months) stroke or myocardial infarction"),
        "any(condition history of stroke [within past < 3 mo], condition history of myocardial infarction \
         [within past < 3 mo])"
    );
}

#[test]
fn examples_after_an_exception_are_of_what_stands_before_it() {
    assert_eq!(
        excluding("Any psychiatric disorder other than depression, such as schizophrenia"),
        "any(condition psychiatric disorder other than condition depression, condition schizophrenia other than \
         condition depression)"
    );
    assert_eq!(
        excluding("Malignancy except skin cancers such as basal cell carcinoma"),
        "condition malignancy other than condition skin cancer {examples: basal cell carcinoma}"
    );
}

#[test]
fn outside_a_range_is_beyond_either_end() {
    assert_eq!(
        excluding("Blood pressure outside 90-140 mmHg systolic or 40-90 mmHg diastolic"),
        "any(not(systolic blood pressure 90..140 mmHg), not(diastolic blood pressure 40..90 mmHg))"
    );
    assert_eq!(excluding("BMI outside the range 18-30 kg/m2"), "not(BMI 18..30 kg/m2)");
    assert_eq!(excluding("Treatment outside the hospital").matches("not(").count(), 0);
}

#[test]
fn a_dose_is_counted_in_the_drug_before_equivalent() {
    assert_eq!(
        excluding("Total daily dose of opioid > 60 mg morphine equivalent"),
        "drug opioid [dose > 60 mg morphine-equivalent]"
    );
    assert_eq!(
        excluding("Prednisone > 10 mg/day or equivalent"),
        "drug prednisone [dose > 10 mg/d prednisone-equivalent]"
    );
}

#[test]
fn a_disease_is_seen_on_an_image() {
    assert_eq!(excluding("Intracranial hemorrhage on CT or MRI"), "condition intracranial hemorrhage [by CT; MRI]");
    assert_eq!(
        excluding("End-stage renal disease on dialysis"),
        "condition end-stage renal failure having procedure dialysis"
    );
}

#[test]
fn another_number_of_what_is_counted_is_of_the_same_thing() {
    assert_eq!(
        reading("Multiple sclerosis with ≥ 1 relapse in the previous year or ≥ 2 in the previous 2 years"),
        "condition multiple sclerosis having any(relapse ≥ 1 [within past 1 a], relapse ≥ 2 [within past 2 a])"
    );
    assert_eq!(
        reading("Eosinophils ≥ 300 cells/µL at screening or ≥ 150 cells/µL in the past year"),
        "any(eosinophils ≥ 300 {cells}/uL [at screening], eosinophils ≥ 150 {cells}/uL [within past 1 a])"
    );
    assert_eq!(
        reading("Beta-thalassemia requiring ≥ 6 transfusions in 24 weeks"),
        "condition beta thalassemia having (procedure transfusion [count ≥ 6] [within past 24 wk])"
    );
}

#[test]
fn a_limit_directly_before_something_measured_is_its_own() {
    assert_eq!(reading("Preterm infants < 32 weeks gestation"), "gestational age < 32 wk having condition prematurity");
    assert_eq!(
        reading("Children aged 6 months to 5 years with weight-for-height z-score < -3"),
        "all(age ≥ 6 mo, age ≤ 5 a, weight-for-height z-score < -3)"
    );
    assert_eq!(reading("Heart failure for more than 6 months"), "condition heart failure [for > 6 mo]");
}

#[test]
fn ranges_below_zero_go_up() {
    assert_eq!(reading("Refractive error between -1.00 and -6.00 D"), "spherical equivalent -6.00..-1.00 diop");
    assert_eq!(reading("Refractive error between -6.00 and -1.00 D"), "spherical equivalent -6.00..-1.00 diop");
}

#[test]
fn a_comparator_holds_for_the_number_after_and() {
    assert_eq!(reading("Reversibility ≥ 12% and 200 mL"), "all(Reversibility ≥ 12 %, Reversibility ≥ 200 mL)");
    // Near miss: a number with a comparator of its own.
    assert_eq!(reading("weight ≥ 10 kg and < 50 kg"), "body weight 10..< 50 kg");
}

#[test]
fn lines_of_therapy_before_a_disease_came_back() {
    assert_eq!(
        reading("Lymphoma relapsed after ≥ 2 lines of therapy"),
        "condition lymphoma [outcome: relapsed] having (lines of therapy ≥ 2 {line})"
    );
}
