//! Short words in capitals among the items of a list, and signs of ions.

use super::{all_excluded, all_read};

#[test]
fn a_word_of_structure_in_capitals_that_is_an_item_is_a_name() {
    all_excluded(&[
        ("Ascites, HE", "any(condition ascites, condition hepatic encephalopathy)"),
        ("History of HE or ascites", "any(condition history of hepatic encephalopathy, condition history of ascites)"),
        ("Prior SP or mefloquine", "any(drug history of sulfadoxine/pyrimethamine, drug history of mefloquine)"),
        ("AML or ALL", "any(condition acute myeloid leukemia, condition acute lymphoblastic leukemia)"),
        ("Ascites, IE", "any(condition ascites, condition IE)"),
        // Near misses.
        ("SP CABG", "procedure CABG"),
        ("Ascites, OR stroke", "any(condition ascites, condition stroke)"),
        ("Asthma, as he has it", "condition asthma"),
    ]);
}

#[test]
fn an_ion_with_its_sign_is_one_name() {
    all_excluded(&[("Serum K+ > 5.5 mEq/L or Na+ < 130 mEq/L", "any(potassium > 5.5 meq/L, sodium < 130 meq/L)")]);
    all_read(&[("Serum Na+ 135-145 mmol/L", "sodium 135..145 mmol/L")]);
}
