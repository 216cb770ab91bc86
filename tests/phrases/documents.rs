//! What the four documents taught, as rules for any document: each with a near miss.

use super::{codes, excluded};
use trial_extract::rule::Section;
use trial_extract::source::Document;
use trial_extract::{Options, extract};

fn reading_in(section: Section, text: &str) -> String {
    let document = Document { text: text.to_owned(), ..Document::default() };
    extract(&document, &Options { section: Some(section) }).criteria[0].reading.clone().unwrap_or_default()
}

fn demanded(text: &str) -> String {
    reading_in(Section::Inclusion, text)
}

/// The readings of several demands of one document.
fn readings_of(texts: &[&str]) -> Vec<String> {
    let text = format!("* {}\n", texts.join("\n* "));
    let document = Document { text, ..Document::default() };
    let trial = extract(&document, &Options { section: Some(Section::Inclusion) });
    trial.criteria.into_iter().map(|c| c.reading.unwrap_or_default()).collect()
}

#[test]
fn a_dash_before_including_divides() {
    let glued = "Asthma, whether or not treated-including wheezing or dyspnea";
    assert!(excluded(glued).starts_with("any(condition asthma"), "{}", excluded(glued));
    assert!(excluded(glued).contains("dyspnea"));
    assert_eq!(excluded("Anti-CD20 therapy including rituximab"), "drug anti-CD20 therapy {examples: rituximab}");
}

#[test]
fn examples_of_signs_are_of_the_signs() {
    assert_eq!(
        excluded("Signs or symptoms of active tuberculosis (e.g., fever, cough)"),
        "condition sign or symptom {examples: fever, cough} due to condition active tuberculosis"
    );
    assert_eq!(
        excluded("Active viral infection (e.g., hepatitis B, malaria)"),
        "condition active viral infection {examples: hepatitis B, malaria}"
    );
}

#[test]
fn examples_belong_to_what_is_of_their_kind() {
    assert_eq!(
        excluded("Pulmonary tuberculosis on chest imaging (e.g., chest X-ray)"),
        "condition pulmonary tuberculosis having procedure chest imaging {examples: chest X-ray}"
    );
    assert_eq!(
        excluded("Pulmonary tuberculosis on chest imaging (e.g., miliary tuberculosis)"),
        "condition pulmonary tuberculosis {examples: miliary tuberculosis} having procedure chest imaging"
    );
}

#[test]
fn names_of_examples_end_as_what_they_are_examples_of() {
    assert_eq!(
        excluded("Organ transplantation (such as heart, kidney)"),
        "procedure organ transplantation {examples: heart transplantation, kidney transplantation}"
    );
    assert_eq!(
        excluded("Organ transplantation (such as cornea)"),
        "procedure organ transplantation {examples: cornea}"
    );
}

#[test]
fn commas_inside_an_open_list_divide_nothing_else() {
    assert_eq!(
        excluded("Azathioprine, biologics such as, but not limited to, belimumab, and rituximab within 4 weeks"),
        "any(drug azathioprine [within past 4 wk], drug biologic {open: belimumab, rituximab} [within past 4 wk])"
    );
    assert_eq!(
        excluded("Azathioprine, belimumab, or rituximab"),
        "any(drug azathioprine, drug belimumab, drug rituximab)"
    );
}

#[test]
fn a_combination_of_the_listed_is_no_item() {
    assert_eq!(
        excluded("Azathioprine, methotrexate, or a combination thereof"),
        "any(drug azathioprine, drug methotrexate)"
    );
    assert_eq!(
        excluded("Azathioprine, methotrexate, or rituximab"),
        "any(drug azathioprine, drug methotrexate, drug rituximab)"
    );
}

