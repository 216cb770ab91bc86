//! Drugs as the facts table mentions them: which words are a mention, and which that hold a drug's name are none.

#![allow(clippy::unwrap_used)]

use trial_extract::emit::facts::facts;
use trial_extract::source::{self, Input};
use trial_extract::{Options, extract};

/// The words of the drug facts of a document that says only this.
fn drugs(criteria: &str) -> Vec<String> {
    let text = format!("Exclusion Criteria:\n\n{criteria}\n");
    let Input::Document(document) = source::read("test.txt", text.as_bytes()).unwrap().remove(0) else {
        panic!("criteria text")
    };
    let trial = extract(&document, &Options::default());
    let mut found: Vec<_> = facts(&trial).into_iter().filter(|fact| fact.kind == "drug").collect();
    found.sort_by_key(|fact| fact.span.start);
    found.into_iter().map(|fact| fact.text.to_owned()).collect()
}

#[test]
fn drugs_in_narrative_clauses_are_mentioned() {
    assert_eq!(drugs("1. Unwilling, in the opinion of the investigator, to take metformin"), ["metformin"]);
    assert!(drugs("1. Unwilling, in the opinion of the investigator, to take part").is_empty());
}

#[test]
fn drugs_beside_unknown_words_are_mentioned_alone() {
    assert_eq!(drugs("1. Treatment with crushed aspirin tablets within 7 days"), ["aspirin"]);
    assert!(drugs("1. Treatment with crushed ice within 7 days").is_empty());
}

#[test]
fn new_drugs_are_known_by_their_stem() {
    assert_eq!(drugs("1. Prior treatment with newtuzumab"), ["newtuzumab"]);
    assert_eq!(drugs("1. Allergy to zoltarinib or vexocillin"), ["zoltarinib", "vexocillin"]);
    assert!(drugs("1. Prior treatment with newtuzumas").is_empty());
    assert!(drugs("1. Unable to accept the concept").is_empty());
}

#[test]
fn brand_names_in_brackets_and_pairs_are_mentioned() {
    assert_eq!(
        drugs("1. Prior sildenafil (Viagra) or tadalafil (Cialis)"),
        ["sildenafil", "Viagra", "tadalafil", "Cialis"]
    );
    // A fixed combination is one drug; any other pair is two.
    assert_eq!(drugs("1. Treated with lopinavir/ritonavir"), ["lopinavir/ritonavir"]);
    assert_eq!(drugs("1. Treated with methotrexate/rituximab"), ["methotrexate", "rituximab"]);
    assert!(drugs("1. Prior stroke (severe)").is_empty());
}

#[test]
fn what_only_holds_a_name_is_no_mention() {
    assert!(drugs("1. Known opioid addiction").is_empty());
    assert_eq!(drugs("1. Known opioid use"), ["opioid"]);
    assert!(drugs("1. Platinum-resistant ovarian cancer").is_empty());
    assert!(drugs("1. Implantation of an everolimus-eluting stent").is_empty());
    assert_eq!(drugs("1. Treatment with everolimus"), ["everolimus"]);
}

#[test]
fn treatments_and_unnamed_drugs_are_no_mention() {
    assert!(drugs("1. Prior chemotherapy").is_empty());
    assert!(drugs("1. Use of any investigational drug").is_empty());
    assert_eq!(drugs("1. Prior anti-CD20 therapy"), ["anti-CD20 therapy"]);
    assert_eq!(drugs("1. Use of an anticoagulant"), ["anticoagulant"]);
}

#[test]
fn what_is_given_is_named_by_the_word_before_it() {
    assert_eq!(drugs("1. Change of COPD medication within 4 weeks"), ["COPD medication"]);
    assert_eq!(drugs("1. Receipt of any H5N1 vaccine"), ["H5N1 vaccine"]);
    assert_eq!(drugs("1. Use of immune-modifying drugs"), ["immune-modifying drugs"]);
    assert!(drugs("1. Change of medication within 4 weeks").is_empty());
    assert!(drugs("1. Use of contraindicated medication").is_empty());
}

#[test]
fn codes_and_capitals_name_what_was_given_but_not_every_abbreviation() {
    assert_eq!(drugs("1. Previously treated with AB1234"), ["AB1234"]);
    assert!(drugs("1. Previously received HHD").is_empty());
}

#[test]
fn abbreviations_of_other_things_are_drugs_where_drugs_are_spoken_of() {
    assert_eq!(drugs("1. Allergy to ASA or clopidogrel"), ["ASA", "clopidogrel"]);
    assert!(drugs("1. ASA class III or higher").is_empty());
}

