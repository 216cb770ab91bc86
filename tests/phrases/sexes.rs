//! A sex after a state, and states of which nobody has two.

use super::all_read;

#[test]
fn a_sex_after_a_state() {
    all_read(&[
        ("Anemic women", "all(sex female, condition anemia)"),
        ("HIV-negative women", "all(sex female, HIV infection negative)"),
        ("Overweight or obese men", "any(all(sex male, condition overweight), all(sex male, condition obesity))"),
        ("Osteoporosis in men", "all(sex male, condition osteoporosis)"),
        (
            "HIV-infected and HIV-uninfected women",
            "any(all(sex female, condition HIV infection), all(sex female, HIV infection negative))",
        ),
        ("Biological female", "sex female"),
        // Near misses.
        ("Pregnant or lactating women", "any(condition pregnancy, condition lactation)"),
        ("Hb < 10 in women", "if sex female: Hb < 10"),
        ("Negative pregnancy test in women", "pregnancy test negative"),
        ("Women with anemia", "all(sex female, condition anemia)"),
        ("Healthy, premenopausal females", "all(observation healthy volunteer, sex female, observation premenopausal)"),
    ]);
}

#[test]
fn the_healthy_and_the_ill() {
    all_read(&[
        ("Healthy and asthmatic subjects", "any(observation healthy volunteer, condition asthma)"),
        (
            "Healthy men and postmenopausal women",
            "any(all(sex male, observation healthy volunteer), observation postmenopausal)",
        ),
        // Near misses.
        ("Healthy and not asthmatic", "all(observation healthy volunteer, not(condition asthma))"),
    ]);
}

#[test]
fn infected_people_have_the_infection() {
    all_read(&[
        ("HIV-infected patients", "condition HIV infection"),
        ("Chronically HCV-infected adults", "condition chronic hepatitis C"),
        ("People living with HIV", "condition HIV infection"),
        // Near misses.
        ("HIV-uninfected", "HIV infection negative"),
    ]);
}
