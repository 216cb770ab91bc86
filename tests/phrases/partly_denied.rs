//! Clauses of which a denial reaches but a part.

use super::{all_excluded, all_read};

#[test]
fn a_change_either_way_is_denied() {
    all_read(&[
        (
            "No increase or decrease in eGFR by ≥ 20%",
            "not(any(eGFR ≥ 20 % [percent increase], eGFR ≥ 20 % [percent decrease]))",
        ),
        ("No change in eGFR by more than 20%", "not(eGFR > 20 % [percent change])"),
        // Near misses.
        ("No change in diuretic dose for at least 2 weeks", "drug diuretic [dose stable ≥ 2 wk]"),
    ]);
}

#[test]
fn none_of_the_first_excludes_and_so_does_the_plan() {
    all_excluded(&[
        (
            "No permanent address or planned relocation",
            "any(not(condition permanent address), condition planned relocation)",
        ),
        ("No asthma or planned surgery", "all(not(condition asthma), not(procedure planned surgery))"),
    ]);
    // Near miss: a demand.
    all_read(&[(
        "No prior or planned surgery",
        "all(not(procedure history of surgery), not(procedure planned surgery))",
    )]);
}

#[test]
fn those_without_and_those_with_it_have_their_own_limits() {
    all_read(&[
        (
            "Without obesity with BMI 18.0-29.9 kg/m2 or with obesity with BMI 30.0-50.0 kg/m2",
            "any(all(not(condition obesity), BMI 18.0..29.9 kg/m2), all(condition obesity, BMI 30.0..50.0 kg/m2))",
        ),
        ("Without obesity or diabetes", "all(not(condition obesity), not(condition diabetes mellitus))"),
    ]);
}

#[test]
fn what_is_not_there_stands_beside_how_it_is_known() {
    all_read(&[
        (
            "Non-pregnant, evidenced by a negative urine pregnancy test",
            "all(not(condition pregnancy), pregnancy test negative [setting: urine])",
        ),
        ("Normal ECG with no contraindications", "all(electrocardiogram normal, not(observation contraindication))"),
        (
            "Of non-childbearing potential defined as postmenopausal or surgically sterile",
            "all(not(observation childbearing potential), any(observation postmenopausal, procedure surgical sterilization))",
        ),
        ("None, or reduced dose of, warfarin", "any(not(drug warfarin), drug low dose warfarin)"),
        (
            "Currently not using and willing to avoid aspirin",
            "all(not(drug current aspirin), «compliance: willing to avoid aspirin»)",
        ),
        (
            "Have not used oral or injectable antidiabetic medication for at least 90 days prior to screening",
            "all(not(drug antidiabetic [route: oral] [within < 90 d before screening]), \
             not(drug antidiabetic [route: parenteral] [within < 90 d before screening]))",
        ),
        (
            "ADHD medication naive or have not had a trial of stimulants",
            "any(drug ADHD medication [outcome: naive], not(drug stimulant))",
        ),
    ]);
    all_excluded(&[
        (
            "Hypertension unless the disease is controlled",
            "all(condition hypertension, not(condition controlled hypertension))",
        ),
        (
            "Other active non-AD inflammatory skin diseases",
            "condition active inflammatory skin diseases other than condition atopic dermatitis",
        ),
        ("Non-Hodgkin lymphoma", "condition non-Hodgkin lymphoma"),
    ]);
}

#[test]
fn what_people_can_or_will_do_is_one_narrative() {
    all_read(&[
        (
            "Willing to make diet and lifestyle changes in response to education",
            "«consent: Willing to make diet and lifestyle changes in response to education»",
        ),
        ("Responsible for taking their own medications", "«capability: Responsible for taking their own medications»"),
        ("English proficiency by participant self-report", "observation language ability [by participant self-report]"),
        (
            "Must be at least 18 years old when the informed consent is signed",
            "age ≥ 18 a [at the informed consent is signed]",
        ),
    ]);
    all_excluded(&[
        ("Asthma or is unable to read or write", "any(condition asthma, «capability: is unable to read or write»)"),
        (
            "Any comorbidity deemed by physician to contraindicate IC",
            "condition comorbidity having «judgement: deemed by physician to contraindicate IC»",
        ),
    ]);
}

#[test]
fn what_and_joins_is_denied_as_well() {
    all_read(&[
        ("Warfarin and aspirin are not allowed", "not(any(drug warfarin, drug aspirin))"),
        ("Methotrexate or leflunomide must not be used", "not(any(drug methotrexate, drug leflunomide))"),
        ("No tramadol, codeine and gabapentin", "all(not(drug tramadol), not(drug codeine), not(drug gabapentin))"),
        (
            "No history of stroke and myocardial infarction",
            "all(not(condition history of stroke), not(condition history of myocardial infarction))",
        ),
        // Near misses.
        ("No pregnancy and age over 18 years", "all(not(condition pregnancy), age > 18 a)"),
        ("No aspirin and on warfarin", "all(not(drug aspirin), drug warfarin)"),
    ]);
}
