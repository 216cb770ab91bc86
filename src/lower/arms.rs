//! Lists that stand beside each other and are each of the people of one arm: "*COPD participants will have:*" beside "*COPD-free controls
//! will have:*". Nobody is in both, so that each list is asked of its own people alone.
//!
//! Near misses: "*Patients with asthma:*" with no list of controls beside it, which is asked of everybody; "*Control of asthma:*".

use crate::grammar::Chunk;
use crate::outline::Item;
use crate::words;

use super::context::Context;

/// The most words of a label.
const LONGEST: usize = 8;

impl Context<'_, '_> {
    /// Whether a chunk of a label says nothing of whom it names: "COPD controls *will have*:".
    pub(super) fn is_verb_of_label(&self, chunk: &Chunk) -> bool {
        self.words(&chunk.span).split(' ').all(|word| is_label_verb(&word.to_ascii_lowercase()))
    }
}

/// Which of the items that stand beside each other head the list of one arm: those that name people, where one of them is of controls.
/// It is asked once of all of them: asked of each, a document of many items would take a time that grows with the square of their number.
pub(super) fn arms(text: &str, items: &[Item]) -> Vec<bool> {
    let labels: Vec<Option<Vec<String>>> = items.iter().map(|item| label(text, item)).collect();
    let beside_controls = labels.iter().flatten().any(|words| is_of_controls(words));
    let of_people = |words: &Vec<String>| {
        !is_of_controls(words) && words.iter().any(|word| words::PEOPLE_OF_ARMS.contains(&word.as_str()))
    };
    labels.iter().map(|label| beside_controls && label.as_ref().is_some_and(of_people)).collect()
}

/// The words of the head of a list.
fn label(text: &str, item: &Item) -> Option<Vec<String>> {
    let head = text[item.text.clone()].trim_end().strip_suffix(':').filter(|_| !item.children.is_empty())?;
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).filter(|word| !is_label_verb(word)).collect();
    (words.len() <= LONGEST).then_some(words)
}

fn is_of_controls(words: &[String]) -> bool {
    words.last().is_some_and(|word| words::CONTROL_NOUNS.contains(&word.as_str()))
        || words::HEALTHY_PEOPLE.contains(&&*words.join(" "))
}

fn is_label_verb(word: &str) -> bool {
    words::LABEL_VERBS.contains(&word)
}
