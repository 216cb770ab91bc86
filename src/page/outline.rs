//! A rule in plain words as nested lists.

use maud::{Markup, html};

use crate::emit::plain::{Kind, Line, Piece};
use crate::rule::{NodeSpan, Span};

/// The lines of a rule. `at` says where words stand in the document.
pub fn outline(line: &Line, at: &impl Fn(&NodeSpan) -> Option<Span>) -> Markup {
    html! {
        div.line { (pieces(&line.pieces, at)) }
        @if !line.below.is_empty() {
            ul {
                @for below in &line.below {
                    li { (outline(below, at)) }
                }
            }
        }
    }
}

fn pieces(of: &[Piece], at: &impl Fn(&NodeSpan) -> Option<Span>) -> Markup {
    html! {
        @for piece in of {
            @match piece {
                Piece::Leaf { place, of } => {
                    @let place = at(place);
                    span.leaf tabindex="-1" data-a=[place.map(|p| p.start)] data-z=[place.map(|p| p.end)] {
                        (pieces(of, at))
                    }
                }
                Piece::Words { kind: Kind::Reference, text, .. } => a.reference href={ "#" (text) } { (text) },
                Piece::Words { kind, text, place } => {
                    @let place = place.as_ref().and_then(at);
                    @match place {
                        Some(place) => span class={ "p " (class(*kind)) } data-a=(place.start) data-z=(place.end) { (text) },
                        None => span class=(class(*kind)) { (text) },
                    }
                }
            }
        }
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Join => "join",
        Kind::Name => "name",
        Kind::Unknown => "unknown",
        Kind::Value => "value",
        Kind::Time => "time",
        Kind::Narrative => "narrative",
        Kind::Unread => "unread",
        Kind::Reference => "reference",
        Kind::Detail => "detail",
    }
}
