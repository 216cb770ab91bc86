//! Phrases of oncology trials: tumours and what is found in them, other malignancies, drugs by their strength.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluding(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn metastatic_before_a_cancer_says_how_it_is() {
    assert_eq!(reading("Metastatic breast cancer"), "condition metastatic breast cancer");
    assert_eq!(
        reading("Metastatic or locally advanced colorectal cancer"),
        "any(condition metastatic colorectal cancer, condition advanced colorectal cancer)"
    );
    // Near miss: without a cancer after it, it names one.
    assert_eq!(reading("Metastatic disease"), "condition metastasis");
}

#[test]
fn a_mutation_is_no_filtration_rate() {
    assert_eq!(
        reading("EGFR mutation-positive NSCLC"),
        "condition non-small cell lung cancer having (EGFR mutation positive)"
    );
    assert_eq!(reading("EGFR and ALK wild-type"), "all(EGFR gene wild type, ALK wild type)");
    assert_eq!(
        reading("NSCLC with documented EGFR exon 19 deletion or L858R mutation"),
        "condition non-small cell lung cancer having any(observation EGFR exon 19 deletion, observation EGFR L858R mutation)"
    );
    // Near miss: a limit in a unit of the filtration rate.
    assert_eq!(reading("EGFR ≥ 60 mL/min/1.73 m2"), "eGFR ≥ 60 mL/min/{1.73_m2}");
}

#[test]
fn a_finding_before_a_cancer_is_one_of_it() {
    assert_eq!(
        reading("KRAS wild-type metastatic colorectal cancer"),
        "condition metastatic colorectal cancer having (KRAS wild type)"
    );
    assert_eq!(
        reading("KRAS wild-type, colorectal cancer"),
        "all(KRAS wild type, condition colorectal cancer)",
        "but not across a comma"
    );
}

#[test]
fn a_part_of_a_stage_is_not_the_whole_of_it() {
    assert_eq!(
        reading("Stage IIIB or IV NSCLC"),
        "condition non-small cell lung cancer having (stage in {IIIB, IV, IVA, IVB, IVC})"
    );
    assert_eq!(
        reading("Stage ≥ IIIB NSCLC"),
        "condition non-small cell lung cancer having (stage in {IIIB, IIIC, IIID, IV, IVA, IVB, IVC})"
    );
    assert_eq!(
        reading("Stage III or IV NSCLC"),
        "condition non-small cell lung cancer having (stage in {III, IV})",
        "where no part is named, none is spelled out"
    );
}

#[test]
fn each_of_several_exceptions_is_one() {
    assert_eq!(
        excluding(
            "Malignancy except basal cell carcinoma, squamous cell carcinoma of the skin, and cervical carcinoma in situ"
        ),
        "condition malignancy other than any(condition basal cell carcinoma, condition cutaneous squamous cell carcinoma, \
         condition cervical carcinoma in situ)"
    );
    assert_eq!(
        excluding("Inflammatory bowel disease other than Crohn's disease, except ulcerative colitis"),
        "condition inflammatory bowel disease other than any(condition Crohn disease, condition ulcerative colitis)"
    );
}

#[test]
fn how_long_ago_an_exception_was_is_said_of_it() {
    assert_eq!(
        excluding("History of malignancy except treated skin cancer > 5 years ago"),
        "condition history of malignancy other than (condition treated skin cancer [> 5 a ago])"
    );
    // Near miss: a window that looks back is that of what the exception is from.
    assert_eq!(
        excluding("History of malignancy except skin cancer within 5 years"),
        "condition history of malignancy [within past 5 a] other than condition skin cancer"
    );
}

#[test]
fn a_strong_inhibitor_is_a_class_of_its_own() {
    assert_eq!(
        excluding("Concomitant use of strong CYP3A4 inhibitors or inducers"),
        "any(drug current strong CYP3A4 inhibitor, drug current strong CYP3A4 inducer)"
    );
    assert_eq!(
        excluding("Moderate or strong inhibitors of CYP3A4"),
        "any(drug moderate CYP3A4 inhibitor, drug strong CYP3A4 inhibitor)"
    );
    assert_eq!(excluding("CYP3A4 inhibitors"), "drug CYP3A4 inhibitor");
}

