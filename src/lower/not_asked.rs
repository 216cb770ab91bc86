//! What a clause says that it is not asked for, or that no account is taken of, and what something is allowed for: all demand nothing.
//!
//! | form | example | near miss |
//! |---|---|---|
//! | not required | *Measurable disease is not required*; *a CT is not required* | *dialysis* is not required |
//! | of the past | *Prior chemotherapy is not required* | chemotherapy is not required |
//! | no account | *MGMT status will not be taken into account* | HbA1c will be taken into account |
//! | nothing decided, among what excludes | hs-CRP *has no limit*; fever of 37.5-38 °C *is recorded only* | fever recorded |
//! | allowed for what | Drugs *are permitted as needed for conditions such as gout* | are permitted *if stable* |
//!
//! "Dialysis is not required" says of a patient what he does without.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::rule::Node;
use crate::words;

use super::context::{Context, Sort, bytes_of};

/// The most words between "not" and "account".
const LONGEST_ACCOUNT: usize = 5;

impl Context<'_, '_> {
    /// What a clause names of which it says that it is not asked for: "measurable disease *is not required*", "patients *are
    /// not required to have* measurable disease", "*a CT* is not required". Near misses: "dialysis is not required", which the
    /// patient does without; "does not require oxygen".
    fn not_demanded<'c>(&self, chunks: &'c [Chunk]) -> Option<&'c [Chunk]> {
        let not = |c: &Chunk| self.is_cue(c, Cue::Not) || self.words(&c.span).eq_ignore_ascii_case("not");
        let asked = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            words.starts_with("required") || words.ends_with(" required")
        };
        let at = chunks.windows(2).position(|pair| not(&pair[0]) && asked(&pair[1]))?;
        let people = |c: &Chunk| matches!(self.cue(c), Some(Cue::Patient | Cue::The | Cue::Be));
        let past = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            words.split(' ').next().is_some_and(|word| matches!(word, "prior" | "previous"))
        };
        let idle = |c: &Chunk| people(c) || past(c) || self.is_cue(c, Cue::To);
        let (before, after) = (&chunks[..at], &chunks[at + 2..]);
        // "contraception is not required *in this case*"
        let after = if after.iter().all(|c| self.is_cue(c, Cue::Then)) { &chunks[chunks.len()..] } else { after };
        let named = if before.iter().all(people) { after } else { before };
        let one_sided = before.iter().all(people) || after.is_empty();
        let had = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => {
                !entry.kind().is_treatment() || self.is_seen_with(c) || named.first().is_some_and(past)
            }
            Sort::Word => words::CONFIRMING_NOUNS.contains(&&*self.words(&c.span).to_ascii_lowercase()),
            _ => false,
        };
        let plain = |c: &Chunk| had(c) || idle(c) || matches!(self.sort(c), Sort::Term(_) | Sort::Word);
        (one_sided && named.iter().any(had) && named.iter().all(plain)).then_some(named)
    }

    /// "*IDH1 mutation* will not be taken into account": what a clause names that decides nothing.
    fn not_counted<'c>(&self, chunks: &'c [Chunk]) -> Option<&'c [Chunk]> {
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let account = chunks.iter().position(|c| word(c).split(' ').any(|w| w == "account"))?;
        let not = |c: &Chunk| word(c).split(' ').any(|word| word == "not");
        let at = chunks[..account].iter().rposition(not).filter(|at| *at > 0 && account - at <= LONGEST_ACCOUNT)?;
        let limits =
            |c: &Chunk| matches!(self.cue(c), Some(Cue::If | Cue::Unless | Cue::Must | Cue::Except | Cue::But));
        let verb = |c: &Chunk| self.is_cue(c, Cue::Be) || word(c) == "will";
        let named = &chunks[..at];
        let end = named.iter().rposition(|c| !verb(c))? + 1;
        (!chunks.iter().any(limits)).then_some(&named[..end])
    }

    /// Reads a clause that demands nothing of what it names.
    pub fn demands_nothing(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if !self.demand {
            return self.decides_nothing(chunks);
        }
        let named = self.not_demanded(chunks).or_else(|| self.not_counted(chunks))?;
        let node = self.clause(named)?;
        self.take_whole(chunks);
        let words = self.span(&bytes_of(chunks));
        self.placed.push(words);
        Some(Node::permission(node, self.demand))
    }

    /// "A temperature of 37.5-38.0 °C *is recorded only*", "hs-CRP *has no limit*": among what excludes, what excludes nobody. Near miss:
    /// "temperature > 38 °C *recorded*".
    fn decides_nothing(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let said = |at: &usize| {
            let tail = self.words(&bytes_of(&chunks[*at..])).to_ascii_lowercase();
            words::DECIDES_NOTHING.contains(&tail.trim_end_matches(['.', ';', ' ']))
        };
        let at = (1..chunks.len()).rev().take(LONGEST_ACCOUNT).filter(said).last()?;
        let node = self.clause(&chunks[..at])?;
        self.take_whole(&chunks[at..]);
        let words = self.span(&bytes_of(&chunks[at..]));
        self.placed.push(words);
        Some(Node::permission(node, self.demand))
    }

    /// The clause before words that say what for something is allowed: "drugs are permitted *as needed for conditions such as gout*". Near
    /// misses: "are permitted *for patients with gout*", "are permitted *as needed if stable*", which set limits.
    pub fn without_what_for<'c>(&mut self, chunks: &'c [Chunk]) -> &'c [Chunk] {
        let Some(at) = self.find(chunks, &[Cue::Allowed]).filter(|at| *at > 0) else { return chunks };
        let tail = &chunks[at + 1..];
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let said = tail.iter().take(4).map(word).collect::<Vec<_>>().join(" ");
        let needed = ["as needed", "as required", "when needed"].iter().any(|opening| said.starts_with(opening));
        let class = said.strip_prefix("for ").and_then(|rest| rest.split(' ').next());
        let class = class.is_some_and(|noun| words::DISEASE_CLASS_NOUNS.contains(&noun));
        let limits = |c: &Chunk| {
            matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Group | Sort::Semicolon)
                || matches!(
                    self.cue(c),
                    Some(
                        Cue::If
                            | Cue::Unless
                            | Cue::Must
                            | Cue::Except
                            | Cue::But
                            | Cue::Who
                            | Cue::Patient
                            | Cue::With
                    )
                )
                || self.is_denial(c)
        };
        if !(needed || class) || tail.iter().skip(2).any(limits) {
            return chunks;
        }
        self.take_whole(tail);
        let words = self.span(&bytes_of(tail));
        self.placed.push(words);
        &chunks[..=at]
    }
}
