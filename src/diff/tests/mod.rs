//! Trials made by hand, before and after.

mod regroup;

use super::{Aspect, ChangeKind, Changes, Effect, diff};
use crate::rule::{
    Anchor, Bounds, ConceptRef, Criterion, Direction, Leaf, LeafKind, Mention, Node, Number, Role, Section, Span, Time,
    TimeKind, Trial, Value,
};

fn number(text: &str) -> Option<Number> {
    Some(Number(text.parse().unwrap()))
}

fn concept(id: &str) -> ConceptRef {
    ConceptRef { id: Some(id.into()), text: id.into(), span: Span::default().into(), open: false, examples: vec![] }
}

fn leaf(kind: LeafKind, id: &str) -> Leaf {
    Leaf { concept: Some(concept(id)), ..Leaf::new(kind, Span::default()) }
}

fn condition(id: &str) -> Node {
    leaf(LeafKind::Condition, id).into()
}

/// `limit("anc", ">= 1.5 10*9/L")`
fn limit(id: &str, text: &str) -> Node {
    let mut words = text.split(' ');
    let (mark, n) = (words.next().unwrap(), number(words.next().unwrap()));
    let code = words.next().map(str::to_owned);
    let mut bounds = Bounds::default();
    match mark {
        ">=" => bounds.ge = n,
        ">" => bounds.gt = n,
        "<=" => bounds.le = n,
        _ => bounds.lt = n,
    }
    let value = Value { bounds, unit: Some(code.clone()), code, text: text.into(), ..Value::default() };
    Leaf { value: Some(value.into()), ..leaf(LeafKind::Measurement, id) }.into()
}

fn within(mut node: Node, n: &str, unit: &str, anchor: Option<&str>) -> Node {
    node.each_leaf_mut(&mut |leaf| {
        let mut time = Time::new(TimeKind::Window, format!("within {n} {unit}"), Span::default());
        time.bounds.le = number(n);
        time.unit = Some(unit.into());
        time.code = Some(unit.into());
        time.direction = Some(Direction::Before);
        let mention = |id: &str| Mention { id: Some(id.into()), text: id.into(), span: Span::default().into() };
        time.anchor = anchor.map(|id| Anchor::Point(mention(id)));
        leaf.time = vec![time];
    });
    node
}

fn other_than(mut node: Node, exceptions: Vec<Node>) -> Node {
    let any = Node::Any { of: exceptions, span: Span::default().into() };
    node.each_leaf_mut(&mut |leaf| leaf.having = Some(Box::new(not(any.clone()))));
    node
}

fn all(of: Vec<Node>) -> Node {
    Node::All { of, span: Span::default().into() }
}

fn any(of: Vec<Node>) -> Node {
    Node::Any { of, span: Span::default().into() }
}

fn not(of: Node) -> Node {
    Node::Not { of: Box::new(of), span: Span::default().into() }
}

fn criterion(section: Section, text: &str, rule: Node) -> Criterion {
    Criterion {
        id: None,
        key: format!("{section:?} {}", text.to_lowercase()),
        label: None,
        section: Some(section),
        heading: vec![],
        span: Span::default(),
        text: text.into(),
        role: Role::Criterion,
        inferred: false,
        coverage: None,
        reads: None,
        reading: None,
        rule: Some(rule),
        mentions: Vec::new(),
        criteria: vec![],
        diagnostics: vec![],
    }
}

fn trial(inclusion: Vec<(&str, Node)>, exclusion: Vec<(&str, Node)>) -> Trial {
    let number = |letter: char, section: Section, of: Vec<(&str, Node)>| {
        let one = |(i, (text, rule)): (usize, (&str, Node))| Criterion {
            id: Some(format!("{letter}{}", i + 1)),
            ..criterion(section, text, rule)
        };
        of.into_iter().enumerate().map(one).collect::<Vec<_>>()
    };
    let inclusion = number('I', Section::Inclusion, inclusion);
    let exclusion = number('E', Section::Exclusion, exclusion);
    let refs = |of: &[Criterion]| {
        let one = |c: &Criterion| Node::Ref { to: c.id.clone().unwrap(), span: Span::default().into() };
        of.iter().map(one).collect::<Vec<_>>()
    };
    let mut parts = refs(&inclusion);
    parts.push(not(any(refs(&exclusion))));
    Trial {
        schema_version: "1.0".into(),
        source: Default::default(),
        generator: Default::default(),
        eligibility: Some(all(parts)),
        populations: vec![],
        criteria: inclusion.into_iter().chain(exclusion).collect(),
        concepts: Default::default(),
        assumptions: vec![],
        diagnostics: vec![],
        review: None,
    }
}

