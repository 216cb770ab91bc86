//! List markers at the start of a line, and where they can stand inside one.

use std::ops::Range;

/// The form of a marker: two items of one list have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Bullet(char),
    Decimal(Style),
    Letter {
        upper: bool,
        style: Style,
    },
    Roman {
        upper: bool,
        style: Style,
    },
    Circled,
    /// `1.2.`, `1.2.3`: how many parts.
    Dotted(u8),
}

impl Form {
    pub(super) fn is_ordered(self) -> bool {
        !matches!(self, Self::Bullet(_))
    }
}

/// What stands around a number or letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Style {
    Dot,
    Close,
    Both,
    Dash,
}

/// A marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) range: Range<usize>,
    pub(super) form: Form,
    /// 1 for `1.`, `a)` and `i.`; 0 for bullets.
    pub(super) ordinal: u32,
}

/// Bullets that need nothing after them.
pub(super) const BULLETS: &str = "•●○◦▪▫■□◆◇►▶➢➤‣⁃✓✔★※\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}";

/// Reads the marker that `text` has at `at`. A Roman numeral that is a letter too is given as a letter.
pub(super) fn marker(text: &str, at: usize) -> Option<Marker> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let (form, ordinal, len) = match first {
        '0'..='9' => number(rest, 0).or_else(|| dotted(text, at)).or_else(|| bare(text, at))?,
        '(' | '（' => parenthesised(rest, first.len_utf8())?,
        'o' if rest[1..].starts_with([' ', '\t']) => (Form::Bullet('o'), 0, 1),
        'a'..='z' | 'A'..='Z' => letters(rest, 0)?,
        _ => circled(first).map(|n| (Form::Circled, n, first.len_utf8())).or_else(|| bullet(rest, first))?,
    };
    Some(Marker { range: at..at + len, form, ordinal })
}

fn bullet(rest: &str, first: char) -> Option<(Form, u32, usize)> {
    if !first.is_ascii() && BULLETS.contains(first) {
        return Some((Form::Bullet(first), 0, first.len_utf8()));
    }
    let escaped = first == '\\';
    let rest = if escaped { &rest[1..] } else { rest };
    let mark = rest.chars().next().filter(|c| matches!(c, '*' | '-' | '–' | '—' | '·' | '+' | '−' | '→'))?;
    let next = rest[mark.len_utf8()..].chars().next();
    let stands = match next {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some(c) => !escaped && matches!(mark, '*' | '-' | '–' | '·') && c.is_alphabetic(),
    };
    stands.then_some((Form::Bullet(mark), 0, mark.len_utf8() + usize::from(escaped)))
}

fn circled(c: char) -> Option<u32> {
    let n = u32::from(c);
    [0x2460, 0x2474, 0x2488, 0x2776, 0x2780]
        .into_iter()
        .find(|&base| (base..base + if base < 0x2776 { 20 } else { 10 }).contains(&n))
        .map(|base| n - base + 1)
}

/// `1.`, `1)`, `1-`, `1.2.`, from `at` in `rest`.
fn number(rest: &str, at: usize) -> Option<(Form, u32, usize)> {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let value = |from: usize, len: usize| rest[from..from + len].parse().unwrap_or(0);
    let mut len = digits(at);
    if len == 0 || len > 3 {
        return None;
    }
    let mut ordinal = value(at, len);
    let mut end = at + len;
    let mut parts = 1u8;
    while bytes.get(end) == Some(&b'.') && parts < 5 {
        len = digits(end + 1);
        if len == 0 || len > 2 {
            break;
        }
        ordinal = value(end + 1, len);
        end += 1 + len;
        parts += 1;
    }
    let close = rest[end..].chars().next()?;
    let style = match close {
        '.' | '．' | '、' => Style::Dot,
        ')' | '）' => Style::Close,
        '-' if parts == 1 => Style::Dash,
        _ => return None,
    };
    end += close.len_utf8();
    let next = rest[end..].chars().next();
    let stands = match (style, next) {
        (_, None) => true,
        (_, Some(c)) if c.is_whitespace() || close == '）' => true,
        (Style::Dash, Some(c)) => c.is_uppercase(),
        (_, Some(c)) => c.is_alphabetic() || matches!(c, '(' | '"' | '“' | '≥' | '≤' | '>' | '<' | '\\'),
    };
    let form = if parts > 1 { Form::Dotted(parts) } else { Form::Decimal(style) };
    (stands && ordinal > 0).then_some((form, ordinal, end))
}

/// How far before and after a line its neighbour in a list is looked for, in bytes.
const NEAR: usize = 2000;

/// `7.1 Malignancy` beside a line that opens with `7.2`: a number of two parts with nothing after it. Near miss: `1.5 ULN`, where
/// no line near it opens with the number before it or after it.
fn dotted(text: &str, at: usize) -> Option<(Form, u32, usize)> {
    // No more than white space is looked through: a line may be a whole document.
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
    let opens = before.is_empty() || before.ends_with('\n');
    let rest = &text[at..];
    let len = rest.bytes().take(6).take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let (major, minor) = rest[..len].split_once('.')?;
    let minor: u32 = minor.parse().ok().filter(|minor| *minor > 0)?;
    let mut after = rest[len..].chars();
    let stands = opens && !major.is_empty() && after.next().is_some_and(char::is_whitespace);
    if !stands || !after.next().is_some_and(char::is_uppercase) {
        return None;
    }
    let near = text.get(text.floor_char_boundary(at.saturating_sub(NEAR))..text.floor_char_boundary(at + NEAR))?;
    let beside = |n: u32| {
        let label = format!("{major}.{n}");
        let followed =
            |line: &str| line.trim_start().strip_prefix(&label).is_some_and(|l| l.starts_with([' ', '\t', '.']));
        n > 0 && near.lines().any(followed)
    };
    (beside(minor - 1) || beside(minor + 1)).then_some((Form::Dotted(2), minor, len))
}

