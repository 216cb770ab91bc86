//! By what something is found: several ways said with one noun, and an examination after "on".

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind, look_up};
use crate::words;

use super::context::{Context, Sort, bytes_of};
use super::partial::Partial;

/// The most chunks of the ways before their noun: "*clinical, serological, or* microbiological methods".
const LONGEST_WAYS: usize = 8;

/// The most chunks that name an examination after "on".
const LONGEST_EXAMINATION: usize = 2;

impl Context<'_, '_> {
    /// "diagnosed by *clinical, serological or microbiological methods*", "based on *clinical and radiological* findings": a
    /// separator between adjectives that end in one noun for how something is found. Near misses: "diagnosed by *biopsy or
    /// microbiological methods*", "by *clinical or genetic* disease".
    pub fn joins_ways(&self, item: &[Chunk], at: usize) -> bool {
        if at == 0 || !self.is_separator(&item[at]) {
            return false;
        }
        let way = |c: &&Chunk| self.is_way_to_find(c) || self.is_separator(c);
        let from = at - item[..at].iter().rev().take(LONGEST_WAYS).take_while(way).count();
        let opened = from > 0 && matches!(self.cue(&item[from - 1]), Some(Cue::AccordingTo | Cue::DefinedAs));
        opened && self.ways_to_find(&item[from..]).is_some_and(|end| from + end > at)
    }

    /// Where several adjectives and their one noun end that say how something is found: "*clinical, serological or microbiological
    /// methods*". Near miss: "*clinical* methods", one way.
    fn ways_to_find(&self, chunks: &[Chunk]) -> Option<usize> {
        let way = |c: &&Chunk| self.is_way_to_find(c) || self.is_separator(c);
        let end = chunks.iter().take(LONGEST_WAYS).take_while(way).count();
        let ways = &chunks[..end];
        let listed = ways.iter().any(|c| self.is_separator(c))
            && [ways.first(), ways.last()].into_iter().flatten().all(|c| self.is_way_to_find(c));
        let noun = self.words(&chunks.get(end)?.span).to_ascii_lowercase();
        let found = || words::METHOD_STEMS.iter().chain(words::EVIDENCE_STEMS).any(|stem| noun.starts_with(stem));
        (listed && found()).then_some(end + 1)
    }

    /// Reads several ways to find something, with which the chunks begin; gives where to go on.
    pub fn found_in_ways(&mut self, chunks: &[Chunk], partial: &mut Partial) -> Option<usize> {
        let end = self.ways_to_find(chunks)?;
        self.take_whole(&chunks[..end]);
        let method = self.mention(None, &bytes_of(&chunks[..end]));
        partial.methods.push(method);
        Some(end)
    }

    /// "infection *(by clinical or serological methods)*": brackets with nothing else.
    pub fn ways_alone(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [by, ways @ ..] = inner else { return false };
        let opens = matches!(self.cue(by), Some(Cue::AccordingTo | Cue::DefinedAs));
        if partial.head.is_none() || !opens || self.ways_to_find(ways) != Some(ways.len()) {
            return false;
        }
        self.take(&inner[..1]);
        self.found_in_ways(ways, partial).is_some()
    }

    /// "*clinical*, *serological* or …": an adjective of a way to find something.
    fn is_way_to_find(&self, chunk: &Chunk) -> bool {
        let described = match self.sort(chunk) {
            Sort::Word => true,
            Sort::Term(entry) => matches!(entry.kind(), Kind::Method | Kind::Qualifier),
            _ => false,
        };
        let words = self.words(&chunk.span).to_ascii_lowercase();
        described && ["al", "ic"].iter().any(|end| words.ends_with(end))
    }

    /// "metastasis *on imaging*": whether an examination that no table of procedures has shows what was named. Near misses: "metastasis
    /// *on CT*", which is a procedure; "asthma *on inhalers*".
    pub fn is_shown_on(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let on = self.words(&chunk.span).eq_ignore_ascii_case("on");
        let plain = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Term(_));
        on && !rest.is_empty()
            && rest.len() <= LONGEST_EXAMINATION
            && rest.iter().all(plain)
            && look_up(self.words(&bytes_of(rest))).is_some_and(|group| group.of(Kind::Method).is_some())
    }

    /// Whether a chunk names a procedure by which something is seen: "*a head CT*".
    pub fn is_seen_with(&self, chunk: &Chunk) -> bool {
        let Sort::Concept(entry) = self.sort(chunk) else { return false };
        let last = entry.name().rsplit(' ').next().and_then(look_up);
        entry.kind() == Kind::Procedure && last.is_some_and(|group| group.of(Kind::Method).is_some())
    }

    /// "severe aphasia *(diagnosed with neuropsychological assessment)*": what a disease is diagnosed with is how it was found. Near
    /// miss: "adults diagnosed with *asthma*".
    pub fn is_diagnosed_with(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let with = self.words(&chunk.span).to_ascii_lowercase().ends_with("diagnosed with");
        let way = |words: &str| {
            let last = words.rsplit(' ').next().unwrap_or_default();
            look_up(last).is_some_and(|group| group.of(Kind::Method).is_some())
                || words::CONFIRMING_NOUNS.contains(&last)
        };
        let named = |item: &[Chunk]| {
            (1..=LONGEST_EXAMINATION).contains(&item.len()) && way(&self.words(&bytes_of(item)).to_ascii_lowercase())
        };
        with && rest.split(|c| self.is_separator(c)).all(named)
    }

    /// Reads "(diagnosed with …)" behind what was found.
    pub fn found_with(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some((word, rest)) = inner.split_first().filter(|_| partial.head.is_some()) else { return false };
        if !self.is_diagnosed_with(word, rest) {
            return false;
        }
        self.take(std::slice::from_ref(word));
        self.take_whole(rest);
        for way in rest.split(|c| self.is_separator(c)).filter(|way| !way.is_empty()) {
            let method = self.mention(None, &bytes_of(way));
            partial.methods.push(method);
        }
        true
    }

    /// "*meniscus tear* identified by MRI", "diagnosis of *tendon tear* by MRI": names words of no table by which something is found, so that it is of them. Near miss: "as
    /// *confirmed by the investigator*", which no examination is; "*identifiable* using MRI".
    pub fn head_found_by(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) {
        let method = |c: &Chunk| look_up(self.words(&c.span)).is_some_and(|group| group.of(Kind::Method).is_some());
        let before = rest.first().map_or("", |c| self.just_before(c.span.start).trim_end());
        let found = cue == Cue::DefinedAs || partial.known || before.ends_with("identified by");
        let bare = found
            && partial.head.is_none()
            && partial.is_unvalued()
            && partial.therapy.is_none()
            && partial.organ.is_none();
        if bare && !partial.unknown.is_empty() && rest.first().is_some_and(method) {
            let at = self.last_phrase(&partial.unknown);
            partial.head = Some(self.unknown_head(at, partial));
        }
    }
}
