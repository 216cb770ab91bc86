//! Where one item of a list ends and the next begins: at commas, slashes and conjunctions, where they join items and stand in
//! none.
//!
//! Near misses: "pain, *which in the investigator's opinion* …", a clause about the item; "lumbar spine *or* hip", one place;
//! "increase *or* decrease in weight", one change.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::words;

use super::atom::is_measured;
use super::context::{Context, Sort};
use super::coordination::Join;

/// The most chunks before "normal or" that name nothing: "subjects must have *normal or* …".
const LONGEST_LEAD: usize = 6;

/// The most chunks between the limit of one sex and what is said in brackets of the other.
const FEW: usize = 3;

impl Context<'_, '_> {
    /// Splits at commas, slashes and conjunctions.
    pub(super) fn items<'c>(&mut self, chunks: &'c [Chunk]) -> (Vec<&'c [Chunk]>, Vec<Join>) {
        let mut items = Vec::new();
        let mut joins: Vec<Join> = Vec::new();
        let (mut start, mut at) = (0, 0);
        let alike = self.begin_alike(chunks);
        // Whether the last item ended without a separator.
        let mut closed = false;
        while at < chunks.len() {
            if let Some(end) = self.named_examples(&chunks[start..], at - start) {
                at = start + end;
                continue;
            }
            // ", *which in the investigator's opinion* …" goes with what stands before the comma.
            let comma = usize::from(self.sort(&chunks[at]) == Sort::Comma);
            if at > start
                && let Some(end) = self.clause_about(&chunks[at + comma..])
            {
                at += comma + end;
                continue;
            }
            if at > start
                && let Some(end) =
                    self.region(&chunks[start..], at - start).or_else(|| self.bone_sites(&chunks[start..], at - start))
            {
                at = start + end;
                continue;
            }
            if at > start
                && let Some(time) = self
                    .during_or_within(chunks, at)
                    .or_else(|| Some(self.either_side_of(chunks, at)?.0))
                    .or_else(|| self.side_of_event(chunks, at))
            {
                at = time + 1;
                continue;
            }
            if at > start
                && let Some(inner) = self.limit_of_other_sex(chunks, start, at)
            {
                self.take(&chunks[at..=at]);
                items.extend([&chunks[start..at], inner]);
                joins.push(Join { all: Some(false), tight: true, bare: false, slash: false, but: false });
                closed = true;
                at += 1;
                start = at;
                continue;
            }
            if at > start
                && let Some(end) = self.sounds_end(chunks, at).or_else(|| self.listed_sites(chunks, at))
            {
                at = end;
                continue;
            }
            if let Some(end) = self.either_of_opposites(chunks, at) {
                at = end;
                continue;
            }
            let within = self.joins_regardless(&chunks[start..], at - start)
                || self.joins_normal(&chunks[start..], at - start)
                || self.joins_places(chunks, at)
                || self.joins_methods(chunks, at)
                || self.joins_ways(&chunks[start..], at - start)
                || self.society_after(chunks, at).is_some()
                || self.joins_words(&chunks[start..], at - start)
                || self.joins_denied_causes(&chunks[start..], at - start)
                || self.joins_types(chunks, at)
                || self.joins_sites(&chunks[start..], at - start)
                || self.joins_settings(&chunks[start..], at - start)
                || self.joins_degree(chunks, at)
                || self.joins_traits(&chunks[start..], at - start)
                || at > start && self.ends_between(&chunks[start..], at - start)
                || at > start && self.joins_ends_between(&chunks[start..], at - start)
                || self.ratio_over(&chunks[start..], at - start).is_some();
            if at > start && within {
                at += 1;
                continue;
            }
            let Some((join, width)) = self.join_at(chunks, at, alike) else {
                if self.begins_next_limit(&chunks[start..], at - start) {
                    // "Platelets ≥ 100 Bilirubin ≤ 1.5 × ULN": the comma is left out.
                    items.push(&chunks[start..at]);
                    joins.push(Join { all: None, tight: false, bare: true, slash: false, but: false });
                    start = at;
                } else if at > start && begins_next_stage(&chunks[at - 1], &chunks[at]) {
                    items.push(&chunks[start..at]);
                    joins.push(Join { all: Some(true), tight: true, bare: true, slash: false, but: false });
                    start = at;
                } else if self.begins_next_result(&chunks[start..], at - start) {
                    items.push(&chunks[start..at]);
                    joins.push(Join { all: Some(true), tight: true, bare: false, slash: false, but: false });
                    start = at;
                }
                at += 1;
                continue;
            };
            self.take(&chunks[at..at + width]);
            if at > start {
                items.push(&chunks[start..at]);
                joins.push(join);
            } else if std::mem::take(&mut closed) {
                joins.push(join);
            } else if let Some(last) = joins.last_mut() {
                // "normal or *accompanied by* approval": either. Near miss: "asthma, *accompanied by* fever".
                let accompanied = self.words(&chunks[at].span).to_ascii_lowercase().starts_with("accompanied");
                let either = last.all == Some(false) && accompanied;
                // "FEV1 < 50 % *or,* FEV1 < 80 % with asthma": the comma takes nothing from the conjunction before it.
                let parted = join.bare && !last.bare && last.all == Some(false);
                *last = match (either, parted) {
                    (true, _) => *last,
                    (_, true) => Join { tight: false, ..*last },
                    _ => join,
                };
            }
            at += width;
            start = at;
        }
        if start < chunks.len() {
            items.push(&chunks[start..]);
        }
        joins.truncate(items.len().saturating_sub(1));
        (items, joins)
    }

    /// "at the eighth grade *or higher level* and", "a sixth-grade level *or above*", "AV block *or above* without": a conjunction before a word that but widens what
    /// stands before it. Near miss: "asthma or *higher risk* of it".
    fn joins_degree(&self, chunks: &[Chunk], at: usize) -> bool {
        if at == 0 || !self.is_cue(&chunks[at], Cue::Or) {
            return false;
        }
        let word = |n: usize| chunks.get(n).map(|c| self.words(&c.span).to_ascii_lowercase());
        let wider = word(at + 1).is_some_and(|word| words::WIDER_WORDS.contains(&&*word));
        let level = |n: usize| word(n).is_some_and(|word| words::LEVEL_WORDS.contains(&&*word));
        let end = at + 2 + usize::from(level(at + 2));
        let ended = chunks.get(end).is_none_or(|c| self.is_separator(c) || self.sort(c) == Sort::Stop);
        let levels = end > at + 2 || level(at - 1);
        // "second-degree AV block *or above without pacemaker*"
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let had = disease(&chunks[at - 1]);
        let but = had && chunks.get(end).is_some_and(|c| matches!(self.cue(c), Some(Cue::Without | Cue::With)));
        wider && (levels && ended || but)
    }

    /// "*complete or incomplete* spinal cord injury": a word and its opposite before a name say nothing of it; gives where to
    /// go on. Near miss: "treated or untreated" alone names nothing after it.
    fn either_of_opposites(&mut self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let [first, or, second, named] = chunks.get(at..at + 4)? else { return None };
        let word = |c: &Chunk| self.words(&c.span).to_lowercase();
        let opposite = |a: &str, b: &str| {
            ["in", "un", "non", "non-"].iter().any(|not| b.strip_prefix(not).is_some_and(|rest| rest == a))
        };
        let joined = matches!(self.cue(or), Some(Cue::Or | Cue::AndOr)) || self.sort(or) == Sort::Slash;
        let plain = |c: &Chunk| self.sort(c) == Sort::Word;
        let names = matches!(self.sort(named), Sort::Word | Sort::Concept(_));
        let either = joined && names && plain(first) && plain(second);
        // "infection of the *upper or lower* airways": of the whole. Near miss: "upper or *lower respiratory tract infection*", a name.
        let parts = [word(first), word(second)];
        let whole = self.sort(named) == Sort::Word && words::PARTS_OF_WHOLE.iter().any(|part| *part == parts[0]);
        let whole = whole && parts[0] != parts[1] && words::PARTS_OF_WHOLE.iter().any(|part| *part == parts[1]);
        let whole = whole && joined;
        if !whole && (!either || !opposite(&word(first), &word(second)) && !opposite(&word(second), &word(first))) {
            return None;
        }
        self.either.extend([first.lexemes.start, second.lexemes.start]);
        self.take_whole(&chunks[at..at + 3]);
        Some(at + 3)
    }

    /// Whether a measured concept directly after the limit of another has a limit of its own directly after it.
    fn begins_next_limit(&self, item: &[Chunk], at: usize) -> bool {
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let limit = |c: &Chunk| {
            matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit) && self.sort(c) == Sort::Quantity
        };
        at >= 2
            && measured(&item[at])
            && limit(&item[at - 1])
            && measured(&item[at - 2])
            && item.get(at + 1).is_some_and(limit)
    }

    /// "HR+ *HER2-* breast cancer": whether what is tested stands directly after the result of another test, told by a sign.
    fn begins_next_result(&self, item: &[Chunk], at: usize) -> bool {
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let signed = |c: &Chunk| {
            let finding = matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding);
            finding && self.words(&c.span).len() == 1
        };
        at == 2 && measured(&item[at]) && signed(&item[1]) && measured(&item[0]) && item.get(at + 1).is_some_and(signed)
    }

    /// The separator at `at`, and how many chunks it is; `alike` where each item begins with "with".
    fn join_at(&self, chunks: &[Chunk], at: usize, alike: bool) -> Option<(Join, usize)> {
        let conjunction = |chunk: Option<&Chunk>| match self.cue(chunk?)? {
            Cue::And | Cue::But => Some(true),
            Cue::Or | Cue::AndOr | Cue::Nor => Some(false),
            _ => None,
        };
        match self.sort(&chunks[at]) {
            Sort::Comma if at + 1 < chunks.len() && self.is_state_after(chunks, at + 1) => None,
            Sort::Comma if self.is_stage_beside(chunks, at) => None,
            Sort::Comma if at > 0 && self.is_seen_on(&chunks[at + 1..]) => None,
            // "renal insufficiency*,* (eGFR < 25 mL/min)"
            Sort::Comma if at > 0 && self.is_limit_in_brackets(chunks.get(at + 1)) => None,
            Sort::Comma => Some(match conjunction(chunks.get(at + 1)) {
                Some(all) => {
                    let but = chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::But));
                    (Join { all: Some(all), tight: false, bare: false, slash: false, but }, 2)
                }
                None if !alike && self.adds(chunks.get(at + 1)) => {
                    (Join { all: Some(true), tight: false, bare: false, slash: false, but: false }, 1)
                }
                None => (Join { all: None, tight: false, bare: true, slash: false, but: false }, 1),
            }),
            Sort::Slash if chunks.get(at + 1).is_some_and(|next| self.per_time(next).is_some()) => None,
            Sort::Slash => Some((Join { all: Some(false), tight: true, bare: false, slash: true, but: false }, 1)),
            Sort::Cue(Cue::CombinedWith) if at > 0 => {
                Some((Join { all: Some(true), tight: false, bare: false, slash: false, but: false }, 1))
            }
            Sort::Cue(Cue::Etc) => Some((Join { all: None, tight: false, bare: true, slash: false, but: false }, 1)),
            Sort::Cue(_) => {
                let all = conjunction(chunks.get(at))?;
                let verb = chunks.get(at + 1).and_then(|c| self.cue(c)).is_some_and(is_verb);
                Some((Join { all: Some(all), tight: !verb, bare: false, slash: false, but: false }, 1))
            }
            _ => None,
        }
    }

    /// "regardless of duration *and* timing": of both, where the conjunction at `at` stands between two words.
    fn joins_regardless(&self, item: &[Chunk], at: usize) -> bool {
        let regard = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            self.is_cue(c, Cue::WithOrWithout) && words.ends_with(" of")
        };
        let joins = self.cue(&item[at]).is_some_and(|cue| matches!(cue, Cue::And | Cue::Or | Cue::AndOr));
        joins && at > 1 && at + 1 < item.len() && regard(&item[at - 2]) && self.sort(&item[at + 1]) == Sort::Word
    }

    /// "*normal or* corrected visual acuity": of one thing, which is named after both. Near miss: "TSH *normal or* ≤ 10 mIU/L".
    fn joins_normal(&self, item: &[Chunk], at: usize) -> bool {
        let Some([before @ .., normal]) = item.get(..at).filter(|lead| lead.len() <= LONGEST_LEAD) else {
            return false;
        };
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity | Sort::Word);
        let described = item.get(at + 1).is_some_and(|next| match self.sort(next) {
            Sort::Word | Sort::Term(_) => true,
            Sort::Concept(entry) => is_measured(entry) && self.words(&next.span).contains(' '),
            _ => false,
        });
        self.is_cue(&item[at], Cue::Or) && self.is_normal(normal) && described && !before.iter().any(named)
    }

    /// Whether brackets hold one limit, which is said of what stands before them.
    fn is_limit_in_brackets(&self, chunk: Option<&Chunk>) -> bool {
        let Some(Chunk { kind: ChunkKind::Group(inner), .. }) = chunk else { return false };
        inner.iter().any(|c| self.sort(c) == Sort::Quantity) && !inner.iter().any(|c| self.is_separator(c))
    }

    /// "pneumonia*, identified on* chest X-ray": after a comma, what was named before is seen on an examination. Near miss: "pneumonia,
    /// *seen by a doctor*".
    fn is_seen_on(&self, rest: &[Chunk]) -> bool {
        let Some((verb, rest)) = rest.split_first() else { return false };
        let words = self.words(&verb.span).to_ascii_lowercase();
        let (words, on) = words.strip_suffix(" on").map_or((&*words, false), |verb| (verb, true));
        let next = |n: usize| rest.get(n).map(|c| self.words(&c.span).to_ascii_lowercase());
        let on = on || next(0).is_some_and(|word| word == "on");
        let skipped = usize::from(next(0).is_some_and(|word| word == "on"));
        let examined = |c: &Chunk| {
            matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Procedure)
                || matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Method)
        };
        words::FINDING_VERBS.contains(&words) && on && rest.get(skipped).is_some_and(examined)
    }

    /// "QTc > 450 ms in males *(> 470 ms in females)*", "≥ 140 g for men *(or ≥ 70 g for women)*": what brackets say of the other sex, at the
    /// end of an item. Near misses: "Hb < 12 g/dL *(women)*"; "women *(Hb < 12 g/dL)*".
    fn limit_of_other_sex<'c>(&self, chunks: &'c [Chunk], start: usize, at: usize) -> Option<&'c [Chunk]> {
        let ChunkKind::Group(inner) = &chunks[at].kind else { return None };
        let ends = chunks.get(at + 1).is_none_or(|c| self.is_separator(c));
        let inner = &inner[usize::from(inner.first().is_some_and(|c| self.is_cue(c, Cue::Or)))..];
        let sex = |c: &Chunk| self.cue(c).filter(|cue| matches!(cue, Cue::Male | Cue::Female));
        let limit =
            |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.unit.is_some() || q.form == QuantityForm::Limit);
        let plain =
            |c: &Chunk| limit(c) || sex(c).is_some() || matches!(self.cue(c), Some(Cue::In | Cue::For | Cue::The));
        let own = chunks[start..at].iter().rev().take(FEW).find_map(sex)?;
        let limited = chunks[start..at].iter().any(|c| self.sort(c) == Sort::Quantity);
        let other = inner.iter().find_map(sex).filter(|other| *other != own);
        let said = inner.iter().filter(|c| limit(c)).count() == 1 && inner.iter().all(plain);
        (ends && limited && other.is_some() && said).then_some(inner)
    }

    /// "*with* asthma, *with* angina, *with* stroke within 6 months": whether three or more items of what excludes begin with "with",
    /// so that none adds to the one before it. Near miss: "*diabetes*, with retinopathy, with HbA1c > 9 %".
    fn begin_alike(&self, chunks: &[Chunk]) -> bool {
        if self.demand {
            return false;
        }
        let people = |c: &&Chunk| matches!(self.cue(c), Some(Cue::Patient | Cue::Who | Cue::Be));
        let lead = chunks.iter().take(LONGEST_LEAD).take_while(people).count();
        let opens = |at: usize| chunks.get(at).is_some_and(|c| self.is_cue(c, Cue::With));
        let disease = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.kind() == Kind::Condition,
            Sort::Word | Sort::Term(_) => true,
            _ => false,
        };
        let begins = |at: usize| opens(at) && chunks.get(at + 1).is_some_and(disease);
        let after = |at: &usize| self.is_separator(&chunks[*at]) && begins(*at + 1);
        begins(lead) && (lead + 1..chunks.len()).filter(after).nth(1).is_some()
    }

    /// Whether an item adds a demand to the one before it: ", with HBV DNA above …".
    fn adds(&self, next: Option<&Chunk>) -> bool {
        next.is_some_and(|c| matches!(self.cue(c), Some(Cue::With | Cue::Without)))
    }
}

/// "T2 *N0 M0*": whether the stage of the nodes or of metastases stands directly after one of the others. Near miss: "T1 or *T2*".
fn begins_next_stage(before: &Chunk, chunk: &Chunk) -> bool {
    let scale = |c: &Chunk| match &c.kind {
        ChunkKind::Quantity(q) => q.scale.filter(|id| words::TUMOR_STAGES.contains(id)),
        _ => None,
    };
    scale(chunk).is_some_and(|own| scale(before).is_some_and(|other| own != other))
}

/// Whether a cue begins a predicate, so that the conjunction before it joins clauses.
fn is_verb(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::Must
            | Cue::MustMeet
            | Cue::Be
            | Cue::Not
            | Cue::May
            | Cue::Exposure
            | Cue::Undergone
            | Cue::With
            | Cue::Without
    )
}
