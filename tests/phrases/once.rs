//! What a list says once: a window before its first event, an amount after its last, the noun of its vaccines.

use super::{all_excluded, all_read};

#[test]
fn a_window_said_first_is_of_each_event_of_a_list() {
    all_excluded(&[
        (
            "Within 3 months of stroke, MI or PCI",
            "any(condition stroke [within past 3 mo], condition myocardial infarction [within past 3 mo], \
             procedure PCI [within past 3 mo])",
        ),
        (
            "Within 30 days of surgery or trauma",
            "any(procedure surgery [within past 30 d], condition trauma [within past 30 d])",
        ),
        // A moment of the trial, of which nobody has any.
        (
            "Within 3 months of enrolment, MI or PCI",
            "any(condition myocardial infarction [within 3 mo before enrolment], procedure PCI [within 3 mo before enrolment])",
        ),
        // The comma parts the two.
        (
            "Within 30 days of PCI, or active bleeding",
            "any(procedure PCI [within past 30 d], condition active hemorrhage)",
        ),
        (
            "Less than 6 weeks after delivery, abortion or miscarriage",
            "any(procedure delivery [within past < 6 wk], procedure abortion [within past < 6 wk], \
             condition miscarriage [within past < 6 wk])",
        ),
        // What nobody gets rid of has no window.
        (
            "Within 30 days of surgery or trauma, or diabetes",
            "any(procedure surgery [within past 30 d], condition trauma [within past 30 d], condition diabetes mellitus)",
        ),
    ]);
    all_read(&[
        (
            "≥4 weeks after ACS, CABG or valve surgery",
            "any(condition acute coronary syndrome [≥ 4 wk ago], procedure CABG [≥ 4 wk ago], procedure valve surgery [≥ 4 wk ago])",
        ),
        (
            "Surgically sterile (at least 6 weeks post hysterectomy or bilateral oophorectomy)",
            "procedure surgical sterilization having any(procedure hysterectomy [≥ 6 wk ago], \
             procedure bilateral oophorectomy [≥ 6 wk ago])",
        ),
    ]);
}

#[test]
fn a_frequency_or_an_amount_at_the_end_is_of_each() {
    all_excluded(&[
        ("Triptans or opioids on ≥10 days/month", "any(drug triptan [count ≥ 10 d/mo], drug opioid [count ≥ 10 d/mo])"),
        (
            "Triptans ≥10 days/month or opioids ≥4 days/month",
            "any(drug triptan [count ≥ 10 d/mo], drug opioid [count ≥ 4 d/mo])",
        ),
        ("Triptans, or opioids on ≥10 days/month", "any(drug triptan, drug opioid [count ≥ 10 d/mo])"),
        ("Blood donation or loss ≥400 mL", "any(blood donation ≥ 400 mL, blood loss ≥ 400 mL)"),
        ("Surgery or blood loss ≥400 mL", "any(procedure surgery, blood loss ≥ 400 mL)"),
    ]);
}

#[test]
fn a_positive_test_is_for_each_drug_it_looks_for() {
    all_excluded(&[
        (
            "Urine drug screen positive for cocaine or methadone",
            "any(drug screen positive having drug cocaine, methadone positive)",
        ),
        ("Positive screen for cotinine or ethanol", "any(cotinine positive, alcohol positive)"),
        ("Positive urine test for opioids or cocaine", "any(urinalysis positive having drug opioid, cocaine positive)"),
        // A disease is not looked for.
        (
            "Urine drug screen positive for cocaine or diabetes",
            "any(drug screen positive having drug cocaine, condition diabetes mellitus)",
        ),
    ]);
}

#[test]
fn diseases_before_a_vaccine_name_vaccines() {
    all_excluded(&[
        ("Influenza or pneumococcal vaccine", "any(drug influenza vaccine, drug pneumococcal vaccine)"),
        ("Measles, mumps or rubella vaccine", "drug MMR vaccine"),
        ("Cancer or live vaccine", "any(condition malignancy, drug live vaccine)"),
        ("Fever or influenza vaccine", "any(condition fever, drug influenza vaccine)"),
        ("Influenza, or pneumococcal vaccine", "any(condition influenza, drug pneumococcal vaccine)"),
        ("Malaria or malaria vaccine", "any(condition malaria, drug malaria vaccine)"),
    ]);
}

#[test]
fn either_examination_shows_what_is_named_before() {
    all_read(&[
        ("osteoarthritis on X-ray or MRI", "condition osteoarthritis having any(procedure X-ray, procedure MRI)"),
        ("osteoarthritis on X-ray, or MRI", "any(condition osteoarthritis having procedure X-ray, procedure MRI)"),
    ]);
}

#[test]
fn the_sites_of_a_bone_density_are_no_diseases() {
    all_read(&[
        ("T-score ≤-2.5 at lumbar spine or total hip", "T-score ≤ -2.5 [setting: lumbar spine or total hip]"),
        ("T-score ≤-2.5 or hip fracture", "any(T-score ≤ -2.5, condition hip fracture)"),
    ]);
}

#[test]
fn a_reaction_comes_after_the_vaccination() {
    all_excluded(&[
        ("myocarditis within 6 weeks of vaccination", "condition myocarditis [within 6 wk after vaccination]"),
        ("malaria within 6 weeks of vaccination", "condition malaria [within 6 wk before vaccination]"),
        ("NSAIDs within 7 days of dosing", "drug NSAID [within 7 d before dosing]"),
    ]);
}
