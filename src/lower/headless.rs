//! A part of a list whose name ends in no noun that a name can end in: "visits *or iPhone*", "consent *and make a choice*". Alone, words
//! that no table knows are a name that the text gives, and stay one. In a list they are as often a piece of what stands beside
//! them, cut at the "or" that joined two words of it, and as a condition they would stand in the rule as if they could be decided.
//!
//! A name ends in its noun, before the first preposition. The nouns are those that names of the tables end in (the build script takes
//! them), those of `nouns_of_names` and those with an ending of `endings_of_names` in `lexicons/words.tsv`.
//!
//! Near misses: "*tachymyopathy*", "lytic *lesions*", whose nouns are known; "*XR-17* ≥ 5 or asthma", which a limit is said of.

use crate::lex::ends_a_name;
use crate::rule::{Leaf, LeafKind, Node, Status};
use crate::words;

use super::context::Context;
use super::fragment::{bare_name, open};

impl Context<'_, '_> {
    /// Opens the parts of the lists of a rule whose names end in no noun.
    pub fn open_headless(&mut self, rule: &mut Node) {
        let mut found = Vec::new();
        each_listed_leaf(rule, false, &mut |leaf| {
            // What a degree or a plan is said of is a thing, whichever: "planned *relocation*".
            let said_of = !leaf.qualifiers.is_empty() || leaf.status == Some(Status::Planned);
            if let Some((name, span)) = bare_name(leaf).filter(|_| !said_of)
                && !ends_in_noun(name)
            {
                found.push(span);
                open(leaf, span);
            }
        });
        self.say_not_understood(&found);
    }
}

/// Calls `f` with each leaf that stands in a list beside another part that was understood.
pub(super) fn each_listed_leaf(node: &mut Node, listed: bool, f: &mut dyn FnMut(&mut Leaf)) {
    match node {
        Node::All { of, .. } | Node::Any { of, .. } | Node::AtLeast { of, .. } => {
            let open = |part: &&Node| matches!(part, Node::Leaf(leaf) if leaf.kind == LeafKind::Unparsed);
            let listed = listed || of.iter().filter(|part| !open(part)).count() > 1;
            of.iter_mut().for_each(|part| each_listed_leaf(part, listed, f));
        }
        Node::Not { of, .. } => each_listed_leaf(of, listed, f),
        Node::If { when, then, otherwise, .. } => {
            [when, then, otherwise].into_iter().for_each(|part| each_listed_leaf(part, listed, f));
        }
        Node::Leaf(leaf) => {
            let operands = [&mut leaf.having, &mut leaf.due_to, &mut leaf.defined_by];
            operands.into_iter().flatten().for_each(|inner| each_listed_leaf(inner, listed, f));
            if listed {
                f(leaf);
            }
        }
        Node::Ref { .. } | Node::Constant { .. } => {}
    }
}

/// Whether the noun of a name is one that names end in. An abbreviation and a code stand for a name.
fn ends_in_noun(name: &str) -> bool {
    let preposition = |word: &&str| words::AFTER_THE_NOUN.contains(&word.to_ascii_lowercase().as_str());
    let noun = name.split_whitespace().take_while(|word| !preposition(word)).last().unwrap_or_default();
    let noun = noun.rsplit(['-', '/']).next().unwrap_or(noun).trim_matches(|c: char| !c.is_alphanumeric());
    let lower = noun.to_lowercase();
    let capitals = noun.chars().filter(|c| c.is_uppercase()).count();
    let coded = capitals > 1 || lower.bytes().any(|b| b.is_ascii_digit()) || lower.len() < 3;
    let listed = words::NOUNS_OF_NAMES.contains(&lower.as_str());
    let endings = || words::ENDINGS_OF_NAMES.iter().chain(words::NAMES_LIKE_FRAGMENTS);
    let ends = || endings().any(|end| lower.ends_with(end));
    coded || listed || ends_a_name(noun) || ends()
}
