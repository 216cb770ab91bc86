//! JSON made to be read in a diff: an object or list that fits in 100 columns stands on one line, any other has one
//! member a line, indented by two.
//!
//! serde writes compact JSON and [`lay_out`] spaces it: one pass measures every object and list, a second one writes.
//! Both are linear in the input, and no value is built in between.

use std::io::{self, Write};

use memchr::memchr2;
use serde::Serialize;

/// The widest line that an object or list may stand on.
const COLUMNS: usize = 100;

/// Writes `value` laid out over lines, with a newline at the end.
///
/// # Errors
/// When `value` can not be written as JSON.
pub fn write_pretty(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    lay_out_to(out, &serde_json::to_vec(value)?);
    out.push(b'\n');
    Ok(())
}

/// Writes `value` on one line of its own.
///
/// # Errors
/// When `out` can not be written to.
pub fn write_line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    out.write_all(&bytes)
}

/// Spaces JSON: what is laid out already comes out the same, and it is the same value.
///
/// Columns are counted in code points. Text that is no JSON comes out in some form, never with a panic.
///
/// ```
/// use trial_extract::emit::json::lay_out;
/// assert_eq!(lay_out(br#"{"ge":1.5,"in":["I","II"]}"#), br#"{"ge": 1.5, "in": ["I", "II"]}"#);
/// ```
pub fn lay_out(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    lay_out_to(&mut out, json);
    out
}

fn lay_out_to(out: &mut Vec<u8>, json: &[u8]) {
    let tokens = measured(json);
    out.reserve(json.len() * 3 / 2);
    let mut writer = Writer { out, indent: 0, column: 0 };
    // How deep inside something that stands on one line.
    let mut inline = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match json[token.start] {
            bracket @ (b'{' | b'[') => {
                let is_empty = tokens.get(at + 1).is_some_and(|next| matches!(json[next.start], b'}' | b']'));
                let fits = writer.column.saturating_add(token.columns as usize) <= COLUMNS;
                writer.put(&[bracket], 1);
                if inline > 0 || is_empty || fits {
                    inline += 1;
                } else {
                    writer.indent += 1;
                    writer.line();
                }
            }
            bracket @ (b'}' | b']') => {
                if inline > 0 {
                    inline -= 1;
                } else {
                    writer.indent = writer.indent.saturating_sub(1);
                    writer.line();
                }
                writer.put(&[bracket], 1);
            }
            b',' if inline > 0 => writer.put(b", ", 2),
            b',' => {
                writer.put(b",", 1);
                writer.line();
            }
            b':' => writer.put(b": ", 2),
            _ => writer.put(&json[token.start..token.end(json)], token.columns as usize),
        }
    }
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
    indent: usize,
    column: usize,
}

impl Writer<'_> {
    fn put(&mut self, bytes: &[u8], columns: usize) {
        self.out.extend_from_slice(bytes);
        self.column += columns;
    }

    fn line(&mut self) {
        self.out.push(b'\n');
        self.column = 2 * self.indent;
        self.out.resize(self.out.len() + self.column, b' ');
    }
}

/// A bracket, comma or colon, a string with its quotes, a number, or a word.
struct Token {
    start: usize,
    /// Its bytes, as far as they can be said.
    len: u32,
    /// Its columns; of a bracket that opens, those of the whole object or list on one line, with the comma after it.
    columns: u32,
}

impl Token {
    fn end(&self, json: &[u8]) -> usize {
        if self.len == u32::MAX { end(json, self.start) } else { self.start + self.len as usize }
    }
}

/// Everything but the space between, in its order.
fn measured(json: &[u8]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(json.len() / 6);
    // Those that are open: their place in `tokens` and the column where they started, had all been on one line.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let (mut start, mut column) = (0, 0);
    while let Some(first) = json.get(start) {
        let mut end = start + 1;
        let columns = match first {
            b' ' | b'\n' | b'\r' | b'\t' | b'\x0C' => {
                start = end;
                continue;
            }
            b'{' | b'[' => {
                open.push((tokens.len(), column));
                1
            }
            b'}' | b']' => {
                if let Some((place, from)) = open.pop() {
                    let comma = json[end..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b',');
                    tokens[place].columns = narrow(column + 1 - from + usize::from(comma));
                }
                1
            }
            b',' | b':' => 2,
            _ => {
                end = self::end(json, start);
                code_points(&json[start..end])
            }
        };
        column += columns;
        tokens.push(Token { start, len: narrow(end - start), columns: narrow(columns) });
        start = end;
    }
    open.into_iter().for_each(|(place, _)| tokens[place].columns = u32::MAX);
    tokens
}

