//! Text to raw tokens: words, numbers, comparators and signs, each with its place. Shapes only, no vocabulary.

use rust_decimal::Decimal;

use super::comparator::Comparator;
use super::markup::markup;
use super::normal::{is_dash, is_superscript, possessive_len, push_word, word_len};

/// A token's shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// A word; its normal form is kept beside it.
    Word,
    /// A number, exact; `None` where it has more digits than can be kept.
    Number(Option<Decimal>),
    /// Superscript digits.
    Superscript(i32),
    /// A comparator, however it is written.
    Comparator(Comparator),
    /// `×`, `*` or an x between numbers.
    Times,
    /// A hyphen or dash.
    Dash,
    /// Anything else.
    Sign(char),
}

/// A token: its shape and its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token {
    /// What it is.
    pub shape: Shape,
    /// First byte in the criterion's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Where its normal form stands in `Tokens::normal`.
    pub normal: (u32, u32),
    /// Whether white space (or the text's beginning) stands before it.
    pub spaced: bool,
}

/// The raw tokens of one criterion.
#[derive(Debug, Default)]
pub struct Tokens {
    /// In the order of the text.
    pub tokens: Vec<Token>,
    /// The normal forms of words, numbers and signs.
    pub normal: String,
}

/// Reads a criterion's text into tokens. Every character is in one of them that is neither white space nor a tag or
/// entity that stands for it.
pub fn scan(text: &str) -> Tokens {
    let mut out = Tokens::default();
    out.tokens.reserve(text.len() / 5);
    out.normal.reserve(text.len());
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let (shape, len, name) = match marked(c, &text[at..]) {
            Some((None, len)) => {
                at += len;
                spaced = true;
                continue;
            }
            Some((Some(shape), len)) => (shape, len, len),
            None => token(text, at, c, spaced, &out),
        };
        let normal = out.normal.len() as u32;
        push_normal(shape, &text[at..at + name], &mut out.normal);
        out.tokens.push(Token {
            shape,
            start: at as u32,
            end: (at + name) as u32,
            normal: (normal, out.normal.len() as u32),
            spaced,
        });
        at += len;
        spaced = false;
    }
    out
}

/// The markup at the start of `rest`. Comparators come first where both could be meant.
fn marked(first: char, rest: &str) -> Option<(Option<Shape>, usize)> {
    match first {
        // Before a space or a digit it is a comparator, which spares the search.
        '<' if rest[1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()) => markup(rest),
        '&' if comparator(rest).is_none() => markup(rest),
        _ => None,
    }
}

fn push_normal(shape: Shape, written: &str, normal: &mut String) {
    match shape {
        Shape::Word => push_word(written, normal),
        Shape::Number(_) => normal.push_str(written),
        Shape::Sign(c) => normal.push(c),
        Shape::Times => normal.push('x'),
        _ => {}
    }
}

/// The token at `at`: its shape, how far to go on, and how much of that is the token itself (a possessive ending
/// is passed over).
fn token(text: &str, at: usize, c: char, spaced: bool, before: &Tokens) -> (Shape, usize, usize) {
    let rest = &text[at..];
    let escaped = c == '\\';
    let first = if escaped { rest[1..].chars().next().unwrap_or(' ') } else { c };
    let digit_next = |s: &str| s.bytes().next().is_some_and(|b| b.is_ascii_digit());
    match first {
        '0'..='9' | '¼' | '½' | '¾' if !escaped => number(&text[..at], rest),
        '.' | '·' if !escaped && spaced && digit_next(&rest[c.len_utf8()..]) => number("", rest),
        '<' | '>' | '=' | '≤' | '≥' | '≦' | '≧' | '⩽' | '⩾' | '⪯' | '⪰' | '˂' | '˃' | '＜' | '＞' | '＝' | '﹤'
        | '﹥' | '&' => comparator(rest).unwrap_or_else(|| sign(first, escaped)),
        '×' | '✕' | '╳' | '⨯' | '∗' | '*' | '•' | '∙' | '⋅' | '·' if !escaped || first == '*' => {
            (Shape::Times, first.len_utf8() + usize::from(escaped), first.len_utf8() + usize::from(escaped))
        }
        // The tilde of full width, between the ends of a range.
        '～' | '〜' if !escaped => (Shape::Sign('~'), first.len_utf8(), first.len_utf8()),
        // "90 +/- 7 days"
        '+' if plus_minus(rest).is_some() => {
            let len = plus_minus(rest).unwrap_or(1);
            (Shape::Sign('±'), len, len)
        }
        // No markup escapes a letter or a digit: the backslash stands for itself, and what follows is read.
        _ if escaped && first.is_alphanumeric() => (Shape::Sign('\\'), 1, 1),
        _ if escaped => sign(first, true),
        'x' | 'X' if is_times(rest, before) => (Shape::Times, 1, 1),
        _ if is_superscript(c) => superscript(rest),
        _ if is_dash(c) => (Shape::Dash, c.len_utf8(), c.len_utf8()),
        _ => {
            let word = word_len(rest);
            if word == 0 {
                return sign(c, false);
            }
            let after_number =
                !spaced && before.tokens.last().is_some_and(|token| matches!(token.shape, Shape::Number(_)));
            let word = word + after_initial(rest, word);
            let word = super::stages::glued_len(&rest[..word], &rest[word..], after_number).unwrap_or(word);
            let word = word + allele_len(&rest[..word], &rest[word..], before);
            (Shape::Word, word + possessive_len(rest, word), word)
        }
    }
}

