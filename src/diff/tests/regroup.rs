//! Criteria that become several, and several that become one.

use super::*;

#[test]
fn a_criterion_may_be_split_or_merged() {
    let (alt, ast) = (limit("alt", "<= 3 U/L"), limit("ast", "<= 3 U/L"));
    let one = trial(vec![("ALT and AST ≤ 3", all(vec![alt.clone(), ast.clone()]))], vec![]);
    let two = trial(vec![("ALT ≤ 3", alt.clone()), ("AST ≤ 3", ast)], vec![]);
    assert_eq!(told(&diff(&one, &two)), ["Split I1>I1+I2 Neither"]);
    assert_eq!(told(&diff(&two, &one)), ["Merged I1+I2>I1 Neither"]);
    let wider = trial(vec![("ALT ≤ 3", alt), ("AST ≤ 5", limit("ast", "<= 5 U/L"))], vec![]);
    assert_eq!(told(&diff(&one, &wider)), ["Split I1>I1+I2 More I2: ast: limit ≤ 3 U/L → ≤ 5 U/L (More)"]);
}

#[test]
fn a_split_that_changes_the_logic_says_so() {
    let parts = || vec![limit("alt", "<= 3 U/L"), limit("inr", "<= 3 U/L")];
    let one = trial(vec![("ALT or INR ≤ 3", any(parts()))], vec![]);
    let two = trial(vec![("ALT ≤ 3", parts().remove(0)), ("INR ≤ 3", parts().remove(1))], vec![]);
    assert_eq!(told(&diff(&one, &two)), ["Split I1>I1+I2 Fewer connective any → all (Fewer)"]);
}

/// `range("age", "18 65 a")`
fn range(id: &str, text: &str) -> Node {
    let mut words = text.split(' ');
    let (low, high, code) = (words.next().unwrap(), words.next().unwrap(), words.next().map(str::to_owned));
    let bounds = Bounds { ge: number(low), le: number(high), ..Bounds::default() };
    let value = Value { bounds, unit: Some(code.clone()), code, text: text.into(), ..Value::default() };
    Leaf { value: Some(value.into()), ..leaf(LeafKind::Measurement, id) }.into()
}

#[test]
fn the_ends_of_a_range_may_become_two_criteria() {
    let one = trial(vec![("BMI 18 to 35", range("bmi", "18 35 kg/m2"))], vec![]);
    let ends = |low: &str, high: &str| {
        let items = vec![("Lowest BMI", limit("bmi", low)), ("Highest BMI", limit("bmi", high))];
        trial(items, vec![])
    };
    let two = ends(">= 18 kg/m2", "<= 35 kg/m2");
    assert_eq!(told(&diff(&one, &two)), ["Split I1>I1+I2 Neither"]);
    assert_eq!(told(&diff(&two, &one)), ["Merged I1+I2>I1 Neither"]);
    let moved = ends(">= 18 kg/m2", "<= 40 kg/m2");
    assert_eq!(told(&diff(&one, &moved)), ["Split I1>I1+I2 More I2: bmi: limit ≤ 35 kg/m2 → ≤ 40 kg/m2 (More)"]);
    // Two lower limits are no two ends, and one end alone is a range that was opened.
    let twice = ends(">= 18 kg/m2", ">= 35 kg/m2");
    assert!(diff(&one, &twice).changes.iter().all(|c| c.kind != ChangeKind::Split), "{:?}", told(&diff(&one, &twice)));
    let opened = trial(vec![("Lowest BMI", limit("bmi", ">= 18 kg/m2"))], vec![]);
    assert_eq!(told(&diff(&one, &opened)), ["Changed I1>I1 More bmi: limit 18..35 kg/m2 → ≥ 18 kg/m2 (More)"]);
}

#[test]
fn a_part_may_go_to_the_other_section_as_its_opposite() {
    let one = trial(vec![("BMI 18 to 35", range("bmi", "18 35 kg/m2"))], vec![]);
    let low = ("BMI of 18 or more", limit("bmi", ">= 18 kg/m2"));
    let two = trial(vec![low.clone()], vec![("BMI above 35", limit("bmi", "> 35 kg/m2"))]);
    assert_eq!(told(&diff(&one, &two)), ["Split I1>I1+E1 Neither"]);
    assert_eq!(told(&diff(&two, &one)), ["Merged I1+E1>I1 Neither"]);
    let within = trial(vec![low], vec![("BMI below 35", limit("bmi", "< 35 kg/m2"))]);
    assert!(diff(&one, &within).changes.iter().all(|c| c.kind != ChangeKind::Split));
}

#[test]
fn what_a_condition_brings_may_be_demanded_one_by_one() {
    let when = |then: Node| Node::If {
        when: Box::new(condition("smoker")),
        then: Box::new(then),
        otherwise: Box::new(Node::Constant { value: true, span: Span::default().into() }),
        span: Span::default().into(),
    };
    let (a, b) = (limit("fev1", ">= 60 %"), limit("fvc", ">= 70 %"));
    let one = trial(vec![("smokers", when(all(vec![a.clone(), b.clone()])))], vec![]);
    let two = trial(vec![("of smokers FEV1", when(a)), ("of smokers FVC", when(b.clone()))], vec![]);
    assert_eq!(told(&diff(&one, &two)), ["Split I1>I1+I2 Neither"]);
    assert_eq!(told(&diff(&two, &one)), ["Merged I1+I2>I1 Neither"]);
    let free = trial(vec![("of smokers FEV1", when(limit("fev1", ">= 60 %"))), ("FVC", b)], vec![]);
    assert_ne!(told(&diff(&one, &free)), ["Split I1>I1+I2 Neither"]);
}

#[test]
fn what_no_piece_of_a_split_holds_is_told() {
    let part = |id: &str| limit(id, "<= 3 U/L");
    let ids = ["alt", "ast", "ldh", "ggt", "alp", "ck"];
    let one = trial(vec![("chemistry", all(ids.map(part).to_vec()))], vec![]);
    let two = trial(vec![("first", part("alt")), ("second", part("ast"))], vec![]);
    let told = told(&diff(&one, &two)).join(" | ");
    assert!(["ldh", "ggt", "alp", "ck"].iter().all(|id| told.contains(&format!("demand removed: {id}"))), "{told}");
}
