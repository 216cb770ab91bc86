//! What became of the text: how many numerals are in rules, and how much of the criteria a program can decide.

use std::io::Write;
use std::ops::AddAssign;

use anyhow::Result;
use serde_json::Value;
use trial_extract::rule::{Coverage, Criterion, Role, Trial};

/// Numerals by what became of them, criteria by how much of them a program can decide.
///
/// A numeral is a run of digits, with points and commas between them, that is no part of a name ("HER2", "GLP-1") and
/// no number of an item ("1) asthma").
/// Those of headings and notes, which demand nothing, are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Numerals in all.
    pub numerals: usize,
    /// Of them, in a limit, time, name or other typed part of a rule.
    pub typed: usize,
    /// In the words of a part of a rule that no program can decide.
    pub worded: usize,
    /// In no rule, but in a diagnostic.
    pub named: usize,
    /// In no rule and in no diagnostic: lost in silence.
    pub lost: usize,
    /// Criteria of which a program can decide every part.
    pub computable: usize,
    /// Some parts.
    pub partial: usize,
    /// None.
    pub narrative: usize,
}

impl AddAssign for Reading {
    fn add_assign(&mut self, other: Self) {
        self.numerals += other.numerals;
        self.typed += other.typed;
        self.worded += other.worded;
        self.named += other.named;
        self.lost += other.lost;
        self.computable += other.computable;
        self.partial += other.partial;
        self.narrative += other.narrative;
    }
}

/// Characters of a criterion's text, from the first to the one after the last.
type Range = (usize, usize);

/// The words of the rules, by the name of the criterion that has them.
#[derive(Default)]
struct Placed {
    typed: Vec<(String, Range)>,
    worded: Vec<(String, Range)>,
}

impl Reading {
    /// Of one trial.
    ///
    /// # Errors
    /// A rule can not be written as JSON.
    pub fn of(trial: &Trial) -> Result<Self> {
        let mut criteria = Vec::new();
        flatten(&trial.criteria, &mut criteria);
        let mut placed = Placed::default();
        for criterion in &criteria {
            placed.visit(&serde_json::to_value(&criterion.rule)?, criterion.id.as_deref().unwrap_or(&criterion.key));
        }
        let mut reading = Self::default();
        for criterion in criteria {
            match criterion.coverage {
                Some(Coverage::Computable) => reading.computable += 1,
                Some(Coverage::Partial) => reading.partial += 1,
                Some(Coverage::Narrative) => reading.narrative += 1,
                None => {}
            }
            if !matches!(criterion.role, Role::Heading | Role::Note) {
                reading.count(criterion, &placed);
            }
        }
        Ok(reading)
    }

    fn count(&mut self, criterion: &Criterion, placed: &Placed) {
        let names = [criterion.id.as_deref(), Some(&*criterion.key)];
        let own = |all: &[(String, Range)]| -> Vec<Range> {
            all.iter().filter(|(name, _)| names.contains(&Some(&**name))).map(|(_, range)| *range).collect()
        };
        // That a place in the outline was inferred names no words, though its span is all of them.
        let named = criterion.diagnostics.iter().filter(|d| d.code != "inferred-nesting");
        let named: Vec<Range> = named.map(|d| (d.span.start as usize, d.span.end as usize)).collect();
        let (typed, worded) = (own(&placed.typed), own(&placed.worded));
        let text: Vec<char> = criterion.text.chars().collect();
        for (start, end) in numerals(&text) {
            let within = |all: &[Range]| all.iter().any(|&(from, to)| from <= start && end <= to);
            let placed = within(&typed) || within(&worded) || within(&named);
            if !placed && is_label(&text, start, end) {
                continue;
            }
            self.numerals += 1;
            match () {
                () if within(&typed) => self.typed += 1,
                () if within(&worded) => self.worded += 1,
                () if within(&named) || is_structure(&text, start, end) => self.named += 1,
                () => self.lost += 1,
            }
        }
    }

    /// The figures, a line for numerals and one for criteria.
    ///
    /// # Errors
    /// The output can not be written.
    pub fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        let of = |part: usize, whole: usize| match whole {
            0 => format!("{part}"),
            _ => format!("{part} ({:.1} %)", 100.0 * part as f64 / whole as f64),
        };
        let numeral = |part| of(part, self.numerals);
        writeln!(
            out,
            "numerals: {}; typed in a rule {}, in words of a rule {}, in a diagnostic {}, in neither {}",
            self.numerals,
            numeral(self.typed),
            numeral(self.worded),
            numeral(self.named),
            self.lost
        )?;
        let all = self.computable + self.partial + self.narrative;
        let (computable, partial, narrative) =
            (of(self.computable, all), of(self.partial, all), of(self.narrative, all));
        writeln!(out, "criteria: {all}; computable {computable}, partial {partial}, narrative {narrative}")
    }
}

fn flatten<'t>(criteria: &'t [Criterion], flat: &mut Vec<&'t Criterion>) {
    for criterion in criteria {
        flat.push(criterion);
        flatten(&criterion.criteria, flat);
    }
}

