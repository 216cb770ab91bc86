//! What a window is counted from, and which of several things it is said of.

use trial_extract::rule::Section;

use super::reading_in;

#[track_caller]
fn reads(text: &str, wanted: &str) {
    assert_eq!(reading_in(Section::Exclusion, &format!("- {text}")), wanted, "{text}");
}

#[test]
fn the_window_of_an_event_is_no_limits() {
    reads(
        "LVEF < 40 % or hospitalization for heart failure within 3 months",
        "any(LVEF < 40 %, procedure hospitalization [within past 3 mo] having condition heart failure)",
    );
    reads(
        "PT > 15 s, platelet count < 100 × 10^9/L, or surgery within 14 days",
        "any(PT > 15 s, PLT < 100 ×10⁹/L, procedure surgery [within past 14 d])",
    );
    // Near misses: events share it, and limits share that of a limit.
    reads(
        "Stroke or surgery within 14 days",
        "any(condition stroke [within past 14 d], procedure surgery [within past 14 d])",
    );
    reads(
        "ALT > 100 U/L or AST > 100 U/L within 14 days",
        "any(ALT > 100 U/L [within past 14 d], AST > 100 U/L [within past 14 d])",
    );
}

#[test]
fn what_is_so_now_has_no_window_of_the_past() {
    reads(
        "Ongoing tuberculosis treatment or tuberculosis treatment completed within 6 months",
        "any(drug current antituberculosis drug, drug antituberculosis drug [outcome: completed] [within past 6 mo])",
    );
    reads(
        "Opioid use currently or within 30 days prior to surgery",
        "any(drug current opioid, drug opioid [within 30 d before surgery])",
    );
    // Near miss: one use of either, now and so long back.
    reads(
        "Current opioids or benzodiazepines within 30 days",
        "any(drug current opioid [within past 30 d], drug current benzodiazepine [within past 30 d])",
    );
}

#[test]
fn an_anchor_said_once_is_that_of_all_windows() {
    reads(
        "Major surgery (within 4 weeks) or chemotherapy (within 3 weeks) before first dose",
        "any(procedure major surgery [within 4 wk before first dose], drug chemotherapy [within 3 wk before first dose])",
    );
    reads(
        "Transfusion within 8 weeks and surgery within 4 weeks of screening",
        "any(procedure transfusion [within 8 wk before screening], procedure surgery [within 4 wk before screening])",
    );
    reads(
        "Live vaccines within 30 days before or during the study",
        "any(drug live vaccine [within 30 d before study], drug live vaccine [during study])",
    );
    // Near misses: one that says by itself that it looks back from today, and none at all.
    reads(
        "Transfusion in the past 8 weeks or surgery within 4 weeks of screening",
        "any(procedure transfusion [within past 8 wk], procedure surgery [within 4 wk before screening])",
    );
    reads(
        "Transfusion within 8 weeks or surgery within 4 weeks",
        "any(procedure transfusion [within past 8 wk], procedure surgery [within past 4 wk])",
    );
}

#[test]
fn half_lives_beside_a_length() {
    reads(
        "Rituximab within 5 half-lives or 4 weeks of screening, whichever is longer",
        "drug rituximab [within longer of 5 half-lives, 4 wk before screening]",
    );
    reads(
        "Rituximab within 12 weeks (or 5 half-lives of the investigational drug, whichever is longer) prior to screening",
        "drug rituximab [within longer of 12 wk, 5 half-lives before screening]",
    );
    // Near miss: nothing says which.
    reads(
        "Rituximab within 12 weeks or five half-lives prior to Day 0",
        "any(drug rituximab [within 12 wk before Day 0], drug rituximab [within 5 half-lives before Day 0])",
    );
}

#[test]
fn so_long_since() {
    reads("At least 28 days from last radiotherapy", "procedure radiotherapy [≥ 28 d ago]");
    reads("At least 4 weeks since the last dose of rituximab", "drug rituximab [≥ 4 wk ago]");
    reads("At least 2 weeks must have elapsed since the last dose of rituximab", "drug rituximab [≥ 2 wk ago]");
    // Near miss: what is to come.
    reads("Surgery planned within the next 6 months", "procedure planned surgery [within next 6 mo]");
}

#[test]
fn a_time_after_a_remark_is_the_items_own() {
    reads(
        "Anaphylaxis, regardless of cause, in the past 5 years",
        "condition anaphylaxis [within past 5 a] permits condition cause",
    );
    // Near miss: with "or" it is another time.
    reads(
        "Anaphylaxis within 5 years, or during the study",
        "any(condition anaphylaxis [within past 5 a], condition anaphylaxis [during study])",
    );
}

#[test]
fn a_state_before_the_list_has_the_window_of_all() {
    reads(
        "Prior or current (within 6 months) use of lithium or lamotrigine",
        "any(drug ever lithium [within past 6 mo], drug ever lamotrigine [within past 6 mo])",
    );
    reads("Lithium (within 6 months) or lamotrigine", "any(drug lithium [within past 6 mo], drug lamotrigine)");
}

#[test]
fn what_something_led_to_has_the_window() {
    reads(
        "Hospitalization due to heart failure within 6 months",
        "procedure hospitalization [within past 6 mo] due to condition heart failure",
    );
    reads(
        "≥ 2 exacerbations despite inhaled corticosteroids for at least 3 months",
        "condition exacerbations [count ≥ 2] having (drug inhaled corticosteroid [for ≥ 3 mo])",
    );
    reads(
        "Spinal anesthesia for surgeries lasting less than one hour",
        "procedure spinal anesthesia having (procedure surgery [for < 1 h])",
    );
}

