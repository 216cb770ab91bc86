//! Promise 5: every node is truth-functional, and an exception widens a limit for nobody whom it does not name.

use trial_extract::evaluate::{Patient, Program, Settings, Truth};
use trial_extract::rule::{Criterion, Leaf, LeafKind, Node, Section, Trial};

use super::{compiled, corpus, hold};

/// How many leaves of a criterion take every combination of truths; those after them repeat theirs.
const TABLE: u32 = 3;

const VALUES: [Truth; 3] = [Truth::NotMet, Truth::Unknown, Truth::Met];

/// Kleene's truth of a rule by its parts: the leaves by `leaf`, other criteria by `other`.
fn value(node: &Node, leaf: &mut dyn FnMut(&Leaf) -> Truth, other: &mut dyn FnMut(&str) -> Truth) -> Truth {
    let mut of = |nodes: &[Node]| nodes.iter().map(|n| value(n, &mut *leaf, &mut *other)).collect::<Vec<_>>();
    match node {
        Node::All { of: parts, .. } => of(parts).into_iter().min().unwrap_or(Truth::Met),
        Node::Any { of: parts, .. } => of(parts).into_iter().max().unwrap_or(Truth::NotMet),
        Node::Not { of: part, .. } => !value(part, leaf, other),
        Node::AtLeast { count, of: parts, .. } => {
            let parts = of(parts);
            let met = parts.iter().filter(|t| **t == Truth::Met).count();
            let most = met + parts.iter().filter(|t| **t == Truth::Unknown).count();
            let enough = |n: usize| count.bounds.contains((n as u32).into());
            match ((met..=most).all(enough), (met..=most).any(enough)) {
                (true, _) => Truth::Met,
                (_, false) => Truth::NotMet,
                _ => Truth::Unknown,
            }
        }
        Node::If { when, then, otherwise, .. } => {
            let when = value(when, leaf, other);
            let branches = [value(then, leaf, other), value(otherwise, leaf, other)];
            match when {
                Truth::Met => branches[0],
                Truth::NotMet => branches[1],
                Truth::Unknown if branches[0] == branches[1] => branches[0],
                Truth::Unknown => Truth::Unknown,
            }
        }
        Node::Ref { to, .. } => other(to),
        Node::Constant { value, .. } => {
            if *value {
                Truth::Met
            } else {
                Truth::NotMet
            }
        }
        Node::Leaf(own) => leaf(own),
    }
}

/// The truth that the `n`th leaf of a criterion has in a row of the table.
fn entry(row: u32, n: u32) -> Truth {
    VALUES[(row / 3_u32.pow(n % TABLE) % 3) as usize]
}

/// Puts a truth in the place of each leaf.
fn decide(node: &mut Node, truth: &mut dyn FnMut() -> Truth) {
    match node {
        Node::Leaf(leaf) => {
            let span = leaf.span.clone();
            *node = match truth() {
                Truth::Met => Node::Constant { value: true, span },
                Truth::NotMet => Node::Constant { value: false, span },
                Truth::Unknown => Leaf::new(LeafKind::Unparsed, span).into(),
            };
        }
        Node::All { of, .. } | Node::Any { of, .. } | Node::AtLeast { of, .. } => {
            of.iter_mut().for_each(|n| decide(n, truth));
        }
        Node::Not { of, .. } => decide(of, truth),
        Node::If { when, then, otherwise, .. } => {
            [when, then, otherwise].into_iter().for_each(|n| decide(n, truth));
        }
        Node::Ref { .. } | Node::Constant { .. } => {}
    }
}

/// Gives the leaves of all criteria the truths of one row; `section` puts every criterion there.
fn decided(trial: &Trial, row: u32, section: Option<Section>) -> Trial {
    fn go(criteria: &mut [Criterion], row: u32, section: Option<Section>) {
        for criterion in criteria {
            criterion.section = section.or(criterion.section);
            let mut n = 0;
            if let Some(rule) = &mut criterion.rule {
                decide(rule, &mut || {
                    n += 1;
                    entry(row, n - 1)
                });
            }
            go(&mut criterion.criteria, row, section);
        }
    }
    let mut trial = trial.clone();
    go(&mut trial.criteria, row, section);
    trial
}

/// What each criterion of a trial should be in a row, by its id or key.
fn expected(trial: &Trial, row: u32) -> Vec<(String, Truth)> {
    fn of(criterion: &Criterion, all: &[&Criterion], row: u32) -> Truth {
        let mut n = 0;
        let mut leaf = |_: &Leaf| {
            n += 1;
            entry(row, n - 1)
        };
        let mut other = |id: &str| {
            let found = all.iter().find(|c| c.id.as_deref() == Some(id));
            found.map_or(Truth::Unknown, |c| of(c, all, row))
        };
        criterion.rule.as_ref().map_or(Truth::Unknown, |rule| value(rule, &mut leaf, &mut other))
    }
    let mut all = Vec::new();
    hold::flatten(&trial.criteria, &mut all);
    let ruled = all.iter().filter(|c| c.rule.is_some());
    ruled.map(|c| (c.id.clone().unwrap_or_else(|| c.key.clone()), of(c, &all, row))).collect()
}

