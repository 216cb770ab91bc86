//! What stands beside a clause that no data decide: limits, ages, another alternative.

use super::all_read;

#[test]
fn a_limit_beside_an_ability_is_kept() {
    all_read(&[
        ("KPS of >= 70 % and the ability to use a spray", "all(KPS ≥ 70 %, «capability: the ability to use a spray»)"),
        (
            "Mini-Cog score of at least 3 and the ability to drive to visits",
            "all(Mini-Cog ≥ 3 {score}, «capability: the ability to drive to visits»)",
        ),
        // Near misses.
        ("Able to walk >= 10 m", "walking distance ≥ 10 m"),
        (
            "Able to comply with a dose of >= 10 mg of the drug",
            "«compliance: Able to comply with a dose of >= 10 mg of the drug» {≥ 10 mg}",
        ),
    ]);
}

#[test]
fn an_age_at_consent_is_an_age() {
    all_read(&[
        ("Age at time of signing consent: >=12 to <21 years", "age 12..< 21 a [at signing consent]"),
        ("Age at time of signing informed consent: 18 to 65 years", "age 18..65 a [at signing informed consent]"),
        ("Age at time of surgery 18-50 years", "age 18..50 a [at surgery]"),
        // Near miss.
        ("Age at screening: 18-50 years", "age 18..50 a"),
    ]);
}

#[test]
fn an_opinion_ends_before_another_alternative() {
    all_read(&[
        (
            "Arteriovenous fistula in the opinion of the investigator, or a tunnelled catheter",
            "any(condition arteriovenous fistula having «judgement: in the opinion of the investigator», condition tunnelled catheter)",
        ),
        // Near misses.
        (
            "Asthma in the opinion of the investigator, or the sponsor",
            "condition asthma having «judgement: in the opinion of the investigator, or the sponsor»",
        ),
        (
            "Disease which in the opinion of the investigator may interfere with the study, or make participation unsafe",
            "condition disease under study having «judgement: which in the opinion of the investigator may interfere with the study, or make participation unsafe»",
        ),
    ]);
}
