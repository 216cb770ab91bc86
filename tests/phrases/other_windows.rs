//! Brackets with another length of time, or another limit, for some.

use super::{all_excluded, all_read};

#[test]
fn another_window_may_hold_for_some() {
    all_excluded(&[
        (
            "surgery within 4 weeks (or 2 weeks for minor surgery)",
            "any(procedure surgery [within past 4 wk], procedure minor surgery [within past 2 wk])",
        ),
        (
            "surgery within 4 weeks (8 weeks for major)",
            "any(procedure surgery [within past 4 wk], procedure major surgery [within past 8 wk])",
        ),
        (
            "vaccination within 14 days (28 days if live)",
            "any(drug vaccine [within past 14 d], drug live vaccine [within past 28 d])",
        ),
        (
            "respiratory infection within 4 weeks before screening (6 weeks if hospitalised)",
            "any(condition respiratory tract infection [within 4 wk before screening], condition respiratory tract infection [within 6 wk before screening] having procedure hospitalization)",
        ),
        (
            "GnRH agonist within 3 months (6 months for depot)",
            "any(drug GnRH agonist [within past 3 mo], drug GnRH agonist [within past 6 mo] having condition depot)",
        ),
        (
            "MI within 6 months (3 months if revascularised)",
            "all(condition myocardial infarction [within past 6 mo], ‹3 months if revascularised: in no part of the rule›)",
        ),
    ]);
}

#[test]
fn another_time_since_may_hold_for_some() {
    all_read(&[
        (
            "At least 21 days since prior myelosuppressive chemotherapy (42 days if prior nitrosourea)",
            "all(drug myelosuppressive chemotherapy [≥ 21 d ago], drug nitrosourea [≥ 42 d ago])",
        ),
        (
            "At least 4 weeks since prior chemotherapy (6 weeks for nitrosoureas)",
            "all(drug chemotherapy [≥ 4 wk ago], drug nitrosourea [≥ 6 wk ago])",
        ),
        ("At least 21 days since prior chemotherapy", "drug chemotherapy [≥ 21 d ago]"),
    ]);
}

#[test]
fn another_limit_may_hold_for_an_age() {
    all_read(&[
        ("FEV1 <80% (<90% for patients aged 12-17 years)", "any(FEV1 < 80 %, all(age 12..17 a, FEV1 < 90 %))"),
        ("creatinine <1.5 (<1.2 for subjects 12-17 years)", "if age 12..17 a: creatinine < 1.2 else creatinine < 1.5"),
    ]);
}
