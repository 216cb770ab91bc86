//! What must hold of every trial, whatever its text: nothing lost, spans true, numbers exact, nothing invented.
//!
//! The rules are looked at as JSON, so that a field added later is held to the same promises without being named here.

use std::collections::BTreeMap;

use regex::Regex;
use rust_decimal::Decimal;
use serde_json::Value;
use trial_extract::rule::{Criterion, Role, Trial};

/// Every fault that is found, in words. Empty when all promises hold.
pub fn faults(text: &str, trial: &Trial) -> Vec<String> {
    let mut found = Vec::new();
    let points: Vec<char> = text.chars().collect();
    let mut flat = Vec::new();
    flatten(&trial.criteria, &mut flat);
    characters(&points, &flat, &mut found);
    let mut owners = Owners::new(&flat);
    for criterion in &flat {
        let rule = serde_json::to_value(&criterion.rule).expect("a rule is JSON");
        let mut walk = Walk { owners: &mut owners, owner: own_name(criterion), found: &mut found };
        walk.visit(&rule);
    }
    eligible_refs(trial, &owners, &mut found);
    for criterion in &flat {
        diagnostics(criterion, &mut found);
        marks(criterion, owners.covered_in(criterion), &mut found);
    }
    let whole = u32::try_from(points.len()).expect("a short text");
    for diagnostic in trial.diagnostics.iter().filter(|d| d.span.start > d.span.end || d.span.end > whole) {
        found.push(format!("{} reaches out of the text: {:?}", diagnostic.code, diagnostic.span));
    }
    found
}

/// All criteria, each before those nested in it.
pub fn flatten<'t>(criteria: &'t [Criterion], flat: &mut Vec<&'t Criterion>) {
    for criterion in criteria {
        flat.push(criterion);
        flatten(&criterion.criteria, flat);
    }
}

fn own_name(criterion: &Criterion) -> &str {
    criterion.id.as_deref().unwrap_or(&criterion.key)
}

/// Promises 1 and 3 for criteria: in the order of the text, nothing but layout and labels between them, and each with
/// the words that its span has.
fn characters(points: &[char], flat: &[&Criterion], found: &mut Vec<String>) {
    let dense = |chars: &[char]| chars.iter().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut at = 0;
    for criterion in flat {
        let (start, end) = (criterion.span.start as usize, criterion.span.end as usize);
        if start < at || end < start || end > points.len() {
            found.push(format!("{} stands at {:?}, after {at}", own_name(criterion), criterion.span));
            return;
        }
        let label: Vec<char> = criterion.label.iter().flat_map(|label| label.chars()).collect();
        if dense(&points[at..start]) != dense(&label) {
            found.push(format!("{:?} is before {} and not in it", dense(&points[at..start]), own_name(criterion)));
        }
        if !points[start..end].iter().copied().eq(criterion.text.chars()) {
            found.push(format!("{} has not the words of its span", own_name(criterion)));
        }
        at = end;
    }
    if !dense(&points[at..]).is_empty() {
        found.push(format!("{:?} at the end is in no criterion", dense(&points[at..])));
    }
}

/// The texts that spans point into, by criterion, and what of each is in some rule.
struct Owners<'t> {
    texts: BTreeMap<&'t str, Vec<char>>,
    covered: BTreeMap<String, Vec<(usize, usize)>>,
}

