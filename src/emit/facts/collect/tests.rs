#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;

use super::facts;
use crate::emit::fixture::*;
use crate::rule::*;

/// The text before the criterion under test.
const OFFSET: u32 = 1000;

/// The facts of these kinds, a line each: kind, words and place, subject, limits, what else there is.
fn table(trial: &Trial, kinds: &[&str]) -> String {
    let print = |fact: &super::Fact<'_>| {
        let end = |limit: Option<(Number, bool)>| {
            limit.map_or(String::new(), |(n, inclusive)| format!("{n}{}", if inclusive { "" } else { "!" }))
        };
        let mut line = format!(
            "{} {:?} {}-{} of {:?} @{:?} {}..{} {}",
            fact.kind,
            fact.text,
            fact.span.start,
            fact.span.end,
            fact.subject.unwrap_or("-"),
            fact.subject_span.map_or(0, |s| s.start),
            end(fact.low),
            end(fact.high),
            fact.unit.unwrap_or("-"),
        );
        if let Some(direction) = fact.direction {
            line += &format!(" {direction:?} {:?} @{}", fact.anchor, fact.anchor_span.map_or(0, |s| s.start));
        }
        if !fact.node.is_empty() {
            line += &format!(" {}", fact.node);
        }
        if fact.negated { line + " negated" } else { line }
    };
    let all = facts(trial);
    let wanted = all.iter().filter(|fact| kinds.contains(&fact.kind));
    wanted.map(print).collect::<Vec<_>>().join("\n")
}

fn of(words: &Words, rule: impl Into<Node>) -> Trial {
    trial(vec![criterion("I1", OFFSET, words.0, Some(rule.into()))])
}

fn with(mut leaf: Leaf, change: impl FnOnce(&mut Leaf)) -> Leaf {
    change(&mut leaf);
    leaf
}

