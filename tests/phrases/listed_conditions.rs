//! Conditions that list several things before their comma.

use super::all_read;

#[test]
fn a_condition_ends_behind_the_last_thing_that_it_lists() {
    all_read(&[
        (
            "If a patient has asthma, COPD or emphysema, FEV1 must be ≥ 50%",
            "if any(condition asthma, condition COPD, condition emphysema): FEV1 ≥ 50 %",
        ),
        (
            "In case of cirrhosis, ascites or varices, INR must be < 1.5",
            "if any(condition cirrhosis, condition ascites, condition varices): INR < 1.5",
        ),
        // Near misses: of another kind, and what is demanded.
        (
            "If diabetic, metformin or insulin, at a stable dose, is allowed",
            "if condition diabetes mellitus: all(any(drug metformin, drug insulin), drug stable insulin)",
        ),
        ("If male, INR must be < 1.5, and platelets > 100 x 10^9/L", "if sex male: all(INR < 1.5, PLT > 100 ×10⁹/L)"),
    ]);
}

#[test]
fn what_is_said_of_a_listed_drug_is_said_of_each() {
    all_read(&[
        (
            "If on statins, fibrates or niacin, the dose must be stable for 4 weeks",
            "all(if drug statin: drug statin [stable 4 wk], if drug fibrate: drug fibrate [stable 4 wk], if drug niacin: drug niacin \
             [stable 4 wk])",
        ),
        (
            "If AZA or MTX has been discontinued, it must have been stopped for at least 4 weeks",
            "all(if drug azathioprine [outcome: discontinued]: drug azathioprine [outcome: discontinued] [for ≥ 4 wk], if drug \
             methotrexate [outcome: discontinued]: drug methotrexate [outcome: discontinued] [for ≥ 4 wk])",
        ),
        // Near miss: of another thing.
        ("If on statins or fibrates, ALT must be < 3 x ULN", "if any(drug statin, drug fibrate): ALT < 3 ×ULN"),
    ]);
}
