//! Changes for a terminal.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::change::{Change, ChangeKind, Changes, Effect, Side};
use crate::rule::Section;

/// Changes as text with ANSI colours; where colours are not wanted, `anstream` takes them out again.
pub fn terminal(changes: &Changes) -> String {
    let mut out = String::new();
    for change in &changes.changes {
        write_change(&mut out, change);
    }
    let _ = writeln!(out, "{}", summary(changes));
    out
}

fn write_change(out: &mut String, change: &Change) {
    let (mark, style) = mark(change.kind);
    let title = title(change);
    let effect = effect(change.effect);
    let _ = writeln!(out, "{style}{mark} {title}{style:#}{effect}");
    let faint = Style::new().dimmed();
    for side in &change.old {
        let _ = writeln!(out, "    {faint}- {}{faint:#}", reading(side));
    }
    for side in &change.new {
        let _ = writeln!(out, "    {faint}+ {}{faint:#}", reading(side));
    }
    for detail in &change.details {
        let effect = if change.details.len() > 1 { self::effect(detail.effect) } else { String::new() };
        let _ = writeln!(out, "    {}{effect}", detail.words());
    }
    out.push('\n');
}

fn reading(side: &Side) -> &str {
    if side.reading.is_empty() { &side.text } else { &side.reading }
}

/// `I4 changed`, `E3 → I7 moved from exclusion to inclusion`, `I4 → I4, I5 split`.
pub(super) fn title(change: &Change) -> String {
    let ids = |sides: &[Side]| sides.iter().map(name).collect::<Vec<_>>().join(", ");
    let (old, new) = (ids(&change.old), ids(&change.new));
    let who = match (old.is_empty(), new.is_empty()) {
        (true, _) => new,
        (_, true) => old,
        _ if old == new => new,
        _ => format!("{old} → {new}"),
    };
    let what = match change.kind {
        ChangeKind::Added => "added".to_owned(),
        ChangeKind::Removed => "removed".to_owned(),
        ChangeKind::Changed => "changed".to_owned(),
        ChangeKind::Moved => format!("moved from {} to {}", section(&change.old), section(&change.new)),
        ChangeKind::Split => "split".to_owned(),
        ChangeKind::Merged => "merged".to_owned(),
    };
    format!("{who} {what}")
}

fn name(side: &Side) -> String {
    side.id.clone().unwrap_or_else(|| {
        let words: String = side.text.chars().take(24).collect();
        format!("“{}…”", words.trim())
    })
}

fn section(sides: &[Side]) -> &'static str {
    match sides.first().and_then(|side| side.section) {
        Some(Section::Inclusion) => "inclusion",
        Some(Section::Exclusion) => "exclusion",
        None => "no section",
    }
}

fn mark(kind: ChangeKind) -> (char, Style) {
    let colour = |colour: AnsiColor| Style::new().bold().fg_color(Some(colour.into()));
    match kind {
        ChangeKind::Added => ('+', colour(AnsiColor::Green)),
        ChangeKind::Removed => ('-', colour(AnsiColor::Red)),
        ChangeKind::Changed => ('~', colour(AnsiColor::Yellow)),
        ChangeKind::Moved => ('>', colour(AnsiColor::Magenta)),
        ChangeKind::Split | ChangeKind::Merged => ('%', colour(AnsiColor::Cyan)),
    }
}

fn effect(effect: Effect) -> String {
    let colour = match effect {
        Effect::More => AnsiColor::Green,
        Effect::Fewer => AnsiColor::Red,
        Effect::Either | Effect::Unclear => AnsiColor::Yellow,
        Effect::Neither => return String::new(),
    };
    let style = Style::new().fg_color(Some(colour.into()));
    format!("  {style}({}){style:#}", effect.words())
}

/// `3 changes: 1 added, 2 changed; 1 lets more people in, 2 fewer; 20 criteria unchanged`.
pub(super) fn summary(changes: &Changes) -> String {
    let s = &changes.summary;
    let some = |counts: &[(usize, &str)]| {
        let said = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}"));
        said.collect::<Vec<_>>().join(", ")
    };
    let kinds = some(&[
        (s.added, "added"),
        (s.removed, "removed"),
        (s.changed, "changed"),
        (s.moved, "moved"),
        (s.split, "split"),
        (s.merged, "merged"),
    ]);
    let effects = some(&[
        (s.more, "letting more people in"),
        (s.fewer, "fewer"),
        (s.either, "some more and some fewer"),
        (s.unclear, "depending"),
    ]);
    if changes.is_empty() {
        let criteria = if s.unchanged == 1 { "criterion" } else { "criteria" };
        return format!("no change in the rules; {} {criteria} compared", s.unchanged);
    }
    let parts = [kinds, effects, format!("{} unchanged", s.unchanged)];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("; ")
}
