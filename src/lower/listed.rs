//! What a list of items does not split: clauses about the item before, prepositions of one place, and names that are
//! examples of it ("disorders such as *epilepsy, stroke or dementia*").

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind};
use crate::words;

use super::concept::covers;
use super::context::{Context, Sort};

/// So many chunks before its examples a name may stand at most, with what is said of it.
const FARTHEST_HEAD: usize = 40;

/// So many words the name of a place has at most.
const FARTHEST_PLACE: usize = 4;

/// So many chunks of sites at which bone is measured, or between what is measured and the sites.
const FARTHEST_BONE: usize = 16;

/// So many chunks the first of two things stands before the conjunction at most, that something lies between.
const FARTHEST_END: usize = 6;

impl Context<'_, '_> {
    /// How far a clause reaches that says of what was named what it would do, with the comma before it: "diabetes*, which
    /// may interfere with the study*".
    pub fn clause_about(&self, chunks: &[Chunk]) -> Option<usize> {
        let comma = usize::from(self.sort(&chunks[0]) == Sort::Comma);
        let relative = |c: &Chunk| self.is_cue(c, Cue::Who) || self.opens_effect(c);
        let opens = chunks.get(comma).filter(|c| comma == 0 || relative(c));
        opens.and_then(|_| self.said_in_clause(&chunks[comma..])).map(|end| comma + end)
    }

    /// "infection *in or near* the site": a conjunction between two prepositions joins them.
    pub fn joins_places(&self, chunks: &[Chunk], at: usize) -> bool {
        let place = |c: Option<&Chunk>| c.is_some_and(|c| is_place_word(self.words(&c.span)));
        let Some(chunk) = chunks.get(at) else { return false };
        let joins = matches!(self.cue(chunk), Some(Cue::Or | Cue::And | Cue::AndOr)) || self.sort(chunk) == Sort::Slash;
        joins && at > 0 && place(chunks.get(at - 1)) && place(chunks.get(at + 1)) && at + 2 < chunks.len()
    }

    /// "T-score ≤ -2.5 at *lumbar spine or hip*": after a limit, a conjunction between two parts of the body that end an item is part
    /// of where it was measured. Near misses: "*hand and wrist* fractures", "surgery of the *knee or hip*".
    pub fn joins_sites(&self, chunks: &[Chunk], at: usize) -> bool {
        let word = |c: &Chunk| (self.sort(c) == Sort::Word).then(|| self.words(&c.span).to_ascii_lowercase());
        let site = |c: &Chunk| word(c).is_some_and(|word| words::BODY_SITES.contains(&&*word));
        let joins = matches!(self.cue(&chunks[at]), Some(Cue::Or | Cue::And | Cue::AndOr));
        let Some(from) = at.checked_sub(1).filter(|n| joins && site(&chunks[*n])) else { return false };
        let placed = chunks[..from].iter().rev().take(FARTHEST_PLACE);
        let placed = placed.take_while(|c| word(c).is_some() || self.is_cue(c, Cue::The) || self.leads_to_place(c));
        let placed = placed.into_iter().any(|c| self.leads_to_place(c));
        let limited = chunks[..from].iter().rev().take(FARTHEST_PLACE * 2).any(|c| self.sort(c) == Sort::Quantity);
        let named = chunks[at + 1..].iter().take_while(|c| word(c).is_some()).count();
        let last = chunks[at + 1..].get(named.wrapping_sub(1));
        let ends = chunks.get(at + 1 + named).is_none_or(|c| !matches!(self.sort(c), Sort::Concept(_) | Sort::Term(_)));
        placed && limited && named <= FARTHEST_PLACE && last.is_some_and(site) && ends
    }

