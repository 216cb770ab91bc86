use super::render;

#[test]
fn a_leading_number_is_no_marker() {
    insta::assert_snapshot!(render("Inclusion Criteria:\n* 18 to 70 years old\n18 years or older\n50.000/mmc platelets\n12-lead ECG\n1.5 x ULN or less", None), @r"
    I # Inclusion Criteria:
    I [*] 18 to 70 years old
    I 18 years or older
    I 50.000/mmc platelets
    I 12-lead ECG
    I 1.5 x ULN or less
    ");
}

#[test]
fn numbers_of_all_styles() {
    insta::assert_snapshot!(render("1. One\n2) Two\n(3) Three\n4- Four\n5.Five", None), @r"
    ? [1.] One
    ? [2)] Two
    ? [(3)] Three
    ? [4-] Four
    ? [5.] Five
    ");
}

#[test]
fn dotted_numbers() {
    insta::assert_snapshot!(render("1. Organ function:\n1.1. ANC > 1\n1.2. Hb > 8\n2. Consent", None), @r"
    ? [1.] Organ function:
    ?   [1.1.] ANC > 1
    ?   [1.2.] Hb > 8
    ? [2.] Consent
    ");
}

#[test]
fn bullets_of_all_kinds() {
    insta::assert_snapshot!(render("• One\n· Two\n● Three\n– Four\n▪ Five\n\\- Six\n\\* Seven\n-Eight", None), @r"
    ? [•] One
    ? [·] Two
    ? [●] Three
    ? [–] Four
    ? [▪] Five
    ? [\-] Six
    ? [\*] Seven
    ? [-] Eight
    ");
}

#[test]
fn two_markers_are_one_label() {
    insta::assert_snapshot!(render("-  • Known allergy\n-  ➢ Age < 7\n- 1. First", None), @r"
    ? [-  •] Known allergy
    ? [-  ➢] Age < 7
    ? [- 1.] First
    ");
}

#[test]
fn initials_are_no_letters() {
    insta::assert_snapshot!(render("E. coli infection\nS. aureus bacteraemia\nH. pylori infection", None), @r"
    ? E. coli infection
    ? S. aureus bacteraemia
    ? H. pylori infection
    ");
}

#[test]
fn capital_letters_in_sequence() {
    insta::assert_snapshot!(render("A. Adults\nB. Consent\nC. Healthy", None), @r"
    ? [A.] Adults
    ? [B.] Consent
    ? [C.] Healthy
    ");
}

#[test]
fn roman_or_letter() {
    insta::assert_snapshot!(render("i. one\nii. two\niii. three\niv. four\nv. five", None), @r"
    ? [i.] one
    ? [ii.] two
    ? [iii.] three
    ? [iv.] four
    ? [v.] five
    ");
}

#[test]
fn i_after_h() {
    insta::assert_snapshot!(render("g) seven\nh) eight\ni) nine\nj) ten", None), @r"
    ? [g)] seven
    ? [h)] eight
    ? [i)] nine
    ? [j)] ten
    ");
}

#[test]
fn a_number_of_two_parts_beside_the_next_one_is_a_marker() {
    insta::assert_snapshot!(render("2.1 At least 18 years old\n2.2 Hemoglobin above 9\n\n1.5 ULN or less\n3.4 Gy", None), @r"
    ? [2.1] At least 18 years old
    ? [2.2] Hemoglobin above 9
    ? 1.5 ULN or less
    ? 3.4 Gy
    ");
}

#[test]
fn numbers_with_nothing_after_them() {
    insta::assert_snapshot!(render("1 Inclusion\n1 Asthma\n2 Age over 18\n3 Consent\n2 Exclusion\n1 Cancer\n2 weeks of fever", None), @r"
    I # 1 Inclusion
    I [1] Asthma
    I [2] Age over 18
    I [3] Consent
    E # 2 Exclusion
    E 1 Cancer
    E 2 weeks of fever
    ");
    insta::assert_snapshot!(render("Asthma\n2 Patients of a family\n2 DM", None), @r"
    ? Asthma
    ? 2 Patients of a family
    ? 2 DM
    ");
}
