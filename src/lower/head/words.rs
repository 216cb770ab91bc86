//! The words of a head, each with what it says of every item; a head with any other word says nothing of the kind.

use super::{EachItem, Meant};
use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::clause::at_least;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Head;
use crate::rule::{ConceptRef, Node, Status};
use crate::words;

impl Context<'_, '_> {
    /// What a head says of each item of its list; nothing where it says anything else.
    pub fn each_item(&mut self, head: &[Chunk]) -> EachItem {
        let mut says = EachItem::default();
        for (at, chunk) in head.iter().enumerate() {
            if !self.word_of_head(head, at, chunk, &mut says) {
                return EachItem::default();
            }
        }
        let or = head.iter().any(|c| matches!(self.cue(c), Some(Cue::Or | Cue::AndOr)) || self.sort(c) == Sort::Slash);
        if or && (says.patient || says.personal) && !says.subjects.is_empty() {
            says.subjects.insert(0, None);
        }
        if head.iter().any(|c| self.is_cue(c, Cue::Exposure)) {
            // "*Chronic* use of:" is no chronic disease.
            says.qualifiers.clear();
        }
        if !or {
            // "Known history of:" is one state, and no choice of two.
            says.statuses = says.statuses.into_iter().flatten().next_back().map(Some).into_iter().collect();
        }
        // "Inadequate response, loss of response or intolerance to:": two words for one outcome.
        let outcome = |meant: &Meant| if let Meant::Outcome(id) = meant { Some(*id) } else { None };
        let mut heard: Vec<&str> = Vec::new();
        says.meant.retain(|meant| {
            let again = outcome(meant).is_some_and(|id| heard.contains(&id));
            heard.extend(outcome(meant));
            !again
        });
        says.subjects.dedup();
        says.statuses.dedup();
        if says.statuses.iter().all(Option::is_none) {
            says.statuses.clear();
        }
        says
    }

    /// Whether all words of a head are such words, whether they say anything or not.
    pub fn is_head_of_words(&mut self, head: &[Chunk]) -> bool {
        let mut says = EachItem::default();
        head.iter().enumerate().all(|(at, chunk)| self.word_of_head(head, at, chunk, &mut says))
    }

