//! Changes as Markdown, for a pull request.

use std::fmt::Write;

use super::change::{Changes, Effect, Side};
use super::terminal::{summary, title};

/// A heading, a table of the changes, and the words behind each.
pub fn markdown(changes: &Changes) -> String {
    let mut out = format!("### Eligibility: {}\n", summary(changes));
    if changes.is_empty() {
        return out;
    }
    out.push_str("\n| criterion | what changed | effect |\n|---|---|---|\n");
    for change in &changes.changes {
        // What came or went has no other words for what it is; of several changes each says whom it lets in.
        let whole = change.old.is_empty() || change.new.is_empty() || change.details.is_empty();
        let readings = change.old.iter().chain(&change.new).filter(|_| whole).map(|side| code(&side.reading));
        let effect_of = |effect: Effect| match effect {
            Effect::Neither => String::new(),
            _ if change.details.len() < 2 => String::new(),
            effect => format!(" ({})", effect.words()),
        };
        let details = change.details.iter().map(|detail| cell(&detail.words()) + &effect_of(detail.effect));
        let details: Vec<String> = details.chain(readings).collect();
        let effect = if change.effect == Effect::Neither { "the same people" } else { change.effect.words() };
        let _ = writeln!(out, "| {} | {} | {effect} |", cell(&title(change)), details.join("<br>"));
    }
    out.push_str("\n<details><summary>The words</summary>\n\n");
    for change in &changes.changes {
        let _ = writeln!(out, "**{}**\n\n```diff", cell(&title(change)));
        lines(&mut out, '-', &change.old);
        lines(&mut out, '+', &change.new);
        out.push_str("```\n\n");
    }
    out.push_str("</details>\n");
    out
}

fn lines(out: &mut String, mark: char, sides: &[Side]) {
    for side in sides {
        for line in side.text.lines().map(|line| line.replace("```", "'''")) {
            let _ = writeln!(out, "{mark} {line}");
        }
    }
}

/// Text that can not end a table's cell nor start mark-up.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('|', "\\|").replace(['\n', '\r'], " "))
}
