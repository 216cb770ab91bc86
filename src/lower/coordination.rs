//! "A, B and C", "active, known or suspected X", "ALT and AST ≤ 2.5 × ULN": how the items of a list join, and what they
//! share.

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::rule::Node;
use crate::words;

use super::alternatives::{grouped_by_history, limits_of_alternatives};
use super::atom::{is_limit_of_other_sex, is_measured};
use super::context::{Context, Sort, bytes_of};
use super::elliptic::is_no_measure_of_disease;
use super::joins::{
    age_of_all, any_member_listed, any_of_open_list, classes_behind_asides, consent_of_all, each_of_those,
    grouped_by_capitals, grouped_by_dose, grouped_by_either, grouped_by_limit, kinds_named_once, plus_in_each,
};
use super::last_pair::results_of_people;
use super::moments::is_of_added;
use super::partial::Partial;
use super::share::one_sided;

/// The longest list whose items share freely.
pub(super) const LONGEST: usize = 256;

/// The most chunks of what stands between commas, between a name and its limit, and the most items that are looked back at.
const LONGEST_ASIDE: usize = 16;

/// How an item joins the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join {
    /// "and" rather than "or"; `None` for a bare comma, which takes after the next conjunction.
    pub all: Option<bool>,
    /// No comma before it: binds more tightly.
    pub tight: bool,
    /// A comma and no conjunction.
    pub bare: bool,
    /// A slash.
    pub slash: bool,
    /// "but": what was said before all that precedes it does not reach over it.
    pub but: bool,
}

impl Context<'_, '_> {
    /// The node of a list of items (or of one).
    pub fn coordination(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let chunks = self.trimmed(chunks);
        if chunks.is_empty() {
            return None;
        }
        let without = self.without_combination(chunks);
        let chunks = without.as_deref().unwrap_or(chunks);
        let (items, joins) = self.items(chunks);
        if let Some(node) = self.with_limits(chunks, &items) {
            return Some(node);
        }
        let wider = self.wider.take();
        let said_of = self.said_of.take();
        let mut partials: Vec<Partial> = Vec::with_capacity(items.len());
        let mut joins = joins;
        for (at, item) in items.iter().enumerate() {
            if let Some(before) = partials.last()
                && let Some((limit, condition, whole)) = self.limit_beside(item, chunks, before)
                && let Some(mut before) = partials.pop()
            {
                before.bytes.end = bytes_of(condition).end;
                self.limit_for_some(limit, condition, &mut before);
                partials.push(before);
                let left = if whole { partials.len() - 1..joins.len() } else { partials.len() - 1..partials.len() };
                joins.drain(left);
                if whole {
                    break;
                }
                continue;
            }
            if let Some(measured) = partials.last().and_then(|before| self.measured_under_drug(item, before, chunks)) {
                let again: Vec<Chunk> = std::iter::once(measured).chain(item.iter().cloned()).collect();
                let mut again = Partial { bytes: bytes_of(item), ..self.atom_about(&again, said_of.as_ref()) };
                limited_as_before(&mut again, partials.last());
                partials.push(again);
                continue;
            }
            if let Some(again) = partials.last().and_then(|before| self.age_again(item, before)) {
                partials.push(Partial { bytes: bytes_of(item), ..self.atom(&again) });
                continue;
            }
            if let Some(again) = self.measured_again(item, chunks) {
                partials.push(again);
                continue;
            }
            if self.both_of_ratio(item, &mut partials, &mut joins) {
                continue;
            }
            let before = at.checked_sub(1).map(|before| items[before]);
            if let Some(again) = before.and_then(|before| self.limit_at_last_moment(before, item)) {
                partials.push(Partial { bytes: bytes_of(item), ..self.atom(&again) });
                continue;
            }
            let moment = before.and_then(|before| self.moment_again(before, item));
            let join = partials.len().checked_sub(1);
            if let Some(join) = join.filter(|at| joins.get(*at).is_some_and(|join| join.all == Some(true)))
                && is_of_added(&mut partials, moment.as_ref())
            {
                joins.remove(join);
                continue;
            }
            let mut partial = moment.unwrap_or_else(|| self.atom_about(item, said_of.as_ref()));
            if partials.last().is_some_and(|before| is_limit_of_other_sex(&partial, before)) {
                partial.age = false;
            }
            partials.push(partial);
        }
        let result = |p: &Partial| p.finding.as_ref().is_some_and(|(finding, _)| *finding == "normal");
        if let Some(last) = partials.last_mut().filter(|p| p.value.is_some() || result(p)) {
            last.alternatives.extend(wider);
        }
        self.extremes_of_list(&mut partials);
        self.events_each(&mut partials);
        self.distribute(&mut partials, &mut joins, &bytes_of(chunks));
        classes_behind_asides(&partials, &mut joins, |start| self.follows_class_aside(start));
        let mut joins = self.resolved(joins, &partials);
        grouped_by_history(&partials, &mut joins);
        if partials.len() <= LONGEST {
            self.share(&mut partials, &mut joins);
        } else {
            self.share_in_parts(&mut partials, &mut joins);
        }
        let mut node = self.tree(partials, joins, &bytes_of(chunks))?;
        self.anchors_said_last(&mut node);
        Some(node)
    }

