//! Who a criterion is said of, lists of what excludes, risks, and measurements without a result.

use super::{reading, reading_in};
use trial_extract::rule::{Coverage, Section};
use trial_extract::source::Document;
use trial_extract::{Options, extract};

fn excludes(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

fn codes(text: &str) -> (Option<Coverage>, Vec<String>) {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let criterion = extract(&document, &Options { section: Some(Section::Exclusion) }).criteria.remove(0);
    (criterion.coverage, criterion.diagnostics.into_iter().map(|d| d.code).collect())
}

#[test]
fn what_follows_people_is_said_of_them_all_of_it() {
    let rows = [
        ("Women with asthma or COPD", "all(sex female, any(condition asthma, condition COPD))"),
        ("Patients aged 18-75 with asthma or COPD", "all(age 18..75 a, any(condition asthma, condition COPD))"),
        ("Men over 50 with asthma or COPD", "all(age > 50 a, sex male, any(condition asthma, condition COPD))"),
        ("Women who are pregnant or breastfeeding", "all(sex female, any(condition pregnancy, condition lactation))"),
        (
            "Females (18 to 45 years) taking warfarin or heparin",
            "all(age 18..45 a, sex female, any(drug warfarin, drug heparin))",
        ),
        // Near misses: a state, other people after it, and one thing alone.
        ("Patients with asthma or COPD", "any(condition asthma, condition COPD)"),
        ("Women with asthma", "all(sex female, condition asthma)"),
        ("Women with asthma or men with COPD", "any(all(sex female, condition asthma), all(sex male, condition COPD))"),
    ];
    for (text, expected) in rows {
        assert_eq!(excludes(text), expected, "{text}");
        assert_eq!(reading(text), expected, "{text}");
    }
}

#[test]
fn a_sex_is_no_alternative_to_what_only_its_people_can_have() {
    let rows = [
        (
            "For females, pregnancy or breast-feeding",
            "if sex female: any(condition pregnancy, condition lactation) else false",
        ),
        (
            "Subject, if female, is pregnant or breastfeeding",
            "if sex female: any(condition pregnancy, condition lactation) else false",
        ),
        (
            "For individuals undergoing skin biopsy, history of keloid",
            "if procedure current skin biopsy: condition history of keloid else false",
        ),
        ("In women, pregnancy", "if sex female: condition pregnancy else false"),
        ("Among men, prostate cancer", "if sex male: condition prostate cancer else false"),
        ("Pregnant or lactational women", "any(condition pregnancy, condition lactation)"),
        ("Women with defects of hemostasis", "all(sex female, condition defects of hemostasis)"),
        (
            "Women of childbearing potential: positive pregnancy test",
            "if all(sex female, observation childbearing potential): pregnancy test positive else false",
        ),
        // Near misses.
        ("For 3 months, use of warfarin", "drug warfarin [for 3 mo]"),
        ("For all patients, pregnancy", "condition pregnancy"),
        ("Female sex", "sex female"),
        ("Female gender or asthma", "any(sex female, condition asthma)"),
    ];
    for (text, expected) in rows {
        assert_eq!(excludes(text), expected, "{text}");
    }
    assert_eq!(reading("Male, or female, 19 years to 75 years."), "all(age 19..75 a, sex any)");
    assert_eq!(reading("Men or non-pregnant women aged 18 to 45 years"), "all(not(condition pregnancy), age 18..45 a)");
    assert_eq!(reading("Specific to smokers: cotinine > 100 ng/mL"), "if observation smoking: cotinine > 100 ng/mL");
}

#[test]
fn an_if_at_the_end_is_of_contraception_alone() {
    assert_eq!(
        excludes("Pregnant, lactating, or unwilling to use contraception if of childbearing potential"),
        "any(condition pregnancy, condition lactation, if observation childbearing potential: «contraception: unwilling to \
         use contraception» else false)"
    );
    assert_eq!(
        excludes("Pregnant or lactating if of childbearing potential"),
        "if observation childbearing potential: any(condition pregnancy, condition lactation) else false"
    );
}

#[test]
fn and_ends_a_list_of_what_excludes() {
    let rows = [
        ("Pregnant and breastfeeding women", "any(condition pregnancy, condition lactation)"),
        ("Asthma, COPD and bronchiectasis", "any(condition asthma, condition COPD, condition bronchiectasis)"),
        ("Use of warfarin and NSAIDs", "any(drug warfarin, drug NSAID)"),
        ("Allergy to milk and eggs", "any(allergy milk, allergy eggs)"),
        ("Asthma, epilepsy and use of warfarin", "any(condition asthma, condition epilepsy, drug warfarin)"),
    ];
    for (text, expected) in rows {
        assert_eq!(excludes(text), expected, "{text}");
        assert!(codes(text).1.contains(&"and-read-as-or".to_owned()), "{text}");
    }
    let both = [
        ("Epilepsy and treatment with warfarin", "all(condition epilepsy, drug warfarin)"),
        ("Both asthma and COPD", "all(condition asthma, condition COPD)"),
        ("Diabetes and HbA1c > 9%", "all(condition diabetes mellitus, HbA1c > 9 %)"),
        ("Active and uncontrolled infection", "all(condition active infection, condition uncontrolled infection)"),
    ];
    for (text, expected) in both {
        assert_eq!(excludes(text), expected, "{text}");
        assert!(!codes(text).1.contains(&"and-read-as-or".to_owned()), "{text}");
    }
    assert_eq!(reading("Asthma and COPD"), "all(condition asthma, condition COPD)");
}

#[test]
fn and_that_ends_a_list_of_exceptions_is_not_said_to_exclude() {
    let said = |text: &str| {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let trial = extract(&document, &Options { section: Some(Section::Exclusion) });
        let found = trial.criteria.into_iter().flat_map(|criterion| criterion.diagnostics);
        found.filter(|d| d.code == "and-read-as-or").map(|d| d.message).collect::<Vec<_>>().join("; ")
    };
    assert!(said("Any disorder except anxiety and depression").ends_with("each of these is excepted"));
    assert!(said("Anxiety and depression").ends_with("each of these excludes"));
}

#[test]
fn a_risk_is_neither_the_disease_nor_a_suspicion_of_it() {
    assert_eq!(
        excludes("High risk of bleeding or thrombosis"),
        "any(condition at risk bleeding, condition at risk thrombosis)"
    );
    assert_eq!(codes("At risk for diabetes").0, Some(Coverage::Narrative));
    assert_eq!(excludes("Suspected pregnancy"), "condition suspected pregnancy");
    assert_eq!(codes("Possible pregnancy").0, Some(Coverage::Computable));
}

#[test]
fn a_measurement_without_a_result_is_not_computable() {
    for text in ["Serum creatinine", "Spontaneous hemorrhage or SBP"] {
        assert_ne!(codes(text).0, Some(Coverage::Computable), "{text}");
    }
    for text in ["Abnormal serum creatinine", "SBP > 160 mmHg", "ANC < 0.8 × 10⁹/L unless attributable to SLE"] {
        assert_eq!(codes(text).0, Some(Coverage::Computable), "{text}");
    }
}

#[test]
fn what_opens_with_willingness_or_opinion_is_left_to_people() {
    let rows = [
        ("Willing to watch the videos", "«consent: Willing to watch the videos»"),
        ("Refused consent", "«consent: Refused consent»"),
        ("Patient unwilling to accept a pump", "«consent: Patient unwilling to accept a pump»"),
        ("Agreement to pay for services", "«consent: Agreement to pay for services»"),
        ("Understands Swedish or English", "«capability: Understands Swedish or English»"),
        ("Physician discretion", "«judgement: Physician discretion»"),
        ("Use of warfarin, or refusal to stop it", "any(drug warfarin, «consent: refusal to stop it»)"),
        ("Asthma without or with treatment", "condition asthma"),
        // Near misses: a disease beside it, and a word that does not open.
        ("Asthma", "condition asthma"),
        ("Known intolerance to heparin", "drug heparin [outcome: intolerant]"),
    ];
    for (text, expected) in rows {
        assert_eq!(excludes(text), expected, "{text}");
    }
    let judged = excludes("Any disorder that, in the opinion of the investigator, may increase the risk of the study");
    assert!(judged.contains("«judgement: "), "{judged}");
    assert_eq!(excludes("Treatment with warfarin; and, willingness to not use warfarin").matches("not(").count(), 0);
}

#[test]
fn how_many_people_the_trial_takes_is_asked_of_none_of_them() {
    assert_eq!(reading("- Forty women with breast cancer"), "all(sex female, condition breast cancer)");
    assert_eq!(codes("- Forty women with breast cancer").1, ["number-not-in-rule"]);
    assert_eq!(reading("- 12 healthy male volunteers"), "all(sex male, observation healthy volunteer)");
    // Near misses: people whom the patient has, and what is counted of the patient.
    let relatives = reading("- Two first-degree relatives with breast cancer");
    assert!(relatives.contains("count = 2") || relatives.contains("count ≥ 2"), "{relatives}");
    assert!(reading("- At least 4 natural teeth").contains("count ≥ 4"));
}

#[test]
fn healthy_people_described_have_a_sex() {
    assert_eq!(
        reading("Healthy Chinese male"),
        "all(sex male, observation healthy volunteer having observation Chinese)"
    );
    assert_eq!(
        reading("Healthy non-smoking male"),
        "all(sex male, observation healthy volunteer having observation nonsmoker)"
    );
    // Near miss: the state says the sex.
    assert_eq!(reading("Postmenopausal female"), "observation postmenopausal");
}

#[test]
fn an_age_at_consent_is_an_age() {
    let age = "age ≥ 18 a [at signing the informed consent form]";
    assert_eq!(reading("Age ≥ 18 years at the time of signing the informed consent form (ICF)"), age);
    assert_eq!(reading("Aged ≥ 18 years when signing the informed consent form (ICF)"), age);
    // Near miss: the consent itself.
    assert!(reading("Signing the informed consent form (ICF)").starts_with("«consent"));
}
