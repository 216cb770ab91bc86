//! Clauses that no data can decide: consent, compliance, contraception, somebody's judgement. Recognised by the
//! phrases of `lexicons/narratives.tsv`, found with one automaton over the clause's normal form.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::normal;
use crate::rule::{Leaf, LeafKind, Node};

use super::context::{Context, Sort, bytes_of};

/// The phrases with their categories, and what finds them.
struct Phrases {
    automaton: AhoCorasick,
    categories: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut categories = Vec::new();
    for line in include_str!("../../lexicons/narratives.tsv").lines().skip(1) {
        let mut cells = line.split('\t');
        let category = cells.next().unwrap_or("");
        for phrase in cells.nth(1).unwrap_or("").split('|').filter(|p| !p.is_empty()) {
            patterns.push(format!(" {} ", normal::key(phrase)));
            categories.push(category);
        }
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&patterns)
        .expect("a small table of plain phrases");
    Phrases { automaton, categories }
});

/// The category of the first narrative phrase in `words`.
fn category(words: &str) -> Option<&'static str> {
    let normal = format!(" {} ", normal::key(words));
    let found = PHRASES.automaton.find(&normal)?;
    Some(PHRASES.categories[found.pattern().as_usize()])
}

impl Context<'_, '_> {
    /// A narrative leaf, where the clause is one.
    pub fn narrative(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let bytes = bytes_of(chunks);
        let category = category(self.words(&bytes))?;
        let parts = self.split_predicates(chunks);
        if parts.len() > 1 && parts.iter().any(|p| !self.is_narrative(p)) {
            return None;
        }
        if !self.is_narrative(chunks) {
            return None;
        }
        Some(self.narrative_leaf(category, chunks))
    }

    /// Whether the clause says nothing a program could decide beside its narrative phrase.
    fn is_narrative(&self, chunks: &[Chunk]) -> bool {
        let Some(category) = category(self.words(&bytes_of(chunks))) else { return false };
        let measured = chunks
            .windows(2)
            .any(|w| matches!(self.sort(&w[0]), Sort::Concept(_)) && matches!(self.sort(&w[1]), Sort::Quantity));
        let clinical = chunks.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        match category {
            "contraception" => true,
            "judgement" => !clinical && !measured,
            _ => !measured,
        }
    }

    fn narrative_leaf(&mut self, category: &str, chunks: &[Chunk]) -> Node {
        let bytes = bytes_of(chunks);
        let mut leaf = Leaf::new(LeafKind::Narrative, self.span(&bytes));
        leaf.category = Some(category.to_owned());
        leaf.text = Some(self.words(&bytes).to_owned());
        self.take_whole(chunks);
        for chunk in chunks {
            match &chunk.kind {
                ChunkKind::Time(phrase) => {
                    let time = self.time(phrase);
                    leaf.time.push(time);
                }
                ChunkKind::Quantity(quantity) => {
                    let value = self.value(quantity, None);
                    leaf.quantities.push(value);
                }
                _ => {}
            }
        }
        leaf.into()
    }
}
