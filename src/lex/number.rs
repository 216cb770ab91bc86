//! Numbers as they are typed, and their values.
//!
//! | form | example |
//! |---|---|
//! | digits with a decimal point, comma or raised dot | `1.5`, `1,5`, `1·5`, `.5` |
//! | groups of three after commas, after spaces of any width, or after apostrophes | `100,000.5`, `100 000`, `100'000` |
//! | thousands with a space typed after the comma | `15, 000` |
//! | a vulgar fraction | `½`, `1½` |

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{opt, recognize};
use nom::multi::many1_count;
use nom::{IResult, Parser};
use rust_decimal::Decimal;

use super::normal::{is_dash, is_fraction, is_superscript};

/// What follows the thousands where a space has come in between, and can be no further number of a list.
const SPACED_THOUSAND: &str = ", 000";

/// The number at the start of `rest`, which begins with a digit, a fraction or a point before one: its value, none where it
/// has more digits than can be kept, and its length in bytes.
pub fn number(rest: &str) -> (Option<Decimal>, usize) {
    let len = plain_number(rest).or_else(|| any_number(rest)).unwrap_or(1);
    let len = before_power(rest, len);
    let len = if is_grouped(&rest[..len]) && rest[len..].starts_with(|c: char| c.is_ascii_digit()) {
        rest.bytes().take_while(u8::is_ascii_digit).count().max(1)
    } else {
        len
    };
    (parse(&rest[..len]), len)
}

/// The length of the power of an atom, after which a further factor stands: the 1 of "min-*1*.1.73m-2", "min−*1*·1.73 m−2".
/// `before` is what is written before the digits. Near misses: "phase-1.5", "1.1.73" with no atom before it.
pub fn power_len(before: &str, rest: &str) -> Option<usize> {
    let atom = before.strip_suffix(is_dash)?;
    let dot = |s: &'_ str| s.strip_prefix(['.', '·']).is_some_and(|s| s.starts_with(|c: char| c.is_ascii_digit()));
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let factor = rest.strip_prefix(['1', '2', '3']).filter(|s| dot(s))?.trim_start_matches(['.', '·']);
    (atom.ends_with(|c: char| c.is_alphabetic()) && dot(&factor[digits(factor)..])).then_some(1)
}

