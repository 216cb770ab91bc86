//! A noun said once, after the last of several adjectives, and what is said before the first of them.
//!
//! | form | example | read |
//! |---|---|---|
//! | the noun is the last one's | severe *renal or hepatic* impairment | each is an impairment |
//! | what leads is said of all | *untreated* colon or rectal cancer | each is untreated |
//! | one and not the other | *inflammatory and non-inflammatory* lesions | either of them |
//! | places of one thing | surgery of the *knee or hip* | the surgery, at each |
//!
//! Near misses: "severe asthma or COPD" names two things, and what leads is said of the first; "surgery or hip pain".

use crate::grammar::Bytes;
use crate::lex::{Entry, Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::words;

use super::names::{prefixed, suffixed};

/// The most words in no table that name a place.
const LONGEST_PLACE: usize = 3;

/// The most characters between adjectives and the noun that they share.
const LONGEST_SHARED: usize = 96;

impl Context<'_, '_> {
    /// Whether these words name an organ, which may be all that an adjective's item has.
    pub(in crate::lower) fn is_organ(&self, bytes: &Bytes) -> bool {
        words::ORGAN_ADJECTIVES.contains(&&*self.words(bytes).to_ascii_lowercase())
    }

    /// "*hyper-* or hypothyroidism", "*hypo*/hyperglycemia": a prefix waits for the rest of the name after it.
    pub(super) fn prefixes(&self, items: &mut [Partial]) {
        for at in 1..items.len() {
            let (done, rest) = items.split_at_mut(at);
            let (item, Some(head)) = (&mut done[at - 1], &rest[0].head) else { continue };
            let (Some(entry), Some(own)) = (head.entry, waiting_name(item)) else { continue };
            let first = self.words(&own).trim_end_matches(['-', ' ']).to_ascii_lowercase();
            let name = self.words(&head.bytes).to_ascii_lowercase();
            let Some(prefix) = words::SHARED_PREFIXES.iter().find(|prefix| first == **prefix) else { continue };
            let Some(stem) = words::SHARED_PREFIXES.iter().find_map(|other| name.strip_prefix(other)) else { continue };
            let stem = stem.trim_start_matches('-');
            if let Some(found) = look_up(&format!("{prefix}{stem}")).and_then(|group| group.of(entry.kind())) {
                item.unknown.clear();
                item.head = Some(Head { entry: Some(found), bytes: own, named: true });
            }
        }
    }

    /// "an investigational drug, *vaccine* or *device*": what is named bare beside it is investigational as well.
    ///
    /// Near misses: "investigational drug or *live* vaccine", "… or *antibiotics*".
    pub(super) fn investigated_beside(&self, items: &mut [Partial]) {
        let mut adjective: Option<&str> = None;
        for item in items.iter_mut() {
            let investigated = item.entry().is_some_and(|e| words::INVESTIGATED.contains(&e.id()));
            if let Some(head) = item.head.as_ref().filter(|_| investigated) {
                adjective = self.words(&head.bytes).split_once(' ').map(|(first, _)| first);
                continue;
            }
            let Some(first) = adjective.filter(|_| item.qualifiers.is_empty()) else { continue };
            let Some(own) = item.head.as_ref().map(|h| h.bytes.clone()).or_else(|| waiting_name(item)) else {
                continue;
            };
            let Some(found) = look_up(&format!("{first} {}", self.words(&own))) else { continue };
            let entry = found.entries().find(|e| words::INVESTIGATED.contains(&e.id()));
            if let Some(entry) = entry {
                item.unknown.clear();
                item.head = Some(Head { entry: Some(entry), bytes: own, named: true });
            }
        }
    }

    /// "diseases of the heart or *kidney*": another name that is turned round in the same way, or the same thing at a place
    /// that makes no name with it.
    pub(super) fn turned_names(&self, items: &mut [Partial]) {
        let mut turned: Option<(&str, Kind)> = None;
        for item in items.iter_mut() {
            if let Some((Some(entry), bytes)) = item.head.as_ref().map(|h| (h.entry, &h.bytes)) {
                turned = self.words(bytes).split_once(" of ").map(|(noun, _)| (noun, entry.kind()));
                continue;
            }
            let Some((noun, kind)) = turned else { continue };
            let Some(own) = waiting_name(item) else { continue };
            let of_kind = |name: &str| look_up(name).and_then(|group| group.of(kind));
            let found = of_kind(&format!("{} {noun}", self.words(&own)));
            // "the heart, *lungs* or liver"
            let one = self.words(&own).strip_suffix('s').filter(|one| !one.contains(' '));
            let found = found.or_else(|| of_kind(&format!("{} {noun}", one?)));
            let general = of_kind(noun).filter(|_| found.is_none() && self.is_place_alone(item));
            // "diseases of …" are no more the disease under study at a place that has no name.
            let general = general.filter(|entry| entry.id() != "study_disease");
            let Some(entry) = found.or(general) else { continue };
            item.unknown.clear();
            item.organ = None;
            if general.is_some() {
                let place = self.mention(None, &own);
                item.settings.push(place);
            }
            item.head = Some(Head { entry: Some(entry), bytes: own, named: true });
        }
    }

    /// "hepatitis B or C", "syphilis antigen or antibodies", "bone marrow/stem cell transplantation".
    pub(super) fn complete_names(&mut self, items: &mut [Partial]) {
        let mut before: Option<Bytes> = None;
        let mut degree = Vec::new();
        for item in items.iter_mut() {
            let Some(own) = waiting_name(item) else {
                degree.clone_from(&item.qualifiers);
                // "infection *with hepatitis B* or C"
                let object = item.relation.as_ref().and_then(|r| r.objects.last()?.head.as_ref());
                before = object.or(item.head.as_ref()).map(|h| h.bytes.clone());
                continue;
            };
            let found = before.as_ref().and_then(|before| prefixed(self.words(before), self.words(&own)));
            if let Some((degree, entry)) = before
                .as_ref()
                .filter(|_| found.is_none())
                .and_then(|before| self.prefixed_without_degree(before, &own))
            {
                item.head = Some(Head { entry: Some(entry), bytes: own, named: true });
                item.qualifiers.push(degree);
                continue;
            }
            match found {
                Some(entry) => {
                    let lasts = degree.iter().all(|q| matches!(*q, "acute" | "chronic"));
                    if (entry.kind().is_drug() || lasts) && item.qualifiers.is_empty() {
                        // "*strong* inducers of CYP3A4 or P-gp", "*chronic* hepatitis B or C"
                        item.qualifiers.clone_from(&degree);
                    }
                    item.head = Some(Head { entry: Some(entry), bytes: own, named: true });
                }
                None => before = item.head.as_ref().map(|h| h.bytes.clone()),
            }
        }
        let mut at = items.len();
        while at > 0 {
            at -= 1;
            let Some(noun) = items[at].head.clone().filter(|h| !h.named) else { continue };
            let first = self.wait_for(&noun, items, at);
            if first < at {
                self.share_noun(&mut items[first..=at], &noun);
                at = first;
            }
        }
    }

    /// "*systolic* or diastolic heart failure", "*iron deficiency* or sickle cell anemia": what names a thing of its own, and with
    /// the noun of the next another disease; "*BRAF* and/or MEK inhibitor", "*EGFR*, *ALK* or ROS1 inhibitors": what is measured as
    /// well, and with that noun another class of drugs. Near misses: "*asthma* or COPD exacerbation" may be the disease itself;
    /// "*BRAF* mutation and MEK inhibitor".
    pub(super) fn other_names(&self, items: &mut [Partial], joins: &[Join]) {
        let mut shared: Option<Head> = None;
        for at in (0..joins.len()).rev() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            // The noun of another item that has it from the last: "EGFR, *ALK* or ROS1 inhibitors".
            let noun = shared.take().or_else(|| next.head.clone());
            let (Some(own), Some(noun)) = (&item.head, noun) else { continue };
            let anemia = |e: Entry| e.id().ends_with("_deficiency") && self.words(&noun.bytes).ends_with("emia");
            let part = own.entry.is_some_and(|e| is_measured(e) || anemia(e));
            let disease = noun.entry.filter(|e| e.kind() == Kind::Condition).is_some();
            let class = noun.entry.is_some_and(|e| e.kind() == Kind::DrugClass) && own.bytes.end == item.bytes.end;
            let alone = item.is_limitless() && item.is_unvalued() && (class || own.bytes == item.bytes);
            if !(part && (disease || class) && alone && (class || joins[at].tight)) {
                continue;
            }
            let named = suffixed(self.words(&own.bytes), self.words(&noun.bytes));
            if let Some(entry) = named.filter(|e| noun.entry.is_some_and(|noun| noun.kind() == e.kind())) {
                item.head = Some(Head { entry: Some(entry), bytes: own.bytes.clone(), named: true });
                shared = Some(noun).filter(|_| class);
            }
        }
    }

    /// "*COPD* or asthma exacerbation within 4 weeks": what happened at a time is an exacerbation of either. Near misses: "*asthma* or COPD
    /// exacerbation", which may be the disease itself; "asthma, or COPD exacerbation within 4 weeks". So is "*cataract* or glaucoma
    /// surgery within 3 months" surgery of either, and "eye surgery, including *cataract* or glaucoma surgery".
    pub(super) fn dated_episodes(&self, items: &mut [Partial], joins: &[Join]) {
        let disease = |h: &Head| h.entry.is_some_and(|e| e.kind() == Kind::Condition);
        for at in (0..joins.len()).rev() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let (Some(own), Some(noun)) = (&item.head, &next.head) else { continue };
            let words = self.words(&noun.bytes).to_ascii_lowercase();
            let episode = words.rsplit(' ').next().is_some_and(|last| words::EPISODES.contains(&last));
            let objects = next.relation.iter().flat_map(|r| &r.objects);
            let dated = std::iter::once(next).chain(objects).any(|p| p.times.iter().any(|t| t.direction.is_some()));
            let ends = own.bytes.end == item.bytes.end && item.is_limitless() && item.is_unvalued();
            let joined = joins[at].tight && joins[at].all == Some(false) && !joins[at].but;
            let operated = words.rsplit_once(' ').is_some_and(|(_, last)| words::SURGERY_NOUNS.contains(&last));
            let operated = operated && !disease(noun) && (dated || item.included);
            let happened = episode && dated && disease(noun) || operated;
            if !(happened && ends && joined && disease(own)) {
                continue;
            }
            let named = suffixed(self.words(&own.bytes), &words).filter(|e| Some(*e) != own.entry);
            let kind = if operated { Kind::Procedure } else { Kind::Condition };
            if let Some(entry) = named.filter(|e| e.kind() == kind) {
                item.head = Some(Head { entry: Some(entry), bytes: own.bytes.clone(), named: true });
            }
        }
    }

    /// The first of the adjectives directly before the item at `at` that may wait for its noun.
    fn wait_for(&self, noun: &Head, items: &[Partial], at: usize) -> usize {
        let words = self.words(&noun.bytes);
        let known = noun.entry.is_some() || words.contains(' ') || words::ILLNESS_WORDS.contains(&words);
        let waits = |item: &Partial| waiting_name(item).is_some() && item.head.as_ref().is_none_or(|h| !h.named);
        let before = items[..at].iter().rev().take_while(|item| known && waits(item)).count();
        at - before
    }

    /// Gives the adjectives of `items`, the last of which has the noun, their names, and what leads to all.
    fn share_noun(&mut self, items: &mut [Partial], noun: &Head) {
        let Some((last, adjectives)) = items.split_last_mut() else { return };
        let disease = noun.entry.is_none_or(|e| matches!(e.kind(), Kind::Condition | Kind::Procedure));
        let mut first = None;
        let described = self.words(&noun.bytes).contains(' ');
        let organ = |words: &str| words::ORGAN_ADJECTIVES.contains(&&*words.to_ascii_lowercase());
        let unnamed_organ = |words: &str| described && noun.entry.is_none() && organ(words);
        let waits = |words: &str| is_adjective(words) || described && is_site(words) || unnamed_organ(words);
        let plain = |item: &Partial| waiting_name(item).is_some_and(|b| waits(self.words(&b))) && item.is_limitless();
        let bare = adjectives.len() - adjectives.iter().rev().take_while(|item| plain(item)).count();
        let (count, before) = (adjectives.len(), adjectives.last().map_or(0, |item| item.bytes.end));
        let between = self.lexed.text.get(before..noun.bytes.start).unwrap_or_default();
        let joined = between.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "or" | "and"));
        let comma = |pair: &[Partial]| {
            self.lexed.text.get(pair[0].bytes.end..pair[1].bytes.start).is_some_and(|between| between.trim() == ",")
        };
        let joined = joined && adjectives.windows(2).all(comma);
        for (n, item) in adjectives.iter_mut().enumerate() {
            let Some(own) = waiting_name(item).map(|own| self.without_people(own)) else { continue };
            let entry = suffixed(self.words(&own), self.words(&noun.bytes))
                .or_else(|| disease_of(self.words(&own), self.words(&noun.bytes)));
            let organ = item.head.is_none() && item.organ.is_some() && disease;
            // "*hemodynamic or respiratory instability*": no name without the noun, with which it stands.
            let whole = own.start..noun.bytes.end;
            let between = self.lexed.text.get(own.end..noun.bytes.start).unwrap_or(",");
            // "*nail*, hair or eyelash disorders": of three or more the last is joined by a word.
            let listed = count > 1 && joined;
            let parted = between.contains(['(', ';']) || between.contains(',') && !listed;
            let unnamed = entry.is_none() && n >= bare && whole.len() <= LONGEST_SHARED && !parted;
            if entry.is_some() || organ {
                item.head = Some(Head { entry, bytes: if unnamed { whole } else { own }, named: true });
                item.organ = None;
                item.unknown.clear();
                first = first.or(Some(n));
            } else if waits(self.words(&own)) && disease {
                if unnamed {
                    item.head = Some(Head { entry: None, bytes: whole, named: true });
                    item.unknown.retain(|b| *b != own);
                }
                first = first.or(Some(n));
            }
        }
        let shared = adjectives.iter().any(|item| item.head.as_ref().is_some_and(|h| h.named));
        let adjective = adjectives.iter().all(|item| waiting_name(item).is_none_or(|b| waits(self.words(&b))));
        let Some(first) = first.filter(|_| shared || adjective) else { return };
        let lead = adjectives[first].clone();
        if lead.qualifiers.is_empty() && !lead.known {
            return;
        }
        for item in adjectives[first + 1..].iter_mut().chain([last]) {
            // "*acute* myeloid or lymphoblastic leukemia, *chronic* myeloid leukemia": the name says another.
            if item.qualifiers.is_empty() && !self.opens_with_degree(item) {
                item.qualifiers.clone_from(&lead.qualifiers);
            }
            item.known |= lead.known;
        }
    }

    /// "*patients with* type 1 or type 2 diabetes": the name begins after the people who have it.
    fn without_people(&self, own: Bytes) -> Bytes {
        let at = self.words(&own).rfind(" with ").map_or(0, |at| at + " with ".len());
        own.start + at..own.end
    }

    /// "chronic *non-cancer and cancer* pain": what is no X, and what is one, are both meant, for nothing is both.
    pub(super) fn either_kind(&mut self, items: &mut [Partial], joins: &mut [Join]) {
        for at in 0..joins.len() {
            let entry = |p: &Partial| p.entry();
            let (before, rest) = items.split_at_mut(at + 1);
            let (one, other) = (&mut before[at], &mut rest[0]);
            let alike =
                entry(one).is_some() && entry(one) == entry(other) && one.is_limitless() && other.is_limitless();
            if !alike || one.negated == other.negated && !other.negated_by_list {
                continue;
            }
            let negated = if one.negated { &*one } else { &*other };
            let words = self.words(&negated.bytes).to_lowercase();
            let non = words.split(|c: char| !c.is_alphabetic()).any(|word| word == "non" || word == "nonmalignant");
            let both = joins[at].all == Some(true) && joins[at].tight || joins[at].slash;
            if non && both {
                joins[at].all = Some(false);
                joins[at].tight = true;
            }
        }
    }

    /// "smokers or *non-smokers with COPD*": who is no X and who is one have alike what is said after both.
    pub(super) fn either_has(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (one, other) = (&mut before[at], &rest[0]);
            let (Some(first), Some(second)) = (&one.head, &other.head) else { continue };
            let stem = self.words(&first.bytes).to_ascii_lowercase();
            let denied = self.words(&second.bytes).to_ascii_lowercase();
            let opposite = denied.strip_prefix("non").is_some_and(|rest| rest.trim_start_matches(['-', ' ']) == stem);
            let alone = one.is_limitless() && one.having.is_empty() && one.also.is_empty();
            if opposite && alone && joins[at].tight && joins[at].all == Some(false) {
                one.relation.clone_from(&other.relation);
                one.having.clone_from(&other.having);
            }
        }
    }

    /// "surgery to the colon and/or *rectum*": a place in the list is a place of what was named before it.
    pub(super) fn places(&mut self, items: &mut [Partial], joins: &[Join]) {
        let mut head: Option<Partial> = None;
        for at in 0..items.len() {
            if let Some(own) = self.place_of(&items[at]) {
                head = Some(items[at].clone()).filter(|_| self.place_follows(&items[at + 1..], &joins[at..]));
                if let Some(head) = &mut head {
                    let place = self.mention(None, &own);
                    items[at].unknown.retain(|b| *b != own);
                    items[at].settings.push(place);
                    *head = items[at].clone();
                }
                continue;
            }
            let Some(before) = head.clone().filter(|_| self.is_place_alone(&items[at])) else {
                head = None;
                continue;
            };
            let own = items[at].head.as_ref().map_or(items[at].bytes.clone(), |h| h.bytes.clone());
            let place = self.mention(None, &own);
            let mut settings = before.settings.clone();
            settings.pop();
            settings.push(place);
            let (bytes, times) = (items[at].bytes.clone(), std::mem::take(&mut items[at].times));
            items[at] = Partial { settings, bytes, times, ..before };
        }
    }

    /// The unknown words that end an item and say where: "surgery of the *knee*".
    fn place_of(&self, item: &Partial) -> Option<Bytes> {
        let head = item.head.as_ref()?;
        let event = head.entry.is_some_and(|e| matches!(e.kind(), Kind::Condition | Kind::Procedure));
        let last = item.unknown.last().filter(|b| event && b.start > head.bytes.end)?;
        let between = self.lexed.text.get(head.bytes.end..last.start)?.trim().to_ascii_lowercase();
        let mut words = between.split_whitespace();
        let prepositions = words.next().is_some_and(|word| words::PLACE_PREPOSITIONS.contains(&word));
        let plain = item.relation.is_none() && item.having.is_empty() && item.is_unvalued() && item.count.is_none();
        let only = words.all(|word| matches!(word, "the" | "a" | "an" | "any" | "either" | "his" | "her" | "their"));
        (prepositions && only && plain && last.end == item.bytes.end).then(|| last.clone())
    }

    /// Whether the items after one that ends with a place begin with another place.
    fn place_follows(&self, rest: &[Partial], joins: &[Join]) -> bool {
        let places = rest.iter().take_while(|item| self.is_place_alone(item)).count();
        let or = joins[..places].iter().any(|j| !j.bare && j.all.is_some());
        places > 0 && (or || places == rest.len())
    }

    /// Whether an item is nothing but words in no table, and no more than name a place.
    fn is_place_alone(&self, item: &Partial) -> bool {
        let (Some(Head { entry: None, bytes: own, named: false }), []) = (&item.head, item.unknown.as_slice()) else {
            return false;
        };
        let words = self.words(own);
        let alone = Partial { head: None, organ: None, times: Vec::new(), ..item.clone() }.is_nameless();
        let said = item.negated || item.verb || item.known || item.status.is_some() || item.subject.is_some();
        let opening = self.words(&(item.bytes.start..own.start)).trim();
        let whole = matches!(&*opening.to_ascii_lowercase(), "" | "the" | "of the" | "in the" | "of")
            && (own.end == item.bytes.end || !item.times.is_empty());
        let few = words.split_whitespace().count() <= LONGEST_PLACE;
        whole && alone && !said && few && !words.contains(char::is_uppercase)
    }
}

