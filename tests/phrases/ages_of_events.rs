//! An upper limit of time beside a name: how long ago what happens at once was, and how long what lasts has lasted.

use super::{all_excluded, all_read};

#[test]
fn what_happens_at_once_was_so_long_ago() {
    let rows = [
        ("MI < 3 months", "condition myocardial infarction [within past < 3 mo]"),
        ("Diabetic ketoacidosis (<6 months)", "condition diabetic ketoacidosis [within past < 6 mo]"),
        (
            "TIA or stroke (< 90 days)",
            "any(condition transient ischemic attack [within past < 90 d], condition stroke [within past < 90 d])",
        ),
        ("Hip fracture < 6 weeks", "condition hip fracture [within past < 6 wk]"),
        ("seizures < 5 minutes", "condition seizure [for < 5 min]"),
        ("TIA < 24 hours", "condition transient ischemic attack [for < 24 h]"),
        ("Diabetes < 1 year", "condition diabetes mellitus [for < 1 a]"),
        ("AF lasting <12 months", "condition atrial fibrillation [for < 12 mo]"),
        ("Low back pain <3 months", "condition low back pain [for < 3 mo]"),
    ];
    all_excluded(&rows);
    all_read(&[
        ("Stroke < 6 months", "condition stroke [within past < 6 mo]"),
        ("Malignancy < 5 years", "condition malignancy [for < 5 a]"),
    ]);
}

#[test]
fn what_is_done_once_was_so_long_ago() {
    let rows = [
        ("PCI < 1 month", "procedure PCI [within past < 1 mo]"),
        ("Kidney transplant <1 yr", "procedure kidney transplantation [within past < 1 a]"),
        ("Recent surgery <4 weeks", "procedure history of surgery [within past < 4 wk]"),
        (
            "HF hospitalization in < 30 days",
            "condition heart failure having (procedure hospitalization [within past < 30 d])",
        ),
        ("Hospitalization < 3 days", "procedure hospitalization [for < 3 d]"),
        ("intubated for <48 h", "procedure intubation [for < 48 h]"),
        ("dialysis < 3 months", "procedure dialysis [for < 3 mo]"),
        ("surgery < 2 hours", "procedure surgery [for < 2 h]"),
        ("delivery < 37 weeks", "procedure delivery having (gestational age < 37 wk)"),
        (
            "serous detachment on OCT < 6 weeks",
            "all(procedure optical coherence tomography [for < 6 wk], ‹serous detachment: in no part of the rule›)",
        ),
    ];
    all_excluded(&rows);
}

#[test]
fn what_is_given_was_so_long_ago_where_it_excludes() {
    let rows = [
        ("Chemotherapy <4 weeks", "drug chemotherapy [within past < 4 wk]"),
        ("NSAID use <7 days", "drug NSAID [within past < 7 d]"),
        ("belimumab <3 months", "drug belimumab [within past < 3 mo]"),
        (
            "infliximab <8 weeks, rituximab <6 months before first dose",
            "any(drug infliximab [within < 8 wk before first dose], drug rituximab [within < 6 mo before first dose])",
        ),
        ("antiretroviral therapy < 6 months", "drug antiretroviral [for < 6 mo]"),
        ("corticosteroids for < 4 weeks", "drug glucocorticoid [for < 4 wk]"),
        ("Failed SSRI (<6 weeks)", "drug SSRI [outcome: failed] [for < 6 wk]"),
        ("malignancy < 5 years", "condition malignancy [within past < 5 a]"),
        ("active infection < 2 weeks", "condition active infection [for < 2 wk]"),
    ];
    all_excluded(&rows);
    all_read(&[
        ("chemotherapy < 4 weeks", "drug chemotherapy [for < 4 wk]"),
        (
            "Fluoxetine < 5 weeks or MAOI < 2 weeks before baseline",
            "any(drug fluoxetine [within < 5 wk before baseline], drug MAO inhibitor [within < 2 wk before baseline])",
        ),
    ]);
}
