//! What stands in brackets: an abbreviation, examples, an exception, an allowance, a method, a wider limit for some,
//! or more about the same event.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind, Lex};
use crate::rule::{Bounds, Direction, LeafKind, Node, Time, TimeKind};

use super::atom::{is_graded, is_measured};
use super::block::add_times;
use super::build::is_length;
use super::clause::also_having;
use super::context::{Context, Sort, bytes_of};
use super::narrative::category;
use super::partial::{Head, Partial, Relation};

impl Context<'_, '_> {
    /// Reads a parenthesis that stands after (or before) an item's head.
    pub fn group(&mut self, inner: &[Chunk], partial: &mut Partial) {
        let inner = self.trimmed(inner);
        let Some(first) = inner.first() else { return };
        let plus_minus =
            self.words(&first.span) == "±" && matches!(inner.get(1).map(|c| &c.kind), Some(ChunkKind::Quantity(_)));
        match self.cue(first).filter(|_| !plus_minus) {
            Some(Cue::SuchAs) if partial.signs.is_some() && partial.head.is_some() => {
                return self.examples_of_signs(&inner[1..], partial);
            }
            Some(cue @ (Cue::SuchAs | Cue::OpenList)) => return self.examples(cue, &inner[1..], partial),
            Some(Cue::Including) if inner.get(1).is_some_and(|c| self.is_cue(c, Cue::Patient)) => {
                // "(including those targeting JAK1/2/3 and TYK2)": a remark on members, not their names.
                self.take_whole(inner);
                let example = self.mention(None, &bytes_of(&inner[1..]));
                partial.examples.push(example);
                return;
            }
            Some(Cue::Including) if self.is_list(&inner[1..]) => {
                return self.examples(Cue::Including, &inner[1..], partial);
            }
            Some(Cue::Unless) if self.is_predicate(&inner[1..]) && partial.head.is_some() => {
                self.take(&inner[..1]);
                self.said_of.clone_from(&partial.head);
                partial.unless = self.condition(&inner[1..]);
                self.said_of = None;
                return;
            }
            Some(Cue::Except | Cue::Unless) if self.is_excuse(&inner[1..], partial) => {
                self.take(&inner[..1]);
                partial.unless = self.condition(&inner[1..]);
                return;
            }
            Some(Cue::Except) => return self.exception(&inner[1..], partial),
            Some(Cue::WithOrWithout) => {
                let mut allowed = self.coordination(&inner[1..]);
                allowed.iter_mut().for_each(|node| Self::times_of_remark(node, partial));
                partial.permits.extend(allowed);
                return;
            }
            _ => {}
        }
        if self.is_scored(partial) && self.parts_of_score(inner, partial) {
            return;
        }
        if self.glosses_class(inner, partial) {
            return self.take(inner);
        }
        if let Some(node) = self.narrative_remark(inner, partial) {
            return partial.having.push(node);
        }
        let parts = self.remarks(inner);
        if parts.len() > 1 {
            return self.several(&parts, partial);
        }
        if self.find(inner, &[Cue::NotConsidered]).is_some() {
            return self.not_considered(inner);
        }
        if self.find(inner, &[Cue::Allowed]).is_some() || self.find(inner, &[Cue::NotAllowed]).is_some() {
            return self.allowance(inner, partial);
        }
        if self.find(inner, &[Cue::Equivalent]).is_some() {
            return self.equivalence(inner, partial);
        }
        if let Some(at) = self.find(inner, &[Cue::If, Cue::Unless])
            && at > 0
        {
            return self.limit_for_some(&inner[..at], &inner[at + 1..], partial);
        }
        if let Some((limit, condition)) = self.wider_limit(inner, partial) {
            return self.limit_for_some(limit, condition, partial);
        }
        if !self.is_apposition(inner, partial) {
            self.remark(inner, partial);
        }
    }

