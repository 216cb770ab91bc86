//! Kinds of a disease, or of drugs, that brackets list.
//!
//! | form | rule |
//! |---|---|
//! | secondary IgAN *(lupus, cirrhosis, etc.)* | examples, and the list is open |
//! | statin *(including atorvastatin 10-20 mg, etc.)* | an example with its dose, and the list is open |
//! | heart disease *(angina; stroke)* | any of them |
//! | severe heart disease *(NYHA III or IV; stroke)* | in an exclusion, any of them |
//! | glucose metabolism disorder *(IFG, IGT with IFG, T2DM)* | any of them |
//!
//! Near misses: "psoriasis *(BSA ≥ 10 %; PASI ≥ 12)*", "hepatitis *(HBsAg positive; ALT > 2 × ULN)*", one picture; "asthma *(atopic, with
//! eczema)*", where the second comes with it.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::{LeafKind, Node};

impl Context<'_, '_> {
    /// "*(lupus, cirrhosis, etc.)*": names that are given as but some. Near miss: "(A, B, *or a combination thereof*)".
    pub(super) fn some_of_kinds(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let etc = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            self.is_cue(c, Cue::Etc) && ["etc", "et cetera", "and so"].iter().any(|word| words.starts_with(word))
        };
        let Some(at) = inner.iter().position(etc) else { return false };
        let (names, end) = inner.split_at(at);
        let class = |e: Entry| matches!(e.kind(), Kind::Condition | Kind::DrugClass | Kind::Procedure);
        let head = partial.head.as_ref().is_some_and(|h| h.entry.is_none_or(class)) && partial.is_unvalued();
        let ends = end[1..].iter().all(|c| self.is_separator(c) || self.sort(c) == Sort::Stop);
        let opened = names.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::Including | Cue::SuchAs)));
        let names = if opened { &names[1..] } else { names };
        if !head || !ends || !(self.are_names(names) || self.are_dosed(names)) {
            return false;
        }
        self.take(&inner[..usize::from(opened)]);
        self.take(end);
        self.examples(Cue::OpenList, names, partial);
        true
    }

    /// "*(including atorvastatin 10-20 mg, rosuvastatin 5-10 mg*, etc.)": drugs, each with a dose or none.
    fn are_dosed(&self, names: &[Chunk]) -> bool {
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let plain = |c: &Chunk| drug(c) || matches!(self.sort(c), Sort::Word | Sort::Quantity);
        let mut parts = names.split(|c| self.is_separator(c)).filter(|part| !part.is_empty());
        parts.all(|part| !part.iter().any(|c| !plain(c)) && part.iter().any(|c| drug(c) || self.sort(c) == Sort::Word))
            && names.iter().any(drug)
    }

    /// "*(angina; heart failure; stroke)*": semicolons part diseases of which any is meant.
    pub(super) fn either_kind_parted(&mut self, parts: &[&[Chunk]], partial: &mut Partial) -> bool {
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let class = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.is_graded());
        let leads = |c: &&Chunk| matches!(self.sort(c), Sort::Term(_) | Sort::Word) || self.is_cue(c, Cue::The);
        let plain = |c: &Chunk| {
            let or = |cue: Cue| matches!(cue, Cue::Or | Cue::AndOr | Cue::The | Cue::ClassWord);
            match (&c.kind, self.sort(c)) {
                (ChunkKind::Quantity(_), _) => !self.demand,
                (_, Sort::Concept(_) | Sort::Term(_) | Sort::Word | Sort::Comma | Sort::Slash) => true,
                (_, Sort::Cue(cue)) => or(cue),
                _ => false,
            }
        };
        let named = |part: &&[Chunk]| part.iter().find(|c| !leads(c)).is_some_and(disease);
        let kind = |part: &&[Chunk]| named(part) || !self.demand && part.first().is_some_and(class);
        let whole = partial.entry().is_some_and(|e| e.kind() == Kind::Condition) && partial.is_unvalued();
        let listed = parts.iter().all(kind) && parts.iter().any(named) && parts.iter().all(|p| p.iter().all(plain));
        if !whole || partial.negated || !listed {
            return false;
        }
        let nodes: Vec<Node> = parts.iter().filter_map(|part| self.coordination(part)).collect();
        let bytes = bytes_of(parts[0]).start..parts.last().map_or(0, |last| bytes_of(last).end);
        let node = self.joined(nodes, false, &bytes);
        partial.having.push(node);
        true
    }

    /// "*(IFG, IGT with IFG, T2DM)*": diseases after a disease that no conjunction joins are kinds of it.
    pub(super) fn any_kind(&self, node: Node, inner: &[Chunk], partial: &Partial) -> Node {
        let whole = partial.entry().is_some_and(|e| e.kind() == Kind::Condition) && partial.is_unvalued();
        let with = |c: &Chunk| matches!(self.cue(c), Some(Cue::With | Cue::Without | Cue::No | Cue::Not));
        let comes_with = inner.windows(2).any(|two| self.sort(&two[0]) == Sort::Comma && with(&two[1]));
        let disease = |node: &Node| matches!(node, Node::Leaf(leaf) if leaf.kind == LeafKind::Condition);
        match node {
            Node::All { of, span } if whole && !comes_with && of.iter().all(disease) => Node::Any { of, span },
            node => node,
        }
    }
}