/// The length of a number of digits with at most a decimal point, which is nearly every one; `None` where what follows
/// can belong to it as well (a comma or space before more digits, a fraction), for [`any_number`] to say.
fn plain_number(rest: &str) -> Option<usize> {
    let b = rest.as_bytes();
    let digits = |from: usize| b[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = digits(0);
    match b.get(whole) {
        _ if whole == 0 => None,
        Some(b'.') => {
            let part = digits(whole + 1);
            Some(if part > 0 { whole + 1 + part } else { whole })
        }
        Some(b',' | b' ' | b'\'') if b.get(whole + 1).is_some_and(u8::is_ascii_digit) => None,
        Some(b',') if rest[whole..].starts_with(SPACED_THOUSAND) => None,
        next => next.is_none_or(u8::is_ascii).then_some(whole),
    }
}

/// The length of a number of any form; the first of these that is there.
fn any_number(rest: &str) -> Option<usize> {
    let digits = |text| take_while1(|c: char| c.is_ascii_digit())(text);
    let lead = |text| take_while_m_n(1, 3, |c: char| c.is_ascii_digit())(text);
    let three = |text| take_while_m_n(3, 3, |c: char| c.is_ascii_digit())(text);
    let found: IResult<&str, &str> = recognize(alt((
        recognize((take_while(|c: char| c.is_ascii_digit()), one_of("¼½¾"))),
        recognize((lead, many1_count(tag(SPACED_THOUSAND)))),
        recognize((lead, many1_count((char(','), three)), opt((char('.'), digits)))),
        recognize((lead, many1_count((one_of("\u{a0}\u{202f}\u{2009} "), three)), opt((one_of(".,"), digits)))),
        recognize((lead, many1_count((one_of("'’"), three)), opt((char('.'), digits)))),
        recognize((digits, opt((one_of(".,·"), digits)))),
        recognize((one_of(".·"), digits)),
    )))
    .parse(rest);
    found.ok().map(|(_, number)| number.len())
}

/// "2·10⁶": the dot before a power of ten multiplies; it is no decimal point.
fn before_power(rest: &str, len: usize) -> usize {
    let power = |after: &str| after.starts_with(|c: char| is_superscript(c) || c == '^');
    match rest[..len].find('·') {
        Some(dot) if rest[..len].ends_with("·10") && power(&rest[len..]) => dot,
        _ => len,
    }
}

fn is_grouped(digits: &str) -> bool {
    digits.contains([' ', '\u{a0}', '\u{202f}', '\u{2009}', ',', '\'', '’'])
}

/// The value of a number as written: groups of three after a comma, a space or an apostrophe are thousands, a single comma before
/// one, two or more than three digits is a decimal comma.
pub fn parse(written: &str) -> Option<Decimal> {
    if written.starts_with(|c: char| c.is_ascii_digit()) && written.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Decimal::from_str_exact(written).ok();
    }
    if let Some(fraction) = written.chars().next_back().filter(|c| is_fraction(*c)) {
        let whole = &written[..written.len() - fraction.len_utf8()];
        let part = match fraction {
            '¼' => Decimal::new(25, 2),
            '½' => Decimal::new(5, 1),
            _ => Decimal::new(75, 2),
        };
        let whole = if whole.is_empty() { Decimal::ZERO } else { Decimal::from_str_exact(whole).ok()? };
        return whole.checked_add(part);
    }
    let mut digits: String = written.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
    let spaced = written.contains(char::is_whitespace) && !written.ends_with(SPACED_THOUSAND);
    let commas = digits.matches(',').count();
    let grouped = digits.split(',').skip(1).all(|g| g.split('.').next().is_some_and(|g| g.len() == 3));
    // "0,500" can be no thousands.
    if commas == 1 && (!grouped || digits.starts_with("0,") || spaced) {
        digits = digits.replace(',', ".");
    } else {
        digits.retain(|c| c != ',');
    }
    let digits = digits.replace('·', ".");
    let digits = if digits.starts_with('.') { format!("0{digits}") } else { digits };
    Decimal::from_str_exact(&digits).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::number;

    #[test]
    fn forms_and_their_values() {
        let cases = [
            ("1.5 mg", "1.5", " mg"),
            ("1,5 mg", "1.5", " mg"),
            ("1·5", "1.5", ""),
            (".5", "0.5", ""),
            ("100,000.5/L", "100000.5", "/L"),
            ("100 000 cells", "100000", " cells"),
            ("100\u{2009}000,5", "100000.5", ""),
            ("100'000/mm3", "100000", "/mm3"),
            ("2’000’500", "2000500", ""),
            ("0,500", "0.500", ""),
            ("15, 000 cells", "15000", " cells"),
            ("1, 500 mg", "1", ", 500 mg"),
            ("15, 0001", "15", ", 0001"),
            ("1½ years", "1.5", " years"),
            ("¾", "0.75", ""),
            // A dot before a power of ten multiplies, groups have three digits each, and a sentence may end in a number.
            ("2·10⁶", "2", "·10⁶"),
            ("12,3456", "12", ",3456"),
            ("18. Women", "18", ". Women"),
            ("10⁹", "10", "⁹"),
            ("1 2345", "1", " 2345"),
            ("5'11 tall", "5", "'11 tall"),
            ("20'0000", "20", "'0000"),
        ];
        for (text, value, rest) in cases {
            let (read, len) = number(text);
            assert_eq!((read.unwrap().to_string().as_str(), &text[len..]), (value, rest), "{text}");
        }
    }

    #[test]
    fn more_digits_than_can_be_kept() {
        let (value, len) = number("123456789012345678901234567890123 mg");
        assert_eq!((value, len), (None, 33));
    }
}
