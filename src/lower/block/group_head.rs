//! The head of a nested list: what it demands itself, of whom its list is demanded, what it says of each item, and how many are
//! meant.
//!
//! What a head says that finds no place leaves the whole list open: a reading that passes over "inability to:" would demand
//! what the text forbids. The same for a list after a colon is in `list.rs`.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::head::EachItem;
use crate::rule::{Node, TimeKind};

use super::list::ListHead;
use super::own_head::{FirstItem, OwnDemand, Unheard};

/// The most letters of the mark of an item that a head names: "a or b", "iii".
const LONGEST_MARK: usize = 3;

/// What the words of a group say of its parts.
#[derive(Default)]
pub struct GroupHead {
    /// What sentences before that of the list say: "*Has failed chemotherapy.* Adequate organ function as follows:"; and whether that
    /// alone will do, for it stands after an "or".
    pub before: Option<Node>,
    pub before_is_enough: bool,
    /// What is one of the parts itself: "HIV infection *and*".
    pub own: Option<Node>,
    /// How the parts are joined, counted and dated.
    pub list: ListHead,
    /// What is demanded beside the list, or the people of whom alone it is demanded (`true`).
    pub of_people: Option<(Node, bool)>,
    /// Whether that or the list will do.
    pub either: bool,
    /// What is said of each part.
    pub each: EachItem,
    /// Whether the parts are what somebody takes.
    pub exposure: bool,
    /// Whether each part names those of whom alone its own list is.
    pub each_of_some: bool,
    /// Words that leave the list open.
    pub unheard: Option<Node>,
}

/// What a head stands before, and where.
pub struct GroupPlace {
    /// What the first item says, and what it names.
    pub first: FirstItem,
    pub concept: Option<Entry>,
    /// What each item names first, and how many there are.
    pub names: Vec<Entry>,
    pub items: usize,
    /// Whether it stands in no other group.
    pub top: bool,
    /// Whether the group around it says that it names those of whom alone its list is.
    pub of_some: bool,
    /// Where brackets stood that open the list.
    pub opened: Option<usize>,
}

