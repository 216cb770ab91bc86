//! Phrases and what they give, one line each.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::rule::Bounds;

fn bounds(b: &Bounds) -> String {
    let mut out = Vec::new();
    for (sign, n) in [(">=", b.ge), (">", b.gt), ("<=", b.le), ("<", b.lt), ("=", b.eq)] {
        if let Some(n) = n {
            out.push(format!("{sign}{n}"));
        }
    }
    out.join(" ")
}

fn unit(text: &str, u: &Option<Unit>) -> String {
    u.as_ref().map_or(String::new(), |u| format!(" «{}» {}", &text[u.span.clone()], u.code.as_deref().unwrap_or("-")))
}

fn quantity(text: &str, q: &Quantity) -> String {
    let mut out = format!("{:?}[{}: {}{}", q.form, &text[q.value.clone()], bounds(&q.bounds), unit(text, &q.unit));
    if !q.classes.is_empty() {
        out += &format!(" {:?}", q.classes);
    }
    if let Some(scale) = q.scale {
        out += &format!(" scale={scale}");
    }
    if let Some(r) = q.relative_to {
        out += &format!(" of {r:?}");
    }
    if let Some(s) = &q.second {
        out += &format!(" second {}", bounds(s));
    }
    if let Some((also, span)) = &q.also {
        out += &format!(" also «{}» {}", &text[span.clone()], quantity(text, also));
    }
    for (flag, name) in [(q.doubtful, " doubtful"), (q.approximate, " approximate"), (q.inclusive, " inclusive")] {
        if flag {
            out += name;
        }
    }
    out + "]"
}

fn time(text: &str, t: &TimePhrase) -> String {
    let mut out = format!("{:?}[{}: {}{}", t.kind, &text[t.value.clone()], bounds(&t.bounds), unit(text, &t.unit));
    if let Some(d) = t.direction {
        out += &format!(" {d:?}");
    }
    if let Some(a) = &t.anchor {
        out += &format!(" @{}«{}»", a.id.unwrap_or("-"), &text[a.span.clone()]);
    }
    for (name, list) in [(" longest", &t.longest_of), (" shortest", &t.shortest_of)] {
        if !list.is_empty() {
            out += &format!("{name}{{{}}}", list.iter().map(|t| time(text, t)).collect::<Vec<_>>().join(", "));
        }
    }
    out + "]"
}

fn render(lexed: &Lexed<'_>, chunks: &[Chunk]) -> String {
    let text = lexed.text;
    let mut parts = Vec::new();
    for c in chunks {
        match &c.kind {
            ChunkKind::Quantity(q) => parts.push(quantity(text, q)),
            ChunkKind::Time(t) => parts.push(time(text, t)),
            ChunkKind::Group(inner) => {
                let inner = render(lexed, inner);
                if !inner.is_empty() {
                    parts.push(format!("({inner})"));
                }
            }
            ChunkKind::Lexeme(_) => {}
        }
    }
    parts.join(" ")
}

fn p(text: &str) -> String {
    let lexed = crate::lex::lex(text);
    render(&lexed, &chunk(&lexed))
}

/// Checks that chunks cover lexemes `from..to` in order, each with a true span, brackets included.
fn check_cover(lexed: &Lexed<'_>, chunks: &[Chunk], from: usize, to: usize) {
    let mut at = from;
    for chunk in chunks {
        assert_eq!(chunk.lexemes.start, at);
        assert!(chunk.lexemes.end > at);
        at = chunk.lexemes.end;
        assert_eq!(chunk.span.start, lexed.lexemes[chunk.lexemes.start].start as usize);
        assert_eq!(chunk.span.end, lexed.lexemes[at - 1].end as usize);
        assert!(lexed.text.get(chunk.span.clone()).is_some());
        if let ChunkKind::Group(inner) = &chunk.kind {
            check_cover(lexed, inner, chunk.lexemes.start + 1, at - 1);
        }
    }
    assert_eq!(at, to);
}

/// Pieces that criteria are made of; any sequence of them must be read without loss.
const PIECES: &[&str] = &[
    "18",
    "≥",
    "to",
    "70",
    "years",
    "(",
    ")",
    "[",
    "]",
    "-",
    "and",
    "or",
    "×10⁹/L",
    "mg",
    "/",
    "per",
    "day",
    "within",
    "prior to",
    "screening",
    "Class",
    "III",
    "IV",
    "1:80",
    "times",
    "ULN",
    "%",
    "at least",
    "the",
    "past",
    "(whichever is longer)",
    "half-lives",
    ",",
    ";",
    "between",
    "NYHA",
    "two",
    "=",
    "not",
    "10",
    "^",
    "9",
    "x109/L",
    "for",
    "of",
    "in",
    "weeks",
    "or higher",
    "old",
    "{",
    "}",
    "…",
    "é",
    "CD20",
    "predicted",
];

proptest::proptest! {
    #[test]
    fn chunks_cover_all_lexemes(picks in proptest::collection::vec((0..PIECES.len(), proptest::bool::ANY), 0..60)) {
        let mut text = String::new();
        for (pick, space) in picks {
            text.push_str(PIECES[pick]);
            if space {
                text.push(' ');
            }
        }
        let lexed = crate::lex::lex(&text);
        check_cover(&lexed, &chunk(&lexed), 0, lexed.lexemes.len());
        render(&lexed, &chunk(&lexed));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        let lexed = crate::lex::lex(&text);
        check_cover(&lexed, &chunk(&lexed), 0, lexed.lexemes.len());
    }
}

#[test]
fn brackets_nested_too_deep_stay_flat() {
    let text = format!("{}≥ 5 mg{}", "(".repeat(10_000), ")".repeat(10_000));
    let lexed = crate::lex::lex(&text);
    let chunks = chunk(&lexed);
    check_cover(&lexed, &chunks, 0, lexed.lexemes.len());
    assert!(render(&lexed, &chunks).contains("≥ 5 mg"));
}

#[test]
fn a_criterion_of_every_family() {
    insta::assert_snapshot!(p("ANC ≥ 1.5×10⁹/L"), @"Limit[≥ 1.5×10⁹/L: >=1.5 «×10⁹/L» 10*9/L]");
    insta::assert_snapshot!(p("type 2 diabetes, 12-lead ECG, COVID-19"), @"");
}
