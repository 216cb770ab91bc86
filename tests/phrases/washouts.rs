//! Washouts, and other words that deny, or limit, something of what stands beside them.

use super::{all_excluded, all_read, reading};

#[test]
fn a_washout_says_how_long_nothing_was_taken() {
    all_excluded(&[
        ("No washout of statins for at least 4 weeks", "drug statin [within past < 4 wk]"),
        ("Failure to wash out statins for 4 weeks", "drug statin [within past < 4 wk]"),
        ("No statins for at least 4 weeks", "not(drug statin [within past < 4 wk])"),
    ]);
    all_read(&[
        ("Washout of at least 4 weeks for fluoxetine", "not(drug fluoxetine [within past < 4 wk])"),
        ("Washout of statins for at least 4 weeks", "not(drug statin [within past < 4 wk])"),
        ("statins every 4 weeks", "drug statin [every 4 wk]"),
    ]);
}

#[test]
fn brackets_give_one_drug_another_length() {
    all_excluded(&[
        (
            "SSRI within 14 days (fluoxetine: 28 days)",
            "any(drug SSRI [within past 14 d], drug fluoxetine [within past 28 d])",
        ),
        (
            "SSRI within 14 days (28 days for fluoxetine)",
            "any(drug SSRI [within past 14 d], drug fluoxetine [within past 28 d])",
        ),
    ]);
    all_read(&[(
        "Off antidepressants for ≥2 weeks (5 weeks for fluoxetine)",
        "not(any(drug antidepressant [within past < 2 wk], drug fluoxetine [within past < 5 wk]))",
    )]);
}

#[test]
fn a_small_change_is_no_significant_one() {
    all_read(&[
        ("No significant weight change (<5%)", "weight change < 5 %"),
        ("No weight change > 5 %", "not(weight change > 5 %)"),
    ]);
}

#[test]
fn who_needs_no_help_is_denied_nothing() {
    all_read(&[
        ("Can walk 10 m without assistance", "walk = 10 m [setting: without assistance]"),
        ("asthma without seizures", "condition asthma other than condition seizure"),
    ]);
}

#[test]
fn an_exception_says_when_something_was_begun() {
    all_excluded(&[
        (
            "Psychotherapy (unless started ≥3 months before baseline)",
            "all(procedure psychotherapy, not(procedure psychotherapy [≥ 3 mo before baseline]))",
        ),
        ("Psychotherapy started ≥3 months before baseline", "procedure psychotherapy [≥ 3 mo before baseline]"),
    ]);
}

#[test]
fn a_disease_before_a_colon_is_demanded_with_its_limits() {
    all_read(&[
        ("Insomnia disorder: ISI ≥15", "all(condition insomnia, ISI ≥ 15 {score})"),
        ("Chronic migraine: ≥15 headache days/month", "all(condition chronic migraine, monthly headache days ≥ 15)"),
        ("OCD: failed ≥2 SSRIs", "all(condition OCD, 2-of distinct(drug SSRI [outcome: failed]))"),
        // It only says what the name means.
        ("Thrombocytopenia: platelets < 100 x 10^9/L", "PLT < 100 ×10⁹/L"),
    ]);
}

#[test]
fn a_number_before_a_length_is_of_that_time() {
    all_excluded(&[
        ("weight loss ≥5% in 6 months", "weight loss ≥ 5 % [within past 6 mo]"),
        ("weight loss ≥5% in the past 6 months", "weight loss ≥ 5 % [within past 6 mo]"),
    ]);
}

#[test]
fn a_day_told_by_its_number_is_a_time_of_measuring() {
    all_excluded(&[
        ("QTc > 450 ms at Day -1", "QTc > 450 ms [at Day -1]"),
        ("QTc > 450 ms during run-in", "QTc > 450 ms [at run-in]"),
    ]);
}

#[test]
fn any_member_of_a_class_that_brackets_list_will_do() {
    all_read(&[
        (
            "one atypical antipsychotic (risperidone 2-6 mg, olanzapine 10-20 mg)",
            "exactly 1-of distinct(drug atypical antipsychotic having any(drug risperidone [dose 2..6 mg], \
             drug olanzapine [dose 10..20 mg]))",
        ),
        (
            "two atypical antipsychotics (risperidone 2-6 mg and olanzapine 10-20 mg)",
            "exactly 2-of distinct(drug atypical antipsychotic having all(drug risperidone [dose 2..6 mg], \
             drug olanzapine [dose 10..20 mg]))",
        ),
    ]);
}