#[test]
fn every_node_is_truth_functional_in_either_section() {
    let settings = Settings::new("2025-06-01".parse().unwrap());
    let (mut rows, mut met) = (0, 0);
    for (at, text) in corpus().iter().enumerate() {
        let trial = compiled(text);
        for row in 0..3_u32.pow(TABLE) {
            // A row of the table is asked where the criteria stand, and in each section.
            let section = [None, Some(Section::Inclusion), Some(Section::Exclusion)][(at + row as usize) % 3];
            let program = Program::compile(&decided(&trial, row, section), &settings);
            let found = program.run(&Patient::default()).criteria;
            for (criterion, (id, truth)) in program.criteria.iter().zip(expected(&trial, row)) {
                assert_eq!(criterion.id, id);
                assert_eq!(found[rows_of(&program, &id)], truth, "{id}, row {row}: {}", criterion.text);
                rows += 1;
                met += u32::from(truth == Truth::Met);
            }
        }
    }
    assert!(rows > 40_000 && met > rows / 10 && met < rows / 2, "{met} of {rows}");
}

fn rows_of(program: &Program, id: &str) -> usize {
    program.criteria.iter().position(|c| c.id == id).unwrap()
}

/// The truth of a rule for somebody of whom nothing is true that it asks for, and everything that it denies. `when`
/// says whether the conditions of its `if`s hold.
fn of_nobody(node: &Node, when: bool, denied: bool) -> bool {
    let mut parts = node.parts().into_iter().map(|n| of_nobody(n, when, denied));
    match node {
        Node::All { .. } => parts.all(|met| met),
        Node::Any { .. } => parts.any(|met| met),
        Node::AtLeast { count, .. } => count.bounds.contains((parts.filter(|met| *met).count() as u32).into()),
        Node::Not { of, .. } => !of_nobody(of, when, !denied),
        Node::If { then, .. } if when => of_nobody(then, when, denied),
        Node::If { otherwise, .. } => of_nobody(otherwise, when, denied),
        Node::Constant { value, .. } => *value,
        // What another criterion says is asked there.
        Node::Ref { .. } | Node::Leaf(_) => denied,
    }
}

#[test]
fn only_an_if_lets_others_pass() {
    let mut conditional = 0;
    for text in corpus() {
        let trial = compiled(text);
        let mut all = Vec::new();
        hold::flatten(&trial.criteria, &mut all);
        for criterion in all {
            // What only allows something is said to bind nobody.
            let Some(rule) = criterion.rule.as_ref().filter(|rule| rule.permitted().is_none()) else { continue };
            assert!(!of_nobody(rule, true, false), "met by whom it does not name: {}", criterion.text);
            if let Node::If { otherwise, .. } = rule
                && let Node::Constant { value, .. } = **otherwise
            {
                conditional += 1;
                assert_eq!(value, criterion.section != Some(Section::Exclusion), "{}", criterion.text);
            }
        }
    }
    assert!(conditional > 20, "{conditional}");
}

/// The rule of the only criterion of a text whose words hold these.
fn rule_of(text: &str, words: &str) -> Node {
    let trial = compiled(text);
    let mut all = Vec::new();
    hold::flatten(&trial.criteria, &mut all);
    let found: Vec<_> = all.into_iter().filter(|c| c.text.contains(words)).collect();
    assert_eq!(found.len(), 1, "{words}");
    found[0].rule.clone().unwrap()
}

#[test]
fn the_wider_limit_is_for_gilbert_syndrome_alone() {
    let text = corpus().iter().find(|text| text.contains("Gilbert-Meulengracht")).unwrap();
    let rule = rule_of(text, "Gilbert-Meulengracht");
    let mut leaves = Vec::new();
    rule.each_leaf(&mut |leaf| leaves.push(leaf.clone()));
    let about: Vec<_> = leaves.iter().map(|l| l.concept_id().unwrap_or_default()).collect();
    let (ast, alt, total, gilbert) =
        ("aspartate_aminotransferase", "alanine_aminotransferase", "bilirubin_total", "gilbert_syndrome");
    assert_eq!(about, [ast, alt, total, gilbert, total, "bilirubin_direct"]);
    for row in 0..3_u32.pow(6) {
        let at = |n: usize| VALUES[(row / 3_u32.pow(n as u32) % 3) as usize];
        let mut n = 0;
        let mut leaf = |_: &Leaf| {
            n += 1;
            at(n - 1)
        };
        let found = value(&rule, &mut leaf, &mut |_| Truth::Unknown);
        let excused = at(3).min(at(4)).min(at(5));
        assert_eq!(found, at(0).min(at(1)).min(at(2).max(excused)), "row {row}");
        if at(2) == Truth::NotMet && at(3) == Truth::NotMet {
            assert_eq!(found, Truth::NotMet, "bound by the narrower limit without the syndrome");
        }
    }
}
