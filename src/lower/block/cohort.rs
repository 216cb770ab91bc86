//! Labels that say of which people of the trial the rest is said.
//!
//! | label | example | rule |
//! |---|---|---|
//! | a cohort | *MDD cohort:* HAM-D ≥ 17 | `if «participation: MDD cohort»: R` |
//! | its number or letter | *Cohort A:* Hb > 10 g/dL | the same |
//! | after it, in brackets | Previous osteotomy *(control group)* | the same |
//! | whom alone it is of, in any words | UPCR ≥ 1 g/g *(only for participants in group C)* | the same |
//! | with what it is the head of | *MCI group criteria:* MMSE 24-27 | the same |
//! | over a list | *For the control group:* no asthma; no COPD | the same |
//! | a part of the trial | *Pilot protocol only:* no diabetes | the same |
//! | who is well | *Healthy control:* BMI < 30 | the same |
//! | a country | *Germany only:* age ≥ 18 years | the same |
//!
//! No data says to which cohort somebody belongs, so that a person decides, and only for the rest of the people the rule holds
//! at once. Near misses: "*Age group:* 18-65", "*Blood group:* A", which are what is measured; "*All patients:* …"; "*Renal
//! criteria:* …", which names nobody.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

/// The most chunks of a label.
const LONGEST_LABEL: usize = 6;

/// The most chunks of a remark that says for whom alone something is.
const LONGEST_REMARK: usize = 16;

impl Context<'_, '_> {
    /// The people that a label before a colon names, where it names some of them.
    pub fn cohort_of(&mut self, label: &[Chunk]) -> Option<Node> {
        let named = label.len() <= LONGEST_LABEL && self.names_cohort(self.without_verb(label));
        if label.is_empty() || !named && !self.says_for_whom_only(label) {
            return None;
        }
        Some(self.narrative_leaf("participation", label))
    }

    /// What is said of some of the people alone, after the label that names them.
    pub(super) fn said_of_cohort(&mut self, cohort: Node, items: &[&[Chunk]], nodes: &mut Vec<Node>) {
        let mut said = Vec::new();
        items.iter().for_each(|item| self.said(item, &mut said));
        let bytes = match (items.first(), items.last()) {
            (Some(first), Some(last)) => bytes_of(first).start..bytes_of(last).end,
            _ => return nodes.push(cohort),
        };
        if said.is_empty() {
            return nodes.push(cohort);
        }
        let rule = self.joined(said, self.demand, &bytes);
        nodes.push(self.if_node(cohort, rule, &bytes));
    }

    /// "(*only for* HFpEF participants in group C)", "(*applicable only to* the extension)": of whom or what alone, in whatever words.
    /// Near misses: "(*only* one kidney)", "(for pain *only*)".
    fn says_for_whom_only(&self, label: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(label)).to_ascii_lowercase();
        let opens = words::ONLY_FOR.iter().any(|opens| words.strip_prefix(opens).is_some_and(|w| w.starts_with(' ')));
        let limited = label.iter().any(|c| matches!(self.sort(c), Sort::Quantity | Sort::Time));
        opens && !limited && label.len() <= LONGEST_REMARK
    }

    /// "COPD-free controls *will have*:", "Group B *(treated)*:": a label without what says nothing of whom it names.
    fn without_verb<'c>(&self, label: &'c [Chunk]) -> &'c [Chunk] {
        let idle = |c: &&Chunk| self.is_verb_of_label(c) || self.sort(c) == Sort::Group && label.len() > 2;
        &label[..label.len() - label.iter().rev().take_while(idle).count()]
    }

    fn names_cohort(&self, label: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(label)).to_ascii_lowercase();
        let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        // "*For* cohort B *only*"
        let words = words.strip_prefix(&["for"]).unwrap_or(&words);
        let (only, words) = match words.split_last() {
            Some((&("only" | "specific"), words)) => (true, words),
            _ => (false, words),
        };
        // "MCI group *inclusion criteria*"
        let heads = |w: &&&str| words::LIST_TITLES.contains(*w);
        let words = &words[..words.len() - words.iter().rev().take_while(heads).count()];
        let part = |w: &&&str| words::TRIAL_PARTS.contains(*w) || words::PARTS_OF_TRIAL.contains(*w);
        // "*Phase 1b* only", "*pilot protocol* only"
        let numbered =
            || words.last().is_some_and(|w| w.len() <= 2) && words.iter().rev().nth(1).filter(part).is_some();
        if only && (self.names_place(label) || words.last().filter(part).is_some() || numbered()) {
            return true;
        }
        if words::HEALTHY_PEOPLE.contains(&&*words.join(" ")) {
            return true;
        }
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let counts = |noun: &str| words::COHORT_NOUNS.contains(&noun) || words::TRIAL_PARTS.contains(&noun);
        let counted = words.len() == 2 && words[1].len() <= 2 && counts(first);
        let named = words.len() > 1 && words::COHORT_NOUNS.contains(last);
        let measured = label.iter().any(|c| {
            matches!(
                self.cue(c),
                Some(Cue::Age | Cue::Old | Cue::Be | Cue::Not | Cue::No | Cue::All | Cue::AllFollowing)
            ) || matches!(self.sort(c), Sort::Quantity | Sort::Time) && !counted
        });
        let of_body = words.iter().any(|w| words::NO_COHORT_BEFORE.contains(w));
        (counted || named) && !measured && !of_body
    }

    /// "*Germany* only", "*United Kingdom* specific": names in capitals that are in no table, before the last word.
    fn names_place(&self, label: &[Chunk]) -> bool {
        let Some((_, named)) = label.split_last() else { return false };
        let name = |c: &Chunk| self.sort(c) == Sort::Word && self.words(&c.span).starts_with(char::is_uppercase);
        let said = |c: &Chunk| name(c) || matches!(self.cue(c), Some(Cue::For | Cue::In));
        named.iter().any(name) && named.iter().all(said)
    }
}
