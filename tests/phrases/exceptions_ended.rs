//! Where an exception ends that examples in brackets, or its own name again, close; and an exception said first.

use super::all_excluded;

#[test]
fn examples_behind_an_exception_are_of_what_is_left() {
    all_excluded(&[
        (
            "Inflammatory arthritis other than RA (e.g., gout) or other connective tissue disease",
            "any(condition inflammatory arthritis {examples: gout} other than condition rheumatoid arthritis, condition connective tissue disease)",
        ),
        (
            "History of or current arthritis other than psoriatic arthritis (for example gout or osteoarthritis) or any other autoimmune disease",
            "any(condition ever arthritis {examples: gout, osteoarthritis} other than condition psoriatic arthritis, condition ever autoimmune disease)",
        ),
        (
            "Psoriasis other than plaque psoriasis (e.g., guttate psoriasis) within 4 weeks before baseline",
            "condition psoriasis {examples: guttate psoriasis} [within 4 wk before baseline] other than condition plaque psoriasis",
        ),
        // Near misses: cases of what is excepted, and a further exception.
        (
            "Malignancy other than skin cancer (e.g., basal cell carcinoma) or carcinoma in situ of the cervix",
            "condition malignancy other than any(condition skin cancer {examples: basal cell carcinoma}, condition cervical carcinoma in situ)",
        ),
        (
            "Malignancy other than basal cell carcinoma or cervical carcinoma in situ",
            "condition malignancy other than any(condition basal cell carcinoma, condition cervical carcinoma in situ)",
        ),
    ]);
}

#[test]
fn what_names_the_excepted_again_is_no_exception() {
    all_excluded(&[
        (
            "Autoimmune disease other than RA, or vasculitis secondary to RA",
            "any(condition autoimmune disease other than condition rheumatoid arthritis, condition vasculitis due to condition rheumatoid arthritis)",
        ),
        (
            "Autoimmune disease other than RA, or vitiligo",
            "condition autoimmune disease other than any(condition rheumatoid arthritis, condition vitiligo)",
        ),
    ]);
}

#[test]
fn an_exception_may_be_said_first() {
    all_excluded(&[
        ("Other than asthma, any lung disease", "condition pulmonary disease other than condition asthma"),
        (
            "Except for metformin, use of any antidiabetic drug within 4 weeks before screening",
            "drug antidiabetic [within 4 wk before screening] other than drug metformin",
        ),
    ]);
}

#[test]
fn an_exception_in_the_middle_of_a_list_ends_at_another_organ() {
    all_excluded(&[
        (
            "Cardiac disease, liver disease other than hepatitis B, endocrine disorder, or diabetes",
            "any(condition cardiac disease, condition liver disease other than condition hepatitis B, condition endocrine disease, condition diabetes mellitus)",
        ),
        (
            "Renal disease, lung disease other than asthma, psychiatric disorder",
            "any(condition renal disease, condition pulmonary disease other than condition asthma, condition psychiatric disorder)",
        ),
        // Near miss: a kind that a table may lack.
        (
            "Asthma, autoimmune disease other than celiac disease, type 1 diabetes, or vitiligo",
            "any(condition asthma other than any(condition celiac disease, condition type 1 diabetes, condition vitiligo), condition autoimmune disease other than any(condition celiac disease, condition type 1 diabetes, condition vitiligo))",
        ),
    ]);
}
