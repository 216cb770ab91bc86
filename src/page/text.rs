//! The text as written, in pieces that say what became of them.

use maud::{Markup, PreEscaped, html};

use super::paint::{Fate, Paint};

/// A part of the document's text: every character of it, in order.
pub fn text(chars: &[char], from: usize, to: usize, paint: &Paint) -> Markup {
    let pieces = paint.pieces(from, to);
    html! {
        @for (start, end, fate) in pieces {
            @let words: String = chars[start..end].iter().collect();
            @if fate == Fate::Layout {
                (layout(&words))
            } @else {
                span class={ "s " (fate.class()) } data-a=(start) data-z=(end) { (escaped(&words)) }
            }
        }
    }
}

/// List markers, with the blank lines around them in elements that take no room.
fn layout(words: &str) -> Markup {
    let marker = words.trim();
    let (before, after) = if marker.is_empty() {
        (words, "")
    } else {
        let start = words.len() - words.trim_start().len();
        (&words[..start], &words[start + marker.len()..])
    };
    html! {
        @if !before.is_empty() { span.gap { (escaped(before)) } }
        @if !marker.is_empty() { span.s.layout { (escaped(marker)) } }
        @if !after.is_empty() { span.gap { (escaped(after)) } }
    }
}

/// Text as it is written in a page. A carriage return is written as a reference, for a browser would take it for a line
/// feed; of the other control characters a browser keeps the text that stands for them.
pub fn escaped(text: &str) -> Markup {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\r' => out.push_str("&#13;"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    PreEscaped(out)
}
