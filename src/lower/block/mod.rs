//! A criterion's own words to one node: sentences, the lists that a colon opens, definitions, allowances.

mod age_label;
mod allowed_behind;
mod by_part;
mod cohort;
mod colon;
mod event_head;
mod exceptions;
mod for_some;
mod group_head;
mod how_many;
mod if_taken;
mod label;
mod limited_head;
mod list;
mod no_such_treatment;
mod normal_ranges;
mod open_list;
mod or_limits;
mod own_head;
mod quality;
mod remark;
mod those;
mod treated_before;
mod whole_head;
mod wider;

pub use group_head::{GroupHead, GroupPlace};
pub use list::ListHead;
pub use own_head::{FirstItem, OwnDemand};

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::concept::has_member;
use crate::lower::context::{Context, DEEPEST, Sort, bytes_of};
use crate::lower::leaves::add_times;
use crate::lower::under_condition::alternatives;
use crate::rule::{Leaf, LeafKind, Node, Severity, Status};
use crate::words;

/// The fewest slashes with spaces around them that part clauses.
const FEWEST_SLASHES: usize = 3;

/// The fewest dots that lead from a name to its limit.
const SHORTEST_LEADER: usize = 5;

impl Context<'_, '_> {
    /// The node of a criterion's words.
    pub fn block(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let bytes = bytes_of(chunks);
        let plain = self.without_leaders(chunks);
        let chunks = plain.as_deref().unwrap_or(chunks);
        let mut nodes: Vec<Node> = Vec::new();
        let sentences = self.sentences(chunks);
        for (at, sentence) in self.with_limits_for_some(sentences).iter().enumerate() {
            if at > 0
                && let Some(what) = self.told_beside(sentence)
            {
                self.pass_over(sentence, what);
                continue;
            }
            if self.only_reckons(sentence) {
                self.pass_over(sentence, "says how a number is reckoned");
                continue;
            }
            match if at > 0 { self.demanded_beside(sentence) } else { None } {
                Some(node) => nodes.push(node),
                None => self.sentence(sentence, &mut nodes),
            }
        }
        let nodes = self.wider_for_some(nodes);
        match nodes.len() {
            0 => None,
            _ => Some(self.joined(nodes, self.demand, &bytes)),
        }
    }

    /// "BMI *..............* 27-45 kg/m²": the chunks without the dots that lead from a name to its limit. Near miss: "asthma*...* COPD".
    fn without_leaders(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let stops: Vec<bool> = chunks.iter().map(|c| self.sort(c) == Sort::Stop).collect();
        let mut rest: Vec<Chunk> = Vec::new();
        let mut at = 0;
        for run in stops.chunk_by(|a, b| *a && *b) {
            let own = &chunks[at..at + run.len()];
            at += run.len();
            match run.len() >= SHORTEST_LEADER {
                true => self.take(own),
                false => rest.extend_from_slice(own),
            }
        }
        (rest.len() < chunks.len()).then_some(rest)
    }

