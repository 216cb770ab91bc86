//! Numbers in brackets that say nothing more of the patient.
//!
//! | form | example |
//! |---|---|
//! | how many there are in all | ≥ 6 swollen joints *(of 66)* |
//! | at what is tested | PTA *(500, 1000 and 2000 Hz)* ≥ 40 dB, a sentence test in noise *(10 dB SNR)* |
//! | the number of a visit | the baseline visit *(Visit 2)* |
//! | how a value is computed, or its unit | BMI *(weight [kg] / height² [m²])*, BMI *(kg/m²)* |
//!
//! Near misses: "< 5 joints *(> 2 of them swollen)*", another limit; "BMI *(weight > 50 kg)*", which decides.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::normal::is_dash;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::Severity;

impl Context<'_, '_> {
    /// "(of 66)", "(out of 68)": how many there are, after a limit on how many of them.
    pub(super) fn is_extent_of_count(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let [of, all] = inner else { return false };
        let ChunkKind::Quantity(all) = &all.kind else { return false };
        let limit = partial.value.as_ref().or(partial.count.as_ref()).map(|q| &q.bounds);
        let least = limit.and_then(|b| b.low().or(b.high()));
        matches!(self.cue(of), Some(Cue::Of | Cue::From))
            && all.unit.is_none()
            && all.form == QuantityForm::Bare
            && least.is_some_and(|(n, _)| all.bounds.eq.is_some_and(|all| all.0 >= n.0))
    }

    /// The number of a visit in brackets, which is taken as it is said.
    pub fn take_visit(&mut self, inner: &[Chunk]) {
        self.take_as_said(inner, "the number of a visit");
    }

    /// Takes brackets whose numbers say nothing more of the patient.
    pub fn take_as_said(&mut self, inner: &[Chunk], what: &str) {
        self.take_whole(inner);
        let bytes = bytes_of(inner);
        let message = format!("\"{}\" is {what} and in no rule", self.words(&bytes));
        self.say("number-not-in-rule", Severity::Note, message, &bytes);
    }