    /// "BMI, *as determined at screening*, < 30 kg/m²": what stands between the name and its limit is put behind the limit.
    pub fn limit_before_aside(&self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let comma = |c: &Chunk| self.sort(c) == Sort::Comma;
        let first = chunks.iter().take(LONGEST_ASIDE).position(comma).filter(|at| *at > 0)?;
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let aside = chunks.get(first + 1..)?;
        let says_how =
            self.cue(aside.first()?).is_some_and(|c| matches!(c, Cue::As | Cue::AccordingTo | Cue::DefinedAs));
        let end = aside.iter().take(LONGEST_ASIDE).position(comma)?;
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        let (aside, rest) = (&chunks[first..first + 1 + end], &chunks[first + 2 + end..]);
        let at = rest.iter().position(|c| !matches!(self.cue(c), Some(Cue::Of | Cue::Be | Cue::Must)))?;
        let plain = |part: &[Chunk]| !part.iter().any(|c| self.sort(c) == Sort::Quantity);
        let own = chunks[..first].iter().filter(|c| measured(c)).count() == 1;
        // "DLCO*, corrected for haemoglobin,* over 40 %"
        let corrected = self.correction(&chunks[first + 1..first + 1 + end]) == Some(end);
        let aside = &aside[usize::from(corrected)..];
        if !((says_how || corrected) && own && limit(&rest[at]) && plain(&chunks[..first]) && plain(aside)) {
            return None;
        }
        let (limit, rest) = rest.split_at(at + 1);
        Some(chunks[..first].iter().chain(limit).chain(aside).chain(rest).cloned().collect())
    }

