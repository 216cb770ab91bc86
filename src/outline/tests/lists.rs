use super::render;

#[test]
fn a_list_inside_a_line() {
    insta::assert_snapshot!(render("- Any of: ① stroke; ② cancer.\n- Any of: 1) stroke, 2) cancer, 3) death\n- Any of: (a) stroke; (b) cancer", None), @r"
    ? [-] Any of:
    ?   [①] stroke;
    ?   [②] cancer.
    ? [-] Any of:
    ?   [1)] stroke,
    ?   [2)] cancer,
    ?   [3)] death
    ? [-] Any of:
    ?   [(a)] stroke;
    ?   [(b)] cancer
    ");
}

#[test]
fn lists_inside_lists() {
    insta::assert_snapshot!(render("9. Function:\na) Marrow: i. ANC < 1; ii. Hb < 6; b) Liver: ALT > 3; c) Kidney", None), @r"
    ? [9.] Function:
    ?   [a)] Marrow:
    ?     [i.] ANC < 1;
    ?     [ii.] Hb < 6;
    ?   [b)] Liver: ALT > 3;
    ?   [c)] Kidney
    ");
}

#[test]
fn numbering_inside_a_line() {
    insta::assert_snapshot!(render("1. Age. 2. HDRS ≥ 12. 3. Daily access\n4. Consent", None), @r"
    ? [1.] Age.
    ? [2.] HDRS ≥ 12.
    ? [3.] Daily access
    ? [4.] Consent
    ");
}

#[test]
fn numbering_without_punctuation() {
    insta::assert_snapshot!(render("1. High risk such as A. Shock B. Infarction C. Restenosis 2. Planned surgery 3. Bleeding", None), @r"
    ? [1.] High risk such as
    ?   [A.] Shock
    ?   [B.] Infarction
    ?   [C.] Restenosis
    ? [2.] Planned surgery
    ? [3.] Bleeding
    ");
}

#[test]
fn decoys_are_no_lists() {
    insta::assert_snapshot!(render("- Contact of a participant in Category 1 and/or 3. Or 2.\n- NYHA class I. or II.\n- vitamin B12. e.g. 1.5 mg, i.e. much (a) and so\n- confirmed by 1) injection, followed by 2) block\n- grade 1. 2. 3", None), @r"
    ? [-] Contact of a participant in Category 1 and/or 3. Or 2.
    ? [-] NYHA class I. or II.
    ? [-] vitamin B12. e.g. 1.5 mg, i.e. much (a) and so
    ? [-] confirmed by 1) injection, followed by 2) block
    ? [-] grade 1. 2. 3
    ");
}

#[test]
fn a_single_element_is_no_list() {
    insta::assert_snapshot!(render("- Patients with 1) cancer only\n- Diagnosis (a) of asthma", None), @r"
    ? [-] Patients with 1) cancer only
    ? [-] Diagnosis (a) of asthma
    ");
}

#[test]
fn bullets_inside_a_line() {
    insta::assert_snapshot!(render("Inclusion Criteria: • Age > 18 • Consent\nOne of: • Stroke • Cancer", None), @r"
    I # Inclusion Criteria:
    I [•] Age > 18
    I [•] Consent
    I One of:
    I   [•] Stroke
    I   [•] Cancer
    ");
}

#[test]
fn asterisks_inside_a_line() {
    let text = "Inclusion Criteria: * Age > 18 * ≥ 2 relapses * Consent\nPlatelets 100 * 109/L\nPSA * or PAP *";
    insta::assert_snapshot!(render(text, None), @r"
    I # Inclusion Criteria:
    I [*] Age > 18
    I [*] ≥ 2 relapses
    I [*] Consent
    I Platelets 100 * 109/L
    I PSA * or PAP *
    ");
}

#[test]
fn sections_inside_a_line() {
    insta::assert_snapshot!(render("Inclusion Criteria: 1. Age > 18. 2. Consent. Exclusion Criteria: 1. Cancer. 2. Stroke.", None), @r"
    I # Inclusion Criteria:
    I [1.] Age > 18.
    I [2.] Consent.
    E # Exclusion Criteria:
    E [1.] Cancer.
    E [2.] Stroke.
    ");
}

#[test]
fn indented_lists() {
    insta::assert_snapshot!(render("-  Women with:\n     -  pain\n     -  bleeding\n-  Consent\n 10. Last", None), @r"
    ? [-] Women with:
    ?   [-] pain
    ?   [-] bleeding
    ? [-] Consent
    ? [10.] Last
    ");
}

#[test]
fn an_indent_that_means_nothing() {
    insta::assert_snapshot!(render("Exclusion Criteria:\n-  Emergency surgery\n     -  Endoscopic procedures\n     -  Refusal", None), @r"
    E # Exclusion Criteria:
    E [-] Emergency surgery
    E [-] Endoscopic procedures  (MeaninglessIndent)
    E [-] Refusal  (MeaninglessIndent)
    ");
}

#[test]
fn an_indent_that_repeats_means_something() {
    insta::assert_snapshot!(render("-  Smokers\n     -  daily\n     -  for years\n-  Never-users\n     -  none\n     -  never", None), @r"
    ? [-] Smokers
    ?   [-] daily
    ?   [-] for years
    ? [-] Never-users
    ?   [-] none
    ?   [-] never
    ");
}

#[test]
fn a_section_without_criteria_says_so() {
    insta::assert_snapshot!(render("Exclusion Criteria:\n- None.\n- No exclusion criteria\n- No asthma", None), @r"
    E # Exclusion Criteria:
    E ~ [-] None.
    E ~ [-] No exclusion criteria
    E [-] No asthma
    ");
}

#[test]
fn a_number_after_a_bullet_is_a_label() {
    insta::assert_snapshot!(render("- 1. Asthma\n- 5. Stroke\n- 3. 5 mg", None), @r"
    ? [- 1.] Asthma
    ? [- 5.] Stroke
    ? [-] 3. 5 mg
    ");
}

#[test]
fn a_number_after_a_bullet_that_goes_on_is_a_label() {
    insta::assert_snapshot!(render("- 1. asthma\n- 2. stroke\n- 4. 5 mg", None), @r"
    ? [- 1.] asthma
    ? [- 2.] stroke
    ? [-] 4. 5 mg
    ");
}

#[test]
fn numbering_that_resumes() {
    insta::assert_snapshot!(render("3. Catheter results that are:\n1. Pressure ≥ 25 and\n2. Wedge ≤ 15 and\n3. Resistance ≥ 300\n4. WHO class II\n5. Stable", None), @r"
    ? [3.] Catheter results that are:
    ?   [1.] Pressure ≥ 25 and
    ?   [2.] Wedge ≤ 15 and
    ?   [3.] Resistance ≥ 300
    ? [4.] WHO class II
    ? [5.] Stable
    ");
}

#[test]
fn fields_of_a_registry_on_one_line() {
    insta::assert_snapshot!(render("Minimum Age: 18 Years Maximum Age: 65 Years\n- Minimum age of donors: see Maximum Age: below", None), @r"
    ? Minimum Age: 18 Years
    ? Maximum Age: 65 Years  (RunOn)
    ? [-] Minimum age of donors: see Maximum Age: below
    ");
}

#[test]
fn that_there_are_more_criteria_is_no_criterion() {
    insta::assert_snapshot!(render("Exclusion Criteria:\n- Other exclusion criteria apply.\n- Additional protocol-defined criteria may apply\n- Other criteria for transplant apply", None), @r"
    E # Exclusion Criteria:
    E ~ [-] Other exclusion criteria apply.
    E ~ [-] Additional protocol-defined criteria may apply
    E [-] Other criteria for transplant apply
    ");
}