impl Placed {
    /// Notes where the words of each part of a rule stand. The rule is looked at as JSON, so that a field added later
    /// counts without being named here.
    fn visit(&mut self, value: &Value, owner: &str) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.visit(item, owner)),
            Value::Object(object) => {
                if let Some(span) = object.get("span") {
                    let kind = object.get("type").and_then(Value::as_str);
                    self.place(span, kind, owner);
                }
                object.iter().filter(|(name, _)| *name != "span").for_each(|(_, part)| self.visit(part, owner));
            }
            _ => {}
        }
    }

    /// A part of a rule. The words of a node are in its parts, and covering them would hide what the parts left out;
    /// those of a narrative are all there is.
    fn place(&mut self, span: &Value, kind: Option<&str>, owner: &str) {
        let (owner, range) = match span {
            Value::Object(elsewhere) => (elsewhere["criterion"].as_str().unwrap_or(owner), &elsewhere["span"]),
            here => (owner, here),
        };
        let at = |n: usize| range[n].as_u64().and_then(|at| usize::try_from(at).ok());
        let Some(range) = at(0).zip(at(1)) else { return };
        match kind {
            None | Some("ref" | "constant") => self.typed.push((owner.to_owned(), range)),
            Some("narrative" | "unparsed") => self.worded.push((owner.to_owned(), range)),
            Some(_) => {}
        }
    }
}

/// Where the numerals of a text are.
fn numerals(text: &[char]) -> Vec<Range> {
    let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) || (matches!(text.get(at), Some('.' | ',')) && digit(at + 1)) {
            at += 1;
        }
        if !in_name(&text[..start]) {
            found.push((start, at));
        }
    }
    found
}

/// Whether a digit after these characters belongs to a name: `HER2`, `GLP-1`, `m2`; or to an entity, `&#8805;`.
fn in_name(before: &[char]) -> bool {
    match before {
        [.., c, '-'] => c.is_alphabetic(),
        [.., '&', '#'] => true,
        [.., c] => c.is_alphabetic(),
        [] => false,
    }
}

/// "1) asthma, 2) stroke", "(1) asthma": the number of an item within a sentence.
fn is_label(text: &[char], start: usize, end: usize) -> bool {
    let words = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    let before = start.checked_sub(1).map(|at| text[at]);
    let stands = text.get(end) == Some(&')') && before.is_none_or(|c| c == '(' || c.is_whitespace());
    let Some(number) = words(start, end).parse::<u32>().ok().filter(|n| stands && *n < 100) else { return false };
    // One item alone is none: its neighbour's number stands there as well.
    let whole = words(0, text.len());
    [number + 1, number.wrapping_sub(1)].iter().any(|n| whole.contains(&format!("{n})")))
}

/// "1 of the following" is the `any` of a rule.
fn is_structure(text: &[char], start: usize, end: usize) -> bool {
    text[start..end] == ['1'] && text[end..].starts_with(&[' ', 'o', 'f'])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use trial_extract::rule::Section;
    use trial_extract::source::Document;
    use trial_extract::{Options, extract};

    fn reading(text: &str) -> Reading {
        let document = Document { text: text.to_owned(), ..Document::default() };
        Reading::of(&extract(&document, &Options { section: Some(Section::Inclusion) })).unwrap()
    }

    #[test]
    fn a_numeral_is_in_a_rule_in_its_words_or_in_a_diagnostic() {
        let limit = reading("Hemoglobin ≥ 8.5 g/dL within 7 days before screening");
        assert_eq!((limit.numerals, limit.typed, limit.lost), (2, 2, 0));
        let consent = reading("Willing to attend 12 study visits");
        assert_eq!((consent.numerals, consent.lost), (1, 0));
        assert_eq!(consent.typed + consent.worded + consent.named, 1);
        assert_eq!(reading("HER2 positive, GLP-1 agonists").numerals, 0, "digits of names");
        let items = reading("Any of: 1) asthma, 2) stroke within 3 months");
        assert_eq!((items.numerals, items.typed), (1, 1), "numbers of items are none");
    }

    #[test]
    fn a_numeral_that_nothing_names_is_lost() {
        let document = Document { text: "Hemoglobin ≥ 8 g/dL".to_owned(), ..Document::default() };
        let mut trial = extract(&document, &Options { section: Some(Section::Inclusion) });
        trial.criteria[0].rule = None;
        assert_eq!(Reading::of(&trial).unwrap().lost, 1);
    }

    #[test]
    fn criteria_are_counted_by_what_can_be_decided() {
        let read = reading("* Hemoglobin ≥ 8 g/dL\n* Able to give informed consent");
        assert_eq!((read.computable, read.partial, read.narrative), (1, 0, 1));
    }

    #[test]
    fn the_figures_are_two_lines() {
        let mut out = Vec::new();
        let reading =
            Reading { numerals: 4, typed: 2, worded: 1, named: 1, computable: 3, partial: 1, ..Reading::default() };
        reading.write(&mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "numerals: 4; typed in a rule 2 (50.0 %), in words of a rule 1 (25.0 %), in a diagnostic 1 (25.0 %), in \
             neither 0\ncriteria: 4; computable 3 (75.0 %), partial 1 (25.0 %), narrative 0 (0.0 %)\n"
        );
    }
}
