//! Parts of a score by their number or their name: "*item 9* of the BDI-II", "HAM-D *item 1* (depressed mood) ≥ 2", "the *suicide item*
//! of the HAM-D".
//!
//! Near misses: "one of the items", "question 4 of the interview", where no score is named.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind, Lex};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};
use crate::words;

/// The most words of the name of a part of a score.
const LONGEST_PART: usize = 4;

impl Context<'_, '_> {
    /// "Gleason *10* tumor", "Gleason score *8* prostate cancer": the number directly behind a score is what it comes to, and no number of
    /// what is named next. Near miss: "Gleason 3+4 in *2* cores", behind other words.
    pub(super) fn is_points_of(&self, quantity: &Quantity, score: &Head) -> bool {
        let between = self.lexed.text.get(score.bytes.end..quantity.value.start).unwrap_or("?").trim();
        let of_score = score.entry.is_some_and(|e| e.kind() == Kind::Score);
        let bare = quantity.form == QuantityForm::Bare;
        of_score && bare && matches!(&*between.to_ascii_lowercase(), "" | "score" | "score of" | "of")
    }

    /// Whether a word and the number after it name a part of a score, which alone is then what a limit counts. Where the
    /// item names no score, it is the one named last.
    pub(super) fn names_part_of_score(&self, word: &Chunk, number: Option<&Chunk>, partial: &mut Partial) -> bool {
        let named = self.words(&word.span).to_ascii_lowercase();
        if !matches!(&*named, "item" | "question" | "items" | "questions") {
            return false;
        }
        let Some((number, end)) = number.and_then(|c| Some((c, self.end_of_number(c)?))) else { return false };
        let is_score = |h: &Head| h.entry.is_some_and(|e| e.kind() == Kind::Score);
        let later = || {
            let rest = &self.lexed.lexemes[number.lexemes.end..];
            let clause = rest.iter().take_while(|l| !l.is_sign(';') && !l.is_sign('.'));
            clause.into_iter().any(|l| l.entry(Kind::Score).is_some())
        };
        let bytes = word.span.start..end;
        match &mut partial.head {
            Some(head) if is_score(head) => head.bytes.end = end,
            Some(_) => return false,
            None if later() => partial.part_of_score = Some(bytes.clone()),
            None => {
                let Some(last) = &self.last_score else { return false };
                partial.head = Some(Head::new(last.entry, bytes.clone()));
            }
        }
        partial.only_parts.push(self.words(&bytes).to_owned());
        true
    }

    /// "PHQ-9 score ≥ 1 *on item 9*", "*for item #9*": the part that a limit before it is of; gives where to go on.
    pub(super) fn part_after_limit(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let score = partial.entry().is_some_and(|e| e.kind() == Kind::Score) && partial.value.is_some();
        let [joint, rest @ ..] = chunks.get(at..)? else { return None };
        let joins =
            ["on", "for", "in", "on the", "for the"].iter().any(|j| self.words(&joint.span).eq_ignore_ascii_case(j));
        if !score || !joins {
            return None;
        }
        let word = rest.iter().find(|c| !self.is_cue(c, Cue::The))?;
        let named = matches!(&*self.words(&word.span).to_ascii_lowercase(), "item" | "question");
        // The number may stand behind the item, as a bare number at its end does.
        let mut behind = (word.lexemes.end..).map_while(|n| Some((n, self.lexed.lexemes.get(n)?)));
        let (last, number) = behind.find(|(_, l)| !l.is_sign('#'))?;
        let whole = matches!(number.lex, Lex::Number(Some(n)) if n.is_integer());
        let ended = self.lexed.lexemes.get(last + 1).is_none_or(|l| matches!(l.lex, Lex::Sign(_) | Lex::Term(_)));
        if !named || !whole || !ended {
            return None;
        }
        let bytes = word.span.start..number.end as usize;
        partial.only_parts.push(self.words(&bytes).to_owned());
        let span = self.span(&bytes);
        self.placed.push(span);
        self.used[word.lexemes.start..=last].fill(true);
        self.take(std::slice::from_ref(joint));
        Some(chunks.iter().position(|c| c.lexemes.start > last).unwrap_or(chunks.len()))
    }

