//! Decisions held against a trial as it is now.

use similar::TextDiff;

use super::{Decision, Decisions, Subject, subjects};
use crate::rule::{Decided, DecisionState, Review, ReviewedPart, Trial};

/// How alike words must be to be those of the same criterion, reworded: the share that both have.
const ALIKE: f32 = 0.6;

/// Puts into `trial` what of the decisions still holds.
///
/// A decision belongs to the criterion with its key; if there is none, to the most alike one without a decision. Where
/// words, rule or what they have from above changed, the criterion is to be decided again; where there is no such
/// criterion, the decision is listed as gone.
pub fn apply(trial: &mut Trial, decisions: &Decisions) {
    let subjects = subjects(trial);
    let mut of_subject: Vec<Option<&Decision>> = vec![None; subjects.len()];
    let mut loose = Vec::new();
    for decision in &decisions.decisions {
        match subjects.iter().position(|subject| subject.criterion.key == decision.key) {
            Some(place) => of_subject[place] = Some(decision),
            None => loose.push(decision),
        }
    }
    let gone: Vec<&Decision> =
        loose.into_iter().filter(|decision| !adopt(decision, &subjects, &mut of_subject)).collect();
    let mut decided: Vec<Decided> =
        subjects.iter().zip(of_subject).filter_map(|(subject, decision)| Some(hold(subject, decision?))).collect();
    let holding = decided.iter().filter(|d| d.state == DecisionState::Holds && d.verdict.is_some()).count();
    decided.extend(gone.into_iter().map(|decision| Decided {
        key: decision.key.clone(),
        id: decision.id.clone(),
        fingerprint: decision.fingerprint.clone(),
        state: DecisionState::Gone,
        verdict: decision.verdict,
        comment: decision.comment.clone(),
        changed: Vec::new(),
        text: Some(decision.text.clone()),
        reading: decision.reading.clone(),
    }));
    let criteria = subjects.len();
    trial.review = Some(Review { criteria, decided: holding, decisions: decided });
}

/// Gives a decision whose criterion's words changed to the criterion that is most like it; false if none is.
fn adopt<'a>(decision: &'a Decision, subjects: &[Subject<'_>], of_subject: &mut [Option<&'a Decision>]) -> bool {
    let words = decision.text.to_lowercase();
    let mut best: Option<(f32, usize)> = None;
    for (place, subject) in subjects.iter().enumerate() {
        if of_subject[place].is_some() {
            continue;
        }
        let same_id = subject.criterion.id.is_some() && subject.criterion.id == decision.id;
        let likeness = TextDiff::from_words(words.as_str(), subject.criterion.text.to_lowercase().as_str()).ratio()
            + if same_id { 0.05 } else { 0.0 };
        if likeness >= ALIKE && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, place));
        }
    }
    if let Some((_, place)) = best {
        of_subject[place] = Some(decision);
    }
    best.is_some()
}

fn hold(subject: &Subject<'_>, decision: &Decision) -> Decided {
    let criterion = subject.criterion;
    // The file was read with its fingerprints checked; one that is none can not hold.
    let changed =
        decision.fingerprint.parse().map_or_else(|_| vec![ReviewedPart::Rule], |was| subject.fingerprint.changed(&was));
    let is_changed = !changed.is_empty();
    Decided {
        key: criterion.key.clone(),
        id: criterion.id.clone(),
        fingerprint: decision.fingerprint.clone(),
        state: if is_changed { DecisionState::Changed } else { DecisionState::Holds },
        verdict: decision.verdict,
        comment: decision.comment.clone(),
        text: changed.contains(&ReviewedPart::Text).then(|| decision.text.clone()),
        reading: decision.reading.clone().filter(|_| is_changed),
        changed,
    }
}
