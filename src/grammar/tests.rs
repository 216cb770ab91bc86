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

#[test]
fn explore() {
    for line in std::fs::read_to_string("/tmp/phrases.txt").unwrap().lines() {
        println!("{line}\n      {}", p(line));
    }
}
