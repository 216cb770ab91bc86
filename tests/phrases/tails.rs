//! What is said after the last of two and of both, where an exception ends, and what a count or a class stands before.

use super::{all_read, excluded, reading};

#[test]
fn what_two_diseases_need_or_lack_is_said_of_both() {
    assert_eq!(
        excluded("Second or third degree AV block without a pacemaker"),
        "any(condition second-degree AV block other than procedure pacemaker implantation, \
         condition third-degree AV block other than procedure pacemaker implantation)"
    );
    assert_eq!(
        excluded("Cataract or glaucoma requiring surgery"),
        "any(condition cataract having procedure surgery, condition glaucoma having procedure surgery)"
    );
    assert_eq!(
        excluded("Depression or bipolar disorder with psychotic features"),
        "any(condition depression having condition psychotic features, \
         condition bipolar disorder having condition psychotic features)"
    );
    // A state, a class of many things, a comma, and "with" after things of two kinds.
    assert_eq!(
        excluded("HIV or pneumonia requiring antibiotics"),
        "any(condition HIV infection, condition pneumonia having drug antibiotic)"
    );
    assert_eq!(
        excluded("Diabetes or infection requiring antibiotics"),
        "any(condition diabetes mellitus, condition infection having drug antibiotic)"
    );
    assert_eq!(
        excluded("Asthma, or COPD requiring systemic steroids"),
        "any(condition asthma, condition COPD having drug systemic glucocorticoid)"
    );
    assert_eq!(
        excluded("Asthma or depression with psychotic features"),
        "any(condition asthma, condition depression having condition psychotic features)"
    );
}

#[test]
fn what_kinds_of_disease_would_do_is_said_of_each() {
    assert_eq!(
        excluded("Hepatic disease, renal disease, or psychiatric disorder that may interfere with the study"),
        "any(condition liver disease having «judgement: that may interfere with the study», \
         condition renal disease having «judgement: that may interfere with the study», \
         condition psychiatric disorder having «judgement: that may interfere with the study»)"
    );
    assert_eq!(
        excluded("Asthma, pregnancy, or psychiatric disorder that may interfere with the study"),
        "any(condition asthma, condition pregnancy, \
         condition psychiatric disorder having «judgement: that may interfere with the study»)"
    );
}

#[test]
fn what_the_second_is_not_the_first_is_not_as_itself() {
    assert_eq!(
        excluded("Hypertension or diabetes which is not controlled"),
        "any(condition hypertension other than condition controlled hypertension, \
         condition diabetes mellitus other than condition controlled diabetes mellitus)"
    );
}

#[test]
fn a_place_after_two_things_is_the_place_of_both() {
    assert_eq!(
        excluded("Ulcer or infection at the injection site"),
        "any(all(condition ulcer, ‹injection site: in no part of the rule›), \
         all(condition infection, ‹injection site: in no part of the rule›))"
    );
    assert_eq!(
        excluded("Pregnancy or infection at the injection site"),
        "any(condition pregnancy, all(condition infection, ‹injection site: in no part of the rule›))"
    );
}

#[test]
fn how_one_organ_works_the_other_does_too() {
    assert_eq!(excluded("Abnormal liver or kidney function"), "any(liver function abnormal, renal function abnormal)");
    assert_eq!(
        excluded("Hepatic and renal functions abnormal"),
        "any(liver function abnormal, renal function abnormal)"
    );
    assert_eq!(reading("Normal liver and kidney function"), "all(liver function normal, renal function normal)");
    assert_eq!(
        excluded("Abnormal kidney function or diabetes"),
        "any(condition renal impairment, condition diabetes mellitus)"
    );
}

#[test]
fn an_exception_ends_before_what_can_be_no_case_of_it() {
    assert_eq!(
        excluded("Seizures other than febrile seizures, or stroke"),
        "any(condition seizure other than condition febrile seizure, condition stroke)"
    );
    assert_eq!(
        excluded("Cancer other than melanoma or heart failure"),
        "any(condition malignancy other than condition melanoma, condition heart failure)"
    );
    assert_eq!(
        excluded("Arrhythmia other than atrial fibrillation, or QTc > 480 ms"),
        "any(condition arrhythmia other than condition atrial fibrillation, QTc > 480 ms)"
    );
    // A case of it, a class whose table may lack one, and a list.
    assert_eq!(
        excluded("Malignancy other than basal cell carcinoma, or cervical carcinoma in situ"),
        "condition malignancy other than any(condition basal cell carcinoma, condition cervical carcinoma in situ)"
    );
    assert_eq!(
        excluded("Autoimmune disease other than vitiligo, or hypothyroidism"),
        "condition autoimmune disease other than any(condition vitiligo, condition hypothyroidism)"
    );
}