    /// Where a denied list begins in a head that says something itself: "Normal ECG *without any of the following:*".
    pub fn denied_list_beside(&mut self, head: &[Chunk]) -> Option<usize> {
        let at = head
            .iter()
            .rposition(|c| matches!(self.cue(c), Some(Cue::Without | Cue::No | Cue::Not | Cue::NoneFollowing)))
            .filter(|at| *at > 0)?;
        let says = head[..at].iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity));
        (says && self.each_item(&head[at..]).denied && !self.each_item(head).denied).then_some(at)
    }

    /// The people of one sex that a head names beside what they have: "*Women* with:".
    pub fn sex_of_head(&mut self, head: &[Chunk], says: &EachItem) -> Option<Node> {
        let at = says.sex?;
        self.find(&head[at..], &[Cue::With, Cue::Who])?;
        self.coordination(&head[at..=at])
    }

    /// Notes what one word of a head says; false where it is no word of the kind.
    fn word_of_head(&mut self, head: &[Chunk], at: usize, chunk: &Chunk, says: &mut EachItem) -> bool {
        let next = head.get(at + 1);
        match self.sort(chunk) {
            Sort::Time | Sort::Comma | Sort::Slash | Sort::Colon | Sort::Dash => true,
            // "Failed *at least two* of:"
            Sort::Quantity => next.is_some_and(|of| {
                let counts = matches!(&chunk.kind, ChunkKind::Quantity(q) if at_least(q).is_some());
                counts && matches!(self.cue(of), Some(Cue::Of | Cue::OfFollowing))
            }),
            Sort::Term(entry) => match entry.kind() {
                // "Children with:" are the patients; an investigator has nothing that a list names.
                Kind::Subject if self.are_patients(entry, chunk) => true,
                Kind::Subject if !matches!(entry.id(), "child" | "investigator" | "sponsor") => {
                    says.subjects.push(Some(entry.id()));
                    true
                }
                Kind::Qualifier if words::STATES_OF_HEADS.contains(&entry.id()) => {
                    says.either |= next.is_some_and(|c| matches!(self.cue(c), Some(Cue::Or | Cue::AndOr)))
                        || next.is_some_and(|c| self.sort(c) == Sort::Slash);
                    says.qualifiers.push(entry.id());
                    true
                }
                // "*Positive test result for any of the following*:", and not "positive:" alone, or "positive or negative".
                Kind::Finding if entry.id() == "positive" && self.opens_results(head) => {
                    says.meant.push(Meant::Positive);
                    true
                }
                // "*Tested negative for:*": none is positive.
                Kind::Finding if entry.id() == "negative" && self.demand && self.opens_results(head) => {
                    says.meant.push(Meant::Positive);
                    says.denied = true;
                    true
                }
                Kind::Outcome if words::OUTCOMES_OF_HEADS.contains(&entry.id()) => {
                    says.meant.push(Meant::Outcome(entry.id()));
                    true
                }
                _ => false,
            },
            Sort::Concept(entry) => self.concept_of_head(entry, head, at, says),
            Sort::Cue(cue) => self.cue_of_head(cue, chunk, at, says),
            Sort::Word => {
                let word = self.words(&chunk.span).to_lowercase();
                says.personal |= word == "personal";
                let idle = [words::WORDS_OF_HEADS, words::DISEASE_CLASS_NOUNS];
                word == "personal" || idle.iter().any(|list| list.contains(&word.as_str()))
            }
            _ => false,
        }
    }

    /// Whether one result is said of what is listed: "positive for", "positive results of any of the following". Near miss: "positive or
    /// negative for".
    fn opens_results(&self, head: &[Chunk]) -> bool {
        let finding = |c: &&Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding);
        let of = |c: &Chunk| {
            let cue = self.cue(c);
            let words = self.words(&c.span).to_ascii_lowercase();
            matches!(cue, Some(Cue::AnyFollowing | Cue::FollowingList | Cue::For | Cue::Of | Cue::OfFollowing))
                || words.ends_with(" for")
        };
        head.iter().filter(finding).count() == 1 && head.iter().any(of)
    }

    /// "of the following", "any of the following", before what the members of the list are.
    fn is_before_members(&self, chunk: &Chunk) -> bool {
        matches!(self.cue(chunk), Some(Cue::AnyFollowing | Cue::FollowingList | Cue::OfFollowing | Cue::AllFollowing))
    }

    fn concept_of_head(&mut self, entry: Entry, head: &[Chunk], at: usize, says: &mut EachItem) -> bool {
        let words = self.words(&head[at].span).to_lowercase();
        match entry.id() {
            "family_history" => says.subjects.push(Some("relative")),
            "allergy" | "drug_allergy" => says.meant.push(Meant::Allergy),
            "contraindication" if head[at..].iter().any(|c| self.is_cue(c, Cue::To) || self.is_cue(c, Cue::For)) => {
                let id = self.concepts.note(entry).to_owned();
                let concept = ConceptRef {
                    id: Some(id),
                    text: self.words(&head[at].span).to_owned(),
                    span: self.span(&head[at].span).into(),
                    open: false,
                    examples: Vec::new(),
                };
                says.meant.push(Meant::Contraindication(Box::new(concept)));
            }
            _ if let Some(person) = self.other_person(&Head::new(Some(entry), head[at].span.clone())) => {
                says.subjects.push(Some(person));
            }
            // "Failed at least two of the following *DMARDs*:"
            _ if entry.kind() == Kind::DrugClass
                && at.checked_sub(1).is_some_and(|n| self.is_before_members(&head[n]))
                && head[..at].iter().any(|c| matches!(self.sort(c), Sort::Quantity)) => {}
            _ => return words::DISEASE_CLASS_NOUNS.contains(&words.as_str()),
        }
        true
    }

    fn cue_of_head(&self, cue: Cue, chunk: &Chunk, at: usize, says: &mut EachItem) -> bool {
        let words = self.words(&chunk.span).to_lowercase();
        match cue {
            Cue::HistoryOf if words.ends_with(" of") => {
                says.personal |= words.starts_with("personal");
                says.statuses.push(Some(Status::History));
            }
            Cue::HistoryOf => says.statuses.push(None),
            Cue::Prior => says.statuses.push(Some(Status::History)),
            Cue::CurrentOrPrior => says.statuses.push(Some(Status::Ever)),
            Cue::Planned => says.statuses.push(Some(Status::Planned)),
            Cue::Suspected => says.statuses.push(Some(Status::Suspected)),
            Cue::Current if !(words.starts_with("presence") || words.starts_with("existence")) => {
                says.statuses.push(Some(Status::Current));
            }
            Cue::Known => says.statuses.push(None),
            Cue::Female | Cue::Male if at == 0 => says.sex = Some(at),
            // Under Exclusion "must not have" names what excludes.
            Cue::Not | Cue::NotAllowed => {
                let demand =
                    ["must", "should", "shall", "may", "can", "will"].iter().any(|verb| words.starts_with(verb));
                says.denied |= self.demand || cue == Cue::Not && !demand;
            }
            Cue::Without | Cue::No | Cue::NoneFollowing => says.denied = true,
            Cue::Patient => says.patient = true,
            // "must not have the following to be *acceptable*:"
            Cue::Allowed if says.denied => {}
            _ => return is_link(cue),
        }
        true
    }
}

/// Words of a head that say nothing of the items but that there is a list.
fn is_link(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::AllFollowing
            | Cue::Also
            | Cue::And
            | Cue::AndOr
            | Cue::Any
            | Cue::AnyFollowing
            | Cue::As
            | Cue::Be
            | Cue::Exposure
            | Cue::FollowingList
            | Cue::For
            | Cue::In
            | Cue::Must
            | Cue::Need
            | Cue::Of
            | Cue::OfFollowing
            | Cue::Or
            | Cue::The
            | Cue::TherapyWord
            | Cue::To
            | Cue::Undergone
            | Cue::Who
            | Cue::With
    )
}
