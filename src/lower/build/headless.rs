//! An item without a head of its own: what a limit or the trial implies, people, or words that are not understood.

use super::limit::counts_things;
use crate::grammar::{Bytes, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind, Lex, Lexeme, look_up};
use crate::lower::context::{Context, measure_of};
use crate::lower::filler::says_nothing;
use crate::lower::partial::{Head, Partial};
use crate::rule::{Anchor, Direction, Leaf, LeafKind, Node, Span, Value};
use crate::words;

/// The most words before a limit that name what it is said of.
const LONGEST_NAME: usize = 3;

/// How many lexemes before a limit of one sex what it is of is looked for.
const FAR: usize = 40;

/// Units that say by themselves what is counted in them.
const COUNTED: [(&str, Kind, &str); 4] = [
    (PACK_YEARS, Kind::Analyte, "smoking_pack_years"),
    ("{cigarettes}", Kind::Observation, "smoking"),
    ("{alcohol-units}", Kind::Observation, "alcohol_use"),
    ("{drinks}", Kind::Observation, "alcohol_use"),
];

/// The unit that says by itself what it is a unit of.
const PACK_YEARS: &str = "{pack-years}";

impl Context<'_, '_> {
    /// The node of an item that names nothing: the state that lasted ("clinically stable for a month"), else its words,
    /// with the times that were understood.
    pub(super) fn without_head(&mut self, mut partial: Partial) -> Node {
        let mut times = partial.lead_times.iter().chain(&partial.times);
        let lasted = times.any(|t| !t.bounds.is_empty() && t.of.is_none());
        if let Some(state) = partial.last_qualifier.take().filter(|_| lasted && partial.value.is_none()) {
            partial.qualifiers.pop();
            return self.leaf(&Head::new(None, state), partial).into();
        }
        self.unparsed_with(partial)
    }

    /// What an item without a head is about all the same: the class it names, or the disease its classification is of.
    pub(super) fn implied_head(&mut self, partial: &mut Partial) -> Option<Head> {
        if let Some(quantity) = partial.value.clone().filter(|q| q.form == QuantityForm::Class) {
            return Some(self.class_head(partial, &quantity));
        }
        if let Some(head) = partial.value.as_ref().and_then(|q| self.named_above(q)) {
            return Some(head);
        }
        if let Some(head) = named_by_unit(partial) {
            return Some(head);
        }
        let again = self.limited_before(partial);
        if let Some(head) = self.change_of_nothing(again.clone(), partial) {
            return Some(head);
        }
        if let Some(quantity) = &partial.value
            && let Some(bytes) = self.named_by_limit(&partial.bytes, quantity)
            && (again.is_none() || bytes.end <= quantity.value.start)
        {
            return Some(Head::new(self.estimated_by(&bytes), bytes));
        }
        if again.is_some() {
            return again;
        }
        let method = partial.methods.iter().find_map(|m| m.id.clone())?;
        let row = Entry::find(Kind::Method, &method)?;
        let entry = Entry::find(Kind::Condition, row.classified()?)?;
        Some(Head::new(Some(entry), partial.bytes.clone()))
    }

    /// "kidney disease with *CKD-EPI* < 30 mL/min": what a formula estimates, where it is all that a limit is said of. Near miss: "*cycle
    /// length* of 26-39 days".
    fn estimated_by(&self, bytes: &Bytes) -> Option<Entry> {
        let method = look_up(self.words(bytes))?.of(Kind::Method)?;
        match method.id() {
            "ckd_epi" | "mdrd" => Entry::find(Kind::Analyte, "egfr"),
            "cockcroft_gault" => Entry::find(Kind::Analyte, "creatinine_clearance"),
            _ => None,
        }
    }

