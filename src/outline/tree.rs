//! Nests entries by their markers and indents.

use std::collections::HashMap;
use std::ops::Range;

use super::Inference;
use super::cue;
use super::heading::Match;
use super::inline::{self, Part};
use super::line::Entry;
use super::marker::{Form, Marker};
use crate::words;

/// How deep items nest; what would be deeper stands beside its parent.
const DEEPEST: usize = 12;

/// An item on its way into the tree.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) marker: Option<Marker>,
    pub(super) text: Range<usize>,
    pub(super) heading: Option<Match>,
    pub(super) inferred: Option<Inference>,
    pub(super) children: Vec<Node>,
}

/// The list that is open at one depth.
#[derive(Debug)]
struct Level {
    nodes: Vec<Node>,
    /// The indent of its marked items.
    indent: Option<usize>,
    /// The forms of marker it has had, with the last ordinal of each.
    forms: Vec<(Form, u32)>,
    /// Whether it holds the unmarked lines below a marked item that ends in a colon, and the column of the first of them.
    parts: bool,
    column: usize,
}

impl Level {
    fn new(indent: Option<usize>) -> Self {
        Self { nodes: Vec::new(), indent, forms: Vec::new(), parts: false, column: 0 }
    }

    fn ordinal(&self, form: Form) -> Option<u32> {
        self.forms.iter().find(|(has, _)| *has == form).map(|(_, ordinal)| *ordinal)
    }

    /// Whether an item with this marker goes on with its list.
    fn goes_on(&self, marker: &Marker) -> bool {
        self.ordinal(marker.form).is_some_and(|last| !marker.form.is_ordered() || last + 1 == marker.ordinal)
    }
}

/// Builds the tree.
pub(super) fn build(text: &str, entries: Vec<Entry>) -> Vec<Node> {
    let ahead = Ahead::of(&entries);
    let mut builder = Builder { text, levels: vec![Level::new(None)] };
    for (at, entry) in entries.into_iter().enumerate() {
        if entry.heading.is_some() {
            builder.close_to(0);
            let root = &mut builder.levels[0];
            (root.indent, root.forms) = (None, Vec::new());
            root.nodes.push(Node {
                marker: entry.marker,
                text: entry.text,
                heading: entry.heading,
                inferred: None,
                children: Vec::new(),
            });
        } else {
            builder.add(entry, &ahead.entries[at]);
        }
    }
    builder.close_to(0);
    let mut nodes = builder.levels.swap_remove(0).nodes;
    super::indent::flatten(text, &mut nodes);
    super::colon::group(text, &mut nodes, false);
    nodes
}

/// What follows an entry, before the next heading.
#[derive(Debug, Clone, Copy, Default)]
struct Next {
    /// The next marked entry's form and ordinal.
    marked: Option<(Form, u32)>,
    /// Whether the same ordinal comes again before the numbering restarts.
    again: bool,
}

struct Ahead {
    entries: Vec<Next>,
}

impl Ahead {
    fn of(entries: &[Entry]) -> Self {
        let mut result = vec![Next::default(); entries.len()];
        let mut seen: HashMap<(Form, u32), usize> = HashMap::new();
        let mut marked = None;
        for (at, entry) in entries.iter().enumerate().rev() {
            if entry.heading.is_some() {
                seen.clear();
                marked = None;
                continue;
            }
            result[at].marked = marked;
            if let Some(marker) = &entry.marker {
                let restart = seen.get(&(marker.form, 1)).copied().unwrap_or(usize::MAX);
                result[at].again = seen.insert((marker.form, marker.ordinal), at).is_some_and(|next| next < restart);
                marked = Some((marker.form, marker.ordinal));
            }
        }
        Self { entries: result }
    }
}

struct Builder<'t> {
    text: &'t str,
    levels: Vec<Level>,
}

