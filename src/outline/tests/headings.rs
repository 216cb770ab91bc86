use super::render;

#[test]
fn headings_with_typos() {
    insta::assert_snapshot!(render("Incusion Criteria:\n- Age\nExcusion Criteria:\n- Cancer", None), @r"
    I # Incusion Criteria:
    I [-] Age
    E # Excusion Criteria:
    E [-] Cancer
    ");
}

#[test]
fn headings_with_modifiers() {
    insta::assert_snapshot!(render("Key Inclusion Criteria:\n- Age\nMain exclusion criteria\n- Cancer\nExclusion Criteria for Caregivers:\n- Minor", None), @r"
    I # Key Inclusion Criteria:
    I [-] Age
    E # Main exclusion criteria
    E [-] Cancer
    E # Exclusion Criteria for Caregivers:
    E [-] Minor
    ");
}

#[test]
fn a_criterion_about_criteria_is_no_heading() {
    insta::assert_snapshot!(render("Exclusion Criteria:\n- Doesn't meet all the inclusion criteria\n- Lack of compliance with any inclusion criteria:\n- Meets inclusion criteria", None), @r"
    E # Exclusion Criteria:
    E [-] Doesn't meet all the inclusion criteria
    E [-] Lack of compliance with any inclusion criteria:
    E   [-] Meets inclusion criteria  (ColonGroup)
    ");
}

#[test]
fn a_title_is_in_no_path() {
    insta::assert_snapshot!(render("Eligibility Criteria:\nInclusion Criteria:\n- Age", None), @r"
    ? # Eligibility Criteria:
    I # Inclusion Criteria:
    I [-] Age
    ");
}

#[test]
fn criterion_on_the_headings_line() {
    insta::assert_snapshot!(render("Inclusion Criteria: Age > 18\nExclusion Criteria: includes any of the following:\n- Cancer\n- Stroke", None), @r"
    I # Inclusion Criteria:
    I Age > 18
    E # Exclusion Criteria:
    E includes any of the following:
    E   [-] Cancer
    E   [-] Stroke
    ");
}

#[test]
fn sections_by_wording() {
    insta::assert_snapshot!(render("Each of the following criteria must be fulfilled for a subject to be eligible:\n- Age\nNone of the following criteria must be fulfilled for a subject to be eligible:\n- Cancer\nPatients will be excluded intra-operatively if:\n- Bleeding", None), @r"
    I # Each of the following criteria must be f…a subject to be eligible:
    I [-] Age
    E # None of the following criteria must be f…a subject to be eligible:
    E [-] Cancer
    E # Patients will be excluded intra-operatively if:
    E [-] Bleeding
    ");
}

#[test]
fn a_bullet_by_wording_is_no_heading() {
    insta::assert_snapshot!(render("Exclusion Criteria:\n- Patients will not be included if any of the following:\n     1. Pregnant\n     2. Minor", None), @r"
    E # Exclusion Criteria:
    E [-] Patients will not be included if any of the following:
    E   [1.] Pregnant
    E   [2.] Minor
    ");
}

#[test]
fn populations() {
    insta::assert_snapshot!(render("Inclusion Criteria:\nFor healthy volunteers:\n- Age\nCohort A:\n- Cancer\nSecond group : healthy controls\n- No cancer\nExclusion Criteria:\n- Minor", None), @r"
    I # Inclusion Criteria:
    I # For healthy volunteers:
    I [-] Age  @ For healthy volunteers:
    I # Cohort A:
    I [-] Cancer  @ Cohort A:
    I # Second group : healthy controls
    I [-] No cancer  @ Second group : healthy controls
    E # Exclusion Criteria:
    E [-] Minor
    ");
}

#[test]
fn a_population_above_its_sections() {
    insta::assert_snapshot!(render("Part 1\nInclusion Criteria:\n- Age\nExclusion Criteria:\n- Cancer\nPart 2\nInclusion Criteria:\n- Stroke", None), @r"
    ? # Part 1
    I # Inclusion Criteria:
    I [-] Age  @ Inclusion Criteria:
    E # Exclusion Criteria:
    E [-] Cancer  @ Exclusion Criteria:
    E # Part 2
    I # Inclusion Criteria:
    I [-] Stroke  @ Inclusion Criteria:
    ");
}

#[test]
fn a_cohort_with_its_criterion_is_an_item() {
    insta::assert_snapshot!(render("Cohort 1: Recurrent medulloblastoma after standard treatment\nCohort 2: Newly diagnosed glioma", None), @r"
    ? Cohort 1: Recurrent medulloblastoma after standard treatment
    ? Cohort 2: Newly diagnosed glioma
    ");
}

#[test]
fn healthy_volunteers_without_a_list_is_a_criterion() {
    insta::assert_snapshot!(render("Healthy volunteers\nAge 18-65", None), @r"
    ? Healthy volunteers
    ? Age 18-65
    ");
}

#[test]
fn topics() {
    insta::assert_snapshot!(render("DISEASE CHARACTERISTICS:\n\n- Breast cancer\n\nPATIENT CHARACTERISTICS:\n\n- Age 18 and over\n\nPRIOR CONCURRENT THERAPY:\n\n- Not specified", None), @r"
    ? # DISEASE CHARACTERISTICS:
    ? [-] Breast cancer
    ? # PATIENT CHARACTERISTICS:
    ? [-] Age 18 and over
    ? # PRIOR CONCURRENT THERAPY:
    ? ~ [-] Not specified
    ");
}

#[test]
fn a_remark_after_the_name_belongs_to_it() {
    let text = "Inclusion Criteria (child)\n- Age\nExclusion Criteria - all cohorts\n- Cancer";
    let expected = "I # Inclusion Criteria (child)\nI [-] Age\nE # Exclusion Criteria - all cohorts\nE [-] Cancer";
    assert_eq!(render(text, None), expected);
    let plain = render("Inclusion criteria are met (child)\n- Age", None);
    assert!(!plain.contains('#'), "{plain}");
}

#[test]
fn a_heading_inside_a_line_may_follow_any_white_space() {
    for space in [" ", "\u{a0}", "\u{3000}"] {
        let text = format!("Age 18.{space}Exclusion{space}criteria: cancer");
        assert!(render(&text, None).contains("E # Exclusion"), "{text:?}");
        let plain = format!("Inclus{space}\u{a0}criteria: cancer");
        assert!(!render(&plain, None).contains("E #"), "{plain:?}");
    }
}

#[test]
fn a_topic_of_one_word_stands_before_a_list() {
    let text = "Inclusion Criteria:\n\nGeneral\n\n* Consent\n\nSex and Contraceptive/Barrier Requirements\n\n* Female\n\nSurgery\n\n* Elective\n";
    insta::assert_snapshot!(render(text, None), @r"
    I # Inclusion Criteria:
    I # General
    I [*] Consent  @ General
    I # Sex and Contraceptive/Barrier Requirements
    I [*] Female  @ Sex and Contraceptive/Barrier Requirements
    I Surgery  @ Sex and Contraceptive/Barrier Requirements
    I [*] Elective  @ Sex and Contraceptive/Barrier Requirements
    ");
}

#[test]
fn a_cohort_is_named_without_a_colon() {
    let text = "Inclusion Criteria:\n\nHR-HSPC cohort\n\n* Prostatectomy\n\nRecurrent or metastatic disease group:\n\n* Metastases\n\nAge group\n\n* 18-65\n\nrandomised to the placebo group\n\n* Asthma\n";
    insta::assert_snapshot!(render(text, None), @r"
    I # Inclusion Criteria:
    I # HR-HSPC cohort
    I [*] Prostatectomy  @ HR-HSPC cohort
    I # Recurrent or metastatic disease group:
    I [*] Metastases  @ Recurrent or metastatic disease group:
    I Age group  @ Recurrent or metastatic disease group:
    I [*] 18-65  @ Recurrent or metastatic disease group:
    I randomised to the placebo group  @ Recurrent or metastatic disease group:
    I [*] Asthma  @ Recurrent or metastatic disease group:
    ");
}

#[test]
fn people_after_an_exclusion_begin_anew_where_another_follows() {
    let group = "Group 1\n\nInclusion Criteria:\n\n* Psoriasis\n\nExclusion Criteria:\n\n* Stroke\n\n";
    let text = format!("{group}Group 2\n\n* Eczema\n\nExclusion Criteria:\n\n* Angina\n");
    let rendered = render(&text, None);
    assert!(rendered.contains("I [*] Eczema"), "{rendered}");
    // Near miss: nothing after it that excludes.
    let rendered = render(&format!("{group}Group 2\n\n* Eczema\n"), None);
    assert!(rendered.contains("E [*] Eczema"), "{rendered}");
}

#[test]
fn a_sentence_that_opens_its_section() {
    let text = "Inclusion Criteria:\n\nPatients will be eligible if all the following are true.\n\n* Age\n\nPatients who are eligible for surgery.\n\nPatients will be included if any of the following apply:\n\n* Asthma\n* COPD\n";
    insta::assert_snapshot!(render(text, None), @r"
    I # Inclusion Criteria:
    I # Patients will be eligible if all the following are true.
    I [*] Age
    I Patients who are eligible for surgery.
    I Patients will be included if any of the following apply:
    I   [*] Asthma
    I   [*] COPD
    ");
}

#[test]
fn questions_and_bold_lines_head_sections() {
    insta::assert_snapshot!(render("Who can take part?\n- Age\nWho can't join?\n- Cancer\n- Who cannot walk", None), @r"
    I # Who can take part?
    I [-] Age
    E # Who can't join?
    E [-] Cancer
    E [-] Who cannot walk
    ");
    insta::assert_snapshot!(render("Inclusion Criteria\n**Disease**\n* Asthma\n**Age > 18**\n* COPD", None), @r"
    I # Inclusion Criteria
    I # **Disease**
    I [*] Asthma  @ **Disease**
    I **Age > 18**  @ **Disease**
    I [*] COPD  @ **Disease**
    ");
    insta::assert_snapshot!(render("Eligible:\nAsthma\nIneligible:\nCancer\nTransplant ineligible", None), @r"
    I # Eligible:
    I Asthma
    E # Ineligible:
    E Cancer
    E Transplant ineligible
    ");
}

#[test]
fn what_excludes_and_is_not_met_leaves_a_section_one_of_inclusion() {
    let text = "Inclusion Criteria:\n\nPatients who meet all of the following inclusion criteria and no exclusion criteria will be included in the study:\n\n* Age\n\nPatients will be eligible if they meet none of the following exclusion criteria:\n\n* Asthma\n";
    let rendered = render(text, None);
    assert!(rendered.contains("I [*] Age") && rendered.contains("E [*] Asthma"), "{rendered}");
    let text = "Subjects meeting all inclusion criteria and none of the exclusion criteria will be enrolled:\n\n* Age\n\nSubjects must meet all inclusion criteria and none of the following exclusion criteria:\n\n* Asthma\n";
    let rendered = render(text, None);
    assert!(rendered.contains("I [*] Age") && rendered.contains("E [*] Asthma"), "{rendered}");
}

#[test]
fn sections_of_everybody_and_of_some_people() {
    let text = "1. Inclusion criteria for adults include:\n   1. Age\n2. For all subjects exclusion criteria include:\n   1. Asthma\n\nIndividual child inclusion:\n\n* Age\n\nIndividual child exclusion:\n\n* COPD\n* All exclusion criteria must be absent:\n";
    let rendered = render(text, None);
    assert!(rendered.contains("E # [2.] For all subjects exclusion criteria include:"), "{rendered}");
    assert!(rendered.contains("E [1.] Asthma"), "{rendered}");
    assert!(
        rendered.contains("I [*] Age  @ Individual child inclusion:") || rendered.contains("I [*] Age"),
        "{rendered}"
    );
    assert!(rendered.contains("E [*] COPD"), "{rendered}");
    assert!(rendered.contains("E [*] All exclusion criteria must be absent:"), "{rendered}");
}
