//! Words that join one item of a list to the next.

use trial_extract::rule::{Criterion, Node};

use super::trial_of;

/// The readings of the first criterion and of those nested in it.
fn readings(text: &str) -> Vec<String> {
    fn of(criterion: &Criterion, out: &mut Vec<String>) {
        out.extend(criterion.reading.clone());
        criterion.criteria.iter().for_each(|nested| of(nested, out));
    }
    let trial = trial_of(text);
    let first = trial.criteria.iter().find(|c| c.id.is_some()).unwrap();
    let mut out = Vec::new();
    of(first, &mut out);
    out
}

/// The formula of the demands, with the ids of its criteria.
fn demands(text: &str) -> String {
    fn shown(node: &Node) -> String {
        let list = |of: &[Node]| of.iter().map(shown).collect::<Vec<_>>().join(" ");
        match node {
            Node::All { of, .. } => format!("all({})", list(of)),
            Node::Any { of, .. } => format!("any({})", list(of)),
            Node::Ref { to, .. } => to.clone(),
            _ => "?".to_owned(),
        }
    }
    shown(trial_of(text).eligibility.as_ref().unwrap())
}

#[test]
fn or_between_nested_items() {
    let text = "Inclusion Criteria:\n- Renal function:\n  - creatinine ≤ 1.5 mg/dL, or\n  - GFR ≥ 60 mL/min\n";
    assert_eq!(readings(text), ["any(I1.1, I1.2)", "creatinine ≤ 1.5 mg/dL", "eGFR ≥ 60 mL/min"]);
    let text = "Inclusion Criteria:\n- Heart failure with:\n  - LVEF < 40 %\n  - OR NT-proBNP > 300 pg/mL\n";
    assert_eq!(readings(text)[0], "all(condition heart failure, any(I1.1, I1.2))");
    // On a line of its own, which neither ends the list nor is an item.
    let text = "Inclusion Criteria:\n- One of:\n  - HbA1c > 8 %\n  OR\n  - glucose > 126 mg/dL\n- Asthma";
    assert_eq!(readings(text)[0], "any(I1.1, I1.2)");
    assert_eq!(demands(text), "all(I1 I2)");
}

#[test]
fn or_that_ends_a_list() {
    let text = "Inclusion Criteria:\n- Cardiac disease:\n  - angina,\n  - stroke,\n  - or infarction\n";
    assert_eq!(readings(text)[0], "any(I1.1, I1.2, I1.3)");
    // Items that end in nothing: the word is of the last two.
    let text = "Inclusion Criteria:\n- Renal function:\n  - proteinuria < 1 g/d\n  - creatinine ≤ 1.5 mg/dL or\n  - GFR ≥ 60 mL/min\n";
    assert_eq!(readings(text)[0], "all(I1.1, any(I1.2, I1.3))");
    // "and" in a list of which one is enough holds its two together where every joint is said.
    let text = "Inclusion Criteria:\n- One of the following:\n  - fever and\n  - cough\n  - OR\n  - pneumonia\n";
    assert_eq!(readings(text)[0], "any(all(I1.1, I1.2), I1.4)");
    let text = "Inclusion Criteria:\n- One of the following:\n  - fever,\n  - cough, and\n  - pneumonia\n";
    assert_eq!(readings(text)[0], "any(I1.1, I1.2, I1.3)");
}

#[test]
fn or_between_criteria() {
    assert_eq!(
        demands("Inclusion Criteria:\n- Age ≥ 18 years\n- Asthma, or\n- COPD\n- BMI < 30"),
        "all(I1 any(I2 I3) I4)"
    );
    assert_eq!(
        demands("Inclusion Criteria:\n- Asthma OR\n- COPD or\n- Emphysema\n- BMI < 30"),
        "all(any(I1 I2 I3) I4)"
    );
    assert_eq!(demands("Inclusion Criteria:\n- Asthma\n\nOR\n\n- COPD\n- BMI < 30"), "all(any(I1 I2) I3)");
    let said = trial_of("Inclusion Criteria:\n- Asthma, or\n- COPD").criteria.into_iter().flat_map(|c| c.diagnostics);
    let said: Vec<String> = said.map(|d| d.message).collect();
    assert_eq!(said, ["this or I2 is enough, as the \"or\" between them says"]);
    // A place, an "and", and what excludes.
    assert_eq!(demands("Inclusion Criteria:\n- Surgery in the OR\n- Age ≥ 18 years, and\n- Asthma"), "all(I1 I2 I3)");
    assert_eq!(demands("Inclusion Criteria:\n- Asthma\nExclusion Criteria:\n- Stroke or\n- Angina"), "all(I1 ?)");
}