impl Context<'_, '_> {
    /// Reads the head of a group.
    pub fn group_head(&mut self, chunks: &[Chunk], place: GroupPlace) -> GroupHead {
        let GroupPlace { first, concept, names, items, top, of_some, opened } = place;
        // The colon opens the list and says nothing itself.
        let colon = chunks.last().is_some_and(|c| self.sort(c) == Sort::Colon);
        let (chunks, colon) = chunks.split_at(chunks.len() - usize::from(colon));
        self.take(colon);
        if let Some(cohort) = self.cohort_of(chunks) {
            self.take_whole(chunks);
            return GroupHead { of_people: Some((cohort, true)), ..GroupHead::default() };
        }
        if let Some(people) = self.name_of_some(chunks).filter(|_| of_some) {
            return GroupHead { of_people: Some((people, true)), ..GroupHead::default() };
        }
        let each_of_some = self.is_specific(chunks);
        let whole = chunks.len();
        let denied = self.denied_in_brackets(chunks);
        let opens_with_or = chunks.first().is_some_and(|c| self.is_cue(c, Cue::Or));
        let (before, chunks) = self.sentences_before(&chunks[..chunks.len() - usize::from(denied.is_some())]);
        let before_is_enough = opens_with_or && before.is_some();
        let before = match (before, denied) {
            (Some(before), Some(denied)) => Some(self.joined(vec![before, denied], true, &bytes_of(chunks))),
            (before, denied) => before.or(denied),
        };
        let opened = opened.and_then(|at| at.checked_sub(whole - chunks.len()));
        let whole = colon.is_empty() && before.is_none() && self.is_criterion_itself(chunks, concept, items == 1);
        let divides = self.divides(chunks);
        let demand = if divides {
            self.take_number_of_groups(chunks);
            OwnDemand::before(0)
        } else if whole {
            OwnDemand::before(chunks.len())
        } else {
            self.demand_of_group(chunks, (first, concept), opened)
        };
        self.take(&chunks[demand.said..demand.list]);
        let mut of_people = self.said_beside(&chunks[..demand.said], demand.people);
        let (said, chunks) = chunks.split_at(demand.list);
        let mut list = self.list_of_group(chunks);
        let in_some = chunks.is_empty() && self.said_in(said).is_some();
        if in_some || self.names_alternatives(chunks, &names) {
            (list.all, list.count) = (Some(false), None);
        }
        if chunks.is_empty() || list.count.is_none() && list.all.is_none() && list.times.is_empty() {
            // "CML-CP *at screening*:" says it of the limits as well.
            list.times = self.list_head(said).times.into_iter().filter(|t| t.kind == TimeKind::At).collect();
        }
        let exposure = self.find(chunks, &[Cue::Exposure]).is_some();
        of_people = of_people.or_else(|| Some((self.people_of_list(chunks, first)?, true)));
        of_people = of_people.or_else(|| self.age_of_head(chunks));
        of_people = of_people.or_else(|| Some((self.people_of_head(chunks)?, true)));
        let mut each = self.each_item(chunks);
        // "*No organ damage*: ANC > 0.5, creatinine < 1.5": what those have who have none.
        let well = first == FirstItem::WellKept && (list.none || each.denied);
        each.denied &= !well;
        let mut list = ListHead { none: (list.none || each.denied) && !well, ..list };
        let ranges = first == FirstItem::Range && self.ranges_of_group(chunks, &mut list, &mut each);
        of_people = of_people.or_else(|| Some((self.sex_of_head(chunks, &each)?, false)));
        let plain = list.count.is_none() && list.all.is_none() && !list.none && each.is_empty();
        // Within another list a name is one of its members, which the parent tells of.
        if plain && top && of_people.is_none() {
            self.note_name(chunks, concept);
        }
        let heard = of_people.is_some() || list.none || ranges || self.nobody_may(chunks);
        let unheard = if heard { None } else { self.unheard_head(chunks) };
        let words = unheard.map(|_| self.unparsed(&bytes_of(chunks)));
        self.take_whole(chunks);
        let (beside, unheard) = if unheard == Some(Unheard::Beside) { (words, None) } else { (None, words) };
        of_people = of_people.or(beside.map(|node| (node, false)));
        GroupHead {
            before,
            before_is_enough,
            own: None,
            list,
            of_people,
            either: demand.any,
            each,
            exposure,
            each_of_some,
            unheard,
        }
    }

