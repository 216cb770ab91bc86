//! What is said once of a list and belongs to every member, or to one of them alone.

use super::{all_excluded, all_read};

#[test]
fn two_outcomes_are_of_each_drug() {
    all_read(&[
        (
            "Failure of or intolerance to azathioprine or methotrexate",
            "any(drug azathioprine [outcome: failed], drug azathioprine [outcome: intolerant], drug methotrexate [outcome: failed], drug methotrexate [outcome: intolerant])",
        ),
        (
            "Inadequate response, loss of response, or intolerance to adalimumab or infliximab",
            "any(drug adalimumab [outcome: failed], drug adalimumab [outcome: intolerant], drug infliximab [outcome: failed], drug infliximab [outcome: intolerant])",
        ),
        // Near misses.
        (
            "Failure of azathioprine or intolerance to methotrexate",
            "any(drug azathioprine [outcome: failed], drug methotrexate [outcome: intolerant])",
        ),
    ]);
}

#[test]
fn what_was_used_in_a_time_stands_behind_it() {
    all_excluded(&[
        (
            "Use in the past 24 hours of benzodiazepines, sedatives, or opioids",
            "any(drug benzodiazepine [within past 24 h], drug sedative [within past 24 h], drug opioid [within past 24 h])",
        ),
        (
            "Receipt in the past 3 months of rituximab or IVIG",
            "any(drug rituximab [within past 3 mo], drug intravenous immunoglobulin [within past 3 mo])",
        ),
        // Near misses.
        ("Use of opioids within 4 weeks of screening", "drug opioid [within 4 wk before screening]"),
        ("Surgery within 4 weeks of chemotherapy", "procedure surgery [within 4 wk before chemotherapy]"),
    ]);
}

#[test]
fn so_many_episodes_and_how_recent_are_of_each() {
    all_excluded(&[
        (
            "≥ 2 episodes of pneumonia or sepsis requiring hospitalization in the past year",
            "any(condition pneumonia [count ≥ 2 {episode}] having (procedure hospitalization [within past 1 a]), condition sepsis [count ≥ 2 {episode}] having (procedure hospitalization [within past 1 a]))",
        ),
        (
            "> 1 episode of ketoacidosis or severe hypoglycemia within 6 months before screening",
            "any(condition ketoacidosis [count > 1 {episode}] [within 6 mo before screening], condition severe hypoglycemia [count > 1 {episode}] [within 6 mo before screening])",
        ),
        (
            "Recent surgery (within 3 months) or trauma",
            "any(procedure history of surgery [within past 3 mo], condition history of trauma [within past 3 mo])",
        ),
        // Near misses.
        ("Prior surgery (within 3 months) or trauma", "any(procedure surgery [within past 3 mo], condition trauma)"),
    ]);
}

#[test]
fn a_week_of_pregnancy_is_of_each_end_of_it() {
    all_excluded(&[
        (
            "Prior stillbirth or miscarriage after 20 weeks' gestation",
            "any(condition history of stillbirth having (gestational age > 20 wk), condition history of miscarriage having (gestational age > 20 wk))",
        ),
        // Near misses.
        (
            "Bleeding or abortion after 16 weeks' gestation",
            "any(condition hemorrhage, procedure abortion having (gestational age > 16 wk))",
        ),
    ]);
}

#[test]
fn a_remission_is_not_of_what_is_active() {
    all_excluded(&[
        (
            "Active cancer or cancer remission less than 5 years",
            "any(condition active malignancy, condition malignancy [remission: for < 5 a])",
        ),
        (
            "Active malignancy or in remission from a malignancy for less than 5 years",
            "any(condition active malignancy, condition malignancy [remission: for < 5 a])",
        ),
        // Near misses.
        (
            "Leukemia or lymphoma in remission for less than 5 years",
            "any(condition leukemia [remission: for < 5 a], condition lymphoma [remission: for < 5 a])",
        ),
    ]);
}

#[test]
fn a_window_goes_back_to_a_disease_beside_one_that_was_found_so() {
    all_excluded(&[(
        "History of aspergillosis or culture-positive candidiasis within 3 years before screening",
        "any(condition history of aspergillosis [within 3 a before screening], all(history of candidiasis positive [within 3 a before screening], ‹culture: in no part of the rule›))",
    )]);
}

#[test]
fn a_route_or_a_dose_is_of_each_drug() {
    all_excluded(&[(
        "Systemic anti-eczema medication, including corticosteroids, topical retinoids",
        "any(condition systemic anti-eczema, drug systemic glucocorticoid, drug retinoid [route: topical])",
    )]);
    all_read(&[
        (
            "On maximal dose or the maximally tolerated dose ACEis/ARBs for ≥12 weeks",
            "any(drug maximum or maximum tolerated ACE inhibitor [for ≥ 12 wk], drug maximum or maximum tolerated angiotensin receptor blocker [for ≥ 12 wk])",
        ),
        (
            "Controlled hypertension and a maximally tolerated dose of ACE inhibitors or ARBs",
            "all(condition controlled hypertension, any(drug maximum tolerated ACE inhibitor, drug maximum tolerated angiotensin receptor blocker))",
        ),
        (
            ">= 6 months hormonal therapy, first dose within 6 months of diagnosis",
            "all(drug hormonal therapy [for ≥ 6 mo; within 6 mo after diagnosis], condition first dose [within 6 mo after diagnosis])",
        ),
    ]);
}