    /// "AST ≤ 3 × ULN, *or ≤ 5 × ULN in the presence of liver metastases*": another limit of the item before, and for whom.
    /// Whether the condition takes in all the items after it ("with hypertension *or diabetes*").
    fn limit_beside<'c>(
        &self,
        item: &'c [Chunk],
        chunks: &'c [Chunk],
        before: &Partial,
    ) -> Option<(&'c [Chunk], &'c [Chunk], bool)> {
        before.entry().filter(|e| is_measured(*e))?;
        let (limit, condition) = self.wider_limit(item, before)?;
        let leads = limit[0].lexemes.start <= condition[0].lexemes.start;
        if !leads && limit.iter().any(is_no_measure_of_disease) {
            return Some((limit, condition, false));
        }
        let from = chunks.iter().position(|c| c.lexemes.start == condition[0].lexemes.start).filter(|_| leads)?;
        let tail = &chunks[from..];
        let limited = |c: &Chunk| match self.sort(c) {
            Sort::Quantity | Sort::Time | Sort::Group | Sort::Semicolon | Sort::Stop => true,
            Sort::Concept(entry) => is_measured(entry),
            Sort::Cue(cue) => matches!(cue, Cue::And | Cue::But),
            _ => false,
        };
        let whole = tail.len() > condition.len() && !tail.iter().any(limited);
        Some((limit, if whole { tail } else { condition }, whole))
    }

    /// "LDL-C ≥ 70 mg/dL, or *≥ 100 mg/dL on simvastatin*", "reversibility ≥ 12 % and *≥ 200 mL after salbutamol*": what a second
    /// limit is of, where a drug stands behind it that is not given in such a unit; so does "*≥ 7.5 % (on insulin)*". Near miss: "CRP > 5 mg/L or *> 10 mg/day of
    /// prednisone*", which is a dose.
    fn measured_under_drug(&self, item: &[Chunk], before: &Partial, chunks: &[Chunk]) -> Option<Chunk> {
        let (limit, said) = item.split_first()?;
        let bracketed = match said {
            [Chunk { kind: ChunkKind::Group(inner), .. }] => Some(inner.as_slice()),
            _ => None,
        };
        let said = bracketed.unwrap_or(said);
        // "≥ 200 mL *within 30 minutes* after salbutamol"
        let timed = said.iter().take_while(|c| self.sort(c) == Sort::Time).count();
        let (under, rest) = said[timed..].split_first()?;
        let ChunkKind::Quantity(quantity) = &limit.kind else { return None };
        let code = quantity.unit.as_ref()?.code.as_deref()?;
        let concentration = ["/dL", "/L", "/mL", "/uL", "mm[Hg]", "%"].iter().any(|end| code.ends_with(end));
        let given = matches!(self.cue(under), Some(Cue::In | Cue::After | Cue::Exposure));
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let naive = |c: &Chunk| self.words(&c.span).to_lowercase().contains("naive");
        let given = given || bracketed.is_some() && (drug(under) || naive(under));
        let near = if code == "mL" { 7 } else { 3 };
        let drug = rest.iter().take(near).any(drug)
            || bracketed.is_some_and(|inner| inner.iter().take(3).any(|c| drug(c) || naive(c)));
        let limited = before.value.as_ref().filter(|q| q.form == QuantityForm::Limit && before.relation.is_none())?;
        let named = before.head.as_ref().map(|h| &h.bytes).or(before.unknown.last());
        let measured = before.entry().is_none_or(is_measured);
        // "≥ 12 % and *200 mL* after salbutamol"
        let volume = code == "mL" && quantity.form == QuantityForm::Bare && limited.code() == Some("%");
        let limits = volume || quantity.form == QuantityForm::Limit;
        if !(concentration || code == "mL") || !given || !drug || !measured || !limits {
            return None;
        }
        let head = named.filter(|bytes| bytes.end <= limited.value.start)?;
        let chunk = chunks.iter().find(|c| c.span == *head && c.span.end <= limit.span.start)?;
        Some(chunk.clone())
    }

    /// "age ≥ 60, or *< 60 with amenorrhea ≥ 12 months*": a limit without a unit after an age is another age, whatever lasts
    /// so long with it. Near miss: "age ≥ 60, or *≥ 2 risk factors*".
    fn age_again(&self, item: &[Chunk], before: &Partial) -> Option<Vec<Chunk>> {
        let [limit, with, rest @ ..] = item else { return None };
        let ChunkKind::Quantity(quantity) = &limit.kind else { return None };
        let bare = quantity.unit.is_none() && quantity.relative_to.is_none() && !quantity.age;
        let lasts = rest.iter().any(|c| matches!(self.sort(c), Sort::Time | Sort::Quantity));
        if !before.is_age() || !bare || !lasts || quantity.form != QuantityForm::Limit || !self.is_cue(with, Cue::With)
        {
            return None;
        }
        let aged = Quantity { age: true, ..(**quantity).clone() };
        let first = Chunk { kind: ChunkKind::Quantity(Box::new(aged)), ..limit.clone() };
        Some([first, with.clone()].into_iter().chain(rest.iter().cloned()).collect())
    }

    /// A list beyond all measure shares within parts of it, so that time grows with its length.
    fn share_in_parts(&mut self, partials: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut all: Vec<Partial> = Vec::with_capacity(partials.len());
        let mut all_joins: Vec<Join> = Vec::with_capacity(joins.len());
        let mut rest_joins = std::mem::take(joins).into_iter();
        let mut rest = std::mem::take(partials).into_iter().peekable();
        while rest.peek().is_some() {
            let mut part: Vec<Partial> = rest.by_ref().take(LONGEST).collect();
            let mut inner: Vec<Join> = rest_joins.by_ref().take(part.len() - 1).collect();
            self.share(&mut part, &mut inner);
            all.append(&mut part);
            all_joins.append(&mut inner);
            all_joins.extend(rest_joins.next());
        }
        all_joins.truncate(all.len().saturating_sub(1));
        (*partials, *joins) = (all, all_joins);
    }

    /// Gives bare commas the conjunction they wait for.
    fn resolved(&self, mut joins: Vec<Join>, partials: &[Partial]) -> Vec<Join> {
        let mut next: Option<Join> = None;
        let measured = |p: &Partial| p.entry().is_some_and(is_measured);
        let together = self.pair_apart(&joins, partials);
        if let Some(pair) = together {
            joins[pair].tight = true;
        }
        for at in (0..joins.len()).rev() {
            if joins[at].all == Some(false) && joins[at].tight && limits_of_sexes(&partials[at], &partials[at + 1]) {
                // Each for its own: commas before them wait for another conjunction.
                joins[at].all = Some(self.demand);
                continue;
            }
            if self.demand && is_other_value(&partials[at], joins[at], &partials[at + 1]) {
                joins[at].tight = true;
                continue;
            }
            if joins[at].slash && measured(&partials[at]) && measured(&partials[at + 1]) {
                // "AST/ALT ≤ 2.5 × ULN": a limit on both, so that either of them beyond it excludes.
                joins[at].all = Some(self.demand);
            }
            let sign = partials[at].finding.as_ref().is_some_and(|(_, said)| said.len() == 1);
            if joins[at].slash && sign {
                // "ER+/HER2-": both results at once.
                joins[at].all = Some(true);
            }
            if joins[at].all.is_some() {
                // "A, B or C, D, or E": the commas wait for the conjunction of the list, not for the one inside an item.
                let inner = |next: Join| joins[at].tight && !next.tight && next.all == joins[at].all;
                next = next.filter(|next| inner(*next)).or(Some(joins[at]));
            } else {
                // Before an item that is negated or limited on its own ("no X, no Y") a comma adds a demand.
                // So it does before what is said of the disease before it: "lymphoma*, relapsed* after or refractory to A".
                let disease = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Condition);
                let said = at == 0 && disease(&partials[0]) && partials[0].outcome.is_none();
                // "hepatitis C*, treatment-naive* or failed interferon": in a demand what was given is said of it as well.
                let treated = |p: &Partial| {
                    let naive = p.entry().is_some_and(|e| e.id() == "treatment_naive");
                    self.demand && (naive || p.outcome.is_some() && p.head.is_some())
                };
                let said_of = |p: &Partial| said && (p.outcome.is_some() && p.head.is_none() || treated(p));
                // "non-pregnant, non-lactating*, surgically sterile* or postmenopausal": each "non-" denies its own.
                let each_denied = self.demand && self.is_denied_alone(partials, at);
                let own = each_denied || partials.get(at + 1).is_some_and(|p| p.negated || said_of(p));
                let pair = self.demand && next.is_some_and(|join| is_before_pair(&partials[at..], join));
                let own = own || pair || self.demand && is_before_states(&partials[at..], &joins[at + 1..]);
                let apart = self.demand && is_before_limits(partials, &joins, at);
                joins[at] = match next.filter(|_| together.is_none_or(|pair| at > pair)) {
                    Some(join) if !own => Join { bare: true, slash: false, tight: join.tight && !apart, ..join },
                    _ => Join { all: Some(self.demand || own), tight: false, bare: true, slash: false, but: false },
                };
                next = if pair { Some(joins[at]) } else { next };
            }
        }
        joins
    }

    /// "infection, *ESR > 40 together with CRP > 10*", "asthma, *ALT > 3 × ULN and bilirubin > 2 × ULN*": among what excludes, the place of
    /// the one conjunction of a list with commas, where it is said of the two beside it alone. Near misses: "Hb < 8, *ANC < 1 and PLT <
    /// 50*", each of which excludes; "asthma, COPD *and* diabetes".
    fn pair_apart(&self, joins: &[Join], partials: &[Partial]) -> Option<usize> {
        let last = joins.len().checked_sub(1).filter(|last| *last > 0 && !self.demand)?;
        let commas = joins[..last].iter().all(|join| join.all.is_none() && join.bare);
        let and = joins[last].all == Some(true) && !joins[last].slash && !joins[last].but && !joins[last].bare;
        let (one, other) = (&partials[last], &partials[last + 1]);
        let between = self.lexed.text.get(one.bytes.end..other.bytes.start).unwrap_or("").trim().to_ascii_lowercase();
        let together = words::TOGETHER_WITH.contains(&&*between);
        let limited = |p: &Partial| p.entry().is_some_and(is_measured) && p.value.is_some();
        let disease = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Condition) && p.is_unvalued();
        let both = joins[last].tight && limited(one) && limited(other) && partials[..last].iter().all(disease);
        let negated = partials.iter().any(|p| p.negated);
        (commas && and && !negated && (together || both)).then_some(last)
    }

    /// "non-pregnant, *non-lactating*, …": whether an item says "non-" of what it names, and the one before it does so, too.
    fn is_denied_alone(&self, partials: &[Partial], at: usize) -> bool {
        let says = |p: &Partial| {
            let opens = self.words(&p.bytes).get(..3).is_some_and(|word| word.eq_ignore_ascii_case("non"));
            opens && p.negated && p.head.is_some()
        };
        at > 0 && says(&partials[at]) && says(&partials[at - 1])
    }

    /// The nodes of the items, joined: tight conjunctions first, then "and", then "or".
    fn tree(&mut self, partials: Vec<Partial>, joins: Vec<Join>, bytes: &Bytes) -> Option<Node> {
        let (mut partials, mut joins) = (partials, joins);
        if self.demand {
            results_of_people(&mut partials, &mut joins);
        }
        for (at, join) in joins.iter_mut().enumerate() {
            // "no A or B" denies both, and so does "non-A/non-B".
            let both = partials[at].negated && partials[at + 1].negated && join.all == Some(false);
            if both && (partials[at + 1].negated_by_list || self.demand) {
                join.all = Some(true);
            }
        }
        self.denied_with_and(&mut partials, &mut joins);
        any_member_listed(&partials, &mut joins, self.demand);
        any_of_open_list(&partials, &mut joins);
        grouped_by_either(&partials, &mut joins);
        kinds_named_once(&partials, &mut joins, self.demand);
        grouped_by_limit(&partials, &mut joins);
        plus_in_each(&mut joins);
        if self.demand {
            self.age_behind_pair(&mut partials, &mut joins);
            each_of_those(&mut partials, &mut joins);
            age_of_all(&partials, &mut joins);
            consent_of_all(&partials, &mut joins);
            grouped_by_dose(&partials, &mut joins);
            grouped_by_capitals(&partials, &mut joins, self.lexed.text);
            limits_of_alternatives(&partials, &mut joins);
            self.beside_last_pair(&partials, &mut joins);
            self.apart_from_pair(&partials, &mut joins);
            self.stages_of_each(&mut partials, &mut joins);
        }
        self.kinds_listed(&partials, &mut joins);
        self.exclusive_kinds(&partials, &mut joins);
        self.inhaled_together(&partials, &mut joins);
        self.bare_alternatives(&partials, &mut joins);
        self.other_than_listed(&mut partials, &joins);
        self.say_mixed_joins(&partials, &joins);
        let mut nodes: Vec<(Node, Bytes)> = Vec::with_capacity(partials.len());
        for partial in partials {
            let at = partial.bytes.clone();
            nodes.push((self.node_of(partial), at));
        }
        // "*ACEI/ARB* and a beta blocker": a slash binds most tightly.
        let slash = |join: &Join| join.slash && join.all == Some(false);
        let and = |join: &Join| join.tight && !join.bare && !join.slash && join.all == Some(true);
        if joins.iter().any(slash) && joins.iter().any(and) {
            (nodes, joins) = self.merged(nodes, joins, false, slash);
        }
        for (tight, all) in [(true, true), (true, false), (false, true), (false, false)] {
            (nodes, joins) = self.merged(nodes, joins, all, |join| join.tight == tight && join.all == Some(all));
        }
        let mut nodes: Vec<Node> = nodes.into_iter().map(|(n, _)| n).collect();
        match nodes.len() {
            0 => None,
            1 => nodes.pop(),
            _ => Some(self.joined(nodes, true, bytes)),
        }
    }

    /// Joins neighbours whose join is `here`, with "and" (`all`) or with "or".
    fn merged(
        &self,
        nodes: Vec<(Node, Bytes)>,
        joins: Vec<Join>,
        all: bool,
        here: impl Fn(&Join) -> bool,
    ) -> (Vec<(Node, Bytes)>, Vec<Join>) {
        if !joins.iter().any(&here) && !nodes.iter().any(|(node, _)| is_list(node, all)) {
            return (nodes, joins);
        }
        let mut out: Vec<(Node, Bytes)> = Vec::with_capacity(nodes.len());
        let mut left = Vec::with_capacity(joins.len());
        let mut run: Vec<(Node, Bytes)> = Vec::new();
        for (at, node) in nodes.into_iter().enumerate() {
            run.push(node);
            let join = joins.get(at);
            if join.is_some_and(&here) {
                continue;
            }
            out.push(match run.pop() {
                Some(alone) if run.is_empty() && !is_list(&alone.0, all) => alone,
                last => {
                    run.extend(last);
                    self.run(std::mem::take(&mut run), all)
                }
            });
            left.extend(join.copied());
        }
        (out, left)
    }

    fn run(&self, run: Vec<(Node, Bytes)>, all: bool) -> (Node, Bytes) {
        let bytes = run[0].1.start..run[run.len() - 1].1.end;
        let nodes = run.into_iter().map(|(n, _)| n).collect();
        (self.joined(nodes, all, &bytes), bytes)
    }
}

