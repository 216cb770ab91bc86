//! What people may receive, what they may have, and why a criterion is there.

use super::{all_excluded, all_read};

#[test]
fn what_people_may_receive_is_allowed() {
    all_read(&[
        (
            "Hemoglobin ≥ 9 g/dL. Patients may receive transfusion to meet this criterion",
            "Hb ≥ 9 g/dL permits procedure transfusion",
        ),
        (
            "Hemoglobin ≥ 9 g/dL. Patient may receive PRBC transfusion so as to have Hb ≥ 9 g/dL",
            "Hb ≥ 9 g/dL permits (procedure red blood cell transfusion having (Hb ≥ 9 g/dL))",
        ),
        (
            "Hemoglobin ≥ 9 g/dL (patients may be transfused to achieve this)",
            "Hb ≥ 9 g/dL permits procedure transfusion",
        ),
        (
            "Hemoglobin ≥ 9 g/dL. Transfusion is allowed to achieve this level",
            "Hb ≥ 9 g/dL permits procedure transfusion",
        ),
        ("Patients may have received prior chemotherapy", "permits(drug history of chemotherapy)"),
        ("Subjects may have had prior surgery", "permits(procedure surgery)"),
        // Near misses.
        ("Patients who may be receiving metformin", "drug current metformin"),
        ("Patients may have received up to 2 lines of chemotherapy", "drug history of chemotherapy [count ≤ 2 {line}]"),
        ("Patients may not receive metformin", "not(drug metformin)"),
    ]);
}

#[test]
fn what_people_may_have_is_suspected() {
    all_excluded(&[
        ("Women who might be pregnant", "all(sex female, condition suspected pregnancy)"),
        ("Patients who may have tuberculosis", "condition suspected tuberculosis"),
        ("Anticipated difficult intubation", "procedure suspected difficult intubation"),
        // Near misses.
        ("Patients who may have been treated with warfarin", "drug warfarin"),
        ("Anticipated intubation", "procedure planned intubation"),
    ]);
}

#[test]
fn what_something_is_likely_to_do_is_judged() {
    all_excluded(&[
        (
            "Serious disease likely to interfere with the study",
            "condition serious illness having «judgement: likely to interfere with the study»",
        ),
        (
            "Any illness likely to impact on subject safety",
            "condition illness having «judgement: likely to impact on subject safety»",
        ),
        (
            "Disease (such as asthma) likely to interfere with the study",
            "condition Disease {examples: asthma} having «judgement: likely to interfere with the study»",
        ),
        // Near misses.
        ("Likely pneumonia", "condition suspected pneumonia"),
        ("Patients likely to require surgery", "procedure planned surgery"),
    ]);
}

#[test]
fn a_reason_is_in_no_rule() {
    all_excluded(&[
        (
            "Pregnant women are excluded from this study because the drug has abortifacient effects",
            "condition pregnancy",
        ),
        ("Current pregnancy due to the potential risk of SSRI treatment", "condition current pregnancy"),
        ("Lactose intolerance, since the study drug contains lactose", "condition lactose intolerance"),
        ("Previous stroke (because the ability to imagine movements is lost after it)", "condition history of stroke"),
        ("Pregnancy (as triptans are not known to be safe)", "condition pregnancy"),
        ("Bipolar disorder, as short nights may precipitate mania", "condition bipolar disorder"),
        ("Untreated depression, as these patients have other needs", "condition untreated depression"),
        // Near misses.
        (
            "Stopped methotrexate (because of nausea)",
            "drug methotrexate [outcome: discontinued] having condition nausea",
        ),
        ("Stopped methotrexate because of nausea", "drug methotrexate [outcome: discontinued] due to condition nausea"),
        ("Hepatitis due to alcohol", "condition hepatitis due to drug alcohol"),
        ("Stroke, as defined by the protocol", "condition stroke"),
        (
            "Sildenafil, because of the risk of hypotension, but allowed at half dose",
            "drug sildenafil permits (dose = 0.5 {dose})",
        ),
    ]);
}

#[test]
fn what_women_must_show_is_no_part_of_what_excludes() {
    all_excluded(&[
        (
            "Pregnancy or breast feeding (women of childbearing potential must have a negative pregnancy test)",
            "any(condition pregnancy, condition lactation, not(if all(sex female, observation childbearing potential): pregnancy test negative))",
        ),
        (
            "Vitamin or mineral supplements (unless they agree to stop them)",
            "all(any(drug vitamin, drug mineral supplement), not(«consent: they agree to stop them»))",
        ),
        // Near misses.
        ("Pregnancy (positive pregnancy test)", "condition pregnancy having (pregnancy test positive)"),
        (
            "Aspirin or warfarin (unless stopped 2 weeks before surgery)",
            "any(drug aspirin, all(drug warfarin, not(drug warfarin [outcome: discontinued] [within 2 wk before surgery])))",
        ),
    ]);
}

#[test]
fn what_is_not_required_is_demanded_of_nobody() {
    all_read(&[
        ("Measurable disease is not required", "permits(observation measurable disease)"),
        ("Patients are not required to have measurable disease", "permits(observation measurable disease)"),
        ("Prior chemotherapy is allowed but not required", "permits(drug history of chemotherapy)"),
        ("Biopsy is not mandatory", "permits(procedure biopsy)"),
        // Near misses: what the patient does without.
        ("Patient not requiring dialysis", "not(procedure dialysis)"),
        ("insulin not required", "not(drug current insulin)"),
    ]);
}

#[test]
fn who_may_take_part_as_well_is_allowed() {
    all_read(&[
        ("Patients with type 2 diabetes will not be excluded from the study", "permits(condition type 2 diabetes)"),
        ("Patients with HIV infection may be included", "permits(condition HIV infection)"),
        (
            "Age 50 to 90 years, except for patients with cirrhosis, patients of 40 to 90 years of age can be included",
            "any(age 50..90 a, all(condition cirrhosis, age 40..90 a))",
        ),
        (
            "Patients with hypertension may be untreated or treated with amlodipine",
            "permits(any(condition untreated hypertension, drug amlodipine))",
        ),
        // Near misses.
        ("Patients with asthma are eligible", "condition asthma"),
        ("Patients aged 18 to 65 can be included", "age 18..65 a"),
    ]);
    all_excluded(&[
        (
            "Nodules ≥ 1 cm Exceptionally, hemangioma is permitted for study inclusion",
            "Nodules ≥ 1 cm permits condition hemangioma",
        ),
        (
            "Neurological disorder (patients may have a diagnosis of autism)",
            "condition neurologic disease permits condition autism",
        ),
        ("Patients who may have tuberculosis", "condition suspected tuberculosis"),
    ]);
}

#[test]
fn what_those_must_do_who_are_told_of_under_exclusion_is_demanded() {
    all_excluded(&[
        (
            "Subjects taking an SSRI must be on a stable dose for a minimum of 30 days before entering the study",
            "if drug SSRI: drug SSRI [dose stable ≥ 30 d before entering the study]",
        ),
        ("Subjects with diabetes must have HbA1c < 8%", "if condition diabetes mellitus: HbA1c < 8 %"),
        // Near miss.
        ("Patients who must take warfarin", "drug warfarin"),
    ]);
}

#[test]
fn contraception_is_demanded_of_who_leaves_early_too() {
    all_read(&[(
        "Willing to use contraception during the study and for 90 days after the last dose in case of withdrawal",
        "«contraception: Willing to use contraception during the study and for 90 days after the last dose in case of withdrawal» [during study; use contraception: until 90 d after last dose]",
    )]);
}
