use super::render;

#[test]
fn wrapped_lines() {
    insta::assert_snapshot!(render("Inclusion Criteria:\n\n  -  Patients with a history of\n     Stroke or\n     cancer\n  -  Age\n\nExclusion Criteria:\n\n  1. Prior therapy with\n     any drug", None), @r"
    I # Inclusion Criteria:
    I [-] Patients with a history of↵     Stroke or↵     cancer
    I [-] Age
    E # Exclusion Criteria:
    E [1.] Prior therapy with↵     any drug
    ");
}

#[test]
fn small_letters_go_on_under_headings() {
    insta::assert_snapshot!(render("Inclusion Criteria:\nPatients who are diagnosed with ulcerative colitis\nin remission\nAge > 18", None), @r"
    I # Inclusion Criteria:
    I Patients who are diagnosed with ulcerative colitis↵in remission
    I Age > 18
    ");
}

#[test]
fn small_letters_are_new_items_in_a_bare_list() {
    insta::assert_snapshot!(render("Stented lesion and bypass graft lesion in men\npregnant females\ninsufficient contraception", None), @r"
    ? Stented lesion and bypass graft lesion in men
    ? pregnant females
    ? insufficient contraception
    ");
}

#[test]
fn unmarked_lines_in_a_list() {
    insta::assert_snapshot!(render("Inclusion Criteria:\nSubject age 18 - 85 years;\n- Pain\n- Consent\nExclusion Criteria:\nNursing home residents with two of:\n- Age\n- Stroke", None), @r"
    I # Inclusion Criteria:
    I Subject age 18 - 85 years;
    I [-] Pain
    I [-] Consent
    E # Exclusion Criteria:
    E Nursing home residents with two of:
    E   [-] Age
    E   [-] Stroke
    ");
}

#[test]
fn sentences_in_one_line() {
    insta::assert_snapshot!(render("Women with two miscarriages before the week. Patients diagnosed with loss. Signed consent form.", None), @r"
    ? Women with two miscarriages before the week.
    ? Patients diagnosed with loss.  (RunOn)
    ? Signed consent form.  (RunOn)
    ");
}

#[test]
fn sentences_that_lean_on_each_other_stay() {
    insta::assert_snapshot!(render("Women with two miscarriages before the week. This includes any loss. Signed consent form.", None), @"? Women with two miscarriages before the w…oss. Signed consent form.");
}

#[test]
fn crlf_and_blank_lines() {
    insta::assert_snapshot!(render("Inclusion Criteria:\r\n\r\n\r\n* Age\r\n   \r\n* Consent\r\n", None), @r"
    I # Inclusion Criteria:
    I [*] Age
    I [*] Consent
    ");
}

#[test]
fn lone_markers_and_rules_are_notes() {
    insta::assert_snapshot!(render("Exclusion Criteria:\n-\n-----\n- Cancer\nNote: others may apply", None), @r"
    E # Exclusion Criteria:
    E ~ [-] ↵-----
    E [-] Cancer
    E ~ Note: others may apply
    ");
}

#[test]
fn chinese() {
    insta::assert_snapshot!(render("入选标准：\n1、年龄18岁\n2、签署同意书", None), @r"
    I # 入选标准：
    I [1、] 年龄18岁
    I [2、] 签署同意书
    ");
}

#[test]
fn empty() {
    insta::assert_snapshot!(render(" \n\t\n", None), @"");
}