    /// "PTA *(500, 1000 and 2000 Hz)*", "*(measured at 0.5 and 1 kHz)*", "in noise *(10 dB SNR)*": the sounds that hearing is tested
    /// with. Near misses: "stimulation *(> 10 Hz)*", a limit; "PTA *(> 40 dB at 1000 Hz)*".
    pub(super) fn is_condition_of_test(&self, inner: &[Chunk]) -> bool {
        let quantity = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => Some((**q).clone()),
            _ => None,
        };
        let tells = |q: &Quantity| {
            let bounds = &q.bounds;
            matches!(q.form, QuantityForm::Bare) || bounds.low().is_some() && bounds.high().is_some()
        };
        let mut quantities = inner.iter().filter_map(quantity);
        let sound = |q: &Quantity| matches!(q.code(), Some("Hz" | "kHz"));
        let noise = |c: &Chunk| {
            matches!(&*self.words(&c.span).to_ascii_lowercase(), "snr" | "signal-to-noise ratio" | "spl" | "db snr")
        };
        let last = inner.iter().filter_map(quantity).next_back();
        let beside = |q: &Quantity| sound(q) || q.unit.is_none();
        if last.as_ref().is_some_and(sound) {
            return quantities.all(|q| tells(&q) && beside(&q));
        }
        let [level, ratio] = inner else { return false };
        noise(ratio) && quantity(level).is_some_and(|q| q.code() == Some("dB") && tells(&q))
    }

    /// "(Visit 2)", "(Day 1)".
    pub fn names_visit(&self, inner: &[Chunk]) -> bool {
        if let [only] = inner {
            // "(Day 1)", "(Visit 1)", "(baseline)" after a time: another name of the moment.
            let moment = self.lexed.lexemes[only.lexemes.start].entry(Kind::Anchor);
            let numbered = moment.is_some() && self.words(&only.span).contains(|c: char| c.is_ascii_digit());
            return numbered && only.lexemes.len() == 1 || moment.is_some() && self.is_behind_visit(only);
        }
        let [visit, number] = inner else { return false };
        let named = matches!(self.words(&visit.span).to_ascii_lowercase().as_str(), "visit" | "visits");
        named && matches!(&number.kind, ChunkKind::Quantity(q) if q.unit.is_none() && q.form == QuantityForm::Bare)
    }

    /// "Visit 1 *(week -1)*", "screening *(day -28 to day -1)*": the week or days of a moment before the brackets. Near miss: "pregnancy *(week
    /// 12)*".
    pub(super) fn is_week_of_visit(&self, inner: &[Chunk]) -> bool {
        let Some(first) = inner.first() else { return false };
        let before = self.lexed.lexemes[..first.lexemes.start].iter().rev().nth(1);
        let moment = before.is_some_and(|l| l.entry(Kind::Anchor).is_some()) || self.is_behind_visit(first);
        let words = self.words(&bytes_of(inner)).to_ascii_lowercase();
        let named = |word: &str| matches!(word, "day" | "days" | "week" | "weeks" | "month" | "months");
        let number = |word: &str| {
            let digits = word.trim_start_matches(|c: char| is_dash(c) || c == '+');
            !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
        };
        let mut said = words.split_whitespace();
        let opens = said.next().is_some_and(named);
        moment && opens && said.all(|word| named(word) || number(word) || matches!(word, "to" | "-" | "–"))
    }

    /// "Visit 2 *(randomisation)*", "Day 1 *(baseline)*": a moment that names again the visit with a number before its brackets.
    fn is_behind_visit(&self, named: &Chunk) -> bool {
        let before = self.lexed.text.get(..named.span.start).unwrap_or("").trim_end_matches(['(', '[', ' ']);
        let mut words = before.rsplit(|c: char| c.is_whitespace() || c == '-');
        let (last, before) = (words.next().unwrap_or(""), words.next().unwrap_or("").to_ascii_lowercase());
        let number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
        let numbered = number(last) && matches!(&*before, "visit" | "day" | "week");
        numbered || last.strip_prefix(['V', 'v']).is_some_and(number)
    }

    /// Passes over a formula; what it reckons with is said to be in no rule.
    pub(super) fn formula(&mut self, inner: &[Chunk]) {
        self.take_whole(inner);
        let mut bytes = bytes_of(inner);
        bytes.end += self.lexed.text[bytes.end..].find([')', ']', '}']).unwrap_or(0);
        let words = self.words(&bytes);
        if words.contains(|c: char| c.is_whitespace() || c == '^') {
            let message = format!("\"{words}\" is a formula and in no rule");
            return self.say("number-not-in-rule", Severity::Note, message, &bytes);
        }
        let span = self.span(&bytes);
        self.placed.push(span);
    }

    /// "BMI 19-26 kg/m², *BMI = weight (kg) / height² (m²)*": what stands before a formula that ends a sentence.
    pub fn without_formula<'c>(&mut self, sentence: &'c [Chunk]) -> &'c [Chunk] {
        let parts = |c: &Chunk| matches!(self.sort(c), Sort::Comma | Sort::Semicolon);
        let start = sentence.iter().rposition(parts).map_or(0, |at| at + 1);
        let last = &sentence[start..];
        let computed = last.len() > 2 && self.words(&bytes_of(last)).contains('=') && self.is_formula(last);
        if !computed {
            return sentence;
        }
        self.take_as_said(last, "a formula");
        self.take(&sentence[start.saturating_sub(1)..start]);
        &sentence[..start.saturating_sub(1)]
    }

    /// "(kg/m²)", "(BMI = weight [kg] / height² [m²])": how the value is computed or its unit, and no demand.
    pub(super) fn is_formula(&self, inner: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(inner)).to_lowercase();
        let unit = words.chars().all(|c| !c.is_whitespace()) && words.starts_with("kg/m");
        let computed = words.contains("weight") && words.contains("height") && !words.contains(['<', '>', '≤', '≥']);
        let written = ["=", "/", "divided", "÷"].iter().any(|sign| words.contains(sign));
        let decided = inner.iter().any(
            |c| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && q.bounds.eq.is_none()),
        );
        unit || computed && written && !decided || is_reckoning(&words)
    }
}

/// "adjustment *= (a - b) / c × 100 %*": words on either side of "=", with a sign between those after it. Near miss: "ANC = 1.0 × 10⁹/L".
fn is_reckoning(words: &str) -> bool {
    let Some((name, rest)) = words.split_once('=') else { return false };
    let named = name.len() > 1 && name.starts_with(char::is_alphabetic) && !name.contains(|c: char| c.is_ascii_digit());
    let rest = rest.replace("× 10", "").replace("x 10", "").replace("×10", "").replace("x10", "");
    let signs = [" × ", " ÷ ", " / ", " - ", " – ", " − ", " + ", " * ", "] × ", ") × "];
    let parts = |rest: &str| rest.contains('(') || rest.split_whitespace().filter(|w| w.len() > 3).count() > 1;
    named && !words.contains(['<', '>', '≤', '≥']) && signs.iter().any(|sign| rest.contains(sign)) && parts(&rest)
}