#[test]
fn a_substance_is_mentioned_in_its_treatment() {
    assert_eq!(drugs("1. Current insulin therapy"), ["insulin"]);
    assert_eq!(drugs("1. Metformin treatment"), ["Metformin"]);
    assert!(drugs("1. Antiplatelet therapy").is_empty());
}

#[test]
fn examples_of_a_contraindication_are_drugs_only_where_they_are() {
    assert!(drugs("1. Contraindication to surgery (i.e., coagulopathy, thrombocytopenia)").is_empty());
    assert_eq!(drugs("1. Contraindications to aspirin (e.g., peptic ulcer, hemophilia)"), ["aspirin"]);
    assert_eq!(drugs("1. Contraindication to statins (e.g., atorvastatin)"), ["statins", "atorvastatin"]);
}

#[test]
fn what_spares_a_drug_is_another() {
    assert_eq!(drugs("1. Steroid-sparing agents"), ["Steroid-sparing agents"]);
    assert_eq!(drugs("1. Iron-chelating agents"), ["Iron-chelating agents"]);
    assert_eq!(drugs("1. Steroids"), ["Steroids"]);
}

#[test]
fn what_is_denied_or_tells_only_the_kind_is_no_mention() {
    assert_eq!(drugs("1. Non-biologic asthma medication"), ["asthma medication"]);
    assert_eq!(drugs("1. Non-biologic DMARDs"), ["Non-biologic DMARDs"]);
    assert!(drugs("1. Nicotine-related research").is_empty());
    assert_eq!(drugs("1. Willing to stop probiotic"), ["probiotic"]);
    assert!(drugs("1. BCVA of 78 to 24 letters (Snellen equivalent 20/32 to 20/320)").is_empty());
    assert_eq!(drugs("1. Prior PD1/PDL1 immunotherapy"), ["PD1/PDL1 immunotherapy"]);
}

#[test]
fn insulins_and_classes_are_known_by_their_short_names() {
    assert_eq!(drugs("1. Switch to lispro (Humalog) or aspart"), ["lispro", "Humalog", "aspart"]);
    assert_eq!(drugs("1. Use of rapid analogues or Lispro insulin"), ["rapid analogues", "Lispro insulin"]);
    assert_eq!(drugs("1. Use of dipeptidylpeptidase-4 inhibitors"), ["dipeptidylpeptidase-4 inhibitors"]);
    assert_eq!(drugs("1. Prior anti-IL-6R or a JAK2-targeted agent"), ["anti-IL-6R", "JAK2-targeted agent"]);
    assert_eq!(drugs("1. Infusion of anti-CD19 CAR-T cells"), ["anti-CD19 CAR-T cells"]);
    assert_eq!(drugs("1. Use of emollients or moisturizers"), ["emollients", "moisturizers"]);
    assert!(drugs("1. Dry skin or moist wounds").is_empty());
}

#[test]
fn the_generation_of_a_class_is_part_of_its_name() {
    assert_eq!(drugs("1. Contraindication to 2nd generation corticosteroids"), ["2nd generation corticosteroids"]);
    assert_eq!(drugs("1. Use of second/third generation cephalosporins"), ["second/third generation cephalosporins"]);
    assert_eq!(
        drugs("1. Use of first- or second-generation antihistamines"),
        ["first- or second-generation antihistamines"]
    );
    assert_eq!(drugs("1. After the first cephalosporins"), ["cephalosporins"]);
}

#[test]
fn words_that_only_tell_how_are_no_part_of_a_name() {
    assert_eq!(drugs("1. FEV1 < 50% after withholding bronchodilators"), ["bronchodilators"]);
    assert_eq!(drugs("1. Other regimens, primarily corticosteroids"), ["corticosteroids"]);
    assert_eq!(drugs("1. Use of halogenated anesthetics"), ["halogenated anesthetics"]);
}

#[test]
fn an_abbreviation_is_a_drug_where_its_sense_is_one() {
    assert!(drugs("1. Approved by the study PI").is_empty());
    assert!(drugs("1. Unfit in the PI's opinion").is_empty());
    assert_eq!(drugs("1. Regimen of a PI or NNRTI for HIV"), ["PI", "NNRTI"]);
    assert_eq!(drugs("1. Scheduled to receive MEC or HEC"), ["MEC", "HEC"]);
    assert_eq!(drugs("1. Received IVT other than rtPA"), ["IVT", "rtPA"]);
}

#[test]
fn what_is_measured_restricted_or_only_sounds_so_is_no_drug() {
    assert!(drugs("1. Calcitonin ≥ 6 pg/mL").is_empty());
    assert_eq!(drugs("1. Use of calcitonin within 6 months"), ["calcitonin"]);
    assert!(drugs("1. Caffeine restriction").is_empty());
    assert!(drugs("1. Inability of oral drug intake").is_empty());
    assert!(drugs("1. No menses without other biological or physiological causes").is_empty());
    assert!(drugs("1. Shown by molecular biological methods").is_empty());
    assert_eq!(drugs("1. Use of biological or targeted agents"), ["biological", "targeted agents"]);
}

