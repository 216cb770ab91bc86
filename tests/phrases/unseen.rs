//! Phrases of registrations that no corpus at hand has, by what has to be understood in them.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluding(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn a_comparator_may_follow_the_second_unit_or_what_is_measured() {
    assert_eq!(reading("Must weigh 50 kilograms (110 pounds) or more"), "body weight ≥ 50 kg (also ≥ 110 lb_av)");
    assert_eq!(reading("Platelets of 100 x 10^9/L (100,000/mm3) or greater"), "PLT ≥ 100 ×10⁹/L (also ≥ 100000 /mm3)");
    assert_eq!(reading("Graft size of 8.0 mm in diameter or less"), "Graft size ≤ 8.0 mm");
    // Near misses: nothing is compared, or something else begins.
    assert_eq!(reading("Body weight of 50 kg (110 lb)"), "body weight = 50 kg (also = 110 lb_av)");
    assert_eq!(
        excluding("Graft of 8.0 mm in diameter or recurrent ulcer"),
        "any(Graft = 8.0 mm [setting: in diameter], condition recurrent ulcer)"
    );
}

#[test]
fn a_limit_after_a_method_is_of_what_is_measured() {
    assert_eq!(reading("LVEF measured by echocardiography ≥ 50%"), "LVEF ≥ 50 % [by echocardiography]");
    assert_eq!(
        reading("Schirmer's test without anaesthesia ≤ 10 mm/5 min and TBUT ≤ 7 s"),
        "all(Schirmer test ≤ 10 mm/(5.min) other than procedure anesthesia, tear break-up time ≤ 7 s)"
    );
    assert_eq!(
        reading("Cervical length ≤ 25 mm measured by transvaginal ultrasound between 18 and 24 weeks of gestation"),
        "cervical length ≤ 25 mm [by transvaginal ultrasound] having (gestational age 18..24 wk)"
    );
    // Near miss: a definition has a limit of its own.
    assert_eq!(reading("Anemia defined by hemoglobin < 10 g/dL"), "condition anemia defined as (Hb < 10 g/dL)");
}

#[test]
fn an_alternative_in_brackets_is_one_beside_a_class_too() {
    assert_eq!(
        reading("ECOG performance status of 0-1 (or KPS >/= 80%)"),
        "any(ECOG performance status 0..1, KPS ≥ 80 %)"
    );
    // Near miss: the same limit in another unit.
    assert_eq!(reading("Haemoglobin ≥ 9 g/dL (or 5.6 mmol/L)"), "Hb ≥ 9 g/dL (also ≥ 5.6 mmol/L)");
}

#[test]
fn a_number_of_times_in_brackets_is_another_multiple() {
    assert_eq!(
        reading(
            "AST and ALT less than three times the upper limit of normal (five times in the presence of hepatic metastases)"
        ),
        "all(any(AST < 3 ×ULN, all(condition current liver metastasis, AST < 5 ×ULN)), any(ALT < 3 ×ULN, all(condition current liver metastasis, ALT < 5 ×ULN)))"
    );
    assert_eq!(
        reading("ALT ≤ 2.5 x ULN (5 x if liver metastases)"),
        "any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))"
    );
}

#[test]
fn a_normal_value_depends_on_age_height_and_sex() {
    assert_eq!(reading("SVC ≥ 65% of predicted for age, height and sex"), "slow vital capacity ≥ 65 % predicted");
    // Near miss: other people's limit.
    assert_eq!(reading("FVC ≥ 50% of predicted for asthma"), "FVC ≥ 50 % predicted having condition asthma");
}

#[test]
fn an_age_at_an_event_is_counted_from_birth() {
    assert_eq!(reading("Onset of migraine before 50 years of age"), "condition migraine [within < 50 a after birth]");
    assert_eq!(
        reading("Diagnosed with asthma before the age of 12 years"),
        "condition asthma [within < 12 a after birth]"
    );
    assert_eq!(reading("Symptom onset prior to the age of 3"), "condition Symptom onset [within < 3 a after birth]");
    assert_eq!(
        reading("Serum bilirubin above 250 µmol/L in the first 72 hours of life"),
        "total bilirubin > 250 umol/L [within 72 h after birth]"
    );
    assert_eq!(excluding("Surgery during the first 28 days of life"), "procedure surgery [within 28 d after birth]");
    // Near misses: a moment, and a person's age.
    assert_eq!(reading("Diagnosed with asthma before screening"), "condition asthma [before screening]");
    assert_eq!(reading("Children younger than 12 years of age"), "age < 12 a");
}