fn told(changes: &Changes) -> Vec<String> {
    let one = |c: &super::Change| {
        let ids = |sides: &[super::Side]| {
            sides.iter().map(|s| s.id.clone().unwrap_or_default()).collect::<Vec<_>>().join("+")
        };
        let details: Vec<String> = c.details.iter().map(|d| format!("{} ({:?})", d.words(), d.effect)).collect();
        let details = details.join("; ");
        format!("{:?} {}>{} {:?} {details}", c.kind, ids(&c.old), ids(&c.new), c.effect).trim_end().to_owned()
    };
    changes.changes.iter().map(one).collect()
}

/// The changes when inclusion criterion `a` becomes `b`, then the same as exclusion criteria.
fn both(a: Node, b: Node) -> [String; 2] {
    let one = |of: Vec<String>| of.join(" | ");
    let inclusion = |n: &Node| trial(vec![("old words", n.clone())], vec![]);
    let exclusion = |n: &Node| trial(vec![], vec![("old words", n.clone())]);
    [one(told(&diff(&inclusion(&a), &inclusion(&b)))), one(told(&diff(&exclusion(&a), &exclusion(&b))))]
}

#[test]
fn a_limit_that_moved_says_whom_it_lets_in() {
    let [inclusion, exclusion] = both(limit("anc", ">= 1.5 10*9/L"), limit("anc", ">= 1.0 10*9/L"));
    assert_eq!(inclusion, "Changed I1>I1 More anc: limit ≥ 1.5 10*9/L → ≥ 1.0 10*9/L (More)");
    assert!(exclusion.contains("Fewer"), "{exclusion}");
    let [inclusion, _] = both(not(limit("anc", "< 1.5 10*9/L")), not(limit("anc", "< 1.0 10*9/L")));
    assert!(inclusion.contains("More"), "{inclusion}");
}

#[test]
fn another_unit_is_no_change() {
    assert_eq!(both(limit("hb", ">= 80 g/L"), limit("hb", ">= 8.0 g/dL")), ["", ""]);
    assert_ne!(both(limit("hb", ">= 80 g/L"), limit("hb", ">= 8.5 g/dL")), ["", ""]);
}

#[test]
fn a_strict_limit_is_not_the_same_as_one_that_includes_its_end() {
    let [inclusion, exclusion] = both(limit("qtc", "<= 480 ms"), limit("qtc", "< 480 ms"));
    assert!(inclusion.starts_with("Changed I1>I1 Fewer"), "{inclusion}");
    assert!(exclusion.starts_with("Changed E1>E1 More"), "{exclusion}");
}

#[test]
fn an_inserted_item_makes_no_other_differ() {
    let item = |i: usize| (["one", "two", "three", "four"][i], condition(["a", "b", "c", "d"][i]));
    let old = trial(vec![item(0), item(2), item(3)], vec![]);
    let new = trial(vec![item(0), item(1), item(2), item(3)], vec![]);
    assert_eq!(told(&diff(&old, &new)), ["Added >I2 Fewer"]);
    assert_eq!(told(&diff(&new, &old)), ["Removed I2> More"]);
}

#[test]
fn other_words_for_the_same_rule_are_no_change() {
    let old = trial(vec![("ANC of at least 1.5", limit("anc", ">= 1.5 10*9/L"))], vec![]);
    let new = trial(vec![("Neutrophils 1500 or more", limit("anc", ">= 1500 /uL"))], vec![]);
    assert!(diff(&old, &new).is_empty());
}

#[test]
fn windows_and_anchors_are_named() {
    let before = |n: &str, anchor: Option<&str>| within(condition("stroke"), n, "wk", anchor);
    let [_, exclusion] = both(before("4", Some("screening")), before("8", Some("screening")));
    let expected = "Changed E1>E1 Fewer stroke: window ≤ 4 wk before screening → ≤ 8 wk before screening (Fewer)";
    assert_eq!(exclusion, expected);
    let [_, exclusion] = both(before("4", Some("screening")), before("4", Some("enrollment")));
    assert_eq!(exclusion, "Changed E1>E1 Unclear stroke: anchor screening → enrollment (Unclear)");
    let [_, exclusion] = both(before("4", None), within(condition("stroke"), "28", "d", None));
    assert_eq!(exclusion, "");
}

#[test]
fn exceptions_are_named() {
    let cancer = |of: &[&str]| other_than(condition("malignancy"), of.iter().map(|id| condition(id)).collect());
    let [_, exclusion] = both(cancer(&["bcc"]), cancer(&["bcc", "thyroid"]));
    assert_eq!(exclusion, "Changed E1>E1 More exception added: thyroid (More)");
    let [_, exclusion] = both(cancer(&["bcc"]), condition("malignancy"));
    assert_eq!(exclusion, "Changed E1>E1 Fewer exception removed: bcc (Fewer)");
}

