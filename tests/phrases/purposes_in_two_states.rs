//! What a treatment was given for, where one disease is named in two states.

use super::all_read;

#[test]
fn a_slash_between_two_states_of_a_disease_is_an_or() {
    all_read(&[
        (
            "not have received any systemic therapy for advanced/metastatic disease",
            "not(drug history of systemic medication having any(condition advanced disease under study, condition metastasis))",
        ),
        (
            "1-2 prior lines of systemic therapy for recurrent/metastatic cancer",
            "drug systemic medication [count 1..2 {line}] having any(condition recurrent malignancy, condition metastasis)",
        ),
        (
            "Prior systemic therapy for advanced/metastatic breast cancer",
            "drug history of systemic medication having any(condition advanced breast cancer, condition metastatic breast cancer)",
        ),
        (
            "Prior systemic therapy for advanced or metastatic breast cancer",
            "drug history of systemic medication having any(condition advanced breast cancer, condition metastatic breast cancer)",
        ),
        ("Advanced/metastatic disease", "any(condition advanced disease under study, condition metastasis)"),
    ]);
}