#[test]
fn these_drugs_are_those_named_before() {
    assert_eq!(
        excluded("Infection requiring intravenous antibiotics; however, prophylactic use of these drugs is allowed"),
        "condition infection having (drug antibiotic [route: intravenous]) permits drug prophylactic antibiotic"
    );
    assert_eq!(
        excluded("Infection requiring intravenous antibiotics; however, topical antifungals are allowed"),
        "condition infection having (drug antibiotic [route: intravenous]) permits (drug antifungal [route: topical])"
    );
    let these = "Infection requiring intravenous antibiotics; however, prophylactic use of these drugs";
    assert_eq!(
        excluded(&format!("{these} (including intravenous administration) is allowed")),
        "condition infection having (drug antibiotic [route: intravenous]) permits (drug prophylactic antibiotic such as \
         (drug antibiotic [route: intravenous]))",
        "given so as well"
    );
    let oral = "Infection requiring intravenous antibiotics; however, oral use of these drugs is allowed";
    assert!(excluded(oral).ends_with("permits (drug antibiotic [route: oral])"), "{}", excluded(oral));
    let other = format!("{these} (not intravenous administration) is allowed");
    assert!(!excluded(&other).contains("such as"), "{}", excluded(&other));
}

#[test]
fn examples_after_a_pair_are_of_the_one_they_belong_to() {
    assert_eq!(
        excluded("Prior T-cell-based cellular therapy or gene therapy, including CAR-T therapy"),
        "any(drug history of T-cell-based cellular therapy {examples: CAR-T therapy}, drug history of gene therapy)"
    );
    assert_eq!(
        excluded("Prior gene therapy or T-cell-based cellular therapy, including CAR-T therapy"),
        "any(drug history of gene therapy, drug history of T-cell-based cellular therapy {examples: CAR-T therapy})",
        "of the nearer one"
    );
}

#[test]
fn criteria_met_are_counted_among_all_there_are() {
    let met = "number met of the 11 ACR 1997 criteria ≥ 4 {score}";
    for text in [
        "Meets at least four of the 11 SLE classification criteria recommended by the American College of Rheumatology (ACR) in 1997",
        "Fulfil ≥ 4 of the 11 revised 1997 ACR criteria",
        "At least 4 of 11 American College of Rheumatology (ACR) 1997 revised classification criteria for SLE",
        "Meeting 4 of the ACR 1997 criteria",
    ] {
        assert_eq!(demanded(text), met, "{text}");
    }
    assert_eq!(
        demanded("At least 4 of the 7 ACR 1987 criteria for rheumatoid arthritis"),
        "number met of the 7 ACR 1987 criteria ≥ 4 {score}"
    );
    assert_eq!(
        demanded("At least 4 of the 9 ACR 1997 criteria"),
        "9 ACR 1997 criteria ≥ 4",
        "there are eleven: other ones are meant"
    );
    assert_eq!(demanded("At least 3 of the 5 NCEP ATP III criteria"), "5 NCEP ATP III criteria ≥ 3");
    assert_eq!(demanded("Meets 2 of 3 major criteria"), "major criteria ≥ 2");
    assert!(!demanded("At least 2 of the following criteria: asthma, fever").contains("criteria ≥"));
    assert_eq!(demanded("At least 2 of 4 lesions").matches("criteria").count(), 0);
    assert_eq!(demanded("Meets the 1997 ACR criteria for SLE"), "condition SLE [by 1997 ACR criteria for SLE]");
    assert_eq!(demanded("SLE (ACR 1997 criteria)"), "condition SLE [by ACR 1997 criteria]");
    assert!(demanded("SLE by the ACR classification criteria").starts_with("condition SLE"), "no ratio in the urine");
    assert_eq!(demanded("ACR < 30 mg/g"), "UACR < 30 mg/g");
}

#[test]
fn how_much_treatment_is_kept() {
    assert_eq!(
        excluded("Tuberculosis, regardless of whether adequate treatment has been completed"),
        "condition tuberculosis permits (procedure adequate treatment [outcome: completed])"
    );
    assert_eq!(
        excluded("Tuberculosis, regardless of whether treatment has been completed"),
        "condition tuberculosis permits (procedure treatment [outcome: completed])"
    );
}

#[test]
fn what_follows_a_moment_is_not_from_it_on() {
    assert_eq!(
        demanded("Recurrence of lupus following prior remission"),
        "condition lupus [outcome: relapsed] [after prior remission]"
    );
    assert!(demanded("Agrees to use contraception from enrollment").contains("[from enrollment]"));
}