impl<'t> Owners<'t> {
    fn new(flat: &[&'t Criterion]) -> Self {
        let mut texts = BTreeMap::new();
        for criterion in flat {
            texts.insert(criterion.key.as_str(), criterion.text.chars().collect());
            if let Some(id) = &criterion.id {
                texts.insert(id.as_str(), criterion.text.chars().collect());
            }
        }
        Self { texts, covered: BTreeMap::new() }
    }

    fn covered_in(&self, criterion: &Criterion) -> Vec<(usize, usize)> {
        let names = criterion.id.iter().chain([&criterion.key]);
        names.filter_map(|name| self.covered.get(name)).flatten().copied().collect()
    }
}

/// Goes through one criterion's rule.
struct Walk<'w, 't> {
    owners: &'w mut Owners<'t>,
    owner: &'w str,
    found: &'w mut Vec<String>,
}

impl Walk<'_, '_> {
    fn visit(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.visit(item)),
            Value::Object(object) => {
                if let Some(span) = object.get("span") {
                    self.place(value, span);
                }
                object.iter().filter(|(name, _)| *name != "span").for_each(|(_, part)| self.visit(part));
            }
            _ => {}
        }
    }

    /// One object that says where its words stand.
    fn place(&mut self, object: &Value, span: &Value) {
        let (owner, range) = match span {
            Value::Object(elsewhere) => (elsewhere["criterion"].as_str().unwrap_or_default(), &elsewhere["span"]),
            here => (self.owner, here),
        };
        let Some(text) = self.owners.texts.get(owner) else {
            return self.found.push(format!("{}: a span in {owner}, which is not there", self.owner));
        };
        let end_of = |at: usize| usize::try_from(range[at].as_u64().unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
        let (start, end) = (end_of(0), end_of(1));
        if start > end || end > text.len() {
            return self.found.push(format!("{}: span {range} in {owner} of {} characters", self.owner, text.len()));
        }
        let words: String = text[start..end].iter().collect();
        if let Some(said) = object.get("text").and_then(Value::as_str)
            && said != words
        {
            self.found.push(format!("{}: {said:?} stands where the text has {words:?}", self.owner));
        }
        let whole: String = text.iter().collect();
        self.unit(object, &whole);
        self.numbers(object, &words, &whole);
        if !is_only_structure(object) {
            self.owners.covered.entry(owner.to_owned()).or_default().push((start, end));
        }
    }

    /// Promise 6: a unit is written in the text.
    fn unit(&mut self, object: &Value, text: &str) {
        let dense = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        if let Some(unit) = object.get("unit").and_then(Value::as_str)
            && !dense(text).contains(&dense(unit))
        {
            self.found.push(format!("{}: no unit {unit:?} in {text:?}", self.owner));
        }
    }

    /// Promises 4 and 6: where the words hold numerals alone, each limit is one of them, digit by digit.
    fn numbers(&mut self, object: &Value, words: &str, text: &str) {
        let bounds = ["ge", "gt", "le", "lt", "eq"].map(|side| object.get(side));
        for bound in bounds.into_iter().flatten() {
            let Ok(bound) = bound.to_string().parse::<Decimal>() else {
                self.found.push(format!("{}: {bound} is no decimal", self.owner));
                continue;
            };
            let told = told_by_signs(bound, words) || told_as_share(bound, words) || told_in_parts(bound, words);
            if !written(bound, words) && !written(bound, text) && !told {
                self.found.push(format!("{}: no {bound} in {words:?}", self.owner));
            }
        }
    }
}

/// "++" is two of what is graded so.
fn told_by_signs(bound: Decimal, words: &str) -> bool {
    let signs = words.chars().filter(|c| *c == '+').count();
    signs > 1 && words.contains(&"+".repeat(signs)) && bound == Decimal::from(signs)
}

/// "10 % above the ULN" is 1.1 times it, "20 % below" 0.8 times.
fn told_as_share(bound: Decimal, words: &str) -> bool {
    let beyond = (bound - Decimal::ONE).abs().checked_mul(Decimal::ONE_HUNDRED);
    words.contains('%') && beyond.is_some_and(|share| written(share.normalize(), words))
}

/// "17 years 11 months" and "17 y 364 days" are all that is below 18 years, "16 years and 6 months" is 16.5 of them.
fn told_in_parts(bound: Decimal, words: &str) -> bool {
    let parts = Regex::new(r"(\d+)\s*y\w*\.?(?:\s*old)?(?:,|\s|and)+(\d+)\s*(m|d)").expect("a pattern");
    parts.captures_iter(words).any(|found| {
        let part = |n: usize| found[n].parse::<Decimal>().unwrap_or_default();
        let (years, rest, months) = (part(1), part(2), &found[3] == "m");
        let full = rest == Decimal::from(if months { 11 } else { 364 }) || !months && rest == Decimal::from(365);
        let exact = months && (years + rest / Decimal::from(12)).normalize() == bound;
        exact || full && bound == years + Decimal::ONE
    })
}

/// The numbers that have a point before their last three digits, as it is one of thousands.
fn thousands(words: &str) -> Vec<Decimal> {
    let shape = Regex::new(r"\d{1,3}\.\d{3}").expect("a pattern");
    shape.find_iter(words).filter_map(|found| found.as_str().replace('.', "").parse().ok()).collect()
}

