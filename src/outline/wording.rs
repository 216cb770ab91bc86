//! Lines that open a section in a sentence and not by its name.

use super::cue;
use super::heading::Shape;
use crate::rule::Section;
use crate::words;

/// "Patients will be excluded if:", "None of the following criteria must be fulfilled:", "Patients will be eligible if all the following
/// are true." Near misses: "Patients who are not eligible for surgery.", a criterion; "Patients will be included if *any* of the following
/// apply:", a list of alternatives.
pub(super) fn section_wording(words: &[&str], shape: &Shape<'_>) -> Option<Section> {
    let following = words.contains(&"following");
    if !shape.colon && !following
        || shape.has_rest
        || words.len() < 3
        || words.iter().any(|word| word.len() > 1 && word.parse::<u32>().is_ok())
    {
        return None;
    }
    if meets_one_and_not_the_other(words) {
        return Some(Section::Inclusion);
    }
    if cue::EXCLUDE_WORDING.within(words) {
        return Some(Section::Exclusion);
    }
    let some = following && words.iter().any(|word| words::SOME_OF_FOLLOWING.contains(word));
    (cue::INCLUDE_WORDING.within(words) && !some).then_some(Section::Inclusion)
}

/// How many words stand at most between a denial and the exclusion criteria that it denies.
const DENIAL: usize = 5;

/// "Patients who meet *all of the following inclusion criteria and no exclusion criteria* will be included:", a list of what is asked
/// for: who is let in lacks what excludes as well. Near miss: "meet all inclusion criteria and none of the *following* exclusion
/// criteria:", where what follows excludes.
fn meets_one_and_not_the_other(words: &[&str]) -> bool {
    let criteria = |cue: cue::Cue, from: usize| {
        (from..words.len())
            .find(|&at| cue.has(words[at]) && words.get(at + 1).is_some_and(|word| cue::CRITERION_WORD.has(word)))
    };
    let Some(met) = criteria(cue::INCLUSION, 0) else { return false };
    let Some(denied) = criteria(cue::EXCLUSION, met) else { return false };
    let between = &words[met + 2..denied];
    let near = &between[between.len().saturating_sub(DENIAL)..];
    near.iter().any(|word| words::DENYING_CRITERIA.contains(word))
        && !words[met + 2..].iter().any(|word| words::WHAT_STANDS_BELOW.contains(word))
}