/// `2 Failure of imatinib` between lines that open with `1` and `3`: a number with nothing after it. Near misses: `2 weeks of`, with no
/// capital; `2 Patients`, where no line near it opens with the number before it or after it; `2 Exclusion`, a heading.
fn bare(text: &str, at: usize) -> Option<(Form, u32, usize)> {
    let line_start = text[..at].trim_end_matches([' ', '\t']).len();
    let opens = line_start == 0 || text[..line_start].ends_with(['\n', '\r']);
    let item = |line: &str| -> Option<(u32, usize)> {
        let len = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
        let own = line[len..].strip_prefix([' ', '\t'])?.trim_start_matches([' ', '\t']);
        let section = own
            .get(..9)
            .is_some_and(|word| word.eq_ignore_ascii_case("inclusion") || word.eq_ignore_ascii_case("exclusion"));
        // "eGFR", "pH"
        let begins = own.chars().take(2).any(char::is_uppercase) && !section;
        line[..len].parse().ok().filter(|_| begins && len < 3).map(|n| (n, len))
    };
    let (ordinal, len) = item(&text[at..]).filter(|(n, _)| opens && *n > 0)?;
    let before = text[text.floor_char_boundary(at.saturating_sub(NEAR))..line_start].lines();
    let after = text[at..text.floor_char_boundary((at + NEAR).min(text.len()))].lines().skip(1);
    let numbered = |line: &str| item(line.trim_start()).map(|(n, _)| n);
    let beside = before.rev().find_map(numbered) == ordinal.checked_sub(1).filter(|n| *n > 0)
        && (ordinal > 1 || after.clone().find_map(numbered) == Some(2));
    let stands = beside || after.clone().find_map(numbered) == Some(ordinal + 1) && ordinal == 1;
    stands.then_some((Form::Decimal(Style::Dot), ordinal, len))
}

/// `(1)`, `(a)`, `(iv)`.
fn parenthesised(rest: &str, at: usize) -> Option<(Form, u32, usize)> {
    let (form, ordinal, end) =
        if rest[at..].starts_with(|c: char| c.is_ascii_digit()) { number(rest, at)? } else { letters(rest, at)? };
    match form {
        Form::Decimal(Style::Close) => Some((Form::Decimal(Style::Both), ordinal, end)),
        Form::Letter { upper, style: Style::Close } => Some((Form::Letter { upper, style: Style::Both }, ordinal, end)),
        Form::Roman { upper, style: Style::Close } => Some((Form::Roman { upper, style: Style::Both }, ordinal, end)),
        _ => None,
    }
}

/// `a)`, `A.`, `iv.`
fn letters(rest: &str, at: usize) -> Option<(Form, u32, usize)> {
    let word: &str = &rest[at..];
    let len = word.bytes().take(6).take_while(u8::is_ascii_alphabetic).count();
    if len == 0 || len > 5 {
        return None;
    }
    let word = &word[..len];
    let upper = word.starts_with(|c: char| c.is_ascii_uppercase());
    let style = match rest[at + len..].chars().next()? {
        '.' => Style::Dot,
        ')' => Style::Close,
        _ => return None,
    };
    let end = at + len + 1;
    let next = rest[end..].chars().next();
    let stands = match next {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some(c) => style == Style::Close && c.is_alphabetic(),
    };
    if !stands {
        return None;
    }
    if len == 1 {
        let ordinal = u32::from(word.as_bytes()[0].to_ascii_lowercase() - b'a') + 1;
        return Some((Form::Letter { upper, style }, ordinal, end));
    }
    roman(word).map(|ordinal| (Form::Roman { upper, style }, ordinal, end))
}

/// The value of a Roman numeral up to 39, in one case.
pub(super) fn roman(word: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let lower = word.to_ascii_lowercase();
    if lower != word && word.to_ascii_uppercase() != word {
        return None;
    }
    let tens = lower.bytes().take(3).take_while(|&b| b == b'x').count();
    let units = UNITS.iter().position(|unit| *unit == &lower[tens..])?;
    let value = u32::try_from(tens * 10 + units).ok()?;
    (value > 0).then_some(value)
}

/// The same marker read as a Roman numeral, where its one letter is one.
pub(super) fn as_roman(marker: &Marker, text: &str) -> Option<Marker> {
    let Form::Letter { upper, style } = marker.form else { return None };
    let letter = text[marker.range.clone()].trim_matches(|c: char| !c.is_ascii_alphabetic());
    let ordinal = roman(letter)?;
    Some(Marker { range: marker.range.clone(), form: Form::Roman { upper, style }, ordinal })
}