    /// "meets the *11 ACR criteria for SLE*": where no number of them is said, the disease that they classify is meant.
    pub fn as_classified(&self, partial: &mut Partial) {
        let unsaid = partial.is_unvalued() && partial.count.is_none() && partial.relation.is_none();
        let score = |head: &mut Head| head.entry.filter(|e| e.kind() == Kind::Score).map(Entry::id);
        let of = |id: &str| Entry::find(Kind::Method, id.strip_suffix("_score")?).map(Entry::id);
        let named = |head: &mut Head| unsaid && self.words(&head.bytes).to_ascii_lowercase().contains("criteria");
        let Some(head) = partial.head.take_if(|head| named(head) && score(head).and_then(of).is_some()) else { return };
        let method = self.mention(head.entry.and_then(|e| of(e.id())), &head.bytes);
        partial.methods.push(method);
    }

    /// The words that name what a limit is said of where no table has them as a concept: those directly before it
    /// ("*cycle length* of 26-39 days", "a *score* > 1"), else its unit, where that counts things ("> 20 *cigarettes*
    /// per day").
    fn named_by_limit(&self, item: &Bytes, quantity: &Quantity) -> Option<Bytes> {
        let lexemes = &self.lexed.lexemes;
        let end = lexemes.partition_point(|l| (l.start as usize) < quantity.value.start);
        let start = lexemes.partition_point(|l| (l.start as usize) < item.start);
        let before = lexemes.get(start..end)?;
        let links = |l: &&Lexeme| l.is_sign(':') || matches!(l.cue(), Some(Cue::Be | Cue::Of | Cue::Must));
        let names = |l: &&Lexeme| match l.lex {
            Lex::Word => l.end - l.start > 1,
            Lex::Term(group) => group
                .cue()
                .is_none_or(|cue| matches!(cue, Cue::TypeWord | Cue::Period | Cue::ScoreWord | Cue::SpanWord)),
            _ => false,
        };
        let tail = before.iter().rev().skip_while(links);
        let name: Vec<&Lexeme> = tail.take_while(names).take(LONGEST_NAME).collect();
        if let (Some(last), Some(first)) = (name.first(), name.last()) {
            return Some(first.start as usize..last.end as usize);
        }
        // "≤ 5 *x* ULN" counts how often normal, and names nothing.
        let unit = quantity.unit.as_ref().filter(|_| quantity.relative_to.is_none())?;
        let at = lexemes.partition_point(|l| (l.start as usize) < unit.span.start);
        let first = lexemes.get(at).filter(|l| l.entry(Kind::Unit).is_some_and(|e| counts_things(e.dimension())))?;
        Some(first.start as usize..first.end as usize)
    }