    /// Splits at full stops that end a sentence.
    fn sentences<'c>(&mut self, chunks: &'c [Chunk]) -> Vec<&'c [Chunk]> {
        let mut out = Vec::new();
        let mut start = 0;
        for at in 0..chunks.len() {
            if self.sort(&chunks[at]) == Sort::Stop {
                self.take(&chunks[at..=at]);
                let goes_on = chunks.get(at + 1).is_some_and(|next| {
                    let shortened = at > 0 && self.is_shortened(&chunks[at - 1]) && self.sort(next) == Sort::Quantity;
                    let within = at > 0 && self.says_more_follows(&chunks[at - 1]);
                    shortened
                        || within
                        || self.lexed.text[next.span.start..].starts_with(|c: char| c.is_lowercase() || c == ',')
                });
                if !goes_on {
                    out.push(&chunks[start..at]);
                    start = at + 1;
                }
            } else if at > start && self.opens_sentence(&chunks[at]) {
                out.push(&chunks[start..at]);
                start = at;
            }
        }
        out.push(&chunks[start..]);
        out.retain(|s| !s.is_empty());
        out
    }

    /// "nodules ≥ 1 cm by CT *Exceptionally, benign nodules* are permitted": a capital that begins a sentence, though no stop ends the
    /// one before it. Near miss: "EXCEPTIONALLY".
    fn opens_sentence(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span);
        let comma = self.lexed.text[chunk.span.end..].starts_with(',');
        comma && words::SENTENCE_OPENERS.contains(&words)
    }

    /// "psychotropics, *excl.* PRN hypnotics": a word whose stop ends no sentence at all.
    fn says_more_follows(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        words.rsplit(' ').next().is_some_and(|word| words::NEVER_LAST.contains(&word))
    }

    /// "body *temp.* ≥ 37.5": a word whose stop ends no sentence before its limit.
    fn is_shortened(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        words.rsplit(' ').next().is_some_and(|word| words::SHORTENED.contains(&word))
    }

    /// One sentence: clauses between semicolons; a colon makes those after it its list.
    pub fn sentence(&mut self, sentence: &[Chunk], nodes: &mut Vec<Node>) {
        let sentence = self.without_legend(sentence);
        let sentence = self.without_formula(sentence);
        if sentence.is_empty() {
            return;
        }
        if let Some(node) = self.washed_out_list(sentence) {
            return nodes.push(node);
        }
        if let Some(node) = self.limits_by_schooling(sentence) {
            return nodes.push(node);
        }
        let (parts, listed) = self.parts(sentence);
        let mut at = 0;
        let mut risk = None;
        while at < parts.len() {
            if listed == Some(at) {
                risk = Some(nodes.len());
            }
            let colon = parts[at].iter().position(|c| self.sort(c) == Sort::Colon);
            match colon {
                Some(colon) => {
                    if at + 1 == parts.len()
                        && colon > 0
                        && let Some(what) = self.may_come_of(&parts[at][colon + 1..])
                    {
                        self.said(&parts[at][..colon], nodes);
                        self.take(&parts[at][colon..=colon]);
                        return self.pass_over(&parts[at][colon + 1..], what);
                    }
                    let end = self.list_end(&parts, at);
                    let mut items = vec![&parts[at][colon + 1..]];
                    items.extend(&parts[at + 1..end]);
                    match self.cohort_of(&parts[at][..colon]) {
                        Some(cohort) => self.said_of_cohort(cohort, &items, nodes),
                        None => self.colon(&parts[at][..colon], &items, nodes),
                    }
                    self.take(&parts[at][colon..=colon]);
                    at = end;
                }
                None => match parts.get(at + 1).and_then(|next| self.with_limit_of_some(parts[at], next)) {
                    Some(both) => {
                        self.said(&both, nodes);
                        at += 2;
                    }
                    None => {
                        if !self.normal_ranges_in_brackets(parts[at], nodes) {
                            self.said(parts[at], nodes);
                        }
                        at += 1;
                    }
                },
            }
        }
        if let Some(at) = risk {
            history_of_each(nodes, at);
            self.signs_of_risk(nodes, at);
        }
    }

    /// "risk of active tuberculosis — including signs of it; or evidence on imaging": what is listed is what the risk
    /// is, and it stands in the place of a suspicion that nobody has recorded.
    fn signs_of_risk(&mut self, nodes: &mut Vec<Node>, at: usize) {
        let Some(Node::Leaf(risk)) = at.checked_sub(1).map(|n| &nodes[n]) else { return };
        let (id, same) = (risk.concept_id().map(str::to_owned), |leaf: &Leaf, id: &str| {
            let entry = |id: &str| Entry::find(Kind::Condition, id);
            let narrower = |of: &str| entry(id).zip(entry(of)).is_some_and(|(class, of)| has_member(class, of));
            let mut about = leaf.concept_id().is_some_and(|of| of == id || narrower(of));
            // Signs of it, and imaging that shows it.
            for related in [&leaf.due_to, &leaf.having].into_iter().flatten() {
                related.each_leaf(&mut |l| about |= l.concept_id().is_some_and(|of| of == id || narrower(of)));
            }
            about
        });
        let Some(id) = id.filter(|_| risk.status == Some(Status::Suspected) && at < nodes.len()) else { return };
        let mut about = true;
        nodes[at..].iter().for_each(|node| node.each_leaf(&mut |leaf| about &= same(leaf, &id)));
        if !about {
            return;
        }
        let listed: Vec<Node> = nodes.drain(at..).collect();
        let Some(Node::Leaf(risk)) = nodes.pop() else { return };
        let words = risk.span.span();
        self.say_at("risk-as-listed", Severity::Note, "the risk is taken as what is listed for it", words);
        let span = listed.iter().fold(risk.span.span(), |span, node| span.join(node.span().span()));
        let listed = listed.into_iter().flat_map(Node::into_alternatives);
        let mut node = Node::Any { of: listed.collect(), span: span.into() };
        add_times(&mut node, &risk.time);
        node.each_leaf_mut(&mut |leaf| leaf.permits.extend_from_slice(&risk.permits));
        nodes.push(node);
    }

    /// The parts between semicolons; a dash before "including" divides as well, with spaces or without: "whether
    /// treatment has been completed-including signs of …". With them the place of the part after such a dash.
    fn parts<'c>(&mut self, sentence: &'c [Chunk]) -> (Vec<&'c [Chunk]>, Option<usize>) {
        let mut parts = Vec::new();
        let mut listed = None;
        let slashes = self.slashes_between_clauses(sentence);
        let clauses: Vec<&[Chunk]> =
            sentence.split(|c| self.sort(c) == Sort::Semicolon || slashes.contains(&c.span.start)).collect();
        for clause in clauses {
            let dash = clause
                .windows(2)
                .position(|two| matches!(self.sort(&two[0]), Sort::Dash) && self.is_cue(&two[1], Cue::Including));
            match dash.filter(|at| *at > 0 && at + 2 < clause.len()) {
                Some(at) => {
                    self.take(&clause[at..at + 2]);
                    parts.extend([&clause[..at], &clause[at + 2..]]);
                    listed = Some(parts.len() - 1);
                }
                None => parts.extend(self.parted_at_sex(clause)),
            }
        }
        (parts, listed)
    }

    /// "K > 6.0 */* pH < 7.15 */* CKD */* transplantation < 365 days": where slashes with spaces around them begin, which part what
    /// excludes as semicolons do. Near misses: "aspirin / heparin / warfarin within 7 days", of which one part alone is limited;
    /// "ALT/AST".
    fn slashes_between_clauses(&self, sentence: &[Chunk]) -> Vec<usize> {
        let spaced = |c: &Chunk| {
            let before = self.lexed.text[..c.span.start].ends_with(' ');
            self.sort(c) == Sort::Slash && before && self.lexed.text[c.span.end..].starts_with(' ')
        };
        let limited = |part: &[Chunk]| part.iter().any(|c| matches!(self.sort(c), Sort::Quantity | Sort::Time));
        let places: Vec<usize> = sentence.iter().filter(|c| spaced(c)).map(|c| c.span.start).collect();
        let several = places.len() >= FEWEST_SLASHES && !self.demand;
        let own = || sentence.split(spaced).rev().skip(1).filter(|part| limited(part)).count() > 1;
        if several && own() { places } else { Vec::new() }
    }

    fn said_one(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let mut nodes = Vec::new();
        self.said(chunks, &mut nodes);
        let bytes = bytes_of(chunks);
        (!nodes.is_empty()).then(|| self.joined(nodes, self.demand, &bytes))
    }

    /// One clause between semicolons, in the light of what was said before it.
    fn said(&mut self, chunks: &[Chunk], nodes: &mut Vec<Node>) {
        if self.said_by_part(chunks, nodes) {
            return;
        }
        let chunks = self.trimmed(chunks);
        let chunks = self.without_reason(chunks);
        let chunks = self.without_remark(chunks);
        let chunks = self.without_what_for(chunks);
        if !nodes.is_empty()
            && let Some(what) = self.told_beside(chunks)
        {
            return self.pass_over(chunks, what);
        }
        if chunks.is_empty() {
            return;
        }
        if self.exceptions_behind(chunks, nodes) {
            return;
        }
        if let Some(but) = self.but_allowed(chunks) {
            self.take(&chunks[but..=but]);
            self.said(&chunks[..but], nodes);
            return self.said(&chunks[but + 1..], nodes);
        }
        if let Some(comma) = self.allowed_behind_demand(chunks) {
            self.take(&chunks[comma..=comma]);
            self.said(&chunks[..comma], nodes);
            return self.said(&chunks[comma + 1..], nodes);
        }
        if self.tested_besides(chunks, nodes) {
            return;
        }
        if self.lifted(chunks, nodes)
            || self.replaced(chunks, nodes)
            || self.no_such_treatment(chunks, nodes)
            || self.definition(chunks, nodes)
            || self.permitted(chunks, nodes)
        {
            return;
        }
        if let [before @ .., Chunk { kind: ChunkKind::Group(inner), .. }] = chunks
            && !before.is_empty()
            && self.depth < DEEPEST
            && let Some(cohort) = self.cohort_of(inner)
        {
            self.take(&chunks[before.len()..]);
            self.depth += 1;
            self.said_of_cohort(cohort, &[before], nodes);
            self.depth -= 1;
            return;
        }
        if let [Chunk { kind: ChunkKind::Group(inner), .. }, after @ ..] = chunks
            && !after.is_empty()
            && self.depth < DEEPEST
            && let Some(cohort) = self.cohort_of(inner)
        {
            self.take(&chunks[..1]);
            self.depth += 1;
            self.said_of_cohort(cohort, &[after], nodes);
            self.depth -= 1;
            return;
        }
        if let Some(opened) = self.unless_in_brackets(chunks) {
            return self.said(&opened, nodes);
        }
        if self.may_receive(chunks) {
            self.may_also_receive(chunks, nodes);
            return;
        }
        if self.may_be_either(chunks) {
            let node = self.clause(chunks);
            return nodes.extend(node.map(|node| Node::permission(node, self.demand)));
        }
        let or = self.is_cue(&chunks[0], Cue::Or);
        let Some(mut node) = self.clause(chunks) else { return };
        if self.demand
            && let Some(some) = self.lets_in(chunks, &node)
        {
            node = some;
        } else if self.only_allows(chunks) {
            node = Node::permission(node, self.demand);
        }
        if or && let Some(before) = nodes.pop() {
            let span = before.span().span().join(node.span().span()).into();
            let of = [before, node].into_iter().flat_map(Node::into_alternatives);
            nodes.push(alternatives(of.collect(), span));
            return;
        }
        nodes.push(node);
    }
}

/// "*history of* heart disease - including infarction or stroke": what is listed after the dash has been as well.
fn history_of_each(nodes: &mut [Node], at: usize) {
    let (before, listed) = nodes.split_at_mut(at.min(nodes.len()));
    let Some(Node::Leaf(first)) = before.last() else { return };
    if first.status != Some(Status::History) {
        return;
    }
    let event = |leaf: &Leaf| matches!(leaf.kind, LeafKind::Condition | LeafKind::Procedure | LeafKind::Drug);
    listed.iter_mut().for_each(|node| {
        node.each_leaf_mut(&mut |leaf| {
            if event(leaf) && leaf.status.is_none() {
                leaf.status = first.status;
            }
        });
    });
}