/// Whether a number stands in the words: as a numeral with points or commas, or, where they have none, as a word or a
/// Roman numeral. One may go without saying ("in the past year", "> ULN").
fn written(number: Decimal, words: &str) -> bool {
    let mut alphabetic = words.split(|c: char| !c.is_alphabetic());
    if alphabetic.clone().any(|word| NUMBER_WORDS.contains(&&*word.to_lowercase())) {
        return true;
    }
    let words = words.replace('¼', ".25 ").replace('½', ".5 ").replace('¾', ".75 ");
    if alphabetic.any(|word| class(word).is_some_and(|n| Decimal::from(n) == number)) {
        return true;
    }
    if !words.contains(|c: char| c.is_ascii_digit()) {
        return number == Decimal::ONE;
    }
    // "10³" alone is one times a unit.
    if number == Decimal::ONE && words.contains("10") {
        return true;
    }
    let number = number.abs();
    if weeks_in_days(&words).contains(&number) {
        return true;
    }
    // The point of "75.000/µl" is one of thousands.
    if number.is_integer() && number >= Decimal::ONE_THOUSAND && thousands(&words).contains(&number) {
        return true;
    }
    // The dot of "2·10⁶" multiplies.
    let powers = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars();
    let words = &powers.fold(words.to_owned(), |w, power| w.replace(&format!("·10{power}"), &format!("×10{power}")));
    let is_numeral =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '·' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}');
    let reads = |written: &str| {
        let bare: String = written.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let decimal = written.trim().replace([',', '·'], ".");
        [bare, decimal].iter().any(|w| format!("0{}", w.trim_end_matches('.')).parse() == Ok(number))
    };
    // A thousands separator may also be a space, so each run is tried whole and in parts.
    let mut parts =
        words.split(|c: char| !is_numeral(c)).flat_map(|run| std::iter::once(run).chain(run.split_whitespace()));
    parts.any(|run| {
        let between: Vec<&str> = run.split(',').collect();
        reads(run) || between.iter().any(|part| reads(part)) || between.windows(2).any(|two| reads(&two.join(",")))
    })
}

/// "33 6/7 weeks", "33+6", "33 weeks and 6 days": each number of weeks in the words, in days, with the days beside it; none where no such number
/// stands there.
fn weeks_in_days(words: &str) -> Vec<Decimal> {
    let with_days = Regex::new(
        r"(?i)([0-9]+)(?:\s*\+\s*([0-6])\b|\s+([0-6])/7|\s*(?:weeks?|wks?|w)\s*(?:\+|and)?\s*([0-6])\s*(?:days?|d)\b)",
    )
    .expect("a constant pattern");
    let number = |m: Option<regex::Match<'_>>| m.and_then(|m| m.as_str().parse::<u32>().ok());
    let days = |found: regex::Captures<'_>| {
        let (weeks, days) = (number(found.get(1))?, number((2..=4).find_map(|n| found.get(n)))?);
        weeks.checked_mul(7).map(|n| Decimal::from(n + days))
    };
    let mut all: Vec<Decimal> = with_days.captures_iter(words).filter_map(days).collect();
    if !all.is_empty() {
        // "between 24 and 33+6 weeks"
        let whole = words.split(|c: char| !c.is_ascii_digit()).filter_map(|w| w.parse::<u32>().ok());
        all.extend(whole.filter_map(|n| n.checked_mul(7)).map(Decimal::from));
    }
    all
}

/// The place of a class: a Roman numeral up to ten, with or without a letter after it ("IVa"), or a letter.
fn class(word: &str) -> Option<usize> {
    let place = |all: &[&str], word: &str| all.iter().position(|step| *step == word).map(|at| at + 1);
    let sign = |c: char| ('Ⅰ'..='Ⅻ').contains(&c).then(|| c as usize - 'Ⅰ' as usize + 1);
    let lower = word.to_lowercase();
    place(&ROMAN, &lower)
        .or_else(|| place(&ROMAN, lower.trim_end_matches(['a', 'b', 'c'])))
        .or_else(|| word.chars().next().and_then(sign))
        // "ASAIII", without the space.
        .or_else(|| place(&ROMAN, &word[word.trim_end_matches(['I', 'V']).len()..].to_lowercase()))
        .or_else(|| place(&["a", "b", "c", "d"], &lower))
}

/// In their order.
const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/// Words for numbers; a limit beside one of them is not looked at closer.
const NUMBER_WORDS: [&str; 42] = [
    "zero",
    "no",
    "half",
    "one",
    "single",
    "once",
    "two",
    "twice",
    "both",
    "double",
    "three",
    "thrice",
    "triple",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "first",
    "second",
    "third",
    "couple",
];

