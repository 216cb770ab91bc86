//! Examples and members of one item: "such as", "including", and lists of mentions.

use super::is_measured;
use super::limit::limits_within;
use crate::grammar::{Bytes, Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::build::counts_courses;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::filler::says_nothing;
use crate::lower::partial::{Head, Partial};
use crate::lower::share::{prefixed, suffixed};
use crate::rule::{Mention, Node};

impl Context<'_, '_> {
    /// "≥ 2 prior lines including *lenalidomide*", "≥ 3 drugs including *a diuretic*": whether a number of treatments is
    /// named by nothing but a general word, which then is what the item is about. Near miss: "including the following".
    pub(super) fn counts_given(&self, rest: &[Chunk], partial: &mut Partial) -> bool {
        let both = |c: &Chunk| self.words(&c.span).eq_ignore_ascii_case("both");
        let named = rest.iter().find(|c| !self.is_idle(c) && !both(c));
        let given = named.is_some_and(|c| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment()));
        let quantity = partial.value.as_ref().or(partial.count.as_ref());
        let courses =
            quantity.filter(|q| counts_courses(q)).and_then(|q| q.unit.as_ref()).map(|unit| unit.span.clone());
        let general = partial.count.as_ref().and(partial.therapy.clone());
        let Some(bytes) = courses.or(general).filter(|_| given) else { return false };
        partial.head = Some(Head::new(None, bytes));
        true
    }

    /// "arrhythmias requiring hospitalization (e.g., atrial fibrillation)": examples of what stands first are read; what
    /// else there is.
    pub(super) fn without_examples<'c>(&mut self, rest: &'c [Chunk], partial: &mut Partial) -> &'c [Chunk] {
        match rest.split_last() {
            Some((last, before)) if !before.is_empty() && self.gives_examples(last) => {
                self.take(std::slice::from_ref(last));
                if let ChunkKind::Group(inner) = &last.kind {
                    self.group(inner, partial);
                }
                before
            }
            _ => rest,
        }
    }

    /// "contraindications to NSAIDs *(asthma, peptic ulcer)*": what is listed in brackets at the end are examples of what
    /// stands first; what else there is.
    pub(super) fn without_listed<'c>(&mut self, rest: &'c [Chunk], partial: &mut Partial) -> &'c [Chunk] {
        match rest.split_last() {
            Some((last, before)) if !before.is_empty() && !self.gives_examples(last) && self.lists_names(last) => {
                self.take(std::slice::from_ref(last));
                if let ChunkKind::Group(inner) = &last.kind {
                    self.examples(Cue::Including, inner, partial);
                }
                before
            }
            _ => self.without_examples(rest, partial),
        }
    }

    /// Whether a chunk is brackets with a list of plain names, some of which are known.
    pub fn lists_names(&self, chunk: &Chunk) -> bool {
        let ChunkKind::Group(inner) = &chunk.kind else { return false };
        inner.iter().any(|c| self.is_separator(c)) && self.are_names(inner)
    }

    /// Whether chunks are plain names with what separates them, one of which at least is known.
    pub fn are_names(&self, chunks: &[Chunk]) -> bool {
        let name = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => !is_measured(entry),
            Sort::Word | Sort::Dash => true,
            Sort::Cue(cue) => matches!(cue, Cue::The | Cue::Other | Cue::TherapyWord | Cue::Of),
            _ => false,
        };
        let plain = |c: &Chunk| name(c) || self.is_separator(c) && self.sort(c) != Sort::Slash;
        chunks.iter().all(plain) && chunks.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)))
    }

    /// Whether a chunk is "(e.g., …)".
    pub(super) fn gives_examples(&self, chunk: &Chunk) -> bool {
        matches!(&chunk.kind, ChunkKind::Group(inner) if inner.first().is_some_and(|c| self.is_cue(c, Cue::SuchAs)))
    }

    /// Whether what stands before "such as" is in no table, and plain names come after it.
    pub(super) fn lists_of_unknown(&self, rest: &[Chunk], partial: &Partial) -> bool {
        let unknown = !partial.unknown.is_empty() && partial.value.is_none() && partial.organ.is_none();
        let named = || rest.split(|c| self.sort(c) == Sort::Time).next().unwrap_or(rest);
        unknown && self.are_names(named())
    }

    /// The members a list of examples names.
    pub fn examples(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) {
        // "(includes*, but not limited to,* methotrexate)"
        let signs = rest.iter().take_while(|c| self.sort(c) == Sort::Comma).count();
        let open = rest.get(signs).is_some_and(|c| self.is_cue(c, Cue::OpenList));
        let (opened, rest) = rest.split_at(if open { signs + 1 } else { 0 });
        self.take(opened);
        partial.open |= open || cue == Cue::OpenList;
        let except = self.find(rest, &[Cue::Except]).filter(|at| *at > 0 && *at + 1 < rest.len());
        let (rest, excepted) = rest.split_at(except.unwrap_or(rest.len()));
        if let Some((word, excepted)) = excepted.split_first() {
            // "any medicine (including herbal remedies, *except for vitamins*)"
            self.take(std::slice::from_ref(word));
            self.exception(excepted, partial);
        }
        let of = partial.head.as_ref().map(|h| h.bytes.clone());
        let mentions = self.mentions(rest, of.as_ref());
        partial.examples.extend(mentions);
        let limited = self.limited_examples(rest);
        partial.illustrations.extend(limited);
    }

    /// "biologics such as dupilumab *(last 2 months)*": whether brackets at the end of such names hold a time and nothing else, and
    /// no other name stands behind them. Near miss: "… dupilumab *(last 2 months)* or omalizumab (last 4 months)".
    pub(super) fn dates_the_list(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let ChunkKind::Group(inner) = &chunk.kind else { return false };
        let time = inner.len() == 1 && self.sort(&inner[0]) == Sort::Time;
        let last = rest.last().is_some_and(|last| last.span == chunk.span);
        let after = self.just_after(chunk.span.end).to_ascii_lowercase();
        time && last && ![",", "or ", "and ", "/"].iter().any(|joint| after.starts_with(joint))
    }

    /// The examples of a list that carry a limit, as rules.
    pub fn limited_examples(&mut self, chunks: &[Chunk]) -> Vec<Node> {
        let items: Vec<&[Chunk]> = chunks.split(|c| self.is_separator(c)).collect();
        let mut out = Vec::new();
        for item in items {
            if self.says_more(item) {
                let part = self.atom(item);
                out.push(self.node_of(part));
            }
        }
        out
    }

    /// Whether an example is more than a name: it has a limit, or a qualifier of its concept.
    fn says_more(&self, item: &[Chunk]) -> bool {
        let qualified = item.iter().any(|c| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier));
        let named = item.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        // "ventricular arrhythmias requiring intervention".
        let related = item.iter().any(|c| self.is_cue(c, Cue::Need));
        item.iter().any(limits_within) || (qualified || related) && named
    }

    /// "hepatitis B or *C*": the rest of a name begun before.
    fn completed_name(&self, item: &[Chunk], before: Option<&Bytes>) -> Option<(Entry, Bytes)> {
        let [only] = item else { return None };
        let before = before.filter(|_| self.sort(only) == Sort::Word)?;
        let entry = prefixed(self.words(before), self.words(&only.span))?;
        Some((entry, only.span.clone()))
    }

    /// The things a plain list names, split at commas and conjunctions.
    /// "organ transplantation (such as heart, lung)": `of` is what they are examples of, whose last words may complete a
    /// name.
    pub fn mentions(&mut self, chunks: &[Chunk], of: Option<&Bytes>) -> Vec<Mention> {
        let mut out = Vec::new();
        let items: Vec<&[Chunk]> = chunks.split(|c| self.is_separator(c)).collect();
        self.take(chunks);
        let mut before: Option<Bytes> = None;
        for item in items {
            if self.says_more(item) {
                continue;
            }
            let completed = self.completed_name(item, before.as_ref());
            if self.is_narrower(item) {
                out.push(self.mention(None, &bytes_of(item)));
                continue;
            }
            let concept = item.iter().find_map(|c| match self.sort(c) {
                Sort::Concept(e) => Some((e, c.span.clone())),
                _ => None,
            });
            let begun = || {
                let [only] = item else { return None };
                let entry = suffixed(self.words(&only.span), self.words(of?))?;
                Some((entry, only.span.clone()))
            };
            match concept.or(completed).or_else(begun) {
                Some((entry, bytes)) => {
                    before = Some(bytes.clone());
                    let id = self.concepts.note(entry);
                    out.push(self.mention(Some(id), &bytes));
                    // "TNF inhibitors *(adalimumab, etanercept)*": examples of an example.
                    if let Some(last @ Chunk { kind: ChunkKind::Group(inner), .. }) = item.last()
                        && self.lists_names(last)
                    {
                        out.extend(self.mentions(inner, None));
                    }
                }
                None if item.iter().any(|c| !self.is_idle(c)) => {
                    out.push(self.mention(None, &bytes_of(item)));
                }
                None => {}
            }
        }
        out
    }

    /// "(e.g., *cervical* injury)": an example that is less than the concept it names, which is kept by its words.
    fn is_narrower(&self, item: &[Chunk]) -> bool {
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) if !entry.kind().is_drug() => Some(entry),
            _ => None,
        };
        let Some(at) = item.iter().position(|c| named(c).is_some()) else { return false };
        let word =
            |at: usize| item.get(at).is_some_and(|c| self.sort(c) == Sort::Word && !says_nothing(self.words(&c.span)));
        word(at + 1) || at.checked_sub(1).is_some_and(word)
    }

    /// Whether a chunk separates the items of a list.
    pub fn is_separator(&self, chunk: &Chunk) -> bool {
        match self.sort(chunk) {
            Sort::Comma | Sort::Semicolon | Sort::Slash => true,
            Sort::Cue(cue) => matches!(cue, Cue::And | Cue::Or | Cue::AndOr | Cue::Nor | Cue::Etc),
            _ => false,
        }
    }
}
