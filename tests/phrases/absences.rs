//! How long there was none of something, and of what a list names with one head.

use super::{all_excluded, all_read};

#[test]
fn two_limits_of_an_absence_say_when_there_was_some() {
    all_read(&[
        (
            "No alcohol for at least 4 days and no more than 21 days",
            "all(not(drug alcohol [within past < 4 d]), drug alcohol [within past 21 d])",
        ),
        (
            "No seizures for at least 3 months but less than 2 years",
            "all(not(condition seizure [within past < 3 mo]), condition seizure [within past < 2 a])",
        ),
        (
            "no alcohol for more than 4 days and less than 21 days before screening",
            "all(not(drug alcohol [within 4 d before screening]), drug alcohol [within < 21 d before screening])",
        ),
        ("No alcohol for at least 4 days", "not(drug alcohol [within past < 4 d])"),
        (
            "No alcohol for 4 to 21 days",
            "not(all(drug alcohol [within past < 4 d], ‹for 4 to 21 days: in no part of the rule›))",
        ),
    ]);
}

#[test]
fn who_is_untreated_with_a_drug_has_none_of_it() {
    all_read(&[
        (
            "Untreated with antiparkinsonian drugs for at least 3 weeks before baseline",
            "not(drug dopaminergic [within < 3 wk before baseline])",
        ),
        (
            "Must remain untreated with opioids or benzodiazepines during the study",
            "all(not(drug opioid [during study]), not(drug benzodiazepine [during study]))",
        ),
        ("Previously untreated with levodopa", "drug levodopa [outcome: naive]"),
        // Near miss: a disease that is not treated.
        ("Untreated depression", "condition untreated depression"),
    ]);
}

#[test]
fn who_is_abstinent_for_less_has_had_some_in_that_time() {
    all_excluded(&[
        ("Abstinent from alcohol for less than 3 months", "drug alcohol [within past < 3 mo]"),
        ("Abstinent from alcohol for 2 weeks", "not(drug alcohol [within past < 2 wk])"),
        ("No opioids < 7 days before screening", "not(drug opioid [within < 7 d before screening])"),
    ]);
}

#[test]
fn what_was_not_taken_for_so_long_was_not_taken_since() {
    all_read(&[
        (
            "Has not taken antidepressants for at least 2 weeks prior to screening",
            "not(drug antidepressant [within < 2 wk before screening])",
        ),
        ("Has not been on insulin for at least 2 weeks", "not(drug insulin [for ≥ 2 wk])"),
    ]);
    all_excluded(&[("Has not received methotrexate for at least 12 weeks", "not(drug methotrexate [for ≥ 12 wk])")]);
}

#[test]
fn heads_are_of_each_substance() {
    all_excluded(&[
        ("strong inhibitors of CYP3A or P-gp", "any(drug strong CYP3A4 inhibitor, drug strong P-gp inhibitor)"),
        (
            "inhibitors or inducers of CYP3A4 or P-gp",
            "any(drug CYP3A4 inhibitor, drug P-gp inhibitor, drug CYP3A4 inducer, drug P-gp inducer)",
        ),
        (
            "strong or moderate inhibitors of CYP3A4 or P-gp",
            "any(drug strong CYP3A4 inhibitor, drug moderate CYP3A4 inhibitor, drug moderate P-gp inhibitor, \
             drug strong P-gp inhibitor)",
        ),
        ("strong inhibitors of CYP3A or warfarin", "any(drug strong CYP3A4 inhibitor, drug warfarin)"),
        ("inhibitors of CYP3A or inducers of P-gp", "any(drug CYP3A4 inhibitor, drug P-gp inducer)"),
    ]);
}

#[test]
fn a_reaction_is_to_each_substance() {
    all_excluded(&[
        ("Allergy to eggs, gelatin or neomycin", "any(allergy egg allergy, allergy gelatin, allergy neomycin)"),
        ("Allergy to eggs or asthma", "any(allergy egg allergy, condition asthma)"),
        ("Allergy to eggs or current warfarin", "any(allergy egg allergy, drug current warfarin)"),
        (
            "Anaphylaxis to penicillin or cephalosporins",
            "condition anaphylaxis due to any(drug penicillin, drug cephalosporin)",
        ),
        ("Anaphylaxis or asthma", "any(condition anaphylaxis, condition asthma)"),
    ]);
}
