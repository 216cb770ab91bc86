//! Words that registries write in short, and everyday words for people.

use super::{all_excluded, all_read};

#[test]
fn short_words_are_what_they_stand_for() {
    all_read(&[
        ("Life exp > 6 months", "life expectancy > 6 mo"),
        ("Ladies aged 18-40", "all(age 18..40 a, sex female)"),
        ("CrCl ≥ 80 mL/min (Cockroft & Gault)", "creatinine clearance ≥ 80 mL/min [by Cockroft & Gault]"),
    ]);
    all_excluded(&[
        ("Life exp. < 1 yr", "life expectancy < 1 a"),
        ("Family Hx of breast cancer", "condition breast cancer [of relative]"),
        ("Pregnant ladies", "condition pregnancy"),
        ("Viral hepatitis, excl. Hepatitis A", "condition viral hepatitis other than condition hepatitis A"),
        // Near miss: a stop that ends a sentence.
        ("Viral hepatitis. Hepatitis A", "any(condition viral hepatitis, condition hepatitis A)"),
    ]);
}

#[test]
fn death_of_who_is_asked_is_to_come() {
    all_excluded(&[
        ("Moribund (death within 24 h)", "condition moribund having (condition death [within next 24 h])"),
        // Near miss.
        ("Myocardial infarction within 24 h", "condition myocardial infarction [within past 24 h]"),
    ]);
}

#[test]
fn another_limit_for_those_with_a_result_is_of_what_stands_before() {
    all_read(&[
        (
            "HBV DNA ≥ 2000 IU/mL (or ≥ 20,000 IU/mL if HBeAg positive)",
            "if HBeAg positive: HBV DNA ≥ 20000 IU/mL else HBV DNA ≥ 2000 IU/mL",
        ),
        (
            "ferritin < 30 ng/mL (or < 100 ng/mL if CRP is positive)",
            "any(ferritin < 30 ng/mL, all(CRP positive, ferritin < 100 ng/mL))",
        ),
        // Near miss: the limit of something else.
        ("NT-proBNP ≥ 600 pg/mL (or BNP ≥ 150 pg/mL)", "any(NT-proBNP ≥ 600 pg/mL, BNP ≥ 150 pg/mL)"),
    ]);
}

#[test]
fn one_word_dates_before_surgery() {
    all_excluded(&[
        ("NSAIDs within 1 week preoperatively", "drug NSAID [within 1 wk before preoperatively]"),
        ("Steroids 24 h pre-operatively", "drug glucocorticoid [within 24 h before operatively]"),
        ("warfarin within 5 days preop", "drug warfarin [within 5 d before preop]"),
        // Near miss: the word tells of a noun.
        ("within 1 week preoperative MRI", "procedure preoperative MRI [within past 1 wk]"),
    ]);
}

#[test]
fn in_how_many_cycles_or_nights_a_limit_is_met_is_a_count() {
    all_read(&[
        ("PBAC score > 100 in at least two cycles", "PBAC score > 100 {score} [count ≥ 2 {cycle}]"),
        ("Pain score > 4 on at least 3 days per week", "pain score > 4 {score} [count ≥ 3 d/wk]"),
        (
            "Sleep onset latency ≥ 31 min on ≥ 3 nights/week for ≥ 3 months",
            "sleep onset latency ≥ 31 min [count ≥ 3 {night}/wk] [for ≥ 3 mo]",
        ),
        // Near miss: what is given in cycles is counted itself.
        ("received chemotherapy for at least 2 cycles", "drug history of chemotherapy [count ≥ 2 {cycle}]"),
    ]);
}