#[test]
fn list_members_are_named() {
    let old = any(vec![condition("a"), condition("b")]);
    let new = any(vec![condition("a"), condition("b"), condition("c")]);
    let [inclusion, exclusion] = both(old, new);
    assert_eq!(inclusion, "Changed I1>I1 More list member added: c (More)");
    assert_eq!(exclusion, "Changed E1>E1 Fewer list member added: c (Fewer)");
}

#[test]
fn or_that_becomes_and_is_named() {
    let parts = || vec![condition("a"), condition("b")];
    let [inclusion, exclusion] = both(any(parts()), all(parts()));
    assert_eq!(inclusion, "Changed I1>I1 Fewer connective any → all (Fewer)");
    assert_eq!(exclusion, "Changed E1>E1 More connective any → all (More)");
}

#[test]
fn a_condition_on_a_demand_lets_more_in() {
    let rule = |otherwise| Node::If {
        when: Box::new(condition("smoker")),
        then: Box::new(limit("fev1", ">= 60 %")),
        otherwise: Box::new(Node::Constant { value: otherwise, span: Span::default().into() }),
        span: Span::default().into(),
    };
    let [inclusion, _] = both(limit("fev1", ">= 60 %"), rule(true));
    assert_eq!(inclusion, "Changed I1>I1 More condition added: smoker (More)");
    let [_, exclusion] = both(limit("fev1", ">= 60 %"), rule(false));
    assert_eq!(exclusion, "Changed E1>E1 More condition added: smoker (More)");
}

#[test]
fn a_criterion_may_move_to_the_other_section() {
    let old = trial(vec![("Not pregnant", not(condition("pregnancy")))], vec![]);
    let new = trial(vec![], vec![("Pregnant", condition("pregnancy"))]);
    assert_eq!(told(&diff(&old, &new)), ["Moved I1>E1 Neither"]);
    let kept = trial(vec![], vec![("Not pregnant", not(condition("pregnancy")))]);
    assert_eq!(told(&diff(&old, &kept)), ["Moved I1>E1 Either negation demanded → excluded (Either)"]);
    let age = trial(vec![("EF", limit("lvef", ">= 60 %"))], vec![]);
    let gap = trial(vec![], vec![("EF", limit("lvef", "< 50 %"))]);
    assert_eq!(told(&diff(&age, &gap)), ["Moved I1>E1 More lvef: limit < 60 % → < 50 % (More)"]);
}

#[test]
fn another_concept_is_another_criterion() {
    let old = trial(vec![("ALT must be ≤ 3", limit("alt", "<= 3 U/L"))], vec![]);
    let new = trial(vec![("Platelets must be ≤ 3", limit("plt", ">= 50 10*9/L"))], vec![]);
    let kinds: Vec<ChangeKind> = diff(&old, &new).changes.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [ChangeKind::Removed, ChangeKind::Added]);
}

#[test]
fn nested_criteria_are_compared_on_their_own() {
    let group = |join: fn(Vec<Node>) -> Node, of: Vec<(&str, Node)>| {
        let mut trial = trial(vec![("Organ function:", condition("x"))], vec![]);
        let refs = (1..=of.len()).map(|i| Node::Ref { to: format!("I1.{i}"), span: Span::default().into() });
        trial.criteria[0].rule = Some(join(refs.collect()));
        trial.criteria[0].criteria = of
            .into_iter()
            .enumerate()
            .map(|(i, (text, rule))| Criterion {
                id: Some(format!("I1.{}", i + 1)),
                ..criterion(Section::Inclusion, text, rule)
            })
            .collect();
        trial
    };
    let (alt, ast, plt) = (("ALT", condition("alt")), ("AST", condition("ast")), ("PLT", condition("plt")));
    let old = group(all, vec![alt.clone(), plt.clone()]);
    let new = group(all, vec![alt.clone(), ast.clone(), plt.clone()]);
    assert_eq!(told(&diff(&old, &new)), ["Added >I1.2 Fewer"]);
    let alternatives = group(any, vec![alt.clone(), plt.clone()]);
    assert_eq!(
        told(&diff(&old, &alternatives)),
        ["Changed I1>I1 More connective any → all (More)".replace("any → all", "all → any")]
    );
    let more = group(any, vec![alt, ast, plt]);
    assert_eq!(told(&diff(&alternatives, &more)), ["Added >I1.2 More"]);
}