impl Builder<'_> {
    fn add(&mut self, entry: Entry, next: &Next) {
        let mut inferred = None;
        match &entry.marker {
            Some(marker) => self.place_marked(marker, &entry, next),
            None => inferred = self.place_unmarked(&entry, next),
        }
        if entry.run_on {
            inferred = inferred.or(Some(Inference::RunOn));
        }
        let parts = inline::parts(self.text, entry.marker.as_ref(), entry.text);
        let base = self.levels.len() - 1;
        for part in parts {
            self.push(part, base, entry.indent, inferred);
        }
    }

    /// Adds a part of an entry that stands at depth `base`.
    fn push(&mut self, part: Part, base: usize, indent: usize, inferred: Option<Inference>) {
        let depth = base + part.depth;
        if depth < self.levels.len() {
            self.close_to(depth);
        }
        while self.levels.len() <= depth.min(DEEPEST) {
            self.levels.push(Level::new(Some(indent)));
        }
        let level = self.levels.last_mut().expect("there is always one level");
        if let Some(marker) = &part.marker {
            level.forms.retain(|(form, _)| *form != marker.form);
            level.forms.push((marker.form, marker.ordinal));
            level.indent = level.indent.or(Some(indent));
        }
        let inferred = if part.depth == 0 { inferred } else { None };
        level.nodes.push(Node { marker: part.marker, text: part.text, heading: None, inferred, children: Vec::new() });
    }

    /// Closes the levels below `depth`, so that the next item stands there.
    fn close_to(&mut self, depth: usize) {
        while self.levels.len() > depth + 1 {
            if let (Some(closed), Some(level)) = (self.levels.pop(), self.levels.last_mut())
                && let Some(parent) = level.nodes.last_mut()
            {
                parent.children.extend(closed.nodes);
            }
        }
    }

    /// Opens a level below the last item, if it may nest further.
    fn open(&mut self, indent: Option<usize>) {
        if self.levels.len() <= DEEPEST && self.last().is_some() {
            self.levels.push(Level::new(indent));
        }
    }

    fn last(&self) -> Option<&Node> {
        self.levels.last()?.nodes.last().filter(|node| node.heading.is_none())
    }

    fn last_introduces(&self) -> bool {
        self.last().is_some_and(|node| introduces(self.text, node))
    }

    /// Makes the level where an item with `marker` belongs the last one.
    fn place_marked(&mut self, marker: &Marker, entry: &Entry, next: &Next) {
        let indent = entry.indent;
        while self.levels.len() > 1
            && self.levels.last().and_then(|level| level.indent).is_some_and(|at| at > indent + 1)
        {
            self.close_to(self.levels.len() - 2);
        }
        let Some(last) = self.last() else { return };
        let unmarked = last.marker.is_none();
        let introduces = introduces(self.text, last) || joins_bullets(self.text, last, marker);
        let top = self.levels.len() - 1;
        let level = &self.levels[top];
        let outdented = !last.children.is_empty();
        if unmarked && introduces && !(marker.form.is_ordered() && level.goes_on(marker)) {
            // Where the list under the line has ended, what is less indented goes on with that around it.
            let around = (0..top).rev().find(|&at| self.levels[at].goes_on(marker) && self.near(at, indent));
            match around.filter(|_| outdented) {
                Some(around) => self.close_to(around),
                None => self.open(Some(indent)),
            }
            return;
        }
        let outer = (0..top).rev().find(|&at| self.levels[at].goes_on(marker) && self.near(at, indent));
        if !unmarked && level.indent.is_some_and(|at| indent > at + 1) {
            match outer.filter(|&at| self.levels[at].indent == Some(indent)) {
                Some(outer) => self.close_to(outer),
                None => self.open(Some(indent)),
            }
            return;
        }
        if level.goes_on(marker) {
            let own = &self.text[entry.text.clone()];
            let resumed = if marker.form.is_ordered() {
                outer.filter(|_| !next.again)
            } else {
                outer.filter(|&at| own.ends_with(':') && is_title(own) && self.interrupted(at))
            };
            self.close_to(resumed.unwrap_or(top));
            return;
        }
        let ordered = marker.form.is_ordered();
        if introduces && !(ordered && outer.is_some()) && !(ordered && marker.ordinal > 1) {
            self.open(Some(indent));
        } else if let Some(outer) = outer {
            self.close_to(outer);
        }
    }

    /// Whether the level's markers stand in the same column, as far as is known.
    fn near(&self, at: usize, indent: usize) -> bool {
        self.levels[at].indent.is_none_or(|column| column.abs_diff(indent) <= 1)
    }

    /// Whether the list at this level was left for an unmarked header. A new header with a marker resumes it.
    fn interrupted(&self, at: usize) -> bool {
        self.levels[at].nodes.last().is_some_and(|node| node.marker.is_none())
    }

    /// Makes the level where an unmarked entry belongs the last one; says why, if that is a guess.
    fn place_unmarked(&mut self, entry: &Entry, next: &Next) -> Option<Inference> {
        let last = self.last()?;
        if (last.marker.is_some() || last.inferred == Some(Inference::UnmarkedPart))
            && let Some((form, ordinal)) = next.marked
            && form.is_ordered()
            && let Some(at) =
                (0..self.levels.len()).rev().find(|&at| self.levels[at].ordinal(form) == Some(ordinal.wrapping_sub(1)))
        {
            self.close_to(at);
            self.open(None);
            return Some(Inference::UnmarkedPart);
        }
        let under = self.levels.last().and_then(|level| level.indent).is_some_and(|at| entry.indent > at + 1);
        let heads = self.text[entry.text.clone()].ends_with(':');
        if last.marker.is_some() && (ends_in_colon(self.text, last) || under && heads && introduces(self.text, last)) {
            self.open(None);
            if let Some(level) = self.levels.last_mut() {
                (level.parts, level.column) = (true, entry.indent);
            }
            return Some(Inference::OpenColonGroup);
        }
        let again = |level: &Level| level.parts && entry.indent > 0 && level.column == entry.indent;
        if let Some(at) = self.levels.iter().rposition(again).filter(|_| heads) {
            self.close_to(at);
            return Some(Inference::OpenColonGroup);
        }
        if self.levels.last().is_some_and(|level| level.parts) {
            return Some(Inference::OpenColonGroup);
        }
        let title = is_title(&self.text[entry.text.clone()]);
        let ends = self.text[entry.text.clone()].ends_with(':');
        if ends && title {
            let under = (0..self.levels.len() - 1).find(|&at| {
                self.levels[at].nodes.last().is_some_and(|node| node.marker.is_none() && ends_in_colon(self.text, node))
            });
            let starts = last.marker.is_none() && ends_in_colon(self.text, last);
            let own = &self.text[entry.text.clone()];
            match under {
                Some(at) if self.levels[at].nodes.last().is_some_and(|head| self.names_other_arm(own, head)) => {
                    self.close_to(at);
                }
                Some(at) if !starts || self.levels.len() > at + 1 => self.close_to(at + 1),
                _ if starts => self.open(None),
                _ => self.close_to(0),
            }
            return (self.levels.len() > 1).then_some(Inference::ColonGroup);
        }
        if self.levels.len() > 1 || !self.last_introduces() {
            self.close_to(0);
        }
        None
    }
}