#[test]
fn an_amount_of_blood_is_that_of_giving_and_of_losing_it() {
    let either = "any(blood donation ≥ 400 mL [within past 3 mo], blood loss ≥ 400 mL [within past 3 mo])";
    all_excluded(&[
        ("Donated or lost ≥ 400 mL blood within 3 months", either),
        ("Donation or loss of ≥ 400 mL of blood within 3 months", either),
        // Near miss: the first verb has its own object.
        (
            "Donated blood or lost ≥ 400 mL of blood within 3 months",
            "any(procedure blood donation [within past 3 mo], blood loss ≥ 400 mL [within past 3 mo])",
        ),
    ]);
}

#[test]
fn limits_for_either_sex_are_those_of_both_names() {
    all_read(&[
        (
            "QTcB/QTcF ≤ 450 msec in males, ≤ 470 ms in females",
            "all(if sex male: QTc ≤ 450 ms, if sex female: QTc ≤ 470 ms)",
        ),
        (
            "ALT/AST ≤ 40 U/L for men and ≤ 32 U/L for women",
            "all(if sex male: ALT ≤ 40 U/L, if sex female: ALT ≤ 32 U/L, if sex male: AST ≤ 40 U/L, if sex female: AST ≤ 32 U/L)",
        ),
        // Near miss: one of its own.
        (
            "Hb ≥ 9 g/dL, AST ≤ 40 U/L for men and ≤ 32 U/L for women",
            "all(Hb ≥ 9 g/dL, if sex male: AST ≤ 40 U/L, if sex female: AST ≤ 32 U/L)",
        ),
    ]);
}

#[test]
fn a_formula_at_the_end_and_ends_that_are_included_limit_nothing() {
    all_read(&[
        ("BMI 19-26 kg/m2 (including boundary values), BMI=weight(kg)/height2(m2)", "BMI 19..26 kg/m2"),
        ("BMI 19-26 kg/m2 (including the critical value)", "BMI 19..26 kg/m2"),
        // Near miss: a limit.
        ("Weight ≥ 50 kg, BMI = 24", "all(body weight ≥ 50 kg, BMI = 24)"),
    ]);
}

#[test]
fn hours_of_life_behind_a_result_date_it() {
    all_read(&[
        ("Creatinine > 1.2 mg/dL after 72 hours of life", "creatinine > 1.2 mg/dL [> 72 h after birth]"),
        ("Bilirubin > 15 mg/dL after 48 hours of age", "total bilirubin > 15 mg/dL [> 48 h after birth]"),
        // Near miss: how old somebody is.
        ("Age > 72 hours of life", "age > 72 h"),
    ]);
}

#[test]
fn so_many_of_a_list_in_brackets_stand_beside_what_is_said_before() {
    all_read(&[
        (
            "chorioamnionitis (fever > 38 °C and at least one of: fetal heart rate > 160 bpm, cough)",
            "condition chorioamnionitis having all(temperature > 38 Cel, any(fetal heart rate > 160 /min, condition cough))",
        ),
        (
            "chorioamnionitis (fever plus at least 2 of: cough, vomiting, asthma)",
            "condition chorioamnionitis having all(condition fever, 2-of(condition cough, condition vomiting, condition asthma))",
        ),
        // Near miss: nothing is demanded beside them.
        (
            "PCOS (2 out of 3: oligomenorrhea, hirsutism, acne)",
            "condition polycystic ovary syndrome having 2-of(condition oligomenorrhea, condition hirsutism, condition acne)",
        ),
    ]);
}

#[test]
fn a_drug_before_another_length_has_that_window() {
    all_excluded(&[
        (
            "Antimalarials within 28 days (mefloquine 60 days)",
            "any(drug antimalarial [within past 28 d], drug mefloquine [within past 60 d])",
        ),
        (
            "Antidepressants within 2 weeks (fluoxetine 5 weeks) before screening",
            "any(drug antidepressant [within 2 wk before screening], drug fluoxetine [within 5 wk before screening])",
        ),
        // Near miss: how long it was given.
        (
            "Prednisone within 4 weeks (dexamethasone for 3 days)",
            "drug prednisone [within past 4 wk] having (drug dexamethasone [for 3 d])",
        ),
    ]);
}