/// The words of an item whose only name is in no table.
fn waiting_name(item: &Partial) -> Option<Bytes> {
    match &item.head {
        Some(Head { entry: None, bytes, .. }) => Some(bytes.clone()),
        None if item.organ.is_some() && item.is_limitless() && item.unknown.is_empty() => item.organ.clone(),
        None if item.is_blank() => Some(item.score_word.clone().unwrap_or(item.bytes.clone())),
        None if item.sex.is_none() => item.unknown.first().cloned(),
        _ => None,
    }
}

/// "*mental* or neurologic condition": the disease of that kind, by another noun for it.
fn disease_of(words: &str, noun: &str) -> Option<Entry> {
    let last = noun.rsplit(' ').next()?.to_ascii_lowercase();
    let last = last
        .strip_suffix("es")
        .filter(|one| words::DISEASE_NOUNS.contains(one))
        .or(last.strip_suffix('s'))
        .unwrap_or(&last);
    words::DISEASE_NOUNS.contains(&last).then_some(())?;
    let named = |noun: &&str| look_up(&format!("{words} {noun}"))?.of(Kind::Condition);
    words::DISEASE_NOUNS.iter().find_map(named)
}

/// Whether words can only describe what is named after them.
fn is_adjective(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or(words).to_ascii_lowercase();
    !words.contains(' ') && words::ADJECTIVE_ENDINGS.iter().any(|ending| last.ends_with(ending))
}

/// "*hip* or knee osteoarthritis", "*distal radius* or ulna fracture", "*left* or right hemiparesis", "*inflammatory scalp* or eyebrow
/// disorders": whether words name a part of the body, or which of two. Near miss: "*hip* or stroke", whose noun has no place.
fn is_site(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    let (before, last) = words.rsplit_once(' ').unwrap_or(("", &words));
    let side = |word: &str| words::WHICH_SIDE.contains(&word);
    let described = |word: &str| side(word) || is_adjective(word);
    before.split_whitespace().all(described) && (words::BODY_SITES.contains(&last) || side(last))
}

/// "*respiratory* and flu-like symptoms": whether an item has its noun from the next one, a disease or a name in no table.
pub(super) fn has_noun_of(item: &Partial, next: &Partial) -> bool {
    let (Some(own), Some(noun)) = (&item.head, &next.head) else { return false };
    let disease = |head: &Head| head.entry.is_none_or(|e| e.kind() == Kind::Condition);
    own.named && disease(own) && disease(noun) && own.bytes.end == noun.bytes.end
}
