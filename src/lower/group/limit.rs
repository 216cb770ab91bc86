//! Brackets that change the limit before them: allowances, equivalences, wider limits for some, limits of one sex.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::atom::{is_counted, is_measured};
use crate::lower::clause::{also_having, either_excepted};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::elliptic::is_no_measure_of_disease;
use crate::lower::partial::{Head, Partial};
use crate::lower::share::one_sided;
use crate::rule::{Bounds, Node, TimeKind};
use crate::words;

impl Context<'_, '_> {
    /// "weight exceeding the limit of the table *(500 pounds)*": what the number in brackets is compared by stands before
    /// them. Near miss: "weight at the limit of the table (500 pounds)".
    pub(super) fn exceeded_limit(&mut self, inner: &[Chunk], partial: &mut Partial) -> Option<Vec<Chunk>> {
        let [only] = inner else { return None };
        let ChunkKind::Quantity(quantity) = &only.kind else { return None };
        let number = quantity.bounds.eq.filter(|_| quantity.unit.is_some() && partial.value.is_none())?;
        let before = &self.lexed.text[partial.bytes.start..only.span.start];
        let lower = before.to_ascii_lowercase();
        let verb = words::EXCEEDING.iter().filter_map(|verb| lower.rfind(verb)).max()?;
        let limit =
            words::LIMIT_NOUNS.iter().filter_map(|limit| Some((lower[verb..].find(limit)?, limit.len()))).max()?;
        if lower[verb..].contains(|c: char| c.is_ascii_digit() || matches!(c, ';' | '.')) {
            return None;
        }
        let start = partial.bytes.start + verb;
        let said = start..start + limit.0 + limit.1;
        partial.unknown.retain(|bytes| bytes.start < said.start || bytes.end > said.end);
        let span = self.span(&said);
        self.placed.push(span);
        let bounds = Bounds { gt: Some(number), ..Bounds::default() };
        let quantity = Quantity { bounds, form: QuantityForm::Limit, ..(**quantity).clone() };
        Some(vec![Chunk { kind: ChunkKind::Quantity(Box::new(quantity)), ..only.clone() }])
    }

    /// "(except for basal cell carcinoma, …)", "(except in cases attributable to SLE)".
    pub fn exception(&mut self, chunks: &[Chunk], partial: &mut Partial) {
        let chunks = self.trimmed(chunks);
        if let Some(at) = self.find(chunks, &[Cue::AttributableTo])
            && chunks[..at].iter().all(|c| matches!(self.sort(c), Sort::Cue(_)))
        {
            self.take(&chunks[..=at]);
            let cause = self.coordination(&chunks[at + 1..]);
            partial.not_due_to.extend(cause);
            return;
        }
        let by_way = self.excepted_by_way(chunks, partial.head.as_ref());
        let excepted = by_way.or_else(|| self.coordination(chunks));
        partial.other_than.extend(excepted.map(either_excepted));
    }

    /// "warfarin *(for an indication other than atrial fibrillation)*": given for something else. Near miss: "(for atrial
    /// fibrillation)".
    pub(super) fn other_indication(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some(at) = self.find(inner, &[Cue::Except]).filter(|at| *at > 0 && at + 1 < inner.len()) else {
            return false;
        };
        let (noun, before) = (&inner[at - 1], &inner[..at - 1]);
        let named = words::INDICATION_NOUNS.contains(&&*self.words(&noun.span).to_lowercase());
        let leads = before.iter().all(|c| matches!(self.cue(c), Some(Cue::For | Cue::The | Cue::Any)));
        let given = partial.entry().is_some_and(|e| e.kind().is_treatment());
        if !named || !leads || !given {
            return false;
        }
        self.take(&inner[..=at]);
        let span = self.span(&noun.span);
        self.placed.push(span);
        self.exception(&inner[at + 1..], partial);
        true
    }

    /// "(diagnostic coronary angiography is permitted)".
    pub(super) fn allowance(&mut self, inner: &[Chunk], partial: &mut Partial) {
        let parts: Vec<&[Chunk]> = inner.split(|c| matches!(self.sort(c), Sort::Semicolon | Sort::Stop)).collect();
        for part in parts {
            if part.is_empty() || self.interval(part, partial) {
                continue;
            }
            let allowed = self.find(part, &[Cue::Allowed]).is_some() && !self.allows_none(part);
            let node = match self.allowed_for(part) {
                Some(node) => Some(node),
                None => {
                    let allowing = std::mem::replace(&mut self.allowing, allowed);
                    let node = self.clause(part);
                    self.allowing = allowing;
                    node
                }
            };
            match node {
                Some(node) if allowed => partial.permits.push(node),
                Some(node) => partial.having.push(node),
                None => {}
            }
        }
    }

