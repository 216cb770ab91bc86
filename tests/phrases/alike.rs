//! A comparator, a time or an anchor that is said once.

use super::all_read;

#[test]
fn an_amount_after_another_has_its_comparator() {
    all_read(&[
        (
            "No more than 1 cup of coffee or 300 mg of caffeine per day",
            "any(caffeine use ≤ 1 cup_us, drug caffeine [dose ≤ 300 mg/d])",
        ),
        (
            "No more than 2 drinks per day or 14 drinks per week",
            "any(alcohol use ≤ 2 {drinks}/d, alcohol use ≤ 14 {drinks}/wk)",
        ),
        (
            "Taking > 10 mg prednisone or 5 mg dexamethasone",
            "any(drug prednisone [dose > 10 mg], drug dexamethasone [dose > 5 mg])",
        ),
        (
            "More than 2 drinks a day and caffeine 300 mg",
            "all(alcohol use > 2 {drinks}/d, drug caffeine [dose = 300 mg])",
        ),
    ]);
}

#[test]
fn half_lives_after_a_length_have_its_comparator() {
    all_read(&[
        (
            "Prior use of biologics for at least 60 days or 5 times the half-life",
            "any(drug history of biologic [for ≥ 60 d], drug history of biologic [≥ 5 half-lives ago])",
        ),
        // Near miss.
        (
            "Any investigational drug within 30 days or 5 half-lives before screening",
            "any(drug investigational drug [within 30 d before screening], drug investigational drug [within 5 half-lives before screening])",
        ),
    ]);
}

#[test]
fn what_an_amount_is_counted_over_stands_after_what_it_is_of() {
    all_read(&[
        ("Taking 300 mg of caffeine/day", "drug caffeine [dose = 300 mg/d]"),
        ("Vitamin D > 10 µg (400 IU)/day", "drug vitamin D [dose > 10 ug/d (also > 400 IU/d)]"),
        ("Receiving > 20 mg of prednisone daily", "drug current prednisone [dose > 20 mg/d]"),
    ]);
}
