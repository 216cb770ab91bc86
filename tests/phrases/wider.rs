//! A wider limit for some people, after the condition that tells who they are.

use super::all_read;

#[test]
fn the_limit_of_those_follows_their_condition() {
    all_read(&[
        (
            "ALT ≤ 2.5 × ULN, if liver metastases, ALT ≤ 5 × ULN",
            "any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))",
        ),
        (
            "ALT ≤ 2.5 × ULN, if liver metastases, ≤ 5 × ULN",
            "any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))",
        ),
        (
            "AST, ALT ≤ 2.5 × ULN, in case of liver metastases ≤ 5 × ULN",
            "all(any(AST ≤ 2.5 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN)), any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN)))",
        ),
        (
            "ALT ≤ 2.5 × ULN, for patients with liver metastases ≤ 5 × ULN",
            "any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))",
        ),
        // Near misses.
        ("ALT ≤ 3 × ULN, if bilirubin < 2 × ULN", "if total bilirubin < 2 ×ULN: ALT ≤ 3 ×ULN"),
    ]);
}
