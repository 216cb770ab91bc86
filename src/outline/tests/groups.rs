use super::render;

#[test]
fn numbering_inside_that_goes_further() {
    insta::assert_snapshot!(render("1. Age\n2. Any of:\n1. Stroke\n2. Cancer\n3. Asthma\n3. Consent\n4. Other", None), @r"
    ? [1.] Age
    ? [2.] Any of:
    ?   [1.] Stroke
    ?   [2.] Cancer
    ?   [3.] Asthma
    ? [3.] Consent
    ? [4.] Other
    ");
}

#[test]
fn a_flat_group_of_quantities() {
    insta::assert_snapshot!(render("* Adequate function:\n* ANC > 1.5\n* Hb > 9\n* No COVID-19\n* Able to swallow", None), @r"
    ? [*] Adequate function:
    ?   [*] ANC > 1.5  (ColonGroup)
    ?   [*] Hb > 9  (ColonGroup)
    ? [*] No COVID-19
    ? [*] Able to swallow
    ");
}

#[test]
fn a_flat_group_joined_by_or() {
    insta::assert_snapshot!(render("* One of the following:\n* Stroke, or\n* Cancer\n* Asthma", None), @r"
    ? [*] One of the following:
    ?   [*] Stroke, or  (ColonGroup)
    ?   [*] Cancer  (ColonGroup)
    ? [*] Asthma
    ");
}

#[test]
fn a_flat_group_in_small_letters() {
    insta::assert_snapshot!(render("* History of:\n* stroke\n* cancer\n* Asthma", None), @r"
    ? [*] History of:
    ?   [*] stroke  (ColonGroup)
    ?   [*] cancer  (ColonGroup)
    ? [*] Asthma
    ");
}

#[test]
fn a_flat_group_without_an_end() {
    insta::assert_snapshot!(render("Exclusion Criteria:\n* Any of:\n* Stroke\n* Cancer\n* Asthma", None), @r"
    E # Exclusion Criteria:
    E [*] Any of:
    E   [*] Stroke  (OpenColonGroup)
    E   [*] Cancer  (OpenColonGroup)
    E   [*] Asthma  (OpenColonGroup)
    ");
}

#[test]
fn a_flat_group_ends_at_consent() {
    insta::assert_snapshot!(render("* Any of:\n* Stroke\n* Cancer\n* Signed informed consent", None), @r"
    ? [*] Any of:
    ?   [*] Stroke  (ColonGroup)
    ?   [*] Cancer  (ColonGroup)
    ? [*] Signed informed consent
    ");
}

#[test]
fn a_header_without_items_stays_alone() {
    insta::assert_snapshot!(render("* Age:\nExclusion Criteria:\n* Cancer", None), @r"
    ? [*] Age:
    E # Exclusion Criteria:
    E [*] Cancer
    ");
}
