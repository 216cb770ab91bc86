//! Comparators as they are typed, read at the start of what is left of a text.
//!
//! | comparator | forms |
//! |---|---|
//! | at least | `≥` `≧` `⩾` `⪰`, `≥ =`; `>=` `> =` `>/=` `> / =` `> or =` `> or equal to` `= or >` `=>` `=/>`, `>` underlined, `>_`; as entities and as `<U+2265>`, `<U+2267>` |
//! | at most | the same the other way round |
//! | more than | `>` `＞` `˃` `﹥`, doubled or as entities |
//! | less than | `<` `＜` `˂` `﹤`, doubled or as entities |
//! | equals | `=` `＝` |
//!
//! A backslash before a sign escapes it. A form is read whole: `>=` is no "more than" with a sign left over.

use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, one_of};
use nom::combinator::{opt, recognize, value};
use nom::error::{Error, ErrorKind};
use nom::multi::many1_count;
use nom::{IResult, Parser};

/// `<`, `>`, `≤`, `≥` or `=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// `<`
    Lt,
    /// `≤`
    Le,
    /// `>`
    Gt,
    /// `≥`
    Ge,
    /// `=`; doubtful in text that may have lost its signs.
    Eq,
}

/// The forms of one direction.
struct Signs {
    /// What stands for it alone, and is followed by "=" where equality is meant too.
    strict: [&'static str; 4],
    /// Forms that are never followed by "=".
    strict_only: [&'static str; 2],
    /// One character with equality in it, which a second "=" may follow.
    equal: char,
    /// Others, and what stands for one.
    whole: [&'static str; 6],
    /// A sign with a line below it.
    underlined: [&'static str; 2],
    /// The last digit of the code points between `<U+226` and `>`.
    code_points: &'static str,
}

static MORE: Signs = Signs {
    strict: [">", "&gt;", "＞", "˃"],
    strict_only: ["&#62;", "﹥"],
    equal: '≥',
    whole: ["≧", "⩾", "⪰", "&ge;", "&#8805;", "&#x2265;"],
    underlined: [">\u{332}", ">_"],
    code_points: "57",
};

static LESS: Signs = Signs {
    strict: ["<", "&lt;", "＜", "˂"],
    strict_only: ["&#60;", "﹤"],
    equal: '≤',
    whole: ["≦", "⩽", "⪯", "&le;", "&#8804;", "&#x2264;"],
    underlined: ["<\u{332}", "<_"],
    code_points: "46",
};

/// The comparator at the start of `text` and its length in bytes: of `>/= 2`, at least and 3; of `/= 2`, none.
pub fn comparator(text: &str) -> Option<(Comparator, usize)> {
    plain_comparator(text).or_else(|| any_form(text))
}

/// A comparator of one character directly before a digit, or with one space between, which is nearly every one; the
/// others are for [`any_form`] to read.
fn plain_comparator(rest: &str) -> Option<(Comparator, usize)> {
    let kind = match rest.chars().next()? {
        '<' => Comparator::Lt,
        '≤' => Comparator::Le,
        '>' => Comparator::Gt,
        '≥' => Comparator::Ge,
        '=' => Comparator::Eq,
        _ => return None,
    };
    let len = if matches!(kind, Comparator::Le | Comparator::Ge) { '≥'.len_utf8() } else { 1 };
    let after = &rest[len..];
    if let (Comparator::Lt | Comparator::Gt, Some(number)) = (kind, after.strip_prefix(';')) {
        // ">;34": what is left of an entity.
        return number.starts_with(|c: char| c.is_ascii_digit()).then_some((kind, len + 1));
    }
    let number = after.strip_prefix(' ').unwrap_or(after);
    number.starts_with(|c: char| c.is_ascii_digit()).then_some((kind, len))
}

fn any_form(text: &str) -> Option<(Comparator, usize)> {
    let starts = |c: char| matches!(c, '\\' | '<' | '>' | '=' | '&') || !c.is_ascii();
    if !text.starts_with(starts) {
        return None;
    }
    let (rest, comparator) = alt((
        value(Comparator::Ge, |text| or_equal(text, &MORE)),
        value(Comparator::Le, |text| or_equal(text, &LESS)),
        value(Comparator::Gt, |text| strict(text, &MORE)),
        value(Comparator::Lt, |text| strict(text, &LESS)),
        value(Comparator::Eq, (escape, many1_count(one_of("=＝")))),
    ))
    .parse(text)
    .ok()?;
    Some((comparator, text.len() - rest.len()))
}

/// A backslash, or nothing.
fn escape(text: &str) -> IResult<&str, Option<char>> {
    opt(char('\\')).parse(text)
}

/// One of the forms.
fn any<'t>(forms: &'static [&'static str]) -> impl Fn(&'t str) -> IResult<&'t str, &'t str> {
    move |text| match forms.iter().find(|form| text.starts_with(**form)) {
        Some(form) => Ok((&text[form.len()..], &text[..form.len()])),
        None => Err(nom::Err::Error(Error::new(text, ErrorKind::Tag))),
    }
}

/// "or equal" is said in the comparator.
fn or_equal<'t>(text: &'t str, signs: &'static Signs) -> IResult<&'t str, &'t str> {
    let equal = || alt((tag("="), recognize((tag("or"), opt(char(' ')), char('=')))));
    alt((
        recognize((escape, any(&signs.strict), opt(char(' ')), opt(char('/')), opt(char(' ')), escape, equal())),
        recognize((any(&signs.strict[..1]), opt(char(' ')), tag("or"), opt(char(' ')), char('='))),
        recognize((any(&signs.strict[..1]), opt(char(' ')), tag("or equal to"))),
        recognize((any(&signs.strict[..1]), opt(char(' ')), tag("or equal"))),
        recognize((escape, char('='), escape, any(&signs.strict[..2]))),
        recognize((char('='), opt(char(' ')), tag("or"), opt(char(' ')), any(&signs.strict[..1]))),
        recognize((char(signs.equal), opt((opt(char(' ')), char('='))))),
        any(&signs.whole),
        recognize((char('<'), one_of("Uu"), tag("+226"), one_of(signs.code_points), char('>'))),
        recognize((escape, tag("=/"), any(&signs.strict[..2]))),
        any(&signs.underlined),
    ))
    .parse(text)
}

/// "or equal" is not said.
fn strict<'t>(text: &'t str, signs: &'static Signs) -> IResult<&'t str, &'t str> {
    recognize((escape, many1_count(alt((any(&signs.strict), any(&signs.strict_only)))))).parse(text)
}

#[cfg(test)]
mod tests {
    use super::Comparator::{self, Eq, Ge, Gt, Le, Lt};
    use super::comparator;

    fn read(text: &str) -> Option<(Comparator, &str)> {
        comparator(text).map(|(kind, len)| (kind, &text[len..]))
    }

    #[test]
    fn every_form_is_read_whole() {
        let forms = [
            (
                Ge,
                "≥ ≧ ⩾ ⪰ ≥= >= >/= >\u{332} >_ => =/> \\>= \\>\\= &ge; &gt;= =&gt; &#8805; &#x2265; <U+2265> <u+2267> ＞= ˃=",
            ),
            (
                Le,
                "≤ ≦ ⩽ ⪯ ≤= <= </= <\u{332} <_ =< =/< \\<= \\<\\= &le; &lt;= =&lt; &#8804; &#x2264; <U+2264> <u+2266> ＜= ˂=",
            ),
            (Gt, "> >> &gt; &#62; ＞ ˃ ﹥ \\>"),
            (Lt, "< << &lt; &#60; ＜ ˂ ﹤ \\<"),
            (Eq, "= == ＝ \\="),
        ];
        for (kind, written) in forms {
            for form in written.split(' ') {
                assert_eq!(read(&format!("{form}2")), Some((kind, "2")), "{form}");
            }
        }
        for (form, kind) in [
            ("> =", Ge),
            ("> / =", Ge),
            ("< /=", Le),
            ("> or =", Ge),
            (">or=", Ge),
            ("≥ =", Ge),
            ("< =", Le),
            ("< or =", Le),
            ("= or <", Le),
            ("= or >", Ge),
        ] {
            assert_eq!(read(&format!("{form} 2")), Some((kind, " 2")), "{form}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in ["/= 2", "or = 2", "&amp; 2", "\\- 2", "±2", "U+2265", "", "é"] {
            assert_eq!(read(text), None, "{text}");
        }
        // Spaces between two signs of the same kind, and a second sign after a space, belong to what follows.
        assert_eq!(read("> or more"), Some((Gt, " or more")));
        assert_eq!(read("≥  = 2"), Some((Ge, "  = 2")));
        assert_eq!(read("<U+2260>"), Some((Lt, "U+2260>")));
    }
}
