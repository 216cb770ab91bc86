//! Nodes to items: the section and the headings above each.

use std::sync::Arc;

use super::cue;
use super::heading::Match;
use super::tree::Node;
use super::{Heading, HeadingKind, Item, Role};
use crate::rule::Section;
use crate::words;

/// Turns nodes into items, with section and headings.
pub(super) fn assemble(text: &str, nodes: Vec<Node>, default_section: Option<Section>) -> Vec<Item> {
    let mut context = Context { section: default_section, path: Vec::new(), shared: Arc::new([]) };
    let mut items = Vec::with_capacity(nodes.len());
    let ahead = ahead(&nodes);
    for (node, next) in nodes.into_iter().zip(ahead) {
        if let Some(found) = &node.heading {
            let above = context.enter(found, next);
            let item = context.item(text, &node, Role::Heading, found.section);
            items.push(Item { heading: above, ..item });
        } else {
            let mut item = context.nested(text, node);
            let own = &text[item.text.clone()];
            if item.children.is_empty() && (says_none(own) || points_elsewhere(own)) {
                item.role = Role::Note;
            }
            items.push(item);
        }
    }
    items
}

/// What follows a heading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Ahead {
    /// Whether a section's heading follows at once.
    section: bool,
    /// Whether the next section, before other people are named, is one that excludes.
    excludes: bool,
}

/// What follows each node.
fn ahead(nodes: &[Node]) -> Vec<Ahead> {
    let mut result = vec![Ahead::default(); nodes.len()];
    let mut found = Ahead::default();
    for (at, node) in nodes.iter().enumerate().rev() {
        result[at] = found;
        found.section = false;
        match &node.heading {
            Some(heading) if heading.kind == HeadingKind::Section => {
                found = Ahead { section: true, excludes: heading.section == Some(Section::Exclusion) };
            }
            Some(heading) if heading.kind == HeadingKind::Population => found.excludes = false,
            _ => {}
        }
    }
    result
}

/// Whether a section says that it has no criteria: "None.", "No exclusion criteria".
fn says_none(own: &str) -> bool {
    own.len() < 40 && cue::NOTHING.has(&cue::words(own, 5).join(" "))
}

/// Whether a line says only that there are more criteria elsewhere: "Other inclusion criteria apply.", "Additional protocol-defined exclusion
/// criteria may apply". Near misses: "Other criteria for *transplant* apply"; "Other exclusion criteria:", a heading.
fn points_elsewhere(own: &str) -> bool {
    let first = own.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    let opens = ["other", "additional", "further", "more", "there"].iter().any(|word| first.eq_ignore_ascii_case(word));
    if !opens || own.len() > LONGEST_POINTER {
        return false;
    }
    let said = cue::words(own, POINTER_WORDS);
    let of = |words: &[&str]| said.iter().any(|word| words.contains(&&**word));
    let more = of(&["other", "additional", "further", "more"]) && of(&["apply", "applies", "exist", "are"]);
    more && of(&["criteria", "requirements", "restrictions"])
        && said.iter().all(|word| words::POINTING_ELSEWHERE.contains(&&**word))
}

/// The most characters, and words, of such a line.
const LONGEST_POINTER: usize = 120;
const POINTER_WORDS: usize = 16;

/// The section and the headings that are in force.
struct Context {
    section: Option<Section>,
    path: Vec<(u8, Heading)>,
    shared: Arc<[Heading]>,
}

impl Context {
    /// Puts a heading in force, and gives the headings above it. A population directly before a section heading is
    /// above that.
    fn enter(&mut self, found: &Match, next: Ahead) -> Arc<[Heading]> {
        let begins = self.begins_anew(found, next);
        if begins {
            self.section = Some(Section::Inclusion);
        }
        let rank = match found.kind {
            HeadingKind::Title => return Arc::new([]),
            HeadingKind::Population if begins || next.section || self.path.is_empty() => 0,
            HeadingKind::Section => 1,
            HeadingKind::Population => 2,
            HeadingKind::Topic => 3,
        };
        if found.kind == HeadingKind::Section {
            self.section = found.section;
        }
        self.path.retain(|(other, _)| *other < rank);
        let above = self.path.iter().map(|(_, heading)| heading.clone()).collect();
        self.path.push((rank, Heading { text: found.text.clone(), kind: found.kind }));
        self.shared = self.path.iter().map(|(_, heading)| heading.clone()).collect();
        above
    }

    /// Whether a population's heading after the exclusion of another begins with what includes: "Group 1 / Inclusion Criteria: … /
    /// Exclusion Criteria: … / *Group 2* / … / Exclusion Criteria: …". Near miss: "Exclusion Criteria: … / *Cohort A* / …", with
    /// nothing after it that excludes.
    fn begins_anew(&self, found: &Match, next: Ahead) -> bool {
        let people_above =
            self.path.iter().any(|(rank, heading)| *rank == 0 && heading.kind == HeadingKind::Population);
        found.kind == HeadingKind::Population
            && self.section == Some(Section::Exclusion)
            && people_above
            && next.excludes
            && !next.section
    }

    fn item(&self, text: &str, node: &Node, role: Role, section: Option<Section>) -> Item {
        let own = &text[node.text.clone()];
        let note = ["note:", "nb:", "n.b.:", "note "]
            .iter()
            .any(|note| own.get(..note.len()).is_some_and(|start| start.eq_ignore_ascii_case(note)));
        let remark = note || !own.contains(char::is_alphanumeric);
        Item {
            label: node.marker.as_ref().map(|marker| marker.range.clone()),
            text: node.text.clone(),
            role: if remark && node.children.is_empty() { Role::Note } else { role },
            section: section.or(self.section),
            heading: Arc::clone(&self.shared),
            inferred: node.inferred,
            children: Vec::new(),
        }
    }

    fn nested(&self, text: &str, node: Node) -> Item {
        let mut item = self.item(text, &node, Role::Item, None);
        item.children = node.children.into_iter().map(|child| self.nested(text, child)).collect();
        item
    }
}