#[test]
fn a_window_of_an_injury_or_a_diagnosis_looks_ahead() {
    assert_eq!(reading("Surgery within 72 hours of injury"), "procedure surgery [within 72 h after injury]");
    assert_eq!(
        reading("C-peptide >0.2nmol/L within 100 days of diagnosis"),
        "C-peptide > 0.2 nmol/L [within 100 d after diagnosis]"
    );
    // Near miss: a moment of the trial.
    assert_eq!(
        reading("Surgery within 72 hours of randomization"),
        "procedure surgery [within 72 h before randomization]"
    );
}

#[test]
fn how_long_since_an_event_is_said_of_the_event_beside_a_result() {
    assert_eq!(
        reading("HbA1c > 8%, at least 3 months since bariatric surgery"),
        "all(HbA1c > 8 %, procedure bariatric surgery [≥ 3 mo ago])"
    );
    // Near miss: a window of the result.
    assert_eq!(
        reading("HbA1c > 8%, within 3 months before bariatric surgery"),
        "HbA1c > 8 % [within 3 mo before bariatric surgery]"
    );
}

#[test]
fn an_amount_and_its_day_stand_apart() {
    assert_eq!(
        excluding("Asthma requiring > 400 mcg of inhaled budesonide daily"),
        "condition asthma having (drug budesonide [route: inhaled] [dose > 400 ug/d])"
    );
    assert_eq!(
        excluding("Current use of methylphenidate exceeding 60 mg per day"),
        "drug current methylphenidate [dose > 60 mg/d]"
    );
    assert_eq!(excluding("More than 10 mg of prednisone daily"), "drug prednisone [dose > 10 mg/d]");
    // Near miss: nothing says how often.
    assert_eq!(excluding("More than 10 mg of prednisone"), "drug prednisone [dose > 10 mg]");
}

#[test]
fn days_are_counted_and_hours_are_of_each_day() {
    assert_eq!(excluding("Triptans on 10 or more days/month"), "drug triptan [count ≥ 10 d/mo]");
    assert_eq!(
        reading("Heavy drinking on at least 6 days in the 30 days before screening"),
        "alcohol abuse ≥ 6 d [within 30 d before screening]"
    );
    assert_eq!(
        reading("Apnoea-hypopnoea index (AHI) of 15-50 events per hour, CPAP use < 4 hours per night"),
        "all(AHI 15..50 {event}/h, CPAP use < 4 h/{night})"
    );
    // Near miss: for so long.
    assert_eq!(reading("Heavy drinking for at least 6 days"), "condition alcohol abuse [for ≥ 6 d]");
}

#[test]
fn how_many_there_are_in_all_is_no_limit() {
    assert_eq!(reading("Swollen joint count ≥ 6 (of 66)"), "swollen joint count ≥ 6");
    assert_eq!(
        reading(
            "Seropositive RA of at least 6 months' duration with ≥ 6 swollen joints (of 66) and ≥ 6 tender joints (of 68)"
        ),
        "all(rheumatoid arthritis positive [for ≥ 6 mo], swollen joint count ≥ 6, tender joint count ≥ 6)"
    );
    assert_eq!(reading("Pain ≥ 4 (NRS 0-10)"), "pain ≥ 4 having NRS");
    // Near miss: a limit.
    assert_eq!(reading("Pain (NRS 4-10)"), "condition pain having (NRS 4..10 {score})");
}

#[test]
fn a_visit_in_brackets_is_another_name_of_the_moment() {
    assert_eq!(reading("HbA1c ≥ 7% at screening (Visit 1)"), "HbA1c ≥ 7 % [at screening]");
    assert_eq!(
        excluding("Any vaccine within 30 days before randomization (Day 1)"),
        "drug vaccine [within 30 d before randomization]"
    );
    // Near miss: a disease.
    assert_eq!(
        reading("HbA1c ≥ 7% at screening (diabetes)"),
        "HbA1c ≥ 7 % [at screening] having condition diabetes mellitus"
    );
}