impl Builder<'_> {
    /// "*COPD-free controls will have:*" after the list of "Participants will have COPD:": whether a title names those whom the people of
    /// the head before are compared with, so that it heads a list of its own beside that one.
    fn names_other_arm(&self, own: &str, head: &Node) -> bool {
        let controls = |word: &String| words::CONTROL_NOUNS.contains(&word.as_str());
        let people = |word: &String| cue::PEOPLE.has(word) && !controls(word);
        let before = cue::words(&self.text[head.text.clone()], usize::MAX);
        cue::words(own, usize::MAX).iter().any(controls) && before.iter().any(people) && !before.iter().any(controls)
    }
}

/// Whether the item's own words end in a colon.
pub(super) fn ends_in_colon(text: &str, node: &Node) -> bool {
    node.children.is_empty() && text[node.text.clone()].ends_with([':', '：'])
}

/// Whether the item's own words announce a list.
pub(super) fn introduces(text: &str, node: &Node) -> bool {
    let own = &text[node.text.clone()];
    if own.ends_with([':', '：']) || own.ends_with(":-") {
        return true;
    }
    if own.ends_with(['.', ')']) {
        return false;
    }
    let tail_start = own.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let words = cue::words(&own[tail_start..], 20);
    cue::LEAD_IN_END.ends(&cue::slices(&words))
}

/// "C. Atrial fibrillation, AND", and bullets after it: whether a lettered or numbered item goes on in them. Near misses: "1. asthma, and"
/// before "2."; a bullet before others.
fn joins_bullets(text: &str, node: &Node, next: &Marker) -> bool {
    let own = text[node.text.clone()].trim_end_matches([' ', ':']);
    let joins = own.ends_with(" AND") || own.ends_with(", and");
    let ordered = node.marker.as_ref().is_some_and(|marker| marker.form.is_ordered());
    joins && ordered && !next.form.is_ordered() && node.children.is_empty()
}

/// Whether the words are a short title: "Adequate organ function:".
pub(super) fn is_title(own: &str) -> bool {
    if own.len() > 80 {
        return false;
    }
    let words = cue::words(own, 9);
    words.len() <= 6
        && !words.iter().any(|word| {
            matches!(
                word.as_str(),
                "following" | "criteria" | "if" | "must" | "who" | "and" | "or" | "any" | "all" | "one"
            )
        })
}