#[test]
fn what_can_not_be_told_depends() {
    let mut old = limit("pregnancy_test", "<= 1 1");
    let mut new = old.clone();
    for (node, result) in [(&mut old, "negative"), (&mut new, "normal")] {
        node.each_leaf_mut(&mut |leaf| {
            leaf.value = Some(Box::new(Value { is: Some(result.into()), ..Value::default() }));
        });
    }
    let [inclusion, _] = both(old, new);
    assert_eq!(inclusion, "Changed I1>I1 Unclear pregnancy_test: limit negative → normal (Unclear)");
}

#[test]
fn many_criteria_are_matched_in_reasonable_time() {
    let texts: Vec<String> = (0..3000).map(|i| format!("condition number {i} of many")).collect();
    let make = |skip: usize, at_most: &str| {
        let one = |(i, text): (usize, &'_ String)| (text.clone(), limit(&format!("c{i}"), at_most));
        let all: Vec<(String, Node)> = texts.iter().enumerate().skip(skip).map(one).collect();
        trial(all.iter().map(|(t, n)| (t.as_str(), n.clone())).collect(), vec![])
    };
    let changes = diff(&make(0, "<= 3 mg"), &make(1, "<= 4 mg"));
    assert_eq!((changes.summary.changed, changes.summary.removed), (2999, 1));
    let limits = changes.changes.iter().flat_map(|c| &c.details).all(|d| d.aspect == Aspect::Limit);
    assert!(limits && changes.changes.iter().all(|c| c.effect == Effect::More));
}

#[test]
fn a_repetition_that_goes_lets_nobody_in() {
    let item = |text| (text, condition("asthma"));
    let twice = trial(vec![item("Asthma"), item("Known asthma")], vec![]);
    let once = trial(vec![item("Asthma")], vec![]);
    assert_eq!(told(&diff(&twice, &once)), ["Removed I2> Neither"]);
    let other = trial(vec![item("Asthma"), ("COPD", condition("copd"))], vec![]);
    assert_eq!(told(&diff(&other, &once)), ["Removed I2> More"]);
}

#[test]
fn degrees_and_sexes_stand_to_one_another_as_sets() {
    let asthma = |degree: &str| {
        let mut node = condition("asthma");
        node.each_leaf_mut(&mut |leaf| leaf.qualifiers = vec![degree.into()]);
        node
    };
    let [_, exclusion] = both(asthma("severe"), asthma("moderate_to_severe"));
    assert_eq!(exclusion, "Changed E1>E1 Fewer asthma: qualifier severe → moderate to severe (Fewer)");
    let [_, exclusion] = both(asthma("severe"), asthma("uncontrolled"));
    assert!(exclusion.contains("Unclear"), "{exclusion}");
    let sex = |which: &str| {
        let value = Value { is: Some(which.into()), ..Value::default() };
        Node::from(Leaf { value: Some(value.into()), ..Leaf::new(LeafKind::Sex, Span::default()) })
    };
    let [inclusion, _] = both(sex("male"), sex("any"));
    assert_eq!(inclusion, "Changed I1>I1 More sex: limit male → any (More)");
}

mod cohorts {
    use super::told;
    use crate::source::Document;
    use crate::{Options, extract};

    fn changes(old: &str, new: &str) -> Vec<String> {
        let trial = |text: &str| {
            let text = format!("Inclusion Criteria:\n{text}");
            extract(&Document { text, ..Document::default() }, &Options::default())
        };
        told(&super::diff(&trial(old), &trial(new)))
    }

    #[test]
    fn a_cohort_that_came_lets_more_people_in() {
        let (a, b) = ("Cohort A:\n* Asthma\n", "Cohort B:\n* COPD\n* FEV1 < 60% predicted\n");
        let both = format!("{a}{b}");
        assert_eq!(changes(a, &both), ["Added >I2+I3 More cohort added: Cohort B (More)"]);
        assert_eq!(changes(&both, a), ["Removed I2+I3> Fewer cohort removed: Cohort B (Fewer)"]);
    }

    #[test]
    fn a_demand_that_came_in_a_cohort_lets_fewer_in() {
        let (a, b) = ("Cohort A:\n* Asthma\n", "Cohort B:\n* COPD\n");
        let more = format!("{a}{b}* FEV1 < 60% predicted\n");
        assert_eq!(changes(&format!("{a}{b}"), &more), ["Added >I3 Fewer"]);
    }

    #[test]
    fn cohorts_in_place_of_nothing_are_demands() {
        let told = changes("* Adults\n", "* Adults\nCohort A:\n* Asthma\nCohort B:\n* COPD\n");
        assert!(told.iter().all(|told| !told.contains("cohort")), "{told:?}");
    }
}
