//! Tests of two viruses in one pair of brackets.

use super::all_read;

#[test]
fn each_test_is_of_its_own_virus() {
    all_read(&[
        (
            "HBV/HCV infection (HBsAg+, HBV DNA > 2000 IU/mL; HCV RNA > 1000 IU/mL)",
            "any(condition hepatitis B having all(HBsAg positive, HBV DNA > 2000 IU/mL), condition hepatitis C having (HCV RNA > 1000 IU/mL))",
        ),
        (
            "Hepatitis B or C (HBV DNA ≥ 2000 IU/mL, HCV RNA ≥ 1000 IU/mL)",
            "any(condition hepatitis B having (HBV DNA ≥ 2000 IU/mL), condition hepatitis C having (HCV RNA ≥ 1000 IU/mL))",
        ),
        // Near misses.
        (
            "HBV (HBV DNA > 2000 IU/mL) or HCV (HCV RNA > 1000 IU/mL)",
            "any(condition hepatitis B having (HBV DNA > 2000 IU/mL), condition hepatitis C having (HCV RNA > 1000 IU/mL))",
        ),
        (
            "HBV or HCV (HCV RNA > 1000 IU/mL)",
            "any(condition hepatitis B, condition hepatitis C having (HCV RNA > 1000 IU/mL))",
        ),
    ]);
}