    /// Whether a limit in front of brackets is lifted for those whom they name: "(unless Gilbert syndrome)".
    fn is_excuse(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let limited = partial.value.is_some()
            && partial.head.as_ref().and_then(|h| h.entry).is_some_and(|e| e.kind() == Kind::Analyte);
        let person = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e));
        let caused = self.find(inner, &[Cue::AttributableTo]).is_some();
        limited && !caused && inner.iter().any(person) && !inner.iter().any(|c| self.sort(c) == Sort::Quantity)
    }

    /// "signs or symptoms of active tuberculosis (e.g., fever, cough)": the disease, with such signs.
    fn examples_of_signs(&mut self, inner: &[Chunk], partial: &mut Partial) {
        let Some(words) = partial.signs.take() else { return };
        let named = self.words(&words).trim_end_matches(" of").len();
        let bytes = words.start..words.start + named;
        let head = Head::new(Entry::find(Kind::Condition, "sign_or_symptom"), bytes.clone());
        let mut signs = Partial { head: Some(head), bytes, ..Partial::default() };
        self.examples(Cue::SuchAs, inner, &mut signs);
        let node = self.node_of(signs);
        partial.having.push(node);
    }

    /// "A-grade (severe)": what the grade means in words, and no more said of what is graded.
    fn glosses_class(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let class = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
        let qualifier = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier);
        class && matches!(inner, [only] if qualifier(only))
    }

    /// "(documented compliance)": a remark that no data can decide.
    fn narrative_remark(&mut self, inner: &[Chunk], partial: &Partial) -> Option<Node> {
        let known = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity | Sort::Time));
        let says = category(self.words(&bytes_of(inner))) == Some("compliance");
        if known || !says || partial.is_headless() { None } else { self.narrative(inner) }
    }

    /// The chunks without separators at either end.
    pub fn trimmed<'c>(&mut self, chunks: &'c [Chunk]) -> &'c [Chunk] {
        let idle = |me: &Self, c: &Chunk| {
            matches!(me.sort(c), Sort::Comma | Sort::Semicolon | Sort::Stop | Sort::Colon | Sort::Sign | Sort::Dash)
        };
        let mut chunks = chunks;
        while let Some(first) = chunks.first().filter(|c| idle(self, c)) {
            self.take(std::slice::from_ref(first));
            chunks = &chunks[1..];
        }
        while let Some(last) = chunks.last().filter(|c| idle(self, c)) {
            self.take(std::slice::from_ref(last));
            chunks = &chunks[..chunks.len() - 1];
        }
        chunks
    }

    /// Whether every item is a plain name.
    /// "(women who have undergone surgical sterilization … are not considered of childbearing potential)": a
    /// definition, kept until the criterion is read.
    fn not_considered(&mut self, inner: &[Chunk]) {
        let Some(at) = self.find(inner, &[Cue::NotConsidered]) else { return };
        self.take(&inner[at..]);
        let entry = inner[at..].iter().find_map(|c| match self.sort(c) {
            Sort::Concept(e) => Some(e),
            _ => None,
        });
        let Some(node) = self.coordination(&inner[..at]) else { return };
        if let Some(entry) = entry {
            let bytes = bytes_of(inner);
            let node = self.not(node, &bytes);
            self.definitions.push((entry, node));
        }
    }

    fn is_list(&self, chunks: &[Chunk]) -> bool {
        !chunks.iter().any(|c| match &c.kind {
            ChunkKind::Quantity(q) => !matches!(q.form, QuantityForm::Bare | QuantityForm::Pair),
            ChunkKind::Time(_) => true,
            _ => false,
        })
    }

    fn is_scored(&self, partial: &Partial) -> bool {
        partial.head.as_ref().and_then(|h| h.entry).is_some_and(|e| e.kind() == Kind::Score)
    }

    /// "(with at least 4 points derived from laboratory parameters; excluding points attributable to …)".
    fn parts_of_score(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let parts: Vec<&[Chunk]> = inner.split(|c| self.sort(c) == Sort::Semicolon).collect();
        let begins = |me: &Self, p: &[Chunk]| p.first().and_then(|c| me.cue(c));
        if !parts.iter().all(|p| matches!(begins(self, p), Some(Cue::With | Cue::Except))) {
            return false;
        }
        for part in parts {
            let quantity = part.iter().position(|c| self.sort(c) == Sort::Quantity);
            self.take_whole(part);
            match (begins(self, part), quantity) {
                (Some(Cue::With), Some(at)) => self.score_part(&part[at..], partial),
                (Some(Cue::Except), None) => {
                    let words = self.part_name(&part[1..]);
                    partial.without_parts.push(words);
                }
                _ => {
                    let bytes = bytes_of(part);
                    self.not_understood(&bytes);
                }
            }
        }
        true
    }

    /// A limit on some parts of the score.
    fn score_part(&mut self, chunks: &[Chunk], partial: &mut Partial) {
        let ChunkKind::Quantity(quantity) = &chunks[0].kind else { return };
        let head = partial.head.clone();
        let name = bytes_of(&chunks[1..]);
        let words = self.part_name(&chunks[1..]);
        let bytes = bytes_of(chunks);
        let head = head.map(|h| Head::new(h.entry, name));
        let part = Partial {
            head,
            value: Some(quantity.clone()),
            only_parts: vec![words],
            // The part is of the same score, at the same time.
            lead_times: partial.lead_times.clone(),
            times: partial.times.clone(),
            bytes,
            ..Partial::default()
        };
        partial.also.push(part);
    }

    /// What some points of a score are for: "points derived from *laboratory* parameters", "points attributable to
    /// *central nervous system* involvement".
    fn part_name(&self, chunks: &[Chunk]) -> String {
        let words = |c: &Chunk| self.words(&c.span).to_lowercase();
        let before = |c: &Chunk| {
            matches!(
                self.cue(c),
                Some(Cue::ScoreWord | Cue::AttributableTo | Cue::From | Cue::Of | Cue::The | Cue::For)
            ) || matches!(&*words(c), "derived" | "derived from")
        };
        let start = chunks.iter().position(|c| !before(c)).unwrap_or(0);
        let named = self.words(&bytes_of(&chunks[start..]));
        let general = [" involvement", " manifestations", " parameters", " items", " points"];
        general.iter().find_map(|word| named.strip_suffix(word)).unwrap_or(named).to_owned()
    }

    /// The remarks in one pair of brackets: split at semicolons, and at commas before words that open a remark.
    fn remarks<'c>(&self, inner: &'c [Chunk]) -> Vec<&'c [Chunk]> {
        let mut parts = Vec::new();
        let mut start = 0;
        for at in 0..inner.len() {
            let opens = inner
                .get(at + 1)
                .and_then(|c| self.cue(c))
                .is_some_and(|c| matches!(c, Cue::Except | Cue::Without | Cue::AccordingTo | Cue::No));
            let split = match self.sort(&inner[at]) {
                Sort::Semicolon | Sort::Stop => true,
                Sort::Comma => opens,
                _ => false,
            };
            if split {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
        }
        parts.push(&inner[start..]);
        parts.retain(|p| !p.is_empty());
        parts
    }

    /// Several remarks; one that only says when is said of the next.
    fn several(&mut self, parts: &[&[Chunk]], partial: &mut Partial) {
        let mut waiting: Vec<Time> = Vec::new();
        let mut before: Option<Time> = None;
        for part in parts {
            if part.iter().all(|c| matches!(self.sort(c), Sort::Time)) {
                let when = self.atom(part);
                waiting.extend(when.times);
                waiting.extend(when.lead_times);
                continue;
            }
            let (having, other, also) = (partial.having.len(), partial.other_than.len(), partial.also.len());
            self.group(part, partial);
            self.same_anchor(&mut partial.also[also..], before.as_ref());
            before = before.or_else(|| partial.also[also..].iter().find_map(anchored));
            if let Some(related) = partial.relation.take_if(|r| r.relation == Relation::NotHaving) {
                related.objects.into_iter().for_each(|object| self.excluded(object, partial));
            }
            partial.also[also..].iter_mut().filter(|p| p.times.is_empty()).for_each(|p| p.times.clone_from(&waiting));
            let added = partial.having[having..].iter_mut().chain(&mut partial.other_than[other..]);
            added.for_each(|node| add_times(node, &waiting));
            waiting.clear();
        }
        partial.times.extend(waiting);
    }

    /// "(no G-CSF within 7 days prior to screening; a 14-day interval required for long-acting G-CSF)": what the second
    /// interval is counted from, the first has said.
    fn same_anchor(&mut self, items: &mut [Partial], before: Option<&Time>) {
        let Some(before) = before else { return };
        for time in items.iter_mut().flat_map(|item| &mut item.times) {
            if time.kind == TimeKind::Window && time.anchor.is_none() {
                (time.anchor, time.direction) = (before.anchor.clone(), before.direction);
                let span = time.span.span();
                self.diagnostics.retain(|d| d.code != "window-without-anchor" || d.span != span);
            }
        }
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
        if let Some(node) = self.coordination(chunks) {
            partial.other_than.push(node);
        }
    }

    /// "(diagnostic coronary angiography is permitted)".
    fn allowance(&mut self, inner: &[Chunk], partial: &mut Partial) {
        let parts: Vec<&[Chunk]> = inner.split(|c| matches!(self.sort(c), Sort::Semicolon | Sort::Stop)).collect();
        for part in parts {
            if part.is_empty() || self.interval(part, partial) {
                continue;
            }
            let allowed = self.find(part, &[Cue::Allowed]).is_some();
            let node = match self.allowed_for(part) {
                Some(node) => Some(node),
                None => self.clause(part),
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

    /// "(or equivalent drug)", "(prednisone equivalent)".
    fn equivalence(&mut self, inner: &[Chunk], partial: &mut Partial) {
        let part = self.atom(inner);
        self.take(inner);
        partial.equivalent = part.head.filter(|h| h.entry.is_some()).or_else(|| partial.head.clone());
        partial.value = partial.value.take().or(part.value);
        partial.times.extend(part.times);
    }

    /// "(≤ 5 × ULN if liver metastases)": a wider limit for those to whom the condition applies.
    fn limit_for_some(&mut self, limit: &[Chunk], condition: &[Chunk], partial: &mut Partial) {
        let quantity = limit.iter().find_map(|c| match &c.kind {
            ChunkKind::Quantity(q) => Some((**q).clone()),
            _ => None,
        });
        self.take(limit);
        let when = self.coordination(condition);
        if let (Some(quantity), Some(when)) = (quantity, when) {
            partial.alternatives.push((quantity, when));
        }
    }

    /// "(≤ 5 × ULN with liver metastases)", "(patients with Gilbert syndrome: ≤ 3 × ULN)": the limit and for whom.
    fn wider_limit<'c>(&self, inner: &'c [Chunk], partial: &Partial) -> Option<(&'c [Chunk], &'c [Chunk])> {
        let own = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit)?;
        let limit = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => {
                let unit = |q: &Quantity| q.unit.as_ref().and_then(|u| u.code.clone());
                q.form == QuantityForm::Limit && q.relative_to == own.relative_to && unit(q) == unit(own)
            }
            _ => false,
        };
        let at = inner.iter().position(limit)?;
        let state = |chunks: &[Chunk]| {
            let measured = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time);
            let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e));
            chunks.iter().any(named) && !chunks.iter().any(measured)
        };
        let opens = |c: &Chunk| {
            let cue = |cue| matches!(cue, Cue::If | Cue::With | Cue::For | Cue::In | Cue::When | Cue::Patient);
            self.cue(c).is_some_and(cue) || matches!(self.words(&c.span), "in the presence of" | "presence")
        };
        let before = inner[..at].iter().all(|c| self.is_cue(c, Cue::Or) || self.is_idle(c));
        if before && inner.get(at + 1).is_some_and(opens) && state(&inner[at + 1..]) {
            return Some((&inner[at..=at], &inner[at + 1..]));
        }
        let last = at + 1 == inner.len() && at > 1;
        let parted = last && matches!(self.sort(&inner[at - 1]), Sort::Colon | Sort::Comma);
        let opened = opens(&inner[0]);
        (parted && opened && state(&inner[..at - 1])).then(|| (&inner[at..], &inner[..at - 1]))
    }

    /// Whether the brackets only repeat the head: an abbreviation, the same concept, words that say nothing more.
    fn is_apposition(&mut self, inner: &[Chunk], partial: &Partial) -> bool {
        let numbers = |c: &Chunk| self.lexed.lexemes[c.lexemes.clone()].iter().any(|l| matches!(l.lex, Lex::Number(_)));
        let mut names = 0;
        for chunk in inner {
            let named = matches!(self.sort(chunk), Sort::Concept(e) if partial.head.as_ref().is_some_and(|h| h.entry == Some(e)));
            if numbers(chunk) && !named {
                return false;
            }
            match self.sort(chunk) {
                Sort::Concept(e) if partial.head.as_ref().is_some_and(|h| h.entry != Some(e) && h.entry.is_some()) => {
                    return false;
                }
                Sort::Concept(_) | Sort::Word => names += 1,
                Sort::Slash | Sort::Dash | Sort::Sign => {}
                Sort::Cue(Cue::Inclusive | Cue::The | Cue::ScoreWord | Cue::ClassWord | Cue::StudyWord | Cue::Uln) => {}
                _ => return false,
            }
        }
        let known = inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        let short = names <= 1 && bytes_of(inner).len() <= 12;
        if known || short {
            self.take(inner);
            // A number or comparator that stands on its own is still to be named.
            let bytes = bytes_of(inner);
            if !self.words(&bytes).contains(['=', '<', '>', '≤', '≥']) && !stands_alone(self.words(&bytes)) {
                let span = self.span(&bytes);
                self.placed.push(span);
            }
        }
        known || short
    }

    /// Anything else in brackets is more about the same event.
    fn remark(&mut self, inner: &[Chunk], partial: &mut Partial) {
        let listed = inner.iter().any(|c| self.is_separator(c));
        if listed || self.find(inner, &[Cue::Allowed, Cue::NotAllowed]).is_some() {
            if let Some(mut node) = self.clause(inner) {
                Self::times_of_remark(&mut node, partial);
                self.listed_remark(node, partial);
            }
            return;
        }
        if self.interval(inner, partial) {
            return;
        }
        let mut part = self.atom(inner);
        if self.is_for_sex(&part, partial) {
            return self.limit_of_sex(part, partial);
        }
        let measured = partial.head.as_ref().and_then(|h| h.entry).is_some_and(is_measured);
        if partial.status.is_some() && partial.head.is_none() && inner.len() == 1 && !part.age {
            let length = |q: &Quantity| q.unit.as_ref().is_some_and(|u| is_length(u.code.as_deref()));
            for time in part.times.iter_mut().filter(|t| t.kind == TimeKind::Duration && t.bounds.low().is_none()) {
                // "a recent (< 3 months) infarction"
                (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
            }
            if let Some(quantity) = part.value.take_if(|q| length(q)) {
                // "a recent history (≤ 1 year) of drug abuse"
                let mut time = self.duration(&quantity);
                time.kind = TimeKind::Window;
                time.direction = Some(Direction::Before);
                return partial.times.push(time);
            }
        }
        let graded = part.head.as_ref().and_then(|h| h.entry).is_some_and(is_graded);
        if graded && part.is_unvalued() && partial.grade.is_none() && !measured {
            // "anesthesia classification (ASA): I-III"
            partial.grade = part.head;
            return;
        }
        if part.negated && !part.is_headless() {
            self.excluded(Partial { negated: false, ..part }, partial);
        } else if part.is_headless() || self.same_head(&part, partial) {
            if part.value.is_some() && part.head.is_some() {
                partial.head.clone_from(&part.head);
            }
            self.absorb(Partial { head: None, ..part }, partial);
        } else if partial.is_headless() && partial.relation.is_none() {
            partial.head.clone_from(&part.head);
            self.absorb(part, partial);
        } else {
            let node = self.node_of(part);
            self.remark_of(node, partial);
        }
    }

    /// Whether brackets after a limit name one sex, with a limit of its own or without.
    fn is_for_sex(&self, part: &Partial, partial: &Partial) -> bool {
        let one = part.sex.as_ref().is_some_and(|(sex, _)| *sex != "any");
        one && part.head.is_none() && !part.age && partial.sex.is_none() && partial.value.is_some()
    }

    /// "≥ 55 kg (female: ≥ 50 kg)" has a limit for each; "≥ 13 g/dL (males)" is for those of that sex alone.
    fn limit_of_sex(&mut self, part: Partial, partial: &mut Partial) {
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
    fn interval(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
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
        let measured = |p: &Partial| p.head.as_ref().and_then(|h| h.entry).is_some_and(is_measured);
        if measured(partial) && !measured(&part) {
            partial.also.push(Partial { negated: true, ..part });
        } else {
            let node = self.node_of(part);
            partial.other_than.push(node);
        }
    }

    /// The times of words in brackets that name nothing are those of the item.
    fn times_of_remark(node: &mut Node, partial: &mut Partial) {
        node.each_leaf_mut(&mut |leaf| {
            if leaf.kind == LeafKind::Unparsed {
                let times = std::mem::take(&mut leaf.time);
                partial.times.extend(times.into_iter().filter(|t| !partial.times.contains(t)).collect::<Vec<_>>());
            }
        });
    }

    /// "(low C3 and/or C4)" after a condition says what is meant by it; anything else is more about the event.
    fn listed_remark(&mut self, node: Node, partial: &mut Partial) {
        let mut findings = true;
        node.each_leaf(&mut |leaf| findings &= leaf.value.as_ref().is_some_and(|v| v.is.is_some()));
        let condition = partial.head.as_ref().and_then(|h| h.entry).is_some_and(|e| e.kind() == Kind::Condition);
        if findings && condition { partial.defined_by.push(node) } else { self.remark_of(node, partial) }
    }

    /// "Obesity (BMI > 30)", "anemia (Hb < 10 g/dL)": a limit is what is meant by a state that is named after being too
    /// high or too low. "Diabetes (HbA1c < 10 %)" has both.
    fn remark_of(&mut self, node: Node, partial: &mut Partial) {
        let mut limits = true;
        node.each_leaf(&mut |leaf| {
            let one_sided = |b: &Bounds| b.eq.is_none() && (b.low().is_some() != b.high().is_some());
            limits &= leaf.kind == LeafKind::Measurement && leaf.value.as_ref().is_some_and(|v| one_sided(&v.bounds));
        });
        let state = partial.head.as_ref().is_some_and(|h| {
            let condition = h.entry.is_some_and(|e| e.kind() == Kind::Condition);
            condition && is_state_of_a_value(&self.words(&h.bytes).to_lowercase())
        });
        if limits && state { partial.defined_by.push(node) } else { partial.having.push(node) }
    }

    fn same_head(&self, part: &Partial, partial: &Partial) -> bool {
        match (&part.head, &partial.head) {
            (Some(a), Some(b)) => a.entry.is_some() && a.entry == b.entry,
            _ => false,
        }
    }
}

/// Whether a condition's name says that some value is too high or too low.
fn is_state_of_a_value(name: &str) -> bool {
    const ENDINGS: [&str; 8] = ["penia", "cytosis", "uria", "cardia", "pyrexia", "thermia", "obesity", "weight"];
    const BEGINNINGS: [&str; 5] = ["hyper", "hypo", "fever", "anemia", "anaemia"];
    let organ = ["renal", "kidney", "hepatic", "liver"].iter().any(|organ| name.contains(organ));
    let poor = ["impairment", "insufficiency", "dysfunction"].iter().any(|word| name.contains(word));
    let named = |word: &str| {
        ENDINGS.iter().any(|end| word.ends_with(end)) || BEGINNINGS.iter().any(|begin| word.starts_with(begin))
    };
    (organ && poor) || name.split_whitespace().any(named)
}

/// Whether a number begins a word ("MEN 2"; not "SpO2" or "BILAG-2004").
fn stands_alone(words: &str) -> bool {
    words.split_whitespace().any(|w| w.starts_with(|c: char| c.is_numeric()))
}

/// The first window of an item that says what it is counted from.
fn anchored(item: &Partial) -> Option<Time> {
    item.times.iter().find(|t| t.kind == TimeKind::Window && t.anchor.is_some()).cloned()
}