/// "Age ≥ 70, *grip < 26 kg (men) / < 16 kg (women)*": the limit of each sex of one thing, which together are one item of a
/// list. Near miss: "*women with diabetes or men with asthma*".
fn limits_of_sexes(first: &Partial, second: &Partial) -> bool {
    let sex = |p: &Partial| p.sex.as_ref().map(|(sex, _)| *sex);
    let each = first.sex_after_limit() && second.sex_after_limit() && sex(first) != sex(second);
    each && second.is_limit_alone() && (first.head.is_some() || !first.unknown.is_empty())
}

/// "MMSE 20-28, *CDR 0.5 or 1*, GDS < 6": another value of the measure before it, so that the commas of the list do not wait for its
/// "or". Near miss: "MMSE > 20, *or CDR 1*", another measure.
fn is_other_value(first: &Partial, join: Join, second: &Partial) -> bool {
    let or = join.all == Some(false) && join.tight && !join.slash && !join.but;
    let valued = |p: &Partial| p.value.as_ref().is_some_and(|q| q.bounds.eq.is_some() && !q.age);
    let measured = first.entry().is_some_and(is_measured) && !first.negated;
    or && measured && valued(first) && valued(second) && second.is_limit_alone() && second.sex.is_none()
}

/// "type 1 or type 2 diabetes*, HbA1c > 7 % and* BMI > 25": a comma between alternatives and limits that "and" joins parts more than either
/// word does. Near miss: "asthma or diabetes*, obesity and* smoking", where nothing says so.
fn is_before_limits(partials: &[Partial], joins: &[Join], at: usize) -> bool {
    let or = |join: &Join| join.all == Some(false) && join.tight && !join.bare && !join.slash && !join.but;
    let limited = |p: &Partial| p.value.is_some() && (p.is_age() || p.entry().is_some_and(is_measured));
    let waiting = joins[..at].iter().rev().take(LONGEST_ASIDE).find(|join| join.all.is_some());
    let unlimited = partials[..=at].iter().rev().take(LONGEST_ASIDE).all(|p| p.value.is_none() && !p.negated);
    waiting.is_some_and(or) && unlimited && limited(&partials[at + 1])
}