#[test]
fn two_subjects_of_one_limit_are_two_facts_and_the_same_subject_is_one() {
    let words = Words("ALT and AST ≤ 2.5×ULN");
    let limit = || Some(words.value("≤ 2.5×ULN", le("2.5"), "×ULN", ""));
    let leaf =
        |name| Node::from(with(words.leaf(LeafKind::Measurement, "", name), |l| l.value = limit().map(Box::new)));
    assert_snapshot!(table(&of(&words, all(vec![leaf("ALT"), leaf("AST"), leaf("ALT")])), &["comparison"]), @r#"
    comparison "≤ 2.5×ULN" 1012-1021 of "ALT" @1000 ..2.5 ×ULN /of/0
    comparison "≤ 2.5×ULN" 1012-1021 of "AST" @1008 ..2.5 ×ULN /of/1
    "#);
}

#[test]
fn a_length_that_leaves_share_is_a_fact_of_each_and_one_of_what_it_names() {
    let words = Words("ANC and Hb and, within 7 days before leukapheresis, PLT");
    let time = || {
        let mut time = words.time(TimeKind::Window, "within 7 days", le("7"), "days", "d");
        time.direction = Some(Direction::Before);
        time.anchor = Some(Anchor::Point(words.mention("leukapheresis", "leukapheresis")));
        time
    };
    let leaf = |name| Node::from(with(words.leaf(LeafKind::Measurement, "", name), |l| l.time = vec![time()]));
    let unnamed = with(Leaf::new(LeafKind::Unparsed, Span::default()), |l| l.time = vec![time()]);
    let rule = all(vec![unnamed.into(), leaf("ANC"), leaf("Hb"), leaf("PLT"), leaf("ANC")]);
    assert_snapshot!(table(&of(&words, rule), &["window"]), @r#"
    window "within 7 days" 1016-1029 of "ANC" @1000 ..7 days Before Some("leukapheresis") @1037 /of/1
    window "within 7 days" 1016-1029 of "Hb" @1008 ..7 days Before Some("leukapheresis") @1037 /of/2
    window "within 7 days" 1016-1029 of "PLT" @1052 ..7 days Before Some("leukapheresis") @1037 /of/3
    "#);
    let dose = with(words.leaf(LeafKind::Drug, "", "PLT"), |l| {
        l.time = vec![Time { of: Some(words.mention("", "ANC")), ..time() }];
    });
    assert_snapshot!(table(&of(&words, dose), &["window"]), @r#"window "within 7 days" 1016-1029 of "ANC" @1000 ..7 days Before Some("leukapheresis") @1037"#);
}

#[test]
fn an_inherited_length_is_one_fact_without_the_leaf_as_its_subject() {
    let heading = Words("Within 6 months:");
    let words = Words("heart failure");
    let mut time = heading.time(TimeKind::Window, "Within 6 months", le("6"), "months", "mo");
    (time.span, time.inherited) = (NodeSpan::Elsewhere { criterion: "E1".into(), span: time.span.span() }, true);
    let leaf = with(words.leaf(LeafKind::Condition, "", "heart failure"), |l| l.time = vec![time]);
    let mut trial = trial(vec![criterion("E1", 500, heading.0, None)]);
    trial.criteria[0].criteria = vec![
        criterion("E1.1", 600, words.0, Some(leaf.clone().into())),
        criterion("E1.2", 700, words.0, Some(leaf.into())),
    ];
    assert_snapshot!(table(&trial, &["window", "condition"]), @r#"
    condition "heart failure" 600-613 of "-" @0 .. -
    window "Within 6 months" 500-515 of "-" @0 ..6 months
    condition "heart failure" 700-713 of "-" @0 .. -
    "#);
}

#[test]
fn the_longer_of_two_lengths_is_two_facts_with_the_anchor_of_both() {
    let words = Words("rituximab within 4 weeks or 3 half-lives before screening");
    let mut time = Time::new(TimeKind::Window, "", Span::default());
    time.longest_of = vec![
        words.time(TimeKind::Window, "within 4 weeks", le("4"), "weeks", "wk"),
        words.time(TimeKind::Window, "3 half-lives", le("3"), "half-lives", "{half-life}"),
    ];
    time.direction = Some(Direction::Before);
    time.anchor = Some(Anchor::Point(words.mention("", "screening")));
    let leaf = with(words.leaf(LeafKind::Drug, "", "rituximab"), |l| l.time = vec![time]);
    assert_snapshot!(table(&of(&words, leaf), &["window", "drug"]), @r#"
    drug "rituximab" 1000-1009 of "-" @0 .. -
    window "within 4 weeks" 1010-1024 of "rituximab" @1000 ..4 weeks Before Some("screening") @1048
    window "3 half-lives" 1028-1040 of "rituximab" @1000 ..3 half-lives Before Some("screening") @1048
    "#);
}

#[test]
fn frequencies_counts_and_doses_are_comparisons_and_at_is_none() {
    let words = Words("2 falls, transfusion every 7 days, prednisone ≤ 30 mg at screening, 6 months");
    let frequency = words.time(TimeKind::Frequency, "every 7 days", le("7"), "days", "d");
    let transfusion = with(words.leaf(LeafKind::Procedure, "", "transfusion"), |l| {
        l.time = vec![frequency, Time::new(TimeKind::At, "at screening", words.span("at screening"))];
    });
    let falls = with(words.leaf(LeafKind::Observation, "", "falls"), |l| {
        l.count = Some(words.value("2", ge("2"), "", "").into())
    });
    let drug = with(words.leaf(LeafKind::Drug, "", "prednisone"), |l| {
        l.dose = Some(words.value("≤ 30 mg", le("30"), "mg", "mg").into());
    });
    let rule = any(vec![transfusion.into(), falls.into(), not(drug)]);
    assert_snapshot!(table(&of(&words, rule), &["window", "comparison", "drug"]), @r#"
    comparison "every 7 days" 1021-1033 of "transfusion" @1009 ..7 days /of/0
    comparison "2" 1000-1001 of "falls" @1002 2.. - /of/1
    drug "prednisone" 1035-1045 of "-" @0 .. - /of/2/of negated
    comparison "≤ 30 mg" 1046-1053 of "prednisone" @1035 ..30 mg /of/2/of negated
    "#);
}

#[test]
fn a_limit_in_two_units_is_two_facts_and_a_class_has_its_ordinals() {
    let words = Words("bilirubin ≤ 34 μmol/L (≤ 2.0 mg/dL), NYHA class III or IV, HBsAg positive");
    let bilirubin = with(words.leaf(LeafKind::Measurement, "", "bilirubin"), |l| {
        let mut value = words.value("≤ 34 μmol/L", le("34"), "μmol/L", "umol/L");
        value.also = Some(Box::new(words.value("≤ 2.0 mg/dL", le("2.0"), "mg/dL", "mg/dL")));
        l.value = Some(value.into());
    });
    let class = with(words.leaf(LeafKind::Measurement, "", "NYHA class"), |l| {
        let mut value = words.value("III or IV", Bounds::default(), "", "");
        value.within = vec!["III".into(), "IV".into()];
        l.value = Some(value.into());
    });
    let antigen = with(words.leaf(LeafKind::Measurement, "", "HBsAg"), |l| {
        let (text, span) = ("positive".into(), words.span("positive"));
        l.value = Some(Box::new(Value { is: Some("positive".into()), text, span, ..Value::default() }));
    });
    let rule = all(vec![bilirubin.into(), class.into(), antigen.into()]);
    assert_snapshot!(table(&of(&words, rule), &["comparison", "result"]), @r#"
    comparison "≤ 34 μmol/L" 1010-1021 of "bilirubin" @1000 ..34 μmol/L /of/0
    comparison "≤ 2.0 mg/dL" 1023-1034 of "bilirubin" @1000 ..2.0 mg/dL /of/0
    comparison "III or IV" 1048-1057 of "NYHA class" @1037 3..4 - /of/1
    result "positive" 1065-1073 of "HBsAg" @1059 .. - /of/2
    "#);
}

#[test]
fn ages_have_no_place_for_their_subject_and_n_of_m_has_its_first_part() {
    let words = Words("18 years; two of rituximab, belimumab");
    let age = with(words.leaf(LeafKind::Age, "", ""), |l| {
        l.value = Some(words.value("18 years", ge("18"), "years", "a").into())
    });
    let drug = |name| Node::from(words.leaf(LeafKind::Drug, "", name));
    let two = Node::AtLeast {
        count: words.value("two", ge("2"), "", "").into(),
        distinct: false,
        of: vec![drug("rituximab"), drug("belimumab"), drug("rituximab")],
        span: Span::default().into(),
    };
    assert_snapshot!(table(&of(&words, all(vec![age.into(), two])), &["comparison", "drug"]), @r#"
    comparison "18 years" 1000-1008 of "age" @0 18.. years /of/0
    comparison "two" 1010-1013 of "rituximab" @1017 2.. - /of/1
    drug "rituximab" 1017-1026 of "-" @0 .. - /of/1/of/0
    drug "belimumab" 1028-1037 of "-" @0 .. - /of/1/of/1
    "#);
}

#[test]
fn drugs_are_found_wherever_a_rule_mentions_them() {
    let words = Words("infection requiring amoxicillin, allergy to penicillin or peanuts, e.g. rituximab; prednisone");
    let infection = with(words.leaf(LeafKind::Condition, "", "infection"), |l| {
        l.having = Some(Box::new(not(words.leaf(LeafKind::Drug, "", "amoxicillin"))));
        l.permits = vec![words.leaf(LeafKind::Drug, "", "prednisone").into()];
        l.concept.as_mut().unwrap().examples = vec![words.mention("rituximab", "rituximab")];
    });
    let allergy = |id, name| Node::from(words.leaf(LeafKind::Allergy, id, name));
    let mut trial =
        of(&words, any(vec![infection.into(), allergy("penicillin", "penicillin"), allergy("peanut", "peanuts")]));
    let coding = |system: &str| vec![Coding { system: system.into(), code: "1".into(), display: None }];
    for (id, system) in [
        ("penicillin", "http://www.nlm.nih.gov/research/umls/rxnorm"),
        ("rituximab", "http://fdasis.nlm.nih.gov/unii"),
        ("peanut", "http://id.nlm.nih.gov/mesh"),
    ] {
        let concept = Concept { name: id.into(), codes: coding(system), members: Vec::new() };
        trial.concepts.insert(id.into(), concept);
    }
    assert_snapshot!(table(&trial, &["drug", "allergy"]), @r#"
    drug "rituximab" 1072-1081 of "-" @0 .. - /of/0
    drug "amoxicillin" 1020-1031 of "-" @0 .. - /of/0/having/of negated
    drug "prednisone" 1083-1093 of "-" @0 .. - /of/0/permits/0
    drug "penicillin" 1044-1054 of "-" @0 .. - /of/1
    allergy "peanuts" 1058-1065 of "-" @0 .. - /of/2
    "#);
}

#[test]
fn narratives_give_their_quantities_and_times() {
    let words = Words("agree to contraception until 3 months after treatment");
    let leaf = with(words.leaf(LeafKind::Narrative, "", ""), |l| {
        l.quantities = vec![words.value("3 months", le("3"), "months", "mo")];
    });
    assert_snapshot!(table(&of(&words, leaf), &["window", "comparison"]), @r#"comparison "3 months" 1029-1037 of "-" @0 ..3 months"#);
}

#[test]
fn an_anchor_that_is_an_event_has_its_concept_and_gives_facts_of_its_own() {
    let words = Words("relapse < 6 months after cisplatin");
    let leaf = with(words.leaf(LeafKind::Condition, "", "relapse"), |l| {
        let lt = number("6");
        let mut time = words.time(TimeKind::Window, "< 6 months", Bounds { lt, ..Bounds::default() }, "months", "mo");
        time.direction = Some(Direction::After);
        time.anchor = Some(Anchor::Event(Box::new(words.leaf(LeafKind::Drug, "", "cisplatin").into())));
        l.time = vec![time];
    });
    assert_snapshot!(table(&of(&words, leaf), &["window", "drug"]), @r#"
    window "< 6 months" 1008-1018 of "relapse" @1000 ..6! months After Some("cisplatin") @1025
    drug "cisplatin" 1025-1034 of "-" @0 .. - /time/0/anchor
    "#);
}

#[test]
fn a_reference_without_a_number_is_a_result() {
    let words = Words("HBV DNA above the detection limit, ALT > 1 x ULN, AST more than one time ULN");
    let leaf = |name: &str, said: &str, to| {
        Node::from(with(words.leaf(LeafKind::Measurement, "", name), |l| {
            l.value = Some(Box::new(Value { relative_to: Some(to), ..words.value(said, gt("1"), "", "") }));
        }))
    };
    let rule = all(vec![
        leaf("HBV DNA", "above the detection limit", Reference::DetectionLimit),
        leaf("ALT", "> 1 x ULN", Reference::Uln),
        leaf("AST", "more than one time ULN", Reference::Uln),
    ]);
    assert_snapshot!(table(&of(&words, rule), &["comparison", "result"]), @r#"
    result "above the detection limit" 1008-1033 of "HBV DNA" @1000 1!.. - /of/0
    comparison "> 1 x ULN" 1039-1048 of "ALT" @1035 1!.. - /of/1
    comparison "more than one time ULN" 1054-1076 of "AST" @1050 1!.. - /of/2
    "#);
}
