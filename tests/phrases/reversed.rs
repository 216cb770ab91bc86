//! Limits behind words that seem to deny them, ages before what is lacking, and what a window is counted from.

use super::{all_excluded, all_read, codes};

#[test]
fn with_no_more_than_denies_nothing_else() {
    all_read(&[
        ("Patients with no more than 3 brain metastases", "condition CNS metastasis [count ≤ 3]"),
        ("Subjects with no less than 50 points on the KPS", "KPS ≥ 50 {score}"),
        ("Patient with no more than 4 weeks since surgery", "procedure surgery [within past 4 wk]"),
        ("Neuropathy with no greater than grade 1", "condition neuropathy having (grade ≤ 1)"),
        ("Patient has no more than 3 brain metastases", "condition CNS metastasis [count ≤ 3]"),
        ("Patients with not more than 3 brain metastases", "condition CNS metastasis [count ≤ 3]"),
        ("Without more than 3 brain metastases", "not(condition CNS metastasis [count > 3])"),
        ("Asthma with no hypertension", "condition asthma other than condition hypertension"),
    ]);
}

#[test]
fn years_that_are_called_an_age_last_no_disease() {
    all_read(&[
        ("Aged 40-80 years without diabetes", "all(not(condition diabetes mellitus), age 40..80 a)"),
        ("Age 18-75 years with no prior chemotherapy", "all(not(drug history of chemotherapy), age 18..75 a)"),
        ("Patients (male and female) above 18 years with asthma", "all(condition asthma, age > 18 a)"),
        ("All individuals on cabotegravir 15 years or above", "all(drug cabotegravir, age ≥ 15 a)"),
        ("Patients with diabetes for 5 years or above", "condition diabetes mellitus [for ≥ 5 a]"),
    ]);
}

#[test]
fn comparators_that_equal_as_well() {
    all_read(&[
        ("SpO2 equals to or more than 93%", "SpO2 ≥ 93 %"),
        ("ANC equals or less than 500/mm3", "ANC ≤ 500 /mm3"),
        ("The minimal PSA value is 2.0 ng/mL", "minimal PSA value ≥ 2.0 ng/mL"),
        ("Reached the age of 18", "age ≥ 18 a"),
        ("Has not reached the age of 18", "age < 18 a"),
        ("TSH >;34 mIU/L", "TSH > 34 mIU/L"),
        ("HBV DNA > 10E4 IU/mL", "HBV DNA > 1 ×10⁴.IU/mL"),
    ]);
}

#[test]
fn a_window_on_either_side_or_behind_an_event() {
    all_read(&[
        ("MRI within +/- 7 days of biopsy", "procedure MRI [within 7 d around biopsy]"),
        ("MRI within 7 days of biopsy", "procedure MRI [within 7 d before biopsy]"),
        (
            "Dialysis at admission or within 48 hours",
            "any(procedure dialysis [at admission], procedure dialysis [within 48 h after admission])",
        ),
        ("Dialysis in the subsequent 48 hours", "procedure dialysis [within next 48 h]"),
        ("Thyroid surgery in a previous period of 12 months", "procedure thyroid surgery [within past 12 mo]"),
        ("MRI 3 days before liver puncture", "procedure MRI [= 3 d before liver puncture]"),
        ("Surgery three months prior Christmas", "procedure surgery [= 3 mo before Christmas]"),
        ("PSA ≥ 0.1 ng/mL at 6 weeks postoperatively", "PSA ≥ 0.1 ng/mL [= 6 wk after postoperatively]"),
        ("Chemotherapy after 6 months of radiotherapy", "drug chemotherapy [for 6 mo] having procedure radiotherapy"),
        ("Liver biopsy after 12 months of enrollment", "procedure liver biopsy [> 12 mo after enrollment]"),
        (
            "HbA1c > 7.0% within 90 days prior to the \"Screening visit\"",
            "HbA1c > 7.0 % [within 90 d before Screening visit]",
        ),
        (
            "Patients randomised up to 10 days after being prescribed semaglutide",
            "condition randomised [within 10 d after being prescribed semaglutide]",
        ),
    ]);
}

#[test]
fn a_moment_behind_brackets() {
    all_read(&[
        (
            "Malignancy within 3 years (except basal cell carcinoma) prior to diagnosis",
            "condition malignancy [within 3 a before diagnosis] other than condition basal cell carcinoma",
        ),
        (
            "Chemotherapy within 4 weeks (6 weeks for nitrosoureas) prior to study entry",
            "any(drug chemotherapy [within 4 wk before study entry], drug nitrosourea [within 6 wk before study entry])",
        ),
        (
            "Surgery within 3 years (except cataract) and stroke before screening",
            "all(procedure surgery [within past 3 a] other than condition cataract, condition stroke [before screening])",
        ),
    ]);
}

#[test]
fn parts_sums_and_pairs() {
    all_excluded(&[
        (
            "home blood pressure > 140/90 mmHg",
            "any(systolic blood pressure > 140 mmHg, diastolic blood pressure > 90 mmHg)",
        ),
        ("magnesium < 1/5 meq/l", "magnesium < 0.20 meq/L"),
        ("area of infarction > 1/2 MCA territory", "area of infarction > 0.50"),
        (
            "Gleason 3+3, 3+4 or 4+5",
            "any(Gleason score = 6 {score}, Gleason score = 7 {score}, Gleason score = 9 {score})",
        ),
        ("ANA ≥ 1/80", "ANA ≥ 1:80"),
        ("TG ≥ 150 mg/dL (1.69 millimoles per liter [mmol/L])", "triglycerides ≥ 150 mg/dL (also ≥ 1.69 mmol/L)"),
    ]);
}

#[test]
fn numbers_of_a_formula_and_of_an_item_are_told_and_limit_nothing() {
    assert_eq!(codes("BMI 19-35 kg/m2, BMI = weight / height^2"), ["number-not-in-rule"]);
    assert_eq!(codes("1.2 SOFA score ≥ 2"), ["number-not-in-rule"]);
    all_read(&[("1.5 mg prednisone", "drug prednisone [dose = 1.5 mg]")]);
}