#[test]
fn verbs_and_adverbs_are_no_part_of_a_name() {
    for (text, name) in [
        ("1. Products that contain estrogen", "estrogen"),
        ("1. Willing to use assigned hormonal contraceptive", "hormonal contraceptive"),
        ("1. Patients that utilise hormonal contraceptives", "hormonal contraceptives"),
        ("1. Health conditions contraindicating PrEP use", "PrEP"),
        ("1. One month after the third anti-VEGF", "anti-VEGF"),
        ("1. Sole immune checkpoint inhibitor", "immune checkpoint inhibitor"),
        ("1. Use of QT-prolonging medications", "QT-prolonging medications"),
        ("1. Use of halogenated anesthetics", "halogenated anesthetics"),
        ("1. Use of centrally acting opioids", "centrally acting opioids"),
    ] {
        assert_eq!(drugs(text), [name], "{text}");
    }
}

#[test]
fn drugs_are_named_by_what_they_do() {
    for (text, name) in [
        ("1. Use of liver damaging drugs", "liver damaging drugs"),
        ("1. Be taking hypoglycemia inducing medications", "hypoglycemia inducing medications"),
        ("1. Taking any central nervous system acting medications", "central nervous system acting medications"),
        ("1. Rituximab-naive patients on B cell depleting drugs", "B cell depleting drugs"),
    ] {
        assert_eq!(drugs(text).last().map(String::as_str), Some(name), "{text}");
    }
    assert!(drugs("1. Visit to the Department of Cardiovascular Medicine").is_empty());
    assert_eq!(drugs("1. Use of antianxiety medicine"), ["antianxiety medicine"]);
}

#[test]
fn what_holds_a_drugs_name_names_a_test_or_a_disease() {
    assert!(drugs("1. History of hormone-dependent neoplasm").is_empty());
    assert!(drugs("1. Positive gadolinium-enhancing MRI scan").is_empty());
    assert!(drugs("1. Formalin-fixed, paraffin-embedded tumor samples").is_empty());
    assert!(drugs("1. Positive methacholine challenge test").is_empty());
    assert_eq!(drugs("1. Inhalation of methacholine"), ["methacholine"]);
}

#[test]
fn only_drugs_are_examples_of_drugs_and_equivalents() {
    assert_eq!(
        drugs("1. Anticancer agents (including cisplatin, surgery or carboplatin)"),
        ["Anticancer agents", "cisplatin", "carboplatin"]
    );
    assert_eq!(
        drugs("1. Ursodeoxycholic acid for an approved indication (e.g., primary biliary cholangitis)"),
        ["Ursodeoxycholic acid"]
    );
    assert!(drugs("1. BCVA between 20/40 and 20/200 (Snellen equivalent)").is_empty());
    assert!(drugs("1. Smoker (10 cigarettes per day or equivalent)").is_empty());
    assert_eq!(drugs("1. > 10 mg/day of prednisone or equivalent"), ["prednisone"]);
}

#[test]
fn examples_of_what_is_tested_are_named() {
    assert_eq!(
        drugs("1. Positive urine drug test for opioids (including methadone, morphine) or benzodiazepines"),
        ["opioids", "methadone", "morphine", "benzodiazepines"]
    );
    assert_eq!(
        drugs("1. Positive response to cholinesterase inhibitors such as pyridostigmine or edrophonium"),
        ["cholinesterase inhibitors", "pyridostigmine", "edrophonium"]
    );
}

#[test]
fn what_is_measured_as_well_is_a_drug_in_its_forms_and_lists() {
    assert_eq!(
        drugs("1. Products that contain estrogen, progestin, or progesterone"),
        ["estrogen", "progestin", "progesterone"]
    );
    assert_eq!(drugs("1. Known hypersensitivity to the estradiol patch"), ["estradiol"]);
    assert!(drugs("1. Progesterone above 3 ng/mL").is_empty());
}

#[test]
fn brackets_and_denials_around_a_name_are_heard() {
    assert!(drugs("1. Tetrahydrobiopterin (BH4) deficiency").is_empty());
    assert_eq!(drugs("1. Intake of tetrahydrobiopterin (BH4)"), ["tetrahydrobiopterin", "BH4"]);
    assert!(drugs("1. Reliable non-hormonal contraceptive measures").is_empty());
    assert_eq!(drugs("1. Reliable hormonal contraceptive measures"), ["hormonal contraceptive"]);
    assert_eq!(drugs("1. Clinico-biological intolerance to tacrolimus"), ["tacrolimus"]);
}

