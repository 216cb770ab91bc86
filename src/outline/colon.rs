//! Groups that only a colon introduces: "* Adequate organ function:" and the bullets after it, at the same level.
//!
//! Where such a group ends is inferred from the form of the items: words that join them, case, closing punctuation,
//! whether they give a quantity, and words that open a criterion of its own.

use super::Inference;
use super::cue::{self, slices};
use super::tree::{Node, ends_in_colon};

/// The most headers in a row that nest in each other; the one before them stands beside them.
const DEEPEST: usize = 12;

/// Moves items below the colon headers they belong to, at every level. `nested` says that the list has an end that
/// something else shows.
pub(super) fn group(text: &str, nodes: &mut Vec<Node>, nested: bool) {
    for node in nodes.iter_mut() {
        group(text, &mut node.children, true);
    }
    let flat = std::mem::take(nodes);
    // From the last to the first, so that a header finds what follows it already grouped. `after` is reversed.
    let mut after: Vec<Node> = Vec::with_capacity(flat.len());
    // How deep the groups are that a run of headers makes, each of which holds the next.
    let mut depth = 0;
    for mut node in flat.into_iter().rev() {
        let heads = ends_in_colon(text, &node) && !joins_next(&text[node.text.clone()]);
        depth = if node.heading.is_none() && depth < DEEPEST && heads {
            adopt(text, &mut node, &mut after, nested);
            depth + 1
        } else {
            0
        };
        after.push(node);
    }
    after.reverse();
    *nodes = after;
}

/// "ABCD2 score ≥ 6, OR:": whether the word before a colon only joins the next item of the same list. Near miss: "Asthma or:", over its
/// list.
fn joins_next(own: &str) -> bool {
    let own = own.trim_end_matches([':', '：', ' ']);
    own.ends_with(" OR") || own.to_ascii_lowercase().ends_with(", or")
}

/// Moves the items that belong to `header` from `after` into it.
fn adopt(text: &str, header: &mut Node, after: &mut Vec<Node>, nested: bool) {
    let like = |node: &&Node| {
        node.heading.is_none()
            && node.marker.as_ref().map(|marker| marker.form) == header.marker.as_ref().map(|marker| marker.form)
    };
    if header.marker.as_ref().is_some_and(|marker| marker.form.is_ordered()) {
        return;
    }
    let inferred_group = |node: &Node| {
        node.children.first().is_some_and(|child| child.inferred.is_some())
            && text[node.text.clone()].ends_with([':', '：'])
    };
    let Some(first) = after.last().filter(like) else { return };
    let (count, inference) = if inferred_group(first) {
        (after.iter().rev().take_while(|node| like(node) && inferred_group(node)).count(), Inference::ColonGroup)
    } else {
        let candidates: Vec<&Node> = after
            .iter()
            .rev()
            .take_while(|node| like(node) && !text[node.text.clone()].ends_with([':', '：']))
            .collect();
        let bounded =
            nested || after.len() > candidates.len() && after[after.len() - candidates.len() - 1].heading.is_none();
        extent(text, &candidates, bounded)
    };
    for _ in 0..count {
        if let Some(mut node) = after.pop() {
            node.inferred = Some(inference);
            header.children.push(node);
        }
    }
}

/// How many of the candidates belong to the group. `bounded` says that what follows the last of them is no criterion
/// like it.
fn extent(text: &str, candidates: &[&Node], bounded: bool) -> (usize, Inference) {
    let traits: Vec<Traits> = candidates.iter().map(|node| Traits::of(&text[node.text.clone()])).collect();
    let total = traits.len();
    if total <= 1 {
        return (total, Inference::ColonGroup);
    }
    let ends = [joined(&traits), same_case(&traits), closed(&traits), quantified(&traits), standalone(&traits)];
    match ends.into_iter().flatten().min() {
        Some(end) => (end, Inference::ColonGroup),
        None if bounded => (total, Inference::ColonGroup),
        None => (total, Inference::OpenColonGroup),
    }
}

/// What shows whether two items are alike.
struct Traits {
    lower: bool,
    joins: bool,
    separator: bool,
    quantity: bool,
    standalone: bool,
    subject: bool,
}

impl Traits {
    fn of(own: &str) -> Self {
        let start: String = own.chars().take(80).collect();
        let owned = cue::words(&start, 6);
        let words = slices(&owned);
        let tail = own.trim_end_matches([',', ';', '.', ' ']);
        let last = tail.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        Self {
            lower: own.starts_with(char::is_lowercase),
            joins: last.eq_ignore_ascii_case("and") || last.eq_ignore_ascii_case("or"),
            separator: own.ends_with([';', ',', '；', '，']),
            quantity: has_quantity(own),
            standalone: cue::STANDALONE.starts(&words).is_some(),
            subject: cue::SUBJECT_START.starts(&words).is_some(),
        }
    }
}

/// "… , or" at the end of an item: the next one is in the group too, and the first without is the last.
fn joined(traits: &[Traits]) -> Option<usize> {
    let first = traits.iter().position(|item| item.joins)?;
    let run = traits[first..].iter().take_while(|item| item.joins).count();
    let end = first + run + 1;
    (first <= 3 && end <= traits.len()).then_some(end)
}

/// Small letters first, then a capital.
fn same_case(traits: &[Traits]) -> Option<usize> {
    let end = traits.iter().position(|item| !item.lower)?;
    (end >= 2).then_some(end)
}

/// Items that end in ";" or ",", up to and with the first that does not.
fn closed(traits: &[Traits]) -> Option<usize> {
    let run = traits.iter().take_while(|item| item.separator).count();
    (run >= 1 && run + 1 < traits.len() && !traits[run + 1..].iter().any(|item| item.separator)).then_some(run + 1)
}

/// Quantities first, then an item without one.
fn quantified(traits: &[Traits]) -> Option<usize> {
    let end = traits.iter().position(|item| !item.quantity)?;
    (end >= 2).then_some(end)
}

/// An item that opens like a criterion of its own, where the first does not.
fn standalone(traits: &[Traits]) -> Option<usize> {
    if !traits[0].standalone
        && let Some(end) = traits.iter().position(|item| item.standalone)
    {
        return Some(end);
    }
    if traits[0].subject || traits[1].subject {
        return None;
    }
    traits.iter().skip(2).position(|item| item.subject).map(|at| at + 2)
}

/// Whether the text gives a number that is part of no word ("CD19", "COVID-19") and no year.
fn has_quantity(text: &str) -> bool {
    let mut before = (' ', ' ');
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_digit() {
            let mut end = at + 1;
            while let Some(&(next, _)) = chars.peek().filter(|(_, c)| c.is_ascii_digit()) {
                end = next + 1;
                chars.next();
            }
            let number = &text[at..end];
            let year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
            let in_word = before.0.is_alphanumeric() || (before.0 == '-' && before.1.is_alphabetic());
            if !year && !in_word {
                return true;
            }
            before = ('0', '0');
        } else {
            before = (c, before.0);
        }
    }
    false
}