#[test]
fn an_excepted_contraceptive_is_a_drug() {
    assert_eq!(
        excluding(
            "Use of prescription drugs within 14 days or 5 half-lives (whichever is longer) prior to dosing, with the exception of hormonal contraceptives"
        ),
        "drug prescription drug [within longer of 14 d, 5 half-lives before dosing] other than drug hormonal contraceptive"
    );
    assert_eq!(
        excluding("Any drug other than oral contraceptives in the 14 days before dosing"),
        "‹Any drug: no known concept› [within 14 d before dosing] other than drug oral contraceptive"
    );
    // Near miss: a demand of contraception.
    assert_eq!(
        reading("Women must use contraception other than oral contraceptives"),
        "if sex female: «contraception: use contraception other than oral contraceptives»"
    );
}

#[test]
fn weeks_in_brackets_after_who_is_born_are_those_of_the_pregnancy() {
    assert_eq!(reading("Preterm infants (< 37 weeks)"), "condition prematurity having (gestational age < 37 wk)");
    // Near miss: too few weeks to be those.
    assert_eq!(reading("Infants (≤ 6 weeks)"), "age ≤ 6 wk");
}

#[test]
fn a_word_and_its_opposite_say_nothing() {
    assert_eq!(reading("Complete or incomplete spinal cord injury"), "condition spinal cord injury");
    // Near miss: two kinds.
    assert_eq!(
        reading("Symptomatic or asymptomatic carotid stenosis"),
        "any(condition symptomatic carotid stenosis, condition asymptomatic carotid stenosis)"
    );
}

#[test]
fn none_of_a_drug_says_when_of_nothing_else() {
    assert_eq!(
        reading("H. pylori positive by 13C-urea breath test, no PPI in the preceding 2 weeks"),
        "all(Helicobacter pylori infection positive [by 13C-urea breath test], not(drug proton pump inhibitor [within past 2 wk]))"
    );
    // Near miss: of both.
    assert_eq!(
        reading("No antacids or PPI in the preceding 2 weeks"),
        "all(not(drug antacid [within past 2 wk]), not(drug proton pump inhibitor [within past 2 wk]))"
    );
}

#[test]
fn a_result_keeps_its_window_and_a_treatment_its_failure() {
    assert_eq!(
        reading("Hypertension, HbA1c > 7% within 3 months before screening"),
        "all(condition hypertension, HbA1c > 7 % [within 3 mo before screening])"
    );
    assert_eq!(
        reading("Depression refractory to SSRIs, HbA1c > 7%"),
        "all(condition depression [outcome: failed] having drug SSRI, HbA1c > 7 %)"
    );
    // Near miss: of both.
    assert_eq!(
        excluding("Fever or vomiting within 3 days before screening"),
        "any(condition fever [within 3 d before screening], condition vomiting [within 3 d before screening])"
    );
}

#[test]
fn a_window_after_the_limits_of_both_sexes_is_of_both() {
    assert_eq!(
        excluding("Consumed > 21 units/week alcohol (men), > 14 units/week (women) in the past year"),
        "any(all(sex male, drug alcohol [dose > 21 U/wk] [within past 1 a]), all(sex female, drug alcohol [dose > 14 U/wk] [within past 1 a]))"
    );
}

#[test]
fn classes_between_the_parts_of_two_classes_are_meant() {
    assert_eq!(reading("Clinical stage T1c-T2b"), "stage in {T1c, T2, T2a, T2b} {T stage}");
    // Near miss: no more than those named.
    assert_eq!(reading("Clinical stage T1c or T2b"), "stage in {T1c, T2b} {T stage}");
}

#[test]
fn windows_share_the_baseline_said_once() {
    assert_eq!(
        excluding("Topical treatment for acne within 14 days, systemic retinoids within 24 weeks, of baseline"),
        "any(drug topical drug [within 14 d before baseline] having condition acne, drug systemic retinoid [within 24 wk before baseline])"
    );
    // Near miss: none is said.
    assert_eq!(
        excluding("Topical treatment for acne within 14 days, systemic retinoids within 24 weeks"),
        "any(drug topical drug [within past 14 d] having condition acne, drug systemic retinoid [within past 24 wk])"
    );
}