    /// "For patients meeting C, X is allowed during T to maintain Y": X is allowed if C holds, and Y is to come of it.
    fn allowed_for(&mut self, part: &[Chunk]) -> Option<Node> {
        let opens = part.len() > 2 && self.is_cue(&part[0], Cue::For) && self.is_cue(&part[1], Cue::Patient);
        let comma = part.iter().position(|c| self.sort(c) == Sort::Comma).filter(|at| opens && *at > 2)?;
        let at = self.find(part, &[Cue::Allowed]).filter(|at| *at > comma)?;
        let aim = part[at..].windows(2).position(|two| self.is_cue(&two[0], Cue::To) && self.is_cue(&two[1], Cue::Be));
        let end = aim.map_or(part.len(), |n| at + n);
        let when = self.coordination(&part[2..comma])?;
        let mut then = self.coordination(&part[comma + 1..end])?;
        if let Some(target) = part.get(end + 2..).and_then(|aim| self.coordination(aim)) {
            self.take(&part[end..end + 2]);
            then.each_leaf_mut(&mut |leaf| also_having(leaf, target.clone()));
        }
        self.take(&part[..3]);
        self.take(&part[comma..=comma]);
        Some(self.if_node(when, then, &bytes_of(part)))
    }

    /// "NT-proBNP ≥ 600 pg/mL *(or BNP ≥ 150 pg/mL)*": the limit of something else that does as well.
    pub(super) fn other_limit(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some((or, rest)) = inner.split_first() else { return false };
        let (or, rest) = if self.is_same_marker(or, partial) { (None, inner) } else { (Some(or), rest) };
        let measured = |c: &&Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e) && partial.head.as_ref().is_none_or(|h| h.entry != Some(e)));
        let limit = |c: &&Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        // "(or ≥ 20,000 IU/mL *if HBeAg* positive)" limits what stands before.
        let own = &rest[..self.find(rest, &[Cue::If]).unwrap_or(rest.len())];
        let one = own.iter().filter(measured).count() == 1 && rest.iter().filter(limit).count() == 1;
        let plain = !rest.iter().any(|c| self.is_separator(c))
            && partial.value.is_some()
            && (partial.head.is_some() || partial.grade.is_some());
        if !(or.is_none_or(|or| self.is_cue(or, Cue::Or)) && one && plain) {
            return false;
        }
        self.take(&inner[..inner.len() - rest.len()]);
        let part = self.atom(rest);
        partial.or_else.push(part);
        true
    }

    /// "NT-proBNP ≥ 400 pg/mL *(BNP ≥ 100 pg/mL)*": whether brackets begin with the other of two markers of which either is measured. Near
    /// miss: "creatinine ≤ 1.5 mg/dL *(eGFR ≥ 60)*", which may be demanded as well.
    fn is_same_marker(&self, first: &Chunk, partial: &Partial) -> bool {
        let (Some(own), Some(other)) = (partial.entry(), self.measured(first)) else { return false };
        own != other && [own, other].iter().all(|e| words::NATRIURETIC_PEPTIDES.contains(&e.id()))
    }

    /// "< 3 × ULN *(5 times in the presence of liver metastases)*": another multiple of what the limit before is a multiple of.
    pub(super) fn multiple_again(&mut self, inner: &[Chunk], partial: &Partial) -> Option<Vec<Chunk>> {
        let own = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit && q.relative_to.is_some())?;
        let (first, rest) = inner.split_first()?;
        let ChunkKind::Quantity(number) = &first.kind else { return None };
        let times = |words: &str| matches!(words.to_ascii_lowercase().as_str(), "times" | "x" | "×" | "fold" | "-fold");
        let said = rest.iter().take_while(|c| times(self.words(&c.span))).count();
        let within = number.unit.as_ref().is_some_and(|u| times(self.words(&u.span)));
        let plain = matches!(number.form, QuantityForm::Bare) && number.relative_to.is_none();
        if !plain || said > 1 || !(said == 1 || within) || rest.len() == said {
            return None;
        }
        let bounds = one_sided(&own.bounds, number.bounds.eq?)?;
        let (unit, relative_to) = (own.unit.clone(), own.relative_to);
        let limit = Quantity { bounds, unit, relative_to, form: QuantityForm::Limit, ..(**number).clone() };
        self.take(&inner[..=said]);
        let limit = Chunk { kind: ChunkKind::Quantity(Box::new(limit)), ..first.clone() };
        Some(std::iter::once(limit).chain(rest[said..].iter().cloned()).collect())
    }

    /// "(or equivalent drug)", "(prednisone equivalent)".
    pub(super) fn equivalence(&mut self, inner: &[Chunk], partial: &mut Partial) {
        if self.in_other_unit(inner, partial) {
            return;
        }
        let part = self.atom(inner);
        self.take(inner);
        let given = |head: &Head| !head.entry.is_some_and(is_counted);
        let own = part.head.filter(|head| head.entry.is_some() && given(head));
        partial.equivalent = own.or_else(|| partial.head.clone().filter(given));
        partial.value = partial.value.take().or(part.value);
        partial.times.extend(part.times);
    }

    /// "(≤ 5 × ULN if liver metastases)": a wider limit for those to whom the condition applies.
    pub fn limit_for_some(&mut self, limit: &[Chunk], condition: &[Chunk], partial: &mut Partial) {
        let mut quantity = limit.iter().find_map(|c| match &c.kind {
            ChunkKind::Quantity(q) => Some((**q).clone()),
            _ => None,
        });
        if let (Some(limit), Some(own)) = (&mut quantity, &partial.value)
            && is_in_unit_of(limit, own)
        {
            // "< 50 mL/min *(< 30 for cohort B)*": the unit said once.
            limit.unit.clone_from(&own.unit);
            limit.relative_to = own.relative_to;
        }
        self.take(limit);
        let when = self.coordination(condition);
        if let (Some(quantity), Some(when)) = (quantity, when) {
            partial.alternatives.push((quantity, when));
        }
    }

    /// "(≤ 5 × ULN *is acceptable if* liver metastases)", "(≤ 5 × ULN allowed in Gilbert syndrome)": the limit and for whom.
    pub(super) fn allowed_limit<'c>(
        &self,
        inner: &'c [Chunk],
        partial: &Partial,
    ) -> Option<(&'c [Chunk], &'c [Chunk])> {
        let allowed = self.find(inner, &[Cue::Allowed]).filter(|at| *at > 0)?;
        if !inner[1..allowed].iter().all(|c| self.is_idle(c)) {
            return None;
        }
        let without: Vec<Chunk> = inner[..1].iter().chain(&inner[allowed + 1..]).cloned().collect();
        self.wider_limit(&without, partial)?;
        let opener = matches!(self.cue(inner.get(allowed + 1)?), Some(Cue::If | Cue::When));
        Some((&inner[..1], &inner[allowed + 1 + usize::from(opener)..]))
    }

    /// "(≤ 5 × ULN with liver metastases)", "(patients with Gilbert syndrome: ≤ 3 × ULN)": the limit and for whom.
    pub fn wider_limit<'c>(&self, inner: &'c [Chunk], partial: &Partial) -> Option<(&'c [Chunk], &'c [Chunk])> {
        let own = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit)?;
        let limit = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => q.form == QuantityForm::Limit && !q.age && is_in_unit_of(q, own),
            _ => false,
        };
        let at = inner.iter().position(limit)?;
        let state = |chunks: &[Chunk]| {
            // "BMI ≥ 40, or ≥ 35 with *at least one* comorbidity"
            let counts = |c: &&Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.unit.is_none() && !q.age);
            let named_next =
                |n: usize| chunks.get(n).is_some_and(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Word));
            let counted = chunks.iter().position(|c| counts(&c)).filter(|n| *n < 2 && named_next(n + 1));
            let chunks = counted.map_or(chunks, |n| &chunks[n + 1..]);
            let measured = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time);
            let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e));
            // "(≥ 75,000 *with bone marrow involvement*)", but "(≥ 15 mm *in short axis*)" says how it is measured.
            let opened = chunks.first().and_then(|c| self.cue(c));
            let those = matches!(opened, Some(Cue::If | Cue::With | Cue::For | Cue::Patient))
                || chunks.last().is_some_and(|c| self.is_cue(c, Cue::Patient));
            let word = |c: &Chunk| those && self.sort(c) == Sort::Word;
            if matches!(opened, Some(Cue::For | Cue::In | Cue::If)) && self.names_aged(&chunks[1..]) {
                // "(< 90 % *for patients aged 12-17 years*)"
                return true;
            }
            // "(or ≥ 20,000 IU/mL *if HBeAg positive*)"
            let found = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding);
            let result = opened == Some(Cue::If) && chunks.iter().any(found);
            chunks.iter().any(|c| named(c) || word(c) || result) && !chunks.iter().any(measured)
        };
        let opens = |c: &Chunk| {
            let cue =
                |cue| matches!(cue, Cue::If | Cue::With | Cue::Without | Cue::For | Cue::In | Cue::When | Cue::Patient);
            self.cue(c).is_some_and(cue) || matches!(self.words(&c.span), "in the presence of" | "presence")
        };
        let before = inner[..at].iter().all(|c| self.is_cue(c, Cue::Or) || self.is_idle(c));
        if before && inner.get(at + 1).is_some_and(opens) && state(&inner[at + 1..]) {
            return Some((&inner[at..=at], &inner[at + 1..]));
        }
        // "(*after drainage* ≤ 2 × ULN)", "(*Gilbert syndrome* ≤ 3 × ULN)": no such limit is of what is named in the brackets.
        let of_those = |c: &Chunk| {
            let named = matches!(self.sort(c), Sort::Concept(e) if !is_measured(e) && !e.kind().is_drug());
            is_no_measure_of_disease(&inner[at]) && (named || self.is_cue(c, Cue::After))
        };
        let last = at + 1 == inner.len() && at > 0;
        let opened = last && (at > 1 && opens(&inner[0]) || of_those(&inner[0]));
        let end = self.before_name_again(&inner[..at], partial)?;
        let labelled = last && self.labels_limit(&inner[..at], end, own);
        // "in case of liver metastases ≤ 5 × ULN"
        ((opened || labelled) && state(&inner[..end])).then(|| (&inner[at..], &inner[..end]))
    }

    /// "for patients with liver metastases*, ALT and AST*": where the words end that say for whom, before what the limit after
    /// them is of. None where that is something else.
    fn before_name_again(&self, those: &[Chunk], partial: &Partial) -> Option<usize> {
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let joins = |c: &Chunk| {
            matches!(
                self.cue(c),
                Some(
                    Cue::And | Cue::Or | Cue::AndOr | Cue::Be | Cue::Must | Cue::Who | Cue::The | Cue::Then | Cue::With
                )
            ) || matches!(self.sort(c), Sort::Colon | Sort::Comma | Sort::Slash)
        };
        let end = those.iter().rposition(|c| !measured(c) && !joins(c)).map_or(0, |n| n + 1);
        let mut named = those[end..].iter().filter(|c| measured(c)).peekable();
        let own = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if Some(e) == partial.entry());
        (named.peek().is_none() || named.any(own)).then_some(end)
    }

    /// "≤ 1.5 × ULN (except *Gilbert's: ≤ 3 × ULN*)", "(except *patients with Gilbert syndrome, who must have ≤ 3 × ULN*)": the limit
    /// that those have, and who they are. Near miss: "(except *Gilbert syndrome*)", whom no limit binds.
    pub(super) fn excepted_limit<'c>(
        &self,
        inner: &'c [Chunk],
        partial: &Partial,
    ) -> Option<(&'c [Chunk], &'c [Chunk])> {
        let own = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit)?;
        let allowed = inner.iter().rposition(|c| !self.is_cue(c, Cue::Allowed) && !self.is_idle(c))?;
        let (last, before) = inner[..=allowed].split_last()?;
        let ChunkKind::Quantity(wider) = &last.kind else { return None };
        let limits = |q: &Quantity| q.form == QuantityForm::Limit && !q.age && is_in_unit_of(q, own);
        let end = self.before_name_again(before, partial)?;
        // "(except patients with Gilbert syndrome, who can have *total bilirubin < 3 mg/dL*)": named again, in a unit of its own.
        let again = before[end..].iter().any(|c| self.measured(c).is_some()) && wider.unit.is_some();
        if !(limits(wider) || again && wider.form == QuantityForm::Limit) {
            return None;
        }
        let opens = |c: &&Chunk| matches!(self.cue(c), Some(Cue::If | Cue::For | Cue::In | Cue::With | Cue::Patient));
        let those = self.without_cause(&before[..end]);
        let then = self.find(&before[end..], &[Cue::Then]).is_some();
        let named = |c: &Chunk| {
            matches!(self.sort(c), Sort::Concept(e) if !is_measured(e)) || then && self.sort(c) == Sort::Word
        };
        let plain = !those.iter().any(|c| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Group));
        let caused = self.find(those, &[Cue::AttributableTo]).is_some();
        let short = those.iter().skip_while(opens).count() > 0;
        (short && plain && !caused && those.iter().any(named)).then_some((&inner[allowed..=allowed], those))
    }

    /// "potassium *(< 3.5 or > 5.5 mEq/L)*": limits in brackets of what is named before, either of which it has.
    pub(super) fn either_limit(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let measured = partial.entry().is_some_and(is_measured);
        if !measured || partial.value.is_some() {
            return false;
        }
        let parts: Vec<&[Chunk]> = inner
            .split(|c| self.is_cue(c, Cue::Or) || matches!(self.sort(c), Sort::Comma | Sort::Slash))
            .filter(|part| !part.is_empty())
            .collect();
        let limit = |part: &&[Chunk]| match part {
            [.., last] => {
                let quantity = matches!(&last.kind, ChunkKind::Quantity(q) if matches!(q.form, QuantityForm::Limit | QuantityForm::Reference));
                quantity && part[..part.len() - 1].iter().all(|c| self.is_idle(c))
            }
            [] => false,
        };
        if parts.len() < 2 || !inner.iter().any(|c| self.is_cue(c, Cue::Or)) || !parts.iter().all(limit) {
            return false;
        }
        self.take(inner);
        let mut limits = parts.iter().filter_map(|part| match &part.last()?.kind {
            ChunkKind::Quantity(quantity) => Some(quantity.clone()),
            _ => None,
        });
        partial.value = limits.next();
        for value in limits {
            let bytes = value.value.clone();
            let other = Partial { head: partial.head.clone(), value: Some(value), bytes, ..Partial::default() };
            partial.or_else.push(other);
        }
        true
    }

    /// "> 102 cm *(M)* or > 88 cm *(F)*".
    pub(super) fn sex_letter(&self, inner: &[Chunk]) -> Option<&'static str> {
        let [only] = inner else { return None };
        match self.words(&only.span) {
            "M" | "♂" => Some("male"),
            "F" | "♀" => Some("female"),
            _ => None,
        }
    }

    /// Whether brackets after a limit name one sex, with a limit of its own or without.
    pub(super) fn is_for_sex(&self, part: &Partial, partial: &Partial) -> bool {
        let one = part.sex.as_ref().is_some_and(|(sex, _)| *sex != "any");
        one && part.head.is_none() && !part.age && partial.sex.is_none() && partial.value.is_some()
    }

    /// "≥ 55 kg (female: ≥ 50 kg)" has a limit for each; "≥ 13 g/dL (males)" is for those of that sex alone.
    pub(super) fn limit_of_sex(&mut self, part: Partial, partial: &mut Partial) {
        if let (Some(quantity), Some((sex, bytes))) = (part.value, part.sex.clone()) {
            let only = Partial { sex: Some((sex, bytes.clone())), bytes, ..Partial::default() };
            let when = self.node_of(only);
            return partial.alternatives.push((*quantity, when));
        }
        if partial.head.is_none() && !partial.unknown.is_empty() {
            // "grip < 27 kg (men), < 16 kg (women)"
            let at = self.last_phrase(&partial.unknown);
            partial.head = Some(self.unknown_head(at, partial));
        }
        partial.sex = part.sex;
    }

    /// "a 14-day interval required for long-acting G-CSF": no such drug within that time.
    pub(super) fn interval(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some(at) = self.find(inner, &[Cue::Must]) else { return false };
        let time = inner[..at].iter().find_map(|c| match &c.kind {
            ChunkKind::Time(t) if t.anchor.is_none() && t.bounds.eq.is_some() => Some((**t).clone()),
            _ => None,
        });
        let Some(mut phrase) = time else { return false };
        phrase.kind = TimeKind::Window;
        let mut part = self.atom(&inner[at + 1..]);
        if part.is_headless() {
            return false;
        }
        self.take(&inner[..=at]);
        // No such drug for so long: none within that time.
        phrase.bounds.le = phrase.bounds.eq.take();
        let time = self.time(&phrase);
        part.times.push(time);
        self.excluded(part, partial);
        true
    }

    /// Something that must not be: of the same event, or, beside a measurement, of the person.
    pub fn excluded(&mut self, part: Partial, partial: &mut Partial) {
        let measured = |p: &Partial| p.entry().is_some_and(is_measured);
        if measured(partial) && !measured(&part) {
            partial.also.push(Partial { negated: true, ..part });
        } else {
            let node = self.node_of(part);
            partial.other_than.push(node);
        }
    }
}

/// Whether a further limit of what is limited is in the same unit, or in none: "< 50 mL/min *(< 30 for cohort B)*", "40-80 %
/// predicted *(≤ 90 % for …)*". Near miss: "< 50 mL/min (*< 30 years*)".
fn is_in_unit_of(limit: &Quantity, own: &Quantity) -> bool {
    let unit = |q: &Quantity| q.unit.as_ref().and_then(|u| u.code.clone());
    let same = unit(limit) == unit(own);
    same && limit.relative_to.is_none_or(|of| Some(of) == own.relative_to)
        && (limit.relative_to == own.relative_to || unit(own).is_some())
        || limit.unit.is_none() && limit.relative_to.is_none() && own.unit.is_some()
}