#[test]
fn a_washout_before_a_test_is_told_and_no_treatment_is_demanded() {
    super::all_read(&[
        (
            "HbA1c 7-10 % after 8 weeks of washout from sulfonylurea",
            "all(HbA1c 7..10 %, ‹after 8 weeks of washout from sulfonylurea: in no part of the rule›)",
        ),
        (
            "LDL-C > 100 mg/dL after 4-week washout",
            "all(LDL-C > 100 mg/dL, ‹after 4-week washout: in no part of the rule›)",
        ),
        // Near misses.
        ("LDL-C > 100 mg/dL after 4 weeks", "all(LDL-C > 100 mg/dL, ‹4 weeks: in no part of the rule›)"),
        ("Washout of at least 4 weeks for statins", "not(drug statin [within past < 4 wk])"),
    ]);
    super::all_excluded(&[("Washout < 4 weeks for ACE inhibitors", "drug ACE inhibitor [within past < 4 wk]")]);
}

#[test]
fn how_long_ago_a_treatment_was_may_be_named_first() {
    super::all_read(&[
        ("Time from liver transplant ≥ 12 months", "procedure liver transplantation [≥ 12 mo ago]"),
        ("Duration since last radiotherapy ≥ 2 weeks", "procedure radiotherapy [≥ 2 wk ago]"),
        // Near miss.
        ("Duration of diabetes ≥ 2 years", "condition diabetes mellitus [for ≥ 2 a]"),
    ]);
}

#[test]
fn a_washout_of_nothing_that_is_named_is_a_length() {
    assert!(reading("Washout period of ≥ 18 weeks").ends_with("[for ≥ 18 wk]"));
    // Near miss.
    super::all_excluded(&[("NSAIDs (washout 2 weeks)", "drug NSAID [within past < 2 wk]")]);
}

#[test]
fn a_washout_before_a_list_says_that_none_was_taken() {
    super::all_read(&[
        (
            "Washout: stimulants 5 days, atomoxetine 14 days",
            "not(any(drug stimulant [within past < 5 d], drug atomoxetine [within past < 14 d]))",
        ),
        (
            "Methotrexate washed out ≥ 4 weeks; mitotane ≥ 6 months",
            "not(any(drug methotrexate [within past < 4 wk], drug mitotane [within past < 6 mo]))",
        ),
        // Near misses.
        ("Riluzole for ≥ 30 days", "drug riluzole [for ≥ 30 d]"),
        ("Metformin ≥ 3 months; insulin ≥ 6 months", "all(drug metformin [for ≥ 3 mo], drug insulin [for ≥ 6 mo])"),
    ]);
    super::all_excluded(&[
        (
            "Washouts: fingolimod 6 weeks; natalizumab 2 months; alemtuzumab: never",
            "any(drug fingolimod [within past < 6 wk], drug natalizumab [within past < 2 mo], drug alemtuzumab)",
        ),
        (
            "Medicines not washed out: fluoxetine 5 weeks, MAO inhibitors 2 weeks",
            "any(drug fluoxetine [within past < 5 wk], drug MAO inhibitor [within past < 2 wk])",
        ),
    ]);
}

#[test]
fn since_the_last_treatment_with_a_drug_is_so_long_ago() {
    all_excluded(&[
        ("Less than 2 months since last treatment with rituximab", "drug rituximab [within past < 2 mo]"),
        (
            "≤ 1 month since last treatment with interferon or glatiramer acetate",
            "any(drug interferon [within past 1 mo], drug glatiramer acetate [within past 1 mo])",
        ),
        // Near miss: another event, after the treatment.
        ("Relapse > 3 months since last treatment", "condition Relapse [> 3 mo after last treatment]"),
    ]);
    assert_eq!(reading("At least 4 weeks since last dose of rituximab"), "drug rituximab [≥ 4 wk ago]");
}
