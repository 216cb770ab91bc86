//! The normal form under which vocabulary is stored and text is looked up.
//!
//! This file is compiled twice, into the library and into the build script, so that both sides of a look-up agree:
//!
//! - lower case, accents dropped, Greek letters spelled out, `µ` and `μ` one letter, `ß` at the start of a word a beta;
//! - `ae` and `oe` become `e` in words of five letters or more (haemoglobin, oedema);
//! - `'s` is dropped; `e.g.` and its like lose their stops, `FEV_1` its line;
//! - a change from digit to letter splits (`80g`, `2K`), one from letter to digit does not (`CD20`, `B12`);
//! - hyphens and dashes only separate; `/`, `%`, `+` and `&` are tokens of their own.

/// One token of a term in normal form, or what separates terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A run of letters and digits that starts with a letter, as written.
    Word(&'a str),
    /// A run of digits, with a decimal point or comma and more digits if there are any.
    Number(&'a str),
    /// `/`, `%`, `+` or `&`.
    Sign(char),
    /// A hyphen or dash.
    Hyphen,
    /// Anything else: no term reaches across it.
    Other(char),
}

/// Appends a word's normal form to `out`.
pub fn push_word(word: &str, out: &mut String) {
    let start = out.len();
    if word.bytes().all(|b| b.is_ascii() && !matches!(b, b'.' | b'\'' | b'_')) {
        // Nearly every word: one copy.
        out.push_str(word);
        out[start..].make_ascii_lowercase();
    } else if word.is_ascii() {
        out.extend(word.bytes().map(|b| b.to_ascii_lowercase() as char).filter(|c| !matches!(c, '.' | '\'' | '_')));
    } else {
        // No German word starts with its letter: "ß-blocker" has it for a beta.
        let rest = word.strip_prefix('ß').inspect(|_| out.push_str("beta")).unwrap_or(word);
        rest.chars().filter(|c| !matches!(c, '.' | '\'' | '’' | '_')).for_each(|c| push_char(c, out));
    }
    if out.len() - start >= 5 {
        drop_ligatures(out, start);
    }
}

/// Turns `ae` and `oe` after `start` into `e`.
fn drop_ligatures(out: &mut String, start: usize) {
    let tail = &out.as_bytes()[start..];
    if tail.windows(2).any(|w| w[1] == b'e' && matches!(w[0], b'a' | b'o')) {
        let folded = out[start..].replace("ae", "e").replace("oe", "e");
        out.truncate(start);
        out.push_str(&folded);
    }
}

/// Appends one character's normal form.
fn push_char(c: char, out: &mut String) {
    let folded = match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ã' | 'Å' | 'ā' => "a",
        'ä' | 'Ä' => "a",
        'æ' | 'Æ' => "ae",
        'ç' | 'Ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' | 'ē' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => "i",
        'ñ' | 'Ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' => "o",
        'œ' | 'Œ' => "oe",
        'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => "u",
        'ß' => "ss",
        'š' | 'Š' => "s",
        'ž' | 'Ž' => "z",
        'µ' | 'μ' => "µ",
        'α' => "alpha",
        'β' => "beta",
        'γ' => "gamma",
        'δ' => "delta",
        'ε' => "epsilon",
        'κ' => "kappa",
        'λ' => "lambda",
        'ω' => "omega",
        _ => return out.extend(c.to_lowercase()),
    };
    out.push_str(folded);
}

/// Whether a character belongs to a word.
pub fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() && !is_superscript(c) && !is_fraction(c)
}

/// Whether a character is a fraction that has an exact decimal form.
pub fn is_fraction(c: char) -> bool {
    matches!(c, '¼' | '½' | '¾')
}

/// Whether a character is a superscript digit or sign.
pub fn is_superscript(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁻')
}

/// Whether a character is a hyphen, a dash or a minus sign.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '﹣' | '－' | '\u{ad}')
}

/// The byte length of the word at the start of `s`; 0 where none starts. `e.g.`, `i.v.` and `U.S.` are one word,
/// and so is a word with its possessive `'s`. A digit belongs to a word after letters (`HER2`), not after the signs of
/// a script that writes no spaces (`前7天`).
pub fn word_len(s: &str) -> usize {
    let end = letters_len(s);
    end + not_len(s, end).max(subscript_len(s, end))
}

/// The most letters of a name that a lost subscript ends.
const LONGEST_WITH_SUBSCRIPT: usize = 4;

/// The length of the "_1" of "FEV*_1*", "SaO*_2*", "B*_12*": a subscript in the notation of formulas. Near misses: "group_1",
/// "T_max".
fn subscript_len(s: &str, end: usize) -> usize {
    let name = s[..end].bytes().all(|b| b.is_ascii_alphabetic()) && s.starts_with(|c: char| c.is_ascii_uppercase());
    if end == 0 || end > LONGEST_WITH_SUBSCRIPT || !name {
        return 0;
    }
    let Some(after) = s[end..].strip_prefix('_') else { return 0 };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !after[digits..].starts_with(|c: char| is_word_char(c) || c == '_');
    if (1..=2).contains(&digits) && ends { digits + 1 } else { 0 }
}