#[test]
fn what_and_not_denies_is_not_what_stands_before() {
    assert_eq!(reading("Diabetes and not on insulin"), "all(condition diabetes mellitus, not(drug insulin))");
    assert_eq!(reading("Hb > 9 g/dL and no transfusion"), "all(Hb > 9 g/dL, not(procedure transfusion))");
    assert_eq!(reading("Age > 18 and not pregnant"), "all(age > 18 a, not(condition pregnancy))");
    assert_eq!(
        reading("Brain lesions smaller than 20 mm and not requiring dexamethasone above 4 mg a day"),
        "all(Brain lesions < 20 mm, not(drug dexamethasone [dose > 4 mg/d]))"
    );
    assert_eq!(
        reading("Postmenopausal or not of childbearing potential"),
        "any(observation postmenopausal, not(observation childbearing potential))"
    );
    assert_eq!(excluding("Fever and no antibiotics"), "all(condition fever, not(drug antibiotic))");
    // Near misses: both are denied.
    assert_eq!(reading("No fever and no cough"), "all(not(condition fever), not(condition cough))");
    assert_eq!(reading("Neither pregnant nor lactating"), "all(not(condition pregnancy), not(condition lactation))");
    assert_eq!(reading("Not pregnant and not lactating"), "all(not(condition pregnancy), not(condition lactation))");
}

#[test]
fn a_period_after_a_change_is_that_in_which_it_was() {
    assert_eq!(excluding("Weight loss of more than 5% over 6 months"), "weight loss > 5 % [within past 6 mo]");
    // Near miss: it has lasted longer.
    assert_eq!(excluding("Hypertension over 6 months"), "condition hypertension [for > 6 mo]");
}

#[test]
fn minus_is_a_sign() {
    assert_eq!(reading("Femoral neck T-score of minus 2.5 or lower"), "Femoral neck T-score ≤ -2.5");
}

#[test]
fn losses_before_a_week_are_of_a_pregnancy() {
    assert_eq!(
        reading("Three or more consecutive pregnancy losses before 20 weeks"),
        "condition pregnancy losses [count ≥ 3] having (gestational age < 20 wk)"
    );
    // Near miss: weeks of something else.
    assert_eq!(reading("Antibiotics before 20 weeks"), "drug antibiotic [for 20 wk]");
}

#[test]
fn what_is_planned_is_not_what_was() {
    assert_eq!(
        excluding("Dialysis expected within 3 months or kidney transplant in the preceding 6 months"),
        "any(procedure planned dialysis [within next 3 mo], procedure kidney transplantation [within past 6 mo])"
    );
}

#[test]
fn terms_of_wards_and_clinics() {
    assert_eq!(reading("Gait speed slower than 0.8 m/s"), "gait speed < 0.8 m/s");
    assert_eq!(reading("Platinum-free interval > 6 but ≤ 12 months"), "platinum-free interval > 6..12 mo");
    assert_eq!(reading("Regular menstrual cycles of 25 to 35 days"), "menstrual cycle length 25..35 d");
    assert_eq!(
        reading("Screening DBP of 95 to 109 mmHg (inclusive) in patients off medication"),
        "diastolic blood pressure 95..109 mmHg [setting: off medication] [at Screening]"
    );
    assert_eq!(
        reading("Weekly average of daily peak pruritus NRS ≥ 4 in the 7 days before randomisation"),
        "itch NRS ≥ 4 {score} [within 7 d before randomisation]"
    );
    assert_eq!(reading("CDR global of 0.5, ADAS-Cog 11 ≥ 12"), "all(CDR = 0.5 {score}, ADAS-Cog ≥ 12 {score})");
    assert_eq!(
        reading("Multiparous women with a singleton pregnancy"),
        "all(sex female, observation multiparous having observation singleton pregnancy)"
    );
    assert_eq!(
        reading("Nulliparous women with a Bishop score below 6"),
        "all(sex female, observation nulliparous, Bishop score < 6 {score})"
    );
    assert_eq!(
        reading("Urine albumin-to-creatinine ratio ≥ 300 mg/g but < 5000 mg/g on a first morning void"),
        "UACR 300..< 5000 mg/g [setting: on a first morning void]"
    );
}
