//! On which side of a moment a window lies: what is to come, what begins there, and what is so on either side of it.

use super::{all_excluded, all_read};

#[test]
fn what_is_planned_within_so_long_of_a_moment_comes_after_it() {
    all_excluded(&[
        ("Planned surgery within 12 months of enrollment", "procedure planned surgery [within 12 mo after enrollment]"),
        (
            "will require dialysis within 10 weeks of signing the ICF",
            "procedure planned dialysis [within 10 wk after signing the ICF]",
        ),
        (
            "expectation for transplantation or dialysis within 3 months",
            "any(procedure planned transplantation [within next 3 mo], procedure planned dialysis [within next 3 mo])",
        ),
        ("likely to die within 24 hours", "condition suspected die [within next 24 h]"),
        // Near misses: what has been, and what is planned before it.
        ("stroke within 6 months of screening", "condition stroke [within 6 mo before screening]"),
        (
            "Planned surgery within 4 weeks before enrollment",
            "procedure planned surgery [within 4 wk before enrollment]",
        ),
        ("requiring surgery within 4 weeks before screening", "procedure surgery [within 4 wk before screening]"),
    ]);
    all_read(&[("Will start chemotherapy within 2 weeks", "drug planned chemotherapy [within next 2 wk]")]);
}

#[test]
fn the_first_days_of_something_are_after_it_began() {
    all_excluded(&[
        ("Planned travel during the two years of the study", "observation planned travel [within 2 a after study]"),
        ("relapse in the first year of dialysis", "condition relapse [within 1 a after dialysis]"),
        ("bleeding in the first week postpartum", "condition hemorrhage [within 1 wk after postpartum]"),
        ("Hemorrhage within 6 weeks of childbirth", "condition hemorrhage [within 6 wk after childbirth]"),
        ("Bleeding within 24 hours of delivery", "condition hemorrhage [within 24 h around delivery]"),
        // Near miss: a length before the study.
        ("infection during the 28 days before the study", "condition infection [within 28 d before study]"),
    ]);
}

#[test]
fn before_or_at_a_moment_or_within_so_long_of_it() {
    all_excluded(&[
        (
            "Infection prior to or within 1 month of transplantation",
            "any(condition infection [before transplantation], condition infection [within 1 mo after transplantation])",
        ),
        (
            "Infection before or within 4 weeks after transplantation",
            "any(condition infection [before transplantation], condition infection [within 4 wk after transplantation])",
        ),
        (
            "infection in the week preceding or following transplantation",
            "condition infection [within 1 wk around transplantation]",
        ),
        ("infection within 1 month of transplantation", "condition infection [within 1 mo before transplantation]"),
    ]);
}

#[test]
fn moments_as_they_are_written() {
    all_excluded(&[
        (
            "steroids in the four weeks preceding the (first) dose",
            "drug glucocorticoid [within 4 wk before (first) dose]",
        ),
        ("steroids within 4 weeks of first trial visit", "drug glucocorticoid [within 4 wk before first trial visit]"),
        (
            "MI within 3 months after hip or knee replacement",
            "condition myocardial infarction [within 3 mo after hip or knee replacement]",
        ),
        ("Within 6 months of hip, knee or spine surgery", "condition hip, knee or spine surgery [within past 6 mo]"),
        // Near miss: two events, of which the first has its own name.
        (
            "MI within 3 months after stroke or knee replacement",
            "any(condition myocardial infarction [within 3 mo after stroke], procedure knee replacement)",
        ),
    ]);
    all_read(&[(
        "Contraception through 90 days beyond the last dose",
        "«contraception: Contraception through 90 days beyond the last dose» [Contraception: until 90 d after last dose]",
    )]);
}

#[test]
fn what_windows_are_counted_from_is_said_once_after_the_last() {
    all_excluded(&[
        (
            "Stroke within 12 weeks, or bleeding requiring transfusion within 24 weeks prior to enrollment",
            "any(condition stroke [within 12 wk before enrollment], condition hemorrhage having (procedure transfusion [within 24 wk before enrollment]))",
        ),
        (
            "Donated > 400 mL of blood within 12 weeks or > 200 mL of blood within 4 weeks prior to screening",
            "any(blood donation > 400 mL [within 12 wk before screening], blood donation > 200 mL [setting: blood] [within 4 wk before screening])",
        ),
        // Near miss: a window that looks back from today.
        (
            "Stroke in the past 12 weeks, or bleeding requiring transfusion within 24 weeks prior to enrollment",
            "any(condition stroke [within past 12 wk], condition hemorrhage having (procedure transfusion [within 24 wk before enrollment]))",
        ),
    ]);
}

#[test]
fn what_is_so_now_has_no_window_of_the_past() {
    all_excluded(&[
        (
            "Current cancer or stroke within 6 months",
            "any(condition current malignancy, condition stroke [within past 6 mo])",
        ),
        (
            "Ongoing antibiotic treatment, or vaccination within the last 4 weeks",
            "any(drug current antibiotic, drug vaccine [within past 4 wk])",
        ),
        // Near miss: one verb for both.
        (
            "Current use of steroids or methotrexate within 4 weeks",
            "any(drug current glucocorticoid [within past 4 wk], drug current methotrexate [within past 4 wk])",
        ),
    ]);
}

#[test]
fn an_amount_of_blood_that_was_given() {
    all_excluded(&[
        ("Donated > 400 mL of blood within 12 weeks", "blood donation > 400 mL [within past 12 wk]"),
        ("Donation of more than 450 mL of blood", "blood donation > 450 mL"),
        ("Blood donation of > 1 pint", "blood donation > 1 pt_us"),
        ("donated blood within 30 days", "procedure blood donation [within past 30 d]"),
    ]);
}