/// The length of "'t" after "has*n*'t", "do*n*’t": a denial is one word.
fn not_len(s: &str, end: usize) -> usize {
    if !s[..end].ends_with(['n', 'N']) {
        return 0;
    }
    let after = ["'t", "’t", "'T", "’T"].into_iter().find(|t| s[end..].starts_with(t));
    let len = after.map_or(0, str::len);
    if s[end + len..].starts_with(is_word_char) { 0 } else { len }
}

fn letters_len(s: &str) -> usize {
    let b = s.as_bytes();
    let mut end = 0;
    if b.first().is_some_and(u8::is_ascii) {
        if !b[0].is_ascii_alphabetic() {
            return 0;
        }
        if b.get(1) == Some(&b'.')
            && let Some(len) = dotted_len(s)
        {
            return len;
        }
        end = b.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        if b.get(end).is_none_or(u8::is_ascii) {
            return end;
        }
        // The last letter or digit is read again, with what follows it.
        end -= 1;
    }
    let Some(first) = s[end..].chars().next().filter(|c| is_word_char(*c) && (end > 0 || !c.is_ascii_digit())) else {
        return end;
    };
    end += first.len_utf8();
    let mut previous = first;
    for c in s[end..].chars() {
        let spaced_script = previous.is_lowercase() || previous.is_uppercase() || previous.is_ascii_digit();
        if !is_word_char(c) || c.is_ascii_digit() && !spaced_script {
            break;
        }
        end += c.len_utf8();
        previous = c;
    }
    end
}

/// The length of a dotted abbreviation of single letters (`e.g.`, `i.v`), if one starts here.
fn dotted_len(s: &str) -> Option<usize> {
    let b = s.as_bytes();
    let mut end = 0;
    while end + 1 < b.len() && b[end].is_ascii_alphabetic() && b[end + 1] == b'.' {
        end += 2;
    }
    if end < 2 || (end == 2 && !b.get(2).is_some_and(u8::is_ascii_alphabetic)) {
        return None;
    }
    let tail = b[end..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
    match tail {
        0 => (end >= 4).then_some(end),
        1 if b[end].is_ascii_alphabetic() => Some(end + 1),
        _ => None,
    }
}

/// The byte length of a possessive ending (`'s`, `’s`, or a bare apostrophe after s and before another word: "Graves'
/// disease") directly after the first `word` bytes of `s`.
pub fn possessive_len(s: &str, word: usize) -> usize {
    let quote = match s[word..].chars().next() {
        Some(c @ ('\'' | '’' | '`' | '´')) => c.len_utf8(),
        _ => return 0,
    };
    let after = &s[word + quote..];
    let mut next = after.chars();
    if s[..word].ends_with('s') && next.next() == Some(' ') && next.next().is_some_and(char::is_alphabetic) {
        return quote;
    }
    if after.starts_with(['s', 'S']) && !after[1..].starts_with(is_word_char) { quote + 1 } else { 0 }
}

/// The byte length of the number at the start of `s`: digits, then a point or comma and digits; 0 where none starts.
pub fn number_len(s: &str) -> usize {
    let b = s.as_bytes();
    let mut end = b.iter().take_while(|c| c.is_ascii_digit()).count();
    if end > 0 && matches!(b.get(end), Some(b'.' | b',')) {
        let more = b[end + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
        if more > 0 {
            end += 1 + more;
        }
    }
    end
}

/// The pieces of a term, as the lexer would see them.
pub fn pieces(term: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = term.trim_start();
    std::iter::from_fn(move || {
        let c = rest.chars().next()?;
        let word = word_len(rest);
        let number = if word == 0 { number_len(rest) } else { 0 };
        let (piece, len) = match c {
            _ if word > 0 => (Piece::Word(&rest[..word]), word + possessive_len(rest, word)),
            _ if number > 0 => (Piece::Number(&rest[..number]), number),
            '/' | '%' | '+' | '&' => (Piece::Sign(c), 1),
            _ if is_dash(c) => (Piece::Hyphen, c.len_utf8()),
            _ => (Piece::Other(c), c.len_utf8()),
        };
        rest = rest[len..].trim_start();
        Some(piece)
    })
}

/// The key under which a term is stored: its tokens in normal form, joined by a space.
pub fn key(term: &str) -> String {
    let mut out = String::with_capacity(term.len());
    push_key(term, &mut out);
    out
}

/// Appends the key under which a term is stored.
pub fn push_key(term: &str, out: &mut String) {
    let start = out.len();
    for piece in pieces(term) {
        if matches!(piece, Piece::Hyphen) {
            continue;
        }
        if out.len() > start {
            out.push(' ');
        }
        match piece {
            Piece::Word(word) => push_word(word, out),
            Piece::Number(digits) => out.push_str(digits),
            // A unit's factors: the lexer reads the sign between them as a times sign.
            Piece::Other('·' | '•' | '∙' | '⋅') => out.push('x'),
            Piece::Sign(c) | Piece::Other(c) => out.push(c),
            Piece::Hyphen => {}
        }
    }
}
