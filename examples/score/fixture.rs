//! Labels as text, for tests.

use trial_extract::rule::{Section, Trial};
use trial_extract::source::Document;
use trial_extract::{Options, extract};

use super::brat::Mention;
use super::text::Text;

/// `label:words` of each mention in an inclusion criterion, in the order of the text.
pub fn read(mentions: fn(&Trial, &Text) -> Vec<Mention>, criterion: &str) -> Vec<String> {
    let document = Document { text: criterion.to_owned(), ..Document::default() };
    let trial = extract(&document, &Options { section: Some(Section::Inclusion) });
    let mut found = mentions(&trial, &Text::new(&trial));
    found.sort_by_key(|m| m.fragments[0]);
    found.dedup();
    let words = |m: &Mention| {
        let span = m.fragments[0];
        criterion.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect::<String>()
    };
    found.iter().map(|m| format!("{}:{}", m.label, words(m))).collect()
}