/// Whether an object is a node that has its words in its parts: covering it would hide what the parts left out.
fn is_only_structure(object: &Value) -> bool {
    let kind = object.get("type").and_then(Value::as_str);
    kind.is_some_and(|kind| !matches!(kind, "narrative" | "unparsed" | "ref" | "constant"))
}

/// Every `ref` of the formula names a criterion.
fn eligible_refs(trial: &Trial, owners: &Owners<'_>, found: &mut Vec<String>) {
    fn visit(value: &Value, owners: &Owners<'_>, found: &mut Vec<String>) {
        if value["type"] == "ref" {
            let to = value["to"].as_str().unwrap_or_default();
            if !owners.texts.contains_key(to) {
                found.push(format!("eligibility refers to {to:?}, which is not there"));
            }
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| visit(item, owners, found)),
            Value::Object(object) => object.values().for_each(|part| visit(part, owners, found)),
            _ => {}
        }
    }
    visit(&serde_json::to_value(&trial.eligibility).expect("a rule is JSON"), owners, found);
}

fn diagnostics(criterion: &Criterion, found: &mut Vec<String>) {
    let length = criterion.span.end - criterion.span.start;
    for diagnostic in &criterion.diagnostics {
        if diagnostic.span.start > diagnostic.span.end || diagnostic.span.end > length {
            found.push(format!("{}: {} at {:?}", own_name(criterion), diagnostic.code, diagnostic.span));
        }
    }
}

/// The text with blanks for tags and for entities that are no comparators.
fn without_markup(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = chars.clone();
    for at in (0..chars.len()).filter(|&at| matches!(chars[at], '<' | '&')) {
        let close = if chars[at] == '<' { '>' } else { ';' };
        let Some(len) = chars[at..].iter().take(12).position(|&c| c == close) else { continue };
        let inside: String = chars[at + 1..at + len].iter().filter(|c| !matches!(c, '/' | ' ')).collect();
        let inside = inside.to_ascii_lowercase();
        let known = match chars[at] {
            '<' => ["br", "p", "b", "i", "u", "em", "strong", "ul", "ol", "li", "sub", "sup", "div", "span"]
                .contains(&&*inside),
            _ => inside.starts_with('#'),
        };
        if known {
            out[at..=at + len].fill(' ');
        }
    }
    out.into_iter().collect()
}

/// Whether a digit after these words belongs to a name: `HER2`, `GLP-1`, `BILAG-2004`, `m2`.
fn in_name(before: &[char]) -> bool {
    let letter = |c: &char| c.is_lowercase() || c.is_uppercase();
    match before {
        [.., c, '-'] => letter(c),
        [.., c] => letter(c),
        [] => false,
    }
}

/// Promise 1 inside a criterion: each numeral and comparator is in a part of a rule, or a diagnostic names it.
fn marks(criterion: &Criterion, mut covered: Vec<(usize, usize)>, found: &mut Vec<String>) {
    if matches!(criterion.role, Role::Heading | Role::Note) {
        return;
    }
    // That a place in the outline was inferred names no words, though its span is all of them.
    let named = criterion.diagnostics.iter().filter(|diagnostic| diagnostic.code != "inferred-nesting");
    covered.extend(named.map(|diagnostic| (diagnostic.span.start as usize, diagnostic.span.end as usize)));
    let text: Vec<char> = without_markup(&criterion.text).chars().collect();
    let mut at = 0;
    while at < text.len() {
        let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '<' | '>' | '≤' | '≥' | '=');
        if !is_mark(text[at]) {
            at += 1;
            continue;
        }
        let end = (at..text.len()).find(|&i| !is_mark(text[i])).unwrap_or(text.len());
        // "1 of the following" is the rule's `any`.
        let spaces = text[end..].iter().take_while(|c| c.is_whitespace()).count();
        let any_of = text[at..end] == ['1'] && text[end + spaces..].starts_with(&['o', 'f']);
        if !any_of
            && !in_name(&text[..at])
            && !(at..end).all(|i| covered.iter().any(|&(start, stop)| start <= i && i < stop))
        {
            let words: String = text[at..end].iter().collect();
            let near: String = text[at.saturating_sub(20)..text.len().min(end + 10)].iter().collect();
            found.push(format!("{}: {words:?} of {near:?} is in no rule and no diagnostic", own_name(criterion)));
        }
        at = end;
    }
}