/// "HER2-negative*, ER or PR positive*": what has its own result is beside two that share one, and not a third of them.
fn is_before_pair(partials: &[Partial], join: Join) -> bool {
    let [first, second, third, ..] = partials else { return false };
    let measured = |p: &Partial| p.entry().is_some_and(is_measured);
    let shares = measured(second) && measured(third) && second.is_unvalued() && !third.is_unvalued();
    join.tight && join.all == Some(false) && shares && measured(first) && !first.is_unvalued()
}

/// "hypertension*, treated or untreated*": a disease, and two states of it that name nothing else.
fn is_before_states(partials: &[Partial], joins: &[Join]) -> bool {
    let ([disease, first, second], [join]) = (partials, joins) else { return false };
    let named = disease.entry().is_some_and(|e| e.kind() == Kind::Condition) && disease.is_unvalued();
    let state = |p: &Partial| p.is_modifier() && !p.qualifiers.is_empty() && p.status.is_none() && !p.known;
    named && !disease.negated && join.tight && join.all == Some(false) && state(first) && state(second)
}

/// Whether a node is already what its parts are joined into.
pub fn is_list(node: &Node, all: bool) -> bool {
    if all { matches!(node, Node::All { .. }) } else { matches!(node, Node::Any { .. }) }
}

/// "reversibility ≥ 12 % *and 200 mL* after salbutamol": the comparator said once.
fn limited_as_before(item: &mut Partial, before: Option<&Partial>) {
    let own = before.and_then(|before| before.value.as_ref()).map(|q| q.bounds.clone());
    let Some(value) = item.value.as_mut().filter(|q| q.form == QuantityForm::Bare) else { return };
    if let Some(bounds) = own.zip(value.bounds.eq).and_then(|(own, number)| one_sided(&own, number)) {
        (value.bounds, value.form, value.doubtful) = (bounds, QuantityForm::Limit, false);
    }
}