    /// What the sentences before the last one of a head say, where that is decided, and the last one.
    fn sentences_before<'c>(&mut self, head: &'c [Chunk]) -> (Option<Node>, &'c [Chunk]) {
        // "ECOG 0-1*;* adequate organ function as defined by:"
        let ends = |c: &Chunk| self.sort(c) == Sort::Stop || self.demand && self.sort(c) == Sort::Semicolon;
        let stop = head.iter().rposition(ends).filter(|at| at + 1 < head.len());
        let named = |c: &Chunk| {
            matches!(self.sort(c), Sort::Concept(e) if e.kind() != Kind::Observation)
                || self.is_cue(c, Cue::NegatedAbility)
        };
        let lists = |c: &Chunk| {
            matches!(
                self.cue(c),
                Some(
                    Cue::AllFollowing | Cue::AnyFollowing | Cue::FollowingList | Cue::NoneFollowing | Cue::OfFollowing
                )
            )
        };
        let own = |at: &usize| head[..*at].iter().any(named) && !head[..*at].iter().any(lists);
        let Some(at) = stop.filter(own) else { return (None, head) };
        (self.block(&head[..=at]), &head[at + 1..])
    }

    /// "Blood counts *(no transfusion within 14 days)*:": what brackets at the end of a demanded head deny. Near miss: "Asthma *(not
    /// mild)*", which names nothing else.
    fn denied_in_brackets(&mut self, head: &[Chunk]) -> Option<Node> {
        let (last, before) = head.split_last().filter(|_| self.demand)?;
        let ChunkKind::Group(inner) = &last.kind else { return None };
        let treated = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let denies = inner.first().is_some_and(|c| self.is_denial(c)) && inner.iter().any(treated);
        if !denies || before.is_empty() {
            return None;
        }
        self.take(std::slice::from_ref(last));
        self.clause(inner)
    }

    /// A head whose last brackets open its list, without these, and where they stood: "Pulmonary function *(at least one of the following)*:", "Cirrhosis
    /// based on *(either i or ii)*:", "Organ function *(within 7 days before treatment)*:". Near misses: "Blood counts *(no transfusion
    /// within 14 days)*:", "Creatinine *(see the following table)*", "Asthma *(mild or moderate)*:".
    pub fn opened_head(&mut self, mut chunks: Vec<Chunk>) -> (Vec<Chunk>, Option<usize>) {
        let colon = chunks.last().is_some_and(|c| self.sort(c) == Sort::Colon);
        let at = chunks.len().checked_sub(1 + usize::from(colon));
        let opens = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::AllFollowing | Cue::AnyFollowing | Cue::Either | Cue::OfFollowing))
        };
        // "*(performed within 7 days before treatment)*": a window of each item, where nothing is denied or named.
        let says = |c: &Chunk| {
            let sort = self.sort(c);
            matches!(sort, Sort::Concept(_) | Sort::Quantity | Sort::Group) || self.is_denial(c)
        };
        let dates = |inner: &[Chunk]| inner.iter().any(|c| self.sort(c) == Sort::Time) && !inner.iter().any(says);
        let Some((at, inner)) = at.and_then(|at| match &chunks[at].kind {
            ChunkKind::Group(inner) if at > 0 && (inner.iter().any(opens) || dates(inner)) => Some((at, inner.clone())),
            _ => None,
        }) else {
            return (chunks, None);
        };
        self.take(&chunks[at..=at]);
        chunks.splice(at..=at, inner);
        (chunks, Some(at))
    }

    /// What a head demands itself, and where the words that open its list begin.
    fn demand_of_group(
        &mut self,
        chunks: &[Chunk],
        (first, concept): (FirstItem, Option<Entry>),
        opened: Option<usize>,
    ) -> OwnDemand {
        let denied = self.denied_list_beside(chunks).map(OwnDemand::before);
        let told = self.is_disease_told_apart(chunks, first).then(|| OwnDemand::before(chunks.len()));
        // "*For* patients ≥ 40 years:" says for whom the list is.
        let for_some = chunks.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::For | Cue::In | Cue::If)));
        let limited = || self.end_of_limited(chunks).filter(|_| !for_some).map(OwnDemand::before);
        // "*Metabolic syndrome* (at least three of the following):"
        let named = || opened.filter(|at| self.demand && self.names_disease_or_limit(&chunks[..*at]));
        let demand = denied.or_else(|| self.limit_or_list(chunks));
        let demand = demand.or_else(|| self.own_demand(chunks, concept)).or_else(|| named().map(OwnDemand::before));
        let demand = demand.or(told).or_else(limited);
        demand.or_else(|| self.said_in(chunks)).unwrap_or(OwnDemand::before(0))
    }

    /// What stands before the words that open a list: a demand beside it, or the people of whom it is demanded.
    fn said_beside(&mut self, said: &[Chunk], people: bool) -> Option<(Node, bool)> {
        let said = self.without_conjunction(said);
        if said.is_empty() {
            return None;
        }
        let who = if people { self.people_of_head(said) } else { None };
        match who {
            Some(who) => Some((who, true)),
            None => Some((self.block(said)?, false)),
        }
    }

    /// "diagnosed by *either*:", "*either i or ii*:": whether nothing but the marks of the items stands after an "either".
    pub(super) fn ends_in_either(&self, chunks: &[Chunk]) -> bool {
        let mark =
            |c: &Chunk| self.words(&c.span).trim_end_matches([')', '.']).len() <= LONGEST_MARK || self.is_idle(c);
        let at = self.find(chunks, &[Cue::Either]);
        at.is_some_and(|at| chunks[at + 1..].iter().all(|c| self.is_separator(c) || mark(c)))
    }

    /// How many of a group's parts are meant.
    fn list_of_group(&mut self, chunks: &[Chunk]) -> ListHead {
        let mut list = self.counted_head(chunks);
        let either = self.ends_in_either(chunks);
        let words = chunks.first().map_or("", |_| self.words(&bytes_of(chunks))).to_ascii_lowercase();
        if either || list.count.is_none() && list.all.is_none() && words.ends_with("diagnosis of") {
            // "Has a *diagnosis of*: asthma; COPD", of which nobody needs both.
            list.all = Some(false);
        }
        list
    }
}
