//! An exception in the middle of a list: "cardiac disease, liver disease other than hepatitis B*, endocrine disorder, or diabetes*". What
//! follows its comma and is of another organ system can be no case of what is excepted from, and is the next of the list; an exception
//! is said of the disease directly before it alone.
//!
//! Near misses: "asthma, or malignancy other than melanoma*, basal cell carcinoma*", which goes on with exceptions; "asthma, or autoimmune
//! disease other than celiac disease*, type 1 diabetes*", a kind that a table may lack.

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind};
use crate::lower::concept::covers;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

impl Context<'_, '_> {
    /// The list up to the exception and what follows it, each of which excludes.
    pub(super) fn beyond_list(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let except = self.find(chunks, &[Cue::Except]).filter(|at| *at > 0 && !self.demand)?;
        let (said, exception) = (&chunks[..except], &chunks[except + 1..]);
        let before = said.iter().rposition(|c| self.is_separator(c))?;
        let class = self.last_disease(&said[before..])?;
        let comma = exception.iter().position(|c| self.is_separator(c)).filter(|at| *at > 0)?;
        let next = exception.get(comma + 1..).filter(|_| self.sort(&exception[comma]) == Sort::Comma)?;
        let leads = |c: &Chunk| {
            let quality = matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier);
            quality
                || matches!(
                    self.cue(c),
                    Some(Cue::HistoryOf | Cue::Prior | Cue::Current | Cue::Known | Cue::Or | Cue::And)
                )
        };
        let named = next.iter().find(|c| !leads(c))?;
        let Sort::Concept(other) = self.sort(named) else { return None };
        if other.kind() != Kind::Condition || !is_elsewhere(class, other) {
            return None;
        }
        self.take(&exception[comma..=comma]);
        let opens = |c: &&Chunk| {
            matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier)
                || matches!(self.cue(c), Some(Cue::HistoryOf | Cue::Prior | Cue::Current | Cue::Known))
        };
        let own = next.first().is_some_and(|c| opens(&c));
        let lead: Vec<Chunk> = said.iter().take_while(opens).filter(|_| !own).cloned().collect();
        let joint = usize::from(next.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::Or | Cue::And))));
        self.take(&next[..joint]);
        let second: Vec<Chunk> = lead.iter().chain(&next[joint..]).cloned().collect();
        let listed = self.clause(&said[..before]);
        self.take(&said[before..=before]);
        let alone: Vec<Chunk> = said[before + 1..].iter().chain(&chunks[except..except + 1 + comma]).cloned().collect();
        let nodes = [listed, self.clause(&alone), self.clause(&second)];
        let nodes: Vec<Node> = nodes.into_iter().flatten().flat_map(Node::into_alternatives).collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, false, &bytes_of(chunks)))
    }

    /// The one disease that the last item of a list names.
    fn last_disease(&self, item: &[Chunk]) -> Option<Entry> {
        let mut named = item.iter().filter_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        });
        named.next().filter(|e| e.kind() == Kind::Condition && named.next().is_none())
    }
}

/// Whether a disease is of another organ system, and surely of none of a class.
fn is_elsewhere(class: Entry, other: Entry) -> bool {
    let system = |e: &Entry| words::BODY_SYSTEMS.contains(&e.id()) || words::FURTHER_SYSTEMS.contains(&e.id());
    let of_any =
        |id: &str| matches!(id, "autoimmune_disease" | "connective_tissue_disease" | "infection" | "malignancy");
    let systems = words::BODY_SYSTEMS.iter().filter(|id| !of_any(id));
    let mut systems = systems.filter_map(|id| Entry::find(Kind::Condition, id)).filter(|of| *of != class);
    let apart = class != other && !covers(class, other) && !covers(other, class);
    apart && (system(&other) || !of_any(class.id()) && systems.any(|of| covers(of, other)))
}