#[test]
fn a_window_after_an_exception_governs_the_limit() {
    assert_eq!(
        demanded("Total bilirubin ≤ 1.5 × ULN, unless Gilbert syndrome, within 7 days before screening"),
        "any(total bilirubin ≤ 1.5 ×ULN [within 7 d before screening], condition Gilbert syndrome)"
    );
    assert_eq!(
        demanded("Hemoglobin ≥ 8 g/dL unless transfused within 7 days before screening").matches("within 7 d").count(),
        1
    );
}

#[test]
fn a_condition_after_an_event_is_dated_by_it() {
    assert_eq!(
        demanded("Active lupus nephritis after two induction regimens, including cyclophosphamide and rituximab"),
        "condition active lupus nephritis [after all(procedure induction therapy [count ≥ 2], procedure induction therapy \
         having drug cyclophosphamide, procedure induction therapy having drug rituximab)]"
    );
    assert_eq!(
        demanded("Active lupus nephritis after induction therapy, including cyclophosphamide and rituximab"),
        "condition active lupus nephritis [after (procedure induction therapy having all(drug cyclophosphamide, drug \
         rituximab))]",
        "one of them is with both"
    );
    assert_eq!(demanded("Active lupus nephritis after 2020"), "condition active lupus nephritis [from 2021-01-01]");
}

#[test]
fn a_classification_in_brackets_gives_both_classes() {
    assert_eq!(
        demanded("Lupus nephritis class III or IV, with or without class V (ISN/RPS 2003)"),
        "condition lupus nephritis [by ISN/RPS 2003] having (lupus nephritis class in {III, IV}) permits (lupus nephritis class in {V})"
    );
}

#[test]
fn a_word_beside_a_grade_glosses_it() {
    assert_eq!(
        demanded("At least one BILAG-2004 A-grade (severe) organ domain score"),
        "1-of distinct(BILAG-2004 in {A})"
    );
    assert_eq!(excluded("Asthma (severe)"), "condition severe asthma");
}

#[test]
fn parts_of_a_score_are_named_without_the_words_for_points() {
    assert_eq!(
        demanded("SLEDAI-2K ≥ 8 at screening (with at least 4 points derived from laboratory parameters)"),
        "all(SLEDAI-2K ≥ 8 {score} [at screening], SLEDAI-2K ≥ 4 {score} {only: laboratory} [at screening])"
    );
    assert_eq!(
        demanded("SLEDAI-2K ≥ 6. If scoring includes anti-dsDNA antibodies, clinical SLEDAI-2K should be ≥ 4"),
        "all(SLEDAI-2K ≥ 6 {score}, if SLEDAI-2K scored {only: anti-dsDNA antibodies}: clinical SLEDAI-2K ≥ 4 {score})"
    );
}

#[test]
fn a_remark_that_no_data_decides_is_kept_as_such() {
    let text = "Failure to respond after ≥ 6 months of standard-of-care therapy (documented compliance)";
    assert!(demanded(text).contains("having «compliance: documented compliance»"), "{}", demanded(text));
}

#[test]
fn what_is_allowed_for_some_has_its_condition() {
    let text = "Hb ≥ 80 g/L (For patients meeting Hb ≥ 80 g/L, red blood cell transfusion is allowed during treatment to maintain \
                hemoglobin ≥ 80 g/L)";
    assert_eq!(
        demanded(text),
        "Hb ≥ 80 g/L permits (if Hb ≥ 80 g/L: procedure red blood cell transfusion [during treatment] having (Hb ≥ 80 g/L))"
    );
}

#[test]
fn an_interval_beside_a_window_is_counted_from_the_same() {
    let both =
        "ANC ≥ 1.5×10⁹/L (no G-CSF within 7 days prior to screening; a 14-day interval required for pegfilgrastim)";
    assert!(demanded(both).contains("not(drug pegfilgrastim [within 14 d before screening])"), "{}", demanded(both));
    assert!(codes(both).is_empty());
    let alone = "ANC ≥ 1.5×10⁹/L (a 14-day interval required for pegfilgrastim)";
    assert!(demanded(alone).contains("not(drug pegfilgrastim [within past 14 d])"), "{}", demanded(alone));
    assert_eq!(codes(alone), ["window-without-anchor"]);
}

