//! How many of a list are meant, where the words before it count drugs: "at least one *antihypertensive*: amlodipine, lisinopril".

use super::list::ListHead;
use crate::grammar::{Chunk, ChunkKind, Quantity};
use crate::lex::{Cue, Kind};
use crate::lower::clause::at_least;
use crate::lower::context::{Context, Sort};

impl Context<'_, '_> {
    /// "at least one *antihypertensive*: amlodipine, lisinopril", "at least two *prior therapies*: A; B; C": how many of the drugs that
    /// are listed, after a class of them or a word for what is given. Near misses: "at least one *statin*: diabetes", "2 weeks of
    /// *therapy*: A".
    pub(super) fn count_of_drugs(&self, head: &[Chunk], items: &[&[Chunk]], list: &mut ListHead) {
        let number = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => at_least(q).map(|bounds| Quantity { bounds, ..(**q).clone() }),
            _ => None,
        };
        let class = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.kind() == Kind::DrugClass,
            _ => self.is_cue(c, Cue::TherapyWord),
        };
        let Some((at, count)) = head.iter().enumerate().find_map(|(at, c)| Some((at, number(c)?))) else { return };
        let said = |c: &Chunk| matches!(self.sort(c), Sort::Term(_) | Sort::Word) || class(c);
        // "monotherapy *or* a combination of 2 antidepressants"
        let either = head[..at].iter().any(|c| self.is_separator(c));
        let named = !either && head.last().is_some_and(class) && head[at + 1..].iter().all(said);
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let drugs = items.iter().all(|item| item.is_empty() || item.iter().any(drug));
        if named && drugs && head.iter().filter(|c| self.sort(c) == Sort::Quantity).count() == 1 {
            let one = count.bounds.ge == Some(1.into());
            list.all = one.then_some(false);
            list.count = (!one).then_some(count);
        }
    }

    /// An item of a list without the conjunction that it opens with.
    pub(super) fn without_joining_word<'c>(&mut self, item: &'c [Chunk]) -> &'c [Chunk] {
        match item.split_first() {
            Some((first, rest)) if matches!(self.cue(first), Some(Cue::Or | Cue::And | Cue::AndOr)) => {
                self.take(std::slice::from_ref(first));
                rest
            }
            _ => item,
        }
    }
}
