//! Words between those they belong to: an excuse before its demand, what a treatment is before what it is for, what pregnancy is.

use super::{all_excluded, all_read};

#[test]
fn an_excuse_before_its_demand_excuses() {
    all_read(&[
        (
            "Men, unless surgically sterile, must use condoms",
            "any(if sex male: «contraception: use condoms», procedure surgical sterilization)",
        ),
        (
            "Subjects, unless on dialysis, must have a creatinine < 2 mg/dL",
            "any(creatinine < 2 mg/dL, procedure current dialysis)",
        ),
        (
            "Women (unless postmenopausal) must have a negative pregnancy test",
            "any(if sex female: pregnancy test negative, observation postmenopausal)",
        ),
        (
            "Women, unless surgically sterile, postmenopausal, or abstinent, must have a negative pregnancy test",
            "any(if sex female: pregnancy test negative, any(procedure surgical sterilization, observation postmenopausal, observation sexual abstinence))",
        ),
        // Near miss: no demand behind it.
        (
            "HIV infection, unless treated, or hepatitis",
            "any(condition HIV infection, any(condition treated HIV infection, condition hepatitis))",
        ),
    ]);
}

#[test]
fn what_a_treatment_is_may_stand_before_what_it_is_for() {
    all_excluded(&[
        (
            "Treatment (surgery or radiation) for glaucoma or uveitis within 6 months before baseline",
            "procedure Treatment (surgery or radiation) for glaucoma or uveitis [within 6 mo before baseline] having all(any(condition glaucoma, condition uveitis), any(procedure surgery, procedure radiotherapy))",
        ),
        // Near miss: a treatment with a name.
        (
            "Surgery (trabeculectomy) for glaucoma",
            "procedure surgery having all(procedure glaucoma surgery, condition glaucoma)",
        ),
    ]);
}

#[test]
fn what_is_taken_to_treat_is_taken() {
    all_excluded(&[
        ("Taking medication to treat migraine", "observation medication to treat migraine having condition migraine"),
        (
            "Drugs given to prevent seizures or migraine",
            "procedure Drugs given to prevent seizures or migraine having any(condition seizure, condition migraine)",
        ),
        ("Use of acetaminophen to treat fever", "drug acetaminophen having condition fever"),
        ("Unable to treat asthma", "«capability: Unable to treat asthma»"),
    ]);
}

#[test]
fn what_pregnancy_is_demands_nothing() {
    let meant = "pregnancy is defined as the state of a female after conception and until the termination of gestation";
    for said in [
        format!("Pregnant or nursing women, where {meant}, confirmed by a positive hCG laboratory test (> 5 mIU/mL)"),
        format!("Pregnant or nursing women, where {meant}"),
        format!("Pregnant or nursing women (where {meant}, confirmed by a positive hCG laboratory test)"),
    ] {
        all_excluded(&[(&said, "any(condition pregnancy, condition lactation)")]);
    }
    all_excluded(&[("Pregnancy confirmed by a positive hCG test", "pregnancy positive [by hCG test]")]);
}

#[test]
fn a_judgement_has_all_of_its_grounds() {
    all_read(&[
        (
            "Good health as judged by the investigator, based on medical history, ECG, and urinalysis",
            "observation healthy volunteer having «judgement: as judged by the investigator, based on medical history, ECG, and urinalysis»",
        ),
        (
            "Good health as judged by the investigator based on medical history, and BMI 18-30",
            "all(observation healthy volunteer having «judgement: as judged by the investigator based on medical history,», BMI 18..30)",
        ),
    ]);
    all_excluded(&[
        (
            "Any lung disease other than asthma that in the opinion of the investigator might affect the study",
            "condition pulmonary disease having all(«judgement: that in the opinion of the investigator might affect the study», not(condition asthma))",
        ),
        ("Ocular pathologies other than cataract", "condition eye disease other than condition cataract"),
    ]);
}

#[test]
fn nouns_and_counts_behind_the_second_are_of_the_first() {
    all_read(&[
        ("At least 8 tender and swollen joints", "all(tender joint count ≥ 8, swollen joint count ≥ 8)"),
        (
            "Non-smokers or ex-smokers who stopped more than 6 months before screening",
            "any(observation nonsmoker, observation former smoker [outcome: discontinued] [> 6 mo before screening])",
        ),
    ]);
    all_excluded(&[
        (
            "Cataract or glaucoma surgery within 3 months before baseline",
            "any(procedure cataract surgery [within 3 mo before baseline], procedure glaucoma surgery [within 3 mo before baseline])",
        ),
        // Near miss: at no time, it may be the disease.
        ("Glaucoma or cataract surgery", "any(condition glaucoma, procedure cataract surgery)"),
        ("Antibiotics for more than 7 days before enrollment", "drug antibiotic [for > 7 d before enrollment]"),
        (
            "Systemic drugs (includes, but not limited to, methotrexate)",
            "drug systemic medication {open: methotrexate}",
        ),
    ]);
}

#[test]
fn a_judgement_goes_on_with_a_second_verb() {
    all_excluded(&[
        (
            "Any disorder that may interfere with the study or increase the risk of bleeding",
            "condition disorder having «judgement: that may interfere with the study or increase the risk of bleeding»",
        ),
        (
            "Disease that would put the subject at risk or confound the results",
            "condition Disease having «judgement: that would put the subject at risk or confound the results»",
        ),
        // Near miss: no verb.
        (
            "Any disease that may interfere with the study or asthma",
            "any(condition disease having «judgement: that may interfere with the study», condition asthma)",
        ),
    ]);
}

#[test]
fn how_many_may_be_let_in_is_said_of_nobody() {
    all_read(&[
        ("Up to 20 patients with HIV may be enrolled", "condition HIV infection"),
        (
            "FEV1 < 50% predicted 15 minutes after 4 puffs (4 x 100 µg) of salbutamol",
            "FEV1 < 50 % predicted [= 15 min after 4 puffs (4 x 100 µg) of salbutamol]",
        ),
    ]);
}