#[test]
fn contraception_lasts_until_so_long_after() {
    let until = "[during treatment; Contraception: until 3 mo after last dose]";
    for text in [
        "Contraception during treatment and within 3 months after the last dose",
        "Contraception during treatment and until 3 months after the last dose",
        "Contraception during treatment and for 3 months after the last dose",
    ] {
        assert!(demanded(text).ends_with(until), "{}", demanded(text));
    }
    let least = demanded("Contraception during treatment and for at least 3 months after the last dose");
    assert!(least.ends_with("[during treatment; Contraception: for ≥ 3 mo after last dose]"), "{least}");
    let event = demanded("Surgery within 3 months after the last dose");
    assert_eq!(event, "procedure surgery [within 3 mo after last dose]");
}

#[test]
fn thereafter_is_counted_from_the_period_before() {
    let text = "Contraception during the treatment period and for at least six months thereafter";
    assert!(demanded(text).ends_with("for ≥ 6 mo after treatment period]"), "{}", demanded(text));
    assert!(codes(text).is_empty());
    assert_eq!(codes("Contraception for at least six months thereafter"), ["window-without-anchor"]);
    assert!(codes("Contraception for at least six months").is_empty());
}

#[test]
fn other_leaves_out_what_the_list_names_of_its_class() {
    let listed = "Class III or IV heart failure, myocardial infarction, or other cardiac disease";
    assert!(
        excluded(listed).ends_with(
            "condition cardiac disease other than any(condition heart failure having (NYHA class in {III, IV}), \
             condition myocardial infarction))"
        ),
        "{}",
        excluded(listed)
    );
    // Asthma is no cardiac disease.
    assert_eq!(excluded("Asthma or other cardiac disease"), "any(condition asthma, condition cardiac disease)");
}

#[test]
fn each_kind_has_its_own_examples() {
    assert_eq!(
        excluded("Atrial or ventricular arrhythmias (e.g., atrial fibrillation, ventricular tachycardia)"),
        "any(condition atrial arrhythmia {examples: atrial fibrillation}, condition ventricular arrhythmia {examples: \
         ventricular tachycardia})"
    );
    let both = excluded("Atrial or ventricular arrhythmias (e.g., atrial fibrillation, palpitations)");
    assert_eq!(both.matches("palpitations").count(), 2, "{both}");
}

#[test]
fn what_a_risk_includes_stands_in_its_place() {
    let risk =
        "Active tuberculosis risk - including signs of active tuberculosis; or evidence of pulmonary tuberculosis";
    assert!(!excluded(risk).contains("suspected"), "{}", excluded(risk));
    let alone = "Active tuberculosis risk";
    assert_eq!(excluded(alone), "condition at risk active tuberculosis");
}

#[test]
fn women_of_a_state_are_women_in_it() {
    let woman = "Women of childbearing potential must have a negative pregnancy test";
    assert_eq!(demanded(woman), "if all(sex female, observation childbearing potential): pregnancy test negative");
    let either = "Women of childbearing potential and men with a partner of childbearing potential must have a test";
    assert!(demanded(either).starts_with("if any(all(sex female, "), "{}", demanded(either));
    assert_eq!(excluded("Female partner of childbearing potential"), "observation partner of childbearing potential");
}

#[test]
fn a_disease_stands_before_its_forms_as_the_trials_disease() {
    let both = [
        "At least four of the 11 SLE classification criteria recommended by the American College of Rheumatology in 1997; or the 2019 EULAR/ACR classification criteria for SLE",
        "Lupus nephritis, biopsy-confirmed, according to the 2018 ISN/RPS classification",
        "Disease remains active",
    ];
    let read = readings_of(&both);
    assert_eq!(read[2], "condition active SLE", "{read:?}");
    let one = readings_of(&both[1..]);
    assert_eq!(one[1], "condition active lupus nephritis", "{one:?}");
}
