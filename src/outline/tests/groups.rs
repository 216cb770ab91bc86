use super::{Section, render};

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

#[test]
fn a_colon_after_or_opens_nothing() {
    let text = "1. Either:\n\n    A. TIA, AND:\n\n    * ABCD2 score of ≥6, OR:\n    * Fibrillation OR:\n    * Atherosclerosis\n\n    B. Flutter, AND\n\n    * No drug, AND\n    * Stroke\n2. Asthma, and\n3. COPD or:";
    insta::assert_snapshot!(render(text, Some(Section::Inclusion)), @r"
    I [1.] Either:
    I   [A.] TIA, AND:
    I     [*] ABCD2 score of ≥6, OR:
    I     [*] Fibrillation OR:
    I     [*] Atherosclerosis
    I   [B.] Flutter, AND
    I     [*] No drug, AND
    I     [*] Stroke
    I [2.] Asthma, and
    I [3.] COPD or:
    ");
}

#[test]
fn a_less_indented_bullet_leaves_the_list_of_an_unmarked_line() {
    let text = "* Myeloma as defined below:\n\nMeasurable disease, any of:\n\n    * Serum\n    * Urine\n* ECOG 0-1\n* Cancer defined as\n\n    OR at least one of the following criteria:\n\n    * Stage\n\n    OR at least two of the following criteria:\n\n    * Grade\n* Consent";
    insta::assert_snapshot!(render(text, Some(Section::Inclusion)), @r"
    I [*] Myeloma as defined below:
    I   Measurable disease, any of:  (OpenColonGroup)
    I     [*] Serum
    I     [*] Urine
    I [*] ECOG 0-1
    I [*] Cancer defined as
    I   OR at least one of the following criteria:  (OpenColonGroup)
    I     [*] Stage
    I   OR at least two of the following criteria:  (OpenColonGroup)
    I     [*] Grade
    I [*] Consent
    ");
}
