//! Numbers that are no limits of what they stand beside: of what names nothing, of a drug that is not given so, how near to something, and
//! the number of a criterion.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn words_that_name_nothing_are_not_measured() {
    assert_eq!(
        reading_in(Section::Exclusion, "final torque < 20 Ncm or > 50 Ncm (patient is withdrawn)"),
        "any(final torque < 20 N.cm, ‹> 50 Ncm (patient is withdrawn): no known concept› {> 50 N.cm})"
    );
    assert_eq!(
        reading("LVEF ≥ 50 % or ≥ LLN of the institution"),
        "any(LVEF ≥ 50 %, ‹≥ LLN of the institution: no known concept› {≥ LLN})"
    );
    assert_eq!(reading("Mg ≥ 0.7 mmol/L"), "magnesium ≥ 0.7 mmol/L");
    assert_eq!(reading("graft weight > 2.4 kg"), "graft weight > 2.4 kg");
}

#[test]
fn what_is_no_dose_is_told() {
    assert_eq!(reading("with ESA 9.5"), "all(drug erythropoiesis-stimulating agent, ‹9.5: in no part of the rule›)");
    assert_eq!(
        reading("a diuretic at ≥ 50 % of the dose"),
        "all(drug diuretic, ‹≥ 50 %: in no part of the rule› {≥ 50 %})"
    );
    assert_eq!(reading("benzodiazepines more than twice a week"), "drug benzodiazepine [count > 2 /wk]");
    assert_eq!(
        reading("prednisone ≥ 0.5 mg/kg/day or deflazacort ≥ 0.6"),
        "any(drug prednisone [dose ≥ 0.5 mg/kg/d], drug deflazacort [dose ≥ 0.6])"
    );
}

#[test]
fn how_near_is_no_upper_end() {
    assert_eq!(
        reading("creatinine within 20% of baseline"),
        "all(creatinine, ‹creatinine within 20% of baseline: in no part of the rule› creatinine {≤ 20 % baseline})"
    );
    assert_eq!(reading("BMI (± 20 %)"), "all(BMI, ‹± 20 %: in no part of the rule› {≤ 20 %})");
    assert_eq!(reading("lesion within 5 cm"), "lesion ≤ 5 cm");
}

#[test]
fn the_number_of_a_criterion_limits_nothing() {
    assert_eq!(
        reading("Systemic steroids above the dose in exclusion criterion 2"),
        "all(drug systemic glucocorticoid, ‹2: in no part of the rule›)"
    );
    assert_eq!(reading("Asthma, see inclusion criterion 1"), "condition asthma");
    assert_eq!(reading("ACR criteria ≥ 4"), "ACR ≥ 4");
}
