//! The amendment pairs in `corpus/amendments`: what a diff of the rules must say of each.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use trial_extract::diff::{Aspect, ChangeKind, Changes, Effect, Side, diff};
use trial_extract::rule::Trial;
use trial_extract::source::read;
use trial_extract::{Options, extract};

fn trial(path: &Path) -> Trial {
    let bytes = fs::read(path).unwrap();
    let document = read("x.txt", &bytes).unwrap().remove(0).document().unwrap();
    extract(&document, &Options::default())
}

/// One line for each change: `changed I1 more limit`.
fn told(changes: &Changes) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for change in &changes.changes {
        let ids = |sides: &[Side]| sides.iter().map(|s| s.id.clone().unwrap_or_default()).collect::<Vec<_>>().join("+");
        let (old, new) = (ids(&change.old), ids(&change.new));
        let kind = format!("{:?}", change.kind).to_lowercase();
        match change.kind {
            ChangeKind::Added => lines.insert(format!("{kind} {new} {}", effect(change.effect))),
            ChangeKind::Removed => lines.insert(format!("{kind} {old} {}", effect(change.effect))),
            ChangeKind::Moved | ChangeKind::Split | ChangeKind::Merged => {
                for detail in change.details.iter().filter(|detail| detail.criterion.is_some()) {
                    let id = detail.criterion.as_deref().unwrap_or_default();
                    lines.insert(format!("changed {id} {} {}", effect(detail.effect), aspect(detail.aspect)));
                }
                lines.insert(format!("{kind} {old}>{new}"))
            }
            ChangeKind::Changed => {
                for detail in &change.details {
                    lines.insert(format!("{kind} {old} {} {}", effect(detail.effect), aspect(detail.aspect)));
                }
                true
            }
        };
    }
    lines
}

fn effect(effect: Effect) -> String {
    format!("{effect:?}").to_lowercase()
}

/// The name that the expected diffs have for an aspect.
fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Limit => "limit",
        Aspect::Comparator => "comparator",
        Aspect::Dose => "dose",
        Aspect::Count => "count",
        Aspect::Anchor => "anchor",
        Aspect::Window | Aspect::Duration | Aspect::Stability | Aspect::Frequency | Aspect::Moment => "window",
        Aspect::Exception => "exception",
        Aspect::Member | Aspect::Example | Aspect::Concept => "list",
        Aspect::Connective | Aspect::Negation => "connective",
        Aspect::Definition => "definition",
        Aspect::Permission => "permission",
        Aspect::Condition | Aspect::Demand => "condition",
        _ => "qualifier",
    }
}

/// What `expected.md` says, in the same form.
fn expected(text: &str) -> BTreeSet<String> {
    let line = |line: &str| {
        let (head, rest) = line.split_once(": ")?;
        let (kind, ids) = head.split_once(' ')?;
        let ids = ids.replace(" -> ", ">").replace(", ", "+");
        if ["moved", "split", "merged"].contains(&kind) {
            return Some(format!("{kind} {ids}"));
        }
        let (rest, aspect) = match rest.strip_suffix(')').and_then(|r| r.rsplit_once(" (")) {
            Some((rest, aspect)) if kind == "changed" => (rest, format!(" {aspect}")),
            _ => (rest, String::new()),
        };
        let effect = rest.rsplit_once(", ")?.1;
        Some(format!("{kind} {ids} {effect}{aspect}"))
    };
    text.lines().filter_map(line).collect()
}

#[test]
fn amendments_are_told_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/amendments");
    let mut folders: Vec<_> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    assert!(folders.len() >= 40);
    let mut wrong = Vec::new();
    for folder in &folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let changes = diff(&trial(&folder.join("old.txt")), &trial(&folder.join("new.txt")));
        let expected = expected(&fs::read_to_string(folder.join("expected.md")).unwrap());
        let told = told(&changes);
        if told != expected {
            println!("{name}\n  expected {expected:?}\n  told     {told:?}");
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong: {wrong:?}", wrong.len(), folders.len());
}
