//! Treatments: planned and described ones, doses that are counted or stable, and when what is so now has no window.

use super::{all_read, excluded, reading};

#[test]
fn a_treatment_that_windows_are_counted_from_may_be_what_is_meant() {
    assert_eq!(excluded("planned surgery during the study"), "procedure planned surgery [during study]");
    assert_eq!(excluded("elective surgery within 3 months"), "procedure elective surgery [within past 3 mo]");
    assert_eq!(
        excluded("spine surgery in the past, or planned surgery during the study"),
        "any(procedure history of spinal surgery, procedure planned surgery [during study])"
    );
    assert_eq!(
        excluded("aspirin within 7 days before planned surgery"),
        "drug aspirin [within 7 d before planned surgery]"
    );
}

#[test]
fn doses_are_counted_and_members_of_a_class_are_told_apart() {
    assert_eq!(reading("at least 2 doses of COVID-19 vaccine"), "drug COVID-19 vaccine [count ≥ 2]");
    assert!(reading("at least 2 antihypertensive drugs").contains("distinct"));
}

#[test]
fn a_stable_dose_of_several_is_said_of_each() {
    assert_eq!(
        reading("on a stable dose of an ACE inhibitor or ARB for at least 4 weeks"),
        "any(drug ACE inhibitor [dose stable ≥ 4 wk], drug angiotensin receptor blocker [dose stable ≥ 4 wk])"
    );
    assert_eq!(
        reading("an ACE inhibitor or ARB for at least 4 weeks"),
        "any(drug ACE inhibitor [for ≥ 4 wk], drug angiotensin receptor blocker [for ≥ 4 wk])"
    );
}

#[test]
fn a_window_is_not_said_of_what_is_so_now() {
    assert_eq!(
        excluded("Current smokers or former smokers who stopped less than 6 months ago"),
        "any(observation smoking, observation former smoker [outcome: discontinued] [within past < 6 mo])"
    );
    assert_eq!(
        reading("postmenopausal or have a negative pregnancy test within 7 days"),
        "any(observation postmenopausal, pregnancy test negative [within past 7 d])"
    );
    assert_eq!(
        excluded("stroke or myocardial infarction within 6 months"),
        "any(condition stroke [within past 6 mo], condition myocardial infarction [within past 6 mo])"
    );
}

#[test]
fn either_keeps_a_denial_to_itself() {
    assert_eq!(
        reading("Either not pregnant or ≥ 6 weeks postpartum"),
        "any(not(condition pregnancy), condition postpartum [≥ 6 wk ago])"
    );
    assert_eq!(reading("not pregnant or lactating"), "all(not(condition pregnancy), not(condition lactation))");
}

#[test]
fn how_much_weight_is_lost_is_a_share_of_it() {
    assert_eq!(
        excluded("Weight loss > 10% of body weight in the last 3 months"),
        "weight loss > 10 % [within past 3 mo]"
    );
    assert_eq!(excluded("Body weight > 120 kg"), "body weight > 120 kg");
}

#[test]
fn who_is_able_to_walk_so_far_walks_that_far_at_least() {
    assert!(reading("able to walk 10 meters").starts_with("walking distance ≥ 10 m"));
    assert_eq!(reading("wheelchair bound"), "observation immobility");
}

#[test]
fn two_ways_to_confirm_are_no_two_diseases() {
    assert_eq!(
        reading("Histologically or pathologically confirmed breast cancer"),
        "condition breast cancer [by Histologically; pathologically confirmed]"
    );
}

#[test]
fn what_follows_a_use_limits_it() {
    assert_eq!(
        excluded("opioid use (> 30 mg morphine equivalents per day for > 3 months)"),
        "drug opioid [dose > 30 mg/d morphine-equivalent] [for > 3 mo]"
    );
    assert_eq!(excluded("opioid use"), "drug opioid");
}

#[test]
fn how_a_drug_is_used_is_kept() {
    assert_eq!(excluded("prior use of methotrexate"), "drug history of methotrexate");
    assert_eq!(excluded("Current use of anticoagulants"), "drug current anticoagulant");
    assert_eq!(excluded("chronic use of steroids"), "drug chronic glucocorticoid");
    assert_eq!(excluded("use of steroids"), "drug glucocorticoid");
}

#[test]
fn a_code_with_a_dash_is_one_name() {
    assert_eq!(reading("Prior treatment with MK-3475"), "drug history of pembrolizumab");
    assert_eq!(reading("Prior treatment with MK-9999"), "drug history of MK-9999");
    assert_eq!(reading("Known allergy to MK-9999"), "allergy MK-9999");
    assert_eq!(reading("FEV1-200 mL"), "FEV1 = 200 mL");
}

#[test]
fn a_single_agent_is_not_counted() {
    assert!(!reading("Treatment with single agent chemotherapy").contains("1-of"));
    assert!(reading("No more than 1 chemotherapy").contains("1"));
}

#[test]
fn who_takes_a_drug_takes_it_only_so() {
    all_read(&[
        (
            "Use of hypnotics and antidepressants only if stable for at least 6 weeks",
            "all(if drug hypnotic: drug hypnotic [stable ≥ 6 wk], if drug antidepressant: drug antidepressant [stable ≥ 6 wk])",
        ),
        (
            "Beta-blockers only if on a stable dose for 4 weeks before screening",
            "if drug beta blocker: drug beta blocker [dose stable 4 wk before screening]",
        ),
        // Near miss: people, of whom something else is demanded.
        ("Smokers only if FEV1 is normal", "if observation smoking: FEV1 normal"),
    ]);
}