#[test]
fn classes_by_other_names_are_mentioned_whole() {
    assert_eq!(drugs("1. calcineurin phosphatase inhibitors"), ["calcineurin phosphatase inhibitors"]);
    assert_eq!(drugs("1. gonadotrophin-releasing hormone antagonist"), ["gonadotrophin-releasing hormone antagonist"]);
    assert_eq!(
        drugs("1. luteinizing hormone releasing hormone (LHRH) agonist/antagonist"),
        ["luteinizing hormone releasing hormone (LHRH) agonist/antagonist"]
    );
    assert_eq!(drugs("1. PD-1 or PD-L1 monoclonal antibody"), ["PD-1 or PD-L1 monoclonal antibody"]);
    assert_eq!(drugs("1. No PSMA-targeted therapy ongoing"), ["PSMA-targeted therapy"]);
    assert!(drugs("1. No targeted therapy ongoing").is_empty());
    assert_eq!(drugs("1. chloroquine or other 4-aminoquinolines"), ["chloroquine", "4-aminoquinolines"]);
    assert_eq!(drugs("1. Prior skin lightening agents"), ["skin lightening agents"]);
    assert_eq!(drugs("1. Poor ICS adherence"), ["ICS"]);
}

#[test]
fn what_is_measured_as_well_is_a_drug_where_it_is_given() {
    assert_eq!(drugs("1. Need for catecholamines to maintain blood pressure"), ["catecholamines"]);
    assert!(drugs("1. Plasma catecholamines > 2 x ULN").is_empty());
    assert_eq!(drugs("1. Taking aspirin, calcium or vitamin D"), ["aspirin", "calcium", "vitamin D"]);
    assert!(drugs("1. Serum calcium > 10 mg/dL").is_empty());
    assert!(drugs("1. Plasma glutamine > 1000").is_empty());
}

#[test]
fn names_with_the_ending_of_another_language_are_known() {
    assert_eq!(drugs("1. PIPAC with Doxorubicine/Cisplatine"), ["Doxorubicine", "Cisplatine"]);
    assert_eq!(drugs("1. Treated with gemcitabin"), ["gemcitabin"]);
    assert!(drugs("1. Treated for heparins").len() < 2);
}

#[test]
fn short_forms_in_brackets_are_mentions() {
    assert_eq!(drugs("1. cyclophosphamide [CTX], tacrolimus"), ["cyclophosphamide", "CTX", "tacrolimus"]);
    assert_eq!(drugs("1. metformin (Met) at a stable dose"), ["metformin", "Met"]);
    assert_eq!(drugs("1. imatinib (oral)"), ["imatinib"]);
}

#[test]
fn codes_of_drugs_are_mentions_where_they_are_given() {
    assert_eq!(drugs("1. Prior treatment with MK-9999"), ["MK-9999"]);
    assert_eq!(drugs("1. Prior exposure to SAR-650984"), ["SAR-650984"]);
    assert_eq!(drugs("1. Previously treated with QZX-1234"), ["QZX-1234"]);
    assert!(drugs("1. Treated with CTLA-4, at UN-1234, in NCT01234567, or in RTOG-0617").is_empty());
    assert!(drugs("1. HLA-B27 positive, CD-20 positive").is_empty());
}

#[test]
fn adjectives_and_moments_are_no_mention() {
    assert_eq!(drugs("1. Use of corticosteroids with immunosuppressive dose"), ["corticosteroids"]);
    assert_eq!(drugs("1. Use of immunosuppressive agents"), ["immunosuppressive agents"]);
    assert!(drugs("1. PSA > 5 ng/mL at the time of hormone randomization").is_empty());
    assert!(drugs("1. Hormone sensitive prostate cancer").is_empty());
    assert!(drugs("1. Nuclear medicine bone imaging is required").is_empty());
    assert_eq!(drugs("1. Use of Chinese medicine"), ["Chinese medicine"]);
    assert!(drugs("1. Poor bowel preparation for colonoscopy").is_empty());
    assert!(drugs("1. Prior adjuvant/neoadjuvant chemotherapy").is_empty());
    assert!(drugs("1. Use of opioid-containing products or during the 28-day Screening/Baseline period").len() < 2);
}

#[test]
fn what_is_eaten_drunk_or_smoked_is_no_mention() {
    assert!(drugs("1. Use of caffeine-containing beverages").is_empty());
    assert_eq!(drugs("1. Use of caffeine tablets"), ["caffeine"]);
    assert!(drugs("1. Use of tobacco/nicotine-containing products").is_empty());
}