/// A length; what is too long for it is as long as can be said.
fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn code_points(utf8: &[u8]) -> usize {
    if utf8.is_ascii() {
        return utf8.len();
    }
    utf8.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// Where the string, number or word ends that begins at `start`.
fn end(json: &[u8], start: usize) -> usize {
    if json[start] == b'"' {
        return end_of_string(json, start + 1);
    }
    let ends = |byte: &u8| {
        matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'\x0C' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"')
    };
    json[start..].iter().position(ends).map_or(json.len(), |len| start + len)
}

/// Where the string ends whose first byte after the quote is `at`.
fn end_of_string(json: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr2(b'"', b'\\', &json[at..]) {
        let quote = json[at + found] == b'"';
        at = (at + found + if quote { 1 } else { 2 }).min(json.len());
        if quote {
            return at;
        }
    }
    json.len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn laid(json: &str) -> String {
        String::from_utf8(lay_out(json.as_bytes())).unwrap()
    }

    #[test]
    fn what_fits_stands_on_one_line() {
        assert_snapshot!(laid(r#"{"a":[1,2.50,{"b":null}],"c":"x\"}"}"#), @r#"{"a": [1, 2.50, {"b": null}], "c": "x\"}"}"#);
        assert_snapshot!(laid("[]"), @"[]");
    }

    #[test]
    fn what_does_not_is_broken_only_where_it_must_be() {
        let long = "x".repeat(60);
        assert_eq!(
            laid(&format!(r#"{{"a":"{long}","b":[1,2],"c":"{long}"}}"#)),
            format!("{{\n  \"a\": \"{long}\",\n  \"b\": [1, 2],\n  \"c\": \"{long}\"\n}}")
        );
    }

    #[test]
    fn the_limit_is_100_columns_in_code_points_and_counts_the_comma() {
        // `["` and `"]` take 4 columns.
        assert!(!laid(&format!(r#"["{}"]"#, "é".repeat(96))).contains('\n'));
        assert!(laid(&format!(r#"["{}"]"#, "é".repeat(97))).contains('\n'));
        // Indented by 2, with a comma after it, 7 columns are gone.
        let pair = |n: usize| laid(&format!(r#"[["{}"],"{}"]"#, "x".repeat(n), "y".repeat(90)));
        assert_eq!(pair(93).lines().count(), 4);
        assert_eq!(pair(94).lines().count(), 6);
    }

    #[test]
    fn an_empty_list_is_never_broken() {
        let key = "k".repeat(120);
        assert_eq!(laid(&format!(r#"{{"{key}":[]}}"#)), format!("{{\n  \"{key}\": []\n}}"));
    }

    #[test]
    fn broken_json_does_not_panic() {
        for json in ["", "]", "{\"a", "\"\\", "{{]", "[1,", "}}}}[", "\u{e9}"] {
            laid(json);
        }
    }

    #[test]
    fn time_is_linear_in_depth() {
        let depth = 50_000;
        let json = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        // Indenting every level would be quadratic in the output; such depth comes from no trial, so a shallow one
        // is laid out and the deep one only measured.
        assert_eq!(measured(json.as_bytes()).len(), 2 * depth);
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "\\PC{0,40}".prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 200, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::vec(("\\PC{0,12}", inner), 0..8)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_is_the_same_value_and_laying_out_again_changes_nothing(value in values()) {
            let compact = serde_json::to_vec(&value).unwrap();
            let laid = lay_out(&compact);
            prop_assert_eq!(&serde_json::from_slice::<Value>(&laid).unwrap(), &value);
            prop_assert_eq!(&lay_out(&laid), &laid);
            for line in std::str::from_utf8(&laid).unwrap().lines() {
                let is_one_line_container = line.trim_end_matches(',').ends_with(['}', ']']) && line.trim_start().len() > 2;
                let opens = line.bytes().any(|b| b == b'{' || b == b'[');
                let is_empty = line.contains("[]") || line.contains("{}");
                if is_one_line_container && opens && !is_empty && !line.contains('"') {
                    prop_assert!(line.chars().count() <= COLUMNS);
                }
            }
        }
    }
}