    /// What a limit of nothing is another limit of: what was limited in the same unit before ("NT-proBNP ≥ 600 pg/mL; if
    /// atrial fibrillation, *≥ 900 pg/mL*").
    fn limited_before(&self, partial: &Partial) -> Option<Head> {
        let quantity = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit && q.also.is_none())?;
        let measure = measure_of(quantity)?;
        let (head, last) = self.last_limited.as_ref()?;
        (*last == measure).then(|| head.clone())
    }

    /// What a limit of one sex is of: the last thing measured before it, in its sentence.
    pub(super) fn measured_before(&self, partial: &Partial) -> Option<Head> {
        let quantity = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit)?;
        let end = self.lexed.lexemes.partition_point(|l| (l.start as usize) < quantity.value.start);
        let before = self.lexed.lexemes[..end].iter().rev().take(FAR).take_while(|l| !l.is_sign('.'));
        let measured = |l: &Lexeme| l.concept().filter(|e| matches!(e.kind(), Kind::Analyte | Kind::Score));
        before.into_iter().find_map(|l| Some(Head::new(Some(measured(l)?), l.start as usize..l.end as usize)))
    }

    /// Age and sex; a limit of nothing beside a sex is not dropped.
    pub(super) fn person(&mut self, partial: &mut Partial) -> Option<Node> {
        let mut parts = Vec::new();
        let is_age = partial.is_age();
        let span = self.span(&partial.bytes);
        if is_age && let Some(quantity) = partial.value.take() {
            let mut leaf = self.age_leaf(&quantity, span);
            let subject = self.whose_age(partial.subject).map(str::to_owned);
            leaf.subject.clone_from(&subject);
            leaf.time = std::mem::take(&mut partial.lead_times);
            leaf.time.append(&mut partial.times);
            let upper = partial.second.take_if(|q| is_other_end(&quantity, q));
            // "6 months to 17 years of age"
            let upper = upper.map(|q| Leaf { subject, ..self.age_leaf(&q, span) });
            parts.push(leaf.into());
            parts.extend(upper.map(Node::from));
        }
        // "male patients with X" is both; in "pregnant women" the state says the sex.
        let said = partial.sex.as_ref().is_some_and(|(_, sex)| {
            partial.head.as_ref().is_none_or(|h| {
                // "*women* of childbearing potential", "healthy *male* volunteers"
                let state = h.entry.is_some_and(|e| e.kind() == Kind::Observation);
                let named = state && (sex.start == h.bytes.start || sex.start == h.bytes.end + 1);
                // "*healthy* Chinese *male*"
                let healthy = h.entry.is_some_and(|e| e.id() == "healthy_volunteer");
                let own =
                    named || healthy || h.entry.is_none() && !partial.sex_after_limit() || sex.end <= h.bytes.start;
                own || self.sex_follows(h, sex, partial)
            })
        });
        if said && let Some((sex, bytes)) = partial.sex.take() {
            let mut leaf = Leaf::new(LeafKind::Sex, self.span(&bytes));
            leaf.value = Some(Box::new(Value {
                is: Some(sex.to_owned()),
                text: self.words(&bytes).to_owned(),
                span: self.span(&bytes),
                ..Value::default()
            }));
            parts.push(leaf.into());
        }
        if partial.head.is_some() && !parts.is_empty() {
            let bytes = partial.bytes.clone();
            parts.push(self.positive(std::mem::take(partial)));
            return Some(self.joined(parts, true, &bytes));
        }
        if !parts.is_empty() && partial.value.is_some() {
            // "> 14 units per week for females", of nothing that is named.
            parts.push(self.unparsed_with(std::mem::take(partial)));
        }
        match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Node::All { of: parts, span: span.into() }),
        }
    }

    /// "anemic *women*", "HIV-negative *men*", "osteoporosis in *men*": a sex after a state that either may have. Near miss:
    /// "pregnant *women*", which says nothing more.
    fn sex_follows(&self, head: &Head, sex: &Bytes, partial: &Partial) -> bool {
        let either = head.entry.is_some_and(|e| !words::STATES_OF_WOMEN.contains(&e.id()));
        let from = partial.finding.as_ref().map_or(head.bytes.end, |(_, f)| f.end.max(head.bytes.end));
        let between = self.lexed.text.get(from..sex.start).unwrap_or(",").trim();
        let disease = head.entry.is_some_and(|e| e.kind() == Kind::Condition) && partial.finding.is_none();
        // "*obese* or diabetic women": what the list says after its last.
        let shared = sex.start > partial.bytes.end;
        let directly = between.is_empty() || between == "in" && disease;
        either && (shared || directly) && partial.value.is_none() && partial.relation.is_none()
    }

    fn age_leaf(&mut self, quantity: &Quantity, span: Span) -> Leaf {
        let mut leaf = Leaf::new(LeafKind::Age, span);
        let mut value = self.value(quantity, None);
        // A bare "18 to 70" beside "age" is in years.
        self.in_years |= value.code.is_none();
        value.code = value.code.take().or(Some("a".to_owned()));
        leaf.value = Some(Box::new(value));
        leaf
    }

    /// A node that says these words were not understood.
    pub fn unparsed(&mut self, bytes: &Bytes) -> Node {
        let words = self.words(bytes).to_owned();
        let mut leaf = Leaf::new(LeafKind::Unparsed, self.span(bytes));
        leaf.text = Some(words.clone());
        leaf.reason = Some("no known concept".to_owned());
        self.say("unparsed", crate::rule::Severity::Warning, format!("not understood: \"{words}\""), bytes);
        leaf.into()
    }

    /// As `unparsed`, with the limits and times that were read all the same.
    fn unparsed_with(&mut self, partial: Partial) -> Node {
        let bytes = if partial.negated { self.after_denial(&partial.bytes) } else { partial.bytes.clone() };
        let node = self.unparsed(&bytes);
        let Node::Leaf(mut leaf) = node else { return node };
        let limits = [partial.count, partial.value, partial.second].into_iter().flatten();
        let said = |q: &Quantity| q.form == QuantityForm::Limit || q.form == QuantityForm::Bare && q.unit.is_some();
        leaf.quantities = limits.filter(|q| said(q)).map(|q| self.value(&q, None)).collect();
        leaf.time = partial.lead_times.into_iter().chain(partial.times).collect();
        let stable = partial.stable.map(|bytes| self.mention(None, &bytes));
        for time in leaf.time.iter_mut().filter(|t| t.of.is_none() && !t.bounds.is_empty()) {
            // "at least 6 months since *chemotherapy*", "on a *stable dose* 30 days before screening".
            time.of = match &time.anchor {
                Some(Anchor::Point(event)) if event.id.is_none() && time.direction == Some(Direction::After) => {
                    Some(event.clone())
                }
                _ => stable.clone(),
            };
        }
        Node::Leaf(leaf)
    }

    /// "*No* medication": what is denied, since the rule says that it is. Near misses: "not", with nothing after it; "patients with no
    /// medication", which opens with something else.
    fn after_denial(&self, bytes: &Bytes) -> Bytes {
        let at = self.lexed.lexemes.partition_point(|l| (l.start as usize) < bytes.start);
        let [first, next, ..] = &self.lexed.lexemes[at..] else { return bytes.clone() };
        let denies = first.cue().is_some_and(Cue::is_denial);
        // "*none* for 5 years" is a name for what there is none of.
        let denies = denies && !self.lexed.written(first).eq_ignore_ascii_case("none");
        let start = next.start as usize;
        if denies && start < bytes.end { start..bytes.end } else { bytes.clone() }
    }

    /// Says that these words have found no place in the rule, unless they would narrow nothing there.
    pub fn not_understood(&mut self, bytes: &Bytes) {
        let words = self.words(bytes).to_owned();
        if says_nothing(&words) {
            return;
        }
        if !words.contains(char::is_alphabetic) {
            return self.in_no_rule(bytes);
        }
        self.say("not-understood", crate::rule::Severity::Warning, format!("not understood: \"{words}\""), bytes);
    }

    /// Says that this number is part of no rule.
    pub fn in_no_rule(&mut self, bytes: &Bytes) {
        let message = format!("\"{}\" is in no rule", self.words(bytes));
        self.say("number-not-in-rule", crate::rule::Severity::Warning, message, bytes);
    }
}

/// Whether two limits are the ends of one range, in two units.
fn is_other_end(low: &Quantity, high: &Quantity) -> bool {
    let ends = low.bounds.low().is_some() && high.bounds.high().is_some();
    ends && low.bounds.high().is_none() && high.bounds.low().is_none()
}

/// Whether a limit is on how much somebody has smoked, by its unit.
pub fn in_pack_years(quantity: &Quantity) -> bool {
    quantity.unit.as_ref().and_then(|unit| unit.code.as_deref()) == Some(PACK_YEARS)
}

/// What is counted where an item names nothing: "> 20 *cigarettes* per day", "≥ 14 *drinks* per week".
pub fn named_by_unit(partial: &Partial) -> Option<Head> {
    let quantity = partial.value.as_ref()?;
    let unit = quantity.unit.as_ref()?;
    let code = unit.code.as_deref()?;
    let counts = |(counted, ..): &&(&str, Kind, &str)| {
        code.strip_prefix(counted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let (counted, kind, id) = COUNTED.iter().find(counts)?;
    let bytes = if *counted == PACK_YEARS { quantity.value.clone() } else { unit.span.clone() };
    Some(Head::new(Entry::find(*kind, id), bytes))
}
