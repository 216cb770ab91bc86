//! Why a program can decide only a part of a criterion: the words that it can not decide.

use maud::{Markup, html};

use super::card::start;
use super::paint::names_unread;
use crate::emit::plain::{Kind, Line, Piece};
use crate::rule::Criterion;

/// Names the words that no data can decide; nothing where none can be named.
pub fn why(criterion: &Criterion, words: Option<&Line>) -> Markup {
    let mut undecided = Vec::new();
    words.into_iter().for_each(|line| of_line(line, &mut undecided));
    for diagnostic in criterion.diagnostics.iter().filter(|found| names_unread(found)) {
        let span = diagnostic.span;
        let said: String =
            criterion.text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect();
        add(&format!("“{}”", start(&said)), &mut undecided);
    }
    html! {
        @if !undecided.is_empty() {
            p.undecided {
                "No data can decide: "
                @for (i, words) in undecided.iter().enumerate() {
                    @if i > 0 { ", " }
                    (words)
                }
            }
        }
    }
}

fn of_line(line: &Line, undecided: &mut Vec<String>) {
    of_pieces(&line.pieces, undecided);
    line.below.iter().for_each(|below| of_line(below, undecided));
}

fn of_pieces(pieces: &[Piece], undecided: &mut Vec<String>) {
    for piece in pieces {
        match piece {
            // "Chronic *treatment*": an unknown name with what is said of it.
            Piece::Leaf { of, .. } if of.iter().any(is_unknown) => {
                let said = of.iter().take_while(|piece| !is_comma(piece));
                add(&start(&said.map(Piece::to_string).collect::<String>()), undecided);
            }
            Piece::Leaf { of, .. } => of_pieces(of, undecided),
            Piece::Words { kind: Kind::Narrative | Kind::Unread | Kind::Unknown, text, .. } => {
                add(&format!("“{}”", start(text.trim_matches(['“', '”']))), undecided);
            }
            Piece::Words { .. } => {}
        }
    }
}

fn is_unknown(piece: &Piece) -> bool {
    matches!(piece, Piece::Words { kind: Kind::Unknown, .. })
}

fn is_comma(piece: &Piece) -> bool {
    matches!(piece, Piece::Words { kind: Kind::Join, text, .. } if text.starts_with(','))
}

fn add(words: &str, undecided: &mut Vec<String>) {
    if !undecided.iter().any(|said| said == words) {
        undecided.push(words.to_owned());
    }
}