    /// "the *third item* of the HAM-D", "the *suicide item* of the HAM-D", "*suicidal thoughts item 10* of the MADRS", "MADRS *suicidal
    /// thoughts item*": the part by its name or its place; gives where to go on. Near miss: "*each item* of the scale".
    pub(super) fn part_by_name(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let is_score = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Score);
        let word = |n: usize| chunks.get(n).map(|c| self.words(&c.span).to_ascii_lowercase());
        let item = (at + 1..at + 1 + LONGEST_PART).find(|n| word(*n).is_some_and(|word| word == "item"))?;
        let sign = |c: &Chunk| self.sort(c) == Sort::Sign;
        let name = |n: usize| {
            let th = || word(n + 1).is_some_and(|word| matches!(&*word, "st" | "nd" | "rd" | "th"));
            let numbered =
                n + 1 < item && self.end_of_number(&chunks[n]).is_some_and(|end| end == chunks[n + 1].span.start);
            !is_score(&chunks[n]) && (sign(&chunks[n]) || self.names_part(&chunks[n]) || numbered && th())
        };
        let named = (at..item).all(name) && !chunks[at..item].iter().all(sign);
        let numbered = chunks.get(item + 1).is_some_and(|c| self.end_of_number(c).is_some());
        let end = item + 1 + usize::from(numbered);
        if !named {
            return None;
        }
        let behind = partial.entry().is_some_and(|e| e.kind() == Kind::Score) && partial.value.is_none();
        let gloss = usize::from(chunks.get(end).is_some_and(|c| matches!(c.kind, ChunkKind::Group(_))));
        let link = end + gloss;
        let article = usize::from(chunks.get(link + 1).is_some_and(|c| self.is_cue(c, Cue::The)));
        let leads = ["of", "of the", "in", "in the", "on", "on the", "from the"];
        let linked = word(link).is_some_and(|word| leads.contains(&&*word));
        let before = partial.head.is_none() && linked && chunks.get(link + 1 + article).is_some_and(is_score);
        if !behind && !before {
            return None;
        }
        let end = if before { link } else { end };
        let bytes = chunks[at].span.start..chunks[end - 1].span.end;
        self.take_whole(&chunks[at..end]);
        partial.only_parts.push(self.words(&bytes).replace(['"', '“', '”'], ""));
        match &mut partial.head {
            Some(head) => head.bytes.end = bytes.end,
            None => partial.part_of_score = Some(bytes),
        }
        Some(end)
    }

    /// Whether a word may be part of the name of a part of a score: "*suicidal thoughts*", "*third*".
    fn names_part(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        let idle = ["each", "any", "every", "single", "one", "same", "other", "another", "individual", "following"];
        let word = match self.sort(chunk) {
            Sort::Word => true,
            Sort::Concept(entry) => matches!(entry.kind(), Kind::Condition | Kind::Observation),
            Sort::Term(entry) => entry.kind() == Kind::Qualifier,
            _ => words::ORDINALS.contains(&&*words),
        };
        word && !idle.contains(&&*words)
    }

    /// "*item 9* of the BDI-II": the words of the part are the name's.
    pub(super) fn settle_part_of_score(&self, partial: &mut Partial) {
        if let (Some(part), Some(head)) = (partial.part_of_score.take(), &mut partial.head)
            && part.end <= head.bytes.start
        {
            head.bytes.start = part.start;
        }
    }

    /// Where a whole number ends that nothing compares; "item 9 *score*" has it as so many points.
    fn end_of_number(&self, chunk: &Chunk) -> Option<usize> {
        let first = &self.lexed.lexemes[chunk.lexemes.start];
        let compared = match &chunk.kind {
            ChunkKind::Lexeme(_) => false,
            ChunkKind::Quantity(q) => q.form != QuantityForm::Bare,
            _ => true,
        };
        let whole = matches!(first.lex, Lex::Number(Some(n)) if n.is_integer());
        (whole && !compared).then_some(first.end as usize)
    }
}