#[test]
fn so_many_of_a_list_are_what_stands_before_comes_with() {
    assert_eq!(
        reading("Diabetes with at least one of retinopathy, nephropathy, or neuropathy"),
        "condition diabetes mellitus having any(condition retinopathy, condition renal disease, condition neuropathy)"
    );
    assert_eq!(
        reading("Fever and at least two of cough, dyspnea and rash"),
        "all(condition fever, 2-of(condition cough, condition dyspnea, condition rash))"
    );
    // The list stands alone; what is counted is no list.
    assert_eq!(reading("At least one of fever or cough"), "any(condition fever, condition cough)");
    assert_eq!(reading("Asthma and two of the scans"), "all(condition asthma, scans = 2)");
}

#[test]
fn a_class_of_patients_is_demanded_with_either_alternative() {
    assert_eq!(
        reading("NYHA II-III patients with ischemic or dilated cardiomyopathy"),
        "all(NYHA class in {II, III}, any(condition ischemic cardiomyopathy, condition dilated cardiomyopathy))"
    );
    assert_eq!(
        reading("Patients with stage III or unresectable stage IV melanoma"),
        "any(condition melanoma having (stage in {III}), condition unresectable melanoma having (stage in {IV}))"
    );
    assert_eq!(
        reading("Patients with type 1 and type 2 diabetes"),
        "any(condition type 1 diabetes, condition type 2 diabetes)"
    );
}

#[test]
fn a_name_that_waits_for_its_noun_is_not_what_it_names_alone() {
    assert_eq!(
        excluded("Systolic or diastolic heart failure"),
        "any(condition systolic heart failure, condition diastolic heart failure)"
    );
    assert_eq!(
        excluded("Systolic blood pressure or diastolic blood pressure > 100 mmHg"),
        "any(systolic blood pressure > 100 mmHg, diastolic blood pressure > 100 mmHg)"
    );
    assert_eq!(
        excluded("Rectal or vaginal bleeding"),
        "any(condition Rectal or vaginal bleeding, condition abnormal uterine bleeding)"
    );
    assert_eq!(
        excluded("Disease of the heart, lungs or liver"),
        "any(condition cardiac disease, condition pulmonary disease, condition liver disease)"
    );
    assert_eq!(excluded("Diseases of the retina"), "condition Diseases of the retina");
}

#[test]
fn a_state_said_of_one_demand_is_not_that_of_the_next() {
    assert_eq!(
        reading("Planned PCI or CABG, stable angina, LVEF > 40 %"),
        "all(any(procedure planned PCI, procedure planned CABG), condition stable angina, LVEF > 40 %)"
    );
    assert_eq!(reading("Planned PCI or CABG"), "any(procedure planned PCI, procedure planned CABG)");
    assert_eq!(
        excluded("Hypertension refractory to treatment or renal failure"),
        "any(condition hypertension [outcome: failed], condition renal failure)"
    );
}

#[test]
fn what_lifts_an_exclusion_is_said_of_each_disease_itself() {
    assert_eq!(
        excluded("Hepatitis B or C unless treated"),
        "any(all(condition hepatitis B, not(condition treated hepatitis B)), \
         all(condition hepatitis C, not(condition treated hepatitis C)))"
    );
    assert_eq!(
        excluded("Asthma or COPD unless on warfarin"),
        "all(any(condition asthma, condition COPD), not(drug warfarin))"
    );
}

#[test]
fn a_result_or_a_count_said_before_the_name_is_of_both() {
    assert_eq!(
        reading("HER2-positive and HER2-negative breast cancer"),
        "any(condition breast cancer having (HER2 positive), condition breast cancer having (HER2 negative))"
    );
    assert_eq!(
        excluded("2 or more strokes or TIA"),
        "any(condition stroke [count ≥ 2], condition transient ischemic attack [count ≥ 2])"
    );
    assert_eq!(excluded("2 or more strokes, or asthma"), "any(condition stroke [count ≥ 2], condition asthma)");
}

#[test]
fn either_examination_shows_it_and_each_class_of_drugs_excludes() {
    assert_eq!(excluded("Stroke confirmed on CT or MRI"), "condition stroke [by CT; MRI]");
    assert_eq!(
        excluded("Use of CYP3A4 inhibitors (ketoconazole) and CYP3A4 inducers (rifampin)"),
        "any(drug CYP3A4 inhibitor having drug ketoconazole, drug CYP3A4 inducer having drug rifampin)"
    );
}

#[test]
fn what_stands_before_a_list_of_which_one_is_asked_is_asked_too() {
    assert_eq!(
        reading("Fever and at least one of the following: cough, dyspnea"),
        "all(condition fever, any(condition cough, condition dyspnea))"
    );
}

#[test]
fn what_a_limit_means_is_no_demand() {
    all_read(&[
        ("ISI > 14, indicating moderate insomnia", "ISI > 14 {score}"),
        ("Fugl-Meyer score > 30, which is indicative of mild impairment", "Fugl-Meyer > 30 {score}"),
        ("MMSE < 17 indicating dementia", "MMSE < 17 {score}"),
        // Near miss: a disease beside a limit.
        ("ISI > 14, moderate insomnia", "all(ISI > 14 {score}, condition moderate insomnia)"),
    ]);
}