#[test]
fn weeks_of_a_pregnancy_say_when() {
    reads("HbA1c > 6.5 % prior to 20 weeks gestation", "HbA1c > 6.5 % having (gestational age < 20 wk)");
    reads(
        "Gestational diabetes diagnosed before 28 weeks of gestation",
        "condition gestational diabetes having (gestational age < 28 wk)",
    );
    // Near miss: what is measured.
    reads("Gestational age < 28 weeks", "gestational age < 28 wk");
}

#[test]
fn a_treatment_that_changed() {
    reads("Change in antidepressant dose within 4 weeks", "drug antidepressant [outcome: changed] [within past 4 wk]");
    reads(
        "Dose adjustment of levothyroxine in the last 3 months",
        "drug levothyroxine [outcome: changed] [within past 3 mo]",
    );
    // Near misses: what has not changed, and what is measured.
    reads("No change in diuretic dose for at least 2 weeks", "drug diuretic [dose stable ≥ 2 wk]");
    assert!(!reading_in(Section::Exclusion, "- Change in weight of more than 5 kg").contains("outcome"));
}

#[test]
fn a_dose_is_that_of_what_the_condition_names() {
    reads(
        "If taking antidepressants, dose must be stable for 8 weeks",
        "if drug antidepressant: drug antidepressant [stable 8 wk]",
    );
    reads(
        "Patients taking statins must be on a stable dose for at least 4 weeks prior to screening",
        "if drug statin: drug statin [dose stable ≥ 4 wk before screening]",
    );
    // Near miss: another thing is demanded.
    reads("Patients taking statins must have ALT ≤ 100 U/L", "if drug statin: ALT ≤ 100 U/L");
}

#[test]
fn what_somebody_is_free_of() {
    reads("Seizure-free for at least 12 months", "not(condition seizure [within past < 12 mo])");
    assert!(!reading_in(Section::Exclusion, "- Gluten-free diet for 12 months").contains("not("));
}

#[test]
fn an_exception_may_be_a_time() {
    reads(
        "Seizure in the 2 weeks before surgery but not within 24 hours",
        "condition seizure [within 2 wk before surgery] other than (condition seizure [within past 24 h])",
    );
    // Near miss: a window after what is excepted is said of what it is excepted from.
    reads(
        "Malignancy except basal cell carcinoma within 5 years",
        "condition malignancy [within past 5 a] other than condition basal cell carcinoma",
    );
}

#[test]
fn drugs_that_prolong_what_is_measured_have_their_window() {
    assert!(
        reading_in(Section::Exclusion, "- Use of drugs known to prolong QT within 14 days")
            .contains("within past 14 d")
    );
    // Near miss.
    reads("QTc > 480 ms", "QTc > 480 ms");
}

#[test]
fn without_for_so_long_is_none_within_it() {
    reads("No seizures for at least 3 months", "not(condition seizure [within past < 3 mo])");
    reads(
        "No asthma exacerbation for more than 3 months before screening",
        "not(condition asthma exacerbation [within 3 mo before screening])",
    );
    reads(
        "Malignancy, unless disease-free for at least 5 years",
        "all(condition malignancy, condition malignancy [within past < 5 a])",
    );
    // Near misses: how long something lasts that there is, and a treatment that has not been given long enough.
    reads("Seizures for at least 3 months", "condition seizure [for ≥ 3 mo]");
    reads("Not on hemodialysis for at least 3 months", "not(procedure current hemodialysis [for ≥ 3 mo])");
}

#[test]
fn a_remission_lasts_and_not_the_disease() {
    reads("Cancer in remission for less than 5 years", "condition malignancy [remission: for < 5 a]");
    reads(
        "Cancer, unless in remission for at least 5 years",
        "all(condition malignancy, not(condition malignancy [remission: for ≥ 5 a]))",
    );
    // Near miss.
    reads("Cancer for less than 5 years", "condition malignancy [for < 5 a]");
}

#[test]
fn what_is_so_now_shares_no_window_of_the_past() {
    reads(
        "Pregnant or gave birth within the last 6 months",
        "any(condition pregnancy, procedure delivery [within past 6 mo])",
    );
    // Near miss: two events.
    reads(
        "Miscarriage or gave birth within the last 6 months",
        "any(condition miscarriage [within past 6 mo], procedure delivery [within past 6 mo])",
    );
}

#[test]
fn baseline_is_the_anchor_without_of() {
    reads("Psychotherapy within 8 weeks of baseline", "procedure psychotherapy [within 8 wk before baseline]");
    reads(
        "Influenza vaccine within 14 days, or any live vaccine within 28 days, of study vaccination",
        "any(drug influenza vaccine [within 14 d before study vaccination], \
         drug live vaccine [within 28 d before study vaccination])",
    );
}

#[test]
fn a_participle_after_a_name_is_no_part_of_it() {
    reads("Pacemaker implanted less than 6 weeks ago", "procedure pacemaker implantation [within past < 6 wk]");
    reads("Coronary stent placed within 12 months", "procedure coronary stenting [within past 12 mo]");
}
