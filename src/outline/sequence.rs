//! Which letters at the start of a line are list markers.
//!
//! "A." and "i." mark items; "S. aureus" and "E. coli" do not. A letter counts as a marker where it goes on with a
//! sequence or starts one; a letter that is a Roman numeral too is read as what the sequence says.

use super::line::Entry;
use super::marker::{self, Form, Marker, Style};

/// Settles the letters of all entries.
pub(super) fn check(text: &str, entries: &mut [Entry]) {
    let mut open: Vec<(Form, u32)> = Vec::new();
    for at in 0..entries.len() {
        if entries[at].heading.is_some() {
            open.clear();
        }
        let Some(found) = entries[at].marker.clone() else { continue };
        if !matches!(found.form, Form::Letter { .. } | Form::Roman { .. }) {
            continue;
        }
        let readings = [Some(found.clone()), marker::as_roman(&found, text)];
        let goes_on =
            |reading: &Marker| open.iter().any(|&(form, last)| form == reading.form && last + 1 == reading.ordinal);
        let chosen = readings
            .iter()
            .flatten()
            .find(|reading| goes_on(reading))
            .or_else(|| {
                readings.iter().flatten().find(|reading| reading.ordinal == 1 && starts(text, &entries[at..], reading))
            })
            .or_else(|| readings.iter().flatten().find(|reading| marks(reading.form) || entries[at].heading.is_some()))
            .cloned();
        match &chosen {
            Some(reading) => {
                open.retain(|(form, _)| *form != reading.form);
                open.push((reading.form, reading.ordinal));
            }
            None => entries[at].text.start = found.range.start,
        }
        entries[at].marker = chosen;
    }
}

/// Whether such a marker marks an item wherever it stands in its sequence: it has a bracket, which words that begin a
/// line have not, or is a small letter, which initials are not.
fn marks(form: Form) -> bool {
    match form {
        Form::Letter { upper, style } | Form::Roman { upper, style } => !upper || style != Style::Dot,
        _ => true,
    }
}

/// How far the second item of a list is looked for.
const FAR: usize = 40;

/// Whether a first marker starts a sequence: small letters do, for a capital and a full stop the second must come.
fn starts(text: &str, entries: &[Entry], first: &Marker) -> bool {
    let (Form::Letter { upper, style } | Form::Roman { upper, style }) = first.form else { return false };
    if !upper || style != Style::Dot || matches!(first.form, Form::Roman { .. }) {
        return true;
    }
    let own = &entries[0].text;
    let second = text[own.clone()]
        .char_indices()
        .take(4000)
        .any(|(at, c)| c == 'B' && text[own.start + at..].starts_with("B. "));
    second
        || entries[1..]
            .iter()
            .take(FAR)
            .take_while(|entry| entry.heading.is_none())
            .any(|entry| entry.marker.as_ref().is_some_and(|marker| marker.form == first.form && marker.ordinal == 2))
}
