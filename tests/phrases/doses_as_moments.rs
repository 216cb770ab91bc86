//! Doses that a limit is measured after, and bronchodilators that it is measured without.

use super::all_read;

#[test]
fn a_dose_of_a_drug_is_a_moment() {
    all_read(&[
        (
            "FEV1 reversibility ≥ 12% within 30 minutes after inhalation of 400 µg of salbutamol",
            "FEV1 reversibility ≥ 12 % [within 30 min after inhalation of 400 µg of salbutamol]",
        ),
        (
            "FEV1 < 80% predicted 15 minutes after 4 puffs of albuterol",
            "FEV1 < 80 % predicted [= 15 min after 4 puffs of albuterol]",
        ),
        (
            "FEV1/FVC < 0.70 after administration of 400 mcg albuterol",
            "FEV1/FVC < 0.70 [after administration of 400 mcg albuterol]",
        ),
        ("Glucose ≥ 200 mg/dL 2 hours after 75 g glucose", "glucose ≥ 200 mg/dL [= 2 h after 75 g glucose]"),
        // Near misses: a length, and a drug without a dose.
        ("FEV1 < 80% predicted after 4 weeks of salbutamol", "FEV1 < 80 % predicted [for 4 wk] having drug albuterol"),
        ("FEV1 < 80% predicted 15 minutes after salbutamol", "FEV1 < 80 % predicted [= 15 min after salbutamol]"),
    ]);
}

#[test]
fn before_a_bronchodilator_is_no_treatment() {
    for said in
        ["before the use of a bronchodilator", "prior to bronchodilator administration", "before bronchodilation"]
    {
        all_read(&[(
            &format!("FEV1 40-85% of predicted {said}"),
            &format!("FEV1 40..85 % predicted [setting: {said}]"),
        )]);
    }
    all_read(&[("FEV1 40-85% of predicted on a bronchodilator", "FEV1 40..85 % predicted having drug bronchodilator")]);
}
