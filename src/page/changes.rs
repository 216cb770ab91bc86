//! What changed between two versions of a trial, side by side.

use std::collections::HashMap;

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use super::assets;
use super::outline::outline;
use super::review::title;
use super::text::escaped;
use crate::diff::{Change, ChangeKind, Changes, Effect, Side};
use crate::emit::plain;
use crate::rule::{Criterion, Section, Trial};

/// The page of the changes from one version to another, as one file. `changes` are those from `old` to `new`.
pub fn changes(old: &Trial, new: &Trial, changes: &Changes) -> String {
    let (before, after) = (Version::new(old), Version::new(new));
    let heading = format!("{} → {}", title(old), title(new));
    let body = html! {
        header.top {
            div.title {
                h1 { (heading) }
                p { (summary(changes)) }
            }
        }
        main {
            @if changes.is_empty() { p.same { "No rule changed." } }
            @else { div.columns aria-hidden="true" { div { "Old: " (old.source.name) } div { "New: " (new.source.name) } } }
            @for change in &changes.changes { (one(change, &before, &after)) }
        }
    };
    assets::page(&format!("{heading} – changes"), &body, "", None::<&()>)
}

fn summary(changes: &Changes) -> Markup {
    let s = &changes.summary;
    let kinds = [
        (s.added, "added"),
        (s.removed, "removed"),
        (s.changed, "changed"),
        (s.moved, "moved"),
        (s.split, "split"),
        (s.merged, "merged"),
        (s.unchanged, "unchanged"),
    ];
    let effects = [
        (s.more, "let more people in"),
        (s.fewer, "let fewer people in"),
        (s.either, "let some in and keep others out"),
        (s.unclear, "depend"),
    ];
    let said = |counts: &[(usize, &str)]| {
        let some = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}"));
        some.collect::<Vec<_>>().join(", ")
    };
    let effects = said(&effects);
    html! {
        (said(&kinds))
        @if !effects.is_empty() { " · " (effects) }
    }
}

/// The criteria of one version by key.
struct Version<'a> {
    trial: &'a Trial,
    criteria: HashMap<&'a str, &'a Criterion>,
}

impl<'a> Version<'a> {
    fn new(trial: &'a Trial) -> Self {
        let mut criteria = HashMap::new();
        let mut stack: Vec<&Criterion> = trial.criteria.iter().collect();
        while let Some(criterion) = stack.pop() {
            stack.extend(&criterion.criteria);
            criteria.insert(criterion.key.as_str(), criterion);
        }
        Self { trial, criteria }
    }

    /// The rule of a side in words.
    fn words(&self, side: &Side) -> Markup {
        let criterion = self.criteria.get(side.key.as_str()).copied();
        let line = criterion.and_then(|criterion| plain(criterion, &self.trial.concepts));
        html! {
            @match line {
                Some(line) => div.words { (outline(&line, &|_| None)) },
                None => @if !side.reading.is_empty() { p.reading { code { (side.reading) } } },
            }
        }
    }
}

fn one(change: &Change, before: &Version<'_>, after: &Version<'_>) -> Markup {
    let (class, mark, what) = kind(change);
    html! {
        article class={ "change " (class) } {
            h2 {
                span.mark aria-hidden="true" { (mark) } " " (names(change)) " " (what)
                (effect(change.effect))
            }
            @if !change.details.is_empty() {
                ul.details {
                    @for detail in &change.details {
                        li { (detail.words()) @if change.details.len() > 1 { (effect(detail.effect)) } }
                    }
                }
            }
            div.sides {
                div { (sides(&change.old, &change.new, ChangeTag::Delete, before)) }
                div { (sides(&change.new, &change.old, ChangeTag::Insert, after)) }
            }
        }
    }
}

/// One side of a change: the words, those marked that the other side has not, and the rules.
fn sides(mine: &[Side], theirs: &[Side], mark: ChangeTag, version: &Version<'_>) -> Markup {
    let other: Vec<&str> = theirs.iter().map(|side| side.text.as_str()).collect();
    let other = other.join(" ");
    html! {
        @if mine.is_empty() { p.none { "not there" } }
        @for side in mine {
            p.source {
                @if let Some(id) = &side.id { span.id { (id) } " " }
                @if theirs.is_empty() { (escaped(&side.text)) } @else { (marked(&side.text, &other, mark)) }
            }
            (version.words(side))
        }
    }
}

fn marked(mine: &str, theirs: &str, mark: ChangeTag) -> Markup {
    let (from, to) = if mark == ChangeTag::Delete { (mine, theirs) } else { (theirs, mine) };
    let diff = TextDiff::from_words(from, to);
    html! {
        @for change in diff.iter_all_changes() {
            @match change.tag() {
                ChangeTag::Equal => (escaped(change.value())),
                tag if tag == mark && mark == ChangeTag::Delete => del { (escaped(change.value())) },
                tag if tag == mark => ins { (escaped(change.value())) },
                _ => {},
            }
        }
    }
}

fn names(change: &Change) -> String {
    let ids = |sides: &[Side]| {
        let name = |side: &Side| side.id.clone().unwrap_or_else(|| "words without a number".to_owned());
        sides.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    match (ids(&change.old), ids(&change.new)) {
        (old, new) if old.is_empty() => new,
        (old, new) if new.is_empty() || old == new => old,
        (old, new) => format!("{old} → {new}"),
    }
}

fn kind(change: &Change) -> (&'static str, &'static str, String) {
    let section = |sides: &[Side]| match sides.first().and_then(|side| side.section) {
        Some(Section::Inclusion) => "inclusion",
        Some(Section::Exclusion) => "exclusion",
        None => "no section",
    };
    match change.kind {
        ChangeKind::Added => ("added", "+", "added".into()),
        ChangeKind::Removed => ("removed", "−", "removed".into()),
        ChangeKind::Changed => ("changed", "~", "changed".into()),
        ChangeKind::Moved => ("moved", "⇄", format!("moved from {} to {}", section(&change.old), section(&change.new))),
        ChangeKind::Split => ("split", "⑂", "split".into()),
        ChangeKind::Merged => ("merged", "⑃", "merged".into()),
    }
}

fn effect(effect: Effect) -> Markup {
    let (class, mark) = match effect {
        Effect::More => ("more", "▲"),
        Effect::Fewer => ("fewer", "▼"),
        Effect::Either => ("either", "◆"),
        Effect::Unclear => ("unclear", "?"),
        Effect::Neither => return html! {},
    };
    html! { " " span class={ "effect " (class) } { span aria-hidden="true" { (mark) " " } (effect.words()) } }
}
