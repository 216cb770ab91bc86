//! What a limit, a length of time or a count is said of.

use super::beside::{self, Form};
use super::collect::Collector;
use super::{count, dimension, event, limit_of, performed, said_of, stray};
use crate::rule::{CodePoints, Leaf, LeafKind, Node, NodeSpan, Number, Span, Time, Value};
use crate::words;
use std::ops::Range;

/// The longest head of a list, in bytes, of which the words before a length of time are looked at.
const LONGEST_HEAD: usize = 2000;

/// What a limit is said of.
#[derive(Clone, Copy, Default)]
pub(super) struct Subject<'a> {
    pub text: Option<&'a str>,
    pub span: Option<Span>,
    pub concept: Option<&'a str>,
}

impl<'a> Collector<'a, '_> {
    /// What the leaf's own limits are said of: its concept; "age" of an age that the text does not call so.
    pub(super) fn subject(&self, leaf: &'a Leaf) -> Subject<'a> {
        match &leaf.concept {
            Some(concept) => {
                Subject { text: Some(&concept.text), span: self.resolve(&concept.span), concept: concept.id.as_deref() }
            }
            None if leaf.kind == LeafKind::Age => Subject { text: Some("age"), ..Subject::default() },
            None => Subject::default(),
        }
    }

    /// What a dose is said of: the drug in whose brackets it stands, "corticosteroids (*prednisolone* ≥ 0.7 mg/kg)". Near miss:
    /// "corticosteroids ≥ 20 mg (*prednisone* equivalent)".
    pub(super) fn dosed(&self, leaf: &'a Leaf, value: Span, subject: Subject<'a>) -> Subject<'a> {
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let Some(drug) = &leaf.equivalent_to else { return subject };
        let inside = |from: Option<u32>, to: Option<u32>| {
            let at = |point: Option<u32>| self.byte(point?.checked_sub(own.start)?);
            text.get(at(from)?..at(to)?)
        };
        let named = self.resolve(&drug.span).filter(|span| own.contains(*span) && own.contains(value));
        let before = inside(subject.span.map(|s| s.end), named.map(|s| s.start));
        let between = inside(named.map(|s| s.end), Some(value.start));
        let opened = before.is_some_and(|w| w.rfind('(').is_some_and(|at| !w[at..].contains(')')));
        if opened && between.is_some_and(|w| !w.contains(')')) {
            return Subject { text: Some(&drug.text), span: named, concept: drug.id.as_deref() };
        }
        subject
    }

    /// The subject of the first leaf that has a concept.
    pub(super) fn first_concept(&self, node: &'a Node) -> Option<Subject<'a>> {
        match node {
            Node::Leaf(leaf) => leaf.concept.as_ref().map(|_| self.subject(leaf)),
            _ => node.parts().into_iter().find_map(|part| self.first_concept(part)),
        }
    }

    /// "at least one of these signs: …": a count, though the rule has but the alternatives.
    pub(super) fn at_least_one(&mut self, of: &'a [Node], span: &NodeSpan, negated: bool) {
        let text = &*self.criterion.text;
        let first = of.first().filter(|first| !matches!(first, Node::Ref { .. })).map(|first| first.span());
        if span.criterion().is_some() || first.is_some_and(|first| first.criterion().is_some()) {
            return;
        }
        let from = self.byte(span.span().start);
        let end = first.map_or(Some(text.len()), |first| self.byte(first.span().start));
        self.one_said_between(from.zip(end), negated);
    }

    /// What a number of alternatives is said of, in the words directly after it: "≥ 2 of *the following risk factors*".
    pub(super) fn counted(&self, number: Span) -> Option<Subject<'a>> {
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let end = number.end.checked_sub(own.start).filter(|_| own.contains(number))?;
        let after = self.byte(end)?;
        let (first, last) = count::counted(text, after)?;
        Some(Subject { text: Some(&text[first..last]), span: Some(self.words(first..last)), concept: None })
    }

    /// "fall into *at least 1* of the following groups": a count in words that no data decides.
    pub(super) fn one_of_members(&mut self, leaf: &'a Leaf, negated: bool) {
        if leaf.span.criterion().is_some() {
            return;
        }
        let ends = self.byte(leaf.span.span().start).zip(self.byte(leaf.span.span().end));
        self.one_said_between(ends, negated);
    }

    /// The count "at least one" that is said between two places of the criterion, if it is.
    fn one_said_between(&mut self, ends: Option<(usize, usize)>, negated: bool) {
        let text = &*self.criterion.text;
        let Some(said) = ends.and_then(|(from, end)| count::at_least_one(text, from, end)) else { return };
        let words = self.words(said.clone());
        let subject = self.counted(words).unwrap_or_default();
        let one = Number::from(1);
        if self.seen.limit("comparison", words, subject.span, [Some(one), None]) {
            let mut fact = self.fact("comparison", words, &text[said], subject, negated);
            fact.low = Some((one, true));
            self.facts.push(fact);
        }
    }

    /// "able to participate in a *12-month study*": the period that a length in words without a concept is the length of.
    pub(super) fn period(&self, value: &Value, base: u32) -> Option<Subject<'a>> {
        value.code.as_deref().filter(|code| matches!(*code, "d" | "wk" | "mo" | "a"))?;
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let span = value.span.shifted(base);
        let at = |point: u32| self.byte(point.checked_sub(own.start).filter(|_| own.contains(span))?);
        let (from, to) = at(span.start).zip(at(span.end))?;
        let (first, last) = said_of::period(text, from, to)?;
        Some(Subject { text: Some(&text[first..last]), span: Some(self.words(first..last)), concept: None })
    }

    /// What a limit is said of, where the name that the rule has for it is not all of it, or another's.
    pub(super) fn of_limit(&self, subject: Subject<'a>, value: &Value, span: Span) -> Subject<'a> {
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let whole = value.bounds.low().or(value.bounds.high()).is_some_and(|(n, _)| n.0.is_integer());
        let unnamed = value.unit_text().is_none() || value.code.as_deref().is_some_and(|code| code.starts_with('{'));
        let class = !value.within.is_empty() || ["rade", "tage"].iter().any(|word| value.text.contains(word));
        let form = limit_of::Form {
            counts: whole && unnamed && value.relative_to.is_none() && !class,
            points: value.unit_text().is_some_and(|unit| unit.starts_with("point")),
            class: class || unnamed,
            unnamed: value.unit_text().is_none(),
        };
        let other = subject.span.is_none() && (subject.text.is_some() || !form.points);
        if other || !own.contains(span) || subject.span.is_some_and(|span| !own.contains(span)) {
            return subject;
        }
        let at = |point: u32| self.byte(point.checked_sub(own.start)?);
        let Some(limit) = at(span.start).zip(at(span.end)).map(|(from, to)| from..to) else { return subject };
        let name = subject.span.and_then(|span| at(span.start).zip(at(span.end))).map(|(from, to)| from..to);
        let Some(named) = limit_of::named(text, name, &limit, form) else { return subject };
        Subject { text: Some(&text[named.clone()]), span: Some(self.words(named)), concept: subject.concept }
    }

    /// What a limit in words without a concept is said of, in the words beside it.
    pub(super) fn beside(&self, value: &Value, base: u32) -> Subject<'a> {
        if self.says_age(value, base) {
            return Subject { text: Some("age"), ..Subject::default() };
        }
        let form = match value.code.as_deref() {
            None if value.unit_text().is_none() => Form::Count,
            Some("%") => Form::Share,
            // How long or how old, and how often, is said of no noun beside it.
            Some("{times}" | "a" | "mo" | "wk" | "d" | "h" | "min" | "s") => return Subject::default(),
            _ => Form::Amount,
        };
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let span = value.span.shifted(base);
        let at = |point: u32| self.byte(point.checked_sub(own.start).filter(|_| own.contains(span))?);
        let around = at(span.start).zip(at(span.end)).and_then(|(from, to)| beside::around(text, from, to, form));
        let Some((first, last)) = around else { return Subject::default() };
        Subject { text: Some(&text[first..last]), span: Some(self.words(first..last)), concept: None }
    }

    /// What is measured of the thing that a limit is said of, where the words behind it name that: "a lesion > 4 cm in *longest dimension*".
    pub(super) fn dimension(&self, subject: Subject<'a>, value: &Value, base: u32) -> Subject<'a> {
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let span = value.span.shifted(base);
        let before = subject.span.is_some_and(|of| of.end <= span.start);
        let long = matches!(value.code.as_deref(), Some("mm" | "cm" | "m" | "um"));
        let end = span.end.checked_sub(own.start).filter(|_| before && long && own.contains(span));
        let named = end.and_then(|end| self.byte(end)).and_then(|end| dimension::after(text, end));
        let Some((first, last)) = named else { return subject };
        Subject { text: Some(&text[first..last]), span: Some(self.words(first..last)), concept: None }
    }

    /// "patients *between 65 and 69 years* old", "aged *18 or older*": whether a limit in words without a concept is an age.
    fn says_age(&self, value: &Value, base: u32) -> bool {
        let counted = matches!(value.code.as_deref(), Some("a" | "mo" | "wk" | "d") | None);
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let span = value.span.shifted(base);
        let at = |point: u32| self.byte(point.checked_sub(own.start).filter(|_| counted && own.contains(span))?);
        let Some((from, to)) = at(span.start).zip(at(span.end)) else { return false };
        let before = text.get(..from).unwrap_or("").split_whitespace().next_back().unwrap_or("");
        // Without a unit, "≥ 2 *old* lesions" is no age.
        let after = if value.code.is_some() { 2 } else { 0 };
        let mut words =
            value.text.split_whitespace().chain(text.get(to..).unwrap_or("").split_whitespace().take(after));
        let old = |word: &str| {
            matches!(word.trim_matches(|c: char| !c.is_alphabetic()), "age" | "ages" | "old" | "older" | "younger")
        };
        matches!(before, "aged" | "age" | "Aged" | "Age") || words.any(old)
    }

    /// "*non-biologic* asthma medication": whether a drug only tells which of what stands after it is meant. Near miss: "asthma
    /// medication *other than biologics*".
    pub(super) fn tells_apart(&self, leaf: &Leaf, of: Subject<'a>) -> bool {
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let span = leaf.concept.as_ref().and_then(|c| self.resolve(&c.span)).filter(|span| own.contains(*span));
        let Some((span, of)) = span.zip(of.span).filter(|(span, of)| of.start == span.end + 1) else { return false };
        let before = span.start.checked_sub(own.start).and_then(|at| self.byte(at)).and_then(|at| text.get(..at));
        leaf.kind == LeafKind::Drug && own.contains(of) && before.is_some_and(|b| b.to_lowercase().ends_with("non-"))
    }

    /// What a length of time that is said of nothing known is spent on, in the words after it: "≥ 3 minutes of *standing*". Near misses:
    /// "≥ 3 minutes *at rest*"; "within 6 months *of screening*", which is counted from it.
    pub(super) fn spent_on(&self, length: Span) -> Subject<'a> {
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let after = length.end.checked_sub(own.start).filter(|_| own.contains(length)).and_then(|at| self.byte(at));
        let around = after.and_then(|end| beside::around(text, end, end, Form::Count).filter(|_| is_of(text, end)));
        let Some((first, last)) = around else { return Subject::default() };
        Subject { text: Some(&text[first..last]), span: Some(self.words(first..last)), concept: None }
    }

    /// The period that a length of time is of, in the words of a narrative: "able to complete 12 months *of follow-up*". Near miss: "12
    /// months of *age*".
    pub(super) fn lasts(&self, value: &Value, base: u32) -> Option<Subject<'a>> {
        let time = matches!(value.code.as_deref(), Some("a" | "mo" | "wk" | "d" | "h" | "min"));
        let period = Some(self.spent_on(value.span.shifted(base))).filter(|_| time)?;
        let last = period.text?.rsplit(' ').next()?;
        let named = [words::PERIODS_OF_TRIAL, words::EVENT_NOUNS].iter().any(|list| list.contains(&last));
        named.then_some(period)
    }

    /// Where bytes of the criterion's own text stand.
    pub(super) fn words(&self, bytes: Range<usize>) -> Span {
        self.points().span(&bytes).shifted(self.criterion.span.start)
    }

    fn points(&self) -> &CodePoints {
        self.points.get_or_init(|| CodePoints::of(&self.criterion.text))
    }

    /// The byte of the criterion's own text that a code point begins with, or its end; none beyond it, as in a document that
    /// was changed by hand.
    fn byte(&self, point: u32) -> Option<usize> {
        Some(self.points().byte(point)).filter(|byte| *byte <= self.criterion.text.len())
    }

    /// What a length of time is said of, where the words that it was given are but the verb, the place or the person beside it.
    pub(super) fn said_of(&self, subject: Subject<'a>, length: Span, counted_from: Option<Span>) -> Subject<'a> {
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        if !own.contains(length) || subject.span.is_some_and(|span| !own.contains(span)) {
            return subject;
        }
        let at = |point: u32| self.byte(point.checked_sub(own.start).filter(|_| point <= own.end)?);
        let Some((from, to)) = at(length.start).zip(at(length.end)) else { return subject };
        let bytes = subject.span.and_then(|span| at(span.start).zip(at(span.end)));
        let range = bytes.map(|(start, end)| start..end);
        let named = bytes.and_then(|(start, end)| said_of::named(text, start, end, from));
        let anchor = counted_from.and_then(|a| at(a.start).zip(at(a.end))).map(|(start, end)| start..end);
        let of_anchor = |of: &Range<usize>| anchor.as_ref().is_some_and(|a| stray::is_of_event(text, of, a));
        let unsaid = range.as_ref().is_none_or(|of| of.start >= to && of_anchor(of));
        let lasting = bytes.and_then(|(start, _)| said_of::duration(text, start, from));
        let through = || range.as_ref().and_then(|of| performed::through(text, of, from));
        let endured =
            || range.as_ref().filter(|_| anchor.is_none()).and_then(|of| performed::of_what(text, of, from..to));
        let named = said_of::period(text, from, to).or(named).or(lasting).or_else(through).or_else(endured);
        let after = anchor.as_ref().map_or(to, |a| a.end).max(to);
        let elsewhere = range.as_ref().is_some_and(|of| said_of::is_elsewhere(text, of.clone(), from..after));
        let before = range.as_ref().filter(|_| !unsaid && !elsewhere);
        let named = named.or_else(|| performed::performed(text, before, from));
        let named = named.or_else(|| said_of::before_length(text, from).filter(|_| unsaid || elsewhere));
        let Some((first, last)) = named else { return subject };
        Subject { text: Some(&text[first..last]), span: Some(self.words(first..last)), concept: None }
    }

    /// Whether "apart" stands directly after a length of time.
    pub(super) fn lies_apart(&self, time: &Time) -> bool {
        let end = time.span.criterion().is_none().then(|| self.byte(time.span.span().end)).flatten();
        end.and_then(|at| self.criterion.text.get(at..)).is_some_and(|rest| rest.trim_start().starts_with("apart"))
    }

    /// What a length of time that the head of a list has is said of in that: "*received* within 12 months one of the following".
    pub(super) fn said_of_head(&self, head: &str, length: Span) -> Option<Subject<'a>> {
        let criterion = self.places.criterion(head).filter(|head| head.text.len() < LONGEST_HEAD)?;
        let (text, points) = (&*criterion.text, CodePoints::of(&criterion.text));
        let (first, last) = said_of::before_length(text, points.byte(length.start))?;
        let span = points.span(&(first..last)).shifted(criterion.span.start);
        Some(Subject { text: Some(&text[first..last]), span: Some(span), concept: None })
    }

    /// The subject with the words of what is done with it, where the criterion's own text has them beside it.
    pub(super) fn event(&self, subject: Subject<'a>, length: Span) -> Subject<'a> {
        let (text, own) = (&*self.criterion.text, self.criterion.span);
        let Some(span) = subject.span.filter(|span| own.contains(*span)) else { return subject };
        let at = |point: u32| self.byte(point.checked_sub(own.start)?);
        let (Some(start), Some(end)) = (at(span.start), at(span.end)) else { return subject };
        let length = at(length.start).filter(|length| *length >= end).unwrap_or(end);
        let (first, last) = event::around(text, start, end, length);
        Subject { text: Some(&text[first..last]), span: Some(self.words(first..last)), ..subject }
    }
}

/// Whether "of" stands directly after this byte of a text.
fn is_of(text: &str, end: usize) -> bool {
    text.get(end..).is_some_and(|rest| rest.starts_with(" of "))
}
