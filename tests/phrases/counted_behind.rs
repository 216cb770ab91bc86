//! Counts whose comparator stands behind what they count, and other words that say how many.

use super::all_read;

#[test]
fn a_comparator_may_stand_behind_what_is_counted() {
    all_read(&[
        ("4 stimulations or more", "condition stimulations [count ≥ 4]"),
        ("5 teeth or fewer", "condition teeth [count ≤ 5]"),
        ("two falls or more in the past year", "condition falls [count ≥ 2] [within past 1 a]"),
        ("3 asthma exacerbations or more", "condition asthma exacerbation [count ≥ 3]"),
        ("2 seizures or less per month", "condition seizure [count ≤ 2 /mo]"),
        ("10 cigarettes or more per day", "smoking ≥ 10 {cigarettes}/d"),
        // Near misses.
        ("3 seizures or more hospitalizations", "any(condition seizure [count = 3], procedure hospitalization)"),
        ("2 or more seizures", "condition seizure [count ≥ 2]"),
        ("BMI of 30 or more", "BMI ≥ 30"),
    ]);
}

#[test]
fn adverbs_compare_before_a_number() {
    all_read(&[
        ("minimally 3 seizures", "condition seizure [count ≥ 3]"),
        ("maximally 2 seizures", "condition seizure [count ≤ 2]"),
        // Near miss.
        ("minimally invasive surgery", "all(procedure invasive surgery, ‹minimally: in no part of the rule›)"),
    ]);
}

#[test]
fn members_of_so_many_are_counted() {
    all_read(&[
        ("2 of the 3 criteria: HF, COPD, asthma", "2-of(condition heart failure, condition COPD, condition asthma)"),
        ("ST elevation in 2 or more leads", "all(ST-segment elevation [count ≥ 2], ‹leads: in no part of the rule›)"),
        // Near miss.
        ("ST elevation ≥ 2 mm", "ST-segment elevation ≥ 2 mm"),
    ]);
}

#[test]
fn two_counts_of_one_thing_name_it_once() {
    all_read(&[
        (
            "fewer than 3 or more than 10 headaches per month",
            "any(condition headache [count < 3 /mo], condition headache [count > 10 /mo])",
        ),
        ("less than 3 or more than 8 doses of vaccine", "any(drug vaccine [count < 3], drug vaccine [count > 8])"),
        // Near miss.
        ("< 18 or > 65 years", "any(age < 18 a, age > 65 a)"),
    ]);
}