    /// "T-score ≤ -2.5 *at the lumbar spine, total hip or femoral neck*": where the density of bone was measured; the end of the
    /// sites, if the words for them begin at `at`. Near misses: "T-score ≤ -2.5 *or hip fracture*", "fracture of the *hip*".
    pub fn bone_sites(&self, item: &[Chunk], at: usize) -> Option<usize> {
        let opens = self.cue(&item[at]).is_some_and(|cue| matches!(cue, Cue::At | Cue::In | Cue::Of));
        if !(opens || is_place_word(self.words(&item[at].span))) {
            return None;
        }
        let density = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if words::BONE_DENSITY.contains(&e.id()));
        if !item[..at].iter().rev().take(FARTHEST_BONE).any(density) {
            return None;
        }
        let site = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            words.split(|c: char| c.is_whitespace()).all(|word| words::BONE_SITES.contains(&word))
        };
        let between = |c: &Chunk| {
            matches!(self.sort(c), Sort::Comma | Sort::Slash | Sort::Dash)
                || matches!(self.cue(c), Some(Cue::The | Cue::Or | Cue::And | Cue::AndOr | Cue::Either))
        };
        let words = item[at + 1..].iter().take(FARTHEST_BONE).take_while(|c| site(c) || between(c)).count();
        let last = item[at + 1..at + 1 + words].iter().rposition(site)?;
        // "at the hip *fracture* site", where the last of the words describes what comes next
        let end = at + 2 + last;
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Concept(_));
        (!item.get(end).is_some_and(named)).then_some(end)
    }

    /// "T-score *at*", "deformity *of*": whether a place may come next.
    fn leads_to_place(&self, chunk: &Chunk) -> bool {
        is_place_word(self.words(&chunk.span)) || self.is_cue(chunk, Cue::Of)
    }

    /// "regardless of *dose and duration*", "*DSM-IV or DSM-5* diagnosis of": a conjunction between two words for what may vary,
    /// or two classifications that open an item.
    pub fn joins_words(&self, chunks: &[Chunk], at: usize) -> bool {
        let joins = matches!(self.cue(&chunks[at]), Some(Cue::Or | Cue::And | Cue::AndOr));
        let (Some(before), Some(after)) = (at.checked_sub(1).map(|n| &chunks[n]), chunks.get(at + 1)) else {
            return false;
        };
        let varies = |c: &Chunk| words::WHAT_VARIES.contains(&&*self.words(&c.span).to_ascii_lowercase());
        let regardless = at > 1 && self.is_cue(&chunks[at - 2], Cue::WithOrWithout);
        let classification = |c: &Chunk| {
            matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Method
                && (e.id().starts_with("dsm_") || e.id().starts_with("icd_")))
        };
        let names = |c: &Chunk| matches!(self.cue(c), Some(Cue::Known | Cue::CriteriaWord));
        let told = self.words(&after.span).to_ascii_lowercase().ends_with("criteria");
        let followed = told || chunks.get(at + 2).is_some_and(names);
        let opens = at == 1 && classification(before) && classification(after) && followed;
        joins && (regardless && varies(before) && varies(after) || opens)
    }

    /// "weight loss not caused by *either surgery or depression*", "anemia not due to *bleeding or hemolysis*": a conjunction between two
    /// causes that are denied. Near miss: "anemia not due to bleeding or *platelets < 50*".
    pub fn joins_denied_causes(&self, chunks: &[Chunk], at: usize) -> bool {
        if !self.is_cue(&chunks[at], Cue::Or) {
            return false;
        }
        let not = |c: &Chunk| matches!(self.cue(c), Some(Cue::Not | Cue::Non));
        let caused = |n: usize| n > 0 && self.is_cue(&chunks[n], Cue::AttributableTo) && not(&chunks[n - 1]);
        let Some(cause) = (0..at).find(|n| caused(*n)) else { return false };
        let either = chunks.get(cause + 1).is_some_and(|c| self.is_cue(c, Cue::Either));
        let plain = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Word | Sort::Term(_));
        let rest = chunks[at + 1..].iter().take_while(|c| !self.is_separator(c));
        let between = chunks[cause + 1 + usize::from(either)..at].iter();
        let idle = |c: &Chunk| self.is_cue(c, Cue::The) || plain(c);
        let named = rest.clone().count() > 0 && between.clone().all(idle) && rest.clone().all(idle);
        named && (either || rest.count() <= 2)
    }

    /// "*histologically or cytologically* confirmed": a conjunction between two ways to establish one thing.
    pub fn joins_methods(&self, chunks: &[Chunk], at: usize) -> bool {
        let Some((chunk, rest)) = chunks.get(at..).and_then(<[_]>::split_first) else { return false };
        let joins = matches!(self.cue(chunk), Some(Cue::Or | Cue::And | Cue::AndOr)) || self.sort(chunk) == Sort::Slash;
        let how = |c: &Chunk| {
            let first = self.words(&c.span).split(' ').next().unwrap_or_default();
            let described = match self.sort(c) {
                Sort::Word => true,
                Sort::Term(entry) => matches!(entry.kind(), Kind::Method | Kind::Qualifier),
                _ => false,
            };
            described && first.to_ascii_lowercase().ends_with("ally")
        };
        joins && at > 0 && how(&chunks[at - 1]) && rest.first().is_some_and(how)
    }

    /// "distance *between* the gallbladder *and* the stomach > 1 cm": the conjunction at `at` ends what lies between two
    /// named things. Near miss: "between 18 *and* 65".
    pub fn ends_between(&self, chunks: &[Chunk], at: usize) -> bool {
        if !self.is_cue(&chunks[at], Cue::And) {
            return false;
        }
        let before = chunks[..at].iter().rev().take(FARTHEST_END);
        let mut before = before.take_while(|c| self.sort(c) == Sort::Slash || self.is_named_or_word(c));
        let opens = before.position(|c| self.is_cue(c, Cue::Between));
        opens.is_some_and(|n| n > 0 && at > n + 1)
    }

    /// "between the last cystoscopy*/*TURBT and enrollment": the slash at `at` joins two names of one end of it. Near miss: "between
    /// 18/20 and 65".
    pub fn joins_ends_between(&self, chunks: &[Chunk], at: usize) -> bool {
        let after = chunks[at + 1..].iter().take(FARTHEST_END);
        let and = after.take_while(|c| self.is_named_or_word(c)).position(|c| self.is_cue(c, Cue::And));
        self.sort(&chunks[at]) == Sort::Slash && and.is_some_and(|n| self.ends_between(chunks, at + 1 + n))
    }

    /// Whether a chunk is a name or a word, and no number, time, sign or bracket.
    fn is_named_or_word(&self, chunk: &Chunk) -> bool {
        matches!(self.sort(chunk), Sort::Word | Sort::Concept(_) | Sort::Term(_) | Sort::Cue(_))
    }

    /// The end of the names that "including but not limited to" at `at` introduces: they are examples of what stands
    /// before, and no items beside it. After "including" and "such as" that is certain of drugs of a class alone.
    pub fn named_examples(&self, item: &[Chunk], at: usize) -> Option<usize> {
        let cue = at + usize::from(self.sort(&item[at]) == Sort::Comma);
        let kind = self.cue(item.get(cue)?)?;
        if !matches!(kind, Cue::OpenList | Cue::Including | Cue::SuchAs) {
            return None;
        }
        let (open, names) = self.opened(kind, &item[cue + 1..]);
        let names = cue + 1 + names;
        let drug = |e: Entry| e.kind().is_drug();
        let head = item[..at].iter().rev().take(FARTHEST_HEAD).find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        });
        // "disorders such as epilepsy, stroke or dementia": the items of a list that has no other are examples.
        let disease = |e: Entry| e.kind() == Kind::Condition;
        let class = item[..at].iter().rev().take(FARTHEST_HEAD).find(|c| !self.is_idle(c)).is_some_and(|c| match self
            .sort(c)
        {
            Sort::Concept(entry) => disease(entry),
            Sort::Word => {
                let word = self.words(&c.span).to_ascii_lowercase();
                words::DISEASE_CLASS_NOUNS.contains(&&*word) || words::DISEASE_NOUNS.contains(&&*word)
            }
            _ => false,
        });
        let diseases = class && !open && kind != Cue::OpenList && !head.is_some_and(drug);
        let of_class = !diseases && head.is_some_and(|e| e.kind() != Kind::Drug);
        let name = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => open || if diseases { disease(entry) } else { drug(entry) },
            Sort::Word => open || diseases,
            Sort::Term(_) => open,
            Sort::Semicolon => false,
            // "TNF inhibitors *(adalimumab, etanercept)*", and "TNF*-*α"
            Sort::Group => of_class && self.lists_names(c),
            Sort::Dash => open,
            Sort::Cue(Cue::Other | Cue::TherapyWord | Cue::The) => open,
            _ => self.is_separator(c),
        };
        // "*local therapy* within 4 weeks, including but not limited to surgery": a treatment in no table.
        let therapy = open && item[..at].iter().any(|c| self.is_cue(c, Cue::TherapyWord));
        head.filter(|entry| open || drug(*entry)).map(|_| ()).or((diseases || therapy).then_some(()))?;
        let end = item[names..].iter().position(|c| !name(c)).map_or(item.len(), |n| names + n);
        if diseases && !self.are_all_of_class(&item[..at], &item[names..end]) {
            return None;
        }
        // A time after them is said of all; anything else may be a demand of its own.
        let whole = item.get(end).is_none_or(|c| self.sort(c) == Sort::Time);
        (whole && end > names).then_some(end)
    }

    /// Whether the items after "such as" may all be examples of the class before it: its table has none of its members, or
    /// those named with them.
    fn are_all_of_class(&self, class: &[Chunk], names: &[Chunk]) -> bool {
        let entry = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let class = class.iter().rev().find_map(entry);
        let members = |e: Entry| class.is_none_or(|class| covers(class, e));
        let named: Vec<Entry> = names.iter().filter_map(entry).collect();
        let last = names.iter().rposition(|c| matches!(self.cue(c), Some(Cue::Or | Cue::And | Cue::AndOr)));
        let several = named.len() > 1 || class.is_none() && !named.is_empty();
        let listed = last.is_some_and(|at| at + 1 < names.len()) && several;
        listed
            && (named.iter().all(|e| members(*e))
                || named.iter().all(|e| e.id() != "pregnancy" && e.id() != "lactation"))
    }

    /// Whether the list after a cue is open ("such as, but not limited to, …"), and where its names begin.
    pub fn opened(&self, cue: Cue, rest: &[Chunk]) -> (bool, usize) {
        let comma = |at: usize| usize::from(rest.get(at).is_some_and(|c| self.sort(c) == Sort::Comma));
        let first = comma(0);
        if cue != Cue::OpenList && rest.get(first).is_some_and(|c| self.is_cue(c, Cue::OpenList)) {
            return (true, first + 1 + comma(first + 1));
        }
        (cue == Cue::OpenList, first)
    }
}

/// Whether a word says where something is of what comes after it.
fn is_place_word(word: &str) -> bool {
    matches!(
        &*word.to_ascii_lowercase(),
        "in" | "on"
            | "at"
            | "at the"
            | "near"
            | "around"
            | "adjacent to"
            | "within"
            | "over"
            | "above"
            | "below"
            | "surrounding"
    )
}