/// The length of the rest of a family name after its first letter: "O*'Leary*". Near misses: "patient's", "Graves' disease".
fn after_initial(rest: &str, word: usize) -> usize {
    if !matches!(&rest[..word], "O" | "D") {
        return 0;
    }
    let Some(quote) = rest[word..].chars().next().filter(|c| matches!(c, '\'' | '’')) else { return 0 };
    let name = &rest[word + quote.len_utf8()..];
    let len = word_len(name);
    if len > 1 && name.starts_with(|c: char| c.is_ascii_uppercase()) { quote.len_utf8() + len } else { 0 }
}

/// The length of "+/-" before a number, or apart from the name after it ("metformin +/- sulfonylurea").
fn plus_minus(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("+/")?;
    let after = after.strip_prefix(is_dash)?;
    let apart = after.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_alphabetic));
    (apart || after.trim_start().starts_with(|c: char| c.is_ascii_digit())).then_some(rest.len() - after.len())
}

fn sign(c: char, escaped: bool) -> (Shape, usize, usize) {
    let shape = if is_dash(c) { Shape::Dash } else { Shape::Sign(c) };
    // A backslash at the very end stands for itself.
    let len = if escaped && c == ' ' { 1 } else { c.len_utf8() + usize::from(escaped) };
    if escaped && c == ' ' { (Shape::Sign('\\'), 1, 1) } else { (shape, len, len) }
}

fn number(before: &str, rest: &str) -> (Shape, usize, usize) {
    let of_power = super::number::power_len(before, rest);
    let (value, len) = super::number::number(of_power.map_or(rest, |len| &rest[..len]));
    (Shape::Number(value), len, len)
}

fn superscript(rest: &str) -> (Shape, usize, usize) {
    let mut value: i32 = 0;
    let mut negative = false;
    let mut len = 0;
    for c in rest.chars().take_while(|c| is_superscript(*c)) {
        let digit = match c {
            '⁰' => 0,
            '¹' => 1,
            '²' => 2,
            '³' => 3,
            '⁻' => {
                negative = true;
                len += c.len_utf8();
                continue;
            }
            _ => c as i32 - '⁰' as i32,
        };
        value = value.saturating_mul(10).saturating_add(digit);
        len += c.len_utf8();
    }
    (Shape::Superscript(if negative { -value } else { value }), len, len)
}

fn comparator(rest: &str) -> Option<(Shape, usize, usize)> {
    super::comparator::comparator(rest).map(|(kind, len)| (Shape::Comparator(kind), len, len))
}

/// The length of the "*02:01" of "HLA-A*02:01" or of the "*28" of "UGT1A1*28": the name of an allele is one word, and no product.
/// Near misses: "WBC*10^9/L", "A*B".
fn allele_len(gene: &str, after: &str, before: &Tokens) -> usize {
    let named = gene.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let Some(fields) = after.strip_prefix("\\*").or_else(|| after.strip_prefix('*')).filter(|_| named) else {
        return 0;
    };
    let len = fields.bytes().take_while(|b| b.is_ascii_digit() || *b == b':').count();
    let (name, next) = fields.split_at(len);
    let hyphened = before.tokens.last().is_some_and(|t| t.shape == Shape::Dash);
    let first = name.split(':').next().unwrap_or_default();
    let of_gene = gene.ends_with(|c: char| c.is_ascii_digit()) || hyphened || first.starts_with('0');
    let numbered = (1..=4).contains(&first.len()) && !name.ends_with(':');
    let goes_on = next.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '^' | '.' | ',') || is_superscript(c));
    if of_gene && numbered && !goes_on { after.len() - next.len() } else { 0 }
}

/// Whether an x is a multiplication sign: before a number or a power of ten, or alone after a number.
fn is_times(rest: &str, before: &Tokens) -> bool {
    let after = &rest[1..];
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let number_before = before.tokens.last().is_some_and(|t| matches!(t.shape, Shape::Number(_)));
    let upper = after.trim_start();
    let alone = !after.starts_with(|c: char| c.is_alphanumeric());
    number_before && alone || after.starts_with("ULN") || after.starts_with("UNL") || {
        alone && (upper.starts_with("ULN") || upper.starts_with("10"))
    }
}