#[test]
fn a_cause_may_be_either_of_two_diseases() {
    assert_eq!(
        excluding("Pathologic fracture due to neoplasm or metastasis"),
        "condition pathological fracture due to any(condition neoplasm, condition metastasis)"
    );
    assert_eq!(
        excluding("Fracture due to metastasis, or osteomalacia"),
        "any(condition fracture due to condition metastasis, condition osteomalacia)"
    );
}

#[test]
fn what_is_allowed_beside_an_exclusion_is_not_denied() {
    assert_eq!(
        excluding(
            "Untreated or symptomatic brain metastases; patients with treated brain metastases are eligible if stable for ≥ 4 weeks"
        ),
        "any(condition untreated CNS metastasis, condition symptomatic CNS metastasis permits all(condition treated CNS \
         metastasis, condition CNS metastasis [stable ≥ 4 wk]))"
    );
    // Near miss: on its own it excludes those who are not stable.
    assert_eq!(
        excluding("Patients with treated brain metastases are eligible if stable for ≥ 4 weeks"),
        "all(condition treated CNS metastasis, not(condition CNS metastasis [stable ≥ 4 wk]))"
    );
}

#[test]
fn stages_of_tumour_nodes_and_metastases() {
    assert_eq!(
        reading("Clinical stage ≥ T2c or PSA > 20 ng/mL"),
        "any(stage in {T2c, T3, T3a, T3b, T3c, T4, T4a, T4b, T4c, T4d} {T stage}, PSA > 20 ng/mL)"
    );
    assert_eq!(
        reading("T3-4, N0-2, M0 rectal adenocarcinoma"),
        "all(T stage in {T3, T3a, T3b, T3c, T4, T4a, T4b, T4c, T4d}, N stage in {N0, N1, N1a, N1b, N1c, N2, N2a, N2b, N2c}, \
         condition rectum adenocarcinoma having (M stage in {M0}))"
    );
    // Near misses: hormones and weightings.
    assert!(!reading("Free T3 or T4 > 2 x ULN").contains("stage"));
    assert!(!reading("Lesion on T2-weighted MRI").contains("stage"));
}

#[test]
fn some_drugs_count_for_longer() {
    assert_eq!(
        excluding("Chemotherapy within 4 weeks (6 weeks for nitrosoureas or mitomycin C) prior to enrollment"),
        "any(drug chemotherapy [within 4 wk before enrollment], drug nitrosourea [within 6 wk before enrollment], \
         drug mitomycin C [within 6 wk before enrollment])"
    );
    // Near miss: how long it was given.
    assert!(!excluding("Chemotherapy within 4 weeks (for breast cancer)").contains("6 wk"));
}

#[test]
fn a_limit_in_days_shares_what_the_next_is_counted_from() {
    assert_eq!(
        excluding("Major surgery ≤ 28 days or minor surgery ≤ 7 days prior to randomization"),
        "any(procedure major surgery [within 28 d before randomization], procedure minor surgery [within 7 d before \
         randomization])"
    );
}

#[test]
fn where_to_read_on_is_no_limit() {
    assert_eq!(
        excluding("Prior malignancy (see criterion 3)"),
        "all(condition history of malignancy, ‹see criterion 3: in no part of the rule›)"
    );
    assert!(excluding("Prior malignancy (stage 3)").contains('3'));
}

#[test]
fn a_castrate_level_is_a_testosterone() {
    assert_eq!(
        reading("Castrate level of serum testosterone (< 50 ng/dL or 1.7 nmol/L)"),
        "testosterone < 50 ng/dL (also < 1.7 nmol/L)"
    );
}

#[test]
fn stages_written_as_one_word_are_a_stage_each() {
    let (t34, n0) = ("T stage in {T3, T3a, T3b, T3c, T4, T4a}", "N stage in {N0}");
    assert_eq!(reading("cT3-4aN0M0"), format!("all({t34}, {n0}, M stage in {{M0}})"));
    assert_eq!(reading("pT1bN0"), format!("all(T stage in {{T1b}}, {n0})"));
    assert_eq!(
        reading("T1N0M0 or T2N1M0"),
        format!(
            "any(all(T stage in {{T1}}, {n0}, M stage in {{M0}}), all(T stage in {{T2}}, N stage in {{N1}}, M stage in {{M0}}))"
        )
    );
    // Near misses: a mutation, and a stage alone.
    assert_eq!(reading("T790M mutation"), "observation EGFR T790M mutation");
    assert_eq!(reading("T4b"), "T stage in {T4b}");
}
